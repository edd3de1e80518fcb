import { existsSync } from 'node:fs';
import { baselineText, loadBaseline } from '../../config/baseline.ts';
import { baselineEntries, staleEntries } from '../../evaluate/baseline.ts';
import type { KnownFinding } from '../../model/suppression.ts';
import { severityCounts } from '../../report/words.ts';
import { UsageError } from '../../util/errors.ts';
import type { RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { prepare } from '../prepare.ts';
import type { Streams } from '../streams.ts';
import { writeWhole } from '../write-file.ts';
import { auditWithProgress } from './audit.ts';

/** Flags of `baseline` as commander gives them. */
export interface RawBaselineFlags
  extends Pick<
    RawAuditFlags,
    'profile' | 'asOf' | 'config' | 'rules' | 'include' | 'exclude' | 'scope' | 'gitignore' | 'submodules' | 'maxFileSize' | 'maxFiles' | 'quiet'
  > {
  readonly file?: string;
}

export type BaselineAction = 'create' | 'update' | 'prune';

/** Name of a baseline that nobody named. */
const DEFAULT_FILE = '.sovaudit-baseline.json';

/**
 * `sovaudit baseline`: `create` writes the findings of now into a file that is not there yet, `update` into one that is, `prune` only takes out
 * what no finding answers to. Suppressed findings stay out.
 */
export async function runBaseline(action: BaselineAction, paths: readonly string[], flags: RawBaselineFlags, streams: Streams, now: Date): Promise<ExitCode> {
  // The file that is to be written must not be asked for by the audit.
  const { command, config } = await prepare(paths, { ...flags, format: 'json' }, streams, now, { baseline: false });
  const file = flags.file ?? command.baseline ?? DEFAULT_FILE;
  if (action === 'create' && existsSync(file)) throw new UsageError(`${file} is there already`, 'use baseline update, or name another --file');
  const before = action === 'create' ? null : loadBaseline(file);
  const report = await auditWithProgress(command, streams);
  const { profile } = report.audit;
  if (before !== null && before.profile !== profile) {
    throw new UsageError(
      `${file} was made under profile ${before.profile}, this audit is under ${profile}`,
      `use --profile ${before.profile}, or another --file`,
    );
  }
  const old = before?.findings ?? [];
  const present = baselineEntries(report.findings);
  const entries = action === 'prune' ? kept(old, staleEntries(old, report.findings)) : present;
  writeWhole(file, baselineText({ profile, findings: entries }));
  if (!flags.quiet) streams.stdout.write(summary(file, entries, old, action, config.values.baseline !== undefined));
  return EXIT.ok;
}

function kept(old: readonly KnownFinding[], stale: readonly KnownFinding[]): KnownFinding[] {
  const gone = new Set(stale.map(({ fingerprint }) => fingerprint));
  return old.filter(({ fingerprint }) => !gone.has(fingerprint));
}

function summary(file: string, entries: readonly KnownFinding[], old: readonly KnownFinding[], action: BaselineAction, configured: boolean): string {
  const fingerprints = (list: readonly KnownFinding[]): Set<string> => new Set(list.map(({ fingerprint }) => fingerprint));
  const [had, has] = [fingerprints(old), fingerprints(entries)];
  const added = [...has].filter((fingerprint) => !had.has(fingerprint)).length;
  const removed = [...had].filter((fingerprint) => !has.has(fingerprint)).length;
  const change = action === 'create' ? '' : ` (${added} added, ${removed} removed)`;
  const use = action !== 'create' || configured ? '' : `use it with: sovaudit --baseline ${file}, or "baseline: ${file}" in sovaudit.yaml\n`;
  return `wrote ${file}: ${entries.length} ${entries.length === 1 ? 'finding' : 'findings'} (${severityCounts(entries)})${change}\n${use}`;
}
