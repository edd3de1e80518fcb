/** Calls -> sites: which client reaches which service, and which model is asked for, bound at the call. */
import type { CallCandidate, Value } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import type { Site, SiteEndpoint, SiteModel } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { Purpose } from '../model/layer.ts';
import { argumentFor, flatten, word } from './arguments.ts';
import type { Collector } from './collector.ts';
import { endpointsOf } from './endpoints.ts';
import { modelsOf } from './models.ts';
import { shapeOf } from './packages.ts';

/** What is known of the object a call hangs on. */
interface Client {
  readonly package: Package;
  readonly shape: CallShape | null;
  readonly endpoints: readonly SiteEndpoint[];
  readonly model: readonly SiteModel[];
  readonly evidence: readonly string[];
  /** Sites hang on it; a client without any is reported by itself. */
  used: boolean;
}

/** Finds every call path in the calls of one file. */
export function matchCalls(index: Index, calls: readonly CallCandidate[], imported: ReadonlySet<string>, into: Collector): void {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const clients = new Map<number, Client>();
  // Constructors come before the calls that hang on them, whatever their order in the file.
  for (const call of calls) openClient(index, call, byId, clients, into, 0);
  for (const call of calls) if (!clients.has(call.id)) matchRequest(index, call, clients, imported, into);
  for (const client of clients.values()) {
    if (client.used) continue;
    for (const endpoint of client.endpoints) into.site(siteOf(client, endpoint, client.model[0] ?? null, null, null));
  }
}

function siteOf(client: Client, endpoint: SiteEndpoint, model: SiteModel | null, dynamicModel: string | null, purpose: Purpose | null): Omit<Site, 'path' | 'scope'> {
  return {
    sdk: client.package.id, endpoint, model, dynamicModel, purpose: purpose ?? client.shape?.purpose ?? null,
    artefact: null, overrides: null, fallbackGroup: null, confidence: 'high', evidence: client.evidence,
  };
}

function openClient(index: Index, call: CallCandidate, byId: ReadonlyMap<number, CallCandidate>, clients: Map<number, Client>, into: Collector, depth: number): Client | null {
  const known = clients.get(call.id);
  if (known) return known;
  const parent = depth < 6 ? receiverClient(index, call, byId, clients, into, depth) : null;
  const match = shapeOf(index, call, parent?.package ?? null);
  if (!match || match.shape?.makes !== 'client') return null;
  const { package: owner, shape } = match;
  const evidence = into.see({
    kind: 'import',
    value: [call.module, ...call.path].filter(Boolean).join('.'),
    context: `client of ${owner.name}`,
    confidence: 'high',
    signature: `packages/${owner.id}#${shape.name}`,
    subject: { kind: 'package', id: owner.id },
    location: call.location,
  });
  const endpoints = endpointsOf(index, owner, shape, call.args, into);
  const modelValue = argumentFor(index, call.args, 'model', shape);
  const models = modelValue ? modelsOf(index, modelValue, endpoints[0]?.service ?? null, into, `${shape.name}(...)`) : { models: [], dynamic: null, evidence: [] };
  const client: Client = {
    package: owner, shape, endpoints, model: models.models, evidence: [evidence, ...endpoints.flatMap((endpoint) => endpoint.evidence), ...models.evidence, ...environmentEvidence(index, call, into)], used: false,
  };
  clients.set(call.id, client);
  return client;
}

function receiverClient(index: Index, call: CallCandidate, byId: ReadonlyMap<number, CallCandidate>, clients: Map<number, Client>, into: Collector, depth: number): Client | null {
  for (const id of call.receivers) {
    const receiver = byId.get(id);
    const client = receiver && receiver !== call ? openClient(index, receiver, byId, clients, into, depth + 1) : null;
    if (client) return client;
  }
  return null;
}

/** A call that asks a model: through a client, as a bound model object, or as a plain function. */
function matchRequest(index: Index, call: CallCandidate, clients: ReadonlyMap<number, Client>, imported: ReadonlySet<string>, into: Collector): void {
  const owners = call.receivers.map((id) => clients.get(id)).filter((client): client is Client => client !== undefined);
  if (owners.length > 0) {
    for (const client of owners) requestThrough(index, call, client, into);
    return;
  }
  const match = shapeOf(index, call, null) ?? shapeByPath(index, call, imported);
  if (!match) return;
  const { package: owner, shape } = match;
  const value = argumentFor(index, call.args, 'model', shape);
  // A framework's function without a model argument is plumbing, not a call path.
  if (shape === null && (owner.implies === null || value === null || !/^[A-Z]|^(?:create|get|init|make|load)/.test(call.path.at(-1) ?? ''))) return;
  if (shape?.makes === 'call' && value === null && owner.implies === null && shape.service === null) return;
  directRequest(index, call, owner, shape, value, into);
}

/** `client.chat.completions.create(model=...)` on an object that came from elsewhere, in a file that imports the package. */
function shapeByPath(index: Index, call: CallCandidate, imported: ReadonlySet<string>): { package: Package; shape: CallShape } | null {
  const last = call.path.at(-1);
  if (call.module !== null || call.path.length < 2 || last === undefined) return null;
  for (const { package: id, shape } of index.calls.get(last) ?? []) {
    const parts = shape.name.split('.');
    if (shape.makes !== 'call' || parts.length < 2 || !imported.has(id)) continue;
    if (parts.every((part, at) => call.path[call.path.length - parts.length + at] === part)) {
      const owner = index.packages.get(id);
      if (owner) return { package: owner, shape };
    }
  }
  return null;
}

function requestThrough(index: Index, call: CallCandidate, client: Client, into: Collector): void {
  const match = shapeOf(index, call, client.package);
  const shape = match?.shape ?? null;
  const position = call.path.length === 0 ? (call.args.find((arg) => arg.name === '0')?.value ?? null) : null;
  const value = argumentFor(index, call.args, 'model', shape) ?? (position?.kind === 'object' ? null : position);
  if (value === null && shape === null) return;
  const service = client.endpoints[0]?.service ?? null;
  const context = `${call.path.join('.') || (client.shape?.name ?? 'call')}(model)`;
  const asked = value ? modelsOf(index, value, service, into, context) : { models: client.model, dynamic: null, evidence: [] };
  if (value === null && asked.models.length === 0 && client.used) return;
  client.used = true;
  const seen = into.see({
    kind: 'import', value: call.path.join('.') || (client.shape?.name ?? client.package.name), context: `call through ${client.package.name}`, confidence: 'high',
    signature: `packages/${client.package.id}`, subject: { kind: 'package', id: client.package.id }, location: call.location,
  });
  const purpose = shape?.purpose ?? purposeOf(index, call.path);
  for (const endpoint of client.endpoints) {
    const evidence = [...client.evidence, seen, ...asked.evidence];
    if (asked.models.length === 0) into.site({ ...siteOf(client, endpoint, null, asked.dynamic, purpose), evidence });
    for (const model of asked.models) into.site({ ...siteOf(client, placed(index, endpoint, model), model, asked.dynamic, purpose), evidence });
  }
}

function directRequest(index: Index, call: CallCandidate, owner: Package, shape: CallShape | null, value: Value | null, into: Collector): void {
  const endpoints = endpointsOf(index, owner, shape, call.args, into);
  const name = call.path.join('.') || owner.name;
  const asked = value ? modelsOf(index, value, endpoints[0]?.service ?? null, into, `${name}(...)`) : { models: [], dynamic: null, evidence: [] };
  const seen = into.see({
    kind: 'import', value: [call.module, ...call.path].filter(Boolean).join('.'), context: `call of ${owner.name}`, confidence: 'high',
    signature: `packages/${owner.id}${shape ? `#${shape.name}` : ''}`, subject: { kind: 'package', id: owner.id }, location: call.location,
  });
  const loads = shape?.loadsWeights ?? false;
  const base = {
    sdk: owner.id, dynamicModel: asked.dynamic, purpose: shape?.purpose ?? purposeOf(index, call.path), overrides: null, fallbackGroup: null, confidence: 'high' as const,
    artefact: loads ? (isPinned(index, call, value) ? ('pinned' as const) : ('pulled' as const)) : null,
  };
  for (const endpoint of endpoints) {
    const evidence = [seen, ...endpoint.evidence, ...asked.evidence, ...environmentEvidence(index, call, into)];
    const here = loads ? { ...LOCAL, configurable: endpoint.configurable } : endpoint;
    if (asked.models.length === 0) into.site({ ...base, endpoint: here, model: null, evidence });
    for (const model of asked.models) into.site({ ...base, endpoint: placed(index, here, model), model, evidence });
  }
}

const LOCAL: SiteEndpoint = { service: null, host: null, region: null, place: 'premises', basis: 'observed', configurable: false };

/** Weights are pinned by a revision, or when they are a local path. */
function isPinned(index: Index, call: CallCandidate, model: Value | null): boolean {
  const revision = argumentFor(index, call.args, 'revision', null);
  if (revision?.kind === 'text' && revision.text !== 'main' && revision.text !== 'master') return true;
  return model?.kind === 'text' && /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|file:)/.test(model.text);
}

/** A prefix of the model id can name the service and the place (`bedrock/eu-central-1/...`, `eu.anthropic...`). */
function placed(index: Index, endpoint: SiteEndpoint, model: SiteModel & { readonly service?: string | null }): SiteEndpoint {
  const named = model.service ?? null;
  const service = endpoint.service ?? named;
  if (service === null || (endpoint.service !== null && model.place === null)) return endpoint;
  const observed = endpoint.service === null && named !== null && endpoint.host === null;
  return { ...endpoint, service, place: model.place ?? endpoint.place, basis: observed ? 'observed' : endpoint.basis, region: endpoint.region ?? null, host: endpoint.host ?? defaultHost(index, service) };
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

/** Environment names read in the arguments of a call belong to it, whatever service the name was made for. */
function environmentEvidence(index: Index, call: CallCandidate, into: Collector): string[] {
  const ids: string[] = [];
  for (const arg of flatten(call.args)) {
    for (const value of reads(arg.value)) {
      into.use(value.location);
      const entry = index.env.get(value.name)?.[0];
      if (!entry) continue;
      ids.push(into.see({
        kind: 'env-var', value: value.name, context: `argument ${arg.name}`, confidence: 'high', signature: entry.signature,
        subject: { kind: 'service', id: entry.service }, location: value.location,
      }));
    }
  }
  return ids;
}

function reads(value: Value): Extract<Value, { kind: 'env' }>[] {
  if (value.kind === 'env') return value.fallback ? [value, ...reads(value.fallback)] : [value];
  return value.kind === 'choice' ? value.options.flatMap(reads) : [];
}

