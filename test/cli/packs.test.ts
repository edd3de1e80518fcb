import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { commitAll, write } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

// Every run compiles the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 });

const CALL = 'from openai import OpenAI\nOpenAI().chat.completions.create(model="gpt-5.5", messages=[])\n';
const check = (id: string, severity = 'high', more = ''): string =>
  `checks:\n  ${id}:\n    name: Named ${id}\n    layer: cloud\n    when: { service.id: openai }\n    severity: ${severity}\n    message: "${id} holds"\n    help: why\n    remediation: what\n${more}`;
const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: '2.4.1', sovaudit: { schema: '^1.0', rules: 'rules', ...more } }, null, 2);
const folder = (name: string, more = ''): string => `name: ${name}\nversion: "1.3.0"\nschema: "^1.0"\n${more}`;

async function run(root: string, ...more: readonly string[]): Promise<{ code: number; report: Report; text: string; problems: string[] }> {
  const { code, stdout, stderr } = await runCli(['audit', root, '-f', 'json', ...more]);
  const problems = stderr
    .split('\n')
    .slice(0, -2)
    .map((line) => line.replaceAll(/(?:\.\.)?\/[^\s]*?sovaudit-[A-Za-z0-9]+\//g, ''));
  return { code, text: stdout, problems, report: (code === 2 ? null : JSON.parse(stdout)) as Report };
}

const rulesOf = (report: Report): string[] => report.findings.map(({ rule }) => rule).filter((rule) => !rule.includes('/'));

describe('extends', () => {
  test('takes a folder with a manifest, and the report names it with its version and what it brings', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'extends: [./policy]\n',
      'policy/sovaudit-pack.yaml': folder('harbour-policy'),
      'policy/checks/own-gateway.yaml': check('x').split('\n').slice(2).join('\n').replace(/^ {4}/gm, ''),
    });
    const { report } = await run(root);
    expect(rulesOf(report)).toEqual(['own-gateway']);
    expect(report.knowledge.packs).toEqual([{ name: 'harbour-policy', version: '1.3.0', path: 'policy', entries: 1 }]);
    expect(report.knowledge.customRules).toEqual([expect.objectContaining({ id: 'checks/own-gateway', pack: 'harbour-policy' })]);
  });

  test('takes a single file, named by its path', async () => {
    const root = repository({ 'app.py': CALL, 'sovaudit.yaml': 'extends: [./ours.yaml]\n', 'ours.yaml': check('ours') });
    const { report } = await run(root);
    expect([rulesOf(report), report.knowledge.packs?.[0]?.name]).toEqual([['ours'], 'ours.yaml']);
  });

  test('takes an installed npm package, from the nearest node_modules up to the root of the repository', async () => {
    const root = repository({
      '.git/HEAD': 'ref: refs/heads/main\n',
      'apps/desk/app.py': CALL,
      'apps/desk/sovaudit.yaml': 'extends: ["@harbour/rules"]\n',
      'node_modules/@harbour/rules/package.json': manifest('@harbour/rules'),
      'node_modules/@harbour/rules/rules/sovaudit-pack.yaml.txt': 'no rule',
      'node_modules/@harbour/rules/rules/own.yaml': check('own'),
      'node_modules/@harbour/rules/other.yaml': 'not: a rule\n',
    });
    const { report } = await run(join(root, 'apps/desk'));
    expect([rulesOf(report), report.knowledge.packs]).toEqual([['own'], [{ name: '@harbour/rules', version: '2.4.1', path: expect.any(String), entries: 1 }]]);
  });

  test('loads what a pack builds on before it, once', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'extends: [./bank, ./base]\n',
      'bank/sovaudit-pack.yaml': folder('bank', 'extends: [../base]\n'),
      'bank/bank.yaml': 'checks:\n  shared:\n    extends: shared\n    severity: critical\n',
      'base/sovaudit-pack.yaml': folder('base'),
      'base/base.yaml': check('shared', 'low'),
    });
    const { report } = await run(root);
    expect(report.knowledge.packs?.map(({ name }) => name)).toEqual(['base', 'bank']);
    expect(report.findings.find(({ rule }) => rule === 'shared')?.severity).toBe('critical');
  });

  test('a later pack refines an earlier one with extends, and the report says what it changed', async () => {
    const files = {
      'app.py': CALL,
      'a.yaml': check('shared', 'low'),
      'b.yaml': 'checks:\n  shared:\n    extends: shared\n    severity: medium\n',
      'c.yaml': 'checks:\n  shared:\n    extends: shared\n    severity: critical\n',
    };
    const severity = async (order: string): Promise<string | undefined> =>
      (await run(repository({ ...files, 'sovaudit.yaml': `extends: [${order}]\n` }))).report.findings.find(({ rule }) => rule === 'shared')?.severity;
    expect(await severity('./a.yaml, ./b.yaml, ./c.yaml')).toBe('critical');
    expect(await severity('./a.yaml, ./c.yaml, ./b.yaml')).toBe('medium');
    const { report } = await run(repository({ ...files, 'sovaudit.yaml': 'extends: [./a.yaml, ./b.yaml]\n' }));
    expect(report.knowledge.customRules.map(({ pack, changes }) => [pack, changes])).toEqual([
      ['a.yaml', undefined],
      ['b.yaml', ['severity']],
    ]);
  });

  test('rules of the project refine those of its packs, whatever stands first', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'rules: [own.yaml]\nextends: [./a.yaml]\n',
      'a.yaml': check('shared', 'low'),
      'own.yaml': 'checks:\n  shared:\n    extends: shared\n    severity: high\n',
    });
    expect((await run(root)).report.findings.find(({ rule }) => rule === 'shared')?.severity).toBe('high');
  });

  test('every format that people read names the pack', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'extends: [./policy]\n',
      'policy/sovaudit-pack.yaml': folder('harbour-policy'),
      'policy/p.yaml': check('ours'),
    });
    for (const format of ['table', 'markdown', 'html', 'sarif', 'json']) {
      const { stdout } = await runCli(['audit', root, '-f', format]);
      expect([format, stdout.replaceAll('\\-', '-').includes('harbour-policy'), stdout.includes('1.3.0')]).toEqual([format, true, true]);
    }
  });
});

describe('what is wrong with packs is told at its place and exits 2', () => {
  const wrong = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
    const { code, problems } = await run(repository({ 'app.py': CALL, ...files }));
    expect(code).toBe(2);
    return problems;
  };

  test('a pack for another rule schema', async () => {
    expect(
      await wrong({ 'sovaudit.yaml': 'extends: [./p]\n', 'p/sovaudit-pack.yaml': folder('later').replace('^1.0', '^2.1'), 'p/r.yaml': check('ours') }),
    ).toEqual([
      expect.stringMatching(
        /^p\/sovaudit-pack\.yaml:3:9 later is written for rule schema \^2\.1, this sovaudit has 1\.\d+\.0: use another version of the pack or of sovaudit$/,
      ),
    ]);
  });

  test('a manifest with slips: unknown key, a range that is none, a folder outside', async () => {
    const text = JSON.stringify({ name: '@harbour/rules', version: '1.0.0', sovaudit: { schema: 'latest', rules: '../..', extend: [] } }, null, 2);
    expect(await wrong({ 'sovaudit.yaml': 'extends: ["@harbour/rules"]\n', 'node_modules/@harbour/rules/package.json': text })).toEqual([
      expect.stringContaining('package.json:5:15 schema: expected a range of versions such as "^1.0", found "latest"'),
      expect.stringContaining('package.json:6:14 rules: expected a folder inside the pack, found "../.."'),
      expect.stringContaining('package.json:7:5 unknown key "extend", did you mean "extends"?'),
    ]);
  });

  test('packs in a circle', async () => {
    const files = {
      'sovaudit.yaml': 'extends: [./a]\n',
      'a/sovaudit-pack.yaml': folder('a', 'extends: [../b]\n'),
      'a/a.yaml': check('a'),
      'b/sovaudit-pack.yaml': folder('b', 'extends: [../a]\n'),
      'b/b.yaml': check('b'),
    };
    expect(await wrong(files)).toEqual([expect.stringMatching(/^b\/sovaudit-pack\.yaml:4:11 extends: packs go in a circle: .*a -> .*b -> .*a$/)]);
  });

  test('a package that is not installed, and one that is no pack, both at once', async () => {
    const files = {
      'sovaudit.yaml': 'extends: ["@harbour/rules", left-pad]\n',
      'node_modules/left-pad/package.json': '{ "name": "left-pad", "version": "1.0.0" }',
    };
    expect(await wrong(files)).toEqual([
      'sovaudit.yaml:1:11 extends: @harbour/rules: not installed: there is no node_modules/@harbour/rules from here up to the root of the repository',
      'sovaudit.yaml:1:29 extends: left-pad: its package.json has no "sovaudit" field: it is no rule pack',
    ]);
  });

  test.each([
    ['../elsewhere', 'it leads out of the repository'],
    ['./nowhere', 'not there'],
    ['.', 'it contains the project file: rules need a folder of their own'],
    ['file:///etc', 'neither a path (./rules) nor the name of an npm package (@acme/rules)'],
    ['/etc', 'neither a path (./rules) nor the name of an npm package (@acme/rules)'],
  ])('%s: %s', async (spec, message) => {
    expect(await wrong({ 'sovaudit.yaml': `extends: ["${spec}"]\n` })).toEqual([`sovaudit.yaml:1:11 extends: ${spec}: ${message}`]);
  });

  test('one id in two packs', async () => {
    const files = { 'sovaudit.yaml': 'extends: [./a.yaml, ./b.yaml]\n', 'a.yaml': check('shared'), 'b.yaml': check('shared') };
    expect(await wrong(files)).toEqual([
      expect.stringMatching(/b\.yaml:3:5 checks\/shared exists already in .*a\.yaml: to refine it, add "extends: shared", or choose another id$/),
    ]);
  });

  test('two refinements of one entry in one pack, as nothing says which counts', async () => {
    const refined = 'services:\n  openai:\n    extends: openai\n    surface: portable\n';
    expect(await wrong({ 'sovaudit.yaml': 'extends: [./p]\n', 'p/a.yaml': refined, 'p/b.yaml': refined })).toEqual([
      expect.stringMatching(/p\/b\.yaml:3:5 services\/openai is refined in .*p\/a\.yaml as well: write it once/),
    ]);
  });

  test('two packs of one name', async () => {
    const files = {
      'sovaudit.yaml': 'extends: [./a, ./b]\n',
      'a/sovaudit-pack.yaml': folder('twin'),
      'a/a.yaml': check('a'),
      'b/sovaudit-pack.yaml': folder('twin').replace('1.3.0', '2.0.0'),
      'b/b.yaml': check('b'),
    };
    expect(await wrong(files)).toEqual([expect.stringMatching(/^sovaudit\.yaml:1:16 extends: two packs are named twin: 1\.3\.0 in .*a and 2\.0\.0 in .*b$/)]);
  });
});

describe('a pack of a repository nobody trusts', () => {
  const link = (root: string, path: string, target: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  };

  test('may be a link to another folder of the repository, as workspaces and pnpm install it', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'extends: ["@harbour/rules"]\n',
      'node_modules/.store/rules@2.4.1/node_modules/@harbour/rules/package.json': manifest('@harbour/rules', { extends: ['@harbour/base'] }),
      'node_modules/.store/rules@2.4.1/node_modules/@harbour/rules/rules/own.yaml': check('own'),
      'node_modules/.store/rules@2.4.1/node_modules/@harbour/base/package.json': manifest('@harbour/base'),
      'node_modules/.store/rules@2.4.1/node_modules/@harbour/base/rules/base.yaml': check('base'),
    });
    link(root, 'node_modules/@harbour/rules', '../.store/rules@2.4.1/node_modules/@harbour/rules');
    expect(rulesOf((await run(root)).report).sort()).toEqual(['base', 'own']);
  });

  test('is not followed out of the repository', async () => {
    const outside = repository({ 'rules/own.yaml': check('own') });
    const root = repository({ 'app.py': CALL, 'sovaudit.yaml': 'extends: [./policy]\n' });
    link(root, 'policy', join(outside, 'rules'));
    const { code, problems } = await run(root);
    expect([code, problems]).toEqual([2, ['sovaudit.yaml:1:11 extends: ./policy: it leads out of the repository']]);
  });

  test('holds no links itself, so that no other file is read as a rule', async () => {
    const root = repository({ 'app.py': CALL, 'sovaudit.yaml': 'extends: [./policy]\n', 'policy/own.yaml': check('own') });
    link(root, 'policy/passwords.yaml', '/etc/passwd');
    const { code, problems } = await run(root);
    expect([code, problems]).toEqual([2, ['sovaudit.yaml:1:11 extends: ./policy: passwords.yaml is a link or a special file: a pack holds plain files']]);
  });

  test('runs nothing: the code of a package is not loaded', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'extends: ["@harbour/rules"]\n',
      'node_modules/@harbour/rules/package.json': JSON.stringify({ ...JSON.parse(manifest('@harbour/rules')), type: 'module', main: 'index.js' }),
      'node_modules/@harbour/rules/index.js': 'throw new Error("this package was loaded");\n',
      'node_modules/@harbour/rules/rules/own.yaml': check('own'),
    });
    expect((await run(root)).code).toBe(0);
  });
});

describe('--config-from', () => {
  test('takes the packs of the revision, not those of the change', async () => {
    const root = repository({
      'app.py': CALL,
      'sovaudit.yaml': 'extends: [./policy]\n',
      'policy/sovaudit-pack.yaml': folder('policy'),
      'policy/own.yaml': check('own', 'critical'),
    });
    commitAll(root);
    write(root, { 'policy/own.yaml': check('own', 'info'), 'sovaudit.yaml': 'profile: us\n' });
    const { report } = await run(root, '--config-from', 'main');
    expect(report.findings.find(({ rule }) => rule === 'own')?.severity).toBe('critical');
    expect(report.knowledge.packs).toEqual([expect.objectContaining({ name: 'policy', version: '1.3.0' })]);
  });

  test('refuses a package that is only installed: whoever proposes the change installs it', async () => {
    const root = repository({ 'app.py': CALL, 'sovaudit.yaml': 'extends: ["@harbour/rules"]\n', '.gitignore': 'node_modules\n' });
    commitAll(root);
    write(root, { 'node_modules/@harbour/rules/package.json': manifest('@harbour/rules'), 'node_modules/@harbour/rules/rules/own.yaml': check('own') });
    const { code, problems } = await run(root, '--config-from', 'main');
    expect([code, problems]).toEqual([2, [expect.stringContaining('extends: @harbour/rules: not in main: there is no node_modules/@harbour/rules')]]);
  });
});

test('a folder given with --rules that has a manifest is a pack as well', async () => {
  const root = repository({ 'app.py': CALL, 'policy/sovaudit-pack.yaml': folder('harbour-policy'), 'policy/own.yaml': check('own') });
  const { report } = await run(root, '--rules', join(root, 'policy'));
  expect([rulesOf(report), report.knowledge.packs?.map(({ name }) => name)]).toEqual([['own'], ['harbour-policy']]);
});
