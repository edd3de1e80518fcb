/** Which of the bindings of a name can hold where it is read. */
import type { Unit } from './program.ts';
import { type Branch, type Expression, enclosing, exclusive, liesWithin, type Scope } from './tree.ts';

type Name = Extract<Expression, { kind: 'name' }>;

/**
 * The bindings a read can see: within one function the last one that surely ran before it, and those after that one; none of another branch.
 * What another function bound can have been bound at any time.
 */
export function reaching(unit: Unit, read: Name, scope: Scope, bound: readonly Expression[]): readonly Expression[] {
  const branchOf = (value: Expression): Branch | null => unit.tree.branches.get(value) ?? null;
  // `x = f(x)`: the x inside is the one before.
  const others = bound.filter((value) => value.kind === 'function' || value.kind === 'class' || !(value.start <= read.start && read.end <= value.end));
  if (functionOf(read.scope) !== functionOf(scope)) return others;
  const possible = others.filter((value) => !exclusive(branchOf(value), read.branch));
  const before = possible.filter(({ start }) => start <= read.start);
  if (before.length === 0) return possible;
  const last = before.findLastIndex((value) => liesWithin(read.branch, branchOf(value)));
  return last <= 0 ? before : before.slice(last);
}

function functionOf(scope: Scope): Scope {
  return enclosing(scope, ['function', 'class']);
}
