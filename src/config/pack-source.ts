/** Reading rule packs from disk, fenced in: nothing outside the root, no links inside a pack, plain files only, within limits. */
import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** A pack as it was read. */
export interface PackTexts {
  /** Its path with links resolved, POSIX and relative to the root: packages beside it are looked for from here. */
  readonly path: string;
  /** Texts by POSIX path relative to it; a single file stands under the empty path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where packs come from. Paths are POSIX and relative to the root of the repository. */
export interface PackSource {
  /** Rule files and manifests of a file or folder; null when nothing is there, words when it may not be read. */
  readonly read: (path: string) => Promise<PackTexts | string | null>;
}

/** Limits of one pack: far above what anybody writes. */
const MOST_FILES = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;
const DEEPEST = 20;

/** Files of a pack that are read: rules, and what describes it. */
export function isPackFile(path: string): boolean {
  return /\.ya?ml$/.test(path) || path === 'package.json';
}

/** Packs on disk below `root`. A pack may itself be reached through a link (workspaces, pnpm), as long as what it leads to lies below the root. */
export function packsOnDisk(root: string): PackSource {
  const top = realpathSync(root);
  return {
    read: async (path) => {
      const real = realOf(join(top, path));
      if (real === null) return null;
      if (real !== top && !real.startsWith(top.endsWith(sep) ? top : top + sep)) return 'it leads out of the repository';
      const stats = lstatSync(real);
      const place = relative(top, real).replaceAll('\\', '/');
      if (stats.isFile()) return stats.size > MOST_BYTES ? TOO_LARGE : { path: place, files: new Map([['', readFileSync(real, 'utf8')]]) };
      if (!stats.isDirectory()) return 'it is neither a file nor a folder';
      const files = readFolder(real);
      return typeof files === 'string' ? files : { path: place, files };
    },
  };
}

const TOO_LARGE = `it is larger than ${MOST_BYTES / 1024 / 1024} MB`;

function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function readFolder(folder: string): ReadonlyMap<string, string> | string {
  const texts = new Map<string, string>();
  let bytes = 0;
  const folders: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const item of readdirSync(join(folder, at.path), { withFileTypes: true })) {
      const path = at.path === '' ? item.name : `${at.path}/${item.name}`;
      // Packages and hidden files of a pack are not its rules.
      if (item.name === 'node_modules' || item.name.startsWith('.')) continue;
      if (item.isDirectory()) {
        if (at.depth >= DEEPEST) return `${path} lies more than ${DEEPEST} folders deep`;
        folders.push({ path, depth: at.depth + 1 });
        continue;
      }
      if (!isPackFile(path)) continue;
      if (!item.isFile()) return `${path} is a link or a special file: a pack holds plain files`;
      bytes += lstatSync(join(folder, path)).size;
      if (bytes > MOST_BYTES) return TOO_LARGE;
      if (texts.size >= MOST_FILES) return `it holds more than ${MOST_FILES} files`;
      texts.set(path, readFileSync(join(folder, path), 'utf8'));
    }
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The folder nothing is read outside of: the repository a folder lies in, or the folder itself where there is none. Absolute, links resolved. */
export function repositoryRoot(folder: string): string {
  const real = realpathSync(folder);
  for (let at = real; ; at = dirname(at)) {
    if (lstatSync(join(at, '.git'), { throwIfNoEntry: false })) return at;
    if (dirname(at) === at) return real;
  }
}
