/** Puts a value into the list of a key. Copying the list for each would cost the square of their number, and who writes the input decides that. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
