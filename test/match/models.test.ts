/** The models a value can hold: ids that are written, what is chosen at run time, and what would say which it is. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { modelsOf, namedService, siteModel } from '../../src/match/models.ts';
import type { Value } from '../../src/model/candidate.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { choice, dynamic, env, imported, list, made, pattern, placed, text } from '../support/values.ts';

function asked(value: Value, service: string | null = null, more: { readonly tentative?: boolean; readonly prefix?: string } = {}) {
  const into = collector({ path: 'app.py', scope: 'production' });
  const found = modelsOf(SMALL_MODELS, value, service, into, 'ask(model)', more.tentative, more.prefix);
  return { ...found, seen: into.result().evidence, used: into.used(placed()) };
}
const models = (value: Value, service: string | null = null): string[] =>
  asked(value, service).models.map(({ requested, model, configurable }) => `${requested}: ${model ?? 'unknown'}${configurable ? ', configurable' : ''}`);
const runtime = (value: Value): string | null => asked(value).dynamic;

describe('an id that is written', () => {
  test('is the model it names, seen where it stands', () => {
    const { models: found, seen, used, dynamic: chosen, slots, calls } = asked(text(' beam-2 '));
    expect(found).toEqual([
      {
        requested: 'beam-2',
        model: 'harbour/beam-2',
        family: 'harbour/beam',
        developer: 'harbour',
        adapted: false,
        place: null,
        configurable: false,
        service: null,
        region: null,
        evidence: ['app.py:1:1:model-id'],
        when: [[]],
      },
    ]);
    expect(seen[0]).toMatchObject({
      kind: 'model-id',
      value: 'beam-2',
      context: 'ask(model)',
      confidence: 'high',
      signature: 'models/harbour/beam',
      subject: { kind: 'model', id: 'harbour/beam-2', family: 'harbour/beam', requested: 'beam-2' },
    });
    expect([used, chosen, slots, calls]).toEqual([true, null, [], []]);
  });

  test('is read at the service the call goes to', () => {
    expect([models(text('nickname')), models(text('nickname'), 'ferry')]).toEqual([['nickname: unknown'], ['nickname: harbour/beam-2']]);
  });

  test('nobody knows is kept as weak, and as a guess where that is all', () => {
    expect(asked(text('tide-9')).seen[0]).toMatchObject({ confidence: 'low', signature: null, subject: { kind: 'unknown', what: 'model' } });
    expect(asked(text('tide-9')).seen[0]).not.toHaveProperty('tentative');
    expect(asked(text('tide-9'), null, { tentative: true }).seen[0]?.tentative).toBe(true);
    expect(asked(text('beam-2'), null, { tentative: true }).seen[0]).not.toHaveProperty('tentative');
  });

  test('of a maker alone has no family to show', () => {
    expect(asked(text('tide/poems')).seen[0]).toMatchObject({ signature: null, confidence: 'high' });
    expect(asked(text('tide/poems')).models[0]).toMatchObject({ developer: 'tide', family: null, adapted: false });
  });

  test('may want what its library puts before it', () => {
    expect(asked(text('2'), null, { prefix: 'beam-' }).models).toMatchObject([]);
    expect(asked(text('02'), null, { prefix: 'beam-2-' }).models).toMatchObject([{ requested: '02', model: 'harbour/beam-2' }]);
    expect(asked(text('beam-3'), null, { prefix: 'wheel-' }).models).toMatchObject([{ model: 'harbour/beam-3' }]);
  });

  test('is one word of two letters at least, without brackets', () => {
    for (const none of ['b', 'two words', 'a{b}', 'a<b>', 'a$b', 'a(b)', 'a[b]', `b${'x'.repeat(200)}`]) expect(models(text(none)), none).toEqual([]);
    expect(models(text('xy'))).toEqual(['xy: unknown']);
    expect(models(text('x'.repeat(200))).length).toBe(1);
  });

  test('made by somebody of a model that is known is an adaptation', () => {
    expect(asked(text('letters-beam-2')).models[0]).toMatchObject({ adapted: true, family: 'harbour/beam' });
    expect(['ft:beam-2:letters', 'tide/beam-2-poems', 'beam-2-mini'].map((id) => asked(text(id)).models[0]?.adapted)).toEqual([false, false, false]);
    expect(siteModel(null, 'x')).toMatchObject({ adapted: false, model: null, developer: null, when: [], evidence: [] });
  });

  test('with a region before it has that place', () => {
    expect(asked(text('ferry/north-1/beam-2')).models[0]).toMatchObject({ service: 'ferry', region: 'north-1', place: 'NO' });
  });
});

describe('one of several', () => {
  test('is each of them', () => {
    expect(models(choice(text('beam-2'), text('wheel-4')))).toEqual(['beam-2: harbour/beam-2', 'wheel-4: pilot/wheel-4']);
  });

  test('written twice is one, seen in both places and under either choice', () => {
    const twice = choice(text('beam-2', { location: placed(3), when: ['f:1=a'] }), text('beam-2', { location: placed(5), when: ['f:1=b'] }));
    expect(asked(twice).models).toMatchObject([{ evidence: ['app.py:3:1:model-id', 'app.py:5:1:model-id'], when: [['f:1=a'], ['f:1=b']] }]);
  });

  test('can be changed when the environment or something known at run time is among them', () => {
    expect(models(env('MODEL', text('beam-2')))).toEqual(['beam-2: harbour/beam-2, configurable']);
    expect(asked(env('MODEL', text('beam-2'))).seen[0]?.context).toBe('ask(model), default');
    expect(models(choice(text('beam-2'), dynamic('settings.model')))).toEqual(['beam-2: harbour/beam-2, configurable']);
    expect(models(choice(text('beam-2'), dynamic('model', { parameter: { function: 'f', name: 'model' } })))).toEqual(['beam-2: harbour/beam-2']);
    expect(models(choice(text('beam-2'), made(4)))).toEqual(['beam-2: harbour/beam-2']);
  });

  test('leaves nothing to run time when one is written', () => {
    expect(runtime(choice(text('beam-2'), dynamic('settings.model')))).toBeNull();
  });
});

describe('a model chosen at run time', () => {
  test('is told as it is written', () => {
    expect(runtime(dynamic('settings.model'))).toBe('settings.model');
    expect(runtime(env('MODEL'))).toBe('environment MODEL');
    expect(runtime(imported('settings', 'llm', 'MODEL'))).toBe('llm.MODEL from settings');
    expect(runtime(imported('settings'))).toBe('settings from settings');
    expect(runtime(pattern('beam-{}'))).toBe('beam-{}');
    expect(runtime(text('two words'))).toBe('two words');
    expect(runtime(choice(dynamic('first'), dynamic('second')))).toBe('first');
  });

  test('is none where nothing is said', () => {
    expect([runtime(dynamic('None')), runtime(text('  ')), runtime(made(2)), runtime(list())]).toEqual([null, null, null, null]);
  });

  test('is cut short, and shows no secret', () => {
    expect(runtime(text('one of many '.repeat(20)))).toHaveLength(60);
    expect(runtime(pattern(`{} sk-proj-Zk81mQw93LbtXv70RnYc52Hd46PsUf${'q7W2'.repeat(6)}`))).not.toContain('Zk81mQw93');
  });

  test('is said by the slots of the value', () => {
    expect(asked(env('MODEL', text('beam-2'))).slots).toEqual(['env:MODEL']);
  });

  test('can be the result of a call', () => {
    expect(asked(choice(made(4, { text: 'pick()' }), made(5))).calls).toEqual([
      { id: 4, text: 'pick()' },
      { id: 5, text: '' },
    ]);
  });

  test('can still have the prefix of a service', () => {
    const service = (value: Value): string | null => asked(value).service;
    expect(['ferry/{}', 'Ferry/{}', 'ferry/europe/{}', 'ferry/team/{}', 'ferry/beam-{}', 'cloud:{}'].map((prefix) => service(pattern(prefix)))).toEqual(
      Array(6).fill('ferry'),
    );
    expect(['other/{}', 'ferry{}', '{}/ferry/', 'x/ferry/{}'].map((prefix) => service(pattern(prefix)))).toEqual([null, null, null, null]);
    expect(service(choice(pattern('ferry/{}'), pattern('free/{}')))).toBe('ferry');
    expect(service(dynamic('ferry/x'))).toBeNull();
  });
});

describe('the service that an id names by itself', () => {
  const named = (requested: string): string | null => {
    const [model] = asked(text(requested)).models;
    return model ? namedService(SMALL_MODELS, model) : null;
  };

  test('is that of its prefix, unless that is as likely the account of its maker', () => {
    expect(['ferry/beam-2', 'beam-2', 'pilot/wheel-4', 'Pilot/wheel-7', 'pilot/secret'].map(named)).toEqual(['ferry', null, null, null, null]);
    expect(namedService(SMALL_MODELS, { ...siteModel(null, 'pilot/x'), service: 'pilot', family: 'pilot/wheel' })).toBeNull();
    expect(namedService(SMALL_MODELS, { ...siteModel(null, 'pilot/x'), service: 'pilot' })).toBe('pilot');
    expect(namedService(SMALL_MODELS, { ...siteModel(null, 'pilot:x'), service: 'pilot', developer: 'pilot' })).toBe('pilot');
  });
});
