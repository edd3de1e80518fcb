import type { Index } from '../model/knowledge.ts';
import type { Report } from '../model/report.ts';
import type { Usage } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { owners } from './chain.ts';
import type { Judged } from './judged.ts';
import { areIndependent } from './units.ts';

/** Id under which calls are counted that end at nobody known. */
const UNKNOWN = 'unknown';
const SELF = 'self';

/** Figures for the repository as a whole: held weights, concentration by ultimate controller and country, single points of failure, swappability. */
export function resilienceOf(usages: readonly Judged[], index: Index): Report['resilience'] {
  const controllers = controllersOf(usages, index);
  const total = usages.length;
  const known = controllers.filter(({ id }) => id !== UNKNOWN);
  const backed = backedUp(usages, index);
  return {
    productionUsages: total,
    heldWeights: usages.filter(({ usage }) => usage.weights === 'held').length,
    controllers,
    largestShare: total === 0 ? 0 : Math.round(((known[0]?.usages ?? 0) / total) * 100) / 100,
    unknownOperator: total - known.reduce((sum, controller) => sum + controller.usages, 0),
    countries: countriesOf(controllers),
    singlePoints: singlePoints(usages, backed, index),
    backedUp: backed.size,
    stateful: usages.filter(({ assessment }) => assessment.layers.deployment.row === 'P0').length,
    configurable: usages.filter(({ usage }) => usage.configurable).length,
    portable: usages.filter(({ usage }) => usage.model?.weights === 'open' || index.services.get(usage.service?.id ?? '')?.surface.value === 'portable').length,
  };
}

/** The body at the end of the chain of owners; `self` for what the user runs on own machines. */
function controllerOf({ service, route }: Usage, index: Index): string {
  const id = service?.operator.id ?? null;
  if (id === SELF || (route === 'self-hosted' && id === null)) return SELF;
  return id === null ? UNKNOWN : (owners(index, id).at(-1) ?? id);
}

function controllersOf(usages: readonly Judged[], index: Index): Report['resilience']['controllers'] {
  const counts = new Map<string, Report['resilience']['controllers'][number]>();
  for (const { usage } of usages) {
    const id = controllerOf(usage, index);
    const organization = index.organizations.get(id);
    const known = counts.get(id) ?? {
      id,
      name: id === SELF ? 'your own machines' : id === UNKNOWN ? 'an unknown operator' : (organization?.name ?? usage.service?.operator.name ?? id),
      country: organization?.controller.value ?? organization?.seat.value ?? null,
      usages: 0,
    };
    counts.set(id, { ...known, usages: known.usages + 1 });
  }
  return [...counts.values()].sort((a, b) => b.usages - a.usages || (a.id < b.id ? -1 : 1));
}

/** Usages by the country of their ultimate controller, most first; what you run yourself and what nobody knows are in none. */
function countriesOf(controllers: Report['resilience']['controllers']): Report['resilience']['countries'] {
  const counts = new Map<string, number>();
  for (const { country, usages } of controllers) if (country !== null) counts.set(country, (counts.get(country) ?? 0) + usages);
  return [...counts].map(([country, usages]) => ({ country, usages })).sort((a, b) => b.usages - a.usages || (a.country < b.country ? -1 : 1));
}

/** Usages in a fallback list in which two members have no controller in common. */
function backedUp(usages: readonly Judged[], index: Index): Set<Judged> {
  const groups = new Map<string, Judged[]>();
  for (const judged of usages) {
    const { fallbackGroup, scope } = judged.usage;
    if (fallbackGroup !== null) addTo(groups, `${scope} ${fallbackGroup}`, judged);
  }
  return new Set([...groups.values()].filter((members) => areIndependent(members, index)).flat());
}

/** What is done at one controller alone, without a stand-in: when it goes dark, all of this stops. Most calls first. */
function singlePoints(usages: readonly Judged[], backed: ReadonlySet<Judged>, index: Index): Report['resilience']['singlePoints'] {
  const purposes = new Map<string, Judged[]>();
  for (const judged of usages) addTo(purposes, judged.usage.purpose, judged);
  const points = [...purposes].flatMap(([, members]) => {
    const [first] = members;
    const ids = new Set(members.map(({ usage }) => controllerOf(usage, index)));
    const [id] = ids;
    if (!first || id === undefined || ids.size > 1 || id === SELF || id === UNKNOWN || members.some((member) => backed.has(member))) return [];
    const name = index.organizations.get(id)?.name ?? first.usage.service?.operator.name ?? id;
    return [{ purpose: first.usage.purpose, controller: id, name, usages: members.length }];
  });
  return points.sort((a, b) => b.usages - a.usages || (a.purpose < b.purpose ? -1 : 1));
}
