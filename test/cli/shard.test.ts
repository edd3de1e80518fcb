/** `shard`: one part of a list, the same wherever it is asked. */
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';

async function shard(part: string, list: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const out: string[] = [];
  const err: string[] = [];
  async function* chunks() {
    yield list;
  }
  const streams = { stdin: chunks(), stdout: { write: (text: string) => out.push(text) }, stderr: { write: (text: string) => err.push(text) }, env: {} };
  return { code: await main(['shard', part], streams, new Date('2026-11-22T00:00:00Z')), stdout: out.join(''), stderr: err.join('') };
}

const LINES = Array.from({ length: 60 }, (_, at) => `git.example/service-${at}\thttps://git.example/service-${at}.git`);

test('every line is in exactly one part', async () => {
  const parts = await Promise.all([1, 2, 3, 4].map((part) => shard(`${part}/4`, LINES.join('\n'))));
  expect(parts.flatMap(({ stdout }) => stdout.trimEnd().split('\n')).sort()).toEqual([...LINES].sort());
});

test('a line stays in its part when the list grows, is turned round, or gets another address', async () => {
  const { stdout } = await shard('2/4', LINES.join('\n'));
  const more = [...LINES, 'git.example/new-1', 'git.example/new-2'].reverse().map((line) => line.replace('https:', 'ssh:'));
  const kept = (await shard('2/4', more.join('\r\n'))).stdout.replaceAll('ssh:', 'https:').trimEnd().split('\n');
  expect(kept.filter((line) => !line.includes('new-')).reverse()).toEqual(stdout.trimEnd().split('\n'));
});

test('comments, empty lines and what comes twice are left out', async () => {
  expect((await shard('1/1', '# ours\n\n  git.example/letters  \ngit.example/letters\tmain\n')).stdout).toBe('git.example/letters\n');
});

test('a part may be empty, a list may not', async () => {
  expect(await shard('2/2', 'git.example/letters')).toMatchObject({ code: 0 });
  expect(await shard('1/2', '# nothing\n')).toMatchObject({ code: 2, stderr: expect.stringContaining('the list is empty') });
});

test.each(['0/4', '5/4', '1', '1/0', 'a/b', '1/4/2', '1/999999'])('%s is refused with what would be right', async (part) => {
  expect(await shard(part, 'git.example/letters')).toMatchObject({ code: 2, stderr: expect.stringMatching(/expected PART\/PARTS[\s\S]*\$\(\(INDEX \+ 1\)\)/) });
});
