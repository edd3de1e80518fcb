/** Which file of the repository an import names. Pure over the set of paths. */
import type { Repository } from '../../model/file.ts';
import { copyOf } from '../../util/memo.ts';
import { workspacesIn } from './signposts.ts';

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function join(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The folder of a file and all above it, the nearest first. */
function* foldersAbove(path: string): Generator<string> {
  let folder = parentOf(path);
  for (;;) {
    yield folder;
    if (folder === '') return;
    folder = parentOf(folder);
  }
}

const FOUND = new WeakMap<Repository, Map<string, Map<string, string | null>>>();

type Find = (repository: Repository, from: string, module: string) => string | null;

/** The same look-up for all files of one folder: they import the same modules. A file never finds itself: then it is looked for on its own. */
function sharedByFolder(repository: Repository, from: string, module: string, find: Find): string | null {
  const { trail } = repository;
  const answer = (): string | null => findShared(repository, from, module, find);
  return trail ? trail.lookUp(from, `${parentOf(from)}\0${module}`, answer) : answer();
}

function findShared(repository: Repository, from: string, module: string, find: Find): string | null {
  let folders = FOUND.get(repository);
  if (!folders) FOUND.set(repository, (folders = new Map()));
  const folder = parentOf(from);
  let modules = folders.get(folder);
  if (!modules) folders.set(folder, (modules = new Map()));
  const known = modules.get(module);
  if (known !== undefined && known !== from) return known;
  const found = find(repository, from, module);
  // What one file finds instead of itself is not what the others find.
  if (known === undefined && !isOwnName(from, module)) modules.set(copyOf(module), found);
  return found;
}

/** Whether a module may be the file that imports it. */
function isOwnName(from: string, module: string): boolean {
  const name = from.slice(from.lastIndexOf('/') + 1);
  return (
    name.startsWith('__init__.') ||
    name.startsWith('index.') ||
    name.startsWith(`${module.slice(Math.max(module.lastIndexOf('.'), module.lastIndexOf('/')) + 1)}.`)
  );
}

/** The file of a Python module, absolute or relative. */
export function pythonFile(repository: Repository, from: string, module: string): string | null {
  return sharedByFolder(repository, from, module, findPython);
}

function findPython({ paths }: Repository, from: string, module: string): string | null {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll('.', '/');
  const at = (folder: string): string | null => {
    const file = join(folder, path);
    if (path !== '' && paths.has(`${file}.py`)) return `${file}.py`;
    const init = file === '' ? '__init__.py' : `${file}/__init__.py`;
    return paths.has(init) ? init : null;
  };
  if (dots > 0) {
    let folder = parentOf(from);
    for (let up = 1; up < dots; up++) folder = parentOf(folder);
    return at(folder);
  }
  for (const folder of foldersAbove(from)) {
    // A folder that is itself a package is no root: `import openai` in `app/openai.py` means the library.
    if (paths.has(folder === '' ? '__init__.py' : `${folder}/__init__.py`) && folder !== '') continue;
    const found = at(folder) ?? at(folder === '' ? 'src' : `${folder}/src`);
    if (found !== null && found !== from) return found;
  }
  return null;
}

const EXTENSIONS = ['ts', 'tsx', 'js', 'jsx', 'mts', 'mjs', 'cts', 'cjs', 'vue', 'svelte'];

/** The file of a JavaScript or TypeScript specifier: relative, aliased, or a workspace of the repository. */
export function javascriptFile(repository: Repository, from: string, module: string): string | null {
  return sharedByFolder(repository, from, module, findJavaScript);
}

function findJavaScript(repository: Repository, from: string, module: string): string | null {
  const { paths } = repository;
  if (module.startsWith('.')) return scriptAt(paths, join(parentOf(from), module));
  if (module.startsWith('/') || module.includes(':')) return null;
  const alias = /^(?:@|~|~~|@@|#|\$lib|\$)\/(.+)$/.exec(module);
  if (alias) return aliasFile(paths, from, module.startsWith('$lib') ? `lib/${alias[1]}` : (alias[1] as string));
  if (repository.known('javascript', module)) return null;
  return workspaceFile(repository, module) ?? (module.includes('/') && !module.startsWith('@') ? aliasFile(paths, from, module) : null);
}

/** `@/lib/x` means the source root of the package the file lies in: tried at every folder above. */
function aliasFile(paths: ReadonlySet<string>, from: string, rest: string): string | null {
  for (const folder of foldersAbove(from)) {
    const found = scriptAt(paths, join(folder, rest)) ?? scriptAt(paths, join(folder, `src/${rest}`)) ?? scriptAt(paths, join(folder, `app/${rest}`));
    if (found !== null) return found;
  }
  return null;
}

function scriptAt(paths: ReadonlySet<string>, path: string): string | null {
  if (paths.has(path) && /\.[a-z]+$/.test(path)) return path;
  // TypeScript is imported by the name its output will have.
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  for (const base of bare === path ? [path] : [bare, path]) {
    for (const extension of EXTENSIONS) if (paths.has(`${base}.${extension}`)) return `${base}.${extension}`;
  }
  for (const extension of EXTENSIONS) if (paths.has(`${path}/index.${extension}`)) return `${path}/index.${extension}`;
  return null;
}

const WORKSPACES = new WeakMap<Repository, ReadonlyMap<string, string>>();

/** Folders of the repository's own packages by name. */
function workspacesOf(repository: Repository): ReadonlyMap<string, string> {
  const known = WORKSPACES.get(repository);
  if (known) return known;
  const { trail, paths, read } = repository;
  const workspaces = workspacesIn(trail?.every ?? paths, trail?.manifest ?? read);
  WORKSPACES.set(repository, workspaces);
  return workspaces;
}

function workspaceFile(repository: Repository, module: string): string | null {
  const parts = module.split('/');
  const name = parts.slice(0, module.startsWith('@') ? 2 : 1).join('/');
  repository.trail?.asked('package', name);
  const folder = workspacesOf(repository).get(name);
  if (folder === undefined) return null;
  const rest = parts.slice(name.split('/').length).join('/');
  const { paths } = repository;
  if (rest !== '') return scriptAt(paths, join(folder, rest)) ?? scriptAt(paths, join(folder, `src/${rest}`));
  return scriptAt(paths, join(folder, 'src/index')) ?? scriptAt(paths, join(folder, 'index')) ?? scriptAt(paths, join(folder, 'src/main'));
}
