/**
 * What a file mentions, in the languages whose files see each other without imports: modules it may come to, and files of the repository that may
 * bind a name of it. Read from tokens without a grammar, so it can be more than the grammar finds, and never less: a yes costs no more than time.
 */
import type { CodeKind, Repository } from '../../model/file.ts';
import { crateFiles, dartFiles, goFiles, jvmFiles, neighbours } from './braces/files.ts';
import { braceKind } from './braces/traits.ts';
import { classFiles } from './script/files.ts';
import { NAME, PUNCT, STRING, type Tokens } from './tokens.ts';

/** Longer texts name no module, and what stands beyond it adds nothing to one. */
const MAX_MODULE = 200;
/** No module has more names than these. */
const MAX_PARTS = 12;
/** Names in brackets behind others, in one file, that are looked at; where there are more, one of them is taken to be known. */
const MAX_GROUPED = 2000;

/** Kinds whose imports are texts, or can be. */
const TEXT_IMPORTS: ReadonlySet<CodeKind> = new Set(['go', 'c', 'dart', 'php', 'ruby', 'elixir', 'r', 'powershell']);

/** Kinds whose imports are nothing but texts: names of them say nothing. */
const ONLY_TEXTS: ReadonlySet<CodeKind> = new Set(['go', 'c', 'dart']);

/** What joins the names of a module. A name of PHP or Elixir holds its separators. */
const SEPARATORS: Readonly<Partial<Record<CodeKind, string>>> = {
  java: '.',
  kotlin: '.',
  scala: '.',
  csharp: '.',
  fsharp: '.',
  ruby: '::',
  php: '\\',
  elixir: '.',
};

/** Words before a module that need not look like one. */
const IMPORTS: ReadonlySet<string> = new Set(['use', 'alias', 'import', 'require', 'library', 'requireNamespace', 'loadNamespace']);

/** Whether one of the modules that tokens can name is `known`. */
export function namesModule(kind: CodeKind, tokens: Tokens, known: (module: string) => boolean): boolean {
  const separator = SEPARATORS[kind] ?? null;
  const texts = TEXT_IMPORTS.has(kind);
  const names = !ONLY_TEXTS.has(kind);
  const capitals = kind === 'ruby' || kind === 'php' || kind === 'elixir';
  let imported = false;
  let grouped = 0;
  for (let at = 0; at < tokens.kind.length; at++) {
    const what = tokens.kind[at];
    const value = tokens.text[at] as string;
    if (what === NAME && names) {
      const last = separator === null ? at : runEnd(tokens, at, separator);
      const plain = capitals && last === at && !imported && !looksLikeModule(value);
      imported = capitals && IMPORTS.has(value);
      if (plain) continue;
      const run = separator === null ? value : dotted(tokens, at, last, separator);
      if (known(run) || (run.startsWith('\\') && known(run.slice(1)))) return true;
      // What is called stands at the end, and in .NET a library can have added it; a longer run was cut before it.
      if (kind === 'csharp' && last >= at + 2 * MAX_PARTS && known(tokens.text[last] as string)) return true;
      if (separator !== null && opensGroup(tokens, last, separator)) {
        const inner = groupNames(tokens, last, separator, MAX_GROUPED - grouped);
        grouped += inner.length;
        if (grouped >= MAX_GROUPED || inner.some((name) => known(`${run}${separator}${name}`))) return true;
      }
      at = last;
    } else if (texts && what === STRING && value.length <= MAX_MODULE) {
      // A package of Dart is the first part of its address.
      if (known(value) || (kind === 'dart' && known(/^package:([^/]+)\//.exec(value)?.[1] ?? ''))) return true;
    }
  }
  return false;
}

/** Whether a name begins with a capital or has parts, as modules of PHP, Ruby and Elixir do. */
function looksLikeModule(name: string): boolean {
  const code = name.charCodeAt(0);
  return (code >= 65 && code <= 90) || name.includes('\\') || name.includes('.');
}

/** Index of the last name of the dotted run that begins at a name. */
function runEnd({ kind, text }: Tokens, from: number, separator: string): number {
  let at = from;
  while (kind[at + 1] === PUNCT && text[at + 1] === separator && kind[at + 2] === NAME) at += 2;
  return at;
}

function dotted(tokens: Tokens, from: number, end: number, separator: string): string {
  let run = (tokens.text[from] as string).slice(0, MAX_MODULE);
  for (let at = from + 2; at <= end && at < from + 2 * MAX_PARTS; at += 2) run += separator + (tokens.text[at] as string).slice(0, MAX_MODULE);
  return run;
}

/** `import a.b.{c, d}`, `use A\{B, C}`, `alias A.{B, C}`. */
function opensGroup({ kind, text }: Tokens, last: number, separator: string): boolean {
  return kind[last + 1] === PUNCT && text[last + 1] === separator && kind[last + 2] === PUNCT && text[last + 2] === '{';
}

function groupNames(tokens: Tokens, last: number, separator: string, most: number): string[] {
  const close = tokens.match[last + 2] ?? -1;
  const names: string[] = [];
  for (let at = last + 3; at < close && names.length < most; at++)
    if (tokens.kind[at] === NAME) names.push(dotted(tokens, at, runEnd(tokens, at, separator), separator));
  return names;
}

/** Files of the repository that can bind a name of a file, by all its streams. */
export function filesMentioned(kind: CodeKind, path: string, streams: readonly Tokens[], repository: Repository): Set<string> {
  const names = namesIn(streams);
  const files = new Set<string>();
  const add = (found: readonly string[]): void => {
    for (const file of found) if (file !== path) files.add(file);
  };
  const braces = braceKind(kind);
  if (braces === null) {
    add(classFiles(kind, repository, names));
    return files;
  }
  if (braces === 'rust') add(crateFiles(repository, path, names));
  else if (braces === 'go') add(neighbours('go', repository, path, ''));
  else for (const name of names) add(neighbours(braces, repository, path, name));
  for (const tokens of streams) addImported(braces, path, tokens, repository, add);
  return files;
}

/** All names in some streams; those with parts also by their parts. */
function namesIn(streams: readonly Tokens[]): Set<string> {
  const names = new Set<string>();
  for (const { kind, text } of streams) {
    for (let at = 0; at < kind.length; at++) {
      const name = text[at] as string;
      if (kind[at] !== NAME || names.has(name)) continue;
      names.add(name);
      if (name.includes('\\') || name.includes('.')) for (const part of name.split(/[\\.]/)) names.add(part);
    }
  }
  return names;
}

/** Files that imports name. In the languages left out they are found by the names alone. */
function addImported(kind: CodeKind, path: string, tokens: Tokens, repository: Repository, add: (found: readonly string[]) => void): void {
  if (kind === 'go' || kind === 'dart') {
    const find = kind === 'go' ? goFiles : dartFiles;
    for (let at = 0; at < tokens.kind.length; at++) if (tokens.kind[at] === STRING) add(find(repository, path, tokens.text[at] as string));
  } else if (kind === 'java' || kind === 'kotlin' || kind === 'scala') {
    for (let at = 0; at < tokens.kind.length; at++) {
      if (tokens.kind[at] !== NAME || tokens.text[at] !== 'import') continue;
      const first = tokens.text[at + 1] === 'static' || tokens.text[at + 1] === 'given' ? at + 2 : at + 1;
      if (tokens.kind[first] === NAME)
        for (const module of packagesIn(dotted(tokens, first, runEnd(tokens, first, '.'), '.'))) add(jvmFiles(repository, path, module));
    }
  }
}

/** The packages an import can mean: what stands before the first capital, else all of it or all but the last name. */
function packagesIn(run: string): string[] {
  const parts = run.split('.');
  const capital = parts.findIndex((part) => /^[A-Z]/.test(part));
  if (capital > 0) return [parts.slice(0, capital).join('.')];
  return [run, parts.slice(0, -1).join('.')].filter((module) => module !== '');
}
