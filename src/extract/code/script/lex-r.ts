/** R text -> tokens. Dots are part of names. Never fails: what is not closed ends with the text. */
import {
  brackets,
  emptyTokens,
  isDigit,
  isNamePart,
  lineEnd,
  NAME,
  NEWLINE,
  NUMBER,
  numberEnd,
  PUNCT,
  push,
  STRING,
  type Tokens,
  unescape,
} from '../tokens.ts';

const OPERATORS = ['<<-', '->>', ':::', '<-', '->', '|>', '::', ':=', '==', '!=', '<=', '>=', '&&', '||'];
const RAW: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** All of a file. */
export function lexR(source: string, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    const char = source[at] as string;
    if (char === '\n') {
      endLine(tokens, at);
      at++;
    } else if (code <= 32) at++;
    else if (char === '#') at = lineEnd(source, at, to);
    else if (/[rR]/.test(char) && /^[rR]["']-*[([{]/.test(source.slice(at, at + 20))) at = readRaw(tokens, source, at);
    else if (char === '"' || char === "'") at = readText(tokens, source, at);
    else if (char === '`') {
      const close = source.indexOf('`', at + 1);
      const end = close < 0 ? to : close + 1;
      push(tokens, NAME, at, end, source.slice(at + 1, end - 1));
      at = end;
    } else if (char === '%') {
      const close = /^%[^%\n\s]*%/.exec(source.slice(at, at + 20))?.[0] ?? '%';
      push(tokens, PUNCT, at, at + close.length, close);
      at += close.length;
    } else if (isDigit(code)) {
      const end = numberEnd(source, at, to);
      push(tokens, NUMBER, at, end, source.slice(at, end));
      at = end;
    } else if ((isNamePart(code) && char !== '$') || (char === '.' && /[\w.]/.test(source[at + 1] ?? ''))) {
      let end = at + 1;
      while (end < to && source[end] !== '$' && (isNamePart(source.charCodeAt(end)) || source[end] === '.')) end++;
      push(tokens, NAME, at, end, source.slice(at, end));
      at = end;
    } else {
      const sign = OPERATORS.find((operator) => source.startsWith(operator, at)) ?? char;
      const index = push(tokens, PUNCT, at, at + sign.length, sign);
      if (sign === '(' || sign === '[' || sign === '{') stack.open(index);
      else if (sign === ')' || sign === ']' || sign === '}') stack.close(index, sign);
      at += sign.length;
    }
  }
  push(tokens, NEWLINE, to, to, '');
  return tokens;
}

/** A line goes on after an operator, a comma or an opening bracket. */
function endLine(tokens: Tokens, at: number): void {
  const last = tokens.kind.length - 1;
  if (last < 0 || tokens.kind[last] === NEWLINE) return;
  if (tokens.kind[last] === PUNCT && !/^[)\]}]$/.test(tokens.text[last] as string)) return;
  push(tokens, NEWLINE, at, at, '');
}

function readText(tokens: Tokens, source: string, start: number): number {
  const quote = source[start];
  let at = start + 1;
  while (at < source.length && source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
  const close = Math.min(at, source.length);
  const end = Math.min(close + 1, source.length);
  push(tokens, STRING, start, end, unescape(source.slice(start + 1, close)));
  return end;
}

/** `r"(...)"`, `r"--[...]--"`. */
function readRaw(tokens: Tokens, source: string, start: number): number {
  const head = /^[rR](["'])(-*)([([{])/.exec(source.slice(start, start + 20));
  const mark = head ? `${RAW[head[3] as string]}${head[2]}${head[1]}` : '"';
  const from = start + (head?.[0].length ?? 1);
  const close = source.indexOf(mark, from);
  const end = close < 0 ? source.length : close + mark.length;
  push(tokens, STRING, start, end, source.slice(from, close < 0 ? source.length : close));
  return end;
}
