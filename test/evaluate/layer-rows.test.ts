/** What every row of the six tables says and rests on, word for word: this is what people read. Home is the EU unless a row says otherwise. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import { type DeclaredView, NOTHING_DECLARED } from '../../src/evaluate/declared.ts';
import type { EventView } from '../../src/evaluate/events.ts';
import { modelLayer } from '../../src/evaluate/layers/model.ts';
import { perspective } from '../../src/evaluate/perspective.ts';
import type { DeclaredOrganization } from '../../src/model/declaration.ts';
import type { License, LicenseGate, Model, Policy, Service } from '../../src/model/entity.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Layer } from '../../src/model/layer.ts';
import type { LayerAssessment, Restriction, Usage } from '../../src/model/usage.ts';
import { fact, INDEX, modelSide, policy, usage, view } from '../support/judgement.ts';

const seen = (kind: Evidence['kind'], line: number): Evidence => ({ kind, path: 'app.py', line, column: 1 }) as Evidence;
/** Each kind in its own line, so that a fact shows which of them it points at. */
const evidence = [seen('import', 1), seen('endpoint', 2), seen('model-id', 3), seen('weights', 4)];
const call = (over: Parameters<typeof usage>[0] = {}): Usage => usage({ evidence, ...over });
const self: Partial<Usage> = { route: 'self-hosted', service: null, endpoint: { host: null, region: null, country: null, place: 'premises' } };
const nobody = { id: null, name: 'unknown', country: null, controller: null };

const shown = ({ low, high, row, reason, facts }: LayerAssessment): string[] => [
  `${low === high ? low : `${low}-${high}`} ${row}`,
  reason,
  ...facts.map(({ claim, basis, source, maxAgeDays }) => {
    const limit = maxAgeDays === undefined ? '' : `, good for ${maxAgeDays} days`;
    return `${claim} [${basis}${source === null ? '' : `, ${source}`}${limit}]`;
  }),
];
const rows = (layer: Layer, of: Usage, index: Index = INDEX, at = view()): string[] => {
  const assessment = assess(of, index, at).layers[layer];
  expect(assessment.layer).toBe(layer);
  return shown(assessment);
};
const declaring = (declared: Partial<DeclaredView>, home = ['EU'], index: Index = INDEX, over: Partial<Policy> = {}) =>
  perspective(index, policy(home, over), null, '2026-11-22', { ...NOTHING_DECLARED, ...declared });
const changed = <T>(map: ReadonlyMap<string, T>, id: string, over: Partial<T>): Map<string, T> => new Map(map).set(id, { ...(map.get(id) as T), ...over });
const withService = (id: string, over: Partial<Service>): Index => ({ ...INDEX, services: changed(INDEX.services, id, over) });
const withModel = (id: string, over: Partial<Model>): Index => ({ ...INDEX, models: changed(INDEX.models, id, over) });
const withLicense = (id: string, over: Partial<License>): Index => ({ ...INDEX, licenses: changed(INDEX.licenses, id, over) });
const LAW = { claim: 'order 1', source: 'a gazette', basis: 'read', asOf: '2026-01-01' } as const;

describe('model', () => {
  test('closed and foreign', () => {
    expect(rows('model', call())).toMatchInlineSnapshot(`
      [
        "1 M1",
        "borealis/closed-5 has closed weights and is made by Borealis (US): if it is withdrawn, you do not have it.",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5 (borealis/closed-5): weights closed [background, test]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('closed and from home', () => {
    expect(rows('model', call({ model: modelSide('lutece/closed-2') }))).toMatchInlineSnapshot(`
      [
        "2 M2",
        "lutece/closed-2 has closed weights; its maker Lutece AI (FR) is at home.",
        "the code asks for "lutece/closed-2" [observed, app.py:3:1]",
        "lutece/closed-2 (lutece/closed-2): weights closed [background, test]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('open only in part, foreign', () => {
    expect(rows('model', call({ model: { ...modelSide('borealis/closed-5'), weights: 'partly' } }))).toMatchInlineSnapshot(`
      [
        "1 M1",
        "borealis/closed-5 has weights that are open only in part and is made by Borealis (US): if it is withdrawn, you do not have it.",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5 (borealis/closed-5): weights closed [background, test]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('open only in part, from home', () => {
    expect(rows('model', call({ model: { ...modelSide('lutece/closed-2'), weights: 'partly' } }))).toMatchInlineSnapshot(`
      [
        "2 M2",
        "lutece/closed-2 has weights that are open only in part; its maker Lutece AI (FR) is at home.",
        "the code asks for "lutece/closed-2" [observed, app.py:3:1]",
        "lutece/closed-2 (lutece/closed-2): weights closed [background, test]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('open, through a service', () => {
    expect(rows('model', call({ model: modelSide('jade/open-4') }))).toMatchInlineSnapshot(`
      [
        "2 M2",
        "jade/open-4 has open weights, but this code only reaches it through someone else's service.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
      ]
    `);
  });

  test('open, run by oneself, nothing shown of its weights', () => {
    expect(rows('model', call({ ...self, model: modelSide('jade/open-4') }))).toMatchInlineSnapshot(`
      [
        "2 M2",
        "jade/open-4 has open weights and runs on your side; whether a copy is held is not shown here.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
      ]
    `);
  });

  test('open, pulled by name', () => {
    expect(rows('model', call({ ...self, model: modelSide('jade/open-4'), weights: 'pulled' }))).toMatchInlineSnapshot(`
      [
        "2 M2",
        "jade/open-4 has open weights, but they are pulled by name at start, without a pinned revision or local copy.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
        "the weights are fetched by name [observed, app.py:3:1]",
      ]
    `);
  });

  test('open, held, foreign', () => {
    expect(rows('model', call({ ...self, model: modelSide('jade/open-4'), weights: 'held' }))).toMatchInlineSnapshot(`
      [
        "3 M3",
        "jade/open-4 (open weights, by Jade Labs (CN)) is held: it cannot be withdrawn.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
      ]
    `);
  });

  test('open, held through a service', () => {
    expect(rows('model', call({ model: modelSide('jade/open-4'), weights: 'held' }))).toMatchInlineSnapshot(`
      [
        "3 M3",
        "jade/open-4 (open weights, by Jade Labs (CN)) is held: it cannot be withdrawn.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
      ]
    `);
  });

  test('open, held, from home', () => {
    expect(rows('model', call({ ...self, model: modelSide('lutece/open-2'), weights: 'held' }))).toMatchInlineSnapshot(`
      [
        "4 M4",
        "lutece/open-2 (open weights, by Lutece AI (FR)) is held and made at home.",
        "the code asks for "lutece/open-2" [observed, app.py:3:1]",
        "lutece/open-2 (lutece/open-2): weights open [background, test]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
      ]
    `);
  });

  test('adverse by law', () => {
    expect(rows('model', call({ model: modelSide('jade/open-4') }), INDEX, view(['EU'], { adverse: ['CN'] }))).toMatchInlineSnapshot(`
      [
        "0 M0",
        "jade/open-4 is made by Jade Labs (CN); this profile lists CN as adverse by law.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
      ]
    `);
  });

  test('weights nobody recorded', () => {
    expect(rows('model', call({ model: modelSide('borealis/unsure-1') }))).toMatchInlineSnapshot(`
      [
        "1-2 M1",
        "borealis/unsure-1 has weights that are not on record as open and is made by Borealis (US): if it is withdrawn, you may not have it.",
        "the code asks for "borealis/unsure-1" [observed, app.py:3:1]",
        "borealis/unsure-1 (borealis/unsure-1): weights unknown [background, test]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('weights nobody recorded, run by oneself', () => {
    expect(rows('model', call({ ...self, model: modelSide('borealis/unsure-1'), weights: 'pulled' }))).toMatchInlineSnapshot(`
      [
        "1-2 M1",
        "borealis/unsure-1 has weights that are not on record as open and is made by Borealis (US): if it is withdrawn, you may not have it.",
        "the code asks for "borealis/unsure-1" [observed, app.py:3:1]",
        "borealis/unsure-1 (borealis/unsure-1): weights unknown [background, test]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
        "the weights are fetched by name [observed, app.py:3:1]",
      ]
    `);
  });

  test('a model nobody knows', () => {
    expect(
      rows('model', call({ model: { ...modelSide('jade/open-4'), id: null, requested: 'house-7', developer: nobody, weights: null } })),
    ).toMatchInlineSnapshot(`
      [
        "0-2 M?",
        ""house-7" is not in the knowledge base: its developer and license are unknown.",
        "the code asks for "house-7" [observed, app.py:3:1]",
      ]
    `);
  });

  test('a model nobody knows, in hand', () => {
    expect(
      rows(
        'model',
        call({ ...self, weights: 'held', model: { ...modelSide('jade/open-4'), id: null, requested: 'house-7', developer: nobody, weights: null } }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "0-4 M?",
        ""house-7" is not in the knowledge base: its developer and license are unknown.",
        "the code asks for "house-7" [observed, app.py:3:1]",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
      ]
    `);
  });

  test('a maker whose country nobody knows', () => {
    expect(rows('model', call({ model: { ...modelSide('borealis/closed-5'), developer: { ...nobody, id: 'shade', name: 'Shade' } } }))).toMatchInlineSnapshot(`
      [
        "1 M1",
        "borealis/closed-5 has closed weights and is made by Shade (country unknown): if it is withdrawn, you do not have it.",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5 (borealis/closed-5): weights closed [background, test]",
      ]
    `);
  });

  test('made by a subsidiary at home of a parent abroad', () => {
    const ireland = { id: 'subsidiary', name: 'Borealis Ireland', country: 'IE', controller: 'US' };
    expect(rows('model', call({ model: { ...modelSide('borealis/closed-5'), developer: ireland } })).slice(0, 2)).toEqual([
      '1 M1',
      'borealis/closed-5 has closed weights and is made by Borealis Ireland (US): if it is withdrawn, you do not have it.',
    ]);
  });

  test('no id, a service from home of its own models', () => {
    expect(rows('model', call({ model: null, operator: 'lutece' }))[0]).toBe('2 M?');
  });

  test('no id, a service of its own models', () => {
    expect(rows('model', call({ model: null, operator: 'jade' }))).toMatchInlineSnapshot(`
      [
        "2 M?",
        "No model id is written beside this call: the range is over what jade API offers.",
        "no model id is written beside this call [unknown, app.py:1:1]",
        "jade-api offers models of its operator [background, test, good for 180 days]",
      ]
    `);
  });

  test('an id chosen at run time, a service of its own models', () => {
    expect(rows('model', call({ model: null, operator: 'jade', dynamicModel: 'settings.model' }))).toMatchInlineSnapshot(`
      [
        "2 M?",
        "The model is chosen at run time (settings.model): the range is over what jade API offers.",
        "the model is chosen at run time (settings.model) [unknown, app.py:1:1]",
        "jade-api offers models of its operator [background, test, good for 180 days]",
      ]
    `);
  });

  test('no id, own models of which nobody recorded the weights', () => {
    expect(
      rows('model', call({ model: null }), { ...INDEX, models: new Map([...INDEX.models].filter(([id]) => id === 'borealis/unsure-1')) }),
    ).toMatchInlineSnapshot(`
      [
        "1 M?",
        "No model id is written beside this call: the range is over what borealis API offers.",
        "no model id is written beside this call [unknown, app.py:1:1]",
        "borealis-api offers models of its operator [background, test, good for 180 days]",
      ]
    `);
  });

  test('no id, a service of many models', () => {
    expect(rows('model', call({ model: null }), withService('borealis-api', { offers: fact('many') }))).toMatchInlineSnapshot(`
      [
        "0-2 M?",
        "No model id is written beside this call.",
        "no model id is written beside this call [unknown, app.py:1:1]",
      ]
    `);
  });

  test('no id, own models of an operator nobody knows', () => {
    expect(rows('model', call({ model: null }), withService('borealis-api', { operator: fact<string>(null) }))).toMatchInlineSnapshot(`
      [
        "0-2 M?",
        "No model id is written beside this call.",
        "no model id is written beside this call [unknown, app.py:1:1]",
      ]
    `);
  });

  test('no id, run by oneself', () => {
    expect(rows('model', call({ ...self, model: null }))).toMatchInlineSnapshot(`
      [
        "0-4 M?",
        "No model id is written beside this call.",
        "no model id is written beside this call [unknown, app.py:1:1]",
      ]
    `);
  });

  test('no id, own models, run by oneself', () => {
    expect(rows('model', call({ model: null, operator: 'jade', route: 'self-hosted' }))).toMatchInlineSnapshot(`
      [
        "2 M?",
        "No model id is written beside this call: the range is over what jade API offers.",
        "no model id is written beside this call [unknown, app.py:1:1]",
        "jade-api offers models of its operator [background, test, good for 180 days]",
      ]
    `);
  });
});

const CLAUSES = { line: 1, column: 1, country: 'CN', basis: 'standard clauses', reference: null, expires: null };

describe('data', () => {
  test('on own machines', () => {
    expect(rows('data', call(self))).toMatchInlineSnapshot(`
      [
        "4 D4",
        "The model runs in your own process or on your own machines; where those stand is not shown here.",
        "this code loads or reaches a model you run [observed, app.py:1:1]",
      ]
    `);
  });

  test('place and operator at home', () => {
    expect(rows('data', call({ operator: 'lutece', place: 'FR' }))).toMatchInlineSnapshot(`
      [
        "3 D3",
        "lutece API processes data in France, and its operator is at home.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('place alone at home', () => {
    expect(rows('data', call({ place: 'DE' }))).toMatchInlineSnapshot(`
      [
        "2 D2",
        "borealis API processes data in Germany, but its operator is controlled from the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('place alone at home, operator unknown', () => {
    expect(rows('data', call({ service: null, endpoint: { host: 'llm.example', region: null, country: null, place: 'DE' } }))).toMatchInlineSnapshot(`
      [
        "2-3 D2",
        "The endpoint llm.example processes data in Germany, but its operator is not known and may be controlled from abroad. Where it runs, or who runs it, is not shown here.",
        "the code names llm.example [observed, app.py:2:1]",
      ]
    `);
  });

  test('operator alone at home', () => {
    expect(rows('data', call({ operator: 'lutece', place: 'US' }))).toMatchInlineSnapshot(`
      [
        "2 D2",
        "The operator of lutece API is at home, but data are processed in the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('neither, with a basis on conditions', () => {
    expect(rows('data', call({ place: 'US' }))).toMatchInlineSnapshot(`
      [
        "1 D1",
        "borealis API processes data in the US; a transfer basis for the US is recorded (certified organisations only).",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
        "transfer basis for the US since 2023-07-10 [unknown]",
      ]
    `);
  });

  test('neither, with a basis for both countries', () => {
    expect(rows('data', call({ place: 'JP' }))).toMatchInlineSnapshot(`
      [
        "1 D1",
        "borealis API processes data in Japan; a transfer basis for Japan, the US is recorded (certified organisations only).",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
        "transfer basis for Japan since 2019-01-23 [unknown]",
        "transfer basis for the US since 2023-07-10 [unknown]",
      ]
    `);
  });

  test('neither, with a basis without conditions', () => {
    expect(
      rows(
        'data',
        call({
          place: 'JP',
          service: { ...(usage().service as NonNullable<Usage['service']>), operator: { id: 'harbour', name: 'Harbour', country: 'JP', controller: null } },
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "1 D1",
        "borealis API processes data in Japan; a transfer basis for Japan is recorded.",
        "the code names api.example.test [observed, app.py:2:1]",
        "transfer basis for Japan since 2019-01-23 [unknown]",
      ]
    `);
  });

  test('neither, one country without a basis', () => {
    expect(rows('data', call({ operator: 'jade', place: 'JP' }))).toMatchInlineSnapshot(`
      [
        "0 D0",
        "jade API processes data in Japan; no transfer basis for China is recorded under this profile as of 2026-11-22.",
        "the code names api.example.test [observed, app.py:2:1]",
        "jade-api is operated by Jade Labs [background, test, good for 365 days]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
      ]
    `);
  });

  test('neither, no country with a basis', () => {
    expect(rows('data', call({ operator: 'jade', place: 'BR' }))).toMatchInlineSnapshot(`
      [
        "0 D0",
        "jade API processes data in Brazil; no transfer basis for Brazil, China is recorded under this profile as of 2026-11-22.",
        "the code names api.example.test [observed, app.py:2:1]",
        "jade-api is operated by Jade Labs [background, test, good for 365 days]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
      ]
    `);
  });

  test('neither, and nobody knows the country', () => {
    expect(rows('data', call({ service: null, endpoint: { host: 'llm.example', region: null, country: null, place: 'global' } }))).toMatchInlineSnapshot(`
      [
        "0-2 D0",
        "The endpoint llm.example processes data wherever its operator chooses (global endpoint); the country is unknown, so no transfer basis can be named. Where it runs, or who runs it, is not shown here.",
        "the code names llm.example [observed, app.py:2:1]",
      ]
    `);
  });

  test('a place that is a bloc', () => {
    expect(rows('data', call({ operator: 'jade', place: 'EEA' }))).toMatchInlineSnapshot(`
      [
        "0 D0",
        "jade API processes data in the EEA; no transfer basis for China is recorded under this profile as of 2026-11-22.",
        "the code names api.example.test [observed, app.py:2:1]",
        "jade-api is operated by Jade Labs [background, test, good for 365 days]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
      ]
    `);
  });

  test('a basis declared', () => {
    expect(
      rows('data', call({ operator: 'jade', place: 'CN' }), INDEX, declaring({ transfer: (country) => (country === 'CN' ? CLAUSES : null) })),
    ).toMatchInlineSnapshot(`
      [
        "1 D1",
        "jade API processes data in China. A transfer basis for China is declared: standard clauses.",
        "the code names api.example.test [observed, app.py:2:1]",
        "jade-api is operated by Jade Labs [background, test, good for 365 days]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
        "declared: transfer basis for CN: standard clauses [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('a basis declared beside one on record', () => {
    expect(
      rows('data', call({ operator: 'jade', place: 'JP' }), INDEX, declaring({ transfer: (country) => (country === 'CN' ? CLAUSES : null) })),
    ).toMatchInlineSnapshot(`
      [
        "1 D1",
        "jade API processes data in Japan; a transfer basis for Japan is recorded. A transfer basis for China is declared: standard clauses.",
        "the code names api.example.test [observed, app.py:2:1]",
        "jade-api is operated by Jade Labs [background, test, good for 365 days]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
        "declared: transfer basis for CN: standard clauses [declared, sovaudit.yaml]",
        "transfer basis for Japan since 2019-01-23 [unknown]",
      ]
    `);
  });

  test('a basis declared for a country that has one', () => {
    expect(rows('data', call({ place: 'US' }), INDEX, declaring({ transfer: (country) => ({ ...CLAUSES, country }) }))).toMatchInlineSnapshot(`
      [
        "1 D1",
        "borealis API processes data in the US; a transfer basis for the US is recorded (certified organisations only).",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
        "transfer basis for the US since 2023-07-10 [unknown]",
      ]
    `);
  });

  test('a basis declared for one of two countries without', () => {
    const clauses = declaring({ transfer: (country) => (country === 'CN' ? CLAUSES : null) });
    expect(rows('data', call({ operator: 'jade', place: 'BR' }), INDEX, clauses).slice(0, 2)).toEqual([
      '0 D0',
      'jade API processes data in Brazil; no transfer basis for Brazil is recorded under this profile as of 2026-11-22.',
    ]);
  });

  test('a basis on record is to be looked at again', () => {
    const source = { basis: 'read', title: 'Decision', url: null, asOf: '2026-01-01', quote: null } as const;
    const transfers = new Map([['eu', [{ country: 'US', from: '2023-07-10', to: null, condition: null, source }]]]);
    const index = { ...INDEX, transfers } as unknown as Index;
    const at = perspective(index, policy(['EU']), null, '2026-11-22');
    expect(rows('data', call({ place: 'US' }), index, at).at(-1)).toMatch(/^transfer basis for the US since 2023-07-10 \[read, Decision, good for \d+ days\]$/);
  });

  test('the EU as a place abroad is no country that a basis is for', () => {
    expect(rows('data', call({ place: 'EU' }), INDEX, view(['JP'])).slice(0, 2)).toEqual([
      '1 D1',
      'borealis API processes data in the EU; a transfer basis for the US is recorded (certified organisations only).',
    ]);
  });

  test('a router at home', () => {
    expect(
      rows(
        'data',
        call({
          operator: 'lutece',
          place: 'FR',
          route: 'gateway',
          service: { ...(usage({ operator: 'lutece' }).service as NonNullable<Usage['service']>), category: 'gateway' },
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "0-3 D?",
        "lutece API passes requests on: who receives the data downstream cannot be told from here. Where it runs, or who runs it, is not shown here.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('a place nobody knows', () => {
    expect(rows('data', call({ place: null }))).toMatchInlineSnapshot(`
      [
        "1-2 D1",
        "borealis API processes data wherever its operator chooses (global endpoint); a transfer basis for the US is recorded (certified organisations only). Where it runs, or who runs it, is not shown here.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
        "default location of borealis-api: global [background, test, good for 90 days]",
        "transfer basis for the US since 2023-07-10 [unknown]",
      ]
    `);
  });
});

describe('compute', () => {
  test('an operator at home', () => {
    expect(rows('compute', call({ operator: 'lutece', place: 'FR' }))).toMatchInlineSnapshot(`
      [
        "2 C2",
        "lutece API is run for you by an operator at home.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('a foreign operator at home', () => {
    expect(rows('compute', call({ place: 'DE' }))).toMatchInlineSnapshot(`
      [
        "1 C1",
        "borealis API runs in Germany, but on machines of an operator controlled from the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('a foreign operator at home, nobody knows whose', () => {
    expect(rows('compute', call({ service: null, endpoint: { host: 'llm.example', region: null, country: null, place: 'DE' } }))).toMatchInlineSnapshot(`
      [
        "1-2 C1",
        "The endpoint llm.example runs in Germany, but on machines of an operator that is not known and may be controlled from abroad. Where it runs, or who runs it, is not shown here.",
        "the code names llm.example [observed, app.py:2:1]",
      ]
    `);
  });

  test('a foreign operator elsewhere', () => {
    expect(rows('compute', call({ place: 'US' }))).toMatchInlineSnapshot(`
      [
        "0 C0",
        "borealis API runs in the US, on machines of an operator controlled from the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('a foreign operator elsewhere, nobody knows whose', () => {
    expect(rows('compute', call({ service: null, endpoint: { host: 'llm.example', region: null, country: null, place: 'US' } }))).toMatchInlineSnapshot(`
      [
        "0-2 C0",
        "The endpoint llm.example runs in the US, on machines of an operator that is not known and may be controlled from abroad. Where it runs, or who runs it, is not shown here.",
        "the code names llm.example [observed, app.py:2:1]",
      ]
    `);
  });

  test('a place nobody knows', () => {
    expect(rows('compute', call({ place: null }))).toMatchInlineSnapshot(`
      [
        "0-1 C0",
        "borealis API runs wherever its operator chooses (global endpoint), on machines of an operator controlled from the US. Where it runs, or who runs it, is not shown here.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
        "default location of borealis-api: global [background, test, good for 90 days]",
      ]
    `);
  });

  test('run by oneself on machines of an operator at home', () => {
    expect(
      rows(
        'compute',
        call({ ...self, service: usage({ operator: 'lutece' }).service, place: 'FR', endpoint: { host: null, region: null, country: 'FR', place: 'FR' } }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "2-3 C2",
        "You run it yourself on machines of Lutece AI at home; which accelerators it needs is not shown here.",
        "lutece-api loads or reaches a model you run [observed, app.py:1:1]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });
});

const SCHEME = { line: 1, column: 1, service: 'lutece-api', region: null, scheme: 'C5', expires: null };

describe('cloud', () => {
  test('own machines', () => {
    expect(rows('cloud', call(self))).toMatchInlineSnapshot(`
      [
        "4 L4",
        "No outside operator is involved in what this repository shows.",
        "this code loads or reaches a model you run [observed, app.py:1:1]",
      ]
    `);
  });

  test('operator and place at home', () => {
    expect(rows('cloud', call({ operator: 'lutece', place: 'FR' }))).toMatchInlineSnapshot(`
      [
        "3 L3",
        "lutece API is operated from home and runs in France.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('operator and place at home, qualified', () => {
    expect(rows('cloud', call({ operator: 'lutece', place: 'FR' }), INDEX, declaring({ qualified: () => SCHEME }))).toMatchInlineSnapshot(`
      [
        "4 L4",
        "lutece API is operated from home and runs in France; C5 is declared for it.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
        "declared: C5 for lutece-api [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('qualified, but elsewhere', () => {
    expect(rows('cloud', call({ operator: 'lutece', place: 'US' }), INDEX, declaring({ qualified: () => SCHEME }))).toMatchInlineSnapshot(`
      [
        "2 L2",
        "lutece API is operated from home, but runs in the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('qualified, but not operated from home', () => {
    expect(rows('cloud', call({ place: 'FR' }), INDEX, declaring({ qualified: () => SCHEME }))).toMatchInlineSnapshot(`
      [
        "1 L1",
        "borealis API runs in France, but its operator answers to the government of the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('foreign operator, place at home', () => {
    expect(rows('cloud', call({ place: 'DE' }))).toMatchInlineSnapshot(`
      [
        "1 L1",
        "borealis API runs in Germany, but its operator answers to the government of the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('foreign operator elsewhere', () => {
    expect(rows('cloud', call({ place: 'US' }))).toMatchInlineSnapshot(`
      [
        "0 L0",
        "The operator of borealis API answers to the government of the US, and it runs in the US.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api is operated by Borealis [background, test, good for 365 days]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('nobody knows whose, elsewhere', () => {
    expect(rows('cloud', call({ service: null, endpoint: { host: 'llm.example', region: null, country: null, place: 'US' } }))).toMatchInlineSnapshot(`
      [
        "0-2 L0",
        "Whoever operates llm.example may answer to a foreign government, and it runs in the US. Where it runs, or who runs it, is not shown here.",
        "the code names llm.example [observed, app.py:2:1]",
      ]
    `);
  });

  test('run by oneself on machines of a foreign operator elsewhere', () => {
    expect(rows('cloud', call({ route: 'self-hosted', place: 'US' }))).toMatchInlineSnapshot(`
      [
        "0 L0",
        "Borealis answers to the government of the US, and this runs in the US.",
        "borealis-api loads or reaches a model you run [observed, app.py:1:1]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('a router', () => {
    expect(
      rows(
        'cloud',
        call({
          operator: 'lutece',
          place: 'FR',
          route: 'gateway',
          service: { ...(usage({ operator: 'lutece' }).service as NonNullable<Usage['service']>), category: 'gateway' },
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "0-3 L?",
        "lutece API is a router: the operator behind it cannot be told from here. Where it runs, or who runs it, is not shown here.",
        "the code names api.example.test [observed, app.py:2:1]",
        "lutece-api is operated by Lutece AI [background, test, good for 365 days]",
        "Lutece AI is controlled from France [background, test, good for 365 days]",
      ]
    `);
  });

  test('a router abroad may go to somebody at home all the same, as far as level 1', () => {
    const service = { ...(usage().service as NonNullable<Usage['service']>), category: 'gateway' };
    expect(rows('cloud', call({ place: 'US', route: 'gateway', service }))[0]).toBe('0-1 L0');
  });

  test('a library that routes to nobody named', () => {
    expect(rows('cloud', call({ route: 'gateway', service: null, endpoint: null }))).toMatchInlineSnapshot(`
      [
        "0-3 L0",
        "Whoever operates the endpoint, which is not shown here, may answer to a foreign government, and it runs wherever its operator chooses (global endpoint). Where it runs, or who runs it, is not shown here.",
        "the code does not show where this call goes [unknown, app.py:1:1]",
      ]
    `);
  });
});

describe('deployment', () => {
  test('a closed model', () => {
    expect(rows('deployment', call())).toMatchInlineSnapshot(`
      [
        "1 P1",
        "borealis API is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('an open model', () => {
    expect(rows('deployment', call({ model: modelSide('jade/open-4') }))).toMatchInlineSnapshot(`
      [
        "2 P2",
        "jade/open-4 has open weights, so other hosts can serve it.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "jade/open-4: weights open [background, test]",
      ]
    `);
  });

  test('weights nobody recorded', () => {
    expect(rows('deployment', call({ model: modelSide('borealis/unsure-1') }))).toMatchInlineSnapshot(`
      [
        "1-2 P1",
        "borealis API is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along. Whether its weights are open is not recorded.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "borealis/unsure-1: weights unknown [background, test]",
      ]
    `);
  });

  test('no model named', () => {
    expect(rows('deployment', call({ model: null }))).toMatchInlineSnapshot(`
      [
        "1-2 P1",
        "borealis API is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along. Which model or endpoint it is, is not shown here.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
      ]
    `);
  });

  test('an agent', () => {
    expect(rows('deployment', call({ purpose: 'agent' }))).toMatchInlineSnapshot(`
      [
        "0 P0",
        "borealis API keeps state that only it holds (threads, agents, stores): leaving means rebuilding.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('an open model with state kept', () => {
    expect(rows('deployment', call({ model: modelSide('jade/open-4'), keepsState: true }))).toMatchInlineSnapshot(`
      [
        "0 P0",
        "borealis API keeps state that only it holds (threads, agents, stores): leaving means rebuilding.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "jade/open-4: weights open [background, test]",
      ]
    `);
  });

  test('an interface that keeps state', () => {
    expect(rows('deployment', call(), withService('borealis-api', { surface: fact('stateful') }))).toMatchInlineSnapshot(`
      [
        "0 P0",
        "borealis API keeps state that only it holds (threads, agents, stores): leaving means rebuilding.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: stateful interface [background, test, good for 180 days]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('an interface nobody recorded', () => {
    expect(rows('deployment', call(), withService('borealis-api', { surface: fact<'portable'>(null) }))).toMatchInlineSnapshot(`
      [
        "1 P1",
        "borealis API is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: unknown interface [background, test, good for 180 days]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('a store of vectors', () => {
    expect(rows('deployment', call({ purpose: 'vector-store', model: null }))).toMatchInlineSnapshot(`
      [
        "1 P1",
        "borealis API is the only supplier of this function.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
      ]
    `);
  });

  test('a store of vectors that keeps state', () => {
    expect(rows('deployment', call({ purpose: 'vector-store', model: null, keepsState: true }))).toMatchInlineSnapshot(`
      [
        "0 P0",
        "borealis API keeps state that only it holds (threads, agents, stores): leaving means rebuilding.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
      ]
    `);
  });

  test('observability', () => {
    expect(rows('deployment', call({ purpose: 'observability', model: null }))).toMatchInlineSnapshot(`
      [
        "1 P1",
        "borealis API is the only supplier of this function.",
        "the code names api.example.test [observed, app.py:2:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
      ]
    `);
  });

  test('an open model at an endpoint not shown', () => {
    expect(rows('deployment', call({ model: modelSide('jade/open-4'), endpointBasis: 'unknown' }))).toMatchInlineSnapshot(`
      [
        "2-3 P2",
        "jade/open-4 has open weights, so other hosts can serve it. Which model or endpoint it is, is not shown here.",
        "the code does not show where this call goes [unknown, app.py:1:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "jade/open-4: weights open [background, test]",
      ]
    `);
  });

  test('a closed model at an endpoint not shown', () => {
    expect(rows('deployment', call({ endpointBasis: 'unknown' }))).toMatchInlineSnapshot(`
      [
        "1 P1",
        "borealis API is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along.",
        "the code does not show where this call goes [unknown, app.py:1:1]",
        "borealis-api: portable interface [background, test, good for 180 days]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('a service nobody knows', () => {
    expect(rows('deployment', call({ service: null, endpoint: { host: 'llm.example', region: null, country: null, place: null } }))).toMatchInlineSnapshot(`
      [
        "1 P1",
        "The endpoint llm.example is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along.",
        "the code names llm.example [observed, app.py:2:1]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('own machines, held', () => {
    expect(rows('deployment', call({ ...self, model: modelSide('jade/open-4'), weights: 'held' }))).toMatchInlineSnapshot(`
      [
        "3 P3",
        "Self-hosted with pinned weights: it keeps running when a supplier goes dark.",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
      ]
    `);
  });

  test('own machines, held, and tried', () => {
    expect(
      rows(
        'deployment',
        call({ ...self, model: modelSide('jade/open-4'), weights: 'held' }),
        INDEX,
        declaring({ exitTest: { line: 1, column: 1, date: '2026-05-05', reference: null } }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "4 P4",
        "Self-hosted with pinned weights: it keeps running when a supplier goes dark. That it works was last tried on 2026-05-05, as declared.",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
        "declared: exit test of 2026-05-05 [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('own machines, pulled, and tried', () => {
    expect(
      rows(
        'deployment',
        call({ ...self, model: modelSide('jade/open-4'), weights: 'pulled' }),
        INDEX,
        declaring({ exitTest: { line: 1, column: 1, date: '2026-05-05', reference: null } }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "2 P2",
        "Self-hosted, but the weights are fetched by name: a hub that is gone or changed stops the next start.",
        "the weights are fetched by name [observed, app.py:3:1]",
      ]
    `);
  });

  test('own machines, nothing shown of the weights', () => {
    expect(rows('deployment', call({ ...self, model: modelSide('jade/open-4') }))).toMatchInlineSnapshot(`
      [
        "2-3 P2",
        "Self-hosted; whether its weights are pinned is not shown here.",
        "the model runs on your side [observed, app.py:3:1]",
      ]
    `);
  });
});

const licensed = (id: string): NonNullable<Usage['model']> => ({ ...modelSide('jade/open-4'), license: { id, name: id } });
const us = (over: Partial<DeclaredOrganization>): DeclaredOrganization => ({
  line: 1,
  column: 1,
  name: null,
  seat: null,
  owners: [],
  sector: null,
  commercial: null,
  monthlyUsers: null,
  revenueUsd: null,
  ...over,
});
const USERS: LicenseGate = { kind: 'users', over: 1000, text: 'more than 1000 users: ask' };
const gated = (...gates: LicenseGate[]): Index => withLicense('gated', { gates, excluded: fact<readonly string[]>([]) });

describe('license', () => {
  test('closed terms', () => {
    expect(rows('license', call())).toMatchInlineSnapshot(`
      [
        "1 X1",
        "borealis/closed-5 may be used only under the closed terms of its service.",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5: closed [background, test]",
        "closed: terms of a service [background, test]",
      ]
    `);
  });

  test('closed weights without a license on record', () => {
    expect(rows('license', call({ model: { ...modelSide('borealis/closed-5'), license: null } }))).toMatchInlineSnapshot(`
      [
        "1 X1",
        "borealis/closed-5 may be used only under the closed terms of its service.",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5: weights closed [background, test]",
      ]
    `);
  });

  test('closed weights of a model nobody knows', () => {
    expect(rows('license', call({ model: { ...modelSide('borealis/closed-5'), id: null, requested: 'house-7', license: null } }))).toMatchInlineSnapshot(`
      [
        "1 X1",
        "borealis/closed-5 may be used only under the closed terms of its service.",
        "the code asks for "house-7" [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model, a service of closed models alone', () => {
    expect(
      rows('license', call({ model: null }), { ...INDEX, models: new Map([...INDEX.models].filter(([id]) => id === 'borealis/closed-5')) }),
    ).toMatchInlineSnapshot(`
      [
        "1 X1",
        "borealis API may be used only under the closed terms of its service.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model, a service of closed and other models', () => {
    expect(rows('license', call({ model: null }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "Which model it is, is not known, so its license is not either.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model, a service of open models', () => {
    expect(rows('license', call({ model: null, operator: 'jade' }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "Which model it is, is not known, so its license is not either.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model, a service of many', () => {
    expect(rows('license', call({ model: null }), withService('borealis-api', { offers: fact('many') }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "Which model it is, is not known, so its license is not either.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model, an operator nobody knows', () => {
    expect(rows('license', call({ model: null }), withService('borealis-api', { operator: fact<string>(null) }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "Which model it is, is not known, so its license is not either.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model, a service without any on record', () => {
    expect(rows('license', call({ model: null, operator: 'lutece' }), { ...INDEX, models: new Map() })).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "Which model it is, is not known, so its license is not either.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('no model and no service', () => {
    expect(rows('license', call({ model: null, service: null }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "Which model it is, is not known, so its license is not either.",
        "no model id is written beside this call [observed, app.py:3:1]",
      ]
    `);
  });

  test('open source', () => {
    expect(rows('license', call({ model: modelSide('jade/open-4') }))).toMatchInlineSnapshot(`
      [
        "3 X3",
        "jade/open-4 is under mit: audit, change and deployment are allowed.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: mit [background, test]",
        "mit: an open-source license [background, test]",
      ]
    `);
  });

  test('open source, with data and code', () => {
    expect(rows('license', call({ model: modelSide('jade/open-4') }), withModel('jade/open-4', { openness: fact('data-and-code') }))).toMatchInlineSnapshot(`
      [
        "4 X4",
        "jade/open-4 is under mit, with training data and code published.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: mit [background, test]",
        "mit: an open-source license [background, test]",
        "jade/open-4: data and code published [background, test]",
      ]
    `);
  });

  test('open source, by what the model itself says of its license', () => {
    const card = { value: 'mit', source: { basis: 'read', title: 'Model card', url: null, asOf: '2026-04-04', quote: null } } as const;
    expect(rows('license', call({ model: modelSide('jade/open-4') }), withModel('jade/open-4', { license: card }))[3]).toBe(
      'jade/open-4: mit [read, Model card]',
    );
  });

  test('a license nobody recorded', () => {
    expect(rows('license', call({ model: modelSide('borealis/unsure-1') }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "The license of borealis/unsure-1 is not recorded.",
        "the code asks for "borealis/unsure-1" [observed, app.py:3:1]",
      ]
    `);
  });

  test('a license without a class', () => {
    expect(rows('license', call({ model: modelSide('jade/open-4') }), withLicense('mit', { class: fact<'open-source'>(null) }))).toMatchInlineSnapshot(`
      [
        "0-3 X?",
        "What mit allows is not recorded.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: mit [background, test]",
        "mit: its class is not recorded [background, test]",
      ]
    `);
  });

  test('home left out', () => {
    expect(rows('license', call({ model: modelSide('jade/gated-4') }))).toMatchInlineSnapshot(`
      [
        "0 X0",
        "gated of jade/gated-4 grants no rights in EU.",
        "the code asks for "jade/gated-4" [observed, app.py:3:1]",
        "jade/gated-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "gated excludes EU [background, test]",
      ]
    `);
  });

  test('a country of home left out', () => {
    expect(
      rows('license', call({ model: modelSide('jade/gated-4') }), withLicense('gated', { excluded: fact<readonly string[]>(['US', 'FR']) })),
    ).toMatchInlineSnapshot(`
      [
        "0 X0",
        "gated of jade/gated-4 grants no rights in FR.",
        "the code asks for "jade/gated-4" [observed, app.py:3:1]",
        "jade/gated-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "gated excludes FR [background, test]",
      ]
    `);
  });

  test('the declared seat left out', () => {
    expect(
      rows(
        'license',
        call({ model: modelSide('jade/gated-4') }),
        withLicense('gated', { excluded: fact<readonly string[]>(['US', 'KR']) }),
        declaring({ organization: us({ seat: 'US' }) }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "0 X0",
        "gated of jade/gated-4 grants no rights in US.",
        "the code asks for "jade/gated-4" [observed, app.py:3:1]",
        "jade/gated-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "gated excludes US [background, test]",
      ]
    `);
  });

  test('home left out for images alone, a text model', () => {
    expect(rows('license', call({ model: modelSide('jade/gated-4') }), withLicense('gated', { excludedModalities: ['image'] }))).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/gated-4 has conditions of its own.",
        "the code asks for "jade/gated-4" [observed, app.py:3:1]",
        "jade/gated-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
      ]
    `);
  });

  test('home left out for text alone', () => {
    expect(rows('license', call({ model: modelSide('jade/gated-4') }), withLicense('gated', { excludedModalities: ['image', 'text'] }))).toMatchInlineSnapshot(`
      [
        "0 X0",
        "gated of jade/gated-4 grants no rights in EU.",
        "the code asks for "jade/gated-4" [observed, app.py:3:1]",
        "jade/gated-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "gated excludes EU [background, test]",
      ]
    `);
  });

  test('a bloc left out that home is a part of, and two countries of it', () => {
    const left = (...places: string[]) =>
      rows('license', call({ model: modelSide('jade/gated-4') }), withLicense('gated', { excluded: fact<readonly string[]>(places) })).slice(0, 2);
    expect([left('EEA'), left('FR', 'CN', 'DE')]).toEqual([
      ['0 X0', 'gated of jade/gated-4 grants no rights in EEA.'],
      ['0 X0', 'gated of jade/gated-4 grants no rights in FR, DE.'],
    ]);
  });

  test('home left out for images alone, a model of images', () => {
    const images = { ...modelSide('jade/gated-4'), modality: 'image' as const };
    expect(rows('license', call({ model: images }), withLicense('gated', { excludedModalities: ['image'] }))[0]).toBe('0 X0');
  });

  test('no model, a service of closed models alone, whatever others offer', () => {
    const models = new Map([...INDEX.models].filter(([id]) => id === 'borealis/closed-5' || id === 'jade/open-4'));
    expect(rows('license', call({ model: null }), { ...INDEX, models })[0]).toBe('1 X1');
  });

  test('what it leaves out not recorded', () => {
    expect(
      rows('license', call({ model: modelSide('jade/gated-4') }), withLicense('gated', { excluded: fact<readonly string[]>(null) })),
    ).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/gated-4 has conditions of its own.",
        "the code asks for "jade/gated-4" [observed, app.py:3:1]",
        "jade/gated-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
      ]
    `);
  });

  test('non-commercial, nothing declared', () => {
    expect(rows('license', call({ model: licensed('research') }))).toMatchInlineSnapshot(`
      [
        "0-2 X0",
        "research of jade/open-4 does not allow commercial use; whether yours is commercial is not declared. It depends on facts about you that are not declared.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: research [background, test]",
        "research: no commercial use [background, test]",
        "research: commercial use no [background, test]",
      ]
    `);
  });

  test('non-commercial, not a business', () => {
    expect(rows('license', call({ model: licensed('research') }), INDEX, declaring({ organization: us({ commercial: false }) }))).toMatchInlineSnapshot(`
      [
        "2 X2",
        "research of jade/open-4 does not allow commercial use; yours is declared not to be commercial.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: research [background, test]",
        "research: no commercial use [background, test]",
        "research: commercial use no [background, test]",
        "declared: use is not commercial [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('non-commercial, a business', () => {
    expect(rows('license', call({ model: licensed('research') }), INDEX, declaring({ organization: us({ commercial: true }) }))).toMatchInlineSnapshot(`
      [
        "0 X0",
        "research of jade/open-4 does not allow commercial use, and yours is declared commercial.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: research [background, test]",
        "research: no commercial use [background, test]",
        "research: commercial use no [background, test]",
        "declared: use is commercial [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('conditions of its own', () => {
    expect(rows('license', call({ model: licensed('gated') }), gated())).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/open-4 has conditions of its own.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
      ]
    `);
  });

  test('a limit, nothing declared', () => {
    expect(rows('license', call({ model: licensed('gated') }), gated(USERS))).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/open-4 has conditions of its own: more than 1000 users: ask.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
      ]
    `);
  });

  test('a limit, declared above it', () => {
    expect(rows('license', call({ model: licensed('gated') }), gated(USERS), declaring({ organization: us({ monthlyUsers: 1001 }) }))).toMatchInlineSnapshot(`
      [
        "0 X0",
        "gated of jade/open-4 has a limit, and the declared figure is above it: more than 1000 users: ask.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "declared: 1001 monthly users [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('a limit, declared at it', () => {
    expect(rows('license', call({ model: licensed('gated') }), gated(USERS), declaring({ organization: us({ monthlyUsers: 1000 }) }))).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/open-4 has conditions of its own; the declared figures are within its limits.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "declared: 1000 monthly users [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('a limit for some, declared above it', () => {
    expect(
      rows('license', call({ model: licensed('gated') }), gated({ ...USERS, applies: 'some' }), declaring({ organization: us({ monthlyUsers: 1001 }) })),
    ).toMatchInlineSnapshot(`
      [
        "0-2 X0",
        "gated of jade/open-4 has a limit for some uses, and the declared figure is above it: more than 1000 users: ask. It depends on facts about you that are not declared.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "declared: 1001 monthly users [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('a notice, declared above it', () => {
    expect(
      rows(
        'license',
        call({ model: licensed('gated') }),
        gated({ ...USERS, duty: 'notice', text: 'above 1000 users: show the name' }),
        declaring({ organization: us({ monthlyUsers: 1001 }) }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/open-4 asks for a notice at the declared figures: above 1000 users: show the name.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "declared: 1001 monthly users [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('two limits, one declared within and one not declared', () => {
    expect(
      rows(
        'license',
        call({ model: licensed('gated') }),
        gated(USERS, { kind: 'revenue', over: 5, text: 'more than 5 dollars: ask' }),
        declaring({ organization: us({ monthlyUsers: 7 }) }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/open-4 has conditions of its own: more than 1000 users: ask.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
        "declared: 7 monthly users [declared, sovaudit.yaml]",
      ]
    `);
  });

  test('a condition no figure settles', () => {
    expect(
      rows(
        'license',
        call({ model: licensed('gated') }),
        gated({ kind: 'other', over: null, text: 'no weapons' }),
        declaring({ organization: us({ monthlyUsers: 7 }) }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "2 X2",
        "gated of jade/open-4 has conditions of its own: no weapons.",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4: gated [background, test]",
        "gated: a license with conditions of its own [background, test]",
      ]
    `);
  });
});

describe('a model that events are about', () => {
  const held = call({ ...self, model: modelSide('jade/open-4'), weights: 'held' });
  const law: Restriction = { level: 'prohibited', by: 'order-1', reason: 'An order bars it.', from: null, to: null, status: null, flags: [], facts: [LAW] };
  const calm: EventView = {
    restrictions: [],
    availability: 'available',
    availabilityReason: null,
    prohibitsModel: null,
    precedents: [],
    questions: [],
    active: [],
  };
  const under = (of: Usage, events: Partial<EventView>): string[] => {
    const assessment = modelLayer(of, INDEX, view(), { ...calm, ...events });
    expect(assessment.layer).toBe('model');
    return shown(assessment);
  };

  test('prohibited, even in hand', () => {
    expect(under(held, { prohibitsModel: law })).toMatchInlineSnapshot(`
      [
        "0 M0",
        "An order bars it.",
        "order 1 [read, a gazette]",
        "the code asks for "jade/open-4" [observed, app.py:3:1]",
        "jade/open-4 (jade/open-4): weights open [background, test]",
        "Jade Labs is controlled from China [background, test, good for 365 days]",
        "a revision is pinned or a local copy is named [observed, app.py:3:1]",
      ]
    `);
  });

  test('out of reach', () => {
    expect(under(call(), { availability: 'unavailable', availabilityReason: 'Its maker withdrew it.', restrictions: [law] })).toMatchInlineSnapshot(`
      [
        "0 M0",
        "borealis/closed-5 cannot be reached as of 2026-11-22. Its maker withdrew it.",
        "order 1 [read, a gazette]",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5 (borealis/closed-5): weights closed [background, test]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('out of reach, nobody says why', () => {
    expect(under(call(), { availability: 'unavailable' })[1]).toMatchInlineSnapshot(`"borealis/closed-5 cannot be reached as of 2026-11-22."`);
  });

  test('open to named parties only', () => {
    expect(under(call(), { availability: 'limited', availabilityReason: 'It is in a preview.', restrictions: [law] })).toMatchInlineSnapshot(`
      [
        "0-1 M0",
        "borealis/closed-5 is open only to named parties as of 2026-11-22. It is in a preview. Whether you are one of them is not known here.",
        "order 1 [read, a gazette]",
        "the code asks for "borealis/closed-5" [observed, app.py:3:1]",
        "borealis/closed-5 (borealis/closed-5): weights closed [background, test]",
        "Borealis is controlled from the US [background, test, good for 365 days]",
      ]
    `);
  });

  test('open to named parties only, nobody says why', () => {
    expect(under(call(), { availability: 'limited' })[1]).toMatchInlineSnapshot(
      `"borealis/closed-5 is open only to named parties as of 2026-11-22. Whether you are one of them is not known here."`,
    );
  });

  test('out of reach or limited is nothing to who holds it', () => {
    const [calmly, ...others] = (['available', 'unavailable', 'limited'] as const).map((availability) => under(held, { availability }));
    expect(others).toEqual([calmly, calmly]);
  });
});
