/**
 * The shared expression grammar of Python and JavaScript/TypeScript: an island grammar. It reads calls, arguments, literals, members, choices,
 * functions and classes exactly, and steps over everything else by matching brackets. It never fails and never backtracks over more than one
 * bracket. A grammar, so longer than other files.
 */
import {
  afterBracket,
  atEnd,
  atLineEnd,
  bindHere,
  endBefore,
  isName,
  isPunct,
  lineBreakBefore,
  nestsTooDeep,
  type Parser,
  startHere,
  takesStep,
  text,
  within,
} from './cursor.ts';
import { isEnvironmentPath } from './environment-path.ts';
import { JSX_CLOSE, JSX_OPEN, JSX_SELF_END, JSX_TAG_END, NAME, NEWLINE, NUMBER, PATTERN, PUNCT, STRING } from './tokens.ts';
import {
  bind,
  type Call,
  type ClassNode,
  choiceOf,
  concatOf,
  declaring,
  type Expression,
  enclosing,
  type FunctionNode,
  memberOf,
  type NamedExpression,
  newFunction,
  newScope,
  noteMember,
  type Scope,
  type Span,
} from './tree.ts';
import { skipReturnType, skipType, skipTypeArguments, typeName } from './types.ts';

/** Deeper nesting than this is data, not code. */
const MAX_DEPTH = 200;

const PREFIX_WORDS = new Set(['await', 'new', 'typeof', 'void', 'delete', 'yield', 'async', 'not', 'throw']);
const NOTHING = new Set(['None', 'null', 'undefined']);
const OTHER_BINARY = new Set([
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  'in',
  'is',
  'instanceof',
  '-',
  '*',
  '/',
  '%',
  '**',
  '//',
  '|',
  '&',
  '^',
  '>>',
  '<<',
]);

/** An expression, with its operators. Moves at least one token on, unless at a closing bracket, a separator or the end. */
export function parseExpression(parser: Parser): Expression {
  if (!takesStep(parser, MAX_DEPTH)) return skipOne(parser);
  parser.depth++;
  let left = parseOperand(parser);
  for (;;) {
    const next = parseOperator(parser, left);
    if (next === null) break;
    left = next;
  }
  parser.depth--;
  return left;
}

function span(left: Span, right: Span): Span {
  return { start: left.start, end: right.end };
}

function parseOperator(parser: Parser, left: Expression): Expression | null {
  const operator = text(parser);
  if (operator === '') return null;
  const { python } = parser.dialect;
  switch (operator) {
    case 'or':
    case '||':
    case '??':
      parser.at++;
      return choiceOf(left, parseOperand(parser));
    case '&&':
    case 'and':
      parser.at++;
      return parseOperand(parser);
    case '+':
      return parsePlus(parser, left);
    case '?':
      return python ? null : parseConditional(parser, left);
    case 'if':
      return python ? parsePythonConditional(parser, left) : null;
    case '=':
      return python ? null : parseAssignment(parser, left);
    case ':=':
      return parseAssignment(parser, left);
    case '||=':
    case '??=':
    case '&&=':
      return parseAssignment(parser, left);
    case 'as':
    case 'satisfies':
      if (python) return null;
      parser.at++;
      skipType(parser);
      return left;
    case '!':
      if (python || lineBreakBefore(parser)) return null;
      parser.at++;
      return left;
    default:
      return parseOtherOperator(parser, left, operator);
  }
}

function parseOtherOperator(parser: Parser, left: Expression, operator: string): Expression | null {
  if (operator === 'not' && parser.dialect.python && text(parser, 1) === 'in') parser.at++;
  else if (!OTHER_BINARY.has(operator)) return null;
  parser.at++;
  if (operator === 'is' && text(parser) === 'not') parser.at++;
  const right = within(parser, { key: null }, () => parseOperand(parser));
  if (operator === '%' && left.kind === 'text') return { kind: 'pattern', text: left.text.replace(/%\w/g, '{}'), parts: [], ...span(left, right) };
  // `a | b` joins two mappings; the later one wins, but both are read.
  if (operator === '|' && left.kind === 'object' && right.kind === 'object')
    return { kind: 'object', entries: [...left.entries, ...right.entries], ...span(left, right) };
  return { kind: 'opaque', ...span(left, right) };
}

function parsePlus(parser: Parser, left: Expression): Expression {
  parser.at++;
  return concatOf(left, parseOperand(parser));
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
  within(parser, { key: null }, () => parseExpression(parser));
  if (text(parser) !== 'else') return yes;
  parser.at++;
  const no = parseExpression(parser);
  return { kind: 'choice', options: [yes, no], ...span(yes, no) };
}

function parseAssignment(parser: Parser, left: Expression): Expression {
  parser.at++;
  const path = left.kind === 'name' ? left.path : [];
  const value = within(parser, { key: path.at(-1) ?? null }, () => parseExpression(parser));
  if (path.length > 0) bindPath(parser, path, value);
  return value;
}

/** Binds `x` where it is declared, `this.x` and `self.x` in the class, `a.b` beside `a`. */
export function bindPath(parser: Parser, path: readonly string[], value: Expression): void {
  const [head = '', ...rest] = path;
  if (value.kind === 'function' && value.of.name === null) value.of.name = path.at(-1) ?? null;
  if (path.length > 1 && isEnvironmentPath(parser.dialect.python, path)) parser.tree.assigned.push({ name: path.at(-1) as string, value });
  if (rest.length === 0) {
    bindHere(parser, scopeOfName(parser, head), head, value);
  } else if (head === 'this' || head === 'self' || head === 'cls') {
    bindHere(parser, enclosing(parser.scope, ['class']), `self.${rest.join('.')}`, value);
  } else {
    const scope = declaring(parser.scope, head) ?? parser.scope;
    noteMember(scope, head, rest.join('.'));
    bindHere(parser, scope, path.join('.'), value);
  }
}

function scopeOfName(parser: Parser, name: string): Scope {
  if (!parser.dialect.python) return declaring(parser.scope, name) ?? enclosing(parser.scope, ['function']);
  const own = enclosing(parser.scope, ['function', 'class']);
  return own.globals.has(name) ? enclosing(own, ['file']) : own;
}

function parseOperand(parser: Parser): Expression {
  while (PREFIX_WORDS.has(text(parser)) || isPrefixSign(parser)) {
    // A prefix word can also be a name: `new` is one only before an operand.
    if (isName(parser) && !startsOperand(parser, 1)) break;
    parser.at++;
  }
  return parsePostfix(parser, parsePrimary(parser));
}

function isPrefixSign(parser: Parser): boolean {
  if (parser.tokens.kind[parser.at] !== PUNCT) return false;
  const sign = parser.tokens.text[parser.at];
  return sign === '!' || sign === '-' || sign === '+' || sign === '~' || sign === '...' || sign === '*' || sign === '**' || sign === '++' || sign === '--';
}

function startsOperand(parser: Parser, offset: number): boolean {
  const kind = parser.tokens.kind[parser.at + offset];
  if (kind === undefined || kind === NEWLINE) return false;
  if (kind !== PUNCT) return true;
  const sign = parser.tokens.text[parser.at + offset];
  return sign === '(' || sign === '[' || sign === '{' || sign === '<' || sign === '!' || sign === '-' || sign === '*' || sign === JSX_OPEN;
}

function skipOne(parser: Parser): Expression {
  const start = startHere(parser);
  const opens = isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{');
  parser.at = opens ? afterBracket(parser) : parser.at + 1;
  return { kind: 'opaque', start, end: endBefore(parser) };
}

function parsePrimary(parser: Parser): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] ?? start;
  switch (tokens.kind[at]) {
    case STRING:
      return parseString(parser);
    case PATTERN:
      return parsePattern(parser);
    case NAME:
      return parseName(parser);
    case PUNCT:
      return parseSign(parser, tokens.text[at] as string, { start, end });
    case NEWLINE:
      return { kind: 'opaque', start, end };
    default:
      parser.at++;
      return { kind: 'opaque', start, end };
  }
}

function parseSign(parser: Parser, sign: string, at: Span): Expression {
  switch (sign) {
    case '(':
      return parseParenthesis(parser);
    case '[':
      return parseList(parser);
    case '{':
      return parseObject(parser);
    case JSX_OPEN:
      return parseElementTree(parser);
    // `<Type>value` and `<T>(x) => y`: the type says nothing.
    case '<':
      if (!parser.dialect.python && skipTypeArguments(parser)) return parsePrimary(parser);
      break;
    // A closing bracket or separator belongs to the caller; it must not be swallowed.
    case ')':
    case ']':
    case '}':
    case ',':
    case ';':
    case ':':
    case JSX_CLOSE:
    case JSX_SELF_END:
    case JSX_TAG_END:
      return { kind: 'opaque', ...at };
  }
  parser.at++;
  return { kind: 'opaque', ...at };
}

function placeText(parser: Parser, value: string, at: Span): void {
  const { key, call, group, listed } = parser;
  parser.tree.texts.push({ text: value, start: at.start, end: at.end, key, call, group, listed });
}

function parseString(parser: Parser): Expression {
  const { tokens } = parser;
  const start = startHere(parser);
  let value = '';
  // Python joins neighbouring literals; JavaScript has none, so the loop runs once.
  do {
    if (tokens.kind[parser.at] === PATTERN) return parsePattern(parser, start, value);
    value += tokens.text[parser.at];
    parser.placed.add(parser.at);
    parser.at++;
  } while (parser.dialect.python && (tokens.kind[parser.at] === STRING || tokens.kind[parser.at] === PATTERN));
  const at = { start, end: endBefore(parser) };
  placeText(parser, value, at);
  return { kind: 'text', text: value, ...at };
}

/** A template or f-string; `before` is the text of literals joined in front of it. */
function parsePattern(parser: Parser, start: number = startHere(parser), before = ''): Expression {
  const { tokens } = parser;
  let value = before;
  const parts: Expression[] = [];
  do {
    const { at } = parser;
    value += tokens.text[at];
    parser.placed.add(at);
    parser.at++;
    for (const hole of tokens.holes.get(at) ?? []) parts.push(parser.dialect.hole(parser, hole.start, hole.end));
  } while (parser.dialect.python && (tokens.kind[parser.at] === STRING || tokens.kind[parser.at] === PATTERN));
  const at = { start, end: endBefore(parser) };
  placeText(parser, value, at);
  return { kind: 'pattern', text: value, parts, ...at };
}

function parseName(parser: Parser): Expression {
  const { tokens } = parser;
  const word = tokens.text[parser.at] as string;
  const start = startHere(parser);
  if (parser.dialect.python) {
    if (word === 'lambda') return parseLambda(parser, start);
  } else {
    if (word === 'function') return parseFunction(parser, start);
    if (word === 'class') return parseClass(parser, start);
    if (isPunct(parser, '=>', 1)) return parseArrow(parser, start, word);
  }
  parser.at++;
  const end = endBefore(parser);
  if (NOTHING.has(word)) return { kind: 'nothing', start, end };
  return { kind: 'name', path: [word], scope: parser.scope, branch: parser.branch, start, end };
}

/** Members, calls and indexes after an operand. */
function parsePostfix(parser: Parser, first: Expression): Expression {
  let left = first;
  const { python } = parser.dialect;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? parser.tokens.text[parser.at] : '';
    if ((sign === '.' || sign === '?.') && isName(parser, 1)) {
      left = memberOf(left, parser.tokens.text[parser.at + 1] as string, parser.tokens.end[parser.at + 1] as number);
      parser.at += 2;
    } else if (sign === '?.' && (isPunct(parser, '(', 1) || isPunct(parser, '[', 1))) parser.at++;
    else if (sign === '(' && left.kind !== 'text' && left.kind !== 'list' && !(left.kind === 'opaque' && lineBreakBefore(parser)))
      left = parseCall(parser, left);
    else if (sign === '[' && (python || !lineBreakBefore(parser))) left = parseIndex(parser, left);
    else if (sign === '!' && !python && !lineBreakBefore(parser) && (isPunct(parser, '.', 1) || isPunct(parser, '(', 1) || isPunct(parser, '[', 1)))
      parser.at++;
    else if (sign === '<' && !python && skipTypeArguments(parser)) continue;
    else return recordRead(parser, left);
  }
}

/** Remembers reads of the environment by member; only the whole path counts. */
export function recordRead(parser: Parser, expression: Expression): Expression {
  if (expression.kind === 'name' && expression.path.length > 1 && isEnvironmentPath(parser.dialect.python, expression.path)) {
    parser.tree.reads.push({ name: expression.path.at(-1) as string, start: expression.start, end: expression.end });
  }
  return expression;
}

/** `x["key"]` is a member; other indexes keep their key. What stands in them is read, but named by nothing. */
function parseIndex(parser: Parser, object: Expression): Expression {
  const { tokens } = parser;
  const close = afterBracket(parser) - 1;
  if (tokens.kind[parser.at + 1] === STRING && parser.at + 2 === close) {
    const key = tokens.text[parser.at + 1] as string;
    parser.placed.add(parser.at + 1);
    parser.at = close + 1;
    return memberOf(object, key, endBefore(parser));
  }
  const position = tokens.kind[parser.at + 1] === NUMBER && parser.at + 2 === close ? Number(tokens.text[parser.at + 1]) : null;
  parser.at++;
  const keys: Expression[] = [];
  within(parser, { key: null, group: null, listed: true }, () => {
    while (parser.at < close) keys.push(parseElement(parser, close));
  });
  parser.at = close + 1;
  return { kind: 'index', object, key: keys.length === 1 ? (keys[0] as Expression) : null, position, start: object.start, end: endBefore(parser) };
}

/** One element of a bracketed list, up to the comma after it. The loop variables of a comprehension are bound to the items. */
function parseElement(parser: Parser, close: number): Expression {
  const before = parser.at;
  const value = parseExpression(parser);
  while (parser.at < close && !isPunct(parser, ',')) {
    if (parser.dialect.python && text(parser) === 'for') parseComprehension(parser, close);
    else {
      if (parser.at === before || text(parser) === 'async' || text(parser) === 'if') parser.at++;
      const from = parser.at;
      within(parser, { key: null }, () => parseExpression(parser));
      if (parser.at === from) parser.at++;
    }
  }
  if (parser.at < close) parser.at++;
  return value;
}

/** `for x in items`, inside brackets or as a statement; the cursor stands at `for`. */
export function parseComprehension(parser: Parser, close: number): void {
  parser.at++;
  const name = isName(parser) && text(parser, 1) === 'in' ? text(parser) : null;
  while (parser.at < close && text(parser) !== 'in' && !atLineEnd(parser)) parser.at++;
  parser.at++;
  const items = within(parser, { key: null, listed: true }, () => parseExpression(parser));
  if (name !== null) bind(parser.scope, name, { kind: 'each', of: items, start: items.start, end: items.end });
}

function parseList(parser: Parser): Expression {
  const start = startHere(parser);
  const close = afterBracket(parser) - 1;
  parser.at++;
  const items: Expression[] = [];
  within(parser, { key: null, listed: true }, () => {
    while (parser.at < close) items.push(parseElement(parser, close));
  });
  parser.at = close + 1;
  return { kind: 'list', items, start, end: endBefore(parser) };
}

function parseParenthesis(parser: Parser): Expression {
  const start = startHere(parser);
  const next = afterBracket(parser);
  if (!parser.dialect.python && isArrowAfter(parser, next)) return parseArrow(parser, start, null);
  parser.at++;
  const items: Expression[] = [];
  while (parser.at < next - 1) items.push(parseElement(parser, next - 1));
  parser.at = next;
  const only = items[0];
  if (items.length === 1 && only && !(parser.dialect.python && isPunct(parser, ',', -2))) return only;
  // JavaScript's comma operator gives the last one.
  const last = items.at(-1);
  if (!parser.dialect.python && last) return last;
  return { kind: 'list', items, start, end: endBefore(parser) };
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
    if (sign === ';' || sign === ',' || sign === ')' || sign === '}' || sign === ']' || sign === '=' || sign === '?' || sign === ':') return false;
    const match = tokens.match[at] ?? -1;
    at = match > at ? match + 1 : at + 1;
  }
  return false;
}

/** Object literal, dict or set. Entries keep their name; computed keys are dropped but their values are read. */
function parseObject(parser: Parser): Expression {
  const start = startHere(parser);
  const close = afterBracket(parser) - 1;
  parser.at++;
  const entries: NamedExpression[] = [];
  within(parser, { group: `o${start}` }, () => {
    while (parser.at < close) {
      const before = parser.at;
      const entry = parseEntry(parser, close);
      if (entry) entries.push(entry);
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
  return { kind: 'object', entries, start, end: endBefore(parser) };
}

function parseEntry(parser: Parser, close: number): NamedExpression | null {
  const { tokens } = parser;
  const kind = tokens.kind[parser.at];
  if (isPunct(parser, '...') || isPunct(parser, '**')) {
    parser.at++;
    return { name: '...', value: parseExpression(parser) };
  }
  if (!parser.dialect.python && kind === NAME && (isPunct(parser, ',', 1) || parser.at + 1 === close)) {
    const name = tokens.text[parser.at] as string;
    return { name, value: parseExpression(parser) };
  }
  if ((kind === NAME || kind === STRING) && isPunct(parser, ':', 1)) {
    const name = tokens.text[parser.at] as string;
    if (kind === STRING) {
      // A key can itself be a model id or a host: a table of prices, a map of endpoints.
      parser.placed.add(parser.at);
      within(parser, { key: '(key)', call: null }, () => placeText(parser, name, { start: startHere(parser), end: tokens.end[parser.at] as number }));
    }
    parser.at += 2;
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  if (!parser.dialect.python && isMethod(parser)) return parseMethod(parser, null);
  return parseComputedEntry(parser, close);
}

/** `[key]: value`, `Model.A: value`, or an item of a set. */
function parseComputedEntry(parser: Parser, close: number): NamedExpression | null {
  const key = within(parser, { key: null }, () => parseExpression(parser));
  if (!isPunct(parser, ':')) {
    while (parser.at < close && !isPunct(parser, ',')) {
      if (parser.dialect.python && text(parser) === 'for') parseComprehension(parser, close);
      else parser.at = isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{') ? afterBracket(parser) : parser.at + 1;
    }
    return null;
  }
  parser.at++;
  const name = key.kind === 'list' && key.items.length === 1 ? key.items[0] : key;
  const value = within(parser, { key: null }, () => parseExpression(parser));
  // The name cannot be known here, but the value is one of those the mapping holds.
  return { name: name?.kind === 'name' ? `[${name.path.join('.')}]` : '[]', value };
}

/** `name(params) {` or `async name(params) {`, `get name() {` in an object or class. */
export function isMethod(parser: Parser): boolean {
  const { tokens } = parser;
  let at = parser.at;
  while (tokens.kind[at] === NAME && (tokens.kind[at + 1] === NAME || (tokens.kind[at + 1] === PUNCT && tokens.text[at + 1] === '*'))) at++;
  if (tokens.kind[at] === PUNCT && tokens.text[at] === '*') at++;
  if (tokens.kind[at] !== NAME || tokens.kind[at + 1] !== PUNCT) return false;
  let open = at + 1;
  if (tokens.text[open] === '<') {
    for (let steps = 0; steps < 40 && tokens.text[open] !== '(' && open < tokens.kind.length; steps++) open++;
  }
  if (tokens.text[open] !== '(') return false;
  const close = tokens.match[open] ?? -1;
  if (close < 0) return false;
  if (tokens.kind[close + 1] !== PUNCT) return false;
  if (tokens.text[close + 1] === '{') return true;
  if (tokens.text[close + 1] !== ':') return false;
  for (let next = close + 2, steps = 0; steps < 40 && next < tokens.kind.length; steps++) {
    const sign = tokens.kind[next] === PUNCT ? tokens.text[next] : '';
    // `: { a: string } {` has a mapping type before the body.
    if (sign === '{') return steps > 0 || tokens.text[(tokens.match[next] ?? next) + 1] === '{';
    if (sign === ';' || sign === ',' || sign === '}' || sign === '=' || sign === ')') return false;
    const match = tokens.match[next] ?? -1;
    next = match > next ? match + 1 : next + 1;
  }
  return false;
}

/** Reads a method: its parameters and body in a scope of their own. In a class its name is bound; a getter stands for its result. */
export function parseMethod(parser: Parser, owner: ClassNode | null): NamedExpression {
  const getter = text(parser) === 'get' && isName(parser, 1);
  while (!isPunct(parser, '(')) parser.at = isPunct(parser, '<') && skipTypeArguments(parser) ? parser.at : parser.at + 1;
  let at = parser.at - 1;
  while (at > 0 && parser.tokens.kind[at] !== NAME) at--;
  const name = parser.tokens.text[at] as string;
  const of = newFunction(name, owner);
  of.property = getter;
  const value = parseFunctionRest(parser, of, startHere(parser));
  if (owner !== null) {
    if (name === 'constructor') {
      owner.constructed = true;
      owner.parameters.push(...of.parameters);
    } else bind(owner.scope, `self.${name}`, value);
  }
  return { name, value };
}

function parseFunction(parser: Parser, start: number): Expression {
  parser.at++;
  if (isPunct(parser, '*')) parser.at++;
  let name: string | null = null;
  if (isName(parser)) name = parser.tokens.text[parser.at++] as string;
  if (isPunct(parser, '<')) skipTypeArguments(parser);
  if (!isPunct(parser, '(')) return { kind: 'opaque', start, end: start };
  const value = parseFunctionRest(parser, newFunction(name), start);
  if (name !== null) bind(parser.scope, name, value);
  return value;
}

function parseFunctionRest(parser: Parser, of: FunctionNode, start: number): Expression {
  const scope = newScope(parser.scope, 'function', of);
  parseParameters(parser, scope, of);
  skipReturnType(parser);
  if (isPunct(parser, '{')) within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => parser.dialect.block(parser));
  return { kind: 'function', of, start, end: endBefore(parser) };
}

/** `x => body` or `(x, y): Type => body`. */
function parseArrow(parser: Parser, start: number, parameter: string | null): Expression {
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'function', of);
  if (parameter === null) {
    parseParameters(parser, scope, of);
    skipReturnType(parser);
  } else {
    addParameter(scope, of, parameter, 0, false, null, null, startHere(parser));
    parser.at++;
  }
  if (isPunct(parser, '=>')) parser.at++;
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
    if (isPunct(parser, '{')) parser.dialect.block(parser);
    else of.returns.push(parseExpression(parser));
  });
  return { kind: 'function', of, start, end: endBefore(parser) };
}

function parseLambda(parser: Parser, start: number): Expression {
  const of = newFunction(null);
  while (!isPunct(parser, ':') && !atLineEnd(parser)) parser.at++;
  if (isPunct(parser, ':')) parser.at++;
  const value = parseExpression(parser);
  of.returns.push(value);
  return { kind: 'function', of, start, end: value.end };
}

function addParameter(
  scope: Scope,
  of: FunctionNode,
  name: string,
  position: number | null,
  destructured: boolean,
  fallback: Expression | null,
  type: Expression | null,
  start: number,
): void {
  of.parameters.push({ name, position, destructured });
  const owner = of.owner !== null && (of.name === '__init__' || of.name === 'constructor') ? of.owner : of;
  bind(scope, name, { kind: 'parameter', of: owner, name, fallback, type, start, end: start + name.length });
}

/** A parameter list at the current `(`: names are bound to what callers pass or, when nothing is passed, to their default. */
export function parseParameters(parser: Parser, scope: Scope, of: FunctionNode): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  within(parser, { scope, call: null, group: null, key: null, listed: false }, () => {
    let position = 0;
    let named = false;
    while (parser.at < close) {
      const before = parser.at;
      if (parser.dialect.python && isPunct(parser, '*') && isPunct(parser, ',', 1)) named = true;
      const taken = parseParameter(parser, scope, of, named ? null : position, close);
      if (taken) position++;
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
}

/** One parameter; false for `self` and `cls`, which no caller passes. */
function parseParameter(parser: Parser, scope: Scope, of: FunctionNode, position: number | null, close: number): boolean {
  let name: string | null = null;
  let fallback: Expression | null = null;
  let type: Expression | null = null;
  let own = false;
  const start = startHere(parser);
  while (parser.at < close && !isPunct(parser, ',')) {
    if (isPunct(parser, '=')) {
      parser.at++;
      fallback = within(parser, { key: name }, () => parseExpression(parser));
    } else if (isPunct(parser, ':')) {
      parser.at++;
      type = parseTypeName(parser, scope);
      skipType(parser);
    } else if (isPunct(parser, '{')) readDestructured(parser, scope, of, position);
    else if (isPunct(parser, '[')) parser.at = afterBracket(parser);
    else {
      const word = isName(parser) ? text(parser) : '';
      if (word === 'public' || word === 'private' || word === 'protected' || word === 'readonly') own = own || isName(parser, 1);
      if (word !== '') name = word;
      parser.at++;
    }
  }
  if (name === null || name === 'self' || name === 'cls') return name === null && parser.at > 0 && !isPunct(parser, '*', -1);
  addParameter(scope, of, name, position, false, fallback, type, start);
  // `constructor(private model: string)` is a field as well.
  if (own && of.owner) bind(of.owner.scope, `self.${name}`, { kind: 'parameter', of: of.owner, name, fallback, type, start, end: start + name.length });
  return true;
}

function parseTypeName(parser: Parser, scope: Scope): Expression | null {
  const path = typeName(parser);
  const start = startHere(parser);
  return path.length === 0 ? null : { kind: 'name', path, scope, branch: null, start, end: start };
}

/** `{ model = "x", prompt: text }` as a parameter. */
function readDestructured(parser: Parser, scope: Scope, of: FunctionNode, position: number | null): void {
  for (const { name, local, fallback, start } of readPattern(parser)) {
    of.parameters.push({ name, position, destructured: true });
    bind(scope, local, {
      kind: 'parameter',
      of: of.owner !== null && of.name === 'constructor' ? of.owner : of,
      name,
      fallback,
      type: null,
      start,
      end: start + name.length,
    });
  }
}

/** A name taken out of an object by a pattern. */
export interface PatternName {
  readonly name: string;
  readonly local: string;
  readonly fallback: Expression | null;
  readonly start: number;
}

/** The names of an object pattern `{ a, b: c, d = 1, ...rest }` at the cursor. Nested patterns are stepped over. */
export function readPattern(parser: Parser): PatternName[] {
  const close = afterBracket(parser) - 1;
  const names: PatternName[] = [];
  parser.at++;
  while (parser.at < close) {
    const start = startHere(parser);
    const kind = parser.tokens.kind[parser.at];
    if (kind === NAME || kind === STRING) {
      const name = parser.tokens.text[parser.at] as string;
      let local = name;
      parser.at++;
      if (isPunct(parser, ':')) {
        parser.at++;
        local = isName(parser) ? text(parser) : '';
        parser.at = isPunct(parser, '{') || isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
      }
      let fallback: Expression | null = null;
      if (isPunct(parser, '=')) {
        parser.at++;
        fallback = within(parser, { key: name }, () => parseExpression(parser));
      }
      if (local !== '') names.push({ name, local, fallback, start });
    }
    while (parser.at < close && !isPunct(parser, ','))
      parser.at = isPunct(parser, '{') || isPunct(parser, '(') || isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
    parser.at++;
  }
  parser.at = close + 1;
  return names;
}

/** `class A extends B {` (JavaScript). */
function parseClass(parser: Parser, start: number): Expression {
  parser.at++;
  const name = isName(parser) && text(parser) !== 'extends' ? text(parser) : null;
  const bases: Expression[] = [];
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ';')) {
    if (text(parser) === 'extends') {
      parser.at++;
      bases.push(within(parser, { key: null }, () => parsePostfix(parser, parsePrimary(parser))));
    } else parser.at = isPunct(parser, '(') ? afterBracket(parser) : parser.at + 1;
  }
  const scope = newScope(parser.scope, 'class');
  const of: ClassNode = { kind: 'class', name, scope, bases, parameters: [], constructed: false };
  scope.type = of;
  parser.tree.classes.push(of);
  if (isPunct(parser, '{')) within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => parser.dialect.block(parser));
  const value: Expression = { kind: 'class', of, start, end: endBefore(parser) };
  if (name !== null) bind(parser.scope, name, value);
  return value;
}

function parseCall(parser: Parser, callee: Expression): Expression {
  const { tokens, tree } = parser;
  const close = afterBracket(parser) - 1;
  const call: Call = { id: tree.calls.length, callee, args: [], start: callee.start, end: tokens.end[close] ?? callee.end };
  tree.calls.push(call);
  parser.at++;
  // The default of an environment read, of a field or of a lookup is what the variable around it holds.
  const last = callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
  const lookUp = /^(?:get|getenv|getattr|config|env|pop|setdefault)$/.test(last);
  const outer = lookUp || /^(?:Field|field|default|cast|str|String|Option)$/.test(last) ? parser.key : null;
  within(parser, { call: call.id, group: `c${call.id}`, key: lookUp ? null : outer, listed: false }, () => {
    for (let position = 0; parser.at < close; position++) {
      if (lookUp && position > 0) parser.key = outer;
      call.args.push(parseArgument(parser, String(position), close, outer));
    }
  });
  parser.at = close + 1;
  return { kind: 'call', call, start: call.start, end: call.end };
}

function parseArgument(parser: Parser, position: string, close: number, outer: string | null): NamedExpression {
  if (isPunct(parser, '**') || isPunct(parser, '...')) {
    parser.at++;
    return { name: '...', value: parseElement(parser, close) };
  }
  if (parser.dialect.python && isName(parser) && isPunct(parser, '=', 1)) {
    const name = text(parser);
    parser.at += 2;
    return { name, value: within(parser, { key: name === 'default' ? outer : name }, () => parseElement(parser, close)) };
  }
  return { name: position, value: parseElement(parser, close) };
}

/** A JSX element: attributes are keyed texts, the expressions in braces are read, its text is nothing. */
function parseElementTree(parser: Parser): Expression {
  const start = startHere(parser);
  const close = (parser.tokens.match[parser.at] ?? -1) > parser.at ? (parser.tokens.match[parser.at] as number) : parser.tokens.kind.length;
  parser.at++;
  parser.depth++;
  within(parser, { group: `j${start}`, call: null, key: null, listed: false }, () => {
    while (parser.at < close && !nestsTooDeep(parser, MAX_DEPTH)) {
      if (isName(parser) && isPunct(parser, '=', 1)) parseAttribute(parser);
      else if (isPunct(parser, '{')) parseBraces(parser);
      else if (isPunct(parser, JSX_OPEN)) parseElementTree(parser);
      else parser.at++;
    }
  });
  parser.depth--;
  parser.at = close + 1;
  return { kind: 'opaque', start, end: endBefore(parser) };
}

function parseAttribute(parser: Parser): void {
  const name = text(parser);
  parser.at += 2;
  within(parser, { key: name }, () => {
    if (isPunct(parser, '{')) parseBraces(parser);
    else if (parser.tokens.kind[parser.at] === STRING) parseString(parser);
  });
}

function parseBraces(parser: Parser): void {
  const next = afterBracket(parser);
  parser.at++;
  while (parser.at < next - 1) {
    const before = parser.at;
    parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
  parser.at = next;
}
