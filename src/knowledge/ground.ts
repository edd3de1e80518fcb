/** What a layer of own entries is made of. Types only, for the files that make it. */
import type { NamedSet } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Entities } from './collect.ts';
import type { RawEntry } from './entry.ts';
import type { EntryStore } from './entry-store.ts';
import type { Override } from './extend.ts';
import type { Tables } from './tables.ts';

/** What custom entries are laid on. */
export interface Ground {
  readonly index: Index;
  readonly store: EntryStore;
}

/** Custom entries after `extends`. */
export interface Layer {
  /** What is new or stands in the place of a built-in entry, in the order of all entries. */
  readonly changed: readonly RawEntry[];
  /** Built-in entries whose place is taken, by `kind/id`. */
  readonly replaced: ReadonlyMap<string, RawEntry>;
  readonly overrides: readonly Override[];
}

/** An index with what own entries add to the texts that are looked for. */
export interface Layered {
  readonly index: Index;
  readonly ownLiterals: readonly string[];
}

/** A layer with what its own entries make. */
export interface MadeLayer {
  readonly layer: Layer;
  readonly entities: Entities;
  readonly own: Tables;
  readonly sets: ReadonlyMap<string, NamedSet>;
}
