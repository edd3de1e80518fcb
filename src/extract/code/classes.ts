import { type Found, innerWalk, type Walk } from './found.ts';
import type { Unit } from './program.ts';
import type { ClassNode, Expression } from './tree.ts';

type Follow = (walk: Walk, unit: Unit, expression: Expression, rest?: readonly string[]) => Found[];

/** What a class, or one it derives from, binds under a name. */
export function memberOfClass(
  walk: Walk,
  unit: Unit,
  of: ClassNode,
  name: string,
  follow: Follow,
  depth = 0,
): { unit: Unit; bound: readonly Expression[] } | null {
  const bound = of.scope.names.get(`self.${name}`) ?? of.scope.names.get(name);
  if (bound) return { unit, bound };
  if (depth > 6) return null;
  for (const base of of.bases) {
    for (const found of follow(innerWalk(walk), unit, base)) {
      if (found.expression.kind !== 'class' || found.rest.length > 0) continue;
      const member = memberOfClass(walk, found.unit, found.expression.of, name, follow, depth + 1);
      if (member) return member;
    }
  }
  return null;
}

const PREFIXES = new WeakMap<ClassNode, { prefix: string | null }>();

/** Prefix of the environment variables a settings class reads its fields from; null when the class is none. */
export function settingsPrefix(walk: Walk, unit: Unit, of: ClassNode, follow: Follow, depth = 0): string | null {
  const known = PREFIXES.get(of);
  const trail = unit.repository?.trail;
  if (!trail) return known ? known.prefix : findPrefix(walk, unit, of, follow, depth);
  // What is remembered of a class hangs on the files of its bases.
  return trail.lookUp(unit.path, `${unit.path}\0settings`, () => (known ? known.prefix : findPrefix(walk, unit, of, follow, depth)));
}

function findPrefix(walk: Walk, unit: Unit, of: ClassNode, follow: Follow, depth: number): string | null {
  let prefix: string | null = null;
  for (const base of depth > 4 ? [] : of.bases) {
    const last = base.kind === 'name' ? base.path.at(-1) : '';
    if (last === 'BaseSettings') prefix = '';
    else {
      for (const found of follow(innerWalk(walk), unit, base)) {
        if (found.expression.kind === 'class' && found.expression.of !== of)
          prefix ??= settingsPrefix(walk, found.unit, found.expression.of, follow, depth + 1);
      }
    }
  }
  if (prefix !== null) prefix = ownPrefix(of) ?? prefix;
  PREFIXES.set(of, { prefix });
  return prefix;
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`, or `env_prefix = "APP_"` in an inner `Config`. */
function ownPrefix(of: ClassNode): string | null {
  for (const value of of.scope.names.get('model_config') ?? []) {
    const given = value.kind === 'call' ? value.call.args : value.kind === 'object' ? value.entries : [];
    const prefix = given.find(({ name }) => name === 'env_prefix')?.value;
    if (prefix?.kind === 'text') return prefix.text;
  }
  for (const value of of.scope.names.get('Config') ?? []) {
    const prefix = value.kind === 'class' ? value.of.scope.names.get('env_prefix')?.[0] : undefined;
    if (prefix?.kind === 'text') return prefix.text;
  }
  return null;
}
