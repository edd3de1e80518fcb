/**
 * The facts a condition may ask of one usage: their names, types and meaning. One table for the check at load, the evaluation, the editor
 * schemas and the reference, so longer than other files.
 */
import { LAYERS, type Layer, PURPOSES, SCOPES } from './layer.ts';

/** Kinds of entries whose ids a fact can hold. `families` are the ids of files in `models/`. */
export type IdKind = 'organizations' | 'services' | 'models' | 'families' | 'packages' | 'licenses' | 'events' | 'policies' | 'accelerators';

/** What values a fact has. `ordered`: the values stand from the weakest to the strongest and can be compared. */
export type FactType =
  | { readonly kind: 'country' | 'place' | 'boolean' | 'number' | 'level' | 'date' | 'text' | 'host' | 'path' }
  | { readonly kind: 'id'; readonly of: IdKind }
  | { readonly kind: 'enum'; readonly values: readonly string[]; readonly ordered?: true };

/** One fact. `list`: it holds any number of values. */
export interface FactInfo {
  readonly type: FactType;
  readonly list?: true;
  /** One sentence for the reference and for editors. */
  readonly about: string;
}

const COUNTRY = { kind: 'country' } as const;
const PLACE = { kind: 'place' } as const;
const BOOLEAN = { kind: 'boolean' } as const;
const NUMBER = { kind: 'number' } as const;
const LEVEL = { kind: 'level' } as const;
const DATE = { kind: 'date' } as const;
const TEXT = { kind: 'text' } as const;
const id = (of: IdKind): FactType => ({ kind: 'id', of });
const oneOf = (...values: string[]): FactType => ({ kind: 'enum', values });
const rising = (...values: string[]): FactType => ({ kind: 'enum', values, ordered: true });

const MODALITIES = ['text', 'embedding', 'rerank', 'speech', 'image', 'video', 'music', 'vision'];

/** Every fact by its name in conditions, in the order of the reference. */
export const FACTS = {
  purpose: { type: oneOf(...PURPOSES), about: 'What the call is for.' },
  scope: { type: oneOf(...SCOPES), about: 'The part of the code base it is seen in.' },
  route: { type: oneOf('direct', 'gateway', 'self-hosted'), about: 'How the model is reached.' },
  confidence: { type: rising('low', 'medium', 'high'), about: 'How sure it is that this is a call path; low is a mere mention.' },
  configurable: { type: BOOLEAN, about: 'Environment or configuration can change the model or the endpoint.' },
  keeps_state: { type: BOOLEAN, about: 'What is sent stays with the provider: threads, files, stores, jobs.' },
  telemetry: { type: BOOLEAN, about: 'It is what a package reports to its makers by itself, and nothing here switches it off.' },
  files: { type: { kind: 'path' }, list: true, about: 'Files it is seen in, from the top of the repository.' },
  personal_data: { type: BOOLEAN, about: 'Personal data are declared for this code (`personal_data` in the project file).' },
  'sdk.id': { type: id('packages'), about: 'Library it goes through.' },
  'sdk.package': { type: TEXT, about: 'The same as a purl without version: pkg:pypi/openai.' },
  'service.id': { type: id('services'), about: 'Service that answers.' },
  'service.category': {
    type: oneOf('model-api', 'cloud-platform', 'gateway', 'hub', 'runtime', 'vector-store', 'observability', 'dev-tool'),
    about: 'What kind of service it is.',
  },
  'service.surface': { type: oneOf('portable', 'proprietary', 'stateful'), about: 'How hard it is to leave.' },
  'service.offers': { type: oneOf('own', 'many', 'open'), about: 'Whose models it offers.' },
  'service.training': { type: oneOf('no', 'yes', 'opt-out', 'plan-dependent'), about: 'Whether its operator trains on what it is sent.' },
  'service.retention': { type: NUMBER, about: 'Days its operator keeps what it is sent; unknown where words say it.' },
  'service.zero_retention': { type: oneOf('default', 'setting', 'agreement', 'no'), about: 'Whether nothing at all can be kept.' },
  'service.human_review': { type: oneOf('no', 'flagged', 'yes'), about: 'Whether people of the operator may read it.' },
  'service.subprocessors': { type: PLACE, list: true, about: 'Countries and blocs its operator names for its subprocessors.' },
  'service.operator.id': { type: id('organizations'), about: 'Who runs the service.' },
  'service.operator.country': { type: COUNTRY, about: 'Where the operator is established.' },
  'service.operator.controller': { type: COUNTRY, about: 'Country of whoever ultimately controls the operator.' },
  'service.operator.owners': { type: id('organizations'), list: true, about: 'The operator and its owners.' },
  'endpoint.host': { type: { kind: 'host' }, about: 'Host that is called.' },
  'endpoint.region': { type: TEXT, about: 'Region as the vendor names it.' },
  'endpoint.country': { type: COUNTRY, about: 'Country it runs in.' },
  'endpoint.place': { type: PLACE, about: 'Country, bloc, global (its operator chooses) or premises.' },
  'endpoint.basis': { type: oneOf('observed', 'default'), about: 'Whether the endpoint is written here or the documented default of the library.' },
  'model.id': { type: id('models'), about: 'Model of the knowledge base: developer/version.' },
  'model.requested': { type: TEXT, about: 'Model id as the code writes it.' },
  'model.family': { type: id('families'), about: 'Model family.' },
  'model.weights': { type: oneOf('open', 'closed', 'partly'), about: 'Whether the weights can be downloaded.' },
  'model.openness': { type: oneOf('data-and-code', 'weights-only'), about: 'Whether training data and code are published, too.' },
  'model.modality': { type: oneOf(...MODALITIES), about: 'What it does.' },
  'model.origin': { type: oneOf('own-foundation', 'own-sovereign', 'media', 'adaptation'), about: 'How it came to be.' },
  'model.status': {
    type: oneOf('current', 'legacy', 'retired', 'preview', 'announced', 'withheld', 'expected'),
    about: 'What its maker says of it.',
  },
  'model.released': { type: DATE, about: 'When it was released; a year or a month where no day is known.' },
  'model.pinned': {
    type: BOOLEAN,
    about: 'Weights are held or loaded at a fixed revision; an id of an API names a dated snapshot. False: what answers tomorrow is decided elsewhere.',
  },
  'model.dynamic': { type: BOOLEAN, about: 'The model is chosen at run time: no id is written.' },
  'model.base': { type: id('models'), about: 'Model it was adapted from.' },
  'model.lineage.countries': {
    type: COUNTRY,
    list: true,
    about: 'Seats and controllers of its developer and of the makers of everything it was made from.',
  },
  'model.developer.id': { type: id('organizations'), about: 'Who made it.' },
  'model.developer.country': { type: COUNTRY, about: 'Where the developer is established.' },
  'model.developer.controller': { type: COUNTRY, about: 'Country of whoever ultimately controls the developer.' },
  'model.license.id': { type: id('licenses'), about: 'License of the weights, or the terms of a closed model.' },
  'model.license.class': { type: oneOf('open-source', 'community', 'non-commercial', 'closed-terms'), about: 'What kind of license it is.' },
  'model.license.commercial': { type: oneOf('yes', 'no', 'gated'), about: 'Whether commercial use is allowed; gated: up to a limit.' },
  'model.license.modification': { type: oneOf('yes', 'no', 'limited'), about: 'Whether it may be modified.' },
  'model.license.redistribution': { type: oneOf('yes', 'no', 'limited'), about: 'Whether it may be passed on.' },
  'model.license.excluded': { type: PLACE, list: true, about: 'Countries and blocs whose users the license leaves out.' },
  'model.license.gates': { type: oneOf('users', 'revenue', 'other'), list: true, about: 'Conditions on who may use it.' },
  'model.license.use_policy': { type: BOOLEAN, about: 'A use policy is part of it.' },
  'model.license.revocable': { type: BOOLEAN, about: 'The licensor can end it at will.' },
  fallback: { type: BOOLEAN, about: 'Something stands in when this fails: a list in code or configuration, or a declared one.' },
  'fallback.controllers': { type: NUMBER, about: 'Members of its fallback list that no one controls two of; 1 when it stands alone.' },
  accelerators: { type: id('accelerators'), list: true, about: 'Accelerators it is given.' },
  'events.active': { type: id('events'), list: true, about: 'Dated events that bear on it and are in force on the day of the audit.' },
  'events.pending': { type: id('events'), list: true, about: 'Those that are proposed or announced.' },
  restriction: { type: rising('none', 'watch', 'conditional', 'prohibited'), about: 'The strongest restriction on it under this profile.' },
  revocability: { type: rising('R0', 'R1', 'R2', 'R3', 'R4'), about: 'Who can switch the model off: R0 nobody, R4 somebody has.' },
  'layers.model': { type: LEVEL, about: 'Its level in the model layer, 0 to 4.' },
  'layers.data': { type: LEVEL, about: 'Its level in the data layer.' },
  'layers.compute': { type: LEVEL, about: 'Its level in the compute layer.' },
  'layers.cloud': { type: LEVEL, about: 'Its level in the cloud layer.' },
  'layers.deployment': { type: LEVEL, about: 'Its level in the deployment layer.' },
  'layers.license': { type: LEVEL, about: 'Its level in the license layer.' },
  profile: { type: id('policies'), about: 'Profile of the audit.' },
  'profile.scope': { type: TEXT, about: 'Scope of the profile: civ in us-federal:civ.' },
  as_of: { type: DATE, about: 'Day of the audit.' },
  'organization.sector': { type: TEXT, about: 'Your sector, as declared.' },
  'organization.seat': { type: COUNTRY, about: 'Your seat, as declared.' },
  'organization.owners': { type: COUNTRY, list: true, about: 'Countries of your ultimate owners, as declared.' },
  'organization.commercial': { type: BOOLEAN, about: 'Whether you are a business, as declared.' },
} as const satisfies Readonly<Record<string, FactInfo>>;

/** Name of a fact. */
export type FactName = keyof typeof FACTS;

/** Facts that are levels, by layer. */
export const LEVEL_FACTS: ReadonlyMap<string, Layer> = new Map(LAYERS.map((layer) => [`layers.${layer}`, layer]));

/** Sets of countries a profile gives: whoever is at home, where data are at home, whom the law bars, where data may go on the day of the audit. */
export const PROFILE_SETS = ['home', 'data-home', 'adverse', 'transfer-basis'] as const;
export type ProfileSet = (typeof PROFILE_SETS)[number];

/** What a test does with the value of a fact. On a list `in` asks for one of its values, `not_in` for none, `all_of` for all. */
export type Comparison = 'in' | 'not_in' | 'all_of' | 'matches' | 'below' | 'at_most' | 'above' | 'at_least' | 'known' | 'empty';

/** A pattern in RE2 syntax, compiled: linear in the length of the text, whatever is written. */
export interface TextPattern {
  readonly source: string;
  readonly test: (text: string) => boolean;
}

/** One test of one fact. */
export interface Test {
  readonly fact: FactName;
  readonly compare: Comparison;
  /** Values with sets opened; for comparisons one number, for dates one day. */
  readonly values: readonly (string | number | boolean)[];
  /** Values with `*` for any characters; of files, patterns as in a `.gitignore`. */
  readonly wildcards?: readonly string[];
  /** Sets that only the profile knows. */
  readonly profileSets?: readonly ProfileSet[];
  readonly patterns?: readonly TextPattern[];
  /** `unknown` is among the values; `or-absent`: it is written `null`, which also stands for a fact that does not apply. */
  readonly unknown?: 'unknown' | 'or-absent';
  /** What it gives for a fact nobody knows, whatever the rule says. */
  readonly whenUnknown?: 'match' | 'skip';
}

/** A condition over the facts of one usage. */
export type Condition = { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition } | Test;
