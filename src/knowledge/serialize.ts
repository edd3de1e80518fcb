/**
 * The compiled knowledge base on disk, and back. Tables that every audit needs are one JSON text; entities are one JSON line each in a second
 * file, parsed when first asked for: an audit meets a few dozen of some thousands.
 */
import type { Index } from '../model/knowledge.ts';
import { lazyMap } from '../util/lazy-map.ts';

/** Maps whose values are read on demand. */
const LAZY = [
  'organizations',
  'services',
  'models',
  'families',
  'packages',
  'accelerators',
  'resources',
  'licenses',
  'events',
  'regimes',
  'policies',
  'checks',
  'scenarios',
  'transfers',
  'calls',
  'commands',
  'regionSources',
] as const satisfies readonly (keyof Index)[];

/** Maps that are looked through in every audit. */
const EAGER = [
  'configs',
  'countries',
  'blocs',
  'hosts',
  'env',
  'switches',
  'purls',
  'modules',
  'resourceTypes',
  'acceleratorNames',
  'stems',
  'familyPrefixes',
  'servicePrefixes',
  'modelAliases',
  'modelGeographies',
  'modelVendors',
  'modelWords',
  'modelClasses',
  'purposes',
  'servicePaths',
] as const satisfies readonly (keyof Index)[];

interface Tables {
  /** Per lazy map its keys, and the line of its first value. */
  readonly lazy: Record<string, { keys: string[]; first: number }>;
  readonly maps: Record<string, Record<string, unknown>>;
  readonly regions: Record<string, Record<string, string>>;
  readonly arguments: Record<string, string[]>;
  readonly plain: Pick<Index, 'version' | 'newestFact' | 'oldestFact' | 'hostPatterns'>;
}

/** Index -> tables and lines. Deterministic: maps keep their order of insertion, which is the sorted order of the files. */
export function writeIndex(index: Index): { tables: string; lines: string } {
  const lines: string[] = [];
  const lazy: Tables['lazy'] = {};
  for (const field of LAZY) {
    const map = index[field] as ReadonlyMap<string, unknown>;
    lazy[field] = { keys: [...map.keys()], first: lines.length };
    for (const value of map.values()) lines.push(JSON.stringify(value));
  }
  const tables: Tables = {
    lazy,
    maps: Object.fromEntries(EAGER.map((field) => [field, Object.fromEntries(index[field] as ReadonlyMap<string, unknown>)])),
    regions: Object.fromEntries([...index.regions].map(([id, places]) => [id, Object.fromEntries(places)])),
    arguments: Object.fromEntries(Object.entries(index.arguments).map(([role, words]) => [role, [...words]])),
    plain: { version: index.version, newestFact: index.newestFact, oldestFact: index.oldestFact, hostPatterns: index.hostPatterns },
  };
  return { tables: JSON.stringify(tables), lines: `${lines.join('\n')}\n` };
}

/** Tables and lines -> Index. The text is our own: nothing is checked again. `literals` are left out: the prefilter is built already. */
export function readIndex(tablesText: string, lines: Buffer): Index {
  const tables = JSON.parse(tablesText) as Tables;
  const starts = lineOffsets(lines);
  const index: Record<string, unknown> = { ...tables.plain, custom: [], literals: [] };
  for (const field of LAZY) {
    const { keys, first } = tables.lazy[field] ?? { keys: [], first: 0 };
    index[field] = lazyMap(keys, (position) => JSON.parse(lines.toString('utf8', starts[first + position], starts[first + position + 1])));
  }
  for (const field of EAGER) index[field] = new Map(Object.entries(tables.maps[field] ?? {}));
  index.regions = new Map(Object.entries(tables.regions).map(([id, places]) => [id, new Map(Object.entries(places))]));
  index.arguments = Object.fromEntries(Object.entries(tables.arguments).map(([role, words]) => [role, new Set(words)]));
  return index as unknown as Index;
}

function lineOffsets(lines: Buffer): number[] {
  const starts = [0];
  for (let at = lines.indexOf(10); at >= 0; at = lines.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}
