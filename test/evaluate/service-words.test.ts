/** The chain of facts on the service side, and how services, operators and places are named in sentences. */
import { describe, expect, test } from 'vitest';
import { controlledFrom, operatorSubject, placeWords, serviceFacts, serviceName } from '../../src/evaluate/layers/service-words.ts';
import type { Service } from '../../src/model/entity.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Usage } from '../../src/model/usage.ts';
import { fact, INDEX, modelSide, ORGANIZATIONS, usage } from '../support/judgement.ts';

const seen = (kind: Evidence['kind'], line: number): Evidence => ({ kind, path: 'app.py', line, column: 1 }) as Evidence;
const evidence = [seen('import', 1), seen('endpoint', 2), seen('model-id', 3)];
const sdk = { id: 'openai', purl: 'pkg:pypi/openai', name: 'OpenAI SDK' };
const at = (over: Partial<NonNullable<Usage['endpoint']>>): Usage['endpoint'] => ({
  host: 'api.example.test',
  region: null,
  country: null,
  place: 'DE',
  ...over,
});
const REGIONS = { basis: 'read', title: 'Regions', url: 'https://borealis.example/regions', asOf: '2026-03-03', quote: null } as const;

/** An index in which the service of `usage()` has more to say of itself. */
const world = (over: Partial<Service>): Index => ({
  ...INDEX,
  services: new Map(INDEX.services).set('borealis-api', { ...(INDEX.services.get('borealis-api') as Service), ...over }),
  regions: new Map([['borealis', new Map([['eu-north-1', 'SE']])]]),
  regionSources: new Map([['borealis', REGIONS]]),
});
const facts = (over: Parameters<typeof usage>[0], index = world({})): string[] =>
  serviceFacts(usage({ evidence, ...over }), index).map(({ claim, basis, source }) => `${claim} [${basis}, ${source}]`);
const ages = (over: Parameters<typeof usage>[0], index = world({})): (number | null)[] =>
  serviceFacts(usage({ evidence, ...over }), index).map(({ maxAgeDays }) => maxAgeDays ?? null);
const OWNERS = ['borealis-api is operated by Borealis [background, test]', 'Borealis is controlled from the US [background, test]'];

describe('what the code shows of a service', () => {
  test.each<[string, Parameters<typeof usage>[0], string]>([
    ['its host', {}, 'the code names api.example.test [observed, app.py:2:1]'],
    [
      'a library that goes there by default',
      { endpointBasis: 'default', sdk },
      'no endpoint is written: OpenAI SDK goes to borealis-api by default [default, app.py:1:1]',
    ],
    ['no library either', { endpointBasis: 'default' }, 'no endpoint is written: the library goes to borealis-api by default [default, app.py:1:1]'],
    ['a call without a host', { endpoint: at({ host: null }) }, 'the code calls borealis-api [observed, app.py:1:1]'],
    ['nothing of the endpoint', { endpointBasis: 'unknown' }, 'the code does not show where this call goes [unknown, app.py:1:1]'],
    ['a default of nobody known', { endpointBasis: 'default', service: null }, 'the code does not show where this call goes [unknown, app.py:1:1]'],
    ['an own model', { route: 'self-hosted', sdk }, 'OpenAI SDK loads or reaches a model you run [observed, app.py:1:1]'],
    ['an own model of a runtime', { route: 'self-hosted' }, 'borealis-api loads or reaches a model you run [observed, app.py:1:1]'],
    ['an own model of nothing named', { route: 'self-hosted', service: null }, 'this code loads or reaches a model you run [observed, app.py:1:1]'],
  ])('%s', (_, over, first) => {
    expect(facts(over)[0]).toBe(first);
  });
});

describe('who runs it', () => {
  test('is told with the controller behind', () => {
    expect(facts({ endpointBasis: 'unknown', endpoint: null }).slice(1)).toEqual(OWNERS);
  });

  test('is told by its seat where nobody knows the controller', () => {
    const organizations = new Map(INDEX.organizations).set('borealis', { ...INDEX.organizations.get('borealis'), controller: fact<string>(null) } as never);
    expect(facts({ endpoint: null }, { ...world({}), organizations }).at(-1)).toBe('Borealis has its seat in the US [background, test]');
  });

  test('is to be looked at again after a year, its seat as well', () => {
    const body = { ...INDEX.organizations.get('borealis'), controller: fact<string>(null) } as never;
    expect(ages({ endpoint: null }, { ...world({}), organizations: new Map(INDEX.organizations).set('borealis', body) })).toEqual([null, 365, 365]);
  });

  test('is a country that is not known where nobody knows that either', () => {
    const body = { ...INDEX.organizations.get('borealis'), controller: fact<string>(null), seat: fact<string>(null) } as never;
    expect(facts({ endpoint: null }, { ...world({}), organizations: new Map(INDEX.organizations).set('borealis', body) }).at(-1)).toBe(
      'Borealis is controlled from a country that is not known [background, test]',
    );
  });

  test('is not what the knowledge base says where the project file says another', () => {
    const declared = { ...(usage().service as NonNullable<Usage['service']>), operator: ORGANIZATIONS.lutece as never };
    expect(facts({ endpoint: null, service: declared }).slice(1)).toEqual(['Lutece AI is controlled from France [background, test]']);
  });

  test('is nobody for what one runs on own machines', () => {
    expect(facts({ route: 'self-hosted' }).slice(1)).toEqual(['Borealis is controlled from the US [background, test]']);
    expect(facts({ route: 'self-hosted', service: null }).slice(1)).toEqual([]);
  });
});

describe('where it runs', () => {
  const place = (over: Parameters<typeof usage>[0], service: Partial<Service> = {}): string[] => facts(over, world(service)).slice(3);
  const european = { ...modelSide('borealis/closed-5'), requested: 'eu.borealis.closed-5' };

  test('by the prefix of the model id, where it leads there', () => {
    expect(place({ model: european, endpoint: at({ place: 'EU' }) }, { modelRegions: { 'us.': 'US', 'eu.': 'EU' } })).toEqual([
      'the model id begins with "eu.": borealis-api keeps it in the EU [observed, app.py:3:1]',
    ]);
    expect(place({ model: european, endpoint: at({ place: 'US' }) }, { modelRegions: { 'eu.': 'EU' } })).toEqual([]);
    expect(place({ model: null, endpoint: at({ place: 'EU' }) }, { modelRegions: { 'eu.': 'EU' } })).toEqual([]);
  });

  test('by the region, whatever its case', () => {
    expect(place({ endpoint: at({ region: 'EU-North-1', place: 'SE' }) }, { regions: 'borealis' })).toEqual([
      'the code names region EU-North-1 [observed, app.py:1:1]',
      'region EU-North-1 of borealis-api: SE [read, https://borealis.example/regions]',
    ]);
  });

  test('by a region nobody knows', () => {
    expect(place({ endpoint: at({ region: 'mars-1', place: null }) }, { regions: 'borealis' }).at(-1)).toBe(
      'region mars-1 of borealis-api: unknown [read, https://borealis.example/regions]',
    );
    expect(place({ endpoint: at({ region: 'mars-1', place: null }) }, { regions: 'unheard-of' }).at(-1)).toBe(
      'region mars-1 of borealis-api: unknown [unknown, null]',
    );
  });

  test('by the host, where the host has a place', () => {
    const hosts = [
      { host: 'api.other.test', location: fact('FR'), region: null },
      { host: 'api.example.test', location: null, region: null },
      { host: 'api.example.test', location: fact('DE'), region: null },
    ];
    expect(place({ endpoint: at({}) }, { hosts })).toEqual(['api.example.test runs in Germany [background, test]']);
    expect(place({ endpoint: at({ host: 'api.third.test' }) }, { hosts })).toEqual([]);
  });

  test('by the default of the service, unless another place is seen', () => {
    expect([
      place({ endpoint: at({ place: null }) }, { location: fact('US') }),
      place({ endpoint: at({ place: 'US' }) }, { location: fact('US') }),
      place({ endpoint: at({ place: 'DE' }) }, { location: fact('US') }),
      place({ endpoint: at({ place: null }) }, { location: fact<string>(null) }),
    ]).toEqual([
      ['default location of borealis-api: US [background, test]'],
      ['default location of borealis-api: US [background, test]'],
      [],
      ['default location of borealis-api: unknown [background, test]'],
    ]);
  });

  test('by the default of the service where a region or a table of regions is missing', () => {
    const usual = ['default location of borealis-api: US [background, test]'];
    const location = fact('US');
    expect([
      place({ endpoint: at({ region: null, place: 'US' }) }, { regions: 'borealis', location }),
      place({ endpoint: at({ region: 'eu-north-1', place: 'US' }) }, { regions: null, location }),
    ]).toEqual([usual, usual]);
  });

  test('is to be looked at again, each fact in its own time', () => {
    const hosts = [{ host: 'api.example.test', location: fact('DE'), region: null }];
    expect([
      ages({ endpoint: at({ place: null }) }),
      ages({ endpoint: at({}) }, world({ hosts })),
      ages({ endpoint: at({ region: 'eu-north-1' }) }, world({ regions: 'borealis' })),
    ]).toEqual([
      [null, 365, 365, 90],
      [null, 365, 365, 90],
      [null, 365, 365, null, 180],
    ]);
  });

  test('is not told of what one runs, and not without an endpoint', () => {
    expect([facts({ route: 'self-hosted' }).length, facts({ endpoint: null }).length, facts({ service: null }).length]).toEqual([2, 3, 1]);
  });
});

describe('in a sentence', () => {
  const nowhere = usage({ service: null, endpoint: null });
  const host = usage({ service: null });

  test('a service is its name, else its host, else an endpoint', () => {
    expect([usage(), host, nowhere].map(serviceName)).toEqual(['borealis API', 'The endpoint api.example.test', 'An endpoint that is not shown here']);
  });

  test('an operator is that of the service, of the host, of an endpoint, or the one whose machines one runs on', () => {
    const own = (id: string) =>
      usage({
        route: 'self-hosted',
        service: { ...(usage().service as NonNullable<Usage['service']>), operator: { id, name: 'Borealis', country: null, controller: null } },
      });
    expect([usage(), host, nowhere, own('borealis'), own('self')].map(operatorSubject)).toEqual([
      'The operator of borealis API',
      'Whoever operates api.example.test',
      'Whoever operates the endpoint, which is not shown here,',
      'Borealis',
      'The operator of borealis API',
    ]);
  });

  test('a country of control is named, and one that is not known is not called abroad', () => {
    expect([controlledFrom('CN'), controlledFrom(null)]).toEqual(['controlled from China', 'not known and may be controlled from abroad']);
  });

  test.each([
    [null, 'in a place that is not known'],
    ['global', 'wherever its operator chooses (global endpoint)'],
    ['premises', 'on your own machines'],
    ['DE', 'in Germany'],
    ['US', 'in the US'],
  ])('the place %s is %s', (place, words) => {
    expect(placeWords(place)).toBe(words);
  });
});
