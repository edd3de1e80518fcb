import type { Argument, Value } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import type { SiteEndpoint } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { alternatives, argumentFor } from './arguments.ts';
import type { Collector } from './collector.ts';
import { matchHost, regionPlace } from './hosts.ts';

/** An endpoint with the evidence it rests on. */
export interface SeenEndpoint extends SiteEndpoint {
  readonly evidence: readonly string[];
}

/**
 * The endpoints a client or call can reach. The base URL wins over the package; without one it is the SDK's documented default;
 * a base URL that only the environment knows leaves the endpoint unknown.
 */
export function endpointsOf(index: Index, owner: Package, shape: CallShape | null, args: readonly Argument[], into: Collector): SeenEndpoint[] {
  const implied = shape?.service ?? owner.implies;
  const region = regionOf(index, args, shape, implied);
  const value = argumentFor(index, args, 'baseUrl', shape);
  if (value === null) return [{ ...defaultEndpoint(index, implied), ...region, evidence: [] }];
  const result = alternatives(value).map((alternative) => endpointFrom(index, alternative.value, alternative.configurable, implied, into));
  const known = result.filter((endpoint) => endpoint.host !== null);
  const kept = known.length > 0 ? known.map((endpoint) => ({ ...endpoint, configurable: endpoint.configurable || result.length > known.length })) : result.slice(0, 1);
  return dedupe(kept).map((endpoint) => ({ ...endpoint, region: endpoint.region ?? region.region ?? null, place: endpoint.place ?? region.place ?? null }));
}

function dedupe(endpoints: readonly SeenEndpoint[]): SeenEndpoint[] {
  const seen = new Map<string, SeenEndpoint>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.service}|${endpoint.host}|${endpoint.region}`;
    if (!seen.has(key)) seen.set(key, endpoint);
  }
  return [...seen.values()];
}

/** The SDK's documented default, or nothing for a framework. */
function defaultEndpoint(index: Index, service: string | null): SiteEndpoint {
  if (service === null) return { service: null, host: null, region: null, place: null, basis: 'unknown', configurable: false };
  const host = index.services.get(service)?.hosts[0];
  const fixed = host && !/[*{]/.test(host.host) ? host : null;
  return { service, host: fixed?.host ?? null, region: fixed?.region ?? null, place: fixed?.location?.value ?? null, basis: 'default', configurable: false };
}

function regionOf(index: Index, args: readonly Argument[], shape: CallShape | null, service: string | null): { region?: string; place?: string } {
  const value = argumentFor(index, args, 'region', shape);
  const [first] = value ? alternatives(value) : [];
  if (first?.value.kind !== 'text' || service === null) return {};
  const region = first.value.text;
  const place = regionPlace(index, service, region);
  // `location` and `region` are ordinary words: only a region of this vendor counts.
  return place === null ? {} : { region, place };
}

/** One alternative of a base URL. */
export function endpointFrom(index: Index, value: Value, configurable: boolean, implied: string | null, into: Collector): SeenEndpoint {
  const unknown: SiteEndpoint = { service: null, host: null, region: null, place: null, basis: 'unknown', configurable: true };
  if (value.kind === 'env') {
    // Unset, the SDK goes to its default; set, to anywhere.
    return { ...unknown, service: implied, evidence: [] };
  }
  if (value.kind !== 'text' && value.kind !== 'pattern') return { ...unknown, evidence: [] };
  into.use(value.location);
  const match = matchHost(index, value.text);
  if (!match || match.host === '{}') return { ...unknown, evidence: [] };
  const seen = into.see({
    kind: 'endpoint', value: value.text, context: 'base URL of a client', confidence: 'high', signature: match.entry?.signature ?? null,
    subject: match.entry ? { kind: 'service', id: match.entry.service } : { kind: 'unknown', what: 'endpoint' }, location: value.location,
  });
  return {
    service: match.entry?.service ?? localRuntime(index, match.port, match.local, implied), host: match.host, region: match.region,
    place: match.place ?? (match.local ? 'premises' : null), basis: 'observed', configurable, evidence: [seen],
  };
}

/** A local port says little: only a self-hosted runtime the package itself is made for is believed. */
function localRuntime(index: Index, port: string | null, local: boolean, implied: string | null): string | null {
  if (!local) return null;
  if (port === '11434' && index.services.has('ollama')) return 'ollama';
  return implied !== null && index.services.get(implied)?.selfHosted ? implied : null;
}

