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
export function tagged(found: Found[], tag: string | null): Found[] {
  return tag === null ? found : found.map((item) => ({ ...item, tags: item.tags ? [...item.tags, tag] : [tag] }));
}

/** The state of one search: it ends after so many steps, and looks at nothing twice. Most searches take a few steps: plain lists, made when needed. */
export interface Walk {
  readonly shared: {
    budget: number;
    /** Calls whose callee is being looked for: a name bound to a call on itself must not go round in a circle. */
    pending: Call[] | null;
    stars: Set<string> | null;
  };
  /** What was looked at, and with which names below. */
  seen: Expression[] | null;
  below: (readonly string[])[] | null;
  depth: number;
}

const MAX_STEPS = 250;
const MAX_DEPTH = 40;

/** A fresh search. */
export function newWalk(): Walk {
  return { shared: { budget: MAX_STEPS, pending: null, stars: null }, seen: null, below: null, depth: 0 };
}

/** A search within a search: it may see again what the outer one saw, but not spend more. */
export function innerWalk({ shared, depth }: Walk): Walk {
  return { shared, seen: null, below: null, depth };
}

/** Begins an expression; false when this search has looked at it, or enough was looked at. */
export function enter(walk: Walk, expression: Expression, rest: readonly string[]): boolean {
  if (walk.shared.budget <= 0 || walk.depth >= MAX_DEPTH) return false;
  const { seen, below } = walk;
  if (seen === null || below === null) {
    walk.seen = [expression];
    walk.below = [rest];
  } else {
    for (let at = 0; at < seen.length; at++) if (seen[at] === expression && sameNames(below[at] as readonly string[], rest)) return false;
    seen.push(expression);
    below.push(rest);
  }
  walk.shared.budget--;
  return true;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
