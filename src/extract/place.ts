import type { SourceFile } from '../model/file.ts';
import type { Location } from '../model/location.ts';
import { type LineStarts, lineStarts, positionAt } from '../util/lines.ts';
import type { Span } from './tree.ts';

/** Where the lines of files begin, for all who ask: some ask again for each block of a file. */
const LINES = new WeakMap<SourceFile, LineStarts>();

function linesOf(file: SourceFile): LineStarts {
  const known = LINES.get(file);
  if (known) return known;
  const made = lineStarts(file.text);
  LINES.set(file, made);
  return made;
}

/** Turns spans of one file into locations. The lines are looked up once, and only if anybody asks. */
export function createPlacer(file: SourceFile): (span: Span) => Location {
  let starts: LineStarts | null = null;
  return ({ start, end }) => {
    starts ??= linesOf(file);
    const from = positionAt(starts, start);
    const to = positionAt(starts, Math.max(start, end));
    return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}
