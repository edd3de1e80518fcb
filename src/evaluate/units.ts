/**
 * What a layer of the repository is the least of: usages, and for the two layers of continuity the fallback groups, whose members stand in for
 * each other. The layers of exposure never gain by a group: any member may receive the data, so the weakest of them counts.
 */
import type { Index } from '../model/knowledge.ts';
import { LAYERS, type Layer, type LevelRange } from '../model/layer.ts';
import type { LayerAssessment, Usage } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { owners } from './chain.ts';
import { CLAIM } from './declared.ts';
import { observed } from './facts.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';

/** One thing that can be the weakest: a usage alone or a fallback group, with the usage whose level it has. */
export interface Unit {
  readonly usage: Usage;
  readonly level: LayerAssessment;
  /** Members that stand in for each other; one usage alone is its own only member. */
  readonly members: readonly Judged[];
}

const CONTINUITY: ReadonlySet<Layer> = new Set(['model', 'deployment']);

/** Layers a supposed loss of a supply takes to nothing. */
const SUPPLY: ReadonlySet<Layer> = new Set(['compute', 'cloud']);

/** What is supposed to be cut off runs on nobody's machines any more, where a stand-in of its list runs on. */
function withoutStopped(usages: readonly Judged[]): readonly Judged[] {
  const stopped = ({ assessment }: Judged): boolean => assessment.layers.compute.row === 'S0';
  const alive = new Set(usages.filter((judged) => !stopped(judged)).map(({ usage }) => `${usage.scope} ${usage.fallbackGroup}`));
  return usages.filter(
    (judged) => !(stopped(judged) && judged.usage.fallbackGroup !== null && alive.has(`${judged.usage.scope} ${judged.usage.fallbackGroup}`)),
  );
}

/** Units of one layer, in the order of the usages. */
export function unitsOf(usages: readonly Judged[], layer: Layer, index: Index, view: Perspective): Unit[] {
  const groups = new Map<string, Judged[]>();
  for (const judged of SUPPLY.has(layer) ? withoutStopped(usages) : usages) {
    const { fallbackGroup, scope, id } = judged.usage;
    const key = CONTINUITY.has(layer) && fallbackGroup !== null ? `group ${scope} ${fallbackGroup}` : `usage ${id}`;
    addTo(groups, key, judged);
  }
  return [...groups.values()].map((members) => unitOf(members, layer, index, view));
}

function unitOf(members: readonly Judged[], layer: Layer, index: Index, view: Perspective): Unit {
  const best = members.reduce((top, member) => (better(member, top, layer) ? member : top));
  const own = best.assessment.layers[layer];
  if (members.length === 1) return { usage: best.usage, level: own, members };
  const high = Math.max(...members.map(({ assessment }) => assessment.layers[layer].high));
  const facts = [...own.facts, ...groupFacts(members, view)];
  const others = members.filter((member) => member !== best).map(({ usage }) => nameOf(usage));
  const level: LayerAssessment = { ...own, high, facts, reason: `${own.reason} It stands in for ${[...new Set(others)].join(', ')} in one fallback list.` };
  return { usage: best.usage, members, level: layer === 'deployment' ? independent(members, level, index, view) : level };
}

function better(a: Judged, b: Judged, layer: Layer): boolean {
  const [left, right] = [a.assessment.layers[layer], b.assessment.layers[layer]];
  return left.low > right.low || (left.low === right.low && left.high > right.high);
}

function nameOf({ model, service, id }: Usage): string {
  return model?.name ?? service?.name ?? id;
}

function groupFacts(members: readonly Judged[], view: Perspective): LayerAssessment['facts'] {
  const entry = view.declared.fallback(members[0]?.usage.id ?? '');
  if (entry !== null) return [view.declared.fact(CLAIM.fallback(entry))];
  const [first] = members;
  return first ? [observed(`the code lists them as fallbacks: ${members.map(({ usage }) => nameOf(usage)).join(', ')}`, first.usage)] : [];
}

/**
 * Two members nobody controls both of: P3 when one of the two is at home or your own, else P2. Who makes a closed model controls every path to
 * it, so two hosts of one closed model are not independent. A member that is gone stands in for nobody.
 */
function independent(members: readonly Judged[], level: LayerAssessment, index: Index, view: Perspective): LayerAssessment {
  const atHome = ({ usage: { route, service } }: Judged): boolean =>
    route === 'self-hosted' || view.isHome(service?.operator.controller ?? service?.operator.country ?? null);
  const alive = members.filter(isAlive);
  // Those at home first, so that a pair with one of them is found before a pair without.
  const pair = pairOf([...alive.filter(atHome), ...alive.filter((member) => !atHome(member))], index);
  if (!pair) return level;
  const home = pair.find(atHome);
  const row = home ? 'P3' : 'P2';
  const low = home ? 3 : 2;
  if (level.low >= low) return level;
  const where = home ? `${nameOf(home.usage)} is at home or your own` : 'none of them is at home';
  const names = pair.map(({ usage }) => nameOf(usage)).join(' and ');
  return { ...level, low, high: Math.max(low, level.high), row, reason: `${names} stand in for each other, and no one controls both; ${where}.` };
}

/** Usage -> layers where its fallback group is at the floor although it alone is not, with what stands in for it. */
export function liftedBy(usages: readonly Judged[], index: Index, view: Perspective): Map<Judged, Map<Layer, Unit>> {
  const lifted = new Map<Judged, Map<Layer, Unit>>();
  for (const layer of LAYERS) {
    for (const unit of unitsOf(usages, layer, index, view)) {
      if (unit.members.length === 1 || unit.level.low < view.policy.floors[layer]) continue;
      for (const member of unit.members) lifted.set(member, new Map(lifted.get(member)).set(layer, unit));
    }
  }
  return lifted;
}

/** Whether two of these have no controller in common. */
export function areIndependent(members: readonly Judged[], index: Index): boolean {
  return pairOf(members.filter(isAlive), index) !== null;
}

/** What is gone stands in for nobody. */
function isAlive({ assessment }: Judged): boolean {
  return assessment.layers.model.high > 0 && assessment.layers.deployment.row !== 'S0';
}

/** How many of these nobody controls two of: at least those whose controllers are known, at most also those whose are not. One alone is one. */
export function independentMembers(members: readonly Judged[], index: Index): LevelRange {
  const sides = members.map(({ usage }) => controllersOf(usage, index));
  const known = sides.filter((side) => side !== null);
  const low = Math.max(1, largestApart(known.slice(0, MOST_COMPARED)));
  return { low, high: Math.max(low, low + sides.length - known.length - (known.length === 0 ? 1 : 0)) };
}

/** Every choice among more members than this would take too long. */
const MOST_COMPARED = 16;

/** Size of the largest choice without a controller in common. */
function largestApart(sides: readonly (readonly string[])[]): number {
  const [first, ...rest] = sides;
  if (first === undefined) return 0;
  return Math.max(largestApart(rest), 1 + largestApart(rest.filter((side) => !side.some((id) => first.includes(id)))));
}

function pairOf(members: readonly Judged[], index: Index): readonly [Judged, Judged] | null {
  const sides = members.map((member) => ({ member, controllers: controllersOf(member.usage, index) }));
  for (const [at, a] of sides.entries()) {
    for (const b of sides.slice(at + 1)) {
      if (a.controllers !== null && b.controllers !== null && !a.controllers.some((id) => b.controllers?.includes(id))) return [a.member, b.member];
    }
  }
  return null;
}

/** Who can stop a usage: the operator and its owners, and the maker of a model that is not open. Null: nobody knows, so nothing is shown to be independent. */
function controllersOf({ id, route, service, model }: Usage, index: Index): string[] | null {
  const operator = route === 'self-hosted' && (service === null || service.operator.id === 'self') ? `self ${id}` : (service?.operator.id ?? null);
  if (operator === null) return null;
  const held = route === 'self-hosted' || model?.weights === 'open';
  if (!held && model?.developer.id == null) return null;
  const makers = held || model?.developer.id == null ? [] : owners(index, model.developer.id);
  return [...owners(index, operator), ...makers];
}
