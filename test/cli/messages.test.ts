import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

describe('wrong input', () => {
  test.each([
    [['explian', 'mit'], 'error: no such file, folder or command: explian\n  did you mean: sovaudit explain\n'],
    [['--min-level', 'cloud'], 'error: --min-level: found "cloud"\n  expected LAYER=N, such as cloud=2\n'],
    [['report', 'nowhere.json'], 'error: cannot read nowhere.json: no such file\n  give a report made with audit -f json\n'],
    [['nowhere/at/all'], 'error: no such file or folder: nowhere/at/all\n  give the path of the repository to audit\n'],
  ])('%j is told with what to do', async (argv, message) => {
    expect(await runCli(argv)).toMatchObject({ code: 2, stdout: '', stderr: message });
  });
});

test('several paths are audited below the folder that holds them all, though one name begins like another', async () => {
  const root = repository({
    'api/a.py': 'import openai\nopenai.OpenAI()\n',
    'api-two/b.py': 'import openai\nopenai.OpenAI()\n',
    'other/c.py': 'import openai\nopenai.OpenAI()\n',
  });
  mkdirSync(join(root, '.git'));
  const { stdout } = await runCli([join(root, 'api'), join(root, 'api-two'), '-f', 'json', '--no-config', '--as-of', '2026-11-22']);
  const { coverage } = JSON.parse(stdout) as { coverage: { files: number } };
  expect(coverage.files).toBe(2);
});

test('the help names every command, the five most used invocations and every exit code', async () => {
  const { code, stdout } = await runCli(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Most used:\n(?: {2}sovaudit.*\n){6}/);
  expect(stdout).toMatch(/0 {2}clean[\s\S]*1 {2}a gate[\s\S]*2 {2}wrong[\s\S]*3 {2}internal[\s\S]*4 {2}the scan/);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
