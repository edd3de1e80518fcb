import { describe, expect, test } from 'vitest';
import { type Gates, gateResults } from '../../src/evaluate/gate.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { LayerReport, Report } from '../../src/model/report.ts';

const OFF: Gates = { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' };
const finding = (severity: Finding['severity'], over: Partial<Finding> = {}): Finding => ({
  fingerprint: severity,
  rule: 'cloud/foreign-operator',
  subject: 'borealis@US',
  layer: 'cloud',
  severity,
  confidence: 'high',
  status: 'new',
  was: null,
  suppression: null,
  lineHash: null,
  message: '',
  remediation: '',
  usages: [],
  evidence: [],
  facts: [],
  ...over,
});
const layer = (low: number, high: number): LayerReport => ({
  layer: 'cloud',
  level: { low, high },
  floor: 2,
  missing: low < 2,
  facts: [],
  question: '',
  answer: '',
  row: 'L0',
  usage: null,
  findings: [],
});
const report = (parts: { findings?: Finding[]; layers?: LayerReport[]; verdict?: Partial<Report['verdict']> } = {}) => ({
  findings: parts.findings ?? [],
  layers: parts.layers ?? [layer(2, 2)],
  verdict: {
    level: 'dependency',
    range: ['dependency'],
    missingLayers: [],
    riskIndex: 50,
    riskTerms: {},
    restriction: 'none',
    revocability: 'R3',
    unknowns: 0,
    ...parts.verdict,
  } as unknown as Report['verdict'],
});
const passes = (gates: Partial<Gates>, given: ReturnType<typeof report>): boolean => gateResults(given, { ...OFF, ...gates }).every(({ passed }) => passed);

test('nothing is gated unless asked for', () => {
  expect(gateResults(report({ findings: [finding('critical')] }), OFF)).toEqual([]);
});

describe('--fail-on', () => {
  test('fails at its severity and worse', () => {
    expect([
      passes({ failOn: 'high' }, report({ findings: [finding('high')] })),
      passes({ failOn: 'high' }, report({ findings: [finding('medium')] })),
    ]).toEqual([false, true]);
  });

  test('counts new findings only', () => {
    expect(passes({ failOn: 'high' }, report({ findings: [finding('critical', { status: 'baseline' }), finding('high', { status: 'suppressed' })] }))).toBe(
      true,
    );
  });

  test('with --unknown best leaves out a layer whose range reaches its floor', () => {
    const given = report({ findings: [finding('medium')], layers: [layer(0, 3)] });
    expect([passes({ failOn: 'medium' }, given), passes({ failOn: 'medium', unknown: 'best' }, given)]).toEqual([false, true]);
  });

  test.each([
    ['the high end is the floor itself', layer(0, 2), true],
    ['the whole range is below the floor', layer(0, 1), false],
    ['the low end is at the floor already', layer(2, 4), false],
  ])('with --unknown best a finding is left out only where the unknown decides: %s', (_, of, passed) => {
    expect(passes({ failOn: 'medium', unknown: 'best' }, report({ findings: [finding('medium')], layers: [of] }))).toBe(passed);
  });

  test('says how many there are, of one and of several', () => {
    const message = (...findings: Finding[]) => gateResults(report({ findings }), { ...OFF, failOn: 'high' })[0]?.message;
    expect([message(), message(finding('critical')), message(finding('critical'), finding('high'))]).toEqual([
      'no new finding of severity high or worse',
      '1 new finding of severity high or worse',
      '2 new findings of severity high or worse',
    ]);
  });
});

describe('--min-level', () => {
  const gate = { minLevel: [{ layer: 'cloud' as const, level: 2 }] };

  test('takes the low end of a range', () => {
    expect(passes(gate, report({ layers: [layer(1, 3)] }))).toBe(false);
  });

  test('takes the high end with --unknown best', () => {
    expect(passes({ ...gate, unknown: 'best' }, report({ layers: [layer(1, 3)] }))).toBe(true);
  });

  test('with --unknown ignore a range never fails, a certain level still does', () => {
    expect([
      passes({ ...gate, unknown: 'ignore' }, report({ layers: [layer(0, 1)] })),
      passes({ ...gate, unknown: 'ignore' }, report({ layers: [layer(1, 1)] })),
    ]).toEqual([true, false]);
  });

  test('is met at the level itself', () => {
    expect(passes(gate, report({ layers: [layer(2, 2)] }))).toBe(true);
  });

  test('looks at the layer it names, whatever the others are', () => {
    const data = { ...layer(0, 0), layer: 'data' as const };
    expect([
      passes(gate, report({ layers: [data, layer(2, 2)] })),
      passes(gate, report({ layers: [{ ...data, level: { low: 4, high: 4 } }, layer(1, 1)] })),
    ]).toEqual([true, false]);
  });

  test('holds for a layer that nothing was said of', () => {
    expect(gateResults(report({ layers: [] }), { ...OFF, ...gate })).toEqual([
      { gate: 'min-level cloud=2', passed: true, message: 'the cloud layer is at level 4, 2 is asked for', remedy: null },
    ]);
  });

  test('shows both ends of a range', () => {
    expect(gateResults(report({ layers: [layer(1, 3)] }), { ...OFF, ...gate })[0]?.message).toBe('the cloud layer is at level 1-3, 2 is asked for');
  });
});

describe('--fail-on-verdict', () => {
  test('fails at this verdict and worse', () => {
    const at = (level: string) => passes({ failOnVerdict: 'dependency' }, report({ verdict: { level, range: [level] } as never }));
    expect([at('none'), at('sovereign'), at('dependency'), at('access')]).toEqual([true, true, false, false]);
  });

  test('judges the worst verdict the unknowns allow, unless told otherwise', () => {
    const given = report({ verdict: { level: 'access', range: ['dependency', 'access'] } });
    expect([passes({ failOnVerdict: 'access' }, given), passes({ failOnVerdict: 'access', unknown: 'best' }, given)]).toEqual([false, true]);
  });
});

test('every gate is named as it was asked for, and says what was seen', () => {
  const given = report({ verdict: { riskIndex: 12 } });
  const gates: Gates = { ...OFF, failOn: 'low', failOnVerdict: 'access', maxRisk: 60 };
  expect(gateResults(given, gates).map(({ gate, message }) => `${gate}: ${message}`)).toEqual([
    'fail-on low: no new finding of severity low or worse',
    'fail-on-verdict access: the verdict is dependency',
    'max-risk 60: the risk index is 12, the limit is 60',
  ]);
  expect(gateResults(given, { ...OFF, failOnVerdict: 'dependency' })[0]?.message).toBe('the verdict is dependency; it must be better than dependency');
});

test('--max-risk fails above the limit, not at it', () => {
  expect([passes({ maxRisk: 50 }, report()), passes({ maxRisk: 49 }, report())]).toEqual([true, false]);
});

describe('a failed gate says what would make it pass', () => {
  const remedies = (gates: Partial<Gates>, given: ReturnType<typeof report>) => gateResults(given, { ...OFF, ...gates }).map(({ remedy }) => remedy);
  const place = { path: 'app/llm.py', line: 3, column: 1 } as Finding['evidence'][number];

  test('by the findings in its way, with their place and what they were known as', () => {
    const given = report({ findings: [finding('high', { evidence: [place], was: 'medium' }), ...Array.from({ length: 4 }, () => finding('high'))] });
    expect(remedies({ failOn: 'high' }, given)[0]).toBe(
      'resolve, or suppress with a reason: cloud/foreign-operator (app/llm.py:3), known as medium; cloud/foreign-operator; cloud/foreign-operator; and 2 more',
    );
  });

  test('by the level that is missing, and by what is unknown where that may be enough', () => {
    expect(remedies({ minLevel: [{ layer: 'cloud', level: 2 }] }, report({ layers: [{ ...layer(1, 1), answer: 'Runs abroad.' }] }))).toEqual([
      'bring the weakest usage to level 2, or replace it: Runs abroad.',
    ]);
    const unknown = (of: LayerReport) => remedies({ minLevel: [{ layer: 'cloud', level: 2 }] }, report({ layers: [of] }))[0]?.includes('--unknown best');
    expect([unknown(layer(1, 3)), unknown(layer(1, 2)), unknown(layer(0, 1))]).toEqual([true, true, false]);
  });

  test('by the place of the usage that decides the level', () => {
    const usages = [
      { id: 'u-1', evidence: [{ ...place, path: 'app/other.py' }] },
      { id: 'u-2', evidence: [place] },
      { id: 'u-3', evidence: [] },
    ] as unknown as Report['usages'];
    const asked = (usage: string) =>
      remedies({ minLevel: [{ layer: 'cloud', level: 2 }] }, { ...report({ layers: [{ ...layer(1, 1), usage }] }), usages } as never)[0];
    expect([asked('u-2'), asked('u-3')]).toEqual([
      'bring the usage at app/llm.py:3 to level 2, or replace it: ',
      'bring the weakest usage to level 2, or replace it: ',
    ]);
  });

  test('names no more than there is where there are three findings', () => {
    const three = report({ findings: [finding('high'), finding('high'), finding('high')] });
    expect(remedies({ failOn: 'high' }, three)[0]).toBe(
      'resolve, or suppress with a reason: cloud/foreign-operator; cloud/foreign-operator; cloud/foreign-operator',
    );
  });

  test('by every missing layer where one is too many, and only by those', () => {
    const given = report({ verdict: { level: 'dependency', range: ['dependency'] }, layers: [layer(1, 3), { ...layer(2, 2), layer: 'data' }] });
    expect(remedies({ failOnVerdict: 'dependency' }, given)).toEqual(['bring every one of these to their floor: cloud (at 1, floor 2)']);
  });

  test('leaves out what may be at its floor when unknowns count as the best', () => {
    const given = report({ verdict: { level: 'dependency', range: ['dependency'] }, layers: [layer(1, 3), { ...layer(1, 1), layer: 'data' }] });
    expect(remedies({ failOnVerdict: 'dependency', unknown: 'best' }, given)).toEqual(['bring every one of these to their floor: data (at 1, floor 2)']);
  });

  test('by the layers that weigh most in the risk, heaviest first', () => {
    const given = report({ verdict: { riskIndex: 61, riskTerms: { model: 5, data: 20.5, compute: 10, cloud: 25.5 } as never } });
    expect(remedies({ maxRisk: 50 }, given)).toEqual(['11 points less; most come from cloud 25.5, data 20.5, compute 10']);
  });

  test('by the layers to bring to their floor', () => {
    const given = report({
      verdict: { level: 'access', range: ['access'] },
      layers: [layer(0, 0), { ...layer(1, 1), layer: 'data' }, { ...layer(1, 1), layer: 'model' }],
    });
    expect(remedies({ failOnVerdict: 'access' }, given)).toEqual([
      'bring 1 or more of these to their floor: cloud (at 0, floor 2), data (at 1, floor 2), model (at 1, floor 2)',
    ]);
  });

  test('and says nothing when it passes', () => {
    expect(remedies({ failOn: 'high', maxRisk: 99 }, report())).toEqual([null, null]);
  });
});

describe('gates of a layer or a rule', () => {
  const passed = (gates: Partial<Gates>, ...findings: Finding[]) =>
    gateResults(report({ findings }), { ...OFF, ...gates }).map(({ gate, passed }) => `${gate} ${passed}`);

  test('take their findings out of the general gate', () => {
    expect(passed({ failOn: 'high', failOnLayer: [{ layer: 'cloud', severity: 'critical' }] }, finding('high'))).toEqual([
      'fail-on high true',
      'fail-on cloud=critical true',
    ]);
  });

  test('judge only the findings of their layer, at their own severity', () => {
    const gates = { failOnLayer: [{ layer: 'cloud', severity: 'medium' }] } as const;
    expect([passed(gates, finding('medium')), passed(gates, finding('critical', { layer: 'data', rule: 'data/outside-home' }))]).toEqual([
      ['fail-on cloud=medium false'],
      ['fail-on cloud=medium true'],
    ]);
  });

  test('judge only the findings of their rule, at its own severity', () => {
    const gates = { failOnRule: [{ rule: 'cloud/foreign-operator', severity: 'medium' }] } as const;
    expect([passed(gates, finding('medium')), passed(gates, finding('low')), passed(gates, finding('critical', { rule: 'cloud/other' }))]).toEqual([
      ['fail-on cloud/foreign-operator=medium false'],
      ['fail-on cloud/foreign-operator=medium true'],
      ['fail-on cloud/foreign-operator=medium true'],
    ]);
  });

  test('of a layer that never fails take its findings out and show no gate', () => {
    expect(passed({ failOn: 'low', failOnLayer: [{ layer: 'cloud', severity: null }] }, finding('critical'))).toEqual(['fail-on low true']);
  });

  test('say of what they found nothing', () => {
    const gates: Gates = { ...OFF, failOnLayer: [{ layer: 'data', severity: 'high' }], failOnRule: [{ rule: 'model/x', severity: 'low' }] };
    expect(gateResults(report(), gates).map(({ message }) => message)).toEqual([
      'no new finding of severity high or worse in the data layer',
      'no new finding of severity low or worse of model/x',
    ]);
  });

  test('of a rule win over those of its layer', () => {
    const gates = { failOnLayer: [{ layer: 'cloud', severity: 'high' }], failOnRule: [{ rule: 'cloud/foreign-operator', severity: null }] } as const;
    expect(passed(gates, finding('critical'))).toEqual(['fail-on cloud=high true']);
  });

  test('findings below the confidence asked for never fail', () => {
    expect(passed({ failOn: 'high', minConfidence: 'high' }, finding('critical', { confidence: 'medium' }))).toEqual(['fail-on high true']);
    expect(passed({ failOn: 'high', minConfidence: 'medium' }, finding('critical', { confidence: 'medium' }))).toEqual(['fail-on high false']);
  });
});
