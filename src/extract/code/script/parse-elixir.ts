/** Elixir: modules, functions, pipes and keyword lists. A grammar, so longer than other files. */
import { afterBracket, atEnd, endBefore, isName, isPunct, newChain, startHere, text, within } from '../cursor.ts';
import { NAME, NEWLINE, NUMBER, PATTERN, PUNCT, STRING, type Tokens } from '../tokens.ts';
import {
  bind,
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
import { lexElixir } from './lex-elixir.ts';

interface Elixir extends ScriptParser {
  readonly aliases: Map<string, string>;
}

/** Tokens of Elixir -> tree. A file that does not parse still gives what could be read. */
export function parseElixir(tokens: Tokens): ScriptTree {
  const parser: Elixir = Object.assign(newParser(tokens, hole), { aliases: new Map<string, string>() });
  while (!atEnd(parser)) {
    const before = parser.at;
    parseBody(parser);
    // An `end` too many closes nothing.
    if (parser.at === before || !atEnd(parser)) parser.at++;
  }
  bindReferences(parser, (name) => {
    const [head = '', ...rest] = name.split('.');
    const full = [parser.aliases.get(head) ?? head, ...rest].join('.');
    return { module: full, path: full.split('.') };
  });
  return { tree: parser.tree, parser };
}

function hole(parser: ScriptParser, start: number, end: number): Expression {
  return parseHole(parser, lexElixir(parser.tokens.source, start, end), (inner) => parseExpression(inner as Elixir), { start, end });
}

const ENDS = new Set(['end', 'else', 'rescue', 'catch', 'after']);

function skipBreaks(parser: Elixir): void {
  while (parser.tokens.kind[parser.at] === NEWLINE || isPunct(parser, ';')) parser.at++;
}

function skipLines(parser: Elixir): void {
  while (parser.tokens.kind[parser.at] === NEWLINE) parser.at++;
}

function closes(parser: Elixir): boolean {
  return isPunct(parser, '}') || isPunct(parser, ')') || isPunct(parser, ']') || (isName(parser) && ENDS.has(text(parser)));
}

/** Statements up to a word that ends them; the value of the last. Clauses (`pattern -> value`) give one of theirs. */
function parseBody(parser: Elixir): Expression | null {
  let last: Expression | null = null;
  const clauses: Expression[] = [];
  let inClause = false;
  for (;;) {
    skipBreaks(parser);
    if (atEnd(parser) || closes(parser)) break;
    const before = parser.at;
    const value = parseStatement(parser);
    if (isPunct(parser, '->')) {
      parser.at++;
      if (inClause && last) clauses.push(last);
      inClause = true;
      last = null;
    } else last = value;
    if (parser.at === before) parser.at++;
  }
  if (inClause && last) clauses.push(last);
  const [only] = clauses;
  if (!only) return last;
  return clauses.length === 1 ? only : { kind: 'choice', options: clauses, start: only.start, end: (clauses.at(-1) as Expression).end };
}

function parseStatement(parser: Elixir): Expression {
  const value = parseExpression(parser);
  while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, ';') && !isPunct(parser, '->') && !closes(parser)) {
    const before = parser.at;
    parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
  return value;
}

const BINARY = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=', '=~', '+', '-', '*', '/', '++', '--', '..', '|', '::', 'in', 'when', '<-']);

function parseExpression(parser: Elixir): Expression {
  return parseChain(parser, parseOperand, parseOperator);
}

function parseOperator(parser: Elixir, left: Expression): Expression | null {
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
    case '<>':
      parser.at++;
      return concatOf(left, parseOperand(parser));
    case '|>':
      return parsePipe(parser, left);
    case '=':
      return parseMatch(parser, left);
  }
  const operator = parser.tokens.kind[parser.at] === PUNCT ? BINARY.has(sign) : sign === 'in' || sign === 'when';
  if (!operator) return null;
  parser.at++;
  within(parser, { key: null }, () => parseOperand(parser));
  return { kind: 'opaque', start: left.start, end: endBefore(parser) };
}

/** `a |> f(b)` is `f(a, b)`. */
function parsePipe(parser: Elixir, left: Expression): Expression {
  parser.at++;
  skipLines(parser);
  const right = parseOperand(parser);
  const made = right.kind === 'name' || right.kind === 'member' ? makeCall(parser, right, () => {}) : right;
  if (made.kind !== 'call') return right;
  const { args } = made.call;
  for (const [at, argument] of args.entries()) if (/^\d+$/.test(argument.name)) args[at] = { ...argument, name: String(Number(argument.name) + 1) };
  args.unshift({ name: '0', value: left });
  return made;
}

/** `name = value`, `{:ok, name} = value`: the names of the pattern hold (what is in) the value. */
function parseMatch(parser: Elixir, left: Expression): Expression {
  parser.at++;
  skipLines(parser);
  const key = left.kind === 'name' ? (left.path.at(-1) ?? null) : null;
  const value = within(parser, { key }, () => parseExpression(parser));
  if (left.kind === 'name' && left.path.length === 1) bindVariable(parser, left.path, value);
  if (left.kind === 'list') for (const item of left.items) if (item.kind === 'name' && item.path.length === 1) bindVariable(parser, item.path, value);
  return value;
}

function parseOperand(parser: Elixir): Expression {
  if (parser.tokens.kind[parser.at] === NEWLINE && parser.tokens.kind[parser.at - 1] === PUNCT) skipLines(parser);
  while ((parser.tokens.kind[parser.at] === PUNCT && /^(?:!|-|\+|\^|&)$/.test(text(parser))) || (isName(parser) && text(parser) === 'not')) parser.at++;
  return parsePostfix(parser, parsePrimary(parser));
}

function parsePrimary(parser: Elixir): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] ?? start;
  if (isText(parser)) return parseText(parser);
  if (tokens.kind[at] === NAME) return parseName(parser, start);
  if (tokens.kind[at] !== PUNCT) {
    if (tokens.kind[at] === NUMBER) parser.at++;
    return { kind: 'opaque', start, end };
  }
  const sign = tokens.text[at] as string;
  if (sign === '(') return parseParenthesis(parser);
  if (sign === '[' || sign === '{') return parseCollection(parser, start);
  if (sign === '%') return parseStruct(parser);
  if (sign === '@' && isName(parser, 1)) return parseAttribute(parser, start);
  if (')]},;:=>->'.includes(sign)) return { kind: 'opaque', start, end };
  parser.at++;
  return { kind: 'opaque', start, end };
}

function parseParenthesis(parser: Elixir): Expression {
  const start = startHere(parser);
  const close = afterBracket(parser) - 1;
  parser.at++;
  const value = parseBody(parser);
  parser.at = Math.max(parser.at, close + 1);
  return value ?? { kind: 'nothing', start, end: endBefore(parser) };
}

/** `%Name{...}`: a mapping, whatever it is called. */
function parseStruct(parser: Elixir): Expression {
  parser.at++;
  if (isName(parser)) parser.at++;
  return isPunct(parser, '{') ? parseCollection(parser, startHere(parser), true) : { kind: 'opaque', start: startHere(parser), end: startHere(parser) };
}

/** `%{a: 1, "b" => 2}` and `[a: 1]` are mappings, `[1, 2]` and `{1, 2}` lists. */
function parseCollection(parser: Elixir, start: number, struct = false): Expression {
  const map = struct || parser.tokens.indent.get(parser.at) === -1;
  const close = afterBracket(parser) - 1;
  parser.at++;
  const keyed = map || isLabel(parser);
  const entries: NamedExpression[] = [];
  within(parser, keyed ? { group: `o${start}` } : { key: null, listed: true }, () => {
    while (parser.at < close) {
      const before = parser.at;
      skipLines(parser);
      if (parser.at >= close) break;
      entries.push(parseElement(parser, entries.length));
      // `%{base | a: 1}`
      if (isPunct(parser, ',') || isPunct(parser, '|') || parser.at === before) parser.at++;
    }
  });
  parser.at = Math.max(parser.at, close + 1);
  const at = { start, end: endBefore(parser) };
  const [first, second] = entries;
  // `{:hf, "owner/name"}` says where a name is looked for: the name is what counts.
  if (!keyed && entries.length >= 2 && first?.value.kind === 'text' && first.value.text === 'hf' && second) return second.value;
  return keyed ? { kind: 'object', entries, ...at } : { kind: 'list', items: entries.map(({ value }) => value), ...at };
}

function isLabel(parser: Elixir): boolean {
  let at = parser.at;
  while (parser.tokens.kind[at] === NEWLINE) at++;
  const kind = parser.tokens.kind[at];
  const colon = parser.tokens.kind[at + 1] === PUNCT && parser.tokens.text[at + 1] === ':' && parser.tokens.start[at + 1] === parser.tokens.end[at];
  return (kind === NAME || kind === STRING || kind === PATTERN) && colon;
}

function parseElement(parser: Elixir, position: number): NamedExpression {
  skipLines(parser);
  if (isLabel(parser)) {
    const name = parser.tokens.text[parser.at] as string;
    if (!isName(parser)) parser.placed.add(parser.at);
    parser.at += 2;
    skipLines(parser);
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  if (parser.tokens.kind[parser.at] === STRING && isPunct(parser, '=>', 1)) {
    const atom = parser.tokens.source[startHere(parser)] === ':';
    const name = atom ? (parser.tokens.text[parser.at] as string) : parseKeyText(parser);
    if (atom) parser.placed.add(parser.at++);
    parser.at++;
    skipLines(parser);
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  const value = parseExpression(parser);
  if (!isPunct(parser, '=>')) return { name: String(position), value };
  parser.at++;
  return { name: '[]', value: within(parser, { key: null }, () => parseExpression(parser)) };
}

/** `@model "x"` sets an attribute of the module, `@model` reads it; documentation is prose. */
function parseAttribute(parser: Elixir, start: number): Expression {
  const name = text(parser, 1);
  parser.at += 2;
  const operand =
    parser.tokens.kind[parser.at] !== NEWLINE &&
    !atEnd(parser) &&
    (isText(parser) || isName(parser) || /^(?:[[{%(@]|-)$/.test(text(parser))) &&
    (parser.tokens.start[parser.at] as number) > endBefore(parser);
  const keyword = isName(parser) && /^(?:do|and|or|in|when|end|else)$/.test(text(parser));
  if (!operand || keyword || isPunct(parser, '|>')) return nameOf(parser, ['self', `@${name}`], { start, end: endBefore(parser) });
  if (/^(?:moduledoc|doc|typedoc|spec|type|typep|callback|opaque|shortdoc)$/.test(name)) {
    while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE) {
      if (isText(parser)) parser.placed.add(parser.at);
      parser.at++;
    }
    return { kind: 'opaque', start, end: endBefore(parser) };
  }
  const value = within(parser, { key: name }, () => parseExpression(parser));
  bind(enclosing(parser.scope, ['class']), `self.@${name}`, value);
  return value;
}

function parseName(parser: Elixir, start: number): Expression {
  const word = text(parser);
  switch (word) {
    case 'defmodule':
    case 'defprotocol':
    case 'defimpl':
      return parseModule(parser, start);
    case 'def':
    case 'defp':
    case 'defmacro':
    case 'defmacrop':
      if (isName(parser, 1)) return parseDefinition(parser, start);
      break;
    case 'alias':
    case 'import':
    case 'require':
    case 'use':
      if (isName(parser, 1) && /^[A-Z]/.test(text(parser, 1))) return parseAlias(parser, word, start);
      break;
    case 'if':
    case 'unless':
    case 'case':
    case 'cond':
    case 'with':
    case 'try':
    case 'receive':
    case 'for':
    case 'quote':
      return parseConstruct(parser, start);
    case 'fn':
      return parseFn(parser, start);
    case 'nil':
      parser.at++;
      return { kind: 'nothing', start, end: endBefore(parser) };
    case 'end':
    case 'else':
    case 'rescue':
    case 'catch':
    case 'after':
    case 'do':
      return { kind: 'opaque', start, end: start };
  }
  parser.at++;
  const at = { start, end: endBefore(parser) };
  if (word === '__MODULE__') return nameOf(parser, ['self'], at);
  if (/^[A-Z]/.test(word)) {
    parser.references.add(word);
    return nameOf(parser, [word], at);
  }
  const own = isPunct(parser, '(') && !declaring(parser.scope, word) && enclosing(parser.scope, ['class']).kind === 'class';
  return nameOf(parser, own ? ['self', word] : [word], at);
}

/** `alias A.B.C`, `alias A.B, as: C`, `alias A.{B, C}`. */
function parseAlias(parser: Elixir, word: string, start: number): Expression {
  parser.at++;
  const module = text(parser);
  parser.at++;
  const names: string[] = [];
  const add = (full: string, local: string): void => {
    if (word === 'alias') parser.aliases.set(local, full);
    names.push(full);
  };
  if (isPunct(parser, '.') && isPunct(parser, '{', 1)) {
    parser.at++;
    const close = afterBracket(parser) - 1;
    for (; parser.at < close; parser.at++) if (isName(parser)) add(`${module}.${text(parser)}`, text(parser).split('.').at(-1) as string);
    parser.at = Math.max(parser.at, close + 1);
  } else if (isPunct(parser, ',') && text(parser, 1) === 'as') {
    add(module, text(parser, 3));
    parser.at += 4;
  } else add(module, module.split('.').at(-1) as string);
  for (const full of names) parser.tree.imports.push({ module: full, names: [], typeOnly: false, start, end: endBefore(parser) });
  if (isPunct(parser, ',')) {
    parser.at++;
    makeCall(parser, nameOf(parser, [word], { start, end: start }), (given) => parseArguments(parser, given, -1));
  }
  return { kind: 'opaque', start, end: endBefore(parser) };
}

function parseModule(parser: Elixir, start: number): Expression {
  parser.at++;
  const name = isName(parser) ? text(parser) : null;
  if (name !== null) parser.at++;
  while (!atEnd(parser) && text(parser) !== 'do' && parser.tokens.kind[parser.at] !== NEWLINE) parser.at++;
  const scope = newScope(parser.scope, 'class');
  const of: ClassNode = { kind: 'class', name, scope, bases: [], parameters: [], constructed: true };
  scope.type = of;
  parser.tree.classes.push(of);
  const value: Expression = { kind: 'class', of, start, end: endBefore(parser) };
  if (name !== null) exportModule(parser, name, value);
  if (text(parser) === 'do') parser.at++;
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => parseBody(parser));
  if (text(parser) === 'end') parser.at++;
  return value;
}

/** Other files name a module in full: `App.Llm` is the entry `Llm` of `App`. */
function exportModule(parser: Elixir, name: string, value: Expression): void {
  const { file } = parser.tree;
  bind(file, name, value);
  const [head = '', ...rest] = name.split('.');
  if (rest.length === 0) return;
  let inner: Expression = value;
  for (const part of rest.reverse()) inner = { kind: 'object', entries: [{ name: part, value: inner }], start: value.start, end: value.end };
  bind(file, head, inner);
}

/** `def name(args) do ... end`, `def name(args), do: value`. */
function parseDefinition(parser: Elixir, start: number): Expression {
  parser.at++;
  const name = text(parser);
  parser.at++;
  const owner = enclosing(parser.scope, ['class']).type;
  const of = newFunction(name, owner);
  const scope = newScope(parser.scope, 'function', of);
  const value: Expression = { kind: 'function', of, start, end: endBefore(parser) };
  if (isPunct(parser, '(')) parseParameters(parser, scope, of);
  if (owner) bind(owner.scope, `self.${name}`, value);
  else bind(parser.scope, name, value);
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
    while (!atEnd(parser) && text(parser) !== 'do' && parser.tokens.kind[parser.at] !== NEWLINE) parser.at++;
    if (text(parser) !== 'do') return;
    parser.at++;
    if (isPunct(parser, ':')) {
      parser.at++;
      skipLines(parser);
      of.returns.push(parseStatement(parser));
    } else of.returns.push(...parseBlock(parser));
  });
  return value;
}

function parseParameters(parser: Elixir, scope: Scope, of: FunctionNode): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  let position = 0;
  within(parser, { scope, key: null, group: null, call: null, listed: false }, () => {
    while (parser.at < close) {
      const start = startHere(parser);
      if (isName(parser) && (isPunct(parser, ',', 1) || isPunct(parser, '\\\\', 1) || parser.at + 1 === close)) {
        const name = text(parser);
        parser.at++;
        let fallback: Expression | null = null;
        if (isPunct(parser, '\\\\')) {
          parser.at++;
          fallback = within(parser, { key: name }, () => parseExpression(parser));
        }
        of.parameters.push({ name, position, destructured: false });
        bind(scope, name, { kind: 'parameter', of, name, fallback, type: null, start, end: start + name.length });
      } else
        while (parser.at < close && !isPunct(parser, ','))
          parser.at = isPunct(parser, '{') || isPunct(parser, '[') || isPunct(parser, '(') ? afterBracket(parser) : parser.at + 1;
      position++;
      if (parser.at < close) parser.at++;
    }
  });
  parser.at = Math.max(parser.at, close + 1);
}

/** The body after `do`, with its `else` and `rescue` parts, up to `end`: the values it can give. */
function parseBlock(parser: Elixir): Expression[] {
  const chain = newChain(parser);
  const parent = parser.branch;
  const values: Expression[] = [];
  for (let index = 0; index < 20; index++) {
    const last = within(parser, { branch: { chain, index, parent } }, () => parseBody(parser));
    if (last) values.push(last);
    if (!isName(parser) || !ENDS.has(text(parser))) break;
    const word = text(parser);
    parser.at++;
    if (word === 'end') break;
  }
  return values;
}

/** `if`, `case`, `with` and the like: head, block, one of its values. */
function parseConstruct(parser: Elixir, start: number): Expression {
  parser.at++;
  within(parser, { key: null, call: null, group: null }, () => {
    while (!atEnd(parser) && text(parser) !== 'do' && parser.tokens.kind[parser.at] !== NEWLINE && !closes(parser)) {
      const before = parser.at;
      parseExpression(parser);
      if (isPunct(parser, ',') || isPunct(parser, '<-') || parser.at === before) {
        if (isPunct(parser, ',') && isName(parser, 1) && text(parser, 1) === 'do') break;
        parser.at++;
        skipLines(parser);
      }
    }
  });
  if (isPunct(parser, ',')) parser.at++;
  if (text(parser) !== 'do') return { kind: 'opaque', start, end: endBefore(parser) };
  parser.at++;
  const options = isPunct(parser, ':') ? inlineBranches(parser) : parseBlock(parser);
  const [only] = options;
  if (!only) return { kind: 'opaque', start, end: endBefore(parser) };
  return options.length === 1 ? only : { kind: 'choice', options, start, end: endBefore(parser) };
}

/** `if x, do: a, else: b`. */
function inlineBranches(parser: Elixir): Expression[] {
  parser.at++;
  const options = [parseExpression(parser)];
  if (isPunct(parser, ',') && text(parser, 1) === 'else' && isPunct(parser, ':', 2)) {
    parser.at += 3;
    skipLines(parser);
    options.push(parseExpression(parser));
  }
  return options;
}

function parseFn(parser: Elixir, start: number): Expression {
  parser.at++;
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'block', of);
  while (!atEnd(parser) && !isPunct(parser, '->') && parser.tokens.kind[parser.at] !== NEWLINE) {
    if (isName(parser))
      bind(scope, text(parser), { kind: 'parameter', of, name: text(parser), fallback: null, type: null, start: startHere(parser), end: startHere(parser) });
    parser.at++;
  }
  if (isPunct(parser, '->')) parser.at++;
  const last = within(parser, { scope, key: null, group: null, call: null, listed: false }, () => parseBody(parser));
  if (last) of.returns.push(last);
  if (text(parser) === 'end') parser.at++;
  return { kind: 'function', of, start, end: endBefore(parser) };
}

/** Members, calls, indexes and blocks after an operand. */
function parsePostfix(parser: Elixir, first: Expression): Expression {
  let left = first;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? text(parser) : '';
    const touching = parser.tokens.start[parser.at] === endBefore(parser);
    const callable = left.kind === 'name' || left.kind === 'member';
    if (sign === '.' && isName(parser, 1)) {
      left = memberOf(left, text(parser, 1), parser.tokens.end[parser.at + 1] as number);
      parser.at += 2;
    } else if (sign === '.' && isPunct(parser, '(', 1)) parser.at++;
    else if (sign === '(' && touching && callable) {
      const close = afterBracket(parser) - 1;
      parser.at++;
      left = makeCall(parser, left, (add) => parseArguments(parser, add, close));
    } else if (sign === '[' && touching && callable) left = parseAccess(parser, left);
    else if (callable && startsArgument(parser)) left = makeCall(parser, left, (add) => parseArguments(parser, add, -1));
    else if (left.kind === 'call' && isName(parser) && text(parser) === 'do' && !isPunct(parser, ':', 1) && !inHead(parser)) {
      parser.at++;
      parseBlock(parser);
    } else return left;
  }
}

/** The `do` after `if f(x)` belongs to the `if`. */
function inHead(parser: Elixir): boolean {
  for (let at = parser.at - 1; at >= 0 && parser.tokens.kind[at] !== NEWLINE; at--) {
    if (parser.tokens.kind[at] === NAME && /^(?:if|unless|case|with|for|cond|def|defp|try)$/.test(parser.tokens.text[at] as string)) return true;
  }
  return false;
}

function parseAccess(parser: Elixir, object: Expression): Expression {
  const close = afterBracket(parser) - 1;
  const at = parser.at + 1;
  if (close === at + 1 && parser.tokens.kind[at] === STRING) {
    parser.placed.add(at);
    parser.at = Math.max(parser.at, close + 1);
    return memberOf(object, parser.tokens.text[at] as string, endBefore(parser));
  }
  parser.at = at;
  const key = within(parser, { key: null, group: null, listed: true }, () => parseExpression(parser));
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'index', object, key, position: null, start: object.start, end: endBefore(parser) };
}

/** Arguments without brackets: on the same line, after a space. */
function startsArgument(parser: Elixir): boolean {
  const { tokens, at } = parser;
  const kind = tokens.kind[at];
  if (kind === undefined || kind === NEWLINE || tokens.kind[at - 1] !== NAME || (tokens.start[at] ?? 0) <= endBefore(parser)) return false;
  const previous = tokens.text[at - 1] as string;
  if (/^[A-Z]/.test(previous) || declaring(parser.scope, previous) || /^(?:do|end|else|fn|true|false|nil|and|or|not|in|when)$/.test(previous)) return false;
  if (kind === STRING || kind === PATTERN) return true;
  const word = tokens.text[at] as string;
  if (kind === NAME) return !/^(?:do|end|else|and|or|in|when|rescue|catch|after)$/.test(word);
  return word === '%' || word === '@' || ((word === '[' || word === '{') && tokens.start[at + 1] === tokens.end[at]);
}

function parseArguments(parser: Elixir, add: (argument: NamedExpression) => void, close: number): void {
  const ends = (): boolean =>
    close >= 0
      ? parser.at >= close
      : atEnd(parser) ||
        parser.tokens.kind[parser.at] === NEWLINE ||
        closes(parser) ||
        isPunct(parser, '|>') ||
        isPunct(parser, '->') ||
        (isName(parser) && text(parser) === 'do');
  for (let position = 0; ; position++) {
    if (close >= 0) skipLines(parser);
    if (ends()) break;
    const before = parser.at;
    add(parseElement(parser, position));
    if (close >= 0) skipLines(parser);
    if (isPunct(parser, ',')) {
      parser.at++;
      skipLines(parser);
    } else if (close < 0) break;
    else if (parser.at === before) parser.at++;
  }
  if (close >= 0) parser.at = Math.max(parser.at, close + 1);
}
