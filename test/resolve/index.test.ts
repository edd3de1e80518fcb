/** Matches of all files become components and usages, whatever the order of the files. */
import { describe, expect, test } from 'vitest';
import type { Evidence, FileMatch, Site } from '../../src/model/evidence.ts';
import { resolve } from '../../src/resolve/index.ts';
import { evidenceOf, knowing, modelOf, pkg, service, siteOf } from '../support/small-world.ts';

const WORLD = knowing({
  services: [service('lantern'), service('analytics', { generalPurpose: true, category: 'observability' }), service('engine', { selfHosted: true })],
  packages: [pkg('kit', { implies: 'lantern', telemetry: { service: 'analytics', host: null, off: {} } }), pkg('plain', { implies: 'lantern' })],
});
interface Seen {
  readonly sites?: readonly Site[];
  readonly evidence?: readonly Evidence[];
}
const matches = (...files: readonly Seen[]): FileMatch[] => files.map(({ sites = [], evidence = [] }) => ({ sites, evidence }));
const usagesOf = (...files: readonly Seen[]): string[] =>
  resolve(matches(...files), WORLD).usages.map(
    ({ sdk, service: to, model, confidence, evidence }) =>
      `${sdk?.id ?? 'none'} -> ${to?.id ?? 'nowhere'} : ${model?.requested ?? 'none'} ${confidence} [${evidence.map(({ id }) => id).join(' ')}]`,
  );
const componentsOf = (...files: readonly Seen[]): string[] =>
  resolve(matches(...files), WORLD).components.map(({ id, evidence }) => `${id} ${evidence.map((item) => item.id).join(' ')}`);
const dependency = (id: string, over: Partial<Evidence> = {}): Evidence =>
  evidenceOf(`line ${id}`, { kind: 'dependency', path: 'requirements.txt', subject: { kind: 'package', id }, ...over });
const address = (id: string, subject: Evidence['subject'], over: Partial<Evidence> = {}): Evidence => evidenceOf(id, { kind: 'endpoint', subject, ...over });

describe('the same place seen from several files', () => {
  const seen = (...sightings: readonly Partial<Evidence>[]): string[] =>
    resolve(matches(...sightings.map((over) => ({ evidence: [evidenceOf('here', { context: 'b', ...over })] }))), WORLD).components.flatMap(({ evidence }) =>
      evidence.map(({ context, confidence, tentative }) => `${context} ${confidence}${tentative ? ' tentative' : ''}`),
    );
  const bothWays = (one: Partial<Evidence>, other: Partial<Evidence>): string[] => [...seen(one, other), ...seen(other, one)];

  test('is told once, as the surest sight of it', () => {
    expect(bothWays({ confidence: 'low', context: 'a' }, { confidence: 'medium' })).toEqual(['b medium', 'b medium']);
    expect(bothWays({ confidence: 'medium', context: 'a' }, { confidence: 'high' })).toEqual(['b high', 'b high']);
  });

  test('of equals is told by the first context in order', () => {
    expect(bothWays({ context: 'c' }, { context: 'a' })).toEqual(['a high', 'a high']);
  });

  test('is told for certain where one sight is no guess', () => {
    expect(bothWays({ tentative: true, context: 'a' }, { context: 'b' })).toEqual(['b high', 'b high']);
    expect(bothWays({ tentative: true, context: 'a', confidence: 'high' }, { context: 'b', confidence: 'low' })).toEqual(['b low', 'b low']);
  });
});

describe('what is seen', () => {
  test('stands by path, line, column and kind', () => {
    const subject = { kind: 'service', id: 'lantern' } as const;
    const at = (id: string, path: string, line: number, column: number, kind: Evidence['kind'] = 'model-id'): Evidence =>
      evidenceOf(id, { path, line, column, kind, subject });
    const items = [
      at('6', 'b.py', 1, 1),
      at('5', 'a.py', 10, 2),
      at('2', 'a.py', 9, 1),
      at('4', 'a.py', 10, 1),
      at('3', 'a.py', 9, 8, 'env-var'),
      at('1', 'a.py', 9, 1, 'config'),
    ];
    const order = ['service:lantern 1 2 3 4 5 6'];
    expect(componentsOf({ evidence: items })).toEqual(order);
    expect(componentsOf({ evidence: items.toReversed() })).toEqual(order);
  });

  test('is only told with a call path where it is a guess, or an address nobody knows', () => {
    const guess = evidenceOf('guess', { tentative: true });
    const unknown = address('unknown', { kind: 'unknown', what: 'endpoint' });
    expect(componentsOf({ evidence: [guess, unknown] })).toEqual([]);
    expect(componentsOf({ evidence: [guess, unknown], sites: [siteOf({ sdk: 'kit', evidence: ['guess', 'unknown'] })] })).toEqual([
      'unknown-endpoint:unknown unknown',
      'unknown-model:guess guess',
    ]);
    expect(componentsOf({ evidence: [evidenceOf('model')] })).toEqual(['unknown-model:model model']);
  });

  test('of a service that serves programs without AI is only told where a package sends AI there', () => {
    const seen = address('stats', { kind: 'service', id: 'analytics' });
    const site = siteOf({ endpoint: { service: 'analytics' }, evidence: ['stats'] });
    expect(componentsOf({ evidence: [seen], sites: [site] })).toEqual([]);
    expect(usagesOf({ evidence: [seen], sites: [site] })).toEqual([]);
    expect(usagesOf({ evidence: [seen], sites: [{ ...site, sdk: 'plain' }] })).toEqual(['plain -> analytics : none high [stats]']);
    expect(componentsOf({ evidence: [{ ...seen, kind: 'env-var' }] })).toEqual(['service:analytics stats']);
    expect(componentsOf({ evidence: [address('lamp', { kind: 'service', id: 'lantern' })] })).toEqual(['service:lantern lamp']);
    expect(componentsOf({ evidence: [address('gone', { kind: 'service', id: 'gone' })] })).toEqual(['service:gone gone']);
  });
});

describe('a usage', () => {
  const call = siteOf({ sdk: 'plain', endpoint: { service: 'lantern' }, model: modelOf('beam-2'), evidence: ['call'] });

  test('shows the manifest lines of its library, three at most', () => {
    const lines = ['a', 'b', 'c', 'd'].map((id) => dependency('plain', { id, path: `${id}.txt` }));
    expect(usagesOf({ sites: [call], evidence: [evidenceOf('call'), ...lines] })).toEqual(['plain -> lantern : beam-2 high [call a b c]']);
    expect(usagesOf({ sites: [{ ...call, evidence: ['call', 'a'] }], evidence: [evidenceOf('call'), ...lines] })).toEqual([
      'plain -> lantern : beam-2 high [call a b c d]',
    ]);
  });

  test('shows no line of another library, and nothing but lines', () => {
    expect(
      usagesOf({
        sites: [call],
        evidence: [evidenceOf('call'), dependency('other'), evidenceOf('i', { kind: 'import', subject: { kind: 'package', id: 'plain' } })],
      }),
    ).toEqual(['plain -> lantern : beam-2 high [call]']);
    expect(usagesOf({ sites: [{ ...call, sdk: null }], evidence: [evidenceOf('call'), dependency('', { subject: { kind: 'service', id: '' } })] })).toEqual([
      'none -> lantern : beam-2 high [call]',
    ]);
  });

  test('does not hang on the order of the files', () => {
    const first = { sites: [siteOf({ ...call, path: 'a.py', evidence: ['a'] })], evidence: [evidenceOf('a', { path: 'a.py' })] };
    const second = { sites: [siteOf({ ...call, path: 'b.py', evidence: ['b'] })], evidence: [evidenceOf('b', { path: 'b.py' })] };
    expect(usagesOf(first, second)).toEqual(['plain -> lantern : beam-2 high [a b]']);
    expect(usagesOf(second, first)).toEqual(['plain -> lantern : beam-2 high [a b]']);
  });

  test('keeps the order in which one file shows its parts', () => {
    const parts = [siteOf({ ...call, evidence: ['b'] }), siteOf({ ...call, evidence: ['a'] })];
    expect(usagesOf({ sites: parts, evidence: [evidenceOf('a'), evidenceOf('b')] })).toEqual(['plain -> lantern : beam-2 high [b a]']);
  });

  test('can be a mention, and what a library reports by itself', () => {
    expect(usagesOf({ evidence: [dependency('plain')] })).toEqual(['plain -> lantern : none low [line plain]']);
    expect(usagesOf({ evidence: [dependency('kit')], sites: [siteOf({ ...call, sdk: 'kit' })] })).toEqual(
      ['kit -> lantern : beam-2 high [line kit]', 'kit -> analytics : none low [line kit]'].toSorted(),
    );
  });

  test('is not made of the key of a service whose endpoint is moved', () => {
    const key = evidenceOf('key', { kind: 'env-var', subject: { kind: 'service', id: 'lantern' } });
    expect(usagesOf({ evidence: [key] })).toEqual(['none -> lantern : none low [key]']);
    expect(usagesOf({ evidence: [key], sites: [siteOf({ overrides: 'lantern', fills: ['env:URL'], endpoint: { host: 'a.example' } })] })).toEqual([]);
  });
});

describe('accelerators of the repository', () => {
  const chip = (id: string, over: Partial<Evidence> = {}): Evidence => evidenceOf(id, { kind: 'accelerator', subject: { kind: 'accelerator', id }, ...over });
  const run = siteOf({ endpoint: { service: 'engine' } });
  const given = (sites: readonly Site[], ...evidence: readonly Evidence[]) =>
    resolve(matches({ sites, evidence }), WORLD).usages.map(({ accelerators }) => accelerators);

  test('are those of what runs here and names none itself', () => {
    expect(given([run], chip('t4'), chip('h100'), chip('t4', { line: 2, id: 'again' }))).toEqual([{ ids: ['h100', 't4'], elsewhere: true }]);
    expect(given([{ ...run, accelerators: ['mi300'] }], chip('t4'))).toEqual([{ ids: ['mi300'], elsewhere: false }]);
  });

  test('are not those of what runs elsewhere, nor those of tests', () => {
    expect(given([siteOf({ sdk: 'plain', endpoint: { service: 'lantern' } })], chip('t4'))).toEqual([undefined]);
    expect(given([run], chip('t4', { scope: 'test' }))).toEqual([undefined]);
    expect(given([run], evidenceOf('x', { subject: { kind: 'resource', id: 't4' } }))).toEqual([undefined]);
  });
});
