/** Which of the bindings of a name can hold where it is read. */
import type { Unit } from './program.ts';
import { type Branch, type Expression, enclosing, exclusive, liesWithin, type Scope } from './tree.ts';

type Name = Extract<Expression, { kind: 'name' }>;

/**
 * The bindings a read can see: within one function the last one that surely ran before it, and those after that one; none of another branch.
 * What another function bound can have been bound at any time.
 */
export function reaching(unit: Unit, read: Name, scope: Scope, bound: readonly Expression[]): readonly Expression[] {
  const [only] = bound;
  if (bound.length === 1 && only) return holdsFor(unit, read, scope, only) ? bound : [];
  const branchOf = (value: Expression): Branch | null => unit.tree.branches.get(value) ?? null;
  const others = bound.filter((value) => !isWithin(read, value));
  if (functionOf(read.scope) !== functionOf(scope)) return others;
  const possible = others.filter((value) => !exclusive(branchOf(value), read.branch));
  const before = possible.filter(({ start }) => start <= read.start);
  if (before.length === 0) return possible;
  const last = before.findLastIndex((value) => liesWithin(read.branch, branchOf(value)));
  return last <= 0 ? before : before.slice(last);
}

/** The same for a name that is bound once, as most are. */
function holdsFor(unit: Unit, read: Name, scope: Scope, value: Expression): boolean {
  if (isWithin(read, value)) return false;
  return functionOf(read.scope) !== functionOf(scope) || !exclusive(unit.tree.branches.get(value) ?? null, read.branch);
}

/** `x = f(x)`: the x inside is the one before. */
function isWithin(read: Name, value: Expression): boolean {
  return value.kind !== 'function' && value.kind !== 'class' && value.start <= read.start && read.end <= value.end;
}

function functionOf(scope: Scope): Scope {
  return enclosing(scope, ['function', 'class']);
}
