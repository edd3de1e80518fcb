/** Files -> what matching makes of them: the half of the program that touches every file. */
import { SUPPRESSION_MARK, suppressionsIn } from './extract/suppressions.ts';
import { extractWeights, HEAD_BYTES } from './extract/weights/index.ts';
import type { Knowledge, RuleFile } from './knowledge/index.ts';
import type { KeptKnowledge } from './knowledge-cache.ts';
import { isCard, isConfigFile, matchFile } from './match/index.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { FileMatch } from './model/evidence.ts';
import type { FileKind } from './model/file.ts';
import type { Finding } from './model/finding.ts';
import type { Report } from './model/report.ts';
import type { Suppression } from './model/suppression.ts';
import type { FileResult } from './scan-cache.ts';
import { createExaminer, type Examined, limitOf, literalStage } from './scan-extract.ts';
import { type CacheOptions, openMemory } from './scan-memory.ts';
import { startWorkers, type Workers } from './scan-workers.ts';
import { type Classification, classify } from './sources/classify.ts';
import { type Listing, listFiles, readHeadListed, readListed } from './sources/list.ts';
import { createReadBuffer, decode, MAX_FILE_BYTES } from './sources/read.ts';
import { commitOf, listRevision, readAtRevision } from './sources/revision.ts';
import { type ScopePaths, scopeReader } from './sources/scope.ts';
import { UsageError } from './util/errors.ts';
import { folderPrefix } from './util/folder.ts';
import { lineHashes } from './util/line-hash.ts';

/** What of an audit says which files are read. */
export interface Selection {
  readonly path: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly gitignore?: boolean;
  readonly compare?: { readonly since: string } | { readonly staged: true; readonly indexFile: string | null };
  /** The tree of this revision, from git's objects, instead of the files on disk. */
  readonly revision?: string;
  /** Files that are in no folder, by POSIX path: samples of a rule. Patterns do not count for them. */
  readonly files?: ReadonlyMap<string, Buffer>;
}

/** Patterns of an audit as listings take them. */
export function listOptions({ gitignore = true, include = [], exclude = [] }: Selection): {
  gitignore: boolean;
  include: readonly string[];
  exclude: readonly string[];
} {
  return { gitignore, include, exclude };
}

/** The files to audit: of the work tree, of a revision, or of what is staged. Throws `UsageError` when there are none. */
export async function listTree(options: Selection): Promise<Listing> {
  const { compare, path, revision } = options;
  if (options.files) return listingOf(options.files);
  let listing: Listing;
  try {
    listing =
      revision !== undefined
        ? await listRevision(path, { kind: 'commit', id: await commitOf(path, revision, '--rev') }, listOptions(options))
        : compare && 'staged' in compare
          ? await listRevision(path, { kind: 'index', file: compare.indexFile }, listOptions(options))
          : await listFiles(path, listOptions(options));
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
  readonly maxBytes: number;
  /** Threads at most, this one included. Default: 1. */
  readonly jobs?: number;
  /** Rules of one's own, for workers to load. */
  readonly rules?: readonly string[];
  readonly ruleFiles?: readonly RuleFile[];
  /** These rules as they are kept compiled. */
  readonly kept?: KeptKnowledge;
  readonly progress?: (done: number, total: number) => void;
  /** Where scans are kept, and what a result hangs on besides the files, the rules and `maxBytes`. */
  readonly cache?: CacheOptions;
}

/** What reading every file gave. */
export interface Scan {
  readonly matches: readonly FileMatch[];
  /** Suppressions in comments, in the order of the files. */
  readonly suppressions: readonly Suppression[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Report['coverage'];
}

/** Our own files: what they name is not what the code calls. */
const PROJECT_FILE = /(?:^|\/)\.?sovaudit(?:\.ya?ml|-baseline\.json)$/;

/** Files between two reports of progress. */
const STRIDE = 200;

/** So much to extract from, in bytes, is worth a worker, which takes some 40 ms to start and reads again what others have read. */
const WORTH_A_WORKER = 3_000_000;
/** A file whose size is not at hand counts so much. */
const USUAL_BYTES = 10_000;
/** More than this only get into each other's way. */
const MAX_JOBS = 16;

/** A file still to be examined. */
interface Todo {
  readonly number: number;
  readonly path: string;
  readonly kind: FileKind;
}

/** Reads every file once. What holds no literal of the knowledge base is not even decoded; what an earlier scan knows of is not read again. */
export async function scanFiles(listing: Listing, knowledge: Knowledge, options: ScanOptions): Promise<Scan> {
  const { scopePaths, maxBytes, progress, cache } = options;
  const { index } = knowledge;
  const scopeOf = scopeReader(scopePaths);
  const mayMatter = literalStage(knowledge);
  const buffer = createReadBuffer();
  const onDisk = listing.blobs === undefined;
  const memory = cache === undefined || !onDisk ? null : await openMemory(cache, listing, knowledge, maxBytes);
  const examineFile = createExaminer(listing, index, mayMatter, { scopeOf, maxBytes, track: memory !== null });
  const results: (FileResult | undefined)[] = [];
  const suppressions: Suppression[] = [];
  const diagnostics: Diagnostic[] = [];
  const skipped = new Map(listing.skipped.map(({ reason, count }) => [reason, count]));
  const skip = (reason: string): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  const take = ({ number, path, kind }: Todo, examined: Examined): void => {
    results[number] = examined.result;
    memory?.keep(path, kind, examined);
  };
  const examine = async (todo: Todo, length: number): Promise<void> => take(todo, await examineFile(todo.path, todo.kind, buffer, length));
  const readAgain = async (todo: Todo): Promise<void> => {
    const outcome = readListed(listing, todo.path, buffer, limitOf(todo.kind, maxBytes));
    if (outcome.kind === 'read') return examine(todo, outcome.length);
    // It could be read a moment ago: what became of it since is not audited, and must not pass as clean.
    diagnostics.push({ code: 'unreadable', path: todo.path, line: null, column: null, message: 'changed or vanished during the scan: not audited' });
  };
  const pool = createPool(onDisk ? Math.min(options.jobs ?? 1, MAX_JOBS) : 1, listing, options, memory !== null);
  // Of weights only the head is looked at; what lies beside them is read whatever is in it.
  const weights = (path: string): FileResult | undefined => {
    const head = readHeadListed(listing, path, buffer, HEAD_BYTES);
    if (head.kind !== 'read') return undefined;
    const { candidates } = extractWeights(path, buffer.bytes.subarray(0, head.length), head.size);
    return candidates.length > 0 ? { match: matchFile({ path, scope: scopeOf(path) }, { candidates }, index), diagnostics: [] } : undefined;
  };
  const kinds = listing.files.map(({ path }) => classify(path));
  const besides = new Set(listing.files.filter((_, at) => kinds[at]?.reason === 'weights').map(({ path }) => folderPrefix(path)));
  const mustRead = (path: string, kind: FileKind): boolean =>
    // A `.env` file is short, and a name of one's own in it can say where a client goes.
    kind === 'dotenv' || (isCard(path) && besides.has(folderPrefix(path))) || isConfigFile(index, path);
  const again: Todo[] = [];
  let read = 0;
  for (const [number, { path }] of listing.files.entries()) {
    if (number % STRIDE === 0) progress?.(number, listing.files.length);
    if (PROJECT_FILE.test(path)) {
      skip('project-file');
      continue;
    }
    const { kind, reason } = kinds[number] as Classification;
    if (kind === null) {
      if (reason === 'weights') results[number] = weights(path);
      skip(reason);
      continue;
    }
    const todo = { number, path, kind };
    const always = mustRead(path, kind);
    const known = memory?.verdictOf(path, always);
    if (known !== undefined) {
      if (known === 'binary') skip(known);
      else read++;
      if (known === 'hit' || known === 'always') again.push(todo);
      continue;
    }
    const outcome = readListed(listing, path, buffer, limitOf(kind, maxBytes));
    if (outcome.kind !== 'read') {
      skip(outcome.kind === 'skipped' ? outcome.reason : outcome.kind);
      if (outcome.kind !== 'skipped') diagnostics.push({ code: outcome.kind, path, line: null, column: null, message: outcome.message });
      // What is told is never only remembered: the next run has to tell it as well.
      else if (outcome.reason === 'binary' && kind !== 'text')
        diagnostics.push({ code: 'binary', path, line: null, column: null, message: `holds bytes of no text although its name says ${kind}: not read` });
      else if (outcome.reason === 'binary') memory?.note(path, 'binary', buffer, 0, false);
      continue;
    }
    read++;
    const marked = buffer.bytes.subarray(0, outcome.length).includes(SUPPRESSION_MARK);
    if (marked) suppressions.push(...suppressionsIn(path, decode(buffer.bytes, outcome.length).text));
    const verdict = always ? 'always' : mayMatter(path, buffer.bytes, outcome.length) ? 'hit' : 'none';
    if (outcome.problem === undefined) memory?.note(path, verdict, buffer, outcome.length, marked);
    else diagnostics.push({ code: 'encoding', path, line: null, column: null, message: outcome.problem });
    if (verdict === 'none') continue;
    // What other files an earlier result hangs on is known when all are read.
    if (memory?.hasResults) again.push(todo);
    else if (pool.wants) pool.add(todo, outcome.length);
    else await examine(todo, outcome.length);
  }
  for (const todo of again) {
    const kept = memory?.resultOf(todo.path);
    if (kept !== undefined) results[todo.number] = kept;
    else pool.add(todo, USUAL_BYTES);
  }
  diagnostics.push(...(await pool.run(readAgain, take)));
  memory?.save();
  const found = results.filter((result) => result !== undefined);
  const matches = found.map(({ match }) => match).filter(({ evidence, sites }) => evidence.length > 0 || sites.length > 0);
  diagnostics.push(...found.flatMap((result) => result.diagnostics));
  const counts = [...skipped].map(([reason, count]) => ({ reason, count })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
  progress?.(listing.files.length, listing.files.length);
  return { matches, suppressions, diagnostics, coverage: { files: listing.files.length, read, matched: matches.length, skipped: counts } };
}

/** Files to be examined: by workers as soon as there are enough of them, else by this thread at the end. */
interface Pool {
  /** Whether files found now should be given to it. */
  readonly wants: boolean;
  readonly add: (todo: Todo, bytes: number) => void;
  /** Until all are examined. Gives what is to be told of files that ended a worker. */
  readonly run: (here: (todo: Todo) => Promise<void>, take: (todo: Todo, examined: Examined) => void) => Promise<Diagnostic[]>;
}

function createPool(jobs: number, listing: Listing, options: ScanOptions, track: boolean): Pool {
  const todos: Todo[] = [];
  const byNumber = new Map<number, Todo>();
  let bytes = 0;
  let workers: Workers | null = null;
  return {
    wants: jobs > 1,
    add: (todo, size) => {
      todos.push(todo);
      byNumber.set(todo.number, todo);
      bytes += size;
      if (workers !== null) workers.publish(todo.number);
      else if (jobs > 1 && bytes >= WORTH_A_WORKER) {
        const { maxBytes, scopePaths = {}, rules = [], ruleFiles = [], kept = null } = options;
        workers = startWorkers(jobs - 1, listing, { maxBytes, scopePaths, track, rules, ruleFiles, kept });
        for (const { number } of todos) workers?.publish(number);
      }
    },
    run: async (here, take) => {
      const done = new Set<Todo>();
      const own = async (todo: Todo): Promise<void> => {
        done.add(todo);
        await here(todo);
      };
      const { examined, lost } = (await workers?.finish(async (number) => {
        const todo = byNumber.get(number);
        if (todo) await own(todo);
      })) ?? { examined: new Map<number, Examined>(), lost: new Set<number>() };
      const told: Diagnostic[] = [];
      for (const todo of todos) {
        const theirs = examined.get(todo.number);
        if (theirs) take(todo, theirs);
        else if (lost.has(todo.number))
          told.push({ code: 'unreadable', path: todo.path, line: null, column: null, message: 'reading it ended the thread that did: not audited' });
        else if (!done.has(todo)) await own(todo);
      }
      return told;
    },
  };
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
export function withLineHashes(findings: readonly Finding[], listing: Listing): Finding[] {
  const buffer = createReadBuffer();
  const files = new Map<string, readonly string[]>();
  return findings.map((finding) => {
    const at = finding.evidence[0];
    if (at === undefined) return finding;
    let hashes = files.get(at.path);
    if (hashes === undefined) {
      const outcome = readListed(listing, at.path, buffer, MAX_FILE_BYTES);
      // Not `decode`: a byte order mark counts.
      hashes = outcome.kind === 'read' ? lineHashes(buffer.bytes.subarray(0, outcome.length).toString('utf8')) : [];
      files.set(at.path, hashes);
    }
    return { ...finding, lineHash: hashes[at.line - 1] ?? null };
  });
}
