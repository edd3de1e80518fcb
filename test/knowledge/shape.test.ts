import { expect, test } from 'vitest';
import { family, OPEN, problemsOf, SMALL, service } from './small-rules.ts';

test('the small rules are clean', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('hosts: [{ host: api.harbour.test }]\n'), 'models/harbour/lighthouse.yaml': family(OPEN) })).toEqual([]);
});

test('an unknown key is an error with the nearest right word', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('host: [api.harbour.test]\n') })).toEqual([
    'services/harbour.yaml:8:1 unknown key "host", did you mean "hosts"?',
  ]);
});

test('an unknown key of a list item names the keys there', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('env:\n  - { name: HARBOUR_KEY, role: key, shard: true }\n') })).toEqual([
    'services/harbour.yaml:9:37 env.0: unknown key "shard", did you mean "shared"?',
  ]);
});

test('a word that is not on the list says which are', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('').replace('surface: portable', 'surface: portabel') })).toEqual([
    'services/harbour.yaml:6:10 surface: found "portabel", expected one of portable, proprietary, stateful, did you mean "portable"?',
  ]);
});

test('a missing key is reported where the entry begins', () => {
  expect(problemsOf({ 'organizations/pier.yaml': SMALL['organizations/harbour.yaml']?.replace('seat: "FR"\n', '') ?? '' })).toEqual([
    'organizations/pier.yaml:1:1 missing key "seat" (a text)',
  ]);
});

test('a version that YAML read as a number must be quoted', () => {
  expect(problemsOf({ 'models/harbour/lighthouse.yaml': family(OPEN).replace('ids: [lighthouse-2]', 'ids: [lighthouse-2, 1.10]') })).toEqual([
    'models/harbour/lighthouse.yaml:8:25 quote "1.10": without quotes YAML reads the number 1.1',
  ]);
});

test('a source that was read needs a url, a date and a quote; background has none of them', () => {
  const text = SMALL['organizations/harbour.yaml'] ?? '';
  expect([
    ...problemsOf({ 'organizations/pier.yaml': text.replace('basis: background', 'basis: read') }),
    ...problemsOf({ 'organizations/pier.yaml': text.replace('title: Company record', 'title: Company record, as_of: "2026-01-01"') }),
  ]).toEqual([
    'organizations/pier.yaml:5:18 sources.docs.url: a source that was read needs its url',
    'organizations/pier.yaml:5:18 sources.docs.as_of: a source that was read needs the date of the copy',
    'organizations/pier.yaml:5:18 sources.docs.quote: a source that was read needs a short quote',
    'organizations/pier.yaml:5:69 sources.docs.as_of: background knowledge has no reading date, found "2026-01-01"',
  ]);
});

test('all problems of all files are reported at once, in the order of files and lines', () => {
  const problems = problemsOf({
    'services/harbour.yaml': service('host: []\n').replace('offers: own', 'offers: owned'),
    'organizations/pier.yaml': 'name: Pier\n',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'organizations/pier.yaml:1:1',
    'organizations/pier.yaml:1:1',
    'organizations/pier.yaml:1:1',
    'organizations/pier.yaml:1:1',
    'services/harbour.yaml:5:9',
    'services/harbour.yaml:8:1',
  ]);
});

test('data practices take short and long facts, and words of the list only', () => {
  const practices = (training: string) =>
    service(`data_practices:\n  training: ${training}\n  retention: 30\n  subprocessors: { value: { places: ["FR"] }, note: "on request" }\n`);
  expect(problemsOf({ 'services/harbour.yaml': practices('opt-out') })).toEqual([]);
  expect(problemsOf({ 'services/harbour.yaml': practices('sometimes') })).toHaveLength(1);
});

test('subprocessors say where their list is, which places it names, or both', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('data_practices: { subprocessors: {} }\n') })).toHaveLength(1);
});

test('a place of subprocessors must exist', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('data_practices: { subprocessors: { places: ["ZZ"] } }\n') })).toHaveLength(1);
});
