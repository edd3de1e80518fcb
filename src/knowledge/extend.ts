import { didYouMean } from '../util/closest.ts';
import { isRecord, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';

/** A custom entry, and the built-in one it refines, if any. Listed in every report so that an override cannot hide. */
export interface Override {
  readonly id: string;
  readonly file: string;
  readonly extends: string | null;
}

/**
 * Applies `extends: <id>` and refuses ids that are written twice. An entry that extends its own id replaces it (the custom keys win);
 * one that extends another id starts from it. Bases come before the entries that use them, whatever the order of the files.
 */
export function applyExtends(raw: readonly RawEntry[]): { entries: RawEntry[]; overrides: Override[]; problems: Problem[] } {
  const byKey = new Map<string, RawEntry>();
  const problems: Problem[] = [];
  const overrides: Override[] = [];
  const builtInFirst = [...raw].sort((a, b) => Number(a.custom) - Number(b.custom));
  const pending: { entry: RawEntry; base: string }[] = [];
  for (const entry of builtInFirst) {
    const base = isRecord(entry.value) && typeof entry.value.extends === 'string' ? entry.value.extends : null;
    if (entry.custom) overrides.push({ id: `${entry.kind}/${entry.id}`, file: entry.file, extends: base && `${entry.kind}/${base}` });
    if (base !== null) {
      pending.push({ entry, base });
      continue;
    }
    const key = `${entry.kind}/${entry.id}`;
    const known = byKey.get(key);
    if (known) {
      problems.push({
        file: entry.file,
        ...positionOf(entry, []),
        message: `${key} exists already in ${known.file}: to refine it, add "extends: ${entry.id}"`,
      });
    } else {
      byKey.set(key, entry);
    }
  }
  resolvePending(pending, byKey, problems);
  return { entries: [...byKey.values()], overrides: overrides.sort((a, b) => (a.id < b.id ? -1 : 1)), problems };
}

function resolvePending(pending: { entry: RawEntry; base: string }[], byKey: Map<string, RawEntry>, problems: Problem[]): void {
  let left = pending;
  while (left.length > 0) {
    const next: typeof left = [];
    for (const item of left) {
      const key = `${item.entry.kind}/${item.base}`;
      const base = byKey.get(key);
      const waits = left.some((other) => other !== item && other.entry.kind === item.entry.kind && other.entry.id === item.base && other.base !== item.base);
      if (!base || waits) next.push(item);
      else byKey.set(`${item.entry.kind}/${item.entry.id}`, merge(base, item.entry));
    }
    if (next.length === left.length) {
      for (const { entry, base } of next) problems.push(missingBase(entry, base, byKey));
      return;
    }
    left = next;
  }
}

function missingBase(entry: RawEntry, base: string, byKey: Map<string, RawEntry>): Problem {
  const ids = [...byKey.keys()].filter((key) => key.startsWith(`${entry.kind}/`)).map((key) => key.slice(entry.kind.length + 1));
  return { file: entry.file, ...positionOf(entry, ['extends']), message: `extends: unknown ${entry.kind} id "${base}"${didYouMean(base, ids)}` };
}

/** The base with the entry's keys on top; mappings one level down (sources, versions, regions) are joined, lists are replaced. */
function merge(base: RawEntry, entry: RawEntry): RawEntry {
  const value: Record<string, unknown> = { ...(base.value as Record<string, unknown>) };
  for (const [key, item] of Object.entries(entry.value as Record<string, unknown>)) {
    if (key === 'extends') continue;
    const old = value[key];
    value[key] = isRecord(old) && isRecord(item) && !('value' in item) ? { ...old, ...item } : item;
  }
  return { ...entry, value };
}
