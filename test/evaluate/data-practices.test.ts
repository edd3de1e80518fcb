/** What operators say they do with what they are sent: rows of services in use, columns of the register, conditions of own checks. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import { factsOf } from '../../src/evaluate/condition-facts.ts';
import { holds } from '../../src/evaluate/conditions.ts';
import { dataPracticesOf } from '../../src/evaluate/data-practices.ts';
import { doraRows } from '../../src/evaluate/dora.ts';
import type { FactName, Test } from '../../src/model/condition.ts';
import type { DataPractices } from '../../src/model/entity.ts';
import type { Fact, Source } from '../../src/model/fact.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { INDEX, ORGANIZATIONS, usage, view } from '../support/judgement.ts';

const terms: Source = { basis: 'read', title: 'Borealis terms', url: 'https://borealis.test/terms', asOf: '2026-08-01', quote: 'We keep inputs for 30 days.' };
const told = <T>(value: T, note?: string): Fact<T> => ({ value, source: terms, ...(note && { note }) });
const PRACTICES: DataPractices = {
  training: told('opt-out', 'by a form'),
  retention: told(30, 'longer for flagged content'),
  zeroRetention: { value: null, source: terms, note: 'the terms do not say' },
  subprocessors: told({ list: 'https://borealis.test/partners', places: ['US', 'EU'] }),
  review: told('flagged'),
};

/** The small knowledge base, where Borealis has told what it does. */
const index: Index = {
  ...INDEX,
  services: new Map([...INDEX.services].map(([id, entry]) => [id, id === 'borealis-api' ? { ...entry, dataPractices: PRACTICES } : entry])),
};

describe('rows of services in use', () => {
  test('have value, condition, source and date', () => {
    expect(dataPracticesOf([usage()], index)[0]).toMatchObject({
      service: 'borealis-api',
      operator: 'Borealis',
      recorded: true,
      training: { value: 'opt-out', note: 'by a form', source: 'https://borealis.test/terms', basis: 'read', asOf: '2026-08-01' },
      zeroRetention: { value: null, note: 'the terms do not say', source: null, basis: 'unknown' },
    });
  });

  test('join all usages of one service and are sorted by service', () => {
    const rows = dataPracticesOf([usage({ id: 'c', operator: 'jade' }), usage({ id: 'b' }), usage({ id: 'a' })], index);
    expect(rows.map(({ service, usages }) => [service, usages])).toEqual([
      ['borealis-api', ['a', 'b']],
      ['jade-api', ['c']],
    ]);
  });

  test('say that nothing is recorded where nobody wrote it down', () => {
    const [row] = dataPracticesOf([usage({ operator: 'jade' })], index);
    expect([row?.recorded, row?.training]).toEqual([false, { value: null, note: 'not recorded', source: null, basis: 'unknown', asOf: null }]);
  });

  test('leave out what its user runs, and hosts nobody knows', () => {
    const own = {
      id: 'vllm',
      name: 'vLLM',
      category: 'runtime',
      operator: { id: 'self', name: 'you', country: null, controller: null },
      observed: true,
    } as const;
    expect(dataPracticesOf([usage({ service: own }), usage({ service: null })], index)).toEqual([]);
  });
});

describe('the register', () => {
  const row = (entry: Index) => doraRows([{ usage: usage(), assessment: assess(usage(), entry, view()) }], entry, '2026-11-22')[0];

  test('takes retention with its condition and the list of subprocessors from the provider', () => {
    expect([row(index)?.retention, row(index)?.subprocessors]).toEqual(['30 days (longer for flagged content)', 'https://borealis.test/partners']);
  });

  test('leaves both open where nothing is recorded', () => {
    expect([row(INDEX)?.retention, row(INDEX)?.subprocessors]).toEqual([null, null]);
  });

  test('says neither of who stands behind the provider', () => {
    const service = { id: 'borealis-ireland', name: 'Borealis Cloud', category: 'cloud-platform', operator: ORGANIZATIONS.subsidiary as never, observed: true };
    const gateway = usage({ service: { ...service, category: 'gateway' }, route: 'gateway' });
    const behind = doraRows([{ usage: gateway, assessment: assess(gateway, index, view()) }], index, '2026-11-22').filter(({ rank }) => rank === 2);
    expect(behind.map(({ retention, subprocessors }) => [retention, subprocessors])).toEqual([[null, null]]);
  });
});

describe('a condition of an own check', () => {
  const met = (name: FactName, value: string | null, operator = 'borealis'): boolean => {
    const one = usage({ operator });
    const judged = { usage: one, assessment: assess(one, index, view()) };
    const fact = factsOf({ ...judged, index, view: view(), group: [judged] });
    const wanted: Test = value === null ? { fact: name, compare: 'in', values: [], unknown: 'unknown' } : { fact: name, compare: 'in', values: [value] };
    return holds(wanted, { fact, index, view: view(), whenUnknown: null });
  };

  test('can ask whether the operator trains on what it is sent', () => {
    expect([met('service.training', 'opt-out'), met('service.training', 'no')]).toEqual([true, false]);
  });

  test('can ask who reads it', () => {
    expect(met('service.human_review', 'flagged')).toBe(true);
  });

  test('meets what nobody knows as null only', () => {
    expect([met('service.zero_retention', null), met('service.zero_retention', 'no'), met('service.training', null, 'jade')]).toEqual([true, false, true]);
  });
});

test('no level rests on what operators say', () => {
  expect(assess(usage(), index, view()).layers).toEqual(assess(usage(), INDEX, view()).layers);
});
