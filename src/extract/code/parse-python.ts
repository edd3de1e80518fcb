/** Statements of Python. Scopes follow the indentation. A grammar, so longer than other files. */
import { afterBracket, atEnd, atLineEnd, type Dialect, isName, isPunct, newChain, type Parser, startHere, text, within } from './cursor.ts';
import { bindPath, parseComprehension, parseExpression, parseParameters } from './expression.ts';
import { lexPython } from './lex-python.ts';
import { NAME, NEWLINE, STRING, type Tokens } from './tokens.ts';
import { type Branch, bind, type ClassNode, type Expression, enclosing, newFunction, newScope, newTree, noteGlobal, type Scope, type Tree } from './tree.ts';
import { skipType, typeName } from './types.ts';

/** Tokens of Python -> tree. A file that does not parse still gives what could be read. */
export function parsePython(tokens: Tokens): { tree: Tree; parser: Parser } {
  const tree = newTree(tokens.source.length);
  const parser: Parser = {
    tokens,
    tree,
    dialect: PYTHON,
    at: 0,
    scope: tree.file,
    key: null,
    group: null,
    call: null,
    listed: false,
    branch: null,
    chains: { count: 0 },
    switches: [],
    depth: 0,
    placed: new Set(),
  };
  const open: Block[] = [];
  // Branches that ended at an indentation: an `else` there goes on with their chain.
  const ended = new Map<number, Branch>();
  let decorators: string[] = [];
  while (!atEnd(parser)) {
    if (tokens.kind[parser.at] === NEWLINE) {
      parser.at++;
      continue;
    }
    const indent = tokens.indent.get(parser.at) ?? -1;
    if (indent >= 0) closeBlocks(open, indent, ended);
    parser.scope = open.at(-1)?.scope ?? tree.file;
    parser.branch = open.at(-1)?.branch ?? null;
    const before = parser.at;
    if (isPunct(parser, '@')) decorators.push(parseDecorator(parser));
    else {
      const word = text(parser);
      const typing = open.some((block) => block.typing);
      const inner = parseStatement(parser, typing, decorators);
      decorators = [];
      if (inner) open.push({ indent: Math.max(indent, 0), branch: branchOf(parser, word, indent, inner, ended), ...inner });
      else if (indent >= 0) ended.delete(indent);
    }
    if (parser.at === before) parser.at++;
  }
  return { tree, parser };
}

const PYTHON: Dialect = {
  python: true,
  block: () => {},
  hole: (parser, start, end) => {
    if (parser.depth > 40) return { kind: 'opaque', start, end };
    return parseExpression({ ...parser, tokens: lexPython(parser.tokens.source, start, end), at: 0, key: null, depth: parser.depth + 1, placed: new Set() });
  },
};

interface Inner {
  readonly scope: Scope;
  /** Below `if TYPE_CHECKING:` imports bind names but load nothing. */
  readonly typing: boolean;
}
interface Block extends Inner {
  readonly indent: number;
  readonly branch: Branch | null;
}

/** Closes the blocks a line at this indentation is outside of. */
function closeBlocks(open: Block[], indent: number, ended: Map<number, Branch>): void {
  for (let block = open.at(-1); block && block.indent >= indent; block = open.at(-1)) {
    for (const deeper of ended.keys()) if (deeper > block.indent) ended.delete(deeper);
    if (block.branch) ended.set(block.indent, block.branch);
    open.pop();
  }
}

const GOES_ON = new Set(['elif', 'else', 'except', 'case']);
const BRANCHES = new Set(['if', 'elif', 'else', 'try', 'except', 'for', 'while', 'case']);

/** The branch a block is: a new chain, or the next branch of the one that ended here. Functions and classes begin anew. */
function branchOf(parser: Parser, word: string, indent: number, inner: Inner, ended: ReadonlyMap<number, Branch>): Branch | null {
  if (inner.scope !== parser.scope) return null;
  const before = ended.get(indent);
  if (GOES_ON.has(word) && before) return { chain: before.chain, index: before.index + 1, parent: before.parent };
  return BRANCHES.has(word) ? { chain: newChain(parser), index: 0, parent: parser.branch } : parser.branch;
}

/** The name of a decorator; its call, if it is one, is read. */
function parseDecorator(parser: Parser): string {
  parser.at++;
  const value = parseExpression(parser);
  const named = value.kind === 'call' ? value.call.callee : value;
  return named.kind === 'name' ? (named.path.at(-1) as string) : '';
}

/** One statement; a `def` or `class` returns the scope of its body. */
function parseStatement(parser: Parser, typing: boolean, decorators: readonly string[]): Inner | null {
  if (parser.tokens.kind[parser.at] === STRING && isDocstring(parser)) {
    parser.placed.add(parser.at);
    parser.at++;
    return null;
  }
  switch (text(parser)) {
    case 'import':
      parseImport(parser, typing);
      return null;
    case 'from':
      parseFrom(parser, typing);
      return null;
    case 'async':
      parser.at++;
      return parseStatement(parser, typing, decorators);
    case 'def':
      return { scope: parseDefinition(parser, decorators), typing };
    case 'class':
      return { scope: parseClass(parser), typing };
    case 'return':
      return parseReturn(parser);
    case 'with':
      parseWith(parser);
      return null;
    case 'for':
      parseComprehension(parser, parser.tokens.kind.length);
      skipColon(parser);
      return { scope: parser.scope, typing: false };
    case 'if':
    case 'elif':
    case 'while':
      return parseCondition(parser);
    case 'global':
      parseGlobal(parser);
      return null;
    case 'yield':
      return parseReturn(parser);
    case 'else':
    case 'try':
    case 'finally':
    case 'except':
      parser.at++;
      if (!isPunct(parser, ':')) parseExpression(parser);
      skipColon(parser);
      return { scope: parser.scope, typing: false };
    case 'raise':
    case 'assert':
    case 'del':
    case 'nonlocal':
      parser.at++;
      if (!isPunct(parser, ':')) parseExpression(parser);
      skipColon(parser);
      return null;
    case 'match':
    case 'case':
    case 'type':
      if (startsSoftStatement(parser)) {
        parser.at++;
        parseExpression(parser);
        skipColon(parser);
        return { scope: parser.scope, typing: false };
      }
      break;
  }
  parseSimple(parser);
  return null;
}

/** `match`, `case` and `type` are ordinary names except before an operand. */
function startsSoftStatement(parser: Parser): boolean {
  const kind = parser.tokens.kind[parser.at + 1];
  return kind === NAME || kind === STRING;
}

/** A string that is a whole statement documents something; it is never evidence. */
function isDocstring(parser: Parser): boolean {
  const { tokens, at } = parser;
  const before = tokens.kind[at - 1];
  const after = tokens.kind[at + 1];
  return (before === undefined || before === NEWLINE || tokens.text[at - 1] === ':') && (after === NEWLINE || after === undefined || isPunct(parser, ';', 1));
}

/** To the end of the statement; what stands there is read. */
function endStatement(parser: Parser): void {
  while (!atLineEnd(parser) && !isPunct(parser, ';')) {
    const before = parser.at;
    parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
  parser.at++;
}

function skipColon(parser: Parser): void {
  while (!atLineEnd(parser) && !isPunct(parser, ':'))
    parser.at = isPunct(parser, '[') || isPunct(parser, '(') || isPunct(parser, '{') ? afterBracket(parser) : parser.at + 1;
  if (isPunct(parser, ':')) parser.at++;
}

function parseCondition(parser: Parser): Inner | null {
  const guard = text(parser, 1) === 'TYPE_CHECKING' || text(parser, 3) === 'TYPE_CHECKING';
  parser.at++;
  parseExpression(parser);
  skipColon(parser);
  return { scope: parser.scope, typing: guard };
}

function parseGlobal(parser: Parser): void {
  parser.at++;
  const own = enclosing(parser.scope, ['function', 'class']);
  while (!atLineEnd(parser)) {
    if (isName(parser)) noteGlobal(own, text(parser));
    parser.at++;
  }
}

/** A dotted name at the cursor. Leading dots of a relative import belong to it. */
function dottedName(parser: Parser): { name: string; start: number; end: number } {
  const start = startHere(parser);
  let name = '';
  while (isPunct(parser, '.') || isPunct(parser, '...') || (isName(parser) && text(parser) !== 'import' && text(parser) !== 'as')) {
    const wasName = isName(parser);
    name += text(parser);
    parser.at++;
    if (wasName && !isPunct(parser, '.')) break;
  }
  return { name, start, end: parser.tokens.end[parser.at - 1] ?? start };
}

function parseImport(parser: Parser, typing: boolean): void {
  parser.at++;
  do {
    if (isPunct(parser, ',')) parser.at++;
    const { name, start, end } = dottedName(parser);
    if (name === '') break;
    parser.tree.imports.push({ module: name, names: [], typeOnly: typing, start, end });
    const top = name.split('.')[0] as string;
    if (text(parser) === 'as') {
      bind(parser.scope, text(parser, 1), { kind: 'import', module: name, path: [], viaDefault: false, start, end });
      parser.at += 2;
    } else if (!parser.scope.names.has(top)) bind(parser.scope, top, { kind: 'import', module: top, path: [], viaDefault: false, start, end });
  } while (isPunct(parser, ','));
  endStatement(parser);
}

function parseFrom(parser: Parser, typing: boolean): void {
  parser.at++;
  const { name: module, start, end } = dottedName(parser);
  if (text(parser) !== 'import') return endStatement(parser);
  parser.at++;
  const close = isPunct(parser, '(') ? afterBracket(parser) - 1 : -1;
  if (close >= 0) parser.at++;
  const names: string[] = [];
  while (!atEnd(parser) && (close >= 0 ? parser.at < close : !atLineEnd(parser) && !isPunct(parser, ';'))) {
    if (isPunct(parser, '*')) parser.tree.stars.push(module);
    if (!isName(parser)) {
      parser.at++;
      continue;
    }
    const name = text(parser);
    const at = { start: startHere(parser), end: parser.tokens.end[parser.at] as number };
    parser.at++;
    let local = name;
    if (text(parser) === 'as') {
      local = text(parser, 1);
      parser.at += 2;
    }
    names.push(name);
    bind(parser.scope, local, { kind: 'import', module, path: [name], viaDefault: false, ...at });
  }
  parser.tree.imports.push({ module, names, typeOnly: typing, start, end });
  if (close >= 0) parser.at = close + 1;
}

function parseDefinition(parser: Parser, decorators: readonly string[]): Scope {
  const start = startHere(parser);
  parser.at++;
  const name = text(parser);
  parser.at++;
  const owner = parser.scope.kind === 'class' ? parser.scope.type : null;
  const of = newFunction(name, owner);
  of.property = decorators.some((decorator) => decorator.endsWith('property'));
  const scope = newScope(parser.scope, 'function', of);
  if (isPunct(parser, '[')) parser.at = afterBracket(parser);
  if (isPunct(parser, '(')) parseParameters(parser, scope, of);
  skipColonAfterType(parser);
  const value: Expression = { kind: 'function', of, start, end: start };
  bind(parser.scope, name, value);
  if (owner) {
    bind(owner.scope, `self.${name}`, value);
    if (name === '__init__') {
      owner.constructed = true;
      owner.parameters.length = 0;
      owner.parameters.push(...of.parameters);
    }
  }
  return scope;
}

function skipColonAfterType(parser: Parser): void {
  while (!atLineEnd(parser) && !isPunct(parser, ':')) parser.at = isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
  if (isPunct(parser, ':')) parser.at++;
}

function parseClass(parser: Parser): Scope {
  const start = startHere(parser);
  parser.at++;
  const name = text(parser);
  parser.at++;
  if (isPunct(parser, '[')) parser.at = afterBracket(parser);
  const bases = isPunct(parser, '(') ? parseBases(parser) : [];
  skipColon(parser);
  const scope = newScope(parser.scope, 'class');
  const of: ClassNode = { kind: 'class', name, scope, bases, parameters: [], constructed: false };
  scope.type = of;
  parser.tree.classes.push(of);
  bind(parser.scope, name, { kind: 'class', of, start, end: start });
  return scope;
}

function parseBases(parser: Parser): Expression[] {
  const close = afterBracket(parser) - 1;
  const bases: Expression[] = [];
  parser.at++;
  while (parser.at < close) {
    if (isName(parser) && isPunct(parser, '=', 1)) parser.at += 2;
    bases.push(parseExpression(parser));
    while (parser.at < close && !isPunct(parser, ',')) parser.at++;
    parser.at++;
  }
  parser.at = close + 1;
  return bases;
}

function parseReturn(parser: Parser): null {
  parser.at++;
  if (!atLineEnd(parser)) enclosing(parser.scope, ['function']).function?.returns.push(parseExpression(parser));
  return null;
}

function parseWith(parser: Parser): void {
  parser.at++;
  const close = isPunct(parser, '(') ? afterBracket(parser) : -1;
  if (close > 0 && parser.tokens.text[close] === ':') parser.at++;
  while (!isPunct(parser, ':') && !atLineEnd(parser)) {
    const before = parser.at;
    const value = parseExpression(parser);
    if (text(parser) === 'as' && isName(parser, 1)) {
      bind(parser.scope, text(parser, 1), value);
      parser.at += 2;
    }
    if (parser.at === before || isPunct(parser, ',')) parser.at++;
  }
  if (isPunct(parser, ':')) parser.at++;
}

/** Assignments (chained, annotated, augmented, unpacked) and expression statements. */
function parseSimple(parser: Parser): void {
  const unpacked = unpackedTargets(parser);
  if (unpacked) return parseUnpacked(parser, unpacked.names, unpacked.next);
  const targets: Target[] = [];
  const from = startHere(parser);
  for (let target = targetHere(parser); target !== null && !atEnd(parser); target = targetHere(parser)) {
    targets.push(target);
    parser.at = target.next;
    if (target.bare) break;
  }
  const last = targets.at(-1);
  if (!last) return endStatement(parser);
  const value: Expression | null = last.bare ? null : within(parser, { key: last.path.at(-1) ?? null }, () => parseExpression(parser));
  for (const target of targets) bindTarget(parser, target, value, from);
  if (parser.tokens.kind[parser.at - 1] !== NEWLINE) endStatement(parser);
}

function bindTarget(parser: Parser, { path, type }: Target, value: Expression | null, start: number): void {
  const [name] = path;
  const of = parser.scope.type;
  if (parser.scope.kind !== 'class' || path.length !== 1 || name === undefined || of === null) {
    if (value) bindPath(parser, path, value);
    return;
  }
  // A class attribute is read as `self.x`, `cls.x` and `Class.x`; an annotated one is also a parameter of a dataclass or settings class.
  const field: Expression | null = type ? { kind: 'parameter', of, name, fallback: value, type, start, end: start + name.length } : value;
  if (!field) return;
  if (type && !of.constructed) of.parameters.push({ name, position: of.parameters.length, destructured: false });
  bind(parser.scope, name, field);
  bind(parser.scope, `self.${name}`, field);
}

interface Target {
  readonly path: string[];
  readonly type: Expression | null;
  /** Where the value begins. */
  readonly next: number;
  /** Annotated without a value. */
  readonly bare: boolean;
}

/** `a.b.c =`, `a: Type =` or `a: Type` at the cursor. Null when this is no assignment. */
function targetHere(parser: Parser): Target | null {
  const { tokens } = parser;
  const path: string[] = [];
  let at = parser.at;
  while (tokens.kind[at] === NAME) {
    path.push(tokens.text[at] as string);
    at++;
    if (tokens.text[at] === '[' && tokens.kind[at + 1] === STRING && tokens.text[at + 2] === ']') {
      path.push(tokens.text[at + 1] as string);
      at += 3;
    }
    if (tokens.text[at] !== '.') break;
    at++;
  }
  if (path.length === 0 || tokens.kind[at] === STRING) return null;
  const sign = tokens.text[at];
  if (sign === '=' || sign === '|=') return { path, type: null, next: at + 1, bare: false };
  if (sign !== ':' || path.length > 2) return null;
  return annotatedTarget(parser, path, at + 1);
}

function annotatedTarget(parser: Parser, path: string[], at: number): Target | null {
  const saved = parser.at;
  parser.at = at;
  const start = startHere(parser);
  const named = typeName(parser);
  const type: Expression =
    named.length > 0 ? { kind: 'name', path: named, scope: parser.scope, branch: null, start, end: start } : { kind: 'opaque', start, end: start };
  skipType(parser);
  const next = parser.at;
  const valued = isPunct(parser, '=');
  const ended = atLineEnd(parser);
  parser.at = saved;
  if (valued) return { path, type, next: next + 1, bare: false };
  return ended && next > at ? { path, type, next, bare: true } : null;
}

/** `a, b = ...`: the names; null entries are targets of another shape. */
function unpackedTargets(parser: Parser): { names: (string | null)[]; next: number } | null {
  const { tokens } = parser;
  const names: (string | null)[] = [];
  let at = parser.at;
  if (tokens.kind[at] !== NAME || tokens.text[at + 1] !== ',') return null;
  while (tokens.kind[at] === NAME) {
    names.push(tokens.text[at + 1] === ',' || tokens.text[at + 1] === '=' ? (tokens.text[at] as string) : null);
    while (tokens.kind[at] !== undefined && tokens.kind[at] !== NEWLINE && tokens.text[at] !== ',' && tokens.text[at] !== '=') at++;
    if (tokens.text[at] === '=' && tokens.kind[at] !== STRING) return { names, next: at + 1 };
    if (tokens.text[at] !== ',') return null;
    at++;
  }
  return null;
}

function parseUnpacked(parser: Parser, names: readonly (string | null)[], next: number): void {
  parser.at = next;
  const items: Expression[] = [];
  while (!atLineEnd(parser) && !isPunct(parser, ';')) {
    const before = parser.at;
    items.push(within(parser, { key: names[items.length] ?? null }, () => parseExpression(parser)));
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
    else break;
  }
  const [only] = items;
  for (const [position, name] of names.entries()) {
    if (name === null) continue;
    const item = items.length === names.length ? items[position] : undefined;
    if (item) bindPath(parser, [name], item);
    else if (only && items.length === 1) bindPath(parser, [name], { kind: 'index', object: only, key: null, position, start: only.start, end: only.end });
  }
  endStatement(parser);
}
