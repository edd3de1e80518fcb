import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";

describe('what is asked for', () => {
  test('--version prints the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(VERSION).toBe(version);
  });

  test('--help lists the exit codes and exits 0', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('4  the scan was incomplete');
  });

  test('an unknown flag exits 2 with a suggestion', async () => {
    const { code, stderr } = await runCli(['--profil', 'eu']);
    expect(code).toBe(2);
    expect(stderr).toContain('--profile');
  });

  test('an unknown profile exits 2 and names the nearest', async () => {
    const { code, stderr } = await runCli(['audit', repository({ 'a.py': OPENAI }), '--profile', 'eu-regulatd']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "eu-regulated"?');
  });

  test('a date that does not exist exits 2', async () => {
    const { code, stderr } = await runCli(['audit', repository({ 'a.py': OPENAI }), '--as-of', '2026-02-30']);
    expect([code, stderr]).toEqual([2, 'error: --as-of: found "2026-02-30"\n  expected a date as YYYY-MM-DD\n']);
  });

  test('--as-of defaults to the day that is handed in', async () => {
    const { stdout } = await runCli(['audit', repository({ 'a.py': OPENAI }), '-f', 'json']);
    expect(JSON.parse(stdout).audit.asOf).toBe('2026-11-22');
  });
});

describe('nothing to scan', () => {
  test('a missing path exits 2 and says what to do', async () => {
    const { code, stderr } = await runCli(['audit', '/no/such/folder']);
    expect(code).toBe(2);
    expect(stderr).toBe('error: no such file or folder: /no/such/folder\n  give the path of the repository to audit\n');
  });

  test('an empty folder exits 2: a gate must not be green by accident', async () => {
    const { code, stderr } = await runCli(['audit', repository({})]);
    expect(code).toBe(2);
    expect(stderr).toContain('nothing to scan');
  });

  test('patterns that select nothing exit 2', async () => {
    const { code, stderr } = await runCli(['audit', repository({ 'a.py': OPENAI }), '--include', '*.nothing']);
    expect(code).toBe(2);
    expect(stderr).toContain('--include');
  });

  test('with -f json the error is JSON too', async () => {
    const { stdout } = await runCli(['audit', '/no/such/folder', '-f', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: '1.0', errors: [{ code: 'E_USAGE', message: 'no such file or folder: /no/such/folder' }] });
  });
});

describe('trouble with inputs of the scanned repository', () => {
  const broken = { 'app.py': OPENAI, 'config/llm.yaml': 'model: gpt-4o\n  base_url: [https://api.deepseek.com\n' };

  test('broken YAML is a diagnostic with its position, its text is still scanned, and the audit goes on', async () => {
    const { code, stdout, stderr } = await runCli(['audit', repository(broken), '-f', 'json']);
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(stderr).toMatch(/config\/llm\.yaml:\d+:\d+: /);
    expect(report.diagnostics.map(({ path, code: kind }: { path: string; code: string }) => [path, kind])).toContainEqual(['config/llm.yaml', 'syntax']);
    expect(JSON.stringify(report.components)).toContain('config/llm.yaml');
  });

  test('--strict turns the incomplete scan into exit 4', async () => {
    expect((await runCli(['audit', repository(broken), '--strict'])).code).toBe(4);
  });

  test('a binary file is counted as skipped, not read as text', async () => {
    const { stdout } = await runCli([
      'audit',
      repository({ 'app.py': OPENAI, 'blob.dump': Buffer.from('api.openai.com\0\x01\x02\x03'.repeat(20)) }),
      '-f',
      'json',
    ]);
    const report = JSON.parse(stdout);
    expect(report.coverage.skipped).toContainEqual({ reason: 'binary', count: 1 });
    expect(JSON.stringify(report.components)).not.toContain('blob.dump');
  });

  test('a file over the size limit is a diagnostic and counted', async () => {
    const { stdout } = await runCli([
      'audit',
      repository({ 'app.py': OPENAI, 'big.py': `# ${'x'.repeat(5000)}\n${OPENAI}` }),
      '-f',
      'json',
      '--max-file-size',
      '2k',
    ]);
    const report = JSON.parse(stdout);
    expect(report.diagnostics.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([['big.py', 'too-large']]);
    expect(report.coverage.skipped).toContainEqual({ reason: 'too-large', count: 1 });
  });
});

describe('gates', () => {
  test('no gate asked for exits 0 whatever is found', async () => {
    expect((await runCli(['audit', repository({ 'a.py': OPENAI })])).code).toBe(0);
  });

  test('--fail-on exits 1 at its severity and 0 above it', async () => {
    const root = repository({ 'a.py': OPENAI });
    expect((await runCli(['audit', root, '--fail-on', 'high'])).code).toBe(1);
    expect((await runCli(['audit', root, '--fail-on', 'critical'])).code).toBe(0);
  });

  test('--min-level exits 1 when the layer is below', async () => {
    const root = repository({ 'a.py': OPENAI });
    expect((await runCli(['audit', root, '--min-level', 'cloud=2'])).code).toBe(1);
    expect((await runCli(['audit', root, '--min-level', 'cloud=0'])).code).toBe(0);
  });

  test('--fail-on-verdict and --max-risk gate the whole', async () => {
    const root = repository({ 'a.py': OPENAI });
    expect((await runCli(['audit', root, '--fail-on-verdict', 'access'])).code).toBe(1);
    expect((await runCli(['audit', root, '--max-risk', '99'])).code).toBe(0);
    expect((await runCli(['audit', root, '--max-risk', '10'])).code).toBe(1);
  });

  test('the format never changes the exit code', async () => {
    const root = repository({ 'a.py': OPENAI });
    for (const format of ['table', 'json', 'sarif', 'compact']) expect((await runCli(['audit', root, '--fail-on', 'high', '-f', format])).code).toBe(1);
  });

  test('--exit-zero reports the failed gate and exits 0', async () => {
    const { code, stdout } = await runCli(['audit', repository({ 'a.py': OPENAI }), '--fail-on', 'high', '--exit-zero', '-f', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).gates[0].passed).toBe(false);
  });
});

describe('outputs', () => {
  test('a file gets its whole report and nothing else is left beside it', async () => {
    const root = repository({ 'a.py': OPENAI });
    const target = join(repository({ 'keep.txt': '' }), 'out/report.sarif');
    const { stdout } = await runCli(['audit', root, '-o', `sarif=${target}`]);
    expect(JSON.parse(readFileSync(target, 'utf8')).version).toBe('2.1.0');
    expect(readdirSync(dirname(target))).toEqual(['report.sarif']);
    expect(stdout).toContain('missing');
  });

  test('two formats on standard output exit 2', async () => {
    expect((await runCli(['audit', repository({ 'a.py': OPENAI }), '-f', 'json', '-o', 'sarif=-'])).code).toBe(2);
  });

  test('a folder that cannot be written exits 2 and leaves no half report', async () => {
    const root = repository({ 'a.py': OPENAI, blocked: 'a file, not a folder' });
    const { code, stderr } = await runCli(['audit', root, '-o', `json=${join(root, 'blocked', 'report.json')}`]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot write');
    expect(existsSync(join(root, 'blocked', 'report.json'))).toBe(false);
  });

  test('the same repository gives the same bytes twice, wherever it lies', async () => {
    const files = { 'a.py': OPENAI, 'b/c.ts': "import OpenAI from 'openai';\nnew OpenAI().responses.create({ model: 'gpt-5.5' });\n" };
    const [first, second] = [await runCli(['audit', repository(files), '-f', 'json']), await runCli(['audit', repository(files), '-f', 'json'])];
    expect(first.stdout).toBe(second.stdout);
  });

  test('no colour reaches a pipe, FORCE_COLOR and --color turn it on, NO_COLOR off', async () => {
    const root = repository({ 'a.py': OPENAI });
    const escape = '\u001b[';
    expect((await runCli(['audit', root])).stdout).not.toContain(escape);
    expect((await runCli(['audit', root], { FORCE_COLOR: '1' })).stdout).toContain(escape);
    expect((await runCli(['audit', root], { FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain(escape);
    expect((await runCli(['audit', root, '--color', 'always'], { NO_COLOR: '1' })).stdout).toContain(escape);
  });
});

describe('the project file', () => {
  test('is found, and flags win over it', async () => {
    const root = repository({ 'a.py': OPENAI, 'sovaudit.yaml': 'profile: us\nfail_on: info\n' });
    const fromFile = await runCli(['audit', root, '-f', 'json']);
    expect([fromFile.code, JSON.parse(fromFile.stdout).audit.profile]).toEqual([1, 'us']);
    const fromFlag = await runCli(['audit', root, '-f', 'json', '--profile', 'global', '--fail-on', 'none']);
    expect([fromFlag.code, JSON.parse(fromFlag.stdout).audit.profile]).toEqual([0, 'global']);
  });

  test('with mistakes exits 2 and names all of them with their places', async () => {
    const root = repository({ 'a.py': OPENAI, 'sovaudit.yaml': 'profle: eu\nfail_on: hihg\nmin_level: { clod: 2 }\n' });
    const { code, stderr } = await runCli(['audit', root]);
    expect(code).toBe(2);
    expect(
      stderr
        .split('\n')
        .map((line) => line.replace(/^.*sovaudit\.yaml:/, ''))
        .slice(0, 3)
        .sort(),
    ).toEqual(
      [
        '1:1 unknown key "profle", did you mean "profile"?',
        '2:10 fail_on: found "hihg", expected one of critical, high, medium, low, info, none, did you mean "high"?',
        '3:14 min_level: unknown key "clod", did you mean "cloud"?',
      ].sort(),
    );
  });
});
