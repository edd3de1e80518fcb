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
