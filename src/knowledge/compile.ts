import type { Index } from '../model/knowledge.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { checkShapes } from './check.ts';
import { checkClaims } from './claims.ts';
import { collect } from './collect.ts';
import { applyConditions } from './conditions.ts';
import { checkCycles } from './cycles.ts';
import type { RawEntry } from './entry.ts';
import { applyExtends } from './extend.ts';
import { anyIds, familyIds, knownIds } from './ids.ts';
import type { PatternEngine } from './patterns.ts';
import { checkReferences } from './references.ts';
import { factDates, lookupTables } from './tables.ts';

/** What else compiling needs to know. */
export interface CompileOptions {
  /** Needed where a condition has a pattern. */
  readonly patterns?: PatternEngine | null;
  /** Some file could not be read: what is missing may stand in it. */
  readonly partial?: boolean;
}

/** Raw entries -> Index. Pure. With problems there is no index: nothing is half-applied. */
export function compile(raw: readonly RawEntry[], { patterns = null, partial = false }: CompileOptions = {}): { index: Index | null; problems: Problem[] } {
  const { entries, overrides, problems } = applyExtends(raw);
  const { sound, problems: shapes } = checkShapes(entries);
  problems.push(...shapes);
  const entities = collect(sound);
  const known = knownIds([...raw, ...entries]);
  const ids = partial ? anyIds(known) : known;
  problems.push(
    ...checkReferences(sound, ids, entities),
    ...applyConditions(sound, entities, ids, familyIds(sound), patterns),
    ...checkClaims(sound),
    ...checkCycles(sound),
  );
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

/** All problems in order. What is told of a value YAML itself read wrongly only repeats that. */
export function joinProblems(parsing: readonly Problem[], others: readonly Problem[]): Problem[] {
  const at = ({ file, line, column }: Problem): string => `${file}:${line}:${column}`;
  const told = new Set(parsing.map(at));
  return inFileOrder([...parsing, ...others.filter((problem) => !told.has(at(problem)))]);
}

/** Problems by file, line and column, as an author goes through them. */
export function inFileOrder(problems: Problem[]): Problem[] {
  const key = (problem: Problem): string => `${problem.file}\u0000${String(problem.line).padStart(7, '0')}${String(problem.column).padStart(5, '0')}`;
  return problems.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
