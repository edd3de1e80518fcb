import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fleetGroups } from '../../../src/evaluate/fleet/group.ts';
import { latestOnly, mergeFleets } from '../../../src/evaluate/fleet/merge.ts';
import { type Fleet, MIXABLE } from '../../../src/model/fleet.ts';
import { canonicalJson } from '../../../src/util/canonical-json.ts';
import { type Sample, sampleFleet, usage } from './sample-fleet.ts';

/** Few values each, so that reports of one repository, one commit and one day meet often. */
const sample: fc.Arbitrary<Sample> = fc.record(
  {
    name: fc.constantFrom('git.example/letters', 'git.example/answers', 'git.example/zebra'),
    folder: fc.constantFrom('', 'services/mail'),
    revision: fc.constantFrom(null, 'a'.repeat(40), 'b'.repeat(40)),
    asOf: fc.constantFrom('2026-11-20', '2026-11-22'),
    profile: fc.constantFrom('eu', 'us'),
    knowledge: fc.constantFrom('2026.9.1', '2026.10.2'),
    tool: fc.constantFrom('0.9.0', '0.10.0'),
    verdict: fc.constantFrom('access', 'dependency', 'sovereign', 'none'),
    missing: fc.integer({ min: 0, max: 6 }),
    low: fc.integer({ min: 0, max: 4 }),
    usages: fc.array(
      fc.constantFrom(usage('u1', 'openai', 'gpt-5.5'), usage('u2', 'mistral', 'medium'), usage('u3', 'openai', 'gpt-5.5', { confidence: 'low' })),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const fleet: fc.Arbitrary<Fleet> = fc
  .array(fc.oneof({ weight: 5, arbitrary: sample.map(sampleFleet) }, { weight: 1, arbitrary: fc.constantFrom('a.json', 'b.json').map(broken) }), {
    maxLength: 5,
  })
  .map(mergeFleets);

function broken(report: string): Fleet {
  return { conditions: [], usages: [], entries: [], leftOut: [{ report, reason: 'is empty' }] };
}

const merge = (...parts: Fleet[]): Fleet => mergeFleets(parts);

/** Equal as the bytes that are written: the order of lists counts. */
function same(left: unknown, right: unknown): void {
  expect(canonicalJson(left)).toBe(canonicalJson(right));
}

describe('joining fleets', () => {
  test('does not depend on how they are grouped', () => {
    fc.assert(fc.property(fleet, fleet, fleet, (a, b, c) => same(merge(a, merge(b, c)), merge(merge(a, b), c))));
  });

  test('does not depend on their order', () => {
    fc.assert(fc.property(fc.array(fleet, { maxLength: 4 }), (parts) => same(merge(...[...parts].reverse()), merge(...parts))));
  });

  test('takes what comes twice once', () => {
    fc.assert(fc.property(fleet, fleet, (a, b) => same(merge(a, b, a, merge(a, b)), merge(a, b))));
  });

  test('loses no report: every one that went in is there', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 5 }), (samples) => {
        const parts = samples.map(sampleFleet);
        const ids = new Set(merge(...parts).entries.map(({ id }) => id));
        expect(parts.every(({ entries }) => entries.every(({ id }) => ids.has(id)))).toBe(true);
      }),
    );
  });

  test('says the same of a fleet whatever way it was put together', () => {
    const mixes = fc.subarray([...MIXABLE]);
    fc.assert(fc.property(fleet, fleet, mixes, (a, b, mixed) => same(fleetGroups(merge(b, a, b), mixed), fleetGroups(merge(a, b), mixed))));
  });

  test('takes the first part before it asks for the second, so that reports can be read one at a time', () => {
    const asked: string[] = [];
    function* parts(): Iterable<Fleet> {
      asked.push('first');
      yield sampleFleet();
      asked.push('second');
      yield sampleFleet({ name: 'git.example/answers' });
    }
    expect(merge(mergeFleets(parts())).entries.length).toBe(2);
    expect(asked).toEqual(['first', 'second']);
  });
});

describe('keeping the latest of each repository only', () => {
  test('gives the same before and after joining', () => {
    fc.assert(fc.property(fleet, fleet, (a, b) => same(latestOnly(merge(latestOnly(a), latestOnly(b))), latestOnly(merge(a, b)))));
  });

  test('keeps the later day, and drops what only the other one needed', () => {
    const old = sampleFleet({ asOf: '2026-11-20', usages: [usage('u1', 'mistral', 'medium')] });
    const now = sampleFleet({ asOf: '2026-11-22' });
    expect(latestOnly(merge(now, old))).toEqual(now);
  });

  test('keeps a repository under each profile', () => {
    expect(latestOnly(merge(sampleFleet(), sampleFleet({ profile: 'us' }))).entries.length).toBe(2);
  });
});
