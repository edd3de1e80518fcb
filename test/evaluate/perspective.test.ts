import { describe, expect, test } from 'vitest';
import { daysBetween, holdsAt, perspective } from '../../src/evaluate/perspective.ts';
import type { Policy } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { LAYERS } from '../../src/model/layer.ts';

const same = (value: number) => Object.fromEntries(LAYERS.map((layer) => [layer, value])) as Policy['floors'];
const policy: Policy = {
  id: 'atlantis',
  name: 'Atlantis',
  origin: { file: 'test', custom: true },
  home: ['UNION'],
  dataHome: ['WIDER'],
  adverse: ['KP'],
  transfers: 'atlantis',
  floors: same(2),
  weights: same(1),
  regimes: [],
  scopes: ['civil', 'guard'],
  defaultScope: 'guard',
};
const index = {
  blocs: new Map([
    ['UNION', ['FR', 'DE']],
    ['WIDER', ['FR', 'DE', 'NO']],
  ]),
  transfers: new Map([
    [
      'atlantis',
      [
        { country: 'JP', from: '2019-01-23', to: null, condition: null, source: null },
        { country: 'US', from: '2016-08-01', to: '2020-07-16', condition: null, source: null },
        { country: 'US', from: '2023-07-10', to: null, condition: 'certified organisations only', source: null },
      ],
    ],
  ]),
} as unknown as Index;
const view = (asOf: string) => perspective(index, policy, null, asOf);

describe('home', () => {
  test('is a set: a member of the bloc is at home, a neighbour is not', () => {
    expect([view('2026-01-01').isHome('FR'), view('2026-01-01').isHome('NO')]).toEqual([true, false]);
  });

  test('can be wider for data', () => {
    expect(view('2026-01-01').isDataHome('NO')).toBe(true);
  });

  test('a bloc is at home when all its members are', () => {
    expect([view('2026-01-01').isHome('UNION'), view('2026-01-01').isHome('WIDER')]).toEqual([true, false]);
  });

  test('an endpoint that may run anywhere, or nobody knows where, is not at home', () => {
    expect([view('2026-01-01').isHome('global'), view('2026-01-01').isHome(null), view('2026-01-01').isHome('premises')]).toEqual([false, false, false]);
  });
});

describe('transfer bases', () => {
  test('hold from their day', () => {
    expect([view('2019-01-22').transferBasis('JP'), view('2019-01-23').transferBasis('JP')?.country]).toEqual([null, 'JP']);
  });

  test('end on their day: between two frameworks there is none', () => {
    expect([view('2020-07-15').transferBasis('US')?.from, view('2020-07-16').transferBasis('US'), view('2023-07-10').transferBasis('US')?.condition]).toEqual([
      '2016-08-01',
      null,
      'certified organisations only',
    ]);
  });

  test('are not invented', () => {
    expect(view('2026-01-01').transferBasis('CN')).toBeNull();
  });
});

describe('time', () => {
  test('a date stands for the end of its day: what begins that day holds', () => {
    expect(holdsAt('2026-06-12T17:21:00-04:00', null, '2026-06-12')).toBe(true);
    expect(holdsAt('2026-06-12T17:21:00-04:00', null, '2026-06-11')).toBe(false);
  });

  test('a segment ends before its last date: the next one holds that day', () => {
    expect([holdsAt('2026-06-12', '2026-06-26', '2026-06-25'), holdsAt('2026-06-12', '2026-06-26', '2026-06-26')]).toEqual([true, false]);
  });

  test('days are counted over month and leap year', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });
});

test('a profile with scopes uses its default when none is asked for', () => {
  expect([view('2026-01-01').scope, perspective(index, policy, 'civil', '2026-01-01').scope]).toEqual(['guard', 'civil']);
});
