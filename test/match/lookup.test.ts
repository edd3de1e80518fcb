/** What a text is that somebody asks about: by its form, by id, by name, and only then by guessing. */
import { describe, expect, test } from 'vitest';
import { ENTRY_KINDS, entriesById, findText, names } from '../../src/match/lookup.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { organization, pkg, service } from '../support/small-world.ts';

const entries = (...ids: string[]): never => new Map(ids.map((id) => [id, { id, name: `The ${id}` }])) as never;
const INDEX: Index = {
  ...SMALL_MODELS,
  organizations: new Map([
    ['harbour', organization('harbour', 'DE')],
    ['ferry', { ...organization('ferry', 'DE'), name: 'Ferry Company' }],
  ]),
  services: new Map([...SMALL_MODELS.services, ['ferry', { ...service('ferry'), name: 'Ferry API' }]]),
  packages: new Map([['kit', { ...pkg('kit'), name: 'Ferry API' }]]),
  accelerators: entries('g1'),
  licenses: new Map([['light', { id: 'light', name: 'Light License', spdx: 'Light-1.0' }]]) as never,
  events: entries('storm'),
  regimes: entries('tides-act'),
  checks: entries('data/abroad'),
  policies: entries('coast'),
  sets: new Map([
    ['EEA', { id: 'EEA', name: 'Economic area' }],
    ['coasts', { id: 'coasts', name: 'Coasts' }],
  ]) as never,
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 's', host: 'api.ferry.example', location: null, region: null }]]),
  hostPatterns: [],
  servicePaths: new Map(),
  env: new Map([['FERRY_KEY', [{ service: 'ferry', signature: 's', role: 'key' as const }]]]),
  purls: new Map([
    ['npm:@harbour/kit', 'kit'],
    ['pypi:harbour-kit', 'kit'],
    ['golang:harbour.example/kit', 'kit'],
    ['cran:onlyr', 'kit'],
  ]),
  acceleratorNames: new Map([
    ['resource:maker.example/gpu', 'g1'],
    ['label:maker-g1', 'g1'],
    ['node:big.*', 'g1'],
    ['device:cuda', 'g1'],
  ]),
};

function found(text: string): string {
  const it = findText(INDEX, text);
  switch (it?.kind) {
    case undefined:
      return '-';
    case 'model':
      return `model ${it.match.model ?? it.match.family ?? it.match.developer}`;
    case 'host':
      return `host of ${it.service}`;
    case 'package':
      return `package ${it.id} ${it.purl}`;
    case 'accelerator':
      return `accelerator ${it.id}`;
    case 'env-var':
      return `variable ${it.name} of ${it.entries[0]?.service}`;
    case 'entry':
      return `${it.of} ${it.id}`;
  }
}

describe('a text that says by its form what it is', () => {
  test('can be a package address', () => {
    expect(['pkg:npm/%40harbour/kit@1.2.0', 'pkg:npm/@harbour/kit', 'pkg:pypi/Harbour_Kit?x=1#y', 'pkg:golang/harbour.example/kit'].map(found)).toEqual([
      'package kit pkg:npm/@harbour/kit',
      'package kit pkg:npm/@harbour/kit',
      'package kit pkg:pypi/harbour-kit',
      'package kit pkg:golang/harbour.example/kit',
    ]);
    expect(['pkg:npm/%E0%A4%A', 'pkg:npm', 'pkg:npm/other', 'pkg:pypi/kit'].map(found)).toEqual(['-', '-', '-', '-']);
    expect(['pkg:huggingface/harbour/beam-2@abc', 'pkg:huggingface/nobody/boat'].map(found)).toEqual(['model harbour/beam-2', '-']);
  });

  test('can be a variable of the environment, and is then nothing else', () => {
    expect([found('FERRY_KEY'), found('OTHER_KEY'), found(' FERRY_KEY ')]).toEqual(['variable FERRY_KEY of ferry', '-', 'variable FERRY_KEY of ferry']);
  });

  test('can be an address: of a model, else of a service', () => {
    expect(found('https://huggingface.co/harbour/beam-2')).toBe('model harbour/beam-2');
    expect(found('https://api.ferry.example/v1')).toBe('host of ferry');
    expect(found('HTTPS://api.ferry.example')).toBe('host of ferry');
    expect(found('https://letters.example')).toBe('-');
  });

  test('can be what infrastructure calls an accelerator, but not a word for a device', () => {
    expect(['maker.example/gpu', 'maker-g1', 'big.4xlarge'].map(found)).toEqual(['accelerator g1', 'accelerator g1', 'accelerator g1']);
    expect(found('cuda')).toBe('-');
  });
});

describe('a text without such a form', () => {
  test('is a model where its id alone says so', () => {
    expect([found('beam-2'), found('Beam-2-instruct')]).toEqual(['model harbour/beam-2', 'model harbour/beam-2']);
  });

  test('is an entry by its id before it is a model by guessing', () => {
    expect(found('harbour/beam')).toBe('families harbour/beam');
    expect(found('pilot')).toBe('services pilot');
    expect(found('harbour')).toBe('organizations harbour');
    expect(['g1', 'light', 'storm', 'tides-act', 'data/abroad', 'coast', 'coasts', 'kit'].map(found)).toEqual([
      'accelerators g1',
      'licenses light',
      'events storm',
      'regimes tides-act',
      'checks data/abroad',
      'policies coast',
      'sets coasts',
      'packages kit',
    ]);
    expect(found('HARBOUR')).toBe('organizations harbour');
  });

  test('is a package by its bare name, in the order of ecosystems', () => {
    expect([found('@harbour/kit'), found('harbour_kit'), found('onlyr')]).toEqual([
      'package kit pkg:npm/@harbour/kit',
      'package kit pkg:pypi/harbour-kit',
      'package kit pkg:cran/onlyr',
    ]);
  });

  test('is a host with a dot in it', () => {
    expect([found('api.ferry.example'), found('api.ferry.example/v1'), found('letters.example'), found('localhost')]).toEqual([
      'host of ferry',
      'host of ferry',
      '-',
      '-',
    ]);
  });

  test('is what goes by that name, services first', () => {
    expect([found('ferry api'), found('Ferry Company'), found('Light license'), found('The storm'), found('economic area')]).toEqual([
      'services ferry',
      'organizations ferry',
      'licenses light',
      'events storm',
      'sets EEA',
    ]);
    expect(['harbour/beam family', 'harbour/beam-2 model', 'The g1', 'The tides-act'].map(found)).toEqual([
      'families harbour/beam',
      'models harbour/beam-2',
      'accelerators g1',
      'regimes tides-act',
    ]);
  });

  test('is a model by guessing at last', () => {
    expect([found('word'), found('letters-beam-2'), found('wheel')]).toEqual(['model harbour/word', 'model harbour/beam', 'model pilot/wheel']);
  });

  test('that is empty or very long is nothing', () => {
    expect([found(''), found('  '), found(`beam-2${'x'.repeat(400)}`), found('nothing of the kind')]).toEqual(['-', '-', '-', '-']);
  });
});

describe('everything that has an id', () => {
  const all = (text: string): string[] => entriesById(INDEX, text).map(({ of, id }) => `${of} ${id}`);

  test('is found, in every kind, also with the folder before it', () => {
    expect(all(' Ferry ')).toEqual(['services ferry', 'organizations ferry']);
    expect(all('services/ferry')).toEqual(['services ferry']);
    expect(all('models/harbour/beam-2')).toEqual(['models harbour/beam-2']);
    expect(all('models/harbour/beam')).toEqual(['families harbour/beam']);
    expect(all('licenses/light')).toEqual(['licenses light']);
    expect(all('eea')).toEqual(['sets EEA']);
    expect(all('sets/eea')).toEqual(['sets EEA']);
    expect(all('nobody')).toEqual([]);
  });

  test('can be a license by its SPDX id', () => {
    expect([all('light-1.0'), all('Light-1.0'), all('mit')]).toEqual([['licenses light'], ['licenses light'], []]);
  });
});

test('what can have been meant are stems, ids, names of packages, hosts and variables', () => {
  const all = names(INDEX);
  for (const one of [
    'beam-2',
    'harbour/beam-2',
    'harbour/beam',
    'ferry',
    'kit',
    'storm',
    '@harbour/kit',
    'harbour-kit',
    'api.ferry.example',
    'FERRY_KEY',
    'g1',
    'EEA',
    'coast',
    'data/abroad',
    'tides-act',
    'light',
  ])
    expect(all.has(one), one).toBe(true);
  expect([all.has('pilot/o1'), all.has('npm:@harbour/kit')]).toEqual([false, false]);
  expect(ENTRY_KINDS).toHaveLength(12);
});
