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
    /** A dotted name, looked up in `scope`. */
    | { readonly kind: 'name'; readonly path: readonly string[]; readonly scope: Scope }
    /** Names below an expression that is not itself a name: `f().a.b`. */
    | { readonly kind: 'member'; readonly object: Expression; readonly path: readonly string[] }
    | { readonly kind: 'call'; readonly call: Call }
    | { readonly kind: 'object'; readonly entries: readonly NamedExpression[] }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'choice'; readonly options: readonly Expression[] }
    | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
    | { readonly kind: 'function'; readonly returns: readonly Expression[] }
    | { readonly kind: 'import'; readonly module: string; readonly path: readonly string[]; readonly viaDefault: boolean }
    | { readonly kind: 'opaque' }
  );

export interface Call extends Span {
  readonly id: number;
  readonly callee: Expression;
  readonly args: NamedExpression[];
}

/** Names bound in one function, class, block or file. A name bound twice holds one of several. */
export interface Scope {
  readonly parent: Scope | null;
  readonly kind: 'file' | 'class' | 'function' | 'block';
  /** Class name, for `self.x` and `Config.X`. */
  readonly name: string | null;
  readonly names: Map<string, Expression[]>;
  readonly returns: Expression[];
}

/** An empty scope. */
export function newScope(parent: Scope | null, kind: Scope['kind'], name: string | null = null): Scope {
  return { parent, kind, name, names: new Map(), returns: [] };
}

/** Binds a name, keeping earlier values: which one holds is only known at run time. */
export function bind(scope: Scope, name: string, value: Expression): void {
  const known = scope.names.get(name);
  if (known) known.push(value);
  else scope.names.set(name, [value]);
}

/** The nearest enclosing scope of a kind, or the file's. */
export function enclosing(scope: Scope, kinds: readonly Scope['kind'][]): Scope {
  let current: Scope = scope;
  while (current.parent && !kinds.includes(current.kind)) current = current.parent;
  return current;
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
}

export interface Tree {
  readonly imports: Import[];
  readonly calls: Call[];
  readonly texts: TextUse[];
  readonly file: Scope;
}
