import { readFileSync, statSync } from 'node:fs';
import { audit } from '../../audit/index.ts';
import { compareReports } from '../../evaluate/diff.ts';
import type { ComparedReport } from '../../model/difference.ts';
import { differenceJson, differenceText } from '../../report/difference.ts';
import { commitDay, commitOf } from '../../sources/revision.ts';
import { UsageError } from '../../util/errors.ts';
import { inertLines } from '../../util/inert-lines.ts';
import type { RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { prepare } from '../prepare.ts';
import { readReport } from '../read-report.ts';
import type { Streams } from '../streams.ts';

/** Flags of `diff` as commander gives them. */
export interface RawDiffFlags extends Pick<RawAuditFlags, 'profile' | 'asOf' | 'config' | 'rules' | 'include' | 'exclude' | 'scope'> {
  readonly json?: boolean;
  readonly failOnWorse?: boolean;
  /** Repository whose revisions are meant. */
  readonly path?: string;
  /** The two are revisions, even where files have these names. */
  readonly rev?: boolean;
  /** Judge each revision as of the day of its commit. */
  readonly dated?: boolean;
}

/** `sovaudit diff`: two JSON reports, two fleet reports, or two revisions of one repository; without the second, the files on disk. What differs and why. */
export async function runDiff(before: string, after: string | undefined, flags: RawDiffFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const reports = !flags.rev && after !== undefined && isFile(before) && isFile(after);
  if (flags.dated && flags.asOf !== undefined) throw new UsageError('--dated and --as-of exclude each other', 'leave one out');
  if (reports && isFleet(before) && isFleet(after)) {
    const { runFleetDiff } = await import('./diff-fleet.ts');
    return runFleetDiff(before, after, flags, streams);
  }
  const [first, second] = reports
    ? [readReport(before), readReport(after)]
    : [await auditAt(before, flags, streams, now), await auditAt(after ?? null, flags, streams, now)];
  const difference = compareReports(first, second);
  streams.stdout.write(flags.json ? differenceJson(difference) : inertLines(differenceText(difference)));
  return flags.failOnWorse && difference.worse ? EXIT.gate : EXIT.ok;
}

/** A fleet report says so at its start; a single report has no kind. */
function isFleet(path: string): boolean {
  return /"kind"\s*:\s*"fleet"/.test(readFileSync(path, 'utf8'));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The audit of one tree with today's knowledge and the project file that tree has. Null: the files on disk. */
async function auditAt(ref: string | null, flags: RawDiffFlags, streams: Streams, now: Date): Promise<ComparedReport> {
  const path = flags.path ?? '.';
  if (ref !== null && /\.json$/.test(ref) && !flags.rev) throw new UsageError(`cannot read ${ref}: no such file`, 'give two JSON reports, or two revisions');
  const { json: _json, failOnWorse: _failOnWorse, path: _path, rev: _rev, dated, ...rest } = flags;
  const commit = ref === null ? null : await commitOf(path, ref, 'diff');
  const day = dated && commit !== null ? await commitDay(path, commit) : null;
  const raw: RawAuditFlags = { ...rest, ...(day === null ? {} : { asOf: day }), ...(ref === null ? {} : { configFrom: ref }) };
  const { command } = await prepare([path], raw, streams, now, { baseline: false });
  return audit({ ...command.audit, ...(ref === null ? {} : { revision: ref }) });
}
