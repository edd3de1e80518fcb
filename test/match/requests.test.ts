/** Calls over a made-up library: which client a request goes through, what it is given, and what it says when nobody made it here. */
import { describe, expect, test } from 'vitest';
import { matchCalls } from '../../src/match/calls.ts';
import type { CallContext } from '../../src/match/clients.ts';
import { collector } from '../../src/match/collector.ts';
import type { CallCandidate, Value } from '../../src/model/candidate.ts';
import type { CallShape, Package } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { pkg } from '../support/small-world.ts';
import { args, call, dynamic, env, imported, made, placed, shape, text, USUAL_ARGUMENTS } from '../support/values.ts';

const PACKAGES: readonly Package[] = [
  pkg('kit', {
    implies: 'ferry',
    calls: [
      shape('Client', { baseUrlEnv: ['KIT_URL'] }),
      shape('chat.completions.create', { makes: 'call', purpose: 'chat' }),
      shape('threads.create', { makes: 'call', keeps: true }),
      shape('Model', { makes: 'model' }),
      shape('Command', { makes: 'call' }),
    ],
  }),
  pkg('second', { implies: 'free', calls: [shape('Wrap'), shape('SecondClient')] }),
  pkg('frame', {
    role: 'framework',
    calls: [shape('Agent', { makes: 'model' }), shape('Executor', { service: 'ferry' }), shape('pick', { makes: 'model', providerArgs: ['by'] })],
  }),
  pkg('loader', { calls: [shape('load', { makes: 'model', loadsWeights: true, service: 'engine' })] }),
];
const byLast = new Map<string, { package: string; shape: CallShape }[]>();
for (const { id, calls } of PACKAGES)
  for (const one of calls)
    byLast.set(one.name.split('.').at(-1) as string, [...(byLast.get(one.name.split('.').at(-1) as string) ?? []), { package: id, shape: one }]);
const INDEX: Index = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  packages: new Map(PACKAGES.map((one) => [one.id, one])),
  modules: new Map(PACKAGES.flatMap(({ id }) => [`python:${id}`, `java:${id}`].map((key): [string, string] => [key, id]))),
  calls: byLast,
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 's', host: 'api.ferry.example', location: 'EU', region: null }]]),
  hostPatterns: [],
  servicePaths: new Map(),
  env: new Map([['FERRY_KEY', [{ service: 'ferry', signature: 'services/ferry#key', role: 'key' as const }]]]),
  purposes: new Map(),
  configs: new Map(),
};

let line = 0;
/** A call of its own line; `on` are the calls it hangs on. */
function does(id: number, path: string, given: Readonly<Record<string, Value>> = {}, over: Partial<CallCandidate> = {}): CallCandidate {
  return call(path === '' ? [] : path.split('.'), { id, args: args(given), location: placed(++line), ...over });
}
const from = (module: string) => ({ module });
const on = (...receivers: number[]) => ({ receivers });

function matched(calls: readonly CallCandidate[], known: { readonly imports?: readonly string[]; readonly leads?: boolean } = {}) {
  const into = collector({ path: 'app.py', scope: 'production' });
  const byId = new Map(calls.map((one) => [one.id, one]));
  const context: CallContext = {
    index: INDEX,
    into,
    call: (id) => byId.get(id),
    imported: new Set(known.imports ?? []),
    leads: known.leads ?? true,
    clients: new Map(),
    owners: new Map(),
    consumed: new Set(),
  };
  matchCalls(context, calls);
  return { sites: into.sites, evidence: into.result().evidence };
}
function sites(...calls: readonly CallCandidate[]): string[] {
  return matched(calls).sites.map(({ sdk, endpoint, model, dynamicModel, purpose, bare, keeps, artefact, floating, endpointSlots, modelSlots, confidence }) =>
    [
      `${sdk ?? 'none'} ->`,
      endpoint.service ?? endpoint.host ?? 'nowhere',
      endpoint.region && `@${endpoint.region}`,
      endpoint.place === 'premises' ? 'here' : null,
      ':',
      model?.requested ?? dynamicModel ?? 'none',
      purpose,
      bare && 'bare',
      keeps && 'keeps',
      artefact,
      floating && `floating ${floating.join('+')}`,
      endpointSlots && `endpoint from ${endpointSlots.join('+')}`,
      modelSlots && `model from ${modelSlots.join('+')}`,
      confidence === 'high' ? null : confidence,
    ]
      .filter((part) => part)
      .join(' '),
  );
}
const client = (id: number, given: Readonly<Record<string, Value>> = {}): CallCandidate => does(id, 'Client', given, from('kit'));
const ask = (id: number, given: Readonly<Record<string, Value>>, ...receivers: number[]): CallCandidate =>
  does(id, 'chat.completions.create', given, on(...receivers));
const MOVES = 'endpoint from env:KIT_URL';

describe('a client nobody asks anything', () => {
  test('is told with what would say where it goes and which model it asks', () => {
    expect(sites(client(1))).toEqual([`kit -> ferry : none bare ${MOVES}`]);
    expect(sites(client(1, { base_url: text('https://letters.example') }))).toEqual(['kit -> letters.example : none bare']);
    expect(sites(client(1, { model: env('MODEL', text('beam-2')) }))).toEqual([`kit -> ferry : beam-2 bare ${MOVES} model from env:MODEL`]);
    expect(sites(client(1, { model: dynamic('x') }))).toEqual([`kit -> ferry : x bare ${MOVES}`]);
  });

  test('rests on its call, its address and its model', () => {
    const { sites: found, evidence } = matched([client(1, { model: text('beam-2'), base_url: text('https://api.ferry.example') })]);
    expect(new Set(found[0]?.evidence)).toEqual(new Set(evidence.map(({ id }) => id)));
    expect(evidence.find(({ kind }) => kind === 'import')).toMatchObject({
      value: 'kit.Client',
      context: 'client of kit library',
      signature: 'packages/kit#Client',
      subject: { kind: 'package', id: 'kit' },
    });
    expect(evidence.find(({ kind }) => kind === 'model-id')?.context).toBe('Client(...)');
  });

  test('reads its variables of the environment for itself', () => {
    const { sites: found, evidence } = matched([client(1, { api_key: env('FERRY_KEY', env('OTHER')) })]);
    expect(evidence.find(({ kind }) => kind === 'env-var')).toMatchObject({
      value: 'FERRY_KEY',
      context: 'argument api_key',
      signature: 'services/ferry#key',
      subject: { kind: 'service', id: 'ferry' },
    });
    expect(found[0]?.evidence).toHaveLength(2);
  });

  test('is not looked for where nothing can lead to one', () => {
    expect(matched([client(1)], { leads: false }).sites).toEqual([]);
    expect(matched([client(1), ask(2, {}, 1)], { leads: false }).sites).toEqual([]);
  });
});

describe('a request through a client', () => {
  test('goes where the client goes, once for each client it can hang on', () => {
    expect(sites(client(1), ask(2, { model: text('beam-2') }, 1))).toEqual([`kit -> ferry : beam-2 chat ${MOVES}`]);
    expect(sites(client(1), client(2, { base_url: text('https://letters.example') }), ask(3, { model: text('beam-2') }, 1, 2, 1))).toEqual([
      `kit -> ferry : beam-2 chat ${MOVES}`,
      'kit -> letters.example : beam-2 chat',
    ]);
    expect(sites(client(1), ask(2, { model: text('beam-2') }, 9))).toEqual([`kit -> ferry : none bare ${MOVES}`]);
  });

  test('asks for the model of the client unless it names one', () => {
    const withModel = client(1, { model: text('beam-2') });
    expect(sites(withModel, ask(2, {}, 1))).toEqual([`kit -> ferry : beam-2 chat ${MOVES}`]);
    expect(sites(withModel, ask(2, { model: text('wheel-4') }, 1))).toEqual([`kit -> ferry : wheel-4 chat ${MOVES}`]);
    expect(sites(withModel, ask(2, { model: text('tell me a story') }, 1))).toEqual([`kit -> ferry : beam-2 chat ${MOVES}`]);
    expect(sites(client(1), ask(2, { model: text('tell me a story') }, 1))).toEqual([`kit -> ferry : tell me a story chat ${MOVES}`]);
    expect(sites(client(1), ask(2, { '...': dynamic('params') }, 1))).toEqual([`kit -> ferry : options params chat ${MOVES}`]);
  });

  test('names a model in its service’s own words', () => {
    expect(matched([client(1), ask(2, { model: text('nickname') }, 1)]).sites[0]?.model?.model).toBe('harbour/beam-2');
    expect(matched([client(1, { model: text('nickname') })]).sites[0]?.model?.model).toBe('harbour/beam-2');
  });

  test('without a model and without a known shape is no request', () => {
    expect(sites(client(1), does(2, 'close', {}, on(1)))).toEqual([`kit -> ferry : none bare ${MOVES}`]);
    expect(sites(client(1), does(2, 'anything', { model: text('beam-2') }, on(1)))).toEqual([`kit -> ferry : beam-2 ${MOVES}`]);
  });

  test('on a client that is called itself takes the model first', () => {
    expect(sites(client(1), does(2, '', { '0': text('beam-2') }, on(1)))).toEqual([`kit -> ferry : beam-2 ${MOVES}`]);
    expect(sites(client(1), does(2, 'run', { '0': text('beam-2') }, on(1)))).toEqual([`kit -> ferry : none bare ${MOVES}`]);
  });

  test('can leave what it sends with the provider', () => {
    expect(sites(client(1), does(2, 'threads.create', { model: text('beam-2') }, on(1)))).toEqual([`kit -> ferry : beam-2 keeps ${MOVES}`]);
  });

  test('holds only under the choices under which it hangs on its client', () => {
    const either = { ...ask(2, { model: text('beam-2', { when: ['f:1=a'] }) }, 1), receiversWhen: [['f:1=b']] };
    expect(sites(client(1), either)).toEqual([]);
    expect(sites(client(1), { ...either, receiversWhen: [['f:1=a']] })).toHaveLength(1);
  });

  test('can carry a command that names the model and is no request of its own', () => {
    expect(sites(client(1), does(2, 'Command', { model: text('beam-2') }, from('kit')), does(3, 'send', { '0': made(2) }, on(1)))).toEqual([
      `kit -> ferry : beam-2 ${MOVES}`,
    ]);
  });

  test('through what a client gives back is one through the client', () => {
    expect(sites(client(1), does(2, 'with_options', {}, on(1)), ask(3, { model: text('beam-2') }, 2))).toEqual([`kit -> ferry : beam-2 chat ${MOVES}`]);
  });
});

describe('a call on an object of a library that is no client', () => {
  test('is one of that library, however many calls lie between', () => {
    expect(sites(does(1, 'session', {}, from('kit')), ask(2, { model: text('beam-2') }, 1))).toEqual([`kit -> ferry : beam-2 chat ${MOVES}`]);
    expect(sites(does(1, 'session', {}, from('kit')), does(2, 'inner', {}, on(1)), ask(3, { model: text('beam-2') }, 2))).toEqual([
      `kit -> ferry : beam-2 chat ${MOVES}`,
    ]);
    expect(sites(does(1, 'session', {}, from('nobody')), ask(2, { model: text('beam-2') }, 1))).toEqual([]);
    expect(sites(does(1, 'session', {}, from('nobody')), does(2, 'session', {}, from('kit')), ask(3, { model: text('beam-2') }, 1, 2))).toEqual([
      `kit -> ferry : beam-2 chat ${MOVES}`,
    ]);
  });

  test('that makes a client makes it with what the object was opened with, unless it says otherwise', () => {
    const session = does(1, 'session', { base_url: text('https://letters.example'), '0': text('https://other.example') }, from('kit'));
    expect(sites(session, does(2, 'Client', {}, on(1)), ask(3, { model: text('beam-2') }, 2))).toEqual(['kit -> letters.example : beam-2 chat']);
    expect(sites(session, does(2, 'Client', { base_url: text('https://own.example') }, on(1)), ask(3, { model: text('beam-2') }, 2))).toEqual([
      'kit -> own.example : beam-2 chat',
    ]);
    expect(sites(session, does(2, 'Client', {}, { ...from('kit'), receivers: [1] }), ask(3, { model: text('beam-2') }, 2))).toEqual([
      `kit -> ferry : beam-2 chat ${MOVES}`,
    ]);
  });

  test('can be of any of the libraries that are open', () => {
    const opened = (path: string): string[] =>
      matched([
        does(1, 'Thing', {}, { module: 'kit', others: ['second'], language: 'java' }),
        does(2, path, { model: text('beam-2') }, { ...on(1), language: 'java' }),
      ]).sites.map(({ sdk }) => sdk ?? 'none');
    expect([opened('chat.completions.create'), opened('SecondClient')]).toEqual([['kit'], ['second']]);
  });

  test('that hangs on itself comes to an end', () => {
    expect(sites(ask(1, { model: text('beam-2') }, 1))).toEqual([]);
    expect(sites(does(1, 'a', {}, on(2)), does(2, 'b', {}, on(1)), ask(3, { model: text('beam-2') }, 1))).toEqual([]);
  });
});

describe('a wrapper of a client', () => {
  test('goes where the client goes that it is given, under any of these names', () => {
    for (const name of ['0', 'executor', 'promptExecutor', 'client', 'openai', 'openai_client', 'llm', 'inner'])
      expect(
        sites(client(1, { base_url: text('https://letters.example') }), does(2, 'wrap', { [name]: made(1) }), ask(3, { model: text('beam-2') }, 2)),
        name,
      ).toContain('kit -> letters.example : beam-2 chat');
    expect(sites(client(1), does(2, 'wrap', { other: made(1) }), ask(3, { model: text('beam-2') }, 2))).not.toContain(`kit -> ferry : beam-2 chat ${MOVES}`);
  });

  test('of another library with a way of its own is beside it', () => {
    expect(sites(client(1), does(2, 'Wrap', { '0': made(1), base_url: text('https://letters.example') }, from('second')))).toContain(
      'second -> letters.example : none bare',
    );
  });
});

describe('a request on an object that came from elsewhere', () => {
  const floating = (path: string, given: Readonly<Record<string, Value>>, imports: readonly string[] = []): string[] =>
    matched([does(1, path, given)], { imports }).sites.map(
      ({ sdk, model, floating: of, confidence }) => `${sdk ?? 'none'} ${model?.requested ?? 'none'} ${of?.join('+')} ${confidence}`,
    );

  test('is of the libraries whose words its path has, surer where the file imports one', () => {
    expect(floating('self.chat.completions.create', { model: text('beam-2') })).toEqual(['none beam-2 kit medium']);
    expect(floating('self.chat.completions.create', { model: text('beam-2') }, ['kit'])).toEqual(['kit beam-2 kit high']);
    expect(floating('self.chat.completions.create', {}, ['kit'])).toEqual(['kit none kit high']);
  });

  test('is none without a model, with fewer words, or on a call of this file', () => {
    expect(floating('self.chat.completions.create', {})).toEqual([]);
    expect(floating('threads.create', { model: text('beam-2') }, ['kit'])).toEqual([]);
    expect(floating('self.threads.create', { model: text('beam-2') })).toEqual([]);
    expect(floating('self.threads.create', { model: text('beam-2') }, ['kit'])).toEqual(['kit beam-2 kit high']);
    expect(floating('self.other.completions.create', { model: text('beam-2') })).toEqual([]);
    expect(matched([does(1, 'a.chat.completions.create', { model: text('beam-2') }, on(7))]).sites).toEqual([]);
  });
});

describe('a call of a library without a client', () => {
  test('that nobody described is believed only with a model that is known', () => {
    const makes = (model: string): string[] => sites(does(1, 'Something', { model: text(model) }, from('kit')));
    expect([makes('beam-2').length, makes('wheel-9').length, makes('tide/poems').length, makes('boat-9').length]).toEqual([1, 1, 1, 0]);
    expect(sites(does(1, 'helper', { model: text('beam-2') }, from('kit')))).toEqual([]);
  });

  test('is seen where it stands, and rests on what it reads', () => {
    const { sites: found, evidence } = matched([does(1, 'Model', { model: text('beam-2'), api_key: env('FERRY_KEY') }, from('kit'))]);
    expect(evidence.find(({ kind }) => kind === 'import')).toMatchObject({
      value: 'kit.Model',
      context: 'call of kit library',
      confidence: 'high',
      signature: 'packages/kit#Model',
      subject: { kind: 'package', id: 'kit' },
    });
    expect(new Set(found[0]?.evidence)).toEqual(new Set(evidence.map(({ id }) => id)));
    expect(matched([does(1, 'Something', { model: text('beam-2') }, from('kit'))]).evidence.find(({ kind }) => kind === 'import')?.signature).toBe(
      'packages/kit',
    );
    expect(sites(does(1, 'threads.create', { model: text('beam-2') }, from('kit')))).toEqual([`kit -> ferry : beam-2 keeps ${MOVES}`]);
  });

  test('whose model is the result of another call is that call', () => {
    expect(sites(does(1, 'Model', { model: text('beam-2') }, from('kit')), does(2, 'Agent', { model: made(1) }, from('frame')))).toEqual([
      `kit -> ferry : beam-2 ${MOVES}`,
    ]);
    expect(sites(does(2, 'Agent', { model: made(1, { text: 'choose()' }) }, from('frame')), does(1, 'choose'))).toEqual(['frame -> nowhere : choose()']);
    expect(sites(does(2, 'Agent', { model: made(1) }, from('frame')))).toEqual(['frame -> nowhere : a call']);
  });

  test('can name the provider by an argument or a constant', () => {
    expect(sites(does(1, 'pick', { model: text('beam-2'), provider: text('Ferry') }, from('frame')))).toEqual(['frame -> ferry : beam-2']);
    expect(sites(does(1, 'pick', { model: text('beam-2'), by: imported('frame', 'Provider', 'Free') }, from('frame')))).toEqual(['frame -> market : beam-2']);
    expect(sites(does(1, 'pick', { model: text('beam-2'), by: dynamic('Provider.Free', { path: ['Provider', 'Free'] }) }, from('frame')))).toEqual([
      'frame -> market : beam-2',
    ]);
    expect(sites(does(1, 'Agent', { model: text('beam-2'), provider: dynamic('Provider.Free', { path: ['Provider', 'Free'] }) }, from('frame')))).toEqual([
      'frame -> nowhere : beam-2',
    ]);
  });

  test('of a framework goes where the client of that framework goes that it is given, in languages that have such', () => {
    const calls = (language: CallCandidate['language']): string[] =>
      sites(
        does(1, 'Executor', { base_url: text('https://letters.example') }, { ...from('frame'), language }),
        does(2, 'Agent', { executor: made(1), model: text('beam-2') }, { ...from('frame'), language }),
      );
    expect(calls('java')).toEqual(['frame -> letters.example : beam-2']);
    expect(calls('python')).toEqual(['frame -> nowhere : beam-2', 'frame -> letters.example : none bare']);
  });

  test('whose object is only known by its class can be made anywhere', () => {
    expect(sites(does(1, 'Model', { model: text('beam-2') }, { ...from('kit'), typed: true }))).toEqual([`kit -> ferry : beam-2 floating kit ${MOVES}`]);
  });

  test('that loads weights runs here, held by a revision or a path', () => {
    const loads = (model: string, more: Readonly<Record<string, Value>> = {}): string =>
      sites(does(1, 'load', { model: text(model), ...more }, from('loader')))[0] ?? '';
    for (const held of ['./beam-2', '../beam-2', '/srv/beam-2', '~/beam-2', 'C:\\beam-2', 'file:beam-2']) expect(loads(held), held).toContain('here :');
    expect(['./beam-2', '../beam-2', '/srv/beam-2', '~/beam-2', 'C:\\beam-2', 'file:beam-2'].every((held) => loads(held).endsWith('pinned'))).toBe(true);
    expect(loads('beam-2')).toBe('loader -> nowhere here : beam-2 pulled');
    expect(
      [
        loads('beam-2', { revision: text('abc') }),
        loads('beam-2', { revision: text('main') }),
        loads('beam-2', { revision: text('master') }),
        loads('beam-2', { revision: env('REV') }),
      ].map((found) => found.split(' ').at(-1)),
    ).toEqual(['pinned', 'pulled', 'pulled', 'pulled']);
  });
});
