/** Findings point at articles; they never say whether those are met. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/index.ts';

const { index } = await loadKnowledge([]);
const checks = [...index.checks.values()];

test('every layer has a rule that points at an objective of the Commission and at DORA', () => {
  for (const layer of ['model', 'data', 'cloud', 'deployment']) {
    const regimes = checks.filter((check) => check.layer === layer).flatMap(({ touches }) => touches.map(({ regime }) => regime));
    expect([layer, regimes.includes('eu-csf'), regimes.includes('eu-dora-28')]).toEqual([layer, true, true]);
  }
});

test('every objective that is assessed is pointed at, and none that is not', () => {
  const objectives = checks.flatMap(({ touches }) => touches.filter(({ regime }) => regime === 'eu-csf').flatMap(({ at }) => at.split(', ')));
  expect([...new Set(objectives)].sort()).toEqual(['SOV-1', 'SOV-2', 'SOV-3', 'SOV-4', 'SOV-5', 'SOV-6']);
});

test('every regime pointed at is switched on in some profile, so that somebody sees it', () => {
  const seen = new Set([...index.policies.values()].flatMap(({ regimes }) => regimes));
  expect(checks.flatMap(({ touches }) => touches.map(({ regime }) => regime)).filter((regime) => !seen.has(regime))).toEqual([]);
});
