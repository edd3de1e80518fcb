import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempt, type Crash, fuzz } from './run.ts';
import { TARGETS } from './targets.ts';

const CORPUS = readdirSync('fixtures/corpus', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join('fixtures/corpus', name)).map((file) => ({ target: name, file })));

test.each(CORPUS)('$target stands $file, which it once did not', async ({ target, file }) => {
  const one = TARGETS.find(({ name }) => name === target);
  expect(one).toBeDefined();
  const text = readFileSync(join('fixtures/corpus', target, file), target === 'weights' ? 'latin1' : 'utf8');
  expect(one && (await attempt(one, { path: file, text }))).toBeNull();
});

test('no reader throws, differs or leaves its file on four hundred wrong texts', async () => {
  const crashes: Crash[] = [];
  const counts = await fuzz(20_261_122, { more: (rounds) => rounds < 400, found: (crash) => crashes.push(crash) });
  expect(Object.keys(counts).sort()).toEqual(TARGETS.map(({ name }) => name).sort());
  expect(crashes.map(({ target, path, message }) => `${target} ${path}: ${message}`)).toEqual([]);
}, 120_000);
