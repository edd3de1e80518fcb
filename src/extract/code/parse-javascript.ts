import {
  afterBracket, atEnd, bindPath, type Dialect, isMethod, isPunct, parseExpression, parseMethod, type Parser, skipType, text, within,
} from './expression.ts';
import { lexJavaScript } from './lex-javascript.ts';
import { NAME, STRING } from './tokens.ts';
import { bind, type Expression, enclosing, newScope, type Tree } from './tree.ts';

/** JavaScript or TypeScript text -> tree. `from` and `to` bound the script of a component file. */
export function parseJavaScript(source: string, from = 0, to: number = source.length): { tree: Tree; parser: Parser } {
  const file = newScope(null, 'file');
  const tree: Tree = { imports: [], calls: [], texts: [], file };
  const parser: Parser = {
    tokens: lexJavaScript(source, from, to), tree, dialect: JAVASCRIPT, at: 0, scope: file, key: null, group: null, call: null, depth: 0, placed: new Set(),
  };
  while (!atEnd(parser)) parseStatement(parser);
  return { tree, parser };
}

const JAVASCRIPT: Dialect = {
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
    if (parser.depth > 20) return { kind: 'opaque', start, end };
    const tokens = lexJavaScript(parser.tokens.source, start, end);
    return parseExpression({ ...parser, tokens, at: 0, depth: parser.depth + 1, placed: new Set() });
  },
};

/** One statement. Moves on at least one token. */
function parseStatement(parser: Parser): void {
  const before = parser.at;
  const word = text(parser);
  if (isPunct(parser, '{')) {
    within(parser, { scope: newScope(parser.scope, 'block') }, () => JAVASCRIPT.block(parser));
  } else if (parser.tokens.kind[parser.at] === NAME) parseWordStatement(parser, word);
  else {
    parseExpression(parser);
  }
  if (parser.at === before) parser.at++;
}

function parseWordStatement(parser: Parser, word: string): void {
  const next = text(parser, 1);
  switch (word) {
    case 'import':
      if (next !== '(' && next !== '.') return parseImport(parser);
      break;
    case 'export':
      parser.at++;
      if (text(parser) === 'default') {
        parser.at++;
        parseExpression(parser);
        return;
      }
      if (isPunct(parser, '{') || isPunct(parser, '*') || (text(parser) === 'type' && isPunct(parser, '{', 1))) return parseReexport(parser);
      return;
    case 'const': case 'let': case 'var': case 'using':
      if (parser.tokens.kind[parser.at + 1] === NAME || next === '{' || next === '[') return parseDeclaration(parser);
      break;
    case 'return':
      parser.at++;
      if (!isPunct(parser, ';') && !isPunct(parser, '}')) enclosing(parser.scope, ['function']).returns.push(parseExpression(parser));
      return;
    case 'interface': case 'type': case 'declare':
      if (parser.tokens.kind[parser.at + 1] === NAME) return skipTypeDeclaration(parser, word);
      break;
    case 'if': case 'while': case 'for': case 'switch': case 'catch': case 'with':
      parser.at++;
      if (isPunct(parser, '(')) parseControlHead(parser);
      return;
    case 'else': case 'do': case 'try': case 'finally': case 'default': case 'public': case 'private': case 'protected': case 'static': case 'readonly': case 'abstract': case 'override':
      parser.at++;
      return;
    case 'function': case 'class':
      parseExpression(parser);
      return;
    case 'async':
      parser.at++;
      if (text(parser) !== 'function') parseExpression(parser);
      return;
    case 'case':
      parser.at++;
      parseExpression(parser);
      return;
  }
  if (isMethod(parser)) return parseMethod(parser);
  if (parser.scope.kind === 'class') return parseField(parser);
  parseExpression(parser);
}

/** `name: Type = value;` in a class body. */
function parseField(parser: Parser): void {
  const name = text(parser);
  parser.at++;
  if (isPunct(parser, '?') || isPunct(parser, '!')) parser.at++;
  if (isPunct(parser, ':')) {
    parser.at++;
    skipType(parser);
  }
  if (!isPunct(parser, '=')) return;
  parser.at++;
  const value = within(parser, { key: name }, () => parseExpression(parser));
  bind(parser.scope, `self.${name}`, value);
  if (parser.scope.name !== null) bind(enclosing(parser.scope, ['file']), `${parser.scope.name}.${name}`, value);
}

function parseControlHead(parser: Parser): void {
  const close = afterBracket(parser);
  parser.at++;
  while (parser.at < close - 1) parseStatement(parser);
  parser.at = close;
}

function skipTypeDeclaration(parser: Parser, word: string): void {
  parser.at += 2;
  if (word === 'declare') return;
  if (word === 'interface') {
    while (!atEnd(parser) && !isPunct(parser, '{')) parser.at++;
    parser.at = afterBracket(parser);
    return;
  }
  while (!atEnd(parser) && !isPunct(parser, '=') && !isPunct(parser, ';')) parser.at++;
  if (isPunct(parser, '=')) {
    parser.at++;
    skipType(parser);
  }
}

/** `import a, { b as c } from 'm'`, `import * as n from 'm'`, `import 'm'`, `import type ...`. */
function parseImport(parser: Parser): void {
  parser.at++;
  const typeOnly = text(parser) === 'type' && !isPunct(parser, ',', 1) && text(parser, 1) !== 'from';
  if (typeOnly) parser.at++;
  const clause = readImportClause(parser);
  if (text(parser) === 'from') parser.at++;
  if (parser.tokens.kind[parser.at] !== STRING) return;
  const module = parser.tokens.text[parser.at] as string;
  const start = parser.tokens.start[parser.at] as number;
  const end = parser.tokens.end[parser.at] as number;
  parser.placed.add(parser.at);
  parser.at++;
  parser.tree.imports.push({ module, names: clause.map(({ path, local }) => path.at(-1) ?? local), typeOnly, start, end });
  if (typeOnly) return;
  for (const { local, path, viaDefault } of clause) bind(parser.tree.file, local, { kind: 'import', module, path, viaDefault, start, end });
}

interface ImportedName {
  readonly local: string;
  readonly path: readonly string[];
  readonly viaDefault: boolean;
}

function readImportClause(parser: Parser): ImportedName[] {
  const { tokens } = parser;
  const names: ImportedName[] = [];
  while (!atEnd(parser) && tokens.kind[parser.at] !== STRING && text(parser) !== 'from') {
    if (isPunct(parser, '*') && text(parser, 1) === 'as') {
      names.push({ local: text(parser, 2), path: [], viaDefault: false });
      parser.at += 3;
    } else if (isPunct(parser, '{')) names.push(...readNamedImports(parser));
    else {
      if (tokens.kind[parser.at] === NAME) names.push({ local: text(parser), path: [text(parser)], viaDefault: true });
      else if (!isPunct(parser, ',')) return names;
      parser.at++;
    }
  }
  return names;
}

/** `{ a, b as c, type D }` or, in a destructured require, `{ a, b: c }`. */
function readNamedImports(parser: Parser): ImportedName[] {
  const { tokens } = parser;
  const close = afterBracket(parser) - 1;
  const names: ImportedName[] = [];
  parser.at++;
  while (parser.at < close) {
    if (text(parser) === 'type' && tokens.kind[parser.at + 1] === NAME && text(parser, 1) !== 'as') parser.at++;
    if (tokens.kind[parser.at] === NAME) {
      const name = text(parser);
      const renamed = text(parser, 1) === 'as' || isPunct(parser, ':', 1);
      const local = renamed ? text(parser, 2) : name;
      if (renamed) parser.at += 2;
      if (local !== '') names.push({ local, path: name === 'default' ? [local] : [name], viaDefault: name === 'default' });
    }
    while (parser.at < close && !isPunct(parser, ',')) parser.at = isPunct(parser, '{') || isPunct(parser, '(') ? afterBracket(parser) : parser.at + 1;
    parser.at++;
  }
  parser.at = close + 1;
  return names;
}

function parseReexport(parser: Parser): void {
  if (text(parser) === 'type') parser.at++;
  parser.at = isPunct(parser, '{') ? afterBracket(parser) : parser.at + 1;
  while (text(parser) === 'as' || (parser.tokens.kind[parser.at] === NAME && text(parser) !== 'from' && text(parser, 1) === 'from')) parser.at++;
  if (text(parser) !== 'from' || parser.tokens.kind[parser.at + 1] !== STRING) return;
  parser.at++;
  parser.placed.add(parser.at);
  parser.tree.imports.push({
    module: parser.tokens.text[parser.at] as string, names: [], typeOnly: false,
    start: parser.tokens.start[parser.at] as number, end: parser.tokens.end[parser.at] as number,
  });
  parser.at++;
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
  const { tokens } = parser;
  if (isPunct(parser, '{')) {
    const names = readNamedImports(parser);
    if (isPunct(parser, ':')) {
      parser.at++;
      skipType(parser);
    }
    if (!isPunct(parser, '=')) return;
    parser.at++;
    const value = parseExpression(parser);
    for (const { local, path } of names) bind(parser.scope, local, memberOf(value, path));
    return;
  }
  if (isPunct(parser, '[')) {
    parser.at = afterBracket(parser);
    if (isPunct(parser, '=')) {
      parser.at++;
      parseExpression(parser);
    }
    return;
  }
  if (tokens.kind[parser.at] !== NAME) return;
  const name = text(parser);
  parser.at++;
  if (isPunct(parser, '!')) parser.at++;
  if (isPunct(parser, ':')) {
    parser.at++;
    skipType(parser);
  }
  if (text(parser) === 'of' || text(parser) === 'in') {
    parser.at++;
    const value = parseExpression(parser);
    if (value.kind === 'list') bind(parser.scope, name, { kind: 'choice', options: value.items, start: value.start, end: value.end });
    return;
  }
  if (!isPunct(parser, '=')) return;
  parser.at++;
  bindPath(parser, [name], within(parser, { key: name }, () => parseExpression(parser)));
}

function memberOf(value: Expression, path: readonly string[]): Expression {
  if (value.kind === 'name' || value.kind === 'member') return { ...value, path: [...value.path, ...path] };
  return { kind: 'member', object: value, path, start: value.start, end: value.end };
}
