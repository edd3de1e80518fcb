/** One Python requirement: `name[extra] >=1,<2 ; marker` or `name @ url`. */
export interface Requirement {
  /** As written. */
  readonly name: string;
  /** Offset of the name in the text. */
  readonly start: number;
  /** The version specifiers as written, without blanks at the ends; null when there are none or it comes from a URL. */
  readonly version: string | null;
}

/** Reads a requirement out of a text between two offsets; null when it is none. Markers, extras and options behind it are left out. */
export function parseRequirement(text: string, from: number, to: number): Requirement | null {
  const start = skipBlanks(text, from, to);
  let end = start;
  while (end < to && isNameChar(text.charCodeAt(end))) end++;
  // A name begins and ends with a letter or a digit.
  if (end === start || !isAlphanumeric(text.charCodeAt(start)) || !isAlphanumeric(text.charCodeAt(end - 1))) return null;
  const name = text.slice(start, end);
  let at = skipBlanks(text, end, to);
  if (at < to && text[at] === '[') {
    const close = text.indexOf(']', at);
    if (close === -1 || close >= to) return null;
    at = skipBlanks(text, close + 1, to);
  }
  const first = at < to ? text[at] : undefined;
  if (first === undefined || first === ';') return { name, start, version: null };
  if (first === '@') return { name, start, version: null };
  // `openai --hash=...`: an option follows. Anything else that is no operator is prose.
  if (first === '-' && text[at + 1] === '-' && at > end) return { name, start, version: null };
  if (!'=<>!~('.includes(first)) return null;
  const stop = endOfVersion(text, at, to);
  const version = text
    .slice(at, stop)
    .replace(/^\(|\)$/g, '')
    .trim();
  return { name, start, version: version === '' ? null : version };
}

/** The name under which the index knows it: lower case, runs of `-`, `_` and `.` as one `-` (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Up to a marker or an option. */
function endOfVersion(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (text[at] === ';') return trimEnd(text, from, at);
    if (text[at] === '-' && text[at + 1] === '-' && (text[at - 1] === ' ' || text[at - 1] === '\t')) return trimEnd(text, from, at);
  }
  return trimEnd(text, from, to);
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(text[end - 1])) end--;
  return end;
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text[at])) at++;
  return at;
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isNameChar(code: number): boolean {
  return isAlphanumeric(code) || code === 45 || code === 46 || code === 95;
}
