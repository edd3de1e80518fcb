/** PowerShell text -> tokens. Never fails: what is not closed ends with the text. */
import { brackets, emptyTokens, type Hole, isDigit, lineEnd, NAME, NEWLINE, NUMBER, numberEnd, PATTERN, PUNCT, push, STRING, type Tokens } from '../tokens.ts';

const WORD = /[\w\u0080-\uffff.\-/\\:*?]/;

/** All of a file, or the part of it in a hole. Words of commands, options (`-Name`) and variables (`$name`) are names. */
export function lexPowerShell(source: string, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  let at = from;
  while (at < to) {
    const char = source[at] as string;
    const next = source[at + 1] ?? '';
    if (char === '\n') {
      endLine(tokens, source, at, to);
      at++;
    } else if (/\s/.test(char)) at++;
    else if (char === '`' && /[\r\n]/.test(next)) at += source.startsWith('\r\n', at + 1) ? 3 : 2;
    else if (char === '<' && next === '#') {
      const close = source.indexOf('#>', at);
      at = close < 0 ? to : close + 2;
    } else if (char === '#') at = lineEnd(source, at, to);
    else if (char === '@' && (next === '"' || next === "'")) at = readHere(tokens, source, at, to);
    else if (char === "'") at = readSingle(tokens, source, at, to);
    else if (char === '"') at = readDouble(tokens, source, at, to);
    else if (char === '$' && /[\w{?^]/.test(next)) at = readVariable(tokens, source, at, to);
    else if (char === '@' && /[A-Za-z_]/.test(next)) {
      const end = at + (/^@\w+/.exec(source.slice(at, at + 80))?.[0].length ?? 1);
      push(tokens, NAME, at, end, source.slice(at, end));
      at = end;
    } else if (isDigit(source.charCodeAt(at))) {
      const end = numberEnd(source, at, to);
      push(tokens, NUMBER, at, end, source.slice(at, end));
      at = end;
    } else if (/[A-Za-z_]/.test(char) || (char === '-' && /^--?[A-Za-z]/.test(source.slice(at, at + 3)))) at = readWord(tokens, source, at, to);
    else {
      const sign = ['@{', '@(', '$(', '::', '||', '&&', '+=', '??='].find((one) => source.startsWith(one, at)) ?? char;
      const text = sign === '@{' ? '{' : sign === '@(' || sign === '$(' ? '(' : sign;
      const index = push(tokens, PUNCT, at, at + sign.length, text);
      if (sign === '@{') tokens.indent.set(index, -1);
      if (sign === '@(') tokens.indent.set(index, -2);
      if (text === '(' || text === '[' || text === '{') stack.open(index);
      else if (text === ')' || text === ']' || text === '}') stack.close(index, text);
      at += sign.length;
    }
  }
  push(tokens, NEWLINE, to, to, '');
  return tokens;
}

/** A line goes on after an operator, and before a pipe. */
function endLine(tokens: Tokens, source: string, at: number, to: number): void {
  const last = tokens.kind.length - 1;
  if (last < 0 || tokens.kind[last] === NEWLINE) return;
  if (tokens.kind[last] === PUNCT && /^(?:[,|=+({[]|&&|\|\|)$/.test(tokens.text[last] as string)) return;
  if (/^\s*\|[^|]/.test(source.slice(at, Math.min(to, at + 80)))) return;
  push(tokens, NEWLINE, at, at, '');
}

/** A word of a command (`Invoke-RestMethod`), a key, an option (`-Uri`); a member after a point stands by itself. */
function readWord(tokens: Tokens, source: string, start: number, to: number): number {
  const before = source[start - 1] ?? ' ';
  const member = before === '.' || before === ':';
  let end = start + 1;
  const part = member ? /\w/ : source[start] === '-' ? /[\w-]/ : WORD;
  while (end < to && part.test(source[end] as string)) end++;
  // `key:` and `name::member` are not one word; `https://` in a bare word is.
  const text = source.slice(start, end);
  const cut = text.indexOf('::');
  if (cut > 0) end = start + cut;
  push(tokens, NAME, start, end, source.slice(start, end));
  return end;
}

/** `$name`, `${name}`, `$env:NAME`, `$script:name`. */
function readVariable(tokens: Tokens, source: string, start: number, to: number): number {
  const match = /^\$(?:\{([^}\n]+)\}|((?:[A-Za-z]+:)?[\w?^]+))/.exec(source.slice(start, Math.min(to, start + 120)));
  const end = start + (match?.[0].length ?? 1);
  push(tokens, NAME, start, end, `$${match?.[1] ?? match?.[2] ?? ''}`);
  return end;
}

function readSingle(tokens: Tokens, source: string, start: number, to: number): number {
  let at = start + 1;
  while (at < to && (source[at] !== "'" || source[at + 1] === "'")) at += source[at] === "'" ? 2 : 1;
  const end = Math.min(at + 1, to);
  push(tokens, STRING, start, end, source.slice(start + 1, at).replaceAll("''", "'"));
  return end;
}

function readDouble(tokens: Tokens, source: string, start: number, to: number): number {
  let at = start + 1;
  while (at < to && (source[at] !== '"' || source[at + 1] === '"')) {
    if (source[at] === '$' && source[at + 1] === '(') at = holeEnd(source, at + 1, to) + 1;
    else at += source[at] === '`' || source[at] === '"' ? 2 : 1;
  }
  const close = Math.min(at, to);
  const end = Math.min(close + 1, to);
  addText(tokens, source, start, start + 1, close, end);
  return end;
}

/** `@"` to `"@` at the beginning of a line, and the same with single quotes. */
function readHere(tokens: Tokens, source: string, start: number, to: number): number {
  const quote = source[start + 1] as string;
  const from = source.indexOf('\n', start) + 1;
  const close = source.indexOf(`\n${quote}@`, start);
  const stop = close < 0 || from === 0 ? to : close;
  const end = close < 0 ? to : close + 3;
  if (quote === "'") push(tokens, STRING, start, end, source.slice(Math.min(from, stop), stop));
  else addText(tokens, source, start, Math.min(from, stop), stop, end);
  return end;
}

function holeEnd(source: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return at;
  }
  return to;
}

/** A text with `$name`, `${name}`, `$env:NAME` and `$(expression)` in it. */
function addText(tokens: Tokens, source: string, start: number, from: number, to: number, end: number): void {
  const holes: Hole[] = [];
  let text = '';
  for (let at = from; at < to; ) {
    const char = source[at] as string;
    const variable = char === '$' ? /^\$(?:\{[^}\n]+\}|(?:env:|script:|global:)?\w+)/.exec(source.slice(at, Math.min(to, at + 120)))?.[0] : undefined;
    if (char === '`') {
      text += source[at + 1] === 'n' ? '\n' : (source[at + 1] ?? '');
      at += 2;
    } else if (char === '"' && source[at + 1] === '"') {
      text += '"';
      at += 2;
    } else if (char === '$' && source[at + 1] === '(') {
      const close = holeEnd(source, at + 1, to);
      holes.push({ start: at + 2, end: close });
      text += '{}';
      at = close + 1;
    } else if (variable !== undefined) {
      holes.push({ start: at, end: at + variable.length });
      text += '{}';
      at += variable.length;
    } else {
      text += char;
      at++;
    }
  }
  const index = push(tokens, holes.length > 0 ? PATTERN : STRING, start, end, text);
  if (holes.length > 0) tokens.holes.set(index, holes);
}
