/** One scan judged at many days. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { auditHistory } from '../../src/audit/index.ts';
import type { AuditOptions } from '../../src/audit/options.ts';
import { historyText } from '../../src/report/history.ts';

const path = fileURLToPath(new URL('../../fixtures/stacks/fable-direct/input', import.meta.url));
const options: AuditOptions = { path, profile: 'eu', asOf: '2026-11-22' };
const TEN = ['2025-01-31', '2025-06-30', '2025-12-31', '2026-03-31', '2026-06-11', '2026-06-12', '2026-06-28', '2026-07-01', '2026-09-30', '2026-11-22'];

describe('ten days', () => {
  test('are each judged by the facts of that day', async () => {
    const { points } = await auditHistory(options, TEN);
    expect(points.map(({ asOf, layers, verdict }) => [asOf, layers[0]?.level.low, verdict.revocability, verdict.restriction])).toEqual([
      ['2025-01-31', 1, 'R3', 'none'],
      ['2025-06-30', 1, 'R3', 'none'],
      ['2025-12-31', 1, 'R3', 'none'],
      ['2026-03-31', 1, 'R3', 'none'],
      ['2026-06-11', 1, 'R3', 'none'],
      ['2026-06-12', 0, 'R4', 'conditional'],
      ['2026-06-28', 0, 'R4', 'conditional'],
      ['2026-07-01', 1, 'R3', 'watch'],
      ['2026-09-30', 1, 'R3', 'watch'],
      ['2026-11-22', 1, 'R3', 'watch'],
    ]);
  });

  test('name the event behind each change, and the call', async () => {
    const { points } = await auditHistory(options, TEN);
    const day = points.find(({ asOf }) => asOf === '2026-06-12');
    expect(day?.changed.map(({ layer, before, after }) => [layer, before.low, after.low])).toEqual([['model', 1, 0]]);
    expect(day?.causes.find(({ id }) => id === 'us-fable5-2026')).toMatchObject({ place: 'answer.py:7' });
  });

  test('tell that the model did not exist on the first of them', async () => {
    expect((await auditHistory(options, TEN)).notes.join(' ')).toContain('Claude Fable 5 (2026-06-09)');
  });

  test('read as one line a day and what changed below', async () => {
    const text = historyText(await auditHistory(options, TEN), 100);
    const days = text.split('\n').filter((line) => /^ {2}\d{4}-/.test(line));
    expect(days).toHaveLength(10);
    expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
    expect(text).toContain('US directive against Claude Fable 5 and Mythos 5: in force since 2026-06-12');
  });
});

describe('every change between two days', () => {
  test('finds a withdrawal that no end of a month shows', async () => {
    const { points } = await auditHistory(options, { from: '2026-05-31', to: '2026-07-31' });
    expect(points.map(({ asOf }) => asOf)).toEqual(expect.arrayContaining(['2026-05-31', '2026-06-12', '2026-07-01', '2026-07-31']));
  });

  test('leaves out days on which nothing changes', async () => {
    const { points } = await auditHistory(options, { from: '2025-01-01', to: '2026-11-22' });
    for (const { asOf, causes, changed } of points.slice(1, -1)) expect([asOf, causes.length + changed.length > 0]).toEqual([asOf, true]);
  });
});
