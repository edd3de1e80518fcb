import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { commitAll, git, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Each audits whole repositories, and git starts processes.
vi.setConfig({ testTimeout: 60_000 });

const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const STRICT = 'fail_on: low\n';
const LAX = 'fail_on: critical\n';

async function told(root: string, ...flags: string[]): Promise<unknown> {
  const { stdout, stderr } = await runCli(['audit', root, '-f', 'json', ...flags]);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { comparison: { revision: { projectFiles?: string[] } } }).comparison.revision.projectFiles ?? null;
}

function branch(): string {
  const root = repository({ 'ask.py': CALL, 'sovaudit.yaml': STRICT });
  commitAll(root);
  git(root, 'checkout', '--quiet', '-b', 'relaxed');
  return root;
}

test('a project file that a branch changes, adds or takes away is named in the report', async () => {
  const root = branch();
  expect(await told(root, '--since', 'main')).toBe(null);
  write(root, { 'sovaudit.yaml': LAX });
  expect(await told(root, '--since', 'main')).toEqual(['sovaudit.yaml']);
  write(root, { 'sovaudit.yaml': STRICT, '.sovaudit-baseline.json': '{}' });
  expect(await told(root, '--since', 'main')).toEqual(['.sovaudit-baseline.json']);
  rmSync(join(root, '.sovaudit-baseline.json'));
  rmSync(join(root, 'sovaudit.yaml'));
  expect(await told(root, '--since', 'main')).toEqual(['sovaudit.yaml']);
});

test('what is staged is compared with the last commit in the same way', async () => {
  const root = branch();
  write(root, { 'sovaudit.yaml': LAX });
  expect(await told(root, '--staged')).toBe(null);
  git(root, 'add', 'sovaudit.yaml');
  expect(await told(root, '--staged')).toEqual(['sovaudit.yaml']);
});

test.each(['table', 'markdown', 'html'])('%s says it in words, with the way to judge by the old one', async (format) => {
  const root = branch();
  write(root, { 'sovaudit.yaml': LAX });
  const { stdout } = await runCli(['audit', root, '-f', format, '--since', 'main']);
  expect(stdout.replace(/\s+/g, ' ')).toContain('changed since: this gate may be laxer than that of main');
});
