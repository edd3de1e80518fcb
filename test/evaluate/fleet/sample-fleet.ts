import { condense } from '../../../src/evaluate/fleet/condense.ts';
import type { CondensableReport, CondensableUsage, Fleet } from '../../../src/model/fleet.ts';
import { LAYERS, type Layer } from '../../../src/model/layer.ts';
import type { Verdict } from '../../../src/model/report.ts';

/** What a sample report may say. */
export interface Sample {
  readonly name?: string;
  readonly folder?: string;
  readonly revision?: string | null;
  readonly asOf?: string;
  readonly profile?: string;
  readonly knowledge?: string;
  readonly tool?: string;
  readonly floor?: number;
  readonly verdict?: Verdict;
  readonly missing?: number;
  readonly low?: number;
  readonly high?: number;
  readonly findings?: CondensableReport['findings'];
  readonly usages?: readonly CondensableUsage[];
  readonly controllers?: CondensableReport['resilience']['controllers'];
}

const perLayer = <T>(value: T): Record<Layer, T> => Object.fromEntries(LAYERS.map((layer) => [layer, value])) as Record<Layer, T>;

/** A call path to a service, of a model. */
export function usage(id: string, service: string, model: string, more: Partial<CondensableUsage> = {}): CondensableUsage {
  const body = { id: service, name: service.toUpperCase(), country: 'US', controller: 'US' };
  return {
    id,
    purpose: 'chat',
    scope: 'production',
    sdk: null,
    service: { id: `${service}-api`, name: `${body.name} API`, category: 'model-api', operator: body, observed: true },
    model: {
      ...{ id: `${service}/${model}`, family: null, requested: model, name: model.toUpperCase(), developer: body, weights: 'closed' },
      ...{ license: null, base: null, modality: 'text', origin: null, status: 'current' },
    },
    endpoint: null,
    endpointBasis: 'default',
    dynamicModel: null,
    confidence: 'high',
    route: 'direct',
    configurable: false,
    weights: null,
    fallbackGroup: null,
    layers: perLayer({ facts: [] }),
    restrictions: [],
    evidence: [{ path: `${id}.py`, line: 3 }],
    ...more,
  };
}

/** A report with what matters here. */
export function sampleReport(sample: Sample = {}): CondensableReport {
  const { name = 'git.example/letters', folder = '', revision = 'a'.repeat(40), asOf = '2026-11-22', profile = 'eu', low = 1, high = low } = sample;
  const { missing = 6, verdict = 'access', usages = [usage('u1', 'openai', 'gpt-5.5')], findings = [] } = sample;
  const operators = new Map<string, number>();
  for (const { service } of usages) if (service?.operator.id) operators.set(service.operator.id, (operators.get(service.operator.id) ?? 0) + 1);
  return {
    tool: { version: sample.tool ?? '0.1.0' },
    knowledge: { version: sample.knowledge ?? '2026.11.1', customRules: [] },
    audit: {
      ...{ root: '.', repository: { name, folder, from: 'remote' }, revision, profile, profileName: `Profile ${profile}`, profileScope: null },
      ...{ asOf, scopes: ['production'] },
    },
    verdict: {
      ...{ level: verdict, range: [verdict], missingLayers: LAYERS.slice(0, missing), riskIndex: 80, restriction: 'none', revocability: 'R3', unknowns: 0 },
    },
    layers: LAYERS.map((layer) => ({ layer, level: { low, high }, floor: sample.floor ?? 2, facts: [] })),
    usages,
    findings,
    resilience: {
      productionUsages: usages.length,
      controllers: sample.controllers ?? [...operators].map(([id, number]) => ({ id, name: id.toUpperCase(), country: 'US', usages: number })),
    },
    gates: [],
    coverage: { files: 10, read: 8 },
    diagnostics: [],
  };
}

/** The fleet of one sample report. */
export function sampleFleet(sample: Sample = {}): Fleet {
  return condense(sampleReport(sample), 'nameless');
}
