import type { Unit } from './program.ts';
import type { Expression } from './tree.ts';

/** What a name stands for: an expression of some file, and the names below it that could not be followed. */
export interface Found {
  readonly unit: Unit;
  readonly expression: Expression;
  readonly rest: readonly string[];
}

/** The state of one search: it ends after so many steps, and never goes round in a circle. */
export interface Walk {
  budget: number;
  depth: number;
  readonly active: Map<Expression, string[]>;
  readonly stars: Set<string>;
}

const MAX_STEPS = 400;
const MAX_DEPTH = 40;

/** A fresh search. */
export function newWalk(): Walk {
  return { budget: MAX_STEPS, depth: 0, active: new Map(), stars: new Set() };
}

/** Begins an expression; false when it is being looked at already, or enough was looked at. */
export function enter(walk: Walk, expression: Expression, rest: readonly string[]): boolean {
  if (walk.budget <= 0 || walk.depth >= MAX_DEPTH) return false;
  const below = rest.join('.');
  const active = walk.active.get(expression);
  if (active?.includes(below)) return false;
  walk.budget--;
  walk.depth++;
  if (active) active.push(below);
  else walk.active.set(expression, [below]);
  return true;
}

/** Ends what `enter` began. */
export function leave(walk: Walk, expression: Expression, rest: readonly string[]): void {
  walk.depth--;
  const active = walk.active.get(expression);
  if (!active) return;
  const at = active.lastIndexOf(rest.join('.'));
  active.splice(at, 1);
  if (active.length === 0) walk.active.delete(expression);
}
