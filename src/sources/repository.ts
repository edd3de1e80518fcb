import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

/** Files of git that only say where something is are short. */
const MAX_POINTER_BYTES = 64 * 1024;
/** What decides which commits and files a repository has. */
const DECISIVE = ['HEAD', 'commondir', 'index', 'packed-refs', 'refs'];

/** Where git would find the repository of a folder: the top of its work tree, and whether what is found there is its own. */
export type RepositoryPlace = { readonly kind: 'none' } | { readonly kind: 'own' | 'elsewhere'; readonly top: string };

/**
 * Looks where git would look. A tree can bring a `.git` that leads to a repository it has nothing to do with; names, revisions and objects would
 * then come from there. Linked work trees and submodules lead elsewhere too, but what they lead to names them in turn.
 */
export function repositoryPlace(folder: string): RepositoryPlace {
  for (let at = folder; ; at = dirname(at)) {
    const stats = lstatSync(join(at, '.git'), { throwIfNoEntry: false });
    if (stats !== undefined) return { kind: isOwn(realpathSync(at), stats) ? 'own' : 'elsewhere', top: at };
    if (dirname(at) === at) return { kind: 'none' };
  }
}

function isOwn(top: string, stats: Stats): boolean {
  try {
    const mark = join(top, '.git');
    if (stats.isDirectory()) return staysWithin(top, mark);
    if (stats.isSymbolicLink()) return isWithin(top, realpathSync(mark)) && staysWithin(top, realpathSync(mark));
    const target = /^gitdir: (.+?)\s*$/.exec(readPointer(mark) ?? '')?.[1];
    if (target === undefined) return true; // No pointer: git says so itself.
    const place = realpathSync(resolve(top, target));
    return isWithin(top, place) ? staysWithin(top, place) : namesBack(place, top);
  } catch {
    return false;
  }
}

/** Whether the git folder of a tree takes its history from within the tree. */
function staysWithin(top: string, place: string): boolean {
  const common = readPointer(join(place, 'commondir'));
  if (common !== null && !isWithin(top, realpathSync(resolve(place, common.trim())))) return false;
  return DECISIVE.every((name) => {
    const path = join(place, name);
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true || isWithin(top, realpathSync(path));
  });
}

/** A linked work tree is named in `gitdir`, any other in the configuration. https://git-scm.com/docs/gitrepository-layout */
function namesBack(place: string, top: string): boolean {
  const linked = readPointer(join(place, 'gitdir'));
  if (linked !== null) return realpathSync(dirname(resolve(place, linked.trim()))) === top;
  const section = /^\s*\[core\]([^[]*)/im.exec(readPointer(join(place, 'config')) ?? '')?.[1] ?? '';
  const worktree = /^\s*worktree\s*=\s*"?(.+?)"?\s*$/im.exec(section)?.[1];
  return worktree !== undefined && realpathSync(resolve(place, worktree)) === top;
}

function isWithin(top: string, path: string): boolean {
  return path === top || path.startsWith(top.endsWith(sep) ? top : top + sep);
}

/** The start of a plain file; null when there is none. A named pipe must not block. */
function readPointer(path: string): string | null {
  let descriptor = -1;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(descriptor).isFile()) return null;
    const bytes = Buffer.alloc(MAX_POINTER_BYTES);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, MAX_POINTER_BYTES, 0));
  } catch {
    return null;
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}
