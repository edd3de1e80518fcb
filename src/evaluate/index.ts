import type { Declarations } from '../model/declaration.ts';
import type { Check, Policy } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import type { Index } from '../model/knowledge.ts';
import { SCOPES, type Scope } from '../model/layer.ts';
import type { Report, UsageReport } from '../model/report.ts';
import type { KnownFinding, Suppression } from '../model/suppression.ts';
import type { Usage } from '../model/usage.ts';
import { assess } from './assess.ts';
import { regimesOf } from './audience.ts';
import { compareWithKnown } from './baseline.ts';
import { dataPracticesOf } from './data-practices.ts';
import { type DeclarationProblem, declare, unusedDeclarations } from './declare.ts';
import { findingsOf, worstFirst } from './findings.ts';
import { frameworksOf } from './frameworks.ts';
import { type Gates, gateResults } from './gate.ts';
import type { Judged } from './judged.ts';
import { nextSteps } from './next-steps.ts';
import { type Perspective, perspective } from './perspective.ts';
import { questionsOf } from './questions.ts';
import { resilienceOf } from './resilience.ts';
import type { Supposition } from './supposition.ts';
import { suppress } from './suppress.ts';
import { layerReports, scored, verdictOf } from './verdict.ts';

export type { Gates } from './gate.ts';

/** What an evaluation is asked for. */
export interface EvaluationOptions {
  readonly policy: Policy;
  readonly policyScope: string | null;
  readonly asOf: string;
  readonly scopes: readonly Scope[];
  readonly gates: Gates;
  /** What the user declares of the organisation, endpoints and contracts. */
  readonly declarations?: Declarations;
  /** What somebody accepted, and how much of the repository it was written for is read here. */
  readonly suppressions?: { readonly entries: readonly Suppression[]; readonly scopeOf: (path: string) => Scope; readonly whole: boolean };
  /** What was there before: in a baseline, in another revision. */
  readonly known?: readonly KnownFinding[];
  /** What is supposed to have happened; an audit supposes nothing. */
  readonly supposed?: readonly Supposition[];
}

/** The part of a report that judgement makes. */
export type Evaluation = Pick<
  Report,
  'verdict' | 'layers' | 'usages' | 'findings' | 'resilience' | 'nextSteps' | 'questions' | 'frameworks' | 'dataPractices' | 'gates' | 'rules'
>;

/** Usages x policy x date -> levels, verdict, findings, steps and gates. Pure: no clock, no disk. */
export function evaluate(usages: readonly Usage[], index: Index, options: EvaluationOptions): Evaluation {
  const { judged, view, problems } = judge(usages, index, options);
  const deciding = scored(judged, options.scopes);
  const inScope = judged.filter(({ usage }) => options.scopes.includes(usage.scope));
  const raised = findingsOf(inScope, index, view, problems, options.declarations?.path ?? null);
  const findings = compareWithKnown(accepted(raised, inScope, index, options), options.known ?? []).sort(worstFirst);
  const levels = layerReports(deciding, index, view);
  const layers = levels.map((layer) => ({
    ...layer,
    findings: findings.filter((finding) => finding.layer === layer.layer).map(({ fingerprint }) => fingerprint),
  }));
  const verdict = verdictOf(deciding, levels, view);
  const reported = judged.map(toUsageReport);
  return {
    verdict,
    layers,
    findings,
    usages: reported,
    resilience: resilienceOf(deciding, index),
    nextSteps: nextSteps(deciding, index, view),
    questions: questionsOf(inScope, index, view),
    frameworks: frameworksOf(deciding, levels, index, view),
    dataPractices: dataPracticesOf(
      judged.map(({ usage }) => usage),
      index,
    ),
    gates: gateResults({ verdict, layers, findings, usages: reported }, options.gates),
    rules: ruleDescriptors(findings, index, view),
  };
}

/** Findings with suppressions applied, and what is wrong with those. */
function accepted(raised: readonly Finding[], judged: readonly Judged[], index: Index, { suppressions, asOf, scopes }: EvaluationOptions): Finding[] {
  if (!suppressions || suppressions.entries.length === 0) return [...raised];
  const usages = new Map(judged.map(({ usage }) => [usage.id, usage]));
  const rules = new Map([...index.checks.values()].map(({ id, layer }) => [id, layer]));
  const evidenceOf = (finding: Finding) => (finding.usages.length === 0 ? finding.evidence : finding.usages.flatMap((id) => usages.get(id)?.evidence ?? []));
  const { entries, scopeOf, whole } = suppressions;
  const all = suppress(raised, entries, { asOf, rules, scopes, scopeOf, whole, evidenceOf });
  return all.map((finding) => (finding.remediation === '' ? { ...finding, remediation: index.checks.get(finding.rule)?.remediation ?? '' } : finding));
}

/** Every usage judged under one perspective, and what is wrong with the declarations it took in. The core that `simulate` runs twice. */
export function judge(
  usages: readonly Usage[],
  index: Index,
  options: EvaluationOptions,
): { judged: Judged[]; view: Perspective; problems: DeclarationProblem[] } {
  const { policy, policyScope, asOf, declarations, supposed = [] } = options;
  const plain = perspective(index, policy, policyScope, asOf);
  const declared = declarations ? declare(usages, declarations, index, plain) : null;
  const view: Perspective = { ...plain, declared: declared?.view ?? plain.declared, supposed };
  const judged = [...(declared?.usages ?? usages)].sort(byPlace).map((usage): Judged => ({ usage, assessment: assess(usage, index, view) }));
  if (!declarations || !declared) return { judged, view, problems: [] };
  const idle = unusedDeclarations(
    declarations,
    judged.map(({ assessment }) => assessment),
    declared.problems,
    asOf,
  );
  return { judged, view, problems: [...declared.problems, ...idle] };
}

/** The place of the first evidence, then the id: which usage comes first must not depend on the order they were found in. */
function byPlace(a: Usage, b: Usage): number {
  const scope = SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope);
  if (scope !== 0) return scope;
  const [left, right] = [a.evidence[0], b.evidence[0]];
  if (left?.path !== right?.path) return (left?.path ?? '\uffff') < (right?.path ?? '\uffff') ? -1 : 1;
  return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function ruleDescriptors(findings: Evaluation['findings'], index: Index, view: Perspective): Report['rules'] {
  const used = [...new Set(findings.map(({ rule }) => rule))].sort();
  return used.map((id) => {
    const check = index.checks.get(id);
    const layer = findings.find(({ rule }) => rule === id)?.layer ?? 'model';
    return {
      id,
      name: check?.name ?? id,
      layer: check?.layer ?? layer,
      help: check?.help ?? '',
      remediation: check?.remediation ?? '',
      references: check?.references ?? [],
      touches: touchesOf(check, index, view),
    };
  });
}

/** Of the places a rule touches, those of laws and frameworks this profile is under. */
function touchesOf(check: Check | undefined, index: Index, view: Perspective): Report['rules'][number]['touches'] {
  const regimes = regimesOf(index, view);
  return (check?.touches ?? []).flatMap(({ regime: id, at }) => {
    const regime = index.regimes.get(id);
    return regime && regimes.has(id) ? [{ regime: id, name: regime.name, at }] : [];
  });
}

function toUsageReport({ usage, assessment }: Judged): UsageReport {
  const entries = Object.values(assessment.layers).map(({ layer, low, high, row, reason, facts }) => [layer, { low, high, row, reason, facts }] as const);
  return {
    ...usage,
    layers: Object.fromEntries(entries) as UsageReport['layers'],
    revocability: assessment.revocability,
    revocabilityReason: assessment.revocabilityReason,
    restrictions: assessment.restrictions,
  };
}
