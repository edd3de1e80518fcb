import {
  type Brackets,
  brackets,
  emptyTokens,
  type Hole,
  isDigit,
  isNamePart,
  JSX_CLOSE,
  JSX_OPEN,
  JSX_SELF_END,
  JSX_TAG_END,
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
  unescape,
} from './tokens.ts';

/** Operators of more than one character by their first, the longest first. `>>` is left apart: it mostly closes two type arguments. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '=': ['===', '==', '=>'],
  '!': ['!==', '!='],
  '.': ['...'],
  '&': ['&&=', '&&'],
  '|': ['||=', '||'],
  '?': ['??=', '??', '?.'],
  '<': ['<<=', '<='],
  '>': ['>>>=', '>>=', '>='],
  '+': ['++', '+='],
  '-': ['--', '-='],
  '*': ['**=', '**', '*='],
  '/': ['/='],
  '%': ['%='],
};

/** Words after which a `/` begins a regular expression and a `<` an element, not an operator. */
const BEFORE_OPERAND = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do', 'yield', 'await', 'default']);

/** Deeper elements are not read as such: nobody writes them, and each costs a frame of the stack. */
const MAX_ELEMENTS = 200;

interface Lexer {
  readonly source: string;
  readonly to: number;
  readonly tokens: Tokens;
  readonly stack: Brackets;
  readonly jsx: boolean;
  elements: number;
}

/**
 * JavaScript or TypeScript text -> tokens. Never fails; an unterminated string ends at its line. With `jsx`, elements are lexed as such: their
 * text is no code, and an apostrophe in it opens no string.
 */
export function lexJavaScript(source: string, from = 0, to: number = source.length, jsx = false): Tokens {
  const tokens = emptyTokens(source, to - from);
  const lexer: Lexer = { source, to, tokens, stack: brackets(tokens), jsx, elements: 0 };
  lexCode(lexer, source.startsWith('#!', from) ? lineEnd(source, from, to) : from, false);
  return tokens;
}

/** Code up to the end or, inside an element, to the brace that closes it. Returns the offset after it. */
function lexCode(lexer: Lexer, from: number, braced: boolean): number {
  const { source, to, tokens } = lexer;
  let at = from;
  let depth = 0;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code <= 32) at++;
    else if (isNamePart(code) || code === 35 || code === 64) at = readWord(source, at, to, tokens);
    else if (code === 34 || code === 39) at = readString(source, at, to, tokens);
    else if (code === 96) at = readTemplate(source, at, to, tokens);
    else if (code === 47 && source.charCodeAt(at + 1) === 47) at = lineEnd(source, at, to);
    else if (code === 47 && source.charCodeAt(at + 1) === 42) at = commentEnd(source, at, to);
    else if (code === 47 && operandMayStart(tokens)) at = skipRegex(source, at, to, tokens);
    else if (code === 60 && lexer.jsx && lexer.elements < MAX_ELEMENTS && operandMayStart(tokens) && elementStarts(source, at)) at = lexElement(lexer, at);
    else if (code === 0xa0 || code === 0xfeff) at++;
    else {
      at = readOperator(lexer, at);
      if (code === 123) depth++;
      else if (code === 125 && braced && depth-- === 0) return at;
    }
  }
  return at;
}

function readWord(source: string, start: number, to: number, tokens: Tokens): number {
  // `#field` and `@decorator` are names with their sign.
  const digit = isDigit(source.charCodeAt(start));
  const end = digit ? numberEnd(source, start, to) : nameEnd(source, start, to);
  push(tokens, digit ? NUMBER : NAME, start, end, source.slice(start, end));
  return end;
}

function commentEnd(source: string, at: number, to: number): number {
  const end = source.indexOf('*/', at + 2);
  return end < 0 || end > to ? to : end + 2;
}

function readOperator({ source, tokens, stack }: Lexer, at: number): number {
  const first = source[at] as string;
  let operator = first;
  for (const text of OPERATORS[first] ?? []) {
    // `?.5` is a conditional before a number, not an optional chain.
    if (!source.startsWith(text, at) || (text === '?.' && isDigit(source.charCodeAt(at + 2)))) continue;
    operator = text;
    break;
  }
  const index = push(tokens, PUNCT, at, at + operator.length, operator);
  if (operator === '(' || operator === '[' || operator === '{') stack.open(index);
  else if (operator === ')' || operator === ']' || operator === '}') stack.close(index, operator);
  return at + operator.length;
}

function readString(source: string, start: number, to: number, tokens: Tokens): number {
  const quote = source.charCodeAt(start);
  let at = start + 1;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code === 92) at += source.charCodeAt(at + 1) === 13 && source.charCodeAt(at + 2) === 10 ? 3 : 2;
    else if (code === quote) {
      push(tokens, STRING, start, at + 1, unescape(source.slice(start + 1, at)));
      return at + 1;
    } else if (code === 10) break;
    else at++;
  }
  push(tokens, PUNCT, start, start + 1, source[start] as string);
  return start + 1;
}

/** A template literal; each `${}` becomes a hole. One that is never closed is no template. */
function readTemplate(source: string, start: number, to: number, tokens: Tokens): number {
  const holes: Hole[] = [];
  let text = '';
  let from = start + 1;
  let at = from;
  if (tokens.patience < 0) at = to;
  while (at < to && source.charCodeAt(at) !== 96) {
    if (source.charCodeAt(at) === 92) at += 2;
    else if (source.charCodeAt(at) === 36 && source.charCodeAt(at + 1) === 123) {
      text += `${unescape(source.slice(from, at))}{}`;
      const end = holeEnd(source, at + 2, to, 0);
      holes.push({ start: at + 2, end });
      at = end + 1;
      from = at;
    } else at++;
  }
  if (at >= to) {
    tokens.patience -= at - start;
    push(tokens, PUNCT, start, start + 1, '`');
    return start + 1;
  }
  text += unescape(source.slice(from, at));
  const index = push(tokens, holes.length > 0 ? PATTERN : STRING, start, at + 1, text);
  if (holes.length > 0) tokens.holes.set(index, holes);
  return at + 1;
}

/** Offset of the brace that closes a hole; knows strings and nested templates. */
function holeEnd(source: string, from: number, to: number, nested: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const code = source.charCodeAt(at);
    if (code === 123) depth++;
    else if (code === 125) {
      if (depth-- === 0) return at;
    } else if (code === 34 || code === 39) {
      let end = at + 1;
      while (end < to && source.charCodeAt(end) !== code && source.charCodeAt(end) !== 10) end += source.charCodeAt(end) === 92 ? 2 : 1;
      at = end;
    } else if (code === 96) {
      let end = at + 1;
      while (end < to && source.charCodeAt(end) !== 96) {
        if (source.charCodeAt(end) === 92) end += 2;
        else if (source.charCodeAt(end) === 36 && source.charCodeAt(end + 1) === 123 && nested < 20) end = holeEnd(source, end + 2, to, nested + 1) + 1;
        else end++;
      }
      at = end;
    }
  }
  return to;
}

/** Whether an operand can begin here, so that `/` opens a regular expression and `<` an element: after an operator, an opening bracket, some words. */
function operandMayStart(tokens: Tokens): boolean {
  const last = tokens.kind.length - 1;
  if (last < 0) return true;
  const kind = tokens.kind[last];
  const text = tokens.text[last] as string;
  if (kind === NAME) return BEFORE_OPERAND.has(text);
  // After `)` and `}` a division is as likely; a wrong guess costs at most the rest of the line.
  return kind === PUNCT && text !== ')' && text !== ']' && text !== '}' && text !== '<' && text !== JSX_SELF_END && text !== JSX_CLOSE;
}

function skipRegex(source: string, start: number, to: number, tokens: Tokens): number {
  let inClass = false;
  for (let at = start + 1; at < to; at++) {
    const code = source.charCodeAt(at);
    if (code === 10) break;
    if (code === 92) at++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === 47 && !inClass) {
      const end = nameEnd(source, at, to);
      push(tokens, NUMBER, start, end, '/regex/');
      return end;
    }
  }
  push(tokens, PUNCT, start, start + 1, '/');
  return start + 1;
}

/** `<Name`, `<name` or `<>`, but neither `<T,>(x)` nor `<T extends X>(x)`: those are type parameters. */
function elementStarts(source: string, at: number): boolean {
  const code = source.charCodeAt(at + 1);
  if (code === 62) return true;
  if (!isNamePart(code) || isDigit(code)) return false;
  const after = /^[\w$.:-]+\s*(,|extends\s|=>)?/.exec(source.slice(at + 1, at + 80));
  return after !== null && after[1] === undefined;
}

/** An element: its opening tag, its children, its end. Returns the offset after it. */
function lexElement(lexer: Lexer, start: number): number {
  const { source, to, tokens, stack } = lexer;
  lexer.elements++;
  stack.open(push(tokens, PUNCT, start, start + 1, JSX_OPEN));
  let at = start + 1;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code <= 32) at++;
    else if (code === 62) {
      push(tokens, PUNCT, at, at + 1, JSX_TAG_END);
      at = lexChildren(lexer, at + 1);
      break;
    } else if (code === 47 && source.charCodeAt(at + 1) === 62) {
      stack.close(push(tokens, PUNCT, at, at + 2, JSX_SELF_END), JSX_SELF_END);
      at += 2;
      break;
    } else at = lexTagPart(lexer, at, code);
  }
  lexer.elements--;
  return at;
}

/** A name, an attribute value, a spread or a comment inside an opening tag. */
function lexTagPart(lexer: Lexer, at: number, code: number): number {
  const { source, to, tokens } = lexer;
  if (code === 123) return lexBraces(lexer, at);
  if (code === 34 || code === 39) {
    // Attribute strings know no escapes and may span lines.
    const close = source.indexOf(source[at] as string, at + 1);
    if (close < 0 || close >= to) return to;
    push(tokens, STRING, at, close + 1, source.slice(at + 1, close));
    return close + 1;
  }
  if (code === 47 && source.charCodeAt(at + 1) === 42) return commentEnd(source, at, to);
  if (isNamePart(code)) {
    let end = at + 1;
    while (end < to && (isNamePart(source.charCodeAt(end)) || /[-.:]/.test(source[end] as string))) end++;
    push(tokens, NAME, at, end, source.slice(at, end));
    return end;
  }
  push(tokens, PUNCT, at, at + 1, source[at] as string);
  return at + 1;
}

function lexBraces(lexer: Lexer, at: number): number {
  lexer.stack.open(push(lexer.tokens, PUNCT, at, at + 1, '{'));
  return lexCode(lexer, at + 1, true);
}

function lexChildren(lexer: Lexer, from: number): number {
  const { source, to, tokens, stack } = lexer;
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code === 123) at = lexBraces(lexer, at);
    else if (code === 60 && source.charCodeAt(at + 1) === 47) {
      const end = source.indexOf('>', at);
      const after = end < 0 || end >= to ? to : end + 1;
      stack.close(push(tokens, PUNCT, at, after, JSX_CLOSE), JSX_CLOSE);
      return after;
    } else if (code === 60 && lexer.elements < MAX_ELEMENTS && elementStarts(source, at)) at = lexElement(lexer, at);
    else at++;
  }
  return at;
}
