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
  ])('%s', (_, condition, value, expected) => {
    expect(ask(condition, { [condition.fact]: value })).toBe(expected);
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
    expect(ask({ fact: 'model.weights', compare: 'in', values: [], unknown: 'or-absent' }, { 'model.weights': undefined })).toBe(true);
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
