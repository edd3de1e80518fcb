/** Cheap questions about single words: a yes decides nothing, a no is final. And which keys expect a model or an address. */
import { describe, expect, test } from 'vitest';
import { isEndpointKey, isModelKey } from '../../src/match/keys.ts';
import { signsOf } from '../../src/match/signs.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { shape, USUAL_ARGUMENTS } from '../support/values.ts';

const INDEX: Index = {
  ...SMALL_MODELS,
  arguments: { ...USUAL_ARGUMENTS, model: new Set(['llm']), baseUrl: new Set(['place']) },
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 's', host: 'api.ferry.example', location: null, region: null }]]),
  hostPatterns: [],
  servicePaths: new Map([['/ferry/api/', 'ferry']]),
  env: new Map([['FERRY_KEY', [{ service: 'ferry', signature: 's', role: 'key' as const }]]]),
  switches: new Map([['NO_TRACKING', [{ package: 'kit', at: true }]]]),
  acceleratorNames: new Map([['device:npu', 'n1']]),
  resourceTypes: new Map([['code:harbour.models.deployment', ['deployment']]]),
  calls: new Map([
    [
      'create',
      [
        { package: 'kit', shape: shape('chat.completions.create', { makes: 'call' }) },
        { package: 'kit', shape: shape('boats.create', { makes: 'call' }) },
      ],
    ],
    ['AsChatClient', []],
    ['createBoats', []],
    ['Client', [{ package: 'kit', shape: shape('kit.of.Client') }]],
  ]),
};
const { text, names, module, constant, adds } = signsOf(INDEX);

describe('a text of code', () => {
  test('can matter alone: an address, a variable, a device, a distinctive id', () => {
    for (const value of [
      'https://api.ferry.example/v1',
      'api.ferry.example',
      '{}/ferry/api/x',
      'FERRY_KEY',
      'NO_TRACKING',
      'npu:0',
      'beam-2',
      '/v1/chat/completions',
      'curl https://api.ferry.example/x',
      Buffer.from('https://api.ferry.example/v1').toString('base64'),
    ])
      expect(text(value), value).toBe('alone');
  });

  test('can matter where a model is expected', () => {
    expect(['word', 'wheel', 'letters-beam-2'].map(text)).toEqual(['expected', 'expected', 'expected']);
  });

  test('can not matter', () => {
    for (const value of ['hello', 'https://letters.example', 'see https://letters.example now', 'OTHER_KEY', 'cpu', 'two words', ''])
      expect(text(value), value).toBeNull();
  });

  test('has the same answer for whoever asks again', () => {
    expect(signsOf(INDEX)).toBe(signsOf(INDEX));
  });
});

describe('the names of a file', () => {
  const sign = (all: readonly string[], expected = false, fewest = 3): boolean => names(new Set(all), expected, fewest);

  test('are a sign where one is a variable or a class of settings', () => {
    expect([sign(['FERRY_KEY']), sign(['ferry_key']), sign(['NO_TRACKING']), sign(['BaseSettings'])]).toEqual([true, true, true, true]);
    expect([sign(['FerryKey']), sign(['no_tracking']), sign(['other']), sign([])]).toEqual([false, false, false, false]);
  });

  test('are a sign where together they are a request of enough names', () => {
    expect([sign(['boats', 'create'], false, 2), sign(['chat', 'completions', 'create'], false, 4), sign(['create'], false, 1)]).toEqual([true, false, false]);
    expect([sign(['chat', 'completions', 'create']), sign(['chat', 'create']), sign(['boats', 'create']), sign(['kit', 'of', 'Client'])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('that expect a model are one where the file has a text for it', () => {
    for (const name of ['model', 'myModelName', 'deployment_id', 'LLM']) expect([sign([name], true), sign([name])], name).toEqual([true, false]);
    expect(sign(['engine'], true)).toBe(false);
  });
});

test('a name can stand for a model by itself', () => {
  expect([constant('beam2'), constant('BEAM_2'), constant('fast')]).toEqual([true, true, false]);
});

test('a name can be a method that a library adds to objects of others, when it is long and begins with a capital', () => {
  expect([adds('AsChatClient'), adds('Client'), adds('createBoats'), adds('AsOtherClient')]).toEqual([true, false, false, false]);
});

test('a module is a sign where its constructors make resources', () => {
  expect([module('harbour.models'), module('Harbour/models'), module('letters')]).toEqual([true, true, false]);
});

describe('a key', () => {
  test('expects a model by how it ends', () => {
    for (const key of ['model', 'DEFAULT_MODEL', 'openaiModelName', 'model_id', 'deployment', 'deploymentName', 'engine', 'llm'])
      expect(isModelKey(INDEX, key), key).toBe(true);
    for (const key of ['models', 'modelling', 'model_path', 'my_llm', 'name', '', null]) expect(isModelKey(INDEX, key), String(key)).toBe(false);
  });

  test('expects an address by how it ends', () => {
    for (const key of [
      'base_url',
      'OPENAI_API_BASE',
      'apiUrl',
      'llmEndpoint',
      'endpoint_url',
      'serverUrl',
      'base-uri',
      'apiHost',
      'url',
      'uri',
      'host',
      'base',
      'place',
    ])
      expect(isEndpointKey(INDEX, key), key).toBe(true);
    for (const key of ['urls', 'hosts', 'basement', 'my_place', 'port', '', null]) expect(isEndpointKey(INDEX, key), String(key)).toBe(false);
  });
});
