import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { terminalText } from '../util/terminal-text.ts';
import { openFindings } from './select.ts';
import { locationWords, verdictSentence } from './words.ts';

/**
 * One line per open finding, `path:line:col: severity rule: message`, and a last line with the verdict and the risk index. For editors,
 * problem matchers and agents. A finding without a place stands at `.:1:1`.
 */
export function compact(report: Report): string {
  const verdict = report.verdict.level === 'none' ? verdictSentence(report) : `${verdictSentence(report)}; risk index ${report.verdict.riskIndex} of 100`;
  const lines = [...openFindings(report).map(findingLine), `verdict: ${verdict}`];
  return `${lines.map(terminalText).join('\n')}\n`;
}

function findingLine({ evidence, severity, rule, message }: Finding): string {
  return `${locationWords(evidence[0] ?? { path: '.', line: 1, column: 1 })}: ${severity} ${rule}: ${message}`;
}
