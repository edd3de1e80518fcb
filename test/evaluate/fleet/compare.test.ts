import { describe, expect, test } from 'vitest';
import { compareFleets } from '../../../src/evaluate/fleet/compare.ts';
import { mergeFleets } from '../../../src/evaluate/fleet/merge.ts';
import type { FleetDifference } from '../../../src/model/fleet-difference.ts';
import { fleetDifferenceText } from '../../../src/report/fleet/difference.ts';
import { type Sample, sampleFleet, usage } from './sample-fleet.ts';

const compare = (before: readonly Sample[], after: readonly Sample[]): FleetDifference => {
  const [one, ...others] = compareFleets(mergeFleets(before.map(sampleFleet)), mergeFleets(after.map(sampleFleet)));
  if (one === undefined || others.length > 0) throw new Error(`${others.length + 1} perspectives`);
  return one;
};

describe('two fleets', () => {
  test('that say the same differ in nothing', () => {
    expect(compare([{}], [{ asOf: '2026-12-22' }])).toMatchObject({ changed: [], added: [], gone: [], controllers: [], models: [], unchanged: 1 });
  });

  test.each<[string, Sample, Sample]>([
    ['worse', { verdict: 'dependency', missing: 2 }, { verdict: 'access', missing: 3 }],
    ['better', { missing: 6 }, { missing: 4 }],
  ])('a repository that stands %s is told', (direction, before, after) => {
    expect(compare([before], [{ ...after, asOf: '2026-12-22' }]).changed.map((change) => change.direction)).toEqual([direction]);
  });

  test('what came and what went is told, and counts of controllers and models follow', () => {
    const difference = compare([{ name: 'letters' }], [{ name: 'answers', usages: [usage('u2', 'mistral', 'medium')] }]);
    expect([difference.added, difference.gone].map((list) => list.map(({ name }) => name))).toEqual([['answers'], ['letters']]);
    expect(difference.controllers).toEqual([
      { name: 'MISTRAL', before: 0, after: 1 },
      { name: 'OPENAI', before: 1, after: 0 },
    ]);
  });

  test('of each repository the latest report is compared', () => {
    const old: Sample[] = [
      { asOf: '2026-11-01', missing: 6 },
      { asOf: '2026-11-20', missing: 4 },
    ];
    expect(compare(old, [{ asOf: '2026-12-22', missing: 4 }]).changed).toEqual([]);
  });

  test('under different profiles cannot be compared', () => {
    expect(() => compare([{}], [{ profile: 'us' }])).toThrow(/nothing can be compared/);
  });

  test('say when another knowledge base judged', () => {
    expect(fleetDifferenceText([compare([{}], [{ knowledge: '2026.12.1', missing: 5 }])])).toMatch(
      /note: the knowledge base changed \(2026\.11\.1 -> 2026\.12\.1\)/,
    );
  });
});
