/** Names of accelerators: device plugins, node labels, instance types, devices of frameworks, images. */
import type { Index } from '../model/knowledge.ts';

export type AcceleratorName = 'resource' | 'label' | 'node' | 'device' | 'image';

/** The accelerator a name stands for; null when nobody knows one. The longest pattern wins. */
export function acceleratorNamed(index: Index, kind: AcceleratorName, name: string): string | null {
  return longestKey(index.acceleratorNames, kind, kind === 'node' ? name.replace(/^(?:ml|spot)\./i, '') : name);
}

/** Looks a name up in a table whose keys are `kind:name`: whole, then by the longest key that ends in `*`. */
export function longestKey<T>(table: ReadonlyMap<string, T>, kind: string, name: string): T | null {
  const key = `${kind}:${name.toLowerCase()}`;
  const whole = table.get(key);
  if (whole !== undefined || name.length > 200) return whole ?? null;
  for (const length of lengthsOf(table)) {
    if (length > key.length) continue;
    if (length <= kind.length + 1) break;
    const found = table.get(`${key.slice(0, length)}*`);
    if (found !== undefined) return found;
  }
  return null;
}

const LENGTHS = new WeakMap<ReadonlyMap<string, unknown>, readonly number[]>();

/** How long the keys of a table that end in `*` are without it, the longest first: every text of a repository may be asked about. */
function lengthsOf(table: ReadonlyMap<string, unknown>): readonly number[] {
  const known = LENGTHS.get(table);
  if (known) return known;
  const lengths = new Set<number>();
  for (const key of table.keys()) if (key.endsWith('*')) lengths.add(key.length - 1);
  const made = [...lengths].sort((a, b) => b - a);
  LENGTHS.set(table, made);
  return made;
}

/** `registry.acme.test/vllm/vllm-openai`: a copy of an image is what the image is. */
export function withoutRegistry(image: string): string {
  return image.replace(/^[^/]+[.:][^/]*\//, '');
}
