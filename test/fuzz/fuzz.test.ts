import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MANIFEST_LOADERS } from '../../src/extract/manifests/index.ts';
import { classify } from '../../src/sources/classify.ts';
import { attempt, type Crash, fuzz, seeds } from './run.ts';
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

test('every kind of file that something is read from is among what the fuzzer begins with', async () => {
  const begun = new Set((await seeds()).extract?.map(({ path }) => classify(path).kind));
  const others = 'notebook package-json requirements pyproject dotenv yaml json toml shell sql modelfile properties markdown terraform bicep setup-py'.split(
    ' ',
  );
  const code = 'python javascript vue go java kotlin scala csharp fsharp rust c swift dart php ruby elixir r powershell'.split(' ');
  const missing = [...Object.keys(MANIFEST_LOADERS), ...others, ...code].filter((kind) => !begun.has(kind as never));
  expect(missing).toEqual([]);
});

test('no reader throws, differs or leaves its file on four hundred wrong texts', async () => {
  const crashes: Crash[] = [];
  const counts = await fuzz(20_261_122, { more: (rounds) => rounds < 400, found: (crash) => crashes.push(crash) });
  expect(Object.keys(counts).sort()).toEqual(TARGETS.map(({ name }) => name).sort());
  expect(crashes.map(({ target, path, message }) => `${target} ${path}: ${message}`)).toEqual([]);
}, 120_000);
