import type { Argument, Value } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import type { SiteEndpoint } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { alternatives, argumentFor, mayBeNothing, slotsOf, tellBeyond } from './arguments.ts';
import { type Collector, useAll } from './collector.ts';
import { matchHost, regionPlace } from './hosts.ts';

/** An endpoint with the evidence it rests on and what would say otherwise. */
export interface SeenEndpoint extends SiteEndpoint {
  readonly evidence: readonly string[];
  readonly slots: readonly string[];
  /** Choices of the code it depends on. */
  readonly when: readonly string[];
}

const UNKNOWN: SiteEndpoint = { service: null, host: null, region: null, place: null, basis: 'unknown', configurable: false };

/**
 * The endpoints a client or call can reach. The base URL wins over the package; without one it is the SDK's documented default;
 * a base URL that only the environment knows leaves the endpoint unknown.
 */
export function endpointsOf(
  index: Index,
  owner: Pick<Package, 'implies' | 'calls'>,
  shape: CallShape | null,
  args: readonly Argument[],
  into: Collector,
): SeenEndpoint[] {
  const implied = shape?.service ?? owner.implies;
  const value = argumentFor(index, args, 'baseUrl', shape);
  const region = regionOf(index, args, shape, implied);
  if (value === null)
    return [
      {
        ...defaultEndpoint(index, implied),
        ...region.at,
        evidence: region.evidence,
        slots: [...defaultSlots(owner, shape, implied), ...region.slots],
        when: [],
      },
    ];
  const slots = [...slotsOf(value), ...region.slots];
  const options = alternatives(value);
  const result = options.map((alternative) => ({
    ...behindProxy(index, endpointFrom(index, alternative.value, alternative.configurable, implied, into), args, shape),
    when: alternative.when,
  }));
  // Nothing given, the SDK goes to its default.
  if (mayBeNothing(value) && implied !== null) result.push({ ...defaultEndpoint(index, implied), configurable: true, evidence: [], when: [] });
  const known = result.filter((endpoint) => endpoint.host !== null || endpoint.basis === 'default');
  tellBeyond(known.length, options);
  const kept =
    known.length > 0 ? known.map((endpoint) => ({ ...endpoint, configurable: endpoint.configurable || result.length > known.length })) : result.slice(0, 1);
  return dedupe(kept).map((endpoint) => ({
    ...endpoint,
    // A region in the address is where the call goes: the argument says nothing then, also not where that is.
    ...(endpoint.region === null && { region: region.at.region ?? null, place: endpoint.place ?? region.at.place ?? null }),
    slots,
  }));
}

type Endpoint = Omit<SeenEndpoint, 'slots' | 'when'>;

/** An address of this machine, with the key of a service that is reached through a proxy there: it is that service, and it runs where that runs. */
function behindProxy(index: Index, endpoint: Endpoint, args: readonly Argument[], shape: CallShape | null): Endpoint {
  if (endpoint.place !== 'premises' || endpoint.service !== null) return endpoint;
  const key = argumentFor(index, args, 'key', shape);
  for (const { value } of key === null ? [] : alternatives(key)) {
    if (value.kind !== 'env') continue;
    const owner = (index.env.get(value.name) ?? []).map(({ service }) => index.services.get(service)).find((service) => service?.localProxy);
    if (owner) return { ...endpoint, service: owner.id, place: owner.location.value };
  }
  return endpoint;
}

/** Environment variables the SDK itself reads for its endpoint. */
function defaultSlots(owner: Pick<Package, 'implies' | 'calls'>, shape: CallShape | null, service: string | null): string[] {
  const own = shape?.baseUrlEnv ?? [];
  const names = own.length > 0 ? own : owner.calls.filter((call) => (call.service ?? owner.implies) === service).flatMap((call) => call.baseUrlEnv);
  return [...new Set(names.map((name) => `env:${name}`))];
}

function dedupe(endpoints: readonly Omit<SeenEndpoint, 'slots'>[]): Omit<SeenEndpoint, 'slots'>[] {
  const seen = new Map<string, Omit<SeenEndpoint, 'slots'>>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.service}|${endpoint.host}|${endpoint.region}|${endpoint.when.join(' ')}`;
    if (!seen.has(key)) seen.set(key, endpoint);
  }
  return [...seen.values()];
}

/** The SDK's documented default, or nothing for a framework. */
export function defaultEndpoint(index: Index, service: string | null): SiteEndpoint {
  if (service === null) return UNKNOWN;
  const host = index.services.get(service)?.hosts[0];
  const fixed = host && !/[*{]/.test(host.host) ? host : null;
  return { service, host: fixed?.host ?? null, region: fixed?.region ?? null, place: fixed?.location?.value ?? null, basis: 'default', configurable: false };
}

interface RegionSeen {
  readonly at: { readonly region?: string; readonly place?: string };
  readonly slots: readonly string[];
  readonly evidence: readonly string[];
}

/** Environment variables a cloud's SDKs read for the region, by region table. */
const REGION_ENV: Readonly<Record<string, readonly string[]>> = {
  aws: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  google: ['GOOGLE_CLOUD_LOCATION', 'GOOGLE_CLOUD_REGION', 'GOOGLE_VERTEX_LOCATION', 'VERTEX_LOCATION', 'VERTEXAI_LOCATION'],
};

function regionOf(index: Index, args: readonly Argument[], shape: CallShape | null, service: string | null): RegionSeen {
  const table = service === null ? null : (index.services.get(service)?.regions ?? null);
  if (service === null || table === null) return { at: {}, slots: [], evidence: [] };
  const value = argumentFor(index, args, 'region', shape);
  const own = value ? slotsOf(value).map((slot) => `region ${slot}`) : [];
  const slots = [...own, ...(REGION_ENV[table] ?? []).map((name) => `region env:${name}`)];
  for (const { value: option } of value ? alternatives(value) : []) {
    if (option.kind !== 'text') continue;
    const place = regionPlace(index, service, option.text);
    // `location` and `region` are ordinary words: only a region of this vendor counts.
    if (place !== null) return { at: { region: option.text, place }, slots: own, evidence: [] };
  }
  return { at: {}, slots, evidence: [] };
}

/** One alternative of a base URL. `tentative`: an address nobody knows is only worth telling when a call path rests on it. */
export function endpointFrom(
  index: Index,
  value: Value,
  configurable: boolean,
  implied: string | null,
  into: Collector,
  tentative = false,
): Omit<SeenEndpoint, 'slots' | 'when'> {
  const unknown = { ...UNKNOWN, configurable: true, evidence: [] };
  if (value.kind === 'env') return { ...unknown, service: mustBeSetByUser(index, value, implied) ? null : implied };
  if (value.kind !== 'text' && value.kind !== 'pattern') {
    return { ...unknown, service: hasNoDefault(index, implied) ? implied : null, configurable: value.kind !== 'dynamic' || value.parameter === undefined };
  }
  const match = matchHost(index, value.text) ?? (implied === null ? null : resourceHost(index, value.text, implied));
  if (!match || (match.entry === null && match.host.startsWith('{}'))) return { ...unknown, configurable };
  useAll(into, value);
  const seen = into.see({
    kind: 'endpoint',
    value: value.text,
    context: 'base URL of a client',
    confidence: 'high',
    signature: match.entry?.signature ?? null,
    subject: match.entry ? { kind: 'service', id: match.entry.service } : { kind: 'unknown', what: 'endpoint' },
    location: value.location,
    ...(tentative && !match.entry && { tentative }),
  });
  return {
    service: match.entry?.service ?? localRuntime(index, match.port, match.local, implied),
    host: match.host.startsWith('{}') ? null : match.host,
    region: match.region,
    place: match.place ?? (match.local ? 'premises' : null),
    basis: 'observed',
    configurable,
    evidence: [seen],
  };
}

/**
 * Unset, an SDK goes to its default; set, to anywhere. A variable that has to be set, and that no provider's own tools know, leaves nothing of the
 * default. Services without a default host (an Azure resource, a server of one's own) are what the client is made for in any case.
 */
function mustBeSetByUser(index: Index, value: Extract<Value, { kind: 'env' }>, implied: string | null): boolean {
  if (!value.required || implied === null || index.env.has(value.name)) return false;
  const name = value.name.toLowerCase().replaceAll('_', '');
  return !hasNoDefault(index, implied) && !name.includes(implied.replaceAll('-', ''));
}

/** A service of resources or of one's own machines has no host of its own: whatever host is given, the client is made for it. */
function hasNoDefault(index: Index, implied: string | null): boolean {
  return implied !== null && defaultEndpoint(index, implied).host === null;
}

/** The name of a resource in place of its URL: `resource="contoso"` of Azure. */
function resourceHost(index: Index, text: string, implied: string): ReturnType<typeof matchHost> {
  if (!/^[a-z0-9-]{2,63}$/i.test(text)) return null;
  const pattern = index.services.get(implied)?.hosts.find(({ host }) => /^\*\.[a-z0-9.-]+$/.test(host))?.host;
  return pattern ? matchHost(index, `${text.toLowerCase()}${pattern.slice(1)}`) : null;
}

/** A port says little: a self-hosted runtime is believed when the package is made for it, or on the port of this machine that only it has. */
export function localRuntime(index: Index, port: string | null, local: boolean, implied: string | null): string | null {
  if (implied !== null && index.services.get(implied)?.selfHosted) return implied;
  return local && port === '11434' && index.services.has('ollama') ? 'ollama' : null;
}
