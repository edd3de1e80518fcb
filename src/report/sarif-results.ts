import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import { terminalText } from '../util/terminal-text.ts';
import { uriPath } from '../util/uri-path.ts';
import { suppressionWords } from './figures.ts';
import { SARIF_LEVELS, sarifRuleId } from './sarif-rules.ts';
import type { SarifLocation, SarifResult } from './sarif-types.ts';

/** Related places that are written and linked per result. GitHub shows up to 100; a reader needs fewer. */
const RELATED_LIMIT = 20;

/** A finding as a result. `place` is where it stands; further evidence becomes related locations. `states`: say what is known or suppressed. */
export function sarifResult(finding: Finding, place: Location, ruleIndexes: ReadonlyMap<string, number>, states: boolean): SarifResult {
  const ruleId = sarifRuleId(finding);
  const related = finding.evidence.slice(1, RELATED_LIMIT + 1);
  return {
    ruleId,
    ruleIndex: ruleIndexes.get(ruleId) ?? -1,
    level: SARIF_LEVELS[finding.severity],
    message: { text: messageText(finding, related) },
    locations: [sarifLocation(place)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { ...(finding.lineHash === null ? {} : { primaryLocationLineHash: finding.lineHash }), 'sovaudit/v1': finding.fingerprint },
    ...(states ? stateOf(finding) : {}),
    properties: { rule: finding.rule, severity: finding.severity, confidence: finding.confidence, usages: finding.usages },
  };
}

/** If one result of a run has a state, all must have it (SARIF 3.27.24). An empty list of suppressions says that there is none. */
function stateOf({ status, suppression }: Finding): Pick<SarifResult, 'baselineState' | 'suppressions'> {
  const baselineState = status === 'baseline' ? 'unchanged' : 'new';
  if (suppression === null) return { baselineState, suppressions: [] };
  const kind = suppression.kind === 'inline' ? 'inSource' : 'external';
  return { baselineState, suppressions: [{ kind, status: 'accepted', justification: terminalText(suppressionWords(suppression)) }] };
}

/** A place in a file of the audited tree. */
export function sarifLocation({ path, line, column, endLine, endColumn }: Location): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriPath(path), uriBaseId: 'SRCROOT' },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** Plain text of ours or of the repository for a SARIF message: safe to print, and no link can come of it. */
export function sarifText(text: string): string {
  return terminalText(text).replaceAll('](', '] (');
}

function relatedLocation(evidence: Evidence, index: number): SarifLocation {
  return { id: index + 1, ...sarifLocation(evidence), message: { text: sarifText(evidence.context || evidence.value || evidence.kind) } };
}

/** The finding's own words first (GitHub shows the first sentence as title), then the other places as links, then what to do. */
function messageText({ message, remediation, evidence, rule }: Finding, related: readonly Evidence[]): string {
  const parts = [sentence(sarifText(message) || rule)];
  if (related.length > 0) {
    const links = related.map(({ path, line }, index) => `[${linkText(`${path}:${line}`)}](${index + 1})`);
    const left = evidence.length - 1 - related.length;
    parts.push(sentence(`Also at ${links.join(', ')}${left > 0 ? ` and ${left} more` : ''}`));
  }
  if (remediation !== '') parts.push(sentence(`What to do: ${sarifText(remediation)}`));
  return parts.join(' ');
}

/** SARIF 3.11.6: brackets and backslashes of a link's text are escaped. */
function linkText(text: string): string {
  return terminalText(text).replace(/[\\[\]]/g, '\\$&');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
