/** Which files of the repository the names of a language with braces can come from. Pure over the set of paths. */
import type { Repository } from '../../../model/file.ts';
import { copyOf } from '../../../util/memo.ts';
import { type GoModule, goModulesIn } from '../signposts.ts';
import type { BraceKind } from './traits.ts';

/** More files than this are not looked through for one name. */
const MAX_FILES = 40;

/** Languages whose files are looked for by their folder. */
const IN_FOLDERS = /\.(?:go|java|kts?|scala|rs)$/;

interface Places {
  /** Files of languages that are looked for by folder. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  /** Folders with such files, by their own name. */
  readonly foldersByName: ReadonlyMap<string, readonly string[]>;
  /** Files of the JVM by the package they are in, as far as it was asked for. */
  readonly packages: Map<string, readonly string[]>;
  /** Paths by the name of the file without its ending: of Rust all, elsewhere those that begin with a capital, as classes do. */
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  readonly goModules: readonly GoModule[];
}

const PLACES = new WeakMap<Repository, Places>();

const ENDINGS: Readonly<Record<BraceKind, RegExp>> = {
  go: /\.go$/,
  java: /\.(?:java|kt|scala)$/,
  kotlin: /\.(?:java|kts?|scala)$/,
  scala: /\.(?:java|kt|scala)$/,
  csharp: /\.(?:cs|fs)$/,
  fsharp: /\.(?:cs|fs)$/,
  rust: /\.rs$/,
  c: /\.(?:c|cc|cpp|cxx|h|hh|hpp)$/,
  swift: /\.swift$/,
  dart: /\.dart$/,
};
const ANY = /\.(?:go|java|kts?|scala|cs|fs|rs|swift|dart|c|cc|cpp|cxx|h|hh|hpp)$/;

function placesOf(repository: Repository): Places {
  const known = PLACES.get(repository);
  if (known) return known;
  const byFolder = new Map<string, string[]>();
  const byStem = new Map<string, string[]>();
  const paths = [...(repository.trail?.every ?? repository.paths)];
  for (const path of paths.filter(isPlaced).sort()) {
    const folder = parentOf(path);
    if (IN_FOLDERS.test(path)) add(byFolder, folder, path);
    const from = folder === '' ? 0 : folder.length + 1;
    if (isCapital(path, from) || path.endsWith('.rs')) add(byStem, path.slice(from).replace(/\.\w+$/, ''), path);
  }
  const foldersByName = new Map<string, string[]>();
  for (const folder of byFolder.keys()) add(foldersByName, folder.slice(folder.lastIndexOf('/') + 1), folder);
  const made = { byFolder, foldersByName, packages: new Map(), byStem, goModules: goModulesIn(paths, repository.trail?.manifest ?? repository.read) };
  PLACES.set(repository, made);
  return made;
}

/** Whether a path is worth remembering: in a tree of C, hardly any is. */
function isPlaced(path: string): boolean {
  const from = path.lastIndexOf('/') + 1;
  if (isCapital(path, from)) return ANY.test(path);
  // `.c` and `.h`: by far the most, where there are very many.
  if (path.charCodeAt(path.length - 2) === 46) return false;
  return IN_FOLDERS.test(path);
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The files a package of Go consists of, when the repository has it; tests of it are no part. */
export function goFiles(repository: Repository, from: string, module: string): readonly string[] {
  const { goModules, byFolder } = placesOf(repository);
  repository.trail?.asked('modules', '');
  for (const { folder, name } of goModules) {
    if (module !== name && !module.startsWith(`${name}/`)) continue;
    const below = module.slice(name.length + 1);
    const target = [folder, below].filter((part) => part !== '').join('/');
    repository.trail?.asked('folder', target);
    return sourceFiles(byFolder.get(target) ?? [], from, 'go');
  }
  return [];
}

function sourceFiles(paths: readonly string[], from: string, kind: BraceKind): string[] {
  return paths.filter((path) => path !== from && ENDINGS[kind].test(path) && !/_test\.go$/.test(path)).slice(0, MAX_FILES);
}

/** The files of a package of Java, Kotlin or Scala: those in a folder of its name. Where one of them is called like what is looked for, no other has it. */
export function jvmFiles(repository: Repository, from: string, module: string, name: string | null = null): readonly string[] {
  const { packages } = placesOf(repository);
  repository.trail?.asked('folders', module.slice(module.lastIndexOf('.') + 1));
  let paths = packages.get(module);
  if (paths === undefined) packages.set(copyOf(module), (paths = filesOfPackage(repository, module)));
  const others = paths.filter((path) => path !== from);
  const called = name === null ? [] : others.filter((path) => path.startsWith(`${name}.`, path.lastIndexOf('/') + 1));
  return (called.length > 0 ? called : others).slice(0, MAX_FILES);
}

function filesOfPackage(repository: Repository, module: string): string[] {
  const { byFolder, foldersByName } = placesOf(repository);
  const tail = module.replaceAll('.', '/');
  // A package of one name is looked for below the root of the sources only: `utils` is everywhere.
  const ends = tail.includes('/') ? [`/${tail}`] : ['java', 'kotlin', 'scala'].map((root) => `/${root}/${tail}`);
  return (foldersByName.get(tail.slice(tail.lastIndexOf('/') + 1)) ?? [])
    .filter((folder) => ends.some((end) => `/${folder}`.endsWith(end)))
    .flatMap((folder) => (byFolder.get(folder) ?? []).filter((path) => ENDINGS.kotlin.test(path)));
}

/** The folder of the modules below a file. */
function ownModule(path: string): string {
  return path.replace(/\/(?:mod|lib|main)\.rs$/, '').replace(/\.rs$/, '');
}

/** `crate::config`, `super::config`, `self::config`: a file of this crate. */
export function rustFiles({ paths }: Repository, from: string, module: string): readonly string[] {
  const [head = '', ...rest] = module.split('::');
  const own = ownModule(from);
  let folder: string;
  if (head === 'crate') folder = /^(.*?\/)?src(?=\/)/.exec(from)?.[0] ?? parentOf(from);
  else if (head === 'super') folder = parentOf(own);
  else if (head === 'self') folder = own;
  else return [];
  const base = [folder, ...rest.filter((part) => part !== 'super')].filter((part) => part !== '').join('/');
  const candidates = [`${base}.rs`, `${base}/mod.rs`, `${base}/lib.rs`, `${base}/main.rs`];
  return candidates.filter((path) => paths.has(path) && path !== from);
}

/** Files of a crate that one of these names can lead to, however it is imported: more than imports name. */
export function crateFiles(repository: Repository, from: string, names: ReadonlySet<string>): string[] {
  const { byStem, foldersByName } = placesOf(repository);
  const found = ['crate', 'self', 'super'].flatMap((module) => rustFiles(repository, from, module));
  const roots = [/^(.*?\/)?src(?=\/)/.exec(from)?.[0] ?? parentOf(from), parentOf(ownModule(from))];
  for (const root of roots) repository.trail?.asked('crate', root);
  const within = (path: string): boolean => roots.some((root) => root === '' || path.startsWith(`${root}/`));
  for (const name of names) {
    if (!byStem.has(name) && !foldersByName.has(name)) continue;
    for (const path of byStem.get(name) ?? []) if (path.endsWith('.rs') && within(path)) found.push(path);
    for (const folder of foldersByName.get(name) ?? []) {
      if (within(`${folder}/`)) found.push(...['mod', 'lib', 'main'].map((file) => `${folder}/${file}.rs`).filter((path) => repository.paths.has(path)));
    }
  }
  return found;
}

/** `package:app/config.dart` of the own package, or a path beside the file. */
export function dartFiles({ paths }: Repository, from: string, module: string): readonly string[] {
  if (!module.endsWith('.dart')) return [];
  const own = /^package:[^/]+\/(.+)$/.exec(module)?.[1];
  const roots = own === undefined ? [parentOf(from)] : [...foldersAbove(from)].map((folder) => join(folder, 'lib'));
  return roots
    .map((root) => join(root, own ?? module))
    .filter((path) => paths.has(path) && path !== from)
    .slice(0, 1);
}

/** `#include "config.h"`: beside the file, or below a folder for headers. */
export function headerFiles({ paths }: Repository, from: string, module: string): readonly string[] {
  const roots = [parentOf(from), ...[...foldersAbove(from)].flatMap((folder) => [folder, join(folder, 'include'), join(folder, 'src')])];
  return [...new Set(roots.map((root) => join(root, module)))].filter((path) => paths.has(path) && path !== from).slice(0, 1);
}

function join(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function* foldersAbove(path: string): Generator<string> {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    yield folder;
    if (folder === '') return;
  }
}

/** Files that can bind a name nobody imports: those of the same package in Go, those called like the class elsewhere. */
export function neighbours(kind: BraceKind, repository: Repository, from: string, name: string): readonly string[] {
  if (kind !== 'go' && kind !== 'rust' && !isCapital(name, 0)) return [];
  const { byFolder, byStem, foldersByName } = placesOf(repository);
  if (kind === 'go') {
    repository.trail?.asked('folder', parentOf(from));
    return sourceFiles(byFolder.get(parentOf(from)) ?? [], from, 'go');
  }
  repository.trail?.asked('stem', name);
  if (kind === 'rust') {
    repository.trail?.asked('folders', name);
    // Asked of every name of every file, and hardly any is that of a file.
    if (!byStem.has(name) && !foldersByName.has(name) && name !== 'super') return [];
    return rustFiles(repository, from, `self::${name}`).concat(rustFiles(repository, from, `super::${name}`));
  }
  const named = (byStem.get(name) ?? []).filter((path) => path !== from && ENDINGS[kind].test(path));
  const here = named.filter((path) => parentOf(path) === parentOf(from));
  // Of several classes of one name the one beside the file is meant; without one there, nobody can tell.
  return here.length > 0 ? here.slice(0, 1) : named.length === 1 ? named : [];
}
