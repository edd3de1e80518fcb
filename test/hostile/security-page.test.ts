import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('every test the threat model names exists', () => {
  const named = [...readFileSync('SECURITY.md', 'utf8').matchAll(/`(test\/[\w./-]+\.test\.ts)(?: > ([^`]+))?`/g)];
  expect(named.length).toBeGreaterThan(10);
  const missing = named.filter(([, file = '', title]) => !existsSync(file) || (title !== undefined && !readFileSync(file, 'utf8').includes(title)));
  expect(missing.map(([whole]) => whole)).toEqual([]);
});
