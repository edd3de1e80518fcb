import { describe, expect, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { takeBlock } from '../src/scan-workers.ts';
import { repository } from './support/repository.ts';

/** Enough text with something in it that workers are started, and imports between files that different threads examine. */
function largeTree(): string {
  const filler = Array.from({ length: 900 }, (_, at) => `export const berth${at} = { quay: ${at}, note: 'a place for a ship' };\n`).join('');
  const files: Record<string, string> = { 'src/settings.ts': "export const MODEL = 'gpt-4o';\nexport const BASE = 'https://api.deepseek.com/v1';\n" };
  for (let at = 0; at < 70; at++) {
    const next = `import { client${(at + 1) % 70} } from './quay${(at + 1) % 70}';\nawait client${(at + 1) % 70}.chat.completions.create({ model: MODEL });\n`;
    files[`src/quay${at}.ts`] =
      `import OpenAI from 'openai';\nimport { MODEL, BASE } from './settings';\n${next}export const client${at} = new OpenAI(${at % 2 === 0 ? '{ baseURL: BASE }' : ''});\n${filler}`;
  }
  return repository(files);
}

describe('a scan with workers', () => {
  test('says the same with one, two and four threads', { timeout: 240_000 }, async () => {
    const path = largeTree();
    const run = (jobs: number) => audit({ path, asOf: '2026-11-22', jobs });
    const alone = await run(1);
    expect(alone.coverage.matched).toBe(71);
    expect(JSON.stringify(await run(2))).toBe(JSON.stringify(alone));
    expect(JSON.stringify(await run(4))).toBe(JSON.stringify(alone));
  });
});

describe('the queue', () => {
  test('gives every file once, in blocks, and ends when it is closed', () => {
    const state = new Int32Array(new SharedArrayBuffer(16));
    Atomics.store(state, 0, 20);
    expect([takeBlock(state, false), takeBlock(state, false), takeBlock(state, false)]).toEqual([{ from: 0, to: 16 }, { from: 16, to: 20 }, null]);
    Atomics.store(state, 0, 21);
    Atomics.store(state, 2, 1);
    expect([takeBlock(state, true), takeBlock(state, true)]).toEqual([{ from: 20, to: 21 }, null]);
  });
});
