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
    expect(remedies({ minLevel: [{ layer: 'cloud', level: 2 }] }, report({ layers: [layer(1, 3)] }))[0]).toContain('--unknown best');
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

  test('of a rule win over those of its layer', () => {
    const gates = { failOnLayer: [{ layer: 'cloud', severity: 'high' }], failOnRule: [{ rule: 'cloud/foreign-operator', severity: null }] } as const;
    expect(passed(gates, finding('critical'))).toEqual(['fail-on cloud=high true']);
  });

  test('findings below the confidence asked for never fail', () => {
    expect(passed({ failOn: 'high', minConfidence: 'high' }, finding('critical', { confidence: 'medium' }))).toEqual(['fail-on high true']);
    expect(passed({ failOn: 'high', minConfidence: 'medium' }, finding('critical', { confidence: 'medium' }))).toEqual(['fail-on high false']);
  });
});
