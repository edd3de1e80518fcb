/** Total orders over the entries of a fleet: which report of a repository counts, and which repository stands worst. */
import { SEVERITIES } from '../../model/entity.ts';
import type { FleetConditions, FleetEntry } from '../../model/fleet.ts';

const VERDICTS = ['none', 'sovereign', 'dependency', 'access'] as const;
const RESTRICTIONS = ['none', 'watch', 'conditional', 'prohibited'] as const;

/**
 * Whether the first of two reports of one repository counts. The later day does; then the newer knowledge, then the newer program. Reports tell
 * no time of day and commits no order, so of the rest the worse one counts: that a repository got better is seen a day later, never too early.
 */
export function isBetterKnown(a: FleetEntry, b: FleetEntry, conditions: ReadonlyMap<string, FleetConditions>): boolean {
  const [left, right] = [conditions.get(a.conditions), conditions.get(b.conditions)];
  const order =
    compare(left?.asOf ?? '', right?.asOf ?? '') ||
    compareVersions(left?.knowledge ?? '', right?.knowledge ?? '') ||
    compareVersions(left?.tool ?? '', right?.tool ?? '') ||
    -worseFirst(a, b) ||
    compare(a.id, b.id);
  return order > 0;
}

/** For `sort`: by verdict, missing layers, restriction, critical and high findings, risk index; then by name. */
export function worseFirst(a: FleetEntry, b: FleetEntry): number {
  return (
    VERDICTS.indexOf(b.verdict.level) - VERDICTS.indexOf(a.verdict.level) ||
    b.verdict.missingLayers.length - a.verdict.missingLayers.length ||
    RESTRICTIONS.indexOf(b.verdict.restriction) - RESTRICTIONS.indexOf(a.verdict.restriction) ||
    moreSevere(a, b) ||
    b.verdict.riskIndex - a.verdict.riskIndex ||
    compare(a.name, b.name) ||
    compare(a.folder, b.folder) ||
    compare(a.id, b.id)
  );
}

function moreSevere(a: FleetEntry, b: FleetEntry): number {
  for (const severity of SEVERITIES) {
    const difference = b.findings[severity] - a.findings[severity];
    if (severity !== 'info' && difference !== 0) return difference;
  }
  return 0;
}

/** Numbers in versions count as numbers: 0.10.0 is newer than 0.9.0. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(/[.+-]/), b.split(/[.+-]/)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x = '', y = ''] = [left[at], right[at]];
    const order = /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(x) - Number(y) : compare(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
