import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, git, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// One team, from the first look to an exception that runs out. Every date is an argument: nothing here waits for a clock.

const ANSWERS = "from openai import OpenAI\n\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";
const LETTERS = "from anthropic import Anthropic\n\nletters = Anthropic()\nletters.messages.create(model='claude-opus-4-8', messages=[])\n";
const RULE = 'cloud/foreign-operator';

interface Audited {
  readonly verdict: { readonly level: string };
  readonly findings: readonly {
    rule: string;
    subject: string;
    status: string;
    suppression: { reason: string; until: string } | null;
    evidence: { path: string; line: number }[];
  }[];
  readonly gates: readonly { gate: string; passed: boolean; message: string; remedy: string | null }[];
}

test('clone, init, first audit, baseline, a new provider fails, a suppression with a reason passes, its end fails again', async () => {
  const origin = repository({ 'app/answers.py': ANSWERS, 'requirements.txt': 'openai==2.1.0\n' });
  commitAll(origin);
  const root = join(repository({ 'keep.txt': '' }), 'clone');
  git(origin, 'clone', '--quiet', origin, root);

  // A project file, grounded in what is there.
  const config = join(root, 'sovaudit.yaml');
  const init = await runCli(['init', root, '--yes', '--profile', 'eu', '--fail-on', 'none', '--as-of', '2026-11-22']);
  expect([init.code, readFileSync(config, 'utf8')]).toEqual([0, expect.stringMatching(/^# yaml-language-server: \$schema=.*project\.schema\.json\n/)]);
  write(root, { 'sovaudit.yaml': `${readFileSync(config, 'utf8')}\nbaseline: .sovaudit-baseline.json\nfail_on_rule:\n  ${RULE}: high\n` });

  const audit = async (asOf: string): Promise<{ code: number; report: Audited }> => {
    const { code, stdout } = await runCli(['audit', root, '--as-of', asOf, '-f', 'json', '--quiet']);
    return { code, report: JSON.parse(stdout) as Audited };
  };
  const fresh = (report: Audited) => report.findings.filter(({ rule, status }) => rule === RULE && status === 'new');

  // The first audit fails on what has been there for long; the baseline makes that known.
  const first = await runCli(['audit', root, '--no-config', '--as-of', '2026-11-22', '-f', 'json', '--fail-on', 'high']);
  expect([first.code, (JSON.parse(first.stdout) as Audited).verdict.level]).toEqual([1, 'access']);
  const baseline = join(root, '.sovaudit-baseline.json');
  expect((await runCli(['baseline', 'create', root, '--file', baseline, '--as-of', '2026-11-22', '--quiet'])).code).toBe(0);
  commitAll(root, 'sovaudit');
  const known = await audit('2026-11-22');
  expect([known.code, fresh(known.report)]).toEqual([0, []]);

  // Moved lines, other formatting and a renamed file are nothing new.
  git(root, 'mv', 'app/answers.py', 'app/replies.py');
  write(root, {
    'app/replies.py': `"""Replies to customers."""\n\n\n${ANSWERS.replace("(model='gpt-5.5', messages=[])", '(\n    model="gpt-5.5",\n    messages=[],\n)')}`,
  });
  expect((await audit('2026-11-22')).code).toBe(0);

  // Somebody adds a provider: one new finding, and the gate says which, and what would pass it.
  write(root, { 'app/letters.py': LETTERS });
  const added = await audit('2026-11-22');
  expect(added.code).toBe(1);
  expect(fresh(added.report).map(({ subject, evidence }) => [subject, evidence[0]?.path])).toEqual([['anthropic@global', 'app/letters.py']]);
  expect(added.report.gates.filter(({ passed }) => !passed)).toEqual([
    {
      gate: `fail-on ${RULE}=high`,
      passed: false,
      message: `1 new finding of severity high or worse of ${RULE}`,
      remedy: `resolve, or suppress with a reason: ${RULE} (app/letters.py:4)`,
    },
  ]);

  // Accepted for the pilot, with a reason and an end.
  write(root, {
    'app/letters.py': LETTERS.replace('letters.messages', `# sovaudit-ignore[${RULE}] until=2027-03-31: pilot, moves to our own machines\nletters.messages`),
  });
  const accepted = await audit('2026-11-22');
  expect(accepted.code).toBe(0);
  expect(accepted.report.findings.find(({ status }) => status === 'suppressed')).toMatchObject({
    rule: RULE,
    suppression: { reason: 'pilot, moves to our own machines', until: '2027-03-31' },
  });
  expect((await audit('2027-03-31')).code).toBe(0);

  // The pilot was not ended in time.
  const expired = await audit('2027-04-01');
  expect(expired.code).toBe(1);
  expect(expired.report.findings.map(({ rule }) => rule)).toContain('suppression/expired');
  expect(fresh(expired.report).map(({ subject }) => subject)).toEqual(['anthropic@global']);
}, 60_000);
