/** What stands before a model's own name in an id: service, region, geography, hub, fine-tune. */
import type { Index } from '../model/knowledge.ts';
import { regionPlace } from './hosts.ts';

/** An id taken apart. */
export interface IdParts {
  /** Vendor path and name: what is left when service, region and wrapping are taken off. */
  readonly rest: string;
  /** Service named by a prefix. */
  readonly service: string | null;
  readonly region: string | null;
  readonly place: string | null;
  /** The id names a fine-tuned copy (`ft:`): somebody's adaptation of the model. */
  readonly tuned: boolean;
}

/** Takes an id apart. `service` is the one the code around it names: its regions and geographies are understood even without a prefix. */
export function takeApart(index: Index, id: string, service: string | null): IdParts {
  const prefix = stripService(index, stripHub(id));
  const arn = /^([a-z0-9-]*):\d*:[a-z-]+\/(.+)$/.exec(prefix.rest);
  const resource = /^projects\/[^/]+\/locations\/([^/]+)\/(.+)$/.exec(prefix.rest);
  const name = arn?.[2] ?? resource?.[2] ?? prefix.rest;
  // Below a location stands `publishers/`, which names the cloud.
  const inner = resource ? stripService(index, name) : { rest: name, service: null };
  const named = prefix.service ?? inner.service;
  const region = stripRegion(index, inner.rest, named ?? service);
  const dotted = stripGeography(index, region.rest, named ?? service);
  const stated = region.region ?? (arn?.[1] || resource?.[1] || null);
  const of = named ?? dotted.service;
  return {
    ...stripTuned(dotted.rest),
    service: of,
    region: dotted.region ?? stated,
    place: dotted.place ?? region.place ?? (stated === null || (of ?? service) === null ? null : regionPlace(index, (of ?? service) as string, stated)),
  };
}

/** `https://huggingface.co/org/name/resolve/main/x.gguf`, `models--org--name` -> `org/name`. */
function stripHub(id: string): string {
  const hub =
    /^(?:(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co|ollama\.com|modelscope\.cn)\/|huggingface:\/\/|hf:\/\/|ollama:\/\/|modelscope:\/\/)(?:models\/|library\/)?(.+)$/i.exec(
      id,
    )?.[1] ?? id;
  const cache = /^models--([^/]+?)--([^/]+)/.exec(hub);
  return cache ? `${cache[1]}/${cache[2]}` : hub.replace(/\/(?:resolve|blob|tree|raw)\/.*$/, '');
}

/** Takes off the longest prefix that names a service. Prefixes end at a slash or a colon: only those cuts are looked up. */
function stripService(index: Index, id: string): { rest: string; service: string | null } {
  const lower = id.toLowerCase();
  let best = '';
  for (let at = 1; at < lower.length; at++) {
    const char = lower[at];
    if (char !== '/' && char !== ':') continue;
    const prefix = lower.slice(0, at + 1);
    if (index.servicePrefixes.has(prefix)) best = prefix;
  }
  return best === '' ? { rest: id, service: null } : { rest: id.slice(best.length), service: index.servicePrefixes.get(best) ?? null };
}

/** Takes off `eu-central-1/` or `eu/`, by the tables of the service. */
function stripRegion(index: Index, id: string, service: string | null): { rest: string; region: string | null; place: string | null } {
  const slash = id.indexOf('/');
  if (service === null || slash <= 0) return { rest: id, region: null, place: null };
  const region = id.slice(0, slash).toLowerCase();
  const place = regionPlace(index, service, region) ?? index.services.get(service)?.modelRegions[`${region}/`] ?? null;
  return place === null ? { rest: id, region: null, place: null } : { rest: id.slice(slash + 1), region, place };
}

/** Takes off `us.` and the like, where a vendor and a dot follow. */
function stripGeography(index: Index, id: string, service: string | null): IdParts {
  const nothing = { rest: id, service: null, region: null, place: null, tuned: false };
  const dotted = /^[a-z]{2,8}(?:-gov)?\.(?=[a-z0-9]+\.)/.exec(id.toLowerCase())?.[0];
  const owner = dotted === undefined ? undefined : index.modelGeographies.get(dotted);
  if (dotted === undefined || owner === undefined) return nothing;
  const place = (service === null ? undefined : index.services.get(service)?.modelRegions[dotted]) ?? index.services.get(owner)?.modelRegions[dotted];
  return place === undefined ? nothing : { ...nothing, rest: id.slice(dotted.length), service: owner, region: dotted.slice(0, -1), place };
}

/** `ft:gpt-4o-mini:org:name:id`, `davinci:ft-org-2022` -> the model it was tuned from. */
function stripTuned(id: string): { rest: string; tuned: boolean } {
  const modern = /^(?:.*\/)?ft:([^:]+)/.exec(id)?.[1];
  const old = /^([a-z0-9.-]+):ft-/.exec(id)?.[1];
  const rest = modern ?? old;
  return rest === undefined ? { rest: id, tuned: false } : { rest, tuned: true };
}
