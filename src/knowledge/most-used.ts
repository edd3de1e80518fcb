import type { RawEntry } from './entry.ts';
import type { EntryFact } from './facts.ts';
import type { Kind, Service, Vocabulary } from './schema.ts';

/** An entry that is met often, with the facts of it that decide a level. */
export interface MostUsed {
  /** `services/openai`; models by version, `models/openai/gpt-5.5`. */
  readonly id: string;
  readonly facts: readonly { readonly name: string; readonly fact: EntryFact }[];
}

/** Facts that levels are decided by, by kind. */
const DECIDING: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  organizations: ['seat', 'controller'],
  services: ['operator', 'location'],
  models: ['weights', 'license'],
  licenses: ['class', 'commercial', 'redistribution'],
};

/** The entries `vocab` names as met most often, in its order, with their deciding facts. Ids that do not exist are left out: the check reports them. */
export function mostUsed(entries: readonly RawEntry[], facts: readonly EntryFact[]): MostUsed[] {
  const ids = entries.filter(({ kind }) => kind === 'vocab').flatMap(({ value }) => (value as Vocabulary).most_used ?? []);
  const byId = new Map<string, EntryFact[]>();
  for (const fact of facts) {
    // Who runs software and where is its user's to know.
    if (fact.entry.kind === 'services' && (fact.entry.value as Service).self_hosted) continue;
    const id = idOf(fact);
    byId.set(id, [...(byId.get(id) ?? []), fact]);
  }
  return ids.map((id) => {
    const deciding = DECIDING[id.slice(0, id.indexOf('/')) as Kind] ?? [];
    return { id, facts: (byId.get(id) ?? []).filter(({ name }) => deciding.includes(name)).map((fact) => ({ name: fact.name, fact })) };
  });
}

function idOf({ entry, path }: EntryFact): string {
  if (entry.kind !== 'models') return `${entry.kind}/${entry.id}`;
  return `models/${(entry.value as { developer: string }).developer}/${String(path[1])}`;
}
