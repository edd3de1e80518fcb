import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { inertLines } from '../util/inert-lines.ts';
import { terminalText } from '../util/terminal-text.ts';
import { acceptedWords, changeWords, incompleteWords } from './figures.ts';
import { openFindings } from './select.ts';
import { locationWords, verdictSentence } from './words.ts';

/**
 * One line per open finding, `path:line:col: severity rule: message`, one per failed gate, one when something was not audited, and a last line with the verdict, the risk index
 * and what was accepted. For editors, problem matchers and agents. A finding without a place stands at `.:1:1`.
 */
export function compact(report: Report): string {
  const accepted = acceptedWords(report);
  const index = report.verdict.level === 'none' ? '' : `; risk index ${report.verdict.riskIndex} of 100`;
  const gates = report.gates
    .filter(({ passed }) => !passed)
    .map(({ gate, message, remedy }) => `gate failed: ${gate}: ${message}${remedy === null ? '' : `; to pass: ${remedy}`}`);
  const changed = changeWords(report.knowledge);
  const incomplete = incompleteWords(report);
  const last = `verdict: ${verdictSentence(report)}${index}${accepted === '' ? '' : `; accepted: ${accepted}`}`;
  return inertLines(
    `${[...openFindings(report).map(findingLine), ...gates, ...(changed === '' ? [] : [changed]), ...(incomplete === null ? [] : [incomplete]), last].map(terminalText).join('\n')}\n`,
  );
}

function findingLine({ evidence, severity, rule, message }: Finding): string {
  return `${locationWords(evidence[0] ?? { path: '.', line: 1, column: 1 })}: ${severity} ${rule}: ${message}`;
}
