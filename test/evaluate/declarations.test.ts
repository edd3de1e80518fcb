/** Facts the user declares: what they lift, when they do not count, and what they are told. */
import { describe, expect, test } from 'vitest';
import { declaredNameProblems } from '../../src/evaluate/check-declarations.ts';
import { evaluate } from '../../src/evaluate/index.ts';
import type { Declarations } from '../../src/model/declaration.ts';
import type { License } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Layer } from '../../src/model/layer.ts';
import type { Usage } from '../../src/model/usage.ts';
import { fact, INDEX, modelSide, policy, usage } from '../support/judgement.ts';

const AT = { line: 3, column: 5 };
const NONE: Declarations = {
  path: 'sovaudit.yaml',
  organization: null,
  endpoints: [],
  transfers: [],
  exitTest: null,
  qualified: [],
  hosting: [],
  fallbacks: [],
};
const ORGANIZATION: NonNullable<Declarations['organization']> = {
  ...AT,
  name: null,
  seat: null,
  owners: [],
  sector: null,
  commercial: null,
  monthlyUsers: null,
  revenueUsd: null,
};
const community = INDEX.licenses.get('mit') as License;
const WORLD = {
  ...INDEX,
  hosts: new Map([['api.borealis.example', { service: 'borealis-api', signature: 's', host: 'api.borealis.example', location: null, region: null }]]),
  hostPatterns: [{ service: 'lutece-api', signature: 's', host: '*.lutece.example', location: 'FR', region: null }],
  countries: new Map([
    ['FR', 'France'],
    ['DE', 'Germany'],
    ['US', 'United States'],
    ['CN', 'China'],
    ['GB', 'United Kingdom'],
  ]),
  licenses: new Map(INDEX.licenses)
    .set('limits', {
      ...community,
      id: 'limits',
      name: 'Limits License',
      class: fact('community'),
      gates: [{ kind: 'users', over: 1000, text: 'more than 1000 users: ask' }],
    } as License)
    .set('notice', {
      ...community,
      id: 'notice',
      name: 'Notice License',
      class: fact('community'),
      gates: [{ kind: 'users', over: 1000, duty: 'notice', text: 'above 1000 users: show the name' }],
    } as License)
    .set('monthly', {
      ...community,
      id: 'monthly',
      name: 'Monthly License',
      class: fact('community'),
      gates: [{ kind: 'revenue', over: 1000, per: 'month', text: 'more than USD 1000 a month: ask' }],
    } as License)
    .set('yen', {
      ...community,
      id: 'yen',
      name: 'Yen License',
      class: fact('community'),
      gates: [{ kind: 'revenue', over: 1000, currency: 'JPY', text: 'more than JPY 1000: ask' }],
    } as License),
} as unknown as Index;

const judge = (usages: readonly Usage[], over: Partial<Declarations> = {}, asOf = '2026-11-22') =>
  evaluate(usages, WORLD, {
    policy: policy(['EU']),
    policyScope: null,
    asOf,
    scopes: ['production'],
    gates: { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' },
    declarations: { ...NONE, ...over },
  });
const level = (layer: Layer, of: Usage, over: Partial<Declarations>, asOf?: string): string => {
  const found = judge([of], over, asOf).usages[0]?.layers[layer];
  return found ? `${found.low === found.high ? found.low : `${found.low}-${found.high}`} ${found.row}` : 'none';
};
const findings = (of: readonly Usage[], over: Partial<Declarations>): string[] =>
  judge(of, over)
    .findings.filter(({ rule }) => rule.includes('declaration'))
    .map(({ rule, severity }) => `${rule} ${severity}`);

const inner = usage({
  service: null,
  model: modelSide('jade/open-4'),
  route: 'unknown',
  endpoint: { host: 'llm.corp.example', region: null, country: null, place: null },
});
const endpoint = (over: Partial<Declarations['endpoints'][number]> = {}): Declarations['endpoints'][number] => ({
  ...AT,
  host: 'llm.corp.example',
  place: 'DE',
  operator: { kind: 'self' },
  expires: null,
  note: null,
  ...over,
});

describe('an internal endpoint', () => {
  test('without a declaration is a range', () => {
    expect([level('data', inner, {}), level('cloud', inner, {})]).toEqual(['0-3 D0', '0-3 L0']);
  });

  test('run by oneself at home closes it', () => {
    expect([level('data', inner, { endpoints: [endpoint()] }), level('cloud', inner, { endpoints: [endpoint()] })]).toEqual(['3 D3', '3 L3']);
  });

  test('on own premises has no outside operator', () => {
    const endpoints = [endpoint({ place: 'premises' })];
    expect([level('data', inner, { endpoints }), level('cloud', inner, { endpoints })]).toEqual(['4 D4', '4 L4']);
  });

  test('of a company owned abroad is operated from abroad', () => {
    expect(level('cloud', inner, { endpoints: [endpoint()], organization: { ...ORGANIZATION, seat: 'DE', owners: ['US'] } })).toBe('1 L1');
  });

  test('can be run by somebody the knowledge base knows, or by a named company', () => {
    expect(level('cloud', inner, { endpoints: [endpoint({ operator: { kind: 'known', id: 'borealis' } })] })).toBe('1 L1');
    expect(level('cloud', inner, { endpoints: [endpoint({ operator: { kind: 'named', name: 'Harbour Hosting', country: 'FR' } })] })).toBe('3 L3');
  });

  test('may be declared for all hosts of a domain', () => {
    expect(level('cloud', inner, { endpoints: [endpoint({ host: '*.corp.example' })] })).toBe('3 L3');
  });

  test('says in every level it lifts that it is declared', () => {
    const { usages } = judge([inner], { endpoints: [endpoint()] });
    for (const layer of ['data', 'compute', 'cloud'] as const) expect(usages[0]?.layers[layer].reason).toMatch(/declared, not shown by the code\.$/);
  });
});

describe('a transfer basis', () => {
  const chinese = usage({ operator: 'jade', place: 'CN' });
  const transfers = [{ ...AT, country: 'CN', basis: 'standard contractual clauses', reference: 'C-12', expires: null }];

  test('lifts data to 1 and no further', () => {
    expect([level('data', chinese, {}), level('data', chinese, { transfers })]).toEqual(['0 D0', '1 D1']);
  });

  test('settles the condition', () => {
    expect(judge([chinese], { transfers }).usages[0]?.restrictions).toEqual([]);
  });

  test('must cover every country involved', () => {
    expect(level('data', usage({ operator: 'jade', place: 'GB' }), { transfers })).toBe('0 D0');
  });
});

describe('an exit test', () => {
  const held = usage({
    route: 'self-hosted',
    service: null,
    model: modelSide('jade/open-4'),
    weights: 'held',
    endpoint: { host: null, region: null, country: null, place: 'premises' },
  });
  const exitTest = { ...AT, date: '2026-03-01', reference: null };

  test('of the last twelve months lifts pinned self-hosting to 4', () => {
    expect([level('deployment', held, {}), level('deployment', held, { exitTest })]).toEqual(['3 P3', '4 P4']);
  });

  test('counts to the same day a year later, and not before it was held', () => {
    const at = (asOf: string): string => level('deployment', held, { exitTest }, asOf);
    expect([at('2026-02-28'), at('2026-03-01'), at('2027-03-01'), at('2027-03-02')]).toEqual(['3 P3', '4 P4', '4 P4', '3 P3']);
  });

  test('lifts nothing else', () => {
    expect(level('deployment', usage(), { exitTest })).toBe('1 P1');
  });
});

describe('a qualified product', () => {
  const qualified = [{ ...AT, service: 'lutece-api', region: 'FR', scheme: 'SecNumCloud', expires: null }];

  test('of an operator at home lifts cloud to 4 where it holds', () => {
    expect([
      level('cloud', usage({ operator: 'lutece', place: 'FR' }), { qualified }),
      level('cloud', usage({ operator: 'lutece', place: 'DE' }), { qualified }),
    ]).toEqual(['4 L4', '3 L3']);
  });

  test('of a foreign operator does not count and is a contradiction', () => {
    const foreign = [{ ...AT, service: 'borealis-api', region: null, scheme: 'SecNumCloud', expires: null }];
    expect(level('cloud', usage({ place: 'FR' }), { qualified: foreign })).toBe('1 L1');
    expect(findings([usage({ place: 'FR' })], { qualified: foreign })).toEqual(['cloud/declaration-contradicted medium']);
  });
});

describe('figures of the organisation', () => {
  const under = (license: string): Usage => usage({ model: { ...modelSide('jade/open-4'), license: { id: license, name: license } } });
  const organization = (over: Partial<typeof ORGANIZATION>): Partial<Declarations> => ({ organization: { ...ORGANIZATION, ...over } });

  test.each([
    ['above a limit', 'limits', { monthlyUsers: 1001 }, '0 X0'],
    ['at a limit', 'limits', { monthlyUsers: 1000 }, '2 X2'],
    ['above a limit that asks for a notice', 'notice', { monthlyUsers: 5000 }, '2 X2'],
    ['above a monthly limit on average', 'monthly', { revenueUsd: 12001 }, '0 X0'],
    ['perhaps above a monthly limit', 'monthly', { revenueUsd: 5000 }, '2 X2'],
    ['in another currency', 'yen', { revenueUsd: 5000 }, '2 X2'],
    ['commercial under a license for research', 'research', { commercial: true }, '0 X0'],
    ['not commercial under a license for research', 'research', { commercial: false }, '2 X2'],
  ])('%s', (_, license, figures, expected) => {
    expect(level('license', under(license), organization(figures))).toBe(expected);
  });

  test('that are not declared are questions', () => {
    expect(
      judge([under('limits'), under('research')].map((of, at) => ({ ...of, id: `u-${at}` }))).questions.map(({ key, usages }) => [key, ...usages]),
    ).toEqual([
      ['organization.monthly_users', 'u-0'],
      ['organization.commercial', 'u-1'],
    ]);
  });

  test('that cannot settle a limit leave a question without a key', () => {
    expect(judge([under('yen')], organization({ revenueUsd: 5000 })).questions.map(({ key }) => key)).toEqual([null]);
  });

  test('that settle it leave none', () => {
    expect(judge([under('limits')], organization({ monthlyUsers: 10 })).questions).toEqual([]);
  });
});

describe('a declaration that does not count', () => {
  test('expired: it changes no level and is a low finding', () => {
    const endpoints = [endpoint({ expires: '2026-11-21' })];
    expect(level('cloud', inner, { endpoints })).toBe('0-3 L0');
    expect(findings([inner], { endpoints })).toEqual(['cloud/declaration-expired low']);
  });

  test('holds on its last day', () => {
    expect(findings([inner], { endpoints: [endpoint({ expires: '2026-11-22' })] })).toEqual([]);
  });

  test("contradicted: somebody else's host is a medium finding, and the host stays theirs", () => {
    const theirs = usage({ endpoint: { host: 'api.borealis.example', region: null, country: null, place: 'global' } });
    const endpoints = [endpoint({ host: 'api.borealis.example' })];
    expect(level('cloud', theirs, { endpoints })).toBe('0 L0');
    expect(findings([theirs], { endpoints })).toEqual(['cloud/declaration-contradicted medium']);
  });

  test('a declared residency narrows a known host, against its fixed place it is a contradiction', () => {
    const open = usage({ endpoint: { host: 'api.borealis.example', region: null, country: null, place: 'global' } });
    expect(level('cloud', open, { endpoints: [endpoint({ host: 'api.borealis.example', operator: null })] })).toBe('1 L1');
    const french = usage({ operator: 'lutece', endpoint: { host: 'api.lutece.example', region: null, country: 'FR', place: 'FR' } });
    expect(findings([french], { endpoints: [endpoint({ host: 'api.lutece.example', operator: null, place: 'US' })] })).toEqual([
      'cloud/declaration-contradicted medium',
    ]);
  });

  test('unused: it is worth knowing', () => {
    expect(
      findings([inner], {
        endpoints: [endpoint({ host: 'gone.example' })],
        transfers: [{ ...AT, country: 'CN', basis: 'clauses', reference: null, expires: null }],
        exitTest: { ...AT, date: '2026-03-01', reference: null },
      }),
    ).toEqual(['data/declaration-unused info', 'cloud/declaration-unused info', 'deployment/declaration-unused info']);
  });

  test('is found at its place in the project file', () => {
    expect(
      judge([inner], { endpoints: [endpoint({ host: 'gone.example' })] }).findings.find(({ rule }) => rule === 'cloud/declaration-unused')?.evidence[0],
    ).toMatchObject({ path: 'sovaudit.yaml', line: 3, column: 5 });
  });
});

test('names that do not exist are told with the nearest', () => {
  const problems = declaredNameProblems(
    {
      ...NONE,
      endpoints: [endpoint({ operator: { kind: 'known', id: 'borealiss' }, place: 'UK' })],
      qualified: [{ ...AT, service: 'lutece-ap', region: null, scheme: 'x', expires: null }],
    },
    WORLD,
  );
  expect(problems.map(({ message }) => /did you mean "[^"]+"/.exec(message)?.[0])).toEqual([
    'did you mean "GB"',
    'did you mean "borealis"',
    'did you mean "lutece-api"',
  ]);
});

test('every fact of a declaration has the basis declared', () => {
  const report = judge([inner], { endpoints: [endpoint()] });
  const facts = report.findings.flatMap((finding) => finding.facts.filter(({ claim }) => /^declared:/.test(claim)));
  expect(facts.every(({ basis }) => basis === 'declared')).toBe(true);
});

describe('declared machines', () => {
  const own = usage({ route: 'self-hosted', service: null, weights: 'held', model: modelSide('jade/open-4'), place: 'premises', endpointBasis: 'observed' });
  const machines = (over: Partial<Declarations['hosting'][number]> = {}): Partial<Declarations> => ({
    hosting: [{ ...AT, folder: null, place: 'FR', operator: { kind: 'known', id: 'lutece' }, accelerators: ['borealis'], expires: null, ...over }],
  });
  const levels = (of: Usage, over: Partial<Declarations>): string[] => (['data', 'compute', 'cloud'] as const).map((layer) => level(layer, of, over));

  test('of an operator at home, on accelerators of one maker abroad', () => expect(levels(own, machines())).toEqual(['3 D3', '2 C2', '3 L3']));
  test('of an operator controlled from abroad', () =>
    expect(levels(own, machines({ operator: { kind: 'known', id: 'borealis' } }))).toEqual(['2 D2', '1 C1', '1 L1']));
  test('that need no accelerator', () => expect(level('compute', own, machines({ accelerators: [] }))).toBe('3 C3'));
  test('of either of two makers', () => expect(level('compute', own, machines({ accelerators: ['borealis', 'jade'] }))).toBe('3 C3'));
  test('of a maker at home', () => expect(level('compute', own, machines({ accelerators: ['lutece'] }))).toBe('4 C4'));
  test('whose accelerators are not declared leave a range', () => expect(level('compute', own, machines({ accelerators: null }))).toBe('2-3 C2'));
  test('on own premises keep the data there', () => expect(level('data', own, machines({ place: 'premises', operator: { kind: 'self' } }))).toBe('4 D4'));
  test('hold for their folder only', () => {
    const elsewhere = machines({ folder: 'services/llm' });
    expect(level('data', own, elsewhere)).toBe('4 D4');
  });
  test('do not move what names a place of its own', () => expect(level('data', usage(), machines())).toBe(level('data', usage(), {})));
  test('that expired count for nothing and are told', () => {
    const over = machines({ expires: '2026-01-01' });
    expect([level('data', own, over), findings([own], over)]).toEqual(['4 D4', ['cloud/declaration-expired low']]);
  });
  test('nothing runs on are told', () => expect(findings([usage()], machines())).toEqual(['cloud/declaration-unused info']));
});

describe('declared stand-ins', () => {
  const own = usage({
    id: 'own',
    route: 'self-hosted',
    service: null,
    weights: 'held',
    model: modelSide('jade/open-4'),
    place: 'premises',
    endpointBasis: 'observed',
  });
  const list = (...members: string[]): Partial<Declarations> => ({ fallbacks: [{ ...AT, name: 'answers', members }] });
  const model = (over: Partial<Declarations>): string => {
    const found = judge([usage(), own], over).layers.find(({ layer }) => layer === 'model');
    return `${found?.level.low} ${found?.facts.some(({ basis }) => basis === 'declared')}`;
  };

  test('hold the layer of the model, as declared', () => expect(model(list('model:closed-5', 'model:open-4'))).toBe('3 true'));
  test('may be named by service', () => expect(model(list('service:borealis-api', 'model:open-*'))).toBe('3 true'));
  test('of which only one is there hold nothing, and that is told', () => {
    const over = list('model:closed-5', 'model:gone-1');
    expect([model(over), findings([usage(), own], over)]).toEqual(['1 false', ['deployment/declaration-unused info']]);
  });
  test('of an unknown service are refused with the nearest name', () => {
    const [problem] = declaredNameProblems({ ...NONE, ...list('service:lutece-ap', 'model:open-4') }, WORLD);
    expect(problem?.message).toBe('fallbacks: unknown service "lutece-ap", did you mean "lutece-api"?');
  });
});
