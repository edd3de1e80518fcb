import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeWhole } from '../../src/cli/write-file.ts';
import { askGit } from '../../src/sources/git.ts';
import { repository } from '../support/repository.ts';

const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const PROGRAM = resolve('bin/sovaudit.js');

function run(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...args], { cwd, encoding: 'utf8' });
}

describe.runIf(process.platform === 'linux')('when something goes wrong outside', () => {
  test('a full disk leaves no report under its name', () => {
    const root = repository({ 'ask.py': CALL });
    const limited = spawnSync('sh', ['-c', `ulimit -f 1; exec "${process.execPath}" "${PROGRAM}" audit . -q -o html=report.html`], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([limited.status === 0, readdirSync(root)]).toEqual([false, ['ask.py']]);
  });

  test('a device that is full is an error, and stays the device it was', () => {
    const root = repository({ 'ask.py': CALL });
    const { status, stderr } = run(root, 'audit', '.', '-o', 'json=/dev/full');
    expect([status, stderr.includes('cannot write /dev/full'), existsSync('/dev/full')]).toEqual([2, true, true]);
    expect(spawnSync('test', ['-c', '/dev/full']).status).toBe(0);
  });

  test('a report for /dev/stdout goes there', () => {
    const root = repository({ 'ask.py': CALL });
    const { stdout } = spawnSync('sh', ['-c', `"${process.execPath}" "${PROGRAM}" audit . -q -f compact -o json=/dev/stdout | cat`], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toContain('"schemaVersion"');
  });

  test('a reader that goes away early is no error', () => {
    const root = repository({ 'ask.py': CALL });
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `set -o pipefail; "${process.execPath}" "${PROGRAM}" audit . -f json | head -c 10; echo "\${PIPESTATUS[0]}" >&2`],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect([status === null, stderr.trim().split('\n').at(-1)]).toEqual([false, '0']);
  });

  test('a closed standard output does not hide how the gate went', () => {
    const root = repository({ 'ask.py': CALL });
    const { status } = spawnSync('sh', ['-c', `"${process.execPath}" "${PROGRAM}" audit . --fail-on low >&-`], { cwd: root });
    expect(status).toBe(1);
  });

  test('a folder that may not be written to is an error that says so', () => {
    const root = repository({ 'ask.py': CALL, taken: 'a file' });
    const { status, stderr } = run(root, 'audit', '.', '-q', '-o', 'json=taken/report.json');
    expect([status, stderr.includes('cannot write taken/report.json')]).toEqual([2, true]);
  });

  test('a working folder that is gone is told', () => {
    const root = repository({ 'ask.py': CALL });
    mkdirSync(join(root, 'gone'));
    const { status, stderr } = spawnSync('sh', ['-c', `cd gone && rmdir ../gone && "${process.execPath}" "${PROGRAM}" audit .`], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status === 0, stderr.length > 0]).toEqual([false, true]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, with nothing left behind', async (signal) => {
    const root = repository(Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`part${at}/ask.py`, CALL.repeat(100)])));
    const child = spawn(process.execPath, [PROGRAM, 'audit', '.', '-q', '-o', 'json=report.json'], { cwd: root, stdio: 'ignore' });
    const ended = new Promise<string | number | null>((done) => child.on('exit', (code, by) => done(by ?? code)));
    setTimeout(() => child.kill(signal), 150);
    const how = await ended;
    expect([signal, signal === 'SIGINT' ? 130 : 143]).toContain(how);
    expect(readdirSync(root).filter((name) => !name.startsWith('part'))).toEqual([]);
  });

  test('files and folders nobody may read are told', () => {
    const root = repository({ 'ask.py': CALL, 'locked/ask.py': CALL, 'closed.py': CALL });
    spawnSync('chmod', ['000', join(root, 'locked'), join(root, 'closed.py')]);
    spawnSync('chmod', ['755', root]);
    const args = [PROGRAM, 'audit', '.', '-q', '-f', 'json', '--strict', '--no-config'];
    // Root may read everything: then nobody asks.
    const asNobody = process.getuid?.() === 0;
    const { stdout, status } = asNobody
      ? spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, ...args], { cwd: root, encoding: 'utf8' })
      : spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    spawnSync('chmod', ['755', join(root, 'locked'), join(root, 'closed.py')]);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; path: string }[] };
    expect([status, diagnostics.map(({ code, path }) => `${code} ${path}`)]).toEqual([4, ['unreadable closed.py', 'unreadable locked']]);
  });
});

/** Numbers of the living processes of a group. */
function living(group: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return /^\d+$/.test(name) && Number(fields[2]) === group && fields[0] !== 'Z' ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

describe.runIf(process.platform === 'linux')('signals', () => {
  test('one at any moment of an audit leaves no process of its group', async () => {
    const root = repository(Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`part${at % 30}/ask${at}.py`, CALL.repeat(30)])));
    spawnSync('git', ['init', '-q', root]);
    // From before git is asked to after other threads have begun.
    for (const after of [20, 60, 120, 250, 500, 900])
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        const args = [PROGRAM, 'audit', '.', '-q', '-j', '3', '--no-cache', '-o', 'json=report.json'];
        const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', detached: true });
        const group = child.pid as number;
        const ended = new Promise((done) => child.on('exit', done));
        await pause(after);
        child.kill(signal);
        await ended;
        // A git that is in the middle of an answer ends when nobody reads it.
        for (let turn = 0; turn < 100 && living(group).length > 0; turn++) await pause(20);
        expect([signal, after, living(group)]).toEqual([signal, after, []]);
      }
  }, 60_000);

  test('killed at any moment of writing, the final name holds the old report or the whole new one', async () => {
    const large = repository({
      'ask.py': `from openai import OpenAI\n${Array.from({ length: 4000 }, (_, at) => `OpenAI().responses.create(model='gpt-5.5-${at}', input='x')\n`).join('')}`,
    });
    const report = join(large, 'report.json');
    const seen = new Set<string>();
    for (const size of [0, 1, 100_000, 1_000_000, 3_000_000]) {
      writeFileSync(report, 'old');
      const child = spawn(process.execPath, [PROGRAM, 'audit', '.', '-q', '--no-cache', '-o', 'json=report.json'], { cwd: large, stdio: 'ignore' });
      const temporary = `${report}.${child.pid}.tmp`;
      const ended = new Promise((done) => child.on('exit', done));
      const isUp = (): boolean => (lstatSync(temporary, { throwIfNoEntry: false })?.size ?? -1) >= size;
      for (let turn = 0; turn < 20_000 && child.exitCode === null && !isUp(); turn++) await pause(1);
      child.kill('SIGKILL');
      await ended;
      const text = readFileSync(report, 'utf8');
      seen.add(text === 'old' ? 'old' : 'new');
      if (text !== 'old') expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
    expect(seen.size).toBeGreaterThan(0);
    // What is left beside it has a name that says what it is.
    expect(readdirSync(large).filter((name) => !/^(?:ask\.py|report\.json(?:\.\d+\.tmp)?)$/.test(name))).toEqual([]);
  }, 60_000);
});

test('a link in the place of the temporary file is not written through', () => {
  const root = repository({ 'ask.py': CALL, 'victim.txt': 'kept' });
  const report = join(root, 'report.json');
  symlinkSync(join(root, 'victim.txt'), `${report}.${process.pid}.tmp`);
  writeWhole(report, ['{', '}']);
  expect([readFileSync(join(root, 'victim.txt'), 'utf8'), readFileSync(report, 'utf8'), lstatSync(report).isSymbolicLink()]).toEqual(['kept', '{}', false]);
});

test('an answer of git that is too long is told as that', async () => {
  const root = repository({ 'ask.py': CALL });
  spawnSync('git', ['init', '-q', root]);
  expect(await askGit(root, ['ls-files', '-z', '--others'], { most: 3 })).toEqual({ ok: false, why: 'too-much' });
  expect((await askGit(root, ['ls-files', '-z', '--others'])).ok).toBe(true);
});

test('a report that is written again is whole or as it was', () => {
  const root = repository({ 'ask.py': CALL });
  writeFileSync(join(root, 'report.json'), 'old');
  expect(run(root, 'audit', '.', '-q', '-o', 'json=report.json').status).toBe(0);
  expect(() => JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')) as unknown).not.toThrow();
});
