import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFiles } from '../../src/sources/list.ts';
import { commitOf, listRevision, mergeBase } from '../../src/sources/revision.ts';
import { commitAll, git, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';

const DEFAULTS = { gitignore: true, include: [], exclude: [] };
const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";

/** Every way we ask git about a tree. What fails is an answer too: nothing may run. */
async function askEverything(root: string): Promise<void> {
  await listFiles(root, DEFAULTS);
  await listFiles(root, { ...DEFAULTS, gitignore: false });
  const attempts = [
    async () => listRevision(root, { kind: 'commit', id: await commitOf(root, 'HEAD', '--since') }, DEFAULTS),
    async () => mergeBase(root, await commitOf(root, 'HEAD', '--since'), 'HEAD'),
    () => listRevision(root, { kind: 'index', file: null }, DEFAULTS),
  ];
  for (const attempt of attempts) await attempt().catch(() => undefined);
}

/** A repository with a script that leaves a trace when anything runs it. */
function withScript(): { root: string; script: string; ran: () => boolean } {
  const root = repository({ 'app.py': CALL, 'notes.md': 'one\n' });
  commitAll(root);
  const trace = join(repository({ 'keep.txt': '' }), 'trace');
  const script = `${trace}.sh`;
  writeFileSync(script, `#!/bin/sh\necho ran >> "${trace}"\n`);
  chmodSync(script, 0o755);
  return { root, script, ran: () => existsSync(trace) };
}

/** Takes the blobs of HEAD away, as in a partial clone, and changes the files, so that they have to come from git's objects. */
function loseBlobs(root: string): void {
  const ids = git(root, 'ls-tree', '-r', 'HEAD')
    .split('\n')
    .flatMap((line) => line.split(/\s/)[2] ?? []);
  for (const id of ids) rmSync(join(root, '.git', 'objects', id.slice(0, 2), id.slice(2)), { force: true });
  write(root, { 'app.py': '# changed\n', 'notes.md': 'changed\n' });
}

function promisor(root: string, url: string): void {
  git(root, 'config', 'core.repositoryformatversion', '1');
  git(root, 'config', 'extensions.partialClone', 'origin');
  git(root, 'config', 'remote.origin.promisor', 'true');
  git(root, 'config', 'remote.origin.url', url);
  loseBlobs(root);
}

function lateConfig(root: string, text: string): void {
  const extra = join(root, '.git', 'extra');
  writeFileSync(extra, text);
  git(root, 'config', 'include.path', 'extra');
}

interface Attack {
  readonly name: string;
  readonly arm: (root: string, script: string) => void;
  /** A plain git command that the attack works on: what makes this a test. Null where only newer or older versions fall for it. */
  readonly prey: readonly string[] | null;
}

const ATTACKS: readonly Attack[] = [
  { name: 'a file system monitor', arm: (root, script) => git(root, 'config', 'core.fsmonitor', script), prey: ['status'] },
  { name: 'a file system monitor from an included file', arm: (root, script) => lateConfig(root, `[core]\n\tfsmonitor = ${script}\n`), prey: ['status'] },
  {
    name: 'a hook',
    arm: (root, script) => {
      git(root, 'config', 'core.hooksPath', '.git/traps');
      mkdirSync(join(root, '.git', 'traps'));
      cpSync(script, join(root, '.git', 'traps', 'post-index-change'));
      write(root, { 'app.py': `${CALL}\n` });
    },
    prey: ['add', 'app.py'],
  },
  {
    name: 'a filter',
    arm: (root, script) => {
      write(root, { '.gitattributes': '* filter=trap\n', 'app.py': CALL.replace('Guten', 'GUTEN') });
      for (const step of ['clean', 'smudge', 'process']) git(root, 'config', `filter.trap.${step}`, script);
    },
    prey: ['diff', '--stat'],
  },
  {
    name: 'a conversion to text',
    arm: (root, script) => {
      write(root, { '.gitattributes': '* diff=trap\n', 'app.py': 'changed\n' });
      git(root, 'config', 'diff.trap.textconv', script);
    },
    prey: ['diff'],
  },
  {
    name: 'an external diff',
    arm: (root, script) => {
      write(root, { 'app.py': 'changed\n' });
      git(root, 'config', 'diff.external', script);
    },
    prey: ['diff'],
  },
  {
    name: 'a promised object behind a command',
    arm: (root, script) => {
      git(root, 'config', 'protocol.ext.allow', 'always');
      promisor(root, `ext::${script}`);
    },
    prey: ['diff'],
  },
  {
    name: 'a promised object behind a command for ssh',
    arm: (root, script) => {
      git(root, 'config', 'core.sshCommand', script);
      promisor(root, 'ssh://example.test/letters.git');
    },
    prey: ['diff'],
  },
  {
    name: 'a promised object behind a program for uploads',
    arm: (root, script) => {
      git(root, 'config', 'remote.origin.uploadpack', script);
      promisor(root, 'file:///nowhere');
    },
    prey: ['diff'],
  },
  {
    name: 'a folder that looks like a bare repository',
    arm: (root, script) => {
      git(root, 'config', 'core.fsmonitor', script);
      git(root, 'config', 'core.worktree', root);
      for (const name of ['HEAD', 'objects', 'refs', 'config', 'index']) cpSync(join(root, '.git', name), join(root, name), { recursive: true });
      renameSync(join(root, '.git'), join(root, 'kept'));
    },
    prey: ['status'],
  },
];

describe.runIf(process.platform !== 'win32')('nothing of a repository is run', () => {
  test.each(ATTACKS)('$name', async ({ arm, prey }) => {
    const { root, script, ran } = withScript();
    arm(root, script);
    await askEverything(root);
    const ours = ran();
    // The attack is real: plain git falls for it.
    if (prey !== null) {
      try {
        execFileSync('git', ['-C', root, ...prey], { stdio: 'ignore', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_ALLOW_PROTOCOL: undefined } });
      } catch {
        // What it runs may fail.
      }
    }
    expect([ours, ran()]).toEqual([false, prey !== null]);
  });

  test('what the environment of a hook or of a user would run is not run either', async () => {
    const { root, script, ran } = withScript();
    promisor(root, 'ssh://example.test/letters.git');
    const before = { ...process.env };
    Object.assign(process.env, { GIT_SSH_COMMAND: script, GIT_EXTERNAL_DIFF: script, GIT_ASKPASS: script, GIT_ALLOW_PROTOCOL: 'ssh', GIT_NO_LAZY_FETCH: '0' });
    try {
      await askEverything(root);
    } finally {
      for (const name of ['GIT_SSH_COMMAND', 'GIT_EXTERNAL_DIFF', 'GIT_ASKPASS', 'GIT_ALLOW_PROTOCOL', 'GIT_NO_LAZY_FETCH'])
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
    }
    expect(ran()).toBe(false);
  });
});

describe.runIf(process.platform !== 'win32')('a repository that leads elsewhere', () => {
  const secret = (): string => {
    const root = repository({ 'payroll.py': CALL });
    commitAll(root);
    return root;
  };

  test.each<[string, (root: string, other: string) => void]>([
    ['a .git file', (root, other) => writeFileSync(join(root, '.git'), `gitdir: ${other}/.git\n`)],
    ['a linked .git folder', (root, other) => symlinkSync(join(other, '.git'), join(root, '.git'))],
    [
      'a common folder',
      (root, other) => {
        commitAll(root);
        writeFileSync(join(root, '.git', 'commondir'), `${other}/.git\n`);
      },
    ],
    [
      'linked references',
      (root, other) => {
        commitAll(root);
        rmSync(join(root, '.git', 'refs'), { recursive: true });
        symlinkSync(join(other, '.git', 'refs'), join(root, '.git', 'refs'));
      },
    ],
    [
      'a .git file that leads to a linked folder of its own making',
      (root, other) => {
        mkdirSync(join(root, 'store'));
        writeFileSync(join(root, '.git'), 'gitdir: store\n');
        writeFileSync(join(root, 'store', 'HEAD'), 'ref: refs/heads/main\n');
        writeFileSync(join(root, 'store', 'gitdir'), join(root, '.git'));
        writeFileSync(join(root, 'store', 'commondir'), `${other}/.git\n`);
      },
    ],
  ])('%s gives no names and no revision from there', async (_, lead) => {
    const root = repository({ 'app.py': CALL });
    lead(root, secret());
    const { files, revision, diagnostics } = await listFiles(root, DEFAULTS);
    expect(files.map(({ path }) => path).filter((path) => path.includes('payroll'))).toEqual([]);
    expect(revision).toBe(null);
    expect(diagnostics.map(({ message }) => message)).toContainEqual(expect.stringContaining('does not name this folder'));
    await expect(commitOf(root, 'HEAD', '--since')).rejects.toThrow('git cannot read this folder');
  });

  test('a configuration does not say that the work tree is elsewhere', async () => {
    const root = repository({ 'app.py': CALL });
    commitAll(root);
    git(root, 'config', 'core.worktree', secret());
    const { files, diagnostics } = await listFiles(root, DEFAULTS);
    expect([files, diagnostics]).toEqual([[{ path: 'app.py' }], []]);
  });

  test('linked work trees, submodules and separate git folders that name their work tree are repositories like others', async () => {
    const origin = secret();
    const linked = join(repository({ 'keep.txt': '' }), 'linked');
    git(origin, 'worktree', 'add', '--quiet', '--detach', linked);
    const above = repository({ 'app.py': CALL });
    commitAll(above);
    git(above, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin, 'payroll');
    const separate = repository({ 'app.py': CALL });
    git(separate, 'init', '--quiet', '--separate-git-dir', join(repository({ 'keep.txt': '' }), 'store'));
    git(separate, 'config', 'core.worktree', separate);
    for (const root of [linked, join(above, 'payroll'), separate]) expect([root, (await listFiles(root, DEFAULTS)).git]).toEqual([root, true]);
  });

  test('an index does not make us read files of git itself', async () => {
    const root = repository({ 'app.py': CALL });
    commitAll(root);
    const id = git(root, 'rev-parse', 'HEAD:app.py').trim();
    const tree = (mode: string, name: string, oid: string): string =>
      execFileSync('git', ['-C', root, 'mktree'], { input: `${mode} ${mode === '040000' ? 'tree' : 'blob'} ${oid}\t${name}\n`, encoding: 'utf8' }).trim();
    const crafted = execFileSync('git', ['-C', root, 'commit-tree', tree('040000', '.git', tree('100644', 'config', id)), '-m', 'crafted'], {
      encoding: 'utf8',
      env: { ...process.env, GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.test', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.test' },
    }).trim();
    const listing = await listRevision(root, { kind: 'commit', id: crafted }, DEFAULTS);
    expect([listing.files, listing.diagnostics.map(({ code, path }) => `${code} ${path}`)]).toEqual([[], ['outside-root .git/config']]);
  });
});
