/** `merge` from the command line: what is read, what is refused, what is told. */
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { FleetReport } from '../../src/model/fleet.ts';
import { git } from '../support/git.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 60_000 });

const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";
const MISTRAL = "from mistralai import Mistral\nMistral().chat.complete(model='mistral-medium-2508', messages=[])\n";

let letters = '';
let answers = '';
/** A folder with these reports. */
const folder = (files: Readonly<Record<string, string | Buffer>>): string => repository(files);
const merged = async (...argv: string[]): Promise<FleetReport> => JSON.parse((await runCli(['merge', ...argv, '-f', 'json'])).stdout);

beforeAll(async () => {
  letters = (await runCli(['audit', repository({ 'app.py': OPENAI }), '-f', 'json', '--name', 'acme/letters'])).stdout;
  answers = (await runCli(['audit', repository({ 'app.py': MISTRAL }), '-f', 'json'])).stdout;
});

describe('merge', () => {
  test('joins reports of a folder, at any depth, in any order, packed or not', async () => {
    const files = folder({ 'letters.json': letters, 'deep/answers.json.gz': gzipSync(answers), 'notes.txt': 'no report' });
    const fleet = await merged(files);
    expect(fleet.entries.map(({ name, from }) => [name, from])).toEqual([
      ['acme/letters', 'flag'],
      ['deep/answers', 'file'],
    ]);
    expect(await merged(join(files, 'deep/answers.json.gz'), join(files, 'letters.json'))).toMatchObject({
      groups: [{ verdicts: { access: 1, dependency: 1 } }],
    });
  });

  test('names a repository by its folder where the name of the report says nothing', async () => {
    const files = folder({ 'acme/answers/report.json': answers });
    expect((await merged(files)).entries[0]?.name).toBe('acme/answers');
    expect((await merged(join(files, 'acme/answers/report.json'))).entries[0]?.name).toBe('answers');
  });

  test('takes an earlier fleet together with reports, and says the same as from all reports at once', async () => {
    const files = folder({ 'letters.json': letters, 'answers.json': answers });
    const { stdout: all } = await runCli(['merge', files, '-f', 'json']);
    const part = join(folder({ 'keep.txt': '' }), 'fleet.json');
    expect((await runCli(['merge', join(files, 'letters.json'), '-o', `json=${part}`, '-f', 'table'])).code).toBe(0);
    expect((await runCli(['merge', part, join(files, 'answers.json'), part, '-f', 'json'])).stdout).toBe(all);
  });

  test('reads a list of paths from standard input', async () => {
    const files = folder({ 'letters.json': letters, 'answers.json': answers });
    const { main } = await import('../../src/cli/main.ts');
    const out: string[] = [];
    async function* paths() {
      yield `${join(files, 'letters.json')}\0`;
      yield Buffer.from(`${join(files, 'answers.json')}\0`);
    }
    const streams = { stdin: paths(), stdout: { write: (text: string) => out.push(text) }, stderr: { write: () => 0 }, env: {} };
    expect(await main(['merge', '-', '-f', 'csv'], streams, new Date('2026-11-22T00:00:00Z'))).toBe(0);
    expect(out.join('').split('\r\n').length).toBe(4);
  });

  test('writes what its published schema describes', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../rules/schema/fleet.schema.json', import.meta.url), 'utf8'));
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const valid = ajv.compile(schema);
    valid(await merged(folder({ 'letters.json': letters, 'empty.json': '' }), '--skip-bad'));
    expect(valid.errors).toBeNull();
  });

  test('keeps call paths of different profiles apart, and says so', async () => {
    const root = repository({ 'app.py': OPENAI });
    const us = (await runCli(['audit', root, '-f', 'json', '--name', 'acme/us', '--profile', 'us'])).stdout;
    const { stdout, stderr } = await runCli(['merge', folder({ 'letters.json': letters, 'us.json': us })]);
    expect(stdout).toMatch(/^The reports form 2 groups whose figures are not added/);
    expect(stdout).toContain('GROUP 2 OF 2');
    expect(stderr).toContain('2 groups');
  });
});

describe('what cannot be merged', () => {
  const bad = (text: string | Buffer): Promise<{ code: number; stderr: string; stdout: string }> =>
    runCli(['merge', folder({ 'letters.json': letters, 'odd.json': text })]);

  test.each<[string, () => string, RegExp]>([
    ['no JSON', () => 'audit failed', /odd\.json:1:1 is not JSON/],
    ['an empty file', () => '', /is empty/],
    ['a report that was cut off', () => letters.slice(0, letters.length / 2), /is cut off/],
    ['a newer schema', () => letters.replace('"schemaVersion": "1.0"', '"schemaVersion": "2.0"'), /has schema version "2\.0"/],
    ['the answer of an audit that failed', () => '{"schemaVersion":"1.0","errors":[{"message":"nothing to scan in ."}]}', /audit that failed: nothing to scan/],
    ['a SARIF log', () => '{"version":"2.1.0","runs":[]}', /is a SARIF log/],
    ['a CycloneDX document', () => '{"bomFormat":"CycloneDX"}', /is a CycloneDX document/],
    ['a report of another tool', () => '{"tool":{"name":"harbour-scan"}}', /is a report of harbour-scan/],
    ['something else', () => '{"name":"letters","version":"1.0.0"}', /is no report of sovaudit/],
    ['a list', () => '[]', /not an object/],
    ['a report without its usages', () => letters.replace('"usages": [', '"usage": ['), /is no audit report: .*\(and \d+ more\)/],
  ])('%s is named with its file and its reason, and nothing is written', async (_what, text, reason) => {
    const { code, stderr, stdout } = await bad(text());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(reason);
  });

  test('with --skip-bad it is left out, told and counted, also in every later fleet', async () => {
    const files = folder({ 'letters.json': letters, 'odd.json': '{' });
    const fleet = join(folder({ 'keep.txt': '' }), 'fleet.json');
    const { code, stderr, stdout } = await runCli(['merge', files, '--skip-bad', '-f', 'table', '-o', `json=${fleet}`]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 report was left out')]);
    expect(stdout).toMatch(/left out +1 report: odd\.json is cut off/);
    expect((await merged(fleet)).leftOut).toEqual([{ report: 'odd.json', reason: 'is cut off: the JSON does not end' }]);
  });

  test('every bad report is named, not only the first', async () => {
    const { stderr } = await runCli(['merge', folder({ 'a.json': '', 'b.json': '[]', 'c.json': '{' })]);
    expect(stderr.match(/^[abc]\.json/gm)?.length).toBe(3);
  });

  test('a missing path and a link to a folder are told', async () => {
    const files = folder({ 'letters.json': letters });
    mkdirSync(join(files, 'real'));
    symlinkSync(join(files, 'real'), join(files, 'link'));
    const { code, stderr } = await runCli(['merge', files, join(files, 'gone.json')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/link:1:1 a link to a folder is not followed/);
    expect(stderr).toMatch(/gone\.json:1:1 there is no such file/);
  });

  test('a fleet that somebody changed is refused', async () => {
    const fleet = (await runCli(['merge', folder({ 'letters.json': letters }), '-f', 'json'])).stdout;
    expect((await bad(fleet.replace('"name":"acme/letters"', '"name":"acme/others"'))).stderr).toMatch(/was changed after it was written/);
  });

  test('a fleet that a tool put in another order is the same fleet', async () => {
    const fleet = await merged(folder({ 'letters.json': letters }));
    const turned = JSON.stringify(Object.fromEntries(Object.entries(fleet).reverse()), null, 4);
    expect(await merged(folder({ 'turned.json': turned }))).toEqual(fleet);
  });

  test('an empty folder is nothing to merge', async () => {
    expect(await runCli(['merge', folder({ 'keep.txt': '' })])).toMatchObject({ code: 2, stderr: expect.stringContaining('no report to merge') });
  });
});

describe('who a repository is', () => {
  const audited = async (remote: string, below = ''): Promise<unknown> => {
    const root = repository({ 'app.py': OPENAI, 'api/app.py': OPENAI });
    git(root, 'init', '--quiet');
    git(root, 'remote', 'add', 'origin', remote);
    return JSON.parse((await runCli(['audit', join(root, below), '-f', 'json'])).stdout).audit.repository;
  };

  test('is its remote, without the credentials in it', async () => {
    expect(await audited('https://mail:not-a-secret@git.example/acme/letters.git')).toEqual({ name: 'git.example/acme/letters', folder: '', from: 'remote' });
  });

  test('and the folder that was audited', async () => {
    expect(await audited('git@git.example:acme/letters.git', 'api')).toEqual({ name: 'git.example/acme/letters', folder: 'api', from: 'remote' });
  });

  test('is not told by a path of the machine', async () => {
    expect(await audited('/srv/git/letters.git')).toBeUndefined();
  });
});

describe('hostile names', () => {
  const NAME = '=cmd|"calc"!\u001b[31m<img src=x onerror=alert(1)>|[x](javascript:1)\u202e';

  test('reach no terminal, page, table or spreadsheet as anything but text', async () => {
    const report = JSON.stringify({ ...JSON.parse(letters), audit: { ...JSON.parse(letters).audit, repository: { name: NAME, folder: '', from: 'remote' } } });
    const files = folder({ 'a.json': report });
    const text = async (format: string): Promise<string> => (await runCli(['merge', files, '-f', format])).stdout;
    for (const format of ['table', 'csv', 'markdown', 'json', 'html']) expect(await text(format), format).not.toMatch(/[^\r\n\P{Cc}]|\p{Cf}/u);
    expect(await text('csv')).toContain(`"'=cmd|""calc""!`);
    expect(await text('html')).not.toMatch(/<img/);
    // In a code span it is text.
    expect((await text('markdown')).replace(/`[^`]*`/g, '')).not.toMatch(/<img/);
  });
});

test('copies of one report are one repository', async () => {
  const files = folder({ 'letters.json': letters });
  copyFileSync(join(files, 'letters.json'), join(files, 'again.json'));
  writeFileSync(join(files, 'third.json'), JSON.stringify(JSON.parse(letters)));
  expect((await merged(files)).entries.length).toBe(1);
});

describe('diff of two fleets', () => {
  test('tells what is new, and with --fail-on-worse only fails on what is worse', async () => {
    const files = folder({ 'a/letters.json': letters, 'b/letters.json': letters, 'b/answers.json': answers });
    const [before, after] = await Promise.all(
      ['a', 'b'].map(async (name) => {
        const fleet = join(files, `${name}.fleet.json`);
        await runCli(['merge', join(files, name), '-o', `json=${fleet}`, '-f', 'csv']);
        return fleet;
      }),
    );
    const { code, stdout } = await runCli(['diff', before ?? '', after ?? '', '--fail-on-worse']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/NEW REPOSITORIES\n {2}answers {2}dependency/)]);
    expect(JSON.parse((await runCli(['diff', before ?? '', after ?? '', '--json'])).stdout)[0]).toMatchObject({ kind: 'fleet-difference', unchanged: 1 });
  });
});
