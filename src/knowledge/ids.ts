import { isRecord } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import type { Kind } from './schema.ts';

/** Ids that exist, by kind. Model ids are those of versions (`developer/version key`), as everything that names a model means one. */
export type KnownIds = Readonly<Record<Kind, ReadonlySet<string>>>;

/** Every id: where a file could not be read, what it holds is not known, and a reference to it is no problem of its own. */
const ANY_ID: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true });

/** The ids that exist when some could not be read. */
export function anyIds(ids: KnownIds): KnownIds {
  return Object.fromEntries(Object.keys(ids).map((kind) => [kind, ANY_ID])) as unknown as KnownIds;
}

/** Collects ids from entries whose shape need not be right, so that one broken entry does not make every reference to it a problem too. */
export function knownIds(entries: readonly RawEntry[]): KnownIds {
  const ids: Record<Kind, Set<string>> = {
    organizations: new Set(),
    services: new Set(),
    models: new Set(),
    packages: new Set(),
    accelerators: new Set(),
    resources: new Set(),
    licenses: new Set(),
    events: new Set(),
    regimes: new Set(),
    transfers: new Set(),
    regions: new Set(),
    policies: new Set(),
    checks: new Set(),
    sets: new Set(),
    scenarios: new Set(),
    configs: new Set(),
    vocab: new Set(),
  };
  for (const { kind, id, value } of entries) {
    if (kind !== 'models') ids[kind].add(id);
    else if (isRecord(value) && isRecord(value.versions)) for (const key of Object.keys(value.versions)) ids.models.add(`${String(value.developer)}/${key}`);
  }
  return ids;
}

/** Ids of model families, which `knownIds` has no kind for. */
export function familyIds(entries: readonly RawEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ kind, id }) => (kind === 'models' ? [id] : [])));
}
