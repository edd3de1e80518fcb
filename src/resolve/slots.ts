/** Who says what an open call path really does: settings, constants and arguments by the slots they fill. */
import { firstOf } from '../model/bounds.ts';
import type { Site } from '../model/evidence.ts';
import { folderPrefix } from '../util/folder.ts';

/** Fillers by slot. */
export type Fillers = ReadonlyMap<string, readonly Site[]>;

/** A site that only says something about others: a setting, a constant, an argument passed to a wrapper. */
export function isFiller(site: Site): boolean {
  return site.sdk === null && site.fills !== undefined && site.fills.length > 0;
}

/** Indexes the fillers of a repository. */
export function fillersOf(sites: readonly Site[]): Fillers {
  const fillers = new Map<string, Site[]>();
  for (const site of sites) {
    for (const slot of isFiller(site) ? (site.fills ?? []) : []) {
      const known = fillers.get(slot);
      if (known) known.push(site);
      else fillers.set(slot, [site]);
    }
  }
  return fillers;
}

/** What a filler gives a site. */
export interface Gift {
  readonly from: Site;
  readonly model: Site['model'];
  readonly endpoint: Site['endpoint'] | null;
  readonly region: string | null;
  /** Fillers it came through. */
  readonly through: readonly Site[];
}

const MAX_DEPTH = 4;

/** Everything that fills the open slots of a site. */
export function giftsFor(site: Site, fillers: Fillers): readonly Gift[] {
  const gifts = new Map<Site, Gift>();
  collect(site, site.modelSlots ?? [], site.endpointSlots ?? [], fillers, [], gifts);
  for (const filler of overriding(site, fillers))
    if (!gifts.has(filler)) gifts.set(filler, { from: filler, model: filler.model, endpoint: filler.endpoint, region: null, through: [] });
  return firstOf('alternatives', [...gifts.values()]);
}

function collect(
  site: Site,
  modelSlots: readonly string[],
  endpointSlots: readonly string[],
  fillers: Fillers,
  through: readonly Site[],
  into: Map<Site, Gift>,
): void {
  if (through.length > MAX_DEPTH) return;
  const regionSlots = endpointSlots.filter((slot) => slot.startsWith('region ')).map((slot) => slot.slice(7));
  for (const filler of candidates(site, [...modelSlots, ...endpointSlots, ...regionSlots], fillers)) {
    if (filler === site || through.includes(filler)) continue;
    const fills = filler.fills ?? [];
    const forModel = modelSlots.some((slot) => fills.includes(slot));
    const forEndpoint = endpointSlots.some((slot) => fills.includes(slot));
    const forRegion = regionSlots.some((slot) => fills.includes(slot));
    const model = forModel ? filler.model : null;
    const endpoint = forEndpoint && (filler.endpoint.host !== null || filler.endpoint.service !== null) ? filler.endpoint : null;
    const region = forRegion ? filler.endpoint.region : null;
    if (model !== null || endpoint !== null || region !== null) into.set(filler, { from: filler, model, endpoint, region, through });
    collect(
      site,
      forModel && model === null ? (filler.modelSlots ?? []) : [],
      forEndpoint && endpoint === null ? (filler.endpointSlots ?? []) : [],
      fillers,
      [...through, filler],
      into,
    );
  }
}

/** Fillers of some slots that hold for a site: of its scope, and the nearest folder first where several say different things. */
function candidates(site: Site, slots: readonly string[], fillers: Fillers): Site[] {
  const found = new Set<Site>();
  for (const slot of slots) {
    const all = (fillers.get(slot) ?? []).filter((filler) => filler.scope === 'production' || filler.scope === site.scope);
    const near = slot.startsWith('argument:') ? all : nearest(site.path, all);
    for (const filler of near) found.add(filler);
  }
  return [...found];
}

/** A setting holds for its folder and everything below; one that stands beside the code's folders is believed when none does. */
function nearest(path: string, fillers: readonly Site[]): readonly Site[] {
  const above = fillers.filter((filler) => nearby(filler.path, path));
  if (above.length === 0) return fillers;
  const depth = Math.max(...above.map((filler) => folderPrefix(filler.path).length));
  return above.filter((filler) => folderPrefix(filler.path).length === depth);
}

/** Whether a setting's folder holds a path. */
export function nearby(setting: string, path: string): boolean {
  return path.startsWith(folderPrefix(setting));
}

/** Settings that move the default endpoint of a service for everybody below. */
function overriding(site: Site, fillers: Fillers): Site[] {
  if (site.sdk === null || site.endpoint.basis !== 'default' || site.endpoint.service === null) return [];
  const found = new Set<Site>();
  for (const list of fillers.values()) {
    for (const filler of list) {
      if (filler.overrides !== site.endpoint.service || filler.endpoint.host === null || !nearby(filler.path, site.path)) continue;
      if (filler.scope === 'production' || filler.scope === site.scope) found.add(filler);
    }
  }
  return [...found];
}
