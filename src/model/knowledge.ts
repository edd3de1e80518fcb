import type {
  Accelerator,
  CallShape,
  Check,
  CommandShape,
  ConfigFormat,
  License,
  Model,
  ModelFamily,
  NamedSet,
  Organization,
  Package,
  Policy,
  Regime,
  ResourceSignature,
  RestrictionEvent,
  Scenario,
  Service,
  TransferBasis,
} from './entity.ts';
import type { Place, Source } from './fact.ts';
import type { CustomEntry } from './pack.ts';

/** A model id pattern: the normalised stem and what it names. */
export interface ModelStem {
  readonly model: string | null;
  readonly family: string;
  /** Only believed where something says that a model id is expected (a `model=` argument, a config key). */
  readonly boundOnly: boolean;
  /** Dates after this stem tell models apart (`mistral-large-2407`): one nobody has entered is another version. */
  readonly dated?: true;
}

/** What a word of a model id does there (`rules/vocab/model-ids.yaml`). */
export type ModelWordRole = 'uploader' | 'variant' | 'host-variant' | 'tier' | 'leading' | 'protocol';

/** How strong a maker means a model to be among its own. */
export type ModelClass = 'small' | 'medium' | 'large';

/** A host signature, ready for lookup by its literal suffix. */
export interface HostEntry {
  readonly service: string;
  readonly signature: string;
  readonly host: string;
  readonly location: Place | null;
  readonly region: string | null;
}

export interface EnvEntry {
  readonly service: string;
  readonly signature: string;
  readonly role: 'key' | 'base-url' | 'model' | 'region' | 'switch' | 'other';
}

/** An argument vocabulary: which argument and key names carry what (`rules/vocab/arguments.yaml`). */
export interface ArgumentVocabulary {
  readonly model: ReadonlySet<string>;
  readonly baseUrl: ReadonlySet<string>;
  readonly region: ReadonlySet<string>;
  readonly revision: ReadonlySet<string>;
  readonly key: ReadonlySet<string>;
  /** Lists of models that stand in when the first fails. */
  readonly fallback: ReadonlySet<string>;
  /** Arguments that hold a device of a framework. */
  readonly device: ReadonlySet<string>;
}

export interface PackageCall {
  readonly package: string;
  readonly shape: CallShape;
}

export interface PackageCommand {
  readonly package: string;
  readonly shape: CommandShape;
}

/** The compiled knowledge base: entities by id and the tables matching looks things up in. */
export interface Index {
  readonly version: string;
  readonly newestFact: string;
  readonly oldestFact: string;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly services: ReadonlyMap<string, Service>;
  readonly models: ReadonlyMap<string, Model>;
  readonly families: ReadonlyMap<string, ModelFamily>;
  readonly packages: ReadonlyMap<string, Package>;
  readonly accelerators: ReadonlyMap<string, Accelerator>;
  readonly resources: ReadonlyMap<string, ResourceSignature>;
  readonly licenses: ReadonlyMap<string, License>;
  readonly events: ReadonlyMap<string, RestrictionEvent>;
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly checks: ReadonlyMap<string, Check>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly configs: ReadonlyMap<string, ConfigFormat>;
  readonly transfers: ReadonlyMap<string, readonly TransferBasis[]>;
  /** region table id -> region name -> place. */
  readonly regions: ReadonlyMap<string, ReadonlyMap<string, Place>>;
  /** Region table id -> where its rows come from. */
  readonly regionSources: ReadonlyMap<string, Source | null>;
  readonly countries: ReadonlyMap<string, string>;
  readonly blocs: ReadonlyMap<string, readonly string[]>;
  /** Sets that conditions may name, blocs among them. */
  readonly sets: ReadonlyMap<string, NamedSet>;
  readonly custom: readonly CustomEntry[];

  /** Lower-case literals of at least five bytes; a file without any of them holds nothing we know. */
  readonly literals: readonly string[];
  readonly hosts: ReadonlyMap<string, HostEntry>;
  readonly hostPatterns: readonly HostEntry[];
  /** `/openai/deployments/` -> service id, where the host is not known. */
  readonly servicePaths: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, readonly EnvEntry[]>;
  /** Environment name -> packages whose telemetry it switches off, and at which truth. */
  readonly switches: ReadonlyMap<string, readonly { readonly package: string; readonly at: boolean }[]>;
  /** `pypi:openai` -> package id. */
  readonly purls: ReadonlyMap<string, string>;
  /** `python:openai` -> package id. Dotted and slashed modules are found by their longest known prefix. */
  readonly modules: ReadonlyMap<string, string>;
  /** `terraform:aws_bedrockagent_agent` -> signatures; a key may end in `*`. */
  readonly resourceTypes: ReadonlyMap<string, readonly string[]>;
  /** `node:p5.48xlarge`, `resource:nvidia.com/gpu`, `device:npu` -> accelerator; a key may end in `*`. */
  readonly acceleratorNames: ReadonlyMap<string, string>;
  /** last segment of a callee -> candidates, checked against the import. */
  readonly calls: ReadonlyMap<string, readonly PackageCall[]>;
  /** program name -> commands that begin with it, the longest first. */
  readonly commands: ReadonlyMap<string, readonly PackageCommand[]>;
  readonly stems: ReadonlyMap<string, ModelStem>;
  /** family prefixes (`claude-`) -> family id, for versions nobody has entered yet. */
  readonly familyPrefixes: ReadonlyMap<string, string>;
  /** prefixes of model ids that name a service -> service id. */
  readonly servicePrefixes: ReadonlyMap<string, string>;
  readonly modelAliases: ReadonlyMap<string, string>;
  /** geographic prefixes of model ids (`eu.`) -> the service that has them. */
  readonly modelGeographies: ReadonlyMap<string, string>;
  /** names before a slash or a dot in model ids (`zai-org`) -> developer id. */
  readonly modelVendors: ReadonlyMap<string, string>;
  /** Words in model names -> class. */
  readonly modelClasses: ReadonlyMap<string, ModelClass>;
  readonly modelWords: ReadonlyMap<string, readonly ModelWordRole[]>;
  readonly arguments: ArgumentVocabulary;
  /** method or argument word -> purpose. */
  readonly purposes: ReadonlyMap<string, string>;
}
