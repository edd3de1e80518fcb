/** Files -> what matching makes of them: the half of the program that touches every file. */
import { suppressionsIn } from '../extract/suppressions.ts';
import type { Knowledge, RuleFile } from '../knowledge/index.ts';
import type { KeptKnowledge } from '../knowledge-cache.ts';
import type { Finding } from '../model/finding.ts';
import type { Limits } from '../model/limits.ts';
import type { Suppression } from '../model/suppression.ts';
import { type Listing, type ListOptions, listFiles, readListed } from '../sources/list.ts';
import { createReadBuffer, decode } from '../sources/read.ts';
import { commitOf, listRevision, readAtRevision } from '../sources/revision.ts';
import { type ScopePaths, scopeReader } from '../sources/scope.ts';
import { UsageError } from '../util/errors.ts';
import { lineHashes } from '../util/line-hash.ts';
import { createExaminer, literalStage } from './extract.ts';
import { createGlance } from './glance.ts';
import { createLooker } from './look.ts';
import { type CacheOptions, openMemory } from './memory.ts';
import { planOf, weightsAt } from './plan.ts';
import { createPool } from './pool.ts';
import { createTally, type Scan } from './tally.ts';

/** What of an audit says which files are read. */
export interface Selection {
  readonly path: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly gitignore?: boolean;
  /** Whether submodules that are checked out, and clones inside, are read. Left out: they are not, and told. False: not, and counted only. */
  readonly submodules?: boolean;
  readonly compare?: { readonly since: string } | { readonly staged: true; readonly indexFile: string | null };
  /** The tree of this revision, from git's objects, instead of the files on disk. */
  readonly revision?: string;
  /** Files that are in no folder, by POSIX path: samples of a rule. Patterns do not count for them. */
  readonly files?: ReadonlyMap<string, Buffer>;
}

/** Patterns of an audit as listings take them. */
export function listOptions({ gitignore = true, include = [], exclude = [], submodules }: Selection, { revisionSize }: Limits): ListOptions {
  return { gitignore, include, exclude, submodules, revisionSize };
}

/** The files to audit: of the work tree, of a revision, or of what is staged. Throws `UsageError` when there are none. */
export async function listTree(options: Selection, limits: Limits): Promise<Listing> {
  const { compare, path, revision } = options;
  if (options.files) return listingOf(options.files);
  let listing: Listing;
  try {
    listing =
      revision !== undefined
        ? await listRevision(path, { kind: 'commit', id: await commitOf(path, revision, '--rev') }, listOptions(options, limits))
        : compare && 'staged' in compare
          ? await listRevision(path, { kind: 'index', file: compare.indexFile }, listOptions(options, limits))
          : await listFiles(path, listOptions(options, limits));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`no such file or folder: ${path}`, 'give the path of the repository to audit');
    throw error;
  }
  if (listing.files.length === 0) throw new UsageError(`nothing to scan in ${path}`, 'check the path and the --include and --exclude patterns');
  return listing;
}

function listingOf(blobs: ReadonlyMap<string, Buffer>): Listing {
  const files = [...blobs.keys()].sort().map((path) => ({ path }));
  return { base: '', files, revision: null, diagnostics: [], skipped: [], git: false, blobs };
}

/** How files are read. */
export interface ScanOptions {
  readonly scopePaths?: ScopePaths;
  readonly limits: Limits;
  /** Threads at most, this one included. Default: 1. */
  readonly jobs?: number;
  /** Files that are rules of this audit, by path in the listing: what they name is not what the code calls. */
  readonly ownRules?: ReadonlySet<string>;
  /** Rules of one's own, for workers to load. */
  readonly rules?: readonly string[];
  readonly ruleFiles?: readonly RuleFile[];
  /** These rules as they are kept compiled. */
  readonly kept?: KeptKnowledge;
  readonly progress?: (done: number, total: number) => void;
  /** Where scans are kept, and what a result hangs on besides the files, the rules and the limits. */
  readonly cache?: CacheOptions;
}

/** Reads every file once. What holds no literal of the knowledge base is not even decoded; what an earlier scan knows of is not read again. */
export async function scanFiles(listing: Listing, knowledge: Knowledge, options: ScanOptions): Promise<Scan> {
  const { scopePaths = {}, limits, progress = () => {}, cache, jobs = 1, rules = [], ruleFiles = [], kept = null } = options;
  const { index } = knowledge;
  const onDisk = listing.blobs === undefined;
  const memory = cache === undefined || !onDisk ? null : await openMemory(cache, listing, knowledge, limits);
  const now = memory === null || cache === undefined ? null : cache.now;
  const scopeOf = scopeReader(scopePaths);
  const mayMatter = literalStage(knowledge);
  const buffer = createReadBuffer();
  const examine = createExaminer(listing, index, mayMatter, { scopeOf, limits, track: memory !== null });
  const plan = planOf(listing, index, memory, options.ownRules);
  const tally = createTally(listing, plan, memory, progress);
  for (const { number, path } of plan.weights) tally.put(number, weightsAt(path, listing, buffer, scopeOf, index));
  const pool = createPool({
    ...{ scopePaths, limits, now, rules, ruleFiles, kept, listing },
    most: onDisk ? jobs : 1,
    here: createLooker(listing, mayMatter, examine, buffer, { limits, now, glance: createGlance(listing, knowledge, limits) }),
    take: tally.take,
  });
  try {
    // What other files an earlier result hangs on is known when all are read.
    await pool.run(plan.unknown, memory?.hasResults ? 'look' : 'scan');
    await pool.run(tally.withoutResult(plan.known), 'examine');
  } finally {
    await pool.close();
  }
  memory?.save();
  return tally.scan();
}

/** Suppressions in comments, with those that the files of a commit do not have marked as not to be trusted. */
export async function trustedSuppressions(found: readonly Suppression[], root: string, commit: string): Promise<Suppression[]> {
  const paths = [...new Set(found.flatMap(({ path }) => path ?? []))];
  const there = await readAtRevision(root, commit, paths);
  const known = new Set([...there].flatMap(([path, bytes]) => suppressionsIn(path, decode(bytes, bytes.length).text).map(words)));
  return found.map((entry) => ({ ...entry, trusted: known.has(words(entry)) }));
}

function words({ path, rules, until, reason }: Suppression): string {
  return JSON.stringify([path, [...rules].sort(), until, reason]);
}

/** Findings with the hash of the line they stand on. A file that cannot be read again leaves none. */
export function withLineHashes(findings: readonly Finding[], listing: Listing, { lockfileSize, fileSize }: Limits): Finding[] {
  const buffer = createReadBuffer();
  const files = new Map<string, readonly string[]>();
  return findings.map((finding) => {
    const at = finding.evidence[0];
    if (at === undefined) return finding;
    let hashes = files.get(at.path);
    if (hashes === undefined) {
      const outcome = readListed(listing, at.path, buffer, Math.max(fileSize, lockfileSize));
      // Not `decode`: a byte order mark counts.
      hashes = outcome.kind === 'read' ? lineHashes(buffer.bytes.subarray(0, outcome.length).toString('utf8')) : [];
      files.set(at.path, hashes);
    }
    return { ...finding, lineHash: hashes[at.line - 1] ?? null };
  });
}
