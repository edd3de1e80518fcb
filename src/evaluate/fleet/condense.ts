/** A report -> a fleet of one repository: what can be added and judged again, without evidence, texts and facts. Pure. */
import { SEVERITIES, type Severity } from '../../model/entity.ts';
import type { CondensableReport, CondensableUsage, Fleet, FleetConditions, FleetEntry, FleetOccurrence, SharedUsage } from '../../model/fleet.ts';
import { LAYERS, type Layer } from '../../model/layer.ts';
import type { Restriction } from '../../model/usage.ts';
import { identified } from './identified.ts';

/** The fleet of one report. `fallbackName` is what to call a repository whose report does not say which it is. */
export function condense(report: CondensableReport, fallbackName: string): Fleet {
  const conditions = identified(conditionsOf(report));
  const shared = report.usages.map((usage) => identified(sharedOf(usage)));
  const decides = deciding(report);
  const occurrences = report.usages.map((usage, at): FleetOccurrence => {
    const [first] = usage.evidence;
    const place = first === undefined ? null : { path: first.path, line: first.line };
    return { usage: shared[at]?.id ?? '', id: usage.id, place, fallbackGroup: usage.fallbackGroup, decides: decides(usage) };
  });
  const entry = identified(entryOf(report, fallbackName, conditions.id, occurrences));
  return { conditions: [conditions], usages: byId(new Map(shared.map((usage) => [usage.id, usage])).values()), entries: [entry], leftOut: [] };
}

function byId<T extends { readonly id: string }>(items: Iterable<T>): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function conditionsOf({ tool, knowledge, audit, layers }: CondensableReport): Omit<FleetConditions, 'id'> {
  return {
    tool: tool.version,
    knowledge: knowledge.version,
    customRules: [
      ...new Set([...knowledge.customRules.map(({ id }) => id), ...(knowledge.packs ?? []).map(({ name, version }) => `${name}@${version ?? ''}`)]),
    ].sort(),
    profile: audit.profile,
    profileName: audit.profileName,
    profileScope: audit.profileScope,
    floors: perLayer((layer) => layers.find((entry) => entry.layer === layer)?.floor ?? 0),
    scopes: [...audit.scopes].sort(),
    asOf: audit.asOf,
  };
}

function sharedOf(usage: CondensableUsage): Omit<SharedUsage, 'id'> {
  const { purpose, scope, sdk, service, model, endpoint, endpointBasis, dynamicModel, confidence, route, configurable, weights, keepsState, accelerators } =
    usage;
  const rest = { ...(keepsState !== undefined && { keepsState }), ...(accelerators && { accelerators }) };
  return { purpose, scope, sdk, service, model, endpoint, endpointBasis, dynamicModel, confidence, route, configurable, weights, ...rest };
}

/** Those that decide, as in an audit: of the judged scopes; mentions only when there is nothing better. */
function deciding({ usages, audit }: CondensableReport): (usage: CondensableUsage) => boolean {
  const judged = (usage: CondensableUsage): boolean => audit.scopes.includes(usage.scope);
  const anySure = usages.some((usage) => judged(usage) && usage.confidence !== 'low');
  return (usage) => judged(usage) && (!anySure || usage.confidence !== 'low');
}

function entryOf(report: CondensableReport, fallbackName: string, conditions: string, occurrences: readonly FleetOccurrence[]): Omit<FleetEntry, 'id'> {
  const { audit, verdict, resilience, layers } = report;
  const open = report.findings.filter(({ status }) => status !== 'suppressed');
  const { level, range, missingLayers, riskIndex, restriction, revocability, unknowns } = verdict;
  return {
    ...(audit.repository ?? { name: fallbackName, folder: '', from: 'file' }),
    revision: audit.revision,
    conditions,
    verdict: { level, range, missingLayers, riskIndex, restriction, revocability, unknowns },
    levels: perLayer((layer) => layers.find((entry) => entry.layer === layer)?.level ?? { low: 4, high: 4 }),
    callPaths: resilience.productionUsages,
    controllers: resilience.controllers,
    rules: rulesOf(open),
    findings: Object.fromEntries(SEVERITIES.map((severity) => [severity, open.filter((finding) => finding.severity === severity).length])) as Record<
      Severity,
      number
    >,
    suppressed: report.findings.length - open.length,
    restrictions: restrictionsOf(report),
    failedGates: report.gates
      .filter(({ passed }) => !passed)
      .map(({ gate }) => gate)
      .sort(),
    files: report.coverage.files,
    read: report.coverage.read,
    diagnostics: report.diagnostics.length,
    declared: isDeclared(report),
    occurrences,
  };
}

/** Each rule with its worst severity. */
function rulesOf(findings: CondensableReport['findings']): FleetEntry['rules'] {
  const rules = new Map<string, FleetEntry['rules'][number]>();
  for (const { rule, severity } of findings) {
    const known = rules.get(rule);
    const worse = known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known.severity);
    rules.set(rule, { rule, severity: worse ? severity : known.severity, findings: (known?.findings ?? 0) + 1 });
  }
  return [...rules.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** By event or regime and level: how many call paths that decide it is about. */
function restrictionsOf(report: CondensableReport): FleetEntry['restrictions'] {
  const decides = deciding(report);
  const counts = new Map<string, { by: string; level: Restriction['level']; callPaths: number }>();
  for (const usage of report.usages) {
    if (!decides(usage)) continue;
    const own = new Map(usage.restrictions.filter(({ level }) => level !== 'none').map(({ by, level }) => [`${level} ${by}`, { by, level }]));
    for (const [key, restriction] of own) counts.set(key, { ...restriction, callPaths: (counts.get(key)?.callPaths ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, restriction]) => restriction);
}

function isDeclared({ layers, usages }: CondensableReport): boolean {
  const says = (facts: readonly { readonly basis: string }[]): boolean => facts.some(({ basis }) => basis === 'declared');
  return layers.some(({ facts }) => says(facts)) || usages.some((usage) => LAYERS.some((layer) => says(usage.layers[layer].facts)));
}

function perLayer<T>(value: (layer: Layer) => T): Record<Layer, T> {
  return Object.fromEntries(LAYERS.map((layer) => [layer, value(layer)])) as Record<Layer, T>;
}
