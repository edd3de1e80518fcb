import { expect, test } from 'vitest';
import { problemsOf, SMALL, service } from './small-rules.ts';

test('an id that is written twice says how to refine the first', () => {
  expect(problemsOf({ 'ours.yaml': 'policies:\n  eu: { name: Ours, home: ["EU"] }\n' })).toEqual([
    'policies/eu.yaml:1:1 policies/eu exists already in ours.yaml: to refine it, add "extends: eu", or choose another id',
  ]);
});

test('a base that nobody has suggests the nearest one', () => {
  expect(problemsOf({ 'policies/ours.yaml': 'extends: euu\nname: Ours\n' })).toEqual([
    'policies/ours.yaml:1:10 extends: unknown policy "euu", did you mean "eu"?',
  ]);
});

test('two entries that extend each other have no base', () => {
  expect(problemsOf({ 'policies/ours.yaml': 'extends: theirs\n', 'policies/theirs.yaml': 'extends: ours\n' })).toEqual([
    'policies/ours.yaml:1:10 extends: ours and theirs start from each other',
    'policies/theirs.yaml:1:10 extends: theirs and ours start from each other',
  ]);
});

test('an entry that extends another takes what it does not say', () => {
  expect(problemsOf({ 'services/harbour.yaml': service(''), 'services/harbour-eu.yaml': 'extends: harbour\nname: Harbour EU\n' })).toEqual([]);
});

test('the small rules themselves extend nothing', () => {
  expect(Object.values(SMALL).some((text) => text.includes('extends'))).toBe(false);
});
