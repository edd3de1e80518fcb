import { type Confidence, SEVERITIES, type Severity } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { GateResult, LayerReport, Report, Verdict } from '../model/report.ts';
import type { UnknownPolicy } from './verdict.ts';

/** What must hold for the audit to pass. Everything is off unless asked for. */
export interface Gates {
  /** On a new finding of this severity or worse. */
  readonly failOn: Severity | null;
  /** Another severity for the findings of a layer, or of a rule; null: these never fail. The narrower one counts. */
  readonly failOnLayer?: readonly { readonly layer: Layer; readonly severity: Severity | null }[];
  readonly failOnRule?: readonly { readonly rule: string; readonly severity: Severity | null }[];
  /** Findings below it never fail. */
  readonly minConfidence?: Confidence;
  readonly minLevel: readonly { readonly layer: Layer; readonly level: number }[];
  readonly failOnVerdict: Verdict | null;
  readonly maxRisk: number | null;
  readonly unknown: UnknownPolicy;
}

type Gated = Pick<Report, 'findings' | 'layers' | 'verdict'> & { readonly usages?: Report['usages'] };

const VERDICT_ORDER: Readonly<Record<Verdict, number>> = { none: 0, sovereign: 1, dependency: 2, access: 3 };
const CONFIDENCE_ORDER: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };
/** Findings and usages named in what would make a gate pass. */
const NAMED = 3;

/** Results of the gates asked for. The same for every output format. */
export function gateResults(report: Gated, gates: Gates): GateResult[] {
  const results = severityGates(report, gates);
  for (const { layer, level } of gates.minLevel) results.push(levelGate(report, layer, level, gates.unknown));
  if (gates.failOnVerdict !== null) results.push(verdictGate(report, gates.failOnVerdict, gates.unknown));
  if (gates.maxRisk !== null) results.push(riskGate(report, gates.maxRisk));
  return results;
}

/** One gate for all findings, and one for each layer or rule that has its own. */
function severityGates(report: Gated, gates: Gates): GateResult[] {
  const { failOn, failOnLayer = [], failOnRule = [] } = gates;
  const ownRule = new Set(failOnRule.map(({ rule }) => rule));
  const ownLayer = new Set(failOnLayer.map(({ layer }) => layer));
  const fresh = candidates(report, gates);
  const rest = fresh.filter(({ rule, layer }) => !ownRule.has(rule) && !ownLayer.has(layer));
  const results = failOn === null ? [] : [severityGate(`fail-on ${failOn}`, '', rest, failOn)];
  for (const { layer, severity } of failOnLayer) {
    if (severity === null) continue;
    const own = fresh.filter((finding) => finding.layer === layer && !ownRule.has(finding.rule));
    results.push(severityGate(`fail-on ${layer}=${severity}`, ` in the ${layer} layer`, own, severity));
  }
  for (const { rule, severity } of failOnRule) {
    if (severity === null) continue;
    const own = fresh.filter((finding) => finding.rule === rule);
    results.push(severityGate(`fail-on ${rule}=${severity}`, ` of ${rule}`, own, severity));
  }
  return results;
}

/** New findings that are sure enough to fail a gate. */
function candidates({ findings, layers }: Gated, { unknown, minConfidence = 'low' }: Gates): Finding[] {
  const uncertain = new Set(unknown === 'worst' ? [] : layers.filter(({ level, floor }) => level.low < floor && level.high >= floor).map(({ layer }) => layer));
  return findings.filter(
    ({ status, layer, confidence }) => status === 'new' && !uncertain.has(layer) && CONFIDENCE_ORDER[confidence] >= CONFIDENCE_ORDER[minConfidence],
  );
}

function severityGate(gate: string, among: string, findings: readonly Finding[], failOn: Severity): GateResult {
  const failing = findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn));
  if (failing.length === 0) return { gate, passed: true, message: `no new finding of severity ${failOn} or worse${among}`, remedy: null };
  const noun = failing.length === 1 ? 'finding' : 'findings';
  const named = failing.slice(0, NAMED).map(where).join('; ');
  const more = failing.length > NAMED ? `; and ${failing.length - NAMED} more` : '';
  return {
    gate,
    passed: false,
    message: `${failing.length} new ${noun} of severity ${failOn} or worse${among}`,
    remedy: `resolve, or suppress with a reason: ${named}${more}`,
  };
}

function where({ rule, evidence, was }: Finding): string {
  const at = evidence[0];
  return `${rule}${at === undefined ? '' : ` (${at.path}:${at.line})`}${was === null ? '' : `, known as ${was}`}`;
}

function levelGate(report: Gated, layer: Layer, level: number, unknown: UnknownPolicy): GateResult {
  const found = report.layers.find((entry) => entry.layer === layer);
  const range = found?.level ?? { low: 4, high: 4 };
  const unsure = range.low !== range.high;
  const seen = unknown === 'worst' ? range.low : range.high;
  const passed = seen >= level || (unknown === 'ignore' && unsure);
  const shown = unsure ? `${range.low}-${range.high}` : String(range.low);
  const message = `the ${layer} layer is at level ${shown}, ${level} is asked for`;
  return { gate: `min-level ${layer}=${level}`, passed, message, remedy: passed ? null : raise(found, report, unsure && range.high >= level) };
}

/** The usage that decides a level is the one to change; a range is settled by what is not known. */
function raise(found: LayerReport | undefined, { usages = [] }: Gated, settle: boolean): string {
  const usage = usages.find(({ id }) => id === found?.usage);
  const at = usage?.evidence[0];
  const decided = at === undefined ? 'the weakest usage decides' : `the usage at ${at.path}:${at.line} decides`;
  return `${decided}: ${found?.answer ?? ''}${settle ? ' What is unknown here decides the rest; declare it, or use --unknown best.' : ''}`;
}

function verdictGate({ verdict, layers }: Gated, failOn: Verdict, unknown: UnknownPolicy): GateResult {
  const seen = unknown === 'worst' ? verdict.level : (verdict.range[0] ?? verdict.level);
  const passed = VERDICT_ORDER[seen] < VERDICT_ORDER[failOn];
  const missing = layers.filter(({ level, floor }) => (unknown === 'worst' ? level.low : level.high) < floor);
  // Up to two missing layers are a dependency.
  const spare = failOn === 'access' ? 2 : 0;
  const names = missing.map(({ layer, level, floor }) => `${layer} (at ${level.low}, floor ${floor})`).join(', ');
  return {
    gate: `fail-on-verdict ${failOn}`,
    passed,
    message: passed ? `the verdict is ${seen}` : `the verdict is ${seen}; it must be better than ${failOn}`,
    remedy: passed ? null : `bring ${spare === 0 ? 'every one' : `${missing.length - spare} or more`} of these to their floor: ${names}`,
  };
}

function riskGate({ verdict: { riskIndex, riskTerms } }: Gated, limit: number): GateResult {
  const passed = riskIndex <= limit;
  const terms = Object.entries(riskTerms)
    .sort(([, a], [, b]) => b - a)
    .slice(0, NAMED)
    .map(([layer, points]) => `${layer} ${points}`);
  return {
    gate: `max-risk ${limit}`,
    passed,
    message: `the risk index is ${riskIndex}, the limit is ${limit}`,
    remedy: passed ? null : `${riskIndex - limit} points less; most come from ${terms.join(', ')}`,
  };
}
