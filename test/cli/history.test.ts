import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const path = fileURLToPath(new URL('../../fixtures/stacks/fable-direct/input', import.meta.url));
const history = (...flags: string[]) => runCli(['history', path, '--no-config', ...flags]);

test('the end of the running month is today', async () => {
  const { points } = JSON.parse((await history('--from', '2026-10', '--to', '2026-11', '--json')).stdout);
  expect([points[0].asOf, points.at(-1).asOf]).toEqual(['2026-10-01', '2026-11-22']);
});

test('months are judged at their ends', async () => {
  const { points } = JSON.parse((await history('--from', '2026-01', '--to', '2026-04', '--every', 'month', '--json')).stdout);
  expect(points.map(({ asOf }: { asOf: string }) => asOf)).toEqual(['2026-01-01', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
});

test.each([
  [['--from', '2026-13'], '--from'],
  [['--from', '2026-11', '--to', '2026-01'], 'lies after'],
  [['--every', 'week'], '--every'],
  [['--dates', '2026-01-01', '--from', '2025-01'], '--dates stands alone'],
])('%j is refused', async (flags, message) => {
  const { code, stderr } = await history(...flags);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
