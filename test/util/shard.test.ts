import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shardOf } from '../../src/util/shard.ts';

const names = Array.from({ length: 4000 }, (_, at) => `git.example/team-${at % 37}/service-${at}`);

describe('parts of a list', () => {
  test('every name is in one of them', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 500 }), (name, total) => {
        const shard = shardOf(name, total);
        expect(Number.isInteger(shard) && shard >= 0 && shard < total).toBe(true);
      }),
    );
  });

  test('are of about one size', () => {
    const sizes = new Array<number>(8).fill(0);
    for (const name of names) sizes[shardOf(name, 8)] = (sizes[shardOf(name, 8)] ?? 0) + 1;
    expect(Math.min(...sizes)).toBeGreaterThan(420);
    expect(Math.max(...sizes)).toBeLessThan(580);
  });

  test('with one part more, a name stays or moves to the new part', () => {
    for (const name of names) expect([shardOf(name, 8), 8]).toContain(shardOf(name, 9));
  });

  test('are the same for ever: what was audited before is found again', () => {
    expect(['git.example/letters', 'git.example/answers', 'git.example/zebra'].map((name) => shardOf(name, 8))).toEqual([0, 4, 2]);
  });
});
