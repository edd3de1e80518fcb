/** What-ifs on a small world: what stops, what survives, and what must hold for any of them. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/evaluate/simulate.ts';
import { type Supposed, whatIfOf } from '../../src/evaluate/what-if.ts';
import type { RestrictionEvent, Scenario } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Simulation } from '../../src/model/simulation.ts';
import type { Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, policy, usage, view } from '../support/judgement.ts';

const origin = { file: 'test', custom: false };
const event = (id: string, over: Partial<RestrictionEvent>): RestrictionEvent => ({
  id,
  name: id,
  origin,
  subject: { models: [], developers: [], operators: [], services: [], controllers: [], everyone: false },
  authority: 'Authority',
  jurisdiction: 'US',
  precedent: false,
  verifiedAt: '2026-11-20',
  scheduled: [],
  segments: [
    {
      from: '2026-06-01',
      to: '2026-12-01',
      status: 'in_force',
      legalScope: 'all',
      actualEffect: 'switched off',
      source: null,
      effects: [
        {
          models: [],
          availability: 'unavailable',
          profiles: [],
          scopes: [],
          open: false,
          when: null,
          restriction: 'conditional',
          reason: 'An order ended access.',
        },
      ],
    },
  ],
  ...over,
});
const subject = (over: Partial<RestrictionEvent['subject']>): RestrictionEvent['subject'] => ({
  models: [],
  developers: [],
  operators: [],
  services: [],
  controllers: [],
  everyone: false,
  ...over,
});
const EVENTS: readonly RestrictionEvent[] = [
  event('closed-5-off', { subject: subject({ models: ['borealis/closed-5'] }) }),
  event('jade-off', { subject: subject({ developers: ['jade'] }), precedent: true }),
  event('all-chinese-barred', {
    subject: subject({ controllers: ['CN'] }),
    segments: [
      {
        ...(event('x', {}).segments[0] as RestrictionEvent['segments'][number]),
        effects: [{ models: [], availability: null, profiles: [], scopes: [], open: false, when: null, restriction: 'prohibited', reason: 'A law bars it.' }],
      },
    ],
  }),
  event('operator-watched', {
    subject: subject({ operators: ['borealis'] }),
    segments: [
      {
        ...(event('x', {}).segments[0] as RestrictionEvent['segments'][number]),
        effects: [
          { models: [], availability: 'limited', profiles: [], scopes: [], open: false, when: null, restriction: 'watch', reason: 'A bill is pending.' },
        ],
      },
    ],
  }),
];
const SCENARIOS = new Map<string, Scenario>([
  [
    'us-closed',
    {
      id: 'us-closed',
      name: 'US closed',
      origin,
      description: '',
      effect: 'stop',
      abroad: true,
      reason: 'Supposed: gone.',
      reach: {
        models: [],
        developers: [],
        operators: [],
        services: [],
        developerCountries: ['US'],
        operatorCountries: [],
        places: [],
        weights: 'closed',
        pulled: false,
      },
    },
  ],
  [
    'order',
    {
      id: 'order',
      name: 'Order',
      origin,
      description: '',
      effect: 'disclose',
      abroad: true,
      reason: 'Supposed: an order.',
      reach: {
        models: [],
        developers: [],
        operators: [],
        services: [],
        developerCountries: [],
        operatorCountries: ['US'],
        places: [],
        weights: 'all',
        pulled: false,
      },
    },
  ],
  [
    'hub',
    {
      id: 'hub',
      name: 'Hub',
      origin,
      description: '',
      effect: 'stop',
      abroad: false,
      reason: 'Supposed: the hub is gone.',
      reach: {
        models: [],
        developers: [],
        operators: [],
        services: [],
        developerCountries: [],
        operatorCountries: [],
        places: [],
        weights: 'all',
        pulled: true,
      },
    },
  ],
]);
const WORLD = {
  ...INDEX,
  scenarios: SCENARIOS,
  countries: new Map([
    ['US', 'United States'],
    ['CN', 'China'],
    ['FR', 'France'],
    ['DE', 'Germany'],
  ]),
  regions: new Map([['aws', new Map([['eu-central-1', 'DE']])]]),
} as unknown as Index;

const ASKED: Supposed = { deny: [], weights: 'all', cut: [], relicense: [], scenarios: [], events: [] };
const run = (usages: readonly Usage[], asked: Partial<Supposed>, home: readonly string[] = ['EU'], before: Index = WORLD, after: Index = before) => {
  const options = {
    policy: policy(home),
    policyScope: null,
    asOf: '2026-11-22',
    scopes: ['production' as const],
    gates: { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' as const },
  };
  return simulate(usages, before, whatIfOf({ ...ASKED, ...asked }, usages, after, view(home)), options);
};
const ids = (list: readonly { usage: string }[]): string[] => list.map((entry) => entry.usage);

const self: Partial<Usage> = { route: 'self-hosted', service: null, endpoint: { host: null, region: null, country: null, place: 'premises' } };
const closed = usage({ id: 'closed' });
const home = usage({ id: 'home', operator: 'lutece', place: 'FR', model: modelSide('lutece/closed-2') });
const hosted = usage({ id: 'hosted', operator: 'lutece', place: 'FR', model: modelSide('jade/open-4') });
const held = usage({ id: 'held', ...self, model: modelSide('jade/open-4'), weights: 'held' });
const pulled = usage({ id: 'pulled', ...self, model: modelSide('jade/open-4'), weights: 'pulled' });
const direct = usage({ id: 'direct', operator: 'jade', place: 'CN', model: modelSide('jade/open-4') });
const ALL = [closed, home, hosted, held, pulled, direct];

describe('deny', () => {
  test.each([
    ['a model by a pattern', { deny: ['model:closed-*'] }, ['closed', 'home']],
    ['closed models of a country', { deny: ['country:US'], weights: 'closed' as const }, ['closed']],
    ['a developer, who cannot take back open weights others serve', { deny: ['developer:jade'] }, ['direct']],
    ['an operator', { deny: ['operator:lutece'] }, ['home', 'hosted']],
    ['a whole country, models and services', { deny: ['country:CN'] }, ['direct']],
    ['a bloc', { deny: ['country:EU'] }, ['home', 'hosted']],
  ])('%s', (_, asked, expected) => {
    expect(ids(run(ALL, asked).stops).sort()).toEqual(expected);
  });

  test('names what holds on and why', () => {
    expect(run(ALL, { deny: ['developer:jade'] }).survives.map(({ usage: id, by }) => [id, by])).toEqual([
      ['held', 'held-weights'],
      ['hosted', 'open-weights'],
      ['pulled', 'until-next-start'],
    ]);
  });

  test('lets a fallback stand in, and keeps the model layer at its level', () => {
    const group = [
      { ...closed, fallbackGroup: 'g' },
      { ...held, fallbackGroup: 'g' },
    ];
    const result = run(group, { deny: ['model:closed-5'] });
    expect([ids(result.stops), result.survives.map(({ by }) => by), result.layers[0]]).toEqual([
      ['closed'],
      ['fallback'],
      { layer: 'model', before: { low: 3, high: 3 }, after: { low: 3, high: 3 }, floor: 2 },
    ]);
  });

  test.each([
    ['model', /expected model:, developer:/],
    ['developper:jade', /did you mean "developer"/],
    ['developer:jad', /did you mean "jade"/],
    ['country:ZZ', /unknown country "ZZ"/],
  ])('refuses %s', (text, message) => {
    expect(() => run(ALL, { deny: [text] })).toThrow(message);
  });
});

describe('cut', () => {
  test('a place stops what runs there', () => {
    expect(ids(run(ALL, { cut: ['FR'] }).stops)).toEqual(['home', 'hosted']);
  });

  test('a region stops what names it', () => {
    const regional = { ...closed, endpoint: { host: 'x', region: 'eu-central-1', country: 'DE', place: 'DE' } };
    expect(ids(run([regional, home], { cut: ['region:eu-central-1'] }).stops)).toEqual(['closed']);
  });

  test('an unknown region is refused with the nearest', () => {
    expect(() => run(ALL, { cut: ['region:eu-centrall-1'] })).toThrow(/did you mean "eu-central-1"/);
  });
});

describe('relicense', () => {
  test('judges the model under the other license', () => {
    expect(run([hosted], { relicense: ['open-4=gated'] }).changed[0]?.layers).toEqual([
      { layer: 'license', before: { low: 3, high: 3 }, after: { low: 0, high: 0 }, reason: 'gated of jade/open-4 grants no rights in EU.' },
    ]);
  });

  test('says when no usage is of that model', () => {
    expect(run([home], { relicense: ['open-4=gated'] }).notes).toEqual(['No usage here is of a model named open-4.']);
  });
});

describe('scenarios', () => {
  test('closed models of a country stop for users abroad', () => {
    expect(ids(run(ALL, { scenarios: ['us-closed'] }).stops)).toEqual(['closed']);
  });

  test('a profile at home there is spared, and is told so', () => {
    const result = run(ALL, { scenarios: ['us-closed'] }, ['US']);
    expect([result.stops, result.notes]).toEqual([[], ['US closed: profile test is at home there and is spared.']]);
  });

  test('an order stops nothing and takes the data layer', () => {
    const result = run([closed], { scenarios: ['order'] });
    expect([ids(result.stops), ids(result.exposed), result.layers[1]?.after]).toEqual([[], ['closed'], { low: 0, high: 0 }]);
  });

  test('without the hub, what is pulled runs until its next start and what is held runs on', () => {
    const result = run([held, pulled], { scenarios: ['hub'] });
    expect([ids(result.stops), result.survives.map(({ usage: id, by }) => [id, by])]).toEqual([[], [['pulled', 'until-next-start']]]);
  });
});

describe('an event', () => {
  const later = (one: RestrictionEvent): Index => ({ ...WORLD, events: new Map([[one.id, one]]) });

  test('that ends access stops its models', () => {
    const [first] = EVENTS;
    expect(ids(run(ALL, { events: ['closed-5-off'] }, ['EU'], WORLD, later(first as RestrictionEvent)).stops)).toEqual(['closed']);
  });

  test('spares weights in hand', () => {
    const result = run([held, direct], { events: ['jade-off'] }, ['EU'], WORLD, later(EVENTS[1] as RestrictionEvent));
    expect([ids(result.stops), ids(result.survives)]).toEqual([['direct'], ['held']]);
  });

  test('that is not in force on the day changes nothing and says so', () => {
    const past = event('past', {
      subject: subject({ everyone: true }),
      segments: [{ ...(EVENTS[0]?.segments[0] as RestrictionEvent['segments'][number]), to: '2026-07-01' }],
    });
    const result = run(ALL, { events: ['past'] }, ['EU'], WORLD, later(past));
    expect([result.stops, result.changed, result.notes]).toEqual([[], [], ['past is not in force on 2026-11-22: use --as-of to move the day.']]);
  });

  test.each(EVENTS.map((one) => [one.id, one] as const))('already in force changes nothing: %s', (_, one) => {
    const inForce = later(one);
    const twice: Index = {
      ...WORLD,
      events: new Map([
        [one.id, one],
        ['again', { ...one, id: 'again' }],
      ]),
    };
    for (const world of [inForce, twice]) expect(nothing(run(ALL, { events: [one.id] }, ['EU'], inForce, world))).toBe(true);
  });
});

/** No usage stops, no level moves, and the verdict stands. */
function nothing({ stops, changed, layers, verdict }: Omit<Simulation, 'schemaVersion' | 'tool' | 'knowledge' | 'audit'>): boolean {
  return (
    stops.length === 0 &&
    changed.length === 0 &&
    layers.every(({ before, after }) => before.low === after.low && before.high === after.high) &&
    JSON.stringify(verdict.before) === JSON.stringify(verdict.after)
  );
}

describe('whatever is supposed', () => {
  const SUPPOSED: readonly Partial<Supposed>[] = [
    ...['model:*', 'developer:jade', 'developer:borealis', 'operator:lutece', 'operator:jade', 'country:US', 'country:CN', 'country:EU'].flatMap((deny) =>
      (['all', 'open', 'closed'] as const).map((weights) => ({ deny: [deny], weights })),
    ),
    ...['FR', 'CN', 'EU', 'region:eu-central-1'].map((cut) => ({ cut: [cut] })),
    ...[...SCENARIOS.keys()].map((id) => ({ scenarios: [id] })),
  ];

  test('no level rises', () => {
    for (const asked of SUPPOSED)
      for (const { before, after } of run(ALL, asked).layers) expect(after.low <= before.low && after.high <= before.high).toBe(true);
  });

  test('held weights never stop', () => {
    for (const asked of SUPPOSED) expect(ids(run(ALL, asked).stops)).not.toContain('held');
  });

  test('a usage does not both stop and survive, but for a fallback', () => {
    for (const asked of SUPPOSED) {
      const { stops, survives } = run(ALL, asked);
      expect(survives.filter(({ usage: id }) => ids(stops).includes(id))).toEqual([]);
    }
  });

  test('the order of usages changes nothing', () => {
    for (const asked of SUPPOSED) expect(run([...ALL].reverse(), asked)).toEqual(run(ALL, asked));
  });

  test('every reason says that it is supposed', () => {
    for (const asked of SUPPOSED) for (const { reason } of [...run(ALL, asked).stops, ...run(ALL, asked).exposed]) expect(reason).toMatch(/^Supposed: .*\.$/);
  });
});
