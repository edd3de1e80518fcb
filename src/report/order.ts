import type { Report } from '../model/report.ts';
import { comparePlaces, compareText, firstOf } from './select.ts';

interface Placed {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly value: string;
}

/** The report with its evidence and references in the order that is published, so that every format is the same from an audit and from its JSON. */
export function ordered(report: Report): Report {
  return {
    ...report,
    usages: report.usages.map((usage) => ({ ...usage, evidence: primaryFirst(usage.evidence) })),
    components: report.components.map((component) => ({ ...component, evidence: sortedEvidence(component.evidence) })),
    findings: report.findings.map((finding) => ({ ...finding, usages: [...finding.usages].sort(compareText), evidence: primaryFirst(finding.evidence) })),
  };
}

/** The first entry is the place to look at; only the others are sorted. */
export function primaryFirst<T extends Placed>(entries: readonly T[]): T[] {
  return [...entries.slice(0, 1), ...sortedEvidence(entries.slice(1))];
}

/** By place, kind and value. */
export function sortedEvidence<T extends Placed>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => firstOf(comparePlaces(a, b), compareText(a.kind, b.kind), compareText(a.value, b.value)));
}
