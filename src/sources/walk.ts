import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { createGlobMatcher, type GlobScope, parseGlobs } from '../util/glob.ts';
import { EXCLUDED_FOLDERS } from './excludes.ts';
import { type Refusal, refuseLink } from './links.ts';

/** What a plain walk found. */
export interface Walk {
  readonly paths: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Entry {
  readonly path: string;
  readonly dirent: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean };
}

/** An ignore file larger than this is not one. */
const MAX_IGNORE_BYTES = 1024 * 1024;

/** Lists a folder without git: no links followed, ignore files of the tree honoured, virtual environments left out. */
export async function walk(root: string, gitignore: boolean): Promise<Walk> {
  const { globby, convertPathToPattern } = await import('globby');
  const pruned = gitignore ? ignoredTopFolders(root).map((name) => `${convertPathToPattern(name)}/**`) : [];
  const entries: readonly Entry[] = await globby('**', {
    cwd: root,
    dot: true,
    objectMode: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    expandDirectories: false,
    suppressErrors: true,
    // One star: with two the pattern would also take a file called `build`.
    ignore: [...EXCLUDED_FOLDERS.map((name) => `**/${name}/*`), ...pruned],
  });
  const names = entries.filter(({ dirent }) => dirent.isFile()).map(({ path }) => path);
  const ignored = createGlobMatcher(gitignore ? ignoreScopes(root, names) : []);
  const environments = new Set(names.filter((path) => path.endsWith('/pyvenv.cfg')).map((path) => path.slice(0, path.lastIndexOf('/'))));
  const keep = (path: string): boolean => (!ignored(path) || isOwnDotenv(path, ignored)) && !liesIn(path, environments);
  const links = entries.filter(({ path, dirent }) => dirent.isSymbolicLink() && keep(path));
  const special = entries.filter(({ dirent }) => !dirent.isFile() && !dirent.isDirectory() && !dirent.isSymbolicLink());
  return {
    paths: names.filter(keep),
    refusals: [...links.map(({ path }) => refuseLink(root, path)), ...special.map((): Refusal => ({ reason: 'special-file', diagnostic: null }))],
    diagnostics: entries.filter(({ path, dirent }) => dirent.isDirectory() && keep(path) && !canList(join(root, path))).map(({ path }) => unlistable(path)),
  };
}

/** Top folders the top ignore file names: not entered at all. A deeper ignore file cannot take them back. */
function ignoredTopFolders(root: string): string[] {
  const ignored = createGlobMatcher(ignoreScopes(root, ['.gitignore']));
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && ignored(`${entry.name}/`))
    .map(({ name }) => name);
}

function ignoreScopes(root: string, paths: readonly string[]): GlobScope[] {
  const scopes: GlobScope[] = [];
  for (const path of paths) {
    if (path !== '.gitignore' && !path.endsWith('/.gitignore')) continue;
    const text = readIgnoreFile(join(root, path));
    if (text !== '') scopes.push({ base: path.slice(0, Math.max(0, path.lastIndexOf('/'))), globs: parseGlobs(text.split('\n')) });
  }
  return scopes;
}

/** Empty when it is missing, unreadable or too large: then nothing is left out. */
function readIgnoreFile(path: string): string {
  try {
    const { size } = statSync(path);
    return size > MAX_IGNORE_BYTES ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Ignored because it holds secrets, but it also says where the calls go. Not so in a folder that is ignored as a whole. */
function isOwnDotenv(path: string, ignored: (path: string) => boolean): boolean {
  const slash = path.lastIndexOf('/');
  return path.startsWith('.env', slash + 1) && (slash === -1 || !ignored(path.slice(0, slash + 1)));
}

function liesIn(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) if (folders.has(path.slice(0, slash))) return true;
  return false;
}

function canList(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function unlistable(path: string): Diagnostic {
  return { code: 'unreadable', path, line: null, column: null, message: 'folder cannot be read, its files are not audited' };
}
