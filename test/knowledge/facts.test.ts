import { expect, test } from 'vitest';
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
