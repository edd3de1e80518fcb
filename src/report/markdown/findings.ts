import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import type { FactRef } from '../../model/usage.ts';
import { type FindingGroup, othersAbout, othersWords } from '../groups.ts';
import { placeOf } from '../select.ts';
import { basisWords } from '../words.ts';
import { row } from './blocks.ts';
import { code, prose, sourceLink } from './prose.ts';

const PLACES = 5;
const FACTS = 8;
/** Services or models that are named of the other findings of a rule. */
const ABOUT = 4;

/** A rule in one line of the table at the top: its worst finding, and how many there are of it. */
export function findingRow(group: FindingGroup, report: Report): string[] {
  const { severity, rule, message, evidence } = group.first;
  const place = placeOf(group.first, report);
  const more = evidence.length > 1 ? ` and ${evidence.length - 1} more` : '';
  const others = othersWords(group);
  const about = othersAbout(group, report).slice(0, ABOUT);
  const rest = others === '' ? '' : `<br>${others}${about.length === 0 ? '' : ` (${about.map(prose).join(', ')}${about.length === ABOUT ? ', …' : ''})`}`;
  return row([severity, `${prose(message)} ${code(rule)}${rest}`, place === null ? '' : `${code(`${place.path}:${place.line}`)}${more}`]);
}

/** A finding with its places, what to do, and what it rests on. */
export function findingBlock({ severity, rule, confidence, message, remediation, evidence, facts }: Finding): string {
  const sure = confidence === 'high' ? '' : ` (${confidence} confidence)`;
  const lines = [`\n**${severity}** ${code(rule)}${sure}: ${prose(message)}`];
  if (evidence.length > 0) lines.push(`* Seen at ${places(evidence)}`);
  if (remediation !== '') lines.push(`* What to do: ${prose(remediation)}`);
  lines.push(...facts.slice(0, FACTS).map((fact) => `* Because ${factLine(fact)}`));
  if (facts.length > FACTS) lines.push(`* and ${facts.length - FACTS} more facts`);
  return lines.join('\n');
}

function places(evidence: Finding['evidence']): string {
  const named = evidence.slice(0, PLACES).map(({ path, line }) => code(`${path}:${line}`));
  return `${named.join(', ')}${evidence.length > PLACES ? ` and ${evidence.length - PLACES} more` : ''}`;
}

/** A fact with how it is known. */
export function factLine({ claim, source, basis, asOf }: FactRef): string {
  return `${prose(claim)} (${prose(basisWords({ basis, asOf }))}${source === null ? '' : `, ${sourceLink(source)}`})`;
}
