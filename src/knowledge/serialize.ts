/** The compiled knowledge base as one JSON text, and back. */
import type { Index } from '../model/knowledge.ts';

/** Fields of the index that are maps, and those that are maps of maps. */
const MAPS = [
  'organizations', 'services', 'models', 'families', 'packages', 'licenses', 'events', 'regimes', 'policies', 'checks', 'transfers', 'countries',
  'blocs', 'hosts', 'env', 'purls', 'modules', 'calls', 'stems', 'familyPrefixes', 'servicePrefixes', 'modelAliases', 'purposes',
] as const satisfies readonly (keyof Index)[];

/** Index -> JSON text. Deterministic: maps keep their order of insertion, which is the sorted order of the files. */
export function writeIndex(index: Index): string {
  const plain: Record<string, unknown> = { ...index };
  for (const field of MAPS) plain[field] = Object.fromEntries(index[field] as ReadonlyMap<string, unknown>);
  plain.regions = Object.fromEntries([...index.regions].map(([id, places]) => [id, Object.fromEntries(places)]));
  plain.arguments = Object.fromEntries(Object.entries(index.arguments).map(([role, words]) => [role, [...words]]));
  return JSON.stringify(plain);
}

/** JSON text -> Index. The text is our own: nothing is checked again. */
export function readIndex(text: string): Index {
  const plain = JSON.parse(text) as Record<string, Record<string, never>>;
  const index: Record<string, unknown> = { ...plain };
  for (const field of MAPS) index[field] = new Map(Object.entries(plain[field] ?? {}));
  index.regions = new Map(Object.entries(plain.regions ?? {}).map(([id, places]) => [id, new Map(Object.entries(places))]));
  index.arguments = Object.fromEntries(Object.entries(plain.arguments ?? {}).map(([role, words]) => [role, new Set(words)]));
  return index as unknown as Index;
}
