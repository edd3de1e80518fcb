/** Who fills the open slots of a call path: settings of its folder, arguments through wrappers, and what moves a default. */

import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/evidence.ts';
import { DEFAULT_LIMITS } from '../../src/model/limits.ts';
import { fillersOf, giftsFor, isFiller, nearby } from '../../src/resolve/slots.ts';
import { endpointOf, modelOf, siteOf } from '../support/small-world.ts';

const setting = (path: string, requested: string, over: Parameters<typeof siteOf>[0] = {}): Site =>
  siteOf({ path, model: modelOf(requested), fills: ['env:MODEL'], evidence: [requested], ...over });
const call = (over: Parameters<typeof siteOf>[0] = {}): Site => siteOf({ path: 'services/chat/app.py', sdk: 'kit', modelSlots: ['env:MODEL'], ...over });

/** What a site is given: model, host, region, and through whom. */
function gifts(site: Site, others: readonly Site[]): string[] {
  return giftsFor(site, fillersOf([site, ...others])).map(({ model, endpoint, region, through }) =>
    [
      model?.requested,
      endpoint?.host ?? endpoint?.service,
      region && `@${region}`,
      through.length > 0 ? `through ${through.map(({ evidence }) => evidence[0]).join(' ')}` : null,
    ]
      .filter((part) => part)
      .join(' '),
  );
}

describe('a filler', () => {
  test('only says something about others', () => {
    expect([siteOf({ fills: ['env:A'] }), siteOf({ fills: [] }), siteOf({}), siteOf({ sdk: 'kit', fills: ['env:A'] })].map(isFiller)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('is found by each slot it fills, in the order of the sites', () => {
    const one = setting('.env', 'a', { fills: ['env:A', 'env:B'] });
    const two = setting('.env', 'b', { fills: ['env:B'] });
    const known = fillersOf([one, siteOf({ sdk: 'kit', fills: ['env:A'] }), two]);
    expect([known.get('env:A'), known.get('env:B')]).toEqual([[one], [one, two]]);
    expect(known.size).toBe(2);
  });
});

describe('a setting', () => {
  test('gives a call its model', () => {
    expect(gifts(call(), [setting('.env', 'beam-2')])).toEqual(['beam-2']);
  });

  test('of another name gives nothing', () => {
    expect(gifts(call(), [setting('.env', 'beam-2', { fills: ['env:OTHER'] })])).toEqual([]);
  });

  test('holds for its folder and all below: the nearest one counts', () => {
    const all = [setting('.env', 'top'), setting('services/.env', 'middle'), setting('services/chat/.env', 'near'), setting('services/shop/.env', 'beside')];
    expect(gifts(call(), all)).toEqual(['near']);
    expect(gifts(call(), [...all.slice(0, 2), ...all.slice(3)])).toEqual(['middle']);
    expect(gifts(call({ path: 'lib/app.py' }), all)).toEqual(['top']);
  });

  test('beside the folders of the code is believed where none stands above', () => {
    expect(gifts(call({ path: 'src/app.py' }), [setting('deploy/a.env', 'one'), setting('deploy/b.env', 'two')])).toEqual(['one', 'two']);
  });

  test('holds for a path when its folder does', () => {
    expect([
      nearby('.env', 'src/app.py'),
      nearby('src/.env', 'src/lib/app.py'),
      nearby('src/.env', 'srcs/app.py'),
      nearby('deploy/.env', 'src/app.py'),
    ]).toEqual([true, true, false, false]);
  });

  test('of production holds in tests; one of tests holds in tests only', () => {
    const ofTests = setting('.env', 'small', { scope: 'test' });
    expect(gifts(call(), [ofTests])).toEqual([]);
    expect(gifts(call({ scope: 'test' }), [ofTests, setting('.env', 'large')])).toEqual(['small', 'large']);
    expect(gifts(call({ scope: 'test' }), [setting('.env', 'docs', { scope: 'docs' })])).toEqual([]);
  });

  test('that names neither what is asked for nor more gives nothing', () => {
    expect(gifts(call(), [siteOf({ path: '.env', fills: ['env:MODEL'] })])).toEqual([]);
    expect(gifts(call({ endpointSlots: ['env:URL'] }), [siteOf({ path: '.env', fills: ['env:URL'], endpoint: { region: 'north' } })])).toEqual([]);
  });

  test('that fills the slot of the model gives no endpoint, and the other way round', () => {
    const both = setting('.env', 'beam-2', { endpoint: { host: 'a.example' } });
    expect(gifts(call(), [both])).toEqual(['beam-2']);
    expect(gifts(call({ modelSlots: [], endpointSlots: ['env:MODEL'] }), [both])).toEqual(['a.example']);
    expect(gifts(call({ endpointSlots: ['env:MODEL'] }), [both])).toEqual(['beam-2 a.example']);
    expect(gifts(call({ modelSlots: [], endpointSlots: ['env:MODEL'] }), [{ ...both, endpoint: endpointOf({ service: 'lantern' }) }])).toEqual(['lantern']);
  });

  test('of a region gives a region and nothing else', () => {
    const region = siteOf({ path: '.env', endpoint: { region: 'north-1', host: 'a.example' }, model: modelOf('beam-2'), fills: ['env:REGION'] });
    expect(gifts(call({ endpointSlots: ['region env:REGION'] }), [region])).toEqual(['@north-1']);
    expect(gifts(call({ endpointSlots: ['env:OTHER'] }), [region])).toEqual([]);
  });

  test('gives no more than the bound of alternatives', () => {
    const many = Array.from({ length: 20 }, (_, at) => setting('.env', `m${at}`));
    expect(gifts(call(), many)).toEqual(many.slice(0, DEFAULT_LIMITS.alternatives).map(({ evidence }) => evidence[0]));
  });
});

describe('an argument', () => {
  const passed = (requested: string, path: string): Site => setting(path, requested, { fills: ['argument:chat#ask:model'] });
  const wrapper = call({ modelSlots: ['argument:chat#ask:model'] });

  test('is passed from wherever the wrapper is called', () => {
    expect(gifts(wrapper, [passed('one', 'app/a.py'), passed('two', 'services/chat/b.py')])).toEqual(['one', 'two']);
  });

  test('that is only handed on is what was handed in', () => {
    const through = siteOf({ fills: ['argument:chat#ask:model'], modelSlots: ['env:MODEL'], evidence: ['hop'] });
    expect(gifts(wrapper, [through, setting('.env', 'beam-2')])).toEqual(['beam-2 through hop']);
    const endpoint = siteOf({ fills: ['argument:chat#ask:url'], endpointSlots: ['env:URL'], evidence: ['hop'] });
    const address = siteOf({ path: '.env', fills: ['env:URL'], endpoint: { host: 'a.example' } });
    expect(gifts(call({ modelSlots: [], endpointSlots: ['argument:chat#ask:url'] }), [endpoint, address])).toEqual(['a.example through hop']);
  });

  test('that says a value asks nobody else', () => {
    const default_ = { ...passed('one', 'app/a.py'), modelSlots: ['env:MODEL'] };
    expect(gifts(wrapper, [default_, setting('.env', 'beam-2')])).toEqual(['one']);
    const address = siteOf({ fills: ['argument:u'], endpoint: { host: 'a.example' }, endpointSlots: ['env:URL'] });
    const other = siteOf({ path: '.env', fills: ['env:URL'], endpoint: { host: 'b.example' } });
    expect(gifts(call({ modelSlots: [], endpointSlots: ['argument:u'] }), [address, other])).toEqual(['a.example']);
  });

  test('for the model hands on no endpoint, and one for the endpoint no model', () => {
    const hop = (fills: string): Site => siteOf({ fills: [fills], modelSlots: ['env:MODEL'], endpointSlots: ['env:URL'], evidence: ['hop'] });
    const values = [setting('.env', 'beam-2'), siteOf({ path: '.env', fills: ['env:URL'], endpoint: { host: 'a.example' } })];
    const asks = call({ modelSlots: ['argument:m'], endpointSlots: ['argument:u'] });
    expect(gifts(asks, [hop('argument:m'), ...values])).toEqual(['beam-2 through hop']);
    expect(gifts(asks, [hop('argument:u'), ...values])).toEqual(['a.example through hop']);
  });

  test('that goes round in a circle comes to an end', () => {
    const one = siteOf({ fills: ['argument:a'], modelSlots: ['argument:b'], evidence: ['one'] });
    const two = siteOf({ fills: ['argument:b'], modelSlots: ['argument:a'], evidence: ['two'] });
    expect(gifts(call({ modelSlots: ['argument:a'] }), [one, two, setting('.env', 'beam-2', { fills: ['argument:b'] })])).toEqual(['beam-2 through one']);
  });

  test('is followed through four wrappers, not five', () => {
    const chain = (length: number): Site[] =>
      Array.from({ length }, (_, at) =>
        at + 1 < length
          ? siteOf({ fills: [`argument:${at}`], modelSlots: [`argument:${at + 1}`], evidence: [`h${at}`] })
          : setting('x.py', 'beam-2', { fills: [`argument:${at}`] }),
      );
    const found = (length: number): number => gifts(call({ modelSlots: ['argument:0'] }), chain(length)).length;
    expect([1, 5, 6].map(found)).toEqual([1, 1, 0]);
  });

  test('never fills itself', () => {
    const self = siteOf({ fills: ['argument:a'], modelSlots: ['argument:a'], model: modelOf('own') });
    expect(gifts(self, [])).toEqual([]);
  });
});

describe('a setting that moves the default of a service', () => {
  const moves = (over: Parameters<typeof siteOf>[0] = {}): Site =>
    siteOf({ path: 'services/.env', endpoint: { host: 'proxy.example' }, overrides: 'lantern', fills: ['env:LANTERN_BASE_URL'], evidence: ['move'], ...over });
  const falls = (over: Parameters<typeof siteOf>[0] = {}): Site => call({ modelSlots: [], endpoint: { service: 'lantern', basis: 'default' }, ...over });

  test('moves it for everybody below', () => {
    expect(gifts(falls(), [moves()])).toEqual(['proxy.example']);
    expect(gifts(falls({ path: 'app.py' }), [moves()])).toEqual([]);
  });

  test('moves only the default of that service, for calls of a library', () => {
    expect(gifts(falls({ endpoint: { service: 'ferry', basis: 'default' } }), [moves()])).toEqual([]);
    expect(gifts(falls({ endpoint: { service: 'lantern', basis: 'observed' } }), [moves()])).toEqual([]);
    expect(gifts(falls({ sdk: null }), [moves()])).toEqual([]);
    expect(gifts(falls({ endpoint: { basis: 'default' } }), [moves({ overrides: null })])).toEqual([]);
  });

  test('must say where to', () => {
    expect(gifts(falls(), [moves({ endpoint: { service: 'ferry' } })])).toEqual([]);
  });

  test('of tests moves nothing in production', () => {
    expect(gifts(falls(), [moves({ scope: 'test' })])).toEqual([]);
    expect(gifts(falls({ scope: 'test' }), [moves({ scope: 'test' })])).toEqual(['proxy.example']);
    expect(gifts(falls({ scope: 'test' }), [moves()])).toEqual(['proxy.example']);
  });

  test('says it once, though it fills a slot as well', () => {
    expect(gifts(falls({ endpointSlots: ['env:LANTERN_BASE_URL'] }), [moves({ fills: ['env:LANTERN_BASE_URL', 'env:OTHER'] })])).toEqual(['proxy.example']);
  });

  test('brings the model that stands beside it', () => {
    expect(gifts(falls(), [moves({ model: modelOf('beam-2') })])).toEqual(['beam-2 proxy.example']);
  });
});
