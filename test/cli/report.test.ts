import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { FORMATS } from '../../src/report/index.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 60_000 });

const SAMPLE = new URL('../../fixtures/sample/app', import.meta.url).pathname;

describe('report', () => {
  test('renders every format from JSON as the audit itself does', async () => {
    const folder = repository({ 'keep.txt': '' });
    const outputs = FORMATS.flatMap((format) => ['-o', `${format}=${join(folder, format)}`]);
    expect((await runCli(['audit', SAMPLE, ...outputs, '--fail-on', 'high', '-f', 'json'])).code).toBe(1);
    const again = FORMATS.flatMap((format) => ['-o', `${format}=${join(folder, 'again', format)}`]);
    expect((await runCli(['report', join(folder, 'json'), ...again])).code).toBe(0);
    for (const format of FORMATS) expect(readFileSync(join(folder, 'again', format), 'utf8'), format).toBe(readFileSync(join(folder, format), 'utf8'));
  });

  test('reads standard input, and names no folder of the machine the audit ran on', async () => {
    const root = repository({
      'sovaudit.yaml': 'baseline: known.json\n',
      'known.json': '{"version":1,"profile":"eu","findings":[]}',
      'a.py': 'import openai\n',
    });
    const { stdout: written } = await runCli(['audit', root, '-f', 'json']);
    expect(written).not.toContain(root);
    const { main } = await import('../../src/cli/main.ts');
    const out: string[] = [];
    async function* chunks() {
      yield Buffer.from(written.slice(0, 1000));
      yield written.slice(1000);
    }
    const streams = { stdin: chunks(), stdout: { write: (text: string) => out.push(text) }, stderr: { write: () => 0 }, env: {} };
    expect(await main(['report', '-', '-f', 'json'], streams, new Date('2026-11-22T00:00:00Z'))).toBe(0);
    expect(out.join('')).toBe(written);
  });

  test('of a file that is no report exits 2 and says where it is wrong', async () => {
    const file = join(repository({ 'x.json': '{"schemaVersion":"1.0"}' }), 'x.json');
    const { code, stderr } = await runCli(['report', file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('missing key "tool"')]);
  });
});

describe('errors as JSON', () => {
  const errors = async (...argv: readonly string[]) => {
    const { code, stdout } = await runCli(argv);
    return {
      code,
      ...(JSON.parse(stdout) as { schemaVersion: string; errors: { code: string; message: string; file: string | null; line: number | null }[] }),
    };
  };

  test('an unknown flag', async () => {
    expect(await errors('audit', SAMPLE, '--format', 'json', '--bogus')).toMatchObject({ code: 2, schemaVersion: '1.0', errors: [{ code: 'E_USAGE' }] });
  });

  test('a broken project file, with its place', async () => {
    const file = join(repository({ 'sovaudit.yaml': 'fail_on: hihg\n' }), 'sovaudit.yaml');
    expect(await errors('audit', SAMPLE, '-fjson', '--config', file)).toMatchObject({ code: 2, errors: [{ code: 'E_INPUT', file, line: 1 }] });
  });

  test('a report that should go to standard output by --output', async () => {
    expect(await errors('audit', '/no/such/folder', '-o', 'json=-')).toMatchObject({ code: 2, errors: [{ code: 'E_USAGE' }] });
  });
});

describe('the age of the knowledge base', () => {
  const root = () => repository({ 'a.py': "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-5.5', messages=[])\n" });

  test('is told when it is old, and not with --quiet', async () => {
    const argv = ['audit', root(), '--as-of', '2027-06-01'];
    expect((await runCli(argv)).stderr).toMatch(/warning: knowledge base \S+ is \d+ days old/);
    expect((await runCli([...argv, '--quiet'])).stderr).toBe('');
    expect((await runCli(['audit', root()])).stderr).not.toContain('days old');
  });

  test('above --max-knowledge-age exits 2', async () => {
    const { code, stderr } = await runCli(['audit', root(), '--as-of', '2027-06-01', '--max-knowledge-age', '30d']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('at most 30 days are accepted')]);
  });
});

describe('init', () => {
  test('writes a project file that is valid as it is, and uncommented', async () => {
    const root = repository({
      'a.py': "from openai import OpenAI\nOpenAI(base_url='https://llm.corp.example/v1').chat.completions.create(model='house-1', messages=[])\n",
    });
    expect((await runCli(['init', root, '--ci', 'github'])).code).toBe(0);
    const file = join(root, 'sovaudit.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('#   - host: llm.corp.example');
    expect((await runCli(['config', 'print', root])).stdout).toMatch(/^fail_on: "high"\s+# .*sovaudit\.yaml:\d+$/m);
    // Everything offered is taken, but for the files it would need.
    const cut = text.indexOf('profile:');
    const taken = text
      .slice(cut)
      .replace(/^# (?=[a-z_]+:(?: |$))/gm, '')
      .replace(/^# {3}(?=[ \w-])/gm, '  ')
      .replace(/^(?:baseline|rules|extends): .*\n/gm, '');
    writeFileSync(file, `${text.slice(0, cut)}${taken}`);
    const { code, stderr } = await runCli(['audit', root, '--no-gitignore']);
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(join(root, '.github/workflows/sovaudit.yml'), 'utf8')).toContain('--since');
  });

  test('asks on a terminal, and takes a number, a word or nothing for an answer', async () => {
    const root = repository({ 'a.py': "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-5.5', messages=[])\n" });
    const { main } = await import('../../src/cli/main.ts');
    const out: string[] = [];
    async function* answers() {
      yield '3\nmedi';
      yield 'um\n\n';
    }
    const streams = {
      stdin: Object.assign(answers(), { isTTY: true }),
      stdout: { write: (text: string) => out.push(text), isTTY: true },
      stderr: { write: () => 0 },
      env: {},
    };
    expect(await main(['init', root], streams, new Date('2026-11-22T00:00:00Z'))).toBe(0);
    expect(out.join('')).toContain('Whose perspective? (1 eu, 2 eu-regulated, 3 uk');
    expect(readFileSync(join(root, 'sovaudit.yaml'), 'utf8')).toMatch(/^profile: "uk"[\s\S]*^fail_on: medium$/m);
  });

  test('overwrites nothing', async () => {
    const root = repository({ 'sovaudit.yaml': 'profile: uk\n', 'a.py': '' });
    expect((await runCli(['init', root])).code).toBe(2);
    expect(readFileSync(join(root, 'sovaudit.yaml'), 'utf8')).toBe('profile: uk\n');
  });
});

describe('config print', () => {
  test('says of every value who set it', async () => {
    const root = repository({ 'sovaudit.yaml': 'profile: uk\nfail_on: high\nmax_risk: 60\n' });
    const { stdout } = await runCli(['config', 'print', root, '--fail-on', 'low', '--json']);
    const settings = new Map(
      (JSON.parse(stdout).settings as { key: string; value: unknown; origin: string }[]).map(({ key, value, origin }) => [key, [value, origin]]),
    );
    expect(settings.get('profile')).toEqual(['uk', expect.stringMatching(/sovaudit\.yaml:1$/)]);
    expect(settings.get('max_risk')).toEqual([60, expect.stringMatching(/sovaudit\.yaml:3$/)]);
    expect(settings.get('fail_on')).toEqual(['low', '--fail-on']);
    expect(settings.get('unknown')).toEqual(['worst', 'default']);
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows every command and the flags of the audit', async (shell) => {
    const { code, stdout } = await runCli(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['baseline', 'create', 'simulate', 'lookup', 'init', 'fail-on', 'config-from']) expect(stdout).toContain(word);
  });

  test('of another shell exits 2', async () => {
    expect((await runCli(['completion', 'tcsh'])).code).toBe(2);
  });
});
