/** Fallback groups: the best member holds the layers of continuity, the weakest the layers of exposure. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import type { Judged } from '../../src/evaluate/judged.ts';
import { areIndependent, independentMembers, liftedBy, unitsOf } from '../../src/evaluate/units.ts';
import { layerReports } from '../../src/evaluate/verdict.ts';
import type { Layer } from '../../src/model/layer.ts';
import type { Usage } from '../../src/model/usage.ts';
import { INDEX, modelSide, ORGANIZATIONS, usage, view } from '../support/judgement.ts';

const judged = (one: Usage): Judged => ({ usage: one, assessment: assess(one, INDEX, view()) });
const level = (layer: Layer, ...usages: Usage[]): string => {
  const found = layerReports(usages.map(judged), INDEX, view()).find((entry) => entry.layer === layer);
  return `${found?.level.low} ${found?.row}`;
};

const foreign = usage({ id: 'foreign' });
const home = usage({ id: 'home', operator: 'lutece', model: modelSide('lutece/closed-2') });
const own = usage({ id: 'own', route: 'self-hosted', service: null, weights: 'held', model: modelSide('jade/open-4'), place: 'premises' });
const grouped = (...usages: Usage[]): Usage[] => usages.map((one) => ({ ...one, fallbackGroup: 'answers' }));
const hosted = {
  ...usage(),
  id: 'resold',
  service: { id: 'borealis-ireland', name: 'Resale', category: 'cloud-platform', operator: ORGANIZATIONS.lutece as never, observed: true },
};

describe('without a group', () => {
  test('the weakest usage decides', () => expect([level('model', foreign, own), level('deployment', foreign, own)]).toEqual(['1 M1', '1 P1']));
});

describe('in a group', () => {
  test('the model layer is that of its best member', () => expect(level('model', ...grouped(foreign, own))).toBe('3 M3'));
  test('the layers of exposure stay those of the weakest', () =>
    expect([level('data', ...grouped(foreign, own)), level('license', ...grouped(foreign, own))]).toEqual(['1 D1', '1 X1']));
  test('two independent controllers, one at home, hold deployment', () => expect(level('deployment', ...grouped(foreign, home))).toBe('3 P3'));
  test('two independent controllers abroad give one level less', () => {
    const chinese = usage({ id: 'chinese', operator: 'jade', model: modelSide('jade/open-4') });
    expect(level('deployment', ...grouped(foreign, chinese))).toBe('2 P2');
  });
  test('two calls of one controller stand in for nothing', () => expect(level('deployment', ...grouped(foreign, usage({ id: 'second' })))).toBe('1 P1'));
  test('two hosts of one closed model are not independent', () => expect(level('deployment', ...grouped(foreign, hosted))).toBe('1 P1'));
  test('an unknown operator is not shown to be independent', () => {
    const unknown = usage({ id: 'unknown', service: null, endpoint: null, endpointBasis: 'unknown' });
    expect(level('deployment', ...grouped(foreign, unknown))).toBe('1 P1');
  });
  test('a group holds only in its own scope', () => {
    expect(level('model', ...grouped(foreign, { ...own, scope: 'test' }))).toBe('1 M1');
  });
  test('another usage outside the group still decides', () => expect(level('model', ...grouped(foreign, own), usage({ id: 'alone' }))).toBe('1 M1'));
});

test("what is supposed to be cut off runs on nobody's machines where its stand-in runs on", () => {
  const cut = (one: Usage): Judged => {
    const { usage: of, assessment } = judged(one);
    const gone = { low: 0, high: 0, row: 'S0' };
    const layers = { ...assessment.layers, compute: { ...assessment.layers.compute, ...gone }, cloud: { ...assessment.layers.cloud, ...gone } };
    return { usage: of, assessment: { ...assessment, layers } };
  };
  const [first, second] = grouped(foreign, own) as [Usage, Usage];
  const cloud = (...all: Judged[]) => layerReports(all, INDEX, view()).find(({ layer }) => layer === 'cloud')?.level.low;
  expect([cloud(cut(first), judged(second)), cloud(cut(first))]).toEqual([4, 0]);
});

/** The one unit a group of these makes of a layer. */
const unit = (layer: Layer, ...usages: Usage[]) => {
  const units = unitsOf(grouped(...usages).map(judged), layer, INDEX, view());
  expect(units.length).toBe(1);
  return units[0] as (typeof units)[number];
};
const gone = (one: Usage): Judged => {
  const { usage: of, assessment } = judged(one);
  return { usage: of, assessment: { ...assessment, layers: { ...assessment.layers, model: { ...assessment.layers.model, low: 0, high: 0 } } } };
};
const cutOff = (one: Usage): Judged => {
  const { usage: of, assessment } = judged(one);
  const layers = { ...assessment.layers, deployment: { ...assessment.layers.deployment, low: 0, high: 0, row: 'S0' } };
  return { usage: of, assessment: { ...assessment, layers } };
};
const chinese = usage({ id: 'chinese', operator: 'jade', model: modelSide('jade/open-4') });
const dark = usage({ id: 'dark', service: null, endpoint: null, endpointBasis: 'unknown', model: null });

describe('what a group says of itself', () => {
  test('names the others that its best member stands in for, each name once', () => {
    const { usage: best, level: of } = unit('model', foreign, own, usage({ id: 'second' }), chinese);
    expect([best.id, of.reason]).toEqual([
      'own',
      'jade/open-4 (open weights, by Jade Labs (CN)) is held: it cannot be withdrawn. It stands in for borealis/closed-5, jade/open-4 in one fallback list.',
    ]);
  });

  test('does not name its best member among the others', () => {
    expect(unit('model', foreign, own).level.reason).toMatch(/It stands in for borealis\/closed-5 in one fallback list\.$/);
  });

  test('is lifted by independence in the deployment layer alone', () => {
    expect(level('model', ...grouped(foreign, usage({ id: 'closed', operator: 'jade', model: { ...modelSide('jade/open-4'), weights: 'closed' } })))).toBe(
      '1 M1',
    );
  });

  test('rests on what its best member rests on, and on the list', () => {
    const { facts } = unit('model', foreign, own).level;
    expect(facts.slice(0, -1)).toEqual(judged({ ...own, fallbackGroup: 'answers' }).assessment.layers.model.facts);
    expect(facts.at(-1)).toMatchObject({ claim: 'the code lists them as fallbacks: borealis/closed-5, jade/open-4', basis: 'observed' });
  });

  test('calls a member by its model, else its service, else its id', () => {
    const bare = usage({ id: 'bare', model: null, service: null });
    expect(unit('model', own, usage({ id: 'unnamed', model: null }), bare).level.facts.at(-1)?.claim).toBe(
      'the code lists them as fallbacks: jade/open-4, borealis API, bare',
    );
  });

  test('is at best what the best of its members may be', () => {
    const unsure = usage({
      id: 'unsure',
      model: { ...modelSide('jade/open-4'), id: null, developer: { id: null, name: 'x', country: null, controller: null } },
    });
    expect(unit('model', foreign, unsure).level).toMatchObject({ low: 1, high: 2 });
  });

  test('of two that are as low takes the one that may be better, and the first of equals', () => {
    const unsure = usage({ id: 'unsure', model: modelSide('borealis/unsure-1') });
    const best = (...usages: Usage[]) => unit('model', ...usages).usage.id;
    expect([best(foreign, unsure), best(unsure, foreign), best(foreign, { ...foreign, id: 'twin' })]).toEqual(['unsure', 'unsure', 'foreign']);
    expect(best(unsure, own)).toBe('own');
  });

  test('of one member alone is that member, word for word', () => {
    expect(unit('model', foreign).level).toEqual(judged(foreign).assessment.layers.model);
  });

  test('says who stands in for whom', () => {
    expect(unit('deployment', foreign, chinese).level).toMatchObject({ low: 2, row: 'P2' });
    const both = usage({ id: 'resold', operator: 'jade', model: modelSide('borealis/closed-5') });
    expect(unit('deployment', foreign, home).level.reason).toBe(
      'lutece/closed-2 and borealis/closed-5 stand in for each other, and no one controls both; lutece/closed-2 is at home or your own.',
    );
    expect(level('deployment', ...grouped(foreign, both))).toBe('1 P1');
  });

  test('is not worse than its best member on its own', () => {
    expect(unit('deployment', own, foreign).level).toMatchObject({ low: 3, row: 'P3' });
    expect(unit('deployment', own, foreign).level.reason).toMatch(/^Self-hosted with pinned weights/);
  });

  test('two closed models abroad that nobody controls both of are one level up', () => {
    const closed = usage({ id: 'closed', operator: 'jade', model: { ...modelSide('jade/open-4'), weights: 'closed' } });
    expect(unit('deployment', foreign, closed).level).toMatchObject({
      low: 2,
      high: 2,
      row: 'P2',
      reason: 'borealis/closed-5 and jade/open-4 stand in for each other, and no one controls both; none of them is at home.',
    });
  });
});

describe('members are independent', () => {
  const of = (...usages: Usage[]): boolean => areIndependent(usages.map(judged), INDEX);

  test.each<[string, readonly Usage[], boolean]>([
    ['of two controllers', [foreign, home], true],
    ['of one controller', [foreign, usage({ id: 'second' })], false],
    ['of one controller and a third of another', [foreign, usage({ id: 'second' }), home], true],
    ['where only one is known', [foreign, dark], false],
    ['where the known one stands behind the unknown', [dark, foreign], false],
    ['with a closed model nobody knows the maker of', [home, usage({ id: 'nameless', model: null })], false],
    ['with open weights at nobody known', [foreign, usage({ id: 'open', service: null, model: modelSide('jade/open-4') })], false],
    ['with open weights at another operator', [foreign, usage({ id: 'open', operator: 'jade', model: modelSide('lutece/open-2') })], true],
    ['with open weights of the maker of the other', [home, usage({ id: 'open', operator: 'jade', model: modelSide('lutece/open-2') })], true],
    ['with the same closed model behind another operator', [home, usage({ id: 'closed', operator: 'jade', model: modelSide('lutece/closed-2') })], false],
    ['on two machines of the own', [own, { ...own, id: 'own-2' }], true],
    ['on own machines, with the closed weights of the other', [foreign, { ...own, model: modelSide('borealis/closed-5') }], true],
    [
      'on own machines at the operator of the other',
      [foreign, usage({ id: 'rented', route: 'self-hosted', weights: 'held', model: modelSide('jade/open-4') })],
      false,
    ],
    [
      'on machines declared as the own and at an operator',
      [
        { ...own, service: { ...(foreign.service as NonNullable<Usage['service']>), operator: { id: 'self', name: 'you', country: null, controller: null } } },
        foreign,
      ],
      true,
    ],
  ])('%s', (_, usages, expected) => {
    expect(of(...usages)).toBe(expected);
  });

  test('on two machines that are declared as the own', () => {
    const service = { ...(foreign.service as NonNullable<Usage['service']>), operator: { id: 'self', name: 'you', country: null, controller: null } };
    expect(of({ ...own, service }, { ...own, id: 'own-2', service })).toBe(true);
  });

  test('only while they are there', () => {
    expect([areIndependent([judged(foreign), gone(home)], INDEX), areIndependent([judged(foreign), cutOff(home)], INDEX)]).toEqual([false, false]);
  });
});

describe('a stand-in at home', () => {
  test('counts by who controls its operator, not by where that has its seat', () => {
    const ireland = usage({
      id: 'ireland',
      model: modelSide('jade/open-4'),
      service: hosted.service && { ...hosted.service, operator: ORGANIZATIONS.subsidiary as never },
    });
    expect(level('deployment', ...grouped(foreign, ireland))).toBe('2 P2');
  });

  test('is also what one runs oneself', () => {
    expect(level('deployment', ...grouped(foreign, { ...own, weights: 'pulled' }))).toBe('3 P3');
  });

  test('counts only as one of the two that nobody controls both of', () => {
    const nameless = usage({ id: 'nameless', operator: 'lutece', model: null });
    const closed = usage({ id: 'closed', operator: 'jade', model: { ...modelSide('jade/open-4'), weights: 'closed' } });
    expect(level('deployment', ...grouped(foreign, closed, nameless))).toBe('2 P2');
  });

  test('counts wherever it stands in the list', () => {
    const closed = usage({ id: 'closed', operator: 'jade', model: { ...modelSide('jade/open-4'), weights: 'closed' } });
    expect(level('deployment', ...grouped(foreign, closed, home))).toBe('3 P3');
  });

  test('counts no more when it is gone', () => {
    const members = grouped(foreign, home) as [Usage, Usage];
    const units = unitsOf([judged(members[0]), gone(members[1])], 'deployment', INDEX, view());
    expect(units[0]?.level.row).toBe('P1');
  });
});

describe('how many are independent', () => {
  const count = (...usages: Usage[]) => independentMembers(usages.map(judged), INDEX);

  test.each<[string, readonly Usage[], number, number]>([
    ['one alone', [foreign], 1, 1],
    ['two of one controller', [foreign, usage({ id: 'second' })], 1, 1],
    ['two of two', [foreign, home], 2, 2],
    ['three, two of which have one controller', [foreign, usage({ id: 'second' }), home], 2, 2],
    ['three of three', [foreign, home, chinese], 3, 3],
    ['one that ties two others together', [hosted as Usage, foreign, home], 2, 2],
    ['one, and one nobody knows', [foreign, dark], 1, 2],
    ['one nobody knows', [dark], 1, 1],
    ['two, one of which has the closed model of the other', [foreign, hosted as Usage], 1, 1],
    ['two nobody knows', [dark, { ...dark, id: 'dark-2' }], 1, 2],
  ])('%s', (_, usages, low, high) => {
    expect(count(...usages)).toEqual({ low, high });
  });

  test('is counted to sixteen, and no further', () => {
    const many = Array.from({ length: 18 }, (_, at) => ({ ...own, id: `own-${at}` }));
    expect(count(...many).low).toBe(16);
  });
});

describe('what a group lifts', () => {
  const lifted = (...usages: Usage[]) =>
    [...liftedBy(usages.map(judged), INDEX, view())].map(([{ usage: of }, layers]) => `${of.id}: ${[...layers.keys()].join(' ')}`);

  test('is every member, in the layers where the group is at its floor', () => {
    expect(lifted(...grouped(foreign, own))).toEqual(['foreign: model deployment', 'own: model deployment']);
    expect(lifted(...grouped(foreign, chinese))).toEqual(['foreign: model deployment', 'chinese: model deployment']);
  });

  test('is nothing where the group stays below it, and nothing without a group', () => {
    expect([lifted(...grouped(foreign, usage({ id: 'second' }))), lifted(foreign, own)]).toEqual([[], []]);
  });
});

describe('what is cut off', () => {
  const stopped = (one: Usage): Judged => {
    const { usage: of, assessment } = judged(one);
    return {
      usage: of,
      assessment: { ...assessment, layers: { ...assessment.layers, compute: { ...assessment.layers.compute, low: 0, high: 0, row: 'S0' } } },
    };
  };
  const ids = (layer: Layer, ...all: Judged[]) => unitsOf(all, layer, INDEX, view()).map(({ usage: { id } }) => id);
  const [first, second] = grouped(foreign, own) as [Usage, Usage];

  test('needs no machines where its stand-in runs on, and still has its data and license', () => {
    expect((['compute', 'cloud', 'data', 'license'] as const).map((layer) => ids(layer, stopped(first), judged(second)))).toEqual([
      ['own'],
      ['own'],
      ['foreign', 'own'],
      ['foreign', 'own'],
    ]);
  });

  test('stays where its stand-in is cut off as well, stands elsewhere, or where there is none', () => {
    expect([
      ids('compute', stopped(first), stopped(second)),
      ids('compute', stopped(first), judged({ ...second, scope: 'test' })),
      ids('compute', stopped(foreign), judged(own)),
    ]).toEqual([
      ['foreign', 'own'],
      ['foreign', 'own'],
      ['foreign', 'own'],
    ]);
  });

  test('takes none of those that run on with it', () => {
    expect(ids('compute', judged(first), judged(second))).toEqual(['foreign', 'own']);
  });
});
