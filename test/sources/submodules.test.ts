import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Listing, type ListOptions, listFiles } from '../../src/sources/list.ts';
import { commitOf, listRevision } from '../../src/sources/revision.ts';
import { commitAll, git, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';

const ASKED: ListOptions = { gitignore: true, include: [], exclude: [], submodules: true };
const DEFAULT: ListOptions = { gitignore: true, include: [], exclude: [] };

const pathsOf = ({ files }: Listing): string[] => files.map(({ path }) => path);
const toldOf = ({ diagnostics }: Listing): string[] => diagnostics.map(({ code, path, message }) => `${code} ${path}: ${message}`);

/** A repository to be a submodule of others. */
function library(files: Readonly<Record<string, string>>): string {
  const root = repository(files);
  commitAll(root);
  return root;
}

function addSubmodule(root: string, origin: string, path: string): void {
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '--name', path.replaceAll('/', '-'), '--', origin, path);
}

/** An application that has a library as submodule, committed. */
function application(): { root: string; origin: string } {
  const origin = library({ 'ledger.py': 'ledger\n', '.gitignore': 'drafts/\n' });
  const root = repository({ 'app.py': 'app\n' });
  commitAll(root);
  addSubmodule(root, origin, 'libs/ledger');
  git(root, 'commit', '--quiet', '--message', 'ledger');
  return { root, origin };
}

describe('submodules in a work tree', () => {
  test('are not read unless somebody asks, and each is named', async () => {
    const { root } = application();
    const listing = await listFiles(root, DEFAULT);
    expect(pathsOf(listing)).toEqual(['.gitmodules', 'app.py']);
    expect(listing.skipped).toEqual([{ reason: 'submodule', count: 1 }]);
    expect(toldOf(listing)).toEqual([expect.stringMatching(/^submodule libs\/ledger: submodule is not audited: it was not asked for .*--submodules/)]);
  });

  test('are only counted where they are left out on purpose', async () => {
    const { root } = application();
    const listing = await listFiles(root, { ...DEFAULT, submodules: false });
    expect([pathsOf(listing), listing.skipped, listing.diagnostics]).toEqual([['.gitmodules', 'app.py'], [{ reason: 'submodule', count: 1 }], []]);
  });

  test('are part of the tree when asked for: tracked and new files, without what they ignore themselves', async () => {
    const { root } = application();
    write(root, { 'libs/ledger/new.py': 'new\n', 'libs/ledger/drafts/idea.py': 'idea\n' });
    const listing = await listFiles(root, ASKED);
    expect(pathsOf(listing)).toEqual(['.gitmodules', 'app.py', 'libs/ledger/.gitignore', 'libs/ledger/ledger.py', 'libs/ledger/new.py']);
    expect([listing.skipped, listing.diagnostics, listing.git]).toEqual([[], [], true]);
  });

  test('submodules of submodules are read as well', async () => {
    const inner = library({ 'tariff.py': 'tariff\n' });
    const middle = library({ 'billing.py': 'billing\n' });
    addSubmodule(middle, inner, 'tariff');
    git(middle, 'commit', '--quiet', '--message', 'tariff');
    const root = repository({ 'app.py': 'app\n' });
    commitAll(root);
    addSubmodule(root, middle, 'billing');
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', '--recursive');
    expect(pathsOf(await listFiles(root, ASKED))).toEqual(['.gitmodules', 'app.py', 'billing/.gitmodules', 'billing/billing.py', 'billing/tariff/tariff.py']);
  });

  test('one that is not checked out is named even when asked for', async () => {
    const { root } = application();
    git(root, 'submodule', '--quiet', 'deinit', '--force', 'libs/ledger');
    for (const options of [ASKED, DEFAULT]) {
      const listing = await listFiles(root, options);
      expect([pathsOf(listing), toldOf(listing)]).toEqual([
        ['.gitmodules', 'app.py'],
        [expect.stringMatching(/^submodule libs\/ledger: .*is not checked out/)],
      ]);
    }
  });

  test('a clone inside that nobody tracks is named, and read when asked for', async () => {
    const root = repository({ 'app.py': 'app\n' });
    commitAll(root);
    cpSync(library({ 'tool.py': 'tool\n' }), join(root, 'tools', 'helper'), { recursive: true });
    const listing = await listFiles(root, DEFAULT);
    expect([pathsOf(listing), toldOf(listing)]).toEqual([
      ['app.py'],
      [expect.stringMatching(/^submodule tools\/helper: repository inside this one is not audited: it was not asked for/)],
    ]);
    expect(pathsOf(await listFiles(root, ASKED))).toEqual(['app.py', 'tools/helper/tool.py']);
  });

  test('patterns count below them, and one that no pattern reaches is not named', async () => {
    const { root } = application();
    expect(pathsOf(await listFiles(root, { ...ASKED, exclude: ['ledger.py'] }))).toEqual(['.gitmodules', 'app.py', 'libs/ledger/.gitignore']);
    expect((await listFiles(root, { ...DEFAULT, exclude: ['libs/'] })).diagnostics).toEqual([]);
    expect((await listFiles(root, { ...DEFAULT, include: ['/src/**'] })).diagnostics).toEqual([]);
    for (const include of ['*.py', '/libs/**', 'libs/*/ledger.py', '/libs/ledger/deep/**'])
      expect([include, (await listFiles(root, { ...DEFAULT, include: [include] })).diagnostics.length]).toEqual([include, 1]);
  });

  test('a folder that holds nothing but a submodule is read when it is asked for', async () => {
    const { root } = application();
    expect(pathsOf(await listFiles(join(root, 'libs'), ASKED))).toEqual(['ledger/.gitignore', 'ledger/ledger.py']);
  });

  test('of many that are not read the first twenty are named, the others counted', async () => {
    const { root } = application();
    const id = git(join(root, 'libs', 'ledger'), 'rev-parse', 'HEAD').trim();
    const lines = Array.from({ length: 30 }, (_, at) => `160000 ${id} 0\tpart${String(at).padStart(2, '0')}\n`);
    execFileSync('git', ['-C', root, 'update-index', '--index-info'], { input: lines.join('') });
    const told = toldOf(await listFiles(root, DEFAULT));
    expect([told.length, told[0]]).toEqual([21, 'submodule .: 11 more submodules or repositories inside are not audited, from part19 on']);
  });
});

describe('submodules in a revision', () => {
  test('are read from their own objects, as the revision has them', async () => {
    const { root } = application();
    const then = await commitOf(root, 'HEAD', '--rev');
    const clone = join(root, 'libs', 'ledger');
    write(clone, { 'ledger.py': 'ledger, second edition\n', 'audit.py': 'audit\n' });
    git(clone, 'add', '--all');
    git(clone, 'commit', '--quiet', '--message', 'second');
    const listing = await listRevision(root, { kind: 'commit', id: then }, ASKED);
    expect(pathsOf(listing)).toEqual(['.gitmodules', 'app.py', 'libs/ledger/.gitignore', 'libs/ledger/ledger.py']);
    expect(listing.blobs?.get('libs/ledger/ledger.py')?.toString()).toBe('ledger\n');
    git(root, 'add', 'libs/ledger');
    const staged = await listRevision(root, { kind: 'index', file: null }, ASKED);
    expect(pathsOf(staged)).toContain('libs/ledger/audit.py');
  });

  test('are named where nobody asked, and where their commit is not here', async () => {
    const { root } = application();
    const head = await commitOf(root, 'HEAD', '--rev');
    expect(toldOf(await listRevision(root, { kind: 'commit', id: head }, DEFAULT))).toEqual([expect.stringContaining('was not asked for')]);
    git(root, 'update-index', '--cacheinfo', `160000,${'ab'.repeat(20)},libs/ledger`);
    const listing = await listRevision(root, { kind: 'index', file: null }, ASKED);
    expect([pathsOf(listing), listing.skipped]).toEqual([['.gitmodules', 'app.py'], [{ reason: 'submodule', count: 1 }]]);
    expect(toldOf(listing)).toEqual([expect.stringMatching(/libs\/ledger: .*has no commit abababababab in its clone here/)]);
  });

  test('are named where they are not checked out', async () => {
    const { root } = application();
    const head = await commitOf(root, 'HEAD', '--rev');
    git(root, 'submodule', '--quiet', 'deinit', '--force', 'libs/ledger');
    expect(toldOf(await listRevision(root, { kind: 'commit', id: head }, ASKED))).toEqual([expect.stringContaining('is not checked out')]);
  });
});

describe.runIf(process.platform !== 'win32')('hostile repositories inside', () => {
  /** Something outside of the audited tree that must never show. */
  const outside = (): string => library({ 'payroll.py': 'payroll\n' });

  test('a submodule replaced by a link is never followed', async () => {
    const { root } = application();
    rmSync(join(root, 'libs', 'ledger'), { recursive: true });
    symlinkSync(outside(), join(root, 'libs', 'ledger'));
    const listing = await listFiles(root, ASKED);
    expect(pathsOf(listing).join()).not.toContain('payroll');
    expect(toldOf(listing)).toContainEqual(expect.stringContaining('symbolic link leads out of the audited tree'));
    expect(toldOf(listing)).toContainEqual(expect.stringContaining('lies behind the symbolic link libs/ledger'));
    const head = await commitOf(root, 'HEAD', '--rev');
    expect(pathsOf(await listRevision(root, { kind: 'commit', id: head }, ASKED)).join()).not.toContain('payroll');
  });

  test('a folder above a submodule replaced by a link is never followed', async () => {
    const { root } = application();
    const elsewhere = repository({ 'keep.txt': '' });
    renameSync(join(root, 'libs'), join(elsewhere, 'libs'));
    symlinkSync(join(elsewhere, 'libs'), join(root, 'libs'));
    expect(pathsOf(await listFiles(root, ASKED)).join()).not.toContain('ledger.py');
  });

  test('a .git that leads to another repository gives no names from there', async () => {
    const { root } = application();
    const other = outside();
    writeFileSync(join(root, 'libs', 'ledger', '.git'), `gitdir: ${other}/.git\n`);
    const listing = await listFiles(root, ASKED);
    expect(pathsOf(listing).join()).not.toContain('payroll');
    expect(pathsOf(listing)).toContain('libs/ledger/ledger.py');
    expect(toldOf(listing)).toContainEqual(expect.stringMatching(/^listing libs\/ledger: .*none that names this folder/));
    const id = git(other, 'rev-parse', 'HEAD').trim();
    git(root, 'update-index', '--cacheinfo', `160000,${id},libs/ledger`);
    const staged = await listRevision(root, { kind: 'index', file: null }, ASKED);
    expect(pathsOf(staged).join()).not.toContain('payroll');
    expect(toldOf(staged)).toEqual([expect.stringContaining('does not name this folder as its own')]);
  });

  test.each(['../payroll', 'libs/../../payroll', '.git/modules', '/etc'])('a submodule at %s is refused', async (path) => {
    const root = repository({ 'app.py': 'app\n' });
    commitAll(root);
    const id = git(root, 'rev-parse', 'HEAD').trim();
    // Git itself refuses to write such a path: it is put into the index by hand.
    const stand = 'x'.repeat(path.length);
    git(root, 'update-index', '--add', '--cacheinfo', `160000,${id},${stand}`);
    patchIndex(root, stand, path);
    const listing = await listFiles(root, ASKED).catch(() => null);
    expect(listing === null ? [] : pathsOf(listing).filter((name) => name !== 'app.py')).toEqual([]);
    if (listing?.git) expect(toldOf(listing)).toEqual([expect.stringContaining('leads out of the audited tree')]);
  });

  test('a name that looks like a flag is a name', async () => {
    const root = repository({ 'app.py': 'app\n' });
    commitAll(root);
    cpSync(library({ 'tool.py': 'tool\n' }), join(root, '--upload-pack=touch ran'), { recursive: true });
    expect(pathsOf(await listFiles(root, ASKED))).toEqual(['--upload-pack=touch ran/tool.py', 'app.py']);
  });

  test('.gitmodules decides nothing', async () => {
    const { root } = application();
    writeFileSync(join(root, '.gitmodules'), '[submodule "../../x"]\n\tpath = ../payroll\n\turl = ext::sh -c touch% ran\n\tupdate = !touch ran\n');
    expect(pathsOf(await listFiles(root, ASKED))).toContain('libs/ledger/ledger.py');
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  test('nothing of the configuration of a submodule is run', async () => {
    const { root } = application();
    const trace = join(repository({ 'keep.txt': '' }), 'trace');
    const script = `${trace}.sh`;
    writeFileSync(script, `#!/bin/sh\necho ran >> "${trace}"\n`, { mode: 0o755 });
    git(join(root, 'libs', 'ledger'), 'config', 'core.fsmonitor', script);
    await listFiles(root, ASKED);
    await listRevision(root, { kind: 'commit', id: await commitOf(root, 'HEAD', '--rev') }, ASKED);
    const ours = existsSync(trace);
    // The attack is real: plain git falls for it.
    git(join(root, 'libs', 'ledger'), 'status');
    expect([ours, existsSync(trace)]).toEqual([false, true]);
  });

  test('files that lie where a submodule should be, without a repository, are read', async () => {
    const { root } = application();
    rmSync(join(root, 'libs', 'ledger'), { recursive: true });
    mkdirSync(join(root, 'libs', 'ledger'));
    write(root, { 'libs/ledger/hidden.py': 'hidden\n' });
    expect(pathsOf(await listFiles(root, ASKED))).toContain('libs/ledger/hidden.py');
  });
});

/** Renames an entry of the index to one of the same length, with the checksum made anew. */
function patchIndex(root: string, from: string, to: string): void {
  const file = join(root, '.git', 'index');
  const bytes = readFileSync(file);
  bytes.write(to, bytes.indexOf(from));
  const body = bytes.subarray(0, bytes.length - 20);
  writeFileSync(file, Buffer.concat([body, createHash('sha1').update(body).digest()]));
}
