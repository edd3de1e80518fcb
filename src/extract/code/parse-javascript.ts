/** Statements of JavaScript and TypeScript. A grammar, so longer than other files. */
import {
  afterBracket,
  atEnd,
  bindHere,
  type Dialect,
  endBefore,
  isName,
  isPunct,
  nestsTooDeep,
  newChain,
  type Parser,
  startHere,
  text,
  within,
} from './cursor.ts';
import { bindPath, isMethod, parseExpression, parseMethod, readPattern, recordRead } from './expression.ts';
import { lexJavaScript } from './lex-javascript.ts';
import { STRING, type Tokens } from './tokens.ts';
import { bind, type Expression, enclosing, type NamedExpression, newScope, newTree, type Span, type Tree } from './tree.ts';
import { skipType, typeName } from './types.ts';

/** Tokens of JavaScript or TypeScript -> tree. `jsx`: the file may hold elements. */
export function parseJavaScript(tokens: Tokens, jsx = false): { tree: Tree; parser: Parser } {
  const tree = newTree(tokens.source.length);
  const parser: Parser = {
    tokens,
    tree,
    dialect: jsx ? JSX : JAVASCRIPT,
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
  while (!atEnd(parser)) parseStatement(parser);
  return { tree, parser };
}

const dialect = (jsx: boolean): Dialect => ({
  python: false,
  block: (parser) => {
    const close = afterBracket(parser) - 1;
    parser.at++;
    parser.depth++;
    while (parser.at < close && !atEnd(parser)) parseStatement(parser);
    parser.depth--;
    parser.at = close + 1;
  },
  hole: (parser, start, end) => {
    if (parser.depth > 40) return { kind: 'opaque', start, end };
    return parseExpression({
      ...parser,
      tokens: lexJavaScript(parser.tokens.source, start, end, jsx),
      at: 0,
      key: null,
      depth: parser.depth + 1,
      placed: new Set(),
    });
  },
});
const JAVASCRIPT = dialect(false);
const JSX = dialect(true);

/** One statement. Moves on at least one token. */
function parseStatement(parser: Parser): void {
  const before = parser.at;
  // A block deeper than this is stepped over: each level costs several frames of the stack.
  if (nestsTooDeep(parser, 150)) parser.at = isPunct(parser, '{') ? afterBracket(parser) : parser.at + 1;
  else if (isPunct(parser, '{')) {
    within(parser, { scope: newScope(parser.scope, 'block', parser.scope.function), key: null }, () => parser.dialect.block(parser));
  } else if (isName(parser)) parseWordStatement(parser, text(parser));
  else parseExpression(parser);
  if (parser.at === before) parser.at++;
}

function parseWordStatement(parser: Parser, word: string): void {
  const next = text(parser, 1);
  switch (word) {
    case 'import':
      if (next !== '(' && next !== '.') return parseImport(parser);
      break;
    case 'export':
      return parseExport(parser);
    case 'const':
    case 'let':
    case 'var':
    case 'using':
      if (isName(parser, 1) && next === 'enum') return parseEnum(parser);
      if (isName(parser, 1) || next === '{' || next === '[') return parseDeclaration(parser);
      break;
    case 'return':
      parser.at++;
      if (!isPunct(parser, ';') && !isPunct(parser, '}')) enclosing(parser.scope, ['function']).function?.returns.push(parseExpression(parser));
      return;
    case 'interface':
    case 'type':
    case 'declare':
    case 'namespace':
    case 'module':
      if (isName(parser, 1) && text(parser, 1) !== 'of' && text(parser, 1) !== 'in') return parseTypeDeclaration(parser, word);
      break;
    case 'enum':
      if (isName(parser, 1)) return parseEnum(parser);
      break;
    case 'if':
    case 'while':
    case 'for':
    case 'switch':
    case 'try':
      if (parser.scope.kind === 'class') break;
      return parseControl(parser, word);
    case 'catch':
    case 'with':
      if (parser.scope.kind === 'class') break;
      parser.at++;
      if (isPunct(parser, '(')) parseControlHead(parser);
      return;
    case 'else':
    case 'do':
    case 'finally':
    case 'public':
    case 'private':
    case 'protected':
    case 'static':
    case 'readonly':
    case 'abstract':
    case 'override':
    case 'accessor':
      if (!isPunct(parser, '=', 1) && !isPunct(parser, ':', 1) && !isPunct(parser, '(', 1)) {
        parser.at++;
        return;
      }
      break;
    case 'default':
    case 'case':
      if (parser.branch && parser.switches.at(-1) === parser.branch.chain) parser.branch = { ...parser.branch, index: parser.branch.index + 1 };
      parser.at++;
      if (!isPunct(parser, ':')) within(parser, { key: null }, () => parseExpression(parser));
      if (isPunct(parser, ':')) parser.at++;
      return;
    case 'function':
    case 'class':
      parseExpression(parser);
      return;
    case 'async':
      if (next === 'function') {
        parser.at++;
        parseExpression(parser);
        return;
      }
      break;
  }
  parseMemberOrExpression(parser);
}

function parseMemberOrExpression(parser: Parser): void {
  if (text(parser).startsWith('@')) {
    // A decorator: its arguments are read, what it decorates comes after it.
    parseExpression(parser);
    return;
  }
  if (parser.scope.kind === 'class') {
    if (isMethod(parser)) parseMethod(parser, parser.scope.type);
    else parseField(parser);
    return;
  }
  parseExpression(parser);
}

/** `name: Type = value;` in a class body. */
function parseField(parser: Parser): void {
  const name = text(parser);
  const start = startHere(parser);
  parser.at++;
  if (isPunct(parser, '?') || isPunct(parser, '!')) parser.at++;
  let type: Expression | null = null;
  if (isPunct(parser, ':')) {
    parser.at++;
    const path = typeName(parser);
    if (path.length > 0) type = { kind: 'name', path, scope: parser.scope, branch: null, start, end: start };
    skipType(parser);
  }
  if (!isPunct(parser, '=')) {
    // A field without a value is set by the constructor; its type says what it is.
    const of = parser.scope.type;
    if (type && of)
      bind(parser.scope, `self.${name}`, {
        kind: 'parameter',
        of: { ...of, parameters: [], constructed: true },
        name,
        fallback: null,
        type,
        start,
        end: start,
      });
    return;
  }
  parser.at++;
  const value = within(parser, { key: name }, () => parseExpression(parser));
  if (value.kind === 'function') value.of.name ??= name;
  bind(parser.scope, `self.${name}`, value);
}

/** A statement whose parts are branches: only one of them runs, or perhaps none. */
function parseControl(parser: Parser, word: string): void {
  const chain = newChain(parser);
  let index = 0;
  const body = (): void => within(parser, { branch: { chain, index: index++, parent: parser.branch } }, () => parseStatement(parser));
  parser.depth++;
  parser.at++;
  if (text(parser) === 'await') parser.at++;
  if (isPunct(parser, '(')) parseControlHead(parser);
  if (word === 'switch') {
    parser.switches.push(chain);
    body();
    parser.switches.pop();
    parser.depth--;
    return;
  }
  body();
  const next = word === 'if' ? 'else' : word === 'try' ? 'catch' : null;
  while (next !== null && text(parser) === next) {
    parser.at++;
    const again = word === 'if' && text(parser) === 'if';
    if (again) parser.at++;
    if ((again || word === 'try') && isPunct(parser, '(')) parseControlHead(parser);
    body();
    if (!again) break;
  }
  parser.depth--;
}

function parseControlHead(parser: Parser): void {
  const close = afterBracket(parser);
  parser.at++;
  while (parser.at < close - 1) parseStatement(parser);
  parser.at = close;
}

function parseTypeDeclaration(parser: Parser, word: string): void {
  if (word === 'declare' || word === 'namespace' || word === 'module') {
    parser.at += word === 'declare' ? 1 : 2;
    return;
  }
  parser.at += 2;
  if (word === 'interface') {
    while (!atEnd(parser) && !isPunct(parser, '{')) parser.at++;
    parser.at = afterBracket(parser);
    return;
  }
  while (!atEnd(parser) && !isPunct(parser, '=') && !isPunct(parser, ';')) parser.at++;
  if (!isPunct(parser, '=')) return;
  parser.at++;
  skipType(parser);
}

/** `enum Model { Fast = 'x', Smart = 'y' }` is an object of its members. */
function parseEnum(parser: Parser): void {
  while (text(parser) !== 'enum') parser.at++;
  const start = startHere(parser);
  const name = text(parser, 1);
  parser.at += 2;
  if (!isPunct(parser, '{')) return;
  const close = afterBracket(parser) - 1;
  parser.at++;
  const entries: NamedExpression[] = [];
  within(parser, { listed: true, group: null }, () => {
    while (parser.at < close) {
      const member = parser.tokens.text[parser.at] as string;
      parser.placed.add(parser.at);
      parser.at++;
      if (isPunct(parser, '=')) {
        parser.at++;
        entries.push({ name: member, value: within(parser, { key: member }, () => parseExpression(parser)) });
      }
      while (parser.at < close && !isPunct(parser, ',')) parser.at++;
      parser.at++;
    }
  });
  parser.at = close + 1;
  bind(parser.scope, name, { kind: 'object', entries, start, end: endBefore(parser) });
}

/** `import a, { b as c } from 'm'`, `import * as n from 'm'`, `import 'm'`, `import type ...`, `import x = require('m')`. */
function parseImport(parser: Parser): void {
  parser.at++;
  const typeOnly = (text(parser) === 'type' || text(parser) === 'typeof') && !isPunct(parser, ',', 1) && text(parser, 1) !== 'from' && !isPunct(parser, '=', 1);
  if (typeOnly) parser.at++;
  if (isName(parser) && isPunct(parser, '=', 1)) {
    bindPath(parser, [text(parser)], importEquals(parser));
    return;
  }
  const clause = readImportClause(parser);
  if (text(parser) === 'from') parser.at++;
  const module = readModule(parser);
  if (module === null) return;
  const { name, at } = module;
  const allTypes = typeOnly || (clause.length > 0 && clause.every((item) => item.typeOnly));
  parser.tree.imports.push({ module: name, names: clause.map(({ path, local }) => path.at(-1) ?? local), typeOnly: allTypes, ...at });
  for (const { local, path, viaDefault, start } of clause) {
    if (local !== '') bind(parser.tree.file, local, { kind: 'import', module: name, path, viaDefault, start, end: start + local.length });
  }
  // Import attributes: `with { type: 'json' }`.
  if ((text(parser) === 'with' || text(parser) === 'assert') && isPunct(parser, '{', 1)) {
    parser.at++;
    parser.at = afterBracket(parser);
  }
}

function importEquals(parser: Parser): Expression {
  parser.at += 2;
  return parseExpression(parser);
}

/** The module string at the cursor. */
function readModule(parser: Parser): { name: string; at: Span } | null {
  if (parser.tokens.kind[parser.at] !== STRING) return null;
  const name = parser.tokens.text[parser.at] as string;
  const at = { start: startHere(parser), end: parser.tokens.end[parser.at] as number };
  parser.placed.add(parser.at);
  parser.at++;
  return { name, at };
}

interface ImportedName {
  readonly local: string;
  readonly path: readonly string[];
  readonly viaDefault: boolean;
  readonly typeOnly: boolean;
  readonly start: number;
}

function readImportClause(parser: Parser): ImportedName[] {
  const names: ImportedName[] = [];
  while (!atEnd(parser) && parser.tokens.kind[parser.at] !== STRING && text(parser) !== 'from') {
    const start = startHere(parser);
    if (isPunct(parser, '*') && text(parser, 1) === 'as') {
      names.push({ local: text(parser, 2), path: [], viaDefault: false, typeOnly: false, start });
      parser.at += 3;
    } else if (isPunct(parser, '{')) names.push(...readNamedImports(parser));
    else {
      if (isName(parser)) names.push({ local: text(parser), path: [text(parser)], viaDefault: true, typeOnly: false, start });
      else if (!isPunct(parser, ',')) return names;
      parser.at++;
    }
  }
  return names;
}

/** `{ a, b as c, type D }` of an import or export. */
function readNamedImports(parser: Parser): ImportedName[] {
  const close = afterBracket(parser) - 1;
  const names: ImportedName[] = [];
  parser.at++;
  while (parser.at < close) {
    const start = startHere(parser);
    const typeOnly = text(parser) === 'type' && isName(parser, 1) && text(parser, 1) !== 'as';
    if (typeOnly) parser.at++;
    if (isName(parser)) {
      const name = text(parser);
      const renamed = text(parser, 1) === 'as';
      const local = renamed ? text(parser, 2) : name;
      names.push({ local, path: name === 'default' ? [local] : [name], viaDefault: name === 'default', typeOnly, start });
    }
    while (parser.at < close && !isPunct(parser, ',')) parser.at++;
    parser.at++;
  }
  parser.at = close + 1;
  return names;
}

/** `export default x`, `export { a as b } from 'm'`, `export * from 'm'`, or a declaration. */
function parseExport(parser: Parser): void {
  parser.at++;
  if (text(parser) === 'default') {
    parser.at++;
    const value = parseExpression(parser);
    bind(parser.tree.file, 'default', value);
    return;
  }
  if (isPunct(parser, '=')) {
    parser.at++;
    bind(parser.tree.file, 'module.exports', parseExpression(parser));
    return;
  }
  if (text(parser) === 'type' && (isPunct(parser, '{', 1) || isPunct(parser, '*', 1))) parser.at++;
  if (isPunct(parser, '{')) parseExportList(parser);
  else if (isPunct(parser, '*')) parseExportAll(parser);
}

function parseExportList(parser: Parser): void {
  const names = readNamedImports(parser);
  const from = text(parser) === 'from';
  if (from) parser.at++;
  const module = from ? readModule(parser) : null;
  if (module) parser.tree.imports.push({ module: module.name, names: names.map(({ path, local }) => path[0] ?? local), typeOnly: false, ...module.at });
  for (const { local, path, viaDefault, start } of names) {
    const at = { start, end: start };
    if (module) bind(parser.tree.file, local, { kind: 'import', module: module.name, path, viaDefault, ...at });
    // `export { client as openai }`: another name for a name of this file.
    else if (path[0] !== local) bind(parser.tree.file, local, { kind: 'name', path, scope: parser.tree.file, branch: null, ...at });
  }
}

function parseExportAll(parser: Parser): void {
  parser.at++;
  const name = text(parser) === 'as' ? text(parser, 1) : null;
  if (name !== null) parser.at += 2;
  if (text(parser) !== 'from') return;
  parser.at++;
  const module = readModule(parser);
  if (!module) return;
  parser.tree.imports.push({ module: module.name, names: [], typeOnly: false, ...module.at });
  if (name === null) parser.tree.stars.push(module.name);
  else bind(parser.tree.file, name, { kind: 'import', module: module.name, path: [], viaDefault: false, ...module.at });
}

/** `const a = 1, { b, c: d } = require('m')`. */
function parseDeclaration(parser: Parser): void {
  parser.at++;
  for (;;) {
    parseDeclarator(parser);
    if (!isPunct(parser, ',')) return;
    parser.at++;
  }
}

function parseDeclarator(parser: Parser): void {
  if (isPunct(parser, '{')) return parseObjectPattern(parser);
  if (isPunct(parser, '[')) return parseListPattern(parser);
  if (!isName(parser)) return;
  const name = text(parser);
  parser.at++;
  if (isPunct(parser, '!')) parser.at++;
  if (isPunct(parser, ':')) {
    parser.at++;
    skipType(parser);
  }
  if (text(parser) === 'of' || text(parser) === 'in') {
    parser.at++;
    const value = within(parser, { key: null }, () => parseExpression(parser));
    bind(parser.scope, name, { kind: 'each', of: value, start: value.start, end: value.end });
    return;
  }
  if (!isPunct(parser, '=')) {
    // Declared now, set later: assignments bind it here.
    bind(parser.scope, name, { kind: 'nothing', start: startHere(parser), end: startHere(parser) });
    return;
  }
  parser.at++;
  const value = within(parser, { key: name }, () => parseExpression(parser));
  if (value.kind === 'function') value.of.name ??= name;
  bindHere(parser, parser.scope, name, value);
}

function parseObjectPattern(parser: Parser): void {
  const names = readPattern(parser);
  skipAnnotation(parser);
  if (!isPunct(parser, '=') && text(parser) !== 'of') return;
  const each = text(parser) === 'of';
  parser.at++;
  const right = parseExpression(parser);
  const value: Expression = each ? { kind: 'each', of: right, start: right.start, end: right.end } : right;
  for (const { name, local, fallback, start } of names) {
    const taken = memberOf(value, [name]);
    const end = start + name.length;
    if (taken.kind === 'name') recordRead(parser, { ...taken, start, end });
    bind(parser.scope, local, fallback ? { kind: 'choice', options: [taken, fallback], start, end } : taken);
  }
}

function parseListPattern(parser: Parser): void {
  const close = afterBracket(parser) - 1;
  const names: (string | null)[] = [];
  parser.at++;
  while (parser.at < close) {
    names.push(isName(parser) && (isPunct(parser, ',', 1) || parser.at + 1 === close) ? text(parser) : null);
    while (parser.at < close && !isPunct(parser, ',')) parser.at = isPunct(parser, '{') || isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
    parser.at++;
  }
  parser.at = close + 1;
  skipAnnotation(parser);
  if (!isPunct(parser, '=')) return;
  parser.at++;
  const value = parseExpression(parser);
  for (const [position, name] of names.entries()) {
    if (name !== null && value.kind !== 'opaque')
      bind(parser.scope, name, { kind: 'index', object: value, key: null, position, start: value.start, end: value.end });
  }
}

function skipAnnotation(parser: Parser): void {
  if (!isPunct(parser, ':')) return;
  parser.at++;
  skipType(parser);
}

function memberOf(value: Expression, path: readonly string[]): Expression {
  if (value.kind === 'name' || value.kind === 'member') return { ...value, path: [...value.path, ...path] };
  return { kind: 'member', object: value, path, start: value.start, end: value.end };
}
