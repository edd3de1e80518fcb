/** Joins what several places of a repository say about one call path: settings move endpoints, wrappers are given models, clients are made elsewhere. */
import type { Site, SiteEndpoint, SiteModel } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { aliasSites } from './aliases.ts';
import { floatingSites } from './floating.ts';
import { type Fillers, fillersOf, type Gift, giftsFor, isFiller } from './slots.ts';

/** Sites of all files -> sites with what others say about them. Nothing is joined by being near: only by a name, an argument, an import. */
export function joinSites(sites: readonly Site[], index: Index): Site[] {
  const fillers = fillersOf(sites);
  const used = new Set<Site>();
  const shared = sharedSlots(sites);
  const filled = sites.flatMap((site) => (isFiller(site) ? [site] : fill(site, fillers, used, index, shared)));
  const floated = aliasSites(floatingSites(filled, index), index);
  return withoutEchoes(floated.filter((site) => !used.has(site)));
}

/** Slots that clients of several services read: a factory that picks the provider by name. */
function sharedSlots(sites: readonly Site[]): ReadonlySet<string> {
  const services = new Map<string, Set<string>>();
  for (const site of sites) {
    if (isFiller(site)) continue;
    for (const slot of site.modelSlots ?? []) {
      const known = services.get(slot) ?? new Set<string>();
      services.set(slot, known.add(site.endpoint.service ?? site.endpoint.host ?? site.sdk ?? ''));
    }
  }
  return new Set([...services].filter(([, list]) => list.size > 1).map(([slot]) => slot));
}

/** Whether a model that reached a shared slot can be meant for this client: its service must be the developer's own. */
function meantFor(site: Site, model: SiteModel, index: Index): boolean {
  const developer = index.families.get(model.family ?? '')?.developer;
  const service = index.services.get(site.endpoint.service ?? '');
  return developer !== undefined && service?.operator.value === developer;
}

/** A site with every combination of endpoint and model that others give it. */
function fill(site: Site, fillers: Fillers, used: Set<Site>, index: Index, shared: ReadonlySet<string>): Site[] {
  const all = giftsFor(site, fillers);
  if (all.length === 0) return [site];
  for (const gift of all) for (const filler of [gift.from, ...gift.through]) used.add(filler);
  // Which of the models passed to a factory goes to which provider is only known at run time.
  const factory =
    (site.modelSlots ?? []).some((slot) => shared.has(slot)) && new Set(all.flatMap(({ model }) => (model ? [model.model ?? model.requested] : []))).size > 1;
  const gifts = factory ? all.filter((gift) => gift.model === null || meantFor(site, gift.model, index)) : all;
  if (gifts.length === 0) return [{ ...site, dynamicModel: site.dynamicModel ?? 'chosen by the caller' }];
  const here = inRegion(site, gifts, index);
  const endpoints = gifts.filter(({ endpoint }) => endpoint !== null);
  const models = gifts.filter(({ model }) => model !== null);
  const both = gifts.filter(({ endpoint, model }) => endpoint !== null && model !== null);
  // Endpoint and model given together belong together; given apart, each goes with each.
  const joined = both.map((gift) => given(here, gift, gift, index));
  const apartEndpoints = [...(keepsEndpoint(here, endpoints) ? [null] : []), ...endpoints.filter(({ model }) => model === null)];
  const apartModels = [...(keepsModel(here, models) ? [null] : []), ...models.filter(({ endpoint }) => endpoint === null)];
  for (const endpoint of apartEndpoints)
    for (const model of apartModels) if (both.length === 0 || endpoint || model) joined.push(given(here, endpoint, model, index));
  return here.model !== null && !joined.some(({ model }) => model === here.model) ? [here, ...joined] : joined;
}

/** An endpoint written in the code stays a possibility beside those that settings give; a mere default does not. */
function keepsEndpoint(site: Site, gifts: readonly Gift[]): boolean {
  return site.endpoint.basis === 'observed' || gifts.every(({ model }) => model !== null);
}

function keepsModel(site: Site, gifts: readonly Gift[]): boolean {
  return site.model !== null || gifts.every(({ endpoint }) => endpoint !== null);
}

function given(site: Site, endpoint: Gift | null, model: Gift | null, index: Index): Site {
  const evidence = new Set([...site.evidence, ...sayings(endpoint), ...sayings(model)]);
  const fromSetting = ({ from }: Gift): boolean => (from.fills ?? []).some((slot) => !slot.startsWith('argument:') && !slot.startsWith('name:'));
  const there = model?.model && site.named ? namedEndpoint(site.endpoint, model.model, index) : site.endpoint;
  return {
    ...site,
    endpoint: endpoint?.endpoint ? { ...endpoint.endpoint, configurable: site.endpoint.configurable || fromSetting(endpoint) } : there,
    model: model?.model ? { ...model.model, configurable: model.model.configurable || fromSetting(model) } : site.model,
    dynamicModel: model?.model ? null : site.dynamicModel,
    evidence: [...evidence],
  };
}

/** Where only the model's id says where it goes, another model goes where its own id says. */
function namedEndpoint(endpoint: SiteEndpoint, model: SiteModel, index: Index): SiteEndpoint {
  const service = model.service ?? null;
  const host = index.services.get(service ?? '')?.hosts[0]?.host ?? null;
  return {
    service,
    host: host === null || /[*{]/.test(host) ? null : host,
    region: null,
    place: model.place,
    basis: service === null ? 'unknown' : 'observed',
    configurable: endpoint.configurable,
  };
}

function sayings(gift: Gift | null): string[] {
  return gift ? [gift.from, ...gift.through].flatMap(({ evidence }) => [...evidence]) : [];
}

/** A region from the environment holds where the code names none. */
function inRegion(site: Site, gifts: readonly Gift[], index: Index): Site {
  const { endpoint } = site;
  if (endpoint.service === null || endpoint.region !== null) return site;
  const table = index.regions.get(index.services.get(endpoint.service)?.regions ?? '');
  for (const { region, from } of gifts) {
    const place = region === null ? undefined : table?.get(region.toLowerCase());
    if (region === null || place === undefined) continue;
    const moved: SiteEndpoint = { ...endpoint, region, place: endpoint.place ?? place, configurable: true };
    return { ...site, endpoint: moved, evidence: [...new Set([...site.evidence, ...from.evidence])] };
  }
  return site;
}

/** Sites that only repeat others: a client whose requests are seen elsewhere, a constant that a call uses, a filler nobody asked. */
function withoutEchoes(sites: readonly Site[]): Site[] {
  const spoken = new Set<string>();
  for (const site of sites)
    if (site.sdk !== null || site.endpoint.service !== null || site.endpoint.host !== null) for (const id of site.bare ? [] : site.evidence) spoken.add(id);
  return sites.filter((site) => {
    if (site.bare) return !(site.evidence[0] !== undefined && spoken.has(site.evidence[0]));
    if (site.sdk !== null || site.floating) return true;
    const silent = site.endpoint.service === null && site.model === null;
    if (isFiller(site) && (silent || site.confidence === 'low')) return false;
    // What a filler says was said by the call it belongs to.
    const nameless = site.endpoint.service === null && site.endpoint.host === null;
    return !nameless || site.evidence.length === 0 || !site.evidence.every((id) => spoken.has(id));
  });
}
