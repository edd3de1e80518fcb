/** Resources of infrastructure code and containers -> what they are, which model they make callable, where, and on which accelerators. */
import type { ResourceRole, ResourceSignature } from '../model/entity.ts';
import type { SiteEndpoint } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { Scope } from '../model/layer.ts';
import type { ResourceAttribute, ResourceCandidate } from '../model/resource.ts';
import { addTo } from '../util/add-to.ts';
import { longestKey, withoutRegistry } from './accelerators.ts';
import { word } from './arguments.ts';
import type { Collector } from './collector.ts';
import { regionPlace } from './hosts.ts';
import { resolveModelId } from './model-id.ts';
import { type SeenModel, seeModel, siteModel } from './models.ts';
import { resourceName } from './resource-name.ts';
import { type Accelerators, seeAccelerators } from './seen-accelerators.ts';

/** Reports the resources of one file. */
export function matchResources(index: Index, resources: readonly ResourceCandidate[], into: Collector): void {
  for (const resource of into.upToLimit(resources)) {
    const accelerators = seeAccelerators(index, resource, into);
    for (const signature of signaturesOf(index, resource)) {
      const parts = signature.each === null ? [resource] : partsOf(resource, signature.each);
      for (const part of parts) if (fits(signature, part)) report(index, signature, part, accelerators, into);
    }
  }
}

/** What a resource can be, by its type. */
function signaturesOf(index: Index, resource: ResourceCandidate): ResourceSignature[] {
  const plain = resource.format === 'container' ? withoutRegistry(resource.type) : resource.type;
  const ids = longestKey(index.resourceTypes, resource.format, resource.type) ?? longestKey(index.resourceTypes, resource.format, plain) ?? [];
  return ids.flatMap((id) => index.resources.get(id) ?? []);
}

function fits({ when }: ResourceSignature, resource: ResourceCandidate): boolean {
  return Object.entries(when).every(([path, allowed]) => {
    const values = valuesAt(resource, path);
    return values.length === 0 || values.some(({ text }) => text.includes('{}') || allowed.some((pattern) => matchesPattern(text, pattern)));
  });
}

/** `DataZone*`; capitals do not count. */
function matchesPattern(text: string, pattern: string): boolean {
  const [value, wanted] = [text.toLowerCase(), pattern.toLowerCase()];
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}

/** Attributes under a dotted path; a path that begins with `*.` is found at any depth. Separators and capitals do not count. */
export function valuesAt({ attributes }: ResourceCandidate, path: string): ResourceAttribute[] {
  const wanted = path.split('.').map(word);
  const anywhere = wanted[0] === '*';
  const names = anywhere ? wanted.slice(1) : wanted;
  return attributes.filter((attribute) => {
    const own = attribute.path.filter((name) => !POSITION.test(name));
    const from = own.length - names.length;
    if (from < 0 || (!anywhere && from !== 0)) return false;
    return names.every((name, at) => name === word(own[from + at] as string));
  });
}

const POSITION = /^\d+$/;

/** One resource for each item under an attribute: what the item says, and what the whole says. */
function partsOf(resource: ResourceCandidate, each: string): ResourceCandidate[] {
  const names = each.split('.').map(word);
  const items = new Map<string, ResourceAttribute[]>();
  const rest: ResourceAttribute[] = [];
  for (const attribute of resource.attributes) {
    const { path } = attribute;
    const item = path[names.length];
    if (item === undefined || !names.every((name, at) => name === word(path[at] as string))) rest.push(attribute);
    else addTo(items, item, { ...attribute, path: path.slice(names.length + 1) });
  }
  return [...items].map(([key, attributes]) => {
    const keyed = POSITION.test(key) || attributes[0] === undefined ? [] : [{ ...attributes[0], path: ['key'], text: key }];
    return { ...resource, attributes: [...attributes, ...keyed, ...rest] };
  });
}

/** The first path that has something. */
function firstOf(resource: ResourceCandidate, paths: readonly string[]): ResourceAttribute[] {
  for (const path of paths) {
    const values = valuesAt(resource, path).filter(({ text }) => text.trim() !== '');
    if (values.length > 0) return values;
  }
  return [];
}

/** Roles that are a call path by themselves when they name a model. */
const CALLABLE: ReadonlySet<ResourceRole> = new Set<ResourceRole>(['deployment', 'agent', 'runtime', 'access']);

function report(index: Index, signature: ResourceSignature, resource: ResourceCandidate, accelerators: Accelerators, into: Collector): void {
  const seen = into.see({
    kind: resource.format === 'container' ? 'container' : 'infrastructure',
    value: resource.type,
    context: resource.address,
    confidence: 'high',
    signature: `resources/${signature.id}`,
    subject: { kind: 'resource', id: signature.id },
    location: resource.location,
  });
  const service = signature.service;
  if (service === null) return;
  const endpoint = endpointOf(index, signature, resource, service);
  const [deployment] = firstOf(resource, signature.deployment);
  if (deployment !== undefined) into.use(deployment.location);
  const base = {
    sdk: null,
    dynamicModel: null,
    purpose: signature.purpose,
    overrides: null,
    fallbackGroup: null,
    confidence: 'high' as const,
    deployed: 'deployment' as const,
    ...(deployment && !deployment.text.includes('{}') && { deploys: deployment.text }),
    ...(accelerators.ids.length > 0 && { accelerators: accelerators.ids }),
    ...(resource.format === 'container' && { answersAs: [resource.address, ...valuesAt(resource, 'host').map(({ text }) => text)] }),
  };
  const local = index.services.get(service)?.selfHosted === true;
  const evidence = [seen, ...accelerators.evidence];
  const models = CALLABLE.has(signature.role) ? modelsOf(index, signature, resource, service, into) : [];
  for (const { side, evidence: at, path } of models) {
    const pinned = firstOf(resource, signature.revision).length > 0 || /^(?:\.{0,2}\/|s3:|gs:|pvc:|file:)/.test(side.requested);
    into.site({
      ...base,
      ...scopeOf(into, path),
      endpoint: {
        ...endpoint,
        region: endpoint.region ?? side.region, // A region or geography in the id says most, then the tier and region of the resource.
        place: side.place ?? endpoint.place,
      },
      model: side,
      artefact: local ? (pinned ? 'pinned' : 'pulled') : null,
      evidence: [...evidence, at],
    });
  }
  if (models.length === 0) reportWithoutModel(signature, endpoint, base, evidence, into);
}

type Base = Omit<Parameters<Collector['site']>[0], 'endpoint' | 'model' | 'artefact' | 'evidence'>;

/** A resource without a model: a store is used as it is; an account says where the calls of this repository go. */
function reportWithoutModel({ role }: ResourceSignature, endpoint: SiteEndpoint, base: Base, evidence: readonly string[], into: Collector): void {
  if (role === 'compute' || role === 'access') return;
  const dynamic = role === 'deployment' || role === 'runtime' ? { dynamicModel: 'set when it is deployed' } : {};
  const empty = role === 'account' || role === 'runtime';
  const told = empty ? { confidence: 'medium' as const, deployed: 'account' as const } : {};
  into.site({ ...base, ...dynamic, ...told, endpoint, model: null, artefact: null, evidence });
}

interface AskedModel {
  readonly side: SeenModel;
  readonly evidence: string;
  /** File that names it. */
  readonly path: string;
}

/** A model that only an example gives to a module is a model of the example. */
function scopeOf(into: Collector, path: string): { readonly scope?: Scope } {
  const scope = path === into.file.path ? undefined : into.file.scopeOf?.(path);
  return scope === undefined || scope === 'production' ? {} : { scope };
}

function modelsOf(index: Index, signature: ResourceSignature, resource: ResourceCandidate, service: string, into: Collector): AskedModel[] {
  const found = new Map<string, AskedModel>();
  for (const { text, configurable, location, path } of firstOf(resource, signature.model)) {
    const requested = resourceName(text.trim());
    if (requested.includes('{}') || /[\s*]/.test(requested) || found.has(requested)) continue;
    into.use(location);
    const match = resolveModelId(index, requested, true, service);
    const evidence = seeModel(into, match, requested, location, `${path.join('.')} of ${resource.address}`, 'high');
    found.set(requested, { side: { ...siteModel(match, requested), configurable }, evidence, path: location.path });
  }
  return [...found.values()];
}

function endpointOf(index: Index, signature: ResourceSignature, resource: ResourceCandidate, service: string): SiteEndpoint {
  const regions = firstOf(resource, signature.region).filter(({ text }) => !text.includes('{}'));
  const names = [...new Set(regions.map(({ text }) => text.trim()))];
  const region = names.length === 1 ? (names[0] ?? null) : null;
  return {
    service,
    host: null,
    region,
    // A container runs where its user puts it.
    place: resource.format === 'container' ? 'premises' : placeOf(index, signature, resource, service, region),
    basis: 'observed',
    configurable: regions.some(({ configurable }) => configurable),
  };
}

/** Where it processes: by the tier, where tiers differ in that; else the place of its region. */
function placeOf(index: Index, signature: ResourceSignature, resource: ResourceCandidate, service: string, region: string | null): string | null {
  const here = region === null ? null : (regionPlace(index, service, region) ?? regionPlace(index, service, region.replace(/-?[a-z]$/, '')));
  const tiers = Object.entries(signature.tiers);
  if (tiers.length === 0) return here;
  const reached = new Set(firstOf(resource, signature.tier).map(({ text }) => tiers.find(([pattern]) => matchesPattern(text, pattern))?.[1] ?? null));
  const [reach] = reached;
  if (reached.size !== 1 || reach === null || reach === undefined) return null;
  if (reach === 'global') return 'global';
  return reach === 'region' ? here : zoneOf(index, signature, here);
}

function zoneOf(index: Index, { zones }: ResourceSignature, place: string | null): string | null {
  if (place === null) return null;
  return zones.find((zone) => zone === place || index.blocs.get(zone)?.includes(place)) ?? null;
}
