/** Conditions read back from a file, where a pattern is only its source. */
import type { Condition, TextPattern } from '../model/condition.ts';
import type { Index } from '../model/knowledge.ts';
import { lazyMap } from '../util/lazy-map.ts';
import type { PatternEngine } from './patterns.ts';

/** An index whose conditions have their patterns again, each made when its rule is first asked for. */
export function withPatterns(index: Index, engine: PatternEngine): Index {
  const { checks } = index;
  const ids = [...checks.keys()];
  const revived = lazyMap(ids, (position) => {
    const check = checks.get(ids[position] as string);
    if (check === undefined) throw new Error('a key of a map is in it');
    return check.when === null ? check : { ...check, when: revive(check.when, engine) };
  });
  return Object.defineProperty(index, 'checks', { value: revived, enumerable: true, configurable: true });
}

function revive(condition: Condition, engine: PatternEngine): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => revive(part, engine)) };
  if ('any' in condition) return { any: condition.any.map((part) => revive(part, engine)) };
  if ('not' in condition) return { not: revive(condition.not, engine) };
  return condition.patterns === undefined ? condition : { ...condition, patterns: condition.patterns.flatMap(({ source }) => made(source, engine)) };
}

function made(source: string, engine: PatternEngine): TextPattern[] {
  const pattern = engine(source);
  return typeof pattern === 'string' ? [] : [pattern];
}
