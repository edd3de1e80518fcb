/** Whether a name fits another, or a pattern with `*` at its end, without regard to case. */
export function fitsName(name: string, pattern: string): boolean {
  const [left, right] = [name.toLowerCase(), pattern.toLowerCase()];
  return right.endsWith('*') ? left.startsWith(right.slice(0, -1)) : left === right;
}
