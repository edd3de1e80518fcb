/** Requests on clients made elsewhere: passed in, injected, kept in a container. They are joined to the clients this repository makes. */
import type { Site, SiteEndpoint } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';

/** Gives every floating request the endpoint of the client it can only be made on; unknown where several fit. */
export function floatingSites(sites: readonly Site[], index: Index): Site[] {
  if (!sites.some(({ floating }) => floating)) return [...sites];
  const made = sites.filter((site) => !site.floating);
  const joined = new Set<string>();
  const result = sites.map((site): Site => {
    if (!site.floating) return site;
    const client = clientFor(site, made, index);
    if (!client) return anchored(site, index);
    if (client.evidence[0] !== undefined) joined.add(client.evidence[0]);
    return { ...site, sdk: client.sdk, endpoint: client.endpoint, evidence: [...new Set([...site.evidence, ...client.evidence.slice(0, 2)])] };
  });
  return result.filter((site) => !(site.bare && site.evidence[0] !== undefined && joined.has(site.evidence[0])));
}

/** The client a request is made on: one endpoint among all that fit, in the nearest folder where several are made. */
function clientFor(site: Site, made: readonly Site[], index: Index): Site | null {
  const fitting = made.filter((client) => site.floating?.includes(client.sdk as string) && (client.scope === site.scope || client.scope === 'production'));
  for (const near of [fitting.filter((client) => client.path === site.path), fitting.filter((client) => shareFolder(client.path, site.path)), fitting]) {
    if (near.length === 0) continue;
    const only = onlyEndpoint(near) ?? onlyEndpoint(near.filter((client) => serves(client.endpoint, site, index)));
    if (only) return only;
  }
  return null;
}

function onlyEndpoint(clients: readonly Site[]): Site | null {
  const keys = new Set(clients.map(({ sdk, endpoint }) => `${sdk}|${endpoint.service}|${endpoint.host}|${endpoint.region}`));
  return keys.size === 1 ? (clients[0] ?? null) : null;
}

function shareFolder(a: string, b: string): boolean {
  const top = a.slice(0, a.indexOf('/') + 1);
  return top !== '' && b.startsWith(top);
}

/** Nobody here makes such a client: it goes where the library goes, unless told otherwise. */
function anchored(site: Site, index: Index): Site {
  const pkg = site.sdk === null ? undefined : index.packages.get(site.sdk);
  if (!pkg || pkg.implies === null || site.endpoint.service !== null) return site;
  return { ...site, endpoint: { ...site.endpoint, service: pkg.implies, basis: 'unknown', configurable: true } };
}

/** Whether an endpoint can be asked for this model: its service offers models of many, or of this developer. */
function serves(endpoint: SiteEndpoint, site: Site, index: Index): boolean {
  const family = index.families.get(site.model?.family ?? '');
  const developer = family?.developer ?? site.model?.developer ?? null;
  const service = index.services.get(endpoint.service ?? '');
  if (developer === null || !service) return false;
  const offers = service.offers.value;
  if (offers === 'own') return service.operator.value === developer;
  return offers === 'many' || (offers === 'open' && family?.weights !== 'closed');
}
