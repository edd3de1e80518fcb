/** `https://github.com/owner/name.git` and `git@github.com:owner/name` as `github.com/owner/name`; null for a path. */
export function swiftName(url: string): { readonly name: string; readonly offset: number } | null {
  const match = /^(?:(?:https?|ssh|git):\/\/(?:[^@/]+@)?|[^@/:]+@)([\w.-]+[:/].+?)(?:\.git)?\/?$/.exec(url);
  if (match === null) return null;
  const written = match[1] ?? '';
  return { name: written.replace(/^([\w.-]+):(?:\d+\/)?/, '$1/'), offset: url.indexOf(written) };
}
