import type { Severity } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Suppression } from '../model/suppression.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What somebody believes to be accepted and is not weighs more than what can be tidied up. */
const SEVERITY: Readonly<Record<string, Severity>> = {
  malformed: 'medium',
  'unknown-rule': 'medium',
  'without-reason': 'medium',
  untrusted: 'medium',
  barred: 'medium',
  expired: 'low',
  unused: 'low',
};

/** A finding about a suppression, at the place it is written. Outside the audited tree it has no place. */
export function problemFinding(entry: Suppression, what: string, message: string, layer: Layer): Finding {
  const { path, line, column, rules, kind } = entry;
  const rule = `suppression/${what}`;
  // Not the line: a suppression that moves with its code is the same.
  const subject = [path ?? 'project file', ...rules].join(' ');
  return {
    fingerprint: fingerprintOf(rule, `${subject} ${message}`),
    rule,
    subject,
    layer,
    severity: SEVERITY[what] ?? 'medium',
    confidence: 'high',
    status: 'new',
    was: null,
    suppression: null,
    lineHash: null,
    message,
    remediation: '',
    usages: [],
    evidence:
      path === null
        ? []
        : [
            {
              id: `${path}:${line}:${column}`,
              path,
              line,
              column,
              endLine: line,
              endColumn: column + 1,
              kind: 'config',
              value: rules.join(', '),
              context: kind === 'inline' ? 'suppression in a comment' : 'suppression in the project file',
              confidence: 'high',
              signature: null,
              subject: { kind: 'unknown', what: 'endpoint' },
              scope: 'production',
            },
          ],
    facts: [],
  };
}
