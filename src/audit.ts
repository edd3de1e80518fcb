/** The whole program, top to bottom: with `scan/`, the only room that joins the stages. */
import { isAbsolute } from 'node:path';
import type { ProfilePart } from './config/index.ts';
import { staleEntries } from './evaluate/baseline.ts';
import { declaredNameProblems } from './evaluate/check-declarations.ts';
import { daysOfChange, historyOf } from './evaluate/history.ts';
import { type EvaluationOptions, evaluate, type Gates } from './evaluate/index.ts';
import { perspective } from './evaluate/perspective.ts';
import { simulate } from './evaluate/simulate.ts';
import { type Supposed, whatIfOf } from './evaluate/what-if.ts';
import { type Knowledge, loadEvents, loadKnowledge, type RuleFile } from './knowledge/index.ts';
import { cachedKnowledge } from './knowledge-cache.ts';
import type { Declarations } from './model/declaration.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Policy } from './model/entity.ts';
import type { History } from './model/history.ts';
import type { Index } from './model/knowledge.ts';
import type { Scope } from './model/layer.ts';
import { DEFAULT_LIMITS, type Limits } from './model/limits.ts';
import type { PackRef } from './model/pack.ts';
import type { Report, RepositoryIdentity } from './model/report.ts';
import type { Simulation } from './model/simulation.ts';
import type { Baseline, KnownFinding, Suppression } from './model/suppression.ts';
import { resolve } from './resolve/index.ts';
import { boundedListing, boundedMatches, boundedUsages } from './scan/bounds.ts';
import { listOptions, listTree, type Selection, scanFiles, trustedSuppressions, withLineHashes } from './scan/index.ts';
import { PROJECT_FILE } from './scan/plan.ts';
import type { Scan } from './scan/tally.ts';
import { type Listing, readListed } from './sources/list.ts';
import { createReadBuffer } from './sources/read.ts';
import { repositoryOf } from './sources/remote.ts';
import { commitOf, listRevision, mergeBase } from './sources/revision.ts';
import { type ScopePaths, scopeReader } from './sources/scope.ts';
import { didYouMean } from './util/closest.ts';
import { InputError, UsageError } from './util/errors.ts';
import { mask } from './util/mask.ts';
import { VERSION } from './version.ts';

/** What to audit and from which perspective. Everything an audit depends on is here: there is no clock and no environment below. */
export interface AuditOptions extends Selection {
  /** Folder or file to audit. */
  readonly path: string;
  /** What to call the repository when its report is joined with others. Default: its remote. */
  readonly name?: string;
  /** ISO date; it stands for the end of that day. */
  readonly asOf: string;
  /** Profile id, optionally with a scope: `us-federal:civ`. */
  readonly profile?: string;
  /** Files or folders with rules of your own. */
  readonly rules?: readonly string[];
  /** Rules of your own that were read from elsewhere than the disk. */
  readonly ruleFiles?: readonly RuleFile[];
  /** Those of them that lie in `path`, as POSIX paths relative to it: they are not audited as code. */
  readonly ownRules?: ReadonlySet<string>;
  /** The packs that files among `ruleFiles` belong to, by name, for the report. */
  readonly packs?: readonly Omit<PackRef, 'entries'>[];
  /** Knowledge that was loaded before: `rules`, `ruleFiles` and `profiles` are not read again. */
  readonly knowledge?: Knowledge;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Scopes that are scored. Default: production. */
  readonly scopes?: readonly Scope[];
  /** What files are for, where their path does not say it: scope -> gitignore-like patterns. The first scope with a match counts. */
  readonly scopePaths?: ScopePaths;
  readonly gitignore?: boolean;
  /** Bounds that are not the default ones. */
  readonly limits?: Partial<Limits>;
  readonly gates?: Partial<Gates>;
  /** What a project file declares, with the path of that file for messages. */
  readonly declarations?: Declarations;
  /** Profiles a project file brings. */
  readonly profiles?: readonly ProfilePart[];
  /** What a project file accepts. Comments in the code are read besides. */
  readonly suppressions?: readonly Suppression[];
  /** Revision whose comments count: a suppression that is only in the audited tree does not. */
  readonly suppressionsFrom?: string;
  /** Findings that were accepted as they are. */
  readonly baseline?: Baseline;
  /** What was there before: at the point where the branch left a revision, or in the last commit for what is staged. */
  readonly compare?: { readonly since: string } | { readonly staged: true; readonly indexFile: string | null };
  /** Audit the tree of this revision, from git's objects, instead of the files on disk. */
  readonly revision?: string;
  /** Compute the line hash of findings that GitHub knows alerts by. Reads their files once more. */
  readonly lineHashes?: boolean;
  /** Folder to keep scans in, for the next audit of the same tree, and the present instant in milliseconds. Default: nothing is kept. */
  readonly cache?: { readonly folder: string; readonly now: number };
  /** Threads at most, this one included. Default: 1; more only start when there is work for them. */
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What `simulate` supposes, in the words of the command line; `events` are files in rules format. */
export type SupposeOptions = Supposed;

/** No gate was asked for. */
export const NO_GATES: Gates = { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' };

/** Audits a folder. Throws `UsageError` when there is nothing to scan, `InputError` when rules or declarations are wrong. */
export async function audit(options: AuditOptions): Promise<Report> {
  const gathered = await gather(options);
  const { knowledge, listing, scan, told, components, usages, evaluation, context } = gathered;
  const { index } = knowledge;
  const before = await knownBefore(options, gathered);
  const baseline = options.baseline ?? null;
  const evaluated = evaluate(usages, index, { ...evaluation, known: [...(baseline?.findings ?? []), ...(before?.findings ?? [])] });
  const stale = baseline === null || baseline.profile !== context.profile || !isWhole(options) ? [] : staleEntries(baseline.findings, evaluated.findings);
  return {
    schemaVersion: '1.0',
    tool: { name: 'sovaudit', version: VERSION },
    knowledge: {
      version: index.version,
      asOf: index.newestFact,
      newestFact: index.newestFact,
      oldestFact: index.oldestFact,
      customRules: index.custom,
      ...(options.packs && options.packs.length > 0 && { packs: options.packs.map((pack) => withEntries(pack, index)) }),
    },
    audit: context,
    ...evaluated,
    findings: options.lineHashes ? withLineHashes(evaluated.findings, listing, limitsOf(options)) : evaluated.findings,
    comparison: {
      baseline: baseline === null ? null : { file: baseline.file, profile: baseline.profile, entries: baseline.findings.length, stale },
      revision: before === null ? null : { ref: before.ref, id: before.id, ...(before.projectFiles.length > 0 && { projectFiles: before.projectFiles }) },
    },
    components,
    coverage: scan.coverage,
    diagnostics: [...listing.diagnostics, ...scan.diagnostics, ...told].sort(byPlace),
  };
}

function withEntries(pack: Omit<PackRef, 'entries'>, { custom }: Index): PackRef {
  return { ...pack, entries: custom.filter((entry) => entry.pack === pack.name).length };
}

/** The same audit twice, with and without something that has not happened. Throws like `audit`, and `UsageError` for what cannot be supposed. */
export async function simulateAudit(options: AuditOptions, supposed: SupposeOptions): Promise<Simulation> {
  const { knowledge, usages, evaluation, context } = await gather(options);
  const { index } = knowledge;
  const { index: after, events } = await loadSupposed(knowledge, supposed, options);
  const view = perspective(after, evaluation.policy, evaluation.policyScope, evaluation.asOf);
  const whatIf = whatIfOf({ ...supposed, events }, usages, after, view);
  return {
    schemaVersion: '1.0',
    tool: { name: 'sovaudit', version: VERSION },
    knowledge: { version: index.version },
    audit: context,
    ...simulate(usages, index, whatIf, evaluation),
  };
}

/** The index of the world that is supposed, and the ids of events that only it has. */
export async function loadSupposed(
  { index }: Knowledge,
  supposed: SupposeOptions,
  { rules = [], profiles = [], ruleFiles = [] }: Pick<AuditOptions, 'rules' | 'profiles' | 'ruleFiles'>,
): Promise<{ readonly index: Index; readonly events: readonly string[]; readonly supposed: SupposeOptions }> {
  const more = (await Promise.all(supposed.events.map((path) => loadEvents(path)))).flat();
  const after = more.length === 0 ? index : (await loadKnowledge(rules, [...profiles, ...more], ruleFiles)).index;
  return { index: after, events: more.filter(({ kind }) => kind === 'events').map(({ id }) => id), supposed };
}

/**
 * The same scan judged at many days: the days given, or every day between two on which something changes. The code stays as it is. Throws like
 * `audit`.
 */
export async function auditHistory(options: AuditOptions, days: readonly string[] | { readonly from: string; readonly to: string }): Promise<History> {
  const last = 'from' in days ? days.to : (days.at(-1) ?? options.asOf);
  const { knowledge, usages, evaluation, context } = await gather({ ...options, asOf: last });
  const { index } = knowledge;
  const view = perspective(index, evaluation.policy, evaluation.policyScope, last);
  const all = 'from' in days ? daysOfChange(index, view, options.declarations ?? null, days.from, days.to) : days;
  return {
    schemaVersion: '1.0',
    tool: { name: 'sovaudit', version: VERSION },
    knowledge: { version: index.version },
    audit: context,
    ...historyOf(usages, index, all, evaluation, 'from' in days),
  };
}

/** The bounds of an audit. */
function limitsOf({ limits }: AuditOptions): Limits {
  return { ...DEFAULT_LIMITS, ...limits };
}

/** Everything up to judgement: knowledge, files, usages, and how they are to be judged. */
async function gather(options: AuditOptions) {
  const { knowledge, kept } = await knowledgeFor(options);
  const { index } = knowledge;
  const { policy, scope } = findPolicy(index, options.profile ?? 'eu');
  if (options.declarations) checkDeclarations(options.declarations, index);
  checkGates(options.gates, index);
  const limits = limitsOf(options);
  const [listed, repository] = await Promise.all([listTree(options, limits), identityOf(options)]);
  const listing = boundedListing(listed, limits);
  const scopeOf = scopeReader(options.scopePaths);
  const scan = await scanFiles(listing, knowledge, {
    ...scanOptions(options),
    limits,
    ...(kept && { kept }),
    ...(options.onProgress && { progress: options.onProgress }),
    ...(options.cache && { cache: { ...options.cache, options: JSON.stringify(options.scopePaths ?? {}) } }),
  });
  const inline = await trusted(scan, options);
  const { kept: matches, told: tooMany } = boundedMatches(scan.matches, limits);
  const resolved = resolve(matches, index);
  const { kept: usages, told: unjudged } = boundedUsages(resolved.usages, limits);
  const scopes = options.scopes ?? ['production'];
  const evaluation: EvaluationOptions = {
    policy,
    policyScope: scope,
    asOf: options.asOf,
    scopes,
    gates: { ...NO_GATES, ...options.gates },
    ...(options.declarations && { declarations: options.declarations }),
    suppressions: { entries: [...(options.suppressions ?? []), ...inline], scopeOf, whole: isWhole(options) },
  };
  const context: Report['audit'] = {
    root: isAbsolute(options.path) ? '.' : options.path,
    ...(repository && { repository }),
    revision: listing.revision,
    profile: policy.id,
    profileName: policy.name,
    profileScope: scope ?? policy.defaultScope,
    asOf: options.asOf,
    scopes,
  };
  return { knowledge, listing, scan, told: [...tooMany, ...unjudged], components: resolved.components, usages, evaluation, context };
}

/** What the audit is made with, and where other threads find it. */
async function knowledgeFor({ knowledge, rules = [], profiles = [], ruleFiles = [], cache, path }: AuditOptions) {
  if (knowledge !== undefined) return { knowledge, kept: null };
  return cachedKnowledge({ rules, profiles, ruleFiles }, cache === undefined ? null : { ...cache, root: path });
}

/** A name that was given stands alone: whoever gives it says what of the repository it means. */
async function identityOf({ name, path }: AuditOptions): Promise<RepositoryIdentity | null> {
  return name === undefined ? repositoryOf(path) : { name: mask(name), folder: '', from: 'flag' };
}

function scanOptions({ scopePaths, rules, ruleFiles, ownRules, jobs }: AuditOptions) {
  return {
    ...(ownRules && { ownRules }),
    ...(scopePaths && { scopePaths }),
    ...(rules && { rules }),
    ...(ruleFiles && { ruleFiles }),
    ...(jobs !== undefined && { jobs }),
  };
}

function checkDeclarations(declarations: Declarations, index: Index): void {
  const problems = declaredNameProblems(declarations, index);
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file: declarations.path ?? 'sovaudit.yaml', ...problem })));
}

/** A gate on a rule that does not exist would never fail. */
function checkGates(gates: Partial<Gates> | undefined, { checks }: Index): void {
  const unknown = gates?.failOnRule?.find(({ rule }) => !checks.has(rule));
  if (unknown)
    throw new UsageError(
      `fail_on_rule: there is no rule "${unknown.rule}"${didYouMean(unknown.rule, checks.keys())}`,
      'sovaudit rules list checks has them all',
    );
}

/** The policy of a profile, with its scope after a colon. Throws `UsageError` with the nearest right word. */
export function findPolicy(index: Index, profile: string): { policy: Policy; scope: string | null } {
  const [id = '', scope] = profile.split(':');
  const policy = index.policies.get(id);
  if (!policy)
    throw new UsageError(`unknown profile "${id}"${didYouMean(id, index.policies.keys())}`, `profiles: ${[...index.policies.keys()].sort().join(', ')}`);
  if (scope !== undefined && !policy.scopes.includes(scope)) {
    throw new UsageError(`profile "${id}" has no scope "${scope}"`, policy.scopes.length > 0 ? `scopes: ${policy.scopes.join(', ')}` : 'it has no scopes');
  }
  return { policy, scope: scope ?? null };
}

/** Whether everything there is was read: only then can it be said that something is not there. */
function isWhole({ include = [], exclude = [] }: AuditOptions): boolean {
  return include.length === 0 && exclude.length === 0;
}

async function trusted(scan: Scan, { path, suppressionsFrom }: AuditOptions): Promise<readonly Suppression[]> {
  if (suppressionsFrom === undefined || scan.suppressions.length === 0) return scan.suppressions;
  return trustedSuppressions(scan.suppressions, path, await commitOf(path, suppressionsFrom, '--config-from'));
}

/** Findings of the tree this one is compared with, judged the same way. What was suppressed there is not known: it counts when the comment goes. */
async function knownBefore(
  options: AuditOptions,
  { knowledge, evaluation, listing: now }: { readonly knowledge: Knowledge; readonly evaluation: EvaluationOptions; readonly listing: Listing },
): Promise<{ ref: string; id: string | null; findings: KnownFinding[]; projectFiles: readonly string[] } | null> {
  const { compare, path } = options;
  if (!compare) return null;
  const ref = 'since' in compare ? compare.since : 'HEAD';
  const id = 'since' in compare ? await mergeBase(path, await commitOf(path, ref, '--since'), ref) : await headOf(path);
  if (id === null) return { ref, id, findings: [], projectFiles: [] };
  const limits = limitsOf(options);
  const listing = boundedListing(await listRevision(path, { kind: 'commit', id }, listOptions(options, limits)), limits);
  const scopeOf = scopeReader(options.scopePaths);
  const scan = await scanFiles(listing, knowledge, { ...scanOptions(options), limits });
  const { usages } = resolve(boundedMatches(scan.matches, limits).kept, knowledge.index);
  const entries = [...(options.suppressions ?? []), ...scan.suppressions];
  const { findings } = evaluate(usages, knowledge.index, { ...evaluation, gates: NO_GATES, suppressions: { entries, scopeOf, whole: isWhole(options) } });
  const open = findings.filter(({ status }) => status !== 'suppressed');
  const known = open.map(({ fingerprint, rule, severity, subject }) => ({ fingerprint, rule, severity, subject }));
  return { ref, id, findings: known, projectFiles: changedProjectFiles(listing, now) };
}

/** Project files and baselines that are in one tree only, or not the same in both: who changes them changes how the rest is judged. */
function changedProjectFiles(before: Listing, now: Listing): string[] {
  const names = ({ files }: Listing): string[] => files.map(({ path }) => path).filter((path) => PROJECT_FILE.test(path));
  const then = new Set(names(before));
  const today = new Set(names(now));
  const same = (path: string): boolean => then.has(path) && today.has(path) && contentOf(before, path).equals(contentOf(now, path));
  return [...new Set([...then, ...today])].filter((path) => !same(path)).sort();
}

function contentOf(listing: Listing, path: string): Buffer {
  const buffer = createReadBuffer();
  const outcome = readListed(listing, path, buffer, DEFAULT_LIMITS.fileSize);
  return outcome.kind === 'read' ? buffer.bytes.subarray(0, outcome.length) : Buffer.alloc(0);
}

/** Before the first commit there is nothing, and everything is new. */
async function headOf(path: string): Promise<string | null> {
  try {
    return await commitOf(path, 'HEAD', '--staged');
  } catch (error) {
    if (error instanceof UsageError && error.message.includes('there is no revision')) return null;
    throw error;
  }
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0);
}
