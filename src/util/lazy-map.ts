/** A read-only map whose values are made when first asked for and then kept. `make` must be pure. */
export function lazyMap<T>(keys: readonly string[], make: (position: number) => T): ReadonlyMap<string, T> {
  const positions = new Map(keys.map((key, position) => [key, position]));
  const made = new Map<number, T>();
  const at = (position: number): T => {
    const known = made.get(position);
    if (known !== undefined) return known;
    const value = make(position);
    made.set(position, value);
    return value;
  };
  function* entries(): MapIterator<[string, T]> {
    for (const [key, position] of positions) yield [key, at(position)];
    return undefined;
  }
  function* values(): MapIterator<T> {
    for (const position of positions.values()) yield at(position);
    return undefined;
  }
  const map: ReadonlyMap<string, T> = {
    size: positions.size,
    has: (key) => positions.has(key),
    get: (key) => {
      const position = positions.get(key);
      return position === undefined ? undefined : at(position);
    },
    keys: () => positions.keys(),
    values,
    entries,
    forEach: (visit) => {
      for (const [key, value] of entries()) visit(value, key, map);
    },
    [Symbol.iterator]: entries,
  };
  return map;
}
