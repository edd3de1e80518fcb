import type { Extraction } from '../../model/candidate.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';

/**
 * A place in a JSON text that only moves forward: lockfiles of tens of megabytes are read in one pass, and what nobody asks for is passed over
 * without being looked into. No comments; commas too many do not matter.
 */
export interface JsonCursor {
  readonly text: string;
  at: number;
  /** Offset of the first error, from which nothing more is read; -1 while there is none. */
  broken: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/** A cursor at the start of a text. */
export function jsonCursor(text: string): JsonCursor {
  return { text, at: 0, broken: -1 };
}

/**
 * Reads a map: calls back for every entry with the key and the offsets of its text, quotes left out. A value the callback leaves is passed
 * over, and so is anything that is no map.
 */
export function eachEntry(cursor: JsonCursor, visit: (key: string, start: number, end: number) => void): void {
  if (!enter(cursor, OPEN_MAP)) return;
  for (;;) {
    const code = next(cursor);
    if (code === CLOSE_MAP) break;
    const start = cursor.at + 1;
    const end = code === QUOTE ? stringEnd(cursor.text, start) : -1;
    if (end !== -1) cursor.at = end + 1;
    if (end === -1 || next(cursor) !== COLON) {
      fail(cursor);
      return;
    }
    cursor.at++;
    next(cursor);
    const value = cursor.at;
    visit(plain(cursor.text, start, end), start, end);
    if (cursor.broken !== -1) return;
    if (cursor.at === value) skipValue(cursor);
  }
  cursor.at++;
}

/** Reads a list: calls back for every item; what the callback leaves is passed over, and so is anything that is no list. */
export function eachItem(cursor: JsonCursor, visit: (index: number) => void): void {
  if (!enter(cursor, OPEN_LIST)) return;
  for (let index = 0; ; index++) {
    if (next(cursor) === CLOSE_LIST) break;
    const value = cursor.at;
    visit(index);
    if (cursor.broken !== -1) return;
    if (cursor.at === value) skipValue(cursor);
    // At the end of the text, or at a bracket of the wrong kind.
    if (cursor.at === value) fail(cursor);
    if (cursor.broken !== -1) return;
  }
  cursor.at++;
}

/** Reads a text; null, and nothing read, when the value is none. */
export function readText(cursor: JsonCursor): string | null {
  if (next(cursor) !== QUOTE) return null;
  const start = cursor.at + 1;
  const end = stringEnd(cursor.text, start);
  if (end === -1) {
    fail(cursor);
    return null;
  }
  cursor.at = end + 1;
  return plain(cursor.text, start, end);
}

/** Whether the value is `true`. Reads nothing. */
export function isTrue(cursor: JsonCursor): boolean {
  return cursor.text.startsWith('true', cursor.at);
}

/** What was wrong with the text, if anything. */
export function problemsOf({ text, broken }: JsonCursor): Extraction['problems'] {
  if (broken === -1) return [];
  return [{ message: 'not valid JSON, the rest is not read', ...positionAt(lineStarts(text), broken) }];
}

function enter(cursor: JsonCursor, bracket: number): boolean {
  if (cursor.broken !== -1 || next(cursor) !== bracket) return false;
  cursor.at++;
  return true;
}

/** Code of the next character that is no blank and no comma; NaN at the end. */
function next(cursor: JsonCursor): number {
  const { text } = cursor;
  let at = cursor.at;
  let code = text.charCodeAt(at);
  while (code === 32 || code === 10 || code === 13 || code === 9 || code === COMMA) code = text.charCodeAt(++at);
  cursor.at = at;
  return code;
}

function fail(cursor: JsonCursor): void {
  if (cursor.broken === -1) cursor.broken = Math.min(cursor.at, cursor.text.length);
  cursor.at = cursor.text.length;
}

function skipValue(cursor: JsonCursor): void {
  const { text } = cursor;
  let depth = 0;
  for (let at = cursor.at; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at + 1);
      if (end === -1) break;
      at = end;
    } else if (code === OPEN_MAP || code === OPEN_LIST) {
      depth++;
      continue;
    } else if (code === CLOSE_MAP || code === CLOSE_LIST) {
      // A number or a word ends before the bracket of what holds it.
      if (depth === 0) {
        cursor.at = at;
        return;
      }
      depth--;
    } else if (code !== COMMA) continue;
    if (depth > 0) continue;
    cursor.at = at + 1;
    return;
  }
  fail(cursor);
}

/** Offset of the quote that ends a string; -1 when none does. */
function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at !== -1 && text.charCodeAt(at - 1) === BACKSLASH) {
    let slashes = 1;
    while (at - 1 - slashes >= start && text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) break;
    at = text.indexOf('"', at + 1);
  }
  return at;
}

function plain(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
