/** What the repositories of a group add up to. Pure sums over sets of repositories: nothing here depends on their order. */
import { SEVERITIES, type Severity } from '../../model/entity.ts';
import type { FleetController, FleetEntry, FleetGroup, FleetSpread, Occurs, SharedUsage } from '../../model/fleet.ts';
import { LAYERS, type Layer } from '../../model/layer.ts';
import type { Verdict } from '../../model/report.ts';

/** Ids that reports count calls under that end on own machines, and at nobody known. */
const OWN = 'self';
const UNKNOWN = 'unknown';

type Figures = Omit<
  FleetGroup,
  'profile' | 'profileName' | 'profileScope' | 'floors' | 'scopes' | 'customRules' | 'asOf' | 'knowledge' | 'tools' | 'ranking' | 'superseded' | 'disputed'
>;

/** Every figure of a group. `entries` hold each repository once. */
export function figuresOf(entries: readonly FleetEntry[], usages: ReadonlyMap<string, SharedUsage>, floors: Readonly<Record<Layer, number>>): Figures {
  const controllers = controllersOf(entries);
  return {
    verdicts: verdictCounts(entries.map(({ verdict }) => verdict.level)),
    layers: LAYERS.map((layer) => layerOf(layer, floors[layer], entries)),
    findings: Object.fromEntries(SEVERITIES.map((severity) => [severity, findingsOf(severity, entries)])) as Figures['findings'],
    spread: spreadOf(controllers, entries),
    controllers,
    countries: countriesOf(entries),
    services: servicesOf(entries, usages),
    models: modelsOf(entries, usages),
    rules: rulesOf(entries),
    restrictions: restrictionsOf(entries),
    mentionsOnly: entries.filter((entry) => isMentioned(entry, usages)).length,
    failedGates: entries.filter(({ failedGates }) => failedGates.length > 0).length,
    incomplete: entries.filter(({ diagnostics }) => diagnostics > 0).length,
  };
}

function isMentioned({ occurrences }: FleetEntry, usages: ReadonlyMap<string, SharedUsage>): boolean {
  const deciding = occurrences.filter(({ decides }) => decides);
  return deciding.length > 0 && deciding.every(({ usage }) => usages.get(usage)?.confidence === 'low');
}

/** How many of each verdict. */
export function verdictCounts(verdicts: readonly Verdict[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { access: 0, dependency: 0, sovereign: 0, none: 0 };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

/** Repositories without AI have no levels and are not counted. */
function layerOf(layer: Layer, floor: number, entries: readonly FleetEntry[]): Figures['layers'][number] {
  const levels = [0, 0, 0, 0, 0];
  const states = { missing: 0, unclear: 0, present: 0 };
  for (const entry of entries) {
    if (entry.verdict.level === 'none') continue;
    const { low, high } = entry.levels[layer];
    levels[low] = (levels[low] ?? 0) + 1;
    states[high < floor ? 'missing' : low < floor ? 'unclear' : 'present']++;
  }
  return { layer, floor, ...states, levels };
}

function findingsOf(severity: Severity, entries: readonly FleetEntry[]): { repositories: number; findings: number } {
  const numbers = entries.map(({ findings }) => findings[severity]).filter((number) => number > 0);
  return { repositories: numbers.length, findings: sum(numbers) };
}

/** Ultimate controllers, most repositories first. */
function controllersOf(entries: readonly FleetEntry[]): FleetController[] {
  const found = new Map<string, FleetController>();
  for (const entry of entries) {
    for (const { id, name, country, usages } of entry.controllers) {
      const known = found.get(id) ?? { id, name, country, repositories: 0, callPaths: 0, wholly: 0 };
      found.set(id, {
        ...known,
        // Knowledge of several days may call one body by two names: the first by code units, whatever the order.
        name: name < known.name ? name : known.name,
        country: known.country === null || (country !== null && country < known.country) ? country : known.country,
        repositories: known.repositories + 1,
        callPaths: known.callPaths + usages,
        wholly: known.wholly + (usages === entry.callPaths ? 1 : 0),
      });
    }
  }
  return [...found.values()].sort((a, b) => mostFirst(a, b) || (a.id < b.id ? -1 : 1));
}

/** By the country of the ultimate controller; own machines and the unknown are in none. */
function countriesOf(entries: readonly FleetEntry[]): Figures['countries'] {
  const found = new Map<string, Figures['countries'][number]>();
  for (const entry of entries) {
    const own = new Map<string, number>();
    for (const { country, usages } of entry.controllers) if (country !== null) own.set(country, (own.get(country) ?? 0) + usages);
    for (const [country, usages] of own) {
      const known = found.get(country) ?? { country, repositories: 0, callPaths: 0, wholly: 0 };
      const wholly = known.wholly + (usages === entry.callPaths ? 1 : 0);
      found.set(country, { country, repositories: known.repositories + 1, callPaths: known.callPaths + usages, wholly });
    }
  }
  return [...found.values()].sort((a, b) => mostFirst(a, b) || (a.country < b.country ? -1 : 1));
}

/** The Herfindahl-Hirschman index over known controllers other than oneself: what is not known to end at one body says nothing about concentration. */
function spreadOf(controllers: readonly FleetController[], entries: readonly FleetEntry[]): FleetSpread {
  const others = controllers.filter(({ id }) => id !== OWN && id !== UNKNOWN).map(({ callPaths }) => callPaths);
  const total = sum(others);
  const count = (id: string): number => controllers.find((controller) => controller.id === id)?.callPaths ?? 0;
  const base = { callPaths: sum(entries.map(({ callPaths }) => callPaths)), own: count(OWN), unknown: count(UNKNOWN) };
  if (total === 0) return { ...base, largestShare: null, concentration: null, equalControllers: null };
  const concentration = sum(others.map((number) => (number / total) ** 2));
  return {
    ...base,
    largestShare: rounded(Math.max(...others) / total, 3),
    concentration: rounded(concentration, 3),
    equalControllers: rounded(1 / concentration, 1),
  };
}

/** Groups what decides in each repository by a key, and counts repositories and call paths. */
function tally<T>(
  entries: readonly FleetEntry[],
  usages: ReadonlyMap<string, SharedUsage>,
  describe: (usage: SharedUsage) => { readonly key: string; readonly what: T } | null,
): (T & Occurs & { readonly key: string })[] {
  const found = new Map<string, { what: T; repositories: number; callPaths: number; last: string }>();
  for (const { id, occurrences } of entries) {
    for (const { usage, decides } of occurrences) {
      const shared = decides ? usages.get(usage) : undefined;
      const described = shared === undefined ? null : describe(shared);
      if (described === null) continue;
      const known = found.get(described.key) ?? { what: described.what, repositories: 0, callPaths: 0, last: '' };
      if (known.last !== id) known.repositories++;
      known.callPaths++;
      known.last = id;
      if (JSON.stringify(described.what) < JSON.stringify(known.what)) known.what = described.what;
      found.set(described.key, known);
    }
  }
  const rows = [...found].map(([key, { what, repositories, callPaths }]) => ({ ...what, key, repositories, callPaths }));
  return rows.sort((a, b) => mostFirst(a, b) || (a.key < b.key ? -1 : 1));
}

function servicesOf(entries: readonly FleetEntry[], usages: ReadonlyMap<string, SharedUsage>): Figures['services'] {
  const rows = tally(entries, usages, ({ service }) => {
    if (service === null) return null;
    const { id, name, operator } = service;
    // What is declared to run at several hosters has one id and many operators.
    return { key: `${id} ${operator.id ?? operator.name}`, what: { id, name, operator: operator.name, country: operator.controller ?? operator.country } };
  });
  return rows.map(({ id, name, operator, country, repositories, callPaths }) => ({ id, name, operator, country, repositories, callPaths }));
}

/** A model that no entry knows is told by what the code asks for. */
function modelsOf(entries: readonly FleetEntry[], usages: ReadonlyMap<string, SharedUsage>): Figures['models'] {
  const rows = tally(entries, usages, ({ model }) => {
    if (model === null) return null;
    const { id, requested, name, developer, weights, status } = model;
    const what = { id, name: id === null ? requested : name, developer: developer.name, country: developer.controller ?? developer.country, weights, status };
    return { key: id ?? `? ${requested}`, what };
  });
  return rows.map(({ key: _key, ...row }) => row);
}

function rulesOf(entries: readonly FleetEntry[]): Figures['rules'] {
  const found = new Map<string, Figures['rules'][number]>();
  for (const { rules } of entries) {
    for (const { rule, severity, findings } of rules) {
      const known = found.get(rule) ?? { rule, severity, repositories: 0, findings: 0 };
      const worst = SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known.severity) ? severity : known.severity;
      found.set(rule, { rule, severity: worst, repositories: known.repositories + 1, findings: known.findings + findings });
    }
  }
  return [...found.values()].sort((a, b) => b.repositories - a.repositories || b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
}

const RESTRICTIONS = ['prohibited', 'conditional', 'watch', 'none'] as const;

function restrictionsOf(entries: readonly FleetEntry[]): Figures['restrictions'] {
  const found = new Map<string, Figures['restrictions'][number]>();
  for (const { restrictions } of entries) {
    for (const { by, level, callPaths } of restrictions) {
      const known = found.get(`${level} ${by}`) ?? { by, level, repositories: 0, callPaths: 0 };
      found.set(`${level} ${by}`, { by, level, repositories: known.repositories + 1, callPaths: known.callPaths + callPaths });
    }
  }
  return [...found.values()].sort((a, b) => RESTRICTIONS.indexOf(a.level) - RESTRICTIONS.indexOf(b.level) || mostFirst(a, b) || (a.by < b.by ? -1 : 1));
}

function mostFirst(a: Occurs, b: Occurs): number {
  return b.repositories - a.repositories || b.callPaths - a.callPaths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
