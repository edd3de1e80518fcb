/**
 * Ruby text -> tokens. Symbols are texts, `name:` is a name and a colon, lines that go on have no line break between them. Never fails: what is
 * not closed ends with its line or the text. A lexer with many forms of text, so longer than other files.
 */
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
  '**=',
  '<=>',
  '===',
  '...',
  '<<=',
  '>>=',
  '&&=',
  '||=',
  '&.',
  '=>',
  '->',
  '::',
  '==',
  '!=',
  '=~',
  '!~',
  '<=',
  '>=',
  '&&',
  '||',
  '<<',
  '>>',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '|=',
  '&=',
  '^=',
  '**',
  '..',
];
/** Words after which an operand begins. */
const BEFORE_OPERAND = new Set([
  'if',
  'unless',
  'while',
  'until',
  'and',
  'or',
  'not',
  'when',
  'in',
  'return',
  'puts',
  'raise',
  'then',
  'do',
  'else',
  'elsif',
  'case',
  'yield',
  'p',
]);
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

interface State {
  readonly source: string;
  readonly to: number;
  readonly tokens: Tokens;
  /** Heredocs whose bodies begin on the next line: the token that stands for each. */
  readonly pending: { readonly index: number; readonly mark: string; readonly indented: boolean; readonly raw: boolean }[];
}

/** All of a file, or the part of it in a hole. */
export function lexRuby(source: string, from = 0, to: number = source.length): Tokens {
  const tokens = emptyTokens(source);
  const stack = brackets(tokens);
  const state: State = { source, to, tokens, pending: [] };
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    const char = source[at] as string;
    if (char === '\n') at = endLine(state, at);
    else if (code <= 32) at++;
    else if (char === '\\' && source[at + 1] === '\n') at += 2;
    else if (char === '#') at = lineEnd(source, at, to);
    else if (char === '"' || char === "'" || char === '`') at = readQuoted(state, at, at + 1, char, char !== "'");
    else if (char === '<' && isHeredoc(state, at)) at = readHeredocHead(state, at);
    else if (char === '%' && isPercent(state, at)) at = readPercent(state, at, stack);
    else if (char === '/' && operandExpected(state, at)) at = readRegex(state, at);
    else if (char === ':' && isSymbol(source, at)) at = readSymbol(state, at);
    else if (char === '?' && isNamePart(source.charCodeAt(at + 1)) && !isNamePart(source.charCodeAt(at + 2)) && operandExpected(state, at)) {
      push(tokens, STRING, at, at + 2, source[at + 1] as string);
      at += 2;
    } else if (isDigit(code)) {
      const end = rangeEnd(source, at, numberEnd(source, at, to));
      push(tokens, NUMBER, at, end, source.slice(at, end));
      at = end;
    } else if (isNamePart(code) || char === '@') at = readName(state, at);
    else {
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

/** `1..5` is a range, not a number. */
function rangeEnd(source: string, from: number, end: number): number {
  const dots = source.slice(from, end).search(/\.(?!\d)/);
  return dots > 0 ? from + dots : end;
}

/** After the line: bodies of heredocs, `=begin` comments, `__END__`; and whether the next line goes on with this one. */
function endLine(state: State, from: number): number {
  const { source, to, tokens } = state;
  let at = readHeredocs(state, from + 1);
  for (;;) {
    if (source.startsWith('=begin', at)) {
      const close = source.indexOf('\n=end', at);
      at = close < 0 ? to : lineEnd(source, close + 1, to);
      if (at < to) at++;
      continue;
    }
    break;
  }
  if (/^__END__\r?(?:\n|$)/.test(source.slice(at, at + 10))) at = to;
  const last = tokens.kind.length - 1;
  if (last < 0 || tokens.kind[last] === NEWLINE || goesOn(tokens, last) || leadingDot(source, at, to)) return at;
  push(tokens, NEWLINE, from, from, '');
  return at;
}

const GO_ON = new Set([
  ',',
  '(',
  '[',
  '{',
  '.',
  '&.',
  '=',
  '+',
  '-',
  '*',
  '/',
  '||',
  '&&',
  '||=',
  '+=',
  '<<',
  '=>',
  '|=',
  '?',
  ':',
  '==',
  '!=',
  '\\',
  '::',
  '&&=',
  '<',
  '>',
  '!',
]);

function goesOn(tokens: Tokens, last: number): boolean {
  if (tokens.kind[last] === NAME) return /^(?:and|or|not)$/.test(tokens.text[last] as string);
  if (tokens.kind[last] !== PUNCT) return false;
  const sign = tokens.text[last] as string;
  return GO_ON.has(sign);
}

/** The next line begins with `.method`; comments may stand between. */
function leadingDot(source: string, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const code = source.charCodeAt(at);
    if (code <= 32) at++;
    else if (code === 35) at = lineEnd(source, at, to);
    else return (source[at] === '.' && source[at + 1] !== '.') || source.startsWith('&.', at);
  }
  return false;
}

/** Whether a value may begin here: after an operator, an opening bracket, a comma or a word. */
function operandExpected({ tokens, source }: State, at: number): boolean {
  const last = tokens.kind.length - 1;
  const kind = tokens.kind[last];
  if (kind === undefined || kind === NEWLINE) return true;
  if (kind === PUNCT) return !/^[)\]}]$/.test(tokens.text[last] as string);
  if (kind !== NAME) return false;
  if (BEFORE_OPERAND.has(tokens.text[last] as string)) return true;
  // `split /x/`: a space before and none after.
  return (tokens.end[last] as number) < at && !/[\s=]/.test(source[at + 1] ?? ' ');
}

function isHeredoc(state: State, at: number): boolean {
  const head = /^<<[~-]?(["'`]?)([A-Z_a-z]\w*)\1/.exec(state.source.slice(at, at + 60));
  if (!head) return false;
  const plain = /^<<["'A-Z]/.test(head[0]);
  return !plain || (/^<<["'`]?[A-Z_]{2,}/.test(head[0]) && operandExpected(state, at));
}

function readHeredocHead(state: State, at: number): number {
  const head = /^<<([~-]?)(["'`]?)([A-Z_a-z]\w*)\2/.exec(state.source.slice(at, at + 60));
  const length = head?.[0].length ?? 2;
  const index = push(state.tokens, STRING, at, at + length, '');
  state.pending.push({ index, mark: head?.[3] ?? '', indented: head?.[1] !== '', raw: head?.[2] === "'" });
  return at + length;
}

function readHeredocs(state: State, from: number): number {
  const { source, to, tokens } = state;
  let at = from;
  for (const { index, mark, indented, raw } of state.pending.splice(0)) {
    let end = to;
    let next = to;
    for (let line = at; line < to; ) {
      const stop = lineEnd(source, line, to);
      const text = source.slice(line, stop).replace(/\r$/, '');
      if ((indented ? text.trim() : text) === mark) {
        end = line;
        next = Math.min(stop + 1, to);
        break;
      }
      line = stop + 1;
    }
    if (raw) tokens.text[index] = source.slice(at, end);
    else setInterpolated(state, index, at, end);
    at = next;
  }
  return at;
}

/** Text with `#{...}` in it, put into a token that stands already. */
function setInterpolated({ source, tokens }: State, index: number, from: number, to: number): void {
  const holes: Hole[] = [];
  let text = '';
  for (let at = from; at < to; ) {
    if (source[at] === '\\') {
      text += source.slice(at, at + 2);
      at += 2;
    } else if (source[at] === '#' && source[at + 1] === '{') {
      const close = holeEnd(source, at + 1, to);
      holes.push({ start: at + 2, end: close });
      text += '{}';
      at = close + 1;
    } else text += source[at++];
  }
  tokens.text[index] = unescape(text);
  if (holes.length === 0) return;
  tokens.kind[index] = PATTERN;
  tokens.holes.set(index, holes);
}

/** Offset of the brace that closes the one at `from`; strings inside are stepped over. */
function holeEnd(source: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const char = source[at];
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
    else if (char === '"' || char === "'") {
      const close = source.indexOf(char, at + 1);
      if (close > 0 && close < to && !source.slice(at, close).includes('\n')) at = close;
    }
  }
  return to;
}

/** A text up to its closing quote. */
function readQuoted(state: State, start: number, from: number, quote: string, interpolated: boolean): number {
  const { source, to, tokens } = state;
  let at = from;
  while (at < to && source[at] !== quote) {
    if (source[at] === '\\') at += 2;
    else if (interpolated && source[at] === '#' && source[at + 1] === '{') at = holeEnd(source, at + 1, to) + 1;
    else at++;
  }
  const close = Math.min(at, to);
  const end = Math.min(close + 1, to);
  const index = push(tokens, STRING, start, end, interpolated ? '' : source.slice(from, close).replace(/\\(['\\])/g, '$1'));
  if (interpolated) setInterpolated(state, index, from, close);
  return end;
}

/** `%w[a b]`, `%q(x)`, `%(x)`; elsewhere `%` is an operator. */
function isPercent(state: State, at: number): boolean {
  return /^%(?:[qQwWiIrsx]?[([{<|!/])/.test(state.source.slice(at, at + 3)) && operandExpected(state, at) && !/^%[\s=]/.test(state.source.slice(at, at + 2));
}

function readPercent(state: State, start: number, stack: ReturnType<typeof brackets>): number {
  const { source, to, tokens } = state;
  const kind = /[a-z]/i.test(source[start + 1] as string) ? (source[start + 1] as string) : 'Q';
  const openAt = start + (/[a-z]/i.test(source[start + 1] as string) ? 2 : 1);
  const open = source[openAt] as string;
  const close = CLOSERS[open] ?? open;
  let depth = 0;
  let at = openAt;
  for (; at < to; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === open && open !== close) depth++;
    else if (source[at] === close && at > openAt && (open === close || --depth === 0)) break;
  }
  const closeAt = Math.min(at, to);
  const end = Math.min(closeAt + 1, to);
  if (!/[wWiI]/.test(kind)) {
    const index = push(tokens, STRING, start, end, source.slice(openAt + 1, closeAt));
    if (/[QWIx]/.test(kind)) setInterpolated(state, index, openAt + 1, closeAt);
    return end;
  }
  stack.open(push(tokens, PUNCT, start, openAt + 1, '['));
  for (const match of source.slice(openAt + 1, closeAt).matchAll(/\S+/g)) {
    const from = openAt + 1 + match.index;
    push(tokens, STRING, from, from + match[0].length, match[0]);
    push(tokens, PUNCT, from + match[0].length, from + match[0].length, ',');
  }
  stack.close(push(tokens, PUNCT, closeAt, end, ']'), ']');
  return end;
}

/** A regular expression says nothing: a number stands for it. */
function readRegex({ source, to, tokens }: State, start: number): number {
  let at = start + 1;
  while (at < to && source[at] !== '/' && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1;
  let end = Math.min(at + 1, to);
  while (end < to && /[a-z]/.test(source[end] as string)) end++;
  push(tokens, NUMBER, start, end, '');
  return end;
}

function isSymbol(source: string, at: number): boolean {
  return (
    source[at + 1] !== ':' && source[at - 1] !== ':' && /^:(?:[A-Za-z_]|"[^"\n]*")/.test(source.slice(at, at + 80)) && !/[\w"')\]]/.test(source[at - 1] ?? ' ')
  );
}

function readSymbol({ source, to, tokens }: State, start: number): number {
  const quoted = source[start + 1] === '"';
  const from = quoted ? start + 2 : start + 1;
  let close = quoted ? source.indexOf('"', from) : nameEnd(source, from, to);
  if (close < 0 || close > to) close = to;
  let end = quoted ? Math.min(close + 1, to) : close;
  if (!quoted && /[?!]/.test(source[end] ?? '') && source[end + 1] !== '=') end++;
  push(tokens, STRING, start, end, source.slice(from, quoted ? close : end));
  return end;
}

/** `name`, `name?`, `@name`, `Constant`. */
function readName({ source, to, tokens }: State, start: number): number {
  let end = start;
  while (source[end] === '@') end++;
  end = end < to && isNamePart(source.charCodeAt(end)) ? nameEnd(source, end, to) : Math.max(end, start + 1);
  if (
    /[?!]/.test(source[end] ?? '') &&
    source[end + 1] !== '=' &&
    !(source[end] === '?' && /[\s]/.test(source[end + 1] ?? '') && /^\s*\S+\s*:\s/.test(source.slice(end + 1, end + 30)))
  )
    end++;
  push(tokens, NAME, start, end, source.slice(start, end));
  return end;
}
