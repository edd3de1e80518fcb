/** State of the grammar of languages with braces, and what several of its parts need. */
import { afterBracket, bindHere, endBefore, isName, isPunct, lineBreakBefore, type Parser, startHere, text } from '../cursor.ts';
import { NAME, PUNCT } from '../tokens.ts';
import { bind, type Call, type ClassNode, type Expression, enclosing, type FunctionNode, newScope, noteMember, type Scope } from '../tree.ts';
import type { Traits } from './traits.ts';

/** Deeper nesting than this is data, not code. */
export const MAX_DEPTH = 150;

/** A parser over one file. */
export interface BraceParser extends Parser {
  readonly traits: Traits;
  /** In the head of a statement a `{` begins its body, not a value. */
  head: boolean;
  /** Calls that are still being built: what is called on them says what they make. */
  readonly building: WeakSet<Call>;
  /** Classes that are in the tree already. */
  readonly noted: WeakSet<ClassNode>;
  /** Fields declared without a value, by the scope of their class: an assignment elsewhere is worth more than their type. */
  readonly fields: Map<Scope, Map<string, Expression>>;
  /** Names assigned in a scope that nobody declared: options set on the receiver of a block. */
  readonly free: Map<Scope, { readonly name: string; readonly value: Expression }[]>;
  /** Scopes of closures. */
  readonly closures: Map<FunctionNode, Scope>;
  /** Classes by name, as soon as anything is said of them (methods of Go, `impl` of Rust). */
  readonly classes: Map<string, ClassNode>;
  readonly statement: (parser: BraceParser) => Expression | null;
  readonly expression: (parser: BraceParser) => Expression;
}

/** Runs `inner` in the head of a statement, or out of it. */
export function inHead<T>(parser: BraceParser, head: boolean, inner: () => T): T {
  const outer = parser.head;
  parser.head = head;
  const result = inner();
  parser.head = outer;
  return result;
}

/** The class of a name, made when first spoken of. */
export function classNamed(parser: BraceParser, name: string, bases: readonly Expression[] = []): ClassNode {
  const known = parser.classes.get(name);
  if (known) return known;
  const scope = newScope(parser.tree.file, 'class');
  const of: ClassNode = { kind: 'class', name, scope, bases, parameters: [], constructed: false };
  scope.type = of;
  parser.classes.set(name, of);
  return of;
}

/** The scope that binds a name, or declares it as a field. */
function owning(parser: BraceParser, from: Scope, name: string): Scope | null {
  for (let current: Scope | null = from; current; current = current.parent) {
    if (current.names.has(name) || parser.fields.get(current)?.has(name)) return current;
  }
  return null;
}

/** `x = v` where `x` is declared, `this.x = v` in the class, `a.b = v` beside `a`. */
export function bindPath(parser: BraceParser, path: readonly string[], value: Expression): void {
  const [head = '', ...rest] = path;
  if (value.kind === 'function' && value.of.name === null) value.of.name = path.at(-1) ?? null;
  if (rest.length === 0) {
    const scope = owning(parser, parser.scope, head);
    if (scope) return bindHere(parser, scope, head, value);
    const own = enclosing(parser.scope, ['function']);
    const list = parser.free.get(own);
    if (list) list.push({ name: head, value });
    else parser.free.set(own, [{ name: head, value }]);
    return bindHere(parser, own, head, value);
  }
  const receiver = head === 'this' || head === 'self' || isReceiver(parser, head);
  if (receiver && rest.length === 1) return bindHere(parser, enclosing(parser.scope, ['class']), rest[0] as string, value);
  const scope = owning(parser, parser.scope, head) ?? parser.scope;
  noteMember(scope, head, rest.join('.'));
  bindHere(parser, scope, path.join('.'), value);
}

/** Go's receivers are bound to `this`. */
function isReceiver(parser: BraceParser, head: string): boolean {
  if (parser.traits.kind !== 'go') return false;
  const bound = owning(parser, parser.scope, head)?.names.get(head)?.[0];
  return bound?.kind === 'name' && bound.path[0] === 'this';
}

/** Binds fields that nothing was assigned to by their type alone. */
export function settleFields(parser: BraceParser): void {
  for (const [scope, fields] of parser.fields) for (const [name, value] of fields) if (!scope.names.has(name)) bind(scope, name, value);
  for (const of of parser.classes.values()) {
    if (of.scope.names.size === 0 && of.bases.length === 0) continue;
    if (of.name !== null && !parser.tree.file.names.has(of.name)) bind(parser.tree.file, of.name, { kind: 'class', of, start: 0, end: 0 });
  }
}

/** An expression nobody needs to know more about. */
export function opaque(parser: BraceParser, start: number): Expression {
  return { kind: 'opaque', start, end: Math.max(start, endBefore(parser)) };
}

/** Steps over one token, or over a bracket and all it holds. */
export function step(parser: BraceParser): void {
  const opens = isPunct(parser, '(') || isPunct(parser, '[') || isPunct(parser, '{');
  parser.at = opens ? afterBracket(parser) : parser.at + 1;
}

/** Index after `<...>` at `from` when it can be a list of types; null when it is a comparison. */
export function afterTypes(parser: BraceParser, from: number): number | null {
  const { tokens } = parser;
  let angle = 0;
  for (let at = from, steps = 0; at < tokens.kind.length && steps < 80; steps++) {
    const sign = tokens.kind[at] === PUNCT ? (tokens.text[at] as string) : '';
    if (sign === '<') angle++;
    else if (sign === '<<') angle += 2;
    else if (sign === '>') angle--;
    else if (sign !== '' && !TYPE_SIGNS.has(sign)) return null;
    else if (sign === '' && tokens.kind[at] !== NAME && tokens.kind[at] !== 4) return null;
    const match = tokens.match[at] ?? -1;
    at = match > at ? match + 1 : at + 1;
    if (angle <= 0) return at;
  }
  return null;
}

const TYPE_SIGNS = new Set(['.', ',', '::', '[', ']', '(', ')', '?', '&', '*', '->', ':', '=', '+', '|', '!', '@', '-']);

/** Steps over a type: names, points, brackets, type arguments and signs, up to what cannot be part of one. Returns its first dotted name. */
export function readType(parser: BraceParser): string[] {
  const { tokens } = parser;
  let path: string[] = [];
  let open = true;
  for (let steps = 0; steps < 200 && parser.at < tokens.kind.length; steps++) {
    if (steps > 0 && parser.traits.lines && lineBreakBefore(parser) && !isPunct(parser, '.')) break;
    if (isName(parser)) {
      const word = text(parser);
      if (TYPE_ENDS.has(word)) break;
      if (steps > 0 && tokens.kind[parser.at - 1] === NAME && !TYPE_WORDS.has(text(parser, -1))) break;
      if (open && !TYPE_WORDS.has(word)) {
        path = [word];
        parser.at++;
        while ((isPunct(parser, '.') || isPunct(parser, '::')) && isName(parser, 1)) {
          path.push(text(parser, 1));
          parser.at += 2;
        }
        // What holds another thing gives way to it: `Option<Client>`, `Arc<Client>`, `Task<Client>`.
        open = HOLDERS.has(path.at(-1) as string) && (isPunct(parser, '<') || isPunct(parser, '['));
        continue;
      }
      parser.at++;
      continue;
    }
    if (isPunct(parser, '<')) {
      const next = afterTypes(parser, parser.at);
      if (next === null) break;
      if (open) {
        parser.at++;
        const inner = readType(parser);
        if (inner.length > 0) path = inner;
        open = false;
      }
      parser.at = next;
      continue;
    }
    if (isPunct(parser, '[') || (isPunct(parser, '(') && (steps === 0 || parser.traits.kind !== 'swift'))) parser.at = afterBracket(parser);
    else if (
      isPunct(parser, '*') ||
      isPunct(parser, '&') ||
      isPunct(parser, '&&') ||
      isPunct(parser, '?') ||
      isPunct(parser, '!') ||
      isPunct(parser, '.') ||
      isPunct(parser, '::')
    )
      parser.at++;
    else if (isPunct(parser, '->') && parser.traits.kind !== 'c') parser.at++;
    else break;
  }
  return path;
}

const TYPE_WORDS = new Set([
  'const',
  'mut',
  'dyn',
  'impl',
  'any',
  'some',
  'inout',
  'final',
  'unsigned',
  'signed',
  'long',
  'struct',
  'ref',
  'out',
  'in',
  'params',
  'chan',
  'volatile',
  'static',
  'suspend',
  'lateinit',
  'required',
  'covariant',
  'typename',
  'enum',
  'var',
  'val',
  'late',
  'consuming',
  'borrowing',
  'sending',
]);
const TYPE_ENDS = new Set([
  'where',
  'throws',
  'async',
  'by',
  'get',
  'set',
  'extends',
  'implements',
  'with',
  'is',
  'as',
  'else',
  'noexcept',
  'override',
  'rethrows',
]);
const HOLDERS = new Set([
  'Option',
  'Optional',
  'Arc',
  'Rc',
  'Box',
  'Mutex',
  'RwLock',
  'Lazy',
  'LazyLock',
  'OnceCell',
  'OnceLock',
  'Task',
  'ValueTask',
  'Future',
  'FutureOr',
  'Mono',
  'unique_ptr',
  'shared_ptr',
  'Provider',
  'ObjectProvider',
  'Result',
]);

/** The type read as an expression that can be followed; null when it names nothing. */
export function typeExpression(parser: BraceParser, path: readonly string[], start: number): Expression | null {
  return path.length === 0 ? null : { kind: 'name', path, scope: parser.scope, branch: null, start, end: startHere(parser) };
}
