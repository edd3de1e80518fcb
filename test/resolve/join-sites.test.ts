/** Places of a repository that speak about one call path: what they fill, how it goes together, and what only repeats. */
import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/evidence.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { joinSites } from '../../src/resolve/join-sites.ts';
import { endpointOf, fact, family, knowing, modelOf, service, siteOf } from '../support/small-world.ts';

const WORLD = knowing({
  services: [
    service('lantern', { operator: fact('harbour'), regions: 'lantern', hosts: [{ host: 'api.lantern.example', location: null, region: null }] }),
    service('ferry', { operator: fact('pilot'), hosts: [{ host: '{region}.ferry.example', location: null, region: null }] }),
    service('tug', { hosts: [{ host: '*.tug.example', location: null, region: null }] }),
    service('raft'),
  ],
  families: [family('harbour/beam', 'harbour'), family('pilot/wheel', 'pilot')],
  regions: { lantern: { 'north-1': 'NO' } },
});

/** `library -> service or host @ region (basis, configurable) : model [evidence]`, in order. */
function joined(sites: readonly Site[], index: Index = WORLD): string[] {
  return joinSites(sites, index).map(({ sdk, endpoint, model, dynamicModel, evidence }) => {
    const where = [endpoint.service, endpoint.host, endpoint.region && `@${endpoint.region}`, endpoint.place && `in ${endpoint.place}`];
    const sure = [endpoint.basis, endpoint.configurable ? 'configurable' : null];
    const asked = model === null ? (dynamicModel === null ? 'no model' : `(${dynamicModel})`) : `${model.requested}${model.configurable ? '*' : ''}`;
    return `${sdk ?? 'none'} -> ${[...where, ...sure].filter((part) => part !== null).join(' ')} : ${asked} [${evidence.join(' ')}]`;
  });
}

const open = (over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({
    sdk: 'kit',
    endpoint: { service: 'lantern', basis: 'default' },
    dynamicModel: 'settings.model',
    modelSlots: ['env:MODEL'],
    endpointSlots: ['env:BASE_URL'],
    evidence: ['call'],
    ...over,
  });
const saysModel = (requested: string, over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({ path: '.env', model: modelOf(requested), fills: ['env:MODEL'], evidence: [`set ${requested}`], ...over });
const saysHost = (host: string, over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({ path: '.env', endpoint: { host, basis: 'observed' }, fills: ['env:BASE_URL'], evidence: [`set ${host}`], ...over });

describe('a call path that others fill', () => {
  test('stays as it is when nobody says anything', () => {
    expect(joined([open()])).toEqual(['kit -> lantern default : (settings.model) [call]']);
  });

  test('gets the model a setting names, with the evidence of the setting, and can be changed by it', () => {
    expect(joined([open(), saysModel('beam-2')])).toEqual(['kit -> lantern default : beam-2* [call set beam-2]']);
  });

  test('gets the endpoint a setting names in place of the default', () => {
    expect(joined([open(), saysHost('llm.example')])).toEqual(['kit -> llm.example observed configurable : (settings.model) [call set llm.example]']);
  });

  test('gets each endpoint with each model when they are given apart', () => {
    expect(joined([open(), saysModel('beam-2'), saysModel('beam-3'), saysHost('a.example'), saysHost('b.example')])).toEqual([
      'kit -> a.example observed configurable : beam-2* [call set a.example set beam-2]',
      'kit -> a.example observed configurable : beam-3* [call set a.example set beam-3]',
      'kit -> b.example observed configurable : beam-2* [call set b.example set beam-2]',
      'kit -> b.example observed configurable : beam-3* [call set b.example set beam-3]',
    ]);
  });

  test('keeps endpoint and model together that are given together', () => {
    const pair = (host: string, requested: string): Site =>
      siteOf({
        path: 'app/main.py',
        endpoint: { host, basis: 'observed' },
        model: modelOf(requested),
        fills: ['argument:app/chat.py#ask:url', 'argument:app/chat.py#ask:model'],
        evidence: [`passed ${requested}`],
      });
    const call = open({ modelSlots: ['argument:app/chat.py#ask:model'], endpointSlots: ['argument:app/chat.py#ask:url'] });
    expect(joined([call, pair('a.example', 'beam-2'), pair('b.example', 'beam-3')])).toEqual([
      'kit -> a.example observed : beam-2 [call passed beam-2]',
      'kit -> b.example observed : beam-3 [call passed beam-3]',
    ]);
  });

  test('keeps a model written in the code beside one that settings name, and an endpoint that was observed', () => {
    expect(joined([open({ model: modelOf('beam-1') }), saysModel('beam-2')])).toEqual([
      'kit -> lantern default : beam-1 [call]',
      'kit -> lantern default : beam-2* [call set beam-2]',
    ]);
    expect(joined([open({ endpoint: { service: 'raft', basis: 'observed' } }), saysHost('llm.example')])).toEqual([
      'kit -> raft observed : (settings.model) [call]',
      'kit -> llm.example observed configurable : (settings.model) [call set llm.example]',
    ]);
  });

  test('keeps its own model beside a pair that brings another, once', () => {
    const pair = saysHost('a.example', { model: modelOf('beam-2'), fills: ['env:BASE_URL', 'env:MODEL'] });
    expect(joined([open({ model: modelOf('beam-1') }), pair])).toEqual([
      'kit -> lantern default : beam-1 [call]',
      'kit -> a.example observed configurable : beam-2* [call set a.example]',
    ]);
  });

  test('that is given an endpoint with a pair and another alone has the default no longer', () => {
    const pair = saysHost('a.example', { model: modelOf('beam-2'), fills: ['env:BASE_URL', 'env:MODEL'], evidence: ['pair'] });
    expect(joined([open(), pair, saysHost('b.example')])).toEqual([
      'kit -> a.example observed configurable : beam-2* [call pair]',
      'kit -> b.example observed configurable : (settings.model) [call set b.example]',
    ]);
    expect(joined([open(), pair, saysModel('beam-3')])).toEqual([
      'kit -> a.example observed configurable : beam-2* [call pair]',
      'kit -> lantern default : beam-3* [call set beam-3]',
    ]);
  });

  test('gives its own model to an endpoint that is given without one', () => {
    const pair = saysHost('a.example', { model: modelOf('beam-2'), fills: ['env:BASE_URL', 'env:MODEL'], evidence: ['pair'] });
    expect(joined([open({ model: modelOf('beam-1') }), pair, saysHost('b.example')])).toEqual([
      'kit -> a.example observed configurable : beam-2* [call pair]',
      'kit -> b.example observed configurable : beam-1 [call set b.example]',
    ]);
  });

  test('that is given a pair, an endpoint and a model goes the way of the pair, and with the model to the endpoint', () => {
    const pair = saysHost('a.example', { model: modelOf('beam-2'), fills: ['env:BASE_URL', 'env:MODEL'], evidence: ['pair'] });
    expect(joined([open(), pair, saysHost('b.example'), saysModel('beam-3')])).toEqual([
      'kit -> a.example observed configurable : beam-2* [call pair]',
      'kit -> b.example observed configurable : beam-3* [call set b.example set beam-3]',
    ]);
  });

  test('does not say that somebody chooses its model where nobody does', () => {
    expect(joined([open({ dynamicModel: null })])).toEqual(['kit -> lantern default : no model [call]']);
  });

  test('is as configurable as the code or the setting makes it', () => {
    const call = open({ endpoint: { service: 'lantern', basis: 'default', configurable: true } });
    const passed = { fills: ['env:BASE_URL', 'argument:a#b:c'] };
    const constant = saysModel('beam-2', { fills: ['name:MODEL'] });
    expect(joined([open({ modelSlots: ['name:MODEL'] }), constant])).toEqual(['kit -> lantern default : beam-2 [call set beam-2]']);
    expect(joined([open({ modelSlots: ['name:MODEL'] }), { ...constant, model: modelOf('beam-2', { configurable: true }) }])).toEqual([
      'kit -> lantern default : beam-2* [call set beam-2]',
    ]);
    expect(joined([call, saysHost('a.example', { fills: ['argument:x'] })])).toEqual(['kit -> lantern default configurable : (settings.model) [call]']);
    expect(joined([{ ...call, endpointSlots: ['argument:x'] }, saysHost('a.example', { fills: ['argument:x'] })])).toEqual([
      'kit -> a.example observed configurable : (settings.model) [call set a.example]',
    ]);
    expect(joined([open(), saysHost('a.example', passed)])[0]).toContain('configurable');
  });

  test('without open slots takes nothing but a moved default', () => {
    const written = siteOf({ sdk: 'kit', endpoint: { service: 'lantern', basis: 'observed' }, model: modelOf('beam-1'), evidence: ['call'] });
    expect(joined([written, saysModel('beam-2'), saysHost('a.example', { overrides: 'lantern' })])[0]).toBe('kit -> lantern observed : beam-1 [call]');
    const fallsBack = { ...written, endpoint: endpointOf({ service: 'lantern', basis: 'default' }) };
    expect(joined([fallsBack, saysHost('a.example', { overrides: 'lantern' })])).toEqual([
      'kit -> a.example observed configurable : beam-1 [call set a.example]',
    ]);
  });
});

describe('a region from a setting', () => {
  const saysRegion = (region: string, id: string): Site => siteOf({ path: '.env', endpoint: { region }, fills: ['env:REGION'], evidence: [id] });
  const call = (over: Parameters<typeof siteOf>[0] = {}): Site =>
    siteOf({ sdk: 'kit', endpoint: { service: 'lantern', basis: 'default' }, endpointSlots: ['region env:REGION'], evidence: ['call'], ...over });

  test('puts the call in that region, in whatever case it is written', () => {
    expect(joined([call(), saysRegion('North-1', 'set')])).toEqual(['kit -> lantern @North-1 in NO default configurable : no model [call set]']);
  });

  test('does not move a place the code names', () => {
    expect(joined([call({ endpoint: { service: 'lantern', place: 'SE', basis: 'default' } }), saysRegion('north-1', 'set')])[0]).toContain('@north-1 in SE');
  });

  test('that the service does not have, or that the code names itself, says nothing', () => {
    expect(joined([call(), saysRegion('atlantis', 'set')])[0]).toBe('kit -> lantern default : no model [call]');
    expect(joined([call(), saysRegion('atlantis', 'one'), saysRegion('north-1', 'two')])[0]).toContain('@north-1');
    expect(joined([call({ endpoint: { service: 'lantern', region: 'south', basis: 'default' } }), saysRegion('north-1', 'set')])[0]).toContain(
      '@south default :',
    );
    expect(joined([call({ endpoint: { service: 'raft', basis: 'default' } }), saysRegion('north-1', 'set')])[0]).toBe('kit -> raft default : no model [call]');
    expect(joined([call({ endpoint: { host: 'x.example', basis: 'default' } }), saysRegion('north-1', 'set')])[0]).toBe(
      'kit -> x.example default : no model [call]',
    );
  });

  test('holds also where a model is given', () => {
    expect(joined([call({ modelSlots: ['env:MODEL'] }), saysRegion('north-1', 'set'), saysModel('beam-2')])).toEqual([
      'kit -> lantern @north-1 in NO default configurable : beam-2* [call set set beam-2]',
    ]);
  });
});

describe('a factory that makes clients of several services', () => {
  const beam = modelOf('beam-2', { family: 'harbour/beam' });
  const wheel = modelOf('wheel-1', { family: 'pilot/wheel' });
  const clients = [
    open({ sdk: 'lantern-kit', modelSlots: ['argument:make:model'], endpointSlots: [], evidence: ['one'] }),
    open({ sdk: 'ferry-kit', endpoint: { service: 'ferry', basis: 'default' }, modelSlots: ['argument:make:model'], dynamicModel: null, evidence: ['two'] }),
  ];
  const passed = (model: Site['model'], id: string): Site => siteOf({ model, fills: ['argument:make:model'], evidence: [id] });

  test('gives each client the models of its own developer', () => {
    expect(joined([...clients, passed(beam, 'b'), passed(wheel, 'w')])).toEqual([
      'lantern-kit -> lantern default : beam-2 [one b]',
      'ferry-kit -> ferry default : wheel-1 [two w]',
    ]);
  });

  test('leaves the model to the caller where none is of its developer', () => {
    const strange = [passed(modelOf('x'), 'x'), passed(modelOf('y', { family: 'gone' }), 'y')];
    expect(joined([...clients, ...strange])).toEqual([
      'lantern-kit -> lantern default : (settings.model) [one]',
      'ferry-kit -> ferry default : (chosen by the caller) [two]',
    ]);
  });

  test('at an address nobody knows leaves models nobody knows to the caller', () => {
    const hosts = clients.map((client, at) => ({ ...client, endpoint: endpointOf({ host: `h${at}.example`, basis: 'default' }) }));
    expect(joined([...hosts, passed(modelOf('x'), 'x'), passed(modelOf('y'), 'y')]).map((line) => line.split(' : ')[1])).toEqual([
      '(settings.model) [one]',
      '(chosen by the caller) [two]',
    ]);
  });

  test('is one though each client has a slot of its own beside the shared one', () => {
    const [first, second] = clients as [Site, Site];
    const own = { ...first, modelSlots: ['env:MODEL', 'argument:make:model'] };
    expect(joined([own, second, passed(beam, 'b'), passed(wheel, 'w')])).toEqual([
      'lantern-kit -> lantern default : beam-2 [one b]',
      'ferry-kit -> ferry default : wheel-1 [two w]',
    ]);
  });

  test('is none where a wrapper hands the model on to one client', () => {
    const [first] = clients as [Site, Site];
    const wrapper = siteOf({ fills: ['argument:other:model'], modelSlots: ['argument:make:model'], evidence: ['wrapper'] });
    expect(joined([first, wrapper, passed(beam, 'b'), passed(wheel, 'w')]).length).toBe(2);
  });

  test('passes the only model there is to all of them', () => {
    const again = passed(modelOf('beam-2-latest', { model: 'harbour/beam-2' }), 'c');
    expect(joined([...clients, passed({ ...beam, model: 'harbour/beam-2' }, 'b')]).map((line) => line.split(' : ')[1])).toEqual([
      'beam-2 [one b]',
      'beam-2 [two b]',
    ]);
    expect(joined([...clients, passed({ ...beam, model: 'harbour/beam-2' }, 'b'), again]).length).toBe(4);
  });

  test('is one only when the services differ: two clients of one service share their models', () => {
    const twins = clients.map((client) => ({ ...client, endpoint: endpointOf({ service: 'lantern', basis: 'default' }) }));
    expect(joined([...twins, passed(beam, 'b'), passed(wheel, 'w')]).length).toBe(4);
    const hosts = clients.map((client, at) => ({ ...client, endpoint: endpointOf({ host: `h${at}.example`, basis: 'default' }) }));
    expect(joined([...hosts, passed(beam, 'b'), passed(wheel, 'w')]).length).toBe(2);
    const libraries = clients.map((client) => ({ ...client, endpoint: endpointOf() }));
    expect(joined([...libraries, passed(beam, 'b'), passed(wheel, 'w')]).length).toBe(2);
  });

  test('keeps the endpoints it is given whatever models are passed', () => {
    const [first, second] = clients as [Site, Site];
    const call = { ...first, endpointSlots: ['env:BASE_URL'] };
    expect(joined([call, second, passed(wheel, 'w'), passed(modelOf('x'), 'x'), saysHost('a.example')])[0]).toBe(
      'lantern-kit -> a.example observed configurable : (settings.model) [one set a.example]',
    );
  });
});

describe('an endpoint that only the id of the model names', () => {
  const call = open({
    endpoint: { service: 'lantern', host: 'api.lantern.example', basis: 'observed', configurable: true },
    named: true,
    modelSlots: ['env:MODEL'],
  });
  const to = (more: Parameters<typeof modelOf>[1]): string => joined([call, saysModel('other', { model: modelOf('other', more) })]).at(-1) ?? '';

  test('moves with the model', () => {
    expect(to({ service: 'lantern', place: 'NO' })).toContain('-> lantern api.lantern.example in NO observed configurable : other*');
  });

  test('has no host where the service has none, or only a pattern of one', () => {
    expect(['ferry', 'tug', 'raft', 'gone'].map((id) => to({ service: id }))).toEqual(
      ['ferry', 'tug', 'raft', 'gone'].map((id) => `kit -> ${id} observed configurable : other* [call set other]`),
    );
  });

  test('is unknown when the other id names no service', () => {
    expect(to({})).toBe('kit -> unknown configurable : other* [call set other]');
  });

  test('stays where it is when it was given, or was not named by the id', () => {
    const { named: _, ...written } = call;
    expect(joined([written, saysModel('other')]).at(-1)).toContain('-> lantern api.lantern.example observed');
    expect(joined([call, saysModel('other'), saysHost('a.example')]).at(-1)).toContain('-> a.example observed');
  });
});

describe('what only repeats others', () => {
  test('is a client whose requests are seen, and not one nobody asks anything', () => {
    const client = siteOf({ sdk: 'kit', endpoint: { service: 'lantern' }, bare: true, evidence: ['client'] });
    const request = siteOf({ sdk: 'kit', endpoint: { service: 'lantern' }, evidence: ['request', 'client'] });
    expect(joined([client, request])).toEqual(['kit -> lantern unknown : no model [request client]']);
    expect(joined([client])).toEqual(['kit -> lantern unknown : no model [client]']);
    expect(joined([client, { ...client }]).length).toBe(2);
    expect(joined([{ ...client, evidence: [] }]).length).toBe(1);
  });

  test('is a setting that filled a call', () => {
    expect(joined([open(), saysModel('beam-2')]).length).toBe(1);
  });

  test('is a setting that names neither a model nor a service, or that is hardly one', () => {
    expect(joined([saysHost('a.example')])).toEqual([]);
    expect(joined([saysModel('beam-2', { confidence: 'low' })])).toEqual([]);
    expect(joined([saysModel('beam-2')])).toEqual(['none -> unknown : beam-2 [set beam-2]']);
    expect(joined([siteOf({ endpoint: { service: 'lantern' }, fills: ['env:X'], evidence: ['a'] })]).length).toBe(1);
    expect(joined([siteOf({ endpoint: { host: 'a.example' }, evidence: ['a'] })]).length).toBe(1);
  });

  test('is a name without an address all of whose evidence a call has', () => {
    const constant = siteOf({ model: modelOf('beam-2'), evidence: ['a', 'b'] });
    const call = (over: Parameters<typeof siteOf>[0]): Site => siteOf({ evidence: ['a', 'b', 'c'], ...over });
    expect(joined([constant, call({ sdk: 'kit' })]).length).toBe(1);
    expect(joined([constant, call({ endpoint: { service: 'lantern' } })]).length).toBe(1);
    expect(joined([constant, call({ endpoint: { host: 'a.example' } })]).length).toBe(1);
    expect(joined([constant, call({ sdk: 'kit', evidence: ['a'] })]).length).toBe(2);
    expect(joined([{ ...constant, evidence: [] }, call({ sdk: 'kit' })]).length).toBe(2);
    expect(joined([{ ...constant, endpoint: endpointOf({ service: 'raft' }) }, call({ sdk: 'kit' })]).length).toBe(2);
    expect(joined([{ ...constant, endpoint: endpointOf({ host: 'b.example' }) }, call({ sdk: 'kit' })]).length).toBe(2);
    expect(joined([constant, call({})]).length).toBe(2);
  });

  test('is never a request on a client made elsewhere', () => {
    const floating = siteOf({ floating: ['kit'], evidence: ['a'], model: modelOf('beam-2') });
    expect(joined([floating, siteOf({ sdk: 'other', evidence: ['a'] })]).length).toBe(2);
  });
});
