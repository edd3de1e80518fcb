/** Levels of the repository, and what the verdict and the risk index make of them. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import type { Judged } from '../../src/evaluate/judged.ts';
import { layerReports, QUESTIONS, scored, verdictOf } from '../../src/evaluate/verdict.ts';
import { LAYERS, type Layer, type LevelRange } from '../../src/model/layer.ts';
import type { Restriction, Revocability, Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, policy, usage, view } from '../support/judgement.ts';

const judged = (one: Usage): Judged => ({ usage: one, assessment: assess(one, INDEX, view()) });
/** Layers at their floor of 2 but for those given. */
const layers = (given: Partial<Record<Layer, LevelRange>> = {}) =>
  LAYERS.map((layer) => {
    const level = given[layer] ?? { low: 2, high: 2 };
    return { layer, level, floor: 2, missing: level.low < 2, question: '', answer: '', row: '', usage: null, facts: [] };
  });
const at = (low: number, high = low): LevelRange => ({ low, high });
const called = [judged(usage())];
const verdict = (given: Partial<Record<Layer, LevelRange>>, perspective = view()) => verdictOf(called, layers(given), perspective);
/** A usage with these restrictions and this revocability, whatever its other sides are. */
const restricted = (revocability: Revocability, ...levels: Restriction['level'][]): Judged => {
  const restrictions = levels.map((level): Restriction => ({ level, by: 'law', reason: '', from: null, to: null, status: null, flags: [], facts: [] }));
  return { usage: usage(), assessment: { ...judged(usage()).assessment, revocability, restrictions } };
};

describe('what is scored', () => {
  const ids = (usages: readonly Usage[], scopes: readonly string[]) => scored(usages.map(judged), scopes).map(({ usage: { id } }) => id);
  const call = usage({ id: 'call' });
  const mention = usage({ id: 'mention', confidence: 'low' });

  test('is what stands in the scopes asked for', () => {
    expect(ids([call, usage({ id: 'spec', scope: 'test' })], ['production'])).toEqual(['call']);
  });

  test('is a mere mention only where nothing better is there', () => {
    expect([ids([call, mention], ['production']), ids([mention], ['production'])]).toEqual([['call'], ['mention']]);
    expect(ids([{ ...call, scope: 'test' }, mention], ['production'])).toEqual(['mention']);
  });
});

describe('the level of a layer', () => {
  const report = (layer: Layer, ...usages: Usage[]) => layerReports(usages.map(judged), INDEX, view()).find((entry) => entry.layer === layer);
  const closed = usage({ id: 'closed' });
  const unsure = usage({ id: 'unsure', model: modelSide('borealis/unsure-1') });
  const own = usage({ id: 'own', route: 'self-hosted', service: null, weights: 'held', model: modelSide('lutece/open-2'), place: 'premises' });

  test('without any usage is the best, and says that there is none', () => {
    expect(layerReports([], INDEX, view())).toEqual(
      LAYERS.map((layer) => ({
        layer,
        level: { low: 4, high: 4 },
        floor: 2,
        missing: false,
        question: QUESTIONS[layer],
        answer: 'No AI usage was found.',
        row: 'NA',
        usage: null,
        facts: [],
      })),
    );
  });

  test('is that of the weakest usage, which it names and explains', () => {
    const found = report('model', own, closed);
    expect([found?.usage, found?.row, found?.missing]).toEqual(['closed', 'M1', true]);
    expect(found?.answer).toBe(judged(closed).assessment.layers.model.reason);
    expect(found?.facts).toEqual(judged(closed).assessment.layers.model.facts);
    expect(report('model', own, { ...closed, id: 'zenith' })?.usage).toBe('zenith');
  });

  test('is not missing at its floor', () => {
    expect([report('model', own)?.missing, report('model', usage({ model: modelSide('jade/open-4') }))?.missing]).toEqual([false, false]);
  });

  test('is explained by a certain one before an unsure one that is as low', () => {
    expect([report('model', unsure, closed)?.usage, report('model', closed, unsure)?.usage]).toEqual(['closed', 'closed']);
    expect(report('model', unsure, { ...closed, id: 'zenith' })?.usage).toBe('zenith');
  });

  test('is explained by the same one of two equals, in whatever order they come', () => {
    const twin = { ...closed, id: 'another' };
    expect([report('model', closed, twin)?.usage, report('model', twin, closed)?.usage]).toEqual(['another', 'another']);
  });

  test('is at best what the least of the usages can be', () => {
    expect([report('model', unsure, own)?.level, report('model', unsure, closed)?.level]).toEqual([at(1, 2), at(1)]);
  });
});

describe('the verdict', () => {
  test.each([
    ['nothing missing', {}, 'sovereign'],
    ['one layer missing', { data: at(1) }, 'dependency'],
    ['two layers missing', { data: at(1), cloud: at(0) }, 'dependency'],
    ['three layers missing', { data: at(1), cloud: at(0), model: at(1) }, 'access'],
  ])('%s', (_, given, expected) => {
    const { level, range, missingLayers, unknowns } = verdict(given);
    expect([level, range, unknowns]).toEqual([expected, [expected], 0]);
    expect(missingLayers).toEqual(LAYERS.filter((layer) => layer in given));
  });

  test('is a range, best first, where unknowns decide it, and the worst of it counts', () => {
    const { level, range, unknowns } = verdict({ data: at(1, 3), cloud: at(0, 2), model: at(0, 1) });
    expect([level, range, unknowns]).toEqual(['access', ['dependency', 'access'], 3]);
  });

  test('of a repository without AI is none, without any risk', () => {
    expect(verdictOf([], layers(), view())).toMatchObject({ level: 'none', range: ['none'], missingLayers: [], riskIndex: 0, revocability: 'unknown' });
  });

  test('takes the strongest restriction of all usages', () => {
    expect(verdictOf([restricted('R1', 'watch'), restricted('R1', 'conditional', 'none')], layers(), view()).restriction).toBe('conditional');
    expect(verdictOf(called, layers(), view()).restriction).toBe('none');
  });

  test('takes the worst revocability that is known', () => {
    const of = (...all: Revocability[]) =>
      verdictOf(
        all.map((one) => restricted(one)),
        layers(),
        view(),
      ).revocability;
    expect([of('R3', 'unknown', 'R1'), of('R1', 'R4', 'R2'), of('unknown')]).toEqual(['R3', 'R4', 'unknown']);
  });
});

describe('the risk index', () => {
  const weighted = (weights: Partial<Record<Layer, number>>) => view(['EU'], { weights: { ...policy([]).weights, ...weights } });

  test('is nothing where all is best and 100 where all is worst', () => {
    const all = (level: number) => Object.fromEntries(LAYERS.map((layer) => [layer, at(level)]));
    expect([verdict(all(4)).riskIndex, verdict(all(2)).riskIndex, verdict(all(0)).riskIndex]).toEqual([0, 50, 100]);
  });

  test('counts what each layer lacks by its weight, at the low end of a range', () => {
    const { riskIndex, riskTerms } = verdict(
      { model: at(4), data: at(4), cloud: at(0, 4), compute: at(4), deployment: at(4), license: at(4) },
      weighted({ cloud: 3 }),
    );
    expect([riskIndex, riskTerms]).toEqual([38, { model: 0, data: 0, compute: 0, cloud: 37.5, deployment: 0, license: 0 }]);
  });

  test('shows its terms with one digit, and rounds their exact sum', () => {
    const { riskIndex, riskTerms } = verdict({ model: at(3), data: at(3), compute: at(3), cloud: at(3), deployment: at(4), license: at(4) });
    expect([riskIndex, riskTerms.model, riskTerms.license]).toEqual([17, 4.2, 0]);
  });

  test('is nothing where nothing has weight', () => {
    const { riskIndex, riskTerms } = verdict({ cloud: at(0) }, view(['EU'], { weights: Object.fromEntries(LAYERS.map((layer) => [layer, 0])) as never }));
    expect([riskIndex, riskTerms.cloud]).toEqual([0, 0]);
  });

  test('is at least 90 where something is prohibited', () => {
    const prohibited = [restricted('R1', 'prohibited')];
    const worst = Object.fromEntries(LAYERS.map((layer) => [layer, at(0)]));
    expect([verdictOf(prohibited, layers(), view()).riskIndex, verdictOf(prohibited, layers(worst), view()).riskIndex]).toEqual([90, 100]);
    expect(verdictOf([restricted('R1', 'conditional')], layers(), view()).riskIndex).toBe(50);
  });
});
