import { lazyMap } from './lazy-map.ts';

/**
 * A map with another one laid on top, as if its entries had been set one by one: what is changed keeps its place, what is new comes at the end.
 * Values of the lower map are not touched before they are asked for. `keys`: another order, which leaves out what is not in it.
 */
export function overlayMap<T>(lower: ReadonlyMap<string, T>, upper: ReadonlyMap<string, T>, keys?: readonly string[]): ReadonlyMap<string, T> {
  if (upper.size === 0 && keys === undefined) return lower;
  const all = keys ?? [...new Set([...lower.keys(), ...upper.keys()])];
  return lazyMap(all, (position) => {
    const key = all[position] as string;
    return (upper.has(key) ? upper.get(key) : lower.get(key)) as T;
  });
}
