import type { Index } from '../model/knowledge.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { checkShapes } from './check.ts';
import { checkClaims } from './claims.ts';
import { collect } from './collect.ts';
import { applyConditions } from './conditions.ts';
import { checkCycles } from './cycles.ts';
import type { RawEntry } from './entry.ts';
import { applyExtends } from './extend.ts';
import { knownIds } from './ids.ts';
import type { PatternEngine } from './patterns.ts';
import { checkReferences } from './references.ts';
import { factDates, lookupTables } from './tables.ts';

/** Raw entries -> Index. Pure. With problems there is no index: nothing is half-applied. `patterns` is needed where a condition has one. */
export function compile(raw: readonly RawEntry[], patterns: PatternEngine | null = null): { index: Index | null; problems: Problem[] } {
  const { entries, overrides, problems } = applyExtends(raw);
  const { sound, problems: shapes } = checkShapes(entries);
  problems.push(...shapes);
  const entities = collect(sound);
  const ids = knownIds([...raw, ...entries]);
  problems.push(...checkReferences(sound, ids, entities), ...applyConditions(sound, entities, ids, patterns), ...checkClaims(sound), ...checkCycles(sound));
  if (problems.length > 0) return { index: null, problems: inFileOrder(problems) };
  const { vocabulary, ...maps } = entities;
  return {
    index: {
      ...maps,
      version: vocabulary.version,
      ...factDates(sound),
      countries: new Map(Object.entries(vocabulary.countries)),
      modelClasses: new Map(Object.entries(vocabulary.modelClasses)),
      blocs: new Map(Object.entries(vocabulary.blocs)),
      custom: overrides,
      ...lookupTables(sound, entities),
    },
    problems: [],
  };
}

/** Problems by file, line and column, as an author goes through them. */
export function inFileOrder(problems: Problem[]): Problem[] {
  const key = (problem: Problem): string => `${problem.file}\u0000${String(problem.line).padStart(7, '0')}${String(problem.column).padStart(5, '0')}`;
  return problems.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
