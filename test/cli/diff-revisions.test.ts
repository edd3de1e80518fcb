/** Two revisions of one repository, read from git's objects. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const call = (host: string, model: string): string =>
  `from openai import OpenAI\n\nclient = OpenAI(${host})\n\n\ndef answer(question):\n    return client.chat.completions.create(model="${model}", messages=[question])\n`;
const CLAUDE =
  'from anthropic import Anthropic\n\nclient = Anthropic()\n\n\ndef answer(question):\n    return client.messages.create(model="claude-fable-5", max_tokens=9, messages=[question])\n';

/** A repository with one commit before the order of June 2026 and one on its second day. */
function twoCommits(): { readonly root: string; readonly git: (...args: string[]) => void } {
  const root = repository({ 'answer.py': call('', 'gpt-5.5'), 'letters.py': CLAUDE });
  const git = (...args: string[]): void => void execFileSync('git', ['-C', root, ...args], { env: { ...process.env, ...date }, stdio: 'ignore' });
  let date = dated('2026-05-02T10:00:00Z');
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  writeFileSync(join(root, 'answer.py'), call('base_url="https://api.deepseek.com"', 'deepseek-v4-pro'));
  date = dated('2026-06-13T10:00:00Z');
  git('add', '-A');
  git('commit', '-q', '-m', 'two');
  return { root, git };
}

const dated = (day: string) => ({
  GIT_AUTHOR_DATE: day,
  GIT_COMMITTER_DATE: day,
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.invalid',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.invalid',
});

interface Changed {
  readonly name: string;
  readonly direction: string;
  readonly causes: readonly string[];
}
const usages = async (root: string, ...argv: string[]) => {
  const { stdout } = await runCli(['diff', ...argv, '--path', root, '--json']);
  const { usages: changed } = JSON.parse(stdout) as { usages: Changed[] };
  return changed.map(({ name, direction, causes }) => [name, direction, causes.join()]).sort();
};

describe('diff of two revisions', () => {
  test('tells what the code changed', async () => {
    const { root } = twoCommits();
    expect(await usages(root, 'HEAD~1', 'HEAD')).toEqual([
      ['DeepSeek-V4-Pro', 'new', 'code'],
      ['GPT-5.5', 'gone', 'code'],
    ]);
  });

  test('tells code and time apart when each is judged as of its commit', async () => {
    const { root } = twoCommits();
    expect(await usages(root, 'HEAD~1', 'HEAD', '--dated')).toEqual([
      ['Claude Fable 5', 'worse', 'time'],
      ['DeepSeek-V4-Pro', 'new', 'code'],
      ['GPT-5.5', 'gone', 'code'],
    ]);
  });

  test('compares with the files on disk where there is no second revision', async () => {
    const { root } = twoCommits();
    rmSync(join(root, 'letters.py'));
    expect(await usages(root, 'HEAD')).toEqual([['Claude Fable 5', 'gone', 'code']]);
  });

  test('reads the project file as each revision has it', async () => {
    const { root, git } = twoCommits();
    writeFileSync(join(root, 'sovaudit.yaml'), 'transfers:\n  - { country: "CN", basis: standard contractual clauses }\n');
    git('add', '-A');
    git('commit', '-q', '-m', 'three');
    expect(await usages(root, 'HEAD~1', 'HEAD')).toEqual([['DeepSeek-V4-Pro', 'better', 'declarations']]);
  });

  test('runs no filter the repository configures', async () => {
    const { root, git } = twoCommits();
    git('config', 'filter.spoil.smudge', `touch ${join(root, 'spoiled')}`);
    git('config', 'filter.spoil.clean', `touch ${join(root, 'spoiled')}`);
    writeFileSync(join(root, '.gitattributes'), '*.py filter=spoil export-ignore\n');
    await usages(root, 'HEAD~1', 'HEAD');
    expect(() => rmSync(join(root, 'spoiled'))).toThrow();
  });

  test('exits 1 on request when it is worse', async () => {
    const { root } = twoCommits();
    expect((await runCli(['diff', 'HEAD~1', 'HEAD', '--path', root, '--fail-on-worse'])).code).toBe(1);
  });

  test.each([
    [['HEAD~9', 'HEAD'], 'there is no revision "HEAD~9"'],
    [['--', '-x', 'HEAD'], 'is no revision'],
    [['gone.json', 'HEAD'], 'cannot read gone.json'],
    [['HEAD', '--dated', '--as-of', '2026-01-01'], 'exclude each other'],
  ])('%j is refused', async (argv, message) => {
    const { root } = twoCommits();
    const { code, stderr } = await runCli(['diff', '--path', root, ...argv]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
