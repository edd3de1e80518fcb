/** The decision tables, row by row. Home is the EU unless a row says otherwise. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import type { Layer } from '../../src/model/layer.ts';
import type { Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, ORGANIZATIONS, usage, view } from '../support/judgement.ts';

const self: Partial<Usage> = { route: 'self-hosted', service: null, endpoint: { host: null, region: null, country: null, place: 'premises' } };
const level = (layer: Layer, of: Usage, perspective = view()): string => {
  const { low, high, row } = assess(of, INDEX, perspective).layers[layer];
  return `${low === high ? low : `${low}-${high}`} ${row}`;
};

describe('model', () => {
  test.each([
    ['closed weights of a foreign developer', usage(), '1 M1'],
    ['closed weights from home', usage({ model: modelSide('lutece/closed-2') }), '2 M2'],
    ['open weights through somebody else', usage({ model: modelSide('jade/open-4') }), '2 M2'],
    ['open weights pulled by name', usage({ ...self, model: modelSide('jade/open-4'), weights: 'pulled' }), '2 M2'],
    ['foreign open weights in hand', usage({ ...self, model: modelSide('jade/open-4'), weights: 'held' }), '3 M3'],
    ['open weights from home in hand', usage({ ...self, model: modelSide('lutece/open-2'), weights: 'held' }), '4 M4'],
    ['weights nobody recorded', usage({ model: modelSide('borealis/unsure-1') }), '1-2 M1'],
    [
      'a model nobody knows',
      usage({
        model: {
          ...modelSide('jade/open-4'),
          id: null,
          developer: { id: null, name: 'unknown', country: null, controller: null },
          weights: null,
          license: null,
        },
      }),
      '0-2 M?',
    ],
  ])('%s', (_, of, expected) => {
    expect(level('model', of)).toBe(expected);
  });

  test('a developer adverse by law is level 0 even with weights in hand', () => {
    expect(level('model', usage({ ...self, model: modelSide('jade/open-4'), weights: 'held' }), view(['US'], { adverse: ['CN'] }))).toBe('0 M0');
  });

  test('a model chosen at run time ranges over what the service offers', () => {
    expect(level('model', usage({ model: null, dynamicModel: 'settings.model' }))).toBe('1 M?');
    expect(level('model', usage({ operator: 'jade', model: null, dynamicModel: 'settings.model' }))).toBe('2 M?');
  });
});

describe('data', () => {
  test.each([
    ['on own machines', usage(self), '4 D4'],
    ['at home with an operator from home', usage({ operator: 'lutece', place: 'FR' }), '3 D3'],
    ['at home with a foreign operator', usage({ place: 'DE' }), '2 D2'],
    ['anywhere with an operator from home', usage({ operator: 'lutece', place: 'global' }), '2 D2'],
    ['anywhere with a foreign operator whose country has a basis', usage({ place: 'global' }), '1 D1'],
    ['in a country without a basis', usage({ operator: 'jade', place: 'CN' }), '0 D0'],
    ['in a country with a basis, by an operator without one', usage({ operator: 'jade', place: 'JP' }), '0 D0'],
    ['at a place nobody knows, by a foreign operator', usage({ place: null }), '1-2 D1'],
  ])('%s', (_, of, expected) => {
    expect(level('data', of)).toBe(expected);
  });

  test('a European subsidiary of a foreign parent is foreign', () => {
    expect(
      level(
        'data',
        usage({
          operator: 'subsidiary',
          service: { id: 'borealis-ireland', name: 'x', category: 'model-api', operator: ORGANIZATIONS.subsidiary as never, observed: true },
          place: 'IE',
        }),
      ),
    ).toBe('2 D2');
  });

  test('the EEA can count as home for data alone', () => {
    expect([
      level('data', usage({ place: 'NO' }), view(['EU'], { dataHome: ['EEA'] })),
      level('cloud', usage({ place: 'NO' }), view(['EU'], { dataHome: ['EEA'] })),
    ]).toEqual(['2 D2', '0 L0']);
  });

  test('a router leaves the recipient open', () => {
    expect(level('data', usage({ operator: 'lutece', place: 'FR', route: 'gateway' }))).toBe('0-3 D?');
  });

  test('a library that routes to a provider the code names hides nobody', () => {
    const named = usage({ operator: 'lutece', place: 'FR' });
    expect(level('data', { ...named, route: 'gateway' })).toBe('3 D3');
  });
});

describe('compute and cloud', () => {
  test.each([
    ['own machines', usage(self), '2-3 C2', '4 L4'],
    ['operator from home, region at home', usage({ operator: 'lutece', place: 'FR' }), '2 C2', '3 L3'],
    ['operator from home, region not pinned', usage({ operator: 'lutece', place: 'global' }), '2 C2', '2 L2'],
    ['foreign operator, region at home', usage({ place: 'DE' }), '1 C1', '1 L1'],
    ['foreign operator elsewhere', usage({ place: 'global' }), '0 C0', '0 L0'],
    ['foreign operator, place unknown', usage({ place: null }), '0-1 C0', '0-1 L0'],
  ])('%s', (_, of, compute, cloud) => {
    expect([level('compute', of), level('cloud', of)]).toEqual([compute, cloud]);
  });
});

describe('deployment', () => {
  test.each([
    ['pinned weights on own machines', usage({ ...self, model: modelSide('jade/open-4'), weights: 'held' }), '3 P3'],
    ['weights pulled by name', usage({ ...self, model: modelSide('jade/open-4'), weights: 'pulled' }), '2 P2'],
    ['open weights on a portable service', usage({ model: modelSide('jade/open-4') }), '2 P2'],
    ['a closed model of one supplier', usage(), '1 P1'],
    ['state held by the supplier', usage({ purpose: 'agent' }), '0 P0'],
  ])('%s', (_, of, expected) => {
    expect(level('deployment', of)).toBe(expected);
  });
});

describe('license', () => {
  test.each([
    ['closed terms', usage(), '1 X1'],
    ['open source', usage({ model: modelSide('jade/open-4') }), '3 X3'],
    ['a license that leaves the home out', usage({ model: modelSide('jade/gated-4') }), '0 X0'],
    ['a license nobody recorded', usage({ model: modelSide('borealis/unsure-1') }), '0-3 X?'],
    ['non-commercial, use not declared', usage({ model: { ...modelSide('jade/open-4'), license: { id: 'research', name: 'research' } } }), '0-2 X0'],
  ])('%s', (_, of, expected) => {
    expect(level('license', of)).toBe(expected);
  });

  test('an exclusion elsewhere does not concern this home', () => {
    expect(level('license', usage({ model: modelSide('jade/gated-4') }), view(['US']))).toBe('2 X2');
  });
});

describe('an endpoint this repository does not show', () => {
  test('ranges from the default to own machines when the weights are open', () => {
    const of = usage({ operator: 'jade', place: 'CN', endpointBasis: 'unknown', model: modelSide('jade/open-4') });
    expect([level('data', of), level('cloud', of)]).toEqual(['0-4 D0', '0-4 L0']);
  });

  test('ranges to a region at home when they are closed', () => {
    const of = usage({ endpointBasis: 'unknown' });
    expect([level('data', of), level('cloud', of), level('model', of)]).toEqual(['1-2 D1', '0-1 L0', '1 M1']);
  });
});

test('a vector store has no model, compute or license to miss', () => {
  const of = usage({ purpose: 'vector-store', model: null });
  expect((['model', 'compute', 'license'] as const).map((layer) => level(layer, of))).toEqual(['4 NA', '4 NA', '4 NA']);
});

describe('revocability', () => {
  const revocability = (of: Usage): string => assess(of, INDEX, view()).revocability;

  test.each([
    ['R0 for open weights in hand', usage({ ...self, model: modelSide('jade/open-4'), weights: 'held' }), 'R0'],
    ['R1 for open weights through a service', usage({ model: modelSide('jade/open-4') }), 'R1'],
    ['R2 for a closed model from home', usage({ model: modelSide('lutece/closed-2') }), 'R2'],
    ['R3 for a closed foreign model', usage(), 'R3'],
    ['unknown without a model', usage({ model: null }), 'unknown'],
  ])('%s', (_, of, expected) => {
    expect(revocability(of)).toBe(expected);
  });
});
