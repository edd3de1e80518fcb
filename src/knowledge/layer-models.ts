/** The tables of model ids with a layer of own families. What ids mean hangs on all of them; only where own ones meet others is it worked out anew. */
import type { Index, ModelStem } from '../model/knowledge.ts';
import { type EntryStore, familyIdsOf } from './entry-store.ts';
import type { Ground, Layer } from './ground.ts';
import { DATE, type FamilyIds, stemTable, vendorTable } from './model-tables.ts';
import type { Tables } from './tables.ts';

type ModelMakers = { readonly [Name in 'stems' | 'familyPrefixes' | 'modelVendors']: () => Tables[Name] };

/** Stems, prefixes of families and developers by the names their ids are written with. */
export function layeredModelTables(layer: Layer, own: Tables, { index, store }: Ground): ModelMakers {
  if (layer.changed.every(({ kind }) => kind !== 'models')) {
    return { stems: () => index.stems, familyPrefixes: () => index.familyPrefixes, modelVendors: () => index.modelVendors };
  }
  return {
    familyPrefixes: () => new Map([...[...index.familyPrefixes].filter(([, family]) => !layer.replaced.has(`models/${family}`)), ...own.familyPrefixes]),
    modelVendors: () => vendorTable(familiesWith(layer, store), store.vocabulary),
    stems: () => layeredStems(layer, index, own.stems, store),
  };
}

function layeredStems({ changed, replaced }: Layer, { stems }: Index, own: ReadonlyMap<string, ModelStem>, store: EntryStore): ReadonlyMap<string, ModelStem> {
  const refines = [...replaced.values()].some(({ kind }) => kind === 'models');
  return refines || meets(own, stems) ? stemTable(familiesWith({ changed, replaced }, store)) : new Map([...stems, ...own]);
}

/** Whether one spelling, or one with a day after it, is in both. */
function meets(own: ReadonlyMap<string, ModelStem>, others: ReadonlyMap<string, ModelStem>): boolean {
  for (const stem of own.keys()) if (others.has(stem) || others.has(DATE.exec(stem)?.[1] ?? '')) return true;
  for (const stem of others.keys()) {
    const short = /\d$/.test(stem) ? DATE.exec(stem)?.[1] : undefined;
    if (short !== undefined && own.has(short)) return true;
  }
  return false;
}

/** Families in their order, those of a layer in place. */
function familiesWith({ changed, replaced }: Pick<Layer, 'changed' | 'replaced'>, store: EntryStore): FamilyIds[] {
  const own = changed.filter(({ kind }) => kind === 'models');
  const refined = new Map(own.map((entry) => [entry.id, familyIdsOf(entry)]));
  const below = store.families().map((family) => refined.get(family.id) ?? family);
  return [...below, ...own.filter(({ id }) => !replaced.has(`models/${id}`)).map(familyIdsOf)];
}
