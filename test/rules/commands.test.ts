import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEMPLATES } from '../../src/knowledge/templates.ts';
import { family, OPEN, SMALL, service } from '../knowledge/small-rules.ts';
import { runCli } from '../support/run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sovaudit-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes rule files, with the first line that names their schema. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    const [kind = '', ...below] = path.split('/');
    const singular = kind === 'policies' ? 'policy' : kind === 'vocab' ? kind : kind.replace(/s$/, '');
    writeFileSync(file, `# yaml-language-server: $schema=${'../'.repeat(below.length)}schema/${singular}.schema.json\n${text}`);
  }
}

/** Standard error without the path of the folder. */
async function check(...more: string[]): Promise<{ code: number; stdout: string; lines: string[] }> {
  const { code, stdout, stderr } = await runCli(['rules', 'check', folder, ...more]);
  const prefix = `${folder.replaceAll('\\', '/')}/`;
  return {
    code,
    stdout,
    lines: stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(prefix, '')),
  };
}

describe('rules check', () => {
  test('a folder that stands by itself is clean, and its signatures were tried', async () => {
    write({ ...SMALL, 'services/harbour.yaml': service('hosts: [{ host: api.harbour.test }]\n'), 'models/harbour/lighthouse.yaml': family(OPEN) });
    expect(await check()).toMatchObject({ code: 0, stdout: '7 entries, 4 samples, no problems\n' });
  });

  test('problems are printed with file, line and column, and exit 2', async () => {
    write({ ...SMALL, 'services/harbour.yaml': service('host: []\n') });
    expect(await check()).toMatchObject({
      code: 2,
      lines: ['services/harbour.yaml:9:1 unknown key "host", did you mean "hosts"?', 'error: 1 problem; nothing was applied'],
    });
  });

  test('a sample that another service answers, and one that must not match but does', async () => {
    write({
      ...SMALL,
      'services/harbour.yaml': service(
        'hosts:\n  - host: "*.harbour.test"\n    match: ["https://api.quay.harbour.test/v1"]\n    no_match: ["https://www.harbour.test/"]\n',
      ),
      'services/quay.yaml': service('hosts: [{ host: "*.quay.harbour.test" }]\n'),
    });
    expect((await check()).lines).toEqual([
      'services/harbour.yaml:11:13 https://api.quay.harbour.test/v1 does not lead to this service but to services/quay',
      'services/harbour.yaml:12:16 no_match: https://www.harbour.test/ leads to this service',
      'error: 2 problems; nothing was applied',
    ]);
  });

  test('a version whose sample leads to another one', async () => {
    const two = `${OPEN}    match: [lighthouse-3]\n  lighthouse-3:\n    name: Lighthouse 3\n    ids: [lighthouse-3]\n${OPEN}`;
    write({ ...SMALL, 'models/harbour/lighthouse.yaml': family(two) });
    expect((await check()).lines[0]).toBe(
      'models/harbour/lighthouse.yaml:12:13 model id "lighthouse-3" does not lead to harbour/lighthouse-2 but to harbour/lighthouse-3',
    );
  });

  test('--as-of moves the day nothing can have been read after', async () => {
    const read = '{ basis: read, title: Notice, url: "https://harbour.test", as_of: "2026-06-01", quote: "Paris" }';
    write({ ...SMALL, 'organizations/pier.yaml': `name: Pier\nseat: "FR"\ncontroller: "FR"\nfrom: docs\nsources: { docs: ${read} }\n` });
    expect([(await check()).code, (await check('--as-of', '2026-05-31')).code]).toEqual([0, 2]);
  });

  test('a folder that is not there says so', async () => {
    expect(await runCli(['rules', 'check', join(folder, 'nowhere')])).toMatchObject({ code: 2, stderr: expect.stringContaining('rules not found') });
  });
});

describe('rules new', () => {
  test('writes the template, and beside it the organization it names', async () => {
    const { code, stdout } = await runCli(['rules', 'new', 'service', 'my-gateway', '--dir', folder]);
    expect({ code, stdout: stdout.replaceAll(folder.replaceAll('\\', '/'), 'rules') }).toEqual({
      code: 0,
      stdout:
        'wrote rules/services/my-gateway.yaml\nwrote rules/organizations/example-ai.yaml, the organization it names: say who that is\nfill them in, then: sovaudit rules validate rules\n',
    });
    expect(readFileSync(join(folder, 'services/my-gateway.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/unpkg\.com\/sovaudit@[\d.]+\/rules\/schema\/service\.schema\.json\nname: My gateway\n/,
    );
  });

  const KINDS = Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[];

  test.each(KINDS)('%s: what it writes is valid as it stands, and its samples are found', async (kind) => {
    const id = kind === 'models' ? 'pier/claims' : 'pier-thing';
    expect((await runCli(['rules', 'new', kind, id, '--dir', folder])).code).toBe(0);
    expect(await runCli(['rules', 'validate', folder])).toMatchObject({ code: 0, stderr: '' });
    const tested = await runCli(['rules', 'test', folder]);
    // Without samples there is nothing to test, and that is said.
    expect(tested.code === 0 || tested.stderr.includes('nothing to test'), tested.stderr).toBe(true);
  }, 30_000);

  test('two of a kind stand beside each other, and name an organization that is there', async () => {
    await runCli(['rules', 'new', 'organization', 'pier', '--dir', folder]);
    for (const kind of KINDS.filter((each) => each !== 'organizations'))
      for (const id of ['pier-quay', 'pier-dock']) await runCli(['rules', 'new', kind, kind === 'models' ? id.replace('-', '/') : id, '--dir', folder]);
    expect(readFileSync(join(folder, 'services/pier-dock.yaml'), 'utf8')).toContain('operator: pier ');
    expect(await runCli(['rules', 'validate', folder])).toMatchObject({ code: 0, stderr: '' });
  }, 30_000);

  test('names the schema where there is one', async () => {
    write({ 'schema/model.schema.json': '{}' });
    await runCli(['rules', 'new', 'models', 'my-lab/owl', '--dir', folder]);
    expect(readFileSync(join(folder, 'models/my-lab/owl.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/model\.schema\.json\nname: Example\n/,
    );
  });

  test('a check may have an id of one word, and takes the layer its id names', async () => {
    await runCli(['rules', 'new', 'check', 'gateway-only', '--dir', folder]);
    await runCli(['rules', 'new', 'check', 'cloud/gateway-only', '--dir', folder]);
    const layer = (path: string) => /^layer: \w+/m.exec(readFileSync(join(folder, path), 'utf8'))?.[0];
    expect([layer('checks/gateway-only.yaml'), layer('checks/cloud/gateway-only.yaml')]).toEqual(['layer: data', 'layer: cloud']);
  });

  test('never overwrites', async () => {
    await runCli(['rules', 'new', 'policy', 'ours', '--dir', folder]);
    writeFileSync(join(folder, 'policies/ours.yaml'), 'name: Ours\n');
    expect(await runCli(['rules', 'new', 'policy', 'ours', '--dir', folder])).toMatchObject({ code: 2, stderr: expect.stringContaining('exists already') });
    expect(readFileSync(join(folder, 'policies/ours.yaml'), 'utf8')).toBe('name: Ours\n');
  });

  test.each([
    [['servce', 'a'], 'unknown kind "servce", did you mean "service"?'],
    [['model', 'owl'], '"owl" is no id of a model'],
    [['service', '../escape'], '"../escape" is no id of a service'],
    [['service', 'My_Gateway'], '"My_Gateway" is no id of a service, did you mean "my-gateway"?'],
    [['package', '@acme/llm_kit'], '"@acme/llm_kit" is no id of a package'],
    [['rule', 'gateway-only'], 'unknown kind "rule", did you mean "check"?'],
    [['vocab', 'words'], 'vocab files are closed lists'],
  ])('%j is refused', async (args, message) => {
    expect(await runCli(['rules', 'new', ...args, '--dir', folder])).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(existsSync(join(folder, 'services'))).toBe(false);
  });
});

describe('rules stale', () => {
  test('lists what is past its limit and exits 0', async () => {
    const read = '{ basis: read, title: Notice, url: "https://harbour.test", as_of: "2025-06-01", quote: "Paris" }';
    write({
      'organizations/pier.yaml': `name: Pier\nseat: "FR"\ncontroller: { value: "FR", from: register }\nfrom: docs\nsources: { docs: ${read}, register: { basis: background, title: Register } }\n`,
    });
    const { code, stdout } = await runCli(['rules', 'stale', folder, '--as-of', '2026-11-22']);
    expect({ code, lines: stdout.split('\n').map((line) => line.replace(/^.*(?=organizations)/, '')) }).toEqual({
      code: 0,
      lines: ['organizations/pier.yaml:3 seat: checked 2025-06-01, 539 days ago; limit 365', '1 fact is past the age limit as of 2026-11-22', ''],
    });
  });
});

test('rules schema prints the schema of a kind, and of a pack', async () => {
  const titles = [await runCli(['rules', 'schema', 'service']), await runCli(['rules', 'schema'])].map(
    ({ stdout }) => (JSON.parse(stdout) as { title: string }).title,
  );
  expect(titles).toEqual(['sovaudit service', 'sovaudit rule pack']);
});

describe('rules list', () => {
  test('shows the entries of a kind with their names', async () => {
    const { code, stdout } = await runCli(['rules', 'list', 'policies']);
    expect({ code, line: stdout.split('\n').find((line) => line.startsWith('eu ')) }).toEqual({ code: 0, line: 'eu            European Union' });
  });

  test('marks what is yours', async () => {
    const pack = join(folder, 'ours.yaml');
    writeFileSync(pack, 'policies: { harbour-works: { name: Harbour works, home: ["FR"] } }\n');
    const { stdout } = await runCli(['rules', 'list', 'policies', '--rules', pack]);
    expect(stdout.split('\n').find((line) => line.startsWith('harbour-works'))).toBe('harbour-works  Harbour works  (yours)');
  });

  test('counts every kind when none is named', async () => {
    const { stdout } = await runCli(['rules', 'list', '--json']);
    expect((JSON.parse(stdout) as Record<string, number>).policies).toBeGreaterThan(10);
  });
});
