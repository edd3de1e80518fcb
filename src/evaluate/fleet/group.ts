/** A fleet -> groups of reports whose figures may be added, and what they add up to. Pure. */
import type { Fleet, FleetConditions, FleetEntry, FleetGroup, Mixable, SharedUsage } from '../../model/fleet.ts';
import { nestedName } from '../../util/nested-name.ts';
import { figuresOf } from './figures.ts';
import { identified } from './identified.ts';
import { isBetterKnown, worseFirst } from './rank.ts';

/** The entries of a group that count, and why the others do not. */
export interface Counted {
  readonly conditions: readonly FleetConditions[];
  /** Of each repository one, worst first. */
  readonly entries: readonly FleetEntry[];
  readonly superseded: number;
  readonly disputed: readonly string[];
}

/**
 * Reports that were asked the same question of the same knowledge on the same day belong together. Date, knowledge and program may be allowed to
 * differ; profile, scopes, floors and custom rules never: then the levels mean different things. Largest group first.
 */
export function countedGroups(fleet: Fleet, mixed: readonly Mixable[]): Counted[] {
  const conditions = new Map(fleet.conditions.map((condition) => [condition.id, condition]));
  const keys = new Map(fleet.conditions.map((condition) => [condition.id, groupKey(condition, mixed)]));
  const groups = new Map<string, FleetEntry[]>();
  for (const entry of fleet.entries) {
    const key = keys.get(entry.conditions);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const counted = [...groups].map(([key, entries]) => ({ key, group: count(entries, conditions) }));
  const largest = counted.sort((a, b) => b.group.entries.length - a.group.entries.length || later(a.group, b.group) || (a.key < b.key ? -1 : 1));
  return largest.map(({ group }) => group);
}

/** Every group with its figures. */
export function fleetGroups(fleet: Fleet, mixed: readonly Mixable[]): FleetGroup[] {
  const usages = new Map(fleet.usages.map((usage) => [usage.id, usage]));
  return countedGroups(fleet, mixed).flatMap((counted) => groupOf(counted, usages) ?? []);
}

function groupKey({ id: _id, profileName: _name, ...rest }: FleetConditions, mixed: readonly Mixable[]): string {
  const { asOf, knowledge, tool, ...perspective } = rest;
  const fixed = { date: asOf, knowledge, tool };
  return identified({ perspective, ...Object.fromEntries(Object.entries(fixed).filter(([name]) => !mixed.some((may) => may === name))) }).id;
}

function count(entries: readonly FleetEntry[], conditions: ReadonlyMap<string, FleetConditions>): Counted {
  const best = new Map<string, FleetEntry>();
  for (const entry of entries) {
    const key = nestedName(entry);
    const known = best.get(key);
    if (known === undefined || isBetterKnown(entry, known, conditions)) best.set(key, entry);
  }
  const day = (entry: FleetEntry): string => conditions.get(entry.conditions)?.asOf ?? '';
  const rivals = entries.filter((entry) => {
    const winner = best.get(nestedName(entry));
    return winner !== undefined && winner !== entry && winner.conditions === entry.conditions && day(winner) === day(entry);
  });
  const used = new Set(entries.map((entry) => entry.conditions));
  return {
    conditions: [...used].flatMap((id) => conditions.get(id) ?? []),
    entries: [...best.values()].sort(worseFirst),
    superseded: entries.length - best.size,
    disputed: [...new Set(rivals.map(nestedName))].sort(),
  };
}

/** The later day first. */
function later(a: Counted, b: Counted): number {
  const [left, right] = [a, b].map(
    ({ conditions }) =>
      conditions
        .map(({ asOf }) => asOf)
        .sort()
        .at(-1) ?? '',
  );
  return (left ?? '') < (right ?? '') ? 1 : (left ?? '') > (right ?? '') ? -1 : 0;
}

function groupOf(counted: Counted, usages: ReadonlyMap<string, SharedUsage>): FleetGroup | null {
  const { conditions, entries, superseded, disputed } = counted;
  const [first] = conditions;
  if (first === undefined) return null;
  const { profile, profileName, profileScope, floors, scopes, customRules } = first;
  return {
    profile,
    profileName,
    profileScope,
    floors,
    scopes,
    customRules,
    asOf: distinct(conditions.map(({ asOf }) => asOf)),
    knowledge: distinct(conditions.map(({ knowledge }) => knowledge)),
    tools: distinct(conditions.map(({ tool }) => tool)),
    ranking: entries.map(({ id }) => id),
    superseded,
    disputed,
    ...figuresOf(entries, usages, floors),
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
