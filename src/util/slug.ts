/** Lower-case words joined by `-`: dots, underscores, colons, at signs and blanks all separate. Slashes stay. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[._:@\s]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * Like `slug`, with words and numbers apart, so that `llama3.1`, `Llama-3.1` and `llama-3-1` are the same. Single letters stay with their
 * number (`v2`, `4o`, `70b`, `a22b`); a point in a quantity is kept as `d` (`1.5b` is `1d5b`), a `p` between digits is a point (`glm-5p2`),
 * and a `+` after a word is "plus".
 */
export function wordSlug(text: string): string {
  return slug(
    text
      .toLowerCase()
      .replace(/\+(?![a-z0-9])/g, '-plus')
      .replace(/(?<![\d.])(\d{1,3})[.p](\d{1,2})(?=[bmk](?![a-z0-9]))/g, '$1d$2')
      .replace(/(\d)p(?=\d)/g, '$1-')
      .replace(/([a-z]{2})(?=\d)/g, '$1-')
      .replace(/(\d)(?=[a-z]{2})/g, '$1-'),
  );
}
