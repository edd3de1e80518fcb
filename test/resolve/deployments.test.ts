/** What infrastructure deploys and what code calls: one path where they name each other, two where they do not. */
import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/evidence.ts';
import { joinDeployments } from '../../src/resolve/deployments.ts';
import { fact, knowing, modelOf, service, siteOf } from '../support/small-world.ts';

const WORLD = knowing({
  services: [
    service('cloud-chat', { operator: fact('pilot') }),
    service('cloud-agents', { operator: fact('pilot') }),
    service('lantern', { operator: fact('harbour') }),
    service('orphan-a'),
    service('orphan-b'),
  ],
});

/** `service host @region in place : model (basis) [evidence] confidence`, in order. */
function joined(...sites: readonly Site[]): string[] {
  return joinDeployments(sites, WORLD).map(({ endpoint, model, dynamicModel, artefact, accelerators, confidence, evidence }) =>
    [
      endpoint.service ?? 'nowhere',
      endpoint.host,
      endpoint.region && `@${endpoint.region}`,
      endpoint.place && `in ${endpoint.place}`,
      ':',
      model === null ? (dynamicModel ?? 'no model') : `${model.requested}${model.model === null ? '' : `=${model.model}`}${model.configurable ? '*' : ''}`,
      endpoint.basis === 'unknown' ? null : endpoint.basis,
      artefact,
      accelerators?.join('+'),
      confidence === 'high' ? null : confidence,
      `[${evidence.join(' ')}]`,
    ]
      .filter((part) => part !== null && part !== undefined)
      .join(' '),
  );
}

const deployment = (over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({
    path: 'main.tf',
    endpoint: { service: 'cloud-chat', region: 'north-1', place: 'NO', basis: 'observed' },
    model: modelOf('beam-2', { model: 'harbour/beam-2' }),
    deploys: 'Letters',
    deployed: 'deployment',
    evidence: ['deployment'],
    ...over,
  });
const call = (over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({ sdk: 'kit', endpoint: { service: 'cloud-chat', host: 'x.cloud.example', basis: 'observed' }, confidence: 'medium', evidence: ['call'], ...over });

describe('a deployment', () => {
  test('is a path of its own while nobody calls it', () => {
    expect(joined(deployment())).toEqual(['cloud-chat @north-1 in NO : beam-2=harbour/beam-2 observed [deployment]']);
    expect(joined(call())).toEqual(['cloud-chat x.cloud.example : no model observed medium [call]']);
  });

  test('called by its name, in whatever case, gives the call its model and place', () => {
    expect(joined(call({ model: modelOf('letters') }), deployment())).toEqual([
      'cloud-chat x.cloud.example @north-1 in NO : letters=harbour/beam-2 observed [call deployment]',
    ]);
  });

  test('called by its model at the same operator is that call too', () => {
    const asks = { model: modelOf('beam', { model: 'harbour/beam-2' }) };
    expect(joined(call(asks), deployment())).toEqual(['cloud-chat x.cloud.example @north-1 in NO : beam=harbour/beam-2 observed [call deployment]']);
    expect(joined(call({ ...asks, endpoint: { service: 'cloud-agents' } }), deployment()).length).toBe(1);
    expect(joined(call({ ...asks, endpoint: { service: 'lantern' } }), deployment()).length).toBe(2);
  });

  test('of a model nobody knows is not every call of a model nobody knows', () => {
    expect(joined(call({ model: modelOf('x') }), deployment({ model: modelOf('y'), deploys: 'other' })).length).toBe(2);
    expect(joined(call({ model: modelOf('x') }), deployment()).length).toBe(2);
  });

  test('of a service without a known operator is called only at that service', () => {
    const there = deployment({ endpoint: { service: 'orphan-a' } });
    expect(joined(call({ endpoint: { service: 'orphan-b' }, model: modelOf('letters') }), there).length).toBe(2);
    expect(joined(call({ endpoint: { service: 'orphan-a' }, model: modelOf('letters') }), there).length).toBe(1);
    expect(joined(call({ endpoint: { service: 'cloud-chat' }, model: modelOf('letters') }), deployment({ endpoint: {} })).length).toBe(2);
  });

  test('is what a setting means that names it without saying whose it is', () => {
    const setting = (over: Parameters<typeof siteOf>[0] = {}): Site => siteOf({ path: '.env', model: modelOf('letters'), evidence: ['setting'], ...over });
    expect(joined(setting(), deployment())).toEqual(['cloud-chat @north-1 in NO : letters=harbour/beam-2 observed [setting deployment]']);
    expect(joined(setting({ sdk: 'kit' }), deployment()).length).toBe(2);
    expect(joined(setting({ endpoint: { host: 'a.example' } }), deployment()).length).toBe(2);
    expect(joined(setting({ model: null }), deployment()).length).toBe(2);
    expect(joined(setting({ model: modelOf('beam', { model: 'harbour/beam-2' }) }), deployment()).length).toBe(2);
    expect(joined(setting({ model: null, dynamicModel: 'x' }), deployment()).length).toBe(2);
  });

  test('of production can be what tests call, and not the other way round', () => {
    expect(joined(call({ scope: 'test', model: modelOf('letters') }), deployment()).length).toBe(1);
    expect(joined(call({ model: modelOf('letters') }), deployment({ scope: 'test' })).length).toBe(2);
    expect(joined(call({ scope: 'test', model: modelOf('letters') }), deployment({ scope: 'test' })).length).toBe(1);
  });

  test('of two places under one name says nothing', () => {
    const elsewhere = deployment({ endpoint: { service: 'cloud-chat', region: 'south-1', place: 'NO' }, evidence: ['other'] });
    expect(joined(call({ model: modelOf('letters') }), deployment(), elsewhere).length).toBe(3);
    const abroad = deployment({ endpoint: { service: 'cloud-chat', region: 'north-1', place: 'SE' }, evidence: ['other'] });
    expect(joined(call({ model: modelOf('letters') }), deployment(), abroad).length).toBe(3);
    expect(joined(call({ model: modelOf('letters') }), deployment(), deployment({ evidence: ['twin'] }))).toEqual([
      'cloud-chat x.cloud.example @north-1 in NO : letters=harbour/beam-2 observed [call deployment twin]',
    ]);
  });

  test('of the name counts before one of the model', () => {
    const model = { model: modelOf('beam-2', { model: 'harbour/beam-2' }) };
    const byName = deployment({ deploys: 'beam-2', endpoint: { service: 'cloud-chat', region: 'south-1', place: 'SE' }, evidence: ['named'] });
    expect(joined(call(model), deployment(), byName)[0]).toContain('@south-1 in SE');
  });

  test('without a model has no namesakes', () => {
    expect(joined(call({ model: modelOf('letters') }), deployment({ model: null })).length).toBe(2);
  });

  test('leaves a place the code names, and the basis of a known endpoint', () => {
    const asks = { model: modelOf('letters') };
    expect(joined(call({ ...asks, endpoint: { service: 'cloud-chat', place: 'US', basis: 'default' } }), deployment())[0]).toContain('cloud-chat in US :');
    expect(joined(call({ ...asks, endpoint: { service: 'cloud-chat', region: 'west', basis: 'default' } }), deployment())[0]).toContain('cloud-chat @west :');
    expect(joined(call({ ...asks, endpoint: { service: 'cloud-chat', basis: 'default' } }), deployment())[0]).toContain('default');
    expect(joined(call({ ...asks, endpoint: { service: 'cloud-chat' } }), deployment())[0]).toContain('observed');
  });

  test('brings its weights and accelerators', () => {
    const heavy = deployment({ artefact: 'pulled', accelerators: ['t4'] });
    expect(joined(call({ model: modelOf('letters') }), heavy)[0]).toContain('observed pulled t4 [');
    expect(joined(call({ model: modelOf('letters'), artefact: 'pinned', accelerators: ['h100'] }), deployment())[0]).toContain('observed pinned h100 [');
  });
});

describe('a call whose model is chosen at run time', () => {
  const open = (over: Parameters<typeof siteOf>[0] = {}): Site => call({ dynamicModel: 'settings.model', ...over });

  test('calls the only deployment of its kind, whose model can be changed', () => {
    expect(joined(open(), deployment())).toEqual(['cloud-chat x.cloud.example @north-1 in NO : beam-2=harbour/beam-2* observed [call deployment]']);
    expect(joined(call({ modelSlots: ['env:MODEL'] }), deployment()).length).toBe(1);
  });

  test('is no longer open when the deployment says the model', () => {
    expect(joinDeployments([open(), deployment()], WORLD)).toMatchObject([{ dynamicModel: null, model: { requested: 'beam-2' } }]);
  });

  test('calls one model that is deployed under two names of its own', () => {
    const latest = deployment({ model: modelOf('beam-2-latest', { model: 'harbour/beam-2' }), deploys: 'b' });
    expect(joined(open(), deployment(), latest).length).toBe(1);
  });

  test('calls nothing where nothing is left open', () => {
    expect(joined(call(), deployment()).length).toBe(2);
    expect(joined(call({ modelSlots: [] }), deployment()).length).toBe(2);
  });

  test('may call any of several models, so none is told', () => {
    expect(joined(open(), deployment(), deployment({ model: modelOf('beam-3'), deploys: 'b' })).length).toBe(3);
    expect(joined(open(), deployment({ model: modelOf('a') }), deployment({ model: modelOf('a'), deploys: 'b' })).length).toBe(1);
  });

  test('for embeddings does not call a model that chats, and the other way round', () => {
    const embeds = [deployment({ purpose: 'embedding' }), deployment({ model: modelOf('text-Embedding-9') })];
    for (const one of embeds) {
      expect(joined(open(), one).length).toBe(2);
      expect(joined(open({ purpose: 'embedding' }), one).length).toBe(1);
    }
    expect(joined(open({ purpose: 'embedding' }), deployment()).length).toBe(2);
    expect(joined(open(), deployment(), embeds[0] as Site)[0]).toContain('beam-2');
  });

  test('that names its model calls no deployment of another', () => {
    expect(joined(open({ model: modelOf('beam-9', { model: 'harbour/beam-9' }) }), deployment()).length).toBe(2);
  });
});

describe('a container that answers inside its network', () => {
  const server = (over: Parameters<typeof siteOf>[0] = {}): Site =>
    siteOf({
      path: 'compose.yaml',
      endpoint: { service: 'orphan-a', place: 'premises', basis: 'observed' },
      model: modelOf('beam-7b'),
      answersAs: ['engine', 'llm'],
      deployed: 'deployment',
      evidence: ['server'],
      ...over,
    });
  const at = (host: string | null): string[] => joined(siteOf({ endpoint: { host }, model: modelOf('any'), evidence: ['call'] }), server());

  test('is called by its name, with or without the suffix of a cluster', () => {
    for (const host of ['engine', 'llm', 'engine.svc', 'engine.ai.svc', 'engine.ai.svc.cluster.local'])
      expect(at(host), host).toEqual([`orphan-a ${host} in premises : any observed [call server]`]);
  });

  test('is not called at a public name or by another one', () => {
    for (const host of ['engine.example', 'engine.ai.svc.example', 'x.engine.ai.svc', 'engine.a.b.svc', 'other', 'my.engine.svc.cluster.local', null])
      expect(at(host).length, String(host)).toBe(2);
    expect(joined(siteOf({ endpoint: { host: 'engine' } }), server({ answersAs: [] })).length).toBe(2);
  });

  test('keeps the model a call asks for when it names none', () => {
    expect(joined(call({ endpoint: { host: 'engine' }, dynamicModel: 'x' }), server({ model: null }))).toEqual([
      'orphan-a engine in premises : x observed [call server]',
    ]);
    expect(joined(call({ endpoint: { host: 'engine' }, model: modelOf('any') }), server({ model: null }))).toEqual([
      'orphan-a engine in premises : any observed [call server]',
    ]);
  });

  test('counts before what goes by the name of the model', () => {
    const asks = siteOf({ sdk: 'kit', endpoint: { service: 'cloud-chat', host: 'engine' }, model: modelOf('letters'), evidence: ['call'] });
    expect(joined(asks, deployment(), server()).length).toBe(2);
    expect(joined(asks, deployment(), server())[0]).toBe('cloud-chat engine in premises : letters observed [call server]');
  });

  test('without a name answers to none', () => {
    const { answersAs: _, ...nameless } = server();
    expect(joined(siteOf({ endpoint: { host: 'engine' } }), nameless).length).toBe(2);
  });
});

describe('an account', () => {
  const account = (over: Parameters<typeof siteOf>[0] = {}): Site =>
    siteOf({ path: 'main.tf', endpoint: { service: 'cloud-chat', region: 'north-1', place: 'NO' }, deployed: 'account', evidence: ['account'], ...over });

  test('says where the calls of its service go that name no place', () => {
    expect(joined(call(), account())).toEqual(['cloud-chat x.cloud.example @north-1 in NO : no model observed medium [call account]']);
    expect(joined(call(), account(), account({ evidence: ['twin'] }))).toEqual([
      'cloud-chat x.cloud.example @north-1 in NO : no model observed medium [call account twin]',
    ]);
  });

  test('says nothing of a call that names a place, of another service, or without a region', () => {
    expect(joined(call({ endpoint: { service: 'cloud-chat', place: 'US' } }), account())).toEqual(['cloud-chat in US : no model medium [call]']);
    expect(joined(call({ endpoint: { service: 'cloud-chat', region: 'west' } }), account())).toEqual(['cloud-chat @west : no model medium [call]']);
    expect(joined(call({ endpoint: { service: 'lantern' } }), account()).length).toBe(2);
    expect(joined(call({ endpoint: { service: 'cloud-agents' } }), account())).toEqual([
      'cloud-agents : no model medium [call]',
      'cloud-chat @north-1 in NO : no model [account]',
    ]);
    expect(joined(call(), account({ endpoint: { service: 'cloud-chat', place: 'NO' } }))).toEqual([
      'cloud-chat x.cloud.example : no model observed medium [call]',
    ]);
    expect(joined(siteOf({ model: modelOf('x'), evidence: ['setting'] }), account({ endpoint: { region: 'north-1', place: 'NO' } })).length).toBe(2);
  });

  test('says nothing where there are several in different regions', () => {
    expect(joined(call(), account(), account({ endpoint: { service: 'cloud-chat', region: 'south-1', place: 'SE' } }))).toEqual([
      'cloud-chat x.cloud.example : no model observed medium [call]',
    ]);
  });

  test('is not told beside something else of its service, and told once for each when alone', () => {
    expect(joined(account(), deployment()).length).toBe(1);
    expect(joined(account()).length).toBe(1);
    expect(joined(account(), account()).length).toBe(2);
  });

  test('is not told where another service of its operator deploys in its region', () => {
    const agents = (over: Parameters<typeof siteOf>[0] = {}): Site =>
      deployment({ endpoint: { service: 'cloud-agents', region: 'north-1' }, evidence: ['agents'], ...over });
    expect(joined(account(), agents()).length).toBe(1);
    expect(joined(account(), agents({ endpoint: { service: 'cloud-agents', region: 'south-1' } })).length).toBe(2);
    expect(joined(account(), agents({ endpoint: { service: 'lantern', region: 'north-1' } })).length).toBe(2);
    expect(joined(account(), agents({ model: null })).length).toBe(2);
    expect(joined(account({ endpoint: { service: 'cloud-chat' } }), agents({ endpoint: { service: 'cloud-agents' } })).length).toBe(2);
    const { deployed: _, ...written } = agents();
    expect(joined(account(), written).length).toBe(2);
  });

  test('in one region is told though that of another region is not', () => {
    const south = account({ endpoint: { service: 'cloud-chat', region: 'south-1' }, evidence: ['south'] });
    const agents = deployment({ endpoint: { service: 'cloud-agents', region: 'north-1' }, evidence: ['agents'] });
    expect(joined(account(), south, agents).map((line) => line.slice(line.indexOf('[')))).toEqual(['[south]', '[agents]']);
  });

  test('of no service is told whatever else is seen', () => {
    expect(joined(account({ endpoint: {} }), siteOf({ model: modelOf('x') })).length).toBe(2);
  });
});

test('sites stay in their order, and none is changed where nothing is deployed', () => {
  const sites = [call({ evidence: ['b'] }), call({ evidence: ['a'] })];
  expect(joinDeployments(sites, WORLD)).toEqual(sites);
});
