import { AGE_LIMITS, type AgingFact } from '../model/age.ts';
import type { Evidence, EvidenceKind } from '../model/evidence.ts';
import type { Fact, Source } from '../model/fact.ts';
import type { FactRef, Usage } from '../model/usage.ts';

/** Source and basis of a fact, as reports print them. With the kind of the fact also how long it may be believed. */
export function sourceRef(source: Source | null, kind?: AgingFact): Pick<FactRef, 'source' | 'basis' | 'asOf' | 'maxAgeDays'> {
  if (source === null) return { source: null, basis: 'unknown', asOf: null };
  const limit = kind === undefined ? null : AGE_LIMITS[kind];
  return { source: source.url ?? source.title, basis: source.basis, asOf: source.asOf, ...(limit !== null && { maxAgeDays: limit }) };
}

/** A claim with the source of the fact behind it. */
export function factRef(claim: string, fact: Fact<unknown>, kind?: AgingFact): FactRef {
  return { claim: fact.value === null && fact.note ? `${claim} (${fact.note})` : claim, ...sourceRef(fact.source, kind) };
}

/** A claim that was seen in the code itself, at the first evidence of one of these kinds, else at the first there is. */
export function observed(claim: string, { evidence }: Pick<Usage, 'evidence'>, kinds: readonly EvidenceKind[] = []): FactRef {
  const at = evidence.find(({ kind }) => kinds.includes(kind)) ?? evidence[0];
  return { claim, source: at ? placeOf(at) : null, basis: 'observed', asOf: null };
}

/** `src/llm/client.py:12:14`. */
export function placeOf({ path, line, column }: Evidence): string {
  return `${path}:${line}:${column}`;
}
