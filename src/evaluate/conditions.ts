/**
 * Whether a condition holds for a usage. A fact nobody knows passes no test; what is not shown to be among the allowed is `not_in` them, and
 * `not` holds where its condition is not shown to hold. So a rule that says what is allowed meets the unknown, and a rule that says what is not
 * allowed does not, unless the rule says otherwise (`when_unknown`). What does not apply never makes a rule hold.
 */
import { type Condition, FACTS, type FactName, type ProfileSet, type Test } from '../model/condition.ts';
import type { Index } from '../model/knowledge.ts';
import type { LevelRange } from '../model/layer.ts';
import { createGlobMatcher, parseGlobs } from '../util/glob.ts';
import { fitsWildcard } from '../util/wildcard.ts';
import type { FactValue } from './condition-facts.ts';
import type { Perspective } from './perspective.ts';

/** What a condition is asked about. */
export interface Question {
  readonly fact: (name: FactName) => FactValue;
  readonly index: Pick<Index, 'blocs'>;
  readonly view: Pick<Perspective, 'isHome' | 'isDataHome' | 'isAdverse' | 'transferBasis'>;
  /** What a fact nobody knows does: `match`, the condition holds if it may; `skip`, only if it does whatever the fact is. */
  readonly whenUnknown: 'match' | 'skip' | null;
}

/** Whether it holds. */
export function holds(condition: Condition, question: Question): boolean {
  return passes(condition, question, true);
}

/** Facts a condition asks for, each once, in the order they are written. */
export function factsAsked(condition: Condition): FactName[] {
  if ('fact' in condition) return [condition.fact];
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition.not];
  return [...new Set(parts.flatMap(factsAsked))];
}

function passes(condition: Condition, question: Question, positive: boolean): boolean {
  if ('fact' in condition) return passesTest(condition, question, positive);
  if ('all' in condition) return condition.all.every((part) => passes(part, question, positive));
  if ('any' in condition) return condition.any.some((part) => passes(part, question, positive));
  return !passes(condition.not, question, !positive);
}

function passesTest(test: Test, question: Question, positive: boolean): boolean {
  const value = question.fact(test.fact);
  if (value === undefined) return test.unknown === 'or-absent' ? test.compare === 'in' : !positive;
  if (value === null && test.unknown !== undefined) return test.compare === 'in';
  if (test.compare === 'known') return (value !== null) === test.values[0];
  const answer = value === null ? null : compare(test, value, question);
  if (answer !== null) return answer;
  if (test.whenUnknown !== undefined) return test.whenUnknown === 'match';
  if (question.whenUnknown !== null) return (question.whenUnknown === 'match') === positive;
  return test.compare === 'not_in';
}

/** Null: what is known of the value does not say. */
function compare(test: Test, value: NonNullable<FactValue>, question: Question): boolean | null {
  switch (test.compare) {
    case 'in':
      return isIn(test, value, question);
    case 'not_in': {
      const inside = isIn(test, value, question);
      return inside === null ? null : !inside;
    }
    case 'all_of':
      return test.values.every((wanted) => isIn({ fact: test.fact, compare: 'in', values: [wanted] }, value, question) === true);
    case 'empty':
      return (Array.isArray(value) && value.length === 0) === test.values[0];
    case 'matches':
      return textsOf(value).some((text) => test.patterns?.some((pattern) => pattern.test(text)) === true);
    default:
      return compareOrder(test, value);
  }
}

function textsOf(value: NonNullable<FactValue>): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function isIn(test: Test, value: NonNullable<FactValue>, question: Question): boolean | null {
  const { type } = FACTS[test.fact];
  if (typeof value === 'boolean') return test.values.includes(value);
  if (typeof value === 'number') return test.values.includes(type.kind === 'enum' ? (type.values[value] as string) : value);
  if (typeof value === 'string') return type.kind === 'place' ? placeIn(test, value, question) : textIn(test, value, question);
  if (Array.isArray(value)) return listIn(test, value as readonly string[], type.kind, question);
  const { low, high } = value as LevelRange;
  return test.values.some((wanted) => typeof wanted === 'number' && wanted >= low && wanted <= high) ? null : false;
}

function listIn(test: Test, list: readonly string[], kind: string, question: Question): boolean {
  if (kind === 'path') return list.some((path) => (test.wildcards ?? []).some((pattern) => fitsPath(pattern, path)));
  // Of a list of places it is asked whether they touch: what leaves out the EU leaves out Germany.
  if (kind === 'place') return list.some((place) => placeIn(test, place, question) !== false);
  return list.some((text) => textIn(test, text, question));
}

function textIn(test: Test, text: string, question: Question): boolean {
  if (test.values.includes(text)) return true;
  if (test.wildcards !== undefined) {
    const lower = text.toLowerCase();
    if (test.wildcards.some((pattern) => fitsWildcard(lower, pattern.toLowerCase()))) return true;
  }
  return test.profileSets?.some((set) => inProfileSet(set, text, question)) ?? false;
}

/** A bloc is in a set when all its members are, and not in it when none is. */
function placeIn(test: Test, place: string, question: Question): boolean | null {
  const members = question.index.blocs.get(place);
  if (members === undefined) return textIn(test, place, question);
  const inside = members.filter((country) => textIn(test, country, question)).length;
  return inside === members.length ? true : inside === 0 ? false : null;
}

function inProfileSet(set: ProfileSet, country: string, { view }: Question): boolean {
  switch (set) {
    case 'home':
      return view.isHome(country);
    case 'data-home':
      return view.isDataHome(country);
    case 'adverse':
      return view.isAdverse(country);
    case 'transfer-basis':
      return view.isDataHome(country) || view.transferBasis(country) !== null;
  }
}

/** Numbers, levels, places in an order, days. A range is compared only where both of its ends say the same. */
function compareOrder({ compare: how, values: [bound] }: Test, value: NonNullable<FactValue>): boolean | null {
  const [low, high] = endsOf(value);
  if (bound === undefined || low === null || high === null) return null;
  const answers = [low, high].map((end) => (how === 'below' ? end < bound : how === 'at_most' ? end <= bound : how === 'above' ? end > bound : end >= bound));
  return answers[0] === answers[1] ? (answers[0] as boolean) : null;
}

function endsOf(value: NonNullable<FactValue>): readonly [number | string | null, number | string | null] {
  if (typeof value === 'number') return [value, value];
  // A year or a month is all the days in it.
  if (typeof value === 'string') return [`${value}-01-01`.slice(0, 10), `${value}${'-12-31'.slice(value.length - 4)}`];
  if (typeof value === 'object' && 'low' in value) return [value.low, value.high];
  return [null, null];
}

const matchers = new Map<string, (path: string) => boolean>();

/** A path and a pattern as in a `.gitignore`. Compiled patterns are kept: they come from rules, so there are few. */
function fitsPath(pattern: string, path: string): boolean {
  let matcher = matchers.get(pattern);
  if (matcher === undefined) {
    matcher = createGlobMatcher([{ base: '', globs: parseGlobs([pattern]) }]);
    matchers.set(pattern, matcher);
  }
  return matcher(path);
}
