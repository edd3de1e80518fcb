/** A condition as its author writes it -> the engine's, with every name and value checked. The grammar of conditions, so longer than other files. */
import {
  type Comparison,
  type Condition,
  FACTS,
  type FactInfo,
  type FactName,
  PROFILE_SETS,
  type ProfileSet,
  type Test,
  type TextPattern,
} from '../model/condition.ts';
import { didYouMean } from '../util/closest.ts';
import { isRecord, type Path } from '../util/yaml-problems.ts';
import type { PatternEngine } from './patterns.ts';
import { ONE_OF } from './schema-name.ts';
import { countryHint, type NamedSet, type SetOf, type SetWorld } from './sets.ts';

/** What conditions are checked against. `patterns` is loaded only when some rule has a pattern. */
export interface ConditionWorld extends SetWorld {
  readonly sets: ReadonlyMap<string, NamedSet>;
  readonly patterns: PatternEngine | null;
}

type Tell = (path: Path, message: string, key?: boolean) => void;

/** Words for several conditions at once. */
const JOINS: ReadonlySet<string> = new Set(['all', 'any', 'not']);

/**
 * Reads a condition; what is wrong goes to `tell`, each with its path. `fact: value` and `fact: [values]` ask for one of the values, a mapping
 * compares, and everything in one mapping must hold.
 */
export function readCondition(input: unknown, world: ConditionWorld, tell: Tell, path: Path = []): Condition {
  if (!isRecord(input)) {
    tell(path, `expected facts and what they must be, such as { model.weights: closed }, found ${shown(input)}`);
    return { all: [] };
  }
  if (Object.keys(input).length === 0) tell(path, 'an empty condition: name at least one fact');
  const parts = Object.entries(input).flatMap(([key, value]): Condition[] => {
    const at = [...path, key];
    if (key === 'not') return [{ not: readCondition(value, world, tell, at) }];
    if (key === 'all' || key === 'any') return [readList(key, value, world, tell, at)];
    if (!Object.hasOwn(FACTS, key)) {
      tell(at, unknownFact(key), true);
      return [];
    }
    return readTests({ name: key as FactName, info: FACTS[key as FactName], world, tell }, value, at);
  });
  return parts.length === 1 && parts[0] ? parts[0] : { all: parts };
}

function readList(join: 'all' | 'any', value: unknown, world: ConditionWorld, tell: Tell, path: Path): Condition {
  if (!Array.isArray(value) || value.length === 0) {
    tell(path, `${join}: expected a list of conditions, found ${shown(value)}`);
    return { all: [] };
  }
  const parts = value.map((item, at) => readCondition(item, world, tell, [...path, at]));
  return join === 'all' ? { all: parts } : { any: parts };
}

function unknownFact(name: string): string {
  // `service.country` leaves out what is in between.
  const [first = '', ...others] = name.split('.');
  const longer = Object.keys(FACTS).filter((fact) => others.length > 0 && fact.startsWith(`${first}.`) && fact.endsWith(`.${others.join('.')}`));
  if (longer.length > 0) return `unknown fact "${name}", did you mean ${longer.map((fact) => `"${fact}"`).join(' or ')}?`;
  const near = didYouMean(name, [...Object.keys(FACTS), ...JOINS]);
  if (near !== '') return `unknown fact "${name}"${near}`;
  const stem = name.split('.')[0] ?? name;
  const beside = Object.keys(FACTS).filter((fact) => fact.split('.')[0] === stem);
  if (beside.length > 0) return `unknown fact "${name}", expected one of ${beside.join(', ')}`;
  return `unknown fact "${name}", expected a fact such as ${['purpose', 'service.operator.country', 'model.weights'].join(', ')}, or all, any, not (rules/README.md lists all facts)`;
}

/** The fact a test is read for. */
interface Asked {
  readonly name: FactName;
  readonly info: FactInfo;
  readonly world: ConditionWorld;
  readonly tell: Tell;
}

/** `fact: value`, `fact: [values]`, or `fact: { comparison: value }`. */
function readTests(asked: Asked, value: unknown, path: Path): Condition[] {
  if (!isRecord(value)) return [{ fact: asked.name, compare: 'in', ...readValues(asked, value, path) }];
  const allowed = comparisonsOf(asked.info);
  const whenUnknown = readWhenUnknown(asked, value, path);
  const tests: Condition[] = [];
  for (const [key, wanted] of Object.entries(value)) {
    if (key === 'when_unknown') continue;
    const at = [...path, key];
    if (!allowed.includes(key)) asked.tell(at, wrongComparison(asked, key, allowed), true);
    else {
      const test = readTest(asked, key, wanted, at);
      if (test !== null) tests.push({ ...test, ...(whenUnknown && { whenUnknown }) });
    }
  }
  if (Object.keys(value).every((key) => key === 'when_unknown'))
    asked.tell(path, `${asked.name}: nothing to compare with, expected one of ${allowed.join(', ')}`);
  return tests;
}

function readWhenUnknown({ name, tell }: Asked, value: Record<string, unknown>, path: Path): 'match' | 'skip' | undefined {
  const { when_unknown: wanted } = value;
  if (wanted === undefined || wanted === 'match' || wanted === 'skip') return wanted;
  tell([...path, 'when_unknown'], `${name}: when_unknown: found ${shown(wanted)}, expected match or skip`);
  return undefined;
}

const NUMERIC = ['below', 'at_most', 'above', 'at_least'];
/** Words for days -> what they compare. */
const DAYS: Readonly<Record<string, Comparison>> = { before: 'below', until: 'at_most', after: 'above', since: 'at_least' };

function comparisonsOf({ type, list }: FactInfo): string[] {
  const pattern = type.kind === 'text' || type.kind === 'host' || type.kind === 'id' || type.kind === 'path' ? ['matches'] : [];
  if (list) return ['in', 'not_in', 'all_of', ...pattern, 'empty', 'known'];
  if (type.kind === 'number' || type.kind === 'level' || (type.kind === 'enum' && type.ordered)) return ['in', 'not_in', ...NUMERIC, 'known'];
  if (type.kind === 'date') return [...Object.keys(DAYS), 'known'];
  return ['in', 'not_in', ...pattern, 'known'];
}

/** How other languages write a comparison -> how it is written here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  is: 'in',
  equals: 'in',
  eq: 'in',
  '=': 'in',
  '==': 'in',
  not: 'not_in',
  is_not: 'not_in',
  ne: 'not_in',
  '!=': 'not_in',
  '<': 'below',
  lt: 'below',
  '<=': 'at_most',
  lte: 'at_most',
  '>': 'above',
  gt: 'above',
  '>=': 'at_least',
  gte: 'at_least',
  regex: 'matches',
  pattern: 'matches',
  contains: 'in',
  exists: 'known',
};

function wrongComparison({ name, info }: Asked, key: string, allowed: readonly string[]): string {
  const meant = ELSEWHERE[key];
  if (info.type.kind === 'enum' && NUMERIC.includes(meant ?? key))
    return `${name}: "${key}" needs an order, and ${info.type.values.join(', ')} have none: use in or not_in`;
  const day = info.type.kind === 'date' ? Object.keys(DAYS).find((word) => DAYS[word] === (meant ?? key)) : undefined;
  const here = day ?? (meant !== undefined && allowed.includes(meant) ? meant : undefined);
  const hint = here === undefined ? didYouMean(key, allowed) : `, did you mean "${here}"?`;
  return `${name}: unknown comparison "${key}"${hint || `: ${aKind(info)} has ${allowed.join(', ')}`}`;
}

function readTest(asked: Asked, key: string, wanted: unknown, path: Path): Test | null {
  const fact = asked.name;
  switch (key) {
    case 'known':
    case 'empty':
      if (typeof wanted === 'boolean') return { fact, compare: key, values: [wanted] };
      asked.tell(path, `${fact}: ${key}: found ${shown(wanted)}, expected true or false`);
      return null;
    case 'matches':
      return { fact, compare: 'matches', values: [], patterns: readPatterns(asked, wanted, path) };
    case 'in':
    case 'not_in':
    case 'all_of':
      return { fact, compare: key, ...readValues(asked, wanted, path) };
    default: {
      const value = readBound(asked, wanted, path);
      return value === null ? null : { fact, compare: DAYS[key] ?? (key as Comparison), values: [value] };
    }
  }
}

function readPatterns({ name, world, tell }: Asked, wanted: unknown, path: Path): TextPattern[] {
  const { patterns } = world;
  if (patterns === null) throw new Error('the engine of patterns is not loaded');
  return asList(wanted, path).flatMap(({ item, at }) => {
    const made = typeof item === 'string' && item !== '' ? patterns(item) : 'a pattern is a text in RE2 syntax';
    if (typeof made !== 'string') return [made];
    tell(at, `${name}: matches: ${shown(item)} is no pattern: ${made}`);
    return [];
  });
}

/** The bound of a comparison: a number, the place of a word in its order, a day. */
function readBound({ name, info: { type }, tell }: Asked, wanted: unknown, path: Path): number | string | null {
  if (type.kind === 'date') {
    if (typeof wanted === 'string' && isDay(wanted)) return wanted;
    tell(path, `${name}: found ${shown(wanted)}, expected a day as "YYYY-MM-DD"`);
    return null;
  }
  if (type.kind === 'enum') {
    const at = typeof wanted === 'string' ? type.values.indexOf(wanted) : -1;
    if (at >= 0) return at;
    tell(
      path,
      `${name}: found ${shown(wanted)}, expected one of ${type.values.join(', ')}${typeof wanted === 'string' ? didYouMean(wanted, type.values) : ''}`,
    );
    return null;
  }
  const problem = numberProblem(type.kind, wanted);
  if (problem === null) return wanted as number;
  tell(path, `${name}: ${problem}`);
  return null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function numberProblem(kind: string, value: unknown): string | null {
  const number = typeof value === 'number' && Number.isFinite(value);
  if (kind === 'level') return number && value >= 0 && value <= 4 ? null : `found ${shown(value)}, expected a level from 0 to 4`;
  return number ? null : `found ${shown(value)}, expected a number`;
}

type Values = Pick<Test, 'values' | 'wildcards' | 'profileSets' | 'unknown'>;

/** Values to be one of: `unknown`, sets by name, patterns with `*`, plain values. */
function readValues(asked: Asked, wanted: unknown, path: Path): Values {
  const values: (string | number | boolean)[] = [];
  const wildcards: string[] = [];
  const profileSets: ProfileSet[] = [];
  let unknown: Test['unknown'];
  if (Array.isArray(wanted) && wanted.length === 0) asked.tell(path, `${asked.name}: an empty list, expected at least one value`);
  for (const { item, at } of asList(wanted, path)) {
    const set = typeof item === 'string' ? setNamed(asked, item) : null;
    if (item === null || item === 'unknown') unknown = item === null ? 'or-absent' : (unknown ?? 'unknown');
    else if (set === 'profile') profileSets.push(item as ProfileSet);
    else if (set !== null) for (const member of set.members) (member.includes('*') ? wildcards : values).push(member);
    else {
      const problem = valueProblem(asked, item);
      if (problem !== null) asked.tell(at, `${asked.name}: ${problem}`);
      else if (hasWildcard(asked.info, item)) wildcards.push(item);
      else values.push(item as string | number | boolean);
    }
  }
  return { values, ...(wildcards.length > 0 && { wildcards }), ...(profileSets.length > 0 && { profileSets }), ...(unknown && { unknown }) };
}

function asList(wanted: unknown, path: Path): { item: unknown; at: Path }[] {
  return Array.isArray(wanted) ? wanted.map((item, index) => ({ item, at: [...path, index] })) : [{ item: wanted, at: path }];
}

/** Sets that hold what a fact is: of countries for countries and places, of ids of its kind, of text for hosts and the like. */
function setOf({ type }: FactInfo): SetOf | null {
  if (type.kind === 'country' || type.kind === 'place') return 'countries';
  if (type.kind === 'id') return type.of;
  return type.kind === 'text' || type.kind === 'host' || type.kind === 'path' ? 'text' : null;
}

function setNamed({ info, world }: Asked, name: string): NamedSet | 'profile' | null {
  const of = setOf(info);
  if (of === 'countries' && (PROFILE_SETS as readonly string[]).includes(name)) return 'profile';
  const set = world.sets.get(name);
  // A bloc is also a value of a place: "somewhere in the EU". Its members stand for it there, too.
  return set !== undefined && set.of === of ? set : null;
}

function hasWildcard(info: FactInfo, item: unknown): item is string {
  return typeof item === 'string' && (info.type.kind === 'path' || (item.includes('*') && ['id', 'text', 'host'].includes(info.type.kind)));
}

/** What is wrong with a value of a fact; null when nothing is. */
function valueProblem({ info, world }: Asked, item: unknown): string | null {
  const { type } = info;
  switch (type.kind) {
    case 'boolean':
      if (typeof item === 'boolean') return null;
      return `found ${shown(item)}, expected true, false or unknown${item === 'true' || item === 'false' ? ' (without quotes)' : ''}`;
    case 'number':
    case 'level':
      return numberProblem(type.kind, item);
    case 'date':
      return `a date is compared with { ${Object.keys(DAYS).join(' | ')}: "YYYY-MM-DD" }, found ${shown(item)}`;
    case 'enum':
      return typeof item === 'string' && type.values.includes(item) ? null : enumProblem(type.values, item);
    default:
      if (typeof item !== 'string' || item === '') return `found ${shown(item)}, expected ${aKind(info)}${typeof item === 'string' ? '' : ' (quote it)'}`;
      return textProblem(info, world, item);
  }
}

function enumProblem(values: readonly string[], item: unknown): string {
  // `no` without quotes is a text here, but false to older readers, and some write true for yes.
  const meant = item === true && values.includes('yes') ? ', did you mean "yes"?' : item === false && values.includes('no') ? ', did you mean "no"?' : '';
  return `found ${shown(item)}, expected one of ${values.join(', ')}${meant || (typeof item === 'string' ? didYouMean(item, values) : '')}`;
}

function textProblem(info: FactInfo, world: ConditionWorld, item: string): string | null {
  const { type } = info;
  const other = world.sets.get(item);
  if (other !== undefined) return `set "${item}" holds ${other.of}, and this fact is ${aKind(info)}`;
  if (type.kind === 'country' || type.kind === 'place') {
    const { countries } = world;
    if (Object.hasOwn(countries, item) || Object.keys(countries).length === 0) return null;
    if (type.kind === 'place' && (item === 'global' || item === 'premises')) return null;
    const sets = [...PROFILE_SETS, ...[...world.sets].flatMap(([name, { of }]) => (of === 'countries' ? [name] : []))];
    return `unknown country or set "${item}"${countryHint(item, countries, sets)}`;
  }
  if (type.kind === 'host') return /^[A-Za-z0-9*_.-]+(:\d+)?$/.test(item) ? null : `found ${shown(item)}, expected a host without scheme and path`;
  if (type.kind !== 'id' || item.includes('*') || world.ids[type.of].has(item)) return null;
  const named = [...world.sets].flatMap(([name, { of }]) => (of === type.of ? [name] : []));
  const near = didYouMean(item, [...world.ids[type.of], ...named]);
  const free = type.of === 'models' ? ' (for ids that are not in the knowledge base ask model.requested)' : '';
  return `unknown ${ONE_OF[type.of]} "${item}"${near || free}`;
}

/** What a fact is, in words. */
function aKind({ type, list }: FactInfo): string {
  const one =
    type.kind === 'id'
      ? `id of ${type.of}`
      : {
          country: 'country',
          place: 'place',
          boolean: 'boolean',
          number: 'number',
          level: 'level',
          date: 'date',
          text: 'text',
          host: 'host name',
          path: 'path',
          enum: 'word',
        }[type.kind];
  return list ? `a list of ${one}s`.replace('countrys', 'countries').replace(/id of (\w+)s$/, 'ids of $1') : `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
