/** Resources of infrastructure: what they are, which model they make callable, where it processes, on what it runs. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { isModelName, resourceName } from '../../src/match/resource-name.ts';
import { matchResources, valuesAt } from '../../src/match/resources.ts';
import type { ResourceSignature } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Scope } from '../../src/model/layer.ts';
import type { ResourceAttribute, ResourceCandidate } from '../../src/model/resource.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { service } from '../support/small-world.ts';
import { placed } from '../support/values.ts';

const signature = (id: string, over: Partial<ResourceSignature>): ResourceSignature => ({
  id,
  name: id,
  origin: { file: 'x', custom: false },
  role: 'deployment',
  service: 'ferry',
  purpose: null,
  types: {},
  when: {},
  each: null,
  deployment: ['name'],
  model: ['model.id', 'model'],
  region: ['location', 'region'],
  tier: ['sku'],
  tiers: {},
  zones: [],
  revision: ['revision'],
  ...over,
});
const SIGNATURES = [
  signature('deployment', { purpose: 'chat' }),
  signature('tiered', { tiers: { standard: 'region', 'zone*': 'zone', 'global*': 'global' }, zones: ['EU', 'XX'] }),
  signature('account', { role: 'account' }),
  signature('agent', { role: 'agent' }),
  signature('store', { role: 'store', purpose: 'vector-store' }),
  signature('access', { role: 'access' }),
  signature('compute', { role: 'compute' }),
  signature('runtime', { role: 'runtime', service: 'engine' }),
  signature('nothing', { service: null }),
  signature('picky', { when: { kind: ['open*', 'Chat'], 'settings.mode': ['on'] } }),
  signature('each', { each: 'deployments', deployment: ['key'], when: { kind: ['chat'] } }),
  signature('image', { role: 'runtime', service: 'engine', model: ['*.model'] }),
];
const INDEX: Index = {
  ...SMALL_MODELS,
  services: new Map([...SMALL_MODELS.services, ['engine', service('engine', { selfHosted: true })]]),
  regions: new Map([
    [
      'ferry',
      new Map([
        ['north-1', 'NO'],
        ['west-1', 'IE'],
        ['moon-1', 'XX'],
      ]),
    ],
  ]),
  blocs: new Map([['EU', ['IE', 'DE']]]),
  resources: new Map(SIGNATURES.map((one) => [one.id, one])),
  resourceTypes: new Map([
    ...SIGNATURES.map((one): [string, string[]] => [`terraform:harbour_${one.id}`, [one.id]]),
    ['terraform:both', ['deployment', 'gone', 'account']],
    ['container:harbour/engine', ['image']],
  ]),
  acceleratorNames: new Map([
    ['resource:maker.example/gpu', 'g1'],
    ['label:maker-g2', 'g2'],
    ['node:big.*', 'g3'],
    ['image:harbour/engine*', 'g4'],
  ]),
};

type Attributes = Readonly<Record<string, string | { readonly text: string; readonly configurable?: boolean; readonly file?: string }>>;
function resource(type: string, attributes: Attributes, over: Partial<ResourceCandidate> = {}): ResourceCandidate {
  const list = Object.entries(attributes).map(([path, value], at): ResourceAttribute => {
    const { text, configurable = false, file = 'main.tf' } = typeof value === 'string' ? { text: value } : value;
    return { path: path.split('.'), text, configurable, location: placed(at + 2, 1, file) };
  });
  return { kind: 'resource', format: 'terraform', type, address: 'main.letters', attributes: list, location: placed(1, 1, 'main.tf'), ...over };
}

function matched(one: ResourceCandidate, scopeOf?: (path: string) => Scope) {
  const into = collector({ path: 'main.tf', scope: 'production', ...(scopeOf && { scopeOf }) });
  matchResources(INDEX, [one], into);
  return { sites: into.sites, evidence: into.result().evidence, used: into.used };
}
function sites(one: ResourceCandidate): string[] {
  return matched(one).sites.map(({ endpoint, model, dynamicModel, deployed, deploys, artefact, accelerators, answersAs, confidence, purpose }) =>
    [
      endpoint.service,
      endpoint.region && `@${endpoint.region}`,
      endpoint.place && `in ${endpoint.place}`,
      endpoint.configurable ? 'movable' : null,
      ':',
      model ? `${model.model ?? model.requested}${model.configurable ? '*' : ''}` : (dynamicModel ?? 'none'),
      deployed,
      deploys && `as ${deploys}`,
      artefact,
      accelerators && `on ${accelerators.join('+')}`,
      answersAs && `at ${answersAs.join('+')}`,
      confidence === 'high' ? null : confidence,
      purpose,
    ]
      .filter((part) => part)
      .join(' '),
  );
}
const of = (id: string, attributes: Attributes = {}): string[] => sites(resource(`harbour_${id}`, attributes));

describe('a resource that makes a model callable', () => {
  test('is a deployment of that model under its name', () => {
    const { sites: found, evidence, used } = matched(resource('harbour_deployment', { name: 'letters', model: 'beam-2' }));
    expect(found).toMatchObject([
      {
        deployed: 'deployment',
        deploys: 'letters',
        confidence: 'high',
        endpoint: { basis: 'observed', host: null },
        evidence: ['main.tf:1:1:infrastructure', 'main.tf:3:1:model-id'],
      },
    ]);
    expect(evidence).toMatchObject([
      {
        kind: 'infrastructure',
        value: 'harbour_deployment',
        context: 'main.letters',
        confidence: 'high',
        signature: 'resources/deployment',
        subject: { kind: 'resource', id: 'deployment' },
      },
      { kind: 'model-id', value: 'beam-2', context: 'model of main.letters', confidence: 'high' },
    ]);
    expect([used(placed(2, 1, 'main.tf')), used(placed(3, 1, 'main.tf'))]).toEqual([true, true]);
  });

  test('is where its region is, and can be moved when that can', () => {
    expect(of('deployment', { model: 'beam-2', location: 'north-1' })).toEqual(['ferry @north-1 in NO : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', region: ' north-1 ' })).toEqual(['ferry @north-1 in NO : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', location: { text: 'north-1', configurable: true } })).toEqual([
      'ferry @north-1 in NO movable : harbour/beam-2 deployment chat',
    ]);
    expect(of('deployment', { model: 'beam-2', location: 'north-1-a' })).toEqual(['ferry @north-1-a in NO : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', location: 'north-1a' })).toEqual(['ferry @north-1a in NO : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', location: 'atlantis' })).toEqual(['ferry @atlantis : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', location: '{}', region: 'north-1' })).toEqual(['ferry : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', location: ' ', region: 'north-1' })).toEqual(['ferry @north-1 in NO : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', 'location.0': 'north-1', 'location.1': 'west-1' })).toEqual(['ferry : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', 'location.0': 'north-1', 'location.1': 'north-1' })).toEqual([
      'ferry @north-1 in NO : harbour/beam-2 deployment chat',
    ]);
  });

  test('may have the place in the id of its model', () => {
    expect(of('deployment', { model: 'eu.harbour.beam-2', location: 'north-1' })).toEqual(['ferry @north-1 in EU : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'north-1/beam-2' })).toEqual(['ferry @north-1 in NO : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'north-1/beam-2', location: 'atlantis' })).toEqual(['ferry @atlantis in NO : harbour/beam-2 deployment chat']);
  });

  test('names its model in the first attribute that does, each once', () => {
    expect(of('deployment', { 'model.id': 'beam-2', model: 'beam-3' })).toEqual(['ferry : harbour/beam-2 deployment chat']);
    expect(of('deployment', { 'model.0': 'beam-2', 'model.1': 'beam-3', 'model.2': ' beam-2 ' })).toEqual([
      'ferry : harbour/beam-2 deployment chat',
      'ferry : harbour/beam-3 deployment chat',
    ]);
    expect(of('deployment', { model: { text: 'beam-2', configurable: true } })).toEqual(['ferry : harbour/beam-2* deployment chat']);
    expect(of('deployment', { model: 'tide-9' })).toEqual(['ferry : tide-9 deployment chat']);
  });

  test('names none where the text is open, a pattern or prose', () => {
    for (const model of ['{}', 'beam-{}', 'beam-*', 'beam two'])
      expect(of('deployment', { model }), model).toEqual(['ferry : set when it is deployed deployment chat']);
    expect(of('deployment')).toEqual(['ferry : set when it is deployed deployment chat']);
  });

  test('is called by no name that is left open', () => {
    expect(of('deployment', { model: 'beam-2', name: 'x-{}' })).toEqual(['ferry : harbour/beam-2 deployment chat']);
    expect(of('deployment', { model: 'beam-2', name: 'letters' })).toEqual(['ferry : harbour/beam-2 deployment as letters chat']);
  });

  test('is one of an example when only an example names its model', () => {
    const model = { text: 'beam-2', file: 'examples/main.tf' };
    const scope = (of_: Scope): unknown => matched(resource('harbour_deployment', { model }), () => of_).sites[0]?.scope;
    expect([scope('example'), scope('production')]).toEqual(['example', 'production']);
    expect(matched(resource('harbour_deployment', { model })).sites[0]?.scope).toBe('production');
    expect(matched(resource('harbour_deployment', { model: 'beam-2' }), () => 'example').sites[0]?.scope).toBe('production');
  });
});

describe('the tier of a deployment', () => {
  const at = (sku: string | null, location: string): string | undefined =>
    of('tiered', { model: 'beam-2', location, ...(sku !== null && { sku }) })[0]?.split(' : ')[0];

  test('says how far from its region it may process', () => {
    expect(at('Standard', 'west-1')).toBe('ferry @west-1 in IE');
    expect(at('ZoneStandard', 'west-1')).toBe('ferry @west-1 in EU');
    expect(at('GlobalBatch', 'west-1')).toBe('ferry @west-1 in global');
    expect(at('ZoneStandard', 'north-1')).toBe('ferry @north-1');
    expect(at('ZoneStandard', 'atlantis')).toBe('ferry @atlantis');
  });

  test('leaves the place open where it is not known', () => {
    expect(at(null, 'west-1')).toBe('ferry @west-1');
    expect(at('Secret', 'west-1')).toBe('ferry @west-1');
    expect(of('tiered', { model: 'beam-2', location: 'west-1', 'sku.0': 'Standard', 'sku.1': 'GlobalBatch' })[0]).toContain('ferry @west-1 :');
    expect(of('tiered', { model: 'beam-2', location: 'west-1', 'sku.0': 'Standard', 'sku.1': 'standard' })[0]).toContain('in IE');
    expect(of('tiered', { model: 'beam-2', location: 'west-1', 'sku.0': 'Standard', 'sku.1': 'Secret' })[0]).toContain('ferry @west-1 :');
  });

  test('can have a country as its zone', () => {
    expect(at('zone', 'moon-1')).toBe('ferry @moon-1 in XX');
  });
});

describe('what a resource is for', () => {
  test('decides what it says without a model', () => {
    const ids = ['deployment', 'account', 'agent', 'store', 'access', 'compute', 'nothing'] as const;
    expect(Object.fromEntries(ids.map((id) => [id, of(id)]))).toEqual({
      deployment: ['ferry : set when it is deployed deployment chat'],
      account: ['ferry : none account medium'],
      agent: ['ferry : none deployment'],
      store: ['ferry : none deployment vector-store'],
      access: [],
      compute: [],
      nothing: [],
    });
    expect(of('runtime')).toEqual(['engine : set when it is deployed account medium']);
  });

  test('decides whether a model makes it a call path', () => {
    const model = { model: 'beam-2' };
    expect(['agent', 'access', 'runtime', 'account', 'store', 'compute'].map((id) => of(id, model)[0] ?? '-')).toEqual([
      'ferry : harbour/beam-2 deployment',
      'ferry : harbour/beam-2 deployment',
      'engine : harbour/beam-2 deployment pulled',
      'ferry : none account medium',
      'ferry : none deployment vector-store',
      '-',
    ]);
  });

  test('is told of every resource that is known', () => {
    expect(matched(resource('harbour_nothing', {})).evidence.map(({ signature: seen }) => seen)).toEqual(['resources/nothing']);
    expect(matched(resource('unknown_type', { model: 'beam-2' })).evidence).toEqual([]);
    expect(matched(resource('both', {})).sites.map(({ deployed }) => deployed)).toEqual(['deployment', 'account']);
  });
});

describe('weights that run here', () => {
  test('are held when a revision or a path says which they are', () => {
    for (const extra of [
      { revision: 'abc' },
      { model: './weights' },
      { model: '/srv/weights' },
      { model: '../weights' },
      { model: 's3://bucket/x' },
      { model: 'gs://b/x' },
      { model: 'pvc://claim/x' },
      { model: 'file:x' },
    ])
      expect(of('runtime', { model: 'beam-2', ...extra })[0], JSON.stringify(extra)).toContain('pinned');
    for (const extra of [{}, { revision: ' ' }, { model: 'hf://harbour/beam-2' }, { model: 'x/./y' }, { model: 'xs3:y' }])
      expect(of('runtime', { model: 'beam-2', ...extra })[0], JSON.stringify(extra)).toContain('pulled');
    expect(of('deployment', { model: 'beam-2', revision: 'abc' })[0]).not.toContain('pinned');
  });
});

describe('attributes that say what a resource is not', () => {
  const told = (attributes: Attributes): number => of('picky', attributes).length;

  test('rule it out, whatever the case; what is left open or absent does not', () => {
    expect([{ kind: 'OpenThing' }, { kind: 'chat' }, { kind: '{}' }, {}, { kind: 'x-{}' }].map(told)).toEqual([1, 1, 1, 1, 1]);
    expect([{ kind: 'mail' }, { kind: 'chatty' }, { kind: 'reopen' }].map(told)).toEqual([0, 0, 0]);
    expect([
      told({ kind: 'chat', 'settings.mode': 'off' }),
      told({ kind: 'chat', 'settings.mode': 'ON' }),
      told({ 'kind.0': 'mail', 'kind.1': 'chat' }),
    ]).toEqual([0, 1, 1]);
  });

  test('are read for each item of one that lists several', () => {
    expect(
      of('each', {
        'deployments.one.model': 'beam-2',
        'deployments.one.kind': 'chat',
        'deployments.two.model': 'beam-3',
        'deployments.two.kind': 'mail',
        location: 'north-1',
      }),
    ).toEqual(['ferry @north-1 in NO : harbour/beam-2 deployment as one']);
    expect(of('each', { 'deployments.0.model': 'beam-2', 'Deployments.1.model': 'beam-3' })).toEqual([
      'ferry : harbour/beam-2 deployment',
      'ferry : harbour/beam-3 deployment',
    ]);
    expect(of('each', { model: 'beam-2' })).toEqual([]);
    expect(of('each', { deployments: 'beam-2' })).toEqual([]);
  });
});

describe('a container', () => {
  const container = (type: string, attributes: Attributes): ResourceCandidate => resource(type, attributes, { format: 'container', address: 'llm' });

  test('runs on your own machines and answers by its names', () => {
    expect(sites(container('harbour/engine', { 'args.model': 'beam-2', host: 'llm-host', location: 'north-1' }))).toEqual([
      'engine @north-1 in premises : harbour/beam-2 deployment pulled on g4 at llm+llm-host',
    ]);
    expect(matched(container('harbour/engine', {})).evidence[1]).toMatchObject({ kind: 'container', value: 'harbour/engine', context: 'llm' });
  });

  test('of a copy in another registry is the same', () => {
    expect(sites(container('registry.letters.example/harbour/engine', {})).length).toBe(1);
    expect(sites(container('localhost:5000/harbour/engine', {})).length).toBe(1);
    expect(sites(container('other/harbour/engine', {})).length).toBe(0);
    expect(sites(resource('registry.letters.example/harbour_deployment', {})).length).toBe(0);
  });
});

describe('accelerators of a resource', () => {
  const on = (attributes: Attributes): readonly string[] | undefined =>
    matched(resource('harbour_runtime', { model: 'beam-2', ...attributes })).sites[0]?.accelerators;

  test('are those of its device plugins, labels and node types', () => {
    expect(on({ 'limits.maker.example/gpu': '1' })).toBeUndefined();
    const plugin = resource('harbour_runtime', { model: 'beam-2' });
    const asks = {
      ...plugin,
      attributes: [...plugin.attributes, { path: ['limits', 'maker.example/gpu'], text: '1', configurable: false, location: placed(9, 1, 'main.tf') }],
    };
    expect(matched(asks).sites[0]?.accelerators).toEqual(['g1']);
    expect(matched(asks).evidence.find(({ kind }) => kind === 'accelerator')).toMatchObject({
      value: 'maker.example/gpu',
      context: 'main.letters',
      signature: 'accelerators/g1',
      subject: { kind: 'accelerator', id: 'g1' },
    });
    expect(on({ 'node.label': 'maker-g2' })).toEqual(['g2']);
    expect(on({ size: 'big.4xlarge' })).toEqual(['g3']);
    expect(on({ size: 'ml.big.4xlarge' })).toEqual(['g3']);
    expect(on({ key: 'maker.example/gpu' })).toEqual(['g1']);
    expect(on({ size: 'big.4xlarge', label: 'maker-g2' })).toEqual(['g3', 'g2']);
  });

  test('are none where the text is no name', () => {
    expect([on({ size: 'big.' }), on({ size: 'big.4 xlarge' }), on({ size: `big.${'x'.repeat(61)}` }), on({ size: 'bigger' })]).toEqual([
      ['g3'],
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('values under a dotted path', () => {
  const one = resource('x', { 'model.name': 'a', 'spec.0.Model-Name': 'b', 'deep.spec.model_name': 'c', model_name: 'd' });
  const at = (path: string): string[] => valuesAt(one, path).map(({ text }) => text);

  test('are found whatever the case, marks and positions', () => {
    expect([at('model.name'), at('spec.modelName'), at('modelname'), at('name'), at('other.name')]).toEqual([['a'], ['b'], ['d'], [], []]);
  });

  test('are found at any depth where the path says so', () => {
    expect(at('*.model_name')).toEqual(['b', 'c', 'd']);
    expect(at('*.spec.model_name')).toEqual(['b', 'c']);
  });
});

describe('the name of a cloud resource', () => {
  test('is the same with open fields left out', () => {
    expect(resourceName('arn:${Partition}:bedrock:*:*:foundation-model/x')).toBe('arn:aws:bedrock:::foundation-model/x');
    expect(resourceName('arn:aws-cn:bedrock:north-1:1234:foundation-model/x:0')).toBe('arn:aws-cn:bedrock:north-1:1234:foundation-model/x:0');
    expect(resourceName('arn:{}:bedrock:{}:{}:model/x')).toBe('arn:aws:bedrock:::model/x');
    expect(resourceName('arn:aws:bedrock')).toBe('arn:aws:bedrock');
    expect(resourceName('my arn:x:y')).toBe('my arn:x:y');
  });

  test('is one of a model or of a profile', () => {
    expect(['arn:aws:bedrock:::foundation-model/x', 'arn:aws:bedrock:::inference-profile/x', 'arn:aws:bedrock:::model/x'].map(isModelName)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['arn:aws:s3:::bucket/x', 'model/x', 'x:model/y', 'arn:aws:bedrock:::foundation-model'].map(isModelName)).toEqual([false, false, false, false]);
  });
});
