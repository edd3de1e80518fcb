/** Assessments -> findings: one per rule and subject (service, model), over all usages it holds for. */
import type { Check, Confidence, Severity } from '../model/entity.ts';
import { type MESSAGE_WORDS, SEVERITIES } from '../model/entity.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Index } from '../model/knowledge.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { FactRef, LayerAssessment, Restriction } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { BY_POLICY } from './choice.ts';
import { factClaims, factsOf } from './condition-facts.ts';
import { factsAsked, holds } from './conditions.ts';
import { declarationFindings } from './declaration-findings.ts';
import type { DeclarationProblem } from './declare.ts';
import { fingerprintOf, modelSubject, serviceSubject, usageSubject } from './fingerprint.ts';
import type { Judged } from './judged.ts';
import { namedReason } from './named-reason.ts';
import type { Perspective } from './perspective.ts';
import { liftedBy, type Unit } from './units.ts';

/** Decision row -> rule. Rows that are not listed are no finding. */
const RULE_OF_ROW: Readonly<Record<string, string>> = {
  M0: 'model/unavailable',
  M1: 'model/foreign-closed-weights',
  'M?': 'model/unknown-model',
  D0: 'data/no-transfer-basis',
  D1: 'data/outside-home',
  'D?': 'data/unknown-recipient',
  C0: 'compute/foreign-machines',
  C1: 'compute/foreign-operator-at-home',
  L0: 'cloud/foreign-operator',
  L1: 'cloud/foreign-operator-at-home',
  'L?': 'cloud/router',
  P0: 'deployment/provider-state',
  P1: 'deployment/single-closed-supplier',
  X0: 'license/excludes-you',
  X1: 'license/closed-terms',
  'X?': 'license/unknown',
};

interface Draft {
  readonly rule: string;
  readonly subject: string;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly message: string;
  readonly facts: readonly FactRef[];
  readonly judged: Judged;
}

/** All findings of the audited usages, worst first. */
export function findingsOf(
  usages: readonly Judged[],
  index: Index,
  view: Perspective,
  problems: readonly DeclarationProblem[] = [],
  file: string | null = null,
): Finding[] {
  const lifted = liftedBy(usages, index, view);
  const conditional = [...index.checks.values()].filter(({ when }) => when !== null);
  const drafts = usages.flatMap((judged) => [
    ...layerDrafts(judged, lifted.get(judged) ?? new Map(), view),
    ...restrictionDrafts(judged),
    ...adviceDrafts(judged, view),
    ...customDrafts(judged, usages, conditional, index, view),
  ]);
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const key = `${draft.rule}\u0000${subjectIn(draft)}`;
    addTo(groups, key, draft);
  }
  return [...[...groups.values()].map((group) => toFinding(group, index)), ...declarationFindings(problems, index, file)].sort(worstFirst);
}

/** Order of findings: severity, layer, rule, fingerprint. */
export function worstFirst(a: Finding, b: Finding): number {
  const severity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (severity !== 0) return severity;
  const layer = LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer);
  if (layer !== 0) return layer;
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.fingerprint < b.fingerprint ? -1 : 1;
}

function subjectOf({ usage }: Judged, layer: Layer): string {
  return layer === 'model' || layer === 'license' ? modelSubject(usage) : serviceSubject(usage);
}

/** What production does is another matter than what tests do: neither hides the other. */
function subjectIn({ subject, judged }: Draft): string {
  return judged.usage.scope === 'production' ? subject : `${subject} in ${judged.usage.scope}`;
}

/** A layer below its floor, or one whose range crosses it. Where a stand-in holds the layer, losing this usage alone is of low severity. */
function layerDrafts(judged: Judged, lifted: ReadonlyMap<Layer, Unit>, view: Perspective): Draft[] {
  return LAYERS.flatMap((layer) => {
    const assessment = judged.assessment.layers[layer];
    const floor = view.policy.floors[layer];
    if (assessment.low >= floor) return [];
    const standIn = lifted.get(layer);
    const rule = RULE_OF_ROW[assessment.row] ?? `${layer}/below-floor`;
    return [
      {
        rule,
        subject: subjectOf(judged, layer),
        layer,
        severity: standIn ? ('low' as const) : severityOf(assessment, judged, floor),
        message: standIn ? `${assessment.reason} Its fallback list holds this layer: ${standIn.level.reason}` : assessment.reason,
        facts: standIn ? [...assessment.facts, ...standIn.level.facts] : assessment.facts,
        judged,
      },
    ];
  });
}

/** Severity is derived from level, certainty and effect, never typed in. */
function severityOf(assessment: LayerAssessment, judged: Judged, floor: number): Severity {
  if (
    assessment.layer === 'model' &&
    assessment.row === 'M0' &&
    (judged.assessment.revocability === 'R4' || judged.assessment.restrictions.some(({ level }) => level === 'prohibited'))
  )
    return 'critical';
  if (assessment.high >= floor) return judged.usage.confidence === 'low' ? 'low' : 'medium';
  return assessment.low === 0 ? 'high' : 'medium';
}

const RESTRICTION_SEVERITY: Readonly<Record<Restriction['level'], Severity>> = { prohibited: 'critical', conditional: 'high', watch: 'low', none: 'info' };

function restrictionDrafts(judged: Judged): Draft[] {
  return judged.assessment.restrictions
    .filter(({ by }) => by !== 'transfer-basis')
    .map((restriction) => ({
      rule: restriction.level === 'prohibited' && restriction.by.startsWith(BY_POLICY) ? 'model/denied-by-policy' : `model/${restriction.level}`,
      subject: restrictionSubject(restriction, judged),
      layer: 'model' as const,
      // A condition that hangs on a fact about the user is a question, not yet a risk of the first order.
      severity: restriction.level === 'conditional' && restriction.flags.includes('undeclared') ? 'medium' : RESTRICTION_SEVERITY[restriction.level],
      message: namedReason(restriction, judged.usage),
      facts: restriction.facts,
      judged,
    }));
}

/** A policy refuses one thing, a law a developer or a service: what is refused is what the finding is about. */
function restrictionSubject({ by }: Restriction, { usage }: Judged): string {
  const developer = usage.model?.developer.id;
  if (by === `${BY_POLICY}model`) return `${by}:${usage.model?.id ?? usage.model?.requested ?? ''}`;
  if (by === `${BY_POLICY}operator` || by === `${BY_POLICY}service`) return `${by}:${usage.service?.id ?? ''}`;
  return `${by}:${developer ?? usage.service?.id ?? ''}`;
}

/** Things worth knowing that put no layer below its floor. */
function adviceDrafts(judged: Judged, view: Perspective): Draft[] {
  const { usage, assessment } = judged;
  const drafts: Draft[] = [];
  if (usage.weights === 'pulled' && assessment.layers.deployment.low >= view.policy.floors.deployment) {
    drafts.push({
      rule: 'deployment/unpinned-weights',
      subject: modelSubject(usage),
      layer: 'deployment',
      severity: 'low',
      message: `${usage.model?.name ?? 'The model'} is fetched by name at start: what runs tomorrow is decided by the hub.`,
      facts: [],
      judged,
    });
  }
  if (usage.model && (usage.model.status === 'legacy' || usage.model.status === 'retired')) {
    drafts.push({
      rule: 'model/legacy',
      subject: usage.model.id ?? usage.model.requested,
      layer: 'model',
      severity: 'low',
      message: `${usage.model.name} is ${usage.model.status === 'legacy' ? 'a legacy model: a newer one is current' : 'recorded as retired by its maker'}.`,
      facts: [],
      judged,
    });
  }
  return drafts;
}

/** Rules with a condition, over one usage. */
function customDrafts(judged: Judged, all: readonly Judged[], checks: readonly Check[], index: Index, view: Perspective): Draft[] {
  if (checks.length === 0) return [];
  const asked = { ...judged, index, view, group: groupOf(judged, all) };
  const fact = factsOf(asked);
  const question = { fact, index, view, whenUnknown: null };
  return checks.flatMap((check) => {
    if (check.when === null || !holds(check.when, check.whenUnknown ? { ...question, whenUnknown: check.whenUnknown } : question)) return [];
    return [
      {
        rule: check.id,
        subject: usageSubject(judged.usage),
        layer: check.layer,
        severity: check.severity ?? 'medium',
        message: fill(check.message, judged),
        facts: factsAsked(check.when).flatMap((name) => factClaims(name, fact(name), asked)),
        judged,
      },
    ];
  });
}

function groupOf(judged: Judged, all: readonly Judged[]): Judged[] {
  const { fallbackGroup, scope } = judged.usage;
  return fallbackGroup === null ? [judged] : all.filter(({ usage }) => usage.fallbackGroup === fallbackGroup && usage.scope === scope);
}

/** Words in braces in the message of a custom rule. */
function fill(template: string, { usage }: Judged): string {
  const values: Readonly<Record<(typeof MESSAGE_WORDS)[number], string>> = {
    service: usage.service?.name ?? 'an unknown service',
    model: usage.model?.name ?? 'an unnamed model',
    operator: usage.service?.operator.name ?? 'an unknown operator',
    country: usage.service?.operator.country ?? 'an unknown country',
    host: usage.endpoint?.host ?? 'an unknown host',
    region: usage.endpoint?.region ?? 'an unknown region',
    license: usage.model?.license?.name ?? 'an unknown license',
    sdk: usage.sdk?.name ?? 'no library',
    purpose: usage.purpose,
  };
  return template.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name as keyof typeof values] ?? whole);
}

const CONFIDENCE_RANK: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

function toFinding(group: readonly Draft[], index: Index): Finding {
  // One cause is one finding: where it holds at several severities, the worst of them speaks.
  const ranked = [...group].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const first = ranked[0] as Draft;
  const subject = subjectIn(first);
  const check: Check | undefined = index.checks.get(first.rule);
  const usages = [...new Map(ranked.map(({ judged }) => [judged.usage.id, judged.usage])).values()];
  const confidence = usages.reduce<Confidence>((top, usage) => (CONFIDENCE_RANK[usage.confidence] > CONFIDENCE_RANK[top] ? usage.confidence : top), 'low');
  return {
    fingerprint: fingerprintOf(first.rule, subject),
    rule: first.rule,
    subject,
    layer: first.layer,
    severity: first.severity,
    confidence,
    status: 'new',
    was: null,
    suppression: null,
    lineHash: null,
    message: first.message,
    remediation: check?.remediation ?? '',
    usages: usages.map(({ id }) => id),
    evidence: unique(usages.flatMap(({ evidence }) => evidence.slice(0, 20))).slice(0, 100),
    facts: first.facts,
  };
}

function unique(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((item) => [item.id, item])).values()];
}
