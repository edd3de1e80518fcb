import type { Finding } from '../model/finding.ts';
import { LAYERS } from '../model/layer.ts';
import type { LevelChange, NextStep, Outlook, Report } from '../model/report.ts';
import type { FactRef, Restriction, Usage } from '../model/usage.ts';
import { compareText, judgedUsages } from './select.ts';
import { basisWords, be, count, FLAG_WORDS, levelWords, RESTRICTION_MEANING, REVOCABILITY_MEANING } from './words.ts';

/** What an audit can and cannot say, for the foot of every report that people read. */
export const SCOPE_OF_SIGHT = 'This is what the code shows, read against dated public facts. It is not legal advice and sees no contracts or consoles.';

/** Version and age of what the judgement rests on. */
export function knowledgeWords({ knowledge, tool }: Report): string {
  const { version, asOf, oldestFact, newestFact, customRules } = knowledge;
  const changed = changeWords(knowledge);
  const custom = customRules.length === 0 ? '' : `, ${count(customRules.length, 'custom rule')}`;
  return `Knowledge ${version} of ${asOf}, facts dated ${oldestFact} to ${newestFact}${custom}; ${tool.name} ${tool.version}.${packWords(knowledge)}${changed === '' ? '' : ` ${changed}`}`;
}

/** Entries whose changes are told in a line of text; the others are counted. */
const CHANGES_TOLD = 5;

function packWords({ packs = [] }: Report['knowledge']): string {
  if (packs.length === 0) return '';
  const words = packs.map(({ name, version, entries }) => `${name}${version === null ? '' : ` ${version}`} (${count(entries, 'entry', 'entries')})`);
  return ` Rule packs: ${words.join(', ')}.`;
}

/** What refines the built-in knowledge, and how: an override cannot hide. Empty when nothing does. */
export function changeWords({ customRules }: Report['knowledge']): string {
  const changed = customRules.filter(({ id, extends: base }) => base === id);
  if (changed.length === 0) return '';
  const told = changed.slice(0, CHANGES_TOLD).map(({ id, changes = [] }) => `${id} (${changes.length === 0 ? 'nothing' : changes.join(', ')})`);
  const left = changed.length - told.length;
  return `Changed by custom rules: ${told.join('; ')}${left > 0 ? ` and ${left} more` : ''}.`;
}

/** The worst restriction, what it means, and the reasons on record. */
export function restrictionWords(report: Report): string {
  const { restriction } = report.verdict;
  const words = `${restriction}: ${RESTRICTION_MEANING[restriction]}.`;
  if (restriction === 'none') return words;
  const reasons = new Map<string, string>();
  for (const usage of judgedUsages(report)) {
    for (const found of usage.restrictions) if (found.level === restriction && !reasons.has(found.reason)) reasons.set(found.reason, about(usage, found));
  }
  const [first] = reasons.values();
  const more = reasons.size > 1 ? ` And ${count(reasons.size - 1, 'more reason')}.` : '';
  return first === undefined ? words : `${words} ${first}${more}`;
}

/** A reason with what it is about before it (`DeepSeek-V4-Pro through DeepSeek API: ...`), unless it says that itself. */
function about({ model, service, sdk }: Usage, restriction: Restriction): string {
  const names = [model?.name ?? '', service?.name ?? ''].filter(Boolean);
  const words = reasonWords(restriction);
  if (names.some((name) => restriction.reason.includes(name))) return words;
  return `${names.join(' through ') || (sdk?.name ?? 'one call path')}: ${words}`;
}

function reasonWords({ reason, flags }: Restriction): string {
  return flags.length === 0 ? reason : `${reason.replace(/\.$/, '')} (${flags.map((flag) => FLAG_WORDS[flag]).join('; ')}).`;
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

/** How hard it is to leave: concentration, single points of failure, stand-ins, weights held, configurable and portable usages. */
export function exitWords(report: Report): string {
  const { productionUsages: total, heldWeights, configurable, portable } = report.resilience;
  if (total === 0) return 'no production usage to judge';
  if (total === 1) return oneUsage(report.resilience);
  const of = (part: number): string => (part === 0 ? 'none' : part === total ? 'all' : `${part} (${percent(part, total)})`);
  return [
    ...spreadWords(report.resilience),
    `of these ${total}, weights are held for ${of(heldWeights)}, address or model can be configured for ${of(configurable)}, the interface is portable for ${of(portable)}`,
  ].join('; ');
}

/** One call path has no shares: each figure is a yes or a no. */
function oneUsage({ controllers, heldWeights, configurable, portable, backedUp }: Report['resilience']): string {
  const [end] = controllers;
  const place = end === undefined || end.country === null ? '' : ` (${end.country})`;
  return [
    `the one call path ends at ${end?.name ?? 'an unknown operator'}${place}`,
    backedUp > 0 ? 'with an independent stand-in' : 'nothing stands in for it',
    heldWeights > 0 ? 'its weights are held' : 'no weights are held',
    configurable > 0 ? 'address or model is configurable' : 'address and model are fixed in the code',
    portable > 0 ? 'its interface is portable' : "its interface is the provider's own",
  ].join('; ');
}

function spreadWords({ productionUsages: total, controllers, countries, unknownOperator, singlePoints, backedUp, stateful }: Report['resilience']): string[] {
  const known = controllers.filter(({ id }) => id !== 'unknown');
  const [top] = known;
  const words: string[] = [];
  if (top) {
    const among = known.length === 1 ? '' : `, the largest share among ${known.length} controllers in ${count(countries.length, 'country', 'countries')}`;
    words.push(
      `${top.usages} of ${total} call paths (${percent(top.usages, total)}) end at ${top.name}${top.country === null ? '' : ` (${top.country})`}${among}`,
    );
  }
  if (unknownOperator > 0) words.push(`the operator of ${unknownOperator} is not known`);
  const points = singlePoints.map(({ purpose, name, usages }) => `${purpose} (${usages}, ${name})`);
  if (points.length > 0) words.push(`single points of failure: ${points.join(', ')}`);
  if (backedUp > 0) words.push(`${backedUp} have an independent stand-in`);
  if (stateful > 0) words.push(`for ${stateful} the provider holds state that cannot move`);
  return words;
}

function percent(part: number, total: number): string {
  return `${Math.round((100 * part) / total)} %`;
}

/** `model 1 -> 3, data 1 -> 4`. */
function levelChangeWords(levels: readonly LevelChange[]): string {
  return levels.map(({ layer, before, after }) => `${layer} ${levelWords(before)} -> ${levelWords(after)}`).join(', ');
}

/** `dependency, with license missing`; with `all` the six levels as well. */
export function outlookWords({ verdict, missingLayers, levels }: Outlook, all = false): string {
  const named = missingLayers.length > 3 ? `${missingLayers.length} layers` : missingLayers.join(', ');
  const missing = missingLayers.length === 0 ? 'with no layer missing' : `with ${named} missing`;
  const list = all ? ` (${levels.map(({ layer, level }) => `${layer} ${levelWords(level)}`).join(', ')})` : '';
  return `${verdict}, ${missing}${list}`;
}

/** What a step moves, and the repository then where that is another verdict or number of missing layers than now. */
export function stepWords({ levels, stack }: Pick<NextStep, 'levels' | 'stack'>, { verdict }: Report): string | null {
  if (levels.length === 0) return null;
  const other = stack !== null && (stack.verdict !== verdict.level || stack.missingLayers.length !== verdict.missingLayers.length);
  return `${levelChangeWords(levels)}${other ? `; the repository would then be ${outlookWords(stack)}` : ''}`;
}

/** How many facts behind the report should be looked at again, and the most overdue; null when none. */
export function staleWords({ staleFacts }: Report): string | null {
  const [first] = staleFacts;
  if (first === undefined) return null;
  const most = `${first.claim}, last checked ${first.checked}, ${first.ageDays} days ago (limit ${first.maxAgeDays})`;
  return `${count(staleFacts.length, 'fact')} behind this report ${be(staleFacts.length)} past the age limit; most overdue: ${most}.`;
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
    const commit = revision.id?.slice(0, 12) ?? null;
    if (commit === null) sentences.push('Everything is new: there is no commit yet.');
    else if (revision.ref === 'HEAD') sentences.push(`New is what the last commit (${commit}) does not have.`);
    else sentences.push(`New is what was not there where the branch left ${revision.ref} (${commit}).`);
    const changed = revision.projectFiles ?? [];
    if (changed.length > 0)
      sentences.push(
        `${changed.join(' and ')} changed since: this gate may be laxer than that of ${revision.ref} (--config-from ${revision.ref} judges by the one there).`,
      );
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
  const trouble =
    diagnostics.length === 0 ? 'no trouble reading them' : `trouble with some: ${count(diagnostics.length, 'diagnostic')} (${codes(diagnostics)})`;
  return `${count(coverage.files, 'file')}: ${coverage.read} read, ${coverage.matched} with matches, ${left}; ${trouble}.`;
}

/** Diagnostics of what was not audited, or not to its end; the others tell of something that was read all the same. */
const NOT_AUDITED: ReadonlySet<string> = new Set<Report['diagnostics'][number]['code']>(['unreadable', 'too-large', 'binary', 'limit', 'listing', 'submodule']);

/** That a verdict does not hold for everything there is; null when it does. */
export function incompleteWords({ diagnostics }: Pick<Report, 'diagnostics'>): string | null {
  const missing = diagnostics.filter(({ code }) => NOT_AUDITED.has(code));
  if (missing.length === 0) return null;
  return `Incomplete: ${count(missing.length, 'input')} ${missing.length === 1 ? 'was' : 'were'} not audited in full (${codes(missing)}), and nothing is known of the rest of ${missing.length === 1 ? 'it' : 'them'}; --strict fails on that`;
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
