import { expect, test } from 'vitest';
import { family, OPEN, problemsOf, service } from './small-rules.ts';

const pkg = (lines: string): string =>
  `name: Harbour SDK\npublisher: harbour\nrole: client\n${lines}from: docs\nsources: { docs: { basis: background, title: Registry } }\n`;

test('a host belongs to one service, whatever its capitals', () => {
  expect(
    problemsOf({ 'services/a.yaml': service('hosts: [{ host: api.harbour.test }]\n'), 'services/b.yaml': service('hosts: [{ host: API.harbour.test }]\n') }),
  ).toEqual(['services/b.yaml:8:17 host api.harbour.test belongs to services/a already: to change what that says, extend it']);
});

test('a package belongs to one entry, whatever its spelling in PyPI', () => {
  expect(problemsOf({ 'packages/a.yaml': pkg('purls: [pkg:pypi/harbour-ai]\n'), 'packages/b.yaml': pkg('purls: [pkg:pypi/Harbour_AI]\n') })).toEqual([
    'packages/b.yaml:4:9 package pypi:harbour-ai belongs to packages/a already: to change what that says, extend it',
  ]);
});

test('a module belongs to one entry; npm packages are modules by their own name', () => {
  expect(
    problemsOf({
      'packages/a.yaml': pkg('purls: [pkg:npm/harbour]\n'),
      'packages/b.yaml': pkg('purls: [pkg:pypi/other]\nimports: { javascript: [harbour] }\n'),
    }),
  ).toEqual(['packages/b.yaml:5:25 javascript module harbour belongs to packages/a already: to change what that says, extend it']);
});

test('a model id belongs to one version, whatever its separators', () => {
  const other = family(OPEN).replace('lighthouse-2:', 'beacon:').replace('ids: [lighthouse-2]', 'bound_ids: [beacon]\n    ids: [Lighthouse_2]');
  expect(problemsOf({ 'models/harbour/a.yaml': family(OPEN), 'models/harbour/b.yaml': other })).toEqual([
    'models/harbour/b.yaml:9:11 model id lighthouse-2 belongs to harbour/lighthouse-2 already: to change what that says, extend it',
  ]);
});

test('an environment name of two services needs one that yields', () => {
  const env = (more: string): string => service(`env: [{ name: HARBOUR_API_KEY, role: key${more} }]\n`);
  expect([
    problemsOf({ 'services/a.yaml': env(''), 'services/b.yaml': env('') }),
    problemsOf({ 'services/a.yaml': env(''), 'services/b.yaml': env(', shared: true') }),
    problemsOf({ 'services/a.yaml': env(', shared: true'), 'services/b.yaml': env(', shared: true') }),
  ]).toEqual([
    ['services/b.yaml:8:15 environment name HARBOUR_API_KEY is claimed by services/a already: add "shared: true" to the one that yields'],
    [],
    ['services/a.yaml:8:15 environment name HARBOUR_API_KEY has no owner: every service that has it says "shared: true"'],
  ]);
});

test('a prefix of model ids belongs to one service', () => {
  expect(problemsOf({ 'services/a.yaml': service('model_prefixes: ["harbour/"]\n'), 'services/b.yaml': service('model_prefixes: ["Harbour/"]\n') })).toEqual([
    'services/b.yaml:8:18 model prefix harbour/ belongs to services/a already: to change what that says, extend it',
  ]);
});
