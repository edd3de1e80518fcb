/** Endpoint and model of one call path, put together. */
import type { CallShape, Package } from '../model/entity.ts';
import type { Artefact, Site, SiteEndpoint } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { Purpose } from '../model/layer.ts';
import { excluded, word } from './arguments.ts';
import type { Collector } from './collector.ts';
import type { SeenEndpoint } from './endpoints.ts';
import { regionPlace } from './hosts.ts';
import { type AskedModels, namedService, type SeenModel, type StandIns } from './models.ts';

/** What a call path is, before its endpoints and models are spelled out. */
export interface Request {
  readonly package: Package | null;
  readonly purpose: Purpose | null;
  readonly artefact: Artefact | null;
  readonly endpoints: readonly SeenEndpoint[];
  readonly asked: AskedModels;
  readonly evidence: readonly string[];
  readonly floating?: readonly string[];
  readonly keeps?: boolean;
  readonly fallbackGroup?: string | null;
  readonly standIns?: StandIns | null;
  /** Names under which code asks for this path. */
  readonly aliases?: readonly string[];
  /** What stands before the model's name is a provider, whatever library reads it. */
  readonly prefixed?: boolean;
  readonly confidence?: Site['confidence'];
}

/** One site for each endpoint and model the call can have. */
export function reportRequest(index: Index, request: Request, into: Collector): void {
  const { asked } = request;
  for (const endpoint of request.endpoints) {
    const { evidence: seen, slots, when, ...where } = endpoint;
    const base = {
      sdk: request.package?.id ?? null,
      purpose: request.purpose,
      artefact: request.artefact,
      overrides: null,
      fallbackGroup: request.fallbackGroup ?? request.standIns?.group ?? null,
      confidence: request.confidence ?? ('high' as const),
      dynamicModel: asked.dynamic,
      ...(slots.length > 0 && { endpointSlots: slots }),
      ...(asked.slots.length > 0 && { modelSlots: asked.slots }),
      ...(request.floating && { floating: request.floating }),
      ...(request.keeps && { keeps: true }),
      ...(request.aliases && request.aliases.length > 0 && { aliases: request.aliases }),
    };
    const evidence = unique([...request.evidence, ...seen]);
    if (asked.models.length === 0 && (request.standIns ?? null) === null) {
      const named = where.service === null && where.host === null ? asked.service : null;
      into.site({ ...base, endpoint: named === null ? where : { ...where, service: named, basis: 'observed' }, model: null, evidence });
    }
    for (const model of [...asked.models, ...(request.standIns?.models ?? [])]) {
      if (model.when.length > 0 && model.when.every((choices) => excluded(choices, when))) continue;
      const there = placed(index, where, model, request.package, request.prefixed ?? false);
      const named = where.service === null && there.service !== null;
      into.site({ ...base, endpoint: there, model, evidence: unique([...evidence, ...model.evidence]), ...(named && { named }) });
    }
  }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** Weights that run in this program: nobody is called. */
export const LOCAL: SeenEndpoint = {
  service: null,
  host: null,
  region: null,
  place: 'premises',
  basis: 'observed',
  configurable: false,
  evidence: [],
  slots: [],
  when: [],
};

/** A prefix of the model id can name the service and the place (`bedrock/eu-central-1/...`, `eu.anthropic...`). */
function placed(index: Index, endpoint: SiteEndpoint, model: SeenModel, owner: Package | null, prefixed: boolean): SiteEndpoint {
  // A gateway library goes where the prefix says; for others a prefix can be a mere namespace.
  const named = prefixed || owner?.role === 'gateway' || owner?.role === 'framework' ? model.service : namedService(index, model);
  const service = endpoint.service ?? (endpoint.host === null ? named : null);
  if (service === null) return endpoint;
  const region = endpoint.region ?? (model.region !== null && regionPlace(index, service, model.region) !== null ? model.region : null);
  const place = model.place ?? endpoint.place;
  if (endpoint.service !== null) return { ...endpoint, region, place };
  return { ...endpoint, service, place, region, basis: 'observed', host: endpoint.host ?? defaultHost(index, service) };
}

function defaultHost(index: Index, service: string): string | null {
  const host = index.services.get(service)?.hosts[0]?.host;
  return host && !/[*{]/.test(host) ? host : null;
}

/** What a call is for, by the words of its path. */
export function purposeOf(index: Index, path: readonly string[]): Purpose | null {
  for (let at = path.length - 1; at >= 0; at--) {
    const purpose = index.purposes.get(word(path[at] as string));
    if (purpose !== undefined) return purpose as Purpose;
  }
  return null;
}

/** The purpose a shape states, else what the words of the call say. */
export function purposeFor(index: Index, shape: CallShape | null, path: readonly string[]): Purpose | null {
  return shape?.purpose ?? purposeOf(index, path);
}
