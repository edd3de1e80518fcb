import { expect, test } from 'vitest';
import { problemsOf } from './small-rules.ts';

test('broken YAML is reported at its place', () => {
  expect(problemsOf({ 'organizations/pier.yaml': 'name: Pier\nseat: "FR\n' })).toEqual(['organizations/pier.yaml:2:7 this quote is not closed']);
});

test('a key that is written twice is an error', () => {
  expect(problemsOf({ 'policies/uk.yaml': 'name: United Kingdom\nhome: ["GB"]\nname: Kingdom\n' })).toEqual([
    'policies/uk.yaml:3:1 key "name" is written twice, first on line 1: keep one of them',
  ]);
});

test('an alias bomb is refused before it is opened', () => {
  const bomb = `name: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nhome: [*b, *b, *b, *b, *b, *b, *b, *b]\n`;
  expect(problemsOf({ 'policies/uk.yaml': bomb })).toContain('policies/uk.yaml:2:8 aliases (*a) are not allowed in rules: write the value out');
});

test('a pack holds entries of any kind; an unknown kind is an error with a suggestion', () => {
  expect(problemsOf({ 'ours.yaml': 'polices:\n  ours: { name: Ours, home: ["FR"] }\n' })).toEqual([
    'ours.yaml:1:1 unknown key "polices", did you mean "policies"?',
  ]);
});

test('an entry of a pack is reported at its own line', () => {
  expect(problemsOf({ 'ours.yaml': 'policies:\n  ours: { name: Ours, home: ["FR"], hme: 1 }\n' })).toEqual([
    'ours.yaml:2:37 unknown key "hme", did you mean "home"?',
  ]);
});

test('a file that is no mapping says what was expected', () => {
  expect(problemsOf({ 'ours.yaml': '- policies\n' })[0]).toMatch(/^ours\.yaml:1:1 expected a rule pack: a mapping with organizations, services/);
});
