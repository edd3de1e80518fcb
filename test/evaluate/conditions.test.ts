/** What a condition says of values that are known, not known, partly known, and of what does not apply. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactValue } from '../../src/evaluate/condition-facts.ts';
import { factsAsked, holds } from '../../src/evaluate/conditions.ts';
import type { Condition, FactName, Test } from '../../src/model/condition.ts';
import { INDEX, view } from '../support/judgement.ts';

type Facts = Partial<Record<FactName, FactValue>>;

/** Facts that are not given are not known. */
function ask(condition: Condition, facts: Facts = {}, whenUnknown: 'match' | 'skip' | null = null): boolean {
  const fact = (name: FactName): FactValue => (name in facts ? facts[name] : null);
  return holds(condition, { fact, index: INDEX, view: view(['EU']), whenUnknown });
}

const country = (compare: Test['compare'], values: readonly string[], more: Partial<Test> = {}): Test => ({
  fact: 'service.operator.country',
  compare,
  values,
  ...more,
});

describe('a fact that is known', () => {
  test.each<[string, Test, FactValue, boolean]>([
    ['is one of the values', country('in', ['FR', 'DE']), 'FR', true],
    ['is none of them', country('not_in', ['FR', 'DE']), 'FR', false],
    ['fits a star, whatever the case', { fact: 'model.requested', compare: 'in', values: [], wildcards: ['GPT-4*'] }, 'gpt-4o-mini', true],
    ['is at home', country('in', [], { profileSets: ['home'] }), 'FR', true],
    ['is a number below a bound', { fact: 'service.retention', compare: 'below', values: [30] }, 30, false],
    ['is a number up to a bound', { fact: 'service.retention', compare: 'at_most', values: [30] }, 30, true],
    ['is a word of an order', { fact: 'restriction', compare: 'in', values: ['conditional'] }, 2, true],
    ['is a day before another', { fact: 'model.released', compare: 'below', values: ['2025-06-15'] }, '2025-06-14', true],
    ['is a month before a day', { fact: 'model.released', compare: 'below', values: ['2025-06-15'] }, '2025-05', true],
    ['is a year after a day', { fact: 'model.released', compare: 'above', values: ['2024-12-31'] }, '2025', true],
    ['is a list with one of the values', { fact: 'events.active', compare: 'in', values: ['order-2'] }, ['order-1', 'order-2'], true],
    ['is a list with all of them', { fact: 'events.active', compare: 'all_of', values: ['order-1', 'order-3'] }, ['order-1', 'order-2'], false],
    ['is an empty list', { fact: 'events.active', compare: 'empty', values: [true] }, [], true],
    ['is a place that touches an excluded bloc', { fact: 'model.license.excluded', compare: 'in', values: ['FR'] }, ['EU'], true],
    ['is a file under a folder', { fact: 'files', compare: 'in', values: [], wildcards: ['claims/'] }, ['services/claims/llm.py'], true],
    ['is a file elsewhere', { fact: 'files', compare: 'in', values: [], wildcards: ['/claims/'] }, ['services/claims/llm.py'], false],
    ['is a bloc within the set', { fact: 'endpoint.place', compare: 'in', values: INDEX.blocs.get('EU') ?? [] }, 'EU', true],
    ['is anywhere, so not within it', { fact: 'endpoint.place', compare: 'not_in', values: ['FR'] }, 'global', true],
    ['is another number', { fact: 'service.retention', compare: 'in', values: [7, 30] }, 29, false],
    ['is one of these numbers', { fact: 'service.retention', compare: 'in', values: [7, 30] }, 30, true],
    ['is a number above a bound, up to it', { fact: 'service.retention', compare: 'at_most', values: [30] }, 31, false],
    ['is a number at a bound, not above it', { fact: 'service.retention', compare: 'above', values: [30] }, 30, false],
    ['is a number above a bound', { fact: 'service.retention', compare: 'above', values: [30] }, 31, true],
    ['is a number at least a bound', { fact: 'service.retention', compare: 'at_least', values: [30] }, 30, true],
    ['is a number below what it is at least', { fact: 'service.retention', compare: 'at_least', values: [30] }, 29, false],
    ['is a month before a day within it, at the latest its last', { fact: 'model.released', compare: 'at_most', values: ['2025-06-31'] }, '2025-06', true],
    ['is a day up to itself', { fact: 'model.released', compare: 'at_most', values: ['2025-06-14'] }, '2025-06-14', true],
    ['is a day from itself on', { fact: 'model.released', compare: 'at_least', values: ['2025-06-14'] }, '2025-06-14', true],
    ['is known', country('known', [true as never]), 'FR', true],
    ['is known, and is asked to be unknown', country('known', [false as never]), 'FR', false],
    ['is a switch that is on', { fact: 'fallback', compare: 'in', values: [true] }, false, false],
    ['is a switch that is off', { fact: 'fallback', compare: 'in', values: [false] }, false, true],
    ['fits no star', { fact: 'model.requested', compare: 'in', values: [], wildcards: ['gpt-4*'] }, 'mistral-large', false],
    ['fits one star of several', { fact: 'model.requested', compare: 'in', values: [], wildcards: ['gpt-4*', '*-large'] }, 'mistral-large', true],
    ['is a word beside stars', { fact: 'model.requested', compare: 'in', values: ['o3'], wildcards: ['gpt-4*'] }, 'o3', true],
    ['is the word EU in a text, which is no place', { fact: 'model.requested', compare: 'in', values: ['FR', 'DE', 'IE'] }, 'EU', false],
    ['is a list without any of the values', { fact: 'events.active', compare: 'in', values: ['order-2'] }, ['order-1'], false],
    ['is a list with every one of the values', { fact: 'events.active', compare: 'all_of', values: ['order-2', 'order-1'] }, ['order-1', 'order-2'], true],
    ['is a list with none of all of them', { fact: 'events.active', compare: 'all_of', values: ['order-3'] }, ['order-1'], false],
    ['is no empty list', { fact: 'events.active', compare: 'empty', values: [true] }, ['order-1'], false],
    ['is a list that holds something', { fact: 'events.active', compare: 'empty', values: [false] }, ['order-1'], true],
    ['is a list of texts, which are no places', { fact: 'service.operator.owners', compare: 'in', values: ['FR', 'DE', 'IE'] }, ['EU'], false],
    ['is a list of places outside', { fact: 'model.license.excluded', compare: 'in', values: ['FR'] }, ['US', 'CN'], false],
    ['is a list of places, one of them outside', { fact: 'model.license.excluded', compare: 'in', values: ['FR'] }, ['US', 'EU'], true],
    ['is a list of places inside', { fact: 'model.license.excluded', compare: 'in', values: ['FR'] }, ['FR'], true],
    ['is a bloc with nobody in the set', { fact: 'endpoint.place', compare: 'in', values: ['US'] }, 'EU', false],
    ['is a bloc outside the set', { fact: 'endpoint.place', compare: 'not_in', values: ['US'] }, 'EU', true],
    ['is one file under the folder, of several', { fact: 'files', compare: 'in', values: [], wildcards: ['claims/'] }, ['web/a.ts', 'claims/b.py'], true],
    ['is a file under one folder of several', { fact: 'files', compare: 'in', values: [], wildcards: ['web/', 'claims/'] }, ['claims/b.py'], true],
    ['is a file where no folder is named', { fact: 'files', compare: 'in', values: [] }, ['claims/b.py'], false],
    ['fits a pattern', { fact: 'model.requested', compare: 'matches', values: [], patterns: [/^gpt-\d/] }, 'gpt-4o', true],
    ['fits no pattern', { fact: 'model.requested', compare: 'matches', values: [], patterns: [/^gpt-\d/] }, 'my-gpt-4o', false],
    ['fits one pattern of several', { fact: 'model.requested', compare: 'matches', values: [], patterns: [/^o\d/, /^gpt/] }, 'gpt-4o', true],
    ['has a text that fits a pattern', { fact: 'files', compare: 'matches', values: [], patterns: [/\.py$/] }, ['web/a.ts', 'claims/b.py'], true],
    ['has no text, so fits none', { fact: 'service.retention', compare: 'matches', values: [], patterns: [/./] }, 30, false],
    ['fits where no pattern is given', { fact: 'model.requested', compare: 'matches', values: [] }, 'gpt-4o', false],
    ['is a list, which has no order', { fact: 'events.active', compare: 'below', values: ['z'] }, ['a'], false],
  ])('%s', (_, condition, value, expected) => {
    expect(ask(condition, { [condition.fact]: value })).toBe(expected);
  });

  test.each<[string, Test['profileSets'], string, boolean]>([
    ['at home', ['home'], 'FR', true],
    ['abroad', ['home'], 'US', false],
    ['where data are at home', ['data-home'], 'NO', true],
    ['where data are at home, though nobody else is', ['home'], 'NO', false],
    ['abroad for data', ['data-home'], 'US', false],
    ['adverse', ['adverse'], 'CN', true],
    ['not adverse', ['adverse'], 'US', false],
    ['with a transfer basis', ['transfer-basis'], 'JP', true],
    ['at home for data, which needs no basis', ['transfer-basis'], 'FR', true],
    ['without a transfer basis', ['transfer-basis'], 'CN', false],
    ['in one of two sets', ['home', 'adverse'], 'CN', true],
    ['in no set, where none is named', undefined, 'FR', false],
  ])('a country is %s', (_, profileSets, value, expected) => {
    const perspective = view(['EU'], { dataHome: ['EEA'], adverse: ['CN'] });
    const test = country('in', [], profileSets === undefined ? {} : { profileSets });
    expect(holds(test, { fact: () => value, index: INDEX, view: perspective, whenUnknown: null })).toBe(expected);
  });
});

describe('several conditions', () => {
  const french = country('in', ['FR']);
  const on: Condition = { fact: 'fallback', compare: 'in', values: [true] };
  const facts = (place: string, fallback: boolean): Facts => ({ 'service.operator.country': place, fallback });
  const each = (condition: Condition) => [facts('FR', true), facts('FR', false), facts('US', true), facts('US', false)].map((given) => ask(condition, given));

  test('all have to hold', () => {
    expect(each({ all: [french, on] })).toEqual([true, false, false, false]);
  });

  test('any of them has to hold', () => {
    expect(each({ any: [french, on] })).toEqual([true, true, true, false]);
  });

  test('not one may hold', () => {
    expect(each({ not: { any: [french, on] } })).toEqual([false, false, false, true]);
  });
});

describe('a fact nobody knows', () => {
  test('passes no test, and is not in what is allowed', () => {
    expect([ask(country('in', ['FR'])), ask(country('not_in', ['FR'])), ask({ not: country('in', ['FR']) })]).toEqual([false, true, true]);
  });

  test('is unknown among the values', () => {
    expect([ask(country('in', ['CN'], { unknown: 'unknown' })), ask(country('not_in', ['FR'], { unknown: 'unknown' }))]).toEqual([true, false]);
  });

  test('is known: false', () => {
    expect([ask(country('known', [false as never])), ask(country('known', [true as never]))]).toEqual([true, false]);
  });

  test('holds wherever it may with when_unknown: match, and only where it must with skip', () => {
    const conditions: Condition[] = [country('in', ['FR']), country('not_in', ['FR']), { not: country('in', ['FR']) }, { not: { not: country('in', ['FR']) } }];
    expect(conditions.map((condition) => [ask(condition, {}, 'match'), ask(condition, {}, 'skip')])).toEqual(conditions.map(() => [true, false]));
  });

  test('can be decided for one test alone', () => {
    expect(ask(country('not_in', ['FR'], { whenUnknown: 'skip' }), {}, 'match')).toBe(false);
    expect(ask(country('in', ['FR'], { whenUnknown: 'match' }), {}, 'skip')).toBe(true);
  });

  test('is not empty, nor anything but what is asked of the unknown', () => {
    const empty = (value: boolean): Test => ({ fact: 'events.active', compare: 'empty', values: [value] });
    expect([ask(empty(true)), ask(empty(false)), ask(country('all_of', ['FR'])), ask({ fact: 'service.retention', compare: 'below', values: [30] })]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('is not what is known, even where the unknown is among the values', () => {
    expect(ask(country('in', ['CN'], { unknown: 'unknown' }), { 'service.operator.country': 'FR' })).toBe(false);
  });

  test('does not hinder what is decided by another', () => {
    expect(ask({ any: [country('in', ['FR']), { fact: 'fallback', compare: 'in', values: [true] }] }, { fallback: true }, 'skip')).toBe(true);
  });
});

describe('what is partly known', () => {
  const below: Condition = { fact: 'layers.data', compare: 'below', values: [2] };

  test('is decided where both ends of a range say the same', () => {
    expect([ask(below, { 'layers.data': { low: 0, high: 1 } }), ask(below, { 'layers.data': { low: 2, high: 4 } })]).toEqual([true, false]);
  });

  test('is not known where they differ', () => {
    expect([null, 'match', 'skip'].map((mode) => ask(below, { 'layers.data': { low: 1, high: 3 } }, mode as never))).toEqual([false, true, false]);
  });

  test('a year is not known to be before a day within it', () => {
    const before: Condition = { fact: 'model.released', compare: 'below', values: ['2025-06-15'] };
    expect([ask(before, { 'model.released': '2025' }, 'match'), ask(before, { 'model.released': '2025' }, 'skip')]).toEqual([true, false]);
  });

  test('a range holds one of the values, or none of them', () => {
    const among = (...values: number[]): Test => ({ fact: 'layers.data', compare: 'in', values });
    const may = (values: number[], low: number, high: number) =>
      [null, 'match', 'skip'].map((mode) => ask(among(...values), { 'layers.data': { low, high } }, mode as never));
    const [open, never] = [
      [false, true, false],
      [false, false, false],
    ];
    expect([may([1], 1, 3), may([3], 1, 3), may([0, 2], 1, 3), may([0], 1, 3), may([4], 1, 3), may([0, 4], 1, 3)]).toEqual([
      open,
      open,
      open,
      never,
      never,
      never,
    ]);
  });

  test('a bloc with nobody in the set is known to be outside', () => {
    expect(ask({ fact: 'endpoint.place', compare: 'in', values: ['US'] }, { 'endpoint.place': 'EU' }, 'match')).toBe(false);
  });

  test('a bloc that is partly in the set is in neither', () => {
    const inside: Condition = { fact: 'endpoint.place', compare: 'in', values: ['FR'] };
    expect([ask(inside, { 'endpoint.place': 'EU' }), ask({ ...inside, compare: 'not_in' }, { 'endpoint.place': 'EU' }, 'skip')]).toEqual([false, false]);
  });
});

describe('what does not apply', () => {
  test('never makes a rule hold', () => {
    const open: Test = { fact: 'model.weights', compare: 'in', values: ['open'] };
    const all: Condition[] = [open, { ...open, compare: 'not_in' }, { not: open }, { fact: 'model.weights', compare: 'known', values: [false] }];
    expect(all.map((condition) => ask(condition, { 'model.weights': undefined }, 'match'))).toEqual([false, false, false, false]);
  });

  test('is null all the same', () => {
    const absent = (compare: Test['compare'], unknown: Test['unknown']): Test => ({ fact: 'model.weights', compare, values: [], ...(unknown && { unknown }) });
    const asked = [absent('in', 'or-absent'), absent('not_in', 'or-absent'), absent('in', 'unknown')];
    expect(asked.map((test) => ask(test, { 'model.weights': undefined }))).toEqual([true, false, false]);
  });
});

describe('conditions of any shape', () => {
  const leaf = fc.constantFrom<Condition>(
    country('in', ['FR', 'US']),
    country('not_in', ['FR']),
    { fact: 'fallback', compare: 'in', values: [true] },
    { fact: 'layers.data', compare: 'at_least', values: [2] },
    { fact: 'endpoint.place', compare: 'in', values: ['FR'] },
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
      tie('condition').map((not): Condition => ({ not })),
    ),
  }));
  const known = fc.record({
    'service.operator.country': fc.constantFrom('FR', 'US', 'CN'),
    fallback: fc.boolean(),
    'layers.data': fc.integer({ min: 0, max: 4 }),
    'endpoint.place': fc.constantFrom('FR', 'US', 'global'),
  });

  test('say the same in every mode when everything is known', () => {
    fc.assert(
      fc.property(condition, known, (rule, facts) => {
        expect([ask(rule, facts, 'match'), ask(rule, facts, 'skip')]).toEqual([ask(rule, facts), ask(rule, facts)]);
      }),
    );
  });

  test('hold with skip only where they hold for every value of what is not known, and with match where they hold for one', () => {
    fc.assert(
      fc.property(condition, known, fc.boolean(), (rule, facts, hide) => {
        const hidden: Facts = { ...facts, 'service.operator.country': null, ...(hide && { fallback: null }) };
        const shown = ask(rule, facts);
        if (ask(rule, hidden, 'skip')) expect(shown).toBe(true);
        if (shown) expect(ask(rule, hidden, 'match')).toBe(true);
      }),
    );
  });

  test('not turns the answer around', () => {
    fc.assert(
      fc.property(condition, known, (rule, facts) => {
        expect(ask({ not: rule }, facts)).toBe(!ask(rule, facts));
      }),
    );
  });
});

test('the facts of a condition are told once each, in the order they are written', () => {
  expect(factsAsked({ all: [country('in', ['FR']), { any: [{ fact: 'fallback', compare: 'in', values: [true] }, country('in', ['US'])] }] })).toEqual([
    'service.operator.country',
    'fallback',
  ]);
});

test('the facts of a condition that is turned around are those of the condition', () => {
  expect(factsAsked({ not: country('in', ['FR']) })).toEqual(['service.operator.country']);
});
