import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Every run compiles the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 });

const CALL = 'from openai import OpenAI\nOpenAI().chat.completions.create(model="gpt-5.5", messages=[])\n';

test('init --rules writes a rule file that passes its own tests, and names it in the project file', async () => {
  const root = repository({ 'app.py': CALL });
  const { code, stdout } = await runCli(['init', root, '--yes', '--rules']);
  expect([code, stdout.includes('sovaudit rules test')]).toEqual([0, true]);
  expect(readFileSync(join(root, 'sovaudit.yaml'), 'utf8')).toMatch(/^rules: \[our-rules\.yaml\]$/m);
  const tested = await runCli(['rules', 'test', join(root, 'our-rules.yaml')]);
  expect([tested.code, tested.stdout]).toEqual([0, '2 validated, 0 missing, 0 noisy\n']);
  expect((await runCli(['audit', root, '-f', 'compact'])).code).not.toBe(2);
});

test('without --rules the project file only says how, and no rule file is written', async () => {
  const root = repository({ 'app.py': CALL });
  await runCli(['init', root, '--yes']);
  expect(readFileSync(join(root, 'sovaudit.yaml'), 'utf8')).toMatch(/^# rules: \[our-rules\.yaml\]$/m);
});

test('a rule file that is there stays as it is', async () => {
  const root = repository({ 'app.py': CALL, 'our-rules.yaml': '# ours\n' });
  await runCli(['init', root, '--yes', '--rules']);
  expect(readFileSync(join(root, 'our-rules.yaml'), 'utf8')).toBe('# ours\n');
});
