/** The guide, lived: its files are written, its commands run, and what they print is what the page says. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { repository } from './support/repository.ts';
import { runCli } from './support/run-cli.ts';

vi.setConfig({ testTimeout: 180_000 });

const BLOCK = /^```(\w+)(?: (\S+))?\n(.*?)^```/gms;

test('every file and every command of the guide works as the page says', async () => {
  const root = repository({});
  let commands = 0;
  for (const [, language, path, text = ''] of readFileSync('rules/GUIDE.md', 'utf8').matchAll(BLOCK)) {
    if (path !== undefined) write(join(root, path), text);
    if (language !== 'console') continue;
    const [command = '', ...printed] = text.split('\n');
    const words = command.replace(/^\$ sovaudit /, '').split(' ');
    const { stdout, stderr } = await runCli(words.map((word) => (existsSync(join(root, word)) ? join(root, word) : word)));
    const shown = `${stdout}${stderr}`.replaceAll(`${root}/`, '');
    // Of a report the page shows what it is about.
    const told = words[0] === 'audit' ? shown.split('\n').filter((line) => line.includes('gateway-only')) : shown.trimEnd().split('\n');
    expect([command, ...told]).toEqual([command, ...printed.filter((line) => line !== '')]);
    commands++;
  }
  expect(commands).toBeGreaterThan(5);
});

/** A later block of a file goes on where the earlier one ended. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'a' });
}
