import { expect, test } from 'vitest';
import { inRange } from '../../src/util/version-range.ts';

test.each([
  ['1.2.0', '^1.0', true],
  ['2.0.0', '^1.0', false],
  ['1.0.0', '^1.1', false],
  ['0.3.0', '^0.2', false],
  ['0.2.9', '^0.2', true],
  ['0.0.4', '^0.0.3', false],
  ['1.2.9', '~1.2', true],
  ['1.3.0', '~1.2', false],
  ['1.9.0', '1', true],
  ['1.9.0', '1.x', true],
  ['2.0.0', '1.x', false],
  ['1.5.0', '>=1.1 <2', true],
  ['2.0.0', '>= 1.1 < 2', false],
  ['1.1.5', '>1.1', false],
  ['1.1.5', '<=1.1', true],
  ['1.1.0', '=1.1.0', true],
  ['3.0.0', '^1 || ^3', true],
  ['1.0', '*', true],
])('version %s in range %s: %s', (version, range, expected) => {
  expect(inRange(version, range)).toBe(expected);
});

test.each(['latest', '', '1.2.3-beta', '^', '1..2', 'file:../x'])('%j is no range', (range) => {
  expect(inRange('1.0.0', range)).toBeNull();
});
