/**
 * The compiled knowledge base on disk, and back: one file of sections behind a directory. A section is read when its map is first asked for, and
 * of most maps only the entries that are asked for are parsed: an audit meets a few dozen of some thousands, and many tables not at all.
 */
import type { Index } from '../model/knowledge.ts';
import { lazyMap } from '../util/lazy-map.ts';
import { onDemand } from '../util/on-demand.ts';

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
  'sets',
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

/** Where a section lies behind the directory: its first byte and the one after its last. */
type Section = readonly [from: number, to: number];

interface Directory {
  /** Per lazy map its keys, the offsets of its values in what follows them and of the end, and the values. */
  readonly lazy: Record<string, { readonly keys: Section; readonly starts: Section; readonly values: Section }>;
  readonly maps: Record<string, Section>;
  readonly regions: Section;
  readonly arguments: Section;
  readonly plain: Pick<Index, 'version' | 'newestFact' | 'oldestFact' | 'custom'>;
  readonly hostPatterns: Section;
}

/** Bytes of a file from one offset to before another. */
export type ReadRange = (from: number, to: number) => Buffer;

/** Size of the directory, as a number in digits at the very beginning. */
const SIZE_DIGITS = 8;

/** Index -> bytes. Deterministic: maps keep their order of insertion, which is the sorted order of the files. */
export function writeIndex(index: Index): Buffer {
  const sections: Buffer[] = [];
  let end = 0;
  const put = (value: unknown): Section => {
    const bytes = Buffer.from(JSON.stringify(value));
    sections.push(bytes);
    end += bytes.length;
    return [end - bytes.length, end];
  };
  const lazy: Directory['lazy'] = {};
  for (const field of LAZY) {
    const map = index[field] as ReadonlyMap<string, unknown>;
    const keys = put([...map.keys()]);
    const values = [...map.values()].map((value) => put(value));
    const from = values[0]?.[0] ?? end;
    const starts = put([...values.map(([start]) => start - from), (values.at(-1)?.[1] ?? end) - from]);
    lazy[field] = { keys, starts, values: [from, starts[0]] };
  }
  const directory: Directory = {
    lazy,
    maps: Object.fromEntries(EAGER.map((field) => [field, put(Object.fromEntries(index[field] as ReadonlyMap<string, unknown>))])),
    regions: put(Object.fromEntries([...index.regions].map(([id, places]) => [id, Object.fromEntries(places)]))),
    arguments: put(Object.fromEntries(Object.entries(index.arguments).map(([role, words]) => [role, [...words]]))),
    plain: { version: index.version, newestFact: index.newestFact, oldestFact: index.oldestFact, custom: index.custom },
    hostPatterns: put(index.hostPatterns),
  };
  const head = Buffer.from(JSON.stringify(directory));
  return Buffer.concat([Buffer.from(String(head.length).padStart(SIZE_DIGITS, '0')), head, ...sections]);
}

/** What `writeIndex` wrote -> Index. It is our own: nothing is checked again. `literals` are left out: the prefilter is built already. */
export function readIndex(read: ReadRange): Index {
  const size = Number(read(0, SIZE_DIGITS).toString('latin1'));
  const directory = JSON.parse(read(SIZE_DIGITS, SIZE_DIGITS + size).toString('utf8')) as Directory;
  const bytes = ([from, to]: Section): Buffer => read(SIZE_DIGITS + size + from, SIZE_DIGITS + size + to);
  const json = <T>(section: Section): T => JSON.parse(bytes(section).toString('utf8')) as T;
  const parts: Record<string, () => unknown> = {};
  for (const field of LAZY) {
    const places = directory.lazy[field];
    if (places !== undefined) parts[field] = () => readLazy(places, bytes, json);
  }
  for (const [field, section] of Object.entries(directory.maps)) parts[field] = () => new Map(Object.entries(json<object>(section)));
  parts.regions = () => new Map(Object.entries(json<Record<string, object>>(directory.regions)).map(([id, places]) => [id, new Map(Object.entries(places))]));
  parts.arguments = () => mapValues(json<Record<string, string[]>>(directory.arguments), (words) => new Set(words));
  parts.hostPatterns = () => json(directory.hostPatterns);
  return onDemand<Index>({ ...directory.plain, literals: [] }, parts as { [Name in keyof Index]: () => Index[Name] });
}

function readLazy(places: Directory['lazy'][string], bytes: (section: Section) => Buffer, json: <T>(section: Section) => T): ReadonlyMap<string, unknown> {
  const keys = json<string[]>(places.keys);
  let values: { readonly all: Buffer; readonly starts: readonly number[] } | null = null;
  return lazyMap(keys, (position) => {
    values ??= { all: bytes(places.values), starts: json<number[]>(places.starts) };
    return JSON.parse(values.all.toString('utf8', values.starts[position], values.starts[position + 1]));
  });
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
