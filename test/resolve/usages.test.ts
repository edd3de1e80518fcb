/** Sites become usages: what belongs together is one, and each side is filled in with what is known of it. */
import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/evidence.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Usage } from '../../src/model/usage.ts';
import { byScopeAndPlace, organizationRef, strongestScope, usagesOf } from '../../src/resolve/usages.ts';
import { endpointOf, evidenceOf, fact, family, knowing, modelOf, organization, pkg, service, siteOf, version } from '../support/small-world.ts';

const NOTHING = knowing({});
const WORLD = knowing({
  organizations: [organization('harbour', 'DE', { controller: fact('DE') }), organization('pilot', 'US', { controller: fact('US') })],
  services: [
    service('lantern', { operator: fact('harbour'), location: fact('EU') }),
    service('engine', { category: 'runtime', selfHosted: true, location: fact('EU') }),
    service('ferry', { category: 'gateway', operator: fact('pilot') }),
    service('shelves', { category: 'vector-store' }),
    service('lookout', { category: 'observability' }),
    service('helm', { category: 'dev-tool' }),
  ],
  packages: [pkg('lantern-sdk', { implies: 'lantern' }), pkg('ferry-sdk', { role: 'gateway' }), pkg('shelves-sdk', { role: 'vector-store' })],
  families: [
    family('harbour/beam', 'harbour', { weights: 'open', kind: 'own-sovereign', modality: 'vision' }),
    family('pilot/closed', 'pilot', { weights: 'closed' }),
  ],
  models: [
    version('harbour/beam-2', 'harbour/beam', 'harbour', {
      weights: fact('open'),
      license: fact('mit'),
      status: fact('current'),
      base: fact('pilot/base-1'),
      kind: 'adaptation',
      modality: 'embedding',
    }),
    version('pilot/closed-1', 'pilot/closed', 'pilot', { weights: fact('closed'), license: fact('nowhere-to-be-found') }),
  ],
  licenses: [{ id: 'mit', name: 'MIT License' }],
});

function usages(sites: readonly Site[], index: Index = WORLD): Usage[] {
  const ids = new Set(sites.flatMap(({ evidence }) => evidence));
  return usagesOf(sites, new Map([...ids].map((id) => [id, evidenceOf(id)])), index);
}

function only(site: Site, index: Index = WORLD): Usage {
  const all = usages([site], index);
  expect(all.length).toBe(1);
  return all[0] as Usage;
}

describe('an organization', () => {
  test('nobody named is unknown', () => {
    expect(organizationRef(NOTHING, null)).toEqual({ id: null, name: 'unknown', country: null, controller: null });
  });

  test('nobody has entered goes by its id', () => {
    expect(organizationRef(NOTHING, 'stranger')).toEqual({ id: 'stranger', name: 'stranger', country: null, controller: null });
  });

  test('is controlled from where it is said to be, whoever its parent is', () => {
    const index = knowing({ organizations: [organization('child', 'SG', { controller: fact('CN'), parent: fact('top') }), organization('top', 'US')] });
    expect(organizationRef(index, 'child')).toEqual({ id: 'child', name: 'child Ltd', country: 'SG', controller: 'CN' });
  });

  test('is controlled from where its topmost parent is controlled, else seated', () => {
    const child = organization('child', 'SG', { parent: fact('middle') });
    const middle = organization('middle', 'IE', { parent: fact('top') });
    const controllers = [organization('top', 'KY', { controller: fact('CN') }), organization('top', 'KY')].map(
      (top) => organizationRef(knowing({ organizations: [child, middle, top] }), 'child').controller,
    );
    expect(controllers).toEqual(['CN', 'KY']);
  });

  test('of its own, without a stated controller, is controlled from nobody knows where', () => {
    expect(organizationRef(knowing({ organizations: [organization('free', 'NO')] }), 'free').controller).toBeNull();
  });

  test('whose parent nobody has entered is controlled from nobody knows where', () => {
    expect(organizationRef(knowing({ organizations: [organization('child', 'NO', { parent: fact('gone') })] }), 'child').controller).toBeNull();
  });

  test('whose parents go round in a circle still has an answer', () => {
    const circle = [organization('one', 'NO', { parent: fact('two') }), organization('two', 'SE', { parent: fact('one') })];
    expect(organizationRef(knowing({ organizations: circle }), 'one').name).toBe('one Ltd');
  });

  test('is followed up to eight parents', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, at) => organization(`o${at}`, `S${at}`, at + 1 < length ? { parent: fact(`o${at + 1}`) } : {}));
    expect([9, 12].map((length) => organizationRef(knowing({ organizations: chain(length) }), 'o0').controller)).toEqual(['S8', 'S8']);
  });
});

describe('sites that are one call path', () => {
  const call = siteOf({ sdk: 'lantern-sdk', endpoint: { service: 'lantern', host: 'api.lantern.example' }, model: modelOf('beam-2'), evidence: ['a'] });

  test('are one usage with the evidence of all, each once', () => {
    const all = usages([call, { ...call, evidence: ['a', 'b'], path: 'app/other.py' }]);
    expect(all.map(({ evidence }) => evidence.map(({ id }) => id))).toEqual([['a', 'b']]);
  });

  test('are as sure as the surest, and configurable when one of them is', () => {
    const words = (...some: readonly Partial<Site>[]): readonly unknown[] =>
      usages(some.map((over) => ({ ...call, ...over }))).map(({ confidence, configurable }) => [confidence, configurable]);
    expect(words({ confidence: 'low' }, { confidence: 'medium' })).toEqual([['medium', false]]);
    expect(words({ confidence: 'high' }, { confidence: 'low' })).toEqual([['high', false]]);
    expect(words({ confidence: 'medium' }, { confidence: 'high' }, { confidence: 'medium' })).toEqual([['high', false]]);
    expect(words({ confidence: 'low' })).toEqual([['low', false]]);
    expect(words({}, { endpoint: { ...call.endpoint, configurable: true } })).toEqual([['high', true]]);
    expect(words({}, { model: modelOf('beam-2', { configurable: true }) })).toEqual([['high', true]]);
  });

  test.each<[string, Partial<Site>]>([
    ['library', { sdk: 'ferry-sdk' }],
    ['service', { endpoint: endpointOf({ service: 'ferry', host: 'api.lantern.example' }) }],
    ['host', { endpoint: endpointOf({ service: 'lantern', host: 'eu.lantern.example' }) }],
    ['region', { endpoint: endpointOf({ service: 'lantern', host: 'api.lantern.example', region: 'north-1' }) }],
    ['place', { endpoint: endpointOf({ service: 'lantern', host: 'api.lantern.example', place: 'FR' }) }],
    ['model', { model: modelOf('beam-3') }],
    ['scope', { scope: 'test' }],
    ['way to load weights', { artefact: 'pulled' }],
    ['fallback list', { fallbackGroup: 'list-1' }],
    ['purpose', { purpose: 'agent' }],
  ])('differ by their %s', (_, over) => {
    const all = usages([call, { ...call, ...over }]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(2);
  });

  test('ask for one model by two names', () => {
    const named = (requested: string): Site => ({ ...call, model: modelOf(requested, { model: 'harbour/beam-2' }) });
    expect(usages([named('beam-2'), named('beam-2-latest')]).length).toBe(1);
  });

  test('without a model differ in whether one is chosen at run time', () => {
    expect(
      usages([
        { ...call, model: null },
        { ...call, model: null, dynamicModel: 'settings.model' },
      ]).length,
    ).toBe(2);
    expect(usages([{ ...call, dynamicModel: 'a' }, call]).length).toBe(1);
    expect(
      usages([
        { ...call, model: null, dynamicModel: 'a' },
        { ...call, model: null, dynamicModel: 'b' },
      ]).length,
    ).toBe(1);
  });

  test('are not one because their parts read the same in a row', () => {
    const at = (host: string, region: string): Site => siteOf({ sdk: 'lantern-sdk', endpoint: { host, region } });
    expect(usages([at('north', 'east'), at('northe', 'ast')]).length).toBe(2);
  });

  test('have an id that does not hang on where they stand', () => {
    const [here] = usages([call]);
    const [there] = usages([{ ...call, path: 'lib/else.py', evidence: ['z'], confidence: 'low' }]);
    expect(here?.id).toMatch(/^u-[0-9a-f]{12}$/);
    expect(there?.id).toBe(here?.id);
  });

  test('are told in the order of scope, then of file, line and id', () => {
    const place = (id: string, path: string, line: number, scope: Usage['scope']): Usage =>
      ({ id, scope, evidence: id === 'nowhere' ? [] : [evidenceOf('e', { path, line })] }) as unknown as Usage;
    const all = [
      place('nowhere', '', 0, 'production'),
      place('docs', 'a.md', 1, 'docs'),
      place('ends', 'b.py', 10, 'production'),
      place('opens', 'b.py', 9, 'production'),
      place('twin-2', 'a.py', 2, 'production'),
      place('twin-1', 'a.py', 2, 'production'),
      place('tests', 'a.py', 1, 'test'),
    ];
    const order = ['twin-1', 'twin-2', 'opens', 'ends', 'nowhere', 'tests', 'docs'];
    expect(all.toSorted(byScopeAndPlace).map(({ id }) => id)).toEqual(order);
    expect(
      all
        .toReversed()
        .sort(byScopeAndPlace)
        .map(({ id }) => id),
    ).toEqual(order);
    const [nowhere, , ends] = all as [Usage, Usage, Usage];
    expect([byScopeAndPlace(nowhere, ends), byScopeAndPlace(ends, nowhere), byScopeAndPlace(ends, ends)]).toEqual([1, -1, 0]);
    expect(usages([{ ...call, scope: 'test' }, call]).map(({ scope }) => scope)).toEqual(['production', 'test']);
  });
});

describe('a setting or constant', () => {
  const call = siteOf({ sdk: 'lantern-sdk', endpoint: { service: 'lantern' }, model: modelOf('beam-2'), evidence: ['call'] });
  const shape = (sites: readonly Site[]): string[] =>
    usages(sites)
      .map(({ sdk, evidence }) => `${sdk?.id ?? 'none'}: ${evidence.map(({ id }) => id).join(' ')}`)
      .sort();

  test('that names service and model of a call is evidence of the call', () => {
    const setting = siteOf({ endpoint: { service: 'lantern' }, model: modelOf('beam-2'), evidence: ['setting'] });
    expect(shape([setting, call])).toEqual(['lantern-sdk: call setting']);
  });

  test('that names only the model belongs to the call that asks for it', () => {
    expect(shape([siteOf({ model: modelOf('beam-2'), evidence: ['constant'] }), call])).toEqual(['lantern-sdk: call constant']);
    const known = { model: 'harbour/beam-2' };
    expect(shape([siteOf({ model: modelOf('beam', known), evidence: ['constant'] }), { ...call, model: modelOf('beam-latest', known) }])).toEqual([
      'lantern-sdk: call constant',
    ]);
  });

  test('that names another model, another service or another scope is a path of its own', () => {
    const other = siteOf({ endpoint: { service: 'lantern' }, model: modelOf('beam-9'), evidence: ['setting'] });
    expect(shape([other, call])).toEqual(['lantern-sdk: call', 'none: setting']);
    expect(shape([{ ...other, model: call.model, endpoint: endpointOf({ service: 'ferry' }) }, call])).toEqual(['lantern-sdk: call', 'none: setting']);
    expect(shape([{ ...other, model: call.model, scope: 'test' }, call])).toEqual(['lantern-sdk: call', 'none: setting']);
  });

  test('without a model belongs to the call of its service that names none either', () => {
    const address = siteOf({ endpoint: { service: 'lantern' }, evidence: ['address'] });
    expect(shape([address, { ...call, model: null }])).toEqual(['lantern-sdk: call address']);
    expect(shape([address, call])).toEqual(['lantern-sdk: call', 'none: address']);
  });

  test('that names nothing at all belongs to nobody', () => {
    expect(shape([siteOf({ evidence: ['empty'] }), { ...call, model: null }])).toEqual(['lantern-sdk: call', 'none: empty']);
  });

  test('belongs to a call of a library before it belongs to a mere address', () => {
    const address = siteOf({ endpoint: { service: 'ferry', host: 'ferry.example' }, model: modelOf('beam-2'), evidence: ['address'] });
    const constant = siteOf({ model: modelOf('beam-2'), evidence: ['constant'] });
    expect(shape([address, constant, call])).toEqual(['lantern-sdk: call constant', 'none: address']);
    expect(shape([address, constant])).toEqual(['none: address constant']);
  });

  test('belongs to the first of several calls that ask for its model', () => {
    const second = { ...call, sdk: 'ferry-sdk', evidence: ['second'] };
    expect(shape([call, second, siteOf({ model: modelOf('beam-2'), evidence: ['constant'] })])).toEqual(['ferry-sdk: second', 'lantern-sdk: call constant']);
  });

  test('at the address of the service belongs to its call', () => {
    const address = siteOf({ endpoint: { service: 'lantern', host: 'api.lantern.example' }, model: modelOf('beam-2'), evidence: ['address'] });
    expect(shape([address, call])).toEqual(['lantern-sdk: call address']);
  });

  test('that no call uses stays apart from one for another purpose', () => {
    const constant = siteOf({ model: modelOf('beam-2'), evidence: ['constant'] });
    expect(shape([constant, { ...constant, purpose: 'agent', evidence: ['other'] }])).toEqual(['none: constant', 'none: other']);
  });

  test('at an address nobody knows is a path of its own', () => {
    const unknown = siteOf({ endpoint: { host: 'llm.intranet.example' }, model: modelOf('beam-2'), evidence: ['address'] });
    expect(shape([unknown, call])).toEqual(['lantern-sdk: call', 'none: address']);
  });

  test('that infrastructure puts elsewhere is another path, and one it puts there is not', () => {
    const deployed = siteOf({
      endpoint: { service: 'lantern', place: 'DE' },
      model: modelOf('beam-2'),
      deployed: 'deployment',
      evidence: ['deployment'],
    });
    expect(shape([deployed, call])).toEqual(['lantern-sdk: call', 'none: deployment']);
    expect(shape([deployed, { ...call, endpoint: endpointOf({ service: 'lantern', place: 'DE' }) }])).toEqual(['lantern-sdk: call deployment']);
    const { deployed: _, ...written } = deployed;
    expect(shape([written, call])).toEqual(['lantern-sdk: call deployment']);
  });

  test('gives the call its evidence after the evidence of the call', () => {
    const all = usages([siteOf({ model: modelOf('beam-2'), evidence: ['constant'] }), call]);
    expect(all[0]).toMatchObject({ sdk: { id: 'lantern-sdk' }, service: { id: 'lantern' } });
  });
});

describe('the sides of a usage', () => {
  test('are what the knowledge base says of them', () => {
    const site = siteOf({
      sdk: 'lantern-sdk',
      endpoint: { service: 'lantern', host: 'api.lantern.example', basis: 'observed' },
      model: modelOf('beam-2', { model: 'harbour/beam-2', family: 'harbour/beam' }),
      fallbackGroup: 'list-1',
      evidence: ['a', 'lost'],
    });
    const [usage] = usagesOf([site], new Map([['a', evidenceOf('a')]]), WORLD);
    expect(usage).toMatchObject({
      purpose: 'embedding',
      scope: 'production',
      sdk: { id: 'lantern-sdk', purl: 'pkg:pypi/lantern-sdk', name: 'lantern-sdk library' },
      service: { id: 'lantern', name: 'lantern API', category: 'model-api', operator: { id: 'harbour', country: 'DE', controller: 'DE' }, observed: true },
      model: {
        id: 'harbour/beam-2',
        family: 'harbour/beam',
        requested: 'beam-2',
        name: 'harbour/beam-2 model',
        developer: { id: 'harbour' },
        weights: 'open',
        license: { id: 'mit', name: 'MIT License' },
        base: 'pilot/base-1',
        modality: 'embedding',
        origin: 'adaptation',
        status: 'current',
      },
      endpoint: { host: 'api.lantern.example', region: null, country: 'EU', place: 'EU' },
      endpointBasis: 'observed',
      dynamicModel: null,
      confidence: 'high',
      route: 'direct',
      configurable: false,
      weights: null,
      fallbackGroup: 'list-1',
    });
    expect(usage?.evidence.map(({ id }) => id)).toEqual(['a']);
  });

  test('nobody knows are null, and the model goes by the name it is asked for', () => {
    const usage = only(siteOf({ sdk: 'gone', endpoint: { service: 'gone-too' }, model: modelOf('tide-7b', { model: 'gone/tide', family: 'gone' }) }));
    expect(usage).toMatchObject({
      sdk: null,
      service: null,
      endpoint: null,
      route: 'unknown',
      model: {
        id: null,
        family: null,
        requested: 'tide-7b',
        name: 'tide-7b',
        developer: { id: null, name: 'unknown' },
        weights: null,
        license: null,
        base: null,
        modality: 'text',
        origin: null,
        status: null,
      },
    });
    expect(only(siteOf({})).model).toBeNull();
  });

  test('a library without a package address has an empty one', () => {
    expect(only(siteOf({ sdk: 'bare' }), knowing({ packages: [pkg('bare', { purls: [] })] })).sdk).toMatchObject({ id: 'bare', purl: '' });
  });

  test('a license nobody has entered is none', () => {
    expect(only(siteOf({ model: modelOf('closed-1', { model: 'pilot/closed-1' }) })).model).toMatchObject({
      license: null,
      weights: 'closed',
      family: 'pilot/closed',
    });
  });

  test('a version nobody has entered is told by its family', () => {
    expect(only(siteOf({ model: modelOf('beam-99', { family: 'harbour/beam' }) })).model).toMatchObject({
      id: null,
      family: 'harbour/beam',
      name: 'harbour/beam family (version not in the knowledge base)',
      developer: { id: 'harbour' },
      weights: 'open',
      base: null,
      modality: 'vision',
      origin: 'own-sovereign',
    });
  });

  test('who made a model can be known though its family is not', () => {
    expect(only(siteOf({ model: modelOf('pilot/secret', { developer: 'pilot' }) })).model?.developer.id).toBe('pilot');
  });

  test('what somebody made of open weights is not the developer’s', () => {
    expect(only(siteOf({ model: modelOf('mine/beam-tuned', { family: 'harbour/beam', adapted: true }) })).model).toMatchObject({
      name: 'mine/beam-tuned',
      developer: { id: null },
      base: 'harbour/beam',
      origin: 'adaptation',
      weights: 'open',
    });
  });

  test('closed weights are adapted by nobody, and a family nobody knows is adapted by nobody', () => {
    expect(only(siteOf({ model: modelOf('mine-closed', { family: 'pilot/closed', adapted: true }) })).model).toMatchObject({
      name: 'pilot/closed family (version not in the knowledge base)',
      developer: { id: 'pilot' },
      base: null,
      origin: 'own-foundation',
    });
    expect(only(siteOf({ model: modelOf('x', { family: 'gone', adapted: true, developer: 'pilot' }) })).model).toMatchObject({
      developer: { id: 'pilot' },
      origin: null,
    });
  });

  test('a default of the library is no observation', () => {
    expect(only(siteOf({ endpoint: { service: 'lantern', basis: 'default' } }))).toMatchObject({ service: { observed: false }, endpointBasis: 'default' });
  });

  test('what stays with the provider and what accelerators are given is told when one site says it', () => {
    const site = siteOf({ endpoint: { service: 'engine' } });
    expect(only(site)).not.toHaveProperty('keepsState');
    expect(only(site)).not.toHaveProperty('accelerators');
    const [usage] = usages([site, { ...site, keeps: true, accelerators: ['t4', 'h100'] }, { ...site, accelerators: ['h100'] }]);
    expect(usage).toMatchObject({ keepsState: true, accelerators: { ids: ['h100', 't4'], elsewhere: false } });
  });
});

describe('the route', () => {
  const route = (over: Parameters<typeof siteOf>[0]): string => {
    const usage = only(siteOf(over));
    return `${usage.route}, ${usage.endpoint?.place ?? 'nowhere'}, ${usage.endpointBasis}, ${usage.service?.operator.id ?? 'nobody'}, ${usage.weights ?? 'none'}`;
  };

  test('leads to your own machines where weights are loaded, a runtime answers or the address is yours', () => {
    expect(route({ artefact: 'pinned', endpoint: { place: 'US' } })).toBe('self-hosted, premises, observed, nobody, held');
    expect(route({ artefact: 'pulled' })).toBe('self-hosted, premises, observed, nobody, pulled');
    expect(route({ artefact: 'unproven' })).toBe('self-hosted, premises, observed, nobody, none');
    expect(route({ endpoint: { service: 'engine', basis: 'default' } })).toBe('self-hosted, premises, observed, self, pulled');
    expect(route({ endpoint: { service: 'lantern', place: 'premises' } })).toBe('self-hosted, premises, observed, self, none');
  });

  test('to your own machines has you as operator', () => {
    expect(only(siteOf({ endpoint: { service: 'engine' } })).service?.operator).toEqual({
      id: 'self',
      name: 'your own machines',
      country: null,
      controller: null,
    });
  });

  test('leads through a gateway that the service, the library or the way there is', () => {
    expect(route({ endpoint: { service: 'ferry' } })).toBe('gateway, nowhere, unknown, pilot, none');
    expect(route({ sdk: 'ferry-sdk' })).toBe('gateway, nowhere, unknown, nobody, none');
    expect(route({ endpoint: { service: 'lantern' }, gateway: true })).toBe('gateway, EU, unknown, harbour, none');
  });

  test('leads straight to a service that is known, and nowhere that is known otherwise', () => {
    expect(route({ endpoint: { service: 'lantern' } })).toBe('direct, EU, unknown, harbour, none');
    expect(route({ endpoint: { host: 'llm.example' } })).toBe('unknown, nowhere, unknown, nobody, none');
  });

  test('ends where the endpoint says, else where the service is, unless a region is named that nobody knows', () => {
    expect(route({ endpoint: { service: 'lantern', place: 'FR', region: 'paris' } })).toBe('direct, FR, unknown, harbour, none');
    expect(route({ endpoint: { service: 'lantern', region: 'atlantis' } })).toBe('direct, nowhere, unknown, harbour, none');
  });

  test('ends in no country where the place is anywhere or your own', () => {
    const endpoint = (over: Parameters<typeof endpointOf>[0]) => only(siteOf({ endpoint: { service: 'ferry', ...over } })).endpoint;
    expect(endpoint({ place: 'global' })).toEqual({ host: null, region: null, country: null, place: 'global' });
    expect(endpoint({ place: 'premises' })).toEqual({ host: null, region: null, country: null, place: 'premises' });
    expect(endpoint({ host: 'a.example' })).toEqual({ host: 'a.example', region: null, country: null, place: null });
    expect(endpoint({ region: 'north' })).toEqual({ host: null, region: 'north', country: null, place: null });
    expect(endpoint({})).toBeNull();
  });
});

describe('the purpose', () => {
  const purpose = (over: Parameters<typeof siteOf>[0]): string => only(siteOf(over)).purpose;
  const ofKind = (modality: 'text' | 'vision' | 'embedding' | 'rerank' | 'speech' | 'image' | 'video' | 'music'): string =>
    only(siteOf({ purpose: 'agent', model: modelOf('m', { model: 'm' }) }), knowing({ models: [version('m', 'f', 'd', { modality })] })).purpose;

  test('is what the model is made for, unless it is text', () => {
    expect((['text', 'vision', 'embedding', 'rerank', 'speech', 'image', 'video', 'music'] as const).map(ofKind)).toEqual([
      'agent',
      'chat',
      'embedding',
      'rerank',
      'speech',
      'image',
      'video',
      'music',
    ]);
  });

  test('is what the call is for, then what the service or the library is, then chat', () => {
    expect(purpose({ purpose: 'agent', endpoint: { service: 'shelves' } })).toBe('agent');
    expect(['shelves', 'lookout', 'helm', 'lantern'].map((id) => purpose({ endpoint: { service: id } }))).toEqual([
      'vector-store',
      'observability',
      'dev-tool',
      'chat',
    ]);
    expect(purpose({ sdk: 'shelves-sdk' })).toBe('vector-store');
    expect(purpose({ sdk: 'shelves-sdk', endpoint: { service: 'lantern' } })).toBe('chat');
    expect(purpose({})).toBe('chat');
  });
});

describe('of several scopes', () => {
  test('the strongest counts, and production where none is said', () => {
    expect(strongestScope(['docs', 'test'])).toBe('test');
    expect(strongestScope(['test', 'production'])).toBe('production');
    expect(strongestScope([])).toBe('production');
  });
});
