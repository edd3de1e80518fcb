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
} from './tokens.ts';

/** Operators of more than one character by their first, the longest first. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '*': ['**=', '**', '*='],
  '/': ['//=', '//', '/='],
  '>': ['>>=', '>>', '>='],
  '<': ['<<=', '<<', '<='],
  '.': ['...'],
  '-': ['->', '-='],
  ':': [':='],
  '=': ['=='],
  '!': ['!='],
  '+': ['+='],
  '|': ['|='],
  '&': ['&='],
  '^': ['^='],
  '%': ['%='],
  '@': ['@='],
};

type Add = (kind: number, start: number, end: number, text: string) => number;

/** Python text (or the part of it in a hole) -> tokens. Never fails: an unterminated string ends at its line, anything else odd is punctuation. */
export function lexPython(source: string, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source, to - from);
  const stack = brackets(tokens);
  let at = source.charCodeAt(from) === 0xfeff ? from + 1 : from;
  let lineStart = true;
  let lineAt = at;
  const add: Add = (kind, start, end, text) => {
    const index = push(tokens, kind, start, end, text);
    if (lineStart && stack.depth() === 0) tokens.indent.set(index, column(source, lineAt, start));
    lineStart = false;
    return index;
  };
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code === 10 || code === 13) {
      if (stack.depth() === 0 && tokens.kind.at(-1) !== NEWLINE && tokens.kind.length > 0) push(tokens, NEWLINE, at, at, '');
      lineStart = true;
      at++;
      lineAt = at;
    } else if (code <= 32) at++;
    else if (code === 35) at = lineEnd(source, at, to);
    else if (code === 92 && (source.charCodeAt(at + 1) === 10 || source.charCodeAt(at + 1) === 13)) {
      at += source.charCodeAt(at + 1) === 13 && source.charCodeAt(at + 2) === 10 ? 3 : 2;
    } else if (isDigit(code)) {
      const end = numberEnd(source, at, to);
      add(NUMBER, at, end, source.slice(at, end));
      at = end;
    } else if (isNamePart(code)) at = readWord(source, at, to, tokens, add);
    else if (code === 34 || code === 39) at = readString(source, at, at, to, '', tokens, add);
    else {
      const operator = operatorAt(source, at);
      const index = add(PUNCT, at, at + operator.length, operator);
      if (operator === '(' || operator === '[' || operator === '{') stack.open(index);
      else if (operator === ')' || operator === ']' || operator === '}') stack.close(index, operator);
      at += operator.length;
    }
  }
  push(tokens, NEWLINE, to, to, '');
  return tokens;
}

function operatorAt(source: string, at: number): string {
  const first = source[at] as string;
  for (const text of OPERATORS[first] ?? []) if (source.startsWith(text, at)) return text;
  return first;
}

/** A name, or a string with a prefix (`rb"..."`, `f'...'`). */
function readWord(source: string, start: number, to: number, tokens: Tokens, add: Add): number {
  const end = nameEnd(source, start, to);
  const word = source.slice(start, end);
  const quote = source.charCodeAt(end);
  if ((quote === 34 || quote === 39) && end < to && word.length <= 2 && /^[rbfut]{1,2}$/i.test(word)) {
    return readString(source, start, end, to, word.toLowerCase(), tokens, add);
  }
  add(NAME, start, end, word);
  return end;
}

/** Reads a string literal whose quote stands at `quoteAt`; returns the offset after it. */
function readString(source: string, start: number, quoteAt: number, to: number, prefix: string, tokens: Tokens, add: Add): number {
  const quote = source[quoteAt] as string;
  const open = source.startsWith(quote.repeat(3), quoteAt) ? 3 : 1;
  const close = quote.repeat(open);
  const pattern = prefix.includes('f') || prefix.includes('t');
  const from = quoteAt + open;
  const at = (pattern ? bodyWithHoles(tokens, from, to, close) : null) ?? bodyEnd(source, from, to, close);
  const end = source.startsWith(close, at) ? at + open : at;
  if (pattern) addPattern(source, start, from, at, end, tokens, add);
  else add(STRING, start, end, prefix.includes('r') ? source.slice(from, at) : unescape(source.slice(from, at)));
  return end;
}

/** Offset of the closing quote, or of the line's end where it is missing. */
function bodyEnd(source: string, from: number, to: number, close: string): number {
  const quote = close.charCodeAt(0);
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code === 92) at += 2;
    else if (code === quote && (close.length === 1 || source.startsWith(close, at))) return at;
    else if (close.length === 1 && (code === 10 || code === 13)) return at;
    else at++;
  }
  return Math.min(at, to);
}

/** The same for a text with holes: since Python 3.12 its quote may stand inside them. Null when they do not add up: it is read the old way. */
function bodyWithHoles(tokens: Tokens, from: number, to: number, close: string): number | null {
  if (tokens.patience < 0) return null;
  const { source } = tokens;
  const quote = close.charCodeAt(0);
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code === 92) at += 2;
    else if (code === quote && (close.length === 1 || source.startsWith(close, at))) return at;
    else if (close.length === 1 && (code === 10 || code === 13)) break;
    else if (code === 123 && source.charCodeAt(at + 1) === 123) at += 2;
    else if (code === 123) {
      const after = holeEnd(source, at + 1, to).after;
      const broken = close.length === 1 && lineEnd(source, at, to) < after;
      at = after;
      if (broken) break;
    } else at++;
  }
  tokens.patience -= at - from;
  return null;
}

/** An f-string: text with `{}` for each hole, and the holes as slices. */
function addPattern(source: string, start: number, from: number, to: number, end: number, tokens: Tokens, add: Add): void {
  const holes: Hole[] = [];
  let text = '';
  let at = from;
  while (at < to) {
    const char = source[at] as string;
    if ((char === '{' || char === '}') && source[at + 1] === char) {
      text += char;
      at += 2;
    } else if (char === '{') {
      const close = holeEnd(source, at + 1, to);
      holes.push({ start: at + 1, end: close.expression });
      text += '{}';
      at = close.after;
    } else {
      text += char;
      at++;
    }
  }
  const index = add(holes.length > 0 ? PATTERN : STRING, start, end, unescape(text));
  if (holes.length > 0) tokens.holes.set(index, holes);
}

/** End of the expression of a hole (before `!r`, `:format`, `=`), and the offset after its brace. Strings inside are stepped over. */
function holeEnd(source: string, from: number, to: number): { expression: number; after: number } {
  let depth = 0;
  let expression = -1;
  for (let at = from; at < to; at++) {
    const char = source[at] as string;
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === '}' && depth > 0) depth--;
    else if (char === '}') return { expression: expression < 0 ? at : expression, after: at + 1 };
    else if ((char === '"' || char === "'") && expression < 0) {
      const close = source.indexOf(char, at + 1);
      if (close > 0 && close < lineEnd(source, at, to)) at = close;
    } else if (depth === 0 && expression < 0 && (char === ':' || (char === '!' && source[at + 1] !== '='))) expression = at;
  }
  return { expression: expression < 0 ? to : expression, after: to };
}

function column(source: string, from: number, to: number): number {
  let width = 0;
  for (let at = from; at < to; at++) width = source.charCodeAt(at) === 9 ? width + 8 - (width % 8) : width + 1;
  return width;
}
