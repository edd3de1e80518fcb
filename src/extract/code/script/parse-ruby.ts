/** Ruby: every statement is an expression. A grammar, so longer than other files. */
import { afterBracket, atEnd, endBefore, isName, isPunct, newChain, startHere, text, within } from '../cursor.ts';
import { recordRead } from '../expression.ts';
import { NAME, NEWLINE, NUMBER, PATTERN, PUNCT, STRING, type Tokens } from '../tokens.ts';
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
  type Scope,
} from '../tree.ts';
import {
  bindReferences,
  bindVariable,
  isText,
  makeCall,
  nameOf,
  newParser,
  parseChain,
  parseHole,
  parseKeyText,
  parseText,
  type ScriptParser,
  type ScriptTree,
} from './build.ts';
import { lexRuby } from './lex-ruby.ts';

interface Ruby extends ScriptParser {
  /** What the parameter of a block stands for: assignments to its members are arguments of that call. */
  readonly yielded: Map<string, Call>;
}

/** Tokens of Ruby -> tree. A file that does not parse still gives what could be read. */
export function parseRuby(tokens: Tokens): ScriptTree {
  const parser: Ruby = Object.assign(newParser(tokens, hole), { yielded: new Map<string, Call>() });
  while (!atEnd(parser)) {
    const before = parser.at;
    parseBody(parser);
    // An `end` too many closes nothing.
    if (parser.at === before || !atEnd(parser)) parser.at++;
  }
  const { file } = parser.tree;
  bindReferences(parser, (name) => {
    const parts = name.split('::').filter((part) => part !== '');
    const [head = ''] = parts;
    if (parts.length > 1 && file.names.has(head) && !name.startsWith('::')) return parts;
    return { module: parts.join('::'), path: parts };
  });
  return { tree: parser.tree, parser };
}

function hole(parser: ScriptParser, start: number, end: number): Expression {
  return parseHole(parser, lexRuby(parser.tokens.source, start, end), (inner) => parseExpression(inner as Ruby), { start, end });
}

const ENDS = new Set(['end', 'else', 'elsif', 'when', 'in', 'rescue', 'ensure']);
const OPERATOR_WORDS = new Set(['if', 'unless', 'while', 'until', 'and', 'or', 'then', 'do', 'rescue', 'in', 'end', 'else', 'elsif', 'when', 'ensure']);

function skipBreaks(parser: Ruby): void {
  while (parser.tokens.kind[parser.at] === NEWLINE || isPunct(parser, ';')) parser.at++;
}

function skipLines(parser: Ruby): void {
  while (parser.tokens.kind[parser.at] === NEWLINE) parser.at++;
}

/** Statements up to a word (or brace) that ends them; the value of the last. */
function parseBody(parser: Ruby): Expression | null {
  let last: Expression | null = null;
  for (;;) {
    skipBreaks(parser);
    if (atEnd(parser) || isPunct(parser, '}') || isPunct(parser, ')') || isPunct(parser, ']') || (isName(parser) && ENDS.has(text(parser)))) return last;
    const before = parser.at;
    last = parseStatement(parser);
    if (parser.at === before) parser.at++;
  }
}

/** An expression with what stands behind it: `x if y`, `x rescue y`. */
function parseStatement(parser: Ruby): Expression {
  let value = parseExpression(parser);
  for (;;) {
    const word = isName(parser) ? text(parser) : '';
    if (word === 'if' || word === 'unless' || word === 'while' || word === 'until') {
      parser.at++;
      within(parser, { key: null }, () => parseExpression(parser));
    } else if (word === 'rescue') {
      parser.at++;
      value = choiceOf(value, parseExpression(parser));
    } else if (isPunct(parser, ',') && value.kind !== 'opaque') {
      // `a, b = b, a` and `return a, b`.
      parser.at++;
      skipLines(parser);
      parseExpression(parser);
    } else break;
  }
  // What nobody expects here is stepped over to the end of the line.
  while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, ';') && !closes(parser)) {
    const before = parser.at;
    parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
  return value;
}

function closes(parser: Ruby): boolean {
  return isPunct(parser, '}') || isPunct(parser, ')') || isPunct(parser, ']') || (isName(parser) && ENDS.has(text(parser)));
}

const BINARY = new Set(['==', '===', '!=', '=~', '!~', '<', '>', '<=', '>=', '<=>', '-', '*', '/', '%', '**', '|', '&', '^', '>>', '<<', '..', '...']);

function parseExpression(parser: Ruby): Expression {
  return parseChain(parser, parseOperand, parseOperator);
}

function parseOperator(parser: Ruby, left: Expression): Expression | null {
  const sign = text(parser);
  switch (sign) {
    case '||':
    case 'or':
      parser.at++;
      return choiceOf(left, parseOperand(parser));
    case '&&':
    case 'and':
      parser.at++;
      return parseOperand(parser);
    case '+':
      parser.at++;
      return concatOf(left, parseOperand(parser));
    case '?':
      return parseConditional(parser);
    case '=':
    case '||=':
    case '&&=':
      return parseAssignment(parser, left);
    case '+=':
    case '-=':
    case '*=':
    case '|=':
      parser.at++;
      return parseExpression(parser);
  }
  if (parser.tokens.kind[parser.at] !== PUNCT || !BINARY.has(sign)) return null;
  parser.at++;
  within(parser, { key: null }, () => parseOperand(parser));
  return { kind: 'opaque', start: left.start, end: endBefore(parser) };
}

function parseConditional(parser: Ruby): Expression {
  parser.at++;
  const yes = parseExpression(parser);
  skipLines(parser);
  if (!isPunct(parser, ':')) return yes;
  parser.at++;
  skipLines(parser);
  return choiceOf(yes, parseExpression(parser));
}

function parseAssignment(parser: Ruby, left: Expression): Expression {
  parser.at++;
  skipLines(parser);
  const path = left.kind === 'name' ? left.path : [];
  const key = path.at(-1) ?? null;
  const value = within(parser, { key }, () => parseStatementValue(parser));
  if (path.length === 2) giveMember(parser, path[0] as string, path[1] as string, value);
  if (path.length > 0) bindVariable(parser, path, value);
  return value;
}

/** `x = y rescue z` belongs together; so does a bare list `x = 1, 2`. */
function parseStatementValue(parser: Ruby): Expression {
  const value = parseExpression(parser);
  if (text(parser) !== 'rescue' || !isName(parser)) return value;
  parser.at++;
  return choiceOf(value, parseExpression(parser));
}

/** `request.body = x`, and `config.api_key = x` in a block: one more argument of the call behind the name. */
function giveMember(parser: Ruby, head: string, name: string, value: Expression): void {
  const yielded = parser.yielded.get(head);
  const bound = yielded ? undefined : declaring(parser.scope, head)?.names.get(head)?.at(-1);
  const call = yielded ?? (bound?.kind === 'call' ? bound.call : undefined);
  if (call && !call.args.some((argument) => argument.name === name)) call.args.push({ name, value });
}

const PREFIX_WORDS = new Set(['not', 'defined?', 'yield', 'return', 'break', 'next', 'raise']);

function parseOperand(parser: Ruby): Expression {
  skipLinesAfterOperator(parser);
  for (;;) {
    const sign = text(parser);
    const prefix =
      parser.tokens.kind[parser.at] === PUNCT &&
      (sign === '!' || sign === '-' || sign === '+' || sign === '~' || sign === '&' || sign === '*' || sign === '**' || sign === '..' || sign === '...');
    if (prefix) parser.at++;
    else if (isName(parser) && PREFIX_WORDS.has(sign)) return parseWordOperand(parser, sign);
    else break;
  }
  return recordRead(parser, parsePostfix(parser, parsePrimary(parser)));
}

/** The lexer joins lines after operators; an operand never begins with a line break there. */
function skipLinesAfterOperator(parser: Ruby): void {
  if (parser.tokens.kind[parser.at] === NEWLINE && parser.tokens.kind[parser.at - 1] === PUNCT) skipLines(parser);
}

/** `return x`: what the function gives. */
function parseWordOperand(parser: Ruby, word: string): Expression {
  const start = startHere(parser);
  parser.at++;
  const nothing: Expression = { kind: 'nothing', start, end: endBefore(parser) };
  if (atEnd(parser) || parser.tokens.kind[parser.at] === NEWLINE || closes(parser) || (isName(parser) && OPERATOR_WORDS.has(text(parser)))) return nothing;
  const value = parseExpression(parser);
  if (word === 'return') functionOf(parser.scope)?.returns.push(value);
  return word === 'return' ? value : nothing;
}

function functionOf(scope: Scope): FunctionNode | null {
  for (let current: Scope | null = scope; current; current = current.parent) if (current.function) return current.function;
  return null;
}

function parsePrimary(parser: Ruby): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] ?? start;
  if (isText(parser)) return parseStrings(parser);
  switch (tokens.kind[at]) {
    case NAME:
      return parseName(parser, start);
    case NUMBER:
      parser.at++;
      return { kind: 'opaque', start, end };
    case PUNCT:
      return parseSign(parser, tokens.text[at] as string, start, end);
  }
  return { kind: 'opaque', start, end };
}

/** Neighbouring literals are one. */
function parseStrings(parser: Ruby): Expression {
  let value = parseText(parser);
  while (
    isText(parser) &&
    (parser.tokens.start[parser.at] as number) > endBefore(parser) &&
    /["']/.test(parser.tokens.source[parser.tokens.start[parser.at] as number] as string)
  ) {
    value = concatOf(value, parseText(parser));
  }
  return value;
}

function parseSign(parser: Ruby, sign: string, start: number, end: number): Expression {
  switch (sign) {
    case '(':
      return parseParenthesis(parser);
    case '[':
      return parseList(parser, start);
    case '{':
      return parseHash(parser, start);
    case '->':
      return parseLambda(parser, start);
    case '::':
      parser.at++;
      return isName(parser) ? parseConstant(parser, start, '::') : { kind: 'opaque', start, end };
    case ')':
    case ']':
    case '}':
    case ',':
    case ';':
    case '=>':
    case ':':
      return { kind: 'opaque', start, end };
  }
  parser.at++;
  return { kind: 'opaque', start, end };
}

function parseParenthesis(parser: Ruby): Expression {
  const start = startHere(parser);
  const close = afterBracket(parser) - 1;
  parser.at++;
  const value = parseBody(parser);
  parser.at = Math.max(parser.at, close + 1);
  return value ?? { kind: 'nothing', start, end: endBefore(parser) };
}

function parseList(parser: Ruby, start: number): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  const items: Expression[] = [];
  within(parser, { key: null, listed: true }, () => {
    while (parser.at < close) {
      const before = parser.at;
      skipLines(parser);
      if (parser.at >= close) break;
      items.push(parseElement(parser, items.length, close).value);
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'list', items, start, end: endBefore(parser) };
}

function parseHash(parser: Ruby, start: number): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  const entries: NamedExpression[] = [];
  within(parser, { group: `o${start}` }, () => {
    while (parser.at < close) {
      const before = parser.at;
      skipLines(parser);
      if (parser.at >= close) break;
      entries.push(parseElement(parser, entries.length, close));
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'object', entries, start, end: endBefore(parser) };
}

/** `key: value`, `"key" => value`, `**options`, or a value: an entry of a hash or an argument. */
function parseElement(parser: Ruby, position: number, close: number): NamedExpression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  if (isPunct(parser, '**')) {
    parser.at++;
    return { name: '...', value: parseExpression(parser) };
  }
  const kind = tokens.kind[at];
  const label = (kind === NAME || kind === STRING || kind === PATTERN) && isPunct(parser, ':', 1) && tokens.start[at + 1] === tokens.end[at];
  if (label) {
    const name = tokens.text[at] as string;
    if (kind !== NAME) parser.placed.add(at);
    parser.at += 2;
    skipLines(parser);
    // `model:` alone is short for `model: model`.
    if (parser.at >= close || isPunct(parser, ',') || isPunct(parser, ')')) return { name, value: recordRead(parser, bareName(parser, name, start)) };
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  if (kind === STRING && isPunct(parser, '=>', 1)) {
    const name = tokens.source[start] === ':' ? symbolKey(parser) : parseKeyText(parser);
    parser.at++;
    skipLines(parser);
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  const value = parseExpression(parser);
  if (!isPunct(parser, '=>')) return { name: String(position), value };
  parser.at++;
  skipLines(parser);
  const name = value.kind === 'name' ? `[${value.path.join('.')}]` : '[]';
  return { name, value: within(parser, { key: null }, () => parseExpression(parser)) };
}

function symbolKey(parser: Ruby): string {
  parser.placed.add(parser.at);
  return parser.tokens.text[parser.at++] as string;
}

function parseLambda(parser: Ruby, start: number): Expression {
  parser.at++;
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'block', of);
  if (isPunct(parser, '(')) parseParameters(parser, scope, of, afterBracket(parser) - 1);
  return parseBlockBody(parser, scope, of, start);
}

/** `{ ... }` or `do ... end`; the value of the last statement is what it gives. */
function parseBlockBody(parser: Ruby, scope: Scope, of: FunctionNode, start: number): Expression {
  const brace = isPunct(parser, '{');
  const close = brace ? afterBracket(parser) : -1;
  if (brace || text(parser) === 'do') parser.at++;
  within(parser, { scope, key: null, group: null, call: null, listed: false }, () => {
    if (isPunct(parser, '|')) parseBlockParameters(parser, scope, of);
    const last = parseBody(parser);
    if (last) of.returns.push(last);
    if (!brace) finishBody(parser, of);
  });
  if (brace) parser.at = Math.max(parser.at, close);
  return { kind: 'function', of, start, end: endBefore(parser) };
}

/** `rescue`, `else` and `ensure` parts, and the `end`. */
function finishBody(parser: Ruby, of: FunctionNode | null): Expression[] {
  const values: Expression[] = [];
  for (let steps = 0; steps < 50 && isName(parser) && text(parser) !== 'end'; steps++) {
    const ensured = text(parser) === 'ensure';
    if (!['rescue', 'else', 'ensure'].includes(text(parser))) break;
    parser.at++;
    while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && text(parser) !== 'then') parser.at++;
    const last = parseBody(parser);
    if (last && !ensured) values.push(last);
  }
  if (text(parser) === 'end') parser.at++;
  if (of) of.returns.push(...values);
  return values;
}

function parseBlockParameters(parser: Ruby, scope: Scope, of: FunctionNode): void {
  parser.at++;
  const from = parser.at;
  while (!atEnd(parser) && !isPunct(parser, '|') && parser.tokens.kind[parser.at] !== NEWLINE) {
    if (isName(parser) && !isPunct(parser, '=', -1)) {
      const start = startHere(parser);
      const name = text(parser);
      of.parameters.push({ name, position: parser.at - from, destructured: false });
      bind(scope, name, { kind: 'parameter', of, name, fallback: null, type: null, start, end: start + name.length });
    }
    parser.at++;
  }
  parser.at++;
}

function parseName(parser: Ruby, start: number): Expression {
  const word = text(parser);
  switch (word) {
    case 'if':
    case 'unless':
      return parseIf(parser, start);
    case 'case':
      return parseCase(parser, start);
    case 'begin':
      return parseBegin(parser, start);
    case 'while':
    case 'until':
    case 'for':
      return parseLoop(parser, word, start);
    case 'def':
      return parseDefinition(parser, start);
    case 'class':
    case 'module':
      return parseClass(parser, start);
    case 'lambda':
    case 'proc':
      if (isPunct(parser, '{', 1) || text(parser, 1) === 'do') {
        parser.at++;
        const of = newFunction(null);
        return parseBlockBody(parser, newScope(parser.scope, 'block', of), of, start);
      }
      break;
    case 'nil':
      parser.at++;
      return { kind: 'nothing', start, end: endBefore(parser) };
    case 'end':
    case 'else':
    case 'elsif':
    case 'when':
    case 'in':
    case 'then':
    case 'do':
    case 'rescue':
    case 'ensure':
      return { kind: 'opaque', start, end: start };
  }
  if (/^[A-Z]/.test(word) && !(isPunct(parser, '(', 1) && !isPunct(parser, '::', -1))) return parseConstant(parser, start, '');
  parser.at++;
  return bareName(parser, word, start);
}

/** A word that is a variable when something was assigned to it before, else a method of the object around. */
function bareName(parser: Ruby, word: string, start: number): Expression {
  const at = { start, end: Math.max(endBefore(parser), start) };
  if (word.startsWith('@')) return nameOf(parser, ['self', word.replace(/^@+/, '')], at);
  if (word === 'self') return nameOf(parser, ['self'], at);
  const inClass = enclosing(parser.scope, ['class']).kind === 'class';
  const local = declaring(parser.scope, word);
  if (!inClass || local || parser.yielded.has(word) || isBuiltIn(word)) return nameOf(parser, [word], at);
  return nameOf(parser, ['self', word], at);
}

const BUILT_IN = new Set([
  'require',
  'require_relative',
  'load',
  'raise',
  'puts',
  'print',
  'p',
  'format',
  'sprintf',
  'URI',
  'loop',
  'rand',
  'sleep',
  'JSON',
  'Integer',
  'String',
  'Array',
]);

function isBuiltIn(word: string): boolean {
  return BUILT_IN.has(word);
}

/** `A::B::C`: one name, resolved when the file is known. */
function parseConstant(parser: Ruby, start: number, prefix: string): Expression {
  let name = prefix + text(parser);
  parser.at++;
  while (isPunct(parser, '::') && isName(parser, 1) && /^[A-Z]/.test(text(parser, 1)) && !isPunct(parser, '(', 2)) {
    name += `::${text(parser, 1)}`;
    parser.at += 2;
  }
  const at = { start, end: endBefore(parser) };
  if (name === 'ENV') return nameOf(parser, ['ENV'], at);
  const [head = ''] = name.split('::');
  // A constant of this class or of one around it.
  if (head !== '' && declaring(parser.scope, head)) return nameOf(parser, name.split('::'), at);
  if (!name.includes('::') && enclosing(parser.scope, ['class']).kind === 'class' && /^[A-Z][A-Z0-9_]*$/.test(name)) {
    parser.references.add(name);
    return nameOf(parser, [name], at);
  }
  parser.references.add(name);
  return nameOf(parser, [name], at);
}

/** `if`, `unless` with all their branches: one of the values. */
function parseIf(parser: Ruby, start: number): Expression {
  const chain = newChain(parser);
  const parent = parser.branch;
  const options: Expression[] = [];
  for (let index = 0; index < 200; index++) {
    const word = text(parser);
    parser.at++;
    if (word !== 'else') {
      within(parser, { key: null }, () => parseExpression(parser));
      if (text(parser) === 'then') parser.at++;
    }
    const last = within(parser, { branch: { chain, index, parent } }, () => parseBody(parser));
    if (last) options.push(last);
    if (text(parser) !== 'else' && text(parser) !== 'elsif') break;
  }
  if (text(parser) === 'end') parser.at++;
  return choice(options, start, endBefore(parser));
}

function choice(options: readonly Expression[], start: number, end: number): Expression {
  const [only] = options;
  if (!only) return { kind: 'opaque', start, end };
  return options.length === 1 ? only : { kind: 'choice', options, start, end };
}

function parseCase(parser: Ruby, start: number): Expression {
  const chain = newChain(parser);
  const parent = parser.branch;
  parser.at++;
  if (parser.tokens.kind[parser.at] !== NEWLINE) within(parser, { key: null }, () => parseExpression(parser));
  skipBreaks(parser);
  const options: Expression[] = [];
  for (let index = 0; index < 400 && (text(parser) === 'when' || text(parser) === 'in' || text(parser) === 'else'); index++) {
    const word = text(parser);
    parser.at++;
    if (word !== 'else') {
      within(parser, { key: null, call: null, group: null, listed: true }, () => {
        while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && text(parser) !== 'then') {
          const before = parser.at;
          parseExpression(parser);
          if (parser.at === before) parser.at++;
        }
      });
      if (text(parser) === 'then') parser.at++;
    }
    const last = within(parser, { branch: { chain, index, parent } }, () => parseBody(parser));
    if (last) options.push(last);
  }
  if (text(parser) === 'end') parser.at++;
  return choice(options, start, endBefore(parser));
}

function parseBegin(parser: Ruby, start: number): Expression {
  parser.at++;
  const last = parseBody(parser);
  const others = finishBody(parser, null);
  return choice([...(last ? [last] : []), ...others], start, endBefore(parser));
}

function parseLoop(parser: Ruby, word: string, start: number): Expression {
  parser.at++;
  if (word === 'for') {
    const name = isName(parser) && text(parser, 1) === 'in' ? text(parser) : null;
    while (!atEnd(parser) && text(parser) !== 'in' && parser.tokens.kind[parser.at] !== NEWLINE) parser.at++;
    parser.at++;
    const items = within(parser, { key: null, listed: true }, () => parseExpression(parser));
    if (name !== null) bind(parser.scope, name, { kind: 'each', of: items, start: items.start, end: items.end });
  } else within(parser, { key: null }, () => parseExpression(parser));
  if (text(parser) === 'do') parser.at++;
  parseBody(parser);
  if (text(parser) === 'end') parser.at++;
  return { kind: 'opaque', start, end: endBefore(parser) };
}

/** `def name(a, b: 1)`, `def self.name`, `def name = value`. */
function parseDefinition(parser: Ruby, start: number): Expression {
  parser.at++;
  if (isName(parser) && isPunct(parser, '.', 1)) parser.at += 2;
  const name = isName(parser) ? text(parser) : '';
  parser.at++;
  const owner = enclosing(parser.scope, ['class']).type;
  const of = newFunction(name, owner);
  const scope = newScope(parser.scope, 'function', of);
  const value: Expression = { kind: 'function', of, start, end: endBefore(parser) };
  if (isPunct(parser, '=') && parser.tokens.start[parser.at] === endBefore(parser)) parser.at++;
  if (isPunct(parser, '(')) parseParameters(parser, scope, of, afterBracket(parser) - 1);
  else if (parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, '=') && !isPunct(parser, ';')) parseParameters(parser, scope, of, -1);
  of.property = of.parameters.length === 0;
  if (owner && name === 'initialize') {
    owner.constructed = true;
    owner.parameters.push(...of.parameters);
  } else if (owner) bind(owner.scope, `self.${name}`, value);
  else bind(parser.scope, name, value);
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
    if (isPunct(parser, '=')) {
      parser.at++;
      of.returns.push(parseStatement(parser));
      return;
    }
    const last = parseBody(parser);
    if (last) of.returns.push(last);
    finishBody(parser, of);
  });
  return value;
}

/** Parameters up to a bracket, or to the end of the line. */
function parseParameters(parser: Ruby, scope: Scope, of: FunctionNode, close: number): void {
  if (close >= 0) parser.at++;
  let position = 0;
  const ends = (): boolean => (close >= 0 ? parser.at >= close : atEnd(parser) || parser.tokens.kind[parser.at] === NEWLINE || isPunct(parser, ';'));
  within(parser, { scope, key: null, group: null, call: null, listed: false }, () => {
    while (!ends()) {
      if (!isName(parser)) {
        parser.at++;
        continue;
      }
      const start = startHere(parser);
      const name = text(parser);
      parser.at++;
      const keyword = isPunct(parser, ':');
      const given = keyword || isPunct(parser, '=');
      if (given) parser.at++;
      const fallback = given && !ends() && !isPunct(parser, ',') ? within(parser, { key: name }, () => parseExpression(parser)) : null;
      const owner = of.owner !== null && of.name === 'initialize' ? of.owner : of;
      of.parameters.push({ name, position: keyword ? null : position++, destructured: false });
      bind(scope, name, { kind: 'parameter', of: owner, name, fallback, type: null, start, end: start + name.length });
    }
  });
  if (close >= 0) parser.at = Math.max(parser.at, close + 1);
}

/** `class A < B`, `module A`, `class << self`. */
function parseClass(parser: Ruby, start: number): Expression {
  parser.at++;
  if (isPunct(parser, '<<')) {
    while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE) parser.at++;
    parseBody(parser);
    if (text(parser) === 'end') parser.at++;
    return { kind: 'opaque', start, end: endBefore(parser) };
  }
  const names: string[] = [];
  while (isName(parser) || isPunct(parser, '::')) {
    if (isName(parser)) names.push(text(parser));
    parser.at++;
  }
  const bases: Expression[] = [];
  if (isPunct(parser, '<')) {
    parser.at++;
    bases.push(parseExpression(parser));
  }
  return parseClassBody(parser, names, bases, start);
}

function parseClassBody(parser: Ruby, names: readonly string[], bases: readonly Expression[], start: number): Expression {
  const [name = '', ...inner] = names;
  // A module opened again goes on where it was.
  const known = parser.scope.names.get(name)?.find((value) => value.kind === 'class');
  const of: ClassNode =
    known?.kind === 'class'
      ? known.of
      : { kind: 'class', name, scope: newScope(parser.scope, 'class'), bases: inner.length > 0 ? [] : bases, parameters: [], constructed: false };
  of.scope.type = of;
  if (!known) {
    parser.tree.classes.push(of);
    bind(parser.scope, name, { kind: 'class', of, start, end: start + 5 });
  }
  within(parser, { scope: of.scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
    if (inner.length > 0) parseClassBody(parser, inner, bases, start);
    else parseBody(parser);
  });
  if (inner.length === 0) finishBody(parser, null);
  return { kind: 'class', of, start, end: endBefore(parser) };
}

/** Members, calls, indexes and blocks after an operand. */
function parsePostfix(parser: Ruby, first: Expression): Expression {
  let left = first;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? text(parser) : '';
    const touching = parser.tokens.start[parser.at] === endBefore(parser);
    if ((sign === '.' || sign === '&.' || sign === '::') && (isName(parser, 1) || (isPunct(parser, '(', 1) && sign === '.'))) {
      parser.at++;
      if (isPunct(parser, '(')) continue;
      const name = text(parser);
      parser.at++;
      // `"x".freeze` is still that text.
      if (UNCHANGED.has(name) && !isPunct(parser, '(')) continue;
      left = memberOf(left, name, endBefore(parser));
      if (isMakingWord(name) && !isPunct(parser, '(') && !startsArgument(parser)) left = bareCall(parser, left);
    } else if (sign === '(' && touching && callable(left)) left = unpacked(parseCall(parser, left, afterBracket(parser) - 1));
    else if (sign === '[' && (touching || left.kind !== 'name')) {
      if (!touching && parser.tokens.kind[parser.at - 1] !== PUNCT) return left;
      left = parseIndex(parser, left);
    } else if (callable(left) && startsArgument(parser)) left = unpacked(parseCall(parser, left, -1));
    else if ((sign === '{' || (isName(parser) && text(parser) === 'do')) && takesBlock(parser, left)) left = parseBlock(parser, left);
    else return left;
  }
}

/** Methods that give back what they are called on, in another dress. */
const UNCHANGED = new Set([
  'freeze',
  'dup',
  'clone',
  'deep_dup',
  'to_s',
  'to_str',
  'to_sym',
  'to_json',
  'to_h',
  'strip',
  'chomp',
  'squish',
  'presence',
  'compact',
  'html_safe',
  'symbolize_keys',
  'stringify_keys',
  'with_indifferent_access',
  'strip_heredoc',
]);
/** Functions that give back their argument, packed. */
const PACKS = /^(?:(?:::)?URI|(?:::)?(?:JSON|Oj|MultiJson)\.(?:generate|dump|encode)|(?:::)?URI(?:::HTTPS?)?\.parse|(?:::)?Addressable::URI\.parse|String)$/;

/** `URI("https://...")` stands for the text in it. */
function unpacked(value: Expression): Expression {
  if (value.kind !== 'call' || value.call.callee.kind !== 'name' || !PACKS.test(value.call.callee.path.join('.'))) return value;
  const { args } = value.call;
  const [first] = args;
  if (!first) return value;
  // `JSON.generate(model: "x", ...)`: the keywords are the object.
  return first.name === '0' ? first.value : { kind: 'object', entries: args, start: value.start, end: value.end };
}

/** `Client.new` without arguments makes something, where `client.messages` is a name on the way. */
function isMakingWord(name: string): boolean {
  return name === 'new' || name === 'client' || name === 'create' || name === 'build';
}

function bareCall(parser: Ruby, callee: Expression): Expression {
  if (callee.kind !== 'name' || !/^[A-Z:]/.test(callee.path[0] as string)) return callee;
  return makeCall(parser, callee, () => {});
}

function callable(left: Expression): boolean {
  return left.kind === 'name' || left.kind === 'member';
}

/** Whether arguments without brackets follow: on the same line, after a space, and no operator. */
function startsArgument(parser: Ruby): boolean {
  const { tokens, at } = parser;
  const kind = tokens.kind[at];
  const gap = (tokens.start[at] ?? 0) > endBefore(parser);
  if (!gap || kind === undefined || kind === NEWLINE || tokens.kind[at - 1] !== NAME) return false;
  const previous = tokens.text[at - 1] as string;
  if (tokens.kind[at - 2] !== PUNCT && declaring(parser.scope, previous) && !/^(?:client|model)$/.test(previous)) return false;
  if (/^(?:true|false|nil|self|then|do|else|end)$/.test(previous)) return false;
  if (kind === STRING || kind === PATTERN || kind === NUMBER) return true;
  const word = tokens.text[at] as string;
  if (kind === NAME) return !OPERATOR_WORDS.has(word);
  const close = tokens.start[at + 1] === tokens.end[at];
  if (word === '[' || word === '->' || word === '::') return true;
  return close && (word === '*' || word === '**' || word === '&' || word === '-' || word === ':' || word === '!');
}

const NO_BLOCK = new Set(['if', 'unless', 'while', 'until', 'for', 'in', 'case', 'when']);

/** A `{` or `do` that belongs to the call before it; after `while x` the `do` belongs to the loop. */
function takesBlock(parser: Ruby, left: Expression): boolean {
  if (left.kind !== 'call' && !callable(left)) return false;
  if (isPunct(parser, '{')) return left.kind === 'call' || !NO_BLOCK.has(parser.tokens.text[parser.at - 1] as string);
  for (let at = parser.at - 1; at >= 0 && parser.tokens.kind[at] !== NEWLINE; at--) {
    const word = parser.tokens.kind[at] === NAME ? parser.tokens.text[at] : '';
    if (word === 'while' || word === 'until' || word === 'for') return false;
  }
  return true;
}

/** A block of a call: its first parameter stands for what the call configures. */
function parseBlock(parser: Ruby, left: Expression): Expression {
  const made = left.kind === 'call' ? left : makeCall(parser, left, () => {});
  if (made.kind !== 'call') return left;
  const start = startHere(parser);
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'block', of);
  const [name] = isPunct(parser, '|', 1) && isName(parser, 2) ? [text(parser, 2)] : [];
  const outer = name === undefined ? undefined : parser.yielded.get(name);
  if (name !== undefined) parser.yielded.set(name, made.call);
  const value = parseBlockBody(parser, scope, of, start);
  if (name !== undefined) {
    if (outer) parser.yielded.set(name, outer);
    else parser.yielded.delete(name);
  }
  const last = made.call.callee.kind === 'name' || made.call.callee.kind === 'member' ? made.call.callee.path.at(-1) : '';
  // `fetch("X") { "default" }`
  const [given] = of.returns;
  if (last === 'fetch' && given) made.call.args.push({ name: String(made.call.args.length), value: given });
  else made.call.args.push({ name: '&', value });
  return { ...made, end: endBefore(parser) };
}

/** Arguments in brackets (`close` is the closing one) or up to the end of the line. */
function parseCall(parser: Ruby, callee: Expression, close: number): Expression {
  if (close >= 0) parser.at++;
  const ends = (): boolean =>
    close >= 0
      ? parser.at >= close
      : atEnd(parser) ||
        parser.tokens.kind[parser.at] === NEWLINE ||
        isPunct(parser, ';') ||
        closes(parser) ||
        (isName(parser) && OPERATOR_WORDS.has(text(parser)));
  return makeCall(parser, callee, (add) => {
    for (let position = 0; ; position++) {
      if (close >= 0) skipLines(parser);
      if (ends()) break;
      const before = parser.at;
      add(parseElement(parser, position, close >= 0 ? close : parser.tokens.kind.length));
      if (close >= 0) skipLines(parser);
      if (isPunct(parser, ',')) {
        parser.at++;
        skipLines(parser);
      } else if (close < 0) break;
      else if (parser.at === before) parser.at++;
    }
    if (close >= 0) parser.at = Math.max(parser.at, close + 1);
  });
}

function parseIndex(parser: Ruby, object: Expression): Expression {
  const { tokens } = parser;
  const close = afterBracket(parser) - 1;
  const at = parser.at + 1;
  if (close === at + 1 && tokens.kind[at] === STRING) {
    parser.placed.add(at);
    parser.at = Math.max(parser.at, close + 1);
    return memberOf(object, tokens.text[at] as string, endBefore(parser));
  }
  const position = close === at + 1 && tokens.kind[at] === NUMBER ? Number(tokens.text[at]) : null;
  parser.at = at;
  const key = at < close ? within(parser, { key: null, group: null, listed: true }, () => parseExpression(parser)) : null;
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'index', object, key, position, start: object.start, end: endBefore(parser) };
}
