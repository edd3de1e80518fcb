/** A number of 31 bits for the first `length` units of a text: FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv. Texts can share one. */
export function textHash(text: string, length = text.length): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // A small integer, as V8 keeps them without an object.
  return hash >>> 1;
}
