/** Rules that reach some users only: who owns them, or their sector, is declared or it is a question. */
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/index.ts';
import type { Declarations } from '../../src/model/declaration.ts';
import type { EventEffect, Regime, RestrictionEvent } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { INDEX, policy, usage } from '../support/judgement.ts';

const origin = { file: 'test', custom: false };
const rule = (undeclared: 'ask' | 'conditional'): RestrictionEvent => {
  const effect: EventEffect = {
    models: [],
    availability: null,
    profiles: [],
    scopes: [],
    open: false,
    when: { owners: ['CN'], sectors: [], ask: 'Is more than half of you owned from CN?', undeclared },
    restriction: 'prohibited',
    reason: 'The vendor serves no firm owned from CN.',
  };
  return {
    id: 'owner-rule',
    name: 'Owner rule',
    origin,
    subject: { models: [], developers: ['borealis'], operators: [], services: [], controllers: [], everyone: false },
    authority: 'Borealis',
    jurisdiction: 'US',
    precedent: false,
    segments: [{ from: '2025-09-04', to: null, status: 'in_force', legalScope: 'All.', actualEffect: 'All.', effects: [effect], source: null }],
    verifiedAt: '2026-11-20',
    scheduled: [],
  };
};
const register: Regime = {
  id: 'eu-dora-28',
  name: 'Register',
  origin,
  jurisdiction: 'EU',
  cite: 'Article 28',
  reach: 'Banks.',
  layers: [],
  profiles: [],
  from: null,
  to: null,
  status: 'in force',
  when: { owners: [], sectors: ['banking'] },
  accelerators: [],
  source: null,
};

function judged(organization: Partial<NonNullable<Declarations['organization']>> | null, undeclared: 'ask' | 'conditional' = 'ask') {
  const index = { ...INDEX, events: new Map([['owner-rule', rule(undeclared)]]), regimes: new Map([['eu-dora-28', register]]) } as unknown as Index;
  const at = { line: 1, column: 1 };
  const none = { ...at, name: null, seat: null, owners: [], sector: null, commercial: null, monthlyUsers: null, revenueUsd: null };
  const declarations: Declarations = {
    path: 'sovaudit.yaml',
    organization: organization && { ...none, ...organization },
    endpoints: [],
    transfers: [],
    exitTest: null,
    qualified: [],
    hosting: [],
    fallbacks: [],
  };
  return evaluate([usage()], index, {
    policy: policy(['EU']),
    policyScope: null,
    asOf: '2026-11-22',
    scopes: ['production'],
    gates: { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' },
    declarations,
  });
}

describe('a rule on owners', () => {
  test('bars a user whose declared owners are of that country, and says it is declared', () => {
    const [found] = judged({ owners: ['DE', 'CN'] }).usages[0]?.restrictions ?? [];
    expect([found?.level, found?.facts[0]?.claim]).toEqual(['prohibited', 'declared: ultimate owners in DE, CN']);
  });
  test('leaves alone a user whose declared owners are elsewhere', () => {
    const { usages, questions } = judged({ owners: ['DE'] });
    expect([usages[0]?.restrictions, questions]).toEqual([[], []]);
  });
  test('is a question where nothing is declared', () => {
    const { usages, questions } = judged(null);
    expect([usages[0]?.restrictions, questions[0]?.key]).toEqual([[], 'organization.owners']);
  });
  test('is never more than a condition where nothing is declared', () => {
    const [found] = judged({ sector: 'banking' }, 'conditional').usages[0]?.restrictions ?? [];
    expect([found?.level, found?.reason]).toEqual(['conditional', expect.stringContaining('is not declared')]);
  });
});

describe('a regime of a sector', () => {
  test('is switched on by the declared sector', () => expect(judged({ sector: 'Banking' }).frameworks.dora?.rows).toHaveLength(1));
  test('stays off for another sector', () => expect(judged({ sector: 'retail' }).frameworks.dora).toBeNull());
  test('stays off where no sector is declared', () => expect(judged(null).frameworks.dora).toBeNull());
});
