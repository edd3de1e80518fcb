/** Figures for the whole repository, for one call path and for many. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import type { Judged } from '../../src/evaluate/judged.ts';
import { resilienceOf } from '../../src/evaluate/resilience.ts';
import { staleFactsOf } from '../../src/evaluate/stale.ts';
import type { FactRef, Usage } from '../../src/model/usage.ts';
import { exitWords } from '../../src/report/figures.ts';
import { report } from '../report/sample-report.ts';
import { INDEX, modelSide, usage, view } from '../support/judgement.ts';

const judged = (one: Usage): Judged => ({ usage: one, assessment: assess(one, INDEX, view()) });
const figures = (...usages: Usage[]) => resilienceOf(usages.map(judged), INDEX);
const words = (...usages: Usage[]) => exitWords(report({ resilience: figures(...usages) }));

const own = usage({ id: 'own', route: 'self-hosted', service: null, weights: 'held', model: modelSide('jade/open-4'), place: 'premises' });
const unknown = usage({ id: 'unknown', service: null, endpoint: null, endpointBasis: 'unknown' });
const french = usage({ id: 'french', operator: 'lutece', model: modelSide('lutece/closed-2') });

describe('one call path', () => {
  test('is told without shares', () => {
    expect(words(usage())).toBe(
      'the one call path ends at Borealis (US); nothing stands in for it; no weights are held; address and model are fixed in the code; its interface is portable',
    );
  });
});

describe('a hundred call paths', () => {
  const many = Array.from({ length: 97 }, (_, at) => usage({ id: `u-${at}` }));
  test('are told by share, spread and what is not known', () => {
    expect(words(...many, french, own, unknown)).toBe(
      '97 of 100 call paths (97 %) end at Borealis (US), the largest share among 3 controllers in 2 countries; the operator of 1 is not known; ' +
        'of these 100, weights are held for 1 (1 %), address or model can be configured for none, the interface is portable for 99 (99 %)',
    );
  });
  test('name what ends at one controller alone', () => {
    const search = usage({ id: 'search', purpose: 'embedding' });
    expect(figures(...many, french, search, { ...search, id: 'search-2' }).singlePoints).toEqual([
      { purpose: 'embedding', controller: 'borealis', name: 'Borealis', usages: 2 },
    ]);
  });
});

test('what you run yourself is no single point of failure', () => expect(figures(own).singlePoints).toEqual([]));

test('a purpose with an independent stand-in is no single point of failure', () => {
  const [first, second] = [usage(), own].map((one) => ({ ...one, fallbackGroup: 'g' }));
  const { singlePoints, backedUp } = figures(first as Usage, second as Usage);
  expect([singlePoints, backedUp]).toEqual([[], 2]);
});

describe('facts past their age limit', () => {
  const aged = (fact: Partial<FactRef>): Judged => {
    const one = judged(usage());
    const facts: FactRef[] = [{ claim: 'Borealis is controlled from US', source: 'a register', basis: 'read', asOf: '2025-01-01', maxAgeDays: 365, ...fact }];
    return { ...one, assessment: { ...one.assessment, layers: { ...one.assessment.layers, cloud: { ...one.assessment.layers.cloud, facts } } } };
  };
  test('are listed with the day of the last check and both ages', () => {
    expect(staleFactsOf([aged({})], '2026-11-22')).toMatchObject([
      { claim: 'Borealis is controlled from US', checked: '2025-01-01', ageDays: 690, maxAgeDays: 365 },
    ]);
  });
  test('are counted once for many usages', () => {
    const first = aged({});
    const second = { ...first, usage: { ...first.usage, id: 'u-2' } };
    expect(staleFactsOf([first, second], '2026-11-22').map(({ usages }) => usages)).toEqual([['u-1', 'u-2']]);
  });
  test.each<[string, Partial<FactRef>]>([
    ['on the last day of the limit', { asOf: '2025-11-22' }],
    ['without a limit', { asOf: '2020-01-01', maxAgeDays: undefined as never }],
    ['without a date', { asOf: null, basis: 'background' }],
    ['looked at again since', { checkedOn: '2026-11-20' }],
  ])('are not those %s', (_, fact) => expect(staleFactsOf([aged(fact)], '2026-11-22')).toEqual([]));
});
