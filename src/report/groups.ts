/** Findings by rule: what a reader sees first. Formats for programs keep every finding by itself. */
import { SEVERITIES } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { Report, UsageReport } from '../model/report.ts';
import { firstOf } from './select.ts';
import { count, severityCounts } from './words.ts';

/** The findings of one rule. `first` is the worst of them; the others follow in the order given. */
export interface FindingGroup {
  readonly rule: string;
  /** Title of the rule; empty where the report does not describe it. */
  readonly name: string;
  readonly first: Finding;
  readonly others: readonly Finding[];
  /** Call paths they are about. */
  readonly usages: number;
}

/** So few findings are read one by one. */
const FEW = 10;

/**
 * One group per rule, in the order of the rules' first findings; within one the worst, surest and most used comes first. Of ten findings or fewer
 * each is a group of its own: nothing is folded that fits on a page.
 */
export function groupsOf(findings: readonly Finding[], report: Report): FindingGroup[] {
  const members = findings.length <= FEW ? findings.map((finding): [string, Finding[]] => [finding.rule, [finding]]) : [...byRule(findings)];
  return members.flatMap(([rule, all]) => {
    const [first, ...others] = all.sort(compareMembers);
    if (first === undefined) return [];
    const usages = new Set(all.flatMap((finding) => finding.usages)).size;
    return [{ rule, name: report.rules.find(({ id }) => id === rule)?.name ?? '', first, others, usages }];
  });
}

function byRule(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group === undefined) groups.set(finding.rule, [finding]);
    else group.push(finding);
  }
  return groups;
}

const SURENESS: Readonly<Record<Finding['confidence'], number>> = { high: 0, medium: 1, low: 2 };

function compareMembers(a: Finding, b: Finding): number {
  return firstOf(
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
    SURENESS[a.confidence] - SURENESS[b.confidence],
    b.usages.length - a.usages.length,
  );
}

/** `48 high, 148 medium, 29 low, of 15 rules`; the rules only where findings are folded by them. */
export function findingCounts(findings: readonly Finding[]): string {
  const rules = new Set(findings.map(({ rule }) => rule)).size;
  const severities = severityCounts(findings);
  return findings.length <= FEW ? severities : `${severities}, of ${count(rules, 'rule')}`;
}

/** `32 findings at 54 call paths`; empty for a single finding. */
export function groupSize({ others, usages }: FindingGroup): string {
  if (others.length === 0) return '';
  const size = count(others.length + 1, 'finding');
  return usages === 0 ? size : `${size} at ${count(usages, 'call path')}`;
}

/** `and 31 more: 18 high, 10 medium, 3 low`, `and 2 more, low`; severities only where one differs from the first. Empty without others. */
export function othersWords({ first, others }: FindingGroup): string {
  if (others.length === 0) return '';
  const severities = new Set(others.map(({ severity }) => severity));
  const same = severities.size === 1;
  if (same && severities.has(first.severity)) return `and ${others.length} more`;
  return same ? `and ${others.length} more, ${[...severities].join('')}` : `and ${others.length} more: ${severityCounts(others)}`;
}

/** What the others are about, where it differs from the first: the models of the model and license layers, else the services. Each once, in order. */
export function othersAbout({ first, others }: FindingGroup, { usages }: Report): string[] {
  const byId = new Map(usages.map((usage) => [usage.id, usage]));
  const names = (finding: Finding): string[] => finding.usages.flatMap((id) => nameOf(byId.get(id), finding.layer) ?? []);
  const told = new Set(names(first));
  return [...new Set(others.flatMap(names))].filter((name) => !told.has(name));
}

function nameOf(usage: UsageReport | undefined, layer: Finding['layer']): string | null {
  const model = layer === 'model' || layer === 'license' ? (usage?.model?.name ?? null) : null;
  return model ?? usage?.service?.name ?? null;
}
