/** Accelerators as evidence: what a resource asks for, by whatever name. */
import type { Index } from '../model/knowledge.ts';
import type { ResourceAttribute, ResourceCandidate } from '../model/resource.ts';
import { acceleratorNamed, withoutRegistry } from './accelerators.ts';
import type { Collector } from './collector.ts';

/** What a resource asks for: ids, and where it says so. */
export interface Accelerators {
  readonly ids: readonly string[];
  readonly evidence: readonly string[];
}

/** Accelerators a resource asks for: by device plugin, node label, instance type, or an image made for one. */
export function seeAccelerators(index: Index, resource: ResourceCandidate, into: Collector): Accelerators {
  const ids = new Set<string>();
  const evidence = new Set<string>();
  const see = (id: string | null, value: string, context: string, location: ResourceAttribute['location']): void => {
    if (id === null) return;
    ids.add(id);
    evidence.add(seeAccelerator(into, id, value, context, location));
  };
  for (const { path, text, location } of resource.attributes) {
    for (const name of path) if (name.includes('/')) see(acceleratorNamed(index, 'resource', name), name, resource.address, location);
    if (!isShortName(text)) continue;
    see(acceleratorNamed(index, 'node', text) ?? acceleratorNamed(index, 'label', text), text, path.join('.'), location);
    if (text.includes('/')) see(acceleratorNamed(index, 'resource', text), text, path.join('.'), location);
  }
  if (resource.format === 'container') {
    const id = acceleratorNamed(index, 'image', resource.type) ?? acceleratorNamed(index, 'image', withoutRegistry(resource.type));
    see(id, resource.type, 'image', resource.location);
  }
  return { ids: [...ids], evidence: [...evidence] };
}

/** A text that can be the name of a node type or label at all. */
export function isShortName(text: string): boolean {
  return text.length >= 4 && text.length <= 64 && /^[\w./-]+$/.test(text);
}

/** Records an accelerator as evidence. */
export function seeAccelerator(into: Collector, id: string, value: string, context: string, location: ResourceAttribute['location']): string {
  return into.see({
    kind: 'accelerator',
    value,
    context,
    confidence: 'high',
    signature: `accelerators/${id}`,
    subject: { kind: 'accelerator', id },
    location,
  });
}
