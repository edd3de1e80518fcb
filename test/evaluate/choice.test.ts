/** What a policy refuses by its own choice. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import { evaluate } from '../../src/evaluate/index.ts';
import type { Choice, Model, Policy } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Usage } from '../../src/model/usage.ts';
import { fact, INDEX, modelSide, ORGANIZATIONS, policy, usage, view } from '../support/judgement.ts';

const choice = (over: Partial<Choice>): Choice => ({ models: [], developers: [], operators: [], services: [], ...over });
const refused = (of: Usage, over: Partial<Policy>, index: Index = INDEX): string[] =>
  assess(of, index, view(['EU'], over))
    .restrictions.filter(({ by }) => by.startsWith('policy:'))
    .map(({ by, level }) => `${by} ${level}`);

const chinese = usage({ operator: 'lutece', place: 'FR', model: modelSide('jade/open-4') });
const noChinese: Partial<Policy> = { exclude: { developers: ['CN'], operators: [] } };

describe('deny', () => {
  test.each([
    ['a model by its id', { models: ['borealis/closed-5'] }, ['policy:model prohibited']],
    ['a model without its developer', { models: ['closed-5'] }, ['policy:model prohibited']],
    ['models by a pattern, whatever the case', { models: ['Closed-*'] }, ['policy:model prohibited']],
    ['a developer', { developers: ['borealis'] }, ['policy:developer prohibited']],
    ['an operator', { operators: ['borealis'] }, ['policy:operator prohibited']],
    ['a service', { services: ['borealis-api'] }, ['policy:service prohibited']],
    ['nothing that is not named', { models: ['other-*'], developers: ['jade'] }, []],
  ])('refuses %s', (_, deny, expected) => {
    expect(refused(usage(), { deny: choice(deny) })).toEqual(expected);
  });

  test('reaches a subsidiary through its owner', () => {
    const organizations = new Map(INDEX.organizations);
    const subsidiary = organizations.get('subsidiary');
    if (subsidiary) organizations.set('subsidiary', { ...subsidiary, parent: fact<string>('borealis') });
    const of = usage({ service: { id: 'borealis-ireland', name: 'x', category: 'model-api', operator: ORGANIZATIONS.subsidiary as never, observed: true } });
    expect(refused(of, { deny: choice({ operators: ['borealis'] }) }, { ...INDEX, organizations })).toEqual(['policy:operator prohibited']);
  });

  test('beats an allow', () => {
    expect(refused(usage(), { deny: choice({ models: ['closed-5'] }), allow: choice({ models: ['closed-5'] }) })).toEqual(['policy:model prohibited']);
  });
});

describe('exclude', () => {
  test('refuses developers of a country, whoever serves the model', () => {
    expect(refused(chinese, noChinese)).toEqual(['policy:developer prohibited']);
  });

  test('takes a bloc for its members', () => {
    expect(refused(usage({ operator: 'lutece' }), { exclude: { developers: [], operators: ['EU'] } })).toEqual(['policy:operator prohibited']);
  });

  test('looks at control and at the seat', () => {
    const of = usage({ service: { id: 'x', name: 'x', category: 'model-api', operator: ORGANIZATIONS.subsidiary as never, observed: true } });
    expect([refused(of, { exclude: { developers: [], operators: ['US'] } }), refused(of, { exclude: { developers: [], operators: ['IE'] } })]).toEqual([
      ['policy:operator prohibited'],
      ['policy:operator prohibited'],
    ]);
  });

  test('reaches a model through what it was adapted from', () => {
    const models = new Map(INDEX.models);
    models.set('lutece/open-2', { ...(models.get('lutece/open-2') as Model), base: fact<string>('jade/open-4') });
    expect(refused(usage({ operator: 'lutece', model: modelSide('lutece/open-2') }), noChinese, { ...INDEX, models })).toEqual(['policy:developer prohibited']);
  });

  test('makes an unknown origin a condition, not a refusal', () => {
    const unknown = { ...modelSide('jade/open-4'), id: null, developer: { id: null, name: 'unknown', country: null, controller: null } };
    expect(refused(usage({ operator: 'lutece', model: unknown }), noChinese)).toEqual(['policy:developer conditional']);
  });

  test('spares what is allowed by name, and nothing else', () => {
    expect([
      refused(chinese, { ...noChinese, allow: choice({ models: ['open-4'] }) }),
      refused(chinese, { ...noChinese, allow: choice({ models: ['gated-4'] }) }),
    ]).toEqual([[], ['policy:developer prohibited']]);
  });
});

describe('allow without an exclusion', () => {
  test('accepts only what it names', () => {
    const allow = choice({ operators: ['lutece'] });
    expect([refused(usage(), { allow }), refused(usage({ operator: 'lutece' }), { allow })]).toEqual([['policy:operator prohibited'], []]);
  });

  test('leaves kinds it does not name alone', () => {
    expect(refused(usage(), { allow: choice({ operators: ['borealis'] }) })).toEqual([]);
  });
});

describe('the judgement', () => {
  const judged = evaluate([chinese], INDEX, {
    policy: policy(['EU'], noChinese),
    policyScope: null,
    asOf: '2026-11-22',
    scopes: ['production'],
    gates: { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' },
  });
  const finding = judged.findings.find(({ rule }) => rule === 'model/denied-by-policy');

  test('is critical, and the policy says it', () => {
    expect([finding?.severity, finding?.message]).toEqual([
      'critical',
      'Your policy test excludes developers from China: jade/open-4 is made by Jade Labs, which is controlled from China.',
    ]);
  });

  test('counts as prohibited for the verdict', () => {
    expect(judged.verdict.restriction).toBe('prohibited');
    expect(judged.verdict.riskIndex).toBeGreaterThanOrEqual(90);
  });

  test('moves no level: who holds a layer is not a matter of taste', () => {
    const plain = assess(chinese, INDEX, view()).layers;
    expect(Object.entries(judged.usages[0]?.layers ?? {}).map(([layer, { low, high }]) => [layer, low, high])).toEqual(
      Object.values(plain).map(({ layer, low, high }) => [layer, low, high]),
    );
  });
});
