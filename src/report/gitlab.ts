import type { Severity } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { jsonText } from '../util/json-text.ts';
import { terminalText } from '../util/terminal-text.ts';
import { fromTop } from './from-top.ts';
import { openFindings, placeOf } from './select.ts';

/** GitLab's five words, worst first: its `blocker` is our `critical`. */
const SEVERITY: Readonly<Record<Severity, string>> = { critical: 'blocker', high: 'critical', medium: 'major', low: 'minor', info: 'info' };

interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * Open findings as a GitLab Code Quality report: a JSON array, empty when nothing is open. GitLab drops a second entry with the same
 * fingerprint, so a repeated one gets its number. A finding without a place stands on line 1 of `.`.
 */
export function gitlab(audited: Report): string {
  const report = fromTop(audited);
  const seen = new Map<string, number>();
  return jsonText(
    openFindings(report).map((finding) => {
      const times = (seen.get(finding.fingerprint) ?? 0) + 1;
      seen.set(finding.fingerprint, times);
      return issue(finding, times === 1 ? finding.fingerprint : `${finding.fingerprint}-${times}`, report);
    }),
  );
}

function issue(finding: Finding, fingerprint: string, report: Report): CodeQualityIssue {
  const { path, line } = placeOf(finding, report) ?? { path: '.', line: 1 };
  return {
    description: terminalText(finding.message) || finding.rule,
    check_name: finding.rule,
    fingerprint,
    severity: SEVERITY[finding.severity],
    location: { path, lines: { begin: line } },
  };
}
