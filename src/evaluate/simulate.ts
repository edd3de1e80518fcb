/** What-if: the same usages judged twice at the same date, with and without something that has not happened. Pure. */
import type { Index } from '../model/knowledge.ts';
import { LAYERS } from '../model/layer.ts';
import type { Report } from '../model/report.ts';
import type { SimulatedUsage, SimulatedVerdict, Simulation } from '../model/simulation.ts';
import type { Assessment, Restriction, Usage } from '../model/usage.ts';
import { type EvaluationOptions, judge } from './index.ts';
import type { Judged } from './judged.ts';
import { reached, type Supposition } from './supposition.ts';
import { layerReports, scored, verdictOf } from './verdict.ts';

/** The world after: the index with supposed events or licenses in it, and what is supposed of supplies and orders. */
export interface WhatIf {
  readonly index: Index;
  /** Usages as they read in that index (another license of a model). */
  readonly usages: readonly Usage[];
  readonly suppositions: readonly Supposition[];
  /** Head line for each thing that changed the index itself, with the usages it can reach. */
  readonly changes: readonly { readonly text: string; readonly reaches: (usage: Usage) => boolean }[];
  readonly notes: readonly string[];
}

/** What a simulation says, but for the names of tool and audit. */
export type SimulatedChange = Omit<Simulation, 'schemaVersion' | 'tool' | 'knowledge' | 'audit'>;

/** Judges before and after, and compares. */
export function simulate(usages: readonly Usage[], index: Index, whatIf: WhatIf, options: EvaluationOptions): SimulatedChange {
  const before = world(usages, index, options);
  const after = world(whatIf.usages, whatIf.index, { ...options, supposed: whatIf.suppositions });
  const inScope = before.judged.filter(({ usage }) => options.scopes.includes(usage.scope));
  const pairs = inScope.flatMap((first): Pair[] => {
    const second = after.judged.find(({ usage }) => usage.id === first.usage.id);
    return second ? [{ first, second }] : [];
  });
  const gone = stops(pairs, whatIf);
  const stopped = new Set(gone.map(({ usage }) => usage));
  const counts = (reaches: (usage: Usage) => boolean): number => inScope.filter(({ usage }) => reaches(usage)).length;
  return {
    supposed: [
      ...whatIf.suppositions.map((supposition) => ({ text: supposition.text, reaches: counts((usage) => reached(supposition, usage, index) !== null) })),
      ...whatIf.changes.map(({ text, reaches }) => ({ text, reaches: counts(reaches) })),
    ],
    stops: gone,
    survives: survivors(pairs, stopped, whatIf, index),
    exposed: exposures(pairs, whatIf),
    layers: LAYERS.map((layer, at) => {
      const [old, now] = [before.layers[at], after.layers[at]];
      return { layer, before: old?.level ?? { low: 4, high: 4 }, after: now?.level ?? { low: 4, high: 4 }, floor: old?.floor ?? 0 };
    }),
    changed: pairs.flatMap(changesOf),
    verdict: { before: summary(before.verdict), after: summary(after.verdict) },
    notes: whatIf.notes,
  };
}

interface Pair {
  readonly first: Judged;
  readonly second: Judged;
}

function world(usages: readonly Usage[], index: Index, options: EvaluationOptions) {
  const { judged, view } = judge(usages, index, options);
  const deciding = scored(judged, options.scopes);
  const layers = layerReports(deciding, index, view);
  return { judged, layers, verdict: verdictOf(deciding, layers, view) };
}

function summary({ level, range, missingLayers, riskIndex, restriction, revocability }: Report['verdict']): SimulatedVerdict {
  return { level, range, missingLayers, riskIndex, restriction, revocability };
}

function named(usage: Usage, reason: string): SimulatedUsage {
  const first = usage.evidence[0];
  return {
    usage: usage.id,
    name: usage.model?.name ?? usage.service?.name ?? usage.dynamicModel ?? usage.id,
    service: usage.service?.name ?? null,
    place: first ? `${first.path}:${first.line}` : null,
    reason,
  };
}

/** Reached by something supposed, cut off by an event, or newly barred; what had stopped before does not stop again. */
function stops(pairs: readonly Pair[], { suppositions, index }: WhatIf): SimulatedUsage[] {
  return pairs.flatMap(({ first, second }) => {
    if (unreachable(first.assessment)) return [];
    const supposed = suppositions.find(
      (supposition) => supposition.effect === 'stop' && !['hub', null].includes(reached(supposition, second.usage, index)) && second.usage.weights !== 'pulled',
    );
    if (supposed) return [named(second.usage, supposed.reason)];
    if (unreachable(second.assessment) && second.usage.weights !== 'pulled') return [named(second.usage, second.assessment.layers.model.reason)];
    const barred = prohibition(second.assessment);
    if (barred && !prohibition(first.assessment)) return [named(second.usage, barred.reason)];
    return [];
  });
}

/** The model cannot be called: an event took it away, and no copy is held. */
function unreachable({ layers, revocability }: Assessment): boolean {
  return layers.model.high === 0 && layers.model.row !== 'NA' && revocability === 'R4';
}

function prohibition({ restrictions }: Assessment): Restriction | undefined {
  return restrictions.find(({ level }) => level === 'prohibited');
}

/** What a supposed loss touches and does not stop, and why; and stopped usages somebody else in their fallback list stands in for. */
function survivors(pairs: readonly Pair[], stopped: ReadonlySet<string>, whatIf: WhatIf, index: Index): Simulation['survives'] {
  return pairs.flatMap(({ first, second }): Simulation['survives'] => {
    const { usage } = second;
    if (stopped.has(usage.id)) {
      const standIn = pairs.find(
        (other) =>
          usage.fallbackGroup !== null &&
          other.second.usage.fallbackGroup === usage.fallbackGroup &&
          !stopped.has(other.second.usage.id) &&
          !unreachable(other.second.assessment),
      );
      return standIn
        ? [{ ...named(usage, `${standIn.second.usage.model?.name ?? 'Another member'} of the same fallback list stands in.`), by: 'fallback' }]
        : [];
    }
    if (usage.weights === 'pulled' && second.assessment.layers.deployment.high === 0 && first.assessment.layers.deployment.high > 0) {
      return [
        {
          ...named(usage, `${usage.model?.name ?? 'The model'} runs until its next start: then its weights are fetched by name again.`),
          by: 'until-next-start',
        },
      ];
    }
    // Nothing of it is reached, although it would be if nothing were held and the weights were closed.
    const bare: Usage = { ...usage, weights: null, model: usage.model && { ...usage.model, weights: 'closed' } };
    const spared = whatIf.suppositions.some((supposition) => {
      const broad: Supposition = { ...supposition, reach: { ...supposition.reach, weights: 'all' } };
      return supposition.effect === 'stop' && reached(supposition, usage, index) === null && reached(broad, bare, index) !== null;
    });
    if (!spared && !supposedEventSpares(usage, whatIf)) return [];
    if (usage.weights === 'held') return [{ ...named(usage, `The weights of ${usage.model?.name ?? 'the model'} are held.`), by: 'held-weights' }];
    return usage.model?.weights === 'open' && spared
      ? [{ ...named(usage, `${usage.model.name} has open weights, and ${usage.service?.name ?? 'its host'} is not reached.`), by: 'open-weights' }]
      : [];
  });
}

/** A supposed event or license names this usage's model, and its weights are held. */
function supposedEventSpares(usage: Usage, { changes }: WhatIf): boolean {
  return usage.weights === 'held' && changes.some(({ reaches }) => reaches(usage));
}

function exposures(pairs: readonly Pair[], { suppositions, index }: WhatIf): SimulatedUsage[] {
  return pairs.flatMap(({ second: { usage } }) => {
    const order = suppositions.find((supposition) => supposition.effect === 'disclose' && reached(supposition, usage, index) === 'service');
    return order ? [named(usage, order.reason)] : [];
  });
}

function changesOf({ first, second }: Pair): Simulation['changed'] {
  const layers = LAYERS.flatMap((layer) => {
    const [old, now] = [first.assessment.layers[layer], second.assessment.layers[layer]];
    if (old.low === now.low && old.high === now.high) return [];
    return [{ layer, before: { low: old.low, high: old.high }, after: { low: now.low, high: now.high }, reason: now.reason }];
  });
  return layers.length === 0 ? [] : [{ usage: second.usage.id, place: named(second.usage, '').place, layers }];
}
