/** Arguments passed to functions of the repository itself: what a wrapper is given says what its client does. */
import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../src/match/clients.ts';
import { collector } from '../../src/match/collector.ts';
import { matchPassed } from '../../src/match/passed.ts';
import type { CallTarget, Value } from '../../src/model/candidate.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { args, call, choice, dynamic, env, object, text, USUAL_ARGUMENTS } from '../support/values.ts';

const INDEX = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 'services/ferry#host', host: 'api.ferry.example', location: 'EU', region: 'west' }]]),
  hostPatterns: [],
  servicePaths: new Map(),
};
const target = (...names: readonly string[]): CallTarget => ({ function: 'llm.py#ask', parameters: names.map((name, position) => ({ name, position })) });

function passed(of: CallTarget | null, given: Readonly<Record<string, Value>>) {
  const into = collector({ path: 'app.py', scope: 'production' });
  matchPassed({ index: INDEX, into } as unknown as CallContext, call(['ask'], { args: args(given), target: of }));
  return { sites: into.sites, evidence: into.result().evidence };
}
/** `service host : model confidence fills slots`. */
function sites(of: CallTarget | null, given: Readonly<Record<string, Value>>): string[] {
  return passed(of, given).sites.map(({ endpoint, model, confidence, fills = [], modelSlots, endpointSlots }) =>
    [
      endpoint.service ?? 'nowhere',
      endpoint.host,
      endpoint.region && `@${endpoint.region}`,
      endpoint.place && `in ${endpoint.place}`,
      endpoint.basis,
      endpoint.configurable ? 'movable' : null,
      ':',
      model ? (model.model ?? model.family ?? `unknown ${model.requested}`) : 'none',
      confidence,
      fills.map((slot) => slot.replace('argument:llm.py#ask:', '')).join('+'),
      modelSlots && `model from ${modelSlots.join('+')}`,
      endpointSlots && `endpoint from ${endpointSlots.join('+')}`,
    ]
      .filter((part) => part)
      .join(' '),
  );
}
const URL = text('https://api.ferry.example/v1');

describe('an argument of a function of this repository', () => {
  test('gives its parameter a model', () => {
    expect(sites(target('prompt', 'model'), { model: text('beam-2') })).toEqual(['nowhere unknown : harbour/beam-2 medium model']);
    expect(sites(target('prompt', 'model'), { 0: text('hello'), 1: text('beam-2') })).toEqual(['nowhere unknown : harbour/beam-2 medium model']);
    expect(passed(target('model'), { model: text('beam-2') }).evidence[0]).toMatchObject({ kind: 'model-id', context: 'argument' });
    expect(passed(target('model'), { model: text('beam-2') }).sites[0]).toMatchObject({
      sdk: null,
      purpose: null,
      artefact: null,
      overrides: null,
      fallbackGroup: null,
      dynamicModel: null,
      evidence: ['app.py:1:1:model-id'],
    });
  });

  test('gives its parameter an endpoint', () => {
    expect(sites(target('base_url'), { base_url: URL })).toEqual(['ferry api.ferry.example @west in EU observed : none medium base_url']);
    expect(passed(target('base_url'), { base_url: URL }).sites[0]?.evidence).toEqual(['app.py:1:1:endpoint']);
  });

  test('that goes to a parameter without such a name says nothing', () => {
    expect(sites(target('prompt'), { prompt: text('beam-2') })).toEqual([]);
    expect(sites(target('prompt'), { 0: text('beam-2') })).toEqual([]);
    expect(sites(target('model'), { 1: text('beam-2') })).toEqual([]);
    expect(sites(target('model'), { prompt: text('beam-2') })).toEqual([]);
    expect(sites(null, { model: text('beam-2') })).toEqual([]);
    expect(sites(target('x1'), { 1: text('beam-2') })).toEqual([]);
  });

  test('nobody knows is a weak guess, and is no evidence of AI by itself', () => {
    expect(sites(target('model'), { model: text('boat-9') })).toEqual(['nowhere unknown : unknown boat-9 low model']);
    expect(passed(target('model'), { model: text('boat-9') }).evidence[0]).toMatchObject({ tentative: true });
    expect(sites(target('model'), { model: text('wheel-9') })).toEqual(['nowhere unknown : pilot/wheel medium model']);
    expect(sites(target('model'), { model: text('tide/poems') })).toEqual(['nowhere unknown : unknown tide/poems low model']);
    expect(passed(target('url'), { url: text('https://letters.example') }).evidence[0]).toMatchObject({ tentative: true });
    expect(sites(target('url'), { url: text('https://letters.example') })).toEqual(['nowhere letters.example observed : none medium url']);
  });

  test('that is handed on says where it comes from', () => {
    expect(sites(target('model'), { model: env('MODEL') })).toEqual(['nowhere unknown : none low model model from env:MODEL']);
    expect(sites(target('base_url'), { base_url: env('URL') })).toEqual(['nowhere unknown : none low base_url endpoint from env:URL']);
    expect(sites(target('model'), { model: dynamic('x') })).toEqual([]);
    expect(sites(target('model'), { model: env('MODEL', text('beam-2')) })).toEqual(['nowhere unknown : harbour/beam-2 medium model model from env:MODEL']);
  });
});

describe('several arguments of one call', () => {
  test('that are a model and an endpoint belong together', () => {
    expect(sites(target('model', 'base_url'), { model: text('nickname'), base_url: URL })).toEqual([
      'ferry api.ferry.example @west in EU observed : harbour/beam-2 medium model+base_url',
    ]);
    expect(passed(target('model', 'base_url'), { model: text('beam-2'), base_url: URL }).sites[0]?.evidence).toEqual([
      'app.py:1:1:endpoint',
      'app.py:1:1:model-id',
    ]);
  });

  test('that are two models fill a parameter each, with the endpoint', () => {
    expect(sites(target('chat_model', 'judge_model', 'url'), { chat_model: text('beam-2'), judge_model: text('wheel-4'), url: URL })).toEqual([
      'ferry api.ferry.example @west in EU observed : harbour/beam-2 medium chat_model+url',
      'ferry api.ferry.example @west in EU observed : pilot/wheel-4 medium judge_model+url',
    ]);
  });

  test('with one of several models are a site for each', () => {
    expect(sites(target('model'), { model: choice(text('beam-2'), text('wheel-4')) }).length).toBe(2);
  });

  test('with one of several endpoints take the first that is known', () => {
    expect(sites(target('url'), { url: choice(dynamic('x'), URL) })[0]).toContain('ferry api.ferry.example');
    expect(sites(target('url'), { url: env('X', URL) })[0]).toContain('movable');
  });
});

describe('a model whose id names its service', () => {
  test('goes there where no endpoint is given', () => {
    expect(sites(target('model'), { model: text('ferry/north-1/beam-2') })).toEqual(['ferry in NO observed : harbour/beam-2 medium model']);
    expect(sites(target('model', 'url'), { model: text('free/beam-2'), url: text('https://letters.example') })).toEqual([
      'nowhere letters.example observed : harbour/beam-2 medium model+url',
    ]);
    expect(sites(target('model', 'url'), { model: text('free/beam-2'), url: URL })[0]).toContain('ferry api.ferry.example');
  });
});

describe('options passed as one object', () => {
  test('fill the parameters that take them apart, or stand below theirs', () => {
    expect(sites(target('options'), { 0: object({ model: text('beam-2') }) })).toEqual(['nowhere unknown : harbour/beam-2 medium options.model']);
    expect(
      sites(
        {
          function: 'llm.py#ask',
          parameters: [
            { name: 'model', position: 0 },
            { name: 'prompt', position: 0 },
          ],
        },
        { 0: object({ model: text('beam-2'), prompt: text('x') }) },
      ),
    ).toEqual(['nowhere unknown : harbour/beam-2 medium model']);
    expect(sites(target('config'), { config: object({ other: text('beam-2') }) })).toEqual([]);
  });

  test('are looked into only where the name of the parameter says so', () => {
    const inside = (name: string): number => sites(target(name), { 0: object({ model: text('beam-2') }) }).length;
    expect(['options', 'option', 'opts', 'Config', 'cfg', 'settings', 'params', 'props', 'kwargs', 'llm_config', 'args'].map(inside)).toEqual(
      Array(11).fill(1),
    );
    expect(['message', 'my_options', 'optional', 'data'].map(inside)).toEqual([0, 0, 0, 0]);
  });
});
