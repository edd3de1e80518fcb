/** The compute layer of what one runs oneself: whose accelerators it needs, declared, shown or left open, and what exports of them need. */
import { describe, expect, test } from 'vitest';
import { NOTHING_DECLARED } from '../../src/evaluate/declared.ts';
import { ownCompute } from '../../src/evaluate/layers/own-compute.ts';
import type { Reading } from '../../src/evaluate/layers/table.ts';
import { perspective } from '../../src/evaluate/perspective.ts';
import type { Accelerator, ExportRow, Regime } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { FactRef, Usage } from '../../src/model/usage.ts';
import { fact, INDEX, policy, usage } from '../support/judgement.ts';

const SOURCE = { basis: 'read', title: 'Gazette', url: null, asOf: '2026-02-02', quote: null } as const;
const body = (id: string, name: string, country: string | null, seat = country) => ({
  id,
  name,
  seat: fact(seat),
  controller: fact(country),
  parent: fact<string>(null),
});
const chip = (id: string, vendor: string | null, over: Partial<Accelerator> = {}): Accelerator =>
  ({ id, name: `Chip ${id}`, vendor: fact(vendor), line: null, designedIn: fact<string>(null), export: [], ...over }) as unknown as Accelerator;
const row = (needs: ExportRow['needs'], over: Partial<ExportRow> = {}): ExportRow => ({
  home: ['EU'],
  needs,
  regimes: [],
  events: [],
  note: null,
  source: SOURCE,
  ...over,
});
const regime = (id: string, over: Partial<Regime>): Regime =>
  ({ id, name: `Rule ${id}`, cite: `§ ${id}`, jurisdiction: 'US', from: null, to: null, accelerators: [], source: SOURCE, ...over }) as unknown as Regime;
const licensed = (id: string, makers: readonly string[], over: Partial<Regime['accelerators'][number]> = {}, jurisdiction = 'US') =>
  regime(id, { jurisdiction, accelerators: [{ makers, homes: ['EU'], from: '2025-01-01', to: null, source: SOURCE, ...over }] });

function world(chips: readonly Accelerator[], regimes: readonly Regime[] = []): Index {
  const bodies = [
    body('granite', 'Granite', 'US'),
    body('basalt', 'Basalt', 'US'),
    body('amber', 'Amber', 'TW'),
    body('seine', 'Seine', 'FR'),
    body('drift', 'Drift', null),
    body('loire', 'Loire', null, 'FR'),
  ];
  return {
    ...INDEX,
    organizations: new Map([...INDEX.organizations, ...bodies.map((one) => [one.id, one] as const)]),
    accelerators: new Map(chips.map((one) => [one.id, one])),
    regimes: new Map(regimes.map((one) => [one.id, one])),
  } as unknown as Index;
}

interface Given {
  readonly chips?: readonly Accelerator[];
  readonly regimes?: readonly Regime[];
  /** Accelerators of the usage, by id; all of `chips` unless given. */
  readonly ids?: readonly string[];
  readonly elsewhere?: boolean;
  /** Makers declared for the machines. */
  readonly declared?: readonly string[];
  readonly asOf?: string;
  readonly home?: readonly string[];
  readonly self?: boolean;
}

const known: FactRef = { claim: 'what the caller knows', source: null, basis: 'observed', asOf: null };

/** Readings as `level row | reason | claims`. */
function read(given: Given): string[] {
  return readings(given).map(({ level, row: at, reason, facts }) => [`${level} ${at}`, reason, ...facts.map(({ claim }) => claim)].join(' | '));
}

function readings({
  chips = [],
  regimes = [],
  ids = chips.map(({ id }) => id),
  elsewhere = false,
  declared,
  asOf = '2026-11-22',
  home = ['EU'],
  self = true,
}: Given): readonly Reading[] {
  const index = world(chips, regimes);
  const hosting =
    declared === undefined
      ? null
      : { line: 1, column: 1, folder: null, place: 'FR', operator: { kind: 'self' as const }, accelerators: declared, expires: null };
  const view = perspective(index, policy(home), null, asOf, { ...NOTHING_DECLARED, hosting: () => hosting });
  const of: Usage = usage({ route: 'self-hosted', ...(chips.length > 0 && { accelerators: { ids, elsewhere } }) });
  const scenario = { self, homeOperator: true, controller: null, place: 'premises', assumption: null };
  return ownCompute(of, index, view, scenario, [known]);
}
const levels = (given: Given): string[] => read(given).map((line) => line.split(' | ')[0] ?? '');

describe('nothing declared and nothing shown', () => {
  test('is one foreign maker, or a processor that will do', () => {
    expect(read({})).toEqual([
      '2 C2 | You run it yourself; which accelerators it needs is not shown here. | what the caller knows',
      '3 C3 | You run it yourself. | what the caller knows',
    ]);
  });

  test('is worse where the makers that anybody licenses need a license', () => {
    expect(read({ regimes: [licensed('alpha', ['basalt'])] })).toEqual([
      '1 C1 | You run it yourself; which accelerators it needs is not shown here. Advanced accelerators of Basalt need an export license of US for EU. | what the caller knows | Rule alpha (§ alpha), since 2025-01-01',
      '3 C3 | You run it yourself. | what the caller knows',
    ]);
  });

  test.each<[string, Partial<Regime['accelerators'][number]>, string]>([
    ['from the day it begins', { from: '2026-11-22' }, '1 C1'],
    ['not before', { from: '2026-11-23' }, '2 C2'],
    ['not once it ended', { to: '2026-11-22' }, '2 C2'],
    ['until it ends', { to: '2026-11-23' }, '1 C1'],
    ['not for another home', { homes: ['CN'] }, '2 C2'],
    ['for one of several homes', { homes: ['CN', 'FR'] }, '1 C1'],
  ])('a license counts %s', (_, over, expected) => {
    expect(levels({ regimes: [licensed('alpha', ['basalt'], over)] })[0]).toBe(expected);
  });

  test('one that holds is found behind one that does not', () => {
    const over = read({ regimes: [licensed('past', ['amber'], { to: '2025-06-01' }), licensed('alpha', ['basalt'])] });
    expect(over[0]).toContain('accelerators of Basalt need');
  });

  test('on machines of somebody at home says whose they are', () => {
    expect(read({ self: false })[1]).toBe('3 C3 | You run it yourself on machines of Borealis at home. | what the caller knows');
  });
});

describe('makers that are declared', () => {
  test('none: a processor is enough', () => {
    expect(read({ declared: [] })).toEqual(['3 C3 | You run it yourself; a processor is enough. | what the caller knows']);
  });

  test('at home', () => {
    expect(read({ declared: ['seine'] })).toEqual([
      '4 C4 | You run it yourself, on accelerators of Seine, which is controlled from home. | what the caller knows | Seine is controlled from France',
    ]);
  });

  test('at home by its seat where nobody knows who controls it, and in no country where nobody knows that', () => {
    expect(levels({ declared: ['loire'] })).toEqual(['4 C4']);
    expect(read({ declared: ['drift'] })[0]).toContain('Drift is controlled from a country that is not known');
  });

  test('one abroad', () => {
    expect(read({ declared: ['granite'] })).toEqual([
      '2 C2 | You run it yourself, on accelerators of Granite alone; no license needed for EU is recorded. | what the caller knows | Granite is controlled from the US',
    ]);
  });

  test('one abroad and one at home', () => {
    expect(read({ declared: ['granite', 'seine'] })[0]).toBe(
      '3 C3 | You run it yourself, on accelerators of any of Granite and Seine. | what the caller knows | Granite is controlled from the US | Seine is controlled from France',
    );
  });

  test('one that the knowledge base does not have', () => {
    expect(read({ declared: ['pebble'] })[0]).toBe(
      '2 C2 | You run it yourself, on accelerators of pebble alone; no license needed for EU is recorded. | what the caller knows | pebble is not in the knowledge base',
    );
  });

  test('one whose export needs a license', () => {
    expect(read({ declared: ['granite'], regimes: [licensed('alpha', ['granite'])] })[0]).toBe(
      '1 C1 | You run it yourself, on accelerators of Granite. Advanced accelerators of Granite need an export license of US for EU. | what the caller knows | Granite is controlled from the US | Rule alpha (§ alpha), since 2025-01-01',
    );
  });

  test('several that one government licenses are one door to knock at, those of two are not', () => {
    const declared = ['granite', 'amber'];
    expect([
      levels({ declared, regimes: [licensed('alpha', declared)] }),
      levels({ declared, regimes: [licensed('alpha', ['granite']), licensed('beta', ['amber'])] }),
      levels({ declared, regimes: [licensed('alpha', ['granite']), licensed('beta', ['amber'], {}, 'TW')] }),
      levels({ declared, regimes: [licensed('alpha', ['amber'])] }),
    ]).toEqual([['1 C1'], ['1 C1'], ['3 C3'], ['3 C3']]);
  });

  test('count before what the repository shows', () => {
    expect(levels({ declared: ['seine'], chips: [chip('g1', 'granite')] })).toEqual(['4 C4']);
  });
});

describe('accelerators that are shown', () => {
  const g1 = chip('g1', 'granite');

  test('of one foreign vendor', () => {
    expect(read({ chips: [g1] })).toEqual([
      '2 C2 | You run it yourself; the only accelerators it is given are Chip g1, of one foreign vendor. | it is given: Chip g1 | Chip g1 is made by Granite | Granite is controlled from the US | what the caller knows',
    ]);
  });

  test('in another part of the repository', () => {
    expect(read({ chips: [g1], elsewhere: true })[0]).toContain('the only accelerators this repository shows are Chip g1');
  });

  test('of two vendors', () => {
    expect(read({ chips: [chip('z9', 'granite'), chip('a1', 'amber')] })[0]).toMatch(
      /^3 C3 \| You run it yourself; it is given accelerators of 2 vendors \(Chip a1, Chip z9\)\./,
    );
  });

  test('two of one vendor are one vendor', () => {
    expect(levels({ chips: [g1, chip('g2', 'granite')] })).toEqual(['2 C2']);
  });

  test('designed at home', () => {
    expect(read({ chips: [chip('s1', 'seine')] })[0]).toMatch(/^4 C4 \| You run it yourself, on accelerators designed at home \(Chip s1\)\./);
    expect(levels({ chips: [chip('s1', 'seine'), g1] })).toEqual(['3 C3']);
  });

  test('by a vendor nobody knows are designed where the chip is said to be', () => {
    expect([levels({ chips: [chip('x1', null, { designedIn: fact('FR') })] }), levels({ chips: [chip('x1', 'pebble', { designedIn: fact('FR') })] })]).toEqual([
      ['4 C4'],
      ['4 C4'],
    ]);
    expect(levels({ chips: [chip('x1', 'granite', { designedIn: fact('FR') })] })).toEqual(['2 C2']);
  });

  test('by a vendor of whom only the seat is known are designed there', () => {
    expect(read({ chips: [chip('l1', 'loire')] })[0]).toMatch(/^4 C4 .* \| Loire is controlled from France \|/);
  });

  test('by a vendor nobody knows are told without one', () => {
    expect(read({ chips: [chip('x1', 'pebble')] })[0]).toMatch(/\| it is given: Chip x1 \| what the caller knows$/);
  });

  test('a wider line says nothing where one of its chips is named', () => {
    const line = chip('g-line', 'granite', { export: [row('denial')] });
    expect([levels({ chips: [line] }), levels({ chips: [line, { ...g1, line: 'g-line' }] })]).toEqual([['0 C0'], ['2 C2']]);
  });

  test('nobody knows are as good as none', () => {
    expect(levels({ chips: [g1], ids: ['unheard-of'] })).toEqual(['2 C2', '3 C3']);
  });
});

describe('an export of what is shown', () => {
  const with_ = (...rows: ExportRow[]): Given => ({ chips: [chip('g1', 'granite', { export: rows })] });

  test('that needs a license is told with its law', () => {
    expect(read(with_(row('license', { regimes: ['alpha'], events: ['order-1'], note: 'above 100 units' })))).toEqual([
      '1 C1 | You run it yourself; the only accelerators it is given are Chip g1, and Chip g1 needs a license to reach EU. | Chip g1 to the EU: license (alpha, order-1); above 100 units | it is given: Chip g1 | Chip g1 is made by Granite | Granite is controlled from the US | what the caller knows',
    ]);
  });

  test('that is presumed denied is worse, and told without a law where none is named', () => {
    expect(read(with_(row('denial')))[0]).toMatch(/^0 C0 \| .* Chip g1 needs a license that is presumed denied to reach EU\. \| Chip g1 to the EU: denial \|/);
  });

  test('the strictest of several counts, in whatever order they stand', () => {
    const rows = [row('license'), row('denial'), row('notice')] as const;
    expect([levels(with_(...rows)), levels(with_(...[...rows].reverse()))]).toEqual([['0 C0'], ['0 C0']]);
  });

  test('of two chips the one that is harder to get counts', () => {
    const chips = [chip('g1', 'granite', { export: [row('license')] }), chip('g2', 'granite', { export: [row('denial')] })];
    expect(read({ chips })[0]).toContain('Chip g2 needs a license that is presumed denied');
    expect(read({ chips: [...chips].reverse() })[0]).toContain('Chip g2 needs a license that is presumed denied');
  });

  test('of two chips that are as hard to get the first is named', () => {
    const chips = ['g1', 'g2'].map((id) => chip(id, 'granite', { export: [row('license')] }));
    expect(read({ chips })[0]).toContain('and Chip g1 needs a license');
  });

  test('that needs a mere notice asks nobody, and one to another home is none', () => {
    expect([levels(with_(row('notice'))), levels(with_(row('license', { home: ['CN'] })))]).toEqual([['2 C2'], ['2 C2']]);
  });

  test('to several homes counts for one of them', () => {
    expect(read(with_(row('license', { home: ['CN', 'FR'] })))[0]).toContain('Chip g1 to China, France: license');
  });

  test.each<[string, Partial<Regime>[], string]>([
    ['a regime in force', [{ from: '2026-01-01' }], '1 C1'],
    ['a regime without dates', [{}], '1 C1'],
    ['a regime to come', [{ from: '2027-01-01' }], '2 C2'],
    ['a regime that ended', [{ from: '2020-01-01', to: '2026-11-22' }], '2 C2'],
    ['one that ended and one in force', [{ from: '2020-01-01', to: '2021-01-01' }, { from: '2026-01-01' }], '1 C1'],
  ])('rests on %s', (_, regimes, expected) => {
    const all = regimes.map((over, at) => regime(`r${at}`, over));
    expect(levels({ ...with_(row('license', { regimes: all.map(({ id }) => id) })), regimes: all })).toEqual([expected]);
  });

  test('whose regimes nobody knows still counts', () => {
    expect(levels(with_(row('license', { regimes: ['unheard-of'] })))).toEqual(['1 C1']);
  });
});

test('who makes them and who controls the maker is to be looked at again after a year', () => {
  const ages = (given: Given) => readings(given)[0]?.facts.map(({ maxAgeDays }) => maxAgeDays ?? null);
  expect([ages({ chips: [chip('g1', 'granite')] }), ages({ declared: ['granite'] })]).toEqual([
    [null, 365, 365, null],
    [null, 365],
  ]);
});
