import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { elide } from '../../util/text-width.ts';
import { acceptedWords, factWords, suppressionWords } from '../figures.ts';
import { openFindings } from '../select.ts';
import { count, locationWords, severityCounts } from '../words.ts';
import { hanging, heading, type Screen, severityPaint } from './screen.ts';

const CAP = 10;
/** Places named for findings that are folded into the first of their rule. */
const PLACES = 3;

/** Findings, worst first. The short form folds findings of one rule and severity into the first of them, and stops after ten. */
export function findingSection(report: Report, screen: Screen): string[] {
  const open = openFindings(report);
  const groups = screen.verbose ? open.map((finding) => [finding]) : fold(open);
  const shown = screen.verbose ? groups : groups.slice(0, CAP);
  const lines = heading('FINDINGS', tally(open, report), screen);
  for (const [index, group] of shown.entries()) lines.push(...(index === 0 ? [] : ['']), ...block(group, screen));
  const left = groups.slice(shown.length).reduce((sum, group) => sum + group.length, 0);
  if (left > 0) lines.push(`  and ${left} more (use --verbose or -f json)`);
  return lines;
}

/** `1 critical, 4 high; not listed: 3 in the baseline, 1 suppressed, 5 info`. */
function tally(open: readonly Finding[], report: Report): string {
  const info = report.findings.filter(({ status, severity }) => status === 'new' && severity === 'info').length;
  const hidden = [acceptedWords(report), info > 0 ? `${info} info` : ''].filter(Boolean);
  const shown = severityCounts(open);
  return hidden.length === 0 ? shown : `${shown}; not listed: ${hidden.join(', ')}`;
}

/** What was suppressed and why, in the long form: an accepted risk is shown, not forgotten. */
export function suppressedSection({ findings }: Report, screen: Screen): string[] {
  const suppressed = findings.filter(({ suppression }) => suppression !== null);
  if (!screen.verbose || suppressed.length === 0) return [];
  const lines = heading('SUPPRESSED', count(suppressed.length, 'finding'), screen);
  for (const { rule, subject, severity, suppression } of suppressed) {
    if (suppression !== null) lines.push(...hanging('  ', 5, `${severity} ${rule} ${subject}: ${suppressionWords(suppression)}`, screen));
  }
  return lines;
}

/** Findings of one rule and severity together, in the order of their first. */
function fold(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function block(group: readonly Finding[], screen: Screen): string[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const { marks, paint } = screen;
  const { severity, rule, confidence, message, remediation, evidence, facts, was } = first;
  const colour = severityPaint(severity, screen);
  const sure = confidence === 'high' ? '' : paint.dim(` (${confidence} confidence)`);
  const lines = [
    `  ${colour(`${marks.severity[severity].padEnd(2)} ${paint.bold(severity.toUpperCase())}`)} ${rule}${sure}${was === null ? '' : paint.dim(` (known as ${was})`)}`,
  ];
  lines.push(...hanging('     ', 5, message, screen));
  lines.push(...places(evidence.map(locationWords), screen));
  if (remediation !== '') lines.push(...hanging(`     ${paint.green(marks.arrow)} `, 6 + marks.arrow.length, remediation, screen));
  if (screen.verbose) lines.push(...facts.flatMap((fact) => hanging('     because ', 13, factWords(fact), screen, paint.dim)));
  if (others.length > 0) lines.push(...hanging('     ', 5, folded(others, screen), screen, paint.dim));
  return lines;
}

function places(locations: readonly string[], screen: Screen): string[] {
  const [first, ...more] = locations;
  if (first === undefined) return [];
  if (screen.verbose) return locations.flatMap((location) => hanging('     ', 5, location, screen, screen.paint.cyan));
  const rest = more.length > 0 ? ` (+${more.length} more)` : '';
  return hanging('     ', 5, `${first}${rest}`, screen, screen.paint.cyan);
}

/** `and 4 more of this rule: a.py:3:1, b.py:9:1, ...`. */
function folded(others: readonly Finding[], { marks }: Screen): string {
  const where = others.flatMap(({ evidence }) => (evidence[0] === undefined ? [] : [elide(locationWords(evidence[0]), 60, marks.ellipsis)]));
  const named = where.slice(0, PLACES).join(', ');
  const tail = where.length > PLACES ? `, ${marks.ellipsis}` : '';
  return `and ${others.length} more of this rule${named === '' ? '' : `: ${named}${tail}`}`;
}
