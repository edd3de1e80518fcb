/** Checked author forms -> the engine's entities. One function per kind, no look-ups between entries: a table, so longer than other files. */
import type * as entity from '../model/entity.ts';
import type { Place, Source } from '../model/fact.ts';
import type { Layer } from '../model/layer.ts';
import { LAYERS } from '../model/layer.ts';
import { toDataPractices } from './data-practices.ts';
import type { RawEntry } from './entry.ts';
import { type Provenance, provenance, sourceOf, toFact, withFrom } from './fact.ts';
import type * as input from './schema.ts';
import { plainValue } from './select.ts';

const originOf = (entry: RawEntry): entity.Origin => ({ file: entry.file, custom: entry.custom });

export function organization(entry: RawEntry): entity.Organization {
  const value = entry.value as input.Organization;
  const from = provenance(value);
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    seat: toFact(value.seat, from),
    controller: toFact(value.controller, from),
    parent: toFact(value.parent, from),
  };
}

export function service(entry: RawEntry): entity.Service {
  const value = entry.value as input.Service;
  const from = provenance(value);
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    category: value.category,
    operator: toFact(value.operator, from),
    location: toFact(value.location, from),
    offers: toFact(value.offers, from),
    surface: toFact(value.surface, from),
    terms: toFact(value.terms, from),
    dataPractices: value.data_practices ? toDataPractices(value.data_practices, from) : null,
    hosts: (value.hosts ?? []).map((host) => ({
      host: host.host.toLowerCase(),
      location: host.location === undefined ? null : toFact(host.location, from),
      region: host.region ?? null,
    })),
    env: value.env ?? [],
    regions: value.regions ?? null,
    selfHosted: value.self_hosted ?? false,
    ...(value.local_proxy && { localProxy: true }),
    ...(value.general_purpose && { generalPurpose: true }),
    paths: value.paths ?? [],
    modelPrefixes: value.model_prefixes ?? [],
    modelRegions: knownPlaces(value.model_regions ?? {}),
    modelRegionFacts: Object.fromEntries(Object.entries(value.model_regions ?? {}).map(([prefix, place]) => [prefix, toFact(place, from)])),
    modelAliases: value.model_aliases ?? {},
  };
}

/** Places that are known, by region or prefix; where nobody knows one, the region is as good as not in the table. */
export function knownPlaces(places: Readonly<Record<string, unknown>>): Record<string, Place> {
  return Object.fromEntries(
    Object.entries(places).flatMap(([name, fact]) => {
      const place = plainValue(fact);
      return typeof place === 'string' && place !== 'unknown' ? [[name, place] as const] : [];
    }),
  );
}

/** A region table as it is looked up: in lower case, as code and portals disagree on capitals (`westeurope`, `West Europe`). */
export function regionTable(places: Readonly<Record<string, unknown>>): Map<string, Place> {
  return new Map(Object.entries(knownPlaces(places)).map(([name, place]) => [name.toLowerCase(), place]));
}

/** The source an entry names for all it says. */
export function mainSource(entry: RawEntry): Source | null {
  const from = provenance(entry.value as input.Regions);
  return from.sources.get(from.from ?? '') ?? null;
}

export function family(entry: RawEntry): { family: entity.ModelFamily; models: entity.Model[] } {
  const value = entry.value as input.ModelFamily;
  const from = provenance(value);
  const models = Object.entries(value.versions).map(([key, version]): entity.Model => {
    const own = withFrom(from, version.from);
    return {
      id: `${value.developer}/${key}`,
      name: version.name,
      origin: originOf(entry),
      family: entry.id,
      developer: value.developer,
      kind: version.origin ?? value.origin,
      modality: version.modality ?? value.modality,
      weights: toFact(version.weights, own),
      license: toFact(version.license, own),
      openness: toFact(version.openness, own),
      released: toFact(version.released, own),
      status: toFact(version.status, own),
      supersededBy: toFact(version.superseded_by, own),
      base: toFact(version.base, own),
    };
  });
  return {
    family: {
      id: entry.id,
      name: value.name,
      origin: originOf(entry),
      developer: value.developer,
      modality: value.modality,
      kind: value.origin,
      weights: value.weights ?? null,
    },
    models,
  };
}

export function license(entry: RawEntry): entity.License {
  const value = entry.value as input.License;
  const from = provenance(value);
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    spdx: value.spdx,
    class: toFact(value.class, from),
    commercial: toFact(value.commercial, from),
    modification: toFact(value.modification, from),
    redistribution: toFact(value.redistribution, from),
    excluded: value.excluded === undefined ? { value: [], source: sourceOf(from, undefined) } : toFact(value.excluded, from),
    excludedModalities: value.excluded_modalities ?? [],
    gates: (value.gates ?? []).map(toGate),
    usePolicy: toFact(value.use_policy, from),
    revocable: toFact(value.revocable, from),
  };
}

function toGate({ kind, over, per, currency, applies, duty, text }: NonNullable<input.License['gates']>[number]): entity.LicenseGate {
  return {
    kind,
    over: over ?? null,
    text,
    ...(per && { per }),
    ...(currency && { currency }),
    ...(applies && { applies }),
    ...(duty && { duty }),
  };
}

export function event(entry: RawEntry): entity.RestrictionEvent {
  const value = entry.value as input.RestrictionEvent;
  const from = provenance(value);
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    authority: value.authority,
    jurisdiction: value.jurisdiction ?? null,
    precedent: value.precedent ?? false,
    subject: {
      models: value.subject.models ?? [],
      developers: value.subject.developers ?? [],
      operators: value.subject.operators ?? [],
      services: value.subject.services ?? [],
      controllers: value.subject.controllers ?? [],
      everyone: value.subject.everyone ?? false,
    },
    segments: value.segments.map((segment) => ({
      from: segment.from,
      to: segment.to ?? null,
      status: segment.status,
      legalScope: segment.legal_scope,
      actualEffect: segment.actual_effect,
      effects: (segment.effects ?? []).map((effect) => ({
        models: effect.models ?? [],
        availability: effect.availability ?? null,
        profiles: effect.profiles ?? [],
        scopes: effect.scopes ?? [],
        open: effect.open ?? false,
        when: effect.when
          ? { owners: effect.when.owners ?? [], sectors: effect.when.sectors ?? [], ask: effect.when.ask, undeclared: effect.when.undeclared ?? 'conditional' }
          : null,
        restriction: effect.restriction,
        reason: effect.reason,
      })),
      source: sourceOf(from, segment.source, value.segments.length === 1),
    })),
    verifiedAt: value.verified_at,
    scheduled: value.scheduled ?? [],
  };
}

export function regime(entry: RawEntry): entity.Regime {
  const value = entry.value as input.Regime;
  const from = provenance(value);
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    jurisdiction: value.jurisdiction,
    cite: value.cite,
    reach: value.reach,
    layers: value.layers,
    profiles: value.profiles,
    from: value.in_force_from ?? null,
    to: value.in_force_to ?? null,
    status: value.status,
    when: value.when ? { owners: value.when.owners ?? [], sectors: value.when.sectors ?? [] } : null,
    accelerators: (value.accelerators ?? []).map((rule) => ({
      makers: rule.makers,
      homes: rule.homes,
      from: rule.in_force_from,
      to: rule.in_force_to ?? null,
      source: from.sources.get(rule.from ?? from.from ?? '') ?? null,
    })),
    source: sourceOf(from, undefined, true),
  };
}

export function transfers(entry: RawEntry): entity.TransferBasis[] {
  const value = entry.value as input.Transfers;
  const from: Provenance = provenance(value);
  return value.bases.map((basis) => ({
    country: basis.country,
    from: basis.in_force_from,
    to: basis.in_force_to ?? null,
    condition: basis.condition ?? null,
    source: sourceOf(from, basis.source, value.bases.length === 1),
  }));
}

/** A callee of Ruby, PHP or Rust as calls are compared: `OpenAI::chat()->create` is `OpenAI.chat.create`. */
function dotted(callee: string): string {
  return callee.replaceAll('()', '').replace(/::|->/g, '.');
}

export function packageEntity(entry: RawEntry): entity.Package {
  const value = entry.value as input.Package;
  const from = provenance(value);
  const classPaths = value.purls.some((purl) => /^pkg:(?:gem|composer|cargo)\//.test(purl));
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    publisher: toFact(value.publisher, from),
    role: value.role,
    purls: value.purls,
    imports: (value.imports ?? {}) as Record<string, readonly string[]>,
    implies: value.implies ?? null,
    telemetry: value.telemetry ? { service: value.telemetry.service, host: value.telemetry.host ?? null, off: value.telemetry.off_when } : null,
    calls: (value.calls ?? []).map((call) => ({
      name: classPaths ? dotted(call.name) : call.name,
      makes: call.makes,
      service: call.service ?? null,
      purpose: call.purpose ?? null,
      modelArgs: call.model ?? [],
      baseUrlArgs: call.base_url ?? [],
      regionArgs: call.region ?? [],
      ...(call.provider && { providerArgs: call.provider }),
      baseUrlEnv: call.base_url_env ?? [],
      keyEnv: call.key_env ?? [],
      modelPrefix: call.model_prefix ?? null,
      keeps: call.keeps ?? false,
      config: call.config ?? null,
      loadsWeights: call.loads_weights ?? false,
      requires: call.requires ?? {},
    })),
    commands: (value.commands ?? []).map((command) => ({
      name: command.name,
      makes: 'model',
      service: command.service ?? null,
      purpose: command.purpose ?? null,
      modelArgs: command.model ?? [],
      baseUrlArgs: command.base_url ?? [],
      regionArgs: command.region ?? [],
      baseUrlEnv: [],
      keyEnv: [],
      modelPrefix: command.model_prefix ?? null,
      keeps: false,
      config: null,
      loadsWeights: command.loads_weights ?? false,
      requires: {},
      flags: command.flags ?? [],
      image: command.image ?? false,
    })),
  };
}

export function accelerator(entry: RawEntry): entity.Accelerator {
  const value = entry.value as input.Accelerator;
  const from = provenance(value);
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    vendor: toFact(value.vendor, from),
    kind: value.kind,
    market: value.market ?? null,
    line: value.line ?? null,
    designedIn: toFact(value.designed_in, from),
    fabrication: toFact(value.fabrication, from),
    introduced: toFact(value.introduced, from),
    export: (value.export ?? []).map((row) => ({
      home: row.home,
      needs: row.needs,
      regimes: row.regimes ?? [],
      events: row.events ?? [],
      note: row.note ?? null,
      source: from.sources.get(row.from ?? from.from ?? '') ?? null,
    })),
    resourceNames: value.resource_names ?? [],
    labels: value.labels ?? [],
    nodes: (value.nodes ?? []).map(({ cloud, types }) => ({ cloud, types: types.flatMap(braces) })),
    devices: value.devices ?? [],
    packages: value.packages ?? [],
    images: value.images ?? [],
  };
}

/** `g5.{xlarge,2xlarge}` -> each of them. One pair of braces. */
function braces(text: string): string[] {
  const [, before = '', list, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(text) ?? [];
  return list === undefined ? [text] : list.split(',').map((item) => `${before}${item}${after}`);
}

export function resource(entry: RawEntry): entity.ResourceSignature {
  const value = entry.value as input.ResourceSignature;
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    role: value.role,
    service: value.service ?? null,
    purpose: value.purpose ?? null,
    types: value.types as entity.ResourceSignature['types'],
    when: value.when ?? {},
    each: value.each ?? null,
    deployment: value.deployment ?? [],
    model: value.model ?? [],
    region: value.region ?? [],
    tier: value.tier ?? [],
    tiers: value.tiers ?? {},
    zones: value.zones ?? [],
    revision: value.revision ?? [],
  };
}

export function check(entry: RawEntry): entity.Check {
  const value = entry.value as input.Check;
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    layer: value.layer,
    // Read by `conditions.ts`, when all sets and ids are known.
    when: null,
    whenUnknown: value.when_unknown ?? null,
    severity: value.severity ?? null,
    message: value.message,
    help: value.help,
    remediation: value.remediation,
    references: value.references ?? [],
    touches: value.touches ?? [],
  };
}

export function policy(entry: RawEntry): entity.Policy {
  const value = entry.value as input.Policy;
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    home: value.home,
    dataHome: value.data_home ?? value.home,
    adverse: value.adverse ?? [],
    transfers: value.transfers ?? null,
    floors: perLayer(value.floors, 2),
    weights: perLayer(value.weights, 1),
    regimes: value.regimes ?? [],
    scopes: value.scopes ?? [],
    defaultScope: value.default_scope ?? null,
    ...(value.exclude && { exclude: { developers: value.exclude.developers ?? [], operators: value.exclude.operators ?? [] } }),
    ...(value.deny && { deny: toChoice(value.deny) }),
    ...(value.allow && { allow: toChoice(value.allow) }),
  };
}

type ChoiceInput = NonNullable<input.Policy['deny']>;

function toChoice({ models = [], developers = [], operators = [], services = [] }: ChoiceInput): entity.Choice {
  return { models, developers, operators, services };
}

export function scenario(entry: RawEntry): entity.Scenario {
  const { name, description, effect, reach, abroad, reason } = entry.value as input.Scenario;
  return {
    id: entry.id,
    name,
    origin: originOf(entry),
    description,
    effect,
    reach: {
      ...toChoice(reach),
      developerCountries: reach.developer_countries ?? [],
      operatorCountries: reach.operator_countries ?? [],
      places: reach.places ?? [],
      weights: reach.weights ?? 'all',
      pulled: reach.pulled ?? false,
    },
    abroad: abroad ?? false,
    reason,
  };
}

export function configFormat(entry: RawEntry): entity.ConfigFormat {
  const value = entry.value as input.ConfigFormat;
  return {
    id: entry.id,
    name: value.name,
    origin: originOf(entry),
    files: value.files,
    requires: value.requires ?? [],
    literals: value.literals ?? [],
    always: value.always ?? false,
    dotted: value.dotted ?? false,
    package: value.package ?? null,
    scope: value.scope ?? null,
    paths: (value.paths ?? []).map(toConfigPath),
    fallbacks: value.fallbacks ?? [],
    aliases: value.aliases ?? [],
    servers: (value.servers ?? []).map(({ at, command = [], args = [], url = [] }) => ({ at, command, args, url })),
  };
}

function toConfigPath(value: NonNullable<input.ConfigFormat['paths']>[number]): entity.ConfigPath {
  return {
    at: value.at,
    model: value.model ?? [],
    baseUrl: value.base_url ?? [],
    region: value.region ?? [],
    provider: value.provider ?? [],
    providers: value.providers ?? {},
    onlyListed: value.only_listed ?? false,
    service: value.service ?? null,
    package: value.package ?? null,
    purpose: value.purpose ?? null,
    alias: value.alias ?? null,
    bare: value.bare ?? false,
    modelPrefix: value.model_prefix ?? '',
    between: value.between ?? [],
    fallback: value.fallback ?? false,
  };
}

function perLayer(values: Partial<Record<Layer | 'default', number | undefined>> | undefined, fallback: number): Record<Layer, number> {
  const result: Partial<Record<Layer, number>> = {};
  for (const layer of LAYERS) result[layer] = values?.[layer] ?? values?.default ?? fallback;
  return result as Record<Layer, number>;
}
