/** PHP text -> tokens. Text outside `<?php ... ?>` is markup and gives none. Never fails: what is not closed ends with its line or the text. */
import {
  brackets,
  emptyTokens,
  type Hole,
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

const OPERATORS = [
  '<=>',
  '**=',
  '...',
  '===',
  '!==',
  '??=',
  '?->',
  '=>',
  '->',
  '::',
  '==',
  '!=',
  '<>',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '.=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '++',
  '--',
  '**',
  '|>',
];

/** All of a file, or (from `from` on) the code of a hole. */
export function lexPhp(source: string, from = 0, to: number = source.length, code = false): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  let at = code ? from : enter(source, from, to);
  while (at < to) {
    const char = source.charCodeAt(at);
    if (char <= 32) at++;
    else if (source.startsWith('?>', at)) {
      push(tokens, PUNCT, at, at + 2, ';');
      at = enter(source, at + 2, to);
    } else if (char === 47 && source[at + 1] === '*') at = after(source, '*/', at + 2, to);
    else if ((char === 35 && source[at + 1] !== '[') || (char === 47 && source[at + 1] === '/')) at = lineCommentEnd(source, at, to);
    else if (char === 39 || char === 34 || char === 96) at = readString(source, at, to, tokens);
    else if (source.startsWith('<<<', at) && /^<<<[ \t]*["']?[A-Za-z_]/.test(source.slice(at, at + 40))) at = readHeredoc(source, at, to, tokens);
    else if (isDigit(char)) {
      const end = numberEnd(source, at, to);
      push(tokens, NUMBER, at, end, source.slice(at, end));
      at = end;
    } else if (isNamePart(char) || (char === 92 && isNamePart(source.charCodeAt(at + 1)))) at = readName(source, at, to, tokens);
    else {
      const sign = source.startsWith('#[', at) ? '#[' : (OPERATORS.find((operator) => source.startsWith(operator, at)) ?? (source[at] as string));
      // An attribute is stepped over as a bracket of its own.
      const index = push(tokens, PUNCT, at, at + sign.length, sign === '#[' ? '[' : sign);
      const text = tokens.text[index] as string;
      if (text === '(' || text === '[' || text === '{') stack.open(index);
      else if (text === ')' || text === ']' || text === '}') stack.close(index, text);
      if (sign === '#[') tokens.indent.set(index, -1);
      at += sign.length;
    }
  }
  return tokens;
}

/** The code in a hole of a text. */
export function lexPhpHole(source: string, start: number, end: number): Tokens {
  // `${name}` is `$name`.
  const braced = source.startsWith('${', start);
  const tokens = lexPhp(source, braced ? start + 2 : start, braced ? end - 1 : end, true);
  if (braced && tokens.kind[0] === NAME) tokens.text[0] = `$${tokens.text[0]}`;
  return tokens;
}

/** Offset of the next code: after `<?php`, `<?=` or `<?`. */
function enter(source: string, from: number, to: number): number {
  let open = source.indexOf('<?', from);
  while (open >= 0 && source.startsWith('<?xml', open)) open = source.indexOf('<?', open + 5);
  if (open < 0 || open >= to) return to;
  return open + (/^<\?php\b/i.test(source.slice(open, open + 6)) ? 5 : source[open + 2] === '=' ? 3 : 2);
}

function after(source: string, mark: string, from: number, to: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 || at > to ? to : at + mark.length;
}

/** A line comment ends before `?>` too. */
function lineCommentEnd(source: string, from: number, to: number): number {
  const end = lineEnd(source, from, to);
  const close = source.indexOf('?>', from);
  return close >= 0 && close < end ? close : end;
}

/** `name`, `$name`, `Name\Space\Name`, `\Name`. */
function readName(source: string, start: number, to: number, tokens: Tokens): number {
  let end = source[start] === '\\' ? start + 1 : start;
  end = nameEnd(source, end, to);
  while (source[end] === '\\' && end + 1 < to && isNamePart(source.charCodeAt(end + 1)) && source[start] !== '$') end = nameEnd(source, end + 1, to);
  push(tokens, NAME, start, end, source.slice(start, end));
  return end;
}

function readString(source: string, start: number, to: number, tokens: Tokens): number {
  const quote = source[start] as string;
  let at = start + 1;
  while (at < to && source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
  const close = Math.min(at, to);
  const end = Math.min(close + 1, to);
  if (quote === "'") push(tokens, STRING, start, end, source.slice(start + 1, close).replace(/\\(['\\])/g, '$1'));
  else addInterpolated(source, start, start + 1, close, end, tokens);
  return end;
}

/** `<<<EOT` and `<<<'EOT'`; the closing mark may be indented, and takes that indentation from every line. */
function readHeredoc(source: string, start: number, to: number, tokens: Tokens): number {
  const head = /^<<<[ \t]*(["']?)([A-Za-z_]\w*)\1[^\n]*\n?/.exec(source.slice(start, start + 120));
  if (!head) {
    push(tokens, PUNCT, start, start + 3, '<<<');
    return start + 3;
  }
  const from = start + head[0].length;
  const close = new RegExp(`^([ \\t]*)${head[2]}\\b`, 'm');
  const found = close.exec(source.slice(from, to));
  const bodyEnd = found ? from + found.index : to;
  const end = found ? bodyEnd + found[0].length : to;
  const last = Math.max(from, source[bodyEnd - 1] === '\n' ? bodyEnd - 1 : bodyEnd);
  if (head[1] === "'") push(tokens, STRING, start, end, source.slice(from, last));
  else addInterpolated(source, start, from, last, end, tokens);
  return end;
}

const SIMPLE = /^\$[A-Za-z_\x80-\uffff][\w\x80-\uffff]*(?:\[[^\]\n]*\]|\??->[A-Za-z_]\w*)?/;

/** A text with `$name`, `$name[key]`, `{$expression}` and `${name}` in it. */
function addInterpolated(source: string, start: number, from: number, to: number, end: number, tokens: Tokens): void {
  const holes: Hole[] = [];
  let text = '';
  for (let at = from; at < to; ) {
    const char = source[at] as string;
    if (char === '\\' && at + 1 < to) {
      const next = source[at + 1] as string;
      text += next === 'n' ? '\n' : next === 't' ? '\t' : next === '"' || next === '\\' || next === '$' ? next : char + next;
      at += 2;
      continue;
    }
    const simple = char === '$' ? SIMPLE.exec(source.slice(at, Math.min(to, at + 120)))?.[0] : undefined;
    const braced = (char === '{' && source[at + 1] === '$') || (char === '$' && source[at + 1] === '{');
    if (simple !== undefined) {
      holes.push({ start: at, end: at + simple.length });
      text += '{}';
      at += simple.length;
    } else if (braced) {
      const close = closingBrace(source, char === '{' ? at : at + 1, to);
      holes.push({ start: char === '{' ? at + 1 : at, end: char === '{' ? close : close + 1 });
      text += '{}';
      at = close + 1;
    } else {
      text += char;
      at++;
    }
  }
  const index = push(tokens, holes.length > 0 ? PATTERN : STRING, start, end, text);
  if (holes.length > 0) tokens.holes.set(index, holes);
}

function closingBrace(source: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (source[at] === '{') depth++;
    else if (source[at] === '}' && --depth === 0) return at;
  }
  return to;
}
