import { isRecord, type Path } from '../util/yaml-problems.ts';

/** A value of an entry with its path. */
export interface Selected {
  readonly path: Path;
  readonly value: unknown;
}

/** Values at a dotted path of an entry; `*` stands for any key or position. The long form of a fact (`{ value, from, note }`) is looked through. */
export function select(value: unknown, pattern: string): Selected[] {
  return descend(value, pattern.split('.'), []);
}

function descend(value: unknown, pattern: readonly string[], path: Path): Selected[] {
  const [head, ...rest] = pattern;
  const fact = isRecord(value) && 'value' in value && head !== 'value' ? value : null;
  if (fact !== null) return descend(fact.value, pattern, [...path, 'value']);
  if (head === undefined) return [{ path, value }];
  if (Array.isArray(value)) return head === '*' ? value.flatMap((item, at) => descend(item, rest, [...path, at])) : [];
  if (!isRecord(value)) return [];
  if (head === '*') return Object.entries(value).flatMap(([key, item]) => descend(item, rest, [...path, key]));
  return head in value ? descend(value[head], rest, [...path, head]) : [];
}

/** The value of a fact as authors write it, short or long; undefined when it is absent. */
export function plainValue(fact: unknown): unknown {
  return isRecord(fact) && 'value' in fact ? fact.value : fact;
}
