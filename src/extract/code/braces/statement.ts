/** Statements of the languages with braces: which word begins what, control flow, and the forms only one language has. A grammar, so longer than other files. */
import { afterBracket, atEnd, isName, isPunct, lineBreakBefore, nestsTooDeep, newChain, startHere, text, within } from '../cursor.ts';
import { bind, type Expression, enclosing, newScope } from '../tree.ts';
import { declaredName, parseClass, parseEach, parseFunction, parseTyped, parseVariable, readAnnotations } from './declare.ts';
import { parseBlock, parseExpression, parseHead, readCondition } from './expression.ts';
import { parseImport } from './imports.ts';
import { type BraceParser, bindPath, classNamed, MAX_DEPTH, readType, step } from './parser.ts';

const MODIFIERS = new Set([
  'public',
  'private',
  'protected',
  'internal',
  'static',
  'final',
  'readonly',
  'abstract',
  'virtual',
  'override',
  'sealed',
  'async',
  'partial',
  'unsafe',
  'extern',
  'late',
  'external',
  'required',
  'inline',
  'constexpr',
  'mutable',
  'open',
  'lateinit',
  'suspend',
  'tailrec',
  'operator',
  'infix',
  'implicit',
  'lazy',
  'fileprivate',
  'mutating',
  'nonmutating',
  'nonisolated',
  'convenience',
  'weak',
  'unowned',
  'dynamic',
  'pub',
  'default',
  'transient',
  'volatile',
  'synchronized',
  'native',
  'explicit',
  'friend',
  'virtual',
  'inner',
  'data',
  'value',
  'annotation',
  'covariant',
  'factory',
  'base',
  'strictfp',
  'crossinline',
  'expect',
  'actual',
  'package',
  'case',
  'new',
  'ref',
  'indirect',
  'optional',
  'isolated',
  'distributed',
  'const',
  'vararg',
]);
const CLASSES = new Set([
  'class',
  'struct',
  'interface',
  'object',
  'enum',
  'record',
  'trait',
  'impl',
  'extension',
  'protocol',
  'actor',
  'mixin',
  'union',
  'companion',
  '@interface',
]);

/** One statement; the value it ends in, or null. Moves on at least one token. */
export function parseStatement(parser: BraceParser): Expression | null {
  const before = parser.at;
  const value = readStatement(parser);
  if (parser.at === before) parser.at++;
  return value;
}

function readStatement(parser: BraceParser): Expression | null {
  if (isPunct(parser, ';') || isPunct(parser, ',')) {
    parser.at++;
    return null;
  }
  if (isPunct(parser, '{')) {
    const { kind } = parser.traits;
    const scope = newScope(parser.scope, 'block', parser.scope.function);
    return kind === 'fsharp' ? parseExpression(parser) : parseBlock(parser, scope);
  }
  if (isPunct(parser, '}') || isPunct(parser, ')') || isPunct(parser, ']')) return null;
  const configured = readAnnotations(parser);
  if (!isName(parser)) return atEnd(parser) ? null : assigned(parser, parseExpression(parser));
  return parseWords(parser, configured);
}

function parseWords(parser: BraceParser, configured: Expression | null): Expression | null {
  const word = text(parser);
  const { kind } = parser.traits;
  if (parseImport(parser)) return null;
  switch (word) {
    case 'package':
    case 'namespace':
    case 'module':
    case 'library':
    case 'part':
      if (isName(parser, 1)) return skipName(parser);
      break;
    case '#define':
      return parseDefine(parser);
    case 'mod':
      if (kind !== 'rust' || !isName(parser, 1)) break;
      parser.at += 2;
      return null;
    case 'return':
      return parseReturn(parser);
    case 'if':
    case 'while':
    case 'for':
    case 'foreach':
    case 'switch':
    case 'try':
    case 'guard':
    case 'select':
    case 'lock':
    case 'synchronized':
    case 'catch':
    case 'using':
    case 'when':
    case 'match':
      if (!isPunct(parser, '.', 1) && !isPunct(parser, '=', 1)) return parseControl(parser, word);
      break;
    case 'else':
    case 'do':
    case 'finally':
    case 'defer':
    case 'go':
    case 'loop':
    case 'repeat':
      if (!isPunct(parser, '.', 1) && !isPunct(parser, '=', 1) && !isPunct(parser, ':=', 1)) {
        parser.at++;
        return null;
      }
      break;
    case 'case':
      if (!parser.scope.type) return parseCase(parser);
      break;
    case 'default':
      if (isPunct(parser, ':', 1) || isPunct(parser, '->', 1)) {
        parser.at += 2;
        return null;
      }
      break;
    case 'type':
    case 'typealias':
    case 'typedef':
      if (isName(parser, 1)) return parseTypeName(parser);
      break;
  }
  return parseDeclaration(parser, configured);
}

/** Words before a declaration say who may use it; then a variable, a function, a class, or a plain expression. */
function parseDeclaration(parser: BraceParser, configured: Expression | null): Expression | null {
  const { kind, typeFirst } = parser.traits;
  let at = 0;
  while (
    isName(parser) &&
    at < 12 &&
    MODIFIERS.has(text(parser)) &&
    !isConstant(parser) &&
    (isName(parser, 1) || (isPunct(parser, '(', 1) && /^(?:pub|private|protected|internal)$/.test(text(parser))))
  ) {
    parser.at++;
    if (isPunct(parser, '(')) parser.at = afterBracket(parser);
    readAnnotations(parser);
    at++;
  }
  const word = text(parser);
  if (word === 'static' && kind === 'rust') return parseVariable(parser);
  if (/^(?:let|var|val|const|use)$/.test(word) && !(typeFirst && kind !== 'csharp' && kind !== 'java' && kind !== 'dart') && startsBinding(parser))
    return configure(parser, configured, () => parseVariable(parser));
  if (word === 'auto' && kind === 'c') return parseVariable(parser);
  if ((word === 'final' || word === 'const') && kind === 'dart' && isName(parser, 1)) return parseVariable(parser);
  if (/^(?:func|fun|fn|def|init|constructor|subscript|deinit)$/.test(word) && !typeFirst) {
    const made = parseNamedFunction(parser, word);
    if (made) return made;
  }
  if (CLASSES.has(word) && (isName(parser, 1) || word === 'impl' || word === 'companion')) {
    if (!(kind === 'go' || (word === 'record' && isPunct(parser, '(', 1)))) return parseClass(parser, word);
  }
  if (typeFirst) {
    const made = parseConstructor(parser);
    if (made) return made;
    const name = declaredName(parser);
    if (name !== null) return configure(parser, configured, () => parseTyped(parser, name), parser.tokens.text[name] as string);
  }
  return assigned(parser, parseExpression(parser));
}

/** Dart's `const x = 1` and Go's `const (`: the word declares by itself. */
function isConstant(parser: BraceParser): boolean {
  const { kind } = parser.traits;
  const word = text(parser);
  if (word === 'const' || word === 'final' || word === 'static' || word === 'late') {
    if (kind === 'dart') return isPunct(parser, '=', 2) && word !== 'static' && word !== 'late';
    return word === 'const' && (kind === 'go' || (kind === 'rust' && text(parser, 1) !== 'fn'));
  }
  return word === 'package' || (word === 'case' && kind !== 'scala' && kind !== 'swift') || (word === 'new' && kind !== 'csharp');
}

function startsBinding(parser: BraceParser): boolean {
  return isName(parser, 1) || isPunct(parser, '(', 1) || isPunct(parser, '[', 1) || isPunct(parser, '!', 1) || isPunct(parser, '{', 1);
}

/** A declaration whose annotation says what it holds. */
function configure(parser: BraceParser, configured: Expression | null, declare: () => Expression | null, name: string | null = null): Expression | null {
  if (configured === null) return declare();
  const own = name ?? (text(parser, 1) || null);
  const { scope } = parser;
  const value = declare();
  if (own !== null) bind(scope, own, configured);
  return value;
}

function assigned(parser: BraceParser, value: Expression): Expression {
  if (!isPunct(parser, ',') || parser.traits.kind !== 'go') return value;
  // `client, err := f()`: the first name is what counts.
  const names: string[] = [value.kind === 'name' && value.path.length === 1 ? (value.path[0] as string) : ''];
  const paths: (readonly string[])[] = [value.kind === 'name' ? value.path : []];
  while (isPunct(parser, ',')) {
    parser.at++;
    const other =
      parser.head || !isName(parser) || !(isPunct(parser, ',', 1) || isPunct(parser, ':=', 1) || isPunct(parser, '=', 1) || isPunct(parser, '.', 1))
        ? null
        : readTarget(parser);
    if (other === null) {
      if (isName(parser) && (isPunct(parser, ':=', 1) || isPunct(parser, '=', 1) || isPunct(parser, ',', 1))) {
        names.push(text(parser));
        paths.push([text(parser)]);
        parser.at++;
        continue;
      }
      return value;
    }
    names.push(other.at(-1) ?? '');
    paths.push(other);
  }
  if (!isPunct(parser, ':=') && !isPunct(parser, '=')) return value;
  const declares = isPunct(parser, ':=');
  parser.at++;
  for (const [position, path] of paths.entries()) {
    if (position > 0 && !isPunct(parser, ',')) break;
    if (position > 0) parser.at++;
    const each = text(parser) === 'range';
    if (each) parser.at++;
    const given = within(parser, { key: path.at(-1) ?? null }, () => parseExpression(parser));
    const items: Expression = { kind: 'each', of: given, start: given.start, end: given.end };
    if (each) {
      const second = paths[1]?.[0];
      if (second !== undefined) bind(parser.scope, second, items);
      break;
    }
    if (path.length === 0) continue;
    if (declares && path.length === 1) bind(parser.scope, path[0] as string, given);
    else bindPath(parser, path, given);
  }
  return value;
}

function readTarget(parser: BraceParser): string[] | null {
  const path: string[] = [];
  while (isName(parser)) {
    path.push(text(parser));
    parser.at++;
    if (!isPunct(parser, '.')) return path;
    parser.at++;
  }
  return path.length > 0 ? path : null;
}

function skipName(parser: BraceParser): null {
  parser.at++;
  while (isName(parser) || isPunct(parser, '.') || isPunct(parser, '::')) {
    if (parser.traits.lines && lineBreakBefore(parser)) break;
    parser.at++;
  }
  if (isPunct(parser, ';')) parser.at++;
  // The block of a namespace is read as if it stood outside.
  else if (isPunct(parser, '{')) {
    const close = afterBracket(parser) - 1;
    parser.at++;
    parser.depth++;
    while (parser.at < close) nestsTooDeep(parser, 100) ? step(parser) : parseStatement(parser);
    parser.depth--;
    parser.at = close + 1;
  } else if (isPunct(parser, '=')) parser.at++;
  return null;
}

/** `#define MODEL "gpt-5.5"`. */
function parseDefine(parser: BraceParser): null {
  parser.at++;
  const name = text(parser);
  parser.at++;
  if (name === '' || lineBreakBefore(parser) || isPunct(parser, '(')) return null;
  const value = within(parser, { key: name }, () => parseExpression(parser));
  bind(parser.tree.file, name, value);
  return null;
}

function parseReturn(parser: BraceParser): Expression | null {
  parser.at++;
  if (isPunct(parser, ';') || isPunct(parser, '}') || (parser.traits.lines && lineBreakBefore(parser))) return null;
  const value = parseExpression(parser);
  enclosing(parser.scope, ['function']).function?.returns.push(value);
  return null;
}

/** A statement whose parts are branches: only one of them runs, or perhaps none. */
function parseControl(parser: BraceParser, word: string): Expression | null {
  if (nestsTooDeep(parser, MAX_DEPTH)) {
    step(parser);
    return null;
  }
  parser.depth++;
  const value = readControl(parser, word);
  parser.depth--;
  return value;
}

function readControl(parser: BraceParser, word: string): Expression | null {
  const { kind } = parser.traits;
  const chain = newChain(parser);
  let index = 0;
  const values: Expression[] = [];
  const start = startHere(parser);
  const body = (): void => {
    const branch = { chain, index: index++, parent: parser.branch };
    const value = within(parser, { branch }, () => (isPunct(parser, '{') ? parseBlock(parser) : parseStatement(parser)));
    if (value) values.push(value);
  };
  parser.at++;
  if (text(parser) === 'await' || (text(parser) === 'let' && kind === 'fsharp')) parser.at++;
  readControlHead(parser, word);
  if (word === 'guard' && text(parser) === 'else') {
    parser.at++;
    body();
    return null;
  }
  if (text(parser) === 'then') parser.at++;
  body();
  const next = word === 'if' ? 'else' : word === 'try' ? 'catch' : null;
  while (next !== null && text(parser) === next) {
    parser.at++;
    const again = word === 'if' && text(parser) === 'if';
    if (again) parser.at++;
    if (again || word === 'try') readControlHead(parser, again ? 'if' : 'catch');
    body();
    if (!again && word === 'if') break;
  }
  return values.length > 0 ? { kind: 'choice', options: values, start, end: parser.tokens.end[parser.at - 1] ?? start } : null;
}

/** What stands between the word and its block, in brackets or without. */
function readControlHead(parser: BraceParser, word: string): void {
  const { kind } = parser.traits;
  const bare = kind === 'go' || kind === 'rust' || kind === 'swift' || kind === 'fsharp';
  if (word === 'for' || word === 'foreach') return readLoopHead(parser, bare);
  if (!bare && isPunct(parser, '(')) return parseHead(parser);
  if (word === 'try' && kind === 'swift') return;
  if (bare || word === 'catch') readCondition(parser);
}

function readLoopHead(parser: BraceParser, bare: boolean): void {
  const close = !bare && isPunct(parser, '(') ? afterBracket(parser) - 1 : null;
  if (close !== null) {
    parser.at++;
    // `x in items`, `x <- items`.
    const plain = isName(parser) && (text(parser, 1) === 'in' || isPunct(parser, '<-', 1));
    if (plain) {
      const name = text(parser);
      parser.at++;
      parseEach(parser, name);
    }
    while (parser.at < close) parseStatement(parser);
    parser.at = close + 1;
    return;
  }
  const name = isName(parser) ? text(parser) : null;
  if (name !== null && text(parser, 1) === 'in') {
    parser.at++;
    const outer = parser.head;
    parser.head = true;
    parseEach(parser, name);
    parser.head = outer;
  }
  readCondition(parser);
}

/** `case x:` or `case x ->` of a switch. */
function parseCase(parser: BraceParser): null {
  parser.at++;
  while (!atEnd(parser) && !isPunct(parser, ':') && !isPunct(parser, '->') && !isPunct(parser, '=>') && !isPunct(parser, '}') && !isPunct(parser, ';'))
    step(parser);
  if (!isPunct(parser, '}')) parser.at++;
  return null;
}

/** `type Client struct { ... }` of Go; elsewhere another name for a type. */
function parseTypeName(parser: BraceParser): null {
  const { kind } = parser.traits;
  parser.at++;
  const name = text(parser);
  parser.at++;
  if (kind === 'go' && isPunct(parser, '[')) parser.at = afterBracket(parser);
  if (kind !== 'go' || text(parser) !== 'struct' || !isPunct(parser, '{', 1)) {
    while (!atEnd(parser) && !isPunct(parser, ';') && !isPunct(parser, '}')) {
      if (parser.traits.lines && lineBreakBefore(parser)) break;
      step(parser);
    }
    return null;
  }
  const of = classNamed(parser, name);
  parser.at++;
  readStructFields(parser, of.scope);
  return null;
}

/** Fields of a struct of Go: names, then their type, one line each. */
function readStructFields(parser: BraceParser, scope: Parameters<typeof within>[1]['scope']): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  while (parser.at < close && scope) {
    const start = startHere(parser);
    const name = isName(parser) ? text(parser) : null;
    parser.at++;
    while (isPunct(parser, ',') && isName(parser, 1)) parser.at += 2;
    if (name === null || lineBreakBefore(parser)) continue;
    const path = readType(parser);
    const of = scope.type ?? null;
    if (path.length > 0 && of) {
      const type: Expression = { kind: 'name', path, scope, branch: null, start, end: start };
      const fields = parser.fields.get(scope) ?? new Map<string, Expression>();
      fields.set(name, { kind: 'parameter', of: { ...of, parameters: [], constructed: true }, name, fallback: null, type, start, end: start + name.length });
      parser.fields.set(scope, fields);
    }
    while (parser.at < close && !lineBreakBefore(parser)) {
      // The tag of a field names a key, nothing that is called.
      parser.placed.add(parser.at);
      step(parser);
    }
  }
  parser.at = close + 1;
}

/** `func (c *Client) Ask(...)`, `fun Client.ask(...)`, `fn ask(...)`, `def ask(...)`, `init(...)`. */
function parseNamedFunction(parser: BraceParser, word: string): Expression | null {
  const { kind } = parser.traits;
  const start = startHere(parser);
  const before = parser.at;
  parser.at++;
  if (word === 'init' || word === 'constructor' || word === 'subscript' || word === 'deinit') {
    if (isPunct(parser, '?') || isPunct(parser, '!')) parser.at++;
    if (isPunct(parser, '(')) return parseFunction(parser, word, start);
    parser.at = before;
    if (word === 'init' && isPunct(parser, '{', 1)) {
      // `init { ... }` of Kotlin.
      parser.at++;
      return parseBlock(parser);
    }
    return null;
  }
  let receiver: { name: string; type: string } | null = null;
  if (kind === 'go' && isPunct(parser, '(')) {
    receiver = goReceiver(parser);
    if (receiver === null) return null;
  }
  if (isPunct(parser, '<')) parser.at++;
  while (!atEnd(parser) && !isPunct(parser, '(') && !isPunct(parser, '{') && !isPunct(parser, '=')) {
    if (isPunct(parser, '[') || isPunct(parser, '(')) {
      parser.at = afterBracket(parser);
      continue;
    }
    if (kind === 'scala' && isPunct(parser, ':')) break;
    parser.at++;
  }
  const name = lastNameBefore(parser);
  if (!isPunct(parser, '(')) {
    if (kind !== 'scala') return null;
    return parameterless(parser, name, start);
  }
  if (receiver === null) return parseFunction(parser, name, start);
  const of = classNamed(parser, receiver.type);
  const method = parseFunctionWithReceiver(parser, name, start, receiver.name, of);
  return method;
}

function lastNameBefore(parser: BraceParser): string {
  const { tokens } = parser;
  let at = parser.at - 1;
  if (tokens.text[at] === ']' || tokens.text[at] === '>') at = Math.max(0, (tokens.match[at] ?? at) - 1);
  while (at > 0 && tokens.kind[at] !== 1) at--;
  return tokens.text[at] as string;
}

/** `def model: String = "x"` of Scala. */
function parameterless(parser: BraceParser, name: string, start: number): Expression | null {
  if (isPunct(parser, ':')) {
    parser.at++;
    readType(parser);
  }
  if (!isPunct(parser, '=')) return null;
  parser.at++;
  const value = within(parser, { key: name }, () => (isPunct(parser, '{') ? parseBlock(parser) : parseExpression(parser)));
  bind(parser.scope, name, { ...value, start });
  return null;
}

function goReceiver(parser: BraceParser): { name: string; type: string } | null {
  const next = afterBracket(parser);
  parser.at++;
  const name = isName(parser) ? text(parser) : '';
  if (isName(parser) && !isPunct(parser, ')', 1)) parser.at++;
  const type = readType(parser).at(-1);
  parser.at = next;
  return type === undefined ? null : { name, type };
}

function parseFunctionWithReceiver(parser: BraceParser, name: string, start: number, receiver: string, of: ReturnType<typeof classNamed>): Expression {
  const inner = newScope(of.scope, 'block');
  // Within a method the receiver is `this`.
  if (receiver !== '' && receiver !== '_') bind(inner, receiver, { kind: 'name', path: ['this'], scope: of.scope, branch: null, start, end: start });
  return within(parser, { scope: inner }, () => {
    const made = parseFunction(parser, name, start, null);
    if (made.kind === 'function') made.of.owner = of;
    bind(of.scope, name, made);
    return made;
  });
}

/** `Client(String key) { ... }`: a constructor has the name of its class and no type. */
function parseConstructor(parser: BraceParser): Expression | null {
  const of = parser.scope.kind === 'class' ? parser.scope.type : null;
  if (!of || of.name === null || text(parser) !== of.name) return null;
  const start = startHere(parser);
  let open = 1;
  // `Client.named(...)` of Dart.
  if (parser.traits.kind === 'dart' && isPunct(parser, '.', 1) && isName(parser, 2)) open = 3;
  if (isPunct(parser, '{', 1) && parser.traits.kind === 'java') {
    parser.at++;
    return parseBlock(parser);
  }
  if (!isPunct(parser, '(', open)) return null;
  parser.at += open;
  return parseFunction(parser, of.name, start, of);
}
