/** What is seen in a file: once for each place, as sure as it ever was, and masked before anybody else can hold it. */
import { describe, expect, test } from 'vitest';
import { collector, type FileContext, type Sighting, useAll } from '../../src/match/collector.ts';
import type { Value } from '../../src/model/candidate.ts';
import type { Subject } from '../../src/model/evidence.ts';
import type { Location } from '../../src/model/location.ts';

/** Made up for this test; it opens nothing. */
const KEY = 'sk-proj-Zk81mQw93LbtXv70RnYc52Hd46PsUf'.padEnd(60, 'q7W2');
const at = (line: number, path = 'app.py', column = 5): Location => ({ path, line, column, endLine: line, endColumn: column + 3 });
const sighting = (over: Partial<Sighting> = {}): Sighting => ({
  kind: 'model-id',
  value: 'gpt-4o',
  context: 'model =',
  confidence: 'medium',
  signature: null,
  subject: { kind: 'unknown', what: 'endpoint' },
  location: at(3),
  ...over,
});
const FILE: FileContext = { path: 'app.py', scope: 'production' };
const seen = (...all: Sighting[]) => {
  const into = collector(FILE);
  for (const one of all) into.see(one);
  return into.result().evidence;
};

describe('the same place seen again', () => {
  test('counts once, by the surest sight of it', () => {
    const values = (...all: Sighting[]) => seen(...all).map(({ value, confidence }) => `${value} ${confidence}`);
    const [low, medium, high] = (['low', 'medium', 'high'] as const).map((confidence) => sighting({ confidence, value: confidence })) as [
      Sighting,
      Sighting,
      Sighting,
    ];
    expect([values(low, high, medium), values(medium, low), values(low, medium)]).toEqual([['high high'], ['medium medium'], ['medium medium']]);
  });

  test('keeps the first of equals, unless that was a guess', () => {
    expect(seen(sighting({ context: 'first' }), sighting({ context: 'second' }))[0]?.context).toBe('first');
    expect(seen(sighting({ context: 'first', tentative: true }), sighting({ context: 'second' }))[0]?.context).toBe('second');
    expect(seen(sighting({ context: 'first', tentative: true }), sighting({ context: 'second', tentative: true }))[0]?.context).toBe('first');
  });

  test('as something else is something else', () => {
    expect(seen(sighting(), sighting({ kind: 'endpoint' }), sighting({ location: at(4) }), sighting({ location: at(3, 'app.py', 9) })).length).toBe(4);
  });

  test('has an id that says where and what', () => {
    expect(collector(FILE).see(sighting())).toBe('app.py:3:5:model-id');
  });
});

describe('the scope of what is seen', () => {
  test('is that of the file it stands in, unless it is said', () => {
    const into = collector({ path: 'app.py', scope: 'production', scopeOf: (path) => (path.startsWith('tests/') ? 'test' : 'production') });
    into.see(sighting());
    into.see(sighting({ location: at(3, 'tests/conftest.py') }));
    into.see(sighting({ location: at(9), scope: 'dev-tool' }));
    expect(into.result().evidence.map(({ scope }) => scope)).toEqual(['production', 'test', 'dev-tool']);
  });

  test('of the own file is told by nobody else', () => {
    const into = collector({ path: 'app.py', scope: 'test', scopeOf: () => 'production' });
    into.see(sighting());
    expect(into.result().evidence[0]?.scope).toBe('test');
  });

  test('of another file is the own where nobody can tell', () => {
    expect(seen(sighting({ location: at(3, 'tests/conftest.py') }))[0]).toMatchObject({
      scope: 'production',
      path: 'tests/conftest.py',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 8,
    });
  });
});

describe('a secret', () => {
  const everything = (subject: Subject) => JSON.stringify(seen(sighting({ value: KEY, context: KEY, version: KEY, subject })));

  test.each<[string, Subject]>([
    ['a model', { kind: 'model', requested: KEY, model: null, family: null } as unknown as Subject],
    [
      'a thing',
      {
        kind: 'thing',
        type: 'dataset',
        id: KEY,
        name: KEY,
        purl: `pkg:generic/${KEY}`,
        details: [{ name: 'content', value: KEY }],
        weights: { requested: KEY },
      } as unknown as Subject,
    ],
    ['something unknown', { kind: 'unknown', what: 'endpoint' }],
  ])('in what is seen of %s is masked', (_, subject) => {
    expect(everything(subject)).not.toContain('Zk81mQw93');
    expect(everything(subject)).toContain('***');
  });

  test('that is nowhere in it leaves a subject, a version and an address as they are', () => {
    const thing = {
      kind: 'thing',
      type: 'dataset',
      id: 'harbour/ships',
      name: 'ships',
      purl: 'pkg:huggingface/datasets/harbour/ships',
      details: [{ name: 'content', value: 'files' }],
      weights: { requested: 'harbour/ships-7b' },
    } as unknown as Subject;
    const model = { kind: 'model', requested: 'gpt-4o', model: 'openai/gpt-4o', family: 'openai/gpt-4' } as unknown as Subject;
    expect(seen(sighting({ subject: thing, version: '1.2.3' }), sighting({ subject: model, location: at(4) }))).toMatchObject([
      { subject: thing, version: '1.2.3' },
      { subject: model },
    ]);
    expect(seen(sighting())[0]).not.toHaveProperty('version');
  });

  test('in a thing without details leaves none behind', () => {
    const [first] = seen(sighting({ subject: { kind: 'thing', type: 'dataset', id: 'a', name: 'a', purl: null } as unknown as Subject }));
    expect(first?.subject).toEqual({ kind: 'thing', type: 'dataset', id: 'a', name: 'a', purl: null });
  });

  test('in a call path is masked', () => {
    const into = collector(FILE);
    into.site({
      sdk: null,
      endpoint: { service: null, host: `${KEY}.example`, region: KEY, place: null, basis: 'observed', configurable: false },
      model: { requested: KEY, model: null, family: null, place: null, configurable: false },
      dynamicModel: KEY,
      purpose: null,
      artefact: null,
      overrides: null,
      fallbackGroup: null,
      confidence: 'high',
      evidence: [],
    });
    expect(JSON.stringify(into.result().sites)).not.toContain('Zk81mQw93');
    expect(into.sites[0]).toMatchObject({ path: 'app.py', scope: 'production', dynamicModel: '***', endpoint: { region: '***' }, model: { requested: '***' } });
  });

  test('that is not there changes nothing', () => {
    const into = collector(FILE);
    const endpoint = { service: 'openai', host: 'api.openai.com', region: null, place: null, basis: 'default' as const, configurable: true };
    into.site({
      sdk: 'openai',
      endpoint,
      model: null,
      dynamicModel: null,
      purpose: 'chat',
      artefact: null,
      overrides: null,
      fallbackGroup: null,
      confidence: 'high',
      evidence: ['a'],
    });
    expect(into.sites[0]).toMatchObject({ sdk: 'openai', endpoint, model: null, dynamicModel: null, purpose: 'chat', evidence: ['a'] });
  });
});

test('a text that is explained explains what it was put together from', () => {
  const part: Value = { kind: 'text', text: 'v1', location: at(1) };
  const inner: Value = { kind: 'pattern', text: '{}/v1', parts: [part], location: at(2) };
  const into = collector(FILE);
  useAll(into, { kind: 'text', text: 'https://api.example/v1', parts: [inner], location: at(3) });
  useAll(into, { kind: 'dynamic', text: 'url', location: at(5) });
  expect([1, 2, 3, 4, 5].map((line) => into.used(at(line)))).toEqual([true, true, true, false, true]);
});
