/**
 * Bounds deep inside the readers: the size that holds for the work at hand, and which of them it met. They are met many calls below whoever can tell of it,
 * in helpers that know neither file nor option; so the work at hand is remembered here while it runs. It is synchronous, so two never mix.
 */
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

/** Bounds that can be met while one file is read, its values are worked out, or what several files say is joined. */
export type InnerBound = 'nesting' | 'texts' | 'items' | 'alternatives' | 'attributes' | 'callers' | 'steps';

/** Where a bound was first met. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The bounds that were met, by name, with the first place. */
export type Met = ReadonlyMap<InnerBound, Place | null>;

type Sizes = Pick<Limits, InnerBound>;

interface Work {
  readonly sizes: Sizes;
  readonly met: Map<InnerBound, Place | null>;
}

const NOBODY: Work = { sizes: DEFAULT_LIMITS, met: new Map() };
let work: Work = NOBODY;

/** Does something synchronous under bounds of its own. Work within work tells only its own caller. */
export function underBounds<T>(sizes: Sizes, job: () => T): { readonly result: T; readonly met: Met } {
  const outer = work;
  const own: Work = { sizes, met: new Map() };
  work = own;
  try {
    return { result: job(), met: own.met };
  } finally {
    work = outer;
  }
}

/** Does something that is kept for others, under the bounds at hand: what it meets is known with it, and told where its own file is read. */
export function asideOf<T>(job: () => T): { readonly result: T; readonly met: Met } {
  return underBounds(work.sizes, job);
}

/** How far the work at hand may go. */
export function bound(name: InnerBound): number {
  return work.sizes[name];
}

/** Tells that something is left out because of a bound. */
export function meet(name: InnerBound, place: Place | null = null): void {
  if (work === NOBODY) return;
  if ((work.met.get(name) ?? null) === null) work.met.set(name, place);
}

/** Tells again what was met aside. */
export function meetAll(met: Met): void {
  for (const [name, place] of met) meet(name, place);
}

/** The first of a list that a bound allows. */
export function firstOf<T>(name: InnerBound, list: readonly T[], most: number = bound(name)): readonly T[] {
  if (list.length <= most) return list;
  meet(name);
  return list.slice(0, most);
}
