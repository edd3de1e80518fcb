import type { Suppression } from '../model/suppression.ts';
import { lineStarts, positionAt } from '../util/lines.ts';
import { mask } from '../util/mask.ts';
import { type Comments, scanComments } from './comments/scan.ts';
import { PYTHON, type Syntax, syntaxOf } from './comments/syntax.ts';

/** What a suppression in a comment begins with. A file without it need not be looked at. */
export const SUPPRESSION_MARK = 'sovaudit-ignore';

const FORM = /sovaudit-ignore(?![\w-])(?:\[([^\]\n]*)\])?(?:[ \t]+until=([^\s:]*))?[ \t]*(?::[ \t]*([^\n]*))?/g;
const REASON_LIMIT = 300;
/** More than anybody writes; a file made of them costs no more than this. */
const MOST = 1000;

/**
 * Suppressions in the comments of a file: `sovaudit-ignore[rule, rule] until=2027-03-31: reason`. Behind code one stands at its own line; alone
 * on its line, at the next line with code, other comments between them aside.
 */
export function suppressionsIn(path: string, text: string): Suppression[] {
  if (!text.includes(SUPPRESSION_MARK)) return [];
  if (path.toLowerCase().endsWith('.ipynb')) return notebookSuppressions(path, text);
  const syntax = syntaxOf(path);
  return syntax === null ? [] : found(path, text, syntax);
}

function found(path: string, text: string, syntax: Syntax): Suppression[] {
  const comments = scanComments(text, syntax);
  const starts = lineStarts(text);
  const result: Suppression[] = [];
  for (const { start, end } of comments.spans) {
    const body = text.slice(start, end);
    if (!body.includes(SUPPRESSION_MARK)) continue;
    for (const match of body.matchAll(FORM)) {
      if (result.length >= MOST) return result;
      // Without rules and reason it is a word in a sentence.
      if (match[1] === undefined && match[3] === undefined) continue;
      const { line, column } = positionAt(starts, start + match.index);
      const last = positionAt(starts, end).line;
      result.push(read(path, line, column, match, linesOf(line, last, comments)));
    }
  }
  return result;
}

/** The lines a suppression stands at. A blank line ends a block of comments. */
function linesOf(line: number, last: number, { code, commented }: Comments): number[] {
  if (code.has(line)) return [line];
  let next = last;
  while (!code.has(next) && commented.has(next)) next++;
  return code.has(next) ? [next] : [line];
}

function read(path: string, line: number, column: number, match: RegExpMatchArray, lines: readonly number[]): Suppression {
  const [, list, until, words] = match;
  const rules = (list ?? '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const reason = mask((words ?? '').trim()).slice(0, REASON_LIMIT);
  return {
    kind: 'inline',
    path,
    line,
    column,
    rules: rules.map((rule) => rule.slice(0, 100)),
    until: until === undefined ? null : until,
    reason: reason === '' ? null : reason,
    approver: null,
    ticket: null,
    lines,
    subject: null,
    fingerprint: null,
    paths: [],
    malformed: malformed(rules, until),
    trusted: true,
  };
}

function malformed(rules: readonly string[], until: string | undefined): string | null {
  if (rules.length === 0) return 'The suppression names no rule';
  if (until === undefined || isDay(until)) return null;
  return `The suppression of ${rules.join(', ').slice(0, 200)} ends on "${until.slice(0, 40)}", which is no date (YYYY-MM-DD)`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A line of a cell is a JSON string on a line of its own; its comment is one of Python. */
function notebookSuppressions(path: string, text: string): Suppression[] {
  const lines = text.split('\n');
  return lines.flatMap((written, index) => {
    if (!written.includes(SUPPRESSION_MARK)) return [];
    const source = cellLine(written);
    if (source === null) return [];
    return found(path, source, PYTHON).map((entry) => {
      const behind = entry.lines[0] === 1 && source.trim().startsWith('#') === false;
      return { ...entry, line: index + 1, lines: [behind ? index + 1 : index + 2] };
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
