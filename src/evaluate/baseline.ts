/** Findings against what was known before: a baseline file, another revision. Pure. */
import { SEVERITIES } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { KnownFinding } from '../model/suppression.ts';
import { isBarred, isMeta } from './suppress.ts';

/** Findings with their status: known ones are `baseline` up to the severity they were known with, and `new` again once they are worse. */
export function compareWithKnown(findings: readonly Finding[], known: readonly KnownFinding[]): Finding[] {
  const severities = new Map<string, KnownFinding['severity']>();
  for (const { fingerprint, severity } of known) {
    const other = severities.get(fingerprint);
    if (other === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(other)) severities.set(fingerprint, severity);
  }
  return findings.map((finding) => {
    const was = severities.get(finding.fingerprint);
    if (was === undefined || finding.status === 'suppressed') return finding;
    return SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(was) ? { ...finding, was } : { ...finding, status: 'baseline' };
  });
}

/**
 * What a baseline of these findings holds: everything but what is suppressed, what a policy refuses by name (only a suppression with an approver
 * accepts that), and trouble with suppressions themselves.
 */
export function baselineEntries(findings: readonly Finding[]): KnownFinding[] {
  return findings
    .filter((finding) => finding.status !== 'suppressed' && !isBarred(finding) && !isMeta(finding))
    .map(({ fingerprint, rule, severity, subject }) => ({ fingerprint, rule, severity, subject }))
    .sort(byRule);
}

/** Entries that no finding answers to any more. */
export function staleEntries(known: readonly KnownFinding[], findings: readonly Finding[]): KnownFinding[] {
  const present = new Set(findings.map(({ fingerprint }) => fingerprint));
  return known.filter(({ fingerprint }) => !present.has(fingerprint)).sort(byRule);
}

function byRule(a: KnownFinding, b: KnownFinding): number {
  const [left, right] = [`${a.rule}\u0000${a.subject}\u0000${a.fingerprint}`, `${b.rule}\u0000${b.subject}\u0000${b.fingerprint}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
