import { describe, expect, test } from 'vitest';
import { commitAll, git, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";

/** An application without AI whose submodule calls a model. */
function application(): string {
  const origin = repository({ 'draft.py': CALL });
  commitAll(origin);
  const root = repository({ 'app.py': 'print("Guten Tag")\n' });
  commitAll(root);
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin, 'letters');
  git(root, 'commit', '--quiet', '--message', 'letters');
  return root;
}

async function usagesIn(root: string, ...flags: readonly string[]): Promise<number> {
  const { stdout } = await runCli([root, '-f', 'json', '--no-cache', ...flags]);
  return (JSON.parse(stdout) as { usages: unknown[] }).usages.length;
}

describe('auditing submodules', () => {
  test('a submodule is audited when the flag or the project file says so, and the flag wins', async () => {
    const root = application();
    expect(await usagesIn(root)).toBe(0);
    expect(await usagesIn(root, '--submodules')).toBe(1);
    write(root, { 'sovaudit.yaml': 'submodules: true\n' });
    expect(await usagesIn(root)).toBe(1);
    expect(await usagesIn(root, '--no-submodules')).toBe(0);
  });

  test('one that nobody asked for fails a strict audit, unless it is left out on purpose', async () => {
    const root = application();
    const { code, stdout, stderr } = await runCli([root, '--strict', '--no-cache']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('letters: submodule is not audited')]);
    expect(stdout).toContain('Incomplete');
    expect((await runCli([root, '--strict', '--no-cache', '--no-submodules'])).code).toBe(0);
    expect((await runCli([root, '--strict', '--no-cache', '--submodules'])).code).toBe(0);
  });

  test('what a submodule brings is new only where its commit changed', async () => {
    const root = application();
    const gate = ['--submodules', '--no-cache', '--fail-on', 'info', '--since', 'HEAD~1'];
    expect((await runCli([root, ...gate])).code).toBe(1);
    write(root, { 'notes.md': 'letters\n' });
    git(root, 'add', 'notes.md');
    git(root, 'commit', '--quiet', '--message', 'notes');
    expect((await runCli([root, ...gate])).code).toBe(0);
  });

  test('a submodule that cannot be read as it was is told with the revision', async () => {
    const root = application();
    write(root, { 'notes.md': 'letters\n' });
    git(root, 'add', 'notes.md');
    git(root, 'update-index', '--cacheinfo', `160000,${'ab'.repeat(20)},letters`);
    git(root, 'commit', '--quiet', '--message', 'a commit nobody has');
    const { stderr } = await runCli([root, '--submodules', '--no-cache', '--since', 'HEAD']);
    expect(stderr).toMatch(/letters: as of HEAD, .*has no commit abababababab in its clone here .*counts as new/);
  });

  test('config print says who decided', async () => {
    const root = application();
    expect((await runCli(['config', 'print', root])).stdout).toContain('submodules: null');
    expect((await runCli(['config', 'print', root, '--submodules'])).stdout).toMatch(/submodules: true +# --submodules/);
  });
});
