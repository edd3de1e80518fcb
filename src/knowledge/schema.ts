/**
 * The author's form of every knowledge entry, built-in and custom: what one YAML file may contain.
 * `compile.ts` turns it into the engine's form (`model/entity.ts`). Schemas carry the same name as their type.
 */
import { z } from 'zod';
import { LAYERS, PURPOSES, SCOPES } from '../model/layer.ts';
import { RESOURCE_FORMATS } from '../model/resource.ts';

const text = z.string().min(1);
const hostAlone = text.regex(/^[^/\s]+$/, 'expected a host alone, such as llm.example.org, without https:// and path');
const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected a kebab-case id');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as "YYYY-MM-DD"');
/** A date, or an instant with its zone where the hour matters. */
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$/, 'expected "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM:SS+00:00"');
const place = z.string().regex(/^([A-Z]{2,8}|global|premises)$/, 'expected an ISO country code, a bloc, "global" or "premises"');
const country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code');

/** A source: `read` needs url, as_of and quote; `catalogue` needs as_of; `background` may have neither as_of nor quote. */
export const Source = z
  .strictObject({
    basis: z.enum(['read', 'catalogue', 'background']),
    title: text,
    url: z.url().optional(),
    as_of: date.optional(),
    quote: text.max(400).optional(),
  })
  .superRefine((source, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (source.basis === 'read') {
      if (!source.url) issue('url', 'a source that was read needs its url');
      if (!source.as_of) issue('as_of', 'a source that was read needs the date of the copy');
      if (!source.quote) issue('quote', 'a source that was read needs a short quote');
    } else {
      if (source.quote) issue('quote', `a ${source.basis} source has no quote: nobody read it`);
      if (source.basis === 'catalogue' && !source.as_of) issue('as_of', 'a catalogue source needs the date of its snapshot');
      if (source.basis === 'background' && source.as_of) issue('as_of', 'background knowledge has no reading date');
    }
  });
export type Source = z.infer<typeof Source>;

/** A bare value takes the entry's `from`; the long form names its own source, and may say `unknown` with a note. */
const fact = <T extends z.ZodType>(value: T) =>
  z.union([value, z.literal('unknown'), z.strictObject({ value: z.union([value, z.literal('unknown')]), from: text.optional(), note: text.optional() })]);

const sourced = {
  sources: z.record(z.string(), Source, 'how you know it, such as { wiki: { basis: background, title: "our platform wiki" } }'),
  from: z.string('the name of a source, such as wiki, for every fact that names none').min(1),
};

export const Organization = z.strictObject({
  name: text,
  seat: fact(country),
  controller: fact(country),
  parent: fact(id).optional(),
  status: z.enum(['active', 'retired']).optional(),
  replaced_by: id.optional(),
  ...sourced,
});
export type Organization = z.infer<typeof Organization>;

const samples = { match: z.array(text).optional(), no_match: z.array(text).optional() };

/** What an operator does with what it is sent, under the terms of its API. Conditions and exceptions go to the `note` of each fact. */
const DataPractices = z
  .strictObject({
    training: fact(z.enum(['no', 'yes', 'opt-out', 'plan-dependent'])),
    /** Days, or words where no number says it. */
    retention: fact(z.union([z.int().min(0), text])),
    zero_retention: fact(z.enum(['default', 'setting', 'agreement', 'no'])),
    subprocessors: fact(
      z
        .strictObject({ list: z.url().optional(), places: z.array(place).optional() })
        .refine(({ list, places }) => list !== undefined || places !== undefined, 'expected the url of the list, the places it names, or both'),
    ),
    review: fact(z.enum(['no', 'flagged', 'yes'])),
  })
  .partial();

export const Service = z.strictObject({
  name: text,
  category: z.enum(['model-api', 'cloud-platform', 'gateway', 'hub', 'runtime', 'vector-store', 'observability', 'dev-tool']),
  operator: fact(id).optional(),
  self_hosted: z.boolean().optional(),
  local_proxy: z.boolean().optional(),
  general_purpose: z.boolean().optional(),
  location: fact(place),
  offers: fact(z.enum(['own', 'many', 'open'])),
  surface: fact(z.enum(['portable', 'proprietary', 'stateful'])),
  terms: fact(id).optional(),
  data_practices: DataPractices.optional(),
  regions: id.optional(),
  hosts: z.array(z.strictObject({ host: hostAlone, location: fact(place).optional(), region: text.optional(), from: text.optional(), ...samples })).optional(),
  env: z
    .array(z.strictObject({ name: text, role: z.enum(['key', 'base-url', 'model', 'region', 'switch', 'other']), shared: z.boolean().optional() }))
    .optional(),
  /** Paths that only the API of this service has, whatever host stands before them. */
  paths: z.array(z.string().regex(/^\/[^\s?#]{7,}$/, 'expected a path of at least eight characters that begins with a slash')).optional(),
  model_prefixes: z.array(text).optional(),
  model_regions: z.record(z.string(), fact(place)).optional(),
  model_aliases: z.record(z.string(), text).optional(),
  extends: id.optional(),
  status: z.enum(['active', 'retired']).optional(),
  replaced_by: id.optional(),
  ...sourced,
});
export type Service = z.infer<typeof Service>;

export const ModelVersion = z.strictObject({
  name: text,
  ids: z.array(text),
  bound_ids: z.array(text).optional(),
  weights: fact(z.enum(['open', 'closed', 'partly'])),
  license: fact(id),
  openness: fact(z.enum(['data-and-code', 'weights-only'])).optional(),
  released: fact(z.string().regex(/^\d{4}(-\d{2}){0,2}$/, 'expected "YYYY", "YYYY-MM" or "YYYY-MM-DD"')).optional(),
  status: fact(z.enum(['current', 'legacy', 'retired', 'preview', 'announced', 'withheld', 'expected'])).optional(),
  superseded_by: fact(text).optional(),
  base: fact(text).optional(),
  /** Where a version is of another kind than its family: an adaptation among own models. */
  origin: z.enum(['own-foundation', 'own-sovereign', 'media', 'adaptation']).optional(),
  modality: z.enum(['text', 'embedding', 'rerank', 'speech', 'image', 'video', 'music', 'vision']).optional(),
  from: text.optional(),
  ...samples,
});

export const ModelFamily = z.strictObject({
  name: text,
  developer: id,
  origin: z.enum(['own-foundation', 'own-sovereign', 'media', 'adaptation']),
  modality: z.enum(['text', 'embedding', 'rerank', 'speech', 'image', 'video', 'music', 'vision']),
  weights: z.enum(['open', 'closed', 'partly']).optional(),
  prefixes: z.array(text).optional(),
  extends: text.optional(),
  versions: z.record(z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected a kebab-case version id'), ModelVersion),
  ...sourced,
});
export type ModelFamily = z.infer<typeof ModelFamily>;

export const License = z.strictObject({
  name: text,
  spdx: text,
  class: fact(z.enum(['open-source', 'community', 'non-commercial', 'closed-terms'])),
  commercial: fact(z.enum(['yes', 'no', 'gated'])),
  modification: fact(z.enum(['yes', 'no', 'limited'])),
  redistribution: fact(z.enum(['yes', 'no', 'limited'])),
  excluded: fact(z.array(text)).optional(),
  excluded_modalities: z.array(z.enum(['text', 'embedding', 'rerank', 'speech', 'image', 'video', 'music', 'vision'])).optional(),
  gates: z
    .array(
      z.strictObject({
        kind: z.enum(['users', 'revenue', 'other']),
        over: z.number().optional(),
        per: z.enum(['day', 'month', 'year']).optional(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code')
          .optional(),
        applies: z.enum(['everyone', 'some']).optional(),
        duty: z.enum(['license', 'notice']).optional(),
        text,
        from: text.optional(),
      }),
    )
    .optional(),
  use_policy: fact(z.boolean()).optional(),
  revocable: fact(z.boolean()).optional(),
  extends: id.optional(),
  ...sourced,
});
export type License = z.infer<typeof License>;

const restriction = z.enum(['none', 'watch', 'conditional', 'prohibited']);

/** Whom it reaches, by facts about the user that are only declared. */
const audience = { owners: z.array(text).optional(), sectors: z.array(z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'expected a word in small letters')).optional() };

export const RestrictionEvent = z.strictObject({
  name: text,
  authority: text,
  jurisdiction: country.or(z.literal('EU')).optional(),
  precedent: z.boolean().optional(),
  subject: z.strictObject({
    models: z.array(text).optional(),
    developers: z.array(id).optional(),
    operators: z.array(id).optional(),
    services: z.array(id).optional(),
    controllers: z.array(country).optional(),
    everyone: z.boolean().optional(),
  }),
  segments: z
    .array(
      z.strictObject({
        from: instant,
        to: instant.optional(),
        status: z.enum(['proposed', 'announced', 'in_force', 'partially_lifted', 'suspended', 'lifted', 'expired', 'upheld', 'enjoined']),
        legal_scope: text,
        actual_effect: text,
        effects: z
          .array(
            z.strictObject({
              models: z.array(text).optional(),
              availability: z.enum(['unavailable', 'limited', 'available']).optional(),
              profiles: z.array(id).optional(),
              scopes: z.array(id).optional(),
              open: z.boolean().optional(),
              when: z.strictObject({ ...audience, ask: text, undeclared: z.enum(['ask', 'conditional']).optional() }).optional(),
              restriction,
              reason: text,
            }),
          )
          .optional(),
        source: text.optional(),
      }),
    )
    .min(1),
  scheduled: z.array(z.strictObject({ at: date, becomes: z.enum(['in_force', 'lifted', 'expired', 'suspended']) })).optional(),
  verified_at: date,
  extends: id.optional(),
  ...sourced,
});
export type RestrictionEvent = z.infer<typeof RestrictionEvent>;

export const Regime = z.strictObject({
  name: text,
  jurisdiction: text,
  cite: text,
  reach: text,
  layers: z.array(z.enum(LAYERS)),
  profiles: z.array(id),
  in_force_from: date.optional(),
  in_force_to: date.optional(),
  status: text,
  /** Whom it reaches: declared so, it is switched on for a profile at home there that does not list it. */
  when: z.strictObject(audience).optional(),
  /** Accelerators whose export to a home needs a license of this jurisdiction. */
  accelerators: z
    .array(
      z.strictObject({ makers: z.array(id).min(1), homes: z.array(text).min(1), in_force_from: date, in_force_to: date.optional(), from: text.optional() }),
    )
    .optional(),
  ...sourced,
});
export type Regime = z.infer<typeof Regime>;

export const Transfers = z.strictObject({
  name: text,
  bases: z.array(z.strictObject({ country, in_force_from: date, in_force_to: date.optional(), condition: text.optional(), source: text.optional() })),
  ...sourced,
});
export type Transfers = z.infer<typeof Transfers>;

export const Regions = z.strictObject({ name: text, places: z.record(z.string(), fact(place)), ...sourced });
export type Regions = z.infer<typeof Regions>;

const call = z.strictObject({
  name: text,
  makes: z.enum(['client', 'model', 'call']),
  service: id.optional(),
  purpose: z.enum(PURPOSES).optional(),
  model: z.array(text).optional(),
  base_url: z.array(text).optional(),
  provider: z.array(text).optional(),
  region: z.array(text).optional(),
  base_url_env: z.array(text).optional(),
  key_env: z.array(text).optional(),
  /** What stands before the model's name in its full id: `whisper-` before `large-v3`. */
  model_prefix: text.optional(),
  loads_weights: z.boolean().optional(),
  keeps: z.boolean().optional(),
  config: id.optional(),
  requires: z.record(z.string(), z.array(text)).optional(),
  from: text.optional(),
});

const command = z.strictObject({
  name: z.string().regex(/^[\w.@/:+-]+(?: [\w.@/:+-]+)*$/, 'expected the words of a command, one space apart: "ollama run"'),
  service: id.optional(),
  purpose: z.enum(PURPOSES).optional(),
  model: z.array(text).optional(),
  base_url: z.array(text).optional(),
  region: z.array(text).optional(),
  loads_weights: z.boolean().optional(),
  /** What stands before the model's name in its full id. */
  model_prefix: text.optional(),
  flags: z.array(z.string().regex(/^-/, 'expected an option such as "--verbose"')).optional(),
  image: z.boolean().optional(),
  from: text.optional(),
});

export const Package = z.strictObject({
  name: text,
  publisher: fact(id),
  role: z.enum(['client', 'adapter', 'framework', 'gateway', 'runtime', 'vector-store', 'observability', 'dev-tool', 'library']),
  purls: z.array(z.string().regex(/^pkg:[a-z]+\/\S+$/, 'expected a purl such as "pkg:npm/openai"')).min(1),
  imports: z
    .partialRecord(z.enum(['python', 'javascript', 'go', 'java', 'csharp', 'rust', 'ruby', 'php', 'swift', 'dart', 'elixir', 'c', 'r', 'sql']), z.array(text))
    .optional(),
  implies: id.optional(),
  calls: z.array(call).optional(),
  telemetry: z
    .strictObject({
      service: id,
      host: text.optional(),
      off_when: z.record(z.string().regex(/^[A-Z][A-Z0-9_]+$/, 'expected an environment name'), z.boolean()),
      from: text.optional(),
    })
    .optional(),
  commands: z.array(command).optional(),
  extends: id.optional(),
  ...sourced,
});
export type Package = z.infer<typeof Package>;

/** How an accelerator may reach a home. `denial`: a license is needed and presumed denied. */
const exportRow = z.strictObject({
  home: z.array(z.string().regex(/^[A-Z]{2,8}$/, 'expected an ISO country code or a bloc')).min(1),
  needs: z.enum(['license', 'denial', 'notice']),
  regimes: z.array(id).optional(),
  events: z.array(id).optional(),
  from: text.optional(),
  note: text.optional(),
});

/** A line of chips that AI runs on: whose it is, who may buy it, and by which names infrastructure asks for it. */
export const Accelerator = z.strictObject({
  name: text,
  vendor: fact(id),
  kind: z.enum(['gpu', 'tpu', 'npu', 'asic', 'apu']),
  market: z.enum(['datacenter', 'workstation', 'consumer', 'edge', 'cloud-only']).optional(),
  line: id.optional(),
  designed_in: fact(country).optional(),
  fabrication: fact(country).optional(),
  introduced: fact(z.string().regex(/^\d{4}(-\d{2}){0,2}$/, 'expected "YYYY", "YYYY-MM" or "YYYY-MM-DD"')).optional(),
  export: z.array(exportRow).optional(),
  resource_names: z.array(text).optional(),
  labels: z.array(text).optional(),
  nodes: z.array(z.strictObject({ cloud: id, types: z.array(text).min(1), from: text.optional() })).optional(),
  devices: z.array(text).optional(),
  packages: z.array(id).optional(),
  images: z.array(text).optional(),
  extends: id.optional(),
  status: z.enum(['active', 'retired']).optional(),
  replaced_by: id.optional(),
  ...sourced,
});
export type Accelerator = z.infer<typeof Accelerator>;

/** What a resource of infrastructure as code, or a container image, is, and which of its attributes say the model, the region and the tier. */
export const ResourceSignature = z.strictObject({
  name: text,
  role: z.enum(['deployment', 'account', 'agent', 'store', 'runtime', 'access', 'compute']),
  service: id.optional(),
  purpose: z.enum(PURPOSES).optional(),
  types: z.partialRecord(z.enum(RESOURCE_FORMATS), z.array(text).min(1)),
  when: z.record(z.string(), z.array(text).min(1)).optional(),
  each: text.optional(),
  deployment: z.array(text).optional(),
  model: z.array(text).optional(),
  region: z.array(text).optional(),
  tier: z.array(text).optional(),
  tiers: z.record(z.string(), z.enum(['region', 'zone', 'global'])).optional(),
  zones: z.array(z.string().regex(/^[A-Z]{2,8}$/, 'expected an ISO country code or a bloc')).optional(),
  revision: z.array(text).optional(),
  samples: z.array(z.strictObject({ path: text, text, model: text.optional(), region: text.optional(), place: text.optional() })).optional(),
  extends: id.optional(),
  ...sourced,
});
export type ResourceSignature = z.infer<typeof ResourceSignature>;

/** A condition over the facts of one usage. `condition.ts` reads it and says what is wrong; its JSON Schema is made from the table of facts. */
export const Condition = z.record(z.string(), z.unknown(), 'facts and what they must be, such as { model.weights: closed }');

/** A named set: a list of countries, blocs and other sets, or the long form for anything else and for sets with a source. */
export const NamedSet = z.union([
  z.array(text).min(1),
  z.strictObject({
    name: text.optional(),
    of: z
      .enum(['countries', 'text', 'organizations', 'services', 'models', 'families', 'packages', 'licenses', 'events', 'policies', 'accelerators'])
      .optional(),
    members: z.array(text).min(1),
    extends: id.optional(),
    sources: z.record(z.string(), Source).optional(),
    from: text.optional(),
  }),
]);
export type NamedSet = z.infer<typeof NamedSet>;

const layerNumbers = z.strictObject({
  default: z.number().optional(),
  model: z.number().optional(),
  data: z.number().optional(),
  compute: z.number().optional(),
  cloud: z.number().optional(),
  deployment: z.number().optional(),
  license: z.number().optional(),
});

const choice = z.strictObject({
  models: z.array(z.string().regex(/^[^*\s]+\*?$/, 'expected a model id, with "*" only at its end')).optional(),
  developers: z.array(id).optional(),
  operators: z.array(id).optional(),
  services: z.array(id).optional(),
});

export const Policy = z.strictObject({
  name: text,
  description: text.optional(),
  home: z.array(text),
  data_home: z.array(text).optional(),
  adverse: z.array(text).optional(),
  transfers: id.optional(),
  floors: layerNumbers.optional(),
  weights: layerNumbers.optional(),
  regimes: z.array(id).optional(),
  scopes: z.array(id).optional(),
  default_scope: id.optional(),
  /** Countries or blocs whose developers or operators this policy does not want. */
  exclude: z.strictObject({ developers: z.array(text).optional(), operators: z.array(text).optional() }).optional(),
  /** What it refuses by name; nothing overrules it. */
  deny: choice.optional(),
  /** What it accepts by name: exceptions to `exclude`; where nothing is excluded on that side, all it accepts in the kinds that name any. */
  allow: choice.optional(),
  extends: id.optional(),
});
export type Policy = z.infer<typeof Policy>;

/** A small repository: the texts of its files by path. */
const repository = z.record(z.string().regex(/^(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$))[^\\]+$/, 'expected a path such as src/app.py'), z.string());

export const Check = z.strictObject({
  name: text,
  layer: z.enum(LAYERS),
  when: Condition.optional(),
  /** What a fact nobody knows does to the condition. */
  when_unknown: z.enum(['match', 'skip']).optional(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']).optional(),
  message: text,
  help: text,
  remediation: text,
  references: z.array(z.url()).optional(),
  /** Places in laws and frameworks that ask about the same thing. */
  touches: z.array(z.strictObject({ regime: id, at: text })).optional(),
  /** Samples for `rules test`: small repositories in which it must be found, and in which it must not. */
  match: z.array(repository).optional(),
  no_match: z.array(repository).optional(),
  extends: id.optional(),
});
export type Check = z.infer<typeof Check>;

/** A named what-if for `simulate`. It says nothing about the world, so it has no sources. */
export const Scenario = z.strictObject({
  name: text,
  description: text,
  effect: z.enum(['stop', 'disclose']),
  reach: choice.extend({
    developer_countries: z.array(text).optional(),
    operator_countries: z.array(text).optional(),
    places: z.array(text).optional(),
    weights: z.enum(['open', 'closed', 'all']).optional(),
    pulled: z.boolean().optional(),
  }),
  abroad: z.boolean().optional(),
  reason: text,
  extends: id.optional(),
});
export type Scenario = z.infer<typeof Scenario>;

const keyPath = z.string().regex(/^(?:\.|(?:\*\*\.)?[^.\s]+(?:\.[^.\s]+)*)$/, 'expected a key path such as "model_list.*.litellm_params.model"');

/** A configuration format: what the keys of its files mean. It describes a format, not the world; `from` says where the format is described. */
export const ConfigFormat = z.strictObject({
  name: text,
  files: z.array(text).min(1),
  requires: z.array(keyPath).optional(),
  literals: z.array(text.min(5)).optional(),
  always: z.boolean().optional(),
  dotted: z.boolean().optional(),
  package: id.optional(),
  scope: z.enum(SCOPES).optional(),
  paths: z
    .array(
      z.strictObject({
        at: keyPath,
        model: z.array(keyPath).optional(),
        base_url: z.array(keyPath).optional(),
        region: z.array(keyPath).optional(),
        provider: z.array(keyPath).optional(),
        providers: z.record(z.string(), id).optional(),
        only_listed: z.boolean().optional(),
        service: id.optional(),
        package: id.optional(),
        purpose: z.enum(PURPOSES).optional(),
        alias: keyPath.optional(),
        bare: z.boolean().optional(),
        model_prefix: text.optional(),
        between: z.array(text).optional(),
        fallback: z.boolean().optional(),
      }),
    )
    .optional(),
  fallbacks: z.array(keyPath).optional(),
  aliases: z.array(keyPath).optional(),
  servers: z
    .array(z.strictObject({ at: keyPath, command: z.array(keyPath).optional(), args: z.array(keyPath).optional(), url: z.array(keyPath).optional() }))
    .optional(),
  samples: z.array(z.strictObject({ file: text, text, finds: z.array(text) })).min(1),
  extends: id.optional(),
  ...sourced,
});
export type ConfigFormat = z.infer<typeof ConfigFormat>;

/** Closed lists: countries, blocs, argument names, purposes, words of model ids. */
export const Vocabulary = z.strictObject({
  version: text.optional(),
  sources: z.record(z.string(), Source).optional(),
  countries: z.record(country, text).optional(),
  blocs: z
    .record(z.string().regex(/^[A-Z]{2,8}$/), z.union([z.array(country), z.strictObject({ name: text, members: z.array(country).min(1), from: text })]))
    .optional(),
  arguments: z
    .strictObject({
      model: z.array(text),
      base_url: z.array(text),
      region: z.array(text),
      revision: z.array(text),
      key: z.array(text),
      fallback: z.array(text).optional(),
      device: z.array(text).optional(),
    })
    .optional(),
  purposes: z.record(z.string(), z.enum(PURPOSES)).optional(),
  /** Words in model names -> how strong the maker means the model to be. */
  model_classes: z.record(z.string().regex(/^[a-z]+$/, 'expected a word in small letters'), z.enum(['small', 'medium', 'large'])).optional(),
  ordinary_words: z
    .array(z.string().regex(/^[a-z]+(?:_[a-z]+)*$/))
    .optional()
    .describe('package names that are ordinary words: looked for with a delimiter only'),
  /** Entries met most often in code, as "services/openai": the facts that decide a level there must have been read. */
  most_used: z.array(z.string().regex(/^[a-z]+\/\S+$/, 'expected <kind>/<id>')).optional(),
  model_ids: z
    .strictObject({
      uploaders: z.array(text).optional(),
      vendors: z.record(z.string(), id).optional(),
      variants: z.array(text).optional(),
      host_variants: z.array(text).optional(),
      tiers: z.array(text).optional(),
      leading: z.array(text).optional(),
      protocols: z.array(id).optional(),
    })
    .optional(),
});
export type Vocabulary = z.infer<typeof Vocabulary>;

/** kind (folder name) -> schema of one entry. A pack file is one YAML file with these keys, each holding entries by id. */
export const KINDS = {
  organizations: Organization,
  services: Service,
  models: ModelFamily,
  packages: Package,
  accelerators: Accelerator,
  resources: ResourceSignature,
  licenses: License,
  events: RestrictionEvent,
  regimes: Regime,
  transfers: Transfers,
  regions: Regions,
  policies: Policy,
  checks: Check,
  sets: NamedSet,
  scenarios: Scenario,
  configs: ConfigFormat,
  vocab: Vocabulary,
} as const;
export type Kind = keyof typeof KINDS;
