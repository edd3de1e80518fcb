/** The tables model ids are resolved with, made from the model families, the services and the words of `vocab/model-ids.yaml`. */
import type { Index, ModelStem, ModelWordRole } from '../model/knowledge.ts';
import { slug, wordSlug } from '../util/slug.ts';
import type { Entities } from './collect.ts';
import type { RawEntry } from './entry.ts';
import type * as input from './schema.ts';

export type ModelTables = Pick<Index, 'stems' | 'familyPrefixes' | 'servicePrefixes' | 'modelAliases' | 'modelGeographies' | 'modelVendors' | 'modelWords'>;

/** All of them. */
export function modelTables(entries: readonly RawEntry[], entities: Entities): ModelTables {
  const families = entries.filter(({ kind }) => kind === 'models').map(({ id, value }) => ({ id, family: value as input.ModelFamily }));
  const familyPrefixes = new Map<string, string>();
  for (const { id, family } of families) for (const prefix of family.prefixes ?? []) familyPrefixes.set(prefixSlug(prefix), id);
  return {
    stems: stemTable(families),
    familyPrefixes,
    modelVendors: vendorTable(families, entities.vocabulary),
    modelWords: wordTable(entities.vocabulary.modelWords),
    ...serviceTables(entities),
  };
}

/** A family prefix as it is compared; unlike a stem it keeps a separator at its end. */
export function prefixSlug(prefix: string): string {
  return `${wordSlug(prefix)}${/[-._:@\s]$/.test(prefix) ? '-' : ''}`;
}

/** What the tables are made from: a family without its facts. */
export interface FamilyIds {
  readonly id: string;
  readonly family: {
    readonly developer: string;
    readonly versions: Readonly<Record<string, { readonly ids: readonly string[]; readonly bound_ids?: readonly string[] | undefined }>>;
  };
}

/**
 * Every id under its common spelling. Where two models differ in nothing but that (`glm-4` and `glm4`), the spelling belongs to the one
 * that is written so, and the other keeps its own.
 */
export function stemTable(families: readonly FamilyIds[]): Map<string, ModelStem> {
  const stems = new Map<string, ModelStem>();
  const ids = families.flatMap(({ id, family }) =>
    Object.entries(family.versions).flatMap(([key, version]) => {
      const entry = { model: `${family.developer}/${key}`, family: id };
      const free = version.ids.map((text) => ({ text, entry: { ...entry, boundOnly: false } }));
      return [...free, ...(version.bound_ids ?? []).map((text) => ({ text, entry: { ...entry, boundOnly: true } }))];
    }),
  );
  for (const { text, entry } of ids) if (slug(text) === wordSlug(text)) stems.set(slug(text), entry);
  for (const { text, entry } of ids) {
    const common = stems.get(wordSlug(text));
    if (common === undefined) stems.set(wordSlug(text), entry);
    else if (common.model !== entry.model) stems.set(slug(text), entry);
  }
  addNamesOfRepositories(stems);
  markDated(stems);
  return stems;
}

/** `some-org/Model-7B` is known: then `Model-7B` is the same model wherever a mirror of it is expected, unless somebody else has the name. */
function addNamesOfRepositories(stems: Map<string, ModelStem>): void {
  for (const [stem, entry] of [...stems]) {
    const [, name, more] = stem.split('/');
    if (name === undefined || more !== undefined || stems.has(name) || !/\d/.test(name) || !/[a-z]{3}/.test(name)) continue;
    stems.set(name, { ...entry, boundOnly: true });
  }
}

/** A stem that ends with a day, in any of its forms. */
export const DATE = /^(.+?)-(\d{4}|\d{6}|\d{8}|\d{4}-\d{2}|\d{2}-\d{4}|\d{4}-\d{2}-\d{2})$/;

function markDated(stems: Map<string, ModelStem>): void {
  for (const [stem, { model }] of [...stems]) {
    const short = DATE.exec(stem)?.[1];
    const entry = short === undefined ? undefined : stems.get(short);
    if (entry && short !== undefined && entry.model !== model) stems.set(short, { ...entry, dated: true });
  }
}

/** Developers by their own id and by the accounts their ids are written with; the vocabulary settles what is ambiguous. */
export function vendorTable(
  families: readonly FamilyIds[],
  { modelVendors: stated, modelWords }: Pick<Entities['vocabulary'], 'modelVendors' | 'modelWords'>,
): Map<string, string> {
  const uploaders = new Set(modelWords.uploader);
  const others = new Set([...modelWords.leading, ...modelWords.uploader]);
  const seen = new Map<string, Set<string>>();
  for (const { family } of families) {
    for (const { ids } of Object.values(family.versions)) {
      for (const id of ids) {
        const at = id.indexOf('/');
        if (at <= 0) continue;
        const vendor = id.slice(0, at).toLowerCase();
        if (others.has(vendor)) continue;
        seen.set(vendor, (seen.get(vendor) ?? new Set<string>()).add(family.developer));
      }
    }
  }
  const vendors = new Map<string, string>();
  for (const [vendor, developers] of seen) {
    const [developer] = developers;
    if (developers.size === 1 && developer !== undefined) vendors.set(vendor, developer);
  }
  for (const { family } of families) if (!uploaders.has(family.developer)) vendors.set(family.developer, family.developer);
  for (const [vendor, developer] of Object.entries(stated)) vendors.set(vendor.toLowerCase(), developer);
  return vendors;
}

function wordTable(words: Readonly<Record<ModelWordRole, readonly string[]>>): Map<string, ModelWordRole[]> {
  const table = new Map<string, ModelWordRole[]>();
  for (const [role, list] of Object.entries(words)) {
    for (const word of list) table.set(word.toLowerCase(), [...(table.get(word.toLowerCase()) ?? []), role as ModelWordRole]);
  }
  return table;
}

function serviceTables(entities: Entities): Pick<ModelTables, 'servicePrefixes' | 'modelAliases' | 'modelGeographies'> {
  const servicePrefixes = new Map<string, string>();
  const modelAliases = new Map<string, string>();
  const modelGeographies = new Map<string, string>();
  for (const service of entities.services.values()) {
    for (const prefix of service.modelPrefixes) servicePrefixes.set(prefix.toLowerCase(), service.id);
    for (const [alias, model] of Object.entries(service.modelAliases)) modelAliases.set(`${service.id}:${wordSlug(alias)}`, model);
    for (const place of Object.keys(service.modelRegions)) if (!modelGeographies.has(place)) modelGeographies.set(place, service.id);
  }
  return { servicePrefixes, modelAliases, modelGeographies };
}
