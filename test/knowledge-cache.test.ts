/** Large packs are compiled once and read back by later audits, with the same report; whatever is not whole is compiled again. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { audit } from '../src/audit/index.ts';
import { repository } from './support/repository.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sovaudit-own-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const every = readFileSync(new URL('knowledge/every-kind.yaml', import.meta.url), 'utf8');
/** So many rules that they are worth keeping. */
const many = Array.from(
  { length: 700 },
  (_, at) =>
    `  quay-${at}: { name: Quay ${at}, layer: cloud, when: { endpoint.host: "llm-${at}.quay.example" }, message: "{service} of quay ${at}", help: Why., remediation: What. }\n`,
).join('');
const rules = every + many;
const CODE = {
  'app.py': 'from pier_llm import Client\nClient().ask(model="pier-claims-2-preview")\n',
  'other.py': 'from openai import OpenAI\nOpenAI(base_url="https://llm-7.quay.example/v1").chat.completions.create(model="gpt-4o", messages=[])\n',
};
const now = Date.UTC(2026, 10, 22);

async function report(text: string, cached: boolean): Promise<string> {
  const ruleFiles = [{ path: 'pack.yaml', shown: 'pack.yaml', text, custom: true }];
  const { audit: context, ...told } = await audit({
    path: repository(CODE),
    asOf: '2026-11-20',
    profile: 'pier',
    ruleFiles,
    ...(cached && { cache: { folder, now } }),
  });
  return JSON.stringify({ ...told, profile: context.profile });
}

test('the first audit keeps them and the second reads them, with the report of an audit that keeps nothing', async () => {
  const plain = await report(rules, false);
  expect(plain).toContain('quay 7');
  expect(plain).toContain('"preview"');
  expect([await report(rules, true), await report(rules, true)]).toEqual([plain, plain]);
  expect(readdirSync(folder).length).toBe(1);
}, 30_000);

test('a file that is not whole is not believed', async () => {
  const plain = await report(rules, true);
  const [name = ''] = readdirSync(folder);
  const bytes = readFileSync(join(folder, name));
  writeFileSync(join(folder, name), bytes.subarray(0, bytes.length - 9));
  expect(await report(rules, true)).toBe(plain);
  expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
}, 30_000);

test('other rules are another file, and rules that are wrong leave none', async () => {
  const count = readdirSync(folder).length;
  await report(rules.replace('quay 7"', 'quay seven"'), true);
  expect(readdirSync(folder).length).toBe(count + 1);
  await expect(report(`${rules}  broken: { name: Broken }\n`, true)).rejects.toThrow();
  expect(readdirSync(folder).length).toBe(count + 1);
}, 30_000);

test('a small pack is not kept', async () => {
  const count = readdirSync(folder).length;
  await report(every, true);
  expect(readdirSync(folder).length).toBe(count);
}, 30_000);
