/**
 * A recursive-descent reader of the expressions of HCL and Bicep, which ARM templates share: one grammar, and a dialect that says how texts are
 * quoted. Reads what it understands and steps over the rest; it never throws. Longer than a file should be: it is one grammar.
 */
import { bound, meet, type Place } from '../../model/bounds.ts';
import type { SourceFile } from '../../model/file.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';
import type { Expression, ObjectEntry, Spot } from './expression.ts';

export type Dialect = 'hcl' | 'bicep';

/** A place in a text that moves on as things are read. */
export interface Reader {
  readonly file: SourceFile;
  readonly text: string;
  readonly dialect: Dialect;
  at: number;
  /** Reading ends here. */
  end: number;
  depth: number;
}

const NAME = /[A-Za-z_][\w-]*/y;
const BICEP_NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const OPERATOR = /\?\?|==|!=|=~|!~|<=|>=|&&|\|\||[+\-*/%<>]/y;

export function createReader(file: SourceFile, dialect: Dialect): Reader {
  return { file, text: file.text, dialect, at: 0, end: file.text.length, depth: 0 };
}

/** Steps over blanks and comments; over line ends too when they mean nothing here. */
export function skip(reader: Reader, lines: boolean): void {
  const { text, end } = reader;
  for (;;) {
    const char = text[reader.at];
    if (reader.at >= end) return;
    if (char === ' ' || char === '\t' || char === '\r' || (lines && char === '\n')) reader.at++;
    else if ((char === '#' && reader.dialect === 'hcl') || (char === '/' && text[reader.at + 1] === '/')) reader.at = lineEnd(reader);
    else if (char === '/' && text[reader.at + 1] === '*') {
      const close = text.indexOf('*/', reader.at + 2);
      reader.at = close === -1 ? end : Math.min(end, close + 2);
    } else return;
  }
}

export function lineEnd({ text, at, end }: Reader): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 || newline > end ? end : newline;
}

/** A name at the present place; null when there is none. */
export function readName(reader: Reader): string | null {
  const pattern = reader.dialect === 'hcl' ? NAME : BICEP_NAME;
  pattern.lastIndex = reader.at;
  const name = pattern.exec(reader.text)?.[0] ?? null;
  if (name !== null) reader.at += name.length;
  return name;
}

export function take(reader: Reader, text: string): boolean {
  if (reader.at >= reader.end || !reader.text.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

/** Where the reader stands, for a message. */
export function placeOf({ file, at }: Reader): Place {
  return { path: file.path, ...positionAt(lineStarts(file.text), at) };
}

function spot(reader: Reader, start: number): Spot {
  return { file: reader.file, start, end: reader.at };
}

/** An expression. `lines`: line ends mean nothing (inside brackets). */
export function readExpression(reader: Reader, lines: boolean): Expression {
  const start = reader.at;
  if (reader.depth > bound('nesting')) {
    meet('nesting', placeOf(reader));
    reader.at = reader.end;
    return { kind: 'unknown', ...spot(reader, start) };
  }
  reader.depth++;
  const expression = readChoice(reader, lines);
  reader.depth--;
  return expression;
}

function readChoice(reader: Reader, lines: boolean): Expression {
  const start = reader.at;
  const test = readOperation(reader, lines);
  const before = reader.at;
  skip(reader, lines || reader.dialect === 'bicep');
  if (reader.text[reader.at] !== '?' || reader.text[reader.at + 1] === '?') {
    reader.at = before;
    return test;
  }
  reader.at++;
  skip(reader, true);
  const yes = readExpression(reader, lines);
  skip(reader, lines || reader.dialect === 'bicep');
  if (!take(reader, ':')) return yes;
  skip(reader, true);
  const no = readExpression(reader, lines);
  return { kind: 'choice', test, yes, no, ...spot(reader, start) };
}

/** Operands joined by operators: only `??` gives one of them; what arithmetic and comparison give is nobody's business here. */
function readOperation(reader: Reader, lines: boolean): Expression {
  const start = reader.at;
  let left = readOperand(reader, lines);
  for (;;) {
    const before = reader.at;
    skip(reader, lines);
    OPERATOR.lastIndex = reader.at;
    const operator = reader.at < reader.end ? OPERATOR.exec(reader.text)?.[0] : undefined;
    if (operator === undefined) {
      reader.at = before;
      return left;
    }
    reader.at += operator.length;
    skip(reader, true);
    const right = readOperand(reader, lines);
    left = joined(operator, left, right, spot(reader, start));
  }
}

function joined(operator: string, left: Expression, right: Expression, at: Spot): Expression {
  if (operator === '??') return { kind: 'call', name: 'coalesce', args: [left, right], ...at };
  if (operator === '==' || operator === '!=') return { kind: 'compare', equal: operator === '==', left, right, ...at };
  return { kind: 'unknown', ...at };
}

function readOperand(reader: Reader, lines: boolean): Expression {
  skip(reader, lines);
  const start = reader.at;
  let value = readPrimary(reader, start);
  for (;;) {
    const char = reader.text[reader.at];
    if (reader.at >= reader.end) return value;
    if (char === '.') value = readMember(reader, value, start);
    else if (char === '[') value = readIndex(reader, value, start);
    else if (char === '!' && reader.dialect === 'bicep' && reader.text[reader.at + 1] !== '=') reader.at++;
    else if (char === '(' && value.kind === 'member') {
      readArguments(reader);
      // A method: `account.listKeys()`, `toUpper`. Its result is not known.
      value = { kind: 'unknown', ...spot(reader, start) };
    } else return value;
  }
}

function readMember(reader: Reader, of: Expression, start: number): Expression {
  // In Bicep `.?name` is a member that may be missing.
  reader.at += reader.text[reader.at + 1] === '?' ? 2 : 1;
  if (take(reader, '*')) return { kind: 'splat', of, ...spot(reader, start) };
  const name = readName(reader) ?? /^\d+/.exec(reader.text.slice(reader.at, reader.at + 10))?.[0] ?? null;
  if (name === null) return { kind: 'unknown', ...spot(reader, start) };
  if (/^\d/.test(name)) reader.at += name.length;
  return { kind: 'member', of, name, ...spot(reader, start) };
}

function readIndex(reader: Reader, of: Expression, start: number): Expression {
  reader.at++;
  skip(reader, true);
  if (take(reader, '?')) skip(reader, true);
  if (take(reader, '*')) {
    skip(reader, true);
    take(reader, ']');
    return { kind: 'splat', of, ...spot(reader, start) };
  }
  const at = readExpression(reader, true);
  close(reader, ']');
  return { kind: 'index', of, at, ...spot(reader, start) };
}

function readPrimary(reader: Reader, start: number): Expression {
  const { text } = reader;
  const char = text[reader.at];
  if (reader.at >= reader.end || char === undefined) return { kind: 'unknown', ...spot(reader, start) };
  if (char === '"' && reader.dialect === 'hcl') return readText(reader, '"');
  if (char === "'") return text.startsWith("'''", reader.at) ? readLongText(reader) : readText(reader, "'");
  if (char === '<' && text[reader.at + 1] === '<') return readHeredoc(reader);
  if (char === '[') return readList(reader);
  if (char === '{') return readObject(reader);
  if (char === '(') {
    reader.at++;
    skip(reader, true);
    const inner = readExpression(reader, true);
    close(reader, ')');
    return inner;
  }
  if (char === '!' || (char === '-' && !/\d/.test(text[reader.at + 1] ?? ''))) {
    reader.at++;
    const of = readOperand(reader, false);
    return char === '!' ? { kind: 'not', of, ...spot(reader, start) } : { kind: 'unknown', ...spot(reader, start) };
  }
  NUMBER.lastIndex = reader.at;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    reader.at += number.length;
    return { kind: 'literal', text: number, ...spot(reader, start) };
  }
  return readNamed(reader, start);
}

function readNamed(reader: Reader, start: number): Expression {
  const name = readName(reader);
  if (name === null) {
    reader.at++;
    return { kind: 'unknown', ...spot(reader, start) };
  }
  // `provider::name::function(...)`, `az.resourceGroup()`.
  while (reader.text.startsWith('::', reader.at)) {
    reader.at += 2;
    readName(reader);
  }
  if (reader.text[reader.at] === '(') return { kind: 'call', name, args: readArguments(reader), ...spot(reader, start) };
  if (name === 'true' || name === 'false' || name === 'null') return { kind: 'literal', text: name, ...spot(reader, start) };
  return { kind: 'name', name, ...spot(reader, start) };
}

function readArguments(reader: Reader): Expression[] {
  reader.at++;
  const args: Expression[] = [];
  for (;;) {
    skip(reader, true);
    if (reader.at >= reader.end || take(reader, ')')) return args;
    const before = reader.at;
    args.push(readExpression(reader, true));
    skip(reader, true);
    if (!take(reader, ',')) take(reader, '...');
    if (reader.at === before) reader.at++;
  }
}

function readList(reader: Reader): Expression {
  const start = reader.at++;
  skip(reader, true);
  if (isFor(reader)) return readFor(reader, start, ']');
  const items: Expression[] = [];
  while (reader.at < reader.end && !take(reader, ']')) {
    const before = reader.at;
    // In Bicep `...list` puts its items here.
    take(reader, '...');
    items.push(readExpression(reader, true));
    skip(reader, true);
    take(reader, ',');
    skip(reader, true);
    if (reader.at === before) reader.at++;
  }
  return { kind: 'list', items, ...spot(reader, start) };
}

function readObject(reader: Reader): Expression {
  const start = reader.at++;
  skip(reader, true);
  if (reader.dialect === 'hcl' && isFor(reader)) return readFor(reader, start, '}');
  const entries: ObjectEntry[] = [];
  while (reader.at < reader.end && !take(reader, '}')) {
    const before = reader.at;
    const entry = readEntry(reader);
    if (entry !== null) entries.push(entry);
    skip(reader, true);
    take(reader, ',');
    skip(reader, true);
    if (reader.at === before) reader.at++;
  }
  return { kind: 'object', entries, ...spot(reader, start) };
}

function readEntry(reader: Reader): ObjectEntry | null {
  const start = reader.at;
  if (take(reader, '...')) {
    const value = readExpression(reader, false);
    return { key: { kind: 'text', parts: ['...'], ...spot(reader, start) }, value };
  }
  const inner = reader.dialect === 'bicep' ? readInner(reader) : null;
  if (inner !== null) return inner;
  const name = readName(reader);
  const key: Expression = name === null ? readOperand(reader, false) : { kind: 'text', parts: [name], ...spot(reader, start) };
  skip(reader, false);
  if (!take(reader, '=')) {
    if (!take(reader, ':')) {
      reader.at = lineEnd(reader);
      return null;
    }
  } else take(reader, '>');
  skip(reader, true);
  return { key, value: readExpression(reader, false) };
}

/** In Bicep `resource name 'type' = { ... }` can stand among the entries of another: it is kept under a key that says so. Decorators are stepped over. */
function readInner(reader: Reader): ObjectEntry | null {
  const start = reader.at;
  const [head, name, type] = /^resource\s+(\w+)\s+'([^'\n]*)'(?:\s+existing)?\s*=\s*/.exec(reader.text.slice(start, start + 400)) ?? [];
  if (head === undefined || name === undefined || type === undefined) return null;
  reader.at += head.length;
  if (/^if\s*\(/.test(reader.text.slice(reader.at, reader.at + 8))) skipTest(reader);
  const value = readExpression(reader, false);
  return { key: { kind: 'text', parts: [`resource:${name}:${type}`], ...spot(reader, start) }, value };
}

function isFor(reader: Reader): boolean {
  return /^for\s/.test(reader.text.slice(reader.at, reader.at + 4));
}

/** After `[for` or `{ for`: `item in list : value`, `key, item in map : key => value if test`, `(item, i) in list: value`. */
function readFor(reader: Reader, start: number, closer: string): Expression {
  reader.at += 3;
  skip(reader, true);
  const paired = take(reader, '(');
  skip(reader, true);
  const first = readName(reader) ?? '';
  skip(reader, true);
  let second: string | null = null;
  if (take(reader, ',')) {
    skip(reader, true);
    second = readName(reader);
  }
  skip(reader, true);
  if (paired) take(reader, ')');
  skip(reader, true);
  readName(reader);
  skip(reader, true);
  const over = readExpression(reader, true);
  skip(reader, true);
  take(reader, ':');
  skip(reader, true);
  // Bicep: `for x in xs: if (test) { ... }`.
  if (reader.dialect === 'bicep' && /^if\s*\(/.test(reader.text.slice(reader.at, reader.at + 8))) skipTest(reader);
  let value = readExpression(reader, true);
  let key: Expression | null = null;
  skip(reader, true);
  if (take(reader, '=>')) {
    key = value;
    skip(reader, true);
    value = readExpression(reader, true);
    skip(reader, true);
    take(reader, '...');
  }
  skip(reader, true);
  if (reader.dialect === 'hcl' && /^if\b/.test(reader.text.slice(reader.at, reader.at + 3))) {
    reader.at += 2;
    readExpression(reader, true);
  }
  close(reader, closer);
  // HCL names the key first, Bicep the position second.
  const [keyName, itemName] = second === null ? [null, first] : reader.dialect === 'hcl' ? [first, second] : [second, first];
  return { kind: 'for', keyName, itemName, over, key, value, ...spot(reader, start) };
}

/** Steps over `if (test)`. */
export function skipTest(reader: Reader): void {
  reader.at = reader.text.indexOf('(', reader.at) + 1;
  readExpression(reader, true);
  close(reader, ')');
  skip(reader, true);
}

/** Goes behind a closing bracket; what stands before it and was not understood is stepped over. */
function close(reader: Reader, bracket: string): void {
  skip(reader, true);
  if (take(reader, bracket)) return;
  for (let open = 0; reader.at < reader.end; reader.at++) {
    const char = reader.text[reader.at] as string;
    if (char === bracket && open === 0) {
      reader.at++;
      return;
    }
    if (char === '(' || char === '[' || char === '{') open++;
    else if (char === ')' || char === ']' || char === '}') {
      if (open === 0) return;
      open--;
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'", $: '$' };

/** A quoted text with its holes. It ends with its line at the latest, so that one lost quote costs one line. */
function readText(reader: Reader, quote: string): Expression {
  const start = reader.at++;
  const parts: (string | Expression)[] = [];
  let plain = '';
  while (reader.at < reader.end) {
    const char = reader.text[reader.at] as string;
    if (char === quote) {
      reader.at++;
      break;
    }
    if (char === '\n') break;
    if (char === '\\') {
      const escaped = reader.text[reader.at + 1] ?? '';
      plain += ESCAPES[escaped] ?? escaped;
      reader.at += 2;
    } else if (isHole(reader)) {
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push(readHole(reader));
    } else {
      plain += char;
      reader.at += reader.text.startsWith('$${', reader.at) ? 2 : 1;
    }
  }
  if (plain !== '' || parts.length === 0) parts.push(plain);
  return { kind: 'text', parts, ...spot(reader, start) };
}

function isHole({ text, at, dialect }: Reader): boolean {
  const char = text[at];
  if (text[at + 1] !== '{' || (char !== '$' && !(char === '%' && dialect === 'hcl'))) return false;
  return text[at - 1] !== char || dialect === 'bicep';
}

function readHole(reader: Reader): Expression {
  const start = reader.at;
  const directive = reader.text[reader.at] === '%';
  reader.at += 2;
  take(reader, '~');
  skip(reader, true);
  const value = readExpression(reader, true);
  skip(reader, true);
  take(reader, '~');
  close(reader, '}');
  return directive ? { kind: 'unknown', ...spot(reader, start) } : value;
}

/** `'''text'''`: no holes, no escapes. */
function readLongText(reader: Reader): Expression {
  const start = reader.at;
  const closing = reader.text.indexOf("'''", reader.at + 3);
  const end = closing === -1 ? reader.end : closing;
  const text = reader.text.slice(start + 3, end).replace(/^\r?\n/, '');
  reader.at = Math.min(reader.end, end + 3);
  return { kind: 'text', parts: [text], ...spot(reader, start) };
}

/** `<<EOT` to a line with `EOT` alone. Its holes are read; its place is that of the text. */
function readHeredoc(reader: Reader): Expression {
  const start = reader.at;
  const [opening = '<<', mark = ''] = /^<<-?\s*"?([A-Za-z_]\w*)"?/.exec(reader.text.slice(reader.at, reader.at + 120)) ?? [];
  reader.at += opening.length;
  if (mark === '') return { kind: 'unknown', ...spot(reader, start) };
  const from = Math.min(reader.end, lineEnd(reader) + 1);
  const closing = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, 'm').exec(reader.text.slice(from, reader.end));
  const end = closing === null ? reader.end : from + closing.index;
  reader.at = from;
  const whole = reader.end;
  reader.end = end;
  const parts: (string | Expression)[] = [];
  let plain = from;
  while (reader.at < end) {
    if (!isHole(reader)) {
      reader.at++;
      continue;
    }
    if (reader.at > plain) parts.push(reader.text.slice(plain, reader.at));
    parts.push(readHole(reader));
    plain = reader.at;
  }
  if (end > plain) parts.push(reader.text.slice(plain, end));
  reader.end = whole;
  reader.at = closing === null ? end : end + closing[0].length;
  return { kind: 'text', parts, file: reader.file, start: from, end };
}
