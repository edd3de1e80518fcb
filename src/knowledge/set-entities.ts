/** Sets and blocs as entries that can be shown: what they say of themselves, and their members with every set within them opened. */
import type { NamedSet } from '../model/entity.ts';
import type { RawEntry } from './entry.ts';
import { provenance, sourceOf } from './fact.ts';
import type * as input from './schema.ts';
import type { NamedSet as OpenedSet } from './sets.ts';

/** The sets of these entries by name, blocs of the vocabulary first. Sets that do not open are left out. */
export function setEntities(entries: readonly RawEntry[], opened: ReadonlyMap<string, OpenedSet>): Map<string, NamedSet> {
  const sets = new Map<string, NamedSet>();
  for (const entry of entries) if (entry.kind === 'vocab') for (const bloc of blocsOf(entry)) sets.set(bloc.id, bloc);
  for (const entry of entries) {
    const set = entry.kind === 'sets' ? opened.get(entry.id) : undefined;
    if (set !== undefined) sets.set(entry.id, setOf(entry, set));
  }
  return sets;
}

function blocsOf(entry: RawEntry): NamedSet[] {
  const { blocs = {}, sources } = entry.value as input.Vocabulary;
  const from = provenance(sources === undefined ? {} : { sources });
  return Object.entries(blocs).map(([id, bloc]) => {
    const { name, members, source } = Array.isArray(bloc) ? { name: id, members: bloc, source: null } : { ...bloc, source: sourceOf(from, bloc.from) };
    return { id, name, origin: { file: entry.file, custom: entry.custom }, of: 'countries', written: members, members, source };
  });
}

function setOf(entry: RawEntry, { of, members }: OpenedSet): NamedSet {
  const value = entry.value as input.NamedSet;
  const { name, written, source } = Array.isArray(value)
    ? { name: undefined, written: value, source: null }
    : { name: value.name, written: value.members, source: sourceOf(provenance(value as Parameters<typeof provenance>[0]), undefined, true) };
  return { id: entry.id, name: name ?? entry.id, origin: { file: entry.file, custom: entry.custom }, of, written, members, source };
}
