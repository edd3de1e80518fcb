/**
 * The shared expression grammar of Python and JavaScript/TypeScript: an island grammar. It reads calls, arguments, literals, members and
 * choices exactly, and steps over everything else by matching brackets. It never fails and never backtracks over more than one bracket.
 * A grammar, so longer than other files.
 */
import { NAME, NEWLINE, PATTERN, PUNCT, STRING, type Tokens } from './tokens.ts';
import { bind, type Call, type Expression, enclosing, type NamedExpression, newScope, type Scope, type Tree } from './tree.ts';

/** Parser state over one token stream. */
export interface Parser {
  readonly tokens: Tokens;
  readonly tree: Tree;
  readonly dialect: Dialect;
  at: number;
  scope: Scope;
  key: string | null;
  group: string | null;
  call: number | null;
  depth: number;
  /** Strings the grammar has placed; the others are reported without a place. */
  readonly placed: Set<number>;
}

/** What differs between the languages. */
export interface Dialect {
  readonly python: boolean;
  /** Parses a function body or block beginning at the current token (JavaScript only). */
  readonly block: (parser: Parser) => void;
  /** Lexes and parses the expression in a hole of a pattern string. */
  readonly hole: (parser: Parser, start: number, end: number) => Expression;
}

/** Deeper nesting than this is data, not code. */
const MAX_DEPTH = 200;

const PREFIX_WORDS = new Set(['await', 'new', 'typeof', 'void', 'delete', 'yield', 'async', 'not', 'throw']);
const CHOICE = new Set(['||', '??', 'or']);
const OTHER_BINARY = new Set([
  '&&', 'and', '==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in', 'is', 'instanceof', '-', '*', '/', '%', '**', '//', '|', '&', '^', '>>', '<<',
]);

export function text(parser: Parser, offset = 0): string {
  const at = parser.at + offset;
  const kind = parser.tokens.kind[at];
  return kind === PUNCT || kind === NAME ? (parser.tokens.text[at] as string) : '';
}

export function isPunct(parser: Parser, value: string, offset = 0): boolean {
  const at = parser.at + offset;
  return parser.tokens.kind[at] === PUNCT && parser.tokens.text[at] === value;
}

export function atEnd(parser: Parser): boolean {
  return parser.at >= parser.tokens.kind.length;
}

/** Index after the bracket that closes the one at the current token; the next token when it is never closed. */
export function afterBracket(parser: Parser): number {
  const match = parser.tokens.match[parser.at] ?? -1;
  return match > parser.at ? match + 1 : parser.at + 1;
}

/** Runs `inner` with another key, group and call, and puts the old ones back. */
export function within<T>(parser: Parser, place: Partial<Pick<Parser, 'key' | 'group' | 'call' | 'scope'>>, inner: () => T): T {
  const { key, group, call, scope } = parser;
  Object.assign(parser, place);
  const result = inner();
  Object.assign(parser, { key, group, call, scope });
  return result;
}

/** An expression, with its operators. Always moves at least one token on, unless at the end. */
export function parseExpression(parser: Parser, stopAtIf = false): Expression {
  if (parser.depth > MAX_DEPTH) return skipOne(parser);
  parser.depth++;
  let left = parseOperand(parser);
  for (;;) {
    const next = parseOperator(parser, left, stopAtIf);
    if (next === null) break;
    left = next;
  }
  parser.depth--;
  return left;
}

function span(left: { start: number }, right: { end: number }): { start: number; end: number } {
  return { start: left.start, end: right.end };
}

function parseOperator(parser: Parser, left: Expression, stopAtIf: boolean): Expression | null {
  const operator = text(parser);
  if (operator === '') return null;
  const { python } = parser.dialect;
  if (CHOICE.has(operator)) {
    parser.at++;
    const right = parseOperand(parser);
    const options = left.kind === 'choice' ? [...left.options, right] : [left, right];
    return { kind: 'choice', options, ...span(left, right) };
  }
  if (operator === '+') {
    parser.at++;
    const right = parseOperand(parser);
    return { kind: 'concat', parts: left.kind === 'concat' ? [...left.parts, right] : [left, right], ...span(left, right) };
  }
  if (operator === '?' && !python) return parseConditional(parser, left);
  if (operator === 'if' && python && !stopAtIf) return parsePythonConditional(parser, left);
  if (operator === '=' && !python) return parseAssignment(parser, left);
  if (operator === ':=') return parseAssignment(parser, left);
  if ((operator === 'as' || operator === 'satisfies') && !python) {
    parser.at++;
    skipType(parser);
    return left;
  }
  if (operator === '!' && !python && !lineBreakBefore(parser)) {
    parser.at++;
    return left;
  }
  if (operator === 'not' && python && text(parser, 1) === 'in') parser.at++;
  else if (!OTHER_BINARY.has(operator)) return null;
  parser.at++;
  if (operator === 'is' && text(parser) === 'not') parser.at++;
  const right = parseOperand(parser);
  if (operator === '&&' || operator === 'and') return right;
  if (operator === '%' && left.kind === 'text') return { kind: 'pattern', text: left.text.replace(/%\w/g, '{}'), parts: [], ...span(left, right) };
  return { kind: 'opaque', ...span(left, right) };
}

function parseConditional(parser: Parser, condition: Expression): Expression {
  parser.at++;
  const yes = parseExpression(parser);
  if (!isPunct(parser, ':')) return yes;
  parser.at++;
  const no = parseExpression(parser);
  return { kind: 'choice', options: [yes, no], ...span(condition, no) };
}

function parsePythonConditional(parser: Parser, yes: Expression): Expression {
  parser.at++;
  parseExpression(parser);
  if (text(parser) !== 'else') return yes;
  parser.at++;
  const no = parseExpression(parser);
  return { kind: 'choice', options: [yes, no], ...span(yes, no) };
}

function parseAssignment(parser: Parser, left: Expression): Expression {
  parser.at++;
  const path = left.kind === 'name' ? left.path : [];
  const value = within(parser, { key: path.at(-1) ?? parser.key }, () => parseExpression(parser));
  if (path.length > 0) bindPath(parser, path, value);
  return value;
}

/** Binds `x` in the current scope, `this.x` and `self.x` in the class (or the file). */
export function bindPath(parser: Parser, path: readonly string[], value: Expression): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) bind(parser.scope, head, value);
  else if (head === 'this' || head === 'self' || head === 'cls') bind(enclosing(parser.scope, ['class']), `self.${rest.join('.')}`, value);
  else bind(enclosing(parser.scope, ['file']), path.join('.'), value);
}

function parseOperand(parser: Parser): Expression {
  while (PREFIX_WORDS.has(text(parser)) || isPrefixSign(parser)) {
    // A prefix word can also be a name: `new` is one only before an operand.
    if (parser.tokens.kind[parser.at] === NAME && !startsOperand(parser, 1)) break;
    parser.at++;
  }
  return parsePostfix(parser, parsePrimary(parser));
}

function isPrefixSign(parser: Parser): boolean {
  const sign = text(parser);
  return parser.tokens.kind[parser.at] === PUNCT && (sign === '!' || sign === '-' || sign === '+' || sign === '~' || sign === '...' || sign === '*' || sign === '**');
}

function startsOperand(parser: Parser, offset: number): boolean {
  const kind = parser.tokens.kind[parser.at + offset];
  if (kind === undefined || kind === NEWLINE) return false;
  if (kind !== PUNCT) return true;
  const sign = parser.tokens.text[parser.at + offset];
  return sign === '(' || sign === '[' || sign === '{' || sign === '<' || sign === '!' || sign === '-' || sign === '*';
}

function skipOne(parser: Parser): Expression {
  const start = parser.tokens.start[parser.at] ?? parser.tokens.source.length;
  const opens = isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{');
  parser.at = opens ? afterBracket(parser) : parser.at + 1;
  return { kind: 'opaque', start, end: parser.tokens.end[parser.at - 1] ?? start };
}

function parsePrimary(parser: Parser): Expression {
  const { tokens, at } = parser;
  const start = tokens.start[at] ?? tokens.source.length;
  const end = tokens.end[at] ?? start;
  switch (tokens.kind[at]) {
    case STRING: return parseString(parser);
    case PATTERN: return parsePattern(parser);
    case NAME: return parseName(parser);
    case PUNCT: {
      const sign = tokens.text[at];
      if (sign === '(') return parseParenthesis(parser);
      if (sign === '[') return parseList(parser);
      if (sign === '{') return parseObject(parser);
      // A closing bracket or separator belongs to the caller; it must not be swallowed.
      if (sign !== ')' && sign !== ']' && sign !== '}' && sign !== ',' && sign !== ';' && sign !== ':') parser.at++;
      return { kind: 'opaque', start, end };
    }
    case NEWLINE: return { kind: 'opaque', start, end };
    default:
      parser.at++;
      return { kind: 'opaque', start, end };
  }
}

function parseString(parser: Parser): Expression {
  const { tokens } = parser;
  const start = tokens.start[parser.at] as number;
  let value = '';
  let end = start;
  // Python joins neighbouring literals; JavaScript has none, so the loop runs once.
  do {
    value += tokens.text[parser.at];
    end = tokens.end[parser.at] as number;
    parser.placed.add(parser.at);
    parser.at++;
  } while (parser.dialect.python && tokens.kind[parser.at] === STRING);
  parser.tree.texts.push({ text: value, start, end, key: parser.key, call: parser.call, group: parser.group });
  return { kind: 'text', text: value, start, end };
}

function parsePattern(parser: Parser): Expression {
  const { tokens, at } = parser;
  const parts = (tokens.holes.get(at) ?? []).map((hole) => parser.dialect.hole(parser, hole.start, hole.end));
  const expression: Expression = { kind: 'pattern', text: tokens.text[at] as string, parts, start: tokens.start[at] as number, end: tokens.end[at] as number };
  parser.placed.add(at);
  parser.tree.texts.push({ text: expression.text, start: expression.start, end: expression.end, key: parser.key, call: parser.call, group: parser.group });
  parser.at++;
  while (parser.dialect.python && (tokens.kind[parser.at] === STRING || tokens.kind[parser.at] === PATTERN)) parser.at++;
  return expression;
}

function parseName(parser: Parser): Expression {
  const { tokens } = parser;
  const word = tokens.text[parser.at] as string;
  const start = tokens.start[parser.at] as number;
  if (parser.dialect.python && word === 'lambda') return parseLambda(parser, start);
  if (!parser.dialect.python) {
    if (word === 'function') return parseFunction(parser, start);
    if (word === 'class') return parseClassExpression(parser, start);
    if (isPunct(parser, '=>', 1)) {
      parser.at += 2;
      return parseArrowBody(parser, newScope(parser.scope, 'function'), start);
    }
  }
  parser.at++;
  return { kind: 'name', path: [word], scope: parser.scope, start, end: tokens.end[parser.at - 1] as number };
}

/** Members, calls and indexes after an operand. */
function parsePostfix(parser: Parser, first: Expression): Expression {
  let left = first;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? parser.tokens.text[parser.at] : '';
    if ((sign === '.' || sign === '?.') && parser.tokens.kind[parser.at + 1] === NAME) {
      left = member(left, parser.tokens.text[parser.at + 1] as string, parser.tokens.end[parser.at + 1] as number);
      parser.at += 2;
    } else if (sign === '?.' && (isPunct(parser, '(', 1) || isPunct(parser, '[', 1))) parser.at++;
    else if (sign === '(' && left.kind !== 'opaque' && left.kind !== 'text') left = parseCall(parser, left);
    else if (sign === '[' && !(lineBreakBefore(parser) && !parser.dialect.python)) left = parseIndex(parser, left);
    else if (sign === '!' && !parser.dialect.python && (isPunct(parser, '.', 1) || isPunct(parser, '(', 1) || isPunct(parser, '[', 1))) parser.at++;
    else if (sign === '<' && !parser.dialect.python && skipGenerics(parser)) continue;
    else return left;
  }
}

function member(object: Expression, name: string, end: number): Expression {
  if (object.kind === 'name') return { ...object, path: [...object.path, name], end };
  if (object.kind === 'member') return { ...object, path: [...object.path, name], end };
  return { kind: 'member', object, path: [name], start: object.start, end };
}

/** `x["key"]` is a member; other indexes are opaque, but what stands in them is read. */
function parseIndex(parser: Parser, object: Expression): Expression {
  const close = afterBracket(parser);
  const literal = parser.tokens.kind[parser.at + 1] === STRING && parser.at + 3 === close;
  const key = literal ? (parser.tokens.text[parser.at + 1] as string) : null;
  parser.at++;
  if (key !== null) parser.placed.add(parser.at);
  else while (parser.at < close - 1) parseElement(parser, close - 1);
  parser.at = close;
  const end = parser.tokens.end[close - 1] as number;
  return key === null ? { kind: 'opaque', start: object.start, end } : member(object, key, end);
}

/** One element of a bracketed list, up to the comma after it. */
function parseElement(parser: Parser, close: number): Expression {
  const before = parser.at;
  const value = parseExpression(parser);
  const comprehension = parser.dialect.python && (text(parser) === 'for' || text(parser) === 'async');
  while (parser.at < close && !isPunct(parser, ',')) {
    if (comprehension || parser.at === before) parser.at++;
    const from = parser.at;
    parseExpression(parser);
    if (parser.at === from) parser.at++;
  }
  if (parser.at < close) parser.at++;
  return value;
}

function parseList(parser: Parser): Expression {
  const start = parser.tokens.start[parser.at] as number;
  const close = afterBracket(parser) - 1;
  parser.at++;
  const items: Expression[] = [];
  while (parser.at < close) items.push(parseElement(parser, close));
  parser.at = close + 1;
  return { kind: 'list', items, start, end: parser.tokens.end[close] ?? start };
}

function parseParenthesis(parser: Parser): Expression {
  const start = parser.tokens.start[parser.at] as number;
  const next = afterBracket(parser);
  if (!parser.dialect.python && isArrowAfter(parser, next)) {
    const scope = newScope(parser.scope, 'function');
    parseParameters(parser, scope);
    skipReturnType(parser);
    if (isPunct(parser, '=>')) parser.at++;
    return parseArrowBody(parser, scope, start);
  }
  parser.at++;
  const items: Expression[] = [];
  while (parser.at < next - 1) items.push(parseElement(parser, next - 1));
  parser.at = next;
  const only = items[0];
  if (items.length === 1 && only) return only;
  return { kind: 'list', items, start, end: parser.tokens.end[next - 1] ?? start };
}

function isArrowAfter(parser: Parser, next: number): boolean {
  const { tokens } = parser;
  if (tokens.kind[next] !== PUNCT) return false;
  if (tokens.text[next] === '=>') return true;
  if (tokens.text[next] !== ':') return false;
  // `(a): Type =>`: look a short way ahead for the arrow, over matched brackets.
  for (let at = next + 1, steps = 0; at < tokens.kind.length && steps < 40; steps++) {
    const sign = tokens.kind[at] === PUNCT ? tokens.text[at] : '';
    if (sign === '=>') return true;
    if (sign === ';' || sign === ',' || sign === ')' || sign === '}' || sign === ']' || sign === '=' || sign === '?') return false;
    const match = tokens.match[at] ?? -1;
    at = match > at ? match + 1 : at + 1;
  }
  return false;
}

/** Object literal, dict or set. Entries keep their name; computed keys are dropped but their values are read. */
function parseObject(parser: Parser): Expression {
  const { tokens } = parser;
  const start = tokens.start[parser.at] as number;
  const close = afterBracket(parser) - 1;
  const group = `o${start}`;
  parser.at++;
  const entries: NamedExpression[] = [];
  while (parser.at < close) {
    const before = parser.at;
    const entry = within(parser, { group }, () => parseEntry(parser, close));
    if (entry) entries.push(entry);
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
  }
  parser.at = close + 1;
  return { kind: 'object', entries, start, end: tokens.end[close] ?? start };
}

function parseEntry(parser: Parser, close: number): NamedExpression | null {
  const { tokens } = parser;
  const kind = tokens.kind[parser.at];
  if (isPunct(parser, '...') || isPunct(parser, '**')) {
    parser.at++;
    return { name: '...', value: parseExpression(parser) };
  }
  if (!parser.dialect.python && kind === NAME && (isPunct(parser, ',', 1) || parser.at + 1 === close)) {
    return { name: tokens.text[parser.at] as string, value: parseExpression(parser) };
  }
  if ((kind === NAME || kind === STRING) && isPunct(parser, ':', 1)) {
    const name = tokens.text[parser.at] as string;
    if (kind === STRING) {
      // A key can itself be a model id or a host: a table of prices, a map of endpoints.
      parser.placed.add(parser.at);
      parser.tree.texts.push({ text: name, start: tokens.start[parser.at] as number, end: tokens.end[parser.at] as number, key: '(key)', call: null, group: parser.group });
    }
    parser.at += 2;
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  if (!parser.dialect.python && isMethod(parser)) {
    parseMethod(parser);
    return null;
  }
  parseExpression(parser);
  if (isPunct(parser, ':')) {
    parser.at++;
    parseExpression(parser);
  }
  return null;
}

/** `name(params) {` or `async name(params) {`, `get name() {` in an object or class. */
export function isMethod(parser: Parser): boolean {
  const { tokens } = parser;
  let at = parser.at;
  while (tokens.kind[at] === NAME && tokens.kind[at + 1] === NAME) at++;
  if (tokens.kind[at] === PUNCT && tokens.text[at] === '*') at++;
  if (tokens.kind[at] !== NAME || tokens.text[at + 1] !== '(' || tokens.kind[at + 1] !== PUNCT) return false;
  const close = tokens.match[at + 1] ?? -1;
  if (close < 0) return false;
  for (let next = close + 1, steps = 0; steps < 40; steps++) {
    const sign = tokens.kind[next] === PUNCT ? tokens.text[next] : '';
    if (sign === '{') return steps === 0 || tokens.text[close + 1] === ':';
    if (steps === 0 && sign !== ':') return false;
    if (sign === ';' || sign === ',' || sign === '}' || sign === '=' || sign === ')') return false;
    const match = tokens.match[next] ?? -1;
    next = match > next ? match + 1 : next + 1;
  }
  return false;
}

/** Reads a method: its parameters and body in a scope of their own, its name bound to what it returns. */
export function parseMethod(parser: Parser): void {
  while (!isPunct(parser, '(')) parser.at++;
  const name = parser.tokens.text[parser.at - 1] as string;
  const start = parser.tokens.start[parser.at - 1] as number;
  const value = parseFunctionRest(parser, start);
  bind(enclosing(parser.scope, ['class']), `self.${name}`, value);
}

function parseFunction(parser: Parser, start: number): Expression {
  parser.at++;
  if (isPunct(parser, '*')) parser.at++;
  let name: string | null = null;
  if (parser.tokens.kind[parser.at] === NAME) name = parser.tokens.text[parser.at++] as string;
  skipGenerics(parser);
  if (!isPunct(parser, '(')) return { kind: 'opaque', start, end: start };
  const value = parseFunctionRest(parser, start);
  if (name !== null) bind(parser.scope, name, value);
  return value;
}

function parseFunctionRest(parser: Parser, start: number): Expression {
  const scope = newScope(parser.scope, 'function');
  parseParameters(parser, scope);
  skipReturnType(parser);
  if (isPunct(parser, '{')) within(parser, { scope, key: null, group: null, call: null }, () => parser.dialect.block(parser));
  return { kind: 'function', returns: scope.returns, start, end: parser.tokens.end[parser.at - 1] ?? start };
}

function parseArrowBody(parser: Parser, scope: Scope, start: number): Expression {
  within(parser, { scope, key: null, group: null, call: null }, () => {
    if (isPunct(parser, '{')) parser.dialect.block(parser);
    else scope.returns.push(parseExpression(parser));
  });
  return { kind: 'function', returns: scope.returns, start, end: parser.tokens.end[parser.at - 1] ?? start };
}

function parseLambda(parser: Parser, start: number): Expression {
  while (!atEnd(parser) && !isPunct(parser, ':') && parser.tokens.kind[parser.at] !== NEWLINE) parser.at++;
  if (isPunct(parser, ':')) parser.at++;
  const value = parseExpression(parser);
  return { kind: 'function', returns: [value], start, end: value.end };
}

/** A parameter list at the current `(`: names are bound, a default is what the parameter holds when nothing is passed. */
export function parseParameters(parser: Parser, scope: Scope): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  within(parser, { scope, call: null, group: null, key: null }, () => {
    while (parser.at < close) {
      const before = parser.at;
      parseParameter(parser, close);
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
}

function parseParameter(parser: Parser, close: number): void {
  const { tokens } = parser;
  let name: string | null = null;
  while (parser.at < close && !isPunct(parser, ',')) {
    if (isPunct(parser, '=')) {
      parser.at++;
      const value = within(parser, { key: name }, () => parseExpression(parser));
      const unknown: Expression = { kind: 'opaque', start: value.start, end: value.end };
      if (name !== null) bind(parser.scope, name, { kind: 'choice', options: [unknown, value], start: value.start, end: value.end });
    } else if (isPunct(parser, ':')) {
      parser.at++;
      skipType(parser);
    } else if (isPunct(parser, '{') || isPunct(parser, '[')) parser.at = afterBracket(parser);
    else {
      if (tokens.kind[parser.at] === NAME) name = tokens.text[parser.at] as string;
      parser.at++;
    }
  }
}

function parseClassExpression(parser: Parser, start: number): Expression {
  parser.at++;
  const name = parser.tokens.kind[parser.at] === NAME ? (parser.tokens.text[parser.at] as string) : null;
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ';')) {
    if (isPunct(parser, '(')) parseExpression(parser);
    else parser.at++;
  }
  if (isPunct(parser, '{')) {
    within(parser, { scope: newScope(parser.scope, 'class', name), key: null, group: null, call: null }, () => parser.dialect.block(parser));
  }
  return { kind: 'opaque', start, end: parser.tokens.end[parser.at - 1] ?? start };
}

function parseCall(parser: Parser, callee: Expression): Expression {
  const { tokens, tree } = parser;
  const close = afterBracket(parser) - 1;
  const call: Call = { id: tree.calls.length, callee, args: [], start: callee.start, end: tokens.end[close] ?? callee.end };
  tree.calls.push(call);
  parser.at++;
  // The default of an environment read is what the variable around it holds.
  const reads = callee.kind === 'name' && (callee.path.at(-1) === 'getenv' || callee.path.at(-1) === 'get');
  within(parser, { call: call.id, group: `c${call.id}`, key: reads ? parser.key : null }, () => {
    for (let position = 0; parser.at < close; position++) call.args.push(parseArgument(parser, String(position), close));
  });
  parser.at = close + 1;
  return { kind: 'call', call, start: call.start, end: call.end };
}

function parseArgument(parser: Parser, position: string, close: number): NamedExpression {
  const { tokens } = parser;
  if (isPunct(parser, '**') || isPunct(parser, '...')) {
    parser.at++;
    return { name: '...', value: parseElement(parser, close) };
  }
  if (parser.dialect.python && tokens.kind[parser.at] === NAME && isPunct(parser, '=', 1)) {
    const name = tokens.text[parser.at] as string;
    parser.at += 2;
    return { name, value: within(parser, { key: name }, () => parseElement(parser, close)) };
  }
  return { name: position, value: parseElement(parser, close) };
}

/** Whether a line break stands before the current token: an operator there may begin a new statement. */
export function lineBreakBefore(parser: Parser): boolean {
  const { tokens, at } = parser;
  const from = tokens.end[at - 1] ?? 0;
  const newline = tokens.source.indexOf('\n', from);
  return newline >= 0 && newline < (tokens.start[at] ?? 0);
}

/** Steps over a type annotation: up to a separator or `=`, over matched brackets. */
export function skipType(parser: Parser): void {
  const { tokens } = parser;
  let angle = 0;
  while (!atEnd(parser)) {
    const sign = tokens.kind[parser.at] === PUNCT ? (tokens.text[parser.at] as string) : '';
    if (angle === 0 && (sign === ',' || sign === ')' || sign === ']' || sign === '}' || sign === ';' || sign === '=' || sign === '||' || sign === '??')) return;
    if (sign === '<') angle++;
    else if (sign === '>') angle = Math.max(0, angle - 1);
    else if (sign === '>>') angle = Math.max(0, angle - 2);
    if (tokens.kind[parser.at] === NEWLINE) return;
    const opens = sign === '(' || sign === '[' || sign === '{';
    parser.at = opens ? afterBracket(parser) : parser.at + 1;
    if (angle === 0 && !parser.dialect.python && lineBreakBefore(parser) && !isPunct(parser, '|') && !isPunct(parser, '&') && !isPunct(parser, '=') && endsType(tokens, parser.at - 1)) return;
  }
}

/** After an operator or arrow a type goes on in the next line. */
function endsType(tokens: Tokens, at: number): boolean {
  return tokens.kind[at] !== PUNCT || ['}', ']', ')', '>', '>>'].includes(tokens.text[at] as string);
}

function skipReturnType(parser: Parser): void {
  if (!isPunct(parser, ':')) return;
  parser.at++;
  const { tokens } = parser;
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, '=>') && !isPunct(parser, ';')) {
    const opens = isPunct(parser, '(') || isPunct(parser, '[');
    parser.at = opens ? afterBracket(parser) : parser.at + 1;
    // `: { a: string } {`: a mapping type, then the body.
    if (isPunct(parser, '{')) {
      const next = afterBracket(parser);
      if (tokens.kind[next] === PUNCT && (tokens.text[next] === '{' || tokens.text[next] === '=>' || tokens.text[next] === '>')) parser.at = next;
      else return;
    }
  }
}

/** Steps over `<Type, Type>` when a call follows; false when it is a comparison. */
function skipGenerics(parser: Parser): boolean {
  const { tokens } = parser;
  if (!isPunct(parser, '<')) return false;
  let angle = 0;
  for (let at = parser.at, steps = 0; at < tokens.kind.length && steps < 60; steps++) {
    const sign = tokens.kind[at] === PUNCT ? (tokens.text[at] as string) : '';
    if (sign === '<') angle++;
    else if (sign === '>' || sign === '>>') angle -= sign.length;
    else if (sign !== '' && !['.', ',', '|', '&', '[', ']', '{', '(', '=>', '?', ':'].includes(sign)) return false;
    if (angle <= 0) {
      if (tokens.kind[at + 1] !== PUNCT || tokens.text[at + 1] !== '(') return false;
      parser.at = at + 1;
      return true;
    }
    const match = tokens.match[at] ?? -1;
    at = match > at ? match + 1 : at + 1;
  }
  return false;
}
