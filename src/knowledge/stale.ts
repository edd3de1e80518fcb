/** Facts that grow old: how long each kind may be believed before somebody must look again. */

import { AGE_LIMITS, type AgingFact } from '../model/age.ts';
import { positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { type EntryFact, factsOf } from './facts.ts';

/** A fact past its age limit. */
export interface StaleFact {
  readonly fact: EntryFact;
  readonly file: string;
  readonly line: number;
  /** Day it was last checked. */
  readonly checked: string;
  readonly age: number;
  readonly limit: number;
}

const DAY = 86_400_000;

/**
 * Facts whose last check lies further back than their kind allows, on a given day (`YYYY-MM-DD`); the oldest against their limit first.
 * Facts without a date (background knowledge) have no age: the coverage page counts them. A closed model's terms are the service's, not its own.
 */
export function staleFacts(entries: readonly RawEntry[], asOf: string): StaleFact[] {
  const stale: StaleFact[] = [];
  for (const entry of entries) {
    for (const fact of factsOf(entry)) {
      const limit = AGE_LIMITS[fact.name as AgingFact] ?? null;
      const checked = checkedOn(fact);
      if (limit === null || checked === null || fact.unknown) continue;
      const age = Math.floor((Date.parse(asOf) - Date.parse(checked)) / DAY);
      if (age > limit) stale.push({ fact, file: entry.file, line: positionOf(entry, fact.path).line, checked, age, limit });
    }
  }
  return stale.sort((a, b) => b.age - b.limit - (a.age - a.limit) || order(a.file, b.file) || a.line - b.line);
}

/** An event is checked as a whole (`verified_at`); everything else on the day its source was read. What is over does not grow old. */
function checkedOn(fact: EntryFact): string | null {
  if (fact.entry.kind !== 'events') return fact.source?.as_of ?? null;
  const { to, status } = fact.value as { to?: string; status: string };
  const over = to !== undefined || status === 'lifted' || status === 'expired';
  return over ? null : (fact.entry.value as { verified_at: string }).verified_at;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
