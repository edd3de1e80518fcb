/** Settings nobody explains: which of them belong together, and what they say of endpoint, model and region. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { matchSettings } from '../../src/match/settings.ts';
import type { SettingCandidate } from '../../src/model/candidate.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Scope } from '../../src/model/layer.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { placed, USUAL_ARGUMENTS } from '../support/values.ts';

const HOST = { signature: 'services/ferry#host', location: null, region: null };
const INDEX: Index = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  hosts: new Map([['api.ferry.example', { ...HOST, service: 'ferry', host: 'api.ferry.example', location: 'EU' }]]),
  hostPatterns: [{ ...HOST, service: 'ferry', host: '{region}.ferry.example' }],
  servicePaths: new Map(),
  env: new Map([
    ['FERRY_KEY', [{ service: 'ferry', signature: 'services/ferry#key', role: 'key' as const }]],
    ['FERRY_BASE', [{ service: 'ferry', signature: 's', role: 'base-url' as const }]],
    ['FERRY_ENGINE_ID', [{ service: 'ferry', signature: 's', role: 'model' as const }]],
    ['FERRY_ZONE', [{ service: 'ferry', signature: 's', role: 'region' as const }]],
    ['FERRY_TRACING', [{ service: 'ferry', signature: 's', role: 'switch' as const }]],
    ['FERRY_NOTE', [{ service: 'ferry', signature: 's', role: 'other' as const }]],
  ]),
  switches: new Map([['NO_TRACKING', [{ package: 'kit', at: true }]]]),
  acceleratorNames: new Map([
    ['node:big.*', 'g1'],
    ['label:maker-g2', 'g2'],
    ['resource:maker.example/gpu', 'g3'],
  ]),
};

interface Given {
  readonly environment?: boolean;
  readonly used?: readonly string[];
  readonly explained?: readonly string[];
  readonly file?: string;
  readonly scopeOf?: (path: string) => Scope;
}
function matched(written: Readonly<Record<string, string>>, { environment = false, used = [], explained = [], file = 'app.yaml', scopeOf }: Given = {}) {
  const settings = Object.entries(written).map(
    ([path, value], at): SettingCandidate => ({ kind: 'setting', path: path.split('/'), value, environment, location: placed(at + 1, 1, file) }),
  );
  const named = (paths: readonly string[]): SettingCandidate[] => settings.filter((setting) => paths.includes(setting.path.join('/')));
  const into = collector({ path: 'app.yaml', scope: 'production', ...(scopeOf && { scopeOf }) });
  for (const { location } of named(used)) into.use(location);
  matchSettings(INDEX, settings, new Set(named(explained)), into);
  return { sites: into.sites, evidence: into.result().evidence };
}
function sites(written: Readonly<Record<string, string>>, given: Given = {}): string[] {
  return matched(written, given).sites.map(({ endpoint, model, confidence, fills, overrides, evidence }) =>
    [
      endpoint.service ?? 'nowhere',
      endpoint.host,
      endpoint.region && `@${endpoint.region}`,
      endpoint.place && `in ${endpoint.place}`,
      endpoint.basis === 'observed' ? null : endpoint.basis,
      ':',
      model ? `${model.requested}=${model.model ?? model.family ?? '?'}` : 'none',
      confidence,
      overrides && `moves ${overrides}`,
      fills && `fills ${fills.join('+')}`,
      `[${evidence.map((id) => id.replace('app.yaml:', '').replace(':1:', ' ')).join(', ')}]`,
    ]
      .filter((part) => part)
      .join(' '),
  );
}
const env = (written: Readonly<Record<string, string>>, given: Given = {}): string[] => sites(written, { ...given, environment: true });
const seen = (written: Readonly<Record<string, string>>, given: Given = {}): string[] =>
  matched(written, given).evidence.map(({ kind, value, context, confidence }) => `${kind} ${value} | ${context} | ${confidence}`);
const URL = 'https://api.ferry.example/v1';

describe('settings of one mapping', () => {
  test('are one call path: address, model and region', () => {
    expect(sites({ 'llm/base_url': URL, 'llm/model': 'beam-2' })).toEqual([
      'ferry api.ferry.example in EU : beam-2=harbour/beam-2 high fills setting:llm.baseurl+setting:llm.model [1 endpoint, 2 model-id]',
    ]);
    expect(sites({ 'llm/base_url': 'https://north-1.ferry.example', 'llm/model': 'beam-2' })[0]).toContain('ferry north-1.ferry.example @north-1 in NO');
    expect(sites({ 'a/base_url': URL, 'b/model': 'beam-2' }).length).toBe(2);
  });

  test('with a region in the address are there, whatever region stands beside it', () => {
    expect(sites({ 'llm/base_url': 'https://south-9.ferry.example', 'llm/region': 'north-1', 'llm/model': 'beam-2' })[0]).toContain(
      'ferry south-9.ferry.example @south-9 : beam-2',
    );
    expect(sites({ 'llm/base_url': 'https://{}.ferry.example', 'llm/region': 'north-1', 'llm/model': 'beam-2' })[0]).toContain('@north-1 in NO : beam-2');
  });

  test('with an address nobody knows, or a region, say only where another call goes', () => {
    expect(sites({ 'llm/base_url': 'https://letters.example' })).toEqual(['nowhere letters.example : none low fills setting:llm.baseurl []']);
    expect(sites({ 'llm/region': 'north-1' })).toEqual(['nowhere @north-1 unknown : none low fills setting:llm.region []']);
    expect(sites({ region: 'north-1' })).toEqual([]);
    expect(sites({ base_url: 'https://letters.example' })).toEqual([]);
    expect(sites({ base_url: 'http://localhost:8000' })).toEqual([]);
    expect(sites({ 'llm/base_url': URL })).toEqual(['ferry api.ferry.example in EU : none high fills setting:llm.baseurl [1 endpoint]']);
    expect(sites({ 'llm/base_url': 'http://localhost:8000', 'llm/model': 'beam-2' })[0]).toContain('nowhere localhost in premises : beam-2');
  });

  test('with an ordinary word for a model need something else that says AI', () => {
    expect(sites({ 'llm/model': 'word' })).toEqual([]);
    expect(seen({ 'llm/model': 'word' })).toEqual([]);
    expect(sites({ 'llm/base_url': URL, 'llm/model': 'word' })).toEqual([
      'ferry api.ferry.example in EU : word=harbour/word high fills setting:llm.baseurl+setting:llm.model [1 endpoint, 2 model-id]',
    ]);
    expect(seen({ 'llm/base_url': URL, 'llm/model': 'word' })[1]).toBe('model-id word | llm.model | medium');
    expect(sites({ 'llm/model': 'wheel' })).toEqual([]);
  });

  test('may name the model beside the address in other ways', () => {
    for (const key of ['name', 'id', 'key', 'slug', 'value'])
      expect(sites({ 'llm/url': URL, [`llm/${key}`]: 'beam-2' })[0], key).toContain('ferry api.ferry.example in EU : beam-2=');
    expect(sites({ 'llm/url': URL, 'llm/title': 'beam-2' })[0]).toContain(' : none');
    expect(sites({ 'llm/url': 'https://letters.example', 'llm/name': 'beam-2' })[0]).toContain(' : none low');
    expect(sites({ 'llm/url': URL, 'llm/name': 'word' })[0]).toContain(' : none');
    expect(sites({ 'llm/url': `${URL}/models/beam-2:generate` })[0]).toContain(' : beam-2=harbour/beam-2 high');
  });

  test('name the service before the model where no address is given', () => {
    expect(sites({ 'llm/model': 'ferry/north-1/beam-2' })).toEqual([
      'ferry @north-1 in NO : ferry/north-1/beam-2=harbour/beam-2 high fills setting:llm.model [1 model-id]',
    ]);
    expect(sites({ 'llm/model': 'free/beam-2', 'llm/url': URL })[0]).toContain('ferry api.ferry.example in EU : free/beam-2');
    expect(sites({ 'llm/model': 'free/beam-2', 'llm/url': 'https://letters.example' })[0]).toContain('nowhere letters.example : free/beam-2');
    expect(sites({ 'llm/model': 'beam-2' })[0]).toContain('nowhere unknown : beam-2=harbour/beam-2 medium');
  });

  test('in a catalogue of more than twenty-five are no call paths', () => {
    const many = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}/model`, `wheel-${at + 10}`]));
    expect([sites(many(25)).length, sites(many(26)).length]).toEqual([25, 0]);
  });

  test('that are explained, or were told as something else, are not told again', () => {
    expect(sites({ 'llm/model': 'beam-2' }, { explained: ['llm/model'] })).toEqual([]);
    expect(sites({ 'llm/model': 'beam-2' }, { used: ['llm/model'] })).toEqual([]);
    expect(env({ LLM_MODEL: 'beam-2' }, { explained: ['LLM_MODEL'] }).length).toBe(1);
    expect(env({ LLM_MODEL: 'beam-2' }, { used: ['LLM_MODEL'] }).length).toBe(1);
  });

  test('that another file writes are told there, but for variables of the environment of production', () => {
    const other = { file: 'other.tf' };
    expect(sites({ 'llm/model': 'beam-2' }, other)).toEqual([]);
    expect(env({ LLM_MODEL: 'beam-2' }, other).length).toBe(1);
    expect(env({ LLM_MODEL: 'beam-2' }, { ...other, scopeOf: () => 'production' }).length).toBe(1);
    expect(env({ LLM_MODEL: 'beam-2' }, { ...other, scopeOf: () => 'example' }).length).toBe(0);
  });
});

describe('what is seen of a setting', () => {
  test('is as sure as its key', () => {
    expect(seen({ 'llm/model': 'beam-2' })).toEqual(['model-id beam-2 | llm.model | high']);
    expect(seen({ 'llm/note': 'beam-2' })).toEqual(['model-id beam-2 | llm.note | low']);
    expect(seen({ 'llm/note': 'word' })).toEqual([]);
    expect(seen({ 'llm/note': URL })).toEqual([`endpoint ${URL} | llm.note | high`]);
    expect(matched({ 'llm/note': URL }).evidence[0]).toMatchObject({ signature: 'services/ferry#host', subject: { kind: 'service', id: 'ferry' } });
    expect(seen({ 'llm/base_url': 'https://letters.example' })).toEqual([]);
    expect(seen({ 'llm/note': 'a text with beam-2 in it' })).toEqual([]);
    expect(seen({ 'llm/note': 'api.ferry.example' })).toEqual([]);
    expect(seen({ 'llm/host': 'api.ferry.example' })).toEqual(['endpoint api.ferry.example | llm.host | high']);
  });

  test('can be an accelerator that is asked for', () => {
    expect(seen({ 'pool/size': 'big.4xlarge' })).toEqual(['accelerator big.4xlarge | pool.size | high']);
    expect(seen({ 'pool/label': 'maker-g2' })).toEqual(['accelerator maker-g2 | pool.label | high']);
    expect(seen({ 'pool/size': 'big.4 xlarge' })).toEqual([]);
    const into = collector({ path: 'app.yaml', scope: 'production' });
    matchSettings(
      INDEX,
      [{ kind: 'setting', path: ['limits', 'maker.example/gpu'], value: '1', environment: false, location: placed(1, 1, 'app.yaml') }],
      new Set(),
      into,
    );
    expect(into.result().evidence).toMatchObject([{ kind: 'accelerator', value: 'maker.example/gpu', context: 'limits.maker.example/gpu' }]);
  });

  test('can be the name of a variable inside the value', () => {
    expect(seen({ 'llm/key': '${FERRY_KEY}' })).toEqual(['env-var FERRY_KEY | llm.key | medium']);
    expect(seen({ 'llm/key': '$OTHER_KEY and FERRY_KEY' })).toEqual(['env-var FERRY_KEY | llm.key | medium']);
    expect(matched({ 'llm/key': '${FERRY_KEY}' }).evidence[0]).toMatchObject({ signature: 'services/ferry#key', subject: { kind: 'service', id: 'ferry' } });
    expect(seen({ 'llm/key': `FERRY_KEY ${'x'.repeat(200)}` })).toEqual([]);
    expect(seen({ 'llm/key': `FERRY_KEY ${'x'.repeat(190)}` }).length).toBe(1);
    for (const key of ['regex', 'regexes', 'regexp', 'regexps', 'pattern', 'Patterns']) expect(seen({ [`llm/${key}`]: 'FERRY_KEY' }), key).toEqual([]);
    for (const key of ['my_regex', 'regexing', 'patterned']) expect(seen({ [`llm/${key}`]: 'FERRY_KEY' }).length, key).toBe(1);
  });
});

describe('variables of the environment', () => {
  test('belong together by what stands before the word that says what they are', () => {
    expect(env({ LLM_BASE_URL: URL, LLM_MODEL: 'beam-2' })).toEqual([
      'ferry api.ferry.example in EU : beam-2=harbour/beam-2 high fills env:LLM_BASE_URL+env:LLM_MODEL [1 endpoint, 2 model-id]',
    ]);
    for (const name of [
      'LLM_API_BASE_URL',
      'LLM_API_BASE',
      'LLM_API_URL',
      'LLM_API_HOST',
      'LLM_API_ENDPOINT',
      'LLM_ENDPOINT',
      'LLM_BASE_URI',
      'LLM_URL',
      'LLM_HOST',
    ])
      for (const model of ['LLM_MODEL_NAME', 'LLM_MODEL_ID', 'LLM_MODEL', 'LLM_DEPLOYMENT_NAME', 'LLM_DEPLOYMENT'])
        expect(env({ [name]: URL, [model]: 'beam-2' }).length, `${name} ${model}`).toBe(1);
    expect(env({ LLM_BASE_URL: URL, CHAT_MODEL: 'beam-2' }).length).toBe(2);
    expect(env({ 'a/LLM_URL': URL, 'b/LLM_MODEL': 'beam-2' }).length).toBe(2);
  });

  test('that a service reads are seen as its own', () => {
    expect(seen({ FERRY_KEY: 'x' }, { environment: true })).toEqual(['env-var FERRY_KEY | environment | high']);
    expect(matched({ FERRY_KEY: 'x' }, { environment: true }).evidence[0]).toMatchObject({
      signature: 'services/ferry#key',
      subject: { kind: 'service', id: 'ferry' },
    });
    expect(seen({ 'llm/FERRY_KEY': 'x' })).toEqual([]);
    expect(env({ FERRY_KEY: 'x' })).toEqual([]);
  });

  test('move the endpoint of their service', () => {
    expect(env({ FERRY_BASE: 'https://letters.example' })).toEqual(['nowhere letters.example : none low moves ferry fills env:FERRY_BASE []']);
    expect(env({ FERRY_BASE: URL })[0]).toContain('ferry api.ferry.example in EU : none high moves ferry');
    expect([env({ FERRY_BASE: '' }), env({ FERRY_BASE: 'letters.example' }), env({ FERRY_NOTE: URL })]).toEqual([[], [], []]);
    expect(env({ LLM_BASE_URL: 'https://letters.example' })[0]).not.toContain('moves');
  });

  test('choose the model of their service, in its own words', () => {
    expect(env({ FERRY_ENGINE_ID: 'nickname' })[0]).toContain(' : nickname=harbour/beam-2 medium');
    expect(env({ FERRY_ENGINE_ID: 'word' })[0]).toContain(' : word=harbour/word medium');
    expect([env({ FERRY_ENGINE_ID: '' }), env({ FERRY_NOTE: 'beam-2' }), env({ FERRY_KEY: 'beam-2' })]).toEqual([[], [], []]);
  });

  test('choose the region of their service', () => {
    expect(env({ FERRY_ZONE: 'north-1' })).toEqual(['nowhere @north-1 unknown : none low fills env:FERRY_ZONE []']);
    expect(env({ FERRY_ZONE: '' })).toEqual([]);
    for (const name of [
      'AWS_DEFAULT_REGION',
      'GOOGLE_CLOUD_LOCATION',
      'GOOGLE_CLOUD_REGION',
      'VERTEX_LOCATION',
      'VERTEXAI_LOCATION',
      'GOOGLE_VERTEX_LOCATION',
      'REGION',
    ])
      expect(env({ [name]: 'north-1' }), name).toEqual([`nowhere @north-1 unknown : none low fills env:${name} []`]);
    expect([
      env({ MY_AWS_DEFAULT_REGION: 'north-1' }),
      env({ AWS_DEFAULT_REGIONS: 'north-1' }),
      env({ REGION: '9north' }),
      env({ REGION: 'n' }),
      env({ REGION: 'north 1' }),
    ]).toEqual([[], [], [], [], []]);
  });

  test('can switch on what sends data to their service', () => {
    for (const yes of ['true', '1', 'YES', 'on', 'y', 't', 'enabled']) expect(env({ FERRY_TRACING: yes }), yes).toEqual(['ferry : none high [1 env-var]']);
    for (const no of ['false', '0', 'No', 'off', 'n', 'f', 'disabled', 'none'])
      expect(matched({ FERRY_TRACING: no }, { environment: true }), no).toEqual({ sites: [], evidence: [] });
    for (const neither of ['maybe', 'untrue', 'trueish', 'nothing', '10']) {
      expect(env({ FERRY_TRACING: neither }), neither).toEqual([]);
      expect(seen({ FERRY_TRACING: neither }, { environment: true }).length, neither).toBe(1);
    }
    expect(env({ FERRY_KEY: 'true' })).toEqual([]);
    expect(seen({ FERRY_KEY: 'false' }, { environment: true }).length).toBe(1);
  });

  test('can switch off what a library reports', () => {
    const switched = (value: string, environment = true): string[] => seen({ NO_TRACKING: value }, { environment });
    expect(switched('1')).toEqual(['config NO_TRACKING=1 | telemetry switched off | high']);
    expect(switched('0')).toEqual(['config NO_TRACKING=0 | telemetry not switched off | high']);
    expect(switched('maybe')).toEqual(['config NO_TRACKING=maybe | telemetry not switched off | high']);
    expect(switched('1', false)).toEqual([]);
    expect(matched({ NO_TRACKING: '1' }, { environment: true }).evidence[0]).toMatchObject({
      signature: 'packages/kit',
      subject: { kind: 'package', id: 'kit' },
    });
  });
});
