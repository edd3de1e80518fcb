import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { createGlobMatcher, parseGlobs } from '../util/glob.ts';
import { createDefaultExcludes } from './excludes.ts';
import { headRevision, listWithGit, type Nested } from './git-list.ts';
import type { Refusal } from './links.ts';
import { listNested, notAsked, tellUnread, type Unread } from './nested.ts';
import { type ReadBuffer, type ReadOutcome, readBytes, readContent, readHead, readWindows, sizeAt, type Windows } from './read.ts';
import { repositoryPlace } from './repository.ts';
import { walk } from './walk.ts';

export interface ListOptions {
  /** Leave out what git ignores. `.env*` files are listed even so. */
  readonly gitignore: boolean;
  /** Gitignore-like patterns relative to the root. Empty: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether repositories inside are read: submodules that are checked out, and clones. Left out: they are not read, and told. False: counted only. */
  readonly submodules?: boolean | undefined;
  /** Bytes of files of a revision that are read at most. Default: that of an audit. */
  readonly revisionSize?: number;
}

/** The files of an audited tree. */
export interface Listing {
  /** Absolute real path of the folder the paths start from: the root, or the folder of a root that is a file. */
  readonly base: string;
  /** POSIX paths relative to `base`, sorted by code units. */
  readonly files: readonly { readonly path: string }[];
  readonly revision: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What was left out and why, sorted by reason. Folders that are not entered are not counted. */
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  /** True when git made the list. */
  readonly git: boolean;
  /** Content of files that are not on disk as they are meant here: those of another revision. */
  readonly blobs?: ReadonlyMap<string, Buffer>;
}

/** What was found below a root, before patterns are applied. */
export interface Found {
  readonly paths: readonly { readonly path: string; readonly tracked: boolean }[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
  /** Repositories inside that were not read. */
  readonly unread: readonly Unread[];
  readonly git: boolean;
}

/** Lists the files below a folder, or a single file, through git where there is a work tree. Throws when the root does not exist. */
export async function listFiles(root: string, options: ListOptions): Promise<Listing> {
  const real = realpathSync(root);
  const stats = statSync(real);
  const base = stats.isDirectory() ? real : dirname(real);
  const inRepository = repositoryPlace(base).kind !== 'none';
  const [found, revision] = await Promise.all([
    stats.isDirectory() ? find(real, options, inRepository) : single(basename(real)),
    inRepository ? headRevision(base) : null,
  ]);
  const counts = new Map<string, number>();
  const count = (reason: string, by = 1): void => void counts.set(reason, (counts.get(reason) ?? 0) + by);
  for (const { reason } of found.refusals) count(reason);
  const unread = wantedOf(real, found.unread, options);
  for (const { kind } of unread) count(kind);
  const files = stats.isDirectory() ? select(real, found, options, count) : found.paths.map(({ path }) => path);
  return {
    base,
    files: distinct(files),
    revision,
    diagnostics: sortDiagnostics([
      ...found.diagnostics,
      ...found.refusals.flatMap(({ diagnostic }) => diagnostic ?? []),
      ...(options.submodules === false ? [] : tellUnread(unread)),
    ]),
    skipped: [...counts].map(([reason, number]) => ({ reason, count: number })).sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    git: found.git,
  };
}

/** Paths in order, each once: a crafted index can name what lies in a repository inside, which names it as well. */
export function distinct(paths: string[]): Listing['files'] {
  return paths
    .sort()
    .filter((path, at) => path !== paths[at - 1])
    .map((path) => ({ path }));
}

/** Reads a listed file into the buffer, from where the listing has it. Never throws. */
export function readListed({ base, blobs }: Listing, path: string, buffer: ReadBuffer, maxBytes: number): ReadOutcome {
  const content = blobs?.get(path);
  return content === undefined ? readBytes(join(base, path), buffer, maxBytes) : readContent(content, buffer, maxBytes);
}

/** Passes a listed file by in windows, from where the listing has it; see `readWindows`. */
export function passListed({ base, blobs }: Listing, path: string, windows: Windows, visit: (window: Buffer, from: number) => boolean): void {
  const content = blobs?.get(path);
  if (content === undefined) return readWindows(join(base, path), windows, visit);
  visit(content.subarray(0, windows.most), 0);
}

/** Bytes of a listed file, from where the listing has it; 0 when it cannot be said. */
export function sizeListed({ base, blobs }: Listing, path: string): number {
  return blobs?.get(path)?.length ?? sizeAt(join(base, path));
}

/** Reads the first bytes of a listed file into the buffer, from where the listing has it, with the size of the whole. Never throws. */
export function readHeadListed({ base, blobs }: Listing, path: string, buffer: ReadBuffer, limit: number): ReturnType<typeof readHead> {
  const content = blobs?.get(path);
  if (content === undefined) return readHead(join(base, path), buffer, limit);
  readContent(content.subarray(0, limit), buffer);
  return { kind: 'read', length: Math.min(content.length, limit), size: content.length };
}

/** A file somebody names is listed whatever the patterns say. */
async function single(name: string): Promise<Found> {
  return { paths: [{ path: name, tracked: true }], refusals: [], diagnostics: [], unread: [], git: false };
}

async function find(root: string, { gitignore, submodules }: ListOptions, inRepository: boolean): Promise<Found> {
  const listed = inRepository ? await listWithGit(root, gitignore) : 'no-repository';
  if (typeof listed !== 'string') {
    const { tracked, untracked, nested } = listed;
    const inside =
      submodules === true ? await listNested(root, nested, gitignore) : { ...NONE, unread: nested.map((one) => ({ ...one, why: notAsked(root, one) })) };
    const paths = [...tracked.map((path) => ({ path, tracked: true })), ...untracked.map((path) => ({ path, tracked: false })), ...inside.paths];
    // A root that git ignores as a whole, such as `build`, was named on purpose: that is walked.
    if (paths.length > 0) {
      const refusals = [...listed.refusals, ...inside.refusals];
      return { paths, refusals, diagnostics: [...listed.diagnostics, ...inside.diagnostics], unread: inside.unread, git: true };
    }
  }
  const walked = walk(root, gitignore);
  const doubt = typeof listed === 'string' && inRepository ? FALLBACKS[listed] : null;
  return {
    paths: walked.paths.map((path) => ({ path, tracked: false })),
    refusals: walked.refusals,
    diagnostics: doubt === null ? walked.diagnostics : [{ code: 'listing', path: '.', line: null, column: null, message: doubt }, ...walked.diagnostics],
    unread: [],
    git: false,
  };
}

const NONE = { paths: [], refusals: [], diagnostics: [] };

/** Repositories inside that hold what the patterns ask for, as far as that can be said without knowing their files. */
export function wantedOf<T extends Nested>(root: string, nested: readonly T[], { include, exclude }: ListOptions): T[] {
  if (nested.length === 0) return [];
  const excludedByDefault = createDefaultExcludes(root);
  const excluded = createGlobMatcher([{ base: '', globs: parseGlobs(exclude) }]);
  return nested.filter(({ path, kind }) => {
    const below = `${path}/`;
    return !excludedByDefault(below, kind === 'submodule') && !excluded(below) && (include.length === 0 || include.some((pattern) => reaches(pattern, below)));
  });
}

/** Whether a pattern can match something below a folder: one that is bound to the root does only where both begin the same. */
function reaches(pattern: string, folder: string): boolean {
  if (!/\/./.test(pattern)) return true;
  const written = pattern.replace(/^\//, '').split('/');
  const wild = written.findIndex((part) => /[*?[\\!]/.test(part));
  const fixed = `${written.slice(0, wild === -1 ? written.length : wild).join('/')}/`;
  return fixed === '/' || folder.startsWith(fixed) || fixed.startsWith(folder);
}

const FALLBACKS = {
  elsewhere: 'the .git here leads to a repository that does not name this folder as its own: listed without git; if it should, set core.worktree there',
  'no-repository': 'there is a .git here, but git sees no work tree: listed without it, tracked files in folders such as dist and build are left out',
  missing: 'git is not installed: listed without it, tracked files in folders such as dist and build are left out',
  refused: 'git refuses this repository because another user owns it: listed without git; to trust it, add the folder to git config safe.directory',
  'too-much': `git's list of this repository is longer than 256 MB: listed without it, tracked files in folders such as dist and build are left out`,
  'too-slow': 'git took more than two minutes to list this repository: listed without it, tracked files in folders such as dist and build are left out',
  failed: 'git could not list this repository: listed without it, tracked files in folders such as dist and build are left out',
} as const;

/** Paths that the patterns let through. */
export function select(root: string, found: Found, options: ListOptions, count: (reason: string) => void): string[] {
  const excludedByDefault = createDefaultExcludes(root);
  const excluded = createGlobMatcher([{ base: '', globs: parseGlobs(options.exclude) }]);
  const included = options.include.length === 0 ? () => true : createGlobMatcher([{ base: '', globs: parseGlobs(options.include) }]);
  const files: string[] = [];
  for (const { path, tracked } of found.paths) {
    if (excludedByDefault(path, tracked)) count('excluded-by-default');
    else if (excluded(path)) count('excluded');
    else if (!included(path)) count('not-included');
    else files.push(path);
  }
  return files;
}

/** By path, then by message, so that the order of git's answers never shows. */
function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ path, message }: Diagnostic): string => `${path}\0${message}`;
  const unique = new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, diagnostic]) => diagnostic);
}
