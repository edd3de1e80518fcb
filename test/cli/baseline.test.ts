import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Each audits several times.
vi.setConfig({ testTimeout: 60_000 });

const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";
const CLAUDE = "from anthropic import Anthropic\nAnthropic().messages.create(model='claude-opus-4-8', messages=[])\n";

let root: string;
let file: string;
beforeEach(async () => {
  root = repository({ 'app/answers.py': OPENAI });
  file = join(root, '.sovaudit-baseline.json');
  await runCli(['baseline', 'create', root, '--file', file]);
});
const baseline = () => JSON.parse(readFileSync(file, 'utf8')) as { findings: { rule: string; subject: string; severity: string }[] };

describe('a baseline file', () => {
  test('fits its published schema, holds one finding per line, and is the same every time', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../rules/schema/baseline.schema.json', import.meta.url), 'utf8'));
    expect(new Ajv2020().compile(schema)(baseline())).toBe(true);
    const first = readFileSync(file, 'utf8');
    expect(first.split('\n').filter((line) => line.includes('"fingerprint"')).length).toBe(baseline().findings.length);
    expect((await runCli(['baseline', 'update', root, '--file', file])).stdout).toContain('(0 added, 0 removed)');
    expect(readFileSync(file, 'utf8')).toBe(first);
  });

  test('is not overwritten by create', async () => {
    const { code, stderr } = await runCli(['baseline', 'create', root, '--file', file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('use baseline update')]);
  });

  test('makes what it holds known: gates judge the rest, and the levels stay what they are', async () => {
    const { code, stdout } = await runCli(['audit', root, '--baseline', file, '--fail-on', 'info', '-f', 'json']);
    const report = JSON.parse(stdout);
    expect([code, report.verdict.level]).toEqual([0, 'access']);
    expect(new Set(report.findings.map(({ status }: { status: string }) => status))).toEqual(new Set(['baseline']));
    expect((await runCli(['audit', root, '--baseline', file, '--min-level', 'cloud=2'])).code).toBe(1);
  });

  test('names stale entries, and prune takes out only those', async () => {
    writeFileSync(join(root, 'app/answers.py'), CLAUDE);
    const { stdout, stderr } = await runCli(['audit', root, '--baseline', file, '-f', 'json']);
    expect(JSON.parse(stdout).comparison.baseline.stale.length).toBeGreaterThan(0);
    expect(stderr).toMatch(/baseline: \d+ entries are stale/);
    await runCli(['baseline', 'prune', root, '--file', file]);
    expect(JSON.stringify(baseline())).not.toMatch(/openai|anthropic/);
    await runCli(['baseline', 'update', root, '--file', file]);
    expect(baseline().findings.map(({ subject }) => subject)).toContain('anthropic@global');
  });

  test('of another profile is told, and not updated by mistake', async () => {
    expect((await runCli(['audit', root, '--baseline', file, '--profile', 'us'])).stderr).toContain('was made under profile eu, this audit is under us');
    expect((await runCli(['baseline', 'update', root, '--file', file, '--profile', 'us'])).code).toBe(2);
  });

  test.each([
    ['is not there', null, 'baseline not found'],
    ['is not JSON', '{', 'not JSON'],
    ['has a key nobody knows', '{"version":1,"profile":"eu","findings":[],"until":"2027"}', 'unknown key "until"'],
  ])('that %s exits 2', async (_name, content, message) => {
    const other = content === null ? join(root, 'none.json') : join(repository({ 'b.json': content }), 'b.json');
    const { code, stderr } = await runCli(['audit', root, '--baseline', other]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('gates of the project file', () => {
  const audit = async (config: string) => {
    writeFileSync(join(root, 'sovaudit.yaml'), config);
    const { code, stdout } = await runCli(['audit', root, '-f', 'json']);
    return { code, gates: JSON.parse(stdout).gates as { gate: string; passed: boolean; remedy: string | null }[] };
  };

  test('a layer and a rule can have a gate of their own', async () => {
    expect((await audit('fail_on: high\nfail_on_layer: { compute: none, cloud: none }\n')).code).toBe(0);
    const { code, gates } = await audit('fail_on_layer: { cloud: high }\nfail_on_rule: { license/closed-terms: low }\n');
    expect([code, gates.map(({ gate, passed }) => [gate, passed])]).toEqual([
      1,
      [
        ['fail-on cloud=high', false],
        ['fail-on license/closed-terms=low', false],
      ],
    ]);
    expect(gates[0]?.remedy).toContain('cloud/foreign-operator (app/answers.py:3)');
  });

  test('the narrower gate counts: a rule its own, not that of its layer', async () => {
    expect((await audit('fail_on_layer: { cloud: high }\nfail_on_rule: { cloud/foreign-operator: none }\n')).code).toBe(0);
  });

  test('a gate on a rule that does not exist exits 2 and names the nearest', async () => {
    writeFileSync(join(root, 'sovaudit.yaml'), 'fail_on_rule: { cloud/foreign-operater: high }\n');
    const { code, stderr } = await runCli(['audit', root]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean "cloud/foreign-operator"?')]);
  });

  test('a suppression needs a reason and somebody who answers for it', async () => {
    writeFileSync(join(root, 'sovaudit.yaml'), 'suppressions:\n  - rule: cloud/foreign-operator\n    reason: ""\n');
    const { code, stderr } = await runCli(['audit', root]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/sovaudit\.yaml:\d+:\d+ .*reason[\s\S]*approver/)]);
  });

  test('what a suppression of the project file accepts is shown with approver and ticket', async () => {
    writeFileSync(
      join(root, 'sovaudit.yaml'),
      'suppressions:\n  - { rule: cloud/foreign-operator, subject: openai, reason: pilot, approver: Ada, ticket: AI-12, until: "2027-03-31" }\n',
    );
    const { stdout } = await runCli(['audit', root, '--verbose']);
    expect(stdout).toMatch(/high cloud\/foreign-operator openai@global: until 2027-03-31, approved by Ada, AI-12: pilot\s+\(sovaudit\.yaml:2\)/);
  });
});
