import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
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

test('a report that is written again is whole or as it was', () => {
  const root = repository({ 'ask.py': CALL });
  writeFileSync(join(root, 'report.json'), 'old');
  expect(run(root, 'audit', '.', '-q', '-o', 'json=report.json').status).toBe(0);
  expect(() => JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')) as unknown).not.toThrow();
});
