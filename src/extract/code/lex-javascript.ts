import { brackets, emptyTokens, isDigit, isNamePart, NAME, NUMBER, PATTERN, PUNCT, push, STRING, type Hole, type Tokens, unescape } from './tokens.ts';

const OPERATORS = ['>>>=', '...', '===', '!==', '**=', '<<=', '>>=', '&&=', '||=', '??=', '=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '+=', '-=', '*=', '/=', '++', '--', '**'];

/** Words after which a `/` begins a regular expression, not a division. */
const BEFORE_REGEX = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do', 'yield', 'await']);

/** JavaScript or TypeScript text (JSX included) -> tokens. Never fails; an unterminated string ends at its line, so that an apostrophe in JSX text costs one line. */
export function lexJavaScript(source: string, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  let at = from;
  if (source.startsWith('#!', at)) at = lineEnd(source, at, to);
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code <= 32 || code === 0xfeff || code === 0xa0) at++;
    else if (code === 47 && source[at + 1] === '/') at = lineEnd(source, at, to);
    else if (code === 47 && source[at + 1] === '*') {
      const end = source.indexOf('*/', at + 2);
      at = end < 0 || end > to ? to : end + 2;
    } else if (code === 34 || code === 39) at = readString(source, at, to, tokens);
    else if (code === 96) at = readTemplate(source, at, to, tokens);
    else if (isDigit(code)) {
      const start = at;
      while (at < to && (isNamePart(source.charCodeAt(at)) || source[at] === '.')) at++;
      push(tokens, NUMBER, start, at, source.slice(start, at));
    } else if (isNamePart(code) || code === 35 || code === 64) {
      // `#field` and `@decorator` are names with their sign.
      const start = at++;
      while (at < to && isNamePart(source.charCodeAt(at))) at++;
      push(tokens, NAME, start, at, source.slice(start, at));
    } else if (code === 47 && regexMayStart(tokens)) at = skipRegex(source, at, to, tokens);
    else at = readOperator(source, at, tokens, stack);
  }
  return tokens;
}

function readOperator(source: string, at: number, tokens: Tokens, stack: ReturnType<typeof brackets>): number {
  // `?.5` is a conditional before a number, not an optional chain.
  const operator = OPERATORS.find((text) => source.startsWith(text, at) && !(text === '?.' && isDigit(source.charCodeAt(at + 2)))) ?? (source[at] as string);
  const index = push(tokens, PUNCT, at, at + operator.length, operator);
  if (operator === '(' || operator === '[' || operator === '{') stack.open(index);
  else if (operator === ')' || operator === ']' || operator === '}') stack.close(index, operator);
  return at + operator.length;
}

function readString(source: string, start: number, to: number, tokens: Tokens): number {
  const quote = source[start];
  let at = start + 1;
  while (at < to) {
    const char = source[at];
    if (char === '\\') at += 2;
    else if (char === quote) {
      push(tokens, STRING, start, at + 1, unescape(source.slice(start + 1, at)));
      return at + 1;
    } else if (char === '\n') break;
    else at++;
  }
  push(tokens, PUNCT, start, start + 1, quote as string);
  return start + 1;
}

/** A template literal; each `${}` becomes a hole. */
function readTemplate(source: string, start: number, to: number, tokens: Tokens): number {
  const holes: Hole[] = [];
  let text = '';
  let from = start + 1;
  let at = from;
  while (at < to && source[at] !== '`') {
    if (source[at] === '\\') at += 2;
    else if (source[at] === '$' && source[at + 1] === '{') {
      text += `${unescape(source.slice(from, at))}{}`;
      const end = holeEnd(source, at + 2, to);
      holes.push({ start: at + 2, end });
      at = Math.min(end + 1, to);
      from = at;
    } else at++;
  }
  at = Math.min(at, to);
  text += unescape(source.slice(from, at));
  const index = push(tokens, holes.length > 0 ? PATTERN : STRING, start, Math.min(at + 1, to), text);
  if (holes.length > 0) tokens.holes.set(index, holes);
  return at + 1;
}

/** Offset of the brace that closes a hole; knows strings and nested templates. */
function holeEnd(source: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const char = source[at];
    if (char === '{') depth++;
    else if (char === '}') {
      if (depth === 0) return at;
      depth--;
    } else if (char === '"' || char === "'" || char === '`') {
      let end = at + 1;
      while (end < to && source[end] !== char) end += source[end] === '\\' ? 2 : 1;
      at = end;
    }
  }
  return to;
}

/** Whether a `/` here can begin a regular expression: after an operator, an opening bracket or certain words. */
function regexMayStart(tokens: Tokens): boolean {
  const last = tokens.kind.length - 1;
  if (last < 0) return true;
  const kind = tokens.kind[last];
  const text = tokens.text[last] as string;
  if (kind === NAME) return BEFORE_REGEX.has(text);
  // After `)` and `}` a division is as likely; a wrong guess costs at most the rest of the line. `<` comes before `/` in a closing JSX tag.
  return kind === PUNCT && text !== ')' && text !== ']' && text !== '}' && text !== '<';
}

function skipRegex(source: string, start: number, to: number, tokens: Tokens): number {
  let inClass = false;
  for (let at = start + 1; at < to; at++) {
    const char = source[at];
    if (char === '\n') break;
    if (char === '\\') at++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) {
      let end = at + 1;
      while (end < to && isNamePart(source.charCodeAt(end))) end++;
      push(tokens, NUMBER, start, end, '/regex/');
      return end;
    }
  }
  push(tokens, PUNCT, start, start + 1, '/');
  return start + 1;
}

function lineEnd(source: string, from: number, to: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 || at > to ? to : at;
}
