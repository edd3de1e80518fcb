import type { RawEntry } from './entry.ts';
import type { EntryFact } from './facts.ts';
import type { Kind, ModelFamily, Service, Vocabulary } from './schema.ts';

/** An entry that is met often, or that the levels of one rest on, with the facts of it that decide a level. */
export interface MostUsed {
  /** `services/openai`; models by version, `models/openai/gpt-5.5`. */
  readonly id: string;
  /** Named in `vocab`; otherwise one that is rests on it: the operator of a service, the developer and the license of a model. */
  readonly listed: boolean;
  readonly facts: readonly DecidingFact[];
}

/** A fact as it is listed: `location`, `location of us.api.openai.com`. */
export interface DecidingFact {
  readonly name: string;
  readonly fact: EntryFact;
}

/** Facts that the decision tables (`evaluate/layers`) read, by kind. */
const DECIDING: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  organizations: ['seat', 'controller', 'parent'],
  services: ['operator', 'location', 'offers', 'surface', 'hosts.location'],
  models: ['weights', 'license', 'openness', 'base'],
  licenses: ['class', 'commercial', 'excluded'],
};

/**
 * The entries `vocab` names as met most often, in its order, and after them the entries those rest on, each with its deciding facts. Ids that
 * do not exist are left out: the check reports them.
 */
export function mostUsed(entries: readonly RawEntry[], facts: readonly EntryFact[]): MostUsed[] {
  const listed = entries.filter(({ kind }) => kind === 'vocab').flatMap(({ value }) => (value as Vocabulary).most_used ?? []);
  const byId = new Map<string, EntryFact[]>();
  for (const fact of facts) {
    const id = idOf(fact);
    byId.set(id, [...(byId.get(id) ?? []), fact]);
  }
  const ids = new Set(listed);
  for (const id of ids) for (const other of restsOn(id, byId.get(id) ?? [])) if (byId.has(other)) ids.add(other);
  return [...ids].map((id) => ({ id, listed: listed.includes(id), facts: decidingFacts(id, byId.get(id) ?? []) }));
}

function decidingFacts(id: string, facts: readonly EntryFact[]): DecidingFact[] {
  const deciding = DECIDING[id.slice(0, id.indexOf('/')) as Kind] ?? [];
  return facts.filter((fact) => deciding.includes(fact.name) && decides(fact)).map((fact) => ({ name: nameOf(fact), fact }));
}

/** Where software runs is its user's to know; and of openness the tables only ask whether data and code are published. */
function decides({ entry, name, value }: EntryFact): boolean {
  if (name === 'openness') return value === 'data-and-code';
  return !(entry.kind === 'services' && (entry.value as Service).self_hosted === true && (name === 'location' || name === 'hosts.location'));
}

/** Entries whose facts decide together with those of this one. */
function restsOn(id: string, facts: readonly EntryFact[]): string[] {
  const developer = id.startsWith('models/') ? [`organizations/${id.split('/')[1]}`] : [];
  const named = facts.flatMap(({ name, value }) => {
    if (typeof value !== 'string' || value === 'unknown') return [];
    if (name === 'operator' || name === 'parent') return [`organizations/${value}`];
    if (name === 'license' || name === 'terms') return [`licenses/${value}`];
    if (name === 'base') return [`models/${value}`];
    return [];
  });
  return [...developer, ...named];
}

function idOf({ entry, path }: EntryFact): string {
  if (entry.kind !== 'models') return `${entry.kind}/${entry.id}`;
  return `models/${(entry.value as ModelFamily).developer}/${String(path[1])}`;
}

function nameOf({ entry, name, path }: EntryFact): string {
  if (name !== 'hosts.location') return name;
  return `location of ${(entry.value as Service).hosts?.[Number(path[1])]?.host ?? ''}`;
}
