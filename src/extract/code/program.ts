/** The code files of one repository, parsed when somebody follows an import into them. */

import type { Language } from '../../model/candidate.ts';
import type { CodeKind, Repository, SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';
import type { Parsed } from './cursor.ts';
import { CODE, isCodeKind, kindOfPath, lexFile } from './languages.ts';
import { PATTERN, STRING, type Tokens } from './tokens.ts';
import { type Call, type ClassNode, type FunctionNode, type Tree, trimCalls } from './tree.ts';

/** A parsed file (or one script of a component file). */
export interface Unit {
  readonly path: string;
  readonly kind: CodeKind;
  readonly language: Language;
  readonly python: boolean;
  readonly source: string;
  readonly tree: Tree;
  readonly repository: Repository | null;
  readonly locate: (start: number, end: number) => Location;
  /** Calls of this file by the function or class of this file they call; made when first needed. */
  callers: ReadonlyMap<FunctionNode | ClassNode, readonly Call[]> | null;
  /** Files its imports name, looked up once each. */
  readonly files: Map<string, readonly string[]>;
}

/** A string the grammar has not placed: it is reported without a key. */
export interface LooseText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ParsedUnit {
  readonly unit: Unit;
  readonly loose: readonly LooseText[];
}

/**
 * Parses a file; a component file has several scripts. In a repository a file that was parsed for another, or for itself, is not parsed again.
 * `lexed`: its tokens, where somebody made them already.
 */
export function parseUnits(file: SourceFile, repository: Repository | null, lexed: readonly Tokens[] | null = null): readonly ParsedUnit[] {
  if (repository === null) return parseFile(file, null, lexed);
  const kept = keptOf(repository);
  const known = kept.files.get(file.path)?.units ?? [];
  if (known.length > 0 && known.every(({ unit }) => unit.kind === file.kind && unit.source === file.text)) return known;
  const units = parseFile(file, repository, lexed);
  if (!TEST.test(file.path)) keep(kept, file.path, units, file.text.length);
  return units;
}

/** Files that others hardly import, tests and sources of C: to keep their trees costs more than to parse again the few that are. */
const TEST = /(?:^|\/)(?:tests?|__tests__|e2e|spec|examples?)\/|(?:Tests?|IT)\.\w+$|[._](?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$|\.(?:c|cc|cpp|cxx)$/;

function parseFile(file: SourceFile, repository: Repository | null, lexed: readonly Tokens[] | null): readonly ParsedUnit[] {
  const lines = lineStarts(file.text);
  const locate = (start: number, end: number): Location => {
    const from = positionAt(lines, start);
    const to = positionAt(lines, end);
    return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  const kind = isCodeKind(file.kind) ? file.kind : 'javascript';
  const { language, parse } = CODE[kind];
  const parsed = (lexed ?? lexFile(kind, file.text, file.path)).map((tokens) => parse(tokens, file.path));
  for (const { tree } of parsed) trimCalls(tree);
  return parsed.map(({ tree, parser }) => ({
    unit: {
      path: file.path,
      kind,
      language,
      python: language === 'python',
      source: file.text,
      tree,
      repository,
      locate,
      callers: null,
      files: new Map(),
    },
    loose: looseTexts(parser),
  }));
}

/** The tokens themselves are let go: they are larger than the tree. */
function looseTexts({ tokens, placed }: Parsed['parser']): LooseText[] {
  const loose: LooseText[] = [];
  for (let at = 0; at < tokens.kind.length; at++) {
    if ((tokens.kind[at] !== STRING && tokens.kind[at] !== PATTERN) || placed.has(at)) continue;
    loose.push({ text: tokens.text[at] as string, start: tokens.start[at] as number, end: tokens.end[at] as number });
  }
  return loose;
}

/** A parsed file that is kept, with the length of its text; none when it cannot be read. */
interface KeptFile {
  readonly units: readonly ParsedUnit[];
  readonly length: number;
  /** Asked for since it was last spared. */
  used: boolean;
}

interface Kept {
  readonly files: Map<string, KeptFile>;
  length: number;
}

const KEPT = new WeakMap<Repository, Kept>();

/** Characters of source whose trees are kept: a repository of many thousand files must not fill the memory. Trees are about ten times their text. */
const MAX_KEPT = 2 * 1024 * 1024;

function keptOf(repository: Repository): Kept {
  const known = KEPT.get(repository);
  if (known) return known;
  const made: Kept = { files: new Map(), length: 0 };
  KEPT.set(repository, made);
  return made;
}

/** Keeps a parsed file. The oldest that nobody asked for since go; what others import again and again stays. */
function keep(kept: Kept, path: string, units: readonly ParsedUnit[], length: number): void {
  kept.length += length - (kept.files.get(path)?.length ?? 0);
  kept.files.set(path, { units, length, used: false });
  for (const [oldest, file] of kept.files) {
    if (kept.length <= MAX_KEPT) return;
    kept.files.delete(oldest);
    if (file.used) kept.files.set(oldest, { ...file, used: false });
    else kept.length -= file.length;
  }
}

/**
 * The units an import of another unit names, as far as they can bind a name: none when it is no code of this repository, several where a module is
 * a folder.
 */
export function unitsOfModule(from: Unit, module: string, name: string): readonly Unit[] {
  const { repository } = from;
  if (repository === null) return [];
  const all = filesNamed(from, repository, module);
  const { files } = CODE[from.kind];
  const paths = all.length > 1 && files ? asked(from, () => files(repository, from.path, module, name)) : all;
  return paths.flatMap((path) => unitAt(repository, path) ?? []);
}

/** Whether an import names a file of this repository, whatever it holds. */
export function namesFile(from: Unit, module: string): boolean {
  return from.repository !== null && filesNamed(from, from.repository, module).length > 0;
}

/** Units of the repository that can bind a name which a unit uses without importing it. */
export function unitsBeside(from: Unit, name: string): readonly Unit[] {
  const { repository } = from;
  if (repository === null) return [];
  const { neighbours } = CODE[from.kind];
  const paths = neighbours ? asked(from, () => neighbours(repository, from.path, name)) : [];
  return paths.flatMap((path) => unitAt(repository, path) ?? []);
}

function filesNamed(from: Unit, repository: Repository, module: string): readonly string[] {
  const known = from.files.get(module);
  if (known !== undefined) return known;
  const { file, files } = CODE[from.kind];
  const found = asked(from, () => {
    const one = file?.(repository, from.path, module) ?? null;
    return (one === null ? (files?.(repository, from.path, module, null) ?? []) : [one]).filter((path) => path !== from.path);
  });
  from.files.set(module, found);
  return found;
}

/** Looks for files on behalf of a unit, whoever is reading it: others will not ask again. */
function asked<T>({ repository, path }: Unit, answer: () => T): T {
  return repository?.trail ? repository.trail.lookUp(path, path, answer) : answer();
}

function unitAt(repository: Repository, path: string): Unit | null {
  repository.used?.(path);
  const kept = keptOf(repository);
  const known = kept.files.get(path);
  if (known) {
    known.used = true;
    return known.units[0]?.unit ?? null;
  }
  // Set before parsing: two files that import each other must not parse for ever.
  kept.files.set(path, { units: [], length: 0, used: false });
  const text = repository.read(path);
  const units = text === null ? [] : parseFile({ path, kind: kindOfPath(path), text }, repository, null);
  keep(kept, path, units, text?.length ?? 0);
  return units[0]?.unit ?? null;
}
