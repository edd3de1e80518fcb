/** Two fleets -> what differs: repositories that came, went, or stand otherwise, and figures of the whole. Pure. */
import { type Fleet, type FleetEntry, type FleetGroup, MIXABLE } from '../../model/fleet.ts';
import type { FigureChange, FleetDifference, RepositoryChange } from '../../model/fleet-difference.ts';
import { LAYERS } from '../../model/layer.ts';
import { UsageError } from '../../util/errors.ts';
import { nestedName } from '../../util/nested-name.ts';
import { fleetGroups } from './group.ts';
import { worseFirst } from './rank.ts';

const VERDICTS = ['none', 'sovereign', 'dependency', 'access'] as const;

/** Compares what both fleets were asked: each perspective that is in both. Throws `UsageError` when there is none. */
export function compareFleets(before: Fleet, after: Fleet): FleetDifference[] {
  const key = ({ profile, profileScope, floors, scopes, customRules }: FleetGroup): string =>
    JSON.stringify([profile, profileScope, LAYERS.map((layer) => floors[layer]), scopes, customRules]);
  const old = new Map(fleetGroups(before, [...MIXABLE]).map((group) => [key(group), group]));
  const differences = fleetGroups(after, [...MIXABLE]).flatMap((group) => {
    const other = old.get(key(group));
    return other === undefined ? [] : [difference({ group: other, fleet: before }, { group, fleet: after })];
  });
  if (differences.length === 0)
    throw new UsageError(
      'the two fleets were judged under different profiles, scopes, floors or rules: nothing can be compared',
      'audit both under one profile',
    );
  return differences;
}

interface Side {
  readonly group: FleetGroup;
  readonly fleet: Fleet;
}

function difference(before: Side, after: Side): FleetDifference {
  const [old, now] = [countedOf(before), countedOf(after)];
  const pairs = [...now].flatMap(([name, entry]) => {
    const other = old.get(name);
    return other === undefined ? [] : [[other, entry] as const];
  });
  const changes = pairs.flatMap(([first, second]) => changeOf(first, second) ?? []);
  const { profile, profileName, profileScope } = after.group;
  const missing = (entries: Iterable<FleetEntry>, layer: (typeof LAYERS)[number]): number =>
    [...entries].filter(({ verdict }) => verdict.missingLayers.includes(layer)).length;
  return {
    schemaVersion: '1.0',
    kind: 'fleet-difference',
    profile,
    profileName,
    profileScope,
    asOf: { before: before.group.asOf, after: after.group.asOf },
    knowledge: { before: before.group.knowledge, after: after.group.knowledge },
    tools: { before: before.group.tools, after: after.group.tools },
    verdicts: { before: before.group.verdicts, after: after.group.verdicts },
    layers: LAYERS.map((layer) => ({ layer, before: missing(old.values(), layer), after: missing(now.values(), layer) })),
    added: onlyIn(now, old),
    gone: onlyIn(old, now),
    changed: changes,
    unchanged: pairs.length - changes.length,
    controllers: figures(before.group.controllers, after.group.controllers, ({ name }) => name),
    models: figures(before.group.models, after.group.models, ({ id, name }) => id ?? name),
  };
}

/** By name, worst first. */
function countedOf({ group, fleet }: Side): Map<string, FleetEntry> {
  const ids = new Set(group.ranking);
  const entries = fleet.entries.filter(({ id }) => ids.has(id)).sort(worseFirst);
  return new Map(entries.map((entry) => [nestedName(entry), entry]));
}

function onlyIn(here: ReadonlyMap<string, FleetEntry>, there: ReadonlyMap<string, FleetEntry>): FleetDifference['added'] {
  const only = [...here].filter(([name]) => !there.has(name));
  return only.map(([, { name, folder, verdict }]) => ({ name, folder, verdict: verdict.level }));
}

function changeOf(first: FleetEntry, second: FleetEntry): RepositoryChange | null {
  const [old, now] = [first.verdict, second.verdict];
  const steps = [VERDICTS.indexOf(now.level) - VERDICTS.indexOf(old.level), now.missingLayers.length - old.missingLayers.length, now.riskIndex - old.riskIndex];
  const sameLayers = LAYERS.every((layer) => old.missingLayers.includes(layer) === now.missingLayers.includes(layer));
  if (steps.every((step) => step === 0) && sameLayers) return null;
  const decisive = steps.find((step) => step !== 0) ?? 0;
  return {
    name: second.name,
    folder: second.folder,
    verdict: { before: old.level, after: now.level },
    missing: { before: old.missingLayers, after: now.missingLayers },
    riskIndex: { before: old.riskIndex, after: now.riskIndex },
    revision: { before: first.revision, after: second.revision },
    direction: decisive > 0 ? 'worse' : decisive < 0 ? 'better' : 'changed',
  };
}

/** Counts of repositories that differ. */
function figures<T extends { readonly repositories: number }>(before: readonly T[], after: readonly T[], nameOf: (item: T) => string): FigureChange[] {
  const counts = new Map<string, FigureChange>();
  for (const item of before) counts.set(nameOf(item), { name: nameOf(item), before: item.repositories, after: 0 });
  for (const item of after) counts.set(nameOf(item), { name: nameOf(item), before: counts.get(nameOf(item))?.before ?? 0, after: item.repositories });
  const change = ({ before: old, after: now }: FigureChange): number => Math.abs(now - old);
  return [...counts.values()].filter((figure) => change(figure) > 0).sort((a, b) => change(b) - change(a) || (a.name < b.name ? -1 : 1));
}
