/** Declarations of the languages with braces: variables, functions, classes, fields. A grammar, so longer than other files. */
import { afterBracket, atEnd, bindHere, endBefore, isName, isPunct, lineBreakBefore, startHere, text, within } from '../cursor.ts';
import { NAME, PUNCT, STRING } from '../tokens.ts';
import { bind, type Call, type ClassNode, type Expression, enclosing, type FunctionNode, newFunction, newScope, type Scope } from '../tree.ts';
import { parseArguments } from './arguments.ts';
import { parseBlock, parseBody, parseCall, parseExpression } from './expression.ts';
import { afterTypes, type BraceParser, classNamed, inHead, readType, step, typeExpression } from './parser.ts';

/** `let x: T = v`, `var a, b = f()`, `const ( A = "x" )`, `val x by lazy { v }`; the cursor stands at the word. */
export function parseVariable(parser: BraceParser): Expression | null {
  const { kind } = parser.traits;
  parser.at++;
  while (/^(?:mut|lazy|rec|mutable|static|inline|private|var|val|inout)$/.test(text(parser)) && isName(parser, 1)) parser.at++;
  if (isPunct(parser, '!')) parser.at++;
  if (isPunct(parser, '(') && kind === 'go') {
    const close = afterBracket(parser) - 1;
    parser.at++;
    while (parser.at < close) {
      const before = parser.at;
      parseBinding(parser);
      if (isPunct(parser, ';') || parser.at === before) parser.at++;
    }
    parser.at = close + 1;
    return null;
  }
  for (;;) {
    const value = parseBinding(parser);
    if (!isPunct(parser, ',')) return value;
    parser.at++;
  }
}

/** One name with its type and value. A pattern binds its names to the whole. */
function parseBinding(parser: BraceParser): Expression | null {
  const { kind } = parser.traits;
  const start = startHere(parser);
  const names = bindingNames(parser);
  const name = names[0];
  if (name === undefined) return null;
  if (kind === 'fsharp') skipFsharpParameters(parser);
  let type: Expression | null = null;
  if (isPunct(parser, ':') || (kind === 'go' && !isPunct(parser, '=') && !(lineBreakBefore(parser) && !isPunct(parser, '[')))) {
    if (isPunct(parser, ':')) parser.at++;
    type = typeExpression(parser, readType(parser), start);
  }
  if (text(parser) === 'by' && kind === 'kotlin') return bindNames(parser, names, parseDelegate(parser), type);
  if (isPunct(parser, '=') || isPunct(parser, ':=')) {
    parser.at++;
    const value = within(parser, { key: name }, () => parseExpression(parser));
    if (isPunct(parser, ',') && names.length > 1) return bindEach(parser, names, value);
    return bindNames(parser, names, value, type);
  }
  if (text(parser) === 'in') return parseEach(parser, name);
  return parseWithoutValue(parser, name, type, start);
}

function bindNames(parser: BraceParser, names: readonly string[], value: Expression, type: Expression | null): Expression {
  if (value.kind === 'function') value.of.name ??= names[0] ?? null;
  const [first = '', ...others] = names;
  // Only a type and no value that says anything: the type is what is known.
  const known: Expression =
    type !== null && (value.kind === 'opaque' || value.kind === 'nothing')
      ? { kind: 'parameter', of: newFunction(first), name: first, fallback: null, type, start: value.start, end: value.end }
      : value;
  bindHere(parser, parser.scope, first, known);
  for (const name of others) bindHere(parser, parser.scope, name, { kind: 'opaque', start: value.start, end: value.end });
  return value;
}

/** `a, b := x, y`. */
function bindEach(parser: BraceParser, names: readonly string[], first: Expression): Expression {
  bindHere(parser, parser.scope, names[0] as string, first);
  for (let at = 1; isPunct(parser, ','); at++) {
    parser.at++;
    const name = names[at];
    const value = within(parser, { key: name ?? null }, () => parseExpression(parser));
    if (name !== undefined) bindHere(parser, parser.scope, name, value);
  }
  return first;
}

/** `by lazy { value }`, `by remember { mutableStateOf(value) }`. */
function parseDelegate(parser: BraceParser): Expression {
  parser.at++;
  const made = parseExpression(parser);
  const block = made.kind === 'call' ? made.call.args.find(({ value }) => value.kind === 'function')?.value : undefined;
  return block?.kind === 'function' ? (block.of.returns[0] ?? made) : made;
}

/** The names bound: one, several (`a, b`), or those of a pattern (`Some(x)`, `(a, b)`). */
function bindingNames(parser: BraceParser): string[] {
  const names: string[] = [];
  if (isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{')) return patternNames(parser);
  while (isName(parser)) {
    const word = text(parser);
    parser.at++;
    if (isPunct(parser, '::') && isName(parser, 1)) {
      parser.at++;
      continue;
    }
    // `Some(x)`, `Ok(x)`: what is inside stands for the whole.
    if (isPunct(parser, '(') && /^[A-Z]/.test(word) && parser.traits.kind !== 'swift') return patternNames(parser);
    names.push(word);
    if (isPunct(parser, ',') && isName(parser, 1) && parser.traits.kind === 'go') parser.at++;
    else break;
  }
  return names;
}

function patternNames(parser: BraceParser): string[] {
  const close = afterBracket(parser) - 1;
  const names: string[] = [];
  for (let at = parser.at + 1; at < close; at++) {
    const word = parser.tokens.text[at] as string;
    if (parser.tokens.kind[at] === NAME && !/^(?:mut|ref|var|val|let|_)$/.test(word) && !/^[A-Z]/.test(word)) names.push(word);
  }
  parser.at = close + 1;
  return names;
}

/** `let f a b = ...`: the parameters of a function are no value. */
function skipFsharpParameters(parser: BraceParser): void {
  while (!atEnd(parser) && !isPunct(parser, '=') && !isPunct(parser, ':') && !lineBreakBefore(parser)) step(parser);
}

/** `for x in items`: one of them. */
export function parseEach(parser: BraceParser, name: string): Expression {
  parser.at++;
  const items = within(parser, { key: null, listed: true }, () => parseExpression(parser));
  bind(parser.scope, name, { kind: 'each', of: items, start: items.start, end: items.end });
  return items;
}

/** Declared now, set later; or a property with a body. */
function parseWithoutValue(parser: BraceParser, name: string, type: Expression | null, start: number): Expression | null {
  const { kind } = parser.traits;
  if (isPunct(parser, '{') && kind === 'swift' && !parser.head) return property(parser, name, start);
  if (text(parser) === 'get' && kind === 'kotlin' && isPunct(parser, '(', 1)) {
    parser.at++;
    parser.at = afterBracket(parser);
    if (isPunct(parser, '=')) parser.at++;
    return property(parser, name, start);
  }
  declareField(parser, name, type, start);
  return null;
}

/** A property that is worked out: its name stands for its result. */
function property(parser: BraceParser, name: string, start: number): Expression {
  const of = newFunction(name, parser.scope.type);
  of.property = true;
  const scope = newScope(parser.scope, 'function', of);
  within(parser, { scope, key: name, group: null, call: null, listed: false, branch: null }, () => {
    const value = isPunct(parser, '{') ? parseBlock(parser, scope) : parseExpression(parser);
    if (of.returns.length === 0) of.returns.push(value);
  });
  const value: Expression = { kind: 'function', of, start, end: endBefore(parser) };
  bind(parser.scope, name, value);
  return value;
}

function declareField(parser: BraceParser, name: string, type: Expression | null, start: number): void {
  const { scope } = parser;
  const of = scope.type ? { ...scope.type, parameters: [], constructed: true } : newFunction(name);
  const value: Expression = { kind: 'parameter', of, name, fallback: null, type, start, end: start + name.length };
  const known = parser.fields.get(scope);
  if (known) known.set(name, value);
  else parser.fields.set(scope, new Map([[name, value]]));
}

/** Where a declaration with the type first has its name: `const List<String> names = ...`; null when the statement is no declaration. */
export function declaredName(parser: BraceParser): number | null {
  const { tokens } = parser;
  let at = parser.at;
  let names = 0;
  for (let steps = 0; steps < 60; steps++) {
    const kind = tokens.kind[at];
    const sign = tokens.text[at] as string;
    if (kind === NAME) {
      if (NO_TYPES.has(sign)) return null;
      names++;
      const next = tokens.kind[at + 1] === PUNCT ? (tokens.text[at + 1] as string) : '';
      if (names > 1 && tokens.kind[at - 1] !== PUNCT && ['=', ';', ',', '(', '{', '=>', ':', '['].includes(next)) return at;
      if (names > 1 && isTypeEnd(parser, at - 1) && ['=', ';', ',', '(', '{', '=>', ':', '['].includes(next)) return at;
      if (names > 1 && tokens.kind[at + 1] === NAME && tokens.text[at + 1] === 'in') return at;
      at++;
    } else if (kind === PUNCT && names > 0) {
      if (sign === '<') {
        const next = afterTypes(parser, at);
        if (next === null) return null;
        at = next;
      } else if (sign === '[' && (tokens.match[at] ?? -1) <= at + 2 && (tokens.match[at] ?? -1) > at) at = (tokens.match[at] as number) + 1;
      else if (((sign === '.' || sign === '::') && tokens.kind[at + 1] === NAME && tokens.kind[at - 1] === NAME) || sign === '?') at++;
      else if ((sign === '*' || sign === '&' || sign === '&&') && parser.traits.kind === 'c') at++;
      else return null;
    } else return null;
  }
  return null;
}

const NO_TYPES = new Set([
  'return',
  'new',
  'throw',
  'await',
  'else',
  'case',
  'in',
  'is',
  'as',
  'instanceof',
  'using',
  'import',
  'package',
  'delete',
  'goto',
  'yield',
  'assert',
  'with',
  'switch',
  'when',
  'and',
  'or',
  'not',
  'default',
  'sizeof',
  'typeof',
  'operator',
  'break',
  'continue',
]);

/** A type ends in a name, or in the bracket or sign after one. */
function isTypeEnd(parser: BraceParser, at: number): boolean {
  const sign = parser.tokens.text[at] as string;
  return parser.tokens.kind[at] === PUNCT && (sign === '>' || sign === ']' || sign === '*' || sign === '&' || sign === '?' || sign === '&&');
}

/** A declaration with the type first; `at` is where its name stands. */
export function parseTyped(parser: BraceParser, at: number): Expression | null {
  const start = startHere(parser);
  const path = readType(parser);
  const type = typeExpression(parser, path, start);
  parser.at = at;
  const name = text(parser);
  parser.at++;
  if (isPunct(parser, '(')) {
    if (isFunctionHere(parser)) return parseFunction(parser, name, start);
    // `Client client("key");` of C++ makes one.
    const made = parseCall(parser, type ?? { kind: 'opaque', start, end: start });
    bindHere(parser, parser.scope, name, made);
    return made;
  }
  let value = typedValue(parser, name, type, start);
  while (isPunct(parser, ',') && isName(parser, 1)) {
    const next = text(parser, 1);
    parser.at += 2;
    value = typedValue(parser, next, type, start);
  }
  return value;
}

function typedValue(parser: BraceParser, name: string, type: Expression | null, start: number): Expression | null {
  while (isPunct(parser, '[')) parser.at = afterBracket(parser);
  if (isPunct(parser, '=>')) {
    parser.at++;
    return property(parser, name, start);
  }
  if (isPunct(parser, ':')) {
    parser.at--;
    parser.at++;
    return parseEach(parser, name);
  }
  if (text(parser) === 'in') return parseEach(parser, name);
  if (isPunct(parser, '{')) {
    if (parser.traits.kind === 'c') {
      const made = within(parser, { key: name }, () => parseExpression(parser));
      bindHere(parser, parser.scope, name, made);
      return made;
    }
    parseAccessors(parser, name, start);
  }
  if (!isPunct(parser, '=')) {
    if (!parser.scope.names.has(name)) declareField(parser, name, type, start);
    return null;
  }
  parser.at++;
  const value = within(parser, { key: name }, () => targetTyped(parser, type));
  return bindNames(parser, [name], value, type);
}

/** `Client c = new(options)`: what is made is named on the left. */
function targetTyped(parser: BraceParser, type: Expression | null): Expression {
  const target = parser.traits.kind === 'csharp' && text(parser) === 'new' && isPunct(parser, '(', 1);
  const before = parser.tree.calls.length;
  const value = parseExpression(parser);
  const made = parser.tree.calls[before];
  if (target && type && made && value.kind === 'call' && value.call === made) {
    const named: Call = { ...made, callee: type };
    parser.tree.calls[before] = named;
    return { ...value, call: named };
  }
  return value;
}

/** `{ get; set; }`, `{ get => value; }`. */
function parseAccessors(parser: BraceParser, name: string, start: number): void {
  const of = newFunction(name, parser.scope.type);
  of.property = true;
  const outer = parser.scope;
  const scope = newScope(outer, 'function', of);
  within(parser, { scope, key: name, group: null, call: null, listed: false, branch: null }, () => parseBlock(parser, scope));
  if (of.returns.length > 0) bind(outer, name, { kind: 'function', of, start, end: endBefore(parser) });
}

/** Whether the brackets at the cursor hold parameters: a body, or what can stand before one, follows. */
function isFunctionHere(parser: BraceParser): boolean {
  const { tokens, traits } = parser;
  const close = tokens.match[parser.at] ?? -1;
  if (close < 0) return false;
  const next = tokens.text[close + 1] as string | undefined;
  if (tokens.kind[close + 1] === PUNCT && (next === '{' || next === '=>' || next === ':')) return true;
  if (tokens.kind[close + 1] === NAME) return /^(?:throws|async|const|override|noexcept|where|final|native|sync|requires|default)$/.test(next ?? '');
  // A declaration without a body; within a function of C++ it makes a variable.
  return traits.kind !== 'c' || parser.scope.kind !== 'function';
}

/** Parameters and body of a function; the cursor stands at `(`. `owner`: the class it is a method of. */
export function parseFunction(
  parser: BraceParser,
  name: string,
  start: number,
  owner: ClassNode | null = enclosing(parser.scope, ['class', 'function']).type,
): Expression {
  const of = newFunction(name, owner);
  const outer = parser.scope;
  const scope = newScope(owner && outer.type !== owner ? owner.scope : outer, 'function', of);
  parseParameters(parser, scope, of);
  parseFunctionBody(parser, of, scope);
  const value: Expression = { kind: 'function', of, start, end: endBefore(parser) };
  const constructs = owner !== null && (name === owner.name || name === 'init' || name === 'constructor');
  if (constructs && owner) {
    owner.constructed = true;
    if (owner.parameters.length === 0) owner.parameters.push(...of.parameters);
  } else bind(owner && outer.type !== owner ? owner.scope : outer, name, value);
  return value;
}

const BODY_STOPS = new Set(['{', '=', '=>', ';', '}']);

function parseFunctionBody(parser: BraceParser, of: FunctionNode, scope: Scope): void {
  const { kind, lines } = parser.traits;
  // Result types, `throws`, `where` and the initialisers of a constructor.
  while (!atEnd(parser) && !BODY_STOPS.has(text(parser))) {
    if (lines && lineBreakBefore(parser) && !isPunct(parser, ':') && !isPunct(parser, '->') && text(parser) !== 'where' && kind !== 'scala' && kind !== 'swift')
      return;
    if ((kind === 'c' || kind === 'dart') && isPunct(parser, ':')) {
      within(parser, { scope }, () => parseInitialisers(parser));
      continue;
    }
    step(parser);
  }
  if (isPunct(parser, '=') || isPunct(parser, '=>')) {
    parser.at++;
    within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
      of.returns.push(inHead(parser, false, () => parseBody(parser)));
    });
  } else if (isPunct(parser, '{'))
    within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
      const last = parseBlock(parser, scope);
      const tail = kind === 'rust' || kind === 'scala' || kind === 'swift' || kind === 'fsharp';
      if (tail && last.kind !== 'opaque' && (of.returns.length === 0 || kind !== 'swift')) of.returns.push(last);
    });
}

/** `: client_(key), model_("x")` before the body of a constructor. */
function parseInitialisers(parser: BraceParser): void {
  parser.at++;
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ';')) {
    if (isName(parser) && (isPunct(parser, '(', 1) || isPunct(parser, '{', 1) || isPunct(parser, '=', 1))) {
      const name = text(parser);
      const open = isPunct(parser, '=', 1) ? -1 : parser.at + 1;
      if (open >= 0) {
        const close = (parser.tokens.match[open] ?? open) as number;
        parser.at = open + 1;
        const value = parser.at < close ? within(parser, { key: name }, () => parseExpression(parser)) : null;
        if (value) bind(enclosing(parser.scope, ['class']), name, value);
        parser.at = Math.max(close + 1, parser.at);
        continue;
      }
      parser.at += 2;
      const value = within(parser, { key: name }, () => parseExpression(parser));
      bind(enclosing(parser.scope, ['class']), name, value);
      continue;
    }
    step(parser);
  }
}

/** A parameter list: the name stands first or, where types do, last. */
function parseParameters(parser: BraceParser, scope: Scope, of: FunctionNode): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  inHead(parser, false, () =>
    within(parser, { scope, call: null, group: null, key: null, listed: false }, () => {
      for (let position = 0; parser.at < close; ) {
        const before = parser.at;
        // `{this.model, this.url = "x"}` of Dart.
        if (parser.traits.kind === 'dart' && (isPunct(parser, '{') || isPunct(parser, '['))) parser.at++;
        if (parseParameter(parser, scope, of, position, close)) position++;
        if (isPunct(parser, ',') || parser.at === before) parser.at++;
      }
    }),
  );
  parser.at = close + 1;
}

function parseParameter(parser: BraceParser, scope: Scope, of: FunctionNode, position: number, close: number): boolean {
  const { kind, typeFirst } = parser.traits;
  const start = startHere(parser);
  const configured = readAnnotations(parser);
  let name: string | null = null;
  let type: Expression | null = null;
  let own = false;
  let fallback: Expression | null = null;
  const from = parser.at;
  while (parser.at < close && !isPunct(parser, ',')) {
    if (isPunct(parser, '=')) {
      parser.at++;
      fallback = within(parser, { key: name }, () => parseExpression(parser));
    } else if (isPunct(parser, ':') && !typeFirst) {
      parser.at++;
      type = typeExpression(parser, readType(parser), start);
    } else if (isName(parser)) {
      const word = text(parser);
      if (word === 'val' || word === 'var') own = true;
      else if (word === 'this' && kind === 'dart') own = true;
      else if (kind !== 'go' || name === null) name = word;
      parser.at++;
      if (kind === 'go' && name !== null && type === null && !isPunct(parser, ',') && parser.at < close) type = typeExpression(parser, readType(parser), start);
    } else if (isPunct(parser, '<')) parser.at = afterTypes(parser, parser.at) ?? parser.at + 1;
    else if (kind === 'dart' && (isPunct(parser, '}') || isPunct(parser, ']'))) parser.at++;
    else step(parser);
  }
  if (name === null || name === 'self' || name === 'mut') return false;
  if (typeFirst && name !== null) type = leadingType(parser, from, name, start);
  const owner = of.owner !== null && (of.name === of.owner.name || of.name === 'init' || of.name === 'constructor') ? of.owner : of;
  const context = kind === 'go' && name === 'ctx' && position === 0;
  of.parameters.push({ name, position: context ? null : position, destructured: false });
  const value: Expression = configured ?? { kind: 'parameter', of: owner, name, fallback, type, start, end: start + name.length };
  bind(scope, name, value);
  if (own && of.owner) bind(of.owner.scope, name, value);
  return !context;
}

/** The type in front of a parameter's name. */
function leadingType(parser: BraceParser, from: number, name: string, start: number): Expression | null {
  const resume = parser.at;
  parser.at = from;
  const path = readType(parser);
  parser.at = resume;
  return path.length === 1 && path[0] === name ? null : typeExpression(parser, path, start);
}

/** Annotations and attributes before a declaration. `@Value("${a.b:x}")` and the like say what the declared thing holds. */
export function readAnnotations(parser: BraceParser): Expression | null {
  let configured: Expression | null = null;
  for (;;) {
    const word = text(parser);
    if (isName(parser) && word.startsWith('@') && word.length > 1 && word !== '@interface') {
      const start = startHere(parser);
      parser.at++;
      while ((isPunct(parser, '.') || isPunct(parser, ':')) && isName(parser, 1)) parser.at += 2;
      if (isPunct(parser, '(') && !(parser.traits.lines && lineBreakBefore(parser))) configured = annotated(parser, word, start) ?? configured;
    } else if (isPunct(parser, '#') && (isPunct(parser, '[', 1) || isPunct(parser, '!', 1))) {
      parser.at += isPunct(parser, '!', 1) ? 2 : 1;
      placeAll(parser, afterBracket(parser));
    } else if (isPunct(parser, '[') && parser.traits.kind === 'csharp' && isAttribute(parser)) placeAll(parser, afterBracket(parser));
    else return configured;
  }
}

/** `[Attribute]` stands before a declaration; `[1, 2]` is followed by a sign. */
function isAttribute(parser: BraceParser): boolean {
  const next = afterBracket(parser);
  return isName(parser, 1) && (parser.tokens.kind[next] === NAME || parser.tokens.text[next] === '[');
}

/** Strings of an attribute are names for tools: nobody calls them. */
function placeAll(parser: BraceParser, next: number): void {
  for (let at = parser.at; at < next; at++) if (parser.tokens.kind[at] === STRING) parser.placed.add(at);
  parser.at = next;
}

function annotated(parser: BraceParser, word: string, start: number): Expression | null {
  const close = afterBracket(parser) - 1;
  const path = [word.slice(1)];
  const call: Call = {
    id: parser.tree.calls.length,
    callee: { kind: 'name', path, scope: parser.scope, branch: parser.branch, start, end: endBefore(parser) },
    args: [],
    start,
    end: parser.tokens.end[close] ?? start,
  };
  parser.tree.calls.push(call);
  within(parser, { call: call.id, group: `c${call.id}`, key: null, listed: false }, () => parseAnnotationArguments(parser, call, close));
  parser.at = close + 1;
  if (word !== '@Value' && word !== '@ConfigProperty' && word !== '@Property') return null;
  const given = (call.args.find(({ name }) => name === '0' || name === 'value' || name === 'name') ?? call.args[0])?.value;
  const fallback = call.args.find(({ name }) => name === 'defaultValue')?.value ?? null;
  return given?.kind === 'text' ? setting(given.text, fallback, given) : null;
}

/** Annotations of Java name their arguments with `=`. */
function parseAnnotationArguments(parser: BraceParser, call: Call, close: number): void {
  if (parser.traits.named !== '') return parseArguments(parser, call, close, null);
  let position = 0;
  parser.at++;
  while (parser.at < close) {
    const before = parser.at;
    const name = isName(parser) && isPunct(parser, '=', 1) ? text(parser) : null;
    if (name !== null) parser.at += 2;
    const value = within(parser, { key: name }, () => parseExpression(parser));
    call.args.push({ name: name ?? String(position++), value });
    while (parser.at < close && !isPunct(parser, ',')) step(parser);
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
  }
}

/** `${openai.model:gpt-5.5}` -> the setting it reads, and its default. */
function setting(written: string, given: Expression | null, at: Expression): Expression | null {
  const [, key = '', fallback] = /^\$\{([^:}]+)(?::([^}]*))?\}/.exec(written) ?? (given === null && !/^[\w.-]+$/.test(written) ? [] : ['', written]);
  if (key === '') return null;
  const place = { start: at.start, end: at.end };
  const path = /^[A-Z][A-Z0-9_]*$/.test(key) ? ['env', key] : key.split('.');
  const open: Expression = { kind: 'name', path: path.length === 1 ? ['settings', ...path] : path, scope: newScope(null, 'file'), branch: null, ...place };
  const usual: Expression | null = fallback === undefined || fallback === '' ? given : { kind: 'text', text: fallback, ...place };
  return usual === null ? open : { kind: 'choice', options: [open, usual], ...place };
}

/** What a class, struct, object, enum, trait or `impl` is called, what it takes and derives from, and its body. */
export function parseClass(parser: BraceParser, word: string): Expression | null {
  const { kind } = parser.traits;
  const start = startHere(parser);
  parser.at++;
  if (word === 'impl' && isPunct(parser, '<')) parser.at = afterTypes(parser, parser.at) ?? parser.at + 1;
  while (isName(parser) && /^(?:class|struct|object|interface|record|final|sealed)$/.test(text(parser)) && isName(parser, 1)) parser.at++;
  let name = isName(parser) && !(text(parser) === 'of') ? text(parser) : word === 'companion' ? 'Companion' : null;
  if (isName(parser)) parser.at++;
  while ((isPunct(parser, '::') || isPunct(parser, '.')) && isName(parser, 1)) {
    name = text(parser, 1);
    parser.at += 2;
  }
  if (isPunct(parser, '<')) parser.at = afterTypes(parser, parser.at) ?? parser.at + 1;
  if (kind === 'rust' && text(parser) === 'for') {
    // `impl Trait for Type`.
    parser.at++;
    name = readType(parser).at(-1) ?? name;
  }
  const nested = parser.scope.kind === 'class' || parser.scope.kind === 'function';
  const of: ClassNode = name !== null && !nested ? classNamed(parser, name, []) : nestedClass(parser, name);
  readClassHead(parser, of);
  if (name !== null && !parser.scope.names.has(name)) bind(parser.scope, name, { kind: 'class', of, start, end: endBefore(parser) });
  if (kind === 'rust' && !of.scope.names.has('Self')) bind(of.scope, 'Self', { kind: 'class', of, start, end: endBefore(parser) });
  if (!parser.noted.has(of)) parser.tree.classes.push(of);
  parser.noted.add(of);
  if (isPunct(parser, '{') && kind === 'rust' && (word === 'struct' || word === 'union')) within(parser, { scope: of.scope }, () => readFields(parser));
  else if (isPunct(parser, '{'))
    within(parser, { scope: of.scope, key: null, group: null, call: null, listed: false, branch: null }, () =>
      word === 'enum' ? parseEnumBody(parser) : parseBlock(parser, of.scope),
    );
  else if (isPunct(parser, ';')) parser.at++;
  return null;
}

/** `pub name: Type,` of a struct of Rust. */
function readFields(parser: BraceParser): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  while (parser.at < close) {
    const before = parser.at;
    readAnnotations(parser);
    if (text(parser) === 'pub') parser.at++;
    if (isPunct(parser, '(')) parser.at = afterBracket(parser);
    const start = startHere(parser);
    const name = text(parser);
    if (isName(parser) && isPunct(parser, ':', 1)) {
      parser.at += 2;
      declareField(parser, name, typeExpression(parser, readType(parser), start), start);
    }
    while (parser.at < close && !isPunct(parser, ',')) step(parser);
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
  }
  parser.at = close + 1;
}

function nestedClass(parser: BraceParser, name: string | null): ClassNode {
  const companion = name === 'Companion' && parser.scope.type !== null;
  if (companion && parser.scope.type) return parser.scope.type;
  const scope = newScope(parser.scope, 'class');
  const of: ClassNode = { kind: 'class', name, scope, bases: [], parameters: [], constructed: false };
  scope.type = of;
  return of;
}

/** Between the name of a class and its body: the parameters of its constructor, and what it derives from. */
function readClassHead(parser: BraceParser, of: ClassNode): void {
  const bases = of.bases as Expression[];
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, ';') && !isPunct(parser, '}')) {
    if (
      parser.traits.lines &&
      lineBreakBefore(parser) &&
      !isPunct(parser, ':') &&
      !isPunct(parser, '(') &&
      !/^(?:extends|with|where|derives|constructor|private|internal)$/.test(text(parser)) &&
      !isPunct(parser, ',', -1) &&
      !isPunct(parser, ':', -1)
    )
      return;
    if (isPunct(parser, '(')) primaryParameters(parser, of);
    else if (isName(parser) && /^[A-Z]/.test(text(parser)) && bases.length < 8) {
      const start = startHere(parser);
      const path = readType(parser);
      const base = typeExpression(parser, path, start);
      if (base) bases.push(base);
      // `: Base(arguments)`.
      if (isPunct(parser, '(') && base) within(parser, { scope: of.scope }, () => parseCall(parser, base));
    } else step(parser);
  }
}

/** `class Client(private val model: String = "x")`: parameters that are fields, too. */
function primaryParameters(parser: BraceParser, of: ClassNode): void {
  const first = of.parameters.length === 0;
  const constructor = newFunction('constructor', of);
  const close = afterBracket(parser) - 1;
  if (!first) {
    parser.at = close + 1;
    return;
  }
  parseParameters(parser, of.scope, constructor);
  of.parameters.push(...constructor.parameters);
  of.constructed = false;
}

/** `FAST("x"), SMART("y");`, `case fast = "x"`, `Fast = 1`: members and what they stand for. */
function parseEnumBody(parser: BraceParser): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  within(parser, { listed: true, group: null }, () => {
    while (parser.at < close) {
      const before = parser.at;
      if (isPunct(parser, ';')) break;
      readAnnotations(parser);
      if (text(parser) === 'case' || text(parser) === 'indirect') parser.at++;
      if (isName(parser) && isMember(parser)) parseEnumMember(parser, close);
      else parser.statement(parser);
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
    while (parser.at < close) {
      const before = parser.at;
      parser.statement(parser);
      if (parser.at === before) parser.at++;
    }
  });
  parser.at = close + 1;
}

function isMember(parser: BraceParser): boolean {
  const next = text(parser, 1);
  return (
    next === ',' ||
    next === '}' ||
    next === '=' ||
    next === ';' ||
    (next === '(' && !/^(?:fun|func|fn|init|def)$/.test(text(parser))) ||
    (isPunct(parser, '{', 1) && parser.traits.kind === 'rust')
  );
}

function parseEnumMember(parser: BraceParser, close: number): void {
  const name = text(parser);
  const start = startHere(parser);
  parser.at++;
  if (isPunct(parser, '=')) {
    parser.at++;
    bind(
      parser.scope,
      name,
      within(parser, { key: name }, () => parseExpression(parser)),
    );
    return;
  }
  if (isPunct(parser, '(')) {
    const call: Call = { id: -1, callee: { kind: 'opaque', start, end: start }, args: [], start, end: start };
    const end = afterBracket(parser) - 1;
    within(parser, { key: name }, () => parseArguments(parser, call, end, null, name));
    parser.at = end + 1;
    const text = call.args.find(({ value }) => value.kind === 'text')?.value;
    if (text) bind(parser.scope, name, text);
  }
  if (isPunct(parser, '{')) parser.at = afterBracket(parser);
  if (parser.at > close) parser.at = close;
}
