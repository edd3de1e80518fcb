import { expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { repository } from '../support/repository.ts';

const CALL = 'fetch("https://api.openai.com/v1/chat/completions",{model:"gpt-4o-mini"})';

/** What is told of a file above a limit of 100 bytes. */
async function told(text: string, path = 'bundle.js', limits = {}): Promise<string[]> {
  const { diagnostics } = await audit({ path: repository({ [path]: text }), asOf: '2026-11-22', limits: { fileSize: 100, ...limits } });
  return diagnostics.map(({ message }) => message.replace(/^\d+ bytes, more than the limit of \d+: /, '').replace(/ \(limits.*$/, ''));
}

const filler = (bytes: number): string => 'var a=1;\n'.repeat(Math.ceil(bytes / 9)).slice(0, bytes);

test('hosts and models in a file that is too large to be read are named with their lines', async () => {
  expect(await told(`${filler(900)}${CALL}\n`)).toEqual(['not read, but its bytes name api.openai.com (line 101), gpt-4o-mini (line 101)']);
});

test('variables and packages are named where there is room', async () => {
  expect(await told(`${filler(90)}process.env.OPENAI_API_KEY;require("openai");\n`)).toEqual([
    'not read, but its bytes name OPENAI_API_KEY (line 11), openai (line 11)',
  ]);
});

test('a file without any name says so', async () => {
  expect(await told(filler(900))).toEqual(['not read; its bytes hold no name of the knowledge base']);
  expect(await told(`${filler(900)}String.fromCharCode(1)`)).toEqual(['not read; its bytes hold no name of the knowledge base']);
});

test.each([-70, -40, -9, -1, 0])('a name at the edge of two windows is found: %i bytes from it', async (shift) => {
  expect(await told(`${filler(1024 * 1024 + shift)}${CALL}`)).toEqual([expect.stringContaining('name api.openai.com (line 116')]);
});

test('the search ends at its own bound, which is said', async () => {
  expect(await told(`${filler(900)}${CALL}`, 'bundle.js', { searchedSize: 500 })).toEqual([
    'not read; the first 500 of its bytes hold no name of the knowledge base',
  ]);
  expect(await told(`${filler(900)}${CALL}`, 'bundle.js', { searchedSize: 0 })).toEqual(['not read']);
});

test('what is binary is not searched', async () => {
  expect(await told(`\0\u0001${filler(900)}${CALL}`)).toEqual(['not read']);
});

test('no more than five are named, each once', async () => {
  const models = Array.from({ length: 9 }, (_, at) => `"gpt-4.${at}"`).join(',');
  const [message = ''] = await told(`${filler(200)}${CALL}${CALL}[${models}]`);
  expect(message.match(/\(line/g)).toHaveLength(5);
});

test('no key that stands beside a name is printed', async () => {
  const [message = ''] = await told(`${filler(200)}https://user:sk-${'proj'}-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA@api.openai.com/v1`);
  expect([message.includes('api.openai.com'), message.includes('Zm9v')]).toEqual([true, false]);
});
