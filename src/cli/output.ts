import type { Report } from '../model/report.ts';
import { loadPartsReporter, type ReportOptions } from '../report/index.ts';
import { ordered } from '../report/order.ts';
import type { OutputChoice, OutputTarget } from './output-flags.ts';
import { colorLevel, printParts, type Streams, unicodeSupported } from './streams.ts';
import { writeWhole } from './write-file.ts';

/** Writes a report in every format that was asked for. */
export async function writeReports(report: Report, choice: OutputChoice, streams: Streams): Promise<void> {
  const published = ordered(report);
  for (const output of choice.outputs) await write(published, output, choice, streams);
}

async function write(report: Report, output: OutputTarget, choice: OutputChoice, streams: Streams): Promise<void> {
  const reporter = await loadPartsReporter(output.format);
  const toTerminal = output.file === null;
  const options: ReportOptions = {
    width: toTerminal ? (streams.stdout.columns ?? 100) : 100,
    color: toTerminal ? colorLevel(streams.stdout, choice.color, streams.env) : 0,
    unicode: toTerminal ? unicodeSupported(streams.stdout, streams.env) : true,
    verbose: choice.verbose,
    includeSuppressed: choice.includeSuppressed,
    specVersion: choice.specVersion,
  };
  const parts = reporter(report, options);
  if (output.file === null) await printParts(parts, streams.stdout);
  else writeWhole(output.file, parts);
}
