/**
 * Repositories inside an audited one: submodules, and clones that git lists as one path. Each is listed by git from its own folder, never by `git
 * submodule`, and `.gitmodules` is not read: names and addresses in it decide nothing.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type GitListing, listWithGit, type Nested } from './git-list.ts';
import { createLinkedFolderCheck, type Refusal, refuseLink } from './links.ts';
import { repositoryPlace } from './repository.ts';
import { walk } from './walk.ts';

/** What lies in repositories inside, by paths from the root; and those of them that were not read. */
export interface NestedFiles {
  readonly paths: readonly { readonly path: string; readonly tracked: boolean }[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unread: readonly Unread[];
}

/** A repository inside that was not read, and why, in words. */
export interface Unread extends Nested {
  readonly why: string;
}

/** More are counted: an index can hold any number. */
const MOST_TOLD = 20;

/** One diagnostic for each repository inside that was not read, and one for all beyond the first twenty. */
export function tellUnread(unread: readonly Unread[]): Diagnostic[] {
  const sorted = [...unread].sort((a, b) => (a.path < b.path ? -1 : 1));
  const told = sorted.slice(0, MOST_TOLD).map(({ path, kind, why }) => about(path, `${NAMES[kind]} is not audited: it ${why}`));
  const more = sorted[MOST_TOLD];
  const left = sorted.length - told.length;
  return more === undefined ? told : [...told, about('.', `${left} more submodules or repositories inside are not audited, from ${more.path} on`)];
}

const NAMES = { submodule: 'submodule', 'nested-repository': 'repository inside this one' } as const;

function about(path: string, message: string): Diagnostic {
  return { code: 'submodule', path, line: null, column: null, message };
}

type NestedPart = Pick<NestedFiles, 'paths' | 'refusals' | 'diagnostics'> & { readonly nested: readonly Nested[] };

/** Repositories inside that are read at most: each costs some calls of git, and an index can hold any number. */
export const MOST_NESTED = 1000;
/** Why one beyond them is not read. */
export const TOO_MANY = `comes after ${MOST_NESTED} others`;

const NOT_CHECKED_OUT = 'is not checked out (git submodule update --init --recursive does)';

/** Why the objects of a submodule cannot be asked for. */
export function noStore(root: string, path: string): string {
  return hasGit(root, path) ? 'has a .git that leads to a repository that does not name this folder as its own' : NOT_CHECKED_OUT;
}

/** Why nothing of a repository inside is read when nobody asked for it. */
export function notAsked(root: string, { path, kind }: Nested): string {
  if (kind === 'submodule' && !hasGit(root, path)) return NOT_CHECKED_OUT;
  return 'was not asked for (--submodules audits such, --no-submodules says that they are left out on purpose)';
}

/** Files of repositories inside, and of those inside them. A link is never followed, nor a `.git` that leads to a repository of another folder. */
export async function listNested(root: string, nested: readonly Nested[], gitignore: boolean): Promise<NestedFiles> {
  const paths: { path: string; tracked: boolean }[] = [];
  const refusals: Refusal[] = [];
  const diagnostics: Diagnostic[] = [];
  const unread: Unread[] = [];
  const linkAt = createLinkedFolderCheck(root);
  const open = [...nested].reverse();
  let read = 0;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const link = linkAt(`${one.path}/`);
    if (link !== null) {
      refusals.push(refuseLink(root, link));
      unread.push({ ...one, why: `lies behind the symbolic link ${link}` });
      continue;
    }
    if (++read > MOST_NESTED) {
      unread.push({ ...one, why: TOO_MANY });
      continue;
    }
    const part = await listOne(root, one, gitignore);
    if (part === null) {
      unread.push({ ...one, why: NOT_CHECKED_OUT });
      continue;
    }
    // One by one: there can be more than a call takes arguments.
    for (const path of part.paths) paths.push(path);
    for (const refusal of part.refusals) refusals.push(refusal);
    for (const diagnostic of part.diagnostics) diagnostics.push(diagnostic);
    for (const deeper of [...part.nested].reverse()) open.push(deeper);
  }
  return { paths, refusals, diagnostics, unread };
}

/** The folder of a repository inside whose own objects can be asked; null where there is none to believe. */
export function storeOf(root: string, path: string): string | null {
  const folder = join(root, path);
  if (createLinkedFolderCheck(root)(`${path}/`) !== null || !hasGit(root, path)) return null;
  const place = repositoryPlace(folder);
  return place.kind === 'own' && place.top === folder ? folder : null;
}

/** Null when nothing lies there. */
async function listOne(root: string, { path }: Nested, gitignore: boolean): Promise<NestedPart | null> {
  const folder = join(root, path);
  const listed = hasGit(root, path) ? await listWithGit(folder, gitignore) : 'no-repository';
  if (typeof listed !== 'string') return placed(path, ofGit(listed));
  if (!isFolder(folder)) return null;
  const walked = walk(folder, gitignore);
  // Where a submodule is not checked out there is an empty folder, and nothing but git puts files there.
  if (walked.paths.length === 0 && listed === 'no-repository') return null;
  const message = 'not listed by git, as its .git is none that names this folder or none at all: walked';
  return placed(path, {
    paths: walked.paths.map((name) => ({ path: name, tracked: false })),
    refusals: walked.refusals,
    diagnostics: [{ code: 'listing', path: '.', line: null, column: null, message }, ...walked.diagnostics],
    nested: [],
  });
}

function ofGit({ tracked, untracked, refusals, diagnostics, nested }: GitListing): NestedPart {
  const paths = [...tracked.map((path) => ({ path, tracked: true })), ...untracked.map((path) => ({ path, tracked: false }))];
  return { paths, refusals, diagnostics, nested };
}

/** The same seen from the root. */
function placed(folder: string, { paths, refusals, diagnostics, nested }: NestedPart): NestedPart {
  const told = (one: Diagnostic): Diagnostic => ({ ...one, path: one.path === '.' ? folder : `${folder}/${one.path}` });
  return {
    paths: paths.map(({ path, tracked }) => ({ path: `${folder}/${path}`, tracked })),
    refusals: refusals.map(({ reason, diagnostic }) => ({ reason, diagnostic: diagnostic && told(diagnostic) })),
    diagnostics: diagnostics.map(told),
    nested: nested.map(({ path, kind }) => ({ path: `${folder}/${path}`, kind })),
  };
}

/** The `.git` of this very folder: git itself would take that of a folder above. */
function hasGit(root: string, path: string): boolean {
  return statsOf(join(root, path, '.git')) !== undefined;
}

function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() === true;
}

function statsOf(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
