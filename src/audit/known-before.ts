/** What there was before: the revision that an audit is compared with, judged the same way. */
import { type EvaluationOptions, evaluate } from '../evaluate/index.ts';
import type { Knowledge } from '../knowledge/index.ts';
import { underBounds } from '../model/bounds.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { DEFAULT_LIMITS } from '../model/limits.ts';
import type { KnownFinding } from '../model/suppression.ts';
import { resolve } from '../resolve/index.ts';
import { boundedListing, boundedMatches } from '../scan/bounds.ts';
import { listOptions, scanFiles } from '../scan/index.ts';
import { PROJECT_FILE } from '../scan/plan.ts';
import { type Listing, readListed } from '../sources/list.ts';
import { createReadBuffer } from '../sources/read.ts';
import { commitOf, listRevision, mergeBase } from '../sources/revision.ts';
import { scopeReader } from '../sources/scope.ts';
import { UsageError } from '../util/errors.ts';
import { type AuditOptions, isWhole, limitsOf, NO_GATES, scanOptions } from './options.ts';

/** A revision and what was found in it. */
export interface KnownBefore {
  readonly ref: string;
  readonly id: string | null;
  readonly findings: readonly KnownFinding[];
  readonly projectFiles: readonly string[];
  /** Submodules that could not be read as they were: what is found in them counts as new. */
  readonly told: readonly Diagnostic[];
}

/** Findings of the tree this one is compared with, judged the same way. What was suppressed there is not known: it counts when the comment goes. */
export async function knownBefore(
  options: AuditOptions,
  { knowledge, evaluation, listing: now }: { readonly knowledge: Knowledge; readonly evaluation: EvaluationOptions; readonly listing: Listing },
): Promise<KnownBefore | null> {
  const { compare, path } = options;
  if (!compare) return null;
  const ref = 'since' in compare ? compare.since : 'HEAD';
  const id = 'since' in compare ? await mergeBase(path, await commitOf(path, ref, '--since'), ref) : await headOf(path);
  if (id === null) return { ref, id, findings: [], projectFiles: [], told: [] };
  const limits = limitsOf(options);
  const listing = boundedListing(await listRevision(path, { kind: 'commit', id }, listOptions(options, limits)), limits);
  const scopeOf = scopeReader(options.scopePaths);
  const scan = await scanFiles(listing, knowledge, { ...scanOptions(options), limits });
  const { usages } = underBounds(limits, () => resolve(boundedMatches(scan.matches, limits).kept, knowledge.index)).result;
  const entries = [...(options.suppressions ?? []), ...scan.suppressions];
  const { findings } = evaluate(usages, knowledge.index, { ...evaluation, gates: NO_GATES, suppressions: { entries, scopeOf, whole: isWhole(options) } });
  const open = findings.filter(({ status }) => status !== 'suppressed');
  const known = open.map(({ fingerprint, rule, severity, subject }) => ({ fingerprint, rule, severity, subject }));
  return { ref, id, findings: known, projectFiles: changedProjectFiles(listing, now), told: unreadThen(options, ref, listing) };
}

function unreadThen({ submodules }: AuditOptions, ref: string, listing: Listing): Diagnostic[] {
  if (submodules !== true) return [];
  const unread = listing.diagnostics.filter(({ code }) => code === 'submodule');
  return unread.map((one) => ({ ...one, message: `as of ${ref}, ${one.message}: what is found in it counts as new` }));
}

/** Project files and baselines that are in one tree only, or not the same in both: who changes them changes how the rest is judged. */
function changedProjectFiles(before: Listing, now: Listing): string[] {
  const names = ({ files }: Listing): string[] => files.map(({ path }) => path).filter((path) => PROJECT_FILE.test(path));
  const then = new Set(names(before));
  const today = new Set(names(now));
  const same = (path: string): boolean => then.has(path) && today.has(path) && contentOf(before, path).equals(contentOf(now, path));
  return [...new Set([...then, ...today])].filter((path) => !same(path)).sort();
}

function contentOf(listing: Listing, path: string): Buffer {
  const buffer = createReadBuffer();
  const outcome = readListed(listing, path, buffer, DEFAULT_LIMITS.fileSize);
  return outcome.kind === 'read' ? buffer.bytes.subarray(0, outcome.length) : Buffer.alloc(0);
}

/** Before the first commit there is nothing, and everything is new. */
async function headOf(path: string): Promise<string | null> {
  try {
    return await commitOf(path, 'HEAD', '--staged');
  } catch (error) {
    if (error instanceof UsageError && error.message.includes('there is no revision')) return null;
    throw error;
  }
}
