/** Longer texts are data or prose: of them only the addresses count. */
export const LONG_TEXT = 2000;

const ADDRESS = /\bhttps?:\/\/[a-z0-9.-]+(?::\d+)?\/[^\s"'`<>)]{0,300}/gi;

/** What of a text can say something: all of a short one, the addresses in a long one (each once, with blanks between); empty where there is nothing. */
export function gist(text: string): string {
  if (text.length <= LONG_TEXT) return text;
  // Most long texts are data without any; looking for the two slashes costs least.
  if (!text.includes('://')) return '';
  const found = new Set<string>();
  for (const [address] of text.matchAll(ADDRESS)) found.add(address);
  return found.size === 0 ? '' : ` ${[...found].join(' ')} `;
}
