import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Index } from '../model/knowledge.ts';
import { digest } from '../util/digest.ts';
import type { DeclarationProblem } from './declare.ts';
import { declaredFact } from './declared.ts';

/** What is wrong with declarations, as findings at their place in the project file. Outside the audited tree they have no place. */
export function declarationFindings(problems: readonly DeclarationProblem[], index: Index, file: string | null): Finding[] {
  return problems.map(({ rule, layer, severity, subject, message, at, usages }) => ({
    fingerprint: digest(['v1', rule, subject]).slice(0, 32),
    rule,
    layer,
    severity,
    confidence: 'high',
    status: 'new',
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
