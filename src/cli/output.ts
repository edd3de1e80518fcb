import type { Report } from '../model/report.ts';
import { loadReporter, type ReportOptions } from '../report/index.ts';
import type { OutputChoice, OutputTarget } from './output-flags.ts';
import { colorLevel, type Streams, unicodeSupported } from './streams.ts';
import { writeWhole } from './write-file.ts';

/** Writes a report in every format that was asked for. */
export async function writeReports(report: Report, choice: OutputChoice, streams: Streams): Promise<void> {
  for (const output of choice.outputs) await write(report, output, choice, streams);
}

async function write(report: Report, output: OutputTarget, choice: OutputChoice, streams: Streams): Promise<void> {
  const reporter = await loadReporter(output.format);
  const toTerminal = output.file === null;
  const options: ReportOptions = {
    width: toTerminal ? (streams.stdout.columns ?? 100) : 100,
    color: toTerminal ? colorLevel(streams.stdout, choice.color, streams.env) : 0,
    unicode: toTerminal ? unicodeSupported(streams.stdout, streams.env) : true,
    verbose: choice.verbose,
    includeSuppressed: choice.includeSuppressed,
    specVersion: choice.specVersion,
  };
  const text = reporter(report, options);
  if (output.file === null) streams.stdout.write(text);
  else writeWhole(output.file, text);
}
