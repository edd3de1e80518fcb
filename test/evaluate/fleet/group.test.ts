import { describe, expect, test } from 'vitest';
import { fleetGroups } from '../../../src/evaluate/fleet/group.ts';
import { mergeFleets } from '../../../src/evaluate/fleet/merge.ts';
import type { FleetGroup, Mixable } from '../../../src/model/fleet.ts';
import { type Sample, sampleFleet, usage } from './sample-fleet.ts';

const groupsOf = (samples: readonly Sample[], mixed: readonly Mixable[] = []): FleetGroup[] => fleetGroups(mergeFleets(samples.map(sampleFleet)), mixed);
const one = (samples: readonly Sample[], mixed: readonly Mixable[] = []): FleetGroup => {
  const [group, ...others] = groupsOf(samples, mixed);
  if (group === undefined || others.length > 0) throw new Error(`${others.length + 1} groups`);
  return group;
};
const OPENAI = usage('u1', 'openai', 'gpt-5.5');
const MISTRAL = usage('u2', 'mistral', 'medium');

describe('which reports are added up', () => {
  test.each<[string, Sample]>([
    ['day', { asOf: '2026-11-21' }],
    ['profile', { profile: 'us' }],
    ['knowledge base', { knowledge: '2026.12.1' }],
    ['version of the program', { tool: '0.2.0' }],
    ['floor under the same profile id', { floor: 3 }],
  ])('those of another %s form a group of their own', (_what, other) => {
    expect(groupsOf([{ name: 'letters' }, { name: 'answers', ...other }]).map(({ ranking }) => ranking.length)).toEqual([1, 1]);
  });

  test('those of other days are added when asked for, and the days are told', () => {
    const group = one([{ name: 'letters' }, { name: 'answers', asOf: '2026-11-20' }], ['date']);
    expect([group.ranking.length, group.asOf]).toEqual([2, ['2026-11-20', '2026-11-22']]);
  });

  test('those of other profiles are never added', () => {
    expect(groupsOf([{ name: 'letters' }, { name: 'answers', profile: 'us' }], ['date', 'knowledge', 'tool']).length).toBe(2);
  });

  test('the largest group comes first, of equal ones the later day', () => {
    const days = groupsOf([{ asOf: '2026-11-20' }, { asOf: '2026-11-22' }, { asOf: '2026-11-21' }, { name: 'answers', asOf: '2026-11-21' }]);
    expect(days.map(({ asOf }) => asOf[0])).toEqual(['2026-11-21', '2026-11-22', '2026-11-20']);
  });
});

describe('which report of a repository counts', () => {
  test('the later day', () => {
    const group = one(
      [
        { asOf: '2026-11-20', verdict: 'access' },
        { asOf: '2026-11-22', verdict: 'sovereign', missing: 0 },
      ],
      ['date'],
    );
    expect([group.verdicts.sovereign, group.verdicts.access, group.superseded]).toEqual([1, 0, 1]);
  });

  test('of one day the newer knowledge, numbers in versions as numbers', () => {
    const group = one([{ knowledge: '2026.9.1' }, { knowledge: '2026.10.1', verdict: 'dependency', missing: 1 }], ['knowledge']);
    expect(group.verdicts.dependency).toBe(1);
  });

  test('of two that differ in nothing but the commit the worse one, and it is told', () => {
    const group = one([{ revision: 'a'.repeat(40) }, { revision: 'b'.repeat(40), verdict: 'dependency', missing: 1 }]);
    expect([group.verdicts.access, group.disputed]).toEqual([1, ['git.example/letters']]);
  });

  test('two folders of one repository are two', () => {
    expect(one([{ folder: 'api' }, { folder: 'web' }]).ranking.length).toBe(2);
  });
});

describe('what a group adds up to', () => {
  test('layers are counted by how they stand, for repositories with AI only', () => {
    const samples: Sample[] = [
      { name: 'a', low: 1 },
      { name: 'b', low: 1, high: 3 },
      { name: 'c', low: 3 },
      { name: 'd', verdict: 'none', low: 4, usages: [] },
    ];
    expect(one(samples).layers[0]).toEqual({ layer: 'model', floor: 2, missing: 1, unclear: 1, present: 1, levels: [0, 2, 0, 1, 0] });
  });

  test('controllers are counted by repositories, by call paths, and by repositories that rest on them wholly', () => {
    const group = one([
      { name: 'a', usages: [OPENAI] },
      { name: 'b', usages: [OPENAI, MISTRAL] },
    ]);
    expect(group.controllers.map(({ id, repositories, callPaths, wholly }) => [id, repositories, callPaths, wholly])).toEqual([
      ['openai', 2, 2, 1],
      ['mistral', 1, 1, 0],
    ]);
  });

  test('a country counts once for each repository, however many of its bodies are in it', () => {
    expect(one([{ usages: [OPENAI, MISTRAL] }]).countries).toEqual([{ country: 'US', repositories: 1, callPaths: 2, wholly: 1 }]);
  });

  test('concentration is the sum of squared shares over known controllers other than oneself', () => {
    const controllers = [
      { id: 'openai', name: 'OpenAI', country: 'US', usages: 3 },
      { id: 'mistral', name: 'Mistral AI', country: 'FR', usages: 1 },
      { id: 'self', name: 'your own machines', country: null, usages: 4 },
      { id: 'unknown', name: 'an unknown operator', country: null, usages: 2 },
    ];
    const { spread } = one([{ controllers, usages: Array.from({ length: 10 }, (_, at) => usage(`u${at}`, 'openai', 'gpt-5.5')) }]);
    expect(spread).toEqual({ callPaths: 10, own: 4, unknown: 2, largestShare: 0.75, concentration: 0.625, equalControllers: 1.6 });
  });

  test('a fleet without a known controller has no concentration', () => {
    expect(one([{ usages: [], verdict: 'none' }]).spread).toMatchObject({ largestShare: null, concentration: null, equalControllers: null });
  });

  test('models and services are counted where they decide: no tests, and no mentions beside real calls', () => {
    const mention = usage('u3', 'groq', 'llama', { confidence: 'low' });
    const inTests = usage('u4', 'cohere', 'command', { scope: 'test' });
    const group = one([{ usages: [OPENAI, mention, inTests] }]);
    expect([group.models.map(({ id }) => id), group.services.map(({ id }) => id)]).toEqual([['openai/gpt-5.5'], ['openai-api']]);
  });

  test('mentions count where there is nothing better', () => {
    const group = one([{ usages: [usage('u3', 'groq', 'llama', { confidence: 'low' })] }]);
    expect([group.models.length, group.mentionsOnly]).toEqual([1, 1]);
  });

  test('a model nobody knows is told by what the code asks for', () => {
    const model = { ...OPENAI.model, id: null, requested: 'harbour-7b', name: 'unknown' } as typeof OPENAI.model;
    expect(one([{ usages: [{ ...OPENAI, model }] }]).models[0]).toMatchObject({ id: null, name: 'harbour-7b' });
  });

  test('one service under two operators is two', () => {
    const at = (country: string) => ({ id: `host-${country}`, name: `Host ${country}`, country, controller: country });
    const hosted = (id: string, country: string) =>
      usage(id, 'hosting', 'glm', { service: { id: 'declared', name: `At ${country}`, category: 'hosting', operator: at(country), observed: true } });
    expect(one([{ usages: [hosted('u1', 'FR'), hosted('u2', 'CN')] }]).services.map(({ name }) => name)).toEqual(['At CN', 'At FR']);
  });

  test('findings that are suppressed do not count, those of a baseline do', () => {
    const findings = (['new', 'baseline', 'suppressed'] as const).map((status) => ({ rule: 'cloud/foreign-operator', severity: 'high' as const, status }));
    const group = one([{ findings }]);
    expect([group.findings.high, group.rules]).toEqual([
      { repositories: 1, findings: 2 },
      [{ rule: 'cloud/foreign-operator', severity: 'high', repositories: 1, findings: 2 }],
    ]);
  });

  test('repositories are ranked by verdict, then by missing layers, then by severity', () => {
    const high = [{ rule: 'r', severity: 'high', status: 'new' }] as const;
    const samples: Sample[] = [
      { name: 'd', missing: 3 },
      { name: 'b', verdict: 'dependency', missing: 2 },
      { name: 'c', missing: 3, findings: high },
      { name: 'a', missing: 5 },
    ];
    const fleet = mergeFleets(samples.map(sampleFleet));
    const names = new Map(fleet.entries.map(({ id, name }) => [id, name]));
    expect(fleetGroups(fleet, [])[0]?.ranking.map((id) => names.get(id))).toEqual(['a', 'c', 'd', 'b']);
  });
});
