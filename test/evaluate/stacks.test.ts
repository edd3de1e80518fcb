/** The worked stacks of the scoring design, audited from source code to verdict. The tables below were worked by hand. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { loadConfig } from '../../src/config/index.ts';
import { LAYERS } from '../../src/model/layer.ts';
import type { Report } from '../../src/model/report.ts';

const FOLDER = (name: string): string => fileURLToPath(new URL(`../../fixtures/stacks/${name}/input`, import.meta.url));

const stack = async (name: string, profile: string, asOf = '2026-11-22'): Promise<Report> => {
  const file = `${FOLDER(name)}/sovaudit.yaml`;
  const { declarations } = await loadConfig(existsSync(file) ? file : null);
  return audit({ path: FOLDER(name), profile, asOf, ...(declarations && { declarations: { ...declarations, path: 'sovaudit.yaml' } }) });
};

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

/** stack, profile, levels, missing layers, verdict, restriction, revocability: as each fixture's README works them out. */
const TABLE: readonly Row[] = (
  [
    ['openai-direct', 'eu-regulated', '1 1 0 0 1 1', 6, 'access', 'none', 'R3'],
    ['openai-direct', 'us-federal', '2 2 2 2 1 1', 2, 'dependency', 'conditional', 'R2'],
    ['azure-sweden-data-zone', 'eu-regulated', '1 2 1 1 1 1', 5, 'access', 'none', 'R3'],
    ['azure-sweden-data-zone', 'us-federal', '2 2 2 2 1 1', 2, 'dependency', 'conditional', 'R2'],
    ['claude-bedrock-eu', 'eu-regulated', '1 2 1 1 1 1', 5, 'access', 'watch', 'R3'],
    ['claude-bedrock-eu', 'us-federal', '0 2 2 2 1 1', 3, 'access', 'prohibited', 'R2'],
    ['glm-vllm-ovh', 'eu-regulated', '3 3 2 3 3 3', 0, 'sovereign', 'watch', 'R0'],
    ['glm-vllm-ovh', 'us-federal', '0 1 0 0 3 3', 4, 'access', 'prohibited', 'R0'],
    ['deepseek-through-openai', 'eu-regulated', '2 0 0 0 2 3', 3, 'access', 'conditional', 'R1'],
    ['deepseek-through-openai', 'us-federal', '0 0 0 0 2 3', 4, 'access', 'prohibited', 'R1'],
    ['mistral-closed-with-apertus', 'eu-regulated', '3 2 2 2 3 1', 1, 'dependency', 'none', 'R2'],
    ['mistral-closed-with-apertus', 'us-federal', '3 1 0 0 3 1', 4, 'access', 'conditional', 'R3'],
    ['mistral-with-apertus', 'eu-regulated', '3 2 2 2 3 2', 0, 'sovereign', 'none', 'R1'],
    ['mistral-with-apertus', 'us-federal', '3 1 0 0 3 2', 3, 'access', 'conditional', 'R1'],
    ['apertus-infomaniak-ch', 'ch', '2 3 2 3 2 4', 0, 'sovereign', 'none', 'R1'],
    ['plamo-api-jp', 'jp', '2 3 2 3 1 1', 2, 'dependency', 'none', 'R2'],
    ['qwen-own-nvidia-cn', 'cn', '4 3 1 3 3 3', 1, 'dependency', 'none', 'R0'],
    ['openai-uae-with-falcon-gulf', 'gulf', '4 2 1 1 3 1', 3, 'access', 'none', 'R3'],
  ] as const
).map(([name, profile, levels, missing, verdict, restriction, revocability]) => ({
  stack: name,
  profile,
  levels,
  missing,
  verdict,
  restriction,
  revocability,
}));

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
