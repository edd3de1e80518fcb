/** One call path for each endpoint and model a request can have. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import type { SeenEndpoint } from '../../src/match/endpoints.ts';
import { type AskedModels, NO_MODELS, type SeenModel, siteModel } from '../../src/match/models.ts';
import { LOCAL, purposeFor, purposeOf, type Request, reportRequest } from '../../src/match/sites.ts';
import type { Site } from '../../src/model/evidence.ts';
import { fact, knowing, pkg, service } from '../support/small-world.ts';
import { shape } from '../support/values.ts';

const INDEX = knowing({
  services: [
    service('lantern', { regions: 'lantern', hosts: [{ host: 'api.lantern.example', location: fact('EU'), region: null }] }),
    service('cloud', { hosts: [{ host: '{region}.cloud.example', location: null, region: null }] }),
    service('hostless'),
  ],
  regions: { lantern: { 'north-1': 'NO' } },
  more: {
    purposes: new Map([
      ['embeddings', 'embedding'],
      ['chat', 'chat'],
    ]),
  },
});
const endpoint = (over: Partial<SeenEndpoint> = {}): SeenEndpoint => ({ ...LOCAL, place: null, basis: 'unknown', ...over });
const model = (requested: string, over: Partial<SeenModel> = {}): SeenModel => ({ ...siteModel(null, requested), ...over });
const asks = (over: Partial<AskedModels> = {}): AskedModels => ({ ...NO_MODELS, ...over });

function reported(over: Partial<Request>): readonly Site[] {
  const into = collector({ path: 'app.py', scope: 'production' });
  reportRequest(INDEX, { package: null, purpose: null, artefact: null, endpoints: [endpoint()], asked: NO_MODELS, evidence: ['call'], ...over }, into);
  return into.sites;
}
const words = (over: Partial<Request>): string[] =>
  reported(over).map(({ endpoint: { service: to, host, region, place, basis }, model: asked, named }) =>
    [to ?? 'nowhere', host, region && `@${region}`, place && `in ${place}`, basis, ':', asked?.requested ?? 'none', named ? 'named' : null]
      .filter((part) => part)
      .join(' '),
  );

describe('a request', () => {
  test('is one site for each endpoint and model', () => {
    const two = { endpoints: [endpoint({ service: 'lantern' }), endpoint({ host: 'a.example' })], asked: asks({ models: [model('x'), model('y')] }) };
    expect(words(two)).toEqual(['lantern unknown : x', 'lantern unknown : y', 'nowhere a.example unknown : x', 'nowhere a.example unknown : y']);
  });

  test('without a model is one site for each endpoint', () => {
    expect(words({ endpoints: [endpoint({ service: 'lantern' }), endpoint({ service: 'cloud' })] })).toEqual([
      'lantern unknown : none',
      'cloud unknown : none',
    ]);
  });

  test('says what it is and rests on', () => {
    expect(
      reported({ endpoints: [endpoint({ evidence: ['url', 'call'] })], asked: asks({ models: [model('x', { evidence: ['id', 'url'] })] }) })[0],
    ).toMatchObject({
      sdk: null,
      purpose: null,
      artefact: null,
      overrides: null,
      fallbackGroup: null,
      confidence: 'high',
      dynamicModel: null,
      evidence: ['call', 'url', 'id'],
    });
    expect(reported({ package: pkg('kit'), purpose: 'agent', artefact: 'pulled', confidence: 'low', asked: asks({ dynamic: 'x' }) })[0]).toMatchObject({
      sdk: 'kit',
      purpose: 'agent',
      artefact: 'pulled',
      confidence: 'low',
      dynamicModel: 'x',
      evidence: ['call'],
    });
  });

  test('says only what there is to say', () => {
    const [plain] = reported({ aliases: [] });
    for (const name of ['endpointSlots', 'modelSlots', 'floating', 'keeps', 'aliases', 'named']) expect(plain).not.toHaveProperty(name);
    const all = { endpoints: [endpoint({ slots: ['env:URL'] })], asked: asks({ slots: ['env:MODEL'] }), floating: ['kit'], keeps: true, aliases: ['letters'] };
    expect(reported(all)[0]).toMatchObject({ endpointSlots: ['env:URL'], modelSlots: ['env:MODEL'], floating: ['kit'], keeps: true, aliases: ['letters'] });
  });

  test('with stand-ins is one site for each of them, all of one group', () => {
    const standIns = { models: [model('second')], group: 'g' };
    expect(
      reported({ asked: asks({ models: [model('first')] }), standIns }).map(({ model: asked, fallbackGroup }) => `${asked?.requested} ${fallbackGroup}`),
    ).toEqual(['first g', 'second g']);
    expect(words({ standIns })).toEqual(['nowhere unknown : second']);
    expect(words({ standIns: { models: [], group: 'g' } })).toEqual([]);
    expect(words({ standIns: null })).toEqual(['nowhere unknown : none']);
    expect(reported({ standIns, fallbackGroup: 'own' })[0]?.fallbackGroup).toBe('own');
  });

  test('joins no model with an endpoint of another choice', () => {
    const endpoints = [endpoint({ service: 'lantern', when: ['f:1=a'] }), endpoint({ service: 'cloud', when: ['f:1=b'] })];
    const models = [model('x', { when: [['f:1=a']] }), model('y', { when: [['f:1=b'], ['f:1=a']] }), model('z')];
    expect(words({ endpoints, asked: asks({ models }) })).toEqual([
      'lantern unknown : x',
      'lantern unknown : y',
      'lantern unknown : z',
      'cloud unknown : y',
      'cloud unknown : z',
    ]);
  });
});

describe('a service that only the model’s id names', () => {
  const ferry = { service: 'lantern', requested: 'lantern/x' };

  test('is where the call goes when nothing else is known', () => {
    expect(words({ asked: asks({ models: [model('x', ferry)] }) })).toEqual(['lantern api.lantern.example observed : lantern/x named']);
    expect(words({ asked: asks({ models: [model('x', { service: 'cloud', requested: 'cloud/x' })] }) })).toEqual(['cloud observed : cloud/x named']);
    expect(words({ asked: asks({ models: [model('x', { service: 'hostless' })] }) })).toEqual(['hostless observed : x named']);
    expect(words({ asked: asks({ models: [model('x', { service: 'gone' })] }) })).toEqual(['gone observed : x named']);
  });

  test('is not where it goes when the endpoint is known', () => {
    expect(words({ endpoints: [endpoint({ service: 'cloud' })], asked: asks({ models: [model('x', ferry)] }) })).toEqual(['cloud unknown : lantern/x']);
    expect(words({ endpoints: [endpoint({ host: 'a.example' })], asked: asks({ models: [model('x', ferry)] }) })).toEqual([
      'nowhere a.example unknown : lantern/x',
    ]);
  });

  test('can be known though the model is chosen at run time', () => {
    const chosen = asks({ service: 'lantern', dynamic: 'x' });
    expect(words({ asked: chosen })).toEqual(['lantern observed : none']);
    expect(words({ asked: chosen, endpoints: [endpoint({ service: 'cloud' })] })).toEqual(['cloud unknown : none']);
    expect(words({ asked: chosen, endpoints: [endpoint({ host: 'a.example' })] })).toEqual(['nowhere a.example unknown : none']);
  });

  test('may be a mere account of the maker, unless a gateway or framework reads it, or a provider must stand there', () => {
    const account = model('lantern/x', { service: 'lantern', developer: 'lantern' });
    const at = (over: Partial<Request>): string | undefined => words({ asked: asks({ models: [account] }), ...over })[0]?.split(' ')[0];
    expect([
      at({}),
      at({ package: pkg('kit') }),
      at({ package: pkg('kit', { role: 'gateway' }) }),
      at({ package: pkg('kit', { role: 'framework' }) }),
      at({ prefixed: true }),
    ]).toEqual(['nowhere', 'nowhere', 'lantern', 'lantern', 'lantern']);
  });
});

describe('a region that the model’s id names', () => {
  const there = (seen: Partial<SeenEndpoint>, of: Partial<SeenModel>): string[] =>
    words({ endpoints: [endpoint(seen)], asked: asks({ models: [model('x', of)] }) });

  test('is where the call goes, when the service has it and the endpoint names none', () => {
    expect(there({ service: 'lantern' }, { region: 'north-1', place: 'NO' })).toEqual(['lantern @north-1 in NO unknown : x']);
    expect(there({ service: 'lantern', region: 'south', place: 'CL' }, { region: 'north-1' })).toEqual(['lantern @south in CL unknown : x']);
    expect(there({ service: 'lantern' }, { region: 'atlantis' })).toEqual(['lantern unknown : x']);
    expect(there({ service: 'lantern', place: 'EU' }, { place: 'NO' })).toEqual(['lantern in NO unknown : x']);
    expect(there({ service: 'lantern', place: 'EU' }, {})).toEqual(['lantern in EU unknown : x']);
  });

  test('says nothing where no service is known', () => {
    expect(there({ host: 'a.example' }, { region: 'north-1', place: 'NO' })).toEqual(['nowhere a.example unknown : x']);
  });
});

test('weights that run in this program are on your own machines', () => {
  expect(LOCAL).toEqual({
    service: null,
    host: null,
    region: null,
    place: 'premises',
    basis: 'observed',
    configurable: false,
    evidence: [],
    slots: [],
    when: [],
  });
});

test('the last word of a call that says a purpose counts, and what a shape states before it', () => {
  expect([purposeOf(INDEX, ['chat', 'embeddings', 'create']), purposeOf(INDEX, ['Chat']), purposeOf(INDEX, ['create']), purposeOf(INDEX, [])]).toEqual([
    'embedding',
    'chat',
    null,
    null,
  ]);
  expect([purposeFor(INDEX, shape('x', { purpose: 'agent' }), ['chat']), purposeFor(INDEX, shape('x'), ['chat']), purposeFor(INDEX, null, ['chat'])]).toEqual([
    'agent',
    'chat',
    'chat',
  ]);
});
