/** Something written for this tool in the comments of a file, and the lines it stands at. Suppressions and annotations are found the same way. */
import { lineStarts, positionAt } from '../../util/lines.ts';
import { type Comments, scanComments } from './scan.ts';
import { PYTHON, type Syntax, syntaxOf } from './syntax.ts';

/** A match in a comment. */
export interface CommentMark {
  readonly match: RegExpMatchArray;
  readonly line: number;
  readonly column: number;
  /** Behind code its own line; alone on its line the next line with code, other comments between them aside. */
  readonly lines: readonly number[];
  /** Nothing but comments and blanks stand before it. */
  readonly first: boolean;
}

/** More than anybody writes; a file made of them costs no more than this. */
const MOST = 1000;

/** Matches of a global form in the comments of a file; `mark` is a text every match holds. Formats without comments have none; notebooks are read by their cells. */
export function marksIn(path: string, text: string, mark: string, form: RegExp): CommentMark[] {
  if (!text.includes(mark)) return [];
  if (path.toLowerCase().endsWith('.ipynb')) return notebookMarks(text, mark, form);
  const syntax = syntaxOf(path);
  return syntax === null ? [] : found(text, mark, form, syntax);
}

function found(text: string, mark: string, form: RegExp, syntax: Syntax): CommentMark[] {
  const comments = scanComments(text, syntax);
  const starts = lineStarts(text);
  const firstCode = Math.min(...comments.code);
  const result: CommentMark[] = [];
  for (const { start, end } of comments.spans) {
    const body = text.slice(start, end);
    if (!body.includes(mark)) continue;
    for (const match of body.matchAll(form)) {
      if (result.length >= MOST) return result;
      const { line, column } = positionAt(starts, start + match.index);
      const last = positionAt(starts, end).line;
      result.push({ match, line, column, lines: linesOf(line, last, comments), first: line < firstCode });
    }
  }
  return result;
}

/** The lines a mark stands at. A blank line ends a block of comments. */
function linesOf(line: number, last: number, { code, commented }: Comments): number[] {
  if (code.has(line)) return [line];
  let next = last;
  while (!code.has(next) && commented.has(next)) next++;
  return code.has(next) ? [next] : [line];
}

/** A line of a cell is a JSON string on a line of its own; its comment is one of Python. */
function notebookMarks(text: string, mark: string, form: RegExp): CommentMark[] {
  return text.split('\n').flatMap((written, index) => {
    if (!written.includes(mark)) return [];
    const source = cellLine(written);
    if (source === null) return [];
    return found(source, mark, form, PYTHON).map((entry) => {
      const behind = entry.lines[0] === 1 && source.trim().startsWith('#') === false;
      return { ...entry, line: index + 1, lines: [behind ? index + 1 : index + 2], first: false };
    });
  });
}

function cellLine(written: string): string | null {
  const [, literal] = /^\s*("(?:[^"\\]|\\.)*"),?\s*$/.exec(written) ?? [];
  if (literal === undefined) return null;
  try {
    return String(JSON.parse(literal)).trimEnd();
  } catch {
    return null;
  }
}
