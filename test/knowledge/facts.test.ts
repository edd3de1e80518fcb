import { describe, expect, test } from 'vitest';
import { organization, regime } from '../../src/knowledge/entities.ts';
import type { RawEntry } from '../../src/knowledge/entry.ts';
import { factsOf } from '../../src/knowledge/facts.ts';
import { parseRuleFiles } from '../../src/knowledge/parse.ts';
import { family, service } from './small-rules.ts';

/** `path value source` of every fact. */
function facts(path: string, text: string): string[] {
  const { entries } = parseRuleFiles([{ path, shown: path, text, custom: false }]);
  return entries
    .flatMap(factsOf)
    .map(({ path: at, value, source }) => `${at.join('.')} ${typeof value === 'object' ? 'entry' : String(value)} ${source?.title ?? 'none'}`);
}

test('a bare fact rests on the source of its entry, the long form on its own', () => {
  const text = service('')
    .replace('location: "FR"', 'location: { value: "FR", from: map }')
    .replace('documentation } }', 'documentation }, map: { basis: background, title: Map } }');
  expect(facts('services/harbour.yaml', text)).toEqual([
    'operator harbour Harbour documentation',
    'location FR Map',
    'offers own Harbour documentation',
    'surface portable Harbour documentation',
    'terms harbour-terms Harbour documentation',
  ]);
});

test('a version can have a source of its own, which its bare facts rest on', () => {
  const text = family('    weights: open\n    license: { value: mit, from: docs }\n    from: card\n').replace(
    'Model card }',
    'Model card }, card: { basis: background, title: Card of version 2 }',
  );
  expect(facts('models/harbour/lighthouse.yaml', text)).toEqual([
    'versions.lighthouse-2.weights open Card of version 2',
    'versions.lighthouse-2.license mit Model card',
  ]);
});

test('what an event rests on is named by "source"; "from" is the day a segment begins', () => {
  const text =
    'name: Order\nauthority: Ministry\nsubject: {}\nsegments:\n  - { from: "2026-01-01", to: "2026-02-01", status: in_force, legal_scope: All., actual_effect: All., source: gazette }\n  - { from: "2026-02-01", status: lifted, legal_scope: All., actual_effect: All. }\nverified_at: "2026-01-01"\nfrom: press\nsources: { gazette: { basis: background, title: Gazette }, press: { basis: background, title: Press } }\n';
  expect(facts('events/order.yaml', text)).toEqual(['segments.0 entry Gazette', 'segments.1 entry Press']);
});

const READ = 'basis: read, title: Register, url: "https://harbour.test", as_of: "2026-01-01", quote: "Harbour AI SAS, Paris"';
const ORGANIZATION = `name: Harbour AI\nseat: { value: "FR", from: register }\ncontroller: "FR"\nfrom: register\nsources: { register: { ${READ} } }\n`;
const REGIME = `name: Harbour Act\njurisdiction: "FR"\ncite: Act 1\nreach: Ships.\nlayers: [data]\nprofiles: [eu]\nstatus: in force\nfrom: gazette\nsources: { gazette: { ${READ} } }\n`;

function only(path: string, text: string): RawEntry {
  const [entry] = parseRuleFiles([{ path, shown: path, text, custom: false }]).entries;
  if (entry === undefined) throw new Error(`no entry in ${path}`);
  return entry;
}

describe('a document that was read for one fact', () => {
  const entry = only('organizations/harbour.yaml', ORGANIZATION);

  test('is counted for that fact only; what takes it as the default of its entry inherits it', () => {
    expect(factsOf(entry).map(({ name, basis }) => `${name} ${basis}`)).toEqual(['seat read', 'controller inherited']);
  });

  test('is quoted for that fact only', () => {
    const { seat, controller } = organization(entry);
    expect([seat.source?.basis, seat.source?.quote]).toEqual(['read', 'Harbour AI SAS, Paris']);
    expect(controller.source).toEqual({ basis: 'inherited', title: 'Register', url: 'https://harbour.test', asOf: '2026-01-01', quote: null });
  });

  test('is the source of the one thing an entry states', () => {
    const act = only('regimes/harbour-act.yaml', REGIME);
    expect(factsOf(act).map(({ basis }) => basis)).toEqual(['read']);
    expect(regime(act).source).toMatchObject({ basis: 'read', quote: 'Harbour AI SAS, Paris' });
  });

  test('says nothing of a publisher: the source of a package is about its names, too', () => {
    const sdk = `name: Harbour SDK\npublisher: harbour\nrole: client\npurls: ["pkg:npm/harbour-sdk"]\nfrom: docs\nsources: { docs: { ${READ} } }\n`;
    expect(factsOf(only('packages/harbour.yaml', sdk)).map(({ basis }) => basis)).toEqual(['inherited']);
  });
});

test('a version whose own default was read inherits like an entry', () => {
  const text = family('    weights: open\n    license: { value: mit, from: card }\n    from: card\n').replace(
    'Model card }',
    `Model card }, card: { ${READ} }`,
  );
  expect(factsOf(only('models/harbour/lighthouse.yaml', text)).map(({ name, basis }) => `${name} ${basis}`)).toEqual(['weights inherited', 'license read']);
});
