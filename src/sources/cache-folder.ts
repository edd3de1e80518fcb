/** The folder in which scans are kept between runs: where it may be, and reading and writing files in it. Nothing here ever fails an audit. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** All files together; beyond it those that were used longest ago go. */
const MAX_BYTES = 512 * 1024 * 1024;
/** A file above it is not worth reading back. */
const MAX_FILE_BYTES = 128 * 1024 * 1024;
const NAME = /^[0-9a-f]{64}\.scan$/;
/** A write that never came to its end, from a run that was stopped. */
const LEFTOVER = /^[0-9a-f]{64}\.scan\.\d+$/;

/**
 * Whether files of this folder can be believed: only its owner can write into it, it is no link, and it does not lie in the audited tree, which
 * could bring one along. Makes the folder where there is none.
 */
export function usableCacheFolder(folder: string, root: string): boolean {
  try {
    const tree = realpathSync(root);
    const inTree = (path: string): boolean => path === tree || path.startsWith(tree.endsWith(sep) ? tree : tree + sep);
    // Before it is made: not even an empty folder is left in the tree.
    if (inTree(nearestReal(folder))) return false;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    if (!stats.isDirectory() || inTree(realpathSync(folder))) return false;
    // Windows has no such bits; the folders of users are their own there.
    if (process.getuid === undefined) return true;
    return stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Where a path that may not be there yet would really lie. */
function nearestReal(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? realpathSync(path) : join(nearestReal(above), basename(path));
}

/** Content of a file of the cache, and a mark that it was used; null when it cannot be had. */
export function readCached(folder: string, name: string, now: number): Buffer | null {
  const path = join(folder, name);
  try {
    const stats = lstatSync(path);
    if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return null;
    const content = readFileSync(path);
    utimesSync(path, now / 1000, now / 1000);
    return content;
  } catch {
    return null;
  }
}

/** Puts a file into the cache in one step, so that another run sees the old one or the new one; then makes room. */
export function writeCached(folder: string, name: string, parts: readonly Uint8Array[]): void {
  if (parts.reduce((sum, part) => sum + part.length, 0) > MAX_FILE_BYTES) return;
  const made = join(folder, `${name}.${process.pid}`);
  try {
    writeFileSync(made, Buffer.concat(parts), { mode: 0o600 });
    chmodSync(made, 0o600);
    renameSync(made, join(folder, name));
    makeRoom(folder);
  } catch {
    // A full disk or a read-only home: the next run works without.
    rmSync(made, { force: true });
  }
}

/** Deletes what the cache holds, and nothing else that may lie there; how many files and bytes that were. */
export function emptyCacheFolder(folder: string): { readonly files: number; readonly bytes: number } {
  let bytes = 0;
  const entries = entriesOf(folder);
  for (const entry of entries) {
    rmSync(join(folder, entry.name), { force: true });
    bytes += entry.size;
  }
  return { files: entries.length, bytes };
}

function makeRoom(folder: string): void {
  const entries = entriesOf(folder).sort((a, b) => b.used - a.used);
  let bytes = 0;
  for (const { name, size } of entries) {
    bytes += size;
    if (bytes > MAX_BYTES) rmSync(join(folder, name), { force: true });
  }
}

function entriesOf(folder: string): { name: string; size: number; used: number }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (!NAME.test(name) && !LEFTOVER.test(name)) return [];
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats === undefined ? [] : [{ name, size: stats.size, used: stats.mtimeMs }];
  });
}
