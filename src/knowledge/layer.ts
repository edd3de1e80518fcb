/**
 * Custom entries laid on the built-in index, which is not made again: the same index that `compile.ts` makes of everything, and the same verdict
 * on what is sound, in the time that the custom entries take. Where something is wrong, or hangs on more than one entry can show, it gives up, and
 * everything is compiled: only that says what is wrong.
 */
import type { NamedSet } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { onDemand } from '../util/on-demand.ts';
import { overlayMap } from '../util/overlay-map.ts';
import { checkShapes } from './check.ts';
import { checkClaims } from './claims.ts';
import { collect, type Entities } from './collect.ts';
import { literalsOf } from './compile.ts';
import { applyConditions } from './conditions.ts';
import { checkCycles } from './cycles.ts';
import type { RawEntry } from './entry.ts';
import { countDays, type EntryStore } from './entry-store.ts';
import { applyExtends } from './extend.ts';
import type { Ground, Layer, Layered, MadeLayer } from './ground.ts';
import { familyIds, type KnownIds, knownIds } from './ids.ts';
import { outsideClaims, outsideSteps } from './layer-claims.ts';
import { layeredTables, modelOrder } from './layer-tables.ts';
import type { PatternEngine } from './patterns.ts';
import { checkReferences } from './references.ts';
import type { Kind } from './schema.ts';
import { SINGULAR } from './schema-name.ts';
import { setEntities } from './set-entities.ts';
import { lookupTables } from './tables.ts';

/** Words and what accelerators inherit reach into built-in entries that nobody names. */
const REACHING: ReadonlySet<Kind> = new Set<Kind>(['vocab', 'accelerators']);

/** Lays custom entries on the built-in ones. Null: compile everything. Pure. */
export function layOn(ground: Ground, custom: readonly RawEntry[], patterns: PatternEngine | null): Layered | null {
  const layer = layerOf(custom, ground.store);
  if (layer === null) return null;
  const entities = collect(layer.changed);
  const sets = soundSets(layer, entities, ground, patterns);
  if (sets === null) return null;
  const order = modelOrder(layer, ground.store);
  if (order === null) return null;
  const own = lookupTables(layer.changed, entities);
  const { ordinaryWords } = ground.store.vocabulary;
  return { index: indexOf({ layer, entities, own, sets }, ground, order), ownLiterals: literalsOf(own, entities, ordinaryWords) };
}

function layerOf(custom: readonly RawEntry[], store: EntryStore): Layer | null {
  const named = new Map<string, RawEntry>();
  for (const { kind, id, value } of custom) {
    if (REACHING.has(kind)) return null;
    for (const of of [id, (value as { extends?: unknown } | null)?.extends]) {
      const key = `${kind}/${String(of)}`;
      const entry = typeof of === 'string' && !named.has(key) && store.ids(kind).has(of) ? store.entry(kind, of) : undefined;
      if (entry !== undefined) named.set(key, entry);
    }
  }
  // Those of the ground come in its own order, which says where the ones that replace them stand.
  const below = Object.keys(SINGULAR).flatMap((kind) => [...store.ids(kind as Kind)].flatMap((id) => named.get(`${kind}/${id}`) ?? []));
  const { entries, overrides, problems } = applyExtends([...below, ...custom]);
  if (problems.length > 0) return null;
  const changed = entries.filter((entry) => entry.custom);
  const replaced = new Map(changed.flatMap(({ kind, id }) => (named.has(`${kind}/${id}`) ? [[`${kind}/${id}`, named.get(`${kind}/${id}`) as RawEntry]] : [])));
  // Conditions of built-in rules have their sets in them already.
  if ([...replaced.values()].some(({ kind }) => kind === 'sets') || checkShapes(changed).problems.length > 0) return null;
  return { changed, replaced, overrides };
}

/** Checks everything and gives the sets of the layer; null where something is wrong. */
function soundSets(layer: Layer, entities: Entities, { index, store }: Ground, patterns: PatternEngine | null): ReadonlyMap<string, NamedSet> | null {
  const { changed } = layer;
  const ids = idsWith(layer, { index, store });
  const vocabulary = { countries: Object.fromEntries(index.countries), blocs: Object.fromEntries([...index.blocs].map(([name, all]) => [name, [...all]])) };
  const policies = overlayMap(index.policies, entities.policies);
  const sets = [...store.ids('sets')].flatMap((id) => store.entry('sets', id) ?? []);
  const families = new Set([...store.ids('models'), ...familyIds(changed)]);
  const opened = applyConditions([...sets, ...changed], { vocabulary, checks: entities.checks }, ids, families, patterns);
  const isSound =
    opened.problems.length === 0 &&
    checkReferences(changed, ids, { vocabulary, policies }).length === 0 &&
    checkClaims(changed, outsideClaims(layer, { index, store })).length === 0 &&
    checkCycles(changed, outsideSteps(layer, { index, store })).length === 0;
  return isSound ? setEntities(changed, opened.sets) : null;
}

/** All ids: what an entry had before it was refined keeps being one, as where everything is compiled. */
function idsWith({ changed }: Layer, { index, store }: Ground): KnownIds {
  const own = knownIds(changed);
  const all = Object.keys(SINGULAR).map((name) => {
    const kind = name as Kind;
    if (kind === 'models') return [kind, new Set([...index.models.keys(), ...own.models])] as const;
    return [kind, own[kind].size === 0 ? store.ids(kind) : new Set([...store.ids(kind), ...own[kind]])] as const;
  });
  return Object.fromEntries(all) as unknown as KnownIds;
}

function indexOf(made: MadeLayer, { index, store }: Ground, order: readonly string[] | undefined): Index {
  const { layer, entities } = made;
  const { organizations, services, families, models, packages, resources, licenses, events, regimes } = entities;
  const { policies, checks, scenarios, configs, transfers, regions, regionSources } = entities;
  return onDemand<Index>(
    { version: index.version, ...datesOf(layer, store), custom: layer.overrides, literals: [] },
    {
      organizations: () => overlayMap(index.organizations, organizations),
      services: () => overlayMap(index.services, services),
      families: () => overlayMap(index.families, families),
      models: () => overlayMap(index.models, models, order),
      packages: () => overlayMap(index.packages, packages),
      accelerators: () => index.accelerators,
      resources: () => overlayMap(index.resources, resources),
      licenses: () => overlayMap(index.licenses, licenses),
      events: () => overlayMap(index.events, events),
      regimes: () => overlayMap(index.regimes, regimes),
      policies: () => overlayMap(index.policies, policies),
      checks: () => overlayMap(index.checks, checks),
      sets: () => overlayMap(index.sets, made.sets),
      scenarios: () => overlayMap(index.scenarios, scenarios),
      configs: () => overlayMap(index.configs, configs),
      transfers: () => overlayMap(index.transfers, transfers),
      regions: () => overlayMap(index.regions, regions),
      regionSources: () => overlayMap(index.regionSources, regionSources),
      countries: () => index.countries,
      blocs: () => index.blocs,
      acceleratorNames: () => index.acceleratorNames,
      modelWords: () => index.modelWords,
      modelClasses: () => index.modelClasses,
      purposes: () => index.purposes,
      arguments: () => index.arguments,
      ...layeredTables(made, { index, store }),
    },
  );
}

function datesOf({ changed, replaced }: Layer, { days: below }: EntryStore): Pick<Index, 'newestFact' | 'oldestFact'> {
  const counts: Record<string, number> = { ...below };
  for (const [day, count] of Object.entries(countDays([...replaced.values()]))) counts[day] = (counts[day] ?? 0) - count;
  for (const [day, count] of Object.entries(countDays(changed))) counts[day] = (counts[day] ?? 0) + count;
  const days = Object.keys(counts)
    .filter((day) => (counts[day] ?? 0) > 0)
    .sort();
  return { newestFact: days.at(-1) ?? '', oldestFact: days[0] ?? '' };
}
