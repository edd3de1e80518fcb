/**
 * A copy of `value` with every string in it, at any depth, replaced by `change(text)`. Keys of objects stay. For trees of plain data
 * without cycles; anything that is not a string, list or plain object comes back as it is.
 */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change)]));
}
