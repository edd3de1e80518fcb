import type { Suppression } from '../model/suppression.ts';
import { mask } from '../util/mask.ts';
import { type CommentMark, marksIn } from './comments/marks.ts';

/** What a suppression in a comment begins with. A file without it need not be looked at. */
export const SUPPRESSION_MARK = 'sovaudit-ignore';

/** A part of it that begins with a rare letter: whole files are searched for this, three times as fast, and for the mark only where it stands. */
export const RARE_PART_OF_MARK = SUPPRESSION_MARK.slice(2, 8);

const FORM = /sovaudit-ignore(?![\w-])(?:\[([^\]\n]*)\])?(?:[ \t]+until=([^\s:]*))?[ \t]*(?::[ \t]*([^\n]*))?/g;
const REASON_LIMIT = 300;

/**
 * Suppressions in the comments of a file: the mark, rules in brackets, an end, and a reason behind a colon. Behind code one stands at its own line; alone
 * on its line, at the next line with code, other comments between them aside.
 */
export function suppressionsIn(path: string, text: string): Suppression[] {
  // Without rules and reason it is a word in a sentence.
  const meant = marksIn(path, text, SUPPRESSION_MARK, FORM).filter(({ match }) => match[1] !== undefined || match[3] !== undefined);
  return meant.map((found) => read(path, found));
}

function read(path: string, { match, line, column, lines }: CommentMark): Suppression {
  const [, list, until, words] = match;
  const rules = (list ?? '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const reason = mask((words ?? '').trim().slice(0, 2 * REASON_LIMIT)).slice(0, REASON_LIMIT);
  return {
    kind: 'inline',
    path,
    line,
    column,
    rules: rules.map((rule) => mask(rule.slice(0, 200)).slice(0, 100)),
    until: until === undefined ? null : mask(until.slice(0, 200)).slice(0, 100),
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
  return `The suppression of ${mask(rules.join(', ').slice(0, 400)).slice(0, 200)} ends on "${mask(until.slice(0, 200)).slice(0, 40)}", which is no date (YYYY-MM-DD)`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
