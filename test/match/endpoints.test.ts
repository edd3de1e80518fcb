/** Where a client goes: what its base URL says, else the default of its SDK, else nobody knows. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { defaultEndpoint, endpointFrom, endpointsOf, localRuntime } from '../../src/match/endpoints.ts';
import type { Value } from '../../src/model/candidate.ts';
import type { CallShape, Package } from '../../src/model/entity.ts';
import type { SiteEndpoint } from '../../src/model/evidence.ts';
import { fact, knowing, pkg, service } from '../support/small-world.ts';
import { args, choice, dynamic, env, list, pattern, placed, shape, text, USUAL_ARGUMENTS } from '../support/values.ts';

const INDEX = knowing({
  services: [
    service('lantern', { hosts: [{ host: 'api.lantern.example', location: fact('EU'), region: 'west' }] }),
    service('cloud', { hosts: [{ host: '{region}.cloud.example', location: null, region: null }], regions: 'aws' }),
    service('vertex', { regions: 'google', hosts: [{ host: 'vertex.example', location: null, region: null }] }),
    service('tables', { regions: 'own', hosts: [{ host: 'tables.example', location: null, region: null }] }),
    service('resource', {
      hosts: [
        { host: '*.{region}.resource.example', location: null, region: null },
        { host: '*.resource.example', location: null, region: null },
      ],
    }),
    service('engine', { selfHosted: true }),
    service('ollama', { selfHosted: true }),
    service('proxied', { localProxy: true, location: fact('US') }),
    service('two-words', { hosts: [{ host: 'two.example', location: null, region: null }] }),
  ],
  regions: { aws: { 'north-1': 'NO' }, google: { 'south-1': 'CL' }, own: { 'east-1': 'JP' } },
  more: {
    arguments: USUAL_ARGUMENTS,
    hosts: new Map([
      ['api.lantern.example', { service: 'lantern', signature: 'services/lantern#host', host: 'api.lantern.example', location: 'EU', region: null }],
    ]),
    hostPatterns: [
      { service: 'cloud', signature: 'services/cloud#host', host: '{region}.cloud.example', location: null, region: null },
      { service: 'resource', signature: 'services/resource#host', host: '*.resource.example', location: null, region: null },
    ],
    servicePaths: new Map([['/lantern/api/', 'lantern']]),
    env: new Map([
      ['PROXY_KEY', [{ service: 'proxied', signature: 's', role: 'key' as const }]],
      ['LAMP_URL', [{ service: 'lantern', signature: 's', role: 'base-url' as const }]],
    ]),
  },
});

function words({ service: to, host, region, place, basis, configurable }: SiteEndpoint): string {
  return [to ?? 'nowhere', host, region && `@${region}`, place && `in ${place}`, basis, configurable ? 'configurable' : null].filter((part) => part).join(' ');
}

interface Asked {
  readonly owner?: Package;
  readonly shape?: CallShape | null;
  readonly given?: Readonly<Record<string, Value>>;
}

function endpoints({ owner = pkg('kit', { implies: 'lantern' }), shape: of = null, given = {} }: Asked) {
  return endpointsOf(INDEX, owner, of, args(given), collector({ path: 'app.py', scope: 'production' }));
}
const where = (asked: Asked): string[] => endpoints(asked).map(words);
const at = (baseUrl: Value, more: Asked = {}): string[] => where({ ...more, given: { base_url: baseUrl, ...more.given } });
const of = (implies: string | null): Package => pkg('kit', { implies });

describe('a client without a base URL', () => {
  test('goes where its SDK goes', () => {
    expect(where({})).toEqual(['lantern api.lantern.example @west in EU default']);
    expect(where({ shape: shape('Client', { service: 'two-words' }) })).toEqual(['two-words two.example default']);
    expect(endpoints({})[0]).toMatchObject({ evidence: [], when: [], slots: [] });
  });

  test('goes nowhere that is known when the SDK implies nothing', () => {
    expect(where({ owner: of(null) })).toEqual(['nowhere unknown']);
  });

  test('has no host where the default is only a pattern, or the service has none', () => {
    expect(['cloud', 'resource', 'engine', 'gone'].map((id) => words(defaultEndpoint(INDEX, id)))).toEqual([
      'cloud default',
      'resource default',
      'engine default',
      'gone default',
    ]);
  });

  test('is moved by the variables its shape reads, else by those of the shapes that go there', () => {
    const owner = pkg('kit', {
      implies: 'lantern',
      calls: [shape('A', { baseUrlEnv: ['A_URL', 'B_URL'] }), shape('B', { baseUrlEnv: ['B_URL'] }), shape('C', { service: 'cloud', baseUrlEnv: ['C_URL'] })],
    });
    expect(endpoints({ owner })[0]?.slots).toEqual(['env:A_URL', 'env:B_URL']);
    expect(endpoints({ owner, shape: shape('D', { baseUrlEnv: ['D_URL'] }) })[0]?.slots).toEqual(['env:D_URL']);
    expect(endpoints({ owner, shape: shape('E', { service: 'vertex' }) })[0]?.slots.filter((slot) => !slot.startsWith('region'))).toEqual([]);
  });
});

describe('a client with a base URL', () => {
  test('goes there, whatever its SDK implies', () => {
    expect(at(text('https://api.lantern.example/v1'), { owner: of('cloud') })).toEqual(['lantern api.lantern.example in EU observed']);
    expect(at(text('https://llm.intranet.example/v1'))).toEqual(['nowhere llm.intranet.example observed']);
    expect(at(pattern('https://{}.cloud.example/v1'))).toEqual(['cloud observed']);
    expect(at(text('https://north-1.cloud.example'))).toEqual(['cloud north-1.cloud.example @north-1 in NO observed']);
  });

  test('of this machine or a private network runs on your own', () => {
    expect(at(text('http://localhost:8000'))).toEqual(['nowhere localhost in premises observed']);
    expect(at(text('http://localhost:11434'))).toEqual(['ollama localhost in premises observed']);
    expect(at(text('http://localhost:8000'), { owner: of('engine') })).toEqual(['engine localhost in premises observed']);
  });

  test('shows the address it saw, as surely as it is known', () => {
    const into = collector({ path: 'app.py', scope: 'production' });
    const [known] = endpointsOf(INDEX, of('lantern'), null, args({ base_url: text('https://api.lantern.example') }), into);
    expect(known?.evidence).toEqual(['app.py:1:1:endpoint']);
    expect(into.result().evidence[0]).toMatchObject({
      kind: 'endpoint',
      value: 'https://api.lantern.example',
      context: 'base URL of a client',
      confidence: 'high',
      signature: 'services/lantern#host',
      subject: { kind: 'service', id: 'lantern' },
    });
    expect(into.used(placed())).toBe(true);
    const other = collector({ path: 'app.py', scope: 'production' });
    endpointsOf(INDEX, of('lantern'), null, args({ base_url: text('https://llm.intranet.example') }), other);
    expect(other.result().evidence[0]).toMatchObject({ signature: null, subject: { kind: 'unknown', what: 'endpoint' } });
    expect(other.result().evidence[0]).not.toHaveProperty('tentative');
  });

  test('that only the environment knows may go anywhere, and by default where the SDK goes', () => {
    expect(at(env('LLM_URL'))).toEqual(['lantern unknown configurable']);
    expect(endpoints({ given: { base_url: env('LLM_URL') } })[0]).toMatchObject({ slots: ['env:LLM_URL'], evidence: [] });
  });

  test('that the environment has to say leaves nothing of the default, unless the name is the provider’s', () => {
    const required = (name: string, implies: string | null = 'lantern'): string[] => at(env(name, null, { required: true }), { owner: of(implies) });
    expect(required('LLM_URL')).toEqual(['nowhere unknown configurable']);
    expect(required('LAMP_URL')).toEqual(['lantern unknown configurable']);
    expect(required('MY_LANTERN_URL')).toEqual(['lantern unknown configurable']);
    expect(required('TWO_WORDS_URL', 'two-words')).toEqual(['two-words unknown configurable']);
    expect(required('LLM_URL', 'resource')).toEqual(['resource unknown configurable']);
    expect(required('LLM_URL', null)).toEqual(['nowhere unknown configurable']);
  });

  test('known only at run time leaves the service when it has no host of its own, and can be changed unless the caller passes it', () => {
    expect(at(dynamic('settings.url'))).toEqual(['nowhere unknown configurable']);
    expect(at(dynamic('settings.url'), { owner: of('resource') })).toEqual(['resource unknown configurable']);
    expect(at(dynamic('url', { parameter: { function: 'f', name: 'url' } }))).toEqual(['nowhere unknown']);
    expect(at({ kind: 'call', call: 3, location: placed() })).toEqual(['nowhere unknown configurable']);
    expect(at(dynamic('settings.url'), { owner: of(null) })).toEqual(['nowhere unknown configurable']);
  });

  test('whose host is not written is not known, unless its path is one service’s own', () => {
    expect(at(pattern('{}/v1'))).toEqual(['nowhere unknown']);
    expect(at(text('not a url at all'))).toEqual(['nowhere unknown']);
    expect(at(pattern('{}/lantern/api/chat'))).toEqual(['lantern observed']);
  });

  test('that may be nothing goes to the default beside it', () => {
    expect(at(choice(text('https://llm.intranet.example'), dynamic('None')))).toEqual([
      'nowhere llm.intranet.example observed',
      'lantern api.lantern.example @west in EU default configurable',
    ]);
    expect(at(choice(text('https://llm.intranet.example'), dynamic('None')), { owner: of(null) })).toEqual(['nowhere llm.intranet.example observed']);
    expect(at(env('LLM_URL', dynamic('None'))).at(-1)).toBe('lantern api.lantern.example @west in EU default configurable');
  });

  test('that is one of several goes to each that is known, and may change where one is not', () => {
    expect(at(choice(text('https://a.example'), text('https://b.example')))).toEqual(['nowhere a.example observed', 'nowhere b.example observed']);
    expect(at(choice(text('https://a.example'), dynamic('settings.url')))).toEqual(['nowhere a.example observed configurable']);
    expect(at(choice(dynamic('settings.url'), dynamic('other.url')))).toEqual(['nowhere unknown configurable']);
    expect(at(env('LLM_URL', text('https://a.example')))).toEqual(['nowhere a.example observed configurable']);
  });

  test('written twice is one endpoint, unless it depends on different choices', () => {
    expect(at(choice(text('https://a.example'), text('https://a.example')))).toHaveLength(1);
    expect(at(choice(text('https://a.example', { when: ['f:1=a'] }), text('https://a.example', { when: ['f:1=b'] })))).toHaveLength(2);
    expect(endpoints({ given: { base_url: text('https://a.example', { when: ['f:1=a'] }) } })[0]?.when).toEqual(['f:1=a']);
  });

  test('is no mapping and no list', () => {
    expect(at(list(text('https://a.example')))).toEqual(['lantern api.lantern.example @west in EU default']);
  });
});

describe('the name of a resource in place of its address', () => {
  test('is the host of that resource', () => {
    expect(at(text('Harbour-1'), { owner: of('resource') })).toEqual(['resource harbour-1.resource.example observed']);
  });

  test('is none for a service without such hosts, or when it can be none', () => {
    expect(at(text('harbour'), { owner: of('lantern') })).toEqual(['nowhere unknown']);
    expect(at(text('harbour'), { owner: of('gone') })).toEqual(['nowhere unknown']);
    expect(at(text('harbour'), { owner: of(null) })).toEqual(['nowhere unknown']);
    expect(at(text('h'), { owner: of('resource') })).toEqual(['nowhere unknown']);
    expect(at(text('har bour'), { owner: of('resource') })).toEqual(['nowhere unknown']);
    expect(at(text('harbour!'), { owner: of('resource') })).toEqual(['nowhere unknown']);
    expect(at(text('/harbour'), { owner: of('resource') })).toEqual(['nowhere unknown']);
    expect(at(text('localhost'), { owner: of('resource') })).toEqual(['nowhere localhost in premises observed']);
  });
});

describe('the region of a client', () => {
  const cloud = of('cloud');

  test('is the one it is told, where the vendor has it', () => {
    expect(where({ owner: cloud, given: { region: text('north-1') } })).toEqual(['cloud @north-1 in NO default']);
    expect(where({ owner: cloud, given: { region: text('earth') } })).toEqual(['cloud default']);
    expect(where({ owner: cloud, given: { region: choice(dynamic('x'), text('earth'), text('north-1')) } })).toEqual(['cloud @north-1 in NO default']);
    expect(where({ given: { region: text('north-1') } })).toEqual(['lantern api.lantern.example @west in EU default']);
  });

  test('is what the environment says when nothing else does', () => {
    expect(endpoints({ owner: cloud })[0]?.slots).toEqual(['region env:AWS_REGION', 'region env:AWS_DEFAULT_REGION']);
    expect(endpoints({ owner: of('vertex') })[0]?.slots).toEqual(
      ['GOOGLE_CLOUD_LOCATION', 'GOOGLE_CLOUD_REGION', 'GOOGLE_VERTEX_LOCATION', 'VERTEX_LOCATION', 'VERTEXAI_LOCATION'].map((name) => `region env:${name}`),
    );
    expect(endpoints({ owner: of('tables') })[0]?.slots).toEqual([]);
    expect(endpoints({ owner: of('gone') })[0]?.slots).toEqual([]);
    expect(endpoints({ owner: cloud, given: { region: env('MY_REGION') } })[0]?.slots).toEqual([
      'region env:MY_REGION',
      'region env:AWS_REGION',
      'region env:AWS_DEFAULT_REGION',
    ]);
    expect(endpoints({ owner: cloud, given: { region: env('MY_REGION', text('north-1')) } })[0]).toMatchObject({
      region: 'north-1',
      slots: ['region env:MY_REGION'],
    });
  });

  test('does not overrule the one in the base URL, and holds where the URL names none', () => {
    expect(at(text('https://north-1.cloud.example'), { owner: cloud, given: { region: text('north-1') } })).toEqual([
      'cloud north-1.cloud.example @north-1 in NO observed',
    ]);
    expect(at(text('https://llm.intranet.example'), { owner: cloud, given: { region: text('north-1') } })).toEqual([
      'nowhere llm.intranet.example @north-1 in NO observed',
    ]);
    expect(endpoints({ owner: cloud, given: { base_url: env('URL') } })[0]?.slots).toEqual([
      'env:URL',
      'region env:AWS_REGION',
      'region env:AWS_DEFAULT_REGION',
    ]);
    expect(at(text('https://south-9.cloud.example'), { owner: cloud, given: { region: text('north-1') } })).toEqual([
      'cloud south-9.cloud.example @south-9 observed',
    ]);
  });
});

describe('an address of this machine with the key of a service reached through a proxy', () => {
  const local = text('http://localhost:4000');

  test('is that service, where that runs', () => {
    expect(at(local, { given: { api_key: env('PROXY_KEY') } })).toEqual(['proxied localhost in US observed']);
    expect(at(local, { given: { api_key: choice(text('x'), env('PROXY_KEY')) } })).toEqual(['proxied localhost in US observed']);
  });

  test('is this machine with any other key, and another address is not asked', () => {
    expect(at(local, { given: { api_key: env('LAMP_URL') } })).toEqual(['nowhere localhost in premises observed']);
    expect(at(local, { given: { api_key: env('OTHER') } })).toEqual(['nowhere localhost in premises observed']);
    expect(at(local, { given: { api_key: text('PROXY_KEY') } })).toEqual(['nowhere localhost in premises observed']);
    expect(at(text('http://localhost:11434'), { given: { api_key: env('PROXY_KEY') } })).toEqual(['ollama localhost in premises observed']);
    expect(at(text('https://llm.intranet.example'), { given: { api_key: env('PROXY_KEY') } })).toEqual(['nowhere llm.intranet.example observed']);
  });
});

test('an address nobody knows can be worth telling only with a call path', () => {
  const seen = (url: string) => {
    const into = collector({ path: 'app.py', scope: 'production' });
    endpointFrom(INDEX, text(url), false, null, into, true);
    return into.result().evidence[0]?.tentative;
  };
  expect([seen('https://llm.intranet.example'), seen('https://api.lantern.example')]).toEqual([true, undefined]);
});

test('a port of this machine says which runtime it is when only that one has it', () => {
  expect([
    localRuntime(INDEX, '11434', true, null),
    localRuntime(INDEX, '11434', false, null),
    localRuntime(INDEX, '8000', true, null),
    localRuntime(INDEX, '8000', false, 'engine'),
    localRuntime(INDEX, '11434', true, 'engine'),
    localRuntime(INDEX, '11434', true, 'lantern'),
    localRuntime(INDEX, '11434', true, 'gone'),
    localRuntime(knowing({}), '11434', true, null),
  ]).toEqual(['ollama', null, null, 'engine', 'engine', 'ollama', 'ollama', null]);
});
