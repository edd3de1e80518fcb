import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { commitAll, git, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Each audits whole repositories, and git starts processes.
vi.setConfig({ testTimeout: 60_000 });

const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";
const CLAUDE = "from anthropic import Anthropic\nAnthropic().messages.create(model='claude-opus-4-8', messages=[])\n";
const IGNORE = '# sovaudit-ignore[cloud/foreign-operator]: agreed with the board\n';

// Each audits whole repositories, and git starts processes.
vi.setConfig({ testTimeout: 60_000 });

let root: string;
beforeEach(() => {
  root = repository({ 'app/answers.py': OPENAI });
  commitAll(root);
});

async function statuses(...flags: readonly string[]): Promise<string[]> {
  return statusesOf(root, flags);
}

async function statusesOf(path: string, flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { stdout, stderr } = await runCli(['audit', path, '-f', 'json', ...flags], env);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; subject: string; status: string }[] };
  const shown = findings.filter(({ rule }) => /cloud\/foreign-operator|suppression/.test(rule));
  return shown.map(({ rule, subject, status }) => `${rule} ${subject} ${status}`).sort();
}

describe('--since', () => {
  test('only what the branch added is new, committed or not', async () => {
    git(root, 'checkout', '--quiet', '-b', 'feature');
    write(root, { 'app/letters.py': CLAUDE });
    expect(await statuses('--since', 'main')).toEqual(['cloud/foreign-operator anthropic@global new', 'cloud/foreign-operator openai@global baseline']);
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'letters');
    expect(await statuses('--since', 'main')).toEqual(['cloud/foreign-operator anthropic@global new', 'cloud/foreign-operator openai@global baseline']);
    expect(await statuses('--since', 'HEAD')).toEqual(['cloud/foreign-operator anthropic@global baseline', 'cloud/foreign-operator openai@global baseline']);
  });

  test('compares with where the branch left, not with what came since', async () => {
    git(root, 'checkout', '--quiet', '-b', 'feature');
    write(root, { 'app/letters.py': CLAUDE });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'letters');
    git(root, 'checkout', '--quiet', 'main');
    write(root, { 'app/letters.py': CLAUDE });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'the same on main');
    git(root, 'checkout', '--quiet', 'feature');
    expect(await statuses('--since', 'main')).toContain('cloud/foreign-operator anthropic@global new');
  });

  test('works for a folder of the repository and for a single file', async () => {
    expect(await statusesOf(join(root, 'app'), ['--since', 'main'])).toEqual(['cloud/foreign-operator openai@global baseline']);
    expect(await statusesOf(join(root, 'app/answers.py'), ['--since', 'main'])).toEqual(['cloud/foreign-operator openai@global baseline']);
  });

  test('what a removed suppression had accepted is new', async () => {
    write(root, { 'app/answers.py': OPENAI.replace('client.chat', `${IGNORE}client.chat`) });
    git(root, 'commit', '--quiet', '--all', '--message', 'accepted');
    expect(await statuses('--since', 'HEAD')).toEqual(['cloud/foreign-operator openai@global suppressed']);
    write(root, { 'app/answers.py': OPENAI });
    expect(await statuses('--since', 'HEAD')).toEqual(['cloud/foreign-operator openai@global new']);
  });

  test('in a clone too shallow to tell exits 2 and says what to fetch', async () => {
    write(root, { 'app/letters.py': CLAUDE });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'letters');
    const shallow = join(repository({ 'keep.txt': '' }), 'clone');
    git(root, 'clone', '--quiet', '--depth', '1', `file://${root}`, shallow);
    const { code, stderr } = await runCli(['audit', shallow, '--since', 'HEAD~1']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/HEAD~1 is not in this shallow clone\n.*--unshallow.*fetch-depth: 0/);
  });

  test.each([
    ['a revision that is not there', 'nowhere', /there is no revision "nowhere"/],
    ['a flag', '--output=x', /is no revision/],
  ])('%s exits 2', async (_name, ref, message) => {
    const { code, stderr } = await runCli(['audit', root, `--since=${ref}`]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  test('outside of git exits 2', async () => {
    const { code, stderr } = await runCli(['audit', repository({ 'a.py': OPENAI }), '--since', 'main']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('it is not in a git repository')]);
  });

  test('runs nothing that the repository configures', async () => {
    const trap = join(root, 'trap.sh');
    write(root, { 'trap.sh': `#!/bin/sh\ntouch ${join(root, 'ran')}\ncat\n`, '.gitattributes': '*.py filter=trap diff=trap\n', 'app/letters.py': CLAUDE });
    chmodSync(trap, 0o755);
    for (const key of ['filter.trap.clean', 'filter.trap.smudge', 'filter.trap.process', 'diff.trap.textconv', 'diff.trap.command', 'core.fsmonitor'])
      git(root, 'config', key, trap);
    await statuses('--since', 'main');
    await statuses('--staged');
    expect(() => readFileSync(join(root, 'ran'))).toThrow('ENOENT');
  });
});

describe('--staged', () => {
  test('audits what is staged, not what lies in the work tree', async () => {
    write(root, { 'app/letters.py': CLAUDE });
    expect(await statuses('--staged')).toEqual(['cloud/foreign-operator openai@global baseline']);
    git(root, 'add', '--all');
    write(root, { 'app/letters.py': '' });
    expect(await statuses('--staged')).toEqual(['cloud/foreign-operator anthropic@global new', 'cloud/foreign-operator openai@global baseline']);
  });

  test('reads the index git hands to its hooks, which for `commit -a` is another one', async () => {
    write(root, { 'app/letters.py': CLAUDE });
    git(root, 'add', '--all');
    const other = join(root, '.git/next-index');
    copyFileSync(join(root, '.git/index'), other);
    git(root, 'reset', '--quiet');
    expect(await statuses('--staged')).toEqual(['cloud/foreign-operator openai@global baseline']);
    expect(await statusesOf(root, ['--staged'], { GIT_INDEX_FILE: other })).toContain('cloud/foreign-operator anthropic@global new');
  });

  test('before the first commit everything is new', async () => {
    root = repository({ 'app/answers.py': OPENAI });
    git(root, 'init', '--quiet');
    git(root, 'add', '--all');
    expect(await statuses('--staged')).toEqual(['cloud/foreign-operator openai@global new']);
  });

  test('and --since exclude each other', async () => {
    expect((await runCli(['audit', root, '--staged', '--since', 'main'])).code).toBe(2);
  });
});

describe('--config-from', () => {
  const config = (text: string) => write(root, { 'sovaudit.yaml': text });

  test('a change cannot relax the gate it has to pass', async () => {
    config('fail_on: high\n');
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'gate');
    config('fail_on: none\nsuppressions:\n  - { rule: cloud/foreign-operator, reason: mine, approver: me }\n');
    expect((await runCli(['audit', root])).code).toBe(0);
    const { code, stdout } = await runCli(['audit', root, '--config-from', 'HEAD', '-f', 'json']);
    expect([code, stdout.includes('"suppressed"')]).toEqual([1, false]);
  });

  test('a comment of the change suppresses nothing, one that was reviewed does', async () => {
    write(root, { 'app/answers.py': OPENAI.replace('client.chat', `${IGNORE}client.chat`) });
    expect(await statuses()).toEqual(['cloud/foreign-operator openai@global suppressed']);
    expect(await statuses('--config-from', 'HEAD')).toEqual([
      'cloud/foreign-operator openai@global new',
      'suppression/untrusted app/answers.py cloud/foreign-operator new',
    ]);
    git(root, 'commit', '--quiet', '--all', '--message', 'reviewed');
    expect(await statuses('--config-from', 'HEAD')).toEqual(['cloud/foreign-operator openai@global suppressed']);
  });

  test('baseline and rules come from there too', async () => {
    write(root, {
      'sovaudit.yaml': 'baseline: known.json\nrules: [our-rules.yaml]\nfail_on: high\n',
      'known.json': '{"version":1,"profile":"eu","findings":[]}',
      'our-rules.yaml':
        'checks:\n  no-openai:\n    name: No OpenAI\n    layer: cloud\n    when: { service.id: openai }\n    severity: low\n    message: "{service}"\n    help: Use the gateway.\n    remediation: Call the gateway.\n',
    });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'rules');
    expect((await runCli(['baseline', 'update', root, '--quiet'])).code).toBe(0);
    write(root, { 'our-rules.yaml': 'checks: {}\n' });
    expect((await runCli(['audit', root])).code).not.toBe(1);
    const { code, stdout } = await runCli(['audit', root, '--config-from', 'main', '-f', 'json']);
    expect(code).toBe(1);
    expect(stdout).toContain('"rule": "no-openai"');
  });

  test('without a project file there, none counts', async () => {
    config('fail_on: high\n');
    expect((await runCli(['audit', root, '--config-from', 'HEAD'])).code).toBe(0);
  });
});
