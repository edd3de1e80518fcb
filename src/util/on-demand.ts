/** An object whose other properties are made when first asked for, and are plain from then on: the hot path pays for no accessor. */
export function onDemand<T extends object>(known: Partial<T>, parts: { readonly [Name in keyof T]?: () => T[Name] }): T {
  for (const [name, make] of Object.entries(parts) as [string, () => unknown][]) {
    Object.defineProperty(known, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = make();
        Object.defineProperty(known, name, { value, configurable: true, enumerable: true, writable: false });
        return value;
      },
    });
  }
  return known as T;
}
