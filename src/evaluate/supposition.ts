/** What-ifs as predicates over usages: something that has not happened, and which usages it would reach. */
import type { Reach, Scenario, Weights } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Usage } from '../model/usage.ts';
import { fitsName } from '../util/name-pattern.ts';
import { owners } from './chain.ts';

/** Something supposed: `stop` takes a supply away, `disclose` orders operators to hand data over. */
export interface Supposition {
  readonly id: string;
  /** What is supposed, for the head of the output. */
  readonly text: string;
  readonly effect: Scenario['effect'];
  /** What it would mean for a usage it reaches, one sentence. */
  readonly reason: string;
  readonly reach: Reach;
}

/** How a usage is reached: through its model, its service, the weights it fetches by name, or the hub it fetches them from; null: not at all. */
export type Hit = 'model' | 'service' | 'fetch' | 'hub' | null;

/** Reaches nothing; a start for what-ifs that name one thing. */
export const REACHES_NOTHING: Reach = {
  models: [],
  developers: [],
  operators: [],
  services: [],
  developerCountries: [],
  operatorCountries: [],
  places: [],
  weights: 'all',
  pulled: false,
};

/**
 * How a what-if reaches a usage. Weights in hand are never reached. Open weights that others already serve survive their maker: who denies
 * a developer reaches them only at that developer's own service, or where they are fetched by name at start.
 */
export function reached({ reach }: Supposition, usage: Usage, index: Index): Hit {
  if (reachesService(reach, usage, index)) return 'service';
  if (usage.weights === 'held') return null;
  if (usage.weights === 'pulled' && reach.pulled) return 'hub';
  if (!usage.model || !fits(usage.model.weights, reach.weights)) return null;
  if (reach.models.length > 0 && namesModel(reach.models, usage.model)) return usage.weights === 'pulled' ? 'fetch' : 'model';
  if (!reachesDeveloper(reach, usage, index)) return null;
  if (usage.weights === 'pulled') return 'fetch';
  // A ban on open weights stops their fetch; who serves a copy already goes on.
  if (reach.weights === 'open') return null;
  if (usage.model.weights !== 'open') return 'model';
  return reachesOperatorLikeDeveloper(reach, usage, index) ? 'model' : null;
}

/** Unknown weights are reached: what might be taken away is not safe. */
function fits(weights: Weights | null, wanted: Reach['weights']): boolean {
  if (wanted === 'all' || weights === null) return true;
  return wanted === 'open' ? weights !== 'closed' : weights !== 'open';
}

function namesModel(patterns: readonly string[], model: NonNullable<Usage['model']>): boolean {
  const ids = [model.requested, model.id, model.family].filter((id) => id !== null);
  return ids.some((id) => patterns.some((pattern) => fitsName(id, pattern) || fitsName(id.slice(id.lastIndexOf('/') + 1), pattern)));
}

function reachesService(reach: Reach, usage: Usage, index: Index): boolean {
  const { service, endpoint } = usage;
  if (usage.route === 'self-hosted' && (endpoint === null || endpoint.place === null || endpoint.place === 'premises')) return false;
  if (endpoint && reach.places.some((place) => inPlace(index, place, endpoint))) return true;
  if (!service) return false;
  if (reach.services.includes(service.id)) return true;
  return isOf(reach.operators, reach.operatorCountries, service.operator, index);
}

function inPlace(index: Index, place: string, endpoint: NonNullable<Usage['endpoint']>): boolean {
  if (endpoint.region === place || endpoint.place === place) return true;
  const country = endpoint.country ?? endpoint.place;
  return country !== null && (index.blocs.get(place) ?? [place]).includes(country);
}

function reachesDeveloper(reach: Reach, usage: Usage, index: Index): boolean {
  return usage.model !== null && isOf(reach.developers, reach.developerCountries, usage.model.developer, index);
}

function reachesOperatorLikeDeveloper(reach: Reach, usage: Usage, index: Index): boolean {
  return usage.service !== null && isOf(reach.developers, reach.developerCountries, usage.service.operator, index);
}

/** An organization by its id or that of an owner, or by the countries of its control and seat. */
function isOf(
  ids: readonly string[],
  countries: readonly string[],
  body: { id: string | null; country: string | null; controller: string | null },
  index: Index,
): boolean {
  if (body.id !== null && ids.length > 0 && owners(index, body.id).some((id) => ids.includes(id))) return true;
  return countries.some((name) => {
    const members = index.blocs.get(name) ?? [name];
    return (body.controller !== null && members.includes(body.controller)) || (body.country !== null && members.includes(body.country));
  });
}
