import type { Unit } from './program.ts';
import { type Expression, enclosing, type Scope } from './tree.ts';

/**
 * What decides alone what a dotted name stands for: the one thing its first name is bound to, or the class or file that nobody binds it in.
 * Null where the place it is read at decides as well: several bindings, branches, members that are set, and classes whose names need no `this`.
 */
export function anchorOf(unit: Unit, callee: Expression): object | null {
  if (callee.kind !== 'name') return null;
  const importing = unit.python || unit.language === 'javascript';
  const [head = '', name, next] = callee.path;
  if (head === 'this' || head === 'self' || head === 'cls') {
    if (!importing) return null;
    const { names } = enclosing(callee.scope, ['class']);
    const bound = name === undefined || names.has(name) || names.has(`self.${name}`) || names.has(`self.${name}.${next}`);
    return bound ? null : names;
  }
  let values: readonly Expression[] | undefined;
  for (let scope: Scope | null = callee.scope; scope; scope = scope.parent) {
    if (scope.members.has(head)) return null;
    values ??= scope.names.get(head);
  }
  if (values === undefined) return importing ? unit.tree.file : null;
  const [value] = values;
  if (value === undefined || values.length > 1 || unit.tree.branches.has(value)) return null;
  // `x = x()`: the name inside is another one.
  return value.start <= callee.start && callee.end <= value.end ? null : value;
}

/** A path as it is written. Most have one name, which costs nothing. */
export function dotted(path: readonly string[]): string {
  return path.length === 1 ? (path[0] as string) : path.join('.');
}
