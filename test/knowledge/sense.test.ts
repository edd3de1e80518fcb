import { describe, expect, test } from 'vitest';
import { family, OPEN, problemsOf, SMALL, service } from './small-rules.ts';

const organization = SMALL['organizations/harbour.yaml'] ?? '';
const read = (asOf: string, url = 'https://harbour.test/legal'): string =>
  organization.replace(
    '{ basis: background, title: Company record }',
    `{ basis: read, title: Legal notice, url: "${url}", as_of: "${asOf}", quote: "Harbour AI SAS, Paris" }`,
  );

describe('sources', () => {
  test('nothing was read in the future', () => {
    expect(problemsOf({ 'organizations/pier.yaml': read('2026-11-23') })).toEqual([
      'organizations/pier.yaml:5:96 as_of lies in the future: found 2026-11-23, today is 2026-11-22',
    ]);
  });

  test('the day itself is not the future', () => {
    expect(problemsOf({ 'organizations/pier.yaml': read('2026-11-22') })).toEqual([]);
  });

  test('what was read is found over https', () => {
    expect(problemsOf({ 'organizations/pier.yaml': read('2026-11-01', 'http://harbour.test/legal') })).toEqual([
      'organizations/pier.yaml:5:59 a source that was read needs an https url, found http://harbour.test/legal',
    ]);
  });

  test('a source that nothing uses is removed or named', () => {
    expect(
      problemsOf({ 'organizations/pier.yaml': organization.replace('Company record }', 'Company record }, press: { basis: background, title: Press }') }),
    ).toEqual(['organizations/pier.yaml:5:64 source "press" is used by nothing: name it in a "from", or remove it']);
  });

  test('an entry has at least one source', () => {
    expect(problemsOf({ 'organizations/pier.yaml': organization.replace(/sources: .*/, 'sources: {}') })).toContain(
      'organizations/pier.yaml:5:1 no source: say how this is known, at least "basis: background"',
    );
  });

  test('unknown gives a reason', () => {
    expect(problemsOf({ 'organizations/pier.yaml': organization.replace('controller: "FR"', 'controller: unknown') })).toEqual([
      'organizations/pier.yaml:3:13 unknown without a reason: write { value: unknown, note: "why" }',
    ]);
  });
});

test('who controls the parent controls the child', () => {
  expect(
    problemsOf({
      'organizations/pier.yaml': organization.replace('from: docs', 'parent: harbour\nfrom: docs').replace('controller: "FR"', 'controller: "US"'),
    }),
  ).toEqual(['organizations/pier.yaml:3:13 controller: found US, but the parent harbour is controlled from FR']);
});

describe('services', () => {
  const regions = {
    'regions/harbour.yaml': 'name: Regions\nplaces: { north: "NO", west: "FR" }\nfrom: docs\nsources: { docs: { basis: background, title: Documentation } }\n',
  };

  test('a place in the EU needs a region in the EU', () => {
    const hosts =
      'regions: harbour\nhosts:\n  - { host: west.harbour.test, region: west, location: "EU" }\n  - { host: north.harbour.test, region: north, location: "EU" }\n';
    expect(problemsOf({ ...regions, 'services/harbour.yaml': service(hosts) })).toEqual([
      'services/harbour.yaml:11:58 location: found EU, but region north is in NO',
    ]);
  });

  test('a region in a host needs a table', () => {
    expect(problemsOf({ 'services/harbour.yaml': service('hosts: [{ host: "{region}.harbour.test" }]\n') })).toEqual([
      'services/harbour.yaml:8:17 {region} needs a table: name one with "regions"',
    ]);
  });

  test('an environment name is one a shell could set', () => {
    expect(problemsOf({ 'services/harbour.yaml': service('env: [{ name: 9HARBOUR_KEY, role: key }, { name: HARBOUR_9, role: key }]\n') })).toEqual([
      'services/harbour.yaml:8:15 "9HARBOUR_KEY" cannot be the name of an environment variable: expected letters, digits and _, no digit first',
    ]);
  });

  test('software of its user has no operator, anything else has one', () => {
    expect([
      ...problemsOf({ 'services/harbour.yaml': service('self_hosted: true\n') }),
      ...problemsOf({ 'services/harbour.yaml': service('').replace('operator: harbour\n', '') }),
    ]).toEqual([
      'services/harbour.yaml:3:1 self_hosted software is operated by its user: leave the operator out',
      'services/harbour.yaml:1:1 missing key "operator" (or say self_hosted: true)',
    ]);
  });
});

describe('model versions', () => {
  const problems = (version: string): string[] => problemsOf({ 'models/harbour/lighthouse.yaml': family(version), 'models/harbour/beacon.yaml': BASE });
  const BASE = family(OPEN).replace('lighthouse-2:', 'beacon:').replace('[lighthouse-2]', '[beacon-1]');

  test('a release in the future is announced, expected, withheld or a preview', () => {
    expect([
      ...problems(`${OPEN}    released: "2027-01"\n    status: announced\n`),
      ...problems(`${OPEN}    released: "2027-01"\n    status: current\n`),
    ]).toEqual([
      'models/harbour/lighthouse.yaml:11:15 released lies in the future (2027-01) but status is current: expected announced, expected, preview or withheld',
    ]);
  });

  test('a month or year that has begun is not the future', () => {
    expect(problems(`${OPEN}    released: "2026-11"\n    status: current\n`)).toEqual([]);
  });

  test('open weights have a license, closed ones have terms', () => {
    expect([...problems('    weights: open\n    license: harbour-terms\n'), ...problems('    weights: closed\n    license: mit\n')]).toEqual([
      'models/harbour/lighthouse.yaml:10:14 weights are open but harbour-terms are terms of a closed API',
      'models/harbour/lighthouse.yaml:10:14 weights are closed but mit is a license on weights',
    ]);
  });

  test('an adaptation names its base', () => {
    expect(problems(`${OPEN}    origin: adaptation\n`)).toEqual([
      'models/harbour/lighthouse.yaml:7:5 an adaptation names its base: add base: <model id>, or { value: unknown, note: "why" }',
    ]);
  });

  test('a model on the base of another developer is an adaptation', () => {
    const other = { 'organizations/quay.yaml': organization, 'models/quay/quay.yaml': BASE.replace('developer: harbour', 'developer: quay') };
    expect(problemsOf({ ...other, 'models/harbour/lighthouse.yaml': family(`${OPEN}    base: quay/beacon\n`) })).toEqual([
      'models/harbour/lighthouse.yaml:11:11 a model on the base quay/beacon is an adaptation: add origin: adaptation to this version',
    ]);
  });
});

test('an event was not verified in the future', () => {
  const text =
    'name: Order\nauthority: Ministry\nsubject: { developers: [harbour] }\nsegments:\n  - { from: "2026-01-01", status: in_force, legal_scope: All., actual_effect: All. }\nverified_at: "2027-01-01"\nfrom: docs\nsources: { docs: { basis: background, title: Gazette } }\n';
  expect(problemsOf({ 'events/order.yaml': text })).toEqual(['events/order.yaml:6:14 verified_at lies in the future: found 2027-01-01, today is 2026-11-22']);
});

test('who belongs to a bloc has a source', () => {
  const blocs = (value: string): string => `countries: { "FR": France, "NO": Norway, "US": United States, "GB": United Kingdom }\nblocs: { EU: ${value} }\n`;
  const sourced = `{ name: Union, members: ["FR"], from: treaty }`;
  expect([
    problemsOf({ 'vocab/countries.yaml': blocs('["FR"]') }).filter((line) => line.includes('bloc')),
    problemsOf({ 'vocab/countries.yaml': `${blocs(sourced)}sources: { treaty: { basis: background, title: Treaty } }\n` }),
    problemsOf({ 'vocab/countries.yaml': `${blocs(sourced.replace('FR', 'FX'))}sources: { treaty: { basis: background, title: Treaty } }\n` }).filter((line) =>
      line.includes('FX'),
    ),
  ]).toEqual([
    ['vocab/countries.yaml:2:10 bloc EU has no source: write { name, members, from }'],
    [],
    ['vocab/countries.yaml:2:39 blocs.EU.members.0: unknown country "FX", did you mean "FR"?'],
  ]);
});
