import { brackets, emptyTokens, isDigit, isNamePart, NAME, NEWLINE, NUMBER, PATTERN, PUNCT, push, STRING, type Hole, type Tokens, unescape } from './tokens.ts';

const OPERATORS = ['**=', '//=', '>>=', '<<=', '...', '->', ':=', '==', '!=', '<=', '>=', '+=', '-=', '*=', '/=', '|=', '&=', '**', '//'];

/** Python text -> tokens. Never fails: an unterminated string ends at its line, anything else odd is punctuation. */
export function lexPython(source: string): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  let lineStart = true;
  let lineAt = at;
  const endLine = (): void => {
    if (stack.depth() === 0 && tokens.kind.at(-1) !== NEWLINE && tokens.kind.length > 0) push(tokens, NEWLINE, at, at, '');
    lineStart = true;
  };
  const add = (kind: number, start: number, end: number, text: string): number => {
    const index = push(tokens, kind, start, end, text);
    if (lineStart && stack.depth() === 0) tokens.indent[index] = column(source, lineAt, start);
    lineStart = false;
    return index;
  };
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === 10 || code === 13) {
      endLine();
      at++;
      lineAt = at;
    } else if (code === 32 || code === 9 || code === 12) at++;
    else if (code === 35) at = lineEnd(source, at);
    else if (code === 92 && /[\r\n]/.test(source[at + 1] ?? '')) {
      at += source[at + 1] === '\r' && source[at + 2] === '\n' ? 3 : 2;
    } else if (isDigit(code)) {
      const start = at;
      while (at < source.length && (isNamePart(source.charCodeAt(at)) || source[at] === '.')) at++;
      add(NUMBER, start, at, source.slice(start, at));
    } else if (isNamePart(code)) {
      const start = at;
      while (at < source.length && isNamePart(source.charCodeAt(at))) at++;
      const word = source.slice(start, at);
      const quote = source[at];
      if ((quote === '"' || quote === "'") && word.length <= 2 && /^[rbfuRBFU]{1,2}$/.test(word)) at = readString(source, start, at, word.toLowerCase(), tokens, add);
      else add(NAME, start, at, word);
    } else if (code === 34 || code === 39) at = readString(source, at, at, '', tokens, add);
    else {
      const operator = OPERATORS.find((text) => source.startsWith(text, at)) ?? (source[at] as string);
      if (operator === ')' || operator === ']' || operator === '}') {
        stack.close(add(PUNCT, at, at + 1, operator), operator);
      } else {
        const index = add(PUNCT, at, at + operator.length, operator);
        if (operator === '(' || operator === '[' || operator === '{') stack.open(index);
      }
      at += operator.length;
    }
  }
  push(tokens, NEWLINE, at, at, '');
  return tokens;
}

type Add = (kind: number, start: number, end: number, text: string) => number;

/** Reads a string literal whose quote stands at `quoteAt`; returns the offset after it. */
function readString(source: string, start: number, quoteAt: number, prefix: string, tokens: Tokens, add: Add): number {
  const quote = source[quoteAt] as string;
  const triple = source.startsWith(quote.repeat(3), quoteAt);
  const open = triple ? 3 : 1;
  const close = quote.repeat(open);
  let at = quoteAt + open;
  while (at < source.length) {
    const char = source[at];
    if (char === '\\') at += 2;
    else if (source.startsWith(close, at)) break;
    else if (!triple && (char === '\n' || char === '\r')) break;
    else at++;
  }
  at = Math.min(at, source.length);
  const body = source.slice(quoteAt + open, at);
  const end = source.startsWith(close, at) ? at + open : at;
  if (prefix.includes('f')) addPattern(source, start, quoteAt + open, at, end, tokens, add);
  else add(STRING, start, end, prefix.includes('r') ? body : unescape(body));
  return end;
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

/** End of the expression of a hole (before `!r`, `:format`, `=`), and the offset after its brace. */
function holeEnd(source: string, from: number, to: number): { expression: number; after: number } {
  let depth = 0;
  let expression = -1;
  for (let at = from; at < to; at++) {
    const char = source[at] as string;
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === '}' && depth > 0) depth--;
    else if (char === '}') return { expression: expression < 0 ? at : expression, after: at + 1 };
    else if (depth === 0 && expression < 0 && (char === ':' || (char === '!' && source[at + 1] !== '='))) expression = at;
  }
  return { expression: to, after: to };
}

function column(source: string, from: number, to: number): number {
  let width = 0;
  for (let at = from; at < to; at++) width = source[at] === '\t' ? width + 8 - (width % 8) : width + 1;
  return width;
}

function lineEnd(source: string, from: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 ? source.length : at;
}
