/** What must hold for every set of usages, checked over all combinations of a small world. */
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/index.ts';
import { SEVERITIES } from '../../src/model/entity.ts';
import { LAYERS } from '../../src/model/layer.ts';
import type { Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, policy, usage } from '../support/judgement.ts';

const GATES = { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' as const };
const judge = (usages: readonly Usage[], home: readonly string[] = ['EU']) =>
  evaluate(usages, INDEX, { policy: policy(home), policyScope: null, asOf: '2026-11-22', scopes: ['production'], gates: GATES });
const lows = (usages: readonly Usage[], home?: readonly string[]): number[] => judge(usages, home).layers.map(({ level }) => level.low);

/** Every operator x place x model x route of the small world. */
const WORLD: readonly Usage[] = ['borealis', 'lutece', 'jade'].flatMap((operator) =>
  ['FR', 'US', 'CN', 'global', null].flatMap((place) =>
    [...INDEX.models.keys()].flatMap((id) =>
      (['direct', 'gateway'] as const).map((route) => usage({ id: `u-${operator}-${place}-${id}-${route}`, operator, place, route, model: modelSide(id) })),
    ),
  ),
);
const SOME = WORLD.filter((_, at) => at % 7 === 0);

describe('adding a usage', () => {
  test('never raises a layer', () => {
    for (const first of SOME) {
      const before = lows([first]);
      for (const second of SOME) expect(lows([first, second]).every((low, at) => low <= (before[at] ?? 0))).toBe(true);
    }
  });

  test('never lowers the risk index', () => {
    for (const first of SOME)
      for (const second of SOME.slice(0, 6)) expect(judge([first, second]).verdict.riskIndex).toBeGreaterThanOrEqual(judge([first]).verdict.riskIndex);
  });
});

describe('removing a usage', () => {
  test('never lowers a layer where nothing stands in for anything', () => {
    for (const first of SOME) {
      for (const second of SOME.slice(0, 9)) {
        const both = lows([first, second]);
        expect(lows([second]).every((low, at) => low >= (both[at] ?? 4))).toBe(true);
      }
    }
  });

  test('of a fallback list never lowers a layer of exposure', () => {
    const exposure = LAYERS.map((layer, at) => ({ layer, at })).filter(({ layer }) => layer !== 'model' && layer !== 'deployment');
    for (const [first, second] of listed(SOME)) {
      const both = lows([first, second]);
      const one = lows([second]);
      for (const { at } of exposure) expect(one[at]).toBeGreaterThanOrEqual(both[at] ?? 4);
    }
  });
});

test('a stand-in never lowers a layer of continuity', () => {
  for (const [first, second] of listed(SOME)) {
    const [alone, together] = [lows([first]), lows([first, second])];
    for (const layer of ['model', 'deployment'] as const) {
      const at = LAYERS.indexOf(layer);
      expect(together[at]).toBeGreaterThanOrEqual(alone[at] ?? 0);
    }
  }
});

/** Pairs of usages in one fallback list. */
function listed(usages: readonly Usage[]): (readonly [Usage, Usage])[] {
  const grouped = usages.map((one) => ({ ...one, fallbackGroup: 'list' }));
  return grouped.flatMap((first) => grouped.slice(0, 9).flatMap((second) => (first.id === second.id ? [] : [[first, second] as const])));
}

test('a wider home never lowers a layer of exposure or of the model', () => {
  const layers = LAYERS.map((layer, at) => ({ layer, at })).filter(({ layer }) => layer !== 'license');
  for (const one of WORLD) {
    const narrow = lows([one], ['FR']);
    const wide = lows([one], ['FR', 'US']);
    for (const { at } of layers) expect(wide[at]).toBeGreaterThanOrEqual(narrow[at] ?? 0);
  }
});

test('the order of usages never changes the judgement', () => {
  const forward = judge(SOME);
  const backward = judge([...SOME].reverse());
  expect({ ...backward, usages: [] }).toEqual({ ...forward, usages: [] });
});

test('a range never stands upside down, and levels stay within 0 and 4', () => {
  for (const { layers } of judge(WORLD).usages) {
    for (const { low, high } of Object.values(layers)) expect(0 <= low && low <= high && high <= 4).toBe(true);
  }
});

test('no home at all: only what is self-hosted can hold', () => {
  expect(judge(WORLD, []).layers.every(({ level }) => level.low < 2)).toBe(true);
});

describe('what may be said', () => {
  const texts = judge(WORLD)
    .findings.map(({ message }) => message)
    .concat(judge(WORLD).usages.flatMap(({ layers }) => Object.values(layers).map(({ reason }) => reason)))
    .concat(judge(listed(SOME).slice(0, 40).flat()).layers.map(({ answer }) => answer))
    .concat(judge(SOME).nextSteps.flatMap(({ text, leaves }) => [text, ...leaves]));

  test('no message overstates', () => {
    for (const text of texts) expect(text).not.toMatch(/violat|complian|\bbanned\b|illegal|is accessed by|SEAL-\d/i);
  });

  test('every message is a whole sentence', () => {
    for (const text of texts) expect(text).toMatch(/^\S.*[.?]$/s);
  });
});

test('findings come worst first', () => {
  const ranks = judge(WORLD).findings.map(({ severity }) => SEVERITIES.indexOf(severity));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
});

test('fingerprints differ between findings of different rules and subjects', () => {
  const findings = judge(SOME).findings;
  expect(new Set(findings.map(({ fingerprint, severity }) => `${fingerprint}${severity}`)).size).toBe(findings.length);
});

test('mentions decide only when nothing better is there', () => {
  const mention = usage({ id: 'u-mention', operator: 'jade', place: 'CN', confidence: 'low' });
  const call = usage({ id: 'u-call', operator: 'lutece', place: 'FR', model: modelSide('lutece/open-2') });
  expect(lows([mention, call])).toEqual(lows([call]));
  expect(judge([mention]).verdict.level).toBe('access');
});

test('no usage gives the verdict none', () => {
  expect(judge([]).verdict).toMatchObject({ level: 'none', riskIndex: 0, missingLayers: [] });
});
