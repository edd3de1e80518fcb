import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');

/** Files of the build that one loads before it runs, itself included. */
function loadedBy(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(join(DIST, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/^import (?:\{[^}]*\} from )?"\.\/(?:chunks\/)?([^"/]+\.js)";/gm)) loadedBy(`chunks/${name}`, known);
  return known;
}

const command = (): string => {
  const name = readdirSync(join(DIST, 'chunks')).find((file) => /^audit-\w+\.js$/.test(file));
  return `chunks/${name}`;
};

test('an audit opens few files of the program: each costs a look-up, an open and a compilation of its own', () => {
  const files = [...loadedBy('cli.js'), ...loadedBy(command())];
  expect(files).toContain('chunks/audit.js');
  expect(new Set(files).size).toBeLessThanOrEqual(6);
});

test('a worker loads nothing that judges or prints', () => {
  const files = [...loadedBy('scan-worker.js')];
  expect(files).not.toContain('chunks/audit.js');
  expect(files.length).toBeLessThanOrEqual(3);
});
