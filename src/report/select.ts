import { SEVERITIES } from '../model/entity.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { LayerReport, Report, UsageReport } from '../model/report.ts';

/** Plain code-unit order, for `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first comparison that decides; 0 when none does. */
export function firstOf(...comparisons: readonly number[]): number {
  return comparisons.find((comparison) => comparison !== 0) ?? 0;
}

/** What `place` needs to sort by: the start of a location. */
interface Start {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Order by path, line, column. */
export function comparePlaces(a: Start | undefined, b: Start | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return firstOf(compareText(a.path, b.path), a.line - b.line, a.column - b.column);
}

/** Worst first, then by layer, place and rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return firstOf(
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
    LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer),
    comparePlaces(a.evidence[0], b.evidence[0]),
    compareText(a.rule, b.rule),
    compareText(a.fingerprint, b.fingerprint),
  );
}

/** Findings that ask for attention, worst first: new ones, and no inventory (`info`). */
export function openFindings(report: Report): Finding[] {
  return report.findings.filter((finding) => finding.status === 'new' && finding.severity !== 'info').sort(compareFindings);
}

/** Where a finding stands: its first evidence, else (it is about the whole repository) that of its first usage that has some; else null. */
export function placeOf(finding: Finding, report: Report): Evidence | null {
  const own = finding.evidence[0];
  if (own !== undefined) return own;
  return report.usages.find((usage) => finding.usages.includes(usage.id) && usage.evidence.length > 0)?.evidence[0] ?? null;
}

/** Whether a layer is below its floor for certain, may be, or is not. */
export function layerState(layer: LayerReport): 'missing' | 'unclear' | 'present' {
  if (layer.level.high < layer.floor) return 'missing';
  return layer.level.low < layer.floor ? 'unclear' : 'present';
}

/** Layers of a usage that are below the floor even at their best, in layer order. */
export function missingLayers(usage: UsageReport, report: Report): Layer[] {
  return report.layers.filter(({ layer, floor }) => usage.layers[layer].high < floor).map(({ layer }) => layer);
}

/** Layers of a usage that are below the floor only at their worst, in layer order. */
export function unclearLayers(usage: UsageReport, report: Report): Layer[] {
  const below = ({ layer, floor }: LayerReport): boolean => usage.layers[layer].low < floor && usage.layers[layer].high >= floor;
  return report.layers.filter(below).map(({ layer }) => layer);
}

/** Usages of the scopes that were judged: call paths before mere mentions, worst first (most missing layers, lowest levels), then by id. */
export function judgedUsages(report: Report): UsageReport[] {
  const total = (usage: UsageReport): number => LAYERS.reduce((sum, layer) => sum + usage.layers[layer].low, 0);
  return report.usages
    .filter((usage) => report.audit.scopes.includes(usage.scope))
    .sort((a, b) =>
      firstOf(
        Number(a.confidence === 'low') - Number(b.confidence === 'low'),
        missingLayers(b, report).length - missingLayers(a, report).length,
        total(a) - total(b),
        compareText(a.id, b.id),
      ),
    );
}

/** Usages that were seen but not judged, by id. */
export function otherUsages(report: Report): UsageReport[] {
  return report.usages.filter((usage) => !report.audit.scopes.includes(usage.scope)).sort((a, b) => compareText(a.id, b.id));
}
