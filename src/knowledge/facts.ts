/** Every statement about the world in an entry, with the source it rests on: the ground of `rules stale` and of the coverage page. */
import type { Basis } from '../model/fact.ts';
import { isRecord, type Path } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import type { Kind, Source } from './schema.ts';
import { plainValue } from './select.ts';

/** One statement of an entry. */
export interface EntryFact {
  readonly entry: RawEntry;
  /** Path of the fact in its entry, without the `value` of its long form: `versions.gpt-5.5.license`. */
  readonly path: Path;
  /** What it is about, whatever the entry: `license`, `hosts.location`, `places`. */
  readonly name: string;
  readonly value: unknown;
  readonly unknown: boolean;
  /** Null when the entry names no source that exists: the check reports that. */
  readonly source: Source | null;
  /** How it is known, or how it is known that nobody knows. Null when the entry names no source that exists: the check reports that. */
  readonly basis: Basis | null;
}

/** Fields that state something, by kind. `*` is any key or position. Names, ids and code shapes state nothing about the world. */
const FACTS: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  organizations: ['seat', 'controller', 'parent'],
  services: [
    'operator',
    'location',
    'offers',
    'surface',
    'terms',
    'data_practices.training',
    'data_practices.retention',
    'data_practices.zero_retention',
    'data_practices.subprocessors',
    'data_practices.review',
    'model_regions.*',
    'hosts.*',
    'hosts.*.location',
  ],
  models: [
    'versions.*.weights',
    'versions.*.license',
    'versions.*.openness',
    'versions.*.released',
    'versions.*.status',
    'versions.*.superseded_by',
    'versions.*.base',
  ],
  packages: ['publisher'],
  licenses: ['class', 'commercial', 'modification', 'redistribution', 'excluded', 'use_policy', 'revocable'],
  events: ['segments.*'],
  accelerators: ['vendor', 'designed_in', 'fabrication', 'introduced'],
  regimes: ['status', 'accelerators.*'],
  transfers: ['bases.*'],
  regions: ['places.*'],
};

/** Kinds whose entries can state one thing only, which their source is then about. A package's source is about its names and calls, too. */
const STATES_ONE_THING: ReadonlySet<Kind> = new Set<Kind>(['events', 'regimes', 'transfers']);

/** All facts of an entry whose shape is right. */
export function factsOf(entry: RawEntry): EntryFact[] {
  const { sources = {}, from } = entry.value as { sources?: Record<string, Source>; from?: string };
  const facts = (FACTS[entry.kind] ?? []).flatMap((pattern) =>
    find(entry.value, pattern.split('.'), [], from).map(({ path, item, from: origin }): EntryFact => {
      const value = plainValue(item);
      const name = isRecord(item) ? (item.from ?? item.source) : undefined;
      // A segment's `from` is the day it begins; its source is named by `source`.
      const own = entry.kind === 'events' && isRecord(item) ? item.source : name;
      const source = sources[typeof own === 'string' ? own : (origin ?? '')] ?? null;
      return {
        entry,
        path,
        name: pattern.replace('versions.*.', '').replaceAll('.*', ''),
        value,
        unknown: value === 'unknown',
        source,
        basis: source === null ? null : source.basis === 'read' && typeof own !== 'string' ? 'inherited' : source.basis,
      };
    }),
  );
  const [sole] = facts;
  if (sole?.basis !== 'inherited' || facts.length > 1 || !STATES_ONE_THING.has(entry.kind)) return facts;
  return [{ ...sole, basis: 'read' }];
}

interface Found {
  readonly path: Path;
  readonly item: unknown;
  readonly from: string | undefined;
}

/** Values at a pattern, with the default source that holds there: a model version can set its own. */
function find(value: unknown, pattern: readonly string[], path: Path, from: string | undefined): Found[] {
  const [head, ...rest] = pattern;
  if (head === undefined) return [{ path, item: value, from }];
  if (!isRecord(value) && !Array.isArray(value)) return [];
  if (head !== '*') return isRecord(value) && head in value ? find(value[head], rest, [...path, head], from) : [];
  const items: [string | number, unknown][] = Array.isArray(value) ? value.map((item, at) => [at, item]) : Object.entries(value);
  return items.flatMap(([key, item]) => {
    const own = path.at(-1) === 'versions' && isRecord(item) && typeof item.from === 'string' ? item.from : from;
    return find(item, rest, [...path, key], own);
  });
}
