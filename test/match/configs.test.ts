/** Configuration formats as data: what the keys of a file mean, as call paths. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { formatsOf, isConfigFile } from '../../src/match/config-paths.ts';
import { settingValue } from '../../src/match/config-values.ts';
import { matchConfigs } from '../../src/match/configs.ts';
import type { SettingCandidate } from '../../src/model/candidate.ts';
import type { ConfigFormat, ConfigPath } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { pkg } from '../support/small-world.ts';
import { placed, USUAL_ARGUMENTS } from '../support/values.ts';

const INDEX: Index = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  packages: new Map([
    ['proxy', pkg('proxy', { role: 'gateway', implies: 'market' })],
    ['other', pkg('other')],
  ]),
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 'services/ferry#host', host: 'api.ferry.example', location: 'EU', region: null }]]),
  hostPatterns: [],
  servicePaths: new Map(),
};
const path = (over: Partial<ConfigPath> = {}): ConfigPath =>
  ({
    at: 'models.*',
    model: ['model', 'models.*'],
    baseUrl: ['url'],
    region: ['region'],
    provider: [],
    providers: {},
    onlyListed: false,
    service: null,
    package: null,
    purpose: null,
    alias: null,
    fallback: false,
    bare: false,
    between: [],
    modelPrefix: '',
    ...over,
  }) as ConfigPath;
const format = (paths: readonly ConfigPath[], over: Partial<ConfigFormat> = {}): ConfigFormat => ({
  id: 'made-up',
  name: 'Made up',
  origin: { file: 'x', custom: false },
  files: ['*.yaml'],
  requires: [],
  literals: [],
  always: false,
  dotted: false,
  package: 'proxy',
  scope: null,
  paths,
  fallbacks: [],
  aliases: [],
  servers: [],
  ...over,
});

function settings(written: Readonly<Record<string, string>>): SettingCandidate[] {
  return Object.entries(written).map(([key, value], at) => ({
    kind: 'setting',
    path: key.split('/'),
    value,
    environment: false,
    location: placed(at + 1, 1, 'made-up.yaml'),
  }));
}
function matched(of: ConfigFormat, written: Readonly<Record<string, string>>) {
  const into = collector({ path: 'made-up.yaml', scope: 'production' });
  const explained = matchConfigs(INDEX, [of], settings(written), into);
  return { sites: into.sites, evidence: into.result().evidence, explained: [...explained].map((setting) => setting.path.join('/')) };
}
/** `library -> service host @region basis : model | group, names, artefact`. */
function sites(of: ConfigFormat, written: Readonly<Record<string, string>>): string[] {
  return matched(of, written).sites.map(({ sdk, endpoint, model, dynamicModel, fallbackGroup, aliases, artefact, purpose, endpointSlots }) =>
    [
      `${sdk ?? 'none'} ->`,
      endpoint.service ?? 'nowhere',
      endpoint.host,
      endpoint.region && `@${endpoint.region}`,
      endpoint.place && `in ${endpoint.place}`,
      endpoint.basis === 'observed' ? null : endpoint.basis,
      endpoint.configurable ? null : 'fixed',
      ':',
      model ? `${model.requested}=${model.model ?? model.family ?? '?'}${model.configurable ? '' : ' fixed'}` : (dynamicModel ?? 'none'),
      fallbackGroup && `group ${fallbackGroup.replace('\u0000', '/')}`,
      aliases && `as ${aliases.join('+')}`,
      artefact,
      purpose,
      endpointSlots && `from ${endpointSlots.join('+')}`,
    ]
      .filter((part) => part !== null && part !== undefined)
      .join(' '),
  );
}
const one = (over: Partial<ConfigPath>, written: Readonly<Record<string, string>>): string[] => sites(format([path(over)]), written);

describe('a place of a configuration', () => {
  test('with a model is a call path through the library that reads it, and can be changed', () => {
    const { evidence, explained } = matched(format([path()]), { 'models/0/model': 'ferry/beam-2', 'models/0/note': 'x', 'title/x': 'y' });
    expect(evidence[0]).toMatchObject({ kind: 'model-id', value: 'ferry/beam-2', context: 'models.0.model', confidence: 'high' });
    expect(explained).toEqual(['models/0/model', 'models/0/note']);
    expect(one({}, { 'models/0/model': 'ferry/beam-2' })).toEqual(['proxy -> ferry : ferry/beam-2=harbour/beam-2']);
    expect(one({ package: 'other', purpose: 'agent' }, { 'models/0/model': 'ferry/beam-2' })).toEqual(['other -> ferry : ferry/beam-2=harbour/beam-2 agent']);
    expect(sites(format([path()], { package: null }), { 'models/0/model': 'ferry/beam-2' })).toEqual(['none -> ferry : ferry/beam-2=harbour/beam-2']);
  });

  test('with a model of no known service goes nowhere that is known, not where its library goes', () => {
    expect(one({}, { 'models/0/model': 'beam-2' })).toEqual(['proxy -> nowhere : beam-2=harbour/beam-2']);
    expect(one({ service: 'free' }, { 'models/0/model': 'beam-2' })).toEqual(['proxy -> free : beam-2=harbour/beam-2']);
  });

  test('stands where its model is written, wherever its address is', () => {
    const { sites: found } = matched(format([path()]), { 'models/0/url': 'https://api.ferry.example/v1', 'models/0/model': 'beam-2' });
    expect(found[0]?.evidence).toEqual(['made-up.yaml:2:1:model-id', 'made-up.yaml:1:1:endpoint']);
  });

  test('with the provider in front of the model goes there, whatever library reads it', () => {
    const written = { 'models/0/model': 'pilot/wheel-4', 'models/0/url': '${HOST}/v1' };
    expect(one({ package: 'other' }, written)[0]).toContain('other -> pilot : pilot/wheel-4=pilot/wheel-4');
  });

  test('for each entry is one', () => {
    expect(one({}, { 'models/0/model': 'beam-2', 'models/1/model': 'beam-3', 'other/0/model': 'wheel-4' })).toEqual([
      'proxy -> nowhere : beam-2=harbour/beam-2',
      'proxy -> nowhere : beam-3=harbour/beam-3',
    ]);
  });

  test('with several models is one for each, which stand in for one another where the format says so', () => {
    const two = { 'models/0/models/0': 'beam-2', 'models/0/models/1': 'beam-3' };
    expect(one({}, two)).toEqual(['proxy -> nowhere : beam-2=harbour/beam-2', 'proxy -> nowhere : beam-3=harbour/beam-3']);
    expect(one({ fallback: true }, two)).toEqual([
      'proxy -> nowhere : beam-2=harbour/beam-2 group made-up.yaml#models/0',
      'proxy -> nowhere : beam-3=harbour/beam-3 group made-up.yaml#models/0',
    ]);
    expect(one({ fallback: true }, { 'models/0/model': 'beam-2' })).toEqual(['proxy -> nowhere : beam-2=harbour/beam-2']);
  });

  test('without model, address or provider says nothing', () => {
    expect(matched(format([path()]), { 'models/0/note': 'x', 'models/0/key': 'y' })).toEqual({ sites: [], evidence: [], explained: [] });
    expect(one({}, { 'models/0/model': ' ' })).toEqual([]);
    expect(one({}, { 'models/0/model': 'inherit' })).toEqual([]);
    expect(one({}, { 'models/0/model': 'Inherit ', 'models/1/model': 'inherited-9' })).toEqual(['proxy -> nowhere : inherited-9=?']);
  });

  test('that leaves the model to the tool or the caller says so', () => {
    for (const word of ['default', 'AUTO', 'custom', 'none'])
      expect(one({ service: 'ferry' }, { 'models/0/model': word }), word).toEqual([`proxy -> ferry : ${word}`]);
    expect(matched(format([path({ service: 'ferry' })]), { 'models/0/model': 'auto' }).evidence).toMatchObject([
      { kind: 'config', value: 'auto', context: 'models.0.model', confidence: 'high', subject: { kind: 'service', id: 'ferry' } },
    ]);
    for (const word of ['my-default', 'automatic-9', 'custom-9'])
      expect(one({ service: 'ferry' }, { 'models/0/model': word }), word).toEqual([`proxy -> ferry : ${word}=?`]);
    expect(one({}, { 'models/0/model': 'auto' })).toEqual(['proxy -> nowhere : auto']);
    expect(matched(format([path()]), { 'models/0/model': 'auto' }).evidence).toMatchObject([{ subject: { kind: 'unknown', what: 'endpoint' } }]);
  });

  test('shows a text with holes as it is written', () => {
    expect(one({}, { 'models/0/model': ' ferry/${deployment.name} ' })).toEqual(['proxy -> ferry : ferry/${deployment.name}']);
    expect(one({}, { 'models/0/model': '${MODEL}' })).toEqual(['proxy -> nowhere : environment MODEL']);
    expect(one({}, { 'models/0/model': '${MODEL:-beam-2}' })).toEqual(['proxy -> nowhere : beam-2=harbour/beam-2']);
  });

  test('goes to the address and region beside it', () => {
    expect(one({}, { 'models/0/model': 'beam-2', 'models/0/url': 'https://api.ferry.example/v1' })).toEqual([
      'proxy -> ferry api.ferry.example in EU : beam-2=harbour/beam-2',
    ]);
    expect(one({}, { 'models/0/model': 'beam-2', 'models/0/url': 'https://letters.example' })).toEqual([
      'proxy -> nowhere letters.example : beam-2=harbour/beam-2',
    ]);
    expect(one({ service: 'ferry' }, { 'models/0/model': 'beam-2', 'models/0/region': 'north-1' })).toEqual([
      'proxy -> ferry @north-1 in NO : beam-2=harbour/beam-2',
    ]);
    expect(one({}, { 'models/0/url': 'https://letters.example' })).toEqual(['proxy -> nowhere letters.example : none']);
    expect(one({}, { 'models/0/url': '${URL}' })).toEqual([]);
    expect(one({ service: 'ferry' }, { 'models/0/url': '${URL}' })).toEqual(['proxy -> ferry : none from env:URL']);
  });

  test('with a file of weights holds them', () => {
    for (const file of [
      './beam-2',
      '/srv/beam-2',
      '../beam-2',
      '~/beam-2',
      'C:\\beam-2',
      'file:beam-2',
      'models/beam-2.gguf',
      'beam-2.SAFETENSORS',
      'beam-2.onnx',
      'x/beam-2.bin',
    ])
      expect(one({ service: 'ferry' }, { 'models/0/model': file })[0], file).toContain(' pinned');
    for (const name of ['beam-2', 'hf:harbour/beam-2.gguf', 'https://letters.example/beam-2.gguf', 'beam-2.gguf-q4', 'a./beam-2'])
      expect(one({ service: 'ferry' }, { 'models/0/model': name })[0], name).not.toContain('pinned');
  });

  test('of dotted keys is found where the format writes them so', () => {
    expect(sites(format([path()], { dotted: true }), { 'models.0.model': 'beam-2' }).length).toBe(1);
    expect(sites(format([path()]), { 'models.0.model': 'beam-2' }).length).toBe(0);
  });
});

describe('the provider of a place', () => {
  const named = (provider: string, over: Partial<ConfigPath> = {}): string[] =>
    one({ provider: ['provider'], ...over }, { 'models/0/model': 'beam-2', 'models/0/provider': provider });

  test('is listed by the format, the longest name that fits', () => {
    const providers = { 'boat*': 'ferry', 'boat-big*': 'pilot', Exact: 'market' };
    expect([named('Boats', { providers }), named('boat-bigger', { providers }), named('exact', { providers })].map(([line]) => line?.split(' ')[2])).toEqual([
      'ferry',
      'pilot',
      'market',
    ]);
    expect(named('other', { providers })).toEqual(['proxy -> nowhere : beam-2=harbour/beam-2']);
    expect(named('other', { providers, onlyListed: true })).toEqual([]);
    expect(named('exactly', { providers, onlyListed: true })).toEqual([]);
  });

  test('is else a prefix of the knowledge base', () => {
    expect(named('ferry')).toEqual(['proxy -> ferry : beam-2=harbour/beam-2']);
    expect(named(' Cloud ')).toEqual(['proxy -> ferry : beam-2=harbour/beam-2']);
  });

  test('can be a key of the path', () => {
    expect(one({ at: 'ai.{provider}' }, { 'ai/ferry/model': 'beam-2' })).toEqual(['proxy -> ferry : beam-2=harbour/beam-2']);
    expect(one({ at: 'ai.{provider}', onlyListed: true }, { 'ai/note/model': 'beam-2' })).toEqual([]);
  });

  test('that a format has a key for makes a place without it something else, unless the models say who serves them', () => {
    const without = (over: Partial<ConfigPath>): number => one({ provider: ['provider'], ...over }, { 'models/0/model': 'ferry/beam-2' }).length;
    expect([
      without({}),
      without({ service: 'ferry' }),
      without({ bare: true }),
      without({ service: 'ferry', onlyListed: true }),
      without({ provider: [] }),
    ]).toEqual([0, 1, 1, 0, 1]);
  });

  test('alone is worth telling when it is written out', () => {
    const { sites: found, evidence } = matched(format([path({ provider: ['provider'] })]), { 'models/0/provider': 'ferry', 'models/0/key': 'x' });
    expect(found).toMatchObject([{ endpoint: { service: 'ferry', basis: 'observed' }, model: null }]);
    expect(evidence).toMatchObject([{ kind: 'config', value: 'ferry', context: 'models.0.provider', subject: { kind: 'service', id: 'ferry' } }]);
    expect(matched(format([path({ provider: ['provider'] })]), { 'models/0/provider': 'nobody' })).toEqual({ sites: [], evidence: [], explained: [] });
    expect(
      matched(format([path({ provider: ['provider'], onlyListed: true })]), { 'models/0/provider': 'ferry', 'models/0/model': 'beam-2' }).explained,
    ).toEqual([]);
    expect(one({ at: 'ai.{provider}' }, { 'ai/ferry/key': 'x' })).toEqual([]);
    expect(one({ service: 'ferry' }, { 'models/0/key': 'x' })).toEqual([]);
  });
});

describe('a model id as a format writes it', () => {
  test('may have a kind between provider and name, or options after it', () => {
    expect(one({ between: ['chat'] }, { 'models/0/model': 'ferry:chat:beam-2' })).toEqual(['proxy -> ferry : ferry:chat:beam-2=harbour/beam-2']);
    expect(one({ between: ['chat'] }, { 'models/0/model': 'ferry:beam-2' })).toEqual(['proxy -> ferry : ferry:beam-2=harbour/beam-2']);
    expect(one({ between: ['chat'] }, { 'models/0/model': 'cloud:chat:beam-2' })).toEqual(['proxy -> ferry : cloud:chat:beam-2=harbour/beam-2']);
    expect(one({ between: ['chat'] }, { 'models/0/model': 'ferry:chat:beam-2:70b' })).toEqual(['proxy -> ferry : ferry:chat:beam-2:70b=harbour/beam-2']);
    expect(one({ between: ['chat'] }, { 'models/0/model': 'other:chat:x' })[0]).toContain('other:chat:x=?');
    expect(one({ between: ['chat'] }, { 'models/0/model': 'ferry:chat' })[0]).toContain('ferry:chat=');
    expect(one({}, { 'models/0/model': 'beam-2[1m]' })).toEqual(['proxy -> nowhere : beam-2[1m]=harbour/beam-2']);
    expect(matched(format([path()]), { 'models/0/model': 'beam-2[1m]' }).evidence).toMatchObject([{ value: 'beam-2[1m]', subject: { id: 'harbour/beam-2' } }]);
  });

  test('may want a prefix', () => {
    expect(one({ modelPrefix: 'beam-2-' }, { 'models/0/model': '02' })).toEqual(['proxy -> nowhere : 02=harbour/beam-2']);
  });

  test('alone goes to its developer’s own service where the format says so', () => {
    expect(one({ bare: true }, { 'models/0/model': 'wheel-4' })).toEqual(['proxy -> pilot : wheel-4=pilot/wheel-4']);
    expect(one({ bare: true }, { 'models/0/model': 'wheel-9' })).toEqual(['proxy -> pilot : wheel-9=pilot/wheel']);
    expect(one({ bare: true }, { 'models/0/model': 'beam-2' })).toEqual(['proxy -> nowhere : beam-2=harbour/beam-2']);
    expect(one({ bare: true }, { 'models/0/model': 'ferry/wheel-4' })).toEqual(['proxy -> ferry : ferry/wheel-4=pilot/wheel-4']);
    expect(one({}, { 'models/0/model': 'wheel-4' })).toEqual(['proxy -> nowhere : wheel-4=pilot/wheel-4']);
    expect(one({ bare: true }, { 'models/0/model': 'tide-9' })).toEqual(['proxy -> nowhere : tide-9=?']);
  });
});

describe('names under which a configuration offers models', () => {
  const named = (written: Readonly<Record<string, string>>, over: Partial<ConfigFormat> = {}): string[] =>
    sites(format([path({ alias: 'name' })], over), written).map((line) => line.slice(line.indexOf('=') + 1));
  const two = (first: string, second: string): Record<string, string> => ({
    'models/0/name': first,
    'models/0/model': 'beam-2',
    'models/1/name': second,
    'models/1/model': 'beam-3',
  });

  test('are those code asks for', () => {
    expect(named(two('letters', ' maps '))).toEqual(['harbour/beam-2 as letters', 'harbour/beam-3 as maps']);
    expect(named(two('*', 'maps'))).toEqual(['harbour/beam-2', 'harbour/beam-3 as maps']);
    expect(sites(format([path()]), two('a', 'b')).join()).not.toContain(' as ');
  });

  test('given twice make a group of models that stand in for one another', () => {
    expect(named(two('letters', 'letters'))).toEqual([
      'harbour/beam-2 group made-up.yaml#letters as letters',
      'harbour/beam-3 group made-up.yaml#letters as letters',
    ]);
  });

  test('joined by a list of fallbacks are one group', () => {
    const fallbacks = ['fallbacks.*.{alias}.*', 'next.{alias}'];
    const joined = ['harbour/beam-2 group made-up.yaml#letters as letters', 'harbour/beam-3 group made-up.yaml#letters as maps'];
    expect(named({ ...two('letters', 'maps'), 'fallbacks/0/letters/0': ' maps ' }, { fallbacks })).toEqual(joined);
    expect(named({ ...two('letters', 'maps'), 'next/maps': 'letters' }, { fallbacks })).toEqual(joined);
    expect(named({ ...two('letters', 'maps'), 'next/letters': 'other', 'next/other': 'maps' }, { fallbacks })).toEqual(joined);
    expect(named({ ...two('letters', 'maps'), 'next/letters': 'other' }, { fallbacks })).toEqual(['harbour/beam-2 as letters', 'harbour/beam-3 as maps']);
    expect(named({ ...two('letters', 'maps'), 'next/letters': 'letters', 'next/letters/x': 'maps' }, { fallbacks })).toEqual([
      'harbour/beam-2 as letters',
      'harbour/beam-3 as maps',
    ]);
  });

  test('can stand for others', () => {
    expect(named({ ...two('letters', 'maps'), 'also/post': 'letters', 'also/mail': 'letters', 'also/sea': 'maps' }, { aliases: ['also.{alias}'] })).toEqual([
      'harbour/beam-2 as letters+post+mail',
      'harbour/beam-3 as maps+sea',
    ]);
  });
});

describe('a value of a setting', () => {
  const read = (value: string): string => {
    const it = settingValue({ value, location: placed() });
    return it.kind === 'env'
      ? `env ${it.name}${it.fallback?.kind === 'text' ? ` or ${it.fallback.text}` : ''}`
      : it.kind === 'text' || it.kind === 'pattern'
        ? `${it.kind} ${it.text}`
        : it.kind;
  };

  test.each([
    'os.environ/MY_MODEL',
    '${{ env.MY_MODEL }}',
    '${{secrets.MY_MODEL}}',
    '${{ vars.MY_MODEL }}',
    '{{ env.MY_MODEL }}',
    '{{$env.MY_MODEL}}',
    '{{ env["MY_MODEL"] }}',
    "{{ env['MY_MODEL'] }}",
    '${MY_MODEL}',
    '${env:MY_MODEL}',
    '${env.MY_MODEL}',
    '${MY_MODEL:-}',
    '{env:MY_MODEL}',
    '$MY_MODEL',
    '%MY_MODEL%',
    'process.env.MY_MODEL',
    'env.MY_MODEL',
    '  $MY_MODEL ',
  ])('%s is a variable of the environment', (value) => {
    expect(read(value)).toBe('env MY_MODEL');
  });

  test('can have a default', () => {
    expect(['${M:-beam-2}', '${M:beam-2}', '${M-beam-2}', '${env:M:-beam-2}'].map(read)).toEqual(Array(4).fill('env M or beam-2'));
  });

  test('with other holes is a pattern', () => {
    expect(['ferry/${M}', '${{ inputs.model }}', '{{ model }}/x', 'a-*', 'a**b', '${a.b.c}'].map(read)).toEqual([
      'pattern ferry/{}',
      'pattern {}',
      'pattern {}/x',
      'pattern a-{}',
      'pattern a{}b',
      'pattern {}',
    ]);
  });

  test('is else the text', () => {
    expect(
      ['beam-2', ' beam-2 ', 'x os.environ/M', 'os.environ/M/x', 'x$M', '$M/x', '%M%x', 'x%M%', 'my.env.M', 'env.M.x', 'x{env:M}', 'xprocess.env.M'].map(read),
    ).toEqual(
      ['beam-2', 'beam-2', 'x os.environ/M', 'os.environ/M/x', 'x$M', '$M/x', '%M%x', 'x%M%', 'my.env.M', 'env.M.x', 'x{env:M}', 'xprocess.env.M'].map(
        (text) => `text ${text}`,
      ),
    );
  });
});

describe('the formats of a file', () => {
  const index = (...all: readonly ConfigFormat[]): Index => ({ ...INDEX, configs: new Map(all.map((one_) => [one_.id, one_])) });
  const ids = (of: readonly ConfigFormat[], file: string, written: Readonly<Record<string, string>> = { 'models/0/model': 'x' }): string[] =>
    formatsOf(index(...of), file, settings(written)).map(({ id }) => id);

  test('are those whose path it has', () => {
    const all = [format([], { id: 'a', files: ['*.yaml'] }), format([], { id: 'b', files: ['gateway.yaml', '.tool/*.json'] })];
    expect([ids(all, 'gateway.yaml'), ids(all, 'deep/gateway.yaml'), ids(all, 'x.json'), ids(all, '.tool/x.json')]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      [],
      ['b'],
    ]);
    expect(ids(all, 'gateway.yaml', {})).toEqual([]);
  });

  test('must have one of the keys they require', () => {
    const of = [format([], { requires: ['models.*', 'router'] })];
    expect([ids(of, 'x.yaml', { 'models/0': 'a' }), ids(of, 'x.yaml', { 'router/a': 'b' }), ids(of, 'x.yaml', { 'other/models/0': 'a' })]).toEqual([
      ['made-up'],
      ['made-up'],
      [],
    ]);
    expect(ids([format([], { requires: ['a.b'], dotted: true })], 'x.yaml', { 'a.b': 'c' })).toEqual(['made-up']);
  });

  test('that are always read are so by the name of the file', () => {
    const named = index(
      format([], { id: 'a', files: ['*.tool.json', 'rules/gateway*', 'Toolfile'], always: true }),
      format([], { id: 'b', files: ['*.yaml'] }),
    );
    expect(['x.tool.json', 'deep/x.tool.json', 'rules/gateway-1', 'Toolfile', 'deep/Toolfile'].map((file) => isConfigFile(named, file))).toEqual(
      Array(5).fill(true),
    );
    expect(['x.json', 'x.yaml', 'other/gateway-1', 'MyToolfile', 'x.tool.jsonc', 'tool.json'].map((file) => isConfigFile(named, file))).toEqual(
      Array(6).fill(false),
    );
  });
});
