/** What-ifs over a fleet: the call paths that its reports hold, judged twice by the knowledge of now, repository by repository. Pure. */
import type { FleetEntry, FleetOccurrence, SharedUsage, SimulatedGroup, SimulatedRepository } from '../../model/fleet.ts';
import type { Index } from '../../model/knowledge.ts';
import { LAYERS } from '../../model/layer.ts';
import type { SimulatedUsage, Survival } from '../../model/simulation.ts';
import type { Usage } from '../../model/usage.ts';
import { nestedName } from '../../util/nested-name.ts';
import type { EvaluationOptions } from '../index.ts';
import { simulate, type WhatIf } from '../simulate.ts';
import { verdictCounts } from './figures.ts';

/** A repository and how it is to be judged. */
export interface Subject {
  readonly entry: FleetEntry;
  readonly options: EvaluationOptions;
  /** What is supposed; its usages are the shared ones as they read in that world. */
  readonly whatIf: WhatIf;
  /** Version of the knowledge base its report was made with. */
  readonly knowledge: string;
}

/** What one repository adds to the answer. */
interface Outcome {
  readonly repository: SimulatedRepository;
  readonly subject: Subject;
  readonly supposed: readonly { readonly text: string; readonly reaches: number }[];
  readonly touched: boolean;
  readonly sameAsReported: boolean;
}

/** What would happen to the repositories of one group, all but the head lines that name it. */
export function simulateGroup(
  subjects: readonly Subject[],
  usages: ReadonlyMap<string, SharedUsage>,
  index: Index,
): Omit<SimulatedGroup, 'profile' | 'profileName' | 'profileScope' | 'scopes'> {
  const outcomes = subjects.map((subject) => outcomeOf(subject, usages, index));
  const stopped = outcomes.filter(({ repository: { stops } }) => stops.length > 0);
  const repositories = outcomes.map(({ repository }) => repository);
  return {
    asOf: [...new Set(subjects.map(({ options }) => options.asOf))].sort(),
    repositories: outcomes.length,
    callPaths: sum(repositories.map(({ callPaths }) => callPaths)),
    supposed: supposedIn(outcomes),
    stops: {
      repositories: stopped.length,
      callPaths: sum(stopped.map(({ repository: { stops } }) => stops.length)),
      wholly: stopped.filter(({ repository: { stops, callPaths } }) => stops.length === callPaths).length,
    },
    survives: survivals(repositories),
    exposed: { repositories: repositories.filter(({ exposed }) => exposed > 0).length, callPaths: sum(repositories.map(({ exposed }) => exposed)) },
    verdicts: {
      before: verdictCounts(repositories.map(({ verdict }) => verdict.before)),
      after: verdictCounts(repositories.map(({ verdict }) => verdict.after)),
    },
    layers: LAYERS.map((layer) => ({
      layer,
      before: repositories.filter(({ missing }) => missing.before.includes(layer)).length,
      after: repositories.filter(({ missing }) => missing.after.includes(layer)).length,
    })),
    touched: outcomes
      .filter(({ touched }) => touched)
      .map(({ repository }) => repository)
      .sort((a, b) => b.stops.length - a.stops.length || b.exposed - a.exposed || (nestedName(a) < nestedName(b) ? -1 : 1)),
    judgedDifferently: outcomes
      .filter(({ sameAsReported }) => !sameAsReported)
      .map(({ subject: { entry, knowledge } }) => ({ name: entry.name, folder: entry.folder, declared: entry.declared, knowledge }))
      .sort((a, b) => (nestedName(a) < nestedName(b) ? -1 : 1)),
  };
}

function outcomeOf(subject: Subject, shared: ReadonlyMap<string, SharedUsage>, index: Index): Outcome {
  const { entry, options, whatIf } = subject;
  const after = new Map(whatIf.usages.map((usage) => [usage.id, usage]));
  const now = entry.occurrences.flatMap((at) => placed(shared.get(at.usage), at));
  const then = entry.occurrences.flatMap((at) => placed(after.get(at.usage), at));
  const result = simulate(now, index, { ...whatIf, usages: then }, options);
  // Mentions beside real call paths are no call paths, here as in every other figure of a fleet.
  const deciding = new Set(entry.occurrences.filter(({ decides }) => decides).map(({ id }) => id));
  const stops = result.stops.filter(({ usage }) => deciding.has(usage));
  const exposed = result.exposed.filter(({ usage }) => deciding.has(usage)).length;
  const { before, after: later } = result.verdict;
  const changed = before.level !== later.level || result.layers.some((layer) => layer.before.low !== layer.after.low || layer.before.high !== layer.after.high);
  return {
    subject,
    repository: {
      name: entry.name,
      folder: entry.folder,
      revision: entry.revision,
      callPaths: deciding.size,
      stops: stops.map(plain),
      survives: result.survives.filter(({ usage }) => deciding.has(usage)).map(({ name, place, by }) => ({ name, place, by })),
      exposed,
      verdict: { before: before.level, after: later.level },
      missing: { before: before.missingLayers, after: later.missingLayers },
    },
    supposed: result.supposed,
    touched: stops.length > 0 || exposed > 0 || changed || result.survives.some(({ usage }) => deciding.has(usage)),
    sameAsReported:
      before.level === entry.verdict.level &&
      result.layers.every(({ layer, before: level }) => level.low === entry.levels[layer].low && level.high === entry.levels[layer].high),
  };
}

/** A shared usage back at its place. What the evidence was is not in a fleet, and no level rests on it. */
function placed(usage: Omit<Usage, 'evidence' | 'fallbackGroup'> | undefined, { id, place, fallbackGroup }: FleetOccurrence): Usage[] {
  if (usage === undefined) return [];
  const base = { column: 1, endColumn: 1, kind: 'config', value: '', context: '', confidence: 'high', signature: null } as const;
  const seen = place === null ? [] : [{ ...base, ...place, endLine: place.line, id: `${place.path}:${place.line}`, subject: UNKNOWN, scope: usage.scope }];
  return [{ ...usage, id, fallbackGroup, evidence: seen }];
}

const UNKNOWN = { kind: 'unknown', what: 'model' } as const;

function plain({ name, service, place, reason }: SimulatedUsage): SimulatedRepository['stops'][number] {
  return { name, service, place, reason };
}

/** Head lines over all repositories, in the order they were given. */
function supposedIn(outcomes: readonly Outcome[]): SimulatedGroup['supposed'] {
  const found = new Map<string, { repositories: number; callPaths: number }>();
  for (const { supposed } of outcomes) {
    for (const { text, reaches } of supposed) {
      const known = found.get(text) ?? { repositories: 0, callPaths: 0 };
      found.set(text, { repositories: known.repositories + (reaches > 0 ? 1 : 0), callPaths: known.callPaths + reaches });
    }
  }
  return [...found].map(([text, counts]) => ({ text, ...counts }));
}

function survivals(repositories: readonly SimulatedRepository[]): SimulatedGroup['survives'] {
  const kinds: readonly Survival[] = ['held-weights', 'open-weights', 'fallback', 'until-next-start'];
  return kinds.flatMap((by) => {
    const numbers = repositories.map(({ survives }) => survives.filter((survivor) => survivor.by === by).length).filter((number) => number > 0);
    return numbers.length === 0 ? [] : [{ by, repositories: numbers.length, callPaths: sum(numbers) }];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
