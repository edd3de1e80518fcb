import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { createGlobTree, parseGlobs } from '../util/glob.ts';
import { EXCLUDED_FOLDERS } from './excludes.ts';
import { type Refusal, refuseLink } from './links.ts';

/** What a plain walk found. */
export interface Walk {
  readonly paths: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An ignore file larger than this is not one. */
const MAX_IGNORE_BYTES = 1024 * 1024;

/**
 * Lists a folder without git: no links followed, ignore files of the tree honoured, virtual environments left out. Own and synchronous: a folder
 * that is ignored is never entered, and a file costs nothing but its name.
 */
export function walk(root: string, gitignore: boolean): Walk {
  const excluded = new Set(EXCLUDED_FOLDERS);
  const ignored = createGlobTree();
  const paths: string[] = [];
  const refusals: Refusal[] = [];
  const diagnostics: Diagnostic[] = [];
  // A stack, not recursion: a hostile tree can be deep.
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = entriesOf(root, folder);
    if (entries === null) {
      diagnostics.push(unlistable(folder === '' ? '.' : folder));
      continue;
    }
    if (folder !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg' && entry.isFile())) continue;
    const prefix = folder === '' ? '' : `${folder}/`;
    if (gitignore && entries.some((entry) => entry.name === '.gitignore' && entry.isFile()))
      ignored.add({ base: folder, globs: parseGlobs(readIgnoreFile(root, `${prefix}.gitignore`, diagnostics).split('\n')) });
    for (const entry of entries) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) {
        if (!excluded.has(entry.name) && !ignored.matches(`${path}/`)) folders.push(path);
        // Ignored because it holds secrets, but it also says where the calls go. Not so in a folder that is ignored as a whole.
      } else if (ignored.matches(path) && !entry.name.startsWith('.env')) continue;
      else if (path.includes('\uFFFD')) diagnostics.push({ code: 'listing', path, line: null, column: null, message: 'file name is not UTF-8, file not read' });
      else if (entry.isFile()) paths.push(path);
      else refusals.push(entry.isSymbolicLink() ? refuseLink(root, path) : { reason: 'special-file', diagnostic: null });
    }
  }
  return { paths, refusals, diagnostics };
}

/** Null when the folder cannot be listed. */
function entriesOf(root: string, folder: string): Dirent[] | null {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return null;
  }
}

/** Empty when it is missing, unreadable or too large: then nothing is left out, which is told. */
function readIgnoreFile(root: string, path: string, diagnostics: Diagnostic[]): string {
  try {
    const { size } = statSync(join(root, path));
    if (size <= MAX_IGNORE_BYTES) return readFileSync(join(root, path), 'utf8');
    diagnostics.push({ code: 'limit', path, line: null, column: null, message: `longer than ${MAX_IGNORE_BYTES} bytes: nothing is left out for its sake` });
  } catch {
    diagnostics.push({ code: 'unreadable', path, line: null, column: null, message: 'cannot be read: nothing is left out for its sake' });
  }
  return '';
}

function unlistable(path: string): Diagnostic {
  return { code: 'unreadable', path, line: null, column: null, message: 'folder cannot be read, its files are not audited' };
}
