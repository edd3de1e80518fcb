import { expect, test } from 'vitest';
import { parseRuleFiles } from '../../src/knowledge/parse.ts';
import { staleFacts } from '../../src/knowledge/stale.ts';
import { family, service } from './small-rules.ts';

/** `path checked age/limit` of what is stale on a day. */
function stale(path: string, text: string, asOf: string): string[] {
  const { entries } = parseRuleFiles([{ path, shown: path, text, custom: false }]);
  return staleFacts(entries, asOf).map(({ fact, line, checked, age, limit }) => `${line} ${fact.path.join('.')} ${checked} ${age}/${limit}`);
}

const READ = '{ basis: read, title: Documentation, url: "https://harbour.test", as_of: "2026-01-01", quote: "in Paris" }';

test('a place is stale after 90 days, an operator after a year, and the worst comes first', () => {
  const text = service('').replace(/docs: \{.*\}(?= \})/, `docs: ${READ}`);
  expect(stale('services/harbour.yaml', text, '2026-04-02')).toEqual(['4 location 2026-01-01 91/90']);
  expect(stale('services/harbour.yaml', text, '2027-01-02')).toEqual([
    '4 location 2026-01-01 366/90',
    '5 offers 2026-01-01 366/180',
    '6 surface 2026-01-01 366/180',
    '7 terms 2026-01-01 366/180',
    '3 operator 2026-01-01 366/365',
  ]);
});

test('the license of a release never grows old, its status does', () => {
  const text = family('    weights: open\n    license: mit\n    status: current\n').replace(/docs: \{.*\}(?= \})/, `docs: ${READ}`);
  expect(stale('models/harbour/lighthouse.yaml', text, '2030-01-01')).toEqual(['11 versions.lighthouse-2.status 2026-01-01 1461/180']);
});

test('background knowledge has no date and so no age', () => {
  expect(stale('services/harbour.yaml', service(''), '2030-01-01')).toEqual([]);
});

const event = (status: string): string =>
  `name: Order\nauthority: Ministry\nsubject: {}\nsegments:\n  - { from: "2025-01-01", to: "2025-02-01", status: in_force, legal_scope: All., actual_effect: All. }\n  - { from: "2025-02-01", status: ${status}, legal_scope: All., actual_effect: All. }\nverified_at: "2026-01-01"\nfrom: docs\nsources: { docs: { basis: background, title: Gazette } }\n`;

test('an event is stale 30 days after it was verified, but not what is over', () => {
  expect([...stale('events/order.yaml', event('suspended'), '2026-02-01'), ...stale('events/order.yaml', event('lifted'), '2026-02-01')]).toEqual([
    '6 segments.1 2026-01-01 31/30',
  ]);
});
