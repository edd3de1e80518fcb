import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ListOptions, listFiles } from '../../src/sources/list.ts';

const onPosix = process.platform !== 'win32';
const DEFAULTS: ListOptions = { gitignore: true, include: [], exclude: [] };
let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'sovaudit-list-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `content of ${path}\n`);
  }
}

function ignore(path: string, ...lines: readonly string[]): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${lines.join('\n')}\n`);
}

function git(...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.test', '-c', 'protocol.file.allow=always', ...args], {
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

function commitAll(): void {
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'all');
}

async function paths(options: Partial<ListOptions> = {}, at = root): Promise<string[]> {
  return (await listFiles(at, { ...DEFAULTS, ...options })).files.map(({ path }) => path);
}

async function skipped(options: Partial<ListOptions> = {}): Promise<Record<string, number>> {
  const listing = await listFiles(root, { ...DEFAULTS, ...options });
  return Object.fromEntries(listing.skipped.map(({ reason, count }) => [reason, count]));
}

describe('in a git work tree', () => {
  test('tracked and new files are listed by code units', async () => {
    write('b.py', 'a/z.py', 'B.py');
    commitAll();
    write('new.py');
    expect(await paths()).toEqual(['B.py', 'a/z.py', 'b.py', 'new.py']);
  });

  test('the revision is the commit checked out', async () => {
    write('a.py');
    commitAll();
    expect((await listFiles(root, DEFAULTS)).revision).toBe(git('rev-parse', 'HEAD').trim());
  });

  test('before the first commit there is no revision', async () => {
    git('init', '-q');
    write('a.py');
    expect(await listFiles(root, DEFAULTS)).toMatchObject({ revision: null, git: true, files: [{ path: 'a.py' }] });
  });

  test('ignored files are left out', async () => {
    ignore('.gitignore', 'local/');
    write('app.py', 'local/notes.py');
    commitAll();
    expect(await paths()).toEqual(['.gitignore', 'app.py']);
  });

  test('ignored files are listed when asked for', async () => {
    ignore('.gitignore', 'local/');
    write('app.py', 'local/notes.py', 'node_modules/left-pad/index.js');
    commitAll();
    expect(await paths({ gitignore: false })).toEqual(['.gitignore', 'app.py', 'local/notes.py']);
  });

  test('ignored environment files are listed, but not those of ignored folders', async () => {
    ignore('.gitignore', '.env', '.env.*', 'node_modules');
    write('app.py', '.env', 'service/.env.local', 'node_modules/dep/.env');
    commitAll();
    expect(await paths()).toEqual(['.env', '.gitignore', 'app.py', 'service/.env.local']);
  });

  test('tracked build folders are listed, new ones are not', async () => {
    write('build/tool.py');
    commitAll();
    write('dist/bundle.js', 'build/new.py');
    expect(await paths()).toEqual(['build/tool.py']);
  });

  test('node_modules is left out even when tracked', async () => {
    write('app.js', 'node_modules/dep/index.js', 'my_node_modules/index.js');
    commitAll();
    expect(await paths()).toEqual(['app.js', 'my_node_modules/index.js']);
  });

  test('a root below the top of the repository gives paths relative to itself', async () => {
    write('top.py', 'services/chat/app.py');
    commitAll();
    expect(await paths({}, join(root, 'services'))).toEqual(['chat/app.py']);
  });

  test('a root that git ignores as a whole is walked, since it was named', async () => {
    ignore('.gitignore', 'out/');
    write('app.py', 'out/page.js');
    commitAll();
    expect(await listFiles(join(root, 'out'), DEFAULTS)).toMatchObject({ git: false, files: [{ path: 'page.js' }] });
  });

  test('a tracked file that is gone is still listed: reading will count it', async () => {
    write('app.py', 'gone.py');
    commitAll();
    unlinkSync(join(root, 'gone.py'));
    expect(await paths()).toEqual(['app.py', 'gone.py']);
  });

  test('a file in conflict is listed once', async () => {
    write('app.py');
    commitAll();
    git('checkout', '-q', '-b', 'other');
    writeFileSync(join(root, 'app.py'), 'theirs\n');
    git('commit', '-qam', 'theirs');
    git('checkout', '-q', '-');
    writeFileSync(join(root, 'app.py'), 'ours\n');
    git('commit', '-qam', 'ours');
    expect(() => git('merge', '-q', 'other')).toThrow();
    expect(await paths()).toEqual(['app.py']);
  });

  test('names with blanks, quotes and umlauts come as they are', async () => {
    write('a b.py', 'grüße.py', "it's.py");
    commitAll();
    expect(await paths()).toEqual(['a b.py', 'grüße.py', "it's.py"]);
  });

  test('a repository inside is counted and not entered', async () => {
    write('app.py', 'inner/lib.py');
    execFileSync('git', ['init', '-q', join(root, 'inner')]);
    git('init', '-q');
    expect([await paths(), await skipped()]).toEqual([['app.py'], { 'nested-repository': 1 }]);
  });

  test('a submodule is counted and not entered', async () => {
    write('library/lib.py');
    const library = join(root, 'library');
    execFileSync('git', ['init', '-q', library]);
    execFileSync('git', ['-C', library, 'add', '-A']);
    execFileSync('git', ['-C', library, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.test', 'commit', '-qm', 'lib']);
    write('app.py');
    git('init', '-q');
    git('add', '-A');
    expect([await paths(), await skipped()]).toEqual([['app.py'], { submodule: 1 }]);
  });

  test('a repository whose configuration is broken is walked, with a diagnostic', async () => {
    write('app.py');
    commitAll();
    writeFileSync(join(root, '.git', 'config'), '[core\n');
    const listing = await listFiles(root, DEFAULTS);
    expect([listing.git, listing.files, listing.diagnostics.map(({ code }) => code)]).toEqual([false, [{ path: 'app.py' }], ['listing']]);
  });

  // Only root can give a file away; elsewhere nobody can set this up.
  test.runIf(process.getuid?.() === 0)('a repository of another owner is walked, with a diagnostic', async () => {
    write('app.py');
    commitAll();
    chownSync(root, 4711, 4711);
    chownSync(join(root, '.git'), 4711, 4711);
    const listing = await listFiles(root, DEFAULTS);
    expect([listing.git, listing.files, listing.diagnostics[0]?.message.slice(0, 27)]).toEqual([false, [{ path: 'app.py' }], 'git refuses this repository']);
  });

  test.runIf(onPosix)('nothing of the repository is executed', async () => {
    write('app.py');
    commitAll();
    const trace = join(root, 'trace');
    const script = join(root, '.git', 'hostile.sh');
    writeFileSync(script, `#!/bin/sh\ntouch "${trace}"\n`);
    chmodSync(script, 0o755);
    git('config', 'core.fsmonitor', script);
    git('config', 'core.hooksPath', join(root, '.git'));
    git('config', 'core.pager', script);
    await listFiles(root, DEFAULTS);
    expect(existsSync(trace)).toBe(false);
  });

  test('a git that runs the audit from a hook does not lead it elsewhere', async () => {
    write('app.py');
    commitAll();
    const before = process.env.GIT_DIR;
    process.env.GIT_DIR = join(root, 'nowhere');
    try {
      expect(await paths()).toEqual(['app.py']);
    } finally {
      if (before === undefined) delete process.env.GIT_DIR;
      else process.env.GIT_DIR = before;
    }
  });
});

describe.runIf(onPosix)('symbolic links', () => {
  test('a link within the tree is counted, without a diagnostic', async () => {
    write('app.py');
    symlinkSync('app.py', join(root, 'alias.py'));
    commitAll();
    expect(await listFiles(root, DEFAULTS)).toMatchObject({ files: [{ path: 'app.py' }], skipped: [{ reason: 'symlink', count: 1 }], diagnostics: [] });
  });

  test.each([
    ['tracked', true],
    ['outside git', false],
  ])('a link that leaves the tree gives a diagnostic: %s', async (_, tracked) => {
    write('app.py');
    symlinkSync(tmpdir(), join(root, 'elsewhere'));
    if (tracked) commitAll();
    const { files, diagnostics } = await listFiles(root, DEFAULTS);
    expect([files, diagnostics.map(({ code, path }) => `${code} ${path}`)]).toEqual([[{ path: 'app.py' }], ['outside-root elsewhere']]);
  });

  test('a folder replaced by a link after it was tracked is not entered', async () => {
    write('app.py', 'settings/prod.yaml');
    commitAll();
    rmSync(join(root, 'settings'), { recursive: true });
    symlinkSync(tmpdir(), join(root, 'settings'));
    const { files, diagnostics } = await listFiles(root, DEFAULTS);
    expect([files, diagnostics.map(({ code, path }) => `${code} ${path}`)]).toEqual([[{ path: 'app.py' }], ['outside-root settings']]);
  });

  test('a loop of links ends', async () => {
    write('app.py');
    symlinkSync('second', join(root, 'first'));
    symlinkSync('first', join(root, 'second'));
    symlinkSync('.', join(root, 'self'));
    expect(await paths()).toEqual(['app.py']);
  });
});

describe('outside of git', () => {
  test('files come sorted, hidden ones too', async () => {
    write('b.py', 'a/z.py', '.github/workflows/ci.yml', 'B.py');
    expect(await listFiles(root, DEFAULTS)).toEqual({
      base: root,
      files: ['.github/workflows/ci.yml', 'B.py', 'a/z.py', 'b.py'].map((path) => ({ path })),
      revision: null,
      diagnostics: [],
      skipped: [],
      git: false,
    });
  });

  test.each(['node_modules', 'bower_components', 'dist', 'build', '.venv', '.git', '__pycache__'])('%s is not entered', async (folder) => {
    write('app.py', `${folder}/inner/file.py`, `services/${folder}/file.py`);
    expect(await paths()).toEqual(['app.py']);
  });

  test('a file called like such a folder is listed', async () => {
    write('build');
    expect(await paths()).toEqual(['build']);
  });

  test('a virtual environment is known by its marker, whatever its name', async () => {
    write('app.py', 'tools/py311/pyvenv.cfg', 'tools/py311/lib/site.py', 'tools/run.py');
    expect(await paths()).toEqual(['app.py', 'tools/run.py']);
  });

  test('a vendor folder of Go is left out', async () => {
    write('main.go', 'vendor/modules.txt', 'vendor/github.com/acme/lib.go');
    expect(await paths()).toEqual(['main.go']);
  });

  test('a vendor folder of the project itself is listed', async () => {
    write('vendor/invoices.py');
    expect(await paths()).toEqual(['vendor/invoices.py']);
  });

  test('ignore files are honoured, the deeper one first', async () => {
    ignore('.gitignore', '*.gen.py', 'target/');
    ignore('services/.gitignore', '!keep.gen.py');
    write('drop.gen.py', 'services/keep.gen.py', 'services/drop.gen.py', 'target/out.py');
    expect(await paths()).toEqual(['.gitignore', 'services/.gitignore', 'services/keep.gen.py']);
  });

  test('ignore files are not honoured when asked not to', async () => {
    ignore('.gitignore', 'local.py');
    write('local.py');
    expect(await paths({ gitignore: false })).toEqual(['.gitignore', 'local.py']);
  });

  test('an ignored environment file is listed', async () => {
    ignore('.gitignore', '.env*', 'cache/');
    write('.env.local', 'cache/.env');
    expect(await paths()).toEqual(['.env.local', '.gitignore']);
  });

  test.runIf(onPosix)('names with glob characters and backslashes are files like others', async () => {
    write('[slug].tsx', 'a*b.py', 'a\\b.py', '{x}.py');
    ignore('.gitignore', '(drop)/');
    write('(drop)/gone.py');
    expect(await paths()).toEqual(['.gitignore', '[slug].tsx', 'a*b.py', 'a\\b.py', '{x}.py']);
  });
});

describe('what the user selects', () => {
  beforeEach(() => write('app/main.py', 'app/legacy/old.py', 'web/index.ts', 'README.md'));

  test('include keeps only what it matches', async () => {
    expect(await paths({ include: ['app/', '*.md'] })).toEqual(['README.md', 'app/legacy/old.py', 'app/main.py']);
  });

  test('exclude takes out, also from what is included', async () => {
    expect(await paths({ include: ['app'], exclude: ['legacy'] })).toEqual(['app/main.py']);
  });

  test('what was left out is counted by reason', async () => {
    expect(await skipped({ include: ['app'], exclude: ['legacy'] })).toEqual({ excluded: 1, 'not-included': 2 });
  });

  test('a single file is listed alone, relative to its folder', async () => {
    expect(await listFiles(join(root, 'app', 'main.py'), { ...DEFAULTS, exclude: ['*'] })).toMatchObject({
      base: join(root, 'app'),
      files: [{ path: 'main.py' }],
    });
  });

  test("a root that does not exist is the caller's error", async () => {
    await expect(listFiles(join(root, 'nowhere'), DEFAULTS)).rejects.toThrow('ENOENT');
  });
});
