/** Suppressions against findings: what they accept, and what is wrong with them. Pure. */
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Layer, Scope } from '../model/layer.ts';
import { LAYERS } from '../model/layer.ts';
import type { Acceptance, Suppression } from '../model/suppression.ts';
import { createGlobMatcher, parseGlobs } from '../util/glob.ts';
import { problemFinding } from './suppression-findings.ts';

/** What suppressions are judged by. */
export interface SuppressionContext {
  readonly asOf: string;
  /** Layer of every rule there is. */
  readonly rules: ReadonlyMap<string, Layer>;
  /** Scopes that were judged: a suppression elsewhere cannot be called unused. */
  readonly scopes: readonly Scope[];
  readonly scopeOf: (path: string) => Scope;
  /** False when only a part of the repository was read. */
  readonly whole: boolean;
  /** Everything a finding rests on; the finding itself shows a part of it where there is much. */
  readonly evidenceOf: (finding: Finding) => readonly Evidence[];
}

/** Places a finding shows at most. */
const SHOWN = 100;

/** Whether only the project file, with an approver, can accept a finding: what the policy refuses by name. */
export function isBarred({ rule }: Pick<Finding, 'rule'>): boolean {
  return rule === 'model/denied-by-policy';
}

/** Whether a finding is about a suppression. Those cannot be suppressed, nor taken into a baseline. */
export function isMeta({ rule }: Pick<Finding, 'rule'>): boolean {
  return rule.startsWith('suppression/');
}

/** Findings with what is suppressed marked, and a finding for everything that is wrong with a suppression. */
export function suppress(findings: readonly Finding[], suppressions: readonly Suppression[], context: SuppressionContext): Finding[] {
  if (suppressions.length === 0) return [...findings];
  const live = suppressions.filter((entry) => isLive(entry, context));
  const used = new Map<Suppression, Set<string>>();
  const barred = new Set<Suppression>();
  const applied = findings.map((finding): Finding => {
    const evidence = context.evidenceOf(finding);
    const named = live.filter((entry) => entry.rules.includes(finding.rule) && fits(entry, finding, evidence));
    for (const entry of named) used.set(entry, (used.get(entry) ?? new Set()).add(finding.rule));
    const able = named.filter((entry) => !isBarred(finding) || entry.kind === 'config');
    for (const entry of named) if (!able.includes(entry)) barred.add(entry);
    return able.length === 0 ? finding : accepted(finding, able, evidence);
  });
  const problems = suppressions.flatMap((entry) => problemsOf(entry, used.get(entry) ?? new Set(), barred.has(entry), context));
  return [...applied, ...unique(problems)];
}

/** The same words twice in a file are two places of one problem. */
function unique(problems: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const problem of problems) {
    const known = groups.get(problem.fingerprint);
    groups.set(problem.fingerprint, known ? { ...known, evidence: [...known.evidence, ...problem.evidence] } : problem);
  }
  return [...groups.values()];
}

function isLive(entry: Suppression, { asOf }: SuppressionContext): boolean {
  return entry.malformed === null && entry.trusted && entry.reason !== null && (entry.until === null || asOf <= entry.until);
}

function fits(entry: Suppression, finding: Finding, evidence: readonly Evidence[]): boolean {
  if (entry.kind === 'inline') return evidence.some((item) => standsAt(entry, item));
  if (entry.fingerprint !== null && entry.fingerprint !== finding.fingerprint) return false;
  if (entry.subject !== null && entry.subject !== finding.subject && entry.subject !== finding.subject.split('@')[0]) return false;
  if (entry.paths.length === 0) return true;
  const within = matcher(entry);
  return evidence.some(({ path }) => within(path));
}

function standsAt({ path, lines }: Suppression, item: Evidence): boolean {
  return item.path === path && lines.some((line) => line >= item.line && line <= item.endLine);
}

function matcher({ paths }: Suppression): (path: string) => boolean {
  return createGlobMatcher([{ base: '', globs: parseGlobs(paths) }]);
}

/**
 * A finding covers every file with the same cause; a suppression covers the file it stands in, or the paths it names. What is left stays open,
 * shown at the places that nobody accepted.
 */
function accepted(finding: Finding, entries: readonly Suppression[], evidence: readonly Evidence[]): Finding {
  const files = callFiles(evidence);
  const covers = entries.map((entry) => {
    if (entry.kind === 'inline') return (path: string): boolean => path === entry.path;
    return entry.paths.length === 0 ? (): boolean => true : matcher(entry);
  });
  const left = files.filter((path) => !covers.some((cover) => cover(path)));
  if (left.length > 0) {
    const open = evidence.filter(({ path }) => !covers.some((cover) => cover(path)));
    // The place to look at is a call that nobody accepted, not a manifest.
    const calls = open.filter(({ path }) => left.includes(path));
    return { ...finding, evidence: [...calls, ...open.filter((item) => !calls.includes(item))].slice(0, SHOWN) };
  }
  return { ...finding, status: 'suppressed', suppression: acceptance(entries) };
}

/** How matching tells a call from the client it goes through and from an import. */
const CALL = /^call (?:of|through) /;

/**
 * Files where the calls are: a shared client, a manifest or a setting says the same of every call, and is accepted with them. Where no call is
 * seen, the next best files must all be covered.
 */
function callFiles(evidence: readonly Evidence[]): string[] {
  const of = (test: (item: Evidence) => boolean): string[] => [...new Set(evidence.filter(test).map(({ path }) => path))];
  const calls = of(({ kind, context }) => kind === 'import' && CALL.test(context));
  if (calls.length > 0) return calls;
  const code = of(({ kind }) => kind === 'import');
  if (code.length > 0) return code;
  const others = of(({ kind }) => kind !== 'dependency');
  return others.length > 0 ? others : of(() => true);
}

/** Of several, the one that ends first. */
function acceptance(entries: readonly Suppression[]): Acceptance {
  const [first] = [...entries].sort((a, b) => ((a.until ?? '9999') < (b.until ?? '9999') ? -1 : 1));
  const { kind, reason, until, approver, ticket, path, line } = first as Suppression;
  return { kind, reason: reason ?? '', until, approver, ticket, path, line };
}

function problemsOf(entry: Suppression, used: ReadonlySet<string>, barred: boolean, context: SuppressionContext): Finding[] {
  const say = (what: string, message: string, rule = entry.rules[0] ?? ''): Finding => problemFinding(entry, what, message, layerOf(rule, context));
  if (entry.malformed !== null) return [say('malformed', `${entry.malformed}; nothing is suppressed.`)];
  const unknown = entry.rules.filter((rule) => !context.rules.has(rule));
  const list = entry.rules.join(', ');
  const wrong = unknown.map((rule) => say('unknown-rule', `There is no rule "${rule}"; for it nothing is suppressed.`, rule));
  if (entry.reason === null) return [...wrong, say('without-reason', `The suppression of ${list} gives no reason; nothing is suppressed.`)];
  if (!entry.trusted) {
    return [...wrong, say('untrusted', `The suppression of ${list} is not in the revision that suppressions are taken from; nothing is suppressed.`)];
  }
  if (entry.until !== null && context.asOf > entry.until) {
    return [...wrong, say('expired', `The suppression of ${list} expired on ${entry.until}; what it accepted counts again.`)];
  }
  if (barred) wrong.push(say('barred', `What the policy refuses by name cannot be accepted beside the code; nothing is suppressed.`));
  if (!isJudged(entry, context)) return wrong;
  const idle = entry.rules.filter((rule) => context.rules.has(rule) && !used.has(rule));
  return [...wrong, ...idle.map((rule) => say('unused', `Nothing here is a finding of ${rule}; the suppression can go.`, rule))];
}

function isJudged(entry: Suppression, { scopes, scopeOf, whole }: SuppressionContext): boolean {
  return entry.kind === 'inline' ? entry.path !== null && scopes.includes(scopeOf(entry.path)) : whole;
}

function layerOf(rule: string, { rules }: SuppressionContext): Layer {
  return rules.get(rule) ?? LAYERS.find((layer) => rule.startsWith(`${layer}/`)) ?? 'model';
}
