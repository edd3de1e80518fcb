/** Elixir text -> tokens. Atoms are texts, `name:` is a name and a colon. Never fails: what is not closed ends with the text. */
import {
  brackets,
  emptyTokens,
  type Hole,
  isDigit,
  isNamePart,
  lineEnd,
  NAME,
  NEWLINE,
  NUMBER,
  nameEnd,
  numberEnd,
  PATTERN,
  PUNCT,
  push,
  STRING,
  type Tokens,
  unescape,
} from '../tokens.ts';

const OPERATORS = [
  '<<~',
  '~>>',
  '|||',
  '&&&',
  '...',
  '===',
  '!==',
  '|>',
  '<>',
  '->',
  '<-',
  '=>',
  '::',
  '||',
  '&&',
  '++',
  '--',
  '..',
  '\\\\',
  '==',
  '!=',
  '<=',
  '>=',
  '=~',
  '%{',
  '<<',
  '>>',
];
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** All of a file, or the part of it in a hole. */
export function lexElixir(source: string, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    const char = source[at] as string;
    const next = source[at + 1] ?? '';
    if (char === '\n') {
      endLine(tokens, source, at, to);
      at++;
    } else if (code <= 32) at++;
    else if (char === '#') at = lineEnd(source, at, to);
    else if (char === '"' || char === "'") at = readQuoted(tokens, source, at, at, to, true);
    else if (char === '~' && /[A-Za-z]/.test(next)) at = readSigil(tokens, source, at, to);
    else if (char === ':' && (isNamePart(source.charCodeAt(at + 1)) || next === '"') && source[at - 1] !== ':') at = readAtom(tokens, source, at, to);
    else if (char === '?' && next !== '' && !/\s/.test(next)) {
      push(tokens, NUMBER, at, at + 2, '');
      at += next === '\\' ? 3 : 2;
    } else if (isDigit(code)) {
      const end = rangeEnd(source, at, numberEnd(source, at, to));
      push(tokens, NUMBER, at, end, source.slice(at, end));
      at = end;
    } else if (isNamePart(code)) at = readName(tokens, source, at, to);
    else {
      const sign = OPERATORS.find((operator) => source.startsWith(operator, at)) ?? char;
      // A map is a brace that keeps its mark.
      const text = sign === '%{' ? '{' : sign;
      const index = push(tokens, PUNCT, at, at + sign.length, text);
      if (sign === '%{') tokens.indent.set(index, -1);
      if (text === '(' || text === '[' || text === '{') stack.open(index);
      else if (text === ')' || text === ']' || text === '}') stack.close(index, text);
      at += sign.length;
    }
  }
  push(tokens, NEWLINE, to, to, '');
  return tokens;
}

function rangeEnd(source: string, from: number, end: number): number {
  const dots = source.slice(from, end).search(/\.(?!\d)/);
  return dots > 0 ? from + dots : end;
}

const GO_ON = new Set([
  ',',
  '(',
  '[',
  '{',
  '.',
  '=',
  '+',
  '-',
  '*',
  '/',
  '||',
  '&&',
  '=>',
  '|>',
  '<>',
  '<-',
  '++',
  '--',
  '|',
  ':',
  '==',
  '!=',
  '\\\\',
  '::',
  '<',
  '>',
  '!',
  '<=',
  '>=',
  '=~',
]);

/** A line goes on after an operator, and before a pipe. */
function endLine(tokens: Tokens, source: string, at: number, to: number): void {
  const last = tokens.kind.length - 1;
  if (last < 0 || tokens.kind[last] === NEWLINE) return;
  if (tokens.kind[last] === PUNCT && GO_ON.has(tokens.text[last] as string)) return;
  if (tokens.kind[last] === NAME && /^(?:and|or|not|in|when)$/.test(tokens.text[last] as string)) return;
  const rest = /^\s*(?:#[^\n]*\s*)*(\|>|<>|\|\||&&|\+\+|and\b|or\b|\.[a-z])/.exec(source.slice(at, Math.min(to, at + 400)));
  if (rest) return;
  push(tokens, NEWLINE, at, at, '');
}

function readQuoted(tokens: Tokens, source: string, start: number, quoteAt: number, to: number, interpolated: boolean): number {
  const quote = source[quoteAt] as string;
  const close = source.startsWith(quote.repeat(3), quoteAt) ? quote.repeat(3) : quote;
  return readBody(tokens, source, start, quoteAt + close.length, to, close, interpolated);
}

/** A text up to its closing mark, with `#{...}` in it. */
function readBody(tokens: Tokens, source: string, start: number, from: number, to: number, close: string, interpolated: boolean): number {
  const holes: Hole[] = [];
  let text = '';
  let at = from;
  while (at < to && !source.startsWith(close, at)) {
    if (source[at] === '\\' && interpolated) {
      text += source.slice(at, at + 2);
      at += 2;
    } else if (interpolated && source[at] === '#' && source[at + 1] === '{') {
      const end = holeEnd(source, at + 1, to);
      holes.push({ start: at + 2, end });
      text += '{}';
      at = end + 1;
    } else text += source[at++];
  }
  const end = Math.min(at + close.length, to);
  const index = push(tokens, holes.length > 0 ? PATTERN : STRING, start, end, interpolated ? unescape(text) : text);
  if (holes.length > 0) tokens.holes.set(index, holes);
  return end;
}

function holeEnd(source: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (source[at] === '{') depth++;
    else if (source[at] === '}' && --depth === 0) return at;
  }
  return to;
}

/** `~s(text)`, `~S"""`, `~w(a b)`, `~r/x/`: only texts and word lists say something. */
function readSigil(tokens: Tokens, source: string, start: number, to: number): number {
  const name = /^~([A-Z]+|[a-z])/.exec(source.slice(start, start + 12))?.[1] ?? 's';
  const open = start + 1 + name.length;
  const char = source[open] ?? '';
  if (!/[([{<|/"']/.test(char)) {
    push(tokens, PUNCT, start, start + 1, '~');
    return start + 1;
  }
  const triple = (char === '"' || char === "'") && source.startsWith(char.repeat(3), open);
  const close = triple ? char.repeat(3) : (CLOSERS[char] ?? char);
  const count = tokens.kind.length;
  const end = readBody(tokens, source, start, open + (triple ? 3 : 1), to, close, /^[a-z]$/.test(name));
  const at = tokens.kind.length - 1;
  if (/^[sS]$/.test(name)) return end;
  if (/^[wW]$/.test(name)) return end;
  if (at >= count) tokens.kind[at] = NUMBER;
  return end;
}

function readAtom(tokens: Tokens, source: string, start: number, to: number): number {
  if (source[start + 1] === '"') {
    const close = source.indexOf('"', start + 2);
    const end = close < 0 || close >= to ? to : close + 1;
    push(tokens, STRING, start, end, source.slice(start + 2, end - 1));
    return end;
  }
  let end = nameEnd(source, start + 1, to);
  if (/[?!]/.test(source[end] ?? '')) end++;
  push(tokens, STRING, start, end, source.slice(start + 1, end));
  return end;
}

/** `name`, `name!`, `Module.Name`. */
function readName(tokens: Tokens, source: string, start: number, to: number): number {
  let end = nameEnd(source, start, to);
  if (/[A-Z]/.test(source[start] as string)) while (source[end] === '.' && /[A-Z]/.test(source[end + 1] ?? '')) end = nameEnd(source, end + 1, to);
  else if (/[?!]/.test(source[end] ?? '') && source[end + 1] !== '=') end++;
  push(tokens, NAME, start, end, source.slice(start, end));
  return end;
}
