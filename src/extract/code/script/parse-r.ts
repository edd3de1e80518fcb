/** R: calls with named arguments, assignments both ways, pipes. */
import { afterBracket, atEnd, endBefore, isName, isPunct, startHere, text, within } from '../cursor.ts';
import { NAME, NEWLINE, NUMBER, PUNCT, STRING, type Tokens } from '../tokens.ts';
import { bind, choiceOf, type Expression, type FunctionNode, memberOf, type NamedExpression, newFunction, newScope, type Scope } from '../tree.ts';
import { bindReferences, bindVariable, isText, makeCall, nameOf, newParser, parseChain, parseText, type ScriptParser, type ScriptTree } from './build.ts';

/** Tokens of R -> tree. A file that does not parse still gives what could be read. */
export function parseR(tokens: Tokens): ScriptTree {
  const parser = newParser(tokens, (_, start, end) => ({ kind: 'opaque', start, end }));
  while (!atEnd(parser)) {
    const before = parser.at;
    parseBody(parser);
    if (parser.at === before || !atEnd(parser)) parser.at++;
  }
  bindReferences(parser, (name) => ({ module: name.slice(0, -2), path: [] }));
  return { tree: parser.tree, parser };
}

function skipLines(parser: ScriptParser): void {
  while (parser.tokens.kind[parser.at] === NEWLINE || isPunct(parser, ';')) parser.at++;
}

/** Statements up to a closing bracket; the value of the last. */
function parseBody(parser: ScriptParser): Expression | null {
  let last: Expression | null = null;
  for (;;) {
    skipLines(parser);
    if (atEnd(parser) || isPunct(parser, '}') || isPunct(parser, ')') || isPunct(parser, ']')) return last;
    const before = parser.at;
    last = parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
}

const BINARY = new Set(['==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '^', '%%', '%in%', '%/%', '%*%', '%o%', '~', ':', '&', '&&', '|']);
const PIPES = new Set(['|>', '%>%', '%T>%', '%<>%', '%!>%']);

function parseExpression(parser: ScriptParser): Expression {
  return parseChain(parser, parseOperand, parseOperator);
}

function parseOperator(parser: ScriptParser, left: Expression): Expression | null {
  if (parser.tokens.kind[parser.at] !== PUNCT) return null;
  const sign = text(parser);
  if (sign === '<-' || sign === '<<-' || sign === '=' || sign === ':=') return parseAssignment(parser, left);
  if (sign === '->' || sign === '->>') {
    parser.at++;
    const target = parseOperand(parser);
    if (target.kind === 'name') bindVariable(parser, target.path, left);
    return left;
  }
  if (PIPES.has(sign)) return parsePipe(parser, left);
  if (sign === '||' || sign === '%||%') {
    parser.at++;
    return choiceOf(left, parseOperand(parser));
  }
  if (!BINARY.has(sign) && !/^%.*%$/.test(sign)) return null;
  parser.at++;
  within(parser, { key: null }, () => parseOperand(parser));
  return { kind: 'opaque', start: left.start, end: endBefore(parser) };
}

function parseAssignment(parser: ScriptParser, left: Expression): Expression {
  parser.at++;
  skipLines(parser);
  const path = left.kind === 'name' ? left.path : [];
  const value = within(parser, { key: path.at(-1) ?? null }, () => parseExpression(parser));
  if (path.length > 0) bindVariable(parser, path, value);
  return value;
}

/** `a |> f(b)` is `f(a, b)`. */
function parsePipe(parser: ScriptParser, left: Expression): Expression {
  parser.at++;
  skipLines(parser);
  const right = parseOperand(parser);
  const made = right.kind === 'name' || right.kind === 'member' ? makeCall(parser, right, () => {}) : right;
  if (made.kind !== 'call') return right;
  const { args, callee } = made.call;
  // What follows in a pipe of requests (`req_body_json(...)`) says more about the request it begins with.
  if (/^req_(?:body_json|body_raw|url_path|url_path_append|url)$/.test(lastOf(callee)) && left.kind === 'call') return extend(left, lastOf(callee), args);
  if (/^req_/.test(lastOf(callee)) && left.kind === 'call') return left;
  for (const [at, argument] of args.entries()) if (/^\d+$/.test(argument.name)) args[at] = { ...argument, name: String(Number(argument.name) + 1) };
  args.unshift({ name: '0', value: left });
  return made;
}

function lastOf(callee: Expression): string {
  return callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
}

/** One more argument of the request at the head of a pipe. */
function extend(left: Extract<Expression, { kind: 'call' }>, name: string, args: readonly NamedExpression[]): Expression {
  for (const { value } of args.slice(0, 1)) left.call.args.push({ name: name === 'req_body_json' || name === 'req_body_raw' ? 'body' : 'path', value });
  return left;
}

function parseOperand(parser: ScriptParser): Expression {
  if (parser.tokens.kind[parser.at] === NEWLINE && parser.tokens.kind[parser.at - 1] === PUNCT) skipLines(parser);
  while (parser.tokens.kind[parser.at] === PUNCT && /^(?:!|-|\+|~|\?)$/.test(text(parser))) parser.at++;
  return parsePostfix(parser, parsePrimary(parser));
}

function parsePrimary(parser: ScriptParser): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] ?? start;
  if (isText(parser)) return parseText(parser);
  if (tokens.kind[at] === NAME) return parseName(parser, start);
  const sign = text(parser);
  if (sign === '(' || sign === '{') return parseBracket(parser, start);
  if (sign === '\\' && isPunct(parser, '(', 1)) return parseFunction(parser, start);
  if (tokens.kind[at] === NEWLINE || (sign !== '' && ')]},='.includes(sign))) return { kind: 'opaque', start, end };
  parser.at++;
  return { kind: 'opaque', start, end };
}

function parseBracket(parser: ScriptParser, start: number): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  const value = parseBody(parser);
  parser.at = Math.max(parser.at, close + 1);
  return value ?? { kind: 'nothing', start, end: endBefore(parser) };
}

function parseName(parser: ScriptParser, start: number): Expression {
  const word = text(parser);
  if (word === 'function' && isPunct(parser, '(', 1)) return parseFunction(parser, start);
  if (word === 'if' && isPunct(parser, '(', 1)) return parseIf(parser);
  if (word === 'for' && isPunct(parser, '(', 1)) return parseFor(parser, start);
  if (word === 'while' && isPunct(parser, '(', 1)) {
    parser.at++;
    parseBracket(parser, start);
    skipLines(parser);
    return parseExpression(parser);
  }
  parser.at++;
  const at = { start, end: endBefore(parser) };
  if (word === 'repeat' || word === 'else') return parseExpression(parser);
  if (word === 'NULL' || word === 'NA') return { kind: 'nothing', ...at };
  return nameOf(parser, [word], at);
}

function parseIf(parser: ScriptParser): Expression {
  parser.at++;
  within(parser, { key: null }, () => parseBracket(parser, startHere(parser)));
  skipLines(parser);
  const yes = parseExpression(parser);
  let at = parser.at;
  while (parser.tokens.kind[at] === NEWLINE) at++;
  if (parser.tokens.kind[at] !== NAME || parser.tokens.text[at] !== 'else') return yes;
  parser.at = at + 1;
  skipLines(parser);
  return choiceOf(yes, parseExpression(parser));
}

function parseFor(parser: ScriptParser, start: number): Expression {
  const close = afterBracket({ ...parser, at: parser.at + 1 }) - 1;
  const name = text(parser, 2);
  parser.at += 4;
  const items = within(parser, { key: null, listed: true }, () => parseExpression(parser));
  bind(parser.scope, name, { kind: 'each', of: items, start: items.start, end: items.end });
  parser.at = Math.max(parser.at, close + 1);
  skipLines(parser);
  parseExpression(parser);
  return { kind: 'opaque', start, end: endBefore(parser) };
}

function parseFunction(parser: ScriptParser, start: number): Expression {
  parser.at++;
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'function', of);
  parseParameters(parser, scope, of);
  skipLines(parser);
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => of.returns.push(parseExpression(parser)));
  return { kind: 'function', of, start, end: endBefore(parser) };
}

function parseParameters(parser: ScriptParser, scope: Scope, of: FunctionNode): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  within(parser, { scope, key: null, group: null, call: null, listed: false }, () => {
    for (let position = 0; parser.at < close; ) {
      skipLines(parser);
      const start = startHere(parser);
      const before = parser.at;
      if (isName(parser)) {
        const name = text(parser);
        parser.at++;
        let fallback: Expression | null = null;
        if (isPunct(parser, '=')) {
          parser.at++;
          fallback = within(parser, { key: name }, () => parseExpression(parser));
        }
        of.parameters.push({ name, position: position++, destructured: false });
        bind(scope, name, { kind: 'parameter', of, name, fallback, type: null, start, end: start + name.length });
      }
      skipLines(parser);
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = Math.max(parser.at, close + 1);
}

function parsePostfix(parser: ScriptParser, first: Expression): Expression {
  let left = first;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? text(parser) : '';
    if ((sign === '$' || sign === '@' || sign === '::' || sign === ':::') && (isName(parser, 1) || parser.tokens.kind[parser.at + 1] === STRING)) {
      const name = parser.tokens.text[parser.at + 1] as string;
      // `package::name` names the package in full.
      if (sign.startsWith('::') && left.kind === 'name') {
        const head = `${left.path.join('.')}::`;
        parser.references.add(head);
        left = nameOf(parser, [head, name], { start: left.start, end: parser.tokens.end[parser.at + 1] as number });
      } else left = memberOf(left, name, parser.tokens.end[parser.at + 1] as number);
      parser.at += 2;
    } else if (sign === '(') left = parseCall(parser, left);
    else if (sign === '[') left = parseIndex(parser, left);
    else return left;
  }
}

function parseIndex(parser: ScriptParser, object: Expression): Expression {
  const inner = isPunct(parser, '[', 1) ? parser.at + 2 : parser.at + 1;
  const next = afterBracket(parser);
  if (parser.tokens.kind[inner] === STRING && isPunct({ ...parser, at: inner + 1 }, ']')) {
    parser.placed.add(inner);
    parser.at = next;
    return memberOf(object, parser.tokens.text[inner] as string, endBefore(parser));
  }
  const position = parser.tokens.kind[inner] === NUMBER ? Number(parser.tokens.text[inner]) - 1 : null;
  parser.at++;
  within(parser, { key: null, listed: true }, () => {
    while (parser.at < next - 1) {
      const before = parser.at;
      parseExpression(parser);
      if (parser.at === before || isPunct(parser, ',')) parser.at++;
    }
  });
  parser.at = next;
  return { kind: 'index', object, key: null, position, start: object.start, end: endBefore(parser) };
}

/** A call; `list(...)` and `c(...)` are what they hold, `library(x)` opens a package, `paste0(...)` joins texts. */
function parseCall(parser: ScriptParser, callee: Expression): Expression {
  const name = callee.kind === 'name' ? callee.path.join('$').replace(/^.*::\$/, '') : '';
  if (/^(?:library|require|requireNamespace|loadNamespace|use)$/.test(name)) return parseLibrary(parser, callee);
  if (name === 'list' || name === 'c') return parseList(parser, callee.start);
  const close = afterBracket(parser) - 1;
  parser.at++;
  const made = makeCall(parser, callee, (add) => parseArguments(parser, close, add));
  parser.at = Math.max(parser.at, close + 1);
  if (made.kind !== 'call' || !/^(?:paste0?|glue|file\.path|sprintf|str_glue)$/.test(name)) return made;
  return joined(name, made.call.args, made);
}

function joined(name: string, args: readonly NamedExpression[], otherwise: Expression): Expression {
  const parts = args.filter((argument) => /^\d+$/.test(argument.name)).map(({ value }) => value);
  const [first] = parts;
  if (!first) return otherwise;
  const at = { start: otherwise.start, end: otherwise.end };
  if (name === 'glue' || name === 'str_glue')
    return first.kind === 'text' ? { kind: 'pattern', text: first.text.replace(/\{[^}]*\}/g, '{}'), parts: [], ...at } : first;
  if (name === 'sprintf')
    return first.kind === 'text' ? { kind: 'pattern', text: first.text.replace(/%[\d.]*[a-z]/g, '{}'), parts: parts.slice(1), ...at } : first;
  return { kind: 'concat', parts, ...at };
}

function parseLibrary(parser: ScriptParser, callee: Expression): Expression {
  const close = afterBracket(parser) - 1;
  const at = parser.at + 1;
  const kind = parser.tokens.kind[at];
  if (kind === NAME || kind === STRING) {
    const module = parser.tokens.text[at] as string;
    parser.placed.add(at);
    parser.tree.imports.push({ module, names: [], typeOnly: false, start: callee.start, end: parser.tokens.end[close] ?? callee.end });
    parser.tree.opens.push(module);
  }
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'opaque', start: callee.start, end: endBefore(parser) };
}

function parseList(parser: ScriptParser, start: number): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  const entries: NamedExpression[] = [];
  within(parser, { group: `o${start}` }, () => parseArguments(parser, close, (entry) => entries.push(entry)));
  parser.at = Math.max(parser.at, close + 1);
  const at = { start, end: endBefore(parser) };
  const keyed = entries.some(({ name }) => !/^\d+$/.test(name));
  return keyed ? { kind: 'object', entries, ...at } : { kind: 'list', items: entries.map(({ value }) => value), ...at };
}

function parseArguments(parser: ScriptParser, close: number, add: (argument: NamedExpression) => void): void {
  for (let position = 0; parser.at < close; ) {
    skipLines(parser);
    if (parser.at >= close) break;
    const before = parser.at;
    const kind = parser.tokens.kind[parser.at];
    if ((kind === NAME || kind === STRING) && isPunct(parser, '=', 1)) {
      const name = parser.tokens.text[parser.at] as string;
      if (kind === STRING) parser.placed.add(parser.at);
      parser.at += 2;
      skipLines(parser);
      add({ name, value: within(parser, { key: name }, () => parseExpression(parser)) });
    } else add({ name: String(position++), value: parseExpression(parser) });
    skipLines(parser);
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
    else
      while (parser.at < close && !isPunct(parser, ','))
        parser.at = isPunct(parser, '(') || isPunct(parser, '{') || isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
    if (isPunct(parser, ',')) parser.at++;
  }
}
