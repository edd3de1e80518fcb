/** What no call path explains: a package that is only declared, a key nobody's client reads. It is told, and told as weak. */
import { describe, expect, test } from 'vitest';
import type { Evidence, Site } from '../../src/model/evidence.ts';
import { mentionSites } from '../../src/resolve/mentions.ts';
import { evidenceOf, knowing, pkg, siteOf } from '../support/small-world.ts';

const WORLD = knowing({
  packages: [
    pkg('kit', { implies: 'lantern' }),
    pkg('router', { role: 'gateway' }),
    pkg('frame', { role: 'framework', implies: 'lantern' }),
    pkg('rootless'),
    pkg('gem-kit', { implies: 'lantern', imports: {}, purls: ['pkg:gem/gem-kit'] }),
    pkg('ruby-kit', { implies: 'lantern', imports: { ruby: ['kit'] }, purls: ['pkg:gem/ruby-kit'] }),
    pkg('nameless', { implies: 'lantern', imports: {}, purls: ['pkg:gem/nameless', 'pkg:npm/nameless'] }),
    ...(['client', 'adapter', 'gateway', 'vector-store', 'observability', 'runtime', 'library', 'dev-tool'] as const).map((role) =>
      pkg(`a ${role}`, { role, implies: 'x' }),
    ),
  ],
});
const declared = (id = 'kit', over: Partial<Evidence> = {}): Evidence =>
  evidenceOf(`declared ${id}`, { kind: 'dependency', path: 'requirements.txt', subject: { kind: 'package', id }, ...over });
const imported = (id = 'kit', over: Partial<Evidence> = {}): Evidence =>
  evidenceOf(`import ${id}`, { kind: 'import', subject: { kind: 'package', id }, ...over });
const key = (id = 'lantern', over: Partial<Evidence> = {}): Evidence =>
  evidenceOf(`key ${id}`, { kind: 'env-var', path: '.env', subject: { kind: 'service', id }, ...over });

/** `library -> service confidence scope path [evidence]`. */
function mentions(evidence: readonly Evidence[], sites: readonly Site[] = [], moved: readonly string[] = []): string[] {
  return mentionSites(sites, evidence, WORLD, new Set(moved)).map(
    ({ sdk, endpoint, confidence, scope, path, evidence: ids }) =>
      `${sdk ?? 'none'} -> ${endpoint.service ?? 'nowhere'} ${confidence} ${scope} ${path} [${ids.join(', ')}]`,
  );
}

describe('a package without a call', () => {
  test('is told as weak when it is declared, and as less weak when it is imported', () => {
    expect(mentions([declared()])).toEqual(['kit -> lantern low production requirements.txt [declared kit]']);
    expect(mentions([declared(), imported()])).toEqual(['kit -> lantern medium production requirements.txt [declared kit, import kit]']);
    expect(mentions([imported('kit', { confidence: 'medium' })])[0]).toContain(' low ');
    expect(mentions([evidenceOf('c', { kind: 'container', subject: { kind: 'package', id: 'kit' } })])[0]).toContain(' low ');
  });

  test('says nothing certain about where it goes', () => {
    expect(mentionSites([], [declared()], WORLD, new Set())[0]).toEqual({
      ...siteOf({ path: 'requirements.txt', sdk: 'kit', endpoint: { service: 'lantern', configurable: true }, confidence: 'low', evidence: ['declared kit'] }),
    });
  });

  test('is told when it speaks for a service', () => {
    const told = (['client', 'adapter', 'gateway', 'vector-store', 'observability', 'runtime', 'library', 'dev-tool'] as const).filter(
      (role) => mentions([declared(`a ${role}`)]).length === 1,
    );
    expect(told).toEqual(['client', 'adapter', 'gateway', 'vector-store', 'observability', 'runtime']);
    expect(mentions([declared('frame')])).toEqual([]);
    expect(mentions([declared('rootless')])).toEqual([]);
    expect(mentions([declared('gone')])).toEqual([]);
    expect(mentions([declared('router')])).toEqual(['router -> nowhere low production requirements.txt [declared router]']);
  });

  test('that others bring along, that lends its types only, or that is only configured, is none', () => {
    expect(mentions([declared('kit', { direct: false })])).toEqual([]);
    expect(mentions([declared('kit', { direct: true })]).length).toBe(1);
    expect(mentions([imported('kit', { context: 'type-only import' })])).toEqual([]);
    expect(mentions([declared('kit', { kind: 'config' })])).toEqual([]);
  });

  test('is explained by the call whose import it is, but its manifest line is not', () => {
    const call = siteOf({ evidence: ['import kit', 'box', 'declared kit'] });
    expect(mentions([imported()], [call])).toEqual([]);
    expect(mentions([evidenceOf('box', { kind: 'container', subject: { kind: 'package', id: 'kit' } })], [call])).toEqual([]);
    expect(mentions([declared()], [call]).length).toBe(1);
  });

  test('is explained by a call of production everywhere, by one of tests in tests', () => {
    const call = (scope: Site['scope']): Site => siteOf({ sdk: 'kit', scope });
    expect(mentions([declared()], [call('production')])).toEqual([]);
    expect(mentions([declared('kit', { scope: 'test' })], [call('production')])).toEqual([]);
    expect(mentions([declared()], [call('test')]).length).toBe(1);
    expect(mentions([declared('kit', { scope: 'test' })], [call('docs')])).toEqual([]);
    expect(mentions([declared()], [siteOf({ sdk: 'router' })]).length).toBe(1);
  });

  test('that goes by the name of another one is explained by a call that reaches its service', () => {
    const reaches = siteOf({ sdk: 'other', endpoint: { service: 'lantern' } });
    expect(mentions([declared('gem-kit')], [reaches])).toEqual([]);
    expect(mentions([declared('gem-kit')], [siteOf({ endpoint: { service: 'lantern' } })]).length).toBe(1);
    expect(mentions([declared('gem-kit')]).length).toBe(1);
    expect(mentions([declared('nameless')], [reaches]).length).toBe(1);
    expect(mentions([declared('ruby-kit')], [reaches]).length).toBe(1);
    expect(mentions([declared()], [reaches]).length).toBe(1);
  });

  test('stands where its strongest scope shows it first', () => {
    const items = [
      declared('kit', { scope: 'test', path: 'test.txt', id: 't' }),
      declared('kit', { id: 'p' }),
      declared('kit', { id: 'q', path: 'second.txt' }),
    ];
    expect(mentions(items)).toEqual(['kit -> lantern low production requirements.txt [p, t, q]']);
    expect(mentions(items.slice(0, 1))).toEqual(['kit -> lantern low test test.txt [t]']);
  });
});

describe('a key made for a service', () => {
  test('is told where nothing else of the service is seen', () => {
    expect(mentions([key()])).toEqual(['none -> lantern low production .env [key lantern]']);
    expect(mentions([key(), key('lantern', { id: 'again' }), key('ferry')])).toEqual([
      'none -> lantern low production .env [key lantern, again]',
      'none -> ferry low production .env [key ferry]',
    ]);
  });

  test('is explained by a call that reads it, reaches its service or has its client, and by a setting that moves it', () => {
    expect(mentions([key()], [siteOf({ evidence: ['key lantern'] })])).toEqual([]);
    expect(mentions([key()], [siteOf({ endpoint: { service: 'lantern' } })])).toEqual([]);
    expect(mentions([key()], [siteOf({ sdk: 'kit', endpoint: { service: 'ferry' } })])).toEqual([]);
    expect(mentions([key()], [], ['lantern'])).toEqual([]);
    expect(mentions([key()], [siteOf({ sdk: 'gone', endpoint: { service: 'ferry' } })], ['ferry']).length).toBe(1);
  });

  test('is a key: another sight of the service is none, nor is a key of no service', () => {
    expect(mentions([key('lantern', { kind: 'endpoint' })])).toEqual([]);
    expect(mentions([key('kit')])).toEqual(['none -> kit low production .env [key kit]']);
    expect(mentions([key('lantern', { subject: { kind: 'unknown', what: 'endpoint' } })])).toEqual([]);
  });
});

test('where nothing is seen nothing is told', () => {
  expect(mentions([], [siteOf({ sdk: 'kit' })])).toEqual([]);
});
