/**
 * The built-in tables with what a layer of own entries puts in, takes out and puts elsewhere. Each is made when it is first asked for. What several
 * entries share stays in the order of the entries, as where everything is compiled.
 */
import type { EnvEntry, Index } from '../model/knowledge.ts';
import { overlayMap } from '../util/overlay-map.ts';
import type { Entities } from './collect.ts';
import { type EntryStore, familyIdsOf } from './entry-store.ts';
import type { Ground, Layer, MadeLayer } from './ground.ts';
import { layeredModelTables } from './layer-models.ts';
import type { FamilyIds } from './model-tables.ts';
import type * as input from './schema.ts';
import { longestFirst, mostSpecificFirst, type Tables } from './tables.ts';

/** How to make tables. */
type Makers<T> = { readonly [Name in keyof T]: () => T[Name] };

/** Ids of models in the order of their families; undefined where only new families come after the built-in ones, null where a model changes hands. */
export function modelOrder({ changed, replaced }: Layer, store: EntryStore): readonly string[] | undefined | null {
  const refined = new Map(changed.flatMap((entry) => (entry.kind === 'models' && replaced.has(`models/${entry.id}`) ? [[entry.id, familyIdsOf(entry)]] : [])));
  if (refined.size === 0) return undefined;
  const order = new Set<string>();
  let left = 0;
  for (const family of store.families()) {
    const ids = modelsOf(refined.get(family.id) ?? family);
    for (const id of ids) order.add(id);
    left += ids.length;
  }
  // Two families with one model: whose it is depends on which comes last.
  if (order.size < left) return null;
  for (const entry of changed) if (entry.kind === 'models') for (const id of modelsOf(familyIdsOf(entry))) order.add(id);
  return [...order];
}

function modelsOf({ family: { developer, versions } }: FamilyIds): string[] {
  return Object.keys(versions).map((key) => `${developer}/${key}`);
}

/** All tables but those that no entry of a layer can change. */
export function layeredTables(
  { layer, entities, own }: MadeLayer,
  { index, store }: Ground,
): Makers<Omit<Tables, 'acceleratorNames' | 'modelWords' | 'arguments' | 'purposes'>> {
  const of = (kind: string): Kept => keptOf(layer, kind, index);
  const owned = (below: () => ReadonlyMap<string, string>, above: (tables: Tables) => ReadonlyMap<string, string>, kind: string) => () =>
    new Map([...[...below()].filter(([, owner]) => of(kind).keeps(owner)), ...above(own)]);
  return {
    hosts: () => new Map([...[...index.hosts].filter(([, { service }]) => of('services').keeps(service)), ...own.hosts]),
    hostPatterns: () => mostSpecificFirst([...index.hostPatterns.filter(({ service }) => of('services').keeps(service)), ...own.hostPatterns]),
    servicePaths: () => {
      const paths = owned(
        () => index.servicePaths,
        ({ servicePaths }) => servicePaths,
        'services',
      )();
      return new Map(of('services').inOrder([...paths], ([, service]) => service));
    },
    env: () => environment(layer, index, of('services')),
    switches: () => shared(index.switches, own.switches, of('packages'), (row) => row.package),
    purls: owned(
      () => index.purls,
      ({ purls }) => purls,
      'packages',
    ),
    modules: owned(
      () => index.modules,
      ({ modules }) => modules,
      'packages',
    ),
    resourceTypes: () => shared(index.resourceTypes, own.resourceTypes, of('resources'), (id) => id),
    calls: () => shared(index.calls, own.calls, of('packages'), (row) => row.package),
    commands: () => shared(index.commands, own.commands, of('packages'), (row) => row.package, longestFirst),
    servicePrefixes: owned(
      () => index.servicePrefixes,
      ({ servicePrefixes }) => servicePrefixes,
      'services',
    ),
    modelAliases: () => new Map([...[...index.modelAliases].filter(([key]) => of('services').keeps(key.slice(0, key.indexOf(':')))), ...own.modelAliases]),
    modelGeographies: () => geographies(index, entities, of('services')),
    ...layeredModelTables(layer, own, { index, store }),
  };
}

/** Which built-in entries of a kind a layer leaves in place, and the order that all have. */
interface Kept {
  readonly replaces: boolean;
  readonly keeps: (id: string) => boolean;
  /** Rows in the order of the entries they belong to; those of one entry stay as they are. */
  readonly inOrder: <T>(rows: T[], owner: (row: T) => string) => T[];
  readonly position: (id: string) => number;
}

function keptOf({ changed, replaced }: Layer, kind: string, index: Index): Kept {
  const gone = new Set([...replaced.values()].flatMap((entry) => (entry.kind === kind ? [entry.id] : [])));
  let positions: Map<string, number> | null = null;
  const position = (id: string): number => {
    if (positions === null) {
      const below = index[kind as 'services' | 'packages' | 'resources'];
      const above = changed.flatMap((entry) => (entry.kind === kind && !below.has(entry.id) ? [entry.id] : []));
      positions = new Map([...below.keys(), ...above].map((name, at) => [name, at]));
    }
    return positions.get(id) ?? 0;
  };
  return {
    replaces: gone.size > 0,
    keeps: (id) => !gone.has(id),
    position,
    // What is new comes last anyway.
    inOrder: (rows, owner) => (gone.size === 0 ? rows : rows.sort((a, b) => position(owner(a)) - position(owner(b)))),
  };
}

/** A table of lists that several entries add to. `sorted`: the order that a list has besides. */
function shared<T>(
  below: ReadonlyMap<string, readonly T[]>,
  above: ReadonlyMap<string, readonly T[]>,
  { replaces, keeps, inOrder }: Kept,
  owner: (row: T) => string,
  sorted: (rows: T[]) => T[] = (rows) => rows,
): ReadonlyMap<string, readonly T[]> {
  const changed = new Map<string, readonly T[]>();
  const emptied = new Set<string>();
  // What is refined is looked for in all lists; what is new concerns its own.
  for (const [key, rows] of replaces ? below : []) {
    if (rows.every((row) => keeps(owner(row)))) continue;
    const left = rows.filter((row) => keeps(owner(row)));
    if (left.length + (above.get(key)?.length ?? 0) === 0) emptied.add(key);
    changed.set(key, left);
  }
  for (const [key, rows] of above) changed.set(key, sorted(inOrder([...(changed.get(key) ?? below.get(key) ?? []), ...rows], owner)));
  return overlayMap(below, changed, emptied.size === 0 ? undefined : [...new Set([...below.keys(), ...changed.keys()])].filter((key) => !emptied.has(key)));
}

/** The one that does not yield comes first, the others in the order of their services. */
function environment({ changed, replaced }: Layer, index: Index, { keeps, inOrder }: Kept): ReadonlyMap<string, readonly EnvEntry[]> {
  const env = new Map(index.env);
  const rows = new Map<string, { readonly entry: EnvEntry; readonly shared: boolean }[]>();
  const rowsOf = (name: string) => {
    const known = rows.get(name) ?? (index.env.get(name) ?? []).flatMap((entry, at) => (keeps(entry.service) ? [{ entry, shared: at > 0 }] : []));
    rows.set(name, known);
    return known;
  };
  for (const { kind, value } of replaced.values()) if (kind === 'services') for (const { name } of (value as input.Service).env ?? []) rowsOf(name);
  for (const { kind, id, value } of changed) {
    if (kind !== 'services') continue;
    for (const { name, role, shared: yields } of (value as input.Service).env ?? [])
      rowsOf(name).push({ entry: { service: id, signature: `services/${id}#env-${name}`, role }, shared: yields ?? false });
  }
  for (const [name, list] of rows) {
    const ordered = inOrder(list, ({ entry }) => entry.service);
    const all = [...ordered.filter((row) => !row.shared), ...ordered.filter((row) => row.shared)].map(({ entry }) => entry);
    if (all.length > 0) env.set(name, all);
    else env.delete(name);
  }
  return env;
}

/** A prefix belongs to the first service that has it. */
function geographies(index: Index, { services }: Entities, { position }: Kept): ReadonlyMap<string, string> {
  const table = new Map(index.modelGeographies);
  const dropped = [...table].some(([place, owner]) => services.has(owner) && services.get(owner)?.modelRegions[place] === undefined);
  if (dropped) table.clear();
  for (const { id, modelRegions } of dropped ? overlayMap(index.services, services).values() : services.values()) {
    for (const place of Object.keys(modelRegions)) {
      const owner = table.get(place);
      if (owner === undefined || position(id) < position(owner)) table.set(place, id);
    }
  }
  return table;
}
