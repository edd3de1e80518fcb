import type { Severity } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { terminalText } from '../util/terminal-text.ts';
import { acceptedWords, changeWords, incompleteWords } from './figures.ts';
import { fromTop } from './from-top.ts';
import { findingCounts } from './groups.ts';
import { openFindings, placeOf } from './select.ts';
import { count, verdictSentence } from './words.ts';

type Kind = 'error' | 'warning' | 'notice';

const KIND: Readonly<Record<Severity, Kind>> = { critical: 'error', high: 'error', medium: 'warning', low: 'notice', info: 'notice' };

/** A step shows ten annotations of each kind; one notice is kept for the verdict and for what is not shown. */
const LIMIT: Readonly<Record<Kind, number>> = { error: 10, warning: 10, notice: 9 };

/**
 * The worst open findings as workflow commands that GitHub Actions turns into annotations, and a last notice with the verdict and the
 * number left out. Every line is one command: no text of the repository can begin another.
 */
export function github(audited: Report): string {
  const report = fromTop(audited);
  const left: Record<Kind, number> = { ...LIMIT };
  const open = openFindings(report);
  const shown = open.filter(({ severity }) => left[KIND[severity]]-- > 0);
  const lines = shown.map((finding) => annotation(finding, report));
  return `${[...lines, closing(open, shown.length, report)].join('\n')}\n`;
}

function annotation(finding: Finding, report: Report): string {
  const { rule, severity, message, remediation } = finding;
  const text = [message || rule, ...(remediation === '' ? [] : [`What to do: ${remediation}`])].map(terminalText).join('\n');
  return command(KIND[severity], { ...place(finding, report), title: `${severity} ${rule}` }, text);
}

/** Columns are only understood where start and end are on one line. */
function place(finding: Finding, report: Report): Record<string, string> {
  const at = placeOf(finding, report);
  if (at === null) return {};
  const { path, line, endLine, column, endColumn } = at;
  const lines = { file: path, line: String(line), endLine: String(endLine) };
  return line === endLine ? { ...lines, col: String(column), endColumn: String(endColumn) } : lines;
}

function closing(open: readonly Finding[], shown: number, report: Report): string {
  const left = open.length - shown;
  const rest = left > 0 ? `${count(left, 'finding')} more ${left === 1 ? 'is' : 'are'} not shown here: see the report of this run.` : '';
  const accepted = acceptedWords(report);
  const gates = report.gates
    .filter(({ passed }) => !passed)
    .map(({ gate, message, remedy }) => `Gate failed: ${gate}: ${message}.${remedy === null ? '' : ` To pass: ${remedy}.`}`);
  const findings = `Findings: ${findingCounts(open)}${accepted === '' ? '' : `; accepted: ${accepted}`}.`;
  const incomplete = incompleteWords(report);
  const text = [`${verdictSentence(report)}.`, incomplete === null ? '' : `${incomplete}.`, findings, rest, ...gates, changeWords(report.knowledge)].filter(
    Boolean,
  );
  return command('notice', { title: report.tool.name }, text.map(terminalText).join('\n'));
}

function command(kind: Kind, properties: Readonly<Record<string, string>>, text: string): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(terminalText(value))}`);
  return `::${kind} ${written.join(',')}::${escapeData(text)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
