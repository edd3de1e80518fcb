/** Ranges of versions as package managers write them: `^1.2`, `~1.2`, `1.x`, `>=1.1 <2`, `1.2.3`, `a || b`. Without pre-releases. */

type Version = readonly [number, number, number];

/** Bounds of one comparator: from (included) and to (excluded); null: open. */
interface Bounds {
  readonly from: Version | null;
  readonly to: Version | null;
}

const PART = /^(\^|~|>=|<=|>|<|=)?v?(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?$/;

/** Whether a version lies in a range; null when the range cannot be read. Missing parts of the version are zero. */
export function inRange(version: string, range: string): boolean | null {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const at: Version = [major, minor, patch];
  const alternatives = range.split('||').map((alternative) => alternative.trim());
  const sets = alternatives.map((alternative) =>
    alternative
      .replace(/(\^|~|>=|<=|>|<|=)\s+/g, '$1')
      .split(/\s+/)
      .map(boundsOf),
  );
  if (sets.some((set) => set.some((bounds) => bounds === null))) return null;
  return sets.some((set) => set.every((bounds) => bounds !== null && within(at, bounds)));
}

function within(at: Version, { from, to }: Bounds): boolean {
  return (from === null || compare(at, from) >= 0) && (to === null || compare(at, to) < 0);
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function boundsOf(text: string): Bounds | null {
  const match = PART.exec(text);
  if (match === null) return null;
  const numbers = match.slice(2).map((part) => (part === undefined || /[xX*]/.test(part) ? null : Number(part)));
  const given = numbers.indexOf(null) < 0 ? 3 : numbers.indexOf(null);
  const low: Version = [numbers[0] ?? 0, given > 1 ? (numbers[1] ?? 0) : 0, given > 2 ? (numbers[2] ?? 0) : 0];
  switch (match[1]) {
    case '>=':
      return { from: low, to: null };
    case '>':
      return { from: above(low, given), to: null };
    case '<':
      return { from: null, to: low };
    case '<=':
      return { from: null, to: above(low, given) };
    case '^':
      return { from: low, to: above(low, caret(low, given)) };
    case '~':
      return { from: low, to: above(low, Math.min(given, 2)) };
    default:
      return { from: low, to: above(low, given) };
  }
}

/** The first version after all that share the first `parts` parts; null when none are given. */
function above([major, minor, patch]: Version, parts: number): Version | null {
  if (parts === 0) return null;
  if (parts === 1) return [major + 1, 0, 0];
  return parts === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

/** A caret keeps the leftmost part that is not zero. */
function caret([major, minor]: Version, given: number): number {
  if (major > 0 || given < 2) return Math.min(given, 1);
  return minor > 0 || given < 3 ? 2 : 3;
}
