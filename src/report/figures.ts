import type { Finding } from '../model/finding.ts';
import { LAYERS } from '../model/layer.ts';
import type { Report } from '../model/report.ts';
import type { FactRef, Restriction } from '../model/usage.ts';
import { compareText, judgedUsages } from './select.ts';
import { basisWords, count, RESTRICTION_MEANING, REVOCABILITY_MEANING } from './words.ts';

/** What an audit can and cannot say, for the foot of every report that people read. */
export const SCOPE_OF_SIGHT = 'This is what the code shows, read against dated public facts. It is not legal advice and sees no contracts or consoles.';

/** Version and age of what the judgement rests on. */
export function knowledgeWords({ knowledge, tool }: Report): string {
  const { version, asOf, oldestFact, newestFact, customRules } = knowledge;
  const custom = customRules.length === 0 ? '' : `, ${count(customRules.length, 'custom rule')}`;
  return `Knowledge ${version} of ${asOf}, facts dated ${oldestFact} to ${newestFact}${custom}; ${tool.name} ${tool.version}.`;
}

/** The worst restriction, what it means, and the reasons on record. */
export function restrictionWords(report: Report): string {
  const { restriction } = report.verdict;
  const words = `${restriction}: ${RESTRICTION_MEANING[restriction]}.`;
  if (restriction === 'none') return words;
  const worst = judgedUsages(report).flatMap((usage) => usage.restrictions.filter(({ level }) => level === restriction));
  const reasons = [...new Set(worst.map(reasonWords))];
  const more = reasons.length > 1 ? ` And ${count(reasons.length - 1, 'more reason')}.` : '';
  return reasons[0] === undefined ? words : `${words} ${reasons[0]}${more}`;
}

function reasonWords({ reason, flags }: Restriction): string {
  return flags.length === 0 ? reason : `${reason} (${flags.join(', ')})`;
}

/** Who can switch a model off, and the usage that decides it. */
export function revocabilityWords(report: Report): string {
  const { revocability } = report.verdict;
  const reason = judgedUsages(report).find((usage) => usage.revocability === revocability)?.revocabilityReason ?? '';
  return `${revocability === 'unknown' ? '' : `${revocability}: `}${REVOCABILITY_MEANING[revocability]}. ${reason}`.trimEnd();
}

/** The index with the six terms that make it. */
export function riskWords(report: Report): string {
  const { riskIndex, riskTerms, restriction } = report.verdict;
  const terms = LAYERS.map((layer) => `${layer} ${round(riskTerms[layer])}`).join(', ');
  const floor = restriction === 'prohibited' ? '; at least 90 because something is prohibited' : '';
  return `${riskIndex} of 100 (${terms}${floor})`;
}

/** How hard it is to leave: concentration, weights held, configurable and portable usages. */
export function exitWords(report: Report): string {
  const { productionUsages, heldWeights, controllers, configurable, portable } = report.resilience;
  if (productionUsages === 0) return 'no production usage to judge';
  const of = `of ${productionUsages}`;
  const top = controllers[0];
  const place = top === undefined || top.country === null ? '' : ` (${top.country})`;
  const spread = top === undefined ? '' : `${top.usages} ${of} production usages end at ${top.name}${place}; `;
  return `${spread}weights held for ${heldWeights} ${of}; address or model configurable in ${configurable} ${of}; portable interface in ${portable} ${of}`;
}

/** One decimal, without a trailing zero. */
function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `3 in the baseline, 1 suppressed`: findings that were accepted; empty when there are none. */
export function acceptedWords({ findings, comparison }: Pick<Report, 'findings' | 'comparison'>): string {
  const number = (status: Finding['status']): number => findings.filter((finding) => finding.status === status).length;
  const [known, suppressed] = [number('baseline'), number('suppressed')];
  const where = [comparison.baseline === null ? '' : 'in the baseline', comparison.revision === null ? '' : `known at ${comparison.revision.ref}`].filter(
    Boolean,
  );
  return [known > 0 ? `${known} ${where.join(' or ') || 'known before'}` : '', suppressed > 0 ? `${suppressed} suppressed` : ''].filter(Boolean).join(', ');
}

/** What findings were compared with, in sentences; empty when they were not. */
export function comparisonWords({ comparison: { baseline, revision }, audit }: Pick<Report, 'comparison' | 'audit'>): string {
  const sentences: string[] = [];
  if (revision !== null) {
    const at = revision.id === null ? 'there is no commit yet' : `where it left ${revision.ref} (${revision.id.slice(0, 12)})`;
    sentences.push(`New is what was not there ${at}.`);
  }
  if (baseline !== null) {
    const other = baseline.profile === audit.profile ? '' : `, made under profile ${baseline.profile}`;
    const stale = baseline.stale.length === 0 ? '' : `, ${baseline.stale.length} of them stale (sovaudit baseline prune)`;
    sentences.push(`Baseline ${baseline.file}: ${count(baseline.entries, 'entry', 'entries')}${other}${stale}.`);
  }
  return sentences.join(' ');
}

/** `until 2027-03-31, approved by j.doe, SEC-12: moves in spring (inline at app/llm.py:3)`. */
export function suppressionWords({ until, approver, ticket, reason, kind, path, line }: NonNullable<Finding['suppression']>): string {
  const terms = [until === null ? '' : `until ${until}`, approver === null ? '' : `approved by ${approver}`, ticket ?? ''].filter(Boolean).join(', ');
  const place = path === null ? (kind === 'inline' ? 'in a comment' : 'in the project file') : `${path}:${line}`;
  return `${terms === '' ? '' : `${terms}: `}${reason} (${place})`;
}

/** How many files were seen, read and skipped, and the trouble with them. */
export function coverageWords({ coverage, diagnostics }: Report): string {
  const skipped = coverage.skipped.reduce((sum, skip) => sum + skip.count, 0);
  const reasons = coverage.skipped.map((skip) => `${skip.count} ${skip.reason}`).join(', ');
  const left = skipped === 0 ? 'none skipped' : `${skipped} skipped (${reasons})`;
  const trouble = diagnostics.length === 0 ? 'no diagnostics' : `${count(diagnostics.length, 'diagnostic')} (${codes(diagnostics)})`;
  return `${count(coverage.files, 'file')}: ${coverage.read} read, ${coverage.matched} with matches, ${left}; ${trouble}.`;
}

/** `2 syntax, 1 too-large`, most first. */
function codes(diagnostics: Report['diagnostics']): string {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || compareText(a, b))
    .map(([code, number]) => `${number} ${code}`)
    .join(', ');
}

/** `DeepSeek is established in CN (read 2026-11-02, https://...)`. */
export function factWords({ claim, source, basis, asOf }: FactRef): string {
  return `${claim} (${[basisWords({ basis, asOf }), ...(source === null ? [] : [source])].join(', ')})`;
}
