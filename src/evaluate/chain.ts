/** Chains of the knowledge base: who owns an operator in the end, and what a model was made from. */
import type { Model } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';

/** Longer chains than this are circles that the knowledge check let through. */
const LONGEST = 12;

/** An organization and its owners, the nearest first. */
export function owners(index: Index, id: string): string[] {
  const chain: string[] = [];
  let current: string | null = id;
  while (current !== null && !chain.includes(current) && chain.length < LONGEST) {
    chain.push(current);
    current = index.organizations.get(current)?.parent.value ?? null;
  }
  return chain;
}

/** A model and what it was adapted from, the nearest first. */
export function lineage(index: Index, id: string | null): Model[] {
  const chain: Model[] = [];
  let model = id === null ? undefined : index.models.get(id);
  while (model && !chain.includes(model) && chain.length < LONGEST) {
    chain.push(model);
    const base: string | null = model.base.value;
    model = base === null ? undefined : index.models.get(base);
  }
  return chain;
}
