/** `simulate` on reports and fleet reports: judged anew without scanning, and the same as when it scans. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { FleetSimulation, SimulatedGroup } from '../../src/model/fleet.ts';
import type { Simulation } from '../../src/model/simulation.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const stack = (name: string): string => new URL(`../../fixtures/stacks/${name}/input`, import.meta.url).pathname;
const SAMPLE = new URL('../../fixtures/sample/app', import.meta.url).pathname;
/** Nothing is declared in these: a report holds all that their judgement rests on. */
const PLAIN = { sample: SAMPLE, openai: stack('openai-direct'), deepseek: stack('deepseek-through-openai'), glm: stack('glm-vllm-ovh') };
const texts: Record<string, string> = {};

beforeAll(async () => {
  for (const [name, path] of Object.entries(PLAIN)) {
    texts[name] = (await runCli(['audit', path, '--no-config', '--name', name, '--as-of', '2026-11-22', '-f', 'json'])).stdout;
  }
});

/** The fleet of these reports in a file; the reports themselves are gone. */
async function fleetOf(...names: string[]): Promise<string> {
  const folder = repository(Object.fromEntries(names.map((name) => [`reports/${name}.json`, texts[name] ?? ''])));
  const fleet = join(folder, 'fleet.json');
  await runCli(['merge', join(folder, 'reports'), '-o', `json=${fleet}`, '-f', 'csv']);
  rmSync(join(folder, 'reports'), { recursive: true });
  return fleet;
}
const simulated = async (...argv: string[]): Promise<FleetSimulation> => JSON.parse((await runCli(['simulate', ...argv, '--json'])).stdout);
const group = async (...argv: string[]): Promise<SimulatedGroup> => {
  const [only, ...others] = (await simulated(...argv)).groups;
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} groups`);
  return only;
};

describe('of every repository it says what simulate says of its code', () => {
  test.each([
    ['sample', ['--deny', 'model:claude-*']],
    ['sample', ['--deny', 'country:US', '--weights', 'closed']],
    ['sample', ['--cut', 'EU']],
    ['sample', ['--scenario', 'hub-unreachable']],
    ['sample', ['--relicense', 'bge-m3=llama-3.1']],
    ['openai', ['--deny', 'developer:openai']],
    ['deepseek', ['--deny', 'operator:deepseek']],
    ['glm', ['--scenario', 'china-weights-export']],
  ])('%s with %j', async (name, flags) => {
    const scanned: Simulation = JSON.parse(
      (await runCli(['simulate', PLAIN[name as keyof typeof PLAIN], '--no-config', '--as-of', '2026-11-22', ...flags, '--json'])).stdout,
    );
    const fleet = await group(await fleetOf(name), ...flags);
    expect(fleet.judgedDifferently).toEqual([]);
    expect(fleet.verdicts.before[scanned.verdict.before.level]).toBe(1);
    expect(fleet.verdicts.after[scanned.verdict.after.level]).toBe(1);
    const missing = (when: 'before' | 'after'): string[] => fleet.layers.filter((layer) => layer[when] === 1).map(({ layer }) => layer);
    expect(missing('after')).toEqual(scanned.verdict.after.missingLayers);
    expect(missing('before')).toEqual(scanned.verdict.before.missingLayers);
    const places = (paths: readonly { place: string | null; reason: string }[]): string[] => paths.map(({ place, reason }) => `${place} ${reason}`).sort();
    expect(places(fleet.touched[0]?.stops ?? [])).toEqual(places(scanned.stops));
    expect(fleet.survives.reduce((sum, { callPaths }) => sum + callPaths, 0)).toBe(scanned.survives.length);
  });
});

describe('over many repositories', () => {
  test('counts repositories and call paths that stop, and those in which nothing goes on', async () => {
    const { stops, repositories, supposed } = await group(await fleetOf('sample', 'openai', 'deepseek'), '--deny', 'operator:openai');
    expect({ stops, repositories, reaches: supposed[0]?.repositories }).toEqual({
      stops: { repositories: 2, callPaths: 2, wholly: 1 },
      repositories: 3,
      reaches: 2,
    });
  });

  test('names each place, in the terminal and as CSV', async () => {
    const fleet = await fleetOf('sample', 'openai');
    expect((await runCli(['simulate', fleet, '--deny', 'model:gpt-*'])).stdout).toMatch(
      /STOPS {2}2 call paths in 2 repositories[\s\S]*openai {2}all 1 call path, access\n {6}answer\.ts:6 {2}GPT-5\.5/,
    );
    expect((await runCli(['simulate', fleet, '--deny', 'model:gpt-*', '--csv'])).stdout).toContain('eu,openai,');
  });

  test('takes another day and another profile for all of them', async () => {
    const fleet = await fleetOf('openai', 'deepseek');
    const other = await group(fleet, '--deny', 'model:gpt-*', '--profile', 'us', '--as-of', '2026-06-20');
    expect([other.profile, other.asOf, other.repositories]).toEqual(['us', ['2026-06-20'], 2]);
  });

  test('says what a report does not hold: declared facts of its project file', async () => {
    const root = repository({
      'app.py':
        "from openai import OpenAI\nclient = OpenAI(base_url='https://llm.harbour.example/v1')\nclient.chat.completions.create(model='zai-org/GLM-5.2', messages=[])\n",
      'sovaudit.yaml': 'endpoints:\n  - host: llm.harbour.example\n    place: DE\n    operator: self\norganization:\n  seat: DE\n  monthly_users: 10\n',
    });
    const { stdout } = await runCli(['audit', root, '-f', 'json', '--name', 'harbour']);
    const file = join(repository({ 'keep.txt': '' }), 'harbour.json');
    writeFileSync(file, stdout);
    const fleet = await group(file, '--deny', 'country:US');
    for (const { declared } of fleet.judgedDifferently) expect(declared).toBe(true);
    expect(fleet.repositories).toBe(1);
  });
});

describe('what it refuses', () => {
  test('flags that would mean files', async () => {
    expect(await runCli(['simulate', await fleetOf('openai'), '--cut', 'EU', '--include', '*.py'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--include has no meaning'),
    });
  });

  test('a damaged report', async () => {
    const file = join(repository({ 'openai.json': (texts.openai ?? '').slice(0, 4000) }), 'openai.json');
    expect(await runCli(['simulate', file, '--cut', 'EU'])).toMatchObject({ code: 2, stderr: expect.stringContaining('is cut off') });
  });

  test('and audits a JSON file that is no report like any other file', async () => {
    const file = join(repository({ 'package.json': '{"name":"letters","dependencies":{"openai":"^5.0.0"}}' }), 'package.json');
    expect((await runCli(['simulate', file, '--deny', 'operator:openai'])).stdout).toMatch(/^WHAT IF, as of 2026-11-22, under the profile European Union\n/);
  });

  test('a name nobody knows', async () => {
    expect(await runCli(['simulate', await fleetOf('openai'), '--deny', 'operator:opnai'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('openai'),
    });
  });
});
