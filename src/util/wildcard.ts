/**
 * Whether a text fits a pattern in which `*` stands for any characters and `?` for one; everything else stands for itself. Without a regular
 * expression: only the last star is ever tried again, so the cost is at most the length of the text times that of the pattern.
 */
export function fitsWildcard(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === '*') {
      star = next++;
      resume = at;
    } else if (next < pattern.length && (pattern[next] === '?' || pattern[next] === text[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[next] === '*') next++;
  return next === pattern.length;
}
