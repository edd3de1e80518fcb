/** Models written as data in the arguments of a call: stand-ins, configurations, lists of them. */
import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../src/match/clients.ts';
import { collector } from '../../src/match/collector.ts';
import { embeddedRequests } from '../../src/match/embedded.ts';
import { configuredBy, standInsOf } from '../../src/match/stand-ins.ts';
import type { Value } from '../../src/model/candidate.ts';
import type { ConfigFormat } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { pkg } from '../support/small-world.ts';
import { args, call, choice, dynamic, env, list, object, text, USUAL_ARGUMENTS } from '../support/values.ts';

const FORMAT = {
  id: 'made-up',
  paths: [
    {
      at: 'entries.*',
      model: ['model'],
      baseUrl: [],
      region: [],
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
    },
  ],
  requires: [],
  dotted: false,
  package: null,
  fallbacks: [],
  aliases: [],
  servers: [],
} as unknown as ConfigFormat;
const INDEX: Index = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  configs: new Map([['made-up', FORMAT]]),
  hosts: new Map(),
  hostPatterns: [],
  servicePaths: new Map(),
  purposes: new Map([['chat', 'chat']]),
  env: new Map(),
  switches: new Map(),
};

describe('models that stand in for the first', () => {
  function standIns(given: Readonly<Record<string, Value>>, gateway = false, service: string | null = null): string {
    const found = standInsOf(INDEX, call(['ask'], { args: args(given) }), service, gateway, collector({ path: 'app.py', scope: 'production' }));
    return found === null ? '-' : `${found.models.map(({ requested, model }) => `${requested}=${model ?? '?'}`).join(' ')} in ${found.group}`;
  }

  test('are a list of fallbacks, as texts or objects', () => {
    expect(standIns({ fallbacks: list(text('beam-2'), object({ model: text('wheel-4'), x: text('y') }), env('M', text('beam-3'))) })).toBe(
      'beam-2=harbour/beam-2 wheel-4=pilot/wheel-4 beam-3=harbour/beam-3 in app.py:1:1',
    );
    expect(standIns({ options: object({ a: object({ b: object({ fallbacks: list(text('beam-2')) }) }) }) })).toContain('beam-2=');
  });

  test('are a list of models where a gateway picks', () => {
    expect(standIns({ models: list(text('beam-2')) }, true)).toContain('beam-2=');
    expect(standIns({ models: list(text('beam-2')) })).toBe('-');
    expect(standIns({ others: list(text('beam-2')) }, true)).toBe('-');
  });

  test('are read at the service of the call', () => {
    expect([standIns({ fallbacks: list(text('nickname')) }), standIns({ fallbacks: list(text('nickname')) }, false, 'ferry')]).toEqual([
      'nickname=? in app.py:1:1',
      'nickname=harbour/beam-2 in app.py:1:1',
    ]);
  });

  test('are none where nothing is written', () => {
    expect([
      standIns({ fallbacks: list() }),
      standIns({ fallbacks: text('beam-2') }),
      standIns({ fallbacks: list(dynamic('x'), object({ name: text('beam-2') })) }),
      standIns({}),
    ]).toEqual(['-', '-', '-', '-']);
  });

  test('are seen as items of their list', () => {
    const into = collector({ path: 'app.py', scope: 'production' });
    standInsOf(INDEX, call(['ask'], { args: args({ fallbacks: list(text('beam-2')) }) }), null, false, into);
    expect(into.result().evidence[0]?.context).toBe('fallbacks[]');
  });
});

describe('arguments in a configuration format', () => {
  function configured(format: string | null, given: Readonly<Record<string, Value>>): string {
    const into = collector({ path: 'app.py', scope: 'production' });
    const said = configuredBy(INDEX, format, call(['Router'], { args: args(given) }), into);
    return `${said} ${into.sites.map(({ model, dynamicModel, modelSlots }) => [model?.requested, dynamicModel, modelSlots?.join()].filter((part) => part).join(' ')).join(', ')}`.trim();
  }
  const entry = (model: Value): Record<string, Value> => ({ entries: list(object({ model })) });

  test('mean what a file of that format means', () => {
    expect(configured('made-up', entry(text('beam-2')))).toBe('true beam-2');
    expect(configured('made-up', entry(env('MODEL')))).toBe('true environment MODEL env:MODEL');
    expect(configured('made-up', entry(env('MODEL', text('beam-2'))))).toBe('true beam-2 env:MODEL');
    expect(configured('made-up', entry(env('MODEL', dynamic('x'))))).toBe('true environment MODEL env:MODEL');
  });

  test('say nothing without a format, or nothing of it', () => {
    expect([
      configured(null, entry(text('beam-2'))),
      configured('gone', entry(text('beam-2'))),
      configured('made-up', { other: text('beam-2') }),
      configured('made-up', entry(dynamic('x'))),
    ]).toEqual(['false', 'false', 'false', 'false']);
  });
});

describe('mappings with a model inside the arguments', () => {
  function embedded(given: Readonly<Record<string, Value>>, path: readonly string[] = ['Agent']) {
    const into = collector({ path: 'app.py', scope: 'production' });
    const context = {
      index: INDEX,
      into,
      call: () => undefined,
      imported: new Set(),
      leads: true,
      clients: new Map(),
      owners: new Map(),
      consumed: new Set(),
    } as unknown as CallContext;
    const said = embeddedRequests(context, call(path, { args: args(given), module: 'frame' }), pkg('frame', { role: 'framework' }), null);
    return { said, sites: into.sites, evidence: into.result().evidence };
  }
  const models = (given: Readonly<Record<string, Value>>): string[] =>
    embedded(given).sites.map(({ endpoint, model, dynamicModel }) => `${endpoint.service ?? endpoint.host ?? 'nowhere'} ${model?.requested ?? dynamicModel}`);
  const config = (model: Value, more: Readonly<Record<string, Value>> = {}): Value => object({ model, ...more });

  test('are a request each, with the address beside the model', () => {
    expect(
      models({ llm_config: object({ config_list: list(config(text('beam-2')), config(text('wheel-4'), { base_url: text('https://letters.example') })) }) }),
    ).toEqual(['nowhere beam-2', 'letters.example wheel-4']);
    expect(models({ a: choice(config(text('beam-2')), config(text('beam-3'))) })).toEqual(['nowhere beam-2', 'nowhere beam-3']);
    expect(models({ a: config(env('MODEL')) })).toEqual(['nowhere environment MODEL']);
  });

  test('rest on the call they stand in', () => {
    const { said, sites, evidence } = embedded({ a: config(text('beam-2')) }, ['frame', 'chat']);
    expect(said).toBe(true);
    expect(sites).toMatchObject([{ sdk: 'frame', purpose: 'chat', artefact: null }]);
    expect(evidence).toMatchObject([
      { kind: 'import', context: 'call of frame library', confidence: 'high', signature: 'packages/frame', subject: { kind: 'package', id: 'frame' } },
      { kind: 'model-id', context: 'model of a configuration' },
    ]);
    expect(sites[0]?.evidence).toContain(evidence[0]?.id);
  });

  test('are no request where a name is only that of an entry, or the value is none', () => {
    expect(embedded({ a: object({ model_name: text('beam-2') }) })).toMatchObject({ said: false, sites: [], evidence: [] });
    expect(embedded({ a: config(dynamic('x')) })).toMatchObject({ said: false });
    expect(embedded({ a: config(text('')) })).toMatchObject({ said: false });
    expect(embedded({ a: object({ deployment: text('beam-2') }) })).toMatchObject({ said: false, sites: [] });
    expect(embedded({})).toMatchObject({ said: false });
    expect(models({ a: object({ model_name: text('x'), params: config(text('beam-2')) }) })).toEqual(['nowhere beam-2']);
  });

  test('are looked for five levels deep', () => {
    const deep = (levels: number, inner: Value): Value => (levels === 0 ? inner : object({ more: deep(levels - 1, inner) }));
    expect([models({ a: deep(5, config(text('beam-2'))) }).length, models({ a: deep(6, config(text('beam-2'))) }).length]).toEqual([1, 0]);
  });
});
