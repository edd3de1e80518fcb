import { fromJson } from '../../report/from-json.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { writeReports } from '../output.ts';
import { outputChoice, type RawOutputFlags } from '../output-flags.ts';
import { parseReport, readReport } from '../read-report.ts';
import type { Streams } from '../streams.ts';

/** `sovaudit report`: a JSON report in another format. Renders only, so it exits 0 whatever the gates said. */
export async function runReport(file: string, flags: RawOutputFlags, streams: Streams): Promise<ExitCode> {
  const choice = outputChoice(flags);
  const report = file === '-' ? parseReport('standard input', await wholeInput(streams)) : readReport(file);
  await writeReports(fromJson(report), choice, streams);
  return EXIT.ok;
}

async function wholeInput({ stdin }: Streams): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin ?? []) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk);
  return Buffer.concat(chunks).toString('utf8');
}
