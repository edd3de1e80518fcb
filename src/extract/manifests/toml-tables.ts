import { eachLine, firstOf } from './lines.ts';

/** A quoted text and the offsets of what stands between its quotes. */
export interface Quoted {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A table of a lockfile: `[[package]]` with its own keys and those of the tables below it, `[package.dev-dependencies]` as `dev-dependencies.`. */
export interface LockTable {
  /** Text values; those of lists under the same key one after the other. */
  readonly texts: Map<string, Quoted[]>;
  /** Keys that are `true`. */
  readonly flags: Set<string>;
}

/**
 * The `[[package]]` or `[[packages]]` tables of a lockfile in TOML, line by line: tools write one key per line and lists over several lines.
 * Of inline tables in lists only what stands under `name` is kept, of others every text, as `key.inner`.
 */
export function eachPackageTable(text: string, visit: (table: LockTable) => void): void {
  let table: LockTable | null = null;
  let prefix = '';
  let list = '';
  eachLine(text, (start, end) => {
    const at = firstOf(text, start, end);
    if (at === end) return;
    if (text.charCodeAt(at) === 91 && at === start) {
      const header = text.slice(at, end);
      if (header === '[[package]]' || header === '[[packages]]') {
        if (table !== null) visit(table);
        table = { texts: new Map(), flags: new Set() };
        prefix = '';
      } else {
        const below = /^\[\[?packages?\.(.+?)\]/.exec(header)?.[1];
        if (below === undefined && table !== null) {
          visit(table);
          table = null;
        }
        prefix = below === undefined ? '' : `${below}.`;
      }
      list = '';
    } else if (table !== null) {
      list = readLine(text, at, end, table, prefix, list);
    }
  });
  if (table !== null) visit(table);
}

/** Reads a line of a table; returns the key of the list that goes on behind it. */
function readLine(text: string, at: number, end: number, table: LockTable, prefix: string, list: string): string {
  if (list !== '') {
    if (text.charCodeAt(at) === 93) return '';
    addTexts(text, at, end, table, list);
    return list;
  }
  const equals = text.indexOf(' = ', at);
  if (equals === -1 || equals >= end) return '';
  const key = prefix + text.slice(at, equals).replaceAll('"', '');
  const value = equals + 3;
  if (text.startsWith('true', value)) table.flags.add(key);
  addTexts(text, value, end, table, key);
  return text.charCodeAt(value) === 91 && text.charCodeAt(end - 1) !== 93 ? key : '';
}

function addTexts(text: string, from: number, end: number, table: LockTable, key: string): void {
  let inner = '';
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) {
      const close = text.indexOf(code === 34 ? '"' : "'", at + 1);
      if (close === -1 || close >= end) return;
      add(table, inner === '' ? key : `${key}.${inner}`, { text: text.slice(at + 1, close), start: at + 1, end: close });
      at = close;
    } else if (code === 61) {
      inner = text.slice(text.lastIndexOf(' ', at - 2) + 1, at).trim();
    } else if (code === 125) {
      inner = '';
    }
  }
}

function add(table: LockTable, key: string, value: Quoted): void {
  const known = table.texts.get(key);
  if (known === undefined) table.texts.set(key, [value]);
  else known.push(value);
}
