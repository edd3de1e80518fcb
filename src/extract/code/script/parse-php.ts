/** PHP: expressions and statements. A grammar, so longer than other files. */
import { afterBracket, atEnd, endBefore, isName, isPunct, nestsTooDeep, newChain, startHere, text, within } from '../cursor.ts';
import { recordRead } from '../expression.ts';
import { NAME, NUMBER, PUNCT, STRING, type Tokens } from '../tokens.ts';
import {
  bind,
  type ClassNode,
  choiceOf,
  concatOf,
  declaring,
  type Expression,
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
  MAX_DEPTH,
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
import { lexPhpHole } from './lex-php.ts';

interface Php extends ScriptParser {
  /** Namespace at hand, and what its `use` lines name. */
  readonly space: { name: string; readonly uses: Map<string, string> };
}

/** Tokens of PHP -> tree. A file that does not parse still gives what could be read. */
export function parsePhp(tokens: Tokens): ScriptTree {
  const parser: Php = Object.assign(newParser(tokens, hole), { space: { name: '', uses: new Map<string, string>() } });
  while (!atEnd(parser)) parseStatement(parser);
  bindReferences(parser, (name) => reference(parser, name));
  exportClasses(parser);
  return { tree: parser.tree, parser };
}

function hole(parser: ScriptParser, start: number, end: number): Expression {
  return parseHole(parser, lexPhpHole(parser.tokens.source, start, end), (inner) => parseExpression(inner as Php), { start, end });
}

/** Where a class name leads: by `use`, by its own leading backslash, or in the namespace of the file. */
function reference(parser: Php, name: string): { module: string; path: readonly string[] } | null {
  const [head = '', ...rest] = name.replace(/^\\/, '').split('\\');
  const used = name.startsWith('\\') ? undefined : parser.space.uses.get(head);
  const own = name.startsWith('\\') || parser.space.name === '' ? head : `${parser.space.name}\\${head}`;
  const full = [used ?? own, ...rest].join('\\');
  return { module: full, path: full.split('\\') };
}

/** Other files find a class by its full name: `App\Llm` is the entry `Llm` of `App`. */
function exportClasses(parser: Php): void {
  const names = parser.space.name.split('\\').filter((part) => part !== '');
  const [head] = names;
  if (head === undefined) return;
  const { file, classes } = parser.tree;
  const entries = classes.flatMap((of): NamedExpression[] => (of.name === null ? [] : [{ name: of.name, value: { kind: 'class', of, start: 0, end: 0 } }]));
  let value: Expression = { kind: 'object', entries, start: 0, end: 0 };
  for (const name of names.slice(1).reverse()) value = { kind: 'object', entries: [{ name, value }], start: 0, end: 0 };
  bind(file, head, value);
}

const DECLARES = new Set(['class', 'interface', 'trait', 'enum']);
const MODIFIERS = new Set(['public', 'private', 'protected', 'static', 'readonly', 'var', 'final', 'abstract']);

function parseStatement(parser: Php): void {
  const before = parser.at;
  if (!nestsTooDeep(parser, MAX_DEPTH)) {
    parser.depth++;
    parseOne(parser);
    parser.depth--;
  }
  if (parser.at === before) parser.at++;
}

function parseOne(parser: Php): void {
  const word = isName(parser) ? text(parser).toLowerCase() : '';
  if (isPunct(parser, '{')) return parseBlock(parser);
  if (isPunct(parser, '[') && parser.tokens.indent.get(parser.at) === -1) {
    parser.at = afterBracket(parser);
    return;
  }
  if (isPunct(parser, ';')) {
    parser.at++;
    return;
  }
  switch (word) {
    case 'namespace':
      if (isName(parser, 1) || isPunct(parser, '{', 1)) return parseNamespace(parser);
      break;
    case 'use':
      return parseUse(parser);
    case 'abstract':
    case 'final':
    case 'readonly':
      if (isName(parser, 1)) parser.at++;
      return;
    case 'function':
      if (isName(parser, 1) || (isPunct(parser, '&', 1) && isName(parser, 2))) return parseFunctionStatement(parser);
      break;
    case 'if':
      return parseIf(parser);
    case 'foreach':
      return parseForeach(parser);
    case 'switch':
    case 'try':
      return parseBranches(parser);
    case 'return':
      return parseReturn(parser);
    case 'const':
      parser.at++;
      return parseConstants(parser, '');
    case 'case':
      parser.at++;
      break;
    case 'else':
    case 'elseif':
    case 'while':
    case 'for':
    case 'do':
    case 'catch':
    case 'finally':
    case 'echo':
    case 'global':
    case 'declare':
    case 'default':
      parser.at++;
      return;
  }
  if (DECLARES.has(word) && isName(parser, 1) && text(parser, 1) !== 'implements') return void parseClass(parser, startHere(parser));
  endStatement(parser);
}

function endStatement(parser: Php): void {
  while (!atEnd(parser) && !isPunct(parser, ';') && !isPunct(parser, '}') && !isPunct(parser, '{') && !isPunct(parser, ':')) {
    const before = parser.at;
    parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
  if (isPunct(parser, ';') || isPunct(parser, ':')) parser.at++;
}

function parseBlock(parser: Php): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  while (parser.at < close) parseStatement(parser);
  parser.at = close + 1;
}

function parseNamespace(parser: Php): void {
  parser.at++;
  if (isName(parser)) parser.space.name = text(parser);
  while (!atEnd(parser) && !isPunct(parser, ';') && !isPunct(parser, '{')) parser.at++;
  if (isPunct(parser, ';')) parser.at++;
}

/** `use A\B;`, `use A\B as C, D;`, `use A\{B, C as D};` */
function parseUse(parser: Php): void {
  const start = startHere(parser);
  parser.at++;
  const kind = text(parser);
  if ((kind === 'function' || kind === 'const') && isName(parser, 1)) parser.at++;
  while (!atEnd(parser) && !isPunct(parser, ';') && !isPunct(parser, '}') && !isPunct(parser, '(')) {
    if (!isName(parser)) {
      parser.at++;
      continue;
    }
    const name = text(parser).replace(/^\\/, '');
    parser.at++;
    // The lexer leaves the backslash before a brace by itself.
    if (isPunct(parser, '\\') && isPunct(parser, '{', 1)) {
      const close = afterBracket({ ...parser, at: parser.at + 1 }) - 1;
      parser.at += 2;
      while (parser.at < close) parseUsed(parser, start, `${name}\\`, kind);
      parser.at = close + 1;
    } else useName(parser, start, name, kind);
  }
  if (isPunct(parser, ';')) parser.at++;
}

function parseUsed(parser: Php, start: number, prefix: string, kind: string): void {
  if (!isName(parser)) {
    parser.at++;
    return;
  }
  const name = `${prefix}${text(parser)}`;
  parser.at++;
  useName(parser, start, name, kind);
}

function useName(parser: Php, start: number, module: string, kind: string): void {
  let local = module.slice(module.lastIndexOf('\\') + 1);
  if (text(parser) === 'as' && isName(parser, 1)) {
    local = text(parser, 1);
    parser.at += 2;
  }
  if (kind !== 'function' && kind !== 'const') parser.space.uses.set(local, module);
  parser.tree.imports.push({ module, names: [local], typeOnly: false, start, end: endBefore(parser) });
  parser.references.add(local);
}

/** `if`, with its `elseif` and `else`: branches of one chain. */
function parseIf(parser: Php): void {
  const chain = newChain(parser);
  const parent = parser.branch;
  for (let index = 0; ; index++) {
    const word = text(parser).toLowerCase();
    if (word === 'else' && text(parser, 1).toLowerCase() === 'if') parser.at++;
    parser.at++;
    if (isPunct(parser, '(')) parseCondition(parser);
    // `if (x):` is closed by a word: its branches are not told apart.
    if (isPunct(parser, ':')) return;
    within(parser, { branch: { chain, index, parent } }, () => parseStatement(parser));
    const next = text(parser).toLowerCase();
    if (next !== 'else' && next !== 'elseif') return;
  }
}

function parseCondition(parser: Php): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  within(parser, { key: null }, () => {
    while (parser.at < close) {
      const before = parser.at;
      parseExpression(parser);
      if (parser.at === before || isPunct(parser, ',') || isPunct(parser, ';')) parser.at++;
    }
  });
  parser.at = close + 1;
}

/** `try` and `switch`: what stands in them is one of several. */
function parseBranches(parser: Php): void {
  const isTry = text(parser).toLowerCase() === 'try';
  const chain = newChain(parser);
  const parent = parser.branch;
  parser.at++;
  if (isPunct(parser, '(')) parseCondition(parser);
  if (!isPunct(parser, '{')) return;
  if (isTry) return within(parser, { branch: { chain, index: 0, parent } }, () => parseBlock(parser));
  const close = afterBracket(parser) - 1;
  parser.at++;
  let index = 0;
  while (parser.at < close) {
    const word = text(parser);
    if (word === 'case' || word === 'default') index++;
    within(parser, { branch: { chain, index, parent } }, () => parseStatement(parser));
  }
  parser.at = close + 1;
}

function parseForeach(parser: Php): void {
  parser.at++;
  if (!isPunct(parser, '(')) return;
  const close = afterBracket(parser) - 1;
  parser.at++;
  const items = within(parser, { key: null, listed: true }, () => parseExpression(parser));
  if (text(parser) === 'as') {
    const last = parser.tokens.text[close - 1] ?? '';
    if (last.startsWith('$')) bind(parser.scope, last, { kind: 'each', of: items, start: items.start, end: items.end });
  }
  parser.at = close + 1;
}

function parseReturn(parser: Php): void {
  parser.at++;
  if (!isPunct(parser, ';')) {
    const value = parseExpression(parser);
    const of = functionOf(parser.scope);
    if (of) of.returns.push(value);
    else bind(parser.tree.file, 'module.exports', value);
  }
  endStatement(parser);
}

function functionOf(scope: Scope): FunctionNode | null {
  for (let current: Scope | null = scope; current; current = current.parent) if (current.function) return current.function;
  return null;
}

function parseFunctionStatement(parser: Php): void {
  parser.at++;
  if (isPunct(parser, '&')) parser.at++;
  const name = text(parser);
  parser.at++;
  bind(parser.scope, name, parseFunctionRest(parser, newFunction(name), startHere(parser)));
}

/** Parameters, return type and body. */
function parseFunctionRest(parser: Php, of: FunctionNode, start: number): Expression {
  const scope = newScope(parser.scope, 'function', of);
  if (isPunct(parser, '(')) parseParameters(parser, scope, of);
  if (text(parser) === 'use' && isPunct(parser, '(', 1)) {
    parser.at++;
    parser.at = afterBracket(parser);
  }
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ';') && !isPunct(parser, '=>') && !isPunct(parser, ')') && !isPunct(parser, ',')) {
    parser.at = isPunct(parser, '(') ? afterBracket(parser) : parser.at + 1;
  }
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
    if (isPunct(parser, '{')) parseBlock(parser);
    else if (isPunct(parser, '=>')) {
      parser.at++;
      of.returns.push(parseExpression(parser));
    }
  });
  return { kind: 'function', of, start, end: endBefore(parser) };
}

function parseParameters(parser: Php, scope: Scope, of: FunctionNode): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  let position = 0;
  within(parser, { scope, key: null, group: null, call: null, listed: false }, () => {
    while (parser.at < close) {
      const before = parser.at;
      if (isPunct(parser, '[')) parser.at = afterBracket(parser);
      else if (parseParameter(parser, scope, of, position, close)) position++;
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
}

/** `private ?Client $client = null`: a promoted parameter is a field too. */
function parseParameter(parser: Php, scope: Scope, of: FunctionNode, position: number, close: number): boolean {
  let type: Expression | null = null;
  let promoted = false;
  let name: string | null = null;
  let fallback: Expression | null = null;
  const start = startHere(parser);
  while (parser.at < close && !isPunct(parser, ',')) {
    const word = isName(parser) ? text(parser) : '';
    if (isPunct(parser, '=')) {
      parser.at++;
      fallback = within(parser, { key: name }, () => parseExpression(parser));
    } else if (isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{')) parser.at = afterBracket(parser);
    else {
      if (MODIFIERS.has(word)) promoted = true;
      else if (word.startsWith('$')) name = word.slice(1);
      else if (/^\\?[A-Z]/.test(word)) type ??= classReference(parser, word);
      parser.at++;
    }
  }
  if (name === null) return false;
  const owner = of.owner !== null && of.name === '__construct' ? of.owner : of;
  const value: Expression = { kind: 'parameter', of: owner, name, fallback, type, start, end: endBefore(parser) };
  of.parameters.push({ name, position, destructured: false });
  bind(scope, `$${name}`, value);
  if (promoted && of.owner) bind(of.owner.scope, `self.${name}`, value);
  return true;
}

function classReference(parser: Php, name: string): Expression {
  parser.references.add(name);
  return nameOf(parser, [name], { start: startHere(parser), end: startHere(parser) + name.length });
}

/** `class A extends B implements C { ... }`; an anonymous one has arguments in place of a name. */
function parseClass(parser: Php, start: number): Expression {
  parser.at++;
  const name = isName(parser) && !['extends', 'implements'].includes(text(parser)) ? text(parser) : null;
  const bases: Expression[] = [];
  let extending = false;
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ';')) {
    const word = text(parser);
    if (word === 'extends') extending = true;
    else if (word === 'implements') extending = false;
    else if (extending && isName(parser)) bases.push(classReference(parser, word));
    parser.at = isPunct(parser, '(') ? afterBracket(parser) : parser.at + 1;
  }
  const scope = newScope(parser.scope, 'class');
  const of: ClassNode = { kind: 'class', name, scope, bases, parameters: [], constructed: false };
  scope.type = of;
  parser.tree.classes.push(of);
  if (isPunct(parser, '{')) within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => parseMembers(parser, of));
  const value: Expression = { kind: 'class', of, start, end: endBefore(parser) };
  if (name !== null) bind(parser.tree.file, name, value);
  return value;
}

function parseMembers(parser: Php, of: ClassNode): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  while (parser.at < close) {
    const before = parser.at;
    const word = isName(parser) ? text(parser).toLowerCase() : '';
    if (word === 'function') parseMethod(parser, of);
    else if (word === 'const' || word === 'case') {
      parser.at++;
      parseConstants(parser, 'self.');
    } else if (word === 'use') while (parser.at < close && !isPunct(parser, ';') && !isPunct(parser, '{')) parser.at++;
    else if (word.startsWith('$')) parseField(parser, of);
    else if (isPunct(parser, '{') || isPunct(parser, '[') || isPunct(parser, '(')) parser.at = afterBracket(parser);
    else parser.at++;
    if (parser.at === before) parser.at++;
  }
  parser.at = close + 1;
}

function parseMethod(parser: Php, of: ClassNode): void {
  parser.at++;
  if (isPunct(parser, '&')) parser.at++;
  const name = text(parser);
  const made = newFunction(name, of);
  const start = startHere(parser);
  parser.at++;
  const value = parseFunctionRest(parser, made, start);
  if (name === '__construct') {
    of.constructed = true;
    of.parameters.push(...made.parameters);
  } else bind(of.scope, `self.${name}`, value);
}

/** `const A = 1, B = 2;`, `case A = 'a';`, with a type before the name. */
function parseConstants(parser: Php, prefix: string): void {
  while (!atEnd(parser) && !isPunct(parser, ';') && !isPunct(parser, '}')) {
    const name = isName(parser) && isPunct(parser, '=', 1) ? text(parser) : null;
    parser.at++;
    if (name === null) continue;
    parser.at++;
    bind(
      parser.scope,
      `${prefix}${name}`,
      within(parser, { key: name }, () => parseExpression(parser)),
    );
  }
  if (isPunct(parser, ';')) parser.at++;
}

function parseField(parser: Php, of: ClassNode): void {
  const name = text(parser).slice(1);
  parser.at++;
  if (!isPunct(parser, '=')) return;
  parser.at++;
  bind(
    of.scope,
    `self.${name}`,
    within(parser, { key: name }, () => parseExpression(parser)),
  );
}

const PREFIXES = new Set(['!', '-', '+', '~', '@', '&', '...', '++', '--']);
const PREFIX_WORDS = new Set(['clone', 'print', 'yield', 'throw', 'await', 'from']);
const INCLUDES = new Set(['include', 'include_once', 'require', 'require_once']);
const BINARY = new Set(['==', '===', '!=', '!==', '<>', '<', '>', '<=', '>=', '<=>', '+', '-', '*', '/', '%', '**', '|', '&', '^', '>>', '<<']);

function parseExpression(parser: Php): Expression {
  return parseChain(parser, parseOperand, parseOperator);
}

function parseOperator(parser: Php, left: Expression): Expression | null {
  const sign = text(parser);
  switch (sign) {
    case '??':
    case '||':
    case 'or':
      parser.at++;
      return choiceOf(left, parseOperand(parser));
    case '&&':
    case 'and':
    case 'xor':
      parser.at++;
      return parseOperand(parser);
    case '.':
      parser.at++;
      return concatOf(left, parseOperand(parser));
    case '?':
      return parseConditional(parser, left);
    case '=':
    case '??=':
      return parseAssignment(parser, left);
    case '.=':
    case '+=':
      parser.at++;
      return parseExpression(parser);
    case 'instanceof':
      parser.at++;
      parseOperand(parser);
      return { kind: 'opaque', start: left.start, end: endBefore(parser) };
  }
  if (parser.tokens.kind[parser.at] !== PUNCT || !BINARY.has(sign)) return null;
  parser.at++;
  within(parser, { key: null }, () => parseOperand(parser));
  return { kind: 'opaque', start: left.start, end: endBefore(parser) };
}

function parseConditional(parser: Php, condition: Expression): Expression {
  parser.at++;
  if (isPunct(parser, ':')) {
    parser.at++;
    return choiceOf(condition, parseOperand(parser));
  }
  const yes = parseExpression(parser);
  if (!isPunct(parser, ':')) return yes;
  parser.at++;
  return choiceOf(yes, parseExpression(parser));
}

function parseAssignment(parser: Php, left: Expression): Expression {
  parser.at++;
  if (isPunct(parser, '&')) parser.at++;
  const path = left.kind === 'name' ? left.path : [];
  const key = (path.at(-1) ?? '').replace(/^\$/, '');
  const value = within(parser, { key: key === '' ? null : key }, () => parseExpression(parser));
  if (path.length > 0) bindVariable(parser, path, value);
  return value;
}

function parseOperand(parser: Php): Expression {
  while (
    (parser.tokens.kind[parser.at] === PUNCT && PREFIXES.has(text(parser))) ||
    (isName(parser) && PREFIX_WORDS.has(text(parser).toLowerCase()) && !isPunct(parser, '(', 1))
  ) {
    parser.at++;
  }
  return recordRead(parser, parsePostfix(parser, parsePrimary(parser)));
}

function parsePrimary(parser: Php): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] ?? start;
  if (isText(parser)) return parseText(parser);
  if (tokens.kind[at] === NAME) return parseName(parser, start);
  const sign = text(parser);
  if (sign === '(') return parseParenthesis(parser);
  if (sign === '[') return tokens.indent.get(at) === -1 ? skipAttribute(parser) : parseArray(parser, afterBracket(parser) - 1);
  if (sign !== '' && ')]},;:{=>'.includes(sign)) return { kind: 'opaque', start, end };
  parser.at++;
  return { kind: 'opaque', start, end };
}

function skipAttribute(parser: Php): Expression {
  parser.at = afterBracket(parser);
  return parsePrimary(parser);
}

const CASTS = new Set(['string', 'int', 'integer', 'bool', 'boolean', 'float', 'double', 'array', 'object', 'binary']);

function parseParenthesis(parser: Php): Expression {
  if (CASTS.has(text(parser, 1).toLowerCase()) && isPunct(parser, ')', 2)) {
    parser.at += 3;
    return parseOperand(parser);
  }
  const close = afterBracket(parser) - 1;
  parser.at++;
  const value = parseExpression(parser);
  parser.at = Math.max(close + 1, parser.at);
  return value;
}

function parseName(parser: Php, start: number): Expression {
  const word = text(parser);
  const lower = word.toLowerCase();
  if (lower === 'static' && (text(parser, 1) === 'fn' || text(parser, 1) === 'function')) {
    parser.at++;
    return parseName(parser, start);
  }
  if ((lower === 'fn' || lower === 'function') && (isPunct(parser, '(', 1) || isPunct(parser, '&', 1))) {
    parser.at += isPunct(parser, '&', 1) ? 2 : 1;
    return parseFunctionRest(parser, newFunction(null), start);
  }
  if (lower === 'new') return parseNew(parser, start);
  if (lower === 'match' && isPunct(parser, '(', 1)) return parseMatch(parser, start);
  if (lower === 'array' && isPunct(parser, '(', 1)) {
    parser.at++;
    return parseArray(parser, afterBracket(parser) - 1);
  }
  parser.at++;
  const at = { start, end: endBefore(parser) };
  if (INCLUDES.has(lower)) return parseExpression(parser);
  if (lower === 'null') return { kind: 'nothing', ...at };
  if (word === '$this') return nameOf(parser, ['this'], at);
  if (lower === 'self' || lower === 'static' || lower === 'parent') return nameOf(parser, ['self'], at);
  if (isPunct(parser, '::')) parser.references.add(word);
  return nameOf(parser, [word.replace(/^\\(?=[a-z_]+$)/, '')], at);
}

function parseNew(parser: Php, start: number): Expression {
  parser.at++;
  if (isPunct(parser, '[') && parser.tokens.indent.get(parser.at) === -1) parser.at = afterBracket(parser);
  if (text(parser) === 'class') {
    if (isPunct(parser, '(', 1)) {
      // The class stands after its arguments.
      parser.at++;
      parser.at = afterBracket(parser) - 1;
    }
    return parseClass(parser, start);
  }
  if (!isName(parser)) return parsePrimary(parser);
  const word = text(parser);
  const callee = /^\$/.test(word) ? nameOf(parser, [word], { start, end: startHere(parser) + word.length }) : classOfNew(parser, word, start);
  parser.at++;
  const from: Expression = { ...callee, start, end: endBefore(parser) };
  return isPunct(parser, '(') ? parseCall(parser, from) : makeCall(parser, from, () => {});
}

function classOfNew(parser: Php, word: string, start: number): Expression {
  if (word === 'self' || word === 'static') return nameOf(parser, ['self'], { start, end: start });
  return classReference(parser, word);
}

/** `match ($x) { 'a', 'b' => y, default => z }`: one of the arms. */
function parseMatch(parser: Php, start: number): Expression {
  parser.at++;
  parseCondition(parser);
  if (!isPunct(parser, '{')) return { kind: 'opaque', start, end: endBefore(parser) };
  const close = afterBracket(parser) - 1;
  parser.at++;
  const options: Expression[] = [];
  while (parser.at < close) {
    const before = parser.at;
    if (isPunct(parser, '=>')) {
      parser.at++;
      options.push(parseExpression(parser));
    } else within(parser, { key: null, call: null, group: null, listed: true }, () => parseExpression(parser));
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
  }
  parser.at = close + 1;
  return { kind: 'choice', options, start, end: endBefore(parser) };
}

/** Members, calls and indexes after an operand. */
function parsePostfix(parser: Php, first: Expression): Expression {
  let left = first;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? text(parser) : '';
    if (sign === '->' || sign === '?->' || sign === '::') {
      parser.at++;
      if (isName(parser)) {
        const name = text(parser).replace(/^\$/, '');
        parser.at++;
        left = memberOf(left, name, endBefore(parser));
      } else if (isPunct(parser, '{')) {
        parser.at = afterBracket(parser);
        left = { kind: 'opaque', start: left.start, end: endBefore(parser) };
      }
    } else if (sign === '(' && left.kind !== 'text')
      left = unites(parser, left) ? step(parser, left) : (parseStep(parser, left) ?? formatted(handled(parseCall(parser, left))));
    else if (sign === '[' && parser.tokens.indent.get(parser.at) !== -1) left = parseIndex(parser, left);
    else return left;
  }
}

/** `sprintf('%s/v1', $base)`: a text with holes. */
function formatted(made: Expression): Expression {
  if (made.kind !== 'call' || made.call.callee.kind !== 'name' || !/^\\?v?sprintf$/.test(made.call.callee.path.join('.'))) return made;
  const [format, ...parts] = made.call.args.map(({ value }) => value);
  if (format?.kind !== 'text') return made;
  return { kind: 'pattern', text: format.text.replace(/%(?:\d+\$)?[-+ 0\d.']*[a-z]/gi, '{}'), parts, start: made.start, end: made.end };
}

const CURL_OPTIONS: Readonly<Record<string, string>> = { CURLOPT_URL: 'url', CURLOPT_POSTFIELDS: 'body' };

/** `curl_setopt($handle, CURLOPT_POSTFIELDS, $body)`: one more argument of the `curl_init` behind the handle. */
function handled(made: Expression): Expression {
  if (made.kind !== 'call' || made.call.callee.kind !== 'name') return made;
  const [handle, option, value] = made.call.args;
  const name = made.call.callee.path.join('.');
  if (!/^\\?curl_setopt(?:_array)?$/.test(name) || handle?.value.kind !== 'name' || !option) return made;
  const [head = ''] = handle.value.path;
  const bound = declaring(handle.value.scope, head)?.names.get(head)?.at(-1);
  if (bound?.kind !== 'call') return made;
  const given: readonly NamedExpression[] =
    option.value.kind === 'object'
      ? option.value.entries
      : value && option.value.kind === 'name'
        ? [{ name: `[${option.value.path.join('.')}]`, value: value.value }]
        : [];
  for (const entry of given) {
    const known = CURL_OPTIONS[entry.name.replace(/^\[\\?|\]$/g, '')];
    if (known !== undefined) bound.call.args.push({ name: known, value: entry.value });
  }
  return made;
}

const MAKES = /^(?:new|factory|builder|make|build|create|client|instance|init|getInstance|get[A-Z]\w*(?:Client|Model)|default|from[A-Z]?\w*|\w*[Ff]actory)$/;

/** `->chat()` on the way to `->create(...)`: a call without arguments is a name among others. */
function unites(parser: Php, left: Expression): boolean {
  if (!isPunct(parser, ')', 1) || (!isPunct(parser, '->', 2) && !isPunct(parser, '?->', 2))) return false;
  if ((left.kind !== 'name' && left.kind !== 'member') || MAKES.test(left.path.at(-1) as string)) return false;
  if (left.kind === 'member') return left.object.kind === 'call';
  // `$this->client()` is a method of this class, `now()` a function.
  const own = left.path[0] === 'this' || left.path[0] === 'self';
  return left.path.length > (own ? 2 : 1);
}

function step(parser: Php, left: Expression): Expression {
  parser.at += 2;
  return { ...left, end: endBefore(parser) };
}

/** `->withBaseUri('x')` on what a call gave: one more argument of that call; `->make()` ends the chain. Null for any other method. */
function parseStep(parser: Php, left: Expression): Expression | null {
  if (left.kind !== 'member' || left.path.length !== 1 || left.object.kind !== 'call') return null;
  const [name = ''] = left.path;
  const { call } = left.object;
  if ((name === 'make' || name === 'build') && isPunct(parser, ')', 1)) {
    parser.at += 2;
    return left.object;
  }
  if (!/^(?:with|using|set)[A-Z]/.test(name) || isPunct(parser, ')', 1)) return null;
  const close = afterBracket(parser) - 1;
  parser.at++;
  within(parser, { call: call.id, group: `c${call.id}`, key: name, listed: false }, () => {
    const { name: given, value } = parseArgument(parser, 0);
    call.args.push({ name: given === '0' ? name : given, value });
    while (parser.at < close) {
      const before = parser.at;
      if (isPunct(parser, ',')) parser.at++;
      else parseExpression(parser);
      if (parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
  return left.object;
}

function parseIndex(parser: Php, object: Expression): Expression {
  const { tokens } = parser;
  const close = afterBracket(parser) - 1;
  const at = parser.at + 1;
  parser.at = close + 1;
  if (close === at + 1 && tokens.kind[at] === STRING) {
    parser.placed.add(at);
    return memberOf(object, tokens.text[at] as string, endBefore(parser));
  }
  const position = close === at + 1 && tokens.kind[at] === NUMBER ? Number(tokens.text[at]) : null;
  parser.at = at;
  const key = at < close ? within(parser, { key: null, group: null, listed: true }, () => parseExpression(parser)) : null;
  parser.at = close + 1;
  return { kind: 'index', object, key, position, start: object.start, end: endBefore(parser) };
}

function parseCall(parser: Php, callee: Expression): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  return makeCall(parser, callee, (add) => {
    for (let position = 0; parser.at < close; position++) {
      const before = parser.at;
      add(parseArgument(parser, position));
      while (parser.at < close && !isPunct(parser, ','))
        parser.at = isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{') ? afterBracket(parser) : parser.at + 1;
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
    parser.at = close + 1;
  });
}

function parseArgument(parser: Php, position: number): NamedExpression {
  if (isPunct(parser, '...')) {
    parser.at++;
    return { name: '...', value: parseExpression(parser) };
  }
  if (isName(parser) && isPunct(parser, ':', 1) && !text(parser).startsWith('$')) {
    const name = text(parser);
    parser.at += 2;
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  return { name: String(position), value: parseExpression(parser) };
}

/** `['a' => 1]` is a mapping, `[1, 2]` a list. */
function parseArray(parser: Php, close: number): Expression {
  const start = startHere(parser);
  const mapping = hasArrow(parser, close);
  parser.at++;
  const entries: NamedExpression[] = [];
  within(parser, mapping ? { group: `o${start}` } : { key: null, listed: true }, () => {
    while (parser.at < close) {
      const before = parser.at;
      entries.push(parseEntry(parser, entries.length, mapping));
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
  const at = { start, end: endBefore(parser) };
  return mapping ? { kind: 'object', entries, ...at } : { kind: 'list', items: entries.map(({ value }) => value), ...at };
}

function hasArrow(parser: Php, close: number): boolean {
  const { tokens } = parser;
  for (let at = parser.at + 1; at < close; ) {
    if (tokens.kind[at] === PUNCT && tokens.text[at] === '=>') return !arrowFunctionBefore(parser, at);
    const match = tokens.match[at] ?? -1;
    at = match > at ? match + 1 : at + 1;
  }
  return false;
}

/** `fn ($x) => y`: that arrow belongs to the function. */
function arrowFunctionBefore({ tokens }: Php, at: number): boolean {
  const open = tokens.text[at - 1] === ')' ? (tokens.match[at - 1] ?? -1) : -1;
  return open > 0 && tokens.text[open - 1] === 'fn';
}

function parseEntry(parser: Php, position: number, mapping: boolean): NamedExpression {
  if (isPunct(parser, '...')) {
    parser.at++;
    return { name: '...', value: parseExpression(parser) };
  }
  if (mapping && parser.tokens.kind[parser.at] === STRING && isPunct(parser, '=>', 1)) {
    const name = parseKeyText(parser);
    parser.at++;
    return { name, value: within(parser, { key: name }, () => parseExpression(parser)) };
  }
  const value = within(parser, { key: null }, () => parseExpression(parser));
  if (!isPunct(parser, '=>')) return { name: String(position), value };
  parser.at++;
  const name = value.kind === 'name' ? `[${value.path.join('.')}]` : '[]';
  return { name, value: within(parser, { key: null }, () => parseExpression(parser)) };
}
