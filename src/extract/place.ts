import type { SourceFile } from '../model/file.ts';
import type { Location } from '../model/location.ts';
import { lineStarts, positionAt } from '../util/lines.ts';
import type { Span } from './tree.ts';

/** Turns spans of one file into locations. The lines are looked up once, and only if anybody asks. */
export function createPlacer(file: SourceFile): (span: Span) => Location {
  let starts: readonly number[] | null = null;
  return ({ start, end }) => {
    starts ??= lineStarts(file.text);
    const from = positionAt(starts, start);
    const to = positionAt(starts, Math.max(start, end));
    return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}
