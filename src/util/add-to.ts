/** Adds an item to the list a map holds under a key. In place: a copy of the list each time would cost the square of its length. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
