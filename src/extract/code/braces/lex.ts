/** Text of a language with braces -> tokens. Comments are gone, strings are decoded. Never fails; what never ends is a sign by itself. */
import {
  type Brackets,
  brackets,
  emptyTokens,
  isDigit,
  isNamePart,
  lineEnd,
  NAME,
  NUMBER,
  nameEnd,
  numberEnd,
  PATTERN,
  PUNCT,
  push,
  STRING,
  type Tokens,
} from '../tokens.ts';
import { readString, stringAt } from './strings.ts';
import type { Traits } from './traits.ts';

/** Operators of more than one character by their first, the longest first. `>>` is left apart: it mostly closes two type arguments. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '=': ['===', '==', '=>'],
  '!': ['!==', '!=', '!!'],
  '.': ['...', '..=', '..<', '..'],
  '&': ['&&'],
  '|': ['||', '|>'],
  '?': ['??=', '??', '?.', '?:'],
  '<': ['<<=', '<=', '<-', '<<'],
  '>': ['>='],
  '+': ['++', '+='],
  '-': ['->', '--', '-='],
  '*': ['*='],
  '/': ['/='],
  '%': ['%='],
  ':': ['::', ':='],
};

interface Lexer {
  readonly source: string;
  readonly to: number;
  readonly traits: Traits;
  readonly tokens: Tokens;
  readonly stack: Brackets;
}

/** Lexes a file, or the slice of it that a hole of a string is. */
export function lexBraces(source: string, traits: Traits, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source, to - from);
  const lexer: Lexer = { source, to, traits, tokens, stack: brackets(tokens) };
  let at = source.startsWith('#!', from) && from === 0 && source[2] !== '[' ? lineEnd(source, from, to) : from;
  while (at < to) at = next(lexer, at);
  return tokens;
}

/** Reads what begins at `at`; returns the offset after it. */
function next(lexer: Lexer, at: number): number {
  const { source, to, traits } = lexer;
  const code = source.charCodeAt(at);
  if (code <= 32 || code === 0xa0 || code === 0xfeff) return at + 1;
  if (code === 47) {
    const after = source.charCodeAt(at + 1);
    if (after === 47) return lineEnd(source, at, to);
    if (after === 42) return commentEnd(source, at, to, '/*', '*/', traits.nested);
  }
  if (code === 40 && traits.kind === 'fsharp' && source[at + 1] === '*' && source[at + 2] !== ')') return commentEnd(source, at, to, '(*', '*)', true);
  if (code === 35) {
    const after = readHash(lexer, at);
    if (after !== null) return after;
  }
  if (code === 34 || code === 96 || code === 64 || code === 39 || (code === 35 && traits.kind === 'swift') || isNamePart(code)) {
    const read = readQuoted(lexer, at, code);
    if (read !== null) return read;
  }
  if (isNamePart(code) || (code === 64 && isNamePart(source.charCodeAt(at + 1)))) return readWord(lexer, at);
  return readOperator(lexer, at);
}

/** A string, a character or a name in backticks; null when none begins here. */
function readQuoted({ source, to, traits, tokens }: Lexer, at: number, code: number): number | null {
  // A prefix directly before a quote belongs to the string; most names have none.
  if (isNamePart(code) && (BARE_QUOTES.has(traits.kind) || !prefixesString(source, at, to))) return null;
  const form = stringAt(traits, source, at);
  if (form !== null) {
    const read = tokens.patience < 0 ? at : readString(source, form, to);
    if (typeof read === 'number') {
      tokens.patience -= read - at;
      push(tokens, PUNCT, at, at + 1, source[at] as string);
      return Math.max(at + 1, form.body);
    }
    const index = push(tokens, read.holes.length > 0 ? PATTERN : STRING, at, read.end, read.text);
    if (read.holes.length > 0) tokens.holes.set(index, read.holes);
    return read.end;
  }
  if (code === 39) return readCharacter(source, at, to, traits, tokens);
  if (code === 96) {
    const close = source.indexOf('`', at + 1);
    if (close < 0 || close - at > 100) return at + 1;
    const double = source[at + 1] === '`';
    const end = double ? source.indexOf('``', at + 2) : close;
    if (end < 0) return at + 1;
    push(tokens, NAME, at, end + (double ? 2 : 1), source.slice(at + (double ? 2 : 1), end));
    return end + (double ? 2 : 1);
  }
  return null;
}

/** Languages in which no name can begin a string. */
const BARE_QUOTES: ReadonlySet<string> = new Set(['go', 'java', 'kotlin']);

function prefixesString(source: string, at: number, to: number): boolean {
  let end = at;
  while (end < to && end < at + 8 && (isNamePart(source.charCodeAt(end)) || source[end] === '@' || source[end] === '#')) end++;
  return source[end] === '"' || source[end] === "'";
}

/** `'x'`, or a label such as `'a`. */
function readCharacter(source: string, at: number, to: number, traits: Traits, tokens: Tokens): number {
  if (traits.quote === 'none') {
    push(tokens, PUNCT, at, at + 1, "'");
    return at + 1;
  }
  const escaped = source[at + 1] === '\\';
  const limit = Math.min(to, at + 14);
  let end = at + (escaped ? 3 : 2);
  // A character beyond the basic plane takes two units.
  if (!escaped && source[end] !== "'" && source.charCodeAt(at + 1) >= 0xd800) end++;
  while (end < limit && source[end] !== "'" && source[end] !== '\n' && (escaped || traits.quote === 'char')) end++;
  if (source[end] === "'" && end < to) {
    push(tokens, NUMBER, at, end + 1, '0');
    return end + 1;
  }
  if (traits.quote === 'label') return isNamePart(source.charCodeAt(at + 1)) ? nameEnd(source, at + 1, to) : at + 1;
  push(tokens, PUNCT, at, at + 1, "'");
  return at + 1;
}

function readWord({ source, to, traits, tokens }: Lexer, start: number): number {
  const code = source.charCodeAt(start);
  if (isDigit(code)) {
    const last = tokens.kind.length - 1;
    const afterPoint = last >= 0 && tokens.kind[last] === PUNCT && tokens.text[last] === '.';
    let end = afterPoint ? start + 1 : numberEnd(source, start, to);
    // `x.0.y` and `1..5`: a tuple's place and a range are no fractions.
    if (afterPoint) while (isDigit(source.charCodeAt(end))) end++;
    else {
      const dots = source.slice(start, end).indexOf('..');
      if (dots >= 0) end = start + dots;
      const method = /^\d[\d_]*\.(?=[A-Za-z_])/.exec(source.slice(start, end));
      if (method) end = start + method[0].length - 1;
      while (traits.kind === 'c' && source[end] === "'" && isNamePart(source.charCodeAt(end + 1))) end = numberEnd(source, end + 1, to);
    }
    push(tokens, NUMBER, start, end, source.slice(start, end));
    return end;
  }
  const end = nameEnd(source, start, to);
  // `@interface` and `@Value` are names with their sign; in C# the sign only lets a keyword be a name.
  const word = source.slice(traits.kind === 'csharp' && code === 64 ? start + 1 : start, end);
  push(tokens, NAME, start, end, word);
  return end;
}

/** Offset after a comment; one that never ends reaches to the end. */
function commentEnd(source: string, from: number, to: number, open: string, close: string, nested: boolean): number {
  let at = from + open.length;
  let end = -1;
  for (let depth = 1; ; ) {
    if (end < at) end = source.indexOf(close, at);
    if (end < 0 || end >= to) return to;
    const inner = nested ? source.indexOf(open, at) : -1;
    if (inner >= 0 && inner < end) {
      depth++;
      at = inner + open.length;
      continue;
    }
    at = end + close.length;
    if (--depth === 0) return at;
  }
}

const DIRECTIVES =
  /^#\s*(?:if|ifdef|ifndef|elif|elseif|else|endif|pragma|region|endregion|error|warning|undef|line|nullable|load|r|nowarn|light|import|using)\b/;

/** A directive of the preprocessor: `#include` and `#define` are kept as names, others take their line with them. Null: a sign like any other. */
function readHash({ source, to, traits, tokens }: Lexer, at: number): number | null {
  const { kind } = traits;
  if (kind !== 'c' && kind !== 'csharp' && kind !== 'fsharp' && kind !== 'swift') return null;
  const line = source.slice(at, Math.min(to, at + 400));
  const kept = kind === 'c' ? /^#\s*(include|define)\s+/.exec(line) : null;
  if (kept) {
    push(tokens, NAME, at, at + kept[0].trimEnd().length, `#${kept[1]}`);
    const angle = kept[1] === 'include' ? /^<([^>\n]+)>/.exec(line.slice(kept[0].length)) : null;
    if (!angle) return at + kept[0].length;
    const start = at + kept[0].length;
    push(tokens, STRING, start, start + angle[0].length, angle[1] as string);
    return start + angle[0].length;
  }
  if (!DIRECTIVES.test(line)) return null;
  let end = lineEnd(source, at, to);
  while (end < to && /\\\r?$/.test(source.slice(Math.max(at, end - 2), end))) end = lineEnd(source, end + 1, to);
  return end;
}

function readOperator({ source, tokens, stack }: Lexer, at: number): number {
  const first = source[at] as string;
  const operator = OPERATORS[first]?.find((text) => source.startsWith(text, at)) ?? first;
  const index = push(tokens, PUNCT, at, at + operator.length, operator);
  if (operator === '(' || operator === '[' || operator === '{') stack.open(index);
  else if (operator === ')' || operator === ']' || operator === '}') stack.close(index, operator);
  return at + operator.length;
}
