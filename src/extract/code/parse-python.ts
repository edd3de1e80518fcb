import {
  afterBracket, atEnd, bindPath, type Dialect, isPunct, parseExpression, parseParameters, type Parser, skipType, text, within,
} from './expression.ts';
import { lexPython } from './lex-python.ts';
import { NAME, NEWLINE, STRING } from './tokens.ts';
import { bind, type Expression, enclosing, newScope, type Scope, type Tree } from './tree.ts';

/** Python text -> tree. Scopes follow the indentation; a file that does not parse still gives what could be read. */
export function parsePython(source: string): { tree: Tree; parser: Parser } {
  const tokens = lexPython(source);
  const file = newScope(null, 'file');
  const tree: Tree = { imports: [], calls: [], texts: [], file };
  const parser: Parser = {
    tokens, tree, dialect: PYTHON, at: 0, scope: file, key: null, group: null, call: null, depth: 0, placed: new Set(),
  };
  const open: { indent: number; scope: Scope; typing: boolean }[] = [];
  while (!atEnd(parser)) {
    if (tokens.kind[parser.at] === NEWLINE) {
      parser.at++;
      continue;
    }
    const indent = tokens.indent[parser.at] ?? -1;
    if (indent >= 0) while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= indent) open.pop();
    parser.scope = open.at(-1)?.scope ?? file;
    const before = parser.at;
    const inner = parseStatement(parser, open.some((block) => block.typing));
    if (inner) open.push({ indent: Math.max(indent, 0), ...inner });
    if (parser.at === before) parser.at++;
  }
  return { tree, parser };
}

const PYTHON: Dialect = {
  python: true,
  block: () => {},
  hole: (parser, start, end) => {
    const inner = lexPython(parser.tokens.source.slice(start, end));
    const sub: Parser = { ...parser, tokens: inner, at: 0, depth: parser.depth + 1, placed: new Set() };
    // Positions inside a hole are relative to it; what stands there only names values, it is never reported itself.
    return parser.depth > 20 ? { kind: 'opaque', start, end } : parseExpression({ ...sub, tree: { ...parser.tree, texts: [], calls: [...parser.tree.calls] } });
  },
};

type Inner = { scope: Scope; typing: boolean } | null;

/** One statement; a `def` or `class` returns the scope of its body. */
function parseStatement(parser: Parser, typing: boolean): Inner {
  const word = text(parser);
  if (parser.tokens.kind[parser.at] === STRING && isDocstring(parser)) {
    parser.placed.add(parser.at);
    parser.at++;
    return null;
  }
  switch (word) {
    case 'import': parseImport(parser, typing); return null;
    case 'from': parseFrom(parser, typing); return null;
    case 'async': parser.at++; return parseStatement(parser, typing);
    case 'def': return { scope: parseDefinition(parser), typing };
    case 'class': return { scope: parseClass(parser), typing };
    case 'return': return parseReturn(parser);
    case 'with': parseWith(parser); return null;
    case 'for': parseFor(parser); return null;
    case 'if': case 'elif': case 'while': {
      const guard = parser.tokens.text[parser.at + 1] === 'TYPE_CHECKING' || parser.tokens.text[parser.at + 3] === 'TYPE_CHECKING';
      parser.at++;
      parseExpression(parser);
      skipColon(parser);
      return guard ? { scope: parser.scope, typing: true } : null;
    }
    case 'else': case 'try': case 'finally': case 'except': case 'raise': case 'assert': case 'del': case 'global': case 'nonlocal': case 'yield':
      parser.at++;
      if (!isPunct(parser, ':')) parseExpression(parser);
      skipColon(parser);
      return null;
    case '@': parser.at++; parseExpression(parser); return null;
    default: parseSimple(parser); return null;
  }
}

/** A string that is a whole statement documents something; it is never evidence. */
function isDocstring(parser: Parser): boolean {
  const { tokens, at } = parser;
  const before = tokens.kind[at - 1];
  return (before === undefined || before === NEWLINE || tokens.text[at - 1] === ':') && (tokens.kind[at + 1] === NEWLINE || tokens.kind[at + 1] === undefined);
}

function endStatement(parser: Parser): void {
  while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, ';')) {
    const before = parser.at;
    parseExpression(parser);
    if (parser.at === before) parser.at++;
  }
  parser.at++;
}

function skipColon(parser: Parser): void {
  while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, ':')) parser.at++;
  if (isPunct(parser, ':')) parser.at++;
}

/** A dotted name as text; `offset` moves past it. Leading dots of a relative import belong to it. */
function dottedName(parser: Parser): { name: string; start: number; end: number } {
  const start = parser.tokens.start[parser.at] ?? 0;
  let name = '';
  while (isPunct(parser, '.') || isPunct(parser, '...') || (parser.tokens.kind[parser.at] === NAME && text(parser) !== 'import' && text(parser) !== 'as')) {
    const wasName = parser.tokens.kind[parser.at] === NAME;
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
      const alias = parser.tokens.text[parser.at + 1] as string;
      bind(parser.scope, alias, { kind: 'import', module: name, path: [], viaDefault: false, start, end });
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
  while (!atEnd(parser) && (close >= 0 ? parser.at < close : parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, ';'))) {
    if (parser.tokens.kind[parser.at] !== NAME) {
      parser.at++;
      continue;
    }
    const name = text(parser);
    const from = parser.tokens.start[parser.at] as number;
    const to = parser.tokens.end[parser.at] as number;
    parser.at++;
    let local = name;
    if (text(parser) === 'as') {
      local = parser.tokens.text[parser.at + 1] ?? name;
      parser.at += 2;
    }
    names.push(name);
    bind(parser.scope, local, { kind: 'import', module, path: [name], viaDefault: false, start: from, end: to });
  }
  parser.tree.imports.push({ module, names, typeOnly: typing, start, end });
  if (close >= 0) parser.at = close + 1;
}

function parseDefinition(parser: Parser): Scope {
  const start = parser.tokens.start[parser.at] as number;
  parser.at++;
  const name = text(parser);
  parser.at++;
  const scope = newScope(parser.scope, 'function');
  if (isPunct(parser, '(')) parseParameters(parser, scope);
  skipColonAfterType(parser);
  const value: Expression = { kind: 'function', returns: scope.returns, start, end: start };
  bind(parser.scope, name, value);
  if (parser.scope.kind === 'class') bind(parser.scope, `self.${name}`, value);
  return scope;
}

function skipColonAfterType(parser: Parser): void {
  while (!atEnd(parser) && parser.tokens.kind[parser.at] !== NEWLINE && !isPunct(parser, ':')) parser.at = isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
  if (isPunct(parser, ':')) parser.at++;
}

function parseClass(parser: Parser): Scope {
  parser.at++;
  const name = text(parser);
  parser.at++;
  if (isPunct(parser, '(')) parseExpression(parser);
  skipColon(parser);
  return newScope(parser.scope, 'class', name);
}

function parseReturn(parser: Parser): null {
  parser.at++;
  if (parser.tokens.kind[parser.at] !== NEWLINE) enclosing(parser.scope, ['function']).returns.push(parseExpression(parser));
  return null;
}

function parseWith(parser: Parser): void {
  parser.at++;
  const close = isPunct(parser, '(') ? afterBracket(parser) : -1;
  if (close > 0 && parser.tokens.text[close] === ':') parser.at++;
  while (!atEnd(parser) && !isPunct(parser, ':') && parser.tokens.kind[parser.at] !== NEWLINE) {
    const before = parser.at;
    const value = parseExpression(parser);
    if (text(parser) === 'as' && parser.tokens.kind[parser.at + 1] === NAME) {
      bind(parser.scope, parser.tokens.text[parser.at + 1] as string, value);
      parser.at += 2;
    }
    if (parser.at === before || isPunct(parser, ',')) parser.at++;
  }
  if (isPunct(parser, ':')) parser.at++;
}

/** `for x in [a, b]:` binds x to one of the items. */
function parseFor(parser: Parser): void {
  parser.at++;
  const name = parser.tokens.kind[parser.at] === NAME ? text(parser) : null;
  while (!atEnd(parser) && text(parser) !== 'in' && parser.tokens.kind[parser.at] !== NEWLINE) parser.at++;
  parser.at++;
  const value = parseExpression(parser);
  if (name !== null && value.kind === 'list') bind(parser.scope, name, { kind: 'choice', options: value.items, start: value.start, end: value.end });
  skipColon(parser);
}

/** Assignments (chained, annotated, unpacked) and expression statements. */
function parseSimple(parser: Parser): void {
  const targets: (readonly string[])[] = [];
  let key: string | null = null;
  while (!atEnd(parser)) {
    const target = targetHere(parser);
    if (target === null) break;
    targets.push(target.path);
    key = target.path.at(-1) ?? key;
    parser.at = target.next;
  }
  if (targets.length === 0) return endStatement(parser);
  const value = within(parser, { key }, () => parseExpression(parser));
  for (const path of targets) {
    bindPath(parser, path, value);
    const [name] = path;
    // A class attribute is read as `self.x`, `cls.x` and `Class.x`.
    if (parser.scope.kind === 'class' && path.length === 1 && name !== undefined) {
      bind(parser.scope, `self.${name}`, value);
      if (parser.scope.name !== null) bind(enclosing(parser.scope, ['file']), `${parser.scope.name}.${name}`, value);
    }
  }
  endStatement(parser);
}

/** `a.b.c =` or `a: Type =` at the current token: the dotted path, and where its value begins. Null when this is no assignment. */
function targetHere(parser: Parser): { path: string[]; next: number } | null {
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
  if (path.length === 0) return null;
  if (tokens.text[at] === '=') return { path, next: at + 1 };
  if (tokens.text[at] !== ':' || path.length > 2) return null;
  const saved = parser.at;
  parser.at = at + 1;
  skipType(parser);
  const next = isPunct(parser, '=') ? parser.at + 1 : -1;
  parser.at = saved;
  return next < 0 ? null : { path, next };
}
