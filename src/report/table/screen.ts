import type { ChalkInstance } from 'chalk';
import type { Severity } from '../../model/entity.ts';
import { elide, wrapText } from '../../util/text-width.ts';
import type { ReportOptions } from '../reporter.ts';

/** Signs beside words, never instead of them. */
export interface Marks {
  readonly missing: string;
  readonly unclear: string;
  readonly present: string;
  readonly arrow: string;
  readonly ellipsis: string;
  readonly rule: string;
  /** A level bar: held for certain, held perhaps, not held. */
  readonly bar: { readonly held: string; readonly maybe: string; readonly empty: string };
  readonly severity: Readonly<Record<Severity, string>>;
}

const UNICODE: Marks = {
  missing: '✗',
  unclear: '?',
  present: '✓',
  arrow: '→',
  ellipsis: '…',
  rule: '─',
  bar: { held: '■', maybe: '▣', empty: '□' },
  severity: { critical: '✖', high: '▲', medium: '●', low: '○', info: '·' },
};

const ASCII: Marks = {
  missing: 'x',
  unclear: '?',
  present: '+',
  arrow: '->',
  ellipsis: '...',
  rule: '-',
  bar: { held: '#', maybe: '?', empty: '.' },
  severity: { critical: '!!', high: '!', medium: '*', low: '-', info: '.' },
};

/** What every part of the terminal report is drawn on. */
export interface Screen {
  /** Columns in use. */
  readonly width: number;
  /** Room for tables of many columns. */
  readonly wide: boolean;
  readonly verbose: boolean;
  readonly marks: Marks;
  readonly paint: ChalkInstance;
}

const NARROWEST = 60;
const WIDEST = 160;
const WIDE_FROM = 110;

/** The screen for the options. Widths beyond reason are brought within it: long lines are hard to read, short ones break tables. */
export function makeScreen({ width, unicode, verbose }: ReportOptions, paint: ChalkInstance): Screen {
  const columns = Math.min(Math.max(Math.floor(width) || 80, NARROWEST), WIDEST);
  return { width: columns, wide: columns >= WIDE_FROM, verbose, marks: unicode ? UNICODE : ASCII, paint };
}

/** The colour of a severity. */
export function severityPaint(severity: Severity, { paint }: Screen): (text: string) => string {
  if (severity === 'critical' || severity === 'high') return paint.red;
  if (severity === 'medium') return paint.yellow;
  return severity === 'low' ? paint.cyan : paint.dim;
}

/** A section's title in capitals, with a short note behind it. */
export function heading(title: string, note: string, { paint, width }: Screen): string[] {
  if (note === '') return [paint.bold(title)];
  if (title.length + 2 + note.length <= width) return [`${paint.bold(title)}  ${paint.dim(note)}`];
  return [paint.bold(title), ...wrapText(note, width - 2).map((line) => `  ${paint.dim(line)}`)];
}

/** Text wrapped behind a first-line prefix; the other lines stand under the text. `prefixWidth` is what the prefix takes unpainted. */
export function hanging(prefix: string, prefixWidth: number, text: string, { width }: Screen, style: (line: string) => string = plain): string[] {
  const lines = wrapText(text, width - prefixWidth);
  return lines.map((line, index) => `${index === 0 ? prefix : ' '.repeat(prefixWidth)}${style(line)}`);
}

/** Lines of a table cell: wrapped, and elided in the middle where it would take more than `most` lines. */
export function cellLines(text: string, width: number, most: number, { marks }: Screen): string[] {
  const lines = wrapText(text, width);
  if (lines.length <= most) return lines;
  // Wrapping at blanks leaves room unused, so the text is cut harder until it fits.
  for (let room = width * most; room > width; room -= Math.ceil(width / 4)) {
    const shorter = wrapText(elide(text, room, marks.ellipsis), width);
    if (shorter.length <= most) return shorter;
  }
  return [elide(text, width, marks.ellipsis)];
}

function plain(text: string): string {
  return text;
}
