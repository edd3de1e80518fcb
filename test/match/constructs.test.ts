/** Infrastructure written as code: a call that makes a resource, in the form in which other formats write one. */
import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../src/match/clients.ts';
import { constructRoots, constructsOf, normalName, rootOfModule } from '../../src/match/constructs.ts';
import type { CallCandidate, Value } from '../../src/model/candidate.ts';
import { knowing } from '../support/small-world.ts';
import { args, call, choice, dynamic, env, imported, list, made, object, pattern, text } from '../support/values.ts';

const INDEX = knowing({
  more: {
    resourceTypes: new Map([
      ['code:@harbour.cloud-native.models.deployment', ['deployment']],
      ['code:harbour-cdk.*', ['any']],
      ['terraform:other.thing', ['other']],
    ]),
  },
});
const MODULE = '@harbour/cloud-native/models';

function constructs(one: CallCandidate, known: Readonly<Record<number, CallCandidate>> = {}) {
  return constructsOf({ index: INDEX, call: (id: number) => known[id] } as unknown as CallContext, [one]);
}
function attributes(given: Readonly<Record<string, Value>>, known: Readonly<Record<number, CallCandidate>> = {}): string[] {
  return (constructs(call(['Deployment'], { module: MODULE, args: args(given) }), known)[0]?.attributes ?? []).map(
    ({ path, text: value, configurable }) => `${path.join('.')}=${value}${configurable ? '*' : ''}`,
  );
}

describe('a call that makes a resource', () => {
  test('is one of a known type, however the import cuts its name', () => {
    for (const [module, path] of [
      [MODULE, ['Deployment']],
      ['@harbour/cloud-native', ['models', 'Deployment']],
      ['@harbour/cloud_native/models/deployment', []],
    ] as const)
      expect(constructs(call(path, { module }))[0], module).toMatchObject({
        kind: 'resource',
        format: 'code',
        type: '@harbour.cloud-native.models.deployment',
        address: '@harbour.cloud-native.models.deployment',
      });
    expect(constructs(call(['Anything'], { module: 'harbour_cdk' })).length).toBe(1);
  });

  test('of another type, another module or no module is none', () => {
    expect([
      constructs(call(['Account'], { module: MODULE })),
      constructs(call(['thing'], { module: 'other' })),
      constructs(call(['Deployment'])),
      constructs(call(['Deployment'], { module: 'harbour' })),
    ]).toEqual([[], [], [], []]);
  });

  test('is named by its first or second argument', () => {
    const address = (given: Readonly<Record<string, Value>>): string | undefined =>
      constructs(call(['Deployment'], { module: MODULE, args: args(given) }))[0]?.address;
    expect([
      address({ '0': text('letters') }),
      address({ '0': dynamic('this'), '1': text('letters') }),
      address({ '2': text('letters') }),
      address({ name: text('letters') }),
    ]).toEqual(['letters', 'letters', '@harbour.cloud-native.models.deployment', '@harbour.cloud-native.models.deployment']);
  });
});

describe('what a resource is given', () => {
  test('are texts under the names that lead to them, without positions', () => {
    expect(
      attributes({ '0': text('letters'), '1': object({ model: object({ name: text('beam-2') }) }), sku: text('standard'), '...': object({ tier: text('x') }) }),
    ).toEqual(['model.name=beam-2', 'sku=standard', 'tier=x']);
    expect(attributes({ items: list(text('a'), object({ b: text('c') })) })).toEqual(['items.0=a', 'items.1.b=c']);
    expect(attributes({ region: pattern('eu-{}') })).toEqual(['region=eu-{}']);
  });

  test('can be one of several, and what the environment chooses can be changed', () => {
    expect(attributes({ sku: choice(text('a'), text('b')), region: env('REGION', text('north-1')) })).toEqual(['sku=a', 'sku=b', 'region=north-1*']);
  });

  test('can be held by what another call makes', () => {
    expect(attributes({ model: made(5), other: made(6) }, { 5: call(['ModelArgs'], { args: args({ name: text('beam-2') }) }) })).toEqual(['model.name=beam-2']);
  });

  test('can be a constant named like what it stands for', () => {
    expect(attributes({ model: imported('cdk', 'Models', 'BEAM_LARGE_V2'), other: dynamic('x', { path: ['Models', 'BEAM_2'] }) })).toEqual([
      'model=beam-large-v2',
      'other=beam-2',
    ]);
    expect(
      attributes({
        a: imported('cdk', 'BEAM_2'),
        b: imported('cdk', 'Models', 'Beam'),
        c: dynamic('x'),
        d: imported('cdk', 'Models', 'BEAM'),
        e: imported('cdk', 'x', '_BEAM_2'),
      }),
    ).toEqual([]);
  });

  test('are followed six levels down', () => {
    const deep = (levels: number): Value => (levels === 0 ? text('x') : object({ a: deep(levels - 1) }));
    const chain = (levels: number): Value => (levels === 0 ? text('x') : list(chain(levels - 1)));
    expect([
      attributes({ a: deep(6) }).length,
      attributes({ a: deep(7) }).length,
      attributes({ a: chain(6) }).length,
      attributes({ a: chain(7) }).length,
    ]).toEqual([1, 0, 1, 0]);
  });
});

test('the modules whose constructors make resources are known by their first part', () => {
  expect([...constructRoots(INDEX)]).toEqual(['@harbour', 'harbour-cdk']);
  expect(constructRoots(INDEX)).toBe(constructRoots(INDEX));
  expect(['@harbour/cloud', 'Harbour_CDK.models', 'plain'].map(rootOfModule)).toEqual(['@harbour', 'harbour-cdk', 'plain']);
  expect(normalName('A/B_C')).toBe('a.b-c');
});
