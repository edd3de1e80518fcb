import type { Fact, Source } from '../model/fact.ts';
import type { FactRef } from '../model/usage.ts';

/** Source and basis of a fact, as reports print them. */
export function sourceRef(source: Source | null): Pick<FactRef, 'source' | 'basis' | 'asOf'> {
  if (source === null) return { source: null, basis: 'unknown', asOf: null };
  return { source: source.url ?? source.title, basis: source.basis, asOf: source.asOf };
}

/** A claim with the source of the fact behind it. */
export function factRef(claim: string, fact: Fact<unknown>): FactRef {
  return { claim: fact.value === null && fact.note ? `${claim} (${fact.note})` : claim, ...sourceRef(fact.source) };
}

/** A claim that was seen in the code itself. */
export function observed(claim: string): FactRef {
  return { claim, source: null, basis: 'observed', asOf: null };
}
