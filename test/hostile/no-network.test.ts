import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitAll, write } from '../support/git.ts';

const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const PROGRAM = resolve('bin/sovaudit.js');
const SPY = resolve('test/hostile/spy.cjs');
let root = '';
let report = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sovaudit-'));
  write(root, { 'ask.py': CALL, 'main.tf': 'resource "aws_bedrock_guardrail" "a" {}\n', 'pack/rule.yaml': 'name: x\n' });
  commitAll(root);
  write(root, { 'ask.py': `${CALL}\n` });
  report = join(root, 'report.json');
  writeFileSync(report, spawnSync(process.execPath, [PROGRAM, 'audit', root, '-f', 'json', '--quiet'], { encoding: 'utf8' }).stdout);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const COMMANDS: readonly (readonly string[])[] = [
  ['audit', '.'],
  ['audit', '.', '-f', 'html', '-o', 'sarif=out.sarif', '--since', 'HEAD'],
  ['audit', '.', '--staged'],
  ['history', '.', '--from', '2026-01-01', '--to', '2026-11-22'],
  ['diff', 'HEAD'],
  ['report', 'report.json', '-f', 'markdown'],
  ['init', '.', '--yes', '--profile', 'eu'],
  ['rules', 'validate', 'pack'],
  ['lookup', 'gpt-5.5'],
  ['baseline', 'create', '.'],
];

describe.runIf(process.platform !== 'win32')('no command opens a socket or starts anything but git', () => {
  test.each(COMMANDS.map((args) => ({ name: args.join(' '), args })))('$name', ({ args }) => {
    const spied = join(root, '.git', 'spied');
    writeFileSync(spied, '');
    const { stderr } = spawnSync(process.execPath, ['--require', SPY, PROGRAM, ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, SPY_FILE: spied },
    });
    expect(stderr).not.toContain('refused');
    expect([...new Set(readFileSync(spied, 'utf8').split('\n').filter(Boolean))].filter((line) => line !== 'start git')).toEqual([]);
  });

  test('the spy sees what it is there for', () => {
    const spied = join(root, '.git', 'spied');
    writeFileSync(spied, '');
    spawnSync(process.execPath, ['--require', SPY, '--eval', "fetch('http://localhost:9').catch(() => {}); require('child_process').spawn('true')"], {
      env: { ...process.env, SPY_FILE: spied },
    });
    expect(readFileSync(spied, 'utf8')).toContain('fetch');
  });

  const hasStrace = existsSync('/usr/bin/strace') && spawnSync('strace', ['-f', 'true']).status === 0;
  test.runIf(hasStrace)('seen from the kernel as well', () => {
    const log = join(root, '.git', 'strace');
    spawnSync('strace', ['-f', '-qq', '-e', 'trace=socket,connect,execve', '-o', log, process.execPath, PROGRAM, 'audit', '.', '--since', 'HEAD'], {
      cwd: root,
    });
    const calls = readFileSync(log, 'utf8').split('\n');
    const started = calls.flatMap((line) => /execve\("([^"]+)"[^)]*\) = 0/.exec(line)?.[1] ?? []);
    expect(calls.filter((line) => /AF_INET6?\b|AF_NETLINK/.test(line))).toEqual([]);
    expect(started.length).toBeGreaterThan(1);
    expect(started.filter((program) => program !== process.execPath && !/\/git$/.test(program))).toEqual([]);
  });
});
