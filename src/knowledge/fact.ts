import type { Fact, Source } from '../model/fact.ts';
import { isRecord } from '../util/yaml-problems.ts';
import type { Source as SourceInput } from './schema.ts';

/** The sources of one entry, and the one used when a fact names none. */
export interface Provenance {
  readonly sources: ReadonlyMap<string, Source>;
  readonly from: string | null;
}

/** Reads `sources` and `from` of a checked entry. */
export function provenance(value: { sources?: Record<string, SourceInput>; from?: string | undefined }): Provenance {
  const sources = new Map<string, Source>();
  for (const [id, source] of Object.entries(value.sources ?? {})) {
    sources.set(id, {
      basis: source.basis,
      title: source.title,
      url: source.url ?? null,
      asOf: source.as_of ?? null,
      quote: source.quote ?? null,
    });
  }
  return { sources, from: value.from ?? null };
}

/** The same provenance with another default source. */
export function withFrom(origin: Provenance, from: string | undefined): Provenance {
  return from === undefined ? origin : { sources: origin.sources, from };
}

/**
 * The source of one statement. `name`: the one it names itself. Without a name the default of its entry stands behind it: a document that was
 * read there was read for something else, so it counts as inherited and its quote, which is about that other thing, is left out. `sole`: the
 * entry says nothing else, so its source is the source of this.
 */
export function sourceOf(origin: Provenance, name: string | undefined, sole = false): Source | null {
  const source = origin.sources.get(name ?? origin.from ?? '') ?? null;
  if (source?.basis !== 'read' || name !== undefined || sole) return source;
  return { ...source, basis: 'inherited', quote: null };
}

type FactInput<T> = T | 'unknown' | { value: T | 'unknown'; from?: string | undefined; note?: string | undefined } | undefined;

/** The engine's form of a fact. An absent fact and `unknown` are both null; the note says which. */
export function toFact<T>(input: FactInput<T>, origin: Provenance): Fact<T> {
  if (input === undefined) return { value: null, source: null, note: 'not recorded' };
  const long = isRecord(input) && 'value' in input ? (input as { value: T | 'unknown'; from?: string; note?: string }) : null;
  const value = long ? long.value : (input as T | 'unknown');
  const source = sourceOf(origin, long?.from);
  return { value: value === 'unknown' ? null : (value as T), source, ...(long?.note ? { note: long.note } : {}) };
}

/** Every source name an entry uses, with the path of the use. */
export function usedSources(value: unknown, path: readonly (string | number)[] = []): { name: string; path: (string | number)[] }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => usedSources(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'sources') return [];
    if ((key === 'from' || key === 'source') && typeof item === 'string' && !/^\d{4}-/.test(item)) return [{ name: item, path: [...path, key] }];
    return usedSources(item, [...path, key]);
  });
}
