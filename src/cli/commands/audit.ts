import { audit } from '../../audit/index.ts';
import type { Report } from '../../model/report.ts';
import { UsageError } from '../../util/errors.ts';
import { inertLines } from '../../util/inert-lines.ts';
import type { AuditCommand, RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { checkKnowledgeAge } from '../knowledge-age.ts';
import { writeReports } from '../output.ts';
import { prepare } from '../prepare.ts';
import { progressLine } from '../progress.ts';
import type { Streams } from '../streams.ts';
import { writeWhole } from '../write-file.ts';

/** `sovaudit audit`: scan, judge, write the reports, and say by the exit code whether the gates hold. */
export async function runAudit(paths: readonly string[], flags: RawAuditFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const started = performance.now();
  const { command } = await prepare(paths, flags, streams, now);
  const report = await auditWithProgress(command, streams);
  checkKnowledgeAge(report, command.maxKnowledgeAge, now, command.quiet, streams);
  await writeReports(report, command, streams);
  if (command.dora !== null) await writeDora(report, command.dora);
  if (!command.quiet) tell(report, command, streams);
  if (command.timing) streams.stderr.write(`audit: ${Math.round(performance.now() - started)} ms, ${report.coverage.read} files read\n`);
  return exitCode(report, command);
}

/** Runs an audit, with a line of progress where somebody waits for it. */
export async function auditWithProgress(command: AuditCommand, streams: Streams): Promise<Report> {
  const progress = progressLine(streams, command.quiet, () => performance.now());
  try {
    return await audit({ ...command.audit, onProgress: progress.show });
  } finally {
    progress.end();
  }
}

function exitCode(report: Report, command: AuditCommand): ExitCode {
  if (report.gates.some(({ passed }) => !passed) && !command.exitZero) return EXIT.gate;
  if (command.strict && report.diagnostics.length > 0) return EXIT.incomplete;
  return EXIT.ok;
}

/** Rows to start the register of information from, as CSV. */
async function writeDora(report: Report, file: string): Promise<void> {
  const { doraCsv } = await import('../../report/dora-csv.ts');
  const text = doraCsv(report);
  if (text === null)
    throw new UsageError(`--dora: profile ${report.audit.profile} has no register of information, or no AI was found`, 'use --profile eu-regulated');
  writeWhole(file, text);
}

function tell(report: Report, command: AuditCommand, streams: Streams): void {
  tellDiagnostics(report, command, streams);
  const { baseline } = report.comparison;
  if (baseline === null) return;
  if (baseline.profile !== report.audit.profile) {
    streams.stderr.write(
      `baseline ${printable(baseline.file)} was made under profile ${printable(baseline.profile)}, this audit is under ${report.audit.profile}\n`,
    );
  }
  const stale = baseline.stale.length;
  if (stale > 0)
    streams.stderr.write(
      `baseline: ${stale} ${stale === 1 ? 'entry is' : 'entries are'} stale, nothing answers to ${stale === 1 ? 'it' : 'them'} any more (sovaudit baseline prune)\n`,
    );
}

const MOST_DIAGNOSTICS = 10;

function tellDiagnostics(report: Report, command: AuditCommand, streams: Streams): void {
  const shown = command.verbose ? report.diagnostics : report.diagnostics.slice(0, MOST_DIAGNOSTICS);
  for (const { path, line, column, message } of shown) {
    const place = line === null ? '' : `:${line}${column === null ? '' : `:${column}`}`;
    streams.stderr.write(inertLines(`${printable(`${path}${place}: ${message}`)}\n`));
  }
  const left = report.diagnostics.length - shown.length;
  if (left > 0) streams.stderr.write(`and ${left} more (use --verbose)\n`);
}

/** Paths come from the scanned repository: control and bidirectional characters are shown, never sent. */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
