// What an earlier run left can be anything by now: the report is always that of a run without a cache.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { readKept } from '../../src/scan/cache.ts';
import { fakeSecrets } from '../support/fake-secrets.ts';
import { lastingRepository, repository } from '../support/repository.ts';

const CALL = "from openai import OpenAI\nfrom settings import MODEL\nOpenAI().responses.create(model=MODEL, input='Guten Tag')\n";
const TREE = {
  'settings.py': "MODEL = 'gpt-5.5'\n",
  ...Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`part${at}/ask.py`, CALL])),
  ...Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`part${at}/plain.py`, `x = ${at}\n`])),
};
/** Long after every change, so that the times of files are believed. */
const LATER = Date.now() + 3_600_000;

describe('a cache that was tampered with', () => {
  let root = '';
  let folder = '';
  let plain = '';
  let whole: Buffer = Buffer.alloc(0);
  let file = '';
  const run = async (cached = true): Promise<string> =>
    JSON.stringify(await audit({ path: root, asOf: '2026-11-22', ...(cached && { cache: { folder, now: LATER } }) }));

  beforeAll(async () => {
    root = lastingRepository(TREE, afterAll);
    folder = join(realpathSync(lastingRepository({}, afterAll)), 'cache');
    plain = await run(false);
    await run();
    file = join(folder, readdirSync(folder)[0] ?? '');
    whole = readFileSync(file);
  });

  test('is cut anywhere', { timeout: 60_000 }, async () => {
    for (const part of [0, 0.001, 0.1, 0.5, 0.9, 0.9999]) {
      writeFileSync(file, whole);
      truncateSync(file, Math.floor(whole.length * part));
      expect([part, await run()]).toEqual([part, plain]);
    }
  });

  test('has one bit turned anywhere', { timeout: 60_000 }, async () => {
    for (let place = 0; place < whole.length; place += 61) {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] as number) ^ (1 << (place % 8));
      expect([place, readKept(bytes)]).toEqual([place, null]);
    }
    for (const part of [0, 0.01, 0.5]) {
      const bytes = Buffer.from(whole);
      const place = Math.floor(part * bytes.length);
      bytes[place] = (bytes[place] as number) ^ 4;
      writeFileSync(file, bytes);
      expect([place, await run()]).toEqual([place, plain]);
    }
  });

  test('is of another version, or has more behind its end', async () => {
    for (const content of [whole.toString('latin1').replace(/^sovaudit-scan \d+/, 'sovaudit-scan 999'), `${whole.toString('latin1')}{}\n`]) {
      writeFileSync(file, Buffer.from(content, 'latin1'));
      expect(await run()).toBe(plain);
    }
  });

  test('is rebuilt', async () => {
    writeFileSync(file, 'nothing');
    await run();
    expect(readFileSync(file).length).toBeGreaterThan(100);
    expect(await run()).toBe(plain);
  });

  test('is a folder', async () => {
    rmSync(file);
    mkdirSync(join(file, 'inner'), { recursive: true });
    expect(await run()).toBe(plain);
    rmSync(file, { recursive: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(process.platform !== 'win32')('may be written by others: it is not believed', async () => {
    writeFileSync(file, whole);
    chmodSync(folder, 0o777);
    expect(await run()).toBe(plain);
    chmodSync(folder, 0o700);
  });

  test.runIf(process.platform !== 'win32')('may not be read, or its folder may not be entered', async () => {
    writeFileSync(file, whole);
    chmodSync(file, 0);
    expect(await run()).toBe(plain);
    chmodSync(file, 0o600);
    chmodSync(folder, 0o100);
    expect(await run()).toBe(plain);
    chmodSync(folder, 0o700);
  });
});

describe('two runs at once', () => {
  test('on one cache say what a run without says, cold and warm', { timeout: 120_000 }, async () => {
    const root = repository(TREE);
    const home = repository({});
    const alone = await program(root, home, '--no-cache');
    for (let round = 0; round < 2; round++) {
      const both = await Promise.all([program(root, home), program(root, home), program(root, home)]);
      expect(both).toEqual([alone, alone, alone]);
    }
    // Whole files only, and no temporary one.
    expect(readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => /\.scan\b/.test(name) && !/[0-9a-f]{64}\.scan$/.test(name))).toEqual([]);
  });
});

test('what is kept holds no secret of the tree', async () => {
  const secrets = fakeSecrets(60, 7);
  const files = Object.fromEntries(
    secrets.map(({ secret }, at) => [
      `part${at}/ask.py`,
      `from openai import OpenAI\nclient = OpenAI(api_key="${secret}", base_url="https://user:${secret}@api.deepseek.com/v1?key=${secret}")\nclient.chat.completions.create(model=pick("${secret}"), messages=[])\n`,
    ]),
  );
  const folder = join(realpathSync(repository({})), 'cache');
  await audit({ path: repository(files), asOf: '2026-11-22', cache: { folder, now: LATER } });
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect([kept.length, kept.join('').includes('api.deepseek.com')]).toEqual([1, true]);
  expect(secrets.filter(({ secret }) => kept.some((text) => text.includes(secret) || text.includes(secret.slice(0, secret.length / 2))))).toEqual([]);
});

/** What the built program prints about a tree, with a home of its own. */
function program(root: string, home: string, ...flags: string[]): Promise<string> {
  const script = resolve('bin/sovaudit.js');
  expect(existsSync(join(dirname(script), '../dist/cli.js'))).toBe(true);
  return new Promise((done) => {
    const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_CACHE_HOME: home, LOCALAPPDATA: home, USERPROFILE: home };
    const child = spawn(process.execPath, [script, 'audit', '.', '-q', '-f', 'json', '--as-of', '2026-11-22', ...flags], { cwd: root, env });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', (code) => done(`${code} ${text}`));
  });
}
