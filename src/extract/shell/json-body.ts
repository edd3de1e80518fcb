/** JSON (or the object of a `jq` program) written inside another text -> a value. Holes and bare words are allowed; anything odd ends it. */
import { bound, meet } from '../../model/bounds.ts';
import type { Argument, Value } from '../../model/candidate.ts';
import type { Location } from '../../model/location.ts';

/** A decoded text with the place of each character; `holes` are values that stand at a character. */
export interface PlacedText {
  readonly text: string;
  readonly at: (index: number, end: number) => Location;
  readonly holes: ReadonlyMap<number, Value>;
}

/** Stands in a decoded text where a value only known elsewhere is put. */
export const HOLE = '\u0001';

/** The object or list a text begins with; null when it begins with neither. `names` are `jq` variables. */
export function readBody(body: PlacedText, names: ReadonlyMap<string, Value> = new Map()): Value | null {
  const start = body.text.search(/[{[]/);
  if (start < 0 || body.text.slice(0, start).trim() !== '') return null;
  return readValue({ body, names, at: start, depth: 0 });
}

interface Cursor {
  readonly body: PlacedText;
  readonly names: ReadonlyMap<string, Value>;
  at: number;
  depth: number;
}

function skipBlanks(cursor: Cursor): string {
  const { text } = cursor.body;
  while (cursor.at < text.length && /\s/.test(text[cursor.at] as string)) cursor.at++;
  return text[cursor.at] ?? '';
}

function readValue(cursor: Cursor): Value | null {
  const char = skipBlanks(cursor);
  if (char === '{' || char === '[') {
    if (cursor.depth >= bound('nesting')) {
      meet('nesting');
      return null;
    }
    cursor.depth++;
    const value = char === '{' ? readObject(cursor) : readList(cursor);
    cursor.depth--;
    return value;
  }
  if (char === '"' || char === "'") return readString(cursor, char);
  return readBare(cursor);
}

function readObject(cursor: Cursor): Value {
  const { text } = cursor.body;
  const start = cursor.at++;
  const entries: Argument[] = [];
  while (cursor.at < text.length) {
    const char = skipBlanks(cursor);
    if (char === '}' || char === '') break;
    if (char === ',') {
      cursor.at++;
      continue;
    }
    const before = cursor.at;
    const name = char === '"' || char === "'" ? keyText(readString(cursor, char)) : readKey(cursor);
    if (skipBlanks(cursor) === ':') {
      cursor.at++;
      const value = readValue(cursor);
      if (value && name !== null) entries.push({ name, value });
    }
    skipRest(cursor);
    if (cursor.at === before) cursor.at++;
  }
  cursor.at++;
  return { kind: 'object', entries, location: cursor.body.at(start, cursor.at) };
}

function keyText(value: Value): string | null {
  return value.kind === 'text' ? value.text : null;
}

function readKey(cursor: Cursor): string | null {
  const word = /^\.?[\w$-]+/.exec(cursor.body.text.slice(cursor.at, cursor.at + 80))?.[0];
  if (word === undefined) return null;
  cursor.at += word.length;
  return word;
}

/** What follows a value up to the comma: operators of `jq` and the like. */
function skipRest(cursor: Cursor): void {
  const { text } = cursor.body;
  let depth = 0;
  while (cursor.at < text.length) {
    const char = text[cursor.at] as string;
    if (char === '"') readString(cursor, char);
    else {
      if (depth === 0 && (char === ',' || char === '}' || char === ']')) return;
      if (char === '{' || char === '[' || char === '(') depth++;
      if (char === '}' || char === ']' || char === ')') depth--;
      cursor.at++;
    }
  }
}

function readList(cursor: Cursor): Value {
  const { text } = cursor.body;
  const start = cursor.at++;
  const items: Value[] = [];
  while (cursor.at < text.length) {
    const char = skipBlanks(cursor);
    if (char === ']' || char === '') break;
    const before = cursor.at;
    const value = char === ',' ? null : readValue(cursor);
    if (value) items.push(value);
    skipRest(cursor);
    if (cursor.at === before) cursor.at++;
    if (text[cursor.at] === '}') break;
  }
  cursor.at++;
  return { kind: 'list', items, location: cursor.body.at(start, cursor.at) };
}

function readString(cursor: Cursor, quote: string): Value {
  const { text, holes } = cursor.body;
  const start = ++cursor.at;
  while (cursor.at < text.length && text[cursor.at] !== quote) cursor.at += text[cursor.at] === '\\' ? 2 : 1;
  const end = Math.min(cursor.at, text.length);
  cursor.at = end + 1;
  const raw = text.slice(start, end);
  const location = cursor.body.at(start, end);
  if (raw === HOLE) return holes.get(start) ?? { kind: 'dynamic', text: '', location };
  // `'"'"$MODEL"'"'` and the like leave a hole between two texts.
  if (raw.includes(HOLE)) {
    const inside = [...holes].filter(([at]) => at >= start && at < end).map(([, value]) => value);
    return { kind: 'pattern', text: raw.replaceAll(HOLE, '{}'), holes: inside, location };
  }
  return { kind: 'text', text: raw.replace(/\\(["\\/])/g, '$1'), location };
}

/** A number, a bare word, a hole or a variable of `jq`. */
function readBare(cursor: Cursor): Value | null {
  const { text, holes } = cursor.body;
  const start = cursor.at;
  const word = new RegExp(`^(?:${HOLE}|[\\w$.@-]+)+`).exec(text.slice(start, start + 200))?.[0];
  if (word === undefined) return null;
  cursor.at += word.length;
  const location = cursor.body.at(start, cursor.at);
  if (word === HOLE) return holes.get(start) ?? { kind: 'dynamic', text: '', location };
  const named = word.startsWith('$') ? cursor.names.get(word.slice(1)) : undefined;
  return named ?? { kind: 'dynamic', text: word.replaceAll(HOLE, '{}'), location };
}
