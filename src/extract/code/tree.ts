/** What the island grammar keeps of a file: expressions that can carry a model, an endpoint or a client, and the scopes that bind names. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface NamedExpression {
  readonly name: string;
  readonly value: Expression;
}

export type Expression = Span &
  (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'pattern'; readonly text: string; readonly parts: readonly Expression[] }
    /** A dotted name, looked up in `scope`; `branch` is the branch of the code it is read in. */
    | { readonly kind: 'name'; readonly path: readonly string[]; readonly scope: Scope; readonly branch: Branch | null }
    /** Names below an expression that is not itself a name: `f().a.b`. */
    | { readonly kind: 'member'; readonly object: Expression; readonly path: readonly string[] }
    /** `object[key]`; `key` is null for slices and the like, `position` is set for a written number. */
    | { readonly kind: 'index'; readonly object: Expression; readonly key: Expression | null; readonly position: number | null }
    /** One of the items of a list: what a loop variable holds. */
    | { readonly kind: 'each'; readonly of: Expression }
    | { readonly kind: 'call'; readonly call: Call }
    | { readonly kind: 'object'; readonly entries: readonly NamedExpression[] }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'choice'; readonly options: readonly Expression[] }
    | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
    | { readonly kind: 'function'; readonly of: FunctionNode }
    | { readonly kind: 'class'; readonly of: ClassNode }
    /** What a parameter (or a field set by the constructor) holds: what callers pass, else `fallback`. `type` is its annotation. */
    | {
        readonly kind: 'parameter';
        readonly of: FunctionNode | ClassNode;
        readonly name: string;
        readonly fallback: Expression | null;
        readonly type: Expression | null;
      }
    | {
        readonly kind: 'import';
        readonly module: string;
        /** Other modules it can come from as well: several are open, and nobody here knows which of them has the name. */
        readonly others?: readonly string[];
        readonly path: readonly string[];
        readonly viaDefault: boolean;
      }
    /** None, null, undefined: no value at all. */
    | { readonly kind: 'nothing' }
    | { readonly kind: 'opaque' }
  );

/** A branch of an `if`, `try` or `switch`: two branches of one chain never run together. */
export interface Branch {
  /** Unique within the file. */
  readonly chain: number;
  readonly index: number;
  readonly parent: Branch | null;
}

/** Whether two places can only be reached by different branches. */
export function exclusive(a: Branch | null, b: Branch | null): boolean {
  for (let left = a; left; left = left.parent) {
    for (let right = b; right; right = right.parent) if (left.chain === right.chain) return left.index !== right.index || exclusive(left.parent, right.parent);
  }
  return false;
}

/** Whether whoever reaches a place has been through a branch: it lies within it. */
export function liesWithin(place: Branch | null, branch: Branch | null): boolean {
  if (branch === null) return true;
  for (let current = place; current; current = current.parent) if (current.chain === branch.chain) return current.index === branch.index;
  return false;
}

export interface Call extends Span {
  readonly id: number;
  readonly callee: Expression;
  args: NamedExpression[];
}

export interface Parameter {
  readonly name: string;
  /** Position among the arguments (self not counted); null when it can only be given by name. */
  readonly position: number | null;
  /** Taken out of an object argument: `({ model })`. */
  readonly destructured: boolean;
}

export interface FunctionNode {
  readonly kind: 'function';
  name: string | null;
  owner: ClassNode | null;
  readonly parameters: Parameter[];
  readonly returns: Expression[];
  /** A getter, property or component: its name stands for its result. */
  property: boolean;
}

export interface ClassNode {
  readonly kind: 'class';
  readonly name: string | null;
  readonly scope: Scope;
  readonly bases: readonly Expression[];
  /** Parameters of the constructor, or annotated fields where none is written. */
  readonly parameters: Parameter[];
  constructed: boolean;
}

/** Names bound in one function, class, block or file. A name bound twice holds one of several. */
export interface Scope {
  readonly parent: Scope | null;
  readonly kind: 'file' | 'class' | 'function' | 'block';
  names: ReadonlyMap<string, Expression[]>;
  /** Names bound below a name: `params` -> [`model`] after `params["model"] = x`. */
  members: ReadonlyMap<string, string[]>;
  /** Python names declared global here. */
  globals: ReadonlySet<string>;
  readonly function: FunctionNode | null;
  type: ClassNode | null;
}

// Most scopes bind nothing, and files have thousands.
const NO_NAMES: ReadonlyMap<string, never> = new Map<string, never>();
const NO_GLOBALS: ReadonlySet<string> = new Set();

/** An empty scope. */
export function newScope(parent: Scope | null, kind: Scope['kind'], of: FunctionNode | null = null): Scope {
  return { parent, kind, names: NO_NAMES, members: NO_NAMES, globals: NO_GLOBALS, function: of, type: null };
}

/** Declares a name of a Python function to be one of the file. */
export function noteGlobal(scope: Scope, name: string): void {
  if (scope.globals === NO_GLOBALS) scope.globals = new Set();
  (scope.globals as Set<string>).add(name);
}

/** An empty function. */
export function newFunction(name: string | null, owner: ClassNode | null = null): FunctionNode {
  return { kind: 'function', name, owner, parameters: [], returns: [], property: false };
}

/** Binds a name, keeping earlier values: which one holds is only known at run time. */
export function bind(scope: Scope, name: string, value: Expression): void {
  const known = scope.names.get(name);
  if (!known) {
    if (scope.names === NO_NAMES) scope.names = new Map();
    (scope.names as Map<string, Expression[]>).set(name, [value]);
  } else known.push(value);
}

/** Remembers that something was bound below a name. */
export function noteMember(scope: Scope, head: string, path: string): void {
  const known = scope.members.get(head);
  if (!known) {
    if (scope.members === NO_NAMES) scope.members = new Map();
    (scope.members as Map<string, string[]>).set(head, [path]);
  } else if (isNew(known, path)) known.push(path);
}

/** The paths of long lists: looking through one each time would cost its square. */
const PATHS = new WeakMap<readonly string[], Set<string>>();
const LONG = 64;

function isNew(known: readonly string[], path: string): boolean {
  if (known.length < LONG) return !known.includes(path);
  let paths = PATHS.get(known);
  if (paths === undefined) PATHS.set(known, (paths = new Set(known)));
  return paths.size < paths.add(path).size;
}

/** The nearest enclosing scope of a kind, or the file's. */
export function enclosing(scope: Scope, kinds: readonly Scope['kind'][]): Scope {
  let current: Scope = scope;
  while (current.parent && !kinds.includes(current.kind)) current = current.parent;
  return current;
}

/** The scope that binds a name; null when none does. */
export function declaring(scope: Scope, name: string): Scope | null {
  for (let current: Scope | null = scope; current; current = current.parent) if (current.names.has(name)) return current;
  return null;
}

/** An import as written. */
export interface Import extends Span {
  readonly module: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

/** A string literal and where it stood. */
export interface TextUse extends Span {
  readonly text: string;
  readonly key: string | null;
  readonly call: number | null;
  readonly group: string | null;
  /** It is one of a list, or stands in an entry of one. */
  readonly listed: boolean;
}

/** An environment variable read by name: `process.env.X`, `os.environ["X"]`. */
export interface EnvironmentUse extends Span {
  readonly name: string;
}

export interface Tree {
  readonly imports: Import[];
  readonly calls: Call[];
  readonly texts: TextUse[];
  readonly reads: EnvironmentUse[];
  /** Environment variables set by the program itself: `os.environ["X"] = y`. */
  readonly assigned: { readonly name: string; readonly value: Expression }[];
  readonly classes: ClassNode[];
  /** Modules all of whose names are names of this one: `export * from`, `from x import *`. */
  readonly stars: string[];
  /** Modules whose names can be used here without being named: `using OpenAI.Chat`, `import dev.langchain4j.*`, Swift modules. */
  readonly opens: string[];
  /** Branches in which names were bound. */
  readonly branches: Map<Expression, Branch>;
  readonly file: Scope;
  /** Expressions that may still be begun. A broken text can lead a grammar over the same part again and again. */
  readonly steps: { left: number; tooDeepAt: number | null };
}

/** Far more than any grammar needs for a text it understands. */
const STEPS_PER_CHARACTER = 4;

/** An empty tree of a text with so many characters. */
export function newTree(size: number): Tree {
  return {
    imports: [],
    calls: [],
    texts: [],
    reads: [],
    assigned: [],
    classes: [],
    stars: [],
    opens: [],
    branches: new Map(),
    file: newScope(null, 'file'),
    steps: { left: STEPS_PER_CHARACTER * size + 10_000, tooDeepAt: null },
  };
}

/** Lets go of the room that lists keep to grow: there are as many lists as calls. */
export function trimCalls({ calls }: Tree): void {
  for (const call of calls) if (call.args.length > 0) call.args = call.args.slice();
}

/** Most names one path is followed through; a longer one is nobody's. */
const MAX_PATH = 100;

/** One of two. A choice on the left is the parser's own and grows in place: copying a long one each time would cost its square. */
export function choiceOf(left: Expression, right: Expression): Expression {
  const options = left.kind === 'choice' ? grown(left.options, right) : [left, right];
  return { kind: 'choice', options, start: left.start, end: Math.max(left.end, right.end) };
}

/** Texts one after the other; a row of them on the left grows in place. */
export function concatOf(left: Expression, right: Expression): Expression {
  const parts = left.kind === 'concat' ? grown(left.parts, right) : [left, right];
  return { kind: 'concat', parts, start: left.start, end: Math.max(left.end, right.end) };
}

/** A name below an expression. */
export function memberOf(object: Expression, name: string, end: number): Expression {
  if (object.kind !== 'name' && object.kind !== 'member') return { kind: 'member', object, path: [name], start: object.start, end };
  return object.path.length < MAX_PATH ? { ...object, path: object.path.concat(name), end } : { kind: 'opaque', start: object.start, end };
}

function grown(list: readonly Expression[], more: Expression): readonly Expression[] {
  (list as Expression[]).push(more);
  return list;
}
