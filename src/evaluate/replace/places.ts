/** Places for a call at home: another region of its own service, or an operator at home that serves models of anybody. */
import type { Service } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { Usage } from '../../model/usage.ts';
import type { Perspective } from '../perspective.ts';

/** A way to reach the same service at home. */
export interface HomeEntry {
  readonly host: string | null;
  readonly region: string | null;
  readonly place: string;
  /** Prefix of model ids that keeps requests there (`eu.`). */
  readonly prefix: string | null;
}

/** The same service from a host, a region or a geography at home; null when none is known. */
export function homeEntry(service: Service, usage: Usage, index: Index, view: Perspective): HomeEntry | null {
  const host = service.hosts.find((entry) => view.isDataHome(entry.location?.value ?? null) && !/[*{]/.test(entry.host));
  if (host?.location?.value != null) return { host: host.host, region: host.region, place: host.location.value, prefix: null };
  const geography = Object.entries(service.modelRegions).find(([, place]) => view.isDataHome(place));
  const region = service.regions === null ? undefined : [...(index.regions.get(service.regions) ?? [])].find(([, place]) => view.isDataHome(place));
  if (!region) return null;
  const [name, place] = region;
  // Models that a service has only by geography keep that form.
  const prefixed = Object.keys(service.modelRegions).some((prefix) => usage.model?.requested.startsWith(prefix));
  if (prefixed && geography) return { host: null, region: name, place: geography[1], prefix: geography[0] };
  return { host: null, region: name, place, prefix: null };
}

/** Hosted services of operators at home, in a place at home, that serve open models of anybody; the portable ones first. */
export function homeHosts(index: Index, view: Perspective): Service[] {
  if (view.homeless) return [];
  return [...index.services.values()]
    .filter((service) => {
      const operator = index.organizations.get(service.operator.value ?? '');
      const offers = service.offers.value;
      if (service.category !== 'model-api' || service.selfHosted || (offers !== 'open' && offers !== 'many')) return false;
      return operator !== undefined && view.isHome(operator.controller.value) && view.isHome(service.location.value);
    })
    .sort((a, b) => Number(b.surface.value === 'portable') - Number(a.surface.value === 'portable') || (a.id < b.id ? -1 : 1));
}
