import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';

/** A path that is not a plain file of this tree, and what to say about it. */
export interface Refusal {
  readonly reason: 'symlink' | 'special-file' | 'outside-root';
  readonly diagnostic: Diagnostic | null;
}

/** Whether a listed path would lead out of the tree by its spelling, or to what git keeps for itself. A crafted git index can hold such paths. */
export function escapes(path: string): boolean {
  if (/(?:^|[\\/])\.git(?:[\\/]|$)/i.test(path)) return true;
  if (path.startsWith('/') || path.startsWith('\\') || /^[A-Za-z]:[\\/]/.test(path)) return true;
  return path.includes('..') && path.split(/[\\/]/).includes('..');
}

/** No system opens a longer path, and a crafted index can hold paths of any length. */
const LONGEST_PATH = 4096;

/** What to say of a listed path that nothing could open; null for any other. */
export function refuseLong(path: string): Diagnostic | null {
  if (path.length <= LONGEST_PATH) return null;
  // Its beginning: told in full it would fill the report.
  const shown = `${path.slice(0, 200)}...`;
  return {
    code: 'limit',
    path: shown,
    line: null,
    column: null,
    message: `path of ${path.length} characters, more than the ${LONGEST_PATH} a system can open: not read`,
  };
}

/** What to do with a symbolic link: never read. What it leads to is listed itself when it lies in the tree, and is none of ours when not. */
export function refuseLink(root: string, path: string): Refusal {
  return { reason: 'symlink', diagnostic: leavesTree(root, path) ? outside(path, 'symbolic link leads out of the audited tree, not followed') : null };
}

/** What to do with a path that `escapes`. */
export function refuseEscape(path: string): Refusal {
  return { reason: 'outside-root', diagnostic: outside(path, 'listed path leads out of the audited tree, not read') };
}

/** Null for a plain file, or for one that is gone: reading will tell. */
export function refuseUnlessFile(root: string, path: string): Refusal | null {
  const stats = statsOf(join(root, path));
  if (stats === undefined || stats.isFile()) return null;
  return stats.isSymbolicLink() ? refuseLink(root, path) : { reason: 'special-file', diagnostic: null };
}

/**
 * Tells which files lie below a symbolic link. Git never lists such files by itself, but an index can be crafted, and a folder can have
 * been replaced by a link since. Asks the disk once per folder.
 */
export function createLinkedFolderCheck(root: string): (path: string) => string | null {
  const known = new Map<string, string | null>([['', null]]);
  const linkAt = (folder: string): string | null => {
    // No recursion: an index can hold a path of as many folders as its author likes.
    const open: string[] = [];
    let at = folder;
    let answer = known.get(at);
    for (; answer === undefined; answer = known.get(at)) {
      open.push(at);
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
    }
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      answer ??= statsOf(join(root, next))?.isSymbolicLink() === true ? next : null;
      known.set(next, answer);
    }
    return answer;
  };
  return (path) => linkAt(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
}

/** Undefined for what is not there, and for what cannot be asked for: a name too long for the system, a folder nobody may enter. Reading tells of it. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function leavesTree(root: string, path: string): boolean {
  try {
    const target = realpathSync(join(root, path));
    return target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch {
    // Broken or endless: leads nowhere.
    return false;
  }
}

function outside(path: string, message: string): Diagnostic {
  return { code: 'outside-root', path, line: null, column: null, message };
}
