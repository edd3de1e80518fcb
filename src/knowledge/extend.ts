import type { Index } from '../model/knowledge.ts';
import { didYouMean } from '../util/closest.ts';
import { isRecord, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { SINGULAR } from './schema-name.ts';

/** A custom entry as reports list it, so that an override cannot hide. */
export type Override = Index['custom'][number];

/**
 * Applies `extends: <id>` and refuses ids that are written twice. An entry that extends its own id replaces it (the custom keys win);
 * one that extends another id starts from it. Bases come before the entries that use them, whatever the order of the files. Where several refine
 * one entry, packs count in their order and what belongs to no pack last; two of one pack are a problem, as nothing says which of them counts.
 */
export function applyExtends(raw: readonly RawEntry[]): { entries: RawEntry[]; overrides: Override[]; problems: Problem[] } {
  const byKey = new Map<string, RawEntry>();
  const problems: Problem[] = [];
  const custom: RawEntry[] = [];
  const pending: Pending[] = [];
  for (const entry of inRank(raw)) {
    if (entry.custom) custom.push(entry);
    const base = baseOf(entry);
    if (base !== null) {
      pending.push({ entry, base });
      continue;
    }
    const known = byKey.get(keyOf(entry));
    if (known) problems.push(taken(entry, known));
    else byKey.set(keyOf(entry), entry);
  }
  problems.push(...rivals(pending));
  const changes = resolvePending(pending, byKey, problems);
  const overrides = custom.map((entry) => overrideOf(entry, changes.get(entry)));
  return { entries: [...byKey.values()], overrides: overrides.sort(byIdAndFile), problems };
}

interface Pending {
  readonly entry: RawEntry;
  readonly base: string;
}

/** Built-in entries, then those of packs, then the others: the order of packs among each other is that of the list. */
function rank({ custom, pack }: RawEntry): number {
  return custom ? (pack === undefined ? 2 : 1) : 0;
}

/**
 * Entries in their rank. What a team writes beside packs has no order, so it is put into that of its ids; built-in entries and those of a pack
 * come as they are, which is the order of their paths and of the list of packs.
 */
function inRank(raw: readonly RawEntry[]): RawEntry[] {
  const keyed = raw.map((entry) => ({ entry, rank: rank(entry), key: rank(entry) === 2 ? keyOf(entry) : '' }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}

function keyOf({ kind, id }: RawEntry): string {
  return `${kind}/${id}`;
}

function baseOf({ value }: RawEntry): string | null {
  return isRecord(value) && typeof value.extends === 'string' ? value.extends : null;
}

function overrideOf(entry: RawEntry, changes: readonly string[] | undefined): Override {
  const base = baseOf(entry);
  return {
    id: keyOf(entry),
    file: entry.file,
    extends: base && `${entry.kind}/${base}`,
    ...(changes !== undefined && { changes }),
    ...(entry.pack !== undefined && { pack: entry.pack }),
  };
}

function byIdAndFile(a: Override, b: Override): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}

function taken(entry: RawEntry, known: RawEntry): Problem {
  const message = `${keyOf(entry)} exists already in ${known.file}: to refine it, add "extends: ${entry.id}", or choose another id`;
  return { file: entry.file, ...positionOf(entry, []), message };
}

/** Entries that refine the same one without an order between them. */
function rivals(pending: readonly Pending[]): Problem[] {
  const known = new Map<string, RawEntry>();
  return pending.flatMap(({ entry }) => {
    const place = `${entry.pack ?? ''}\u0000${keyOf(entry)}`;
    const first = known.get(place);
    if (first === undefined) {
      known.set(place, entry);
      return [];
    }
    const message = `${keyOf(entry)} is refined in ${first.file} as well: write it once, or in a pack of its own, as later packs may refine earlier ones`;
    return [{ file: entry.file, ...positionOf(entry, []), message }];
  });
}

/** Merges each entry with its base; what it changed there comes back. An entry starts from its base as all that refine that base have left it. */
function resolvePending(pending: readonly Pending[], byKey: Map<string, RawEntry>, problems: Problem[]): ReadonlyMap<RawEntry, readonly string[]> {
  const changes = new Map<RawEntry, readonly string[]>();
  let left = pending;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ entry }) => keyOf(entry)));
    const next: Pending[] = [];
    for (const item of left) {
      const key = `${item.entry.kind}/${item.base}`;
      const base = byKey.get(key);
      if (!base || (key !== keyOf(item.entry) && waiting.has(key))) {
        next.push(item);
        continue;
      }
      const merged = merge(base, item.entry);
      changes.set(item.entry, merged.changes);
      byKey.set(keyOf(item.entry), merged.entry);
    }
    if (next.length === left.length) {
      for (const { entry, base } of next) problems.push(missingBase(entry, base, byKey, waiting));
      return changes;
    }
    left = next;
  }
  return changes;
}

function missingBase(entry: RawEntry, base: string, byKey: Map<string, RawEntry>, waiting: ReadonlySet<string>): Problem {
  const at = { file: entry.file, ...positionOf(entry, ['extends']) };
  if (waiting.has(`${entry.kind}/${base}`) && base !== entry.id) return { ...at, message: `extends: ${entry.id} and ${base} start from each other` };
  const ids = [...byKey.keys()].filter((key) => key.startsWith(`${entry.kind}/`)).map((key) => key.slice(entry.kind.length + 1));
  return { ...at, message: `extends: unknown ${SINGULAR[entry.kind]} "${base}"${didYouMean(base, ids)}` };
}

/** The base with the entry's keys on top; mappings one level down (sources, versions, regions) are joined, lists are replaced. */
function merge(base: RawEntry, entry: RawEntry): { readonly entry: RawEntry; readonly changes: readonly string[] } {
  const value: Record<string, unknown> = { ...(base.value as Record<string, unknown>) };
  const changes: string[] = [];
  for (const [key, item] of Object.entries(entry.value as Record<string, unknown>)) {
    if (key === 'extends') continue;
    const old = value[key];
    if (isRecord(old) && isRecord(item) && !('value' in item)) {
      changes.push(...Object.keys(item).flatMap((inner) => (differs(old[inner], item[inner]) ? `${key}.${inner}` : [])));
      value[key] = { ...old, ...item };
    } else {
      if (differs(old, item)) changes.push(key);
      value[key] = item;
    }
  }
  return { entry: { ...entry, value }, changes: changes.sort() };
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
