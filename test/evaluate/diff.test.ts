/** Two reports compared: what differs, and which of code, knowledge and time made it so. */
import { describe, expect, test } from 'vitest';
import { compareReports } from '../../src/evaluate/diff.ts';
import { evaluate } from '../../src/evaluate/index.ts';
import type { ComparedReport } from '../../src/model/difference.ts';
import type { Restriction, Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, policy, usage } from '../support/judgement.ts';

interface Conditions {
  readonly revision?: string | null;
  readonly version?: string;
  readonly asOf?: string;
  readonly profile?: string;
}

const report = (usages: readonly Usage[], { revision = 'r1', version = '1', asOf = '2026-11-22', profile = 'test' }: Conditions = {}): ComparedReport => ({
  ...evaluate(usages, INDEX, {
    policy: policy(['EU']),
    policyScope: null,
    asOf,
    scopes: ['production'],
    gates: { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' },
  }),
  tool: { version: '0.1.0' },
  knowledge: { version, customRules: [] },
  audit: { revision, profile, profileScope: null, asOf, scopes: ['production'] },
});
const seen = (of: Usage, line = 3): Usage => ({
  ...of,
  evidence: [
    {
      id: `app.py:${line}:1`,
      path: 'app.py',
      line,
      column: 1,
      endLine: line,
      endColumn: 9,
      kind: 'endpoint',
      value: of.endpoint?.host ?? '',
      context: '',
      confidence: 'high',
      signature: null,
      subject: { kind: 'unknown', what: 'endpoint' },
      scope: 'production',
    },
  ],
});
const foreign = seen(usage({ id: 'u' }));
const restricted = (of: ComparedReport, restriction: Partial<Restriction>): ComparedReport => ({
  ...of,
  layers: of.layers.map((one) => (one.layer === 'model' ? { ...one, level: { low: 0, high: 0 } } : one)),
  usages: of.usages.map((one) => ({
    ...one,
    restrictions: [{ level: 'prohibited', by: 'evt', reason: 'A law.', from: null, to: null, status: null, flags: [], facts: [], ...restriction }],
    layers: { ...one.layers, model: { ...one.layers.model, low: 0, high: 0 } },
  })),
});
const since = (from: string, to: string | null = null): Partial<Restriction> => ({ from, to, status: 'in_force' });

test('the same report twice says nothing', () => {
  expect(compareReports(report([foreign]), report([foreign]))).toMatchObject({
    conditions: [],
    verdict: null,
    layers: [],
    usages: [],
    findings: [],
    worse: false,
  });
});

test('lines that move are no change', () => {
  expect(compareReports(report([foreign]), report([seen(foreign, 90)], { revision: 'r2' })).usages).toEqual([]);
});

describe('code', () => {
  const home = seen(
    usage({
      id: 'v',
      operator: 'lutece',
      place: 'FR',
      model: modelSide('lutece/open-2'),
      endpoint: { host: 'api.lutece.example', region: null, country: 'FR', place: 'FR' },
    }),
  );

  test('brings a new usage and with it what is worse', () => {
    const difference = compareReports(report([home]), report([home, foreign], { revision: 'r2' }));
    expect(difference.usages.map(({ usage: id, direction, causes }) => [id, direction, causes])).toEqual([['u', 'new', ['code']]]);
    expect(difference.layers.every(({ direction, causes }) => direction === 'worse' && causes.join() === 'code')).toBe(true);
    expect(difference.verdict).toMatchObject({ direction: 'worse', causes: ['code'] });
    expect(difference.worse).toBe(true);
  });

  test('takes one away and with it what is better', () => {
    const difference = compareReports(report([home, foreign]), report([home], { revision: 'r2' }));
    expect([difference.usages[0]?.direction, difference.verdict?.direction, difference.worse]).toEqual(['gone', 'better', false]);
    expect(difference.findings.every(({ direction }) => direction === 'gone')).toBe(true);
  });

  test('of one revision cannot have changed: then what finds usages did', () => {
    expect(compareReports(report([home]), report([home, foreign], { version: '2' })).usages[0]?.causes).toEqual(['knowledge']);
  });
});

describe('the same code judged otherwise', () => {
  test('under another knowledge base alone: knowledge', () => {
    expect(compareReports(report([foreign]), restricted(report([foreign], { version: '2' }), {})).usages[0]?.causes).toEqual(['knowledge']);
  });

  test('at another date alone: time', () => {
    const difference = compareReports(report([foreign]), restricted(report([foreign], { asOf: '2026-12-24' }), {}));
    expect([difference.usages[0]?.causes, difference.layers[0]?.causes]).toEqual([['time'], ['time']]);
  });

  test('under another profile alone: the question that was asked', () => {
    expect(compareReports(report([foreign]), restricted(report([foreign], { profile: 'other' }), {})).usages[0]?.causes).toEqual(['profile']);
  });

  const both: Conditions = { version: '2', asOf: '2026-12-24', revision: 'r2' };

  test('by an order that began between the dates: time, though the knowledge base is another', () => {
    expect(compareReports(report([foreign]), restricted(report([foreign], both), since('2026-12-01'))).usages[0]?.causes).toEqual(['time']);
  });

  test('by an order that had begun before and was not known: knowledge, though time passed', () => {
    expect(compareReports(report([foreign]), restricted(report([foreign], both), since('2026-01-01'))).usages[0]?.causes).toEqual(['knowledge']);
  });

  test('by an order that ended between the dates: time', () => {
    expect(compareReports(restricted(report([foreign]), since('2026-01-01', '2026-12-01')), report([foreign], both)).usages[0]?.causes).toEqual(['time']);
  });

  test('with nothing dated to tell: both are named', () => {
    expect(compareReports(report([foreign]), restricted(report([foreign], both), {})).usages[0]?.causes).toEqual(['knowledge', 'time']);
  });
});

test('comparing backwards turns better and worse around', () => {
  const [before, after] = [report([foreign]), restricted(report([foreign], { asOf: '2026-12-24' }), {})];
  expect([compareReports(before, after).layers[0]?.direction, compareReports(after, before).layers[0]?.direction]).toEqual(['worse', 'better']);
});
