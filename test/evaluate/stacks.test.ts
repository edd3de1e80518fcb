/** The worked stacks of the scoring design, audited from source code to verdict. The tables below were worked by hand. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.ts';
import { LAYERS } from '../../src/model/layer.ts';
import type { Report } from '../../src/model/report.ts';

const stack = (name: string, profile: string, asOf = '2026-11-22'): Promise<Report> =>
  audit({ path: fileURLToPath(new URL(`../../fixtures/stacks/${name}/input`, import.meta.url)), profile, asOf });

const levels = (report: Report): string =>
  LAYERS.map((layer) => report.layers.find((entry) => entry.layer === layer)?.level)
    .map((level) => (level?.low === level?.high ? level?.low : `${level?.low}-${level?.high}`))
    .join(' ');

interface Row {
  readonly stack: string;
  readonly profile: string;
  readonly levels: string;
  readonly missing: number;
  readonly verdict: string;
  readonly restriction: string;
  readonly revocability: string;
}

const TABLE: readonly Row[] = [
  { stack: 'openai-direct', profile: 'eu-regulated', levels: '1 1 0 0 1 1', missing: 6, verdict: 'access', restriction: 'none', revocability: 'R3' },
  { stack: 'openai-direct', profile: 'us-federal', levels: '2 2 2 2 1 1', missing: 2, verdict: 'dependency', restriction: 'conditional', revocability: 'R2' },
  {
    stack: 'deepseek-through-openai',
    profile: 'eu-regulated',
    levels: '2 0 0 0 2 3',
    missing: 3,
    verdict: 'access',
    restriction: 'conditional',
    revocability: 'R1',
  },
  {
    stack: 'deepseek-through-openai',
    profile: 'us-federal',
    levels: '0 0 0 0 2 3',
    missing: 4,
    verdict: 'access',
    restriction: 'prohibited',
    revocability: 'R1',
  },
];

describe.each(TABLE)('$stack under $profile', (row) => {
  test('gives the levels worked by hand', async () => {
    expect(levels(await stack(row.stack, row.profile))).toBe(row.levels);
  });

  test(`misses ${row.missing} layers: ${row.verdict}`, async () => {
    const { verdict } = await stack(row.stack, row.profile);
    expect([verdict.missingLayers.length, verdict.level]).toEqual([row.missing, row.verdict]);
  });

  test(`is restricted as ${row.restriction} and revocable as ${row.revocability}`, async () => {
    const { verdict } = await stack(row.stack, row.profile);
    expect([verdict.restriction, verdict.revocability]).toEqual([row.restriction, row.revocability]);
  });
});

describe('claude-fable-5 over time, profile eu', () => {
  const at = async (asOf: string) => {
    const report = await stack('fable-direct', 'eu', asOf);
    const usage = report.usages[0];
    return { model: usage?.layers.model.low, revocability: usage?.revocability, precedent: /precedent/i.test(usage?.revocabilityReason ?? '') };
  };

  test('the day before the order it is a foreign closed model like any other', async () => {
    expect(await at('2026-06-11')).toEqual({ model: 1, revocability: 'R3', precedent: false });
  });

  test('during the order it cannot be reached', async () => {
    const { model, revocability } = await at('2026-06-20');
    expect([model, revocability]).toEqual([0, 'R4']);
  });

  test('when only Mythos 5 was eased it is still unreachable', async () => {
    const { model, revocability } = await at('2026-06-28');
    expect([model, revocability]).toEqual([0, 'R4']);
  });

  test('after access resumed the precedent remains', async () => {
    expect(await at('2026-07-02')).toEqual({ model: 1, revocability: 'R3', precedent: true });
  });

  test('today it is a legacy model with a precedent', async () => {
    expect(await at('2026-11-22')).toEqual({ model: 1, revocability: 'R3', precedent: true });
    const report = await stack('fable-direct', 'eu');
    expect(report.usages[0]?.model?.status).toBe('legacy');
  });

  test('an order in force is critical, a lifted one is not', async () => {
    const severities = async (asOf: string) => (await stack('fable-direct', 'eu', asOf)).findings.map(({ severity }) => severity);
    expect(await severities('2026-06-20')).toContain('critical');
    expect(await severities('2026-11-22')).not.toContain('critical');
  });
});

test('DeepSeek through the OpenAI package is one DeepSeek usage and no OpenAI usage', async () => {
  const report = await stack('deepseek-through-openai', 'eu');
  expect(report.usages.map(({ sdk, service }) => [sdk?.id, service?.id])).toEqual([['openai', 'deepseek']]);
});
