/** The code files of one repository, parsed when somebody follows an import into them. */

import type { Repository, SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';
import { scriptBlocks } from './component-file.ts';
import type { Parser } from './cursor.ts';
import { fileOfModule } from './modules.ts';
import { parseJavaScript } from './parse-javascript.ts';
import { parsePython } from './parse-python.ts';
import type { Call, ClassNode, FunctionNode, Tree } from './tree.ts';

/** A parsed file (or one script of a component file). */
export interface Unit {
  readonly path: string;
  readonly python: boolean;
  readonly source: string;
  readonly tree: Tree;
  readonly repository: Repository | null;
  readonly locate: (start: number, end: number) => Location;
  /** Calls of this file by the function or class of this file they call; made when first needed. */
  callers: ReadonlyMap<FunctionNode | ClassNode, readonly Call[]> | null;
  /** Files its imports name, looked up once each. */
  readonly files: Map<string, string | null>;
}

export interface ParsedUnit {
  readonly unit: Unit;
  readonly parser: Parser;
}

/** Parses a file; a component file has several scripts. */
export function parseUnits(file: SourceFile, repository: Repository | null): ParsedUnit[] {
  const lines = lineStarts(file.text);
  const locate = (start: number, end: number): Location => {
    const from = positionAt(lines, start);
    const to = positionAt(lines, end);
    return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  const python = file.kind === 'python';
  const made = ({ tree, parser }: { tree: Tree; parser: Parser }): ParsedUnit => ({
    unit: { path: file.path, python, source: file.text, tree, repository, locate, callers: null, files: new Map() },
    parser,
  });
  if (python) return [made(parsePython(file.text))];
  if (file.kind === 'vue') return scriptBlocks(file.text).map(({ start, end }) => made(parseJavaScript(file.text, start, end)));
  return [made(parseJavaScript(file.text, 0, file.text.length, /\.(?:[cm]?jsx?|tsx)$/.test(file.path)))];
}

const UNITS = new WeakMap<Repository, Map<string, Unit | null>>();

/** Keeps no more trees than this: a repository of many thousand files must not fill the memory. */
const MAX_UNITS = 4000;

/** The unit an import of another unit names; null when it is no code file of this repository. */
export function unitOfModule(from: Unit, module: string): Unit | null {
  const { repository } = from;
  if (repository === null) return null;
  const path = fileNamed(from, repository, module);
  return path === null ? null : unitAt(repository, path);
}

/** Whether an import names a file of this repository, whatever it holds. */
export function namesFile(from: Unit, module: string): boolean {
  return from.repository !== null && fileNamed(from, from.repository, module) !== null;
}

function fileNamed(from: Unit, repository: Repository, module: string): string | null {
  const known = from.files.get(module);
  if (known !== undefined) return known;
  const path = fileOfModule(repository, from.python, from.path, module);
  const other = path === from.path ? null : path;
  from.files.set(module, other);
  return other;
}

function unitAt(repository: Repository, path: string): Unit | null {
  let units = UNITS.get(repository);
  if (!units) UNITS.set(repository, (units = new Map()));
  const known = units.get(path);
  if (known !== undefined) return known;
  if (units.size >= MAX_UNITS) units.clear();
  // Set before parsing: two files that import each other must not parse for ever.
  units.set(path, null);
  const text = repository.read(path);
  const kind = path.endsWith('.py') ? 'python' : /\.(?:vue|svelte)$/.test(path) ? 'vue' : 'javascript';
  const unit = text === null ? null : (parseUnits({ path, kind, text }, repository)[0]?.unit ?? null);
  units.set(path, unit);
  return unit;
}
