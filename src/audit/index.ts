/** The whole program, top to bottom: with `scan/`, the only room that joins the stages. */
import { staleEntries } from '../evaluate/baseline.ts';
import { daysOfChange, historyOf } from '../evaluate/history.ts';
import { evaluate } from '../evaluate/index.ts';
import { perspective } from '../evaluate/perspective.ts';
import { simulate } from '../evaluate/simulate.ts';
import { whatIfOf } from '../evaluate/what-if.ts';
import { type Knowledge, loadEvents, loadKnowledge } from '../knowledge/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { History } from '../model/history.ts';
import type { Index } from '../model/knowledge.ts';
import type { PackRef } from '../model/pack.ts';
import type { Report } from '../model/report.ts';
import type { Simulation } from '../model/simulation.ts';
import { withLineHashes } from '../scan/index.ts';
import { VERSION } from '../version.ts';
import { gather } from './gather.ts';
import { knownBefore } from './known-before.ts';
import { type AuditOptions, isWhole, limitsOf, type SupposeOptions } from './options.ts';

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
    diagnostics: [...listing.diagnostics, ...scan.diagnostics, ...told, ...(before?.told ?? [])].sort(byPlace),
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

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0);
}
