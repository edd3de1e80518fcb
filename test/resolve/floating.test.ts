/** Requests on clients made elsewhere: they go where the only client goes that they can be made on. */
import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/evidence.ts';
import { floatingSites } from '../../src/resolve/floating.ts';
import { fact, family, knowing, modelOf, pkg, service, siteOf } from '../support/small-world.ts';

const WORLD = knowing({
  services: [
    service('lantern', { operator: fact('harbour'), offers: fact('own') }),
    service('ferry', { operator: fact('pilot'), offers: fact('own') }),
    service('market', { offers: fact('many') }),
    service('commons', { offers: fact('open') }),
    service('secret'),
  ],
  packages: [pkg('kit', { implies: 'lantern' }), pkg('frame')],
  families: [family('harbour/beam', 'harbour', { weights: 'open' }), family('pilot/wheel', 'pilot', { weights: 'closed' })],
});

const client = (service_: string, over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({ path: 'app/clients.py', sdk: 'kit', endpoint: { service: service_, host: `${service_}.example` }, evidence: [`${service_} made`], ...over });
const request = (over: Parameters<typeof siteOf>[0] = {}): Site => siteOf({ sdk: 'kit', floating: ['kit'], evidence: ['request'], ...over });

/** `library -> service basis [evidence]`. */
function placed(...sites: readonly Site[]): string[] {
  return floatingSites(sites, WORLD).map(
    ({ sdk, endpoint, evidence }) =>
      `${sdk ?? 'none'} -> ${endpoint.service ?? endpoint.host ?? 'nowhere'}${endpoint.configurable ? '*' : ''} ${endpoint.basis} [${evidence.join(' ')}]`,
  );
}

describe('a request on a client made elsewhere', () => {
  test('goes where the only client goes, with what shows that client', () => {
    expect(placed(client('ferry'), request({ sdk: null }))).toEqual(['kit -> ferry unknown [ferry made]', 'kit -> ferry unknown [request ferry made]']);
  });

  test('shows no more than two places of the client', () => {
    const long = client('ferry', { evidence: ['a', 'b', 'c'] });
    expect(placed(long, request())[1]).toBe('kit -> ferry unknown [request a b]');
  });

  test('goes where the library goes when nobody here makes such a client, unless it is told otherwise', () => {
    expect(placed(request())).toEqual(['kit -> lantern* unknown [request]']);
    expect(placed(request({ endpoint: { service: 'market', basis: 'observed' } }))).toEqual(['kit -> market observed [request]']);
    expect(placed(request({ sdk: 'frame' }))).toEqual(['frame -> nowhere unknown [request]']);
    expect(placed(request({ sdk: 'gone' }))).toEqual(['gone -> nowhere unknown [request]']);
    expect(placed(request({ sdk: null }))).toEqual(['none -> nowhere unknown [request]']);
  });

  test('is not made on a client of another library, of other tests, or on another request', () => {
    expect(placed(client('ferry', { sdk: 'frame' }), request())[1]).toContain('-> lantern*');
    expect(placed(client('ferry', { scope: 'test' }), request())[1]).toContain('-> lantern*');
    expect(placed(client('ferry'), request({ scope: 'test' }))[1]).toContain('-> ferry');
    expect(placed(client('ferry', { scope: 'test' }), request({ scope: 'test' }))[1]).toContain('-> ferry');
    expect(placed(client('ferry', { sdk: null }), request({ floating: ['kit', 'null'] }))[1]).toContain('-> lantern*');
    expect(placed(request({ endpoint: { service: 'ferry' } }), request())[1]).toContain('-> lantern*');
    expect(placed(client('ferry', { sdk: 'frame' }), request({ floating: ['kit', 'frame'] }))[1]).toBe('frame -> ferry unknown [request ferry made]');
  });

  test('is made on a client of its own file first, then of folders it shares, then of any', () => {
    const all = [client('market', { path: 'lib/far.py' }), client('ferry', { path: 'app/other.py' }), client('commons', { path: 'app/chat.py' })];
    expect(placed(...all, request())[3]).toContain('-> commons unknown');
    expect(placed(...all.slice(0, 2), request())[2]).toContain('-> ferry unknown');
    expect(placed(...all.slice(0, 1), request())[1]).toContain('-> market unknown');
    expect(placed(client('ferry', { path: 'app.py' }), client('market', { path: 'lib/far.py' }), request({ path: 'main.py' }))[2]).toContain('-> lantern*');
  });

  test('that fits clients of several endpoints goes to the one that has its model', () => {
    const beam = (over: Parameters<typeof modelOf>[1] = {}): Site => request({ model: modelOf('beam-2', { family: 'harbour/beam', ...over }) });
    const wheel = request({ model: modelOf('wheel-1', { family: 'pilot/wheel' }) });
    const two = [client('ferry'), client('lantern', { path: 'app/b.py' })];
    expect(placed(...two, beam())[2]).toContain('-> lantern unknown');
    expect(placed(...two, wheel)[2]).toContain('-> ferry unknown');
    expect(placed(...two, request({ model: modelOf('x', { developer: 'pilot' }) }))[2]).toContain('-> ferry unknown');
    expect(placed(client('ferry'), client('market'), beam())[2]).toContain('-> market unknown');
    expect(placed(client('ferry'), client('commons'), beam())[2]).toContain('-> commons unknown');
    expect(placed(client('lantern'), client('commons'), wheel)[2]).toContain('-> lantern*');
    expect(placed(client('ferry'), client('secret'), beam())[2]).toContain('-> lantern*');
    expect(placed(client('ferry'), client('gone'), beam())[2]).toContain('-> lantern*');
  });

  test('goes on to clients further away when none near by has its model', () => {
    const beam = request({ model: modelOf('beam-2', { family: 'harbour/beam' }) });
    const near = [client('ferry', { path: 'app/chat.py' }), client('secret', { path: 'app/chat.py' })];
    expect(placed(...near, client('commons', { path: 'app/b.py' }), beam)[3]).toContain('-> commons unknown');
  });

  test('is one on a client: what is made here stays as it is', () => {
    expect(placed(siteOf({ sdk: 'kit', evidence: ['own'] }), request({ floating: ['frame'], sdk: 'frame' }))[0]).toBe('kit -> nowhere unknown [own]');
  });

  test('that fits several endpoints and names no known model goes nowhere that is known', () => {
    expect(placed(client('ferry'), client('market'), request())[2]).toContain('-> lantern*');
    expect(placed(client('market'), client('lantern'), request({ model: modelOf('beam-2', { family: 'harbour/beam' }) }))[2]).toContain('-> lantern*');
  });

  test('goes to one endpoint only when library, service, host and region agree', () => {
    const twin = { path: 'app/b.py', evidence: ['twin'] };
    expect(placed(client('ferry'), client('ferry', twin), request())[2]).toContain('-> ferry unknown [request ferry made]');
    expect(placed(client('ferry'), client('ferry', { ...twin, endpoint: { service: 'ferry', host: 'other.example' } }), request())[2]).toContain('-> lantern*');
    expect(placed(client('ferry'), client('ferry', { ...twin, endpoint: { service: 'ferry', host: 'ferry.example', region: 'n' } }), request())[2]).toContain(
      '-> lantern*',
    );
    expect(placed(client('ferry'), client('ferry', { ...twin, sdk: 'frame' }), request({ floating: ['kit', 'frame'] }))[2]).toContain('-> lantern*');
  });
});

describe('a client nobody in its file asks anything', () => {
  const bare = (over: Parameters<typeof siteOf>[0] = {}): Site => client('ferry', { bare: true, ...over });

  test('is told by the requests made on it elsewhere', () => {
    expect(placed(bare(), request())).toEqual(['kit -> ferry unknown [request ferry made]']);
  });

  test('stays where no request is made on it', () => {
    expect(placed(bare(), request({ floating: ['frame'] })).length).toBe(2);
    expect(placed(bare({ evidence: [] }), request()).length).toBe(2);
    expect(placed(bare()).length).toBe(1);
  });
});
