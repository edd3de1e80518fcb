/** Names of a gateway of one's own: a call that asks for one goes to the models behind it. */
import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/evidence.ts';
import { aliasSites } from '../../src/resolve/aliases.ts';
import { fact, knowing, modelOf, service, siteOf } from '../support/small-world.ts';

const WORLD = knowing({
  services: [
    service('lantern', { operator: fact('harbour') }),
    service('ferry', { category: 'gateway' }),
    service('engine', { selfHosted: true }),
    service('wheel'),
  ],
});
const behind = (id: string, over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({
    path: 'gateway.yaml',
    endpoint: { service: 'lantern', host: 'api.lantern.example', basis: 'observed' },
    model: modelOf(id),
    aliases: ['letters'],
    evidence: [id],
    ...over,
  });
const asks = (requested: string, over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({ sdk: 'kit', model: modelOf(requested), endpoint: { host: 'llm.intranet.example', basis: 'observed' }, evidence: ['call'], ...over });

/** `path: library -> service : model [evidence] through a gateway`. */
function followed(...sites: readonly Site[]): string[] {
  return aliasSites(sites, WORLD).map(
    ({ path, sdk, endpoint, model, evidence, gateway }) =>
      `${path}: ${sdk ?? 'none'} -> ${endpoint.service ?? endpoint.host ?? 'nowhere'} : ${model?.requested ?? 'none'} [${evidence.join(' ')}]${gateway ? ' through a gateway' : ''}`,
  );
}

describe('a call that asks a gateway for a name', () => {
  test('goes to the model behind it, which is then told at the call alone', () => {
    expect(followed(asks('letters'), behind('beam-2'))).toEqual(['app/chat.py: kit -> lantern : beam-2 [call beam-2] through a gateway']);
  });

  test('goes to each of several models', () => {
    expect(followed(asks('letters'), behind('beam-2'), behind('wheel-1')).map((line) => line.split(' : ')[1])).toEqual([
      'beam-2 [call beam-2] through a gateway',
      'wheel-1 [call wheel-1] through a gateway',
    ]);
  });

  test('may have the prefix of a library before the name', () => {
    expect(followed(asks('openai/letters'), behind('beam-2')).length).toBe(1);
    expect(followed(asks('proxy/openai/letters'), behind('beam-2')).length).toBe(2);
    expect(followed(asks('team/letters'), behind('exact', { aliases: ['team/letters'] }), behind('bare'))).toEqual([
      'app/chat.py: kit -> lantern : exact [call exact] through a gateway',
      'gateway.yaml: none -> lantern : bare [bare]',
    ]);
  });

  test('keeps its place, scope, library, purpose and certainty', () => {
    const call = asks('letters', { scope: 'test', purpose: 'agent', confidence: 'medium' });
    expect(aliasSites([call, behind('beam-2', { sdk: 'proxy', purpose: 'chat' })], WORLD)).toMatchObject([
      { path: 'app/chat.py', scope: 'test', sdk: 'kit', purpose: 'agent', confidence: 'medium', gateway: true },
    ]);
    expect(aliasSites([asks('letters', { sdk: null }), behind('beam-2', { sdk: 'proxy', purpose: 'chat' })], WORLD)).toMatchObject([
      { sdk: 'proxy', purpose: 'chat' },
    ]);
    expect(aliasSites([asks('letters'), behind('beam-2')], WORLD)[0]).not.toHaveProperty('aliases');
  });

  test('goes nowhere by a name of another scope', () => {
    expect(followed(asks('letters'), behind('beam-2', { scope: 'test' })).length).toBe(2);
    expect(followed(asks('letters', { scope: 'test' }), behind('beam-2', { scope: 'test' })).length).toBe(1);
  });

  test('is one only where the endpoint can be a gateway of one’s own', () => {
    const to = (endpoint: NonNullable<Parameters<typeof siteOf>[0]>['endpoint']): number =>
      followed(asks('letters', endpoint && { endpoint }), behind('beam-2')).length;
    const can = [
      {},
      { service: 'gone' },
      { service: 'ferry', basis: 'observed' },
      { service: 'engine', basis: 'default' },
      { service: 'wheel', basis: 'unknown' },
    ] as const;
    expect(can.map(to)).toEqual([1, 1, 1, 1, 1]);
    expect(to({ service: 'wheel', place: 'premises', basis: 'observed' })).toBe(1);
    expect([to({ service: 'wheel', basis: 'observed' }), to({ service: 'wheel', place: 'EU', basis: 'default' })]).toEqual([2, 2]);
  });

  test('asks for a model: one chosen at run time follows no name', () => {
    expect(followed(asks('letters', { model: null }), behind('beam-2')).length).toBe(2);
  });
});

describe('the configuration of a gateway', () => {
  test('is told where nobody asks for its names', () => {
    expect(followed(behind('beam-2'), asks('other'))).toEqual([
      'gateway.yaml: none -> lantern : beam-2 [beam-2]',
      'app/chat.py: kit -> llm.intranet.example : other [call]',
    ]);
    expect(followed(asks('letters'))).toEqual(['app/chat.py: kit -> llm.intranet.example : letters [call]']);
  });

  test('says nothing more by using one of its own names', () => {
    const own = asks('letters', { sdk: null, path: 'gateway.yaml', evidence: ['own'] });
    expect(followed(own, behind('beam-2'))).toEqual(['gateway.yaml: none -> lantern : beam-2 [beam-2]']);
    expect(followed({ ...own, sdk: 'kit' }, behind('beam-2'))).toEqual(['gateway.yaml: kit -> lantern : beam-2 [own beam-2] through a gateway']);
    expect(followed({ ...own, path: 'other.yaml' }, behind('beam-2'))).toEqual(['other.yaml: none -> lantern : beam-2 [own beam-2] through a gateway']);
  });

  test('whose own model has the name of another entry is not followed in a circle', () => {
    expect(followed(behind('letters', { endpoint: {} }), asks('letters'))).toEqual(['app/chat.py: kit -> nowhere : letters [call letters] through a gateway']);
  });
});
