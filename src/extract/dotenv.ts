import type { Candidate, Extraction } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { DEFAULT_LIMITS } from '../model/limits.ts';
import { createPlacer } from './place.ts';
import { MAX_TEXT, withinTexts } from './settings.ts';
import type { Span } from './tree.ts';

const NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;

/**
 * The variables of a `.env` file or of the exports of an `.envrc`. A variable without a value is told too, at its name: its being there says
 * which service is meant. Lines that set nothing are passed over; shells have many.
 */
export function extractDotenv(file: SourceFile): Extraction {
  const { text, limits = DEFAULT_LIMITS } = file;
  const place = createPlacer(file);
  const candidates: Candidate[] = [];
  const problems: Extraction['problems'][number][] = [];
  for (let at = 0; at < text.length && candidates.length <= limits.texts; ) {
    const nameStart = skipExport(text, skipBlanks(text, at));
    NAME.lastIndex = nameStart;
    const name = NAME.exec(text)?.[0];
    const equals = name === undefined ? -1 : skipBlanks(text, nameStart + name.length);
    if (name === undefined || (text[equals] !== '=' && !(text[equals] === ':' && text[equals + 1] === ' '))) {
      at = lineEnd(text, nameStart) + 1;
      continue;
    }
    const value = readValue(text, skipBlanks(text, equals + 1));
    const span = value.text === '' ? { start: nameStart, end: nameStart + name.length } : value;
    // Only the first: an open quote makes others.
    if (!value.closed && problems.length === 0) {
      const { line, column } = place(value);
      problems.push({ message: `value of ${name} has a quote that is not closed, read to the end of the line`, line, column });
    }
    if (value.text.length <= MAX_TEXT) candidates.push({ kind: 'setting', path: [name], value: value.text, environment: true, location: place(span) });
    at = value.next;
  }
  const { kept, problems: more } = withinTexts(candidates, limits);
  return { candidates: kept, problems: [...problems, ...more] };
}

interface Value extends Span {
  readonly text: string;
  readonly closed: boolean;
  /** Where the next line begins. */
  readonly next: number;
}

function readValue(text: string, start: number): Value {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return readPlain(text, start);
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      const inner = text.slice(start + 1, at);
      return { text: quote === '"' ? resolveEscapes(inner) : inner, start, end: at + 1, closed: true, next: lineEnd(text, at) + 1 };
    }
    // A value may go on over lines, but not for ever: every open quote would read the file to its end.
    if (at - start > MAX_TEXT * 2) break;
  }
  return { ...readPlain(text, start), closed: false };
}

/** Up to a comment, which needs a blank before it, or the end of the line. */
function readPlain(text: string, start: number): Value {
  const next = lineEnd(text, start);
  let end = start;
  while (end < next && !(text[end] === '#' && (end === start || isBlank(text[end - 1])))) end++;
  while (end > start && (isBlank(text[end - 1]) || text[end - 1] === '\r')) end--;
  return { text: text.slice(start, end), start, end, closed: true, next: next + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };

function resolveEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/\\([nrt"\\$])/g, (_, char: string) => ESCAPES[char] ?? char) : text;
}

/** `export NAME=value`, as shells read it. */
function skipExport(text: string, at: number): number {
  return text.startsWith('export', at) && isBlank(text[at + 6]) ? skipBlanks(text, at + 6) : at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at++;
  return at;
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}
