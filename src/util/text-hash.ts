/** A number of 32 bits for the first `length` units of a text: FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv. Texts can share one. */
export function textHash(text: string, length = text.length): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
