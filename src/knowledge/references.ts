/** Checks between entries: every reference and place resolves, sources exist, dates are in order. */

import type { Policy } from '../model/entity.ts';
import { didYouMean } from '../util/closest.ts';
import { isRecord, isWritten, type Path, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { Entities } from './collect.ts';
import type { RawEntry } from './entry.ts';
import { usedSources } from './fact.ts';
import type { KnownIds } from './ids.ts';
import type { Kind } from './schema.ts';
import { SINGULAR } from './schema-name.ts';
import { select } from './select.ts';

type Report = (path: Path, message: string, key?: boolean) => void;
type Vocabulary = Pick<Entities['vocabulary'], 'countries' | 'blocs'>;

/** What references are checked against besides ids. */
export interface ReferenceWorld {
  readonly vocabulary: Vocabulary;
  readonly policies: ReadonlyMap<string, Pick<Policy, 'scopes'>>;
}

/** All problems of references in entries whose shape is right. Precompiled entries (no document) were checked at build. */
export function checkReferences(entries: readonly RawEntry[], ids: KnownIds, world: ReferenceWorld): Problem[] {
  const problems: Problem[] = [];
  const places = Object.keys(world.vocabulary.countries).length > 0;
  for (const entry of entries) {
    if (!isWritten(entry)) continue;
    const report: Report = (path, message, key = false) => problems.push({ file: entry.file, ...positionOf(entry, path, key), message });
    checkSources(entry, report);
    checkLinks(entry, ids, report);
    // A broken list of countries is its own problem, not one of every place.
    if (places) checkPlaces(entry, world.vocabulary, report);
    checkScopes(entry, world, report);
    checkSegments(entry, report);
  }
  return problems;
}

function checkSources(entry: RawEntry, report: Report): void {
  const sources = (entry.value as { sources?: Record<string, unknown> }).sources;
  if (!sources) return;
  const names = Object.keys(sources);
  for (const { name, path } of usedSources(entry.value)) {
    if (!names.includes(name)) report(path, `unknown source "${name}"${didYouMean(name, names) || `, expected one of ${names.join(', ')}`}`);
  }
}

/** Fields that point at another entry: path pattern (`*` any key) and the kind it points at. */
const LINKS: Readonly<Partial<Record<Kind, readonly (readonly [string, Kind])[]>>> = {
  organizations: [
    ['parent', 'organizations'],
    ['replaced_by', 'organizations'],
  ],
  services: [
    ['operator', 'organizations'],
    ['terms', 'licenses'],
    ['regions', 'regions'],
    ['replaced_by', 'services'],
    ['model_aliases.*', 'models'],
  ],
  packages: [
    ['publisher', 'organizations'],
    ['implies', 'services'],
    ['calls.*.service', 'services'],
    ['calls.*.config', 'configs'],
    ['telemetry.service', 'services'],
    ['commands.*.service', 'services'],
  ],
  accelerators: [
    ['vendor', 'organizations'],
    ['line', 'accelerators'],
    ['export.*.regimes.*', 'regimes'],
    ['export.*.events.*', 'events'],
    ['nodes.*.cloud', 'organizations'],
    ['packages.*', 'packages'],
    ['replaced_by', 'accelerators'],
  ],
  resources: [['service', 'services']],
  models: [
    ['developer', 'organizations'],
    ['versions.*.license', 'licenses'],
    ['versions.*.base', 'models'],
    ['versions.*.superseded_by', 'models'],
  ],
  events: [
    ['subject.models.*', 'models'],
    ['subject.developers.*', 'organizations'],
    ['subject.operators.*', 'organizations'],
    ['subject.services.*', 'services'],
    ['segments.*.effects.*.models.*', 'models'],
    ['segments.*.effects.*.profiles.*', 'policies'],
  ],
  regimes: [
    ['profiles.*', 'policies'],
    ['accelerators.*.makers.*', 'organizations'],
  ],
  policies: [
    ['transfers', 'transfers'],
    ['regimes.*', 'regimes'],
    ...(['deny', 'allow'] as const).flatMap(
      (list) =>
        [
          [`${list}.developers.*`, 'organizations'],
          [`${list}.operators.*`, 'organizations'],
          [`${list}.services.*`, 'services'],
        ] as const,
    ),
  ],
  checks: [['touches.*.regime', 'regimes']],
  scenarios: [
    ['reach.developers.*', 'organizations'],
    ['reach.operators.*', 'organizations'],
    ['reach.services.*', 'services'],
  ],
  configs: [
    ['package', 'packages'],
    ['paths.*.package', 'packages'],
    ['paths.*.service', 'services'],
    ['paths.*.providers.*', 'services'],
  ],
  vocab: [['model_ids.vendors.*', 'organizations']],
};

function checkLinks(entry: RawEntry, ids: KnownIds, report: Report): void {
  for (const [pattern, kind] of LINKS[entry.kind] ?? []) {
    for (const { path, value } of select(entry.value, pattern)) {
      if (typeof value !== 'string' || value === 'unknown' || ids[kind].has(value)) continue;
      report(
        path,
        `${label(path)}: unknown ${SINGULAR[kind]} "${value}"${didYouMean(value, ids[kind]) || (kind === 'models' ? asWritten(value, ids.models) : '')}`,
      );
    }
  }
  if (entry.kind === 'vocab') checkMostUsed(entry, ids, report);
}

/** `Qwen/Qwen3-32B` is how code writes `alibaba/qwen3`: the longest version it begins with. */
function asWritten(value: string, models: ReadonlySet<string>): string {
  const name = value.toLowerCase().slice(value.lastIndexOf('/') + 1);
  let best = '';
  for (const id of models) {
    const key = id.slice(id.indexOf('/') + 1);
    if ((name === key || name.startsWith(`${key}-`)) && key.length > best.length - best.indexOf('/') - 1) best = id;
  }
  return best === '' ? '' : `, did you mean "${best}"? (sovaudit lookup "${value}" shows what it leads to)`;
}

/** `services/openai`: a kind and one of its ids. */
function checkMostUsed(entry: RawEntry, ids: KnownIds, report: Report): void {
  for (const { path, value } of select(entry.value, 'most_used.*')) {
    const [, kind = '', id = ''] = /^([^/]+)\/(.+)$/.exec(String(value)) ?? [];
    const known = ids[kind as Kind] as ReadonlySet<string> | undefined;
    if (known === undefined) report(path, `${label(path)}: unknown kind "${kind}"${didYouMean(kind, Object.keys(ids))}`);
    else if (!known.has(id)) report(path, `${label(path)}: unknown ${SINGULAR[kind as Kind]} "${id}"${didYouMean(id, known)}`);
  }
}

/** `operator.value` is `operator` to its author. */
function label(path: Path): string {
  return (path.at(-1) === 'value' ? path.slice(0, -1) : path).join('.');
}

/** Fields that hold a country, a bloc, `global` or `premises`. */
const PLACES: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  organizations: ['seat', 'controller'],
  services: ['location', 'hosts.*.location', 'model_regions.*', 'data_practices.subprocessors.places.*'],
  regions: ['places.*'],
  accelerators: ['designed_in', 'fabrication', 'export.*.home.*'],
  resources: ['zones.*'],
  licenses: ['excluded.*'],
  events: ['jurisdiction'],
  transfers: ['bases.*.country'],
  policies: ['home.*', 'data_home.*', 'adverse.*', 'exclude.developers.*', 'exclude.operators.*'],
  scenarios: ['reach.developer_countries.*', 'reach.operator_countries.*'],
  vocab: ['blocs.*.*', 'blocs.*.members.*'],
};

function checkPlaces(entry: RawEntry, { countries, blocs }: Vocabulary, report: Report): void {
  for (const pattern of PLACES[entry.kind] ?? []) {
    for (const { path, value } of select(entry.value, pattern)) {
      if (typeof value !== 'string' || value === 'unknown' || value === 'global' || value === 'premises') continue;
      // Beside its members a bloc has a name and a source.
      if (entry.kind === 'vocab' && typeof path.at(-1) === 'string') continue;
      if (Object.hasOwn(countries, value) || Object.hasOwn(blocs, value)) continue;
      const known = value.length === 2 ? Object.keys(countries) : Object.keys(blocs);
      report(
        path,
        `${label(path)}: unknown ${value.length === 2 ? 'country' : 'bloc'} "${value}"${value === 'UK' ? ', did you mean "GB"?' : didYouMean(value, known)}`,
      );
    }
  }
}

interface Effects {
  readonly segments: readonly { readonly effects?: readonly { readonly profiles?: readonly string[]; readonly scopes?: readonly string[] }[] }[];
}

/** An effect's scopes belong to one of its profiles, a profile's default scope to its own. */
function checkScopes(entry: RawEntry, { policies }: ReferenceWorld, report: Report): void {
  if (entry.kind === 'policies') {
    const { scopes = [], default_scope: chosen } = entry.value as { scopes?: string[]; default_scope?: string };
    if (chosen !== undefined && !scopes.includes(chosen)) report(['default_scope'], `default_scope: "${chosen}" is none of the scopes ${scopes.join(', ')}`);
  }
  if (entry.kind !== 'events') return;
  (entry.value as Effects).segments.forEach(({ effects = [] }, segment) => {
    effects.forEach(({ profiles = [], scopes = [] }, effect) => {
      const known = profiles.flatMap((profile) => policies.get(profile)?.scopes ?? []);
      scopes.forEach((scope, at) => {
        if (!known.includes(scope))
          report(
            ['segments', segment, 'effects', effect, 'scopes', at],
            `none of the profiles ${profiles.join(', ')} has a scope "${scope}"${didYouMean(scope, known)}`,
          );
      });
    });
  });
}

interface DatedSegments {
  readonly segments?: readonly { readonly from: string; readonly to?: string }[];
}

function checkSegments(entry: RawEntry, report: Report): void {
  const segments = (entry.value as DatedSegments).segments ?? [];
  let end: string | undefined;
  segments.forEach((segment, index) => {
    if (segment.to !== undefined && Date.parse(segment.to) <= Date.parse(segment.from)) report(['segments', index, 'to'], 'a segment must end after it starts');
    if (index > 0 && (end === undefined || Date.parse(segment.from) < Date.parse(end))) {
      report(['segments', index, 'from'], 'segments must be in order and must not overlap (intervals are [from, to))');
    }
    end = segment.to;
  });
  if (!isRecord(entry.value)) return;
  for (const [fromKey, toKey, pattern] of [
    ['in_force_from', 'in_force_to', null],
    ['in_force_from', 'in_force_to', 'bases.*'],
  ] as const) {
    for (const { path, value } of pattern === null ? [{ path: [], value: entry.value as unknown }] : select(entry.value, pattern)) {
      if (!isRecord(value)) continue;
      const [from, to] = [value[fromKey], value[toKey]];
      if (typeof from === 'string' && typeof to === 'string' && to <= from) report([...path, toKey], `${toKey} must come after ${fromKey}`);
    }
  }
}
