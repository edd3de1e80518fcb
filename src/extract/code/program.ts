/** The code files of one repository, parsed when somebody follows an import into them. */

import type { Language } from '../../model/candidate.ts';
import type { CodeKind, Repository, SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';
import type { Parsed } from './cursor.ts';
import { CODE, isCodeKind, kindOfPath } from './languages.ts';
import type { Call, ClassNode, FunctionNode, Tree } from './tree.ts';

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

export interface ParsedUnit {
  readonly unit: Unit;
  readonly parser: Parsed['parser'];
}

/** Parses a file; a component file has several scripts. */
export function parseUnits(file: SourceFile, repository: Repository | null): ParsedUnit[] {
  const lines = lineStarts(file.text);
  const locate = (start: number, end: number): Location => {
    const from = positionAt(lines, start);
    const to = positionAt(lines, end);
    return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  const kind = isCodeKind(file.kind) ? file.kind : 'javascript';
  const { language, parse } = CODE[kind];
  return parse(file.text, file.path).map(({ tree, parser }) => ({
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
    parser,
  }));
}

const UNITS = new WeakMap<Repository, Map<string, Unit | null>>();

/** Keeps no more trees than this: a repository of many thousand files must not fill the memory. */
const MAX_UNITS = 4000;

/** The units an import of another unit names: none when it is no code of this repository, several where a module is a folder. */
export function unitsOfModule(from: Unit, module: string): readonly Unit[] {
  const { repository } = from;
  if (repository === null) return [];
  return filesNamed(from, repository, module).flatMap((path) => unitAt(repository, path) ?? []);
}

/** Whether an import names a file of this repository, whatever it holds. */
export function namesFile(from: Unit, module: string): boolean {
  return from.repository !== null && filesNamed(from, from.repository, module).length > 0;
}

/** Units of the repository that can bind a name which a unit uses without importing it. */
export function unitsBeside(from: Unit, name: string): readonly Unit[] {
  const { repository } = from;
  if (repository === null) return [];
  const paths = CODE[from.kind].neighbours?.(repository, from.path, name) ?? [];
  return paths.flatMap((path) => unitAt(repository, path) ?? []);
}

function filesNamed(from: Unit, repository: Repository, module: string): readonly string[] {
  const known = from.files.get(module);
  if (known !== undefined) return known;
  const { file, files } = CODE[from.kind];
  const one = file?.(repository, from.path, module) ?? null;
  const found = (one === null ? (files?.(repository, from.path, module) ?? []) : [one]).filter((path) => path !== from.path);
  from.files.set(module, found);
  return found;
}

function unitAt(repository: Repository, path: string): Unit | null {
  repository.used?.(path);
  let units = UNITS.get(repository);
  if (!units) UNITS.set(repository, (units = new Map()));
  const known = units.get(path);
  if (known !== undefined) return known;
  if (units.size >= MAX_UNITS) units.clear();
  // Set before parsing: two files that import each other must not parse for ever.
  units.set(path, null);
  const text = repository.read(path);
  const unit = text === null ? null : (parseUnits({ path, kind: kindOfPath(path), text }, repository)[0]?.unit ?? null);
  units.set(path, unit);
  return unit;
}
