import type {
  Accelerator,
  Check,
  ConfigFormat,
  License,
  Model,
  ModelFamily,
  Organization,
  Package,
  Policy,
  Regime,
  ResourceSignature,
  RestrictionEvent,
  Scenario,
  Service,
  TransferBasis,
} from '../model/entity.ts';
import type { Source } from '../model/fact.ts';
import type { ModelClass, ModelWordRole } from '../model/knowledge.ts';
import * as convert from './entities.ts';
import type { RawEntry } from './entry.ts';
import type * as input from './schema.ts';

/** Entities of every kind by id, before the lookup tables are made. */
export interface Entities {
  readonly organizations: Map<string, Organization>;
  readonly services: Map<string, Service>;
  readonly families: Map<string, ModelFamily>;
  readonly models: Map<string, Model>;
  readonly packages: Map<string, Package>;
  readonly accelerators: Map<string, Accelerator>;
  readonly resources: Map<string, ResourceSignature>;
  readonly licenses: Map<string, License>;
  readonly events: Map<string, RestrictionEvent>;
  readonly regimes: Map<string, Regime>;
  readonly transfers: Map<string, readonly TransferBasis[]>;
  readonly regions: Map<string, ReadonlyMap<string, string>>;
  readonly regionSources: Map<string, Source | null>;
  readonly policies: Map<string, Policy>;
  readonly checks: Map<string, Check>;
  readonly scenarios: Map<string, Scenario>;
  readonly configs: Map<string, ConfigFormat>;
  readonly vocabulary: {
    version: string;
    readonly countries: Record<string, string>;
    readonly blocs: Record<string, string[]>;
    readonly purposes: Record<string, string>;
    readonly modelClasses: Record<string, ModelClass>;
    readonly ordinaryWords: string[];
    readonly arguments: Record<'model' | 'base_url' | 'region' | 'revision' | 'key' | 'fallback' | 'device', string[]>;
    readonly modelVendors: Record<string, string>;
    readonly modelWords: Record<ModelWordRole, string[]>;
  };
}

/** Checked entries -> entities by kind. */
export function collect(entries: readonly RawEntry[]): Entities {
  const entities: Entities = {
    organizations: new Map(),
    services: new Map(),
    families: new Map(),
    models: new Map(),
    packages: new Map(),
    accelerators: new Map(),
    resources: new Map(),
    licenses: new Map(),
    events: new Map(),
    regimes: new Map(),
    transfers: new Map(),
    regions: new Map(),
    regionSources: new Map(),
    policies: new Map(),
    checks: new Map(),
    scenarios: new Map(),
    configs: new Map(),
    vocabulary: {
      version: 'unversioned',
      ordinaryWords: [],
      countries: {},
      blocs: {},
      arguments: { model: [], base_url: [], region: [], revision: [], key: [], fallback: [], device: [] },
      purposes: {},
      modelClasses: {},
      modelVendors: {},
      modelWords: { uploader: [], variant: [], 'host-variant': [], tier: [], leading: [], protocol: [] },
    },
  };
  for (const entry of entries) collectEntry(entry, entities);
  inheritExport(entities.accelerators);
  return entities;
}

/** A chip that says nothing about its export is under what its wider line says. */
function inheritExport(accelerators: Map<string, Accelerator>): void {
  for (const [id, chip] of accelerators) {
    let at: Accelerator | undefined = chip;
    for (let steps = 0; at !== undefined && at.export.length === 0 && steps < 4; steps++) at = at.line === null ? undefined : accelerators.get(at.line);
    if (at !== undefined && at !== chip) accelerators.set(id, { ...chip, export: at.export });
  }
}

function collectEntry(entry: RawEntry, into: Entities): void {
  switch (entry.kind) {
    case 'organizations':
      into.organizations.set(entry.id, convert.organization(entry));
      break;
    case 'services':
      into.services.set(entry.id, convert.service(entry));
      break;
    case 'packages':
      into.packages.set(entry.id, convert.packageEntity(entry));
      break;
    case 'accelerators':
      into.accelerators.set(entry.id, convert.accelerator(entry));
      break;
    case 'resources':
      into.resources.set(entry.id, convert.resource(entry));
      break;
    case 'licenses':
      into.licenses.set(entry.id, convert.license(entry));
      break;
    case 'events':
      into.events.set(entry.id, convert.event(entry));
      break;
    case 'regimes':
      into.regimes.set(entry.id, convert.regime(entry));
      break;
    case 'transfers':
      into.transfers.set(entry.id, convert.transfers(entry));
      break;
    case 'regions':
      into.regions.set(entry.id, convert.regionTable((entry.value as input.Regions).places));
      into.regionSources.set(entry.id, convert.mainSource(entry));
      break;
    case 'policies':
      into.policies.set(entry.id, convert.policy(entry));
      break;
    case 'sets':
      // Sets stand for their members where conditions name them.
      break;
    case 'scenarios':
      into.scenarios.set(entry.id, convert.scenario(entry));
      break;
    case 'configs':
      into.configs.set(entry.id, convert.configFormat(entry));
      break;
    case 'checks':
      into.checks.set(entry.id, convert.check(entry));
      break;
    case 'models': {
      const { family, models } = convert.family(entry);
      into.families.set(entry.id, family);
      for (const model of models) into.models.set(model.id, model);
      break;
    }
    case 'vocab':
      mergeVocabulary(entry.value as input.Vocabulary, into.vocabulary);
      break;
  }
}

function mergeVocabulary(value: input.Vocabulary, into: Entities['vocabulary']): void {
  if (value.version !== undefined) into.version = value.version;
  Object.assign(into.countries, value.countries ?? {});
  for (const [name, bloc] of Object.entries(value.blocs ?? {})) into.blocs[name] = Array.isArray(bloc) ? bloc : bloc.members;
  Object.assign(into.purposes, value.purposes ?? {});
  Object.assign(into.modelClasses, value.model_classes ?? {});
  into.ordinaryWords.push(...(value.ordinary_words ?? []));
  for (const [name, words] of Object.entries(value.arguments ?? {})) into.arguments[name as keyof typeof into.arguments].push(...(words ?? []));
  const { vendors, uploaders, variants, host_variants: hostVariants, tiers, leading, protocols } = value.model_ids ?? {};
  Object.assign(into.modelVendors, vendors ?? {});
  const words = { uploader: uploaders, variant: variants, 'host-variant': hostVariants, tier: tiers, leading, protocol: protocols };
  for (const [role, list] of Object.entries(words)) into.modelWords[role as ModelWordRole].push(...(list ?? []));
}
