import { expect, it } from 'vitest';
import type { Restriction } from '../../../src/model/usage.ts';
import { eventsOf } from '../../../src/report/html/events.ts';
import { deepseekUsage } from '../sample-report.ts';

function restriction(by: string, dates: Partial<Pick<Restriction, 'from' | 'to' | 'status'>> = {}, level: Restriction['level'] = 'watch'): Restriction {
  return { level, by, reason: 'On record.', from: null, to: null, status: null, flags: [], facts: [], ...dates };
}

function events(...restrictions: Restriction[]) {
  return eventsOf([{ ...deepseekUsage, restrictions }]);
}

it('has status and dates of an event', () => {
  expect(events(restriction('order', { from: '2026-06-12', to: '2026-07-01', status: 'in_force' }))).toMatchObject([
    { from: '2026-06-12', to: '2026-07-01', status: 'in force' },
  ]);
});

it('has an event without a date as undated, last', () => {
  const found = events(restriction('a-draft'), restriction('order', { from: '2026-07-01', status: 'lifted' }));
  expect(found.map(({ id, from }) => [id, from])).toEqual([
    ['order', '2026-07-01'],
    ['a-draft', null],
  ]);
});

it('joins usages that one event touches and keeps the strongest level', () => {
  const usages = [
    { ...deepseekUsage, restrictions: [restriction('order')] },
    { ...deepseekUsage, id: 'another', restrictions: [restriction('order', {}, 'prohibited')] },
  ];
  expect(eventsOf(usages)).toMatchObject([{ level: 'prohibited', usages: [deepseekUsage.id, 'another'] }]);
});

it('takes a missing transfer basis for no event', () => {
  expect(events(restriction('transfer-basis'))).toEqual([]);
});
