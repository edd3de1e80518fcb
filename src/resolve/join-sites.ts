/** Joins what several places of a repository say about one call path: settings move endpoints, constants name models. */
import type { Site } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';

/** Sites of all files -> sites with endpoints moved by settings and models joined to the clients that lack one. */
export function joinSites(sites: readonly Site[], index: Index): Site[] {
  return joinModels(moveEndpoints(sites), index);
}

/** `OPENAI_BASE_URL=https://api.deepseek.com` in a `.env` file moves every client that would go to the default. */
function moveEndpoints(sites: readonly Site[]): Site[] {
  const moves = sites.filter((site) => site.overrides !== null && site.endpoint.host !== null);
  if (moves.length === 0) return [...sites];
  const taken = new Set<Site>();
  const result = sites.map((site): Site => {
    if (site.sdk === null || site.endpoint.basis === 'observed') return site;
    const move = moves.find((candidate) => candidate.overrides === site.endpoint.service && nearby(candidate.path, site.path));
    if (!move) return site;
    taken.add(move);
    return {
      ...site, endpoint: { ...move.endpoint, configurable: true }, model: site.model ?? move.model, evidence: [...site.evidence, ...move.evidence],
    };
  });
  return result.filter((site) => !taken.has(site));
}

/** A setting holds for the folder it stands in and everything below. */
function nearby(setting: string, site: string): boolean {
  const folder = setting.includes('/') ? setting.slice(0, setting.lastIndexOf('/') + 1) : '';
  return site.startsWith(folder);
}

/** A model named in a constant or a setting joins the clients that ask for a model nobody wrote beside the call. */
function joinModels(sites: readonly Site[], index: Index): Site[] {
  const named = sites.filter((site) => isModelOnly(site));
  if (named.length === 0) return [...sites];
  const joined = new Map<Site, Site[]>();
  const absorbed = new Set<Site>();
  for (const model of named) {
    const open = sites.filter((site) => site.model === null && (site.sdk !== null || site.endpoint.service !== null) && serves(site, model, index));
    const here = open.filter((site) => site.path === model.path);
    const own = (list: readonly Site[]): Site[] => list.filter((site) => index.services.get(site.endpoint.service ?? '')?.offers.value === 'own');
    // In the same file any open client will do; across files only those of the model's own developer, so that nothing is guessed.
    const targets = here.length > 0 ? here : own(open.filter((site) => site.scope === model.scope));
    if (targets.length === 0) continue;
    absorbed.add(model);
    for (const target of targets) joined.set(target, [...(joined.get(target) ?? []), model]);
  }
  return sites.flatMap((site) => {
    if (absorbed.has(site)) return [];
    const models = joined.get(site);
    if (!models) return [site];
    return models.map((model): Site => ({
      ...site, model: model.model, dynamicModel: null, confidence: 'medium', evidence: [...site.evidence, ...model.evidence],
    }));
  });
}

function isModelOnly(site: Site): boolean {
  return site.sdk === null && site.model !== null && site.endpoint.service === null && site.endpoint.host === null;
}

/** Whether a client can be asked for this model: its service offers models of many, or of this developer. */
function serves(client: Site, model: Site, index: Index): boolean {
  const family = index.families.get(model.model?.family ?? '');
  const service = index.services.get(client.endpoint.service ?? '');
  if (!family) return false;
  if (!service) return client.endpoint.host !== null || client.endpoint.basis === 'unknown';
  const offers = service.offers.value;
  if (offers === 'own') return service.operator.value === family.developer;
  return offers === 'many' || (offers === 'open' && family.weights !== 'closed');
}
