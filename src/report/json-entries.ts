import type { Component } from '../model/component.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { UsageReport } from '../model/report.ts';
import type { FactRef, OrganizationRef, Restriction } from '../model/usage.ts';
import { primaryFirst, sortedEvidence } from './order.ts';
import type { JsonReport } from './schema.ts';
import { compareText } from './select.ts';

type JsonUsage = JsonReport['usages'][number];
type JsonEvidence = JsonUsage['evidence'][number];

/** A usage as published. */
export function jsonUsage(source: UsageReport): JsonUsage {
  const { sdk, endpoint } = source;
  return {
    id: source.id,
    purpose: source.purpose,
    scope: source.scope,
    sdk: sdk === null ? null : { id: sdk.id, purl: sdk.purl, name: sdk.name },
    service: service(source.service),
    model: model(source.model),
    dynamicModel: source.dynamicModel,
    endpoint: endpoint === null ? null : { host: endpoint.host, region: endpoint.region, country: endpoint.country, place: endpoint.place },
    endpointBasis: source.endpointBasis,
    route: source.route,
    configurable: source.configurable,
    weights: source.weights,
    fallbackGroup: source.fallbackGroup,
    ...(source.keepsState !== undefined && { keepsState: source.keepsState }),
    ...(source.accelerators && { accelerators: { ids: [...source.accelerators.ids], elsewhere: source.accelerators.elsewhere } }),
    confidence: source.confidence,
    layers: perLayer((layer) => {
      const { low, high, row, reason, facts } = source.layers[layer];
      return { low, high, row, reason, facts: facts.map(jsonFact) };
    }),
    revocability: source.revocability,
    revocabilityReason: source.revocabilityReason,
    restrictions: source.restrictions.map(restriction),
    evidence: published(primaryFirst(source.evidence)),
  };
}

/** A component as published. */
export function jsonComponent({ id, type, name, purl, version, scope, details, evidence }: Component): JsonReport['components'][number] {
  return {
    id,
    type,
    name,
    purl,
    version,
    scope,
    details: details.map((detail) => ({ name: detail.name, value: detail.value })),
    evidence: published(sortedEvidence(evidence)),
  };
}

/** A finding as published. */
export function jsonFinding(source: Finding): JsonReport['findings'][number] {
  return {
    fingerprint: source.fingerprint,
    rule: source.rule,
    subject: source.subject,
    layer: source.layer,
    severity: source.severity,
    confidence: source.confidence,
    status: source.status,
    was: source.was,
    suppression: suppression(source.suppression),
    lineHash: source.lineHash,
    message: source.message,
    remediation: source.remediation,
    usages: [...source.usages].sort(compareText),
    evidence: published(primaryFirst(source.evidence)),
    facts: source.facts.map(jsonFact),
  };
}

function suppression(source: Finding['suppression']): JsonReport['findings'][number]['suppression'] {
  if (source === null) return null;
  const { kind, reason, until, approver, ticket, path, line } = source;
  return { kind, reason, until, approver, ticket, path, line };
}

/** A record with one value per layer, in layer order. */
export function perLayer<T>(value: (layer: Layer) => T): Record<Layer, T> {
  return Object.fromEntries(LAYERS.map((layer) => [layer, value(layer)])) as Record<Layer, T>;
}

function service(source: UsageReport['service']): JsonUsage['service'] {
  if (source === null) return null;
  const { id, name, category, operator, observed } = source;
  return { id, name, category, operator: organization(operator), observed };
}

function model(source: UsageReport['model']): JsonUsage['model'] {
  if (source === null) return null;
  return {
    id: source.id,
    family: source.family,
    requested: source.requested,
    name: source.name,
    developer: organization(source.developer),
    weights: source.weights,
    license: source.license === null ? null : { id: source.license.id, name: source.license.name },
    base: source.base,
    modality: source.modality,
    origin: source.origin,
    status: source.status,
  };
}

function organization({ id, name, country, controller }: OrganizationRef): NonNullable<JsonUsage['service']>['operator'] {
  return { id, name, country, controller };
}

function restriction({ level, by, reason, from, to, status, flags, facts }: Restriction): JsonUsage['restrictions'][number] {
  return { level, by, reason, from, to, status, flags: [...flags], facts: facts.map(jsonFact) };
}

/** A fact as published. */
export function jsonFact({ claim, source, asOf, basis }: FactRef): JsonReport['findings'][number]['facts'][number] {
  return { claim, source, asOf, basis };
}

function published(entries: readonly Evidence[]): JsonEvidence[] {
  return entries.map((entry) => ({
    path: entry.path,
    line: entry.line,
    column: entry.column,
    endLine: entry.endLine,
    endColumn: entry.endColumn,
    kind: entry.kind,
    value: entry.value,
    context: entry.context,
    confidence: entry.confidence,
    signature: entry.signature,
  }));
}
