/** Many fleets -> one. A union of sets: neither order nor grouping nor repetition matters. Pure. */
import type { Fleet, FleetConditions, FleetEntry, LeftOut, SharedUsage } from '../../model/fleet.ts';
import { identified } from './identified.ts';
import { isBetterKnown } from './rank.ts';

/** The union. Parts are taken one at a time, so a generator that reads files holds one of them. */
export function mergeFleets(parts: Iterable<Fleet>): Fleet {
  const conditions = new Map<string, FleetConditions>();
  const usages = new Map<string, SharedUsage>();
  const entries = new Map<string, FleetEntry>();
  const leftOut = new Map<string, LeftOut>();
  for (const part of parts) {
    for (const condition of part.conditions) conditions.set(condition.id, condition);
    for (const usage of part.usages) if (!usages.has(usage.id)) usages.set(usage.id, usage);
    for (const entry of part.entries) if (!entries.has(entry.id)) entries.set(entry.id, entry);
    for (const out of part.leftOut) leftOut.set(`${out.report}\0${out.reason}`, out);
  }
  return {
    conditions: sorted(conditions.values(), ({ id }) => id),
    usages: sorted(usages.values(), ({ id }) => id),
    entries: sorted(entries.values(), ({ name, folder, id }) => `${name}\0${folder}\0${id}`),
    leftOut: sorted(leftOut.values(), ({ report, reason }) => `${report}\0${reason}`),
  };
}

/** Of each repository and perspective (profile, scopes, floors, custom rules) the latest report; what then nobody needs is dropped. */
export function latestOnly(fleet: Fleet): Fleet {
  const conditions = new Map(fleet.conditions.map((condition) => [condition.id, condition]));
  const best = new Map<string, FleetEntry>();
  for (const entry of fleet.entries) {
    const own = conditions.get(entry.conditions);
    if (own === undefined) continue;
    const { asOf: _asOf, tool: _tool, knowledge: _knowledge, ...perspective } = own;
    const key = `${entry.name}\0${entry.folder}\0${identified(perspective).id}`;
    const known = best.get(key);
    if (known === undefined || isBetterKnown(entry, known, conditions)) best.set(key, entry);
  }
  const kept = new Set(best.values());
  const entries = fleet.entries.filter((entry) => kept.has(entry));
  const usedConditions = new Set(entries.map((entry) => entry.conditions));
  const usedUsages = new Set(entries.flatMap(({ occurrences }) => occurrences.map(({ usage }) => usage)));
  return {
    conditions: fleet.conditions.filter(({ id }) => usedConditions.has(id)),
    usages: fleet.usages.filter(({ id }) => usedUsages.has(id)),
    entries,
    leftOut: fleet.leftOut,
  };
}

function sorted<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items]
    .map((item) => [key(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}
