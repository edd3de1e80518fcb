import type { Component } from '../model/component.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Scope } from '../model/layer.ts';
import type { Report } from '../model/report.ts';
import type { JsonReport } from './schema.ts';

/**
 * A published report as the reporters take it. What is not published (to which entry of the knowledge base a piece of evidence points) is
 * not needed to render: every format gives the same text as right after the audit.
 */
export function fromJson(report: JsonReport): Report {
  return {
    ...report,
    usages: report.usages.map((usage) => ({ ...usage, evidence: usage.evidence.map((entry) => evidence(entry, usage.scope)) })),
    components: report.components.map(
      (component): Component => ({ ...component, evidence: component.evidence.map((entry) => evidence(entry, component.scope)) }),
    ),
    findings: report.findings.map((finding) => ({ ...finding, evidence: finding.evidence.map((entry) => evidence(entry, 'production')) })),
  };
}

function evidence(entry: JsonReport['usages'][number]['evidence'][number], scope: Scope): Evidence {
  return { ...entry, id: `${entry.path}:${entry.line}:${entry.column}`, subject: { kind: 'unknown', what: 'endpoint' }, scope };
}
