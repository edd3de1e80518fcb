import { expect, test } from 'vitest';
import { family, OPEN, problemsOf, SMALL, service } from './small-rules.ts';

const organization = SMALL['organizations/harbour.yaml'] ?? '';

test('a reference to an id nobody has suggests the nearest one', () => {
  expect(problemsOf({ 'services/harbour.yaml': service('').replace('operator: harbour', 'operator: habour') })).toEqual([
    'services/harbour.yaml:3:11 operator: unknown organization "habour", did you mean "harbour"?',
  ]);
});

test('a reference in the long form of a fact is reported at its value', () => {
  expect(problemsOf({ 'models/harbour/lighthouse.yaml': family(OPEN.replace('license: mit', 'license: { value: mitt }')) })).toEqual([
    'models/harbour/lighthouse.yaml:10:23 versions.lighthouse-2.license: unknown license "mitt", did you mean "mit"?',
  ]);
});

test('a reference to an entry that is broken is no problem of its own', () => {
  expect(problemsOf({ 'organizations/harbour.yaml': organization.replace('seat: "FR"', 'seat: France'), 'services/harbour.yaml': service('') })).toEqual([
    'organizations/harbour.yaml:2:7 seat: expected an ISO 3166-1 alpha-2 code, found "France"',
  ]);
});

test('a source that is not listed suggests the one that is', () => {
  expect(problemsOf({ 'organizations/pier.yaml': organization.replace('from: docs', 'from: doc') })).toContain(
    'organizations/pier.yaml:4:7 unknown source "doc", did you mean "docs"?',
  );
});

test('a country that is not on the list is an error, and UK is GB', () => {
  expect([
    ...problemsOf({ 'organizations/pier.yaml': organization.replace('seat: "FR"', 'seat: "UK"') }),
    ...problemsOf({ 'policies/nordic.yaml': 'name: Nordic\nhome: ["NORDIC"]\n' }),
  ]).toEqual(['organizations/pier.yaml:2:7 seat: unknown country "UK", did you mean "GB"?', 'policies/nordic.yaml:2:8 home.0: unknown bloc "NORDIC"']);
});

const check = (when: string): string => `name: Abroad\nlayer: data\nwhen:\n${when}message: "{service}"\nhelp: Why.\nremediation: What.\n`;

test('a condition over a fact nobody knows suggests the nearest one, also deep inside', () => {
  expect(problemsOf({ 'checks/data/abroad.yaml': check('  all:\n    - not:\n        service.operator.contry: "US"\n') })).toEqual([
    'checks/data/abroad.yaml:6:9 unknown fact "service.operator.contry", did you mean "service.operator.country"?',
  ]);
});

const event = (segments: string): string =>
  `name: Order\nauthority: Ministry\nsubject: { developers: [harbour] }\nsegments:\n${segments}verified_at: "2026-11-01"\nfrom: docs\nsources: { docs: { basis: background, title: Gazette } }\n`;
const segment = (from: string, to?: string, more = ''): string =>
  `  - { from: "${from}", ${to === undefined ? '' : `to: "${to}", `}status: in_force, legal_scope: All., actual_effect: All.${more} }\n`;

test('segments that overlap are an error at the later one', () => {
  expect(problemsOf({ 'events/order.yaml': event(segment('2026-01-01', '2026-03-01') + segment('2026-02-01')) })).toEqual([
    'events/order.yaml:6:13 segments must be in order and must not overlap (intervals are [from, to))',
  ]);
});

test('a segment ends after it starts', () => {
  expect(problemsOf({ 'events/order.yaml': event(segment('2026-03-01', '2026-03-01')) })).toEqual([
    'events/order.yaml:5:31 a segment must end after it starts',
  ]);
});

test('an effect can only be narrowed to a scope its profile has', () => {
  const effects = (scope: string): string =>
    event(segment('2026-01-01', undefined, `, effects: [{ profiles: [eu], scopes: [${scope}], restriction: watch, reason: So. }]`));
  expect([...problemsOf({ 'events/order.yaml': effects('bank') }), ...problemsOf({ 'events/order.yaml': effects('banks') })]).toEqual([
    'events/order.yaml:5:122 none of the profiles eu has a scope "banks", did you mean "bank"?',
  ]);
});

test('a list of most used entries names kinds and ids that exist', () => {
  expect(problemsOf({ 'vocab/most-used.yaml': 'most_used: [services/harbor, service/harbour]\n', 'services/harbour.yaml': service('') })).toEqual([
    'vocab/most-used.yaml:1:13 most_used.0: unknown service "harbor", did you mean "harbour"?',
    'vocab/most-used.yaml:1:30 most_used.1: unknown kind "service", did you mean "services"?',
  ]);
});
