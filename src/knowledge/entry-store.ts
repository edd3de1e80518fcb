/**
 * The built-in entries as they were written, on disk: the ground that custom rules are laid on. Like `serialize.ts` one file of sections behind a
 * directory, of which only what is asked for is read: entries by themselves, and besides them what one needs to know of all.
 */
import { slug } from '../util/slug.ts';
import { isRecord } from '../util/yaml-problems.ts';
import { collect, type Entities } from './collect.ts';
import type { RawEntry } from './entry.ts';
import type { FamilyIds } from './model-tables.ts';
import type * as input from './schema.ts';
import type { Kind } from './schema.ts';
import type { ReadRange } from './serialize.ts';

/** The built-in entries. Everything is read when it is first asked for. */
export interface EntryStore {
  /** Ids of a kind, in the order of their files. */
  readonly ids: (kind: Kind) => ReadonlySet<string>;
  readonly entry: (kind: Kind, id: string) => RawEntry | undefined;
  readonly all: () => RawEntry[];
  readonly families: () => readonly FamilyIds[];
  /** Model by the slug of its ids. */
  readonly modelIds: () => ReadonlyMap<string, string>;
  /** How often a source of the entries was read on a day. */
  readonly days: Readonly<Record<string, number>>;
  readonly vocabulary: StoredVocabulary;
}

/** Words of the vocabulary that entries of other kinds are compiled with. */
export type StoredVocabulary = Pick<Entities['vocabulary'], 'ordinaryWords' | 'modelVendors' | 'modelWords'>;

type Section = readonly [from: number, to: number];

interface Directory {
  /** Per kind ids and files, then where the values of all of them lie. */
  readonly names: readonly { readonly kind: Kind; readonly ids: readonly string[]; readonly files: readonly string[] }[];
  readonly starts: Section;
  readonly values: Section;
  readonly families: Section;
  readonly modelIds: Section;
  readonly days: Readonly<Record<string, number>>;
  readonly vocabulary: StoredVocabulary;
}

const SIZE_DIGITS = 8;

/** Entries -> bytes. They come in the order of their files, so that those of a kind stand together. */
export function writeEntries(entries: readonly RawEntry[]): Buffer {
  const sections: Buffer[] = [];
  let end = 0;
  const put = (value: unknown): Section => {
    const bytes = Buffer.from(JSON.stringify(value));
    sections.push(bytes);
    end += bytes.length;
    return [end - bytes.length, end];
  };
  const starts = entries.map(({ value }) => put(value)[0]);
  const values: Section = [0, end];
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const { ordinaryWords, modelVendors, modelWords } = collect(entries.filter(({ kind }) => kind === 'vocab')).vocabulary;
  const directory: Directory = {
    names: kinds.map((kind) => {
      const own = entries.filter((entry) => entry.kind === kind);
      return { kind, ids: own.map(({ id }) => id), files: own.map(({ file }) => file) };
    }),
    starts: put([...starts, values[1]]),
    values,
    families: put(entries.filter(({ kind }) => kind === 'models').map(familyIdsOf)),
    modelIds: put(entries.flatMap((entry) => (entry.kind === 'models' ? slugsOf(familyIdsOf(entry)) : []))),
    days: countDays(entries),
    vocabulary: { ordinaryWords, modelVendors, modelWords },
  };
  const head = Buffer.from(JSON.stringify(directory));
  return Buffer.concat([Buffer.from(String(head.length).padStart(SIZE_DIGITS, '0')), head, ...sections]);
}

/** What `writeEntries` wrote. */
export function readEntries(read: ReadRange): EntryStore {
  const size = Number(read(0, SIZE_DIGITS).toString('latin1'));
  const { names, days, vocabulary, ...places } = JSON.parse(read(SIZE_DIGITS, SIZE_DIGITS + size).toString('utf8')) as Directory;
  const bytes = ([from, to]: Section): Buffer => read(SIZE_DIGITS + size + from, SIZE_DIGITS + size + to);
  const json = <T>(section: Section): T => JSON.parse(bytes(section).toString('utf8')) as T;
  const once = <T>(make: () => T): (() => T) => {
    let made: { readonly value: T } | null = null;
    return () => {
      made ??= { value: make() };
      return made.value;
    };
  };
  const starts = once(() => json<number[]>(places.starts));
  const ids = new Map(names.map(({ kind, ids: own }) => [kind, new Set(own)] as const));
  const positions = once(() => new Map(names.flatMap(({ kind, ids: own, files }) => own.map((id, at) => ({ kind, id, file: files[at] ?? '' }))).map(numbered)));
  const made = ({ kind, id, file }: Named, value: unknown): RawEntry => ({ kind, id, file, value, custom: false, base: [], document: null, lines: null });
  return {
    ids: (kind) => ids.get(kind) ?? NONE,
    entry: (kind, id) => {
      const found = positions().get(`${kind}/${id}`);
      if (found === undefined) return undefined;
      const [from = 0, to = 0] = starts().slice(found.at, found.at + 2);
      return made(found, json([from, to]));
    },
    all: () => {
      const all = bytes(places.values);
      return [...positions().values()].map((named) => made(named, JSON.parse(all.toString('utf8', starts()[named.at], starts()[named.at + 1]))));
    },
    families: once(() => json<FamilyIds[]>(places.families)),
    modelIds: once(() => new Map(json<[string, string][]>(places.modelIds))),
    days,
    vocabulary,
  };
}

interface Named {
  readonly kind: Kind;
  readonly id: string;
  readonly file: string;
}

const NONE: ReadonlySet<string> = new Set();

function numbered(named: Named, at: number): readonly [string, Named & { readonly at: number }] {
  return [`${named.kind}/${named.id}`, { ...named, at }];
}

/** A family without its facts. */
export function familyIdsOf({ id, value }: RawEntry): FamilyIds {
  const { developer, versions } = value as input.ModelFamily;
  const ids = Object.entries(versions).map(([key, { ids: own, bound_ids: bound }]) => [key, { ids: own, ...(bound && { bound_ids: bound }) }] as const);
  return { id, family: { developer, versions: Object.fromEntries(ids) } };
}

function slugsOf({ family: { developer, versions } }: FamilyIds): [string, string][] {
  return Object.entries(versions).flatMap(([key, { ids, bound_ids: bound = [] }]) =>
    [...ids, ...bound].map((text): [string, string] => [slug(text), `${developer}/${key}`]),
  );
}

/** How often sources of these entries were read on each day. */
export function countDays(entries: readonly RawEntry[]): Record<string, number> {
  const days: Record<string, number> = {};
  for (const { value } of entries) {
    const sources = isRecord(value) && isRecord(value.sources) ? Object.values(value.sources) : [];
    for (const source of sources) if (isRecord(source) && typeof source.as_of === 'string') days[source.as_of] = (days[source.as_of] ?? 0) + 1;
  }
  return days;
}
