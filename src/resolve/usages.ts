/** Sites -> usages: one per call path of the repository, with what the knowledge base knows of its sides. */
import type { Confidence, Modality, Model, Organization, Package, Service } from '../model/entity.ts';
import type { Evidence, Site } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { type Purpose, SCOPES, type Scope } from '../model/layer.ts';
import type { OrganizationRef, Route, Usage } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { digest } from '../util/digest.ts';
import { packageUrl } from './package-url.ts';

const SELF: OrganizationRef = { id: 'self', name: 'your own machines', country: null, controller: null };
const NOBODY: OrganizationRef = { id: null, name: 'unknown', country: null, controller: null };

/** An organization as reports name it; unknown when the id is. */
export function organizationRef(index: Index, id: string | null): OrganizationRef {
  const organization = id === null ? undefined : index.organizations.get(id);
  if (!organization) return id === null ? NOBODY : { id, name: id, country: null, controller: null };
  return { id: organization.id, name: organization.name, country: organization.seat.value, controller: controllerOf(index, organization) };
}

/** Jurisdiction of ultimate control: stated, else that of the topmost parent, else the seat. */
function controllerOf(index: Index, organization: Organization): string | null {
  if (organization.controller.value !== null) return organization.controller.value;
  let top = organization;
  for (let steps = 0; steps < 8 && top.parent.value !== null; steps++) {
    const parent = index.organizations.get(top.parent.value);
    if (!parent) break;
    top = parent;
  }
  return top === organization ? null : (top.controller.value ?? top.seat.value);
}

/** Usages of all sites, grouped by what they are, sorted by scope and place. */
export function usagesOf(sites: readonly Site[], evidence: ReadonlyMap<string, Evidence>, index: Index): Usage[] {
  const groups = new Map<string, Site[]>();
  for (const site of sites) {
    const key = keyOf(site);
    const group = groups.get(key);
    if (group) group.push(site);
    else groups.set(key, [site]);
  }
  const usages = [...mergeWithoutLibrary(groups).values()].map((group) => usageOf(group, evidence, index));
  return usages.sort(byScopeAndPlace);
}

function keyOf(site: Site): string {
  const { endpoint, model } = site;
  return [
    site.sdk,
    endpoint.service,
    endpoint.host,
    endpoint.region,
    endpoint.place,
    model ? (model.model ?? model.requested) : null,
    model ? null : site.dynamicModel === null,
    site.scope,
    site.artefact,
    site.fallbackGroup,
    site.purpose,
  ].join('\u0000');
}

/**
 * A setting or constant that names the same service and model as a call of code is evidence of that call, not another path. One that names only
 * the model belongs to the call that asks for it.
 */
function mergeWithoutLibrary(groups: Map<string, Site[]>): Map<string, Site[]> {
  const result = new Map([...groups].map(([key, group]) => [key, [...group]]));
  const identities = ({ endpoint, model, scope }: Site): string[] => {
    const asked = model ? (model.model ?? model.requested) : '';
    return [`${scope}|${endpoint.service}|${asked}`, ...(asked === '' ? [] : [`${scope}||${asked}`])];
  };
  const called = new Map<string, { readonly key: string; readonly call: Site }>();
  // Calls of a library first: what they name is theirs before it is that of a mere address.
  for (const library of [true, false]) {
    for (const [key, [first]] of groups) {
      if (!first || (first.sdk !== null) !== library || (!library && first.endpoint.service === null)) continue;
      for (const identity of identities(first)) if (!called.has(identity)) called.set(identity, { key, call: first });
    }
  }
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first || first.sdk !== null || (first.endpoint.host !== null && first.endpoint.service === null)) continue;
    const asked = first.model ? (first.model.model ?? first.model.requested) : '';
    const target = called.get(`${first.scope}|${first.endpoint.service ?? ''}|${asked}`);
    if (target === undefined || target.key === key || !samePlace(target.call, first)) continue;
    for (const site of group) addTo(result, target.key, site);
    result.delete(key);
  }
  return result;
}

/** What infrastructure puts elsewhere is another path. */
function samePlace(call: Site, site: Site): boolean {
  return site.deployed === undefined || call.endpoint.place === site.endpoint.place;
}

function usageOf(group: readonly Site[], evidence: ReadonlyMap<string, Evidence>, index: Index): Usage {
  const site = group[0] as Site;
  const service = site.endpoint.service === null ? null : (index.services.get(site.endpoint.service) ?? null);
  const sdk = site.sdk === null ? null : (index.packages.get(site.sdk) ?? null);
  const model = modelSide(index, site);
  const seen = uniqueEvidence(group, evidence);
  const route = routeOf(site, service, sdk);
  const place = placeOf(site, service, route);
  const purpose = purposeOf(site, service, sdk, model?.modality ?? null);
  return {
    id: `u-${digest([keyOf(site)]).slice(0, 12)}`,
    purpose,
    scope: site.scope,
    sdk: sdk && { id: sdk.id, purl: packageUrl(sdk, seen) ?? '', name: sdk.name },
    service: service && {
      id: service.id,
      name: service.name,
      category: service.category,
      operator: service.selfHosted || site.endpoint.place === 'premises' ? SELF : organizationRef(index, service.operator.value),
      observed: site.endpoint.basis === 'observed',
    },
    model,
    endpoint: endpointSide(site, place),
    endpointBasis: route === 'self-hosted' ? 'observed' : site.endpoint.basis,
    dynamicModel: site.dynamicModel,
    confidence: best(group.map(({ confidence }) => confidence)),
    route,
    configurable: group.some(({ endpoint, model: asked }) => endpoint.configurable || asked?.configurable === true),
    weights: weightsOf(site, service),
    fallbackGroup: site.fallbackGroup,
    ...(group.some(({ keeps }) => keeps) && { keepsState: true }),
    ...acceleratorsOf(group),
    evidence: seen,
  };
}

function acceleratorsOf(group: readonly Site[]): Pick<Usage, 'accelerators'> {
  const ids = [...new Set(group.flatMap(({ accelerators }) => accelerators ?? []))].sort();
  return ids.length > 0 ? { accelerators: { ids, elsewhere: false } } : {};
}

function modelSide(index: Index, site: Site): Usage['model'] {
  const asked = site.model;
  if (!asked) return null;
  const model: Model | undefined = asked.model === null ? undefined : index.models.get(asked.model);
  const family = index.families.get(model?.family ?? asked.family ?? '');
  const license = model?.license.value == null ? null : index.licenses.get(model.license.value);
  // Closed weights are adapted by nobody but their developer; what somebody made of open ones is not the developer's.
  const adapted = asked.adapted === true && family !== undefined && family.weights !== 'closed';
  return {
    id: model?.id ?? null,
    family: family?.id ?? null,
    requested: asked.requested,
    name: model?.name ?? (family && !adapted ? `${family.name} (version not in the knowledge base)` : asked.requested),
    developer: organizationRef(index, adapted ? null : (model?.developer ?? family?.developer ?? asked.developer ?? null)),
    weights: model ? model.weights.value : (family?.weights ?? null),
    license: license ? { id: license.id, name: license.name } : null,
    base: adapted ? family.id : (model?.base.value ?? null),
    modality: model?.modality ?? family?.modality ?? 'text',
    origin: adapted ? 'adaptation' : (model?.kind ?? family?.kind ?? null),
    status: model?.status.value ?? null,
  };
}

function routeOf(site: Site, service: Service | null, sdk: Package | null): Route {
  if (site.artefact !== null || service?.selfHosted || site.endpoint.place === 'premises') return 'self-hosted';
  if (site.gateway || service?.category === 'gateway' || sdk?.role === 'gateway') return 'gateway';
  return service ? 'direct' : 'unknown';
}

function placeOf(site: Site, service: Service | null, route: Route): string | null {
  if (route === 'self-hosted') return 'premises';
  if (site.endpoint.place !== null) return site.endpoint.place;
  // A region nobody knows is not the service's default.
  if (!service || site.endpoint.region !== null) return null;
  return service.location.value;
}

function endpointSide(site: Site, place: string | null): Usage['endpoint'] {
  const { host, region } = site.endpoint;
  if (host === null && region === null && place === null) return null;
  const country = place === 'global' || place === 'premises' ? null : place;
  return { host, region, country, place };
}

function weightsOf(site: Site, service: Service | null): Usage['weights'] {
  if (site.artefact === 'pinned') return 'held';
  return site.artefact === 'pulled' || service?.selfHosted ? 'pulled' : null;
}

const BY_MODALITY: Readonly<Record<Exclude<Modality, 'text'>, Purpose>> = {
  vision: 'chat',
  embedding: 'embedding',
  rerank: 'rerank',
  speech: 'speech',
  image: 'image',
  video: 'video',
  music: 'music',
};

/** The model's own modality says most; then the call, then the service. */
function purposeOf(site: Site, service: Service | null, sdk: Package | null, modality: Modality | null): Purpose {
  if (modality !== null && modality !== 'text') return BY_MODALITY[modality];
  if (site.purpose !== null) return site.purpose;
  const kind = service?.category ?? sdk?.role;
  if (kind === 'vector-store' || kind === 'observability' || kind === 'dev-tool') return kind;
  return 'chat';
}

function uniqueEvidence(group: readonly Site[], evidence: ReadonlyMap<string, Evidence>): Evidence[] {
  const ids = new Set(group.flatMap((site) => site.evidence));
  return [...ids].map((id) => evidence.get(id)).filter((item): item is Evidence => item !== undefined);
}

const RANK: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

function best(values: readonly Confidence[]): Confidence {
  return values.reduce((top, value) => (RANK[value] > RANK[top] ? value : top), 'low' as Confidence);
}

/** Production first, then by the place of the first evidence: the order of every report. */
export function byScopeAndPlace(a: Usage, b: Usage): number {
  const scope = SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope);
  if (scope !== 0) return scope;
  const key = ({ evidence, id }: Usage): string => `${evidence[0]?.path ?? '\uffff'}\u0000${String(evidence[0]?.line ?? 0).padStart(8, '0')}\u0000${id}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** The strongest of several scopes: production over test over docs. */
export function strongestScope(scopes: readonly Scope[]): Scope {
  return SCOPES.find((scope) => scopes.includes(scope)) ?? 'production';
}
