/** The facts conditions ask for, by name: a table of one line each, so longer than other files. `model/condition.ts` says what they mean. */
import { type FactName, LEVEL_FACTS } from '../model/condition.ts';
import type { DataPractices, SegmentStatus } from '../model/entity.ts';
import type { Fact } from '../model/fact.ts';
import type { Index } from '../model/knowledge.ts';
import type { LAYERS, LevelRange } from '../model/layer.ts';
import type { FactRef, Usage } from '../model/usage.ts';
import { lineage, owners } from './chain.ts';
import { eventFact, eventsFor, strongest } from './events.ts';
import { factRef, observed } from './facts.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';
import { independentMembers } from './units.ts';

/** Value of a fact: null, nobody knows; undefined, it does not apply (the model of a call without one); a range, it lies in between. */
export type FactValue = string | number | boolean | readonly string[] | LevelRange | null | undefined;

/** A judged usage among the others, with what judged it. */
export interface Asked extends Judged {
  readonly index: Index;
  readonly view: Perspective;
  /** Usages of its fallback list, itself among them. */
  readonly group: readonly Judged[];
}

type Read = (asked: Asked) => FactValue;

/** Facts of a usage by name; each is worked out once. */
export function factsOf(asked: Asked): (name: FactName) => FactValue {
  const known = new Map<FactName, FactValue>();
  return (name) => {
    if (known.has(name)) return known.get(name);
    const value = READ[name](asked);
    known.set(name, value);
    return value;
  };
}

const NO_MODEL: ReadonlySet<string> = new Set(['vector-store', 'observability', 'dev-tool']);

/** A fact of the model: does not apply where none is called. */
function ofModel(read: (model: NonNullable<Usage['model']>, asked: Asked) => FactValue): Read {
  return (asked) => {
    const { model, purpose } = asked.usage;
    if (model !== null) return read(model, asked) ?? null;
    return NO_MODEL.has(purpose) ? undefined : null;
  };
}

function ofLicense(read: (license: NonNullable<ReturnType<Index['licenses']['get']>>) => FactValue): Read {
  return ofModel((model, { index }) => {
    const license = index.licenses.get(model.license?.id ?? '');
    return license === undefined ? null : read(license);
  });
}

function ofService(read: (service: NonNullable<Usage['service']>, asked: Asked) => FactValue): Read {
  return (asked) => (asked.usage.service === null ? null : (read(asked.usage.service, asked) ?? null));
}

function practice(read: (practices: DataPractices) => Fact<unknown>): Read {
  return ofService(({ id }, { index }) => {
    const practices = index.services.get(id)?.dataPractices;
    return practices ? (read(practices).value as FactValue) : null;
  });
}

function level(layer: (typeof LAYERS)[number]): Read {
  return ({ assessment, usage }) => {
    const { low, high } = assessment.layers[layer];
    if (NO_MODEL.has(usage.purpose) && (layer === 'model' || layer === 'compute' || layer === 'license')) return undefined;
    return low === high ? low : { low, high };
  };
}

const IN_FORCE: ReadonlySet<SegmentStatus> = new Set<SegmentStatus>(['in_force', 'partially_lifted', 'upheld']);
const AHEAD: ReadonlySet<SegmentStatus> = new Set<SegmentStatus>(['proposed', 'announced']);

function eventsIn(states: ReadonlySet<SegmentStatus>): Read {
  return ({ usage, index, view }) => eventsFor(usage, index, view).active.flatMap(({ event, segment }) => (states.has(segment.status) ? [event.id] : []));
}

/** Ids that name one dated snapshot: `-2024-08-06`, `-20250514`, `-0613`, `-2407`, `-05-20`, `-002`. */
const SNAPSHOT = /(?:^|[-_@./])(?:20\d{2}-?\d{2}-?\d{2}|\d{4}|\d{2}-\d{2}|00\d)(?=$|[-_:.@])/;

function pinned({ requested }: NonNullable<Usage['model']>, { usage }: Asked): boolean {
  if (usage.weights !== null) return usage.weights === 'held';
  return SNAPSHOT.test(requested) && !/latest$/i.test(requested);
}

function telemetry({ usage: { sdk, service, purpose, confidence }, index }: Asked): boolean {
  const reports = index.packages.get(sdk?.id ?? '')?.telemetry ?? null;
  return reports !== null && purpose === 'observability' && confidence === 'low' && reports.service === service?.id;
}

function lineageCountries(model: NonNullable<Usage['model']>, index: Index): readonly string[] | null {
  const makers = lineage(index, model.id).flatMap(({ developer }) => {
    const organization = index.organizations.get(developer);
    return [organization?.seat.value ?? null, organization?.controller.value ?? null];
  });
  const base = model.base === null ? [] : lineage(index, model.base).map(({ developer }) => index.organizations.get(developer)?.controller.value ?? null);
  const countries = new Set([model.developer.country, model.developer.controller, ...makers, ...base].filter((country) => country !== null));
  return countries.size === 0 ? null : [...countries].sort();
}

const READ: Readonly<Record<FactName, Read>> = {
  purpose: ({ usage }) => usage.purpose,
  scope: ({ usage }) => usage.scope,
  route: ({ usage }) => (usage.route === 'unknown' ? null : usage.route),
  confidence: ({ usage }) => RANKS.confidence.indexOf(usage.confidence),
  configurable: ({ usage }) => usage.configurable,
  keeps_state: ({ usage }) => usage.keepsState ?? false,
  telemetry,
  files: ({ usage }) => [...new Set(usage.evidence.map(({ path }) => path))],
  personal_data: ({ usage, view }) => view.declared.personalData(usage),
  'sdk.id': ({ usage }) => usage.sdk?.id ?? null,
  'sdk.package': ({ usage }) => usage.sdk?.purl ?? null,
  'service.id': ofService(({ id }) => id),
  'service.category': ofService(({ category }) => category),
  'service.surface': ofService(({ id }, { index }) => index.services.get(id)?.surface.value),
  'service.offers': ofService(({ id }, { index }) => index.services.get(id)?.offers.value),
  'service.training': practice(({ training }) => training),
  'service.retention': (asked) => numeric(practice(({ retention }) => retention)(asked)),
  'service.zero_retention': practice(({ zeroRetention }) => zeroRetention),
  'service.human_review': practice(({ review }) => review),
  'service.subprocessors': ofService(({ id }, { index }) => {
    const places = index.services.get(id)?.dataPractices?.subprocessors.value?.places ?? [];
    return places.length === 0 ? null : places;
  }),
  'service.operator.id': ofService(({ operator }) => operator.id),
  'service.operator.country': ofService(({ operator }) => operator.country),
  'service.operator.controller': ofService(({ operator }) => operator.controller),
  'service.operator.owners': ofService(({ operator }, { index }) => (operator.id === null ? null : owners(index, operator.id))),
  'endpoint.host': ({ usage }) => usage.endpoint?.host ?? null,
  'endpoint.region': ({ usage }) => usage.endpoint?.region ?? null,
  'endpoint.country': ({ usage }) => usage.endpoint?.country ?? null,
  'endpoint.place': ({ usage }) => usage.endpoint?.place ?? null,
  'endpoint.basis': ({ usage }) => (usage.endpointBasis === 'unknown' ? null : usage.endpointBasis),
  'model.id': ofModel(({ id }) => id),
  'model.requested': ofModel(({ requested }) => requested),
  'model.family': ofModel(({ family }) => family),
  'model.weights': ofModel(({ weights }) => weights),
  'model.openness': ofModel(({ id }, { index }) => index.models.get(id ?? '')?.openness.value),
  'model.modality': ofModel(({ modality }) => modality),
  'model.origin': ofModel(({ origin }) => origin),
  'model.status': ofModel(({ status }) => status),
  'model.released': ofModel(({ id }, { index }) => index.models.get(id ?? '')?.released.value),
  'model.pinned': ofModel(pinned),
  'model.dynamic': ({ usage }) => (usage.model === null && NO_MODEL.has(usage.purpose) ? undefined : usage.dynamicModel !== null),
  'model.base': ofModel(({ base }) => base),
  'model.lineage.countries': ofModel((model, { index }) => lineageCountries(model, index)),
  'model.developer.id': ofModel(({ developer }) => developer.id),
  'model.developer.country': ofModel(({ developer }) => developer.country),
  'model.developer.controller': ofModel(({ developer }) => developer.controller),
  'model.license.id': ofModel(({ license }) => license?.id),
  'model.license.class': ofLicense((license) => license.class.value),
  'model.license.commercial': ofLicense(({ commercial }) => commercial.value),
  'model.license.modification': ofLicense(({ modification }) => modification.value),
  'model.license.redistribution': ofLicense(({ redistribution }) => redistribution.value),
  'model.license.excluded': ofLicense(({ excluded }) => excluded.value),
  'model.license.gates': ofLicense(({ gates }) => gates.map(({ kind }) => kind)),
  'model.license.use_policy': ofLicense(({ usePolicy }) => usePolicy.value),
  'model.license.revocable': ofLicense(({ revocable }) => revocable.value),
  // What a package reports to its makers is nothing one falls back from.
  fallback: (asked) => (telemetry(asked) ? undefined : asked.group.length > 1),
  'fallback.controllers': ({ group, index }) => {
    const { low, high } = independentMembers(group, index);
    return low === high ? low : { low, high };
  },
  accelerators: ({ usage }) => (usage.accelerators && !usage.accelerators.elsewhere ? usage.accelerators.ids : null),
  'events.active': eventsIn(IN_FORCE),
  'events.pending': eventsIn(AHEAD),
  restriction: ({ assessment }) => RANKS.restriction.indexOf(strongest(assessment.restrictions)),
  revocability: ({ assessment, usage }) => {
    if (usage.model === null && NO_MODEL.has(usage.purpose)) return undefined;
    return assessment.revocability === 'unknown' ? null : RANKS.revocability.indexOf(assessment.revocability);
  },
  'layers.model': level('model'),
  'layers.data': level('data'),
  'layers.compute': level('compute'),
  'layers.cloud': level('cloud'),
  'layers.deployment': level('deployment'),
  'layers.license': level('license'),
  profile: ({ view }) => view.policy.id,
  'profile.scope': ({ view }) => view.scope,
  as_of: ({ view }) => view.asOf,
  'organization.sector': ({ view }) => view.declared.organization?.sector ?? null,
  'organization.seat': ({ view }) => view.declared.organization?.seat ?? null,
  'organization.owners': ({ view }) => declaredOwners(view),
  'organization.commercial': ({ view }) => view.declared.organization?.commercial ?? null,
};

/** Words in the order they are compared in, as `model/condition.ts` lists them. */
const RANKS = {
  confidence: ['low', 'medium', 'high'],
  restriction: ['none', 'watch', 'conditional', 'prohibited'],
  revocability: ['R0', 'R1', 'R2', 'R3', 'R4'],
} as const;

function numeric(value: FactValue): FactValue {
  return typeof value === 'number' ? value : null;
}

function declaredOwners({ declared }: Perspective): readonly string[] | null {
  const owners = declared.organization?.owners ?? [];
  return owners.length === 0 ? null : owners;
}

type Known = (asked: Asked) => Fact<unknown> | undefined;

const operator: (read: 'seat' | 'controller') => Known =
  (read) =>
  ({ usage, index }) =>
    index.organizations.get(usage.service?.operator.id ?? '')?.[read];
const developer: (read: 'seat' | 'controller') => Known =
  (read) =>
  ({ usage, index }) =>
    index.organizations.get(usage.model?.developer.id ?? '')?.[read];
const modelFact: (read: 'weights' | 'license' | 'openness' | 'released' | 'status' | 'base') => Known =
  (read) =>
  ({ usage, index }) =>
    index.models.get(usage.model?.id ?? '')?.[read];
const licenseFact: (read: 'class' | 'commercial' | 'modification' | 'redistribution' | 'excluded' | 'usePolicy' | 'revocable') => Known =
  (read) =>
  ({ usage, index }) =>
    index.licenses.get(usage.model?.license?.id ?? '')?.[read];
const practiceFact: (read: keyof DataPractices) => Known =
  (read) =>
  ({ usage, index }) =>
    index.services.get(usage.service?.id ?? '')?.dataPractices?.[read];

/** Facts the knowledge base has a source for. The others are seen in the code, declared, or follow from both. */
const SOURCES: Readonly<Partial<Record<FactName, Known>>> = {
  'service.operator.country': operator('seat'),
  'service.operator.controller': operator('controller'),
  'service.training': practiceFact('training'),
  'service.retention': practiceFact('retention'),
  'service.zero_retention': practiceFact('zeroRetention'),
  'service.human_review': practiceFact('review'),
  'service.subprocessors': practiceFact('subprocessors'),
  'model.weights': modelFact('weights'),
  'model.openness': modelFact('openness'),
  'model.status': modelFact('status'),
  'model.released': modelFact('released'),
  'model.base': modelFact('base'),
  'model.developer.country': developer('seat'),
  'model.developer.controller': developer('controller'),
  'model.license.id': modelFact('license'),
  'model.license.class': licenseFact('class'),
  'model.license.commercial': licenseFact('commercial'),
  'model.license.modification': licenseFact('modification'),
  'model.license.redistribution': licenseFact('redistribution'),
  'model.license.excluded': licenseFact('excluded'),
  'model.license.use_policy': licenseFact('usePolicy'),
  'model.license.revocable': licenseFact('revocable'),
};

/** What a rule rests on for one fact, in words and with sources. What was worked out (a level, a restriction, an event) brings what it rests on. */
export function factClaims(name: FactName, value: FactValue, asked: Asked): FactRef[] {
  if (value === undefined || name === 'profile' || name === 'profile.scope' || name === 'as_of') return [];
  const { assessment, usage, index, view } = asked;
  const layer = LEVEL_FACTS.get(name);
  if (layer !== undefined) return [...assessment.layers[layer].facts];
  if (name === 'restriction') return assessment.restrictions.flatMap(({ facts }) => facts);
  if (name === 'events.active' || name === 'events.pending') {
    const named = new Set(value as readonly string[]);
    return eventsFor(usage, index, view).active.flatMap(({ event, segment }) => (named.has(event.id) ? [eventFact(event, segment)] : []));
  }
  return [factClaim(name, value, asked)];
}

function factClaim(name: FactName, value: FactValue, asked: Asked): FactRef {
  const words = wordsOf(name, value);
  const known = SOURCES[name]?.(asked);
  if (known !== undefined) return factRef(`${name}: ${words}`, known);
  if (value === null) return { claim: `${name}: ${words}`, source: null, basis: 'unknown', asOf: null };
  if (name.startsWith('organization.') || name === 'personal_data') return asked.view.declared.fact(`${name}: ${words}`);
  return observed(`${name}: ${words}`, asked.usage);
}

function wordsOf(name: FactName, value: FactValue): string {
  if (value === null || value === undefined) return 'not known';
  if (typeof value === 'number' && name in RANKS) return RANKS[name as keyof typeof RANKS][value] ?? String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object' && 'low' in value) return `between ${value.low} and ${value.high}`;
  return String(value);
}
