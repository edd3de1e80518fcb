/** Values of the languages with braces spelled out: constants of an SDK become ids, objects made by a call are opened. */
import { describe, expect, test } from 'vitest';
import { constantModelId } from '../../src/match/model-constant.ts';
import { spelledOut } from '../../src/match/spelled-out.ts';
import type { CallCandidate, Value } from '../../src/model/candidate.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { pkg } from '../support/small-world.ts';
import { args, call, choice, dynamic, env, imported, list, made, object, text } from '../support/values.ts';

const INDEX: Index = { ...SMALL_MODELS, packages: new Map([['kit', pkg('kit')]]), modules: new Map([['java:com.harbour.kit', 'kit']]) };

function spelled(value: Value, speaks: (id: number) => boolean = () => false, language: CallCandidate['language'] = 'java'): Value | undefined {
  return spelledOut(INDEX, call(['ask'], { language, args: args({ model: value }) }), speaks).args[0]?.value;
}
const words = (value: Value | undefined): string => (value?.kind === 'text' ? value.text : (value?.kind ?? 'nothing'));

describe('a constant of an SDK', () => {
  test('is the id it stands for', () => {
    expect(words(spelled(imported('com.harbour.kit', 'ChatModel', 'BEAM_2')))).toBe('beam-2');
    expect(words(spelled(imported('com.harbour.kit.models', 'BEAM_2')))).toBe('beam-2');
    expect(words(spelled(dynamic('.beam2', { path: ['', 'beam2'] })))).toBe('beam-2');
    expect(words(spelled(imported('com.harbour.kit', 'Wheel', 'V_4')))).toBe('wheel-v4');
  });

  test('can have its name in the type and its number in the constant', () => {
    expect(words(spelled(imported('com.harbour.kit', 'Beam', '2')))).toBe('beam-2');
    expect(words(spelled(imported('com.harbour.kit', '2')))).toBe('imported');
  });

  test('of another library, or of no model, stays what it is', () => {
    expect(words(spelled(imported('com.letters', 'ChatModel', 'BEAM_2')))).toBe('imported');
    expect(words(spelled(imported('com.harbour.kit', 'Mode', 'FAST')))).toBe('imported');
    expect(words(spelled(dynamic('settings.beam2', { path: ['settings', 'beam2'] })))).toBe('dynamic');
    expect(words(spelled(dynamic('x')))).toBe('dynamic');
    expect(words(spelled(imported('com.harbour.kit')))).toBe('imported');
  });

  test('keeps its place and the choices it depends on', () => {
    const value: Value = { ...imported('com.harbour.kit', 'BEAM_2'), when: ['f:1=a'] };
    expect(spelled(value)).toEqual({ kind: 'text', text: 'beam-2', location: value.location, when: ['f:1=a'] });
    expect(spelled(imported('com.harbour.kit', 'BEAM_2'))).not.toHaveProperty('when');
  });

  test('of the regions of a cloud is the region', () => {
    expect(words(spelled(imported('any', 'Region', 'EU_CENTRAL_1')))).toBe('eu-central-1');
    expect(words(spelled(imported('any', 'Regions', 'US_EAST_1')))).toBe('us-east-1');
    expect(words(spelled(dynamic('x', { path: ['RegionEndpoint', 'EUCentral1'] })))).toBe('eu-central-1');
    expect(words(spelled(dynamic('x', { path: ['RegionEndpoint', 'APSoutheast2'] })))).toBe('ap-southeast-2');
    expect(words(spelled(imported('any', 'Region', 'europe')))).toBe('europe');
    expect(words(spelled(imported('any', 'MyRegion', 'EU_CENTRAL_1')))).toBe('imported');
    expect(words(spelled(imported('any', 'Regional', 'EU_CENTRAL_1')))).toBe('imported');
  });
});

describe('what holds values', () => {
  const constant = imported('com.harbour.kit', 'BEAM_2');

  test('is spelled out inside', () => {
    expect(spelled(choice(constant, text('x')))).toMatchObject({ options: [{ text: 'beam-2' }, { text: 'x' }] });
    expect(spelled(list(constant))).toMatchObject({ items: [{ text: 'beam-2' }] });
    expect(spelled(object({ a: constant }))).toMatchObject({ entries: [{ name: 'a', value: { text: 'beam-2' } }] });
    expect(spelled(env('MODEL', constant))).toMatchObject({ name: 'MODEL', fallback: { text: 'beam-2' } });
    expect(spelled(env('MODEL'))).toMatchObject({ fallback: null });
  });

  test('is spelled out seven levels deep', () => {
    const deep = (levels: number): Value => (levels === 0 ? constant : list(deep(levels - 1)));
    const innermost = (value: Value | undefined): string => (value?.kind === 'list' ? innermost(value.items[0]) : words(value));
    expect([innermost(spelled(deep(6))), innermost(spelled(deep(7)))]).toEqual(['beam-2', 'imported']);
  });

  test('made by a call is opened, unless the knowledge base describes that call', () => {
    const builder = made(7, { entries: args({ model: constant }) });
    expect(spelled(builder)).toMatchObject({ kind: 'call', entries: [{ name: 'model', value: { text: 'beam-2' } }] });
    expect(spelled(builder, (id) => id === 7)).toEqual({ kind: 'call', call: 7, location: builder.location });
    expect(spelled(made(7))).toEqual(made(7));
  });
});

describe('a call spelled out', () => {
  test('is left alone in languages that write ids as texts', () => {
    for (const language of ['python', 'javascript'] as const) {
      const one = call(['ask'], { language });
      expect(spelledOut(INDEX, one, () => false)).toBe(one);
    }
  });

  test('is else the call it was', () => {
    const one = call(['a', 'b'], {
      language: 'java',
      id: 9,
      module: 'm',
      others: ['n'],
      receivers: [3],
      receiversWhen: [['w']],
      viaDefault: true,
      foreign: true,
      typed: true,
      target: { function: 'f', parameters: [] },
      args: args({ model: imported('com.harbour.kit', 'BEAM_2') }),
    });
    const { kind, id, language, foreign, module, others, path, receivers, receiversWhen, viaDefault, target, typed, location } = spelledOut(
      INDEX,
      one,
      () => false,
    );
    expect({ kind, id, language, foreign, module, others, path, receivers, receiversWhen, viaDefault, target, typed, location }).toEqual({
      kind: 'call',
      id: 9,
      language: 'java',
      foreign: true,
      module: 'm',
      others: ['n'],
      path: ['a', 'b'],
      receivers: [3],
      receiversWhen: [['w']],
      viaDefault: true,
      target: { function: 'f', parameters: [] },
      typed: true,
      location: one.location,
    });
  });

  test('works its arguments out once, also when they lead back to it', () => {
    const one = call(['ask'], { language: 'java', args: args({ a: made(1, { entries: args({ model: imported('com.harbour.kit', 'BEAM_2') }) }) }) });
    let asked = 0;
    const out: CallCandidate = spelledOut(INDEX, one, () => {
      asked++;
      return out.args.length === 0;
    });
    expect(out.args).toBe(out.args);
    expect(asked).toBe(1);
    expect(out.args[0]).toMatchObject({ value: { entries: [{ value: { text: 'beam-2' } }] } });
  });

  test('gives what is given by name as the call does', () => {
    const names = new Set(['x']);
    const given = args({ x: text('y') });
    expect(spelledOut(INDEX, call(['ask'], { language: 'java', given: (asked) => (asked === names ? given : []) }), () => false).given?.(names)).toBe(given);
    const plain = call(['ask'], { language: 'java', args: given });
    expect(spelledOut(INDEX, plain, () => false).given?.(names)).toBe(given);
  });
});

describe('the name of a constant', () => {
  const id = (name: string): string | null => constantModelId(INDEX, name);

  test('is read in any case and with words before it', () => {
    for (const name of ['Beam2', 'BEAM_2', 'beam_2', 'ChatModelBeam2', 'CHAT_COMPLETION_MODEL_BEAM_2', 'openAiModelBeam2', 'ModelsBeam2', 'createModelBeam2'])
      expect(id(name), name).toBe('beam-2');
    expect(['Model', 'Beam', 'Fast', '', 'a1b2c3d4e5f6g7h8'].map(id)).toEqual([null, null, null, null, null]);
  });

  test('of a version nobody has entered is that of its family, where it has a number', () => {
    expect([id('Wheel7'), id('WheelMini'), id('WHEEL_7_MINI')]).toEqual(['wheel-7', null, 'wheel-7-mini']);
  });
});
