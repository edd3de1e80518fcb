import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { createQueue, hasJobs, jobAt, pathReader, publish, takeBlock, workerListing } from '../../src/scan/workers.ts';
import { repository } from '../support/repository.ts';

/** Enough text with something in it that workers are started, and imports between files that different threads examine. */
function largeTree(): string {
  const code = Array.from({ length: 60 }, (_, at) => `export const berth${at} = { quay: ${at}, note: 'a place for a ship' };\n`).join('');
  const filler = `${code}/*\n${'A harbour has many berths, and every ship asks for one of its own.\n'.repeat(5000)}*/\n`;
  const files: Record<string, string> = { 'src/settings.ts': "export const MODEL = 'gpt-4o';\nexport const BASE = 'https://api.deepseek.com/v1';\n" };
  for (let at = 0; at < 130; at++) {
    const next = `import { client${(at + 1) % 130} } from './quay${(at + 1) % 130}';\nawait client${(at + 1) % 130}.chat.completions.create({ model: MODEL });\n`;
    files[`src/quay${at}.ts`] =
      `import OpenAI from 'openai';\nimport { MODEL, BASE } from './settings';\n${next}export const client${at} = new OpenAI(${at % 2 === 0 ? '{ baseURL: BASE }' : ''});\n${filler}`;
  }
  return repository(files);
}

describe('a scan with workers', () => {
  test('says the same with one, two and four threads', { timeout: 240_000 }, async () => {
    const path = largeTree();
    const run = (jobs: number) => audit({ path, asOf: '2026-11-22', jobs });
    let started = 0;
    const count = (): void => void started++;
    process.on('worker', count);
    const alone = await run(1);
    expect([alone.coverage.matched, started]).toEqual([131, 0]);
    expect(JSON.stringify(await run(2))).toBe(JSON.stringify(alone));
    expect(JSON.stringify(await run(4))).toBe(JSON.stringify(alone));
    process.off('worker', count);
    expect(started).toBe(4);
  });
});

describe('the queue', () => {
  const jobs = (count: number) => Array.from({ length: count }, (_, number) => ({ number, always: false }));

  test('gives every job once, in blocks that get smaller towards the end', () => {
    const queue = createQueue(600);
    publish(queue, jobs(600), 'scan');
    const sizes: number[] = [];
    let next = 0;
    for (let block = takeBlock(queue, null); block !== null; block = takeBlock(queue, null)) {
      expect(block.from).toBe(next);
      next = block.to;
      sizes.push(block.to - block.from);
    }
    expect(next).toBe(600);
    expect(sizes[0]).toBe(64);
    expect(sizes.at(-2)).toBe(4);
    expect(hasJobs(queue)).toBe(false);
  });

  test('keeps neighbours with one thread: who comes later takes the back half of what the longest has before it', () => {
    const queue = createQueue(1000);
    publish(queue, jobs(1000), 'scan');
    expect(takeBlock(queue, null)).toEqual({ from: 0, to: 64 });
    expect(takeBlock(queue, 0)).toEqual({ from: 532, to: 596 });
    expect(takeBlock(queue, null)).toEqual({ from: 64, to: 128 });
    expect(takeBlock(queue, 0)).toEqual({ from: 596, to: 660 });
  });

  test('gives every job once to however many threads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 30 }), (count, turns) => {
        const queue = createQueue(count);
        publish(queue, jobs(count), 'scan');
        const seen = new Set<number>();
        for (let turn = 0; hasJobs(queue); turn++) {
          const slot = turns[turn % turns.length] as number;
          const block = takeBlock(queue, slot === -1 ? null : slot);
          for (let at = block?.from ?? 0; at < (block?.to ?? 0); at++) {
            expect(seen.has(at)).toBe(false);
            seen.add(at);
          }
        }
        expect(seen.size).toBe(count);
      }),
    );
  });

  test('goes on when more is put into it', () => {
    const queue = createQueue(3);
    publish(queue, jobs(2), 'scan');
    expect([takeBlock(queue, null), takeBlock(queue, null)]).toEqual([{ from: 0, to: 2 }, null]);
    publish(queue, [{ number: 2, always: true }], 'examine');
    expect(takeBlock(queue, null)).toEqual({ from: 2, to: 3 });
    expect(jobAt(queue, 2)).toEqual({ number: 2, task: 'examine', always: true });
  });
});

test('workers read the paths of a listing as they are', () => {
  const paths = ['a.py', 'grüße/模型.py', '', 'z\u{1f600}.ts'];
  const listing = { base: '', files: paths.map((path) => ({ path })), revision: null, diagnostics: [], skipped: [], git: false };
  const read = pathReader(workerListing(listing).paths);
  expect(paths.map((_, number) => read(number))).toEqual(paths);
});
