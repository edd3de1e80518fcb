import { expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';

const MOST = 50;
const FILE = { path: 'models/list.json', scope: 'production', most: MOST } as const;

function see(into: ReturnType<typeof collector>, line: number): void {
  into.see({
    kind: 'model-id',
    value: `model-${line}`,
    context: 'listed',
    confidence: 'low',
    signature: null,
    subject: { kind: 'unknown', what: 'endpoint' },
    location: { path: FILE.path, line, column: 1, endLine: line, endColumn: 5 },
  });
}

test('everything is looked at in a file with less than the limit', () => {
  const into = collector(FILE);
  for (const line of into.upToLimit([1, 2, 3])) see(into, line);
  expect(into.result()).toMatchObject({ unread: 0, evidence: { length: 3 } });
});

test('a file of nothing but models is read up to the limit, and what is left is counted', () => {
  const into = collector(FILE);
  const lines = Array.from({ length: MOST + 8 }, (_, at) => at + 1);
  for (const line of into.upToLimit(lines)) see(into, line);
  // One more than is reported: that there is more can be seen.
  expect(into.result()).toMatchObject({ unread: 7, evidence: { length: MOST + 1 } });
});

test('what is left of several kinds of candidates is counted together', () => {
  const into = collector(FILE);
  for (let line = 1; line <= MOST + 1; line++) see(into, line);
  expect([...into.upToLimit(['one', 'two']), ...into.upToLimit(['three'])]).toEqual([]);
  expect(into.result().unread).toBe(3);
});
