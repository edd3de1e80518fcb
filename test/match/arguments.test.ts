/** Arguments of calls: which of them carries what, and what a value can be. */
import { describe, expect, test } from 'vitest';
import {
  alternatives,
  argumentFor,
  argumentSlot,
  excluded,
  flatten,
  isNothing,
  mayBeNothing,
  requirementsMet,
  settingSlot,
  slotsOf,
  word,
} from '../../src/match/arguments.ts';
import type { Argument, CallCandidate, Value } from '../../src/model/candidate.ts';
import type { CallShape } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';

const location = { path: 'app.py', line: 1, column: 1, endLine: 1, endColumn: 2 };
const text = (value: string, when?: readonly string[]): Value => ({ kind: 'text', text: value, location, ...(when && { when }) });
const dynamic = (value: string, more: Partial<Extract<Value, { kind: 'dynamic' }>> = {}): Value => ({ kind: 'dynamic', text: value, location, ...more });
const env = (name: string, fallback: Value | null = null): Value => ({ kind: 'env', name, fallback, location });
const choice = (...options: Value[]): Value => ({ kind: 'choice', options, location });
const object = (entries: Record<string, Value>): Value => ({ kind: 'object', entries: args(entries), location });
const args = (entries: Record<string, Value>): Argument[] => Object.entries(entries).map(([name, value]) => ({ name, value }));
const made = (entries?: Record<string, Value>): Value => ({ kind: 'call', call: 7, location, ...(entries && { entries: args(entries) }) });
const INDEX = {
  arguments: {
    model: new Set(['model', 'modelname']),
    baseUrl: new Set(['baseurl']),
    region: new Set(['region']),
    revision: new Set(['revision']),
    key: new Set(['apikey']),
  },
} as unknown as Index;
const shape = (over: Partial<CallShape>): CallShape =>
  ({ name: 'ask', modelArgs: [], baseUrlArgs: [], regionArgs: [], requires: {}, ...over }) as unknown as CallShape;
const words = (value: Value | null): unknown =>
  value === null ? null : value.kind === 'choice' ? value.options.map(words) : 'text' in value ? value.text : value.kind;

test('a name is one word however it is written', () => {
  expect(['base_url', 'baseURL', 'base-url', 'Base Url', 'base.url'].map(word)).toEqual(Array(5).fill('baseurl'));
});

describe('arguments laid flat', () => {
  const nested = args({ options: object({ client: object({ baseURL: object({ deep: text('x') }) }) }), n: text('1') });

  test('hold the entries of objects, two levels down unless told', () => {
    const names = (depth?: number) => flatten(nested, depth).map(({ name }) => name);
    expect([names(), names(0), names(1), names(3)]).toEqual([
      ['options', 'client', 'baseURL', 'n'],
      ['options', 'n'],
      ['options', 'client', 'n'],
      ['options', 'client', 'baseURL', 'deep', 'n'],
    ]);
  });

  test('hold those of either object, and of what a call makes of them', () => {
    const either = args({ a: choice(object({ model: text('x') }), text('y'), made({ model: text('z') }), made()) });
    expect(flatten(either).map(({ name, value }) => `${name} ${words(value)}`)).toEqual(['a object,y,call,call', 'model x', 'model z']);
  });
});

describe('the argument in a role', () => {
  const find = (given: Record<string, Value>, role: 'model' | 'baseUrl' | 'region' = 'model', of: CallShape | null = null) =>
    words(argumentFor(INDEX, args(given), role, of));

  test('is found by the common words', () => {
    expect([find({ model: text('a') }), find({ model_name: text('b') }), find({ engine: text('c') }), find({})]).toEqual(['a', 'b', null, null]);
    expect([find({ region: text('eu') }, 'region'), find({ base_url: text('u') }, 'baseUrl')]).toEqual(['eu', 'u']);
  });

  test('is found by the names of the call first, in their order', () => {
    const own = shape({ modelArgs: ['1', 'engine'] as never });
    expect([
      find({ model: text('a'), engine: text('b') }, 'model', own),
      find({ engine: text('b'), '1': text('c') }, 'model', own),
      find({ model: text('a') }, 'model', own),
    ]).toEqual(['b', 'c', 'a']);
    expect(find({ host: text('u') }, 'baseUrl', shape({ baseUrlArgs: ['host'] as never }))).toBe('u');
    expect(find({ zone: text('r') }, 'region', shape({ regionArgs: ['zone'] as never }))).toBe('r');
  });

  test('stands one level down for a model, two for an address', () => {
    expect([find({ o: object({ model: text('a') }) }), find({ o: object({ p: object({ model: text('a') }) }) })]).toEqual(['a', null]);
    expect(find({ o: object({ p: object({ baseURL: text('u') }) }) }, 'baseUrl')).toBe('u');
    expect(find({ o: object({ engine: text('b') }) }, 'model', shape({ modelArgs: ['engine'] as never }))).toBe('b');
  });

  test('stands at the top before it stands in the options', () => {
    const own = shape({ modelArgs: ['engine'] as never });
    expect(find({ engine: text('a'), options: object({ engine: text('b') }) }, 'model', own)).toBe('a');
  });

  test('is not found by the names of another role', () => {
    expect(words(argumentFor(INDEX, args({ zone: text('eu') }), 'revision', shape({ regionArgs: ['zone'] as never })))).toBe(null);
  });

  test('is each of several, but no mapping, no list and nothing that is none', () => {
    expect(find({ model: text('a'), modelName: text('b') })).toEqual(['a', 'b']);
    expect(find({ model: object({ x: text('a') }), modelName: text('b') })).toBe('b');
    expect(find({ model: { kind: 'list', items: [text('a')], location } })).toBe(null);
    expect(find({ model: made({ name: text('a') }) })).toBe(null);
    expect(find({ model: made() })).toBe('call');
    expect(find({ model: dynamic('None'), modelName: text('  ') })).toBe(null);
  });
});

describe('nothing', () => {
  test.each<[Value, boolean]>([
    [dynamic('None'), true],
    [dynamic('undefined'), true],
    [dynamic('null'), true],
    [dynamic('False'), true],
    [dynamic('false'), true],
    [dynamic('True'), true],
    [dynamic('true'), true],
    [dynamic('settings.model'), false],
    [text('  '), true],
    [text('None'), false],
    [env('X'), false],
  ])('%j', (value, expected) => {
    expect(isNothing(value)).toBe(expected);
  });

  test('can be one of several, or what is left without a variable', () => {
    expect([choice(text('a'), dynamic('null')), choice(text('a'), text('b')), env('X', text('')), env('X', text('a')), env('X')].map(mayBeNothing)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('what a call requires', () => {
  const needs = shape({ requires: { '0': ['bedrock-runtime'], mode: ['chat', 'text'] } as never });
  const met = (given: Record<string, Value>, of = needs) => requirementsMet(of, { args: args(given) } as unknown as CallCandidate);

  test('is met by every argument with one of its values', () => {
    expect([
      met({ '0': text('bedrock-runtime'), mode: text('text') }),
      met({ '0': text('s3'), mode: text('text') }),
      met({ '0': text('bedrock-runtime') }),
      met({}, shape({})),
    ]).toEqual([true, false, false, true]);
  });

  test.each<[string, Value, boolean]>([
    ['a name as written', dynamic('chat'), true],
    ['a constant by its last name', { kind: 'imported', module: 'modes', path: ['Mode', 'chat'], location }, true],
    ['no other part of a name', { kind: 'imported', module: 'modes', path: ['chat', 'Mode', 'image'], location }, false],
    ['no part before the last of a name', { kind: 'imported', module: 'modes', path: ['Mode', 'chat', 'image'], location }, false],
    ['a default', env('MODE', text('chat')), true],
    ['a variable without one', env('chat'), false],
    ['one of several', choice(text('image'), text('chat')), true],
    ['none of several', choice(text('image'), text('audio')), false],
    ['a list', { kind: 'list', items: [text('chat')], location }, false],
  ])('is met by %s: %j', (_, mode, expected) => {
    expect(met({ '0': text('bedrock-runtime'), mode })).toBe(expected);
  });

  test('is met one level down', () => {
    expect(met({ '0': text('bedrock-runtime'), options: object({ mode: text('chat') }) })).toBe(true);
  });
});

describe('what a value can be', () => {
  const all = (value: Value) =>
    alternatives(value).map(({ value: one, configurable, when }) => [one.kind === 'env' ? `env ${one.name}` : words(one), configurable, ...when].join(' '));

  test('is itself, or each of several, or the default and what the environment says', () => {
    expect([all(text('a')), all(choice(text('a'), text('b'), dynamic('None'))), all(env('M', text('a'))), all(env('M'))]).toEqual([
      ['a false'],
      ['a false', 'b false'],
      ['a true', 'env M true'],
      ['env M true'],
    ]);
  });

  test('can be configured where one of several is of the environment', () => {
    expect(all(choice(env('M'), text('a')))).toEqual(['env M true', 'a true']);
  });

  test('says on which choices it depends, from the outside in', () => {
    expect(all({ ...choice(text('a', ['x=2']), text('b')), when: ['y=1'] })).toEqual(['a false y=1 x=2', 'b false y=1']);
  });

  test('is at most one of sixteen, and one that stands for all others', () => {
    const kinds = alternatives(choice(...Array.from({ length: 40 }, (_, at) => text(`m${at}`)))).map(({ value }) => value.kind);
    expect(kinds).toEqual([...Array.from({ length: 16 }, () => 'text'), 'dynamic']);
  });

  test('is told apart up to sixteen', () => {
    expect(alternatives(choice(...Array.from({ length: 16 }, (_, at) => text(`m${at}`)))).every(({ value }) => value.kind === 'text')).toBe(true);
  });
});

test('choices exclude each other where they take other branches of one chain', () => {
  expect([
    excluded(['f:1=a'], ['f:1=b']),
    excluded(['f:1=a'], ['f:1=a']),
    excluded(['f:1=a'], ['f:2=b']),
    excluded(['f:1=a'], []),
    excluded([], ['f:1=a']),
    excluded(['f:2=a', 'f:1=a'], ['f:1=b']),
    excluded(['f:1=a'], ['f:1=b', 'f:1=a']),
  ]).toEqual([true, false, false, false, false, true, false]);
});

describe('what would say what a value is', () => {
  const parameter = { function: 'app.py#ask', name: 'model' };

  test.each<[string, Value, string[]]>([
    ['a variable of the environment', env('MODEL'), ['env:MODEL']],
    ['the same twice', choice(env('MODEL'), env('MODEL', text('a'))), ['env:MODEL']],
    ['a text', text('a'), []],
    ['a parameter', dynamic('model', { parameter }), ['argument:app.py#ask:model']],
    ['a setting by its last two names', dynamic('self.settings.llm.model', { path: ['self', 'settings', 'llm', 'model'] }), ['setting:llm.model']],
    ['a name of one part', dynamic('this.model', { path: ['this', 'model'] }), []],
    ['a constant by name', dynamic('config.CHAT_MODEL', { path: ['config', 'CHAT_MODEL'] }), ['name:CHAT_MODEL', 'env:CHAT_MODEL', 'setting:config.chatmodel']],
    ['an imported constant', { kind: 'imported', module: 'config', path: ['CHAT_MODEL'], location }, ['name:CHAT_MODEL', 'env:CHAT_MODEL']],
    ['an imported name that only ends like a constant', { kind: 'imported', module: 'config', path: ['myCHAT_MODEL'], location }, []],
    ['an imported name that only begins like one', { kind: 'imported', module: 'config', path: ['CHAT_MODELs'], location }, []],
    ['a field of the object itself', dynamic('self.model', { path: ['self', 'model'] }), []],
    ['an imported word', { kind: 'imported', module: 'config', path: ['MODEL'], location }, []],
    ['a pattern that begins with a hole', { kind: 'pattern', text: '{}/v1', holes: [env('HOST')], location }, ['env:HOST']],
    ['a pattern that does not', { kind: 'pattern', text: 'https://{}/v1', holes: [env('HOST')], location }, []],
    ['a pattern without a known hole', { kind: 'pattern', text: '{}/v1', location }, []],
  ])('%s', (_, value, expected) => {
    expect(slotsOf(value)).toEqual(expected);
  });

  test('has a name for parameters and settings', () => {
    expect([argumentSlot('app.py#ask', 'model'), settingSlot(['a', 'b_c', 'D-e']), settingSlot(['a'])]).toEqual([
      'argument:app.py#ask:model',
      'setting:bc.de',
      null,
    ]);
  });
});
