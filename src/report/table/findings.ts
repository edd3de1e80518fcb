import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { elide } from '../../util/text-width.ts';
import { acceptedWords, factWords, suppressionWords } from '../figures.ts';
import { type FindingGroup, findingCounts, groupSize, groupsOf, othersAbout, othersWords } from '../groups.ts';
import { openFindings } from '../select.ts';
import { count, locationWords, severityCounts } from '../words.ts';
import { hanging, heading, type Screen, severityPaint } from './screen.ts';

const CAP = 10;
/** Names, or else places, that are given of what is folded into the first finding of a rule. */
const NAMED = 4;

/** Findings, worst first. The short form has one block per rule, and one line for the rules after ten. */
export function findingSection(report: Report, screen: Screen): string[] {
  const open = openFindings(report);
  const lines = heading('FINDINGS', tally(open, report), screen);
  if (screen.verbose) return [...lines, ...blocks(open.map((finding) => block(finding, screen)))];
  const groups = groupsOf(open, report);
  lines.push(...blocks(groups.slice(0, CAP).map((group) => groupBlock(group, report, screen))));
  const left = groups.slice(CAP).map(({ rule, first, others }) => `${rule} (${severityCounts([first, ...others])})`);
  if (left.length > 0) lines.push('', ...hanging('  ', 2, `and ${count(left.length, 'more rule')}: ${left.join(', ')}`, screen));
  if (open.length > Math.min(groups.length, CAP)) lines.push('', ...hanging('  ', 2, MORE, screen, screen.paint.dim));
  return lines;
}

const MORE = 'Every finding with its places and sources: --verbose, or a page: -f html. One rule in full: sovaudit explain <rule>.';

function blocks(all: readonly string[][]): string[] {
  return all.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** `1 critical, 4 high, of 3 rules; not listed: 3 in the baseline, 1 suppressed, 5 info`. */
function tally(open: readonly Finding[], report: Report): string {
  const info = report.findings.filter(({ status, severity }) => status === 'new' && severity === 'info').length;
  const hidden = [acceptedWords(report), info > 0 ? `${info} info` : ''].filter(Boolean);
  const shown = findingCounts(open);
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

function groupBlock(group: FindingGroup, report: Report, screen: Screen): string[] {
  const size = groupSize(group);
  const lines = block(group.first, screen, size === '' ? '' : `: ${size}`);
  const words = othersWords(group);
  if (words !== '') lines.push(...hanging('     ', 5, `${words}${aboutWords(group, report, screen)}`, screen, screen.paint.dim));
  return lines;
}

function block(finding: Finding, screen: Screen, size = ''): string[] {
  const { marks, paint } = screen;
  const { severity, rule, confidence, message, remediation, evidence, facts, was } = finding;
  const colour = severityPaint(severity, screen);
  const sure = confidence === 'high' ? '' : paint.dim(` (${confidence} confidence)`);
  const lines = [
    `  ${colour(`${marks.severity[severity].padEnd(2)} ${paint.bold(severity.toUpperCase())}`)} ${rule}${paint.dim(size)}${sure}${was === null ? '' : paint.dim(` (known as ${was})`)}`,
  ];
  lines.push(...hanging('     ', 5, message, screen));
  lines.push(...places(evidence.map(locationWords), screen));
  if (remediation !== '') lines.push(...hanging(`     ${paint.green(marks.arrow)} `, 6 + marks.arrow.length, remediation, screen));
  if (screen.verbose) lines.push(...facts.flatMap((fact) => hanging('     because ', 13, factWords(fact), screen, paint.dim)));
  return lines;
}

function places(locations: readonly string[], screen: Screen): string[] {
  const [first, ...more] = locations;
  if (first === undefined) return [];
  if (screen.verbose) return locations.flatMap((location) => hanging('     ', 5, location, screen, screen.paint.cyan));
  const rest = more.length > 0 ? ` (+${more.length} more)` : '';
  return hanging('     ', 5, `${first}${rest}`, screen, screen.paint.cyan);
}

/** ` (Claude API, Cohere API, ...)`: what else it is about; where that is the same, where else it is seen; where that is, too, what else it says. */
function aboutWords(group: FindingGroup, report: Report, { marks }: Screen): string {
  const names = othersAbout(group, report);
  const place = ({ evidence }: Finding): string => (evidence[0] === undefined ? '' : locationWords(evidence[0]));
  const places = [...new Set(group.others.map(place))].filter((text) => text !== '' && text !== place(group.first));
  const about = names.length > 0 ? names : places.length > 0 ? places : [...new Set(group.others.map(({ message }) => message.replace(/\.$/, '')))];
  const named = about.slice(0, NAMED).map((text) => elide(text, 90, marks.ellipsis));
  return about.length === 0 ? '' : ` (${named.join(', ')}${about.length > NAMED ? `, ${marks.ellipsis}` : ''})`;
}
