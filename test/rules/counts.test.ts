import { expect, test } from 'vitest';
import { KINDS } from '../../src/knowledge/schema.ts';
import { compiledRules } from './rules-folder.ts';

/** Entries there were when this was written last. Raise a number when many were added; a smaller count means that rules were lost. */
const LEAST: Readonly<Record<string, number>> = {
  organizations: 560,
  services: 485,
  models: 435,
  packages: 885,
  accelerators: 44,
  resources: 110,
  licenses: 130,
  events: 55,
  regimes: 76,
  transfers: 6,
  regions: 21,
  policies: 13,
  checks: 35,
  sets: 2,
  scenarios: 4,
  configs: 29,
  vocab: 8,
};

const { entries, index } = compiledRules();

test('every kind has a least number here', () => {
  expect(Object.keys(LEAST).sort()).toEqual(Object.keys(KINDS).sort());
});

test.each(Object.entries(LEAST))('no %s were lost: at least %i', (kind, least) => {
  expect(entries.filter((entry) => entry.kind === kind).length).toBeGreaterThanOrEqual(least);
});

test('no model versions were lost', () => {
  expect(index.models.size).toBeGreaterThanOrEqual(1675);
});

test('no developers were lost', () => {
  expect(new Set([...index.models.values()].map(({ developer }) => developer)).size).toBeGreaterThanOrEqual(290);
});

test('no data practices were lost', () => {
  expect([...index.services.values()].filter(({ dataPractices }) => dataPractices != null).length).toBeGreaterThanOrEqual(52);
});
