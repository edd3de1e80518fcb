import { fleetGroups } from '../../evaluate/fleet/group.ts';
import { latestOnly, mergeFleets } from '../../evaluate/fleet/merge.ts';
import { type Fleet, type FleetReport, type LeftOut, MIXABLE } from '../../model/fleet.ts';
import { FLEET_FORMATS, type FleetFormat, loadFleetReporter } from '../../report/fleet/index.ts';
import { FLEET_TABLES } from '../../report/fleet/tables.ts';
import { InputError, UsageError } from '../../util/errors.ts';
import { VERSION } from '../../version.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { list, oneOf } from '../flag-values.ts';
import { type OutputTarget, outputTargets, type RawOutputFlags } from '../output-flags.ts';
import { progressLine } from '../progress.ts';
import { type ReportFile, readPart, reportFiles } from '../read-fleet.ts';
import { colorLevel, printParts, type Streams, unicodeSupported } from '../streams.ts';
import { writeWhole } from '../write-file.ts';

/** Flags of `merge` as commander gives them. */
export interface RawMergeFlags extends Pick<RawOutputFlags, 'format' | 'output' | 'verbose' | 'color'> {
  readonly skipBad?: boolean;
  readonly mix?: string[];
  readonly latest?: boolean;
  readonly table?: string;
  readonly quiet?: boolean;
}

/** `sovaudit merge`: reports of many repositories as one. A view, no gate: it exits 0 whatever they say, 2 when one cannot be taken in. */
export async function runMerge(paths: readonly string[], flags: RawMergeFlags, streams: Streams): Promise<ExitCode> {
  const targets = outputTargets(flags, FLEET_FORMATS);
  const color = oneOf('--color', flags.color ?? 'auto', ['auto', 'always', 'never'] as const);
  const mixed = [...new Set(list('--mix', flags.mix ?? [], MIXABLE))].sort();
  const table = oneOf('--table', flags.table ?? 'repositories', FLEET_TABLES);
  const bad: LeftOut[] = [];
  const files = await filesOf(paths, streams, bad);
  const merged = mergeFleets(parts(files, bad, flags, streams));
  if (bad.length > 0 && !flags.skipBad) throw unreadable(bad);
  const whole = mergeFleets([merged, { conditions: [], usages: [], entries: [], leftOut: bad }]);
  const fleet = flags.latest ? latestOnly(whole) : whole;
  if (fleet.entries.length === 0) throw new UsageError('no report to merge', 'give files or folders of reports made with audit -f json, or - for a list');
  const report: FleetReport = {
    schemaVersion: '1.0',
    kind: 'fleet',
    tool: { name: 'sovaudit', version: VERSION },
    mixed,
    ...fleet,
    groups: fleetGroups(fleet, mixed),
  };
  for (const target of targets) await write(report, target, { color, table, verbose: flags.verbose ?? false }, streams);
  if (!flags.quiet) tell(report, bad, streams);
  return EXIT.ok;
}

/** Every report, each path once. */
async function filesOf(paths: readonly string[], streams: Streams, bad: LeftOut[]): Promise<ReportFile[]> {
  const files = new Map<string, ReportFile>();
  const given: string[] = [];
  for (const path of paths) given.push(...(path === '-' ? await listed(streams) : [path]));
  for (const path of given) {
    for (const file of reportFiles(path)) {
      if ('problem' in file) bad.push({ report: file.shown, reason: file.problem });
      else files.set(file.path, file);
    }
  }
  return [...files.values()];
}

/** A list on standard input: a path on each line, or separated by NUL as `find -print0` does. */
async function listed({ stdin }: Streams): Promise<string[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin ?? []) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text.split(text.includes('\0') ? '\0' : /\r?\n/).filter((line) => line !== '');
}

/** Read, condensed and dropped one after the other: what is held is the fleet and one report. */
function* parts(files: readonly ReportFile[], bad: LeftOut[], { quiet = false }: RawMergeFlags, streams: Streams): Iterable<Fleet> {
  const progress = progressLine(streams, quiet, () => performance.now());
  try {
    for (const [at, file] of files.entries()) {
      const part = readPart(file);
      if ('fleet' in part) yield part.fleet;
      else bad.push({ report: file.shown, reason: part.problem });
      progress.show(at + 1, files.length);
    }
  } finally {
    progress.end();
  }
}

function unreadable(bad: readonly LeftOut[]): Error {
  return new InputError(bad.map(({ report, reason }) => ({ file: report, line: 1, column: 1, message: `${reason} (--skip-bad leaves it out and counts it)` })));
}

async function write(
  report: FleetReport,
  { format, file }: OutputTarget<FleetFormat>,
  choice: { readonly color: 'auto' | 'always' | 'never'; readonly table: (typeof FLEET_TABLES)[number]; readonly verbose: boolean },
  streams: Streams,
): Promise<void> {
  const reporter = await loadFleetReporter(format);
  const parts = reporter(report, {
    width: file === null ? (streams.stdout.columns ?? 100) : 100,
    color: file === null ? colorLevel(streams.stdout, choice.color, streams.env) : 0,
    unicode: file === null ? unicodeSupported(streams.stdout, streams.env) : true,
    verbose: choice.verbose,
    table: choice.table,
  });
  if (file !== null) writeWhole(file, parts);
  else await printParts(parts, streams.stdout);
}

/** What must not pass unseen when the report goes to a file. */
function tell({ groups }: FleetReport, bad: readonly LeftOut[], { stderr }: Streams): void {
  if (bad.length > 0) stderr.write(`${bad.length} ${bad.length === 1 ? 'report was' : 'reports were'} left out; the fleet report names them\n`);
  if (groups.length > 1)
    stderr.write(
      `${groups.length} groups: the reports differ in profile, scopes, rules, date, knowledge or program, and are not added up (--mix date,knowledge,tool)\n`,
    );
}
