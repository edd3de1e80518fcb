/** Calls back for every line with its offsets; the end is before the line break. For files far too long to be split. */
export function eachLine(text: string, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    visit(start, end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    start = end + 1;
  }
}

/** Offset of the first character of a line that is no blank; `end` when there is none. */
export function firstOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return at;
}

/** The key of a line `key: value` or `"key": value` and what follows; null when the line is none. Only for files that tools write. */
export function keyOf(text: string, from: number, end: number): { readonly start: number; readonly end: number; readonly rest: number } | null {
  const quote = text.charCodeAt(from);
  if (quote === 34 || quote === 39) {
    const close = text.indexOf(quote === 34 ? '"' : "'", from + 1);
    if (close === -1 || close >= end || text.charCodeAt(close + 1) !== 58) return null;
    return { start: from + 1, end: close, rest: firstOf(text, close + 2, end) };
  }
  // A colon inside a key (`a@npm:b`) has no blank behind it.
  for (let colon = text.indexOf(':', from); colon !== -1 && colon < end; colon = text.indexOf(':', colon + 1)) {
    if (colon + 1 === end || text.charCodeAt(colon + 1) === 32) return { start: from, end: colon, rest: firstOf(text, colon + 1, end) };
  }
  return null;
}

/** A scalar without its quotes. */
export function scalarOf(text: string, from: number, end: number): string {
  const value = text.slice(from, end).trim();
  const quote = value[0];
  return value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value;
}
