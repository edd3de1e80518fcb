/** Fallback groups: the best member holds the layers of continuity, the weakest the layers of exposure. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import type { Judged } from '../../src/evaluate/judged.ts';
import { layerReports } from '../../src/evaluate/verdict.ts';
import type { Layer } from '../../src/model/layer.ts';
import type { Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, ORGANIZATIONS, usage, view } from '../support/judgement.ts';

const judged = (one: Usage): Judged => ({ usage: one, assessment: assess(one, INDEX, view()) });
const level = (layer: Layer, ...usages: Usage[]): string => {
  const found = layerReports(usages.map(judged), INDEX, view()).find((entry) => entry.layer === layer);
  return `${found?.level.low} ${found?.row}`;
};

const foreign = usage({ id: 'foreign' });
const home = usage({ id: 'home', operator: 'lutece', model: modelSide('lutece/closed-2') });
const own = usage({ id: 'own', route: 'self-hosted', service: null, weights: 'held', model: modelSide('jade/open-4'), place: 'premises' });
const grouped = (...usages: Usage[]): Usage[] => usages.map((one) => ({ ...one, fallbackGroup: 'answers' }));
const hosted = {
  ...usage(),
  id: 'resold',
  service: { id: 'borealis-ireland', name: 'Resale', category: 'cloud-platform', operator: ORGANIZATIONS.lutece as never, observed: true },
};

describe('without a group', () => {
  test('the weakest usage decides', () => expect([level('model', foreign, own), level('deployment', foreign, own)]).toEqual(['1 M1', '1 P1']));
});

describe('in a group', () => {
  test('the model layer is that of its best member', () => expect(level('model', ...grouped(foreign, own))).toBe('3 M3'));
  test('the layers of exposure stay those of the weakest', () =>
    expect([level('data', ...grouped(foreign, own)), level('license', ...grouped(foreign, own))]).toEqual(['1 D1', '1 X1']));
  test('two independent controllers, one at home, hold deployment', () => expect(level('deployment', ...grouped(foreign, home))).toBe('3 P3'));
  test('two independent controllers abroad give one level less', () => {
    const chinese = usage({ id: 'chinese', operator: 'jade', model: modelSide('jade/open-4') });
    expect(level('deployment', ...grouped(foreign, chinese))).toBe('2 P2');
  });
  test('two calls of one controller stand in for nothing', () => expect(level('deployment', ...grouped(foreign, usage({ id: 'second' })))).toBe('1 P1'));
  test('two hosts of one closed model are not independent', () => expect(level('deployment', ...grouped(foreign, hosted))).toBe('1 P1'));
  test('an unknown operator is not shown to be independent', () => {
    const unknown = usage({ id: 'unknown', service: null, endpoint: null, endpointBasis: 'unknown' });
    expect(level('deployment', ...grouped(foreign, unknown))).toBe('1 P1');
  });
  test('a group holds only in its own scope', () => {
    expect(level('model', ...grouped(foreign, { ...own, scope: 'test' }))).toBe('1 M1');
  });
  test('another usage outside the group still decides', () => expect(level('model', ...grouped(foreign, own), usage({ id: 'alone' }))).toBe('1 M1'));
});

test("what is supposed to be cut off runs on nobody's machines where its stand-in runs on", () => {
  const cut = (one: Usage): Judged => {
    const { usage: of, assessment } = judged(one);
    const gone = { low: 0, high: 0, row: 'S0' };
    const layers = { ...assessment.layers, compute: { ...assessment.layers.compute, ...gone }, cloud: { ...assessment.layers.cloud, ...gone } };
    return { usage: of, assessment: { ...assessment, layers } };
  };
  const [first, second] = grouped(foreign, own) as [Usage, Usage];
  const cloud = (...all: Judged[]) => layerReports(all, INDEX, view()).find(({ layer }) => layer === 'cloud')?.level.low;
  expect([cloud(cut(first), judged(second)), cloud(cut(first))]).toEqual([4, 0]);
});
