import type { Index } from '../model/knowledge.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { checkShapes } from './check.ts';
import { checkClaims } from './claims.ts';
import { collect, type Entities } from './collect.ts';
import { applyConditions } from './conditions.ts';
import { checkCycles } from './cycles.ts';
import type { RawEntry } from './entry.ts';
import { applyExtends } from './extend.ts';
import { anyIds, familyIds, knownIds } from './ids.ts';
import { prefilterLiterals } from './literals.ts';
import type { PatternEngine } from './patterns.ts';
import { checkReferences } from './references.ts';
import { setEntities } from './set-entities.ts';
import { factDates, lookupTables, type Tables } from './tables.ts';

/** What else compiling needs to know. */
export interface CompileOptions {
  /** Needed where a condition has a pattern. */
  readonly patterns?: PatternEngine | null;
  /** Some file could not be read: what is missing may stand in it. */
  readonly partial?: boolean;
}

/** What compiling gives. */
export interface Compiled {
  /** Null where there are problems: nothing is half-applied. */
  readonly index: Index | null;
  readonly problems: Problem[];
  /** Texts to look for in files because of custom entries. */
  readonly ownLiterals: readonly string[];
}

/** Raw entries -> Index. Pure. */
export function compile(raw: readonly RawEntry[], { patterns = null, partial = false }: CompileOptions = {}): Compiled {
  const { entries, overrides, problems } = applyExtends(raw);
  const { sound, problems: shapes } = checkShapes(entries);
  problems.push(...shapes);
  const entities = collect(sound);
  const known = knownIds([...raw, ...entries]);
  const ids = partial ? anyIds(known) : known;
  const opened = applyConditions(sound, entities, ids, familyIds(sound), patterns);
  problems.push(...checkReferences(sound, ids, entities), ...opened.problems, ...checkClaims(sound), ...checkCycles(sound));
  if (problems.length > 0) return { index: null, problems: inFileOrder(problems), ownLiterals: [] };
  const { vocabulary, ...maps } = entities;
  const tables = lookupTables(sound, entities);
  const own = sound.filter(({ custom }) => custom);
  return {
    index: {
      ...maps,
      version: vocabulary.version,
      ...factDates(sound),
      countries: new Map(Object.entries(vocabulary.countries)),
      modelClasses: new Map(Object.entries(vocabulary.modelClasses)),
      blocs: new Map(Object.entries(vocabulary.blocs)),
      sets: setEntities(sound, opened.sets),
      custom: overrides,
      literals: prefilterLiterals(tables, entities),
      ...tables,
    },
    problems: [],
    ownLiterals: own.length === 0 ? [] : literalsOf(lookupTables(own, collect(own)), collect(own), vocabulary.ordinaryWords),
  };
}

/** Literals of own entries alone. Words that are ordinary decide how a name is looked for. */
export function literalsOf(tables: Tables, { configs }: Pick<Entities, 'configs'>, ordinaryWords: readonly string[]): string[] {
  return prefilterLiterals(tables, { configs, vocabulary: { ordinaryWords } }, []);
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
