import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { audit } from '../../audit.ts';
import { findConfig, loadConfig } from '../../config/index.ts';
import type { Report } from '../../model/report.ts';
import { loadReporter, type ReportOptions } from '../../report/index.ts';
import { UsageError } from '../../util/errors.ts';
import { type AuditCommand, auditCommand, type OutputTarget, type RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { colorLevel, type Streams, unicodeSupported } from '../streams.ts';

/** `sovaudit audit`: scan, judge, write the reports, and say by the exit code whether the gates hold. */
export async function runAudit(paths: readonly string[], flags: RawAuditFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const started = performance.now();
  const target = commonTarget(paths);
  const config = await loadConfig(flags.config === false ? null : (flags.config ?? findConfig(target.path)));
  const command = auditCommand(target.path, flags, config, now);
  const include = target.include.length > 0 ? target.include : (command.audit.include ?? []);
  const report = await audit({ ...command.audit, include });
  for (const output of command.outputs) await write(report, output, command, streams);
  if (command.dora !== null) await writeDora(report, command.dora);
  if (!command.quiet) tellDiagnostics(report, command, streams);
  if (command.timing) streams.stderr.write(`audit: ${Math.round(performance.now() - started)} ms, ${report.coverage.read} files read\n`);
  return exitCode(report, command);
}

function exitCode(report: Report, command: AuditCommand): ExitCode {
  if (report.gates.some(({ passed }) => !passed) && !command.exitZero) return EXIT.gate;
  if (command.strict && report.diagnostics.length > 0) return EXIT.incomplete;
  return EXIT.ok;
}

/** One folder is audited as it is; several paths become patterns below their common folder. */
export function commonTarget(paths: readonly string[]): { path: string; include: string[] } {
  const [first = '.', ...others] = paths;
  if (others.length === 0) return { path: first, include: [] };
  const missing = paths.find((path) => statSync(path, { throwIfNoEntry: false }) === undefined);
  if (missing !== undefined) throw new UsageError(`no such file or folder: ${missing}`, 'give the paths to audit');
  let base = resolve(statSync(first).isDirectory() ? first : dirname(first));
  for (const path of others) while (!`${resolve(path)}/`.startsWith(`${base === '/' ? '' : base}/`)) base = dirname(base);
  const include = paths.map((path) => {
    const below = relative(base, resolve(path)).replaceAll('\\', '/');
    return statSync(path).isDirectory() ? `/${below === '' ? '' : `${below}/`}**` : `/${below}`;
  });
  return { path: relative('', base) || '.', include };
}

async function write(report: Report, output: OutputTarget, command: AuditCommand, streams: Streams): Promise<void> {
  const reporter = await loadReporter(output.format);
  const toTerminal = output.file === null;
  const options: ReportOptions = {
    width: toTerminal ? (streams.stdout.columns ?? 100) : 100,
    color: toTerminal ? colorLevel(streams.stdout, command.color, streams.env) : 0,
    unicode: toTerminal ? unicodeSupported(streams.stdout, streams.env) : true,
    verbose: command.verbose,
  };
  const text = reporter(report, options);
  if (output.file === null) streams.stdout.write(text);
  else writeWhole(output.file, text);
}

/** Rows to start the register of information from, as CSV. */
async function writeDora(report: Report, file: string): Promise<void> {
  const { doraCsv } = await import('../../report/dora-csv.ts');
  const text = doraCsv(report);
  if (text === null)
    throw new UsageError(`--dora: profile ${report.audit.profile} has no register of information, or no AI was found`, 'use --profile eu-regulated');
  writeWhole(file, text);
}

/** Writes beside the file and renames: a full disk never leaves half a report under its final name. */
function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    discard(temporary);
    throw new UsageError(`cannot write ${file}: ${(error as Error).message}`, 'check the folder and its permissions');
  }
}

/** The folder itself may be what is wrong: then there is nothing to remove. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    if (!['ENOTDIR', 'ENOENT', 'EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

const MOST_DIAGNOSTICS = 10;

function tellDiagnostics(report: Report, command: AuditCommand, streams: Streams): void {
  const shown = command.verbose ? report.diagnostics : report.diagnostics.slice(0, MOST_DIAGNOSTICS);
  for (const { path, line, column, message } of shown) {
    const place = line === null ? '' : `:${line}${column === null ? '' : `:${column}`}`;
    streams.stderr.write(`${printable(`${path}${place}: ${message}`)}\n`);
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
