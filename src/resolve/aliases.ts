/** Code that asks a gateway of this repository for a model by the gateway's own name: joined to the models its configuration has behind it. */
import type { Site } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { addTo } from '../util/add-to.ts';

/** Sites -> sites with the names of gateways followed. What a name leads to is shown at the call that uses it, not at the configuration. */
export function aliasSites(sites: readonly Site[], index: Index): Site[] {
  const targets = new Map<string, Site[]>();
  for (const site of sites) for (const name of site.aliases ?? []) addTo(targets, name, site);
  if (targets.size === 0) return [...sites];
  const reached = new Set<Site>();
  const result = sites.flatMap((site) => {
    const behind = site.aliases === undefined && site.model !== null && maybeGateway(site, index) ? behindName(site.model.requested, targets) : [];
    const fitting = behind.filter(({ scope }) => scope === 'production' || scope === site.scope);
    // The file that names them says nothing more by using a name: the models behind it stand where they are written.
    if (site.sdk === null && fitting.some(({ path }) => path === site.path)) return [];
    for (const target of fitting) reached.add(target);
    return fitting.length === 0 ? [site] : fitting.map((target) => through(site, target));
  });
  return result.filter((site) => !reached.has(site));
}

/** `letters`, `litellm_proxy/letters`, `openai/letters`: a library may want its own prefix before the name. */
function behindName(requested: string, targets: ReadonlyMap<string, readonly Site[]>): readonly Site[] {
  return targets.get(requested) ?? targets.get(requested.slice(requested.indexOf('/') + 1)) ?? [];
}

/** Whether the endpoint of a call can be a gateway of one's own: unknown, on one's own machines, or one by trade. */
function maybeGateway({ endpoint }: Site, index: Index): boolean {
  const service = endpoint.service === null ? undefined : index.services.get(endpoint.service);
  if (service === undefined || service.selfHosted || service.category === 'gateway') return true;
  return endpoint.place === 'premises' || endpoint.basis === 'unknown';
}

function through(site: Site, target: Site): Site {
  const { aliases: _, ...behind } = target;
  return {
    ...behind,
    path: site.path,
    scope: site.scope,
    sdk: site.sdk ?? target.sdk,
    purpose: site.purpose ?? target.purpose,
    confidence: site.confidence,
    gateway: true,
    evidence: [...new Set([...site.evidence, ...target.evidence])],
  };
}
