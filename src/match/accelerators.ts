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
  for (let end = key.length; end > kind.length + 1; end--) {
    const found = table.get(`${key.slice(0, end)}*`);
    if (found !== undefined) return found;
  }
  return null;
}

/** `registry.acme.test/vllm/vllm-openai`: a copy of an image is what the image is. */
export function withoutRegistry(image: string): string {
  return image.replace(/^[^/]+[.:][^/]*\//, '');
}
