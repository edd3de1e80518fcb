import { SEVERITIES, type Severity } from '../model/entity.ts';
import type { Layer } from '../model/layer.ts';
import type { GateResult, Report, Verdict } from '../model/report.ts';
import type { UnknownPolicy } from './verdict.ts';

/** What must hold for the audit to pass. Everything is off unless asked for. */
export interface Gates {
  readonly failOn: Severity | null;
  readonly minLevel: readonly { readonly layer: Layer; readonly level: number }[];
  readonly failOnVerdict: Verdict | null;
  readonly maxRisk: number | null;
  readonly unknown: UnknownPolicy;
}

const VERDICT_ORDER: Readonly<Record<Verdict, number>> = { none: 0, sovereign: 1, dependency: 2, access: 3 };

/** Results of the gates asked for. The same for every output format. */
export function gateResults(report: Pick<Report, 'findings' | 'layers' | 'verdict'>, gates: Gates): GateResult[] {
  const results: GateResult[] = [];
  if (gates.failOn !== null) results.push(severityGate(report, gates.failOn, gates.unknown));
  for (const { layer, level } of gates.minLevel) results.push(levelGate(report, layer, level, gates.unknown));
  if (gates.failOnVerdict !== null) {
    const seen = gates.unknown === 'worst' ? report.verdict.level : (report.verdict.range[0] ?? report.verdict.level);
    const passed = VERDICT_ORDER[seen] < VERDICT_ORDER[gates.failOnVerdict];
    results.push({
      gate: `fail-on-verdict ${gates.failOnVerdict}`,
      passed,
      message: passed ? `the verdict is ${seen}` : `the verdict is ${seen}; it must be better than ${gates.failOnVerdict}`,
    });
  }
  if (gates.maxRisk !== null) {
    const passed = report.verdict.riskIndex <= gates.maxRisk;
    results.push({ gate: `max-risk ${gates.maxRisk}`, passed, message: `the risk index is ${report.verdict.riskIndex}, the limit is ${gates.maxRisk}` });
  }
  return results;
}

function severityGate(report: Pick<Report, 'findings' | 'layers'>, failOn: Severity, unknown: UnknownPolicy): GateResult {
  const limit = SEVERITIES.indexOf(failOn);
  const uncertain = new Set(
    unknown === 'worst' ? [] : report.layers.filter(({ level, floor }) => level.low < floor && level.high >= floor).map(({ layer }) => layer),
  );
  const failing = report.findings.filter(({ severity, status, layer }) => status === 'new' && SEVERITIES.indexOf(severity) <= limit && !uncertain.has(layer));
  const passed = failing.length === 0;
  const message = passed
    ? `no new finding of severity ${failOn} or worse`
    : `${failing.length} new ${failing.length === 1 ? 'finding' : 'findings'} of severity ${failOn} or worse`;
  return { gate: `fail-on ${failOn}`, passed, message };
}

function levelGate(report: Pick<Report, 'layers'>, layer: Layer, level: number, unknown: UnknownPolicy): GateResult {
  const found = report.layers.find((entry) => entry.layer === layer);
  const range = found?.level ?? { low: 4, high: 4 };
  const unsure = range.low !== range.high;
  const seen = unknown === 'worst' ? range.low : range.high;
  const passed = seen >= level || (unknown === 'ignore' && unsure);
  const shown = unsure ? `${range.low}-${range.high}` : String(range.low);
  return { gate: `min-level ${layer}=${level}`, passed, message: `the ${layer} layer is at level ${shown}, ${level} is asked for` };
}
