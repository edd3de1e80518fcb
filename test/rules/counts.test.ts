import { expect, test } from 'vitest';
import { KINDS } from '../../src/knowledge/schema.ts';
import { compiledRules } from './rules-folder.ts';

/** Entries there were when this was written last. Raise a number when many were added; a smaller count means that rules were lost. */
const LEAST: Readonly<Record<string, number>> = {
  organizations: 540,
  services: 480,
  models: 410,
  packages: 880,
  accelerators: 44,
  resources: 110,
  licenses: 90,
  events: 50,
  regimes: 76,
  transfers: 6,
  regions: 21,
  policies: 13,
  checks: 27,
  scenarios: 4,
  configs: 29,
  vocab: 5,
};

const { entries, index } = compiledRules();

test('every kind has a least number here', () => {
  expect(Object.keys(LEAST).sort()).toEqual(Object.keys(KINDS).sort());
});

test.each(Object.entries(LEAST))('no %s were lost: at least %i', (kind, least) => {
  expect(entries.filter((entry) => entry.kind === kind).length).toBeGreaterThanOrEqual(least);
});

test('no model versions were lost', () => {
  expect(index.models.size).toBeGreaterThanOrEqual(1600);
});

test('no developers were lost', () => {
  expect(new Set([...index.models.values()].map(({ developer }) => developer)).size).toBeGreaterThanOrEqual(280);
});
