import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';

function shown(over: { isTTY?: boolean; env?: Record<string, string>; quiet?: boolean; millis?: number }): string {
  const written: string[] = [];
  let now = 0;
  const stderr = { write: (text: string) => written.push(text), isTTY: over.isTTY ?? true };
  const line = progressLine({ stdout: stderr, stderr, env: over.env ?? {} }, over.quiet ?? false, () => now);
  now = over.millis ?? 5000;
  line.show(200, 5000);
  line.end();
  return written.join('');
}

test('a long scan on a terminal shows how far it is, and leaves nothing behind', () => {
  expect(shown({})).toBe('\r\u001b[2Kreading 200 of 5000 files\r\u001b[2K');
});

test.each([
  ['a short scan', { millis: 100 }],
  ['a pipe', { isTTY: false }],
  ['CI', { env: { CI: 'true' } }],
  ['a dumb terminal', { env: { TERM: 'dumb' } }],
  ['--quiet', { quiet: true }],
])('%s shows nothing', (_name, over) => {
  expect(shown(over)).toBe('');
});
