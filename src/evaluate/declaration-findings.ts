import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Index } from '../model/knowledge.ts';
import type { DeclarationProblem } from './declare.ts';
import { declaredFact } from './declared.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What is wrong with declarations, as findings at their place in the project file. Outside the audited tree they have no place. */
export function declarationFindings(problems: readonly DeclarationProblem[], index: Index, file: string | null): Finding[] {
  const seen = new Set<string>();
  // The same words written twice are one finding.
  const distinct = problems.filter(({ rule, subject }) => !seen.has(`${rule} ${subject}`) && seen.add(`${rule} ${subject}`));
  return distinct.map(({ rule, layer, severity, subject, message, at, usages }) => ({
    fingerprint: fingerprintOf(rule, subject),
    rule,
    subject,
    layer,
    severity,
    confidence: 'high',
    status: 'new',
    was: null,
    suppression: null,
    lineHash: null,
    message,
    remediation: index.checks.get(rule)?.remediation ?? '',
    usages,
    evidence: file === null ? [] : [evidence(file, at.line, at.column, subject)],
    facts: [declaredFact(subject, file)],
  }));
}

function evidence(path: string, line: number, column: number, value: string): Evidence {
  return {
    id: `${path}:${line}:${column}`,
    path,
    line,
    column,
    endLine: line,
    endColumn: column + 1,
    kind: 'config',
    value,
    context: 'declared fact',
    confidence: 'high',
    signature: null,
    subject: { kind: 'unknown', what: 'endpoint' },
    scope: 'production',
  };
}
