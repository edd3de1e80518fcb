/** The engine's form of every kind of knowledge entry: a table of types in one piece, so longer than other files. */
import type { Condition } from './condition.ts';
import type { Fact, Place, Source } from './fact.ts';
import type { Layer, Purpose, Scope } from './layer.ts';
import type { ResourceFormat } from './resource.ts';

/** Where a knowledge entry was written; custom entries are listed in every report. */
export interface Origin {
  readonly file: string;
  readonly custom: boolean;
}

interface Entity {
  readonly id: string;
  readonly name: string;
  readonly origin: Origin;
}

/** A legal body. `controller` is the jurisdiction of whoever ultimately controls it. */
export interface Organization extends Entity {
  readonly seat: Fact<string>;
  readonly controller: Fact<string>;
  readonly parent: Fact<string>;
}

export type ServiceCategory = 'model-api' | 'cloud-platform' | 'gateway' | 'hub' | 'runtime' | 'vector-store' | 'observability' | 'dev-tool';

/** How hard a service is to leave: `portable` (OpenAI-like surface), `proprietary`, or `stateful` (it keeps your state). */
export type Surface = 'portable' | 'proprietary' | 'stateful';

/** What a service offers: only its operator's models, models of anybody, or open-weights models only. */
export type Offer = 'own' | 'many' | 'open';

export interface ServiceHost {
  /** Exact host, or a pattern with `*` (any labels) and `{region}` (one label or a part of one). */
  readonly host: string;
  readonly location: Fact<Place> | null;
  /** Region implied by this host. */
  readonly region: string | null;
}

export interface EnvName {
  readonly name: string;
  /** `switch`: being true sends data there. */
  readonly role: 'key' | 'base-url' | 'model' | 'region' | 'switch' | 'other';
}

/** Companies that work on the data for the operator: the page that lists them, and the countries or blocs it names. */
export interface Subprocessors {
  readonly list: string | null;
  readonly places: readonly Place[];
}

/** What an operator says it does with what it is sent. The note of each fact holds its conditions and exceptions. */
export interface DataPractices {
  /** Whether it trains on it. `opt-out`: unless the customer objects; `plan-dependent`: it depends on the plan or on the provider behind it. */
  readonly training: Fact<'no' | 'yes' | 'opt-out' | 'plan-dependent'>;
  /** How long it keeps it when nothing else was arranged: days, or words where no number says it. */
  readonly retention: Fact<number | string>;
  /** Whether nothing at all can be kept: by `default`, by a `setting` of the customer, by an `agreement` the operator must grant, or `no`. */
  readonly zeroRetention: Fact<'default' | 'setting' | 'agreement' | 'no'>;
  readonly subprocessors: Fact<Subprocessors>;
  /** Whether its people may read it: `flagged`, what abuse monitoring picks out; `yes`, more than that. */
  readonly review: Fact<'no' | 'flagged' | 'yes'>;
}

/** A hosted endpoint or a local runtime: who operates it, where it runs, how one leaves. */
export interface Service extends Entity {
  readonly category: ServiceCategory;
  readonly operator: Fact<string>;
  readonly location: Fact<Place>;
  readonly offers: Fact<Offer>;
  readonly surface: Fact<Surface>;
  /** License id of the terms that govern closed models here. */
  readonly terms: Fact<string>;
  /** Null or left out: nobody has recorded them yet. */
  readonly dataPractices?: DataPractices | null;
  readonly hosts: readonly ServiceHost[];
  readonly env: readonly EnvName[];
  /** Region table (`rules/regions/<id>.yaml`). */
  readonly regions: string | null;
  /** True when the software runs on the user's machines (Ollama, vLLM): its operator is then the user. */
  readonly selfHosted: boolean;
  /** Reached through a proxy on the user's own machine: an address there says nothing of where it runs, its key says more. */
  readonly localProxy?: boolean;
  /** It serves programs without AI as well: its address alone, without a package that sends AI there, is no AI use. */
  readonly generalPurpose?: boolean;
  /** Paths that only the API of this service has, whatever host stands before them. */
  readonly paths: readonly string[];
  /** Prefixes in model ids that name this service (`bedrock/`, `openrouter/`). */
  readonly modelPrefixes: readonly string[];
  /** Geographic prefixes in model ids (`eu.` -> EU). */
  readonly modelRegions: Readonly<Record<string, Place>>;
  /** The same with source and note, for people: which regions such a prefix may lead to. */
  readonly modelRegionFacts?: Readonly<Record<string, Fact<Place>>>;
  /** The service's own names for models -> model ids of the knowledge base. */
  readonly modelAliases: Readonly<Record<string, string>>;
}

export type Weights = 'open' | 'closed' | 'partly';
export type Modality = 'text' | 'embedding' | 'rerank' | 'speech' | 'image' | 'video' | 'music' | 'vision';
export type ModelStatus = 'current' | 'legacy' | 'retired' | 'preview' | 'announced' | 'withheld' | 'expected';
/** The four kinds of origin every model states one of. */
export type ModelOrigin = 'own-foundation' | 'own-sovereign' | 'media' | 'adaptation';

/** One version of a model family. License and weights are facts of the version, never of the family. */
export interface Model extends Entity {
  readonly family: string;
  readonly developer: string;
  readonly kind: ModelOrigin;
  readonly modality: Modality;
  readonly weights: Fact<Weights>;
  readonly license: Fact<string>;
  readonly openness: Fact<'data-and-code' | 'weights-only'>;
  readonly released: Fact<string>;
  readonly status: Fact<ModelStatus>;
  readonly supersededBy: Fact<string>;
  /** Model id of the base, for an adaptation. */
  readonly base: Fact<string>;
}

export interface ModelFamily extends Entity {
  readonly developer: string;
  readonly modality: Modality;
  readonly kind: ModelOrigin;
  /** `closed`, `open` or null when the family has both. Used only for versions nobody has entered yet. */
  readonly weights: Weights | null;
}

export type LicenseClass = 'open-source' | 'community' | 'non-commercial' | 'closed-terms';

/** A condition on who may use a license, that only the user can settle. */
export interface LicenseGate {
  readonly kind: 'users' | 'revenue' | 'other';
  readonly over: number | null;
  readonly text: string;
  /** What `over` counts in: users are those of a month unless it says day, revenue that of a year unless it says month. */
  readonly per?: 'day' | 'month' | 'year';
  /** Currency of `over`, when it is not US dollars: a declared figure in dollars does not settle it. */
  readonly currency?: string;
  /** `some`: it binds only some businesses or products (`text` says which), so a figure of the whole organisation does not settle it. */
  readonly applies?: 'everyone' | 'some';
  /** What lies beyond it: a license to ask for, or only a notice to show. */
  readonly duty?: 'license' | 'notice';
}

export interface License extends Entity {
  readonly spdx: string;
  readonly class: Fact<LicenseClass>;
  readonly commercial: Fact<'yes' | 'no' | 'gated'>;
  readonly modification: Fact<'yes' | 'no' | 'limited'>;
  readonly redistribution: Fact<'yes' | 'no' | 'limited'>;
  readonly excluded: Fact<readonly string[]>;
  /** The exclusion binds only models of these modalities; empty: all. */
  readonly excludedModalities: readonly Modality[];
  readonly gates: readonly LicenseGate[];
  readonly usePolicy: Fact<boolean>;
  readonly revocable: Fact<boolean>;
}

export type SegmentStatus = 'proposed' | 'announced' | 'in_force' | 'partially_lifted' | 'suspended' | 'lifted' | 'expired' | 'upheld' | 'enjoined';
export type RestrictionLevel = 'none' | 'watch' | 'conditional' | 'prohibited';

/** Whom a rule reaches by facts about the user: countries or blocs of an ultimate owner, sectors. Any one of them is enough. */
export interface Audience {
  readonly owners: readonly string[];
  readonly sectors: readonly string[];
}

/** What a segment of an event does, readable by the engine. */
export interface EventEffect {
  /** Model ids this effect is narrowed to; empty: everything the event names. */
  readonly models: readonly string[];
  /** Whether the subject could be reached. `limited`: only by named parties. Null: availability is not touched. */
  readonly availability: 'unavailable' | 'limited' | 'available' | null;
  /** What it means for a profile; `scopes` narrows it further (us-federal: civ, dod, ic). Empty profiles: all. */
  readonly profiles: readonly string[];
  readonly scopes: readonly string[];
  /** It reaches only users of whom this is true. Not declared: `ask` leaves a question, `conditional` also a condition. Null: everybody. */
  /** It hangs on a fact about the user that nothing declared settles. */
  readonly open: boolean;
  readonly when: (Audience & { readonly ask: string; readonly undeclared: 'ask' | 'conditional' }) | null;
  readonly restriction: RestrictionLevel;
  readonly reason: string;
}

/** A part of an event's life, half-open `[from, to)`. */
export interface Segment {
  readonly from: string;
  readonly to: string | null;
  readonly status: SegmentStatus;
  /** Who the text binds. */
  readonly legalScope: string;
  /** Who really lost access. */
  readonly actualEffect: string;
  readonly effects: readonly EventEffect[];
  readonly source: Fact<true>['source'];
}

export interface EventSubject {
  readonly models: readonly string[];
  readonly developers: readonly string[];
  readonly operators: readonly string[];
  readonly services: readonly string[];
  /** Every model whose developer is controlled from one of these countries. */
  readonly controllers: readonly string[];
  /** Every model, whoever made it. */
  readonly everyone: boolean;
}

/** A dated restriction (or release of one) with its segments. */
export interface RestrictionEvent extends Entity {
  readonly subject: EventSubject;
  readonly authority: string;
  readonly jurisdiction: string | null;
  /** True when it shows that this developer's models can be withdrawn: later reports name it as precedent. */
  readonly precedent: boolean;
  readonly segments: readonly Segment[];
  readonly verifiedAt: string;
  readonly scheduled: readonly { readonly at: string; readonly becomes: SegmentStatus }[];
}

/** A standing law or rule, shown as context and used to explain a level. */
export interface Regime extends Entity {
  readonly jurisdiction: string;
  readonly cite: string;
  readonly reach: string;
  readonly layers: readonly Layer[];
  readonly profiles: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly status: string;
  /** Whom it reaches by sector or ownership; null: the profiles that list it. */
  readonly when: Audience | null;
  /** Accelerators whose export to a home needs a license of this jurisdiction, with the dates it holds. */
  readonly accelerators: readonly {
    readonly makers: readonly string[];
    readonly homes: readonly string[];
    readonly from: string;
    readonly to: string | null;
    readonly source: Fact<true>['source'];
  }[];
  readonly source: Fact<true>['source'];
}

/** A dated basis for sending data from a home to a country. */
export interface TransferBasis {
  readonly country: string;
  readonly from: string;
  readonly to: string | null;
  readonly condition: string | null;
  readonly source: Fact<true>['source'];
}

export type PackageRole = 'client' | 'adapter' | 'framework' | 'gateway' | 'runtime' | 'vector-store' | 'observability' | 'dev-tool' | 'library';

/** A call that opens a path to a model: constructor, factory or plain function. */
export interface CallShape {
  /** Last segment(s) of the callee as written: `OpenAI`, `chat.completions.create`. */
  readonly name: string;
  /** `client`: calls through its result use it. `model`: its result is a bound model. `call`: one request. */
  readonly makes: 'client' | 'model' | 'call';
  readonly service: string | null;
  readonly purpose: Purpose | null;
  /** Names of the arguments (or positions, "0") that carry the model, the base URL and the region. Empty: the common names. */
  readonly modelArgs: readonly string[];
  readonly baseUrlArgs: readonly string[];
  readonly regionArgs: readonly string[];
  /** Arguments that name the service a framework goes to. */
  readonly providerArgs?: readonly string[];
  /** Environment names the SDK itself reads when nothing is passed. */
  readonly baseUrlEnv: readonly string[];
  readonly keyEnv: readonly string[];
  /** What stands before the model's name in its full id: `whisper-` before `large-v3`. */
  readonly modelPrefix: string | null;
  /** What is sent stays with the provider: threads, files, stores, jobs. */
  readonly keeps: boolean;
  /** Configuration format its arguments are written in. */
  readonly config: string | null;
  /** The result loads weights by name (`from_pretrained`, vLLM). */
  readonly loadsWeights: boolean;
  /** Arguments that must hold one of these values: boto3's `client("bedrock-runtime")`. */
  readonly requires: Readonly<Record<string, readonly string[]>>;
}

/** A command that runs a model or calls one: its name is its words (`ollama run`), its arguments are options as written or positions. */
export interface CommandShape extends CallShape {
  /** Options without a value. */
  readonly flags: readonly string[];
  /** The entry point of the package's images takes the same words. */
  readonly image: boolean;
}

/** What a package reports to its makers by itself, and how one switches that off. */
export interface Telemetry {
  readonly service: string;
  readonly host: string | null;
  /** Environment name -> whether being true or being false switches it off. */
  readonly off: Readonly<Record<string, boolean>>;
}

export interface Package extends Entity {
  readonly publisher: Fact<string>;
  readonly role: PackageRole;
  readonly purls: readonly string[];
  /** language -> top-level module names. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Service reached when nothing else says so; null for a framework. */
  readonly implies: string | null;
  readonly calls: readonly CallShape[];
  readonly commands: readonly CommandShape[];
  readonly telemetry: Telemetry | null;
}

/**
 * A place in a configuration format where one way to a model is set up. Paths are key paths with dots; `*` is any one key or position, `**` at
 * the start any number of them, `{provider}` a key that names the provider. Keys are compared without case and separators.
 */
export interface ConfigPath {
  readonly at: string;
  /** Paths below `at`; `.` is the value at `at` itself. Of several the first that is there counts, except for models. */
  readonly model: readonly string[];
  readonly baseUrl: readonly string[];
  readonly region: readonly string[];
  readonly provider: readonly string[];
  /** Value of a provider -> service; `*` at the end of a value stands for any rest. */
  readonly providers: Readonly<Record<string, string>>;
  /** Only providers listed are meant: other values have nothing to do with AI. */
  readonly onlyListed: boolean;
  /** Service when nothing else names one. */
  readonly service: string | null;
  /** Library when it differs from that of the format. */
  readonly package: string | null;
  readonly purpose: Purpose | null;
  /** Name under which code asks for it. */
  readonly alias: string | null;
  /** A model without a prefix is asked of its developer's own service. */
  readonly bare: boolean;
  /** What stands before short names of models: `claude-` before `opus`. */
  readonly modelPrefix: string;
  /** Words that may stand between provider and model: `openai:chat:gpt-5.5`. Empty: the format does not write ids with colons. */
  readonly between: readonly string[];
  /** The models listed here stand in for one another. */
  readonly fallback: boolean;
}

/** Where a format lists servers of tools (Model Context Protocol). */
export interface ConfigServers {
  readonly at: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly url: readonly string[];
}

/** A configuration format of a gateway, a framework, a low-code tool or a coding agent: what its keys mean. */
export interface ConfigFormat extends Entity {
  /** Globs over the path. */
  readonly files: readonly string[];
  /** Key paths of which one must be there. */
  readonly requires: readonly string[];
  readonly literals: readonly string[];
  /** Read whatever is in it: the name of the file says enough. */
  readonly always: boolean;
  /** Keys may hold dots that separate names, as in Java properties. */
  readonly dotted: boolean;
  readonly package: string | null;
  readonly scope: Scope | null;
  readonly paths: readonly ConfigPath[];
  /** Lists of what stands in when something fails: `{alias}` is the name, the value what follows it. */
  readonly fallbacks: readonly string[];
  /** Further names: `{alias}` is the name, the value what it stands for. */
  readonly aliases: readonly string[];
  readonly servers: readonly ConfigServers[];
}

/** What somebody at home needs before an accelerator may be shipped there. `denial`: a license that is presumed denied. */
export interface ExportRow {
  /** Countries and blocs it is for. */
  readonly home: readonly string[];
  readonly needs: 'license' | 'denial' | 'notice';
  readonly regimes: readonly string[];
  readonly events: readonly string[];
  readonly note: string | null;
  readonly source: Fact<true>['source'];
}

export type AcceleratorKind = 'gpu' | 'tpu' | 'npu' | 'asic' | 'apu';

/** A line of chips that AI runs on. `line`: the wider line it is part of; its export rows hold for a chip that has none of its own. */
export interface Accelerator extends Entity {
  readonly vendor: Fact<string>;
  readonly kind: AcceleratorKind;
  /** `cloud-only`: nobody can buy it, one cloud rents it. */
  readonly market: string | null;
  readonly line: string | null;
  readonly designedIn: Fact<string>;
  readonly fabrication: Fact<string>;
  readonly introduced: Fact<string>;
  readonly export: readonly ExportRow[];
  /** Names of the device plugin in Kubernetes: `nvidia.com/gpu`. */
  readonly resourceNames: readonly string[];
  /** Values of node labels and accelerator attributes: `nvidia-tesla-t4`. */
  readonly labels: readonly string[];
  /** Instance and node types by the organization whose cloud has them. */
  readonly nodes: readonly { readonly cloud: string; readonly types: readonly string[] }[];
  /** Device names of frameworks: `cuda`, `npu`. */
  readonly devices: readonly string[];
  readonly packages: readonly string[];
  readonly images: readonly string[];
}

/** `deployment`: a model made callable. `account`: a service set up, no model yet. `store`: where vectors lie. `access`: what a policy lets be called. */
export type ResourceRole = 'deployment' | 'account' | 'agent' | 'store' | 'runtime' | 'access' | 'compute';

/** How far from its region a tier may process: there, anywhere in its zone, anywhere. */
export type TierReach = 'region' | 'zone' | 'global';

/** What a resource type or a container image is, and which attributes say what. Paths are dotted; the first that is there counts. */
export interface ResourceSignature extends Entity {
  readonly role: ResourceRole;
  readonly service: string | null;
  readonly purpose: Purpose | null;
  readonly types: Readonly<Partial<Record<ResourceFormat, readonly string[]>>>;
  /** Attributes that must have one of some values (`*` at the end: any that begins so); a value nobody knows does not rule it out. */
  readonly when: Readonly<Record<string, readonly string[]>>;
  /** Attribute whose items are one resource each. */
  readonly each: string | null;
  /** The name code calls it by. */
  readonly deployment: readonly string[];
  readonly model: readonly string[];
  readonly region: readonly string[];
  readonly tier: readonly string[];
  readonly tiers: Readonly<Record<string, TierReach>>;
  /** Blocs and countries that are a zone of this vendor. */
  readonly zones: readonly string[];
  readonly revision: readonly string[];
}

/** A named set, or a bloc of the vocabulary, with everything it includes opened. */
export interface NamedSet extends Entity {
  /** What its members are: countries, a kind of entry, or text. */
  readonly of: string;
  /** As they are written: other sets by name. */
  readonly written: readonly string[];
  readonly members: readonly string[];
  readonly source: Source | null;
}

/** A rule over one usage. Built-in layer rules have no condition: the decision tables raise them by row. */
export interface Check extends Entity {
  readonly layer: Layer;
  readonly when: Condition | null;
  /** What a fact nobody knows does to the condition. Null: it passes no test, and what is not shown to pass is `not` there. */
  readonly whenUnknown?: 'match' | 'skip' | null;
  readonly severity: Severity | null;
  readonly message: string;
  readonly help: string;
  readonly remediation: string;
  readonly references: readonly string[];
  /** Places in laws and frameworks (regime id, article) that ask about the same thing. A finding says nothing about whether they are met. */
  readonly touches: readonly { readonly regime: string; readonly at: string }[];
}

/** Words in braces that the message of a rule may hold; each is filled in from the usage. */
export const MESSAGE_WORDS = ['service', 'model', 'operator', 'country', 'host', 'region', 'license', 'sdk', 'purpose'] as const;

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
export type Confidence = 'high' | 'medium' | 'low';

/** Things a policy names: model ids or patterns with `*` at the end, and ids of the knowledge base. */
export interface Choice {
  readonly models: readonly string[];
  readonly developers: readonly string[];
  readonly operators: readonly string[];
  readonly services: readonly string[];
}

/** A perspective an audit runs under. */
export interface Policy extends Entity {
  readonly home: readonly string[];
  /** Countries where data count as at home (EEA for an EU profile). */
  readonly dataHome: readonly string[];
  readonly adverse: readonly string[];
  /** Transfer table id (`rules/transfers/<id>.yaml`), or null when no basis is recognised. */
  readonly transfers: string | null;
  readonly floors: Readonly<Record<Layer, number>>;
  readonly weights: Readonly<Record<Layer, number>>;
  readonly regimes: readonly string[];
  readonly scopes: readonly string[];
  readonly defaultScope: string | null;
  /** Countries or blocs whose developers or operators this policy does not want: by seat or by control, and by the origin of a base model. */
  readonly exclude?: { readonly developers: readonly string[]; readonly operators: readonly string[] };
  /** What it refuses by name. Nothing overrules it. */
  readonly deny?: Choice;
  /** What it accepts by name: exceptions to `exclude`; where nothing is excluded on that side, all it accepts in the kinds that name any. */
  readonly allow?: Choice;
}

/** A named what-if of `rules/scenarios`: something that could happen, and whom it would reach. Never a statement about the world. */
export interface Scenario extends Entity {
  readonly description: string;
  /** `stop`: what it reaches cannot be called. `disclose`: its operator is ordered to hand data over; nothing stops. */
  readonly effect: 'stop' | 'disclose';
  readonly reach: Reach;
  /** It reaches users abroad only: a profile at home in all the countries it names is spared. */
  readonly abroad: boolean;
  readonly reason: string;
}

/** Whom a what-if reaches: a usage that any part names. */
export interface Reach extends Choice {
  /** Models of developers of these countries, by control or by seat. */
  readonly developerCountries: readonly string[];
  /** Services whose operator is controlled from, or seated in, these countries. */
  readonly operatorCountries: readonly string[];
  /** Regions by name, countries or blocs where it runs. */
  readonly places: readonly string[];
  /** Narrows the models and developers above to these weights. */
  readonly weights: 'open' | 'closed' | 'all';
  /** Weights that are fetched by name at start. */
  readonly pulled: boolean;
}
