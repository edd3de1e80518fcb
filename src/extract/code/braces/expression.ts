/**
 * Expressions of the languages with braces: an island grammar as that of Python and JavaScript (`../expression.ts`), and the same tree. What each
 * language says in its own way comes out as one thing: builder chains, options functions, initialisers and blocks that set options are the named
 * arguments of a call, struct literals and maps are objects, `a().b().c(x)` is a call of `a.b.c`. A grammar, so longer than other files.
 */
import { afterBracket, atEnd, endBefore, isName, isPunct, lineBreakBefore, nestsTooDeep, newChain, startHere, takesStep, text, within } from '../cursor.ts';
import { isEnvironmentPath } from '../environment-path.ts';
import { NAME, NUMBER, PATTERN, PUNCT, STRING } from '../tokens.ts';
import { bind, type Call, choiceOf, concatOf, type Expression, type FunctionNode, memberOf, newFunction, newScope, type Scope, type Span } from '../tree.ts';
import { parseArguments, parseEntries, placeText } from './arguments.ts';
import { buildStep, isTransparent, startsBuilding, unites } from './chains.ts';
import { parseMacro } from './macros.ts';
import { addBlock, optionsOf } from './options.ts';
import { afterTypes, type BraceParser, bindPath, classNamed, inHead, MAX_DEPTH, opaque, readType, step } from './parser.ts';

const PREFIX_WORDS = new Set([
  'await',
  'new',
  'throw',
  'return',
  'mut',
  'ref',
  'out',
  'move',
  'async',
  'unsafe',
  'co_await',
  'yield',
  'try',
  'const',
  'checked',
  'raise',
  'not',
  'lazy',
  'stackalloc',
  'co_return',
  'suspend',
  'inout',
  'each',
  'consume',
  'final',
]);
const PREFIX_SIGNS = new Set(['!', '-', '+', '~', '*', '&', '&&', '...', '..', '++', '--', '!!', '<-', '^', '..<', '...?']);
const NOTHING = new Set(['nil', 'null', 'None', 'nullptr', 'NULL', 'Nothing', 'nullopt']);
const OTHER_BINARY = new Set([
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  '-',
  '*',
  '/',
  '%',
  '|',
  '&',
  '^',
  '<<',
  '..',
  '...',
  '..=',
  '..<',
  '|>',
  '-=',
  '*=',
  '/=',
  '%=',
  '<-',
  '<<=',
]);
/** Operators that go on with the line before, in languages whose statements end with their line. */
const CONTINUES = new Set(['?:', '??', '&&', '||', '|>', '?', ':']);

/** An expression with its operators. Moves at least one token on, unless at a closing bracket, a separator or the end. */
export function parseExpression(parser: BraceParser): Expression {
  const start = startHere(parser);
  if (!takesStep(parser, MAX_DEPTH)) {
    step(parser);
    return opaque(parser, start);
  }
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
  return { start: left.start, end: Math.max(left.end, right.end) };
}

function parseOperator(parser: BraceParser, left: Expression): Expression | null {
  const operator = text(parser);
  const { kind, lines, ternary } = parser.traits;
  if (operator === '' || (lines && !CONTINUES.has(operator) && lineBreakBefore(parser))) return null;
  switch (operator) {
    case '??':
    case '?:':
    case '||':
      parser.at++;
      return choiceOf(left, parseOperand(parser));
    case '&&':
      parser.at++;
      return parseOperand(parser);
    case '+':
      parser.at++;
      return concatOf(left, parseOperand(parser));
    case '++':
    case '--':
      parser.at++;
      return left;
    case '?':
      return ternary ? parseConditional(parser, left) : null;
    case '=':
    case ':=':
    case '??=':
      return parseAssignment(parser, left);
    case '+=':
      parser.at++;
      within(parser, { key: null }, () => parseExpression(parser));
      return opaque(parser, left.start);
    case '<-':
      return kind === 'fsharp' ? parseAssignment(parser, left) : parseOther(parser, left);
    case 'as':
    case 'is':
    case 'instanceof':
      return parseTypeTest(parser, left, operator);
    case 'to':
    case '->':
      return (kind === 'kotlin' && operator === 'to') || (kind === 'scala' && operator === '->') ? parsePair(parser, left) : null;
    case 'with':
      if (!isPunct(parser, '{', 1)) return null;
      parser.at++;
      parseEntries(parser);
      return left;
    case 'switch':
    case 'match':
      return isPunct(parser, '{', 1) && (kind === 'csharp' || kind === 'scala') ? parseArms(parser, left) : null;
    default:
      return parseOther(parser, left);
  }
}

function parseOther(parser: BraceParser, left: Expression): Expression | null {
  const operator = text(parser);
  if (!OTHER_BINARY.has(operator)) return null;
  parser.at++;
  // `1..` may end there.
  if (isPunct(parser, ')') || isPunct(parser, ']') || isPunct(parser, ',') || isPunct(parser, '{')) return opaque(parser, left.start);
  within(parser, { key: null }, () => parseOperand(parser));
  return opaque(parser, left.start);
}

function parseConditional(parser: BraceParser, condition: Expression): Expression {
  parser.at++;
  const yes = parseExpression(parser);
  if (!isPunct(parser, ':')) return yes;
  parser.at++;
  const no = parseExpression(parser);
  return { kind: 'choice', options: [yes, no], ...span(condition, no) };
}

function parseAssignment(parser: BraceParser, left: Expression): Expression {
  const declares = isPunct(parser, ':=');
  parser.at++;
  const path = left.kind === 'name' ? left.path : [];
  const value = within(parser, { key: path.at(-1) ?? null }, () => parseExpression(parser));
  if (declares && path.length === 1) bind(parser.scope, path[0] as string, value);
  else if (path.length > 0) bindPath(parser, path, value);
  return value;
}

function parseTypeTest(parser: BraceParser, left: Expression, operator: string): Expression {
  parser.at++;
  if (isPunct(parser, '?') || isPunct(parser, '!')) parser.at++;
  readType(parser);
  return operator === 'as' ? left : opaque(parser, left.start);
}

/** `"model" to name`, `"model" -> name`: one entry of a map. */
function parsePair(parser: BraceParser, left: Expression): Expression {
  parser.at++;
  const name = left.kind === 'text' ? left.text : '[]';
  const value = within(parser, { key: left.kind === 'text' ? left.text : null }, () => parseOperand(parser));
  return { kind: 'object', entries: [{ name, value }], ...span(left, value) };
}

/** The arms of `x switch { a => b }` or `x match { case a => b }`: any of them can be the value. */
export function parseArms(parser: BraceParser, subject: Expression): Expression {
  parser.at++;
  const close = afterBracket(parser) - 1;
  const chain = newChain(parser);
  const options: Expression[] = [];
  const arrow = parser.traits.kind === 'kotlin' || parser.traits.kind === 'java' ? '->' : '=>';
  parser.at++;
  for (let index = 0; parser.at < close; index++) {
    while (parser.at < close && !isPunct(parser, arrow)) step(parser);
    if (parser.at >= close) break;
    parser.at++;
    const branch = { chain, index, parent: parser.branch };
    options.push(inHead(parser, false, () => within(parser, { branch }, () => parseBody(parser))));
    while (parser.at < close && (isPunct(parser, ',') || isPunct(parser, ';'))) parser.at++;
  }
  parser.at = close + 1;
  return options.length === 0 ? opaque(parser, subject.start) : { kind: 'choice', options, start: subject.start, end: endBefore(parser) };
}

/** What follows an arrow or an `=`: a block, whose last expression it is worth, or an expression. */
export function parseBody(parser: BraceParser): Expression {
  return isPunct(parser, '{') ? parseBlock(parser) : parseExpression(parser);
}

/** `{ statements }`, worth its last expression. */
export function parseBlock(parser: BraceParser, scope: Scope = newScope(parser.scope, 'block', parser.scope.function)): Expression {
  const start = startHere(parser);
  const close = afterBracket(parser) - 1;
  let last: Expression | null = null;
  parser.at++;
  parser.depth++;
  inHead(parser, false, () =>
    within(parser, { scope, key: null }, () => {
      while (parser.at < close && !atEnd(parser)) {
        const before = parser.at;
        if (nestsTooDeep(parser, MAX_DEPTH)) step(parser);
        else last = parser.statement(parser) ?? last;
        if (parser.at === before) parser.at++;
      }
    }),
  );
  parser.depth--;
  parser.at = Math.max(parser.at, close + 1);
  return last ?? opaque(parser, start);
}

/** An operand with its prefixes and all that is written after it. */
export function parseOperand(parser: BraceParser): Expression {
  for (;;) {
    const word = text(parser);
    if (word === 'new' && isName(parser)) return parsePostfix(parser, parseNew(parser));
    const prefix = isName(parser) ? PREFIX_WORDS.has(word) && startsOperand(parser, 1) : PREFIX_SIGNS.has(word);
    if (!prefix) break;
    parser.at++;
    // `try?`, `try!`, `&mut`.
    if (word === 'try' && (isPunct(parser, '?') || isPunct(parser, '!'))) parser.at++;
  }
  return parsePostfix(parser, parsePrimary(parser));
}

function startsOperand(parser: BraceParser, offset: number): boolean {
  const kind = parser.tokens.kind[parser.at + offset];
  if (kind === undefined) return false;
  if (kind !== PUNCT) return true;
  return ['(', '[', '{', '!', '-', '*', '&', '|', '||', '.', '?'].includes(parser.tokens.text[parser.at + offset] as string);
}

function parsePrimary(parser: BraceParser): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  switch (tokens.kind[at]) {
    case STRING:
    case PATTERN:
      return parseString(parser);
    case NAME:
      return parseName(parser);
    case NUMBER:
      parser.at++;
      return opaque(parser, start);
    case PUNCT:
      return parseSign(parser, tokens.text[at] as string, start);
    default:
      return { kind: 'opaque', start, end: start };
  }
}

function parseSign(parser: BraceParser, sign: string, start: number): Expression {
  const { kind } = parser.traits;
  switch (sign) {
    case '(':
      return parseParenthesis(parser);
    case '[':
      return parseBracket(parser);
    case '{':
      return parseBraceValue(parser);
    case '|':
    case '||':
      if (kind === 'rust') return parseBarClosure(parser);
      break;
    case '.':
      // `.gpt4_o`, `.init(...)`: a member of the type that is expected here.
      if (isName(parser, 1)) {
        parser.at += 2;
        return { kind: 'name', path: ['', text(parser, -1)], scope: parser.scope, branch: parser.branch, start, end: endBefore(parser) };
      }
      break;
    case '::':
      while (isPunct(parser, '::')) parser.at++;
      return parsePrimary(parser);
    case ')':
    case ']':
    case '}':
    case ',':
    case ';':
    case ':':
    case '=>':
      return { kind: 'opaque', start, end: start };
  }
  parser.at++;
  return opaque(parser, start);
}

/** Literals next to each other are one in C and Dart. */
function parseString(parser: BraceParser): Expression {
  const { tokens } = parser;
  const start = startHere(parser);
  const joins = parser.traits.kind === 'c' || parser.traits.kind === 'dart';
  let value = '';
  const parts: Expression[] = [];
  let holes = false;
  do {
    const { at } = parser;
    value += tokens.text[at];
    parser.placed.add(at);
    holes ||= tokens.kind[at] === PATTERN;
    parser.at++;
    for (const hole of tokens.holes.get(at) ?? []) parts.push(parser.dialect.hole(parser, hole.start, hole.end));
  } while (joins && (tokens.kind[parser.at] === STRING || tokens.kind[parser.at] === PATTERN));
  const at = { start, end: endBefore(parser) };
  placeText(parser, value, at);
  return holes ? { kind: 'pattern', text: value, parts, ...at } : { kind: 'text', text: value, ...at };
}

function parseName(parser: BraceParser): Expression {
  const { kind } = parser.traits;
  const word = text(parser);
  const start = startHere(parser);
  if (word.startsWith('@')) {
    // An annotation before a value says nothing about it.
    parser.at++;
    if (isPunct(parser, '(')) parseCall(parser, { kind: 'opaque', start, end: start });
    return parsePrimary(parser);
  }
  if (kind === 'go') {
    const typed = parseGoType(parser, word, start);
    if (typed) return typed;
  }
  if (kind === 'rust' && isPunct(parser, '!', 1) && !isPunct(parser, '=', 2)) {
    const made = parseMacro(parser, start);
    if (made) return made;
  }
  const controlled = parseControlValue(parser, word, start);
  if (controlled) return controlled;
  if ((isPunct(parser, '=>', 1) && parser.traits.kind !== 'rust') || (isPunct(parser, '->', 1) && kind === 'java')) {
    if (kind !== 'kotlin' && kind !== 'swift') return parseArrow(parser, start, word);
  }
  parser.at++;
  if (NOTHING.has(word)) return { kind: 'nothing', start, end: endBefore(parser) };
  return { kind: 'name', path: [word], scope: parser.scope, branch: parser.branch, start, end: endBefore(parser) };
}

/** `if`, `when`, `match`, `switch`, `func` where a value is expected. */
function parseControlValue(parser: BraceParser, word: string, start: number): Expression | null {
  const { kind } = parser.traits;
  switch (word) {
    case 'if':
      return kind === 'rust' || kind === 'kotlin' || kind === 'scala' || kind === 'swift' || kind === 'fsharp' ? parseIfValue(parser, start) : null;
    case 'when':
    case 'match':
    case 'switch':
      return parseSelection(parser, start);
    case 'func':
    case 'fun':
    case 'delegate':
      if (!isPunct(parser, '(', 1)) return null;
      parser.at++;
      return parseFunctionValue(parser, start);
    case 'async':
    case 'unsafe':
    case 'try':
    case 'loop':
      if (!isPunct(parser, '{', 1)) return null;
      parser.at++;
      return parseBlock(parser);
    default:
      return null;
  }
}

function parseSelection(parser: BraceParser, start: number): Expression | null {
  const { kind } = parser.traits;
  if (kind === 'swift' || kind === 'go' || kind === 'c' || kind === 'csharp' || kind === 'fsharp' || kind === 'scala') return null;
  const before = parser.at;
  parser.at++;
  if (isPunct(parser, '(')) parseHead(parser);
  else if (!isPunct(parser, '{')) inHead(parser, true, () => within(parser, { key: null }, () => parseExpression(parser)));
  if (!isPunct(parser, '{')) {
    parser.at = before;
    return null;
  }
  parser.at--;
  return parseArms(parser, { kind: 'opaque', start, end: start });
}

/** `(condition)`: read, and worth nothing. */
export function parseHead(parser: BraceParser): void {
  const close = afterBracket(parser);
  parser.at++;
  inHead(parser, false, () =>
    within(parser, { key: null }, () => {
      while (parser.at < close - 1) {
        const before = parser.at;
        parser.statement(parser);
        if (parser.at === before) parser.at++;
      }
    }),
  );
  parser.at = close;
}

function parseIfValue(parser: BraceParser, start: number): Expression {
  const chain = newChain(parser);
  const options: Expression[] = [];
  for (let index = 0; ; index++) {
    parser.at++;
    if (text(parser) === 'if') parser.at++;
    else if (index > 0) {
      const branch = { chain, index, parent: parser.branch };
      options.push(within(parser, { branch }, () => parseBody(parser)));
      break;
    }
    if (isPunct(parser, '(') && parser.traits.kind !== 'rust') parseHead(parser);
    else readCondition(parser);
    if (text(parser) === 'then') parser.at++;
    const branch = { chain, index, parent: parser.branch };
    options.push(within(parser, { branch }, () => parseBody(parser)));
    if (text(parser) !== 'else') break;
  }
  return { kind: 'choice', options, start, end: endBefore(parser) };
}

/** A condition without brackets, up to the block after it. */
export function readCondition(parser: BraceParser): void {
  inHead(parser, true, () =>
    within(parser, { key: null }, () => {
      while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, '}') && text(parser) !== 'then') {
        const before = parser.at;
        if (text(parser) === 'else') return;
        parser.statement(parser);
        if (parser.at === before) parser.at++;
      }
    }),
  );
}

/** Go writes types before the values they make: `map[string]any{}`, `[]string{}`, `struct{ ... }{}`. */
function parseGoType(parser: BraceParser, word: string, start: number): Expression | null {
  if (word === 'map' && isPunct(parser, '[', 1)) {
    parser.at++;
    parser.at = afterBracket(parser);
    readType(parser);
    return isPunct(parser, '{') ? parseEntries(parser) : opaque(parser, start);
  }
  if (word === 'struct' && isPunct(parser, '{', 1)) {
    parser.at++;
    parser.at = afterBracket(parser);
    return isPunct(parser, '{') ? parseEntries(parser) : opaque(parser, start);
  }
  if (word === 'interface' && isPunct(parser, '{', 1)) {
    parser.at++;
    parser.at = afterBracket(parser);
    return opaque(parser, start);
  }
  return null;
}

function parseParenthesis(parser: BraceParser): Expression {
  const { kind, typeFirst } = parser.traits;
  const start = startHere(parser);
  const next = afterBracket(parser);
  const arrow = parser.tokens.kind[next] === PUNCT ? parser.tokens.text[next] : '';
  if ((arrow === '=>' && kind !== 'rust') || (arrow === '->' && kind === 'java')) return parseArrow(parser, start, null);
  if (kind === 'dart' && arrow === '{') return parseFunctionValue(parser, start);
  parser.at++;
  const items: Expression[] = [];
  inHead(parser, false, () => {
    while (parser.at < next - 1) {
      const before = parser.at;
      items.push(parseExpression(parser));
      while (parser.at < next - 1 && !isPunct(parser, ',')) {
        const from = parser.at;
        within(parser, { key: null }, () => parseExpression(parser));
        if (parser.at === from) parser.at++;
      }
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = next;
  const [only] = items;
  // `(Type) value`: the type says nothing.
  if (
    typeFirst &&
    only?.kind === 'name' &&
    !lineBreakBefore(parser) &&
    (isName(parser) || isText(parser)) &&
    !/^(?:is|as|in|instanceof|switch|with|and|or)$/.test(text(parser))
  )
    return parseOperand(parser);
  return items.length === 1 && only ? only : { kind: 'list', items, start, end: endBefore(parser) };
}

function isText(parser: BraceParser): boolean {
  const kind = parser.tokens.kind[parser.at];
  return kind === STRING || kind === PATTERN;
}

/** `[...]`: a list, a map of Swift, a typed list of Go, or the captures of a closure of C++. */
function parseBracket(parser: BraceParser): Expression {
  const { kind } = parser.traits;
  const start = startHere(parser);
  const next = afterBracket(parser);
  const follows = parser.tokens.kind[next] === PUNCT ? parser.tokens.text[next] : '';
  if (kind === 'go') {
    parser.at = next;
    readType(parser);
    return isPunct(parser, '{') ? parseEntries(parser) : isPunct(parser, '(') ? parseParenthesis(parser) : opaque(parser, start);
  }
  if (kind === 'c' && (follows === '(' || follows === '{')) {
    parser.at = next;
    return parseFunctionValue(parser, start);
  }
  return inHead(parser, false, () => parseEntries(parser));
}

function parseBraceValue(parser: BraceParser): Expression {
  const { kind, lambdaArrow } = parser.traits;
  if (kind === 'rust') {
    const keyed = parser.tokens.kind[parser.at + 1] === STRING && isPunct(parser, ':', 2);
    return keyed ? parseEntries(parser) : parseBlock(parser);
  }
  if (lambdaArrow !== null && kind !== 'scala') return parseBlockLambda(parser);
  if (kind === 'scala') return parseBlock(parser);
  return parseEntries(parser);
}

/** `|x| body` of Rust. */
function parseBarClosure(parser: BraceParser): Expression {
  const start = startHere(parser);
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'function', of);
  if (isPunct(parser, '||')) parser.at++;
  else {
    parser.at++;
    for (let position = 0; !atEnd(parser) && !isPunct(parser, '|'); ) {
      if (isName(parser) && text(parser) !== 'mut') addParameter(parser, scope, of, position++);
      while (!atEnd(parser) && !isPunct(parser, ',') && !isPunct(parser, '|')) step(parser);
      if (isPunct(parser, ',')) parser.at++;
    }
    parser.at++;
  }
  if (isPunct(parser, '->')) {
    parser.at++;
    readType(parser);
  }
  return finishClosure(parser, of, scope, start);
}

function finishClosure(parser: BraceParser, of: FunctionNode, scope: Scope, start: number): Expression {
  inHead(parser, false, () =>
    within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
      of.returns.push(isPunct(parser, '{') ? parseBlock(parser, scope) : parseExpression(parser));
    }),
  );
  parser.closures.set(of, scope);
  return { kind: 'function', of, start, end: endBefore(parser) };
}

/** `x -> body`, `(x, y) => body`. */
function parseArrow(parser: BraceParser, start: number, parameter: string | null): Expression {
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'function', of);
  if (parameter !== null) {
    addParameter(parser, scope, of, 0);
    parser.at++;
  } else readNames(parser, scope, of, afterBracket(parser));
  parser.at++;
  return finishClosure(parser, of, scope, start);
}

/** Names in the brackets of a closure: the last word of each part. */
function readNames(parser: BraceParser, scope: Scope, of: FunctionNode, end: number): void {
  parser.at++;
  for (let position = 0; parser.at < end - 1; ) {
    let last = -1;
    while (parser.at < end - 1 && !isPunct(parser, ',')) {
      if (isName(parser)) last = parser.at;
      step(parser);
    }
    if (last >= 0) {
      const resume = parser.at;
      parser.at = last;
      addParameter(parser, scope, of, position++);
      parser.at = resume;
    }
    if (isPunct(parser, ',')) parser.at++;
  }
  parser.at = end;
}

function addParameter(parser: BraceParser, scope: Scope, of: FunctionNode, position: number): void {
  const name = text(parser);
  const start = startHere(parser);
  of.parameters.push({ name, position, destructured: false });
  bind(scope, name, { kind: 'parameter', of, name, fallback: null, type: null, start, end: start + name.length });
}

/** `func(x T) R { ... }`, `(x) { ... }`, `[=](auto x) { ... }`. */
function parseFunctionValue(parser: BraceParser, start: number): Expression {
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'function', of);
  if (isPunct(parser, '(')) readNames(parser, scope, of, afterBracket(parser));
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ')') && !isPunct(parser, ',') && !isPunct(parser, ';') && !isPunct(parser, '}'))
    step(parser);
  return isPunct(parser, '{') ? finishClosure(parser, of, scope, start) : opaque(parser, start);
}

/** `{ x -> ... }`, `{ x in ... }`, or a block that is passed as it is. */
export function parseBlockLambda(parser: BraceParser): Expression {
  const { tokens } = parser;
  const start = startHere(parser);
  const close = afterBracket(parser) - 1;
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'function', of);
  const arrow = lambdaHead(parser, close);
  const before = parser.tree.calls.length;
  parser.at++;
  if (arrow !== null) {
    for (let position = 0; parser.at < arrow; ) {
      if (isName(parser)) addParameter(parser, scope, of, position++);
      while (parser.at < arrow && !isPunct(parser, ',')) {
        // `(a, b) in`
        if (isPunct(parser, '(')) parser.at++;
        else step(parser);
      }
      if (isPunct(parser, ',')) parser.at++;
    }
    parser.at = arrow + 1;
  }
  let last: Expression | null = null;
  parser.depth++;
  inHead(parser, false, () =>
    within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
      while (parser.at < close) {
        const before = parser.at;
        if (nestsTooDeep(parser, MAX_DEPTH)) step(parser);
        else last = parser.statement(parser) ?? last;
        if (parser.at === before) parser.at++;
      }
    }),
  );
  parser.depth--;
  if (last) of.returns.push(last);
  parser.closures.set(of, scope);
  if (parser.traits.kind === 'kotlin') noteReceiverCalls(parser, scope, before);
  parser.at = close + 1;
  return { kind: 'function', of, start, end: tokens.end[close] ?? endBefore(parser) };
}

/** `setBody(x)`, `url("y")`: in a block of Kotlin they are told to what the block is given. */
function noteReceiverCalls(parser: BraceParser, scope: Scope, from: number): void {
  const { calls } = parser.tree;
  // What stands in the arguments of such a call is told to that call.
  let inside = 0;
  for (let at = from; at < calls.length; at++) {
    const { callee, args, end } = calls[at] as Call;
    const [first] = args;
    if (!first || callee.kind !== 'name' || callee.path.length !== 1 || callee.scope !== scope || callee.start < inside) continue;
    inside = end;
    const name = (callee.path[0] as string).replace(/^set(?=[A-Z])/, '');
    const list = parser.free.get(scope) ?? [];
    list.push({ name, value: first.value });
    parser.free.set(scope, list);
  }
}

/** Index of the arrow that ends the parameters of a block; null when it has none. */
function lambdaHead(parser: BraceParser, close: number): number | null {
  const { tokens } = parser;
  const { lambdaArrow } = parser.traits;
  for (let at = parser.at + 1, steps = 0; at < close && steps < 40; steps++) {
    const kind = tokens.kind[at];
    const sign = tokens.text[at] as string;
    if ((kind === PUNCT || kind === NAME) && sign === lambdaArrow) return at;
    if (kind === STRING || kind === PATTERN || kind === NUMBER) return null;
    if (kind === PUNCT && !['(', ')', ',', ':', '?', '<', '>', '.', '[', ']', '->', '@', '_', '*', '&'].includes(sign)) return null;
    const match = tokens.match[at] ?? -1;
    at = match > at && sign !== '(' ? match + 1 : at + 1;
  }
  return null;
}

/** `new Type(args) { Name = value }`, `new() { ... }`, `new { ... }`, `new[] { ... }`. */
function parseNew(parser: BraceParser): Expression {
  const { kind } = parser.traits;
  const start = startHere(parser);
  parser.at++;
  if (isPunct(parser, '{')) return kind === 'csharp' ? parseEntries(parser) : opaque(parser, start);
  if (isPunct(parser, '[')) {
    parser.at = afterBracket(parser);
    return isPunct(parser, '{') ? parseEntries(parser) : opaque(parser, start);
  }
  const at = startHere(parser);
  const path: string[] = [];
  while (isName(parser)) {
    path.push(text(parser));
    parser.at++;
    const types = isPunct(parser, '<') ? afterTypes(parser, parser.at) : null;
    if (types !== null) parser.at = types;
    if ((isPunct(parser, '.') || isPunct(parser, '::')) && isName(parser, 1)) parser.at++;
    else break;
  }
  const callee: Expression =
    path.length === 0
      ? { kind: 'opaque', start, end: at }
      : { kind: 'name', path, scope: parser.scope, branch: parser.branch, start: at, end: endBefore(parser) };
  if (isPunct(parser, '[')) {
    while (isPunct(parser, '[')) parser.at = afterBracket(parser);
    return isPunct(parser, '{') ? parseEntries(parser) : opaque(parser, start);
  }
  if (isPunct(parser, '?')) parser.at++;
  const made = isPunct(parser, '(') ? parseCall(parser, callee, start) : emptyCall(parser, callee, start);
  if (isPunct(parser, '{') && !parser.head && made.kind === 'call') parseInitialiser(parser, made.call);
  return made;
}

function emptyCall(parser: BraceParser, callee: Expression, start: number): Expression {
  const call: Call = { id: parser.tree.calls.length, callee, args: [], start, end: endBefore(parser) };
  parser.tree.calls.push(call);
  return { kind: 'call', call, start, end: call.end };
}

/** `{ Endpoint = x }` after a constructor are more of its arguments; in Java it is the body of a class without a name. */
function parseInitialiser(parser: BraceParser, call: Call): void {
  const { kind } = parser.traits;
  if (kind !== 'csharp' && kind !== 'c') {
    const scope = newScope(parser.scope, 'class');
    parseBlock(parser, scope);
    return;
  }
  const entries = within(parser, { call: call.id, group: `c${call.id}` }, () => parseEntries(parser, `c${call.id}`));
  if (entries.kind === 'object') call.args.push(...entries.entries);
}

/** Members, calls, indexes and literals after an operand. */
function parsePostfix(parser: BraceParser, first: Expression): Expression {
  let left = first;
  for (;;) {
    const next = postfix(parser, left);
    if (next === null) return recordRead(parser, left);
    left = next;
  }
}

function postfix(parser: BraceParser, left: Expression): Expression | null {
  const { traits, tokens } = parser;
  const sign = tokens.kind[parser.at] === PUNCT ? (tokens.text[parser.at] as string) : '';
  const wrapped = traits.lines && lineBreakBefore(parser);
  switch (sign) {
    case '.':
    case '?.':
    case '->':
    case '::':
      return parseMember(parser, left, sign);
    case '!!':
      if (wrapped) return null;
      parser.at++;
      return left;
    case '!':
      if (wrapped || traits.kind === 'rust' || traits.kind === 'go' || traits.kind === 'scala' || traits.kind === 'fsharp') return null;
      parser.at++;
      return left;
    case '?':
      // `value?` of Rust and Swift; elsewhere a conditional.
      if (traits.kind !== 'rust' && !(traits.kind === 'swift' && (isPunct(parser, '.', 1) || isPunct(parser, '[', 1)))) return null;
      parser.at++;
      return left;
    case '(':
      if (wrapped || left.kind === 'text' || left.kind === 'list' || left.kind === 'nothing') return null;
      if (left.kind === 'opaque' && lineBreakBefore(parser)) return null;
      return unites(parser, left) ? skipCall(parser, left) : parseCall(parser, left);
    case '[':
      return wrapped || (left.kind === 'opaque' && lineBreakBefore(parser)) ? null : parseIndex(parser, left);
    case '<':
      return left.kind === 'name' || left.kind === 'member' ? skipTypeArguments(parser, left) : null;
    case '{':
      return wrapped ? null : parseBraces(parser, left);
    case '':
      return traits.kind === 'fsharp' && !wrapped && (left.kind === 'name' || left.kind === 'member') ? applied(parser, left) : null;
    default:
      return null;
  }
}

function parseMember(parser: BraceParser, left: Expression, sign: string): Expression | null {
  const { kind } = parser.traits;
  if (sign === '->' && kind !== 'c') return null;
  if (sign === '::' && kind === 'scala') return null;
  if (!isName(parser, 1)) {
    // `x.(Type)` of Go, `x::<Type>` of Rust, `?.[`.
    if (sign === '.' && kind === 'go' && isPunct(parser, '(', 1)) {
      parser.at++;
      parser.at = afterBracket(parser);
      return left;
    }
    if (sign === '::' && isPunct(parser, '<', 1)) {
      const next = afterTypes(parser, parser.at + 1);
      if (next === null) return null;
      parser.at = next;
      return left;
    }
    if (parser.tokens.kind[parser.at + 1] === NUMBER || (sign === '?.' && (isPunct(parser, '[', 1) || isPunct(parser, '(', 1)))) {
      parser.at += parser.tokens.kind[parser.at + 1] === NUMBER ? 2 : 1;
      return parser.tokens.kind[parser.at - 1] === NUMBER ? opaque(parser, left.start) : left;
    }
    return null;
  }
  const name = text(parser, 1);
  if (name === 'await' && kind === 'rust') {
    parser.at += 2;
    return left;
  }
  const end = parser.tokens.end[parser.at + 1] as number;
  parser.at += 2;
  if (kind === 'dart' && sign === '.' && isPunct(parser, '.', -2)) return memberOf(left, name, end);
  return memberOf(left, name, end);
}

/** `chat()` in `client.chat().create(x)` is a name on the way. */
function skipCall(parser: BraceParser, left: Expression): Expression {
  parser.at = afterBracket(parser);
  return left;
}

function skipTypeArguments(parser: BraceParser, left: Expression): Expression | null {
  const next = afterTypes(parser, parser.at);
  if (next === null) return null;
  const sign = parser.tokens.kind[next] === PUNCT ? (parser.tokens.text[next] as string) : '';
  if (!['(', '{', '.', '::', '?.', ')', ',', ';', '>'].includes(sign) || (sign === '{' && parser.head)) return null;
  parser.at = next;
  return left;
}

/** `x["key"]` is a member; in C# configuration a key is a path (`"OpenAI:Model"`). */
function parseIndex(parser: BraceParser, object: Expression): Expression {
  const { tokens, traits } = parser;
  const close = afterBracket(parser) - 1;
  if (traits.kind === 'scala' || (traits.kind === 'go' && isName(parser, 1) && isPunct(parser, '(', close + 1 - parser.at))) {
    // Type arguments.
    parser.at = close + 1;
    return object;
  }
  if (tokens.kind[parser.at + 1] === STRING && parser.at + 2 === close) {
    const key = tokens.text[parser.at + 1] as string;
    parser.placed.add(parser.at + 1);
    parser.at = close + 1;
    return key.split(traits.kind === 'csharp' || traits.kind === 'fsharp' ? ':' : '\n').reduce((left, part) => memberOf(left, part, endBefore(parser)), object);
  }
  const position = tokens.kind[parser.at + 1] === NUMBER && parser.at + 2 === close ? Number(tokens.text[parser.at + 1]) : null;
  parser.at++;
  const keys: Expression[] = [];
  inHead(parser, false, () =>
    within(parser, { key: null, group: null, listed: true }, () => {
      while (parser.at < close) {
        const before = parser.at;
        keys.push(parseExpression(parser));
        if (parser.at === before || isPunct(parser, ',')) parser.at++;
      }
    }),
  );
  parser.at = close + 1;
  return { kind: 'index', object, key: keys.length === 1 ? (keys[0] as Expression) : null, position, start: object.start, end: endBefore(parser) };
}

/** A literal of a type (`Type{...}`), or a block that is the last argument of a call. */
function parseBraces(parser: BraceParser, left: Expression): Expression | null {
  const { traits } = parser;
  if (parser.head) return null;
  if (traits.literals && left.kind === 'name' && isTypeName(parser, left.path)) return parseLiteral(parser, left);
  if (!traits.trailing || traits.kind === 'scala') return null;
  if (left.kind === 'call' && !lineBreakBefore(parser)) {
    const { call } = left;
    addBlock(parser, call, parseBlockLambda(parser));
    return { ...left, end: endBefore(parser) };
  }
  if (left.kind !== 'name' && left.kind !== 'member') return null;
  if (left.kind === 'member' && left.object.kind === 'call' && left.path.length === 1 && /^(?:apply|also)$/.test(left.path[0] as string)) {
    // `builder().apply { model("x") }` is still that builder.
    left.object.call.args.push(...optionsOf(parser, parseBlockLambda(parser)));
    return left.object;
  }
  const made = emptyCall(parser, left, left.start);
  if (made.kind !== 'call') return null;
  addBlock(parser, made.call, parseBlockLambda(parser));
  return made;
}

function isTypeName(parser: BraceParser, path: readonly string[]): boolean {
  const last = path.at(-1) as string;
  if (parser.traits.kind === 'go') return !/^(?:else|do|select|default|defer|go|range)$/.test(last);
  return /^[A-Z]/.test(last) || (parser.traits.kind === 'c' && path.length > 1);
}

/** `Config{BaseURL: x}`: an object; what it says of a type of this file is what the fields of that type hold. */
function parseLiteral(parser: BraceParser, type: Extract<Expression, { kind: 'name' }>): Expression {
  const made = inHead(parser, false, () => parseEntries(parser));
  // `Url{"x"}` of C++ is a call of its constructor.
  if (parser.traits.kind === 'c' && made.kind === 'list') {
    const call = emptyCall(parser, type, type.start);
    if (call.kind === 'call') call.call.args.push(...made.items.map((value, position) => ({ name: String(position), value })));
    return call;
  }
  const name = type.path.length === 1 ? (type.path[0] as string) : null;
  if (name === null || made.kind !== 'object') return { ...made, start: type.start };
  const of = name === 'Self' ? (parser.scope.type ?? enclosingType(parser.scope)) : classNamed(parser, name);
  if (of) for (const entry of made.entries) if (entry.name !== '...') bind(of.scope, entry.name, entry.value);
  return { ...made, start: type.start };
}

function enclosingType(scope: Scope) {
  for (let current: Scope | null = scope; current; current = current.parent) if (current.type) return current.type;
  return null;
}

/** `f "x" y` of F#: arguments without brackets. */
function applied(parser: BraceParser, callee: Expression): Expression | null {
  const kind = parser.tokens.kind[parser.at];
  if (kind !== STRING && kind !== PATTERN) return null;
  const made = emptyCall(parser, callee, callee.start);
  if (made.kind !== 'call') return null;
  for (let position = 0; position < 8 && !lineBreakBefore(parser); position++) {
    const next = parser.tokens.kind[parser.at];
    if (next !== STRING && next !== PATTERN && next !== NAME && !isPunct(parser, '(')) break;
    if (next === NAME && /^(?:in|then|else|with|do|as|when|and|or|to)$/.test(text(parser))) break;
    made.call.args.push({ name: String(position), value: within(parser, { call: made.call.id, group: `c${made.call.id}` }, () => parsePrimary(parser)) });
  }
  return { ...made, end: endBefore(parser) };
}

/** Calls whose second argument is what the variable around it holds: its default. */
const LOOK_UP = /^(?:get|getOrDefault|getEnv|getenv|Getenv|GetEnv|envOr|env|property|getProperty|GetValue)$/i;

/** A call at its opening bracket; a step of a builder belongs to the call that is being built. */
export function parseCall(parser: BraceParser, callee: Expression, start: number = callee.start): Expression {
  const { tokens, tree } = parser;
  const transparent = isTransparent(parser, callee);
  if (transparent) return transparent;
  const folded = buildStep(parser, callee);
  if (folded) return folded;
  const close = afterBracket(parser) - 1;
  const call: Call = { id: tree.calls.length, callee, args: [], start, end: tokens.end[close] ?? callee.end };
  tree.calls.push(call);
  const last = callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
  const outer = LOOK_UP.test(last) ? parser.key : null;
  within(parser, { call: call.id, group: `c${call.id}`, key: null, listed: false }, () =>
    inHead(parser, false, () => parseArguments(parser, call, close, outer)),
  );
  parser.at = close + 1;
  if (startsBuilding(parser, callee, call)) parser.building.add(call);
  return { kind: 'call', call, start, end: call.end };
}

function recordRead(parser: BraceParser, expression: Expression): Expression {
  if (expression.kind === 'name' && expression.path.length > 1 && isEnvironmentPath(false, expression.path)) {
    parser.tree.reads.push({ name: expression.path.at(-1) as string, start: expression.start, end: expression.end });
  }
  return expression;
}
