/** Texts of code that no call explains: addresses and model ids in constants, options and lists. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { matchTexts } from '../../src/match/texts.ts';
import type { CallCandidate, TextCandidate } from '../../src/model/candidate.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { call, placed, USUAL_ARGUMENTS } from '../support/values.ts';

const INDEX = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 'services/ferry#host', host: 'api.ferry.example', location: 'EU', region: 'west' }]]),
  hostPatterns: [],
  servicePaths: new Map(),
};
const URL = 'https://api.ferry.example/v1';
let line = 0;
const says = (value: string, over: Partial<TextCandidate> = {}): TextCandidate => ({
  kind: 'text',
  value,
  key: null,
  call: null,
  group: null,
  location: placed(++line),
  ...over,
});

function matched(texts: readonly TextCandidate[], calls: Readonly<Record<number, CallCandidate>> = {}, used: readonly TextCandidate[] = []) {
  const into = collector({ path: 'app.py', scope: 'production' });
  for (const one of used) into.use(one.location);
  matchTexts(INDEX, texts, (id) => calls[id], into);
  return { evidence: into.result().evidence, sites: into.sites };
}
const evidence = (...texts: TextCandidate[]): string[] =>
  matched(texts).evidence.map(({ kind, value, context, confidence }) => `${kind} ${value} | ${context} | ${confidence}`);
const sites = (...texts: TextCandidate[]): string[] =>
  matched(texts).sites.map(({ endpoint, model, confidence, fills }) =>
    [
      endpoint.service ?? 'nowhere',
      endpoint.host,
      endpoint.region && `@${endpoint.region}`,
      endpoint.place && `in ${endpoint.place}`,
      endpoint.basis,
      ':',
      model ? (model.model ?? model.family ?? model.requested) : 'none',
      confidence,
      fills && `fills ${fills.join('+')}`,
    ]
      .filter((part) => part)
      .join(' '),
  );
const THERE = 'ferry api.ferry.example @west in EU observed';

describe('an address in the code', () => {
  test('of a known service is seen, surest where a key or a call expects one', () => {
    expect(evidence(says(URL))).toEqual([`endpoint ${URL} | text | medium`]);
    expect(evidence(says(URL, { key: 'note' }))).toEqual([`endpoint ${URL} | note | medium`]);
    expect(evidence(says(URL, { key: 'base_url' }))).toEqual([`endpoint ${URL} | base_url | high`]);
    expect(evidence(says(URL, { call: 4 }))).toEqual([`endpoint ${URL} | text | high`]);
    expect(matched([says(URL)]).evidence[0]).toMatchObject({ signature: 'services/ferry#host', subject: { kind: 'service', id: 'ferry' } });
  });

  test('is a call path only where one is expected', () => {
    expect(sites(says(URL, { key: 'base_url' }))).toEqual([`${THERE} : none medium`]);
    expect(sites(says(URL))).toEqual([]);
    expect(sites(says(URL, { key: 'base_url', listed: true }))).toEqual([]);
  });

  test('nobody knows is not worth telling', () => {
    expect(evidence(says('https://letters.example/v1', { key: 'base_url' }))).toEqual([]);
    expect(evidence(says('plain', { key: 'base_url' }))).toEqual([]);
  });

  test('without a scheme counts where a key expects one', () => {
    expect(evidence(says('api.ferry.example'))).toEqual([]);
    expect(evidence(says('api.ferry.example', { key: 'host' }))).toEqual(['endpoint api.ferry.example | host | high']);
  });

  test('in a longer text is a weak sight of it', () => {
    expect(evidence(says(`curl -s ${URL}/chat -d x`))).toEqual([`endpoint ${URL}/chat | inside a longer text | low`]);
    expect(evidence(says(`see https://letters.example/ and <${URL}/a>, "${URL}/b"`))).toEqual([`endpoint ${URL}/a | inside a longer text | low`]);
    expect(evidence(says('see HTTPS://api.ferry.example:443/a now'))).toEqual(['endpoint HTTPS://api.ferry.example:443/a | inside a longer text | low']);
    expect(evidence(says('see https://api.ferry.example now'))).toEqual([]);
    expect(evidence(says('see xhttps://api.ferry.example/ now'))).toEqual([]);
    expect(sites(says(`curl ${URL}/chat -d x`, { key: 'base_url' }))).toEqual([]);
  });

  test('written so that nobody reads it is read', () => {
    const hidden = Buffer.from(URL).toString('base64');
    expect(evidence(says(hidden, { key: 'base_url' }))).toEqual([`endpoint ${URL} | base_url | high`]);
    expect(evidence(says(Buffer.from('https://letters.example').toString('base64')))).toEqual([]);
  });

  test('that a call only compares with is none that is called', () => {
    const compared = (name: string): string[] => {
      const { evidence: seen, sites: found } = matched([says(URL, { call: 4, key: 'base_url' })], { 4: call(['url', name]) });
      return [...seen.map(({ context, confidence }) => `${context} ${confidence}`), ...found.map(({ confidence }) => confidence)];
    };
    for (const name of [
      'startsWith',
      'starts_with',
      'starts_with?',
      'HasPrefix',
      'endswith',
      'contains',
      'includes?',
      'indexOf',
      'equals',
      'str_contains',
      'strpos',
      'EqualFold',
      'match',
      'matches',
    ])
      expect(compared(name), name).toEqual(['compared with low', 'low']);
    expect(compared('post')).toEqual(['base_url high', 'medium']);
    expect(compared('startsWithout')).toEqual(['base_url high', 'medium']);
  });

  test('that a call already explained is not told again', () => {
    const text = says(URL, { key: 'base_url' });
    expect(matched([text], {}, [text])).toEqual({ evidence: [], sites: [] });
  });
});

describe('a model id in the code', () => {
  test('is a call path where a key expects one', () => {
    expect(evidence(says('beam-2', { key: 'model' }))).toEqual(['model-id beam-2 | model = | medium']);
    expect(sites(says('beam-2', { key: 'model' }))).toEqual(['nowhere unknown : harbour/beam-2 medium']);
  });

  test('elsewhere is only listed', () => {
    expect(evidence(says('beam-2'))).toEqual(['model-id beam-2 | listed | low']);
    expect(evidence(says('beam-2', { key: '(key)' }))).toEqual(['model-id beam-2 | listed | low']);
    expect(evidence(says('beam-2', { key: 'note' }))).toEqual(['model-id beam-2 | note = | low']);
    expect(evidence(says('beam-2', { key: 'model', listed: true }))).toEqual(['model-id beam-2 | model = | low']);
    expect([sites(says('beam-2')), sites(says('beam-2', { key: 'model', listed: true }))]).toEqual([[], []]);
  });

  test('that is an ordinary word counts only where one is expected', () => {
    expect([evidence(says('word')), evidence(says('word', { key: 'note' }))]).toEqual([[], []]);
    expect(evidence(says('word', { key: 'model' }))).toEqual(['model-id word | model = | medium']);
    expect(evidence(says('tide-9', { key: 'model' }))).toEqual([]);
  });

  test('in a catalogue of more than fifteen is no call path', () => {
    const names = Array.from({ length: 16 }, (_, at) => says(`wheel-${at + 10}`, { key: 'model' }));
    expect(sites(...names.slice(0, 15)).length).toBe(15);
    expect(sites(...names)).toEqual([]);
    expect(evidence(...names).length).toBe(16);
    expect(sites(...names.slice(0, 15), says('wheel-10', { key: 'model' })).length).toBe(16);
  });

  test('names the service before it, unless that is as likely its maker', () => {
    expect(sites(says('ferry/north-1/beam-2', { key: 'model' }))).toEqual(['ferry in NO observed : harbour/beam-2 medium']);
    expect(sites(says('pilot/wheel-4', { key: 'model' }))).toEqual(['nowhere unknown : pilot/wheel-4 medium']);
  });
});

describe('texts of one mapping', () => {
  const inGroup = (value: string, key: string, group = 'g'): TextCandidate => says(value, { key, group });

  test('belong together: an address and a model are one call path', () => {
    expect(sites(inGroup(URL, 'base_url'), inGroup('beam-2', 'model'))).toEqual([`${THERE} : harbour/beam-2 high`]);
    expect(matched([inGroup(URL, 'base_url'), inGroup('beam-2', 'model')]).sites[0]?.evidence).toHaveLength(2);
    expect(sites(inGroup('beam-2', 'model'), inGroup('beam-3', 'model'), inGroup(URL, 'base_url')).length).toBe(2);
  });

  test('of another mapping, or of none, do not', () => {
    expect(sites(inGroup(URL, 'base_url'), inGroup('beam-2', 'model', 'other'))).toEqual([`${THERE} : none medium`, 'nowhere unknown : harbour/beam-2 medium']);
    expect(sites(says(URL, { key: 'base_url' }), says('beam-2', { key: 'model' }))).toEqual([
      `${THERE} : none medium`,
      'nowhere unknown : harbour/beam-2 medium',
    ]);
  });

  test('with an address that is only compared with are less sure', () => {
    const { sites: found } = matched([says(URL, { key: 'base_url', group: 'g', call: 4 }), inGroup('beam-2', 'model')], { 4: call(['includes']) });
    expect(found.map(({ confidence }) => confidence)).toEqual(['medium']);
  });

  test('may name the provider beside the model', () => {
    for (const key of ['provider', 'vendor', 'modelProvider', 'model_vendor', 'providerId', 'provider_name', 'VENDOR_ID'])
      expect(sites(inGroup('Ferry', key), inGroup('beam-2', 'model')), key).toEqual(['ferry observed : harbour/beam-2 medium']);
    for (const key of ['providers', 'my_provider', 'providerKey'])
      expect(sites(inGroup('ferry', key), inGroup('beam-2', 'model')), key).toEqual(['nowhere unknown : harbour/beam-2 medium']);
    expect(sites(inGroup('nobody', 'provider'), inGroup('beam-2', 'model'))).toEqual(['nowhere unknown : harbour/beam-2 medium']);
    expect(sites(inGroup('ferry', 'provider', 'other'), inGroup('beam-2', 'model'))).toEqual(['nowhere unknown : harbour/beam-2 medium']);
    expect(sites(inGroup('free', 'provider'), inGroup('ferry/beam-2', 'model'))).toEqual(['ferry observed : harbour/beam-2 medium']);
    expect(sites(inGroup('free', 'provider'), inGroup(URL, 'base_url'), inGroup('beam-2', 'model'))).toEqual([`${THERE} : harbour/beam-2 high`]);
  });

  test('with an address named by the id stand where the id says', () => {
    expect(sites(inGroup(URL, 'base_url'), inGroup('free/beam-2', 'model'))).toEqual([`${THERE} : harbour/beam-2 high`]);
  });
});

describe('a constant', () => {
  test('can be read under its name elsewhere', () => {
    expect(sites(says('beam-2', { key: 'DEFAULT_MODEL' }))).toEqual(['nowhere unknown : harbour/beam-2 medium fills name:DEFAULT_MODEL']);
    expect(sites(says(URL, { key: 'BASE_URL' }))).toEqual([`${THERE} : none medium fills name:BASE_URL`]);
    expect(sites(says(URL, { key: 'BASE_URL', group: 'g' }), says('beam-2', { key: 'LLM_MODEL', group: 'g' }))).toEqual([
      `${THERE} : harbour/beam-2 high fills name:BASE_URL+name:LLM_MODEL`,
    ]);
    expect([sites(says('beam-2', { key: 'MODEL' })), sites(says('beam-2', { key: 'Default_Model' }))]).toEqual([
      ['nowhere unknown : harbour/beam-2 medium'],
      ['nowhere unknown : harbour/beam-2 medium'],
    ]);
  });
});
