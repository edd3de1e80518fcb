/**
 * Rule files with one defect each, which their name says, and what their author is told. To see what a changed message does to all of them, write the
 * expected output anew: `npx vitest run test/knowledge/broken-rules.test.ts -u`, and read the difference as an author would.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/index.ts';
import { InputError } from '../../src/util/errors.ts';

const FOLDER = 'fixtures/rules-broken';
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

/** What loading all these files at once says, by file. */
async function problemsByFile(names: readonly string[]): Promise<Map<string, string[]>> {
  const files = names.map((name) => ({ path: name, shown: name, text: readFileSync(join(FOLDER, name), 'utf8'), custom: true }));
  const byFile = new Map<string, string[]>();
  try {
    await loadKnowledge([], [], files);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { file, line, column, message } of error.problems) byFile.set(file, [...(byFile.get(file) ?? []), `${file}:${line}:${column} ${message}`]);
  }
  return byFile;
}

// Where a file cannot be read nobody knows what it holds, and references are let pass: those files are loaded by themselves.
const told = Promise.all([NAMES.filter((name) => name.startsWith('syntax-')), NAMES.filter((name) => !name.startsWith('syntax-'))].map(problemsByFile)).then(
  (maps) => new Map(maps.flatMap((map) => [...map])),
);

test('there are at least sixty', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(60);
});

test.each(NAMES)('%s', async (name) => {
  const lines = (await told).get(name) ?? [];
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join('../..', FOLDER, name.replace('.yaml', '.txt')));
}, 30_000);

test('no other file is blamed', async () => {
  expect([...(await told).keys()].sort()).toEqual(NAMES);
});
