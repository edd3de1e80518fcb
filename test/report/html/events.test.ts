import { expect, it } from 'vitest';
import type { Restriction } from '../../../src/model/usage.ts';
import { eventsOf } from '../../../src/report/html/events.ts';
import { deepseekUsage } from '../sample-report.ts';

function restriction(by: string, claim: string, level: Restriction['level'] = 'watch'): Restriction {
  return { level, by, reason: 'On record.', flags: [], facts: [{ claim, source: null, basis: 'read', asOf: null }] };
}

function events(...restrictions: Restriction[]) {
  return eventsOf([{ ...deepseekUsage, restrictions }]);
}

it('reads status and dates from the fact of an event', () => {
  expect(events(restriction('order', 'Example Authority: All of it. (in force since 2026-06-12 until 2026-07-01; actual effect: None.)'))).toMatchObject([
    { from: '2026-06-12', to: '2026-07-01', status: 'in force' },
  ]);
});

it('has an event without a date as undated, last', () => {
  const found = events(restriction('a-draft', 'No date is known.'), restriction('order', 'X: Y (lifted since 2026-07-01; actual effect: None.)'));
  expect(found.map(({ id, from }) => [id, from])).toEqual([
    ['order', '2026-07-01'],
    ['a-draft', null],
  ]);
});

it('joins usages that one event touches and keeps the strongest level', () => {
  const usages = [
    { ...deepseekUsage, restrictions: [restriction('order', '', 'watch')] },
    { ...deepseekUsage, id: 'another', restrictions: [restriction('order', '', 'prohibited')] },
  ];
  expect(eventsOf(usages)).toMatchObject([{ level: 'prohibited', usages: [deepseekUsage.id, 'another'] }]);
});

it('takes a missing transfer basis for no event', () => {
  expect(events(restriction('transfer-basis', ''))).toEqual([]);
});
