/** Which of the bindings of a name can hold where it is read. */
import { bound as boundOf } from '../../model/bounds.ts';
import type { Unit } from './program.ts';
import { type Branch, type Expression, enclosing, exclusive, liesWithin, type Scope } from './tree.ts';

/** Where it is said that there can be more. */
interface Lost {
  lost: boolean;
}

type Name = Extract<Expression, { kind: 'name' }>;

/**
 * The bindings a read can see: within one function the last one that surely ran before it, and those after that one; none of another branch.
 * What another function bound can have been bound at any time.
 */
export function reaching(unit: Unit, read: Name, scope: Scope, bound: readonly Expression[], shared: Lost): readonly Expression[] {
  const [only] = bound;
  if (bound.length === 1 && only) return holdsFor(unit, read, scope, only) ? bound : [];
  if (bound.length > boundOf('alternatives')) return nearest(unit, read, scope, bound, shared);
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

/** Looked at before the read, for each value that is kept. */
const PATIENCE = 8;

/** Bindings of a name that is bound very often, in the order of the text. Sorted once: a file can hold a hundred thousand, and as many reads. */
const SORTED = new WeakMap<readonly Expression[], { readonly length: number; readonly values: readonly Expression[] }>();

function inOrder(bound: readonly Expression[]): readonly Expression[] {
  const known = SORTED.get(bound);
  if (known?.length === bound.length) return known.values;
  const values = [...bound].sort((a, b) => a.start - b.start);
  SORTED.set(bound, { length: bound.length, values });
  return values;
}

/** The same as `reaching` for a name with very many bindings: those nearest before the read, from the last that surely ran; no more than the bound. */
function nearest(unit: Unit, read: Name, scope: Scope, bound: readonly Expression[], shared: Lost): readonly Expression[] {
  const values = inOrder(bound);
  const most = boundOf('alternatives');
  const branchOf = (value: Expression): Branch | null => unit.tree.branches.get(value) ?? null;
  const within = functionOf(read.scope) === functionOf(scope);
  const kept: Expression[] = [];
  const from = within ? firstAfter(values, read.start) - 1 : values.length - 1;
  for (let at = from; at >= 0; at--) {
    const value = values[at] as Expression;
    if (kept.length >= most || from - at >= most * PATIENCE) {
      shared.lost = true;
      break;
    }
    if (isWithin(read, value) || (within && exclusive(branchOf(value), read.branch))) continue;
    kept.unshift(value);
    if (within && liesWithin(read.branch, branchOf(value))) return kept;
  }
  if (kept.length > 0) return kept;
  const after = values.slice(from + 1, from + 1 + most).filter((value) => !exclusive(branchOf(value), read.branch));
  shared.lost ||= values.length - from - 1 > most;
  return after;
}

/** Index of the first binding that begins behind a place. */
function firstAfter(values: readonly Expression[], start: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as Expression).start <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function functionOf(scope: Scope): Scope {
  return enclosing(scope, ['function', 'class']);
}
