/** Files -> what matching makes of them: the half of the program that touches every file. */
import { loadExtractor } from './extract/index.ts';
import { SUPPRESSION_MARK, suppressionsIn } from './extract/suppressions.ts';
import { extractWeights, HEAD_BYTES } from './extract/weights/index.ts';
import type { Knowledge } from './knowledge/index.ts';
import { isCard, isConfigFile, isKnownModule, matchFile, signsOf } from './match/index.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { FileMatch } from './model/evidence.ts';
import type { FileKind, Repository } from './model/file.ts';
import type { Finding } from './model/finding.ts';
import type { Index } from './model/knowledge.ts';
import type { Report } from './model/report.ts';
import type { Suppression } from './model/suppression.ts';
import { buildPrefilter } from './prefilter/build.ts';
import { mayContain } from './prefilter/scan.ts';
import { readPrefilter } from './prefilter/serialize.ts';
import type { FileResult } from './scan-cache.ts';
import { type CacheOptions, openMemory, type ScanMemory } from './scan-memory.ts';
import { type Classification, classify, kindOfFirstLine } from './sources/classify.ts';
import { type Listing, listFiles, readHeadListed, readListed } from './sources/list.ts';
import { createReadBuffer, decode, MAX_FILE_BYTES } from './sources/read.ts';
import { commitOf, listRevision, readAtRevision } from './sources/revision.ts';
import type { ScopeReader } from './sources/scope.ts';
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
  readonly scopeOf: ScopeReader;
  readonly maxBytes: number;
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

/** Lockfiles are read by line or token without building a tree: they may be much larger than other files. */
const MAX_LOCKFILE_BYTES = 64 * 1024 * 1024;
const LOCKFILES: ReadonlySet<FileKind> = new Set<FileKind>([
  'npm-lock',
  'pnpm-lock',
  'yarn-lock',
  'bun-lock',
  'deno-lock',
  'poetry-lock',
  'uv-lock',
  'pipfile-lock',
  'go-sum',
  'gradle-lock',
  'nuget-lock',
  'cargo-lock',
  'gemfile-lock',
  'composer-lock',
  'swift-resolved',
  'podfile-lock',
  'mix-lock',
  'pubspec-lock',
  'renv-lock',
  'conda-lock',
]);

/** Files between two reports of progress. */
const STRIDE = 200;

/** Reads every file once. What holds no literal of the knowledge base is not even decoded; what an earlier scan knows of is not read again. */
export async function scanFiles(listing: Listing, knowledge: Knowledge, { scopeOf, maxBytes, progress, cache }: ScanOptions): Promise<Scan> {
  const { index } = knowledge;
  const mayMatter = literalStage(knowledge);
  const buffer = createReadBuffer();
  const memory = cache === undefined || listing.blobs !== undefined ? null : await openMemory(cache, listing, knowledge, maxBytes);
  const repository = followable(listing, index, maxBytes, mayMatter, memory);
  const results: (FileResult | undefined)[] = [];
  const suppressions: Suppression[] = [];
  const diagnostics: Diagnostic[] = [];
  const skipped = new Map(listing.skipped.map(({ reason, count }) => [reason, count]));
  const skip = (reason: string): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  const examine = async (path: string, kind: FileKind, length: number): Promise<FileResult | undefined> => {
    const found = await extractFile({ path, kind, bytes: buffer.bytes, length }, repository, index, scopeOf);
    memory?.keep(path, kind, found);
    return found;
  };
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
  const again: { readonly number: number; readonly path: string; readonly kind: FileKind }[] = [];
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
    const always = mustRead(path, kind);
    const known = memory?.verdictOf(path, always);
    if (known !== undefined) {
      if (known === 'binary') skip(known);
      else read++;
      if (known === 'hit' || known === 'always') again.push({ number, path, kind });
      continue;
    }
    const outcome = readListed(listing, path, buffer, limitOf(kind, maxBytes));
    if (outcome.kind !== 'read') {
      skip(outcome.kind === 'skipped' ? outcome.reason : outcome.kind);
      if (outcome.kind !== 'skipped') diagnostics.push({ code: outcome.kind, path, line: null, column: null, message: outcome.message });
      else if (outcome.reason === 'binary') memory?.note(path, 'binary', buffer, 0, false);
      continue;
    }
    read++;
    const marked = buffer.bytes.subarray(0, outcome.length).includes(SUPPRESSION_MARK);
    if (marked) suppressions.push(...suppressionsIn(path, decode(buffer.bytes, outcome.length).text));
    const verdict = always ? 'always' : mayMatter(path, buffer.bytes, outcome.length) ? 'hit' : 'none';
    memory?.note(path, verdict, buffer, outcome.length, marked);
    if (verdict === 'none') continue;
    // What other files an earlier result hangs on is known when all are read.
    if (memory?.hasResults) again.push({ number, path, kind });
    else results[number] = await examine(path, kind, outcome.length);
  }
  for (const { number, path, kind } of again) {
    results[number] = memory?.resultOf(path);
    if (results[number] !== undefined) continue;
    const outcome = readListed(listing, path, buffer, limitOf(kind, maxBytes));
    if (outcome.kind === 'read') results[number] = await examine(path, kind, outcome.length);
  }
  memory?.save();
  const found = results.filter((result) => result !== undefined);
  const matches = found.map(({ match }) => match).filter(({ evidence, sites }) => evidence.length > 0 || sites.length > 0);
  diagnostics.push(...found.flatMap((result) => result.diagnostics));
  const counts = [...skipped].map(([reason, count]) => ({ reason, count })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
  progress?.(listing.files.length, listing.files.length);
  return { matches, suppressions, diagnostics, coverage: { files: listing.files.length, read, matched: matches.length, skipped: counts } };
}

/** One file must not end the audit of all others, nor pass as clean: whoever wrote it may have meant to. */
function brokenReader(error: unknown): string {
  if (error instanceof RangeError) return 'nested too deep or too large for its reader: not audited';
  return `a bug ended the reading of this file, it is not audited; please report it: ${error instanceof Error ? error.message : String(error)}`;
}

function limitOf(kind: FileKind, maxBytes: number): number {
  return LOCKFILES.has(kind) ? Math.max(maxBytes, MAX_LOCKFILE_BYTES) : maxBytes;
}

/** Whether bytes hold anything the knowledge base knows. Names of packages say nothing in C. */
type LiteralStage = (path: string, bytes: Buffer, length: number) => boolean;

function literalStage(knowledge: Knowledge): LiteralStage {
  const prefilters = [readPrefilter(knowledge.prefilter)];
  if (knowledge.moreLiterals.length > 0) prefilters.push(buildPrefilter(knowledge.moreLiterals));
  return (path, bytes, length) => {
    const names = classify(path).kind !== 'c';
    return prefilters.some((prefilter) => mayContain(prefilter, bytes, length, names));
  };
}

/** What is in one file. Undefined where nothing reads its kind. */
async function extractFile(
  { path, kind, bytes, length }: { readonly path: string; readonly kind: FileKind; readonly bytes: Buffer; readonly length: number },
  repository: Repository,
  index: Index,
  scopeOf: ScopeReader,
): Promise<FileResult | undefined> {
  // A script without an ending says in its first line what it is.
  const real = kind === 'text' ? kindOfFirstLine(bytes.toString('latin1', 0, Math.min(length, 120))) : kind;
  const extractor = await loadExtractor(real);
  if (!extractor) return undefined;
  const { text, problem } = decode(bytes, length);
  const diagnostics: Diagnostic[] = problem === null ? [] : [{ code: 'encoding', path, line: null, column: null, message: problem }];
  const scope = scopeOf(path, text);
  try {
    const extraction = extractor({ path, kind: real, text }, repository);
    for (const { message, line, column } of extraction.problems) {
      const code = /^(?:more than|longer than|nested)|: (?:more than|longer than|nested)/.test(message) ? 'limit' : 'syntax';
      diagnostics.push({ code, path, line, column, message });
    }
    return { match: matchFile({ path, scope, scopeOf }, extraction, index), diagnostics };
  } catch (error) {
    diagnostics.push({ code: 'limit', path, line: null, column: null, message: brokenReader(error) });
    return { match: { evidence: [], sites: [] }, diagnostics };
  }
}

/** Files that hold settings, or names of other files: worth following an import into even when they hold nothing we know. */
const CARRIER =
  /\.(?:tf|tofu|tfvars|bicep|bicepparam)$|\.parameters\.json$|(?:^|\/)(?:package\.json|go\.mod|[\w.-]*(?:index|__init__|config|settings|constants?|env|defaults?|models?|llm|client|provider)[\w-]*\.(?:py|[cm]?[jt]sx?|go|java|kts?|scala|cs|fs|rs|swift|dart|h|hpp))$/i;

/** The tree as extractors may look into it: where an import leads. The text of a file that cannot matter is never decoded. */
function followable(listing: Listing, index: Index, maxBytes: number, mayMatter: LiteralStage, memory: ScanMemory | null): Repository {
  const buffer = createReadBuffer();
  const repository: Repository = {
    paths: new Set(listing.files.map(({ path }) => path)),
    read: (path) => {
      const outcome = readListed(listing, path, buffer, maxBytes);
      memory?.followed(path, buffer.bytes, outcome.kind === 'read' ? outcome.length : -1);
      if (outcome.kind !== 'read' || (!CARRIER.test(path) && !mayMatter(path, buffer.bytes, outcome.length))) return null;
      return decode(buffer.bytes, outcome.length).text;
    },
    known: (language, module) => isKnownModule(index, language, module),
    signs: signsOf(index),
  };
  return memory === null ? repository : { ...repository, used: memory.used };
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
