import type { Report } from '../model/report.ts';
import type { FactRef } from '../model/usage.ts';
import type { Judged } from './judged.ts';
import { daysBetween } from './perspective.ts';

/**
 * Facts the judged levels and restrictions rest on whose last check lies further back than their kind allows, the most overdue first. What
 * nobody dated has no age and is not among them.
 */
export function staleFactsOf(usages: readonly Judged[], asOf: string): Report['staleFacts'] {
  const found = new Map<string, { readonly fact: Omit<Report['staleFacts'][number], 'usages'>; readonly usages: Set<string> }>();
  for (const { usage, assessment } of usages) {
    const chains = [...Object.values(assessment.layers), ...assessment.restrictions];
    for (const fact of chains.flatMap(({ facts }) => facts)) {
      const age = overdue(fact, asOf);
      if (age === null) continue;
      const usages = found.get(fact.claim)?.usages ?? new Set<string>();
      found.set(fact.claim, { fact: { ...age, claim: fact.claim, source: fact.source }, usages: usages.add(usage.id) });
    }
  }
  const overBy = ({ ageDays, maxAgeDays }: Report['staleFacts'][number]): number => ageDays - maxAgeDays;
  return [...found.values()]
    .map(({ fact, usages }) => ({ ...fact, usages: [...usages] }))
    .sort((a, b) => overBy(b) - overBy(a) || (a.claim < b.claim ? -1 : 1));
}

function overdue(
  { asOf: read, checkedOn, maxAgeDays }: FactRef,
  asOf: string,
): Pick<Report['staleFacts'][number], 'checked' | 'ageDays' | 'maxAgeDays'> | null {
  const checked = checkedOn ?? read;
  if (maxAgeDays === undefined || checked === null) return null;
  const ageDays = daysBetween(checked.slice(0, 10), asOf);
  return ageDays > maxAgeDays ? { checked: checked.slice(0, 10), ageDays, maxAgeDays } : null;
}
