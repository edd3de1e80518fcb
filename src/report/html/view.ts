import type { Finding, RuleDescriptor } from '../../model/finding.ts';
import type { Report, UsageReport } from '../../model/report.ts';
import { compareFindings, compareText, judgedUsages, otherUsages } from '../select.ts';
import { type FlowMap, flowMap } from './flow.ts';

/** The report as the page shows it: lists in their order, and the anchors by which its parts refer to each other. */
export interface View {
  readonly report: Report;
  /** Judged scopes first, worst first. */
  readonly usages: readonly UsageReport[];
  /** New ones before accepted ones, worst first. */
  readonly findings: readonly Finding[];
  readonly usageAnchors: ReadonlyMap<string, string>;
  readonly findingsOfUsage: ReadonlyMap<string, readonly number[]>;
  readonly rules: readonly RuleDescriptor[];
  readonly ruleAnchors: ReadonlyMap<string, string>;
  readonly flow: FlowMap;
}

/** Everything that several sections need, once. Anchors are numbers of positions: no text of the repository becomes one. */
export function makeView(report: Report): View {
  const usages = [...judgedUsages(report), ...otherUsages(report)];
  const findings = [...report.findings].sort((a, b) => Number(a.status !== 'new') - Number(b.status !== 'new') || compareFindings(a, b));
  const findingsOfUsage = new Map<string, number[]>();
  for (const [index, finding] of findings.entries()) {
    for (const id of finding.usages) {
      const list = findingsOfUsage.get(id);
      if (list === undefined) findingsOfUsage.set(id, [index]);
      else list.push(index);
    }
  }
  const rules = [...report.rules].sort((a, b) => compareText(a.id, b.id));
  return {
    report,
    usages,
    findings,
    usageAnchors: new Map(usages.map(({ id }, index) => [id, `usage-${index + 1}`])),
    findingsOfUsage,
    rules,
    ruleAnchors: new Map(rules.map(({ id }, index) => [id, `rule-${index + 1}`])),
    flow: flowMap(report),
  };
}
