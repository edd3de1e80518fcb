/** Projection and register rows, against the tables worked by hand. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { assess } from '../../src/evaluate/assess.ts';
import { doraRows } from '../../src/evaluate/dora.ts';
import { csfProjection } from '../../src/evaluate/frameworks.ts';
import { LAYERS } from '../../src/model/layer.ts';
import type { Report } from '../../src/model/report.ts';
import type { Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, ORGANIZATIONS, usage, view } from '../support/judgement.ts';

const levels = (text: string) => {
  const ends = text.split(' ').map((word) => word.split('-').map(Number));
  return LAYERS.map((layer, at) => ({ layer, level: { low: ends[at]?.[0] ?? 0, high: ends[at]?.[1] ?? ends[at]?.[0] ?? 0 } }));
};

describe('the projection', () => {
  test.each([
    ['1 OpenAI direct', '1 1 0 0 1 1', 10, 0],
    ['2 Azure, data zone', '1 2 1 1 1 1', 21.25, 1],
    ['4 GLM under vLLM', '3 3 2 3 3 3', 58.75, 2],
    ['5 DeepSeek API', '2 0 0 0 2 3', 15, 0],
    ['6 Mistral and Apertus', '3 2 2 2 3 1', 42.5, 1],
  ])('of stack %s gives the points worked by hand', (_, text, points, lowest) => {
    const { score, lowest: least, outOf } = csfProjection(levels(text));
    expect([score, least, outOf]).toEqual([{ low: points, high: points }, { low: lowest, high: lowest }, 85]);
  });

  test('keeps unknowns as a range', () => {
    expect(csfProjection(levels('0-2 0-4 0 0 1 1')).score).toEqual({ low: 7.5, high: 12.5 });
  });

  test('assesses neither security nor environment', () => {
    expect(
      csfProjection(levels('4 4 4 4 4 4'))
        .objectives.filter(({ level }) => level === null)
        .map(({ id }) => id),
    ).toEqual(['SOV-7', 'SOV-8']);
  });

  test('never speaks of a SEAL', () => {
    expect(JSON.stringify(csfProjection(levels('4 4 4 4 4 4')))).not.toMatch(/SEAL/);
  });
});

describe('a report', () => {
  const stack = (name: string, profile: string): Promise<Report> =>
    audit({ path: fileURLToPath(new URL(`../../fixtures/stacks/${name}/input`, import.meta.url)), profile, asOf: '2026-11-22' });

  test.each([
    ['openai-direct', 10],
    ['deepseek-through-openai', 15],
  ])('of %s under eu-regulated projects %s points, lowest 0', async (name, points) => {
    const { csf } = (await stack(name, 'eu-regulated')).frameworks;
    expect([csf?.score.low, csf?.score.high, csf?.outOf, csf?.lowest.low]).toEqual([points, points, 85, 0]);
  });

  test('has register rows for a regulated profile only', async () => {
    expect(
      (await stack('openai-direct', 'eu-regulated')).frameworks.dora?.rows.map(({ provider, ultimateParent, parentCountry, rank, processing }) => [
        provider,
        ultimateParent,
        parentCountry,
        rank,
        processing,
      ]),
    ).toEqual([['OpenAI', 'OpenAI', 'US', 1, ['global']]]);
    expect((await stack('openai-direct', 'eu')).frameworks.dora).toBeNull();
  });

  test('marks who is on the list of critical providers, and who is not', async () => {
    const rows = (await stack('azure-sweden-data-zone', 'eu-regulated')).frameworks.dora?.rows ?? [];
    expect(rows.map(({ provider, critical }) => [provider, critical])).toEqual([
      ['Microsoft', true],
      ['OpenAI', false],
    ]);
  });

  test('marks nobody before the list was published', async () => {
    const report = await audit({
      path: fileURLToPath(new URL('../../fixtures/stacks/azure-sweden-data-zone/input', import.meta.url)),
      profile: 'eu-regulated',
      asOf: '2025-11-17',
    });
    expect(report.frameworks.dora?.rows.some(({ critical }) => critical)).toBe(false);
  });

  test('has no European framework for a profile elsewhere', async () => {
    expect((await stack('openai-direct', 'us')).frameworks).toEqual({ csf: null, dora: null });
  });
});

describe('register rows', () => {
  const rows = (...usages: Usage[]) =>
    doraRows(
      usages.map((one) => ({ usage: one, assessment: assess(one, INDEX, view()) })),
      INDEX,
      '2026-11-22',
    ).map(({ provider, rank, behind, substitutability }) => [provider, rank, behind, substitutability]);
  const cloud = usage({
    service: { id: 'borealis-ireland', name: 'Borealis Cloud', category: 'cloud-platform', operator: ORGANIZATIONS.subsidiary as never, observed: true },
    place: 'IE',
  });

  test('put the maker of a closed model behind the cloud that sells it', () => {
    expect(rows({ ...cloud, model: modelSide('lutece/closed-2') })).toEqual([
      ['Borealis Ireland', 1, null, 'medium complexity'],
      ['Lutece AI', 2, 'Borealis Ireland', 'unknown'],
    ]);
  });

  test('put nobody behind an operator of open weights', () => {
    expect(rows({ ...cloud, model: modelSide('jade/open-4') })).toEqual([['Borealis Ireland', 1, null, 'easily substitutable']]);
  });

  test('leave the party behind a gateway unknown', () => {
    expect(rows(usage({ route: 'gateway' })).map(([provider, rank]) => [provider, rank])).toEqual([
      ['Borealis', 1],
      ['unknown', 2],
    ]);
  });

  test('have none for what is self-hosted', () => {
    expect(rows(usage({ route: 'self-hosted', service: null }))).toEqual([]);
  });

  test('join usages of one provider and take the hardest to replace', () => {
    expect(rows(usage({ id: 'a', model: modelSide('jade/open-4') }), usage({ id: 'b', purpose: 'agent' }))).toEqual([['Borealis', 1, null, 'highly complex']]);
  });
});
