/** `simulate`, `diff`, declared facts and own profiles, from the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";
const DEEPSEEK =
  "from openai import OpenAI\nclient = OpenAI(base_url='https://api.deepseek.com')\nclient.chat.completions.create(model='deepseek-v4-pro', messages=[])\n";
const INNER =
  "from openai import OpenAI\nclient = OpenAI(base_url='https://llm.harbour.example/v1')\nclient.chat.completions.create(model='zai-org/GLM-5.2', messages=[])\n";
/** Milliseconds for tests that compile the whole knowledge base anew, more than once. */
const COMPILES = 60_000;
const json = async (argv: readonly string[]) => JSON.parse((await runCli(argv)).stdout);
const saved = async (folder: string, name: string, argv: readonly string[]): Promise<string> => {
  const file = join(folder, name);
  await runCli([...argv, '-o', `json=${file}`, '-q']);
  return file;
};

describe('simulate', () => {
  test('names the usages that stop with file and line', async () => {
    const { code, stdout } = await runCli(['simulate', repository({ 'app.py': OPENAI, 'ds.py': DEEPSEEK }), '--scenario', 'us-closed-frontier']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/STOPS {2}1 usage\n {2}app\.py:3 {2}GPT-5\.5 through OpenAI API/);
  });

  test('prints JSON with the six levels before and after', async () => {
    const result = await json(['simulate', repository({ 'app.py': OPENAI }), '--deny', 'model:gpt-*', '--json']);
    expect(result.layers.map(({ layer }: { layer: string }) => layer)).toEqual(['model', 'data', 'compute', 'cloud', 'deployment', 'license']);
    expect([result.layers[0].before.low, result.layers[0].after.low, result.verdict.after.revocability]).toEqual([1, 0, 'R4']);
  });

  test(
    'takes an event in the format of rules, in a file of any name',
    async () => {
      const root = repository({ 'app.py': OPENAI });
      const file = join(
        repository({
          'order.yaml': `name: An order against GPT-5.5
authority: Department
subject: { models: [openai/gpt-5.5] }
segments:
  - { from: "2026-11-01", status: in_force, legal_scope: all, actual_effect: switched off, effects: [{ availability: unavailable, restriction: conditional, reason: An order ended access. }] }
verified_at: "2026-11-20"
from: own
sources: { own: { basis: background, title: what if } }
`,
        }),
        'order.yaml',
      );
      expect((await json(['simulate', root, '--event', file, '--json'])).stops.map(({ place }: { place: string }) => place)).toEqual(['app.py:3']);
      expect((await json(['simulate', root, '--event', file, '--as-of', '2026-10-31', '--json'])).notes).toEqual([
        'An order against GPT-5.5 is not in force on 2026-10-31: use --as-of to move the day.',
      ]);
    },
    COMPILES,
  );

  test(
    'an event of the knowledge base that is in force already changes nothing',
    async () => {
      const root = repository({ 'app.py': "import anthropic\nanthropic.Anthropic().messages.create(model='claude-fable-5')\n" });
      const file = new URL('../../rules/events/us-fable5-2026.yaml', import.meta.url).pathname;
      for (const day of ['2026-06-20', '2026-11-22']) {
        const { stops, changed, verdict } = await json(['simulate', root, '--event', file, '--as-of', day, '--json']);
        expect({ stops, changed, verdict }).toEqual({ stops: [], changed: [], verdict: { before: verdict.before, after: verdict.before } });
      }
    },
    COMPILES,
  );

  test('refuses to suppose nothing, and an unknown scenario with the nearest', async () => {
    const root = repository({ 'app.py': OPENAI });
    expect((await runCli(['simulate', root])).code).toBe(2);
    const { code, stderr } = await runCli(['simulate', root, '--scenario', 'hub-unreachabel']);
    expect([code, stderr.includes('did you mean "hub-unreachable"?')]).toEqual([2, true]);
  });
});

describe('diff', () => {
  test('tells a change of the code, and is a gate when asked', async () => {
    const folder = repository({ 'keep.txt': '' });
    const before = await saved(folder, 'before.json', [repository({ 'app.py': INNER })]);
    const after = await saved(folder, 'after.json', [repository({ 'app.py': INNER, 'ds.py': DEEPSEEK })]);
    const { code, stdout } = await runCli(['diff', before, after]);
    expect([code, stdout.includes('DeepSeek-V4-Pro (ds.py:3): new, because the code changed')]).toEqual([0, true]);
    expect((await runCli(['diff', before, after, '--fail-on-worse'])).code).toBe(1);
    expect((await runCli(['diff', after, before, '--fail-on-worse'])).code).toBe(0);
  });

  test('tells time that passed', async () => {
    const root = repository({ 'app.py': "import anthropic\nanthropic.Anthropic().messages.create(model='claude-fable-5')\n" });
    const folder = repository({ 'keep.txt': '' });
    const before = await saved(folder, 'before.json', [root, '--as-of', '2026-06-11']);
    const after = await saved(folder, 'after.json', [root, '--as-of', '2026-06-20']);
    const { conditions, layers } = await json(['diff', before, after, '--json']);
    expect(conditions).toEqual([{ cause: 'time', before: '2026-06-11', after: '2026-06-20' }]);
    expect(layers).toEqual([{ layer: 'model', direction: 'worse', causes: ['time'], before: { low: 1, high: 1 }, after: { low: 0, high: 0 } }]);
  });

  test('the same report twice says so', async () => {
    const file = await saved(repository({ 'keep.txt': '' }), 'a.json', [repository({ 'app.py': OPENAI })]);
    expect(await runCli(['diff', file, file, '--fail-on-worse'])).toMatchObject({ code: 0, stdout: 'The two reports say the same.\n' });
  });

  test('refuses what is no report, and says where', async () => {
    const root = repository({ 'not.json': '{', 'other.json': '{"schemaVersion":"1.0"}' });
    expect((await runCli(['diff', join(root, 'not.json'), join(root, 'not.json')])).code).toBe(2);
    const { code, stderr } = await runCli(['diff', join(root, 'other.json'), join(root, 'other.json')]);
    expect([code, stderr.includes('missing key "tool"')]).toEqual([2, true]);
  });
});

describe('a project file', () => {
  test('declares an internal endpoint, and is not read as code', async () => {
    const config = 'endpoints:\n  - { host: llm.harbour.example, place: NL, operator: self }\n  - { host: api.openai.com, place: DE, operator: self }\n';
    const report = await json([repository({ 'app.py': INNER, 'sovaudit.yaml': config }), '-f', 'json']);
    expect(
      report.usages.map(({ endpoint, layers }: { endpoint: { place: string }; layers: Record<string, { low: number }> }) => [
        endpoint.place,
        layers.data?.low,
        layers.cloud?.low,
      ]),
    ).toEqual([['NL', 3, 3]]);
    const told = report.findings.filter(({ rule }: { rule: string }) => rule.includes('declaration'));
    expect(
      told.map(({ rule, evidence }: { rule: string; evidence: { path: string; line: number }[] }) => [rule, evidence[0]?.path, evidence[0]?.line]),
    ).toEqual([['cloud/declaration-contradicted', 'sovaudit.yaml', 3]]);
  });

  test('prints license questions under their own heading until they are declared', async () => {
    const code = "from transformers import AutoModelForCausalLM\nAutoModelForCausalLM.from_pretrained('meta-llama/Llama-3.1-8B-Instruct')\n";
    expect((await runCli([repository({ 'app.py': code }), '--profile', 'us'])).stdout).toMatch(/QUESTIONS[\s\S]*Llama 3\.1[\s\S]*organization\.monthly_users/);
    expect(
      (await runCli([repository({ 'app.py': code, 'sovaudit.yaml': 'organization: { monthly_users: 1000 }\n' }), '--profile', 'us'])).stdout,
    ).not.toContain('QUESTIONS');
  });

  test.each([
    ['organisation: { seat: NL }\n', 'did you mean "organization"'],
    ['endpoints:\n  - { host: "https://x.example", place: NL }\n', 'expected a host without scheme'],
    ['exit_test: { date: "2026-02-30" }\n', 'expected a date'],
    ['endpoints:\n  - { host: x.example, place: NL, operator: opnai }\n', 'did you mean "openai"'],
    ['profiles:\n  own: { extends: eu-regulatd }\n', 'did you mean "eu-regulated"'],
    ['profiles:\n  own: { extends: eu, deny: { developers: [opnai] } }\n', 'did you mean "openai"'],
    ['profiles:\n  own: { extends: eu, exclude: { developers: [UK] } }\n', 'did you mean "GB"'],
  ])('is refused with its place: %j', async (config, message) => {
    const { code, stderr } = await runCli([repository({ 'app.py': OPENAI, 'sovaudit.yaml': config })]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/sovaudit\.yaml:\d+:\d+ /);
    expect(stderr).toContain(message);
  });

  test('brings a profile of its own that refuses an origin', async () => {
    const config =
      'profile: our-bank\nprofiles:\n  our-bank:\n    name: Our bank\n    extends: eu-regulated\n    exclude: { developers: [CN] }\n    floors: { cloud: 3 }\n';
    const report = await json([repository({ 'ds.py': DEEPSEEK, 'sovaudit.yaml': config }), '-f', 'json']);
    expect([report.audit.profile, report.verdict.restriction, report.layers[3].floor]).toEqual(['our-bank', 'prohibited', 3]);
    expect(report.findings[0]).toMatchObject({ rule: 'model/denied-by-policy', severity: 'critical' });
  });
});

describe('--dora', () => {
  test('writes rows with their place in the code', async () => {
    const file = join(repository({ 'keep.txt': '' }), 'dora.csv');
    await runCli([repository({ 'app.py': OPENAI }), '--profile', 'eu-regulated', '--dora', file]);
    expect(readFileSync(file, 'utf8').split('\r\n')[1]).toMatch(/^OpenAI,US,OpenAI,US,OpenAI API,chat,global,.*,1,,medium complexity,app\.py:3,2026-11-22$/);
  });

  test('is refused for a profile without a register', async () => {
    expect((await runCli([repository({ 'app.py': OPENAI }), '--dora', join(repository({ 'keep.txt': '' }), 'dora.csv')])).code).toBe(2);
  });
});
