/** One file with something known in it -> what it yields; and the tree as its extractor may look into it. The same on the main thread and on workers. */
import { loadExtractor } from '../extract/index.ts';
import type { Knowledge } from '../knowledge/index.ts';
import { isKnownModule, matchFile, signsOf } from '../match/index.ts';
import { underBounds } from '../model/bounds.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileKind, Repository } from '../model/file.ts';
import type { Index } from '../model/knowledge.ts';
import type { Limits } from '../model/limits.ts';
import { buildPrefilter } from '../prefilter/build.ts';
import type { Prefilter } from '../prefilter/prefilter.ts';
import { mayContain } from '../prefilter/scan.ts';
import { readPrefilter } from '../prefilter/serialize.ts';
import { classify, kindOfFirstLine } from '../sources/classify.ts';
import { type Listing, readListed } from '../sources/list.ts';
import { createReadBuffer, decode, type ReadBuffer } from '../sources/read.ts';
import type { ScopeReader } from '../sources/scope.ts';
import { mask } from '../util/mask.ts';
import { once } from '../util/once.ts';
import { boundedMatch, metDiagnostics } from './bounds.ts';
import { contentHash, type FileResult } from './cache.ts';
import { createTrail, type TrailPart, type TrailRecorder } from './trail.ts';

/** Whether bytes hold anything the knowledge base knows. Names of packages say nothing in C. */
export type LiteralStage = (path: string, bytes: Buffer, length: number) => boolean;

/** The literals of the knowledge base, and of custom rules. */
export function literalStage(knowledge: Knowledge): LiteralStage {
  const prefilters = prefiltersOf(knowledge);
  return (path, bytes, length) => {
    const names = classify(path).kind !== 'c';
    return prefilters.some((prefilter) => mayContain(prefilter, bytes, length, names));
  };
}

/** Those of the knowledge base, and of rules somebody brings. */
export function prefiltersOf({ prefilter, ownPrefilter, moreLiterals }: Knowledge): readonly Prefilter[] {
  const own = ownPrefilter ? readPrefilter(ownPrefilter) : moreLiterals.length > 0 ? buildPrefilter(moreLiterals) : null;
  return [readPrefilter(prefilter), ...(own ? [own] : [])];
}

/** Lockfiles are read by line or token without building a tree: they may be much larger than other files. */
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

/** The largest file of a kind that is read, in bytes. */
export function limitOf(kind: FileKind, { fileSize, lockfileSize }: Limits): number {
  return LOCKFILES.has(kind) ? Math.max(fileSize, lockfileSize) : fileSize;
}

/** The bound that `limitOf` takes for a kind. */
export function sizeLimitOf(kind: FileKind): 'lockfileSize' | 'fileSize' {
  return LOCKFILES.has(kind) ? 'lockfileSize' : 'fileSize';
}

/** What a file gave, and what else was looked at for it: for the cache. */
export interface Examined {
  /** Undefined where nothing reads its kind. */
  readonly result: FileResult | undefined;
  readonly seen: readonly string[];
  /** Hashes of files that were read for it; `ABSENT` where there was none. */
  readonly read: readonly (readonly [path: string, hash: string])[];
  /** What was looked up for it and for the files it was followed into; null where nobody keeps that. */
  readonly trail: TrailPart | null;
}

/** Hash of a file that cannot be read. */
export const ABSENT = '-';

/** Examines files of one tree. `length` bytes of the buffer are the file. */
export type Examiner = (path: string, kind: FileKind, buffer: ReadBuffer, length: number) => Promise<Examined>;

/** `track`: say what was looked at. */
export function createExaminer(
  listing: Listing,
  index: Index,
  mayMatter: LiteralStage,
  options: { readonly scopeOf: ScopeReader; readonly limits: Limits; readonly track: boolean },
): Examiner {
  const { scopeOf, limits, track } = options;
  let seen = new Set<string>();
  let read = new Map<string, string>();
  const own = once(createReadBuffer);
  const manifest = (path: string): string | null => readSignpost(listing, path, own(), limits);
  const recorder = once(() =>
    track
      ? createTrail(
          listing.files.map(({ path }) => path),
          manifest,
        )
      : null,
  );
  const told = {
    used: (path: string) => {
      seen.add(path);
      recorder()?.used(path);
    },
    read: (path: string, bytes: Buffer | null) => {
      seen.add(path);
      read.set(path, bytes === null ? ABSENT : contentHash(bytes));
    },
  };
  // Made for the first file there is something in: most trees, and most workers, have none.
  let repository: Repository | null = null;
  return async (path, kind, buffer, length) => {
    repository ??= followable(listing, index, mayMatter, options.limits, told, recorder());
    recorder()?.begin(path);
    const result = await extractFile({ path, kind, bytes: buffer.bytes, length }, repository, index, { scopeOf, limits });
    const trail = recorder()?.take();
    if (trail === undefined) return { result, seen: [], read: [], trail: null };
    const examined = { result, seen: [...seen], read: [...read], trail };
    seen = new Set();
    read = new Map();
    return examined;
  };
}

/** Files that hold settings, or names of other files: worth following an import into even when they hold nothing we know. */
const CARRIER =
  /\.(?:tf|tofu|tfvars|bicep|bicepparam)$|\.parameters\.json$|(?:^|\/)(?:package\.json|go\.mod|[\w.-]*(?:index|__init__|config|settings|constants?|env|defaults?|models?|llm|client|provider)[\w-]*\.(?:py|[cm]?[jt]sx?|go|java|kts?|scala|cs|fs|rs|swift|dart|h|hpp))$/i;

/** The tree as extractors may look into it: where an import leads. The text of a file that cannot matter is never decoded. */
function followable(
  listing: Listing,
  index: Index,
  mayMatter: LiteralStage,
  { fileSize }: Limits,
  told: { readonly used: (path: string) => void; readonly read: (path: string, bytes: Buffer | null) => void },
  recorder: TrailRecorder | null,
): Repository {
  const buffer = createReadBuffer();
  return {
    paths: recorder?.paths ?? new Set(listing.files.map(({ path }) => path)),
    read: (path) => {
      const outcome = readListed(listing, path, buffer, fileSize);
      if (recorder) told.read(path, outcome.kind === 'read' ? buffer.bytes.subarray(0, outcome.length) : null);
      if (outcome.kind !== 'read' || (!CARRIER.test(path) && !mayMatter(path, buffer.bytes, outcome.length))) return null;
      return decode(buffer.bytes, outcome.length).text;
    },
    known: (language, module) => isKnownModule(index, language, module),
    signs: signsOf(index),
    ...(recorder && { used: told.used, trail: recorder.trail }),
  };
}

/** Text of a manifest that says where names lead, as extractors read it; null when it cannot be read. */
export function readSignpost(listing: Listing, path: string, buffer: ReadBuffer, { fileSize }: Limits): string | null {
  const outcome = readListed(listing, path, buffer, fileSize);
  return outcome.kind === 'read' ? decode(buffer.bytes, outcome.length).text : null;
}

async function extractFile(
  { path, kind, bytes, length }: { readonly path: string; readonly kind: FileKind; readonly bytes: Buffer; readonly length: number },
  repository: Repository,
  index: Index,
  { scopeOf, limits }: { readonly scopeOf: ScopeReader; readonly limits: Limits },
): Promise<FileResult | undefined> {
  // A script without an ending says in its first line what it is.
  const real = kind === 'text' ? kindOfFirstLine(bytes.toString('latin1', 0, Math.min(length, 120))) : kind;
  const extractor = await loadExtractor(real);
  if (!extractor) return undefined;
  const { text, problem } = decode(bytes, length);
  const diagnostics: Diagnostic[] = problem === null ? [] : [{ code: 'encoding', path, line: null, column: null, message: problem }];
  const scope = scopeOf(path, text);
  try {
    const { result, met } = underBounds(limits, () => {
      const extraction = extractor({ path, kind: real, text, limits }, repository);
      return { problems: extraction.problems, ...matchFile({ path, scope, scopeOf, most: limits.evidencePerFile }, extraction, index) };
    });
    const { problems, unread, ...match } = result;
    for (const { message, line, column } of problems) {
      const code = /^(?:more than|longer than|nested)|: (?:more than|longer than|nested)/.test(message) ? 'limit' : 'syntax';
      diagnostics.push({ code, path, line, column, message: mask(message) });
    }
    const { kept, told } = boundedMatch(match, path, limits, unread);
    return { match: kept, diagnostics: [...diagnostics, ...metDiagnostics(met, path, limits, diagnostics), ...told] };
  } catch (error) {
    diagnostics.push({ code: 'limit', path, line: null, column: null, message: brokenReader(error) });
    return { match: { evidence: [], sites: [] }, diagnostics };
  }
}

/** One file must not end the audit of all others, nor pass as clean: whoever wrote it may have meant to. */
function brokenReader(error: unknown): string {
  if (error instanceof RangeError) return 'nested too deep or too large for its reader: not audited';
  return `a bug ended the reading of this file, it is not audited; please report it: ${mask(error instanceof Error ? error.message : String(error))}`;
}
