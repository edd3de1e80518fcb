/** What may be said of choices, declarations, what-ifs and frameworks: the design's list of forbidden words holds for every sentence. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import { declare } from '../../src/evaluate/declare.ts';
import { csfProjection } from '../../src/evaluate/frameworks.ts';
import { whatIfOf } from '../../src/evaluate/what-if.ts';
import { loadBuiltIn } from '../../src/knowledge/load.ts';
import type { Declarations } from '../../src/model/declaration.ts';
import type { Choice } from '../../src/model/entity.ts';
import { LAYERS } from '../../src/model/layer.ts';
import { INDEX, modelSide, usage, view } from '../support/judgement.ts';

const FORBIDDEN = /violat|complian|\bbanned\b|illegal|is accessed by|\bSEAL\b/i;
const SENTENCE = /^\S.*[.?]$/s;
const KNOWN = loadBuiltIn();
const check = (texts: readonly string[]): void => {
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) {
    expect(text).not.toMatch(FORBIDDEN);
    expect(text).toMatch(SENTENCE);
  }
};

test('a policy says that it is the policy', () => {
  const choice = (over: Partial<Choice>): Choice => ({ models: [], developers: [], operators: [], services: [], ...over });
  const chinese = usage({ operator: 'jade', model: modelSide('jade/open-4') });
  const unknown = usage({ model: { ...modelSide('jade/open-4'), id: null, developer: { id: null, name: 'unknown', country: null, controller: null } } });
  const policies = [
    { deny: choice({ models: ['open-4'], developers: ['jade'], operators: ['jade'], services: ['jade-api'] }) },
    { exclude: { developers: ['CN'], operators: ['CN'] } },
    { allow: choice({ models: ['x'], developers: ['lutece'], operators: ['lutece'], services: ['x'] }) },
  ];
  const texts = policies.flatMap((over) =>
    [chinese, unknown].flatMap((of) => assess(of, INDEX, view(['EU'], over)).restrictions.filter(({ by }) => by.startsWith('policy:'))),
  );
  check(texts.map(({ reason }) => reason));
  for (const { reason } of texts) expect(reason).toMatch(/^Your policy test (denies|excludes|allows only) /);
});

test('a declaration is called declared', () => {
  const at = { line: 1, column: 1 };
  const declarations: Declarations = {
    path: null,
    organization: null,
    exitTest: { ...at, date: '2024-01-01', reference: null },
    endpoints: [{ ...at, host: 'old.example', place: 'DE', operator: { kind: 'self' }, expires: '2025-01-01', note: null }],
    transfers: [{ ...at, country: 'CN', basis: 'clauses', reference: null, expires: '2025-01-01' }],
    qualified: [{ ...at, service: 'borealis-api', region: null, scheme: 'C5', expires: null }],
    hosting: [{ ...at, folder: null, place: 'DE', operator: { kind: 'self' }, accelerators: [], expires: '2025-01-01' }],
    fallbacks: [{ ...at, name: 'answers', members: ['model:gone-1', 'model:gone-2'] }],
  };
  const { problems } = declare([usage()], declarations, { ...INDEX, hosts: new Map(), hostPatterns: [] }, view());
  check(problems.map(({ message }) => message));
  for (const { message } of problems) expect(message).toMatch(/^Declared: /);
});

describe('what is supposed', () => {
  test('is never told as having happened', () => {
    const scenarios = [...KNOWN.scenarios.values()];
    check(scenarios.flatMap(({ description, reason }) => [description, reason]));
    for (const { reason } of scenarios) expect(reason).toMatch(/^Supposed: /);
  });

  test('names every scenario of the help text', () => {
    expect([...KNOWN.scenarios.keys()].sort()).toEqual(['china-weights-export', 'cloud-act-order', 'hub-unreachable', 'us-closed-frontier']);
  });

  test('spares the home of its author', () => {
    const view = { isHome: () => true, policy: { id: 'own' }, asOf: '2026-11-22' } as never;
    const { suppositions } = whatIfOf(
      { deny: [], weights: 'all', cut: [], relicense: [], scenarios: [...KNOWN.scenarios.keys()], events: [] },
      [],
      KNOWN,
      view,
    );
    expect(suppositions.map(({ id }) => id)).toEqual(['scenario-hub-unreachable']);
  });
});

test('a framework is projected, never rated', () => {
  const { caveats } = csfProjection(LAYERS.map((layer) => ({ layer, level: { low: 4, high: 4 } })));
  check(caveats);
  expect(caveats[0]).toMatch(/^A projection from code, over 85 of 100 points/);
});

test('the rules of policies and declarations are described', () => {
  const rules = [...KNOWN.checks.values()].filter(({ id }) => id === 'model/denied-by-policy' || id.includes('/declaration-'));
  expect(rules.length).toBe(8);
  check(rules.flatMap(({ help, remediation }) => [help, remediation]));
});
