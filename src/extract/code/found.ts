import type { Unit } from './program.ts';
import type { Call, Expression } from './tree.ts';

/** What a name stands for: an expression of some file, and the names below it that could not be followed. */
export interface Found {
  readonly unit: Unit;
  readonly expression: Expression;
  readonly rest: readonly string[];
  /** Choices made on the way: `path:chain=index`. Two things found by different choices of one chain never hold together. */
  readonly tags?: readonly string[];
  /** The name that led to an import. */
  readonly via?: { readonly unit: Unit; readonly expression: Expression };
}

/** The same, found by one more choice. */
export function tagged(found: readonly Found[], tag: string | null): readonly Found[] {
  return tag === null ? found : found.map((item) => ({ ...item, tags: item.tags ? [...item.tags, tag] : [tag] }));
}

/** The state of one search: it ends after so many steps, and looks at nothing twice. */
export interface Walk {
  readonly shared: {
    budget: number;
    /** Calls whose callee is being looked for: a name bound to a call on itself must not go round in a circle. */
    readonly pending: Set<Call>;
    readonly stars: Set<string>;
  };
  readonly visited: Map<Expression, string[]>;
  depth: number;
}

const MAX_STEPS = 250;
const MAX_DEPTH = 40;

/** A fresh search. */
export function newWalk(): Walk {
  return { shared: { budget: MAX_STEPS, pending: new Set(), stars: new Set() }, visited: new Map(), depth: 0 };
}

/** A search within a search: it may see again what the outer one saw, but not spend more. */
export function innerWalk({ shared, depth }: Walk): Walk {
  return { shared, visited: new Map(), depth };
}

/** Begins an expression; false when this search has looked at it, or enough was looked at. */
export function enter(walk: Walk, expression: Expression, rest: readonly string[]): boolean {
  if (walk.shared.budget <= 0 || walk.depth >= MAX_DEPTH) return false;
  const below = rest.join('.');
  const visited = walk.visited.get(expression);
  if (visited?.includes(below)) return false;
  walk.shared.budget--;
  if (visited) visited.push(below);
  else walk.visited.set(expression, [below]);
  return true;
}
