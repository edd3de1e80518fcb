/**
 * Whether the code of a file can lead to a library the knowledge base knows: by an import of its own, or through files of the repository it
 * imports. Read from the text alone, comments included: what is no import can only make the answer yes, and a yes costs no more than time.
 */
import type { Language } from '../../model/candidate.ts';
import type { Repository, Signs } from '../../model/file.ts';
import { copyOf } from '../../util/memo.ts';
import { javascriptFile, pythonFile } from './modules.ts';

/** Languages whose files say what they use: in the others the files of a package see each other without imports. */
export type ImportingLanguage = Extract<Language, 'python' | 'javascript'>;

const PYTHON_IMPORT =
  /(?:^|[;:])[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]{0,4000}\)?|(?:[^\n;\\]|\\\r?\n){0,2000})|import[ \t]+((?:[^\n;\\]|\\\r?\n){1,2000}))/gm;
const PYTHON_LOAD = /\b(?:import_module|__import__)\(\s{0,20}['"]([^'"\n]{1,200})/g;
const SCRIPT_IMPORT = /\b(?:from|import|require)\s{0,20}\(?\s{0,20}(?:\/\*[^*]{0,200}\*\/\s{0,20})?['"`]([^'"`\n]{1,300})['"`]/g;

/** Modules a text may import, with the names taken from Python ones as modules below. */
export function importsIn(language: ImportingLanguage, text: string): Set<string> {
  const modules = new Set<string>();
  const add = (module: string | undefined): void => {
    if (module) modules.add(copyOf(module));
  };
  if (language === 'javascript') {
    for (const [, module] of text.matchAll(SCRIPT_IMPORT)) add(module);
    return modules;
  }
  for (const [, module] of text.matchAll(PYTHON_LOAD)) add(module);
  for (const [, from, names, plain] of text.matchAll(PYTHON_IMPORT)) {
    if (from !== undefined) {
      add(from);
      for (const name of wordsOf(names ?? '')) add(from.endsWith('.') ? `${from}${name}` : `${from}.${name}`);
    } else for (const module of (plain ?? '').split(',')) add(/[\w.]+/.exec(module)?.[0]);
  }
  return modules;
}

/** Names of an import list: aliases count as names, they do no harm. */
function wordsOf(names: string): readonly string[] {
  return names.replace(/#.*/g, '').match(/\w+/g) ?? [];
}

interface Node {
  readonly known: boolean;
  readonly files: readonly string[];
  /** Whether a string of it says something: others may use it by name. */
  readonly says: boolean;
}

type Graph = Map<string, Node>;

const GRAPHS = new WeakMap<Repository, Graph>();

const NOWHERE: Node = { known: false, files: [], says: false };

/** Whether a file leads to a known library. `text` is its text, which need not be read again. */
export function leadsSomewhere(repository: Repository, language: ImportingLanguage, path: string, text: string): boolean {
  let graph = GRAPHS.get(repository);
  if (!graph) GRAPHS.set(repository, (graph = new Map()));
  const seen = new Set([path]);
  for (const at of seen) {
    // The answer hangs on every file on the way: whoever remembers it has to know them.
    if (at !== path) repository.used?.(at);
    const node = nodeAt(graph, repository, language, at, at === path ? text : null);
    if (node.known) return true;
    for (const file of node.files) seen.add(file);
  }
  return false;
}

function nodeAt(graph: Graph, repository: Repository, language: ImportingLanguage, path: string, given: string | null): Node {
  const known = graph.get(path);
  if (known) return known;
  const text = given ?? repository.read(path);
  const node = text === null ? NOWHERE : nodeOf(repository, language, path, text);
  graph.set(path, node);
  return node;
}

function nodeOf(repository: Repository, language: ImportingLanguage, path: string, text: string): Node {
  const find = language === 'python' ? pythonFile : javascriptFile;
  const files = new Set<string>();
  for (const module of importsIn(language, text)) {
    if (repository.known(language, module) || repository.signs?.module(module)) return { known: true, files: [], says: true };
    const file = find(repository, path, module);
    if (file !== null && file !== path) files.add(file);
  }
  return { known: false, files: [...files], says: repository.signs === undefined || quotesSign(text, repository.signs) };
}

const QUOTED = /(["'`])([^"'`\n]{2,300})\1/g;

function quotesSign(text: string, signs: Signs): boolean {
  for (const [, , value] of text.matchAll(QUOTED)) if (signs.text(value as string) === 'alone') return true;
  return false;
}

/** Files that only hand on what others hold. */
const BARREL = /(?:^|\/)(?:__init__\.py|index\.[cm]?[jt]sx?)$/;

/** Whether a file imports one with an address or a model in it. `leadsSomewhere` was asked before. */
export function importsSign(repository: Repository, language: ImportingLanguage, path: string): boolean {
  const graph = GRAPHS.get(repository);
  if (!graph) return true;
  // Those files were all told of when it was asked where this one leads.
  return (graph.get(path)?.files ?? []).some((file) => {
    const node = nodeAt(graph, repository, language, file, null);
    return node.says || (BARREL.test(file) && node.files.some((inner) => nodeAt(graph, repository, language, inner, null).says));
  });
}
