import type { Index } from '../model/knowledge.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { LayerReport, Report, Verdict } from '../model/report.ts';
import { strongest } from './events.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';
import { type Unit, unitsOf } from './units.ts';

/** How unknowns count at a gate: as the worst they can be, the best, or not at all. */
export type UnknownPolicy = 'worst' | 'best' | 'ignore';

/** The question each layer asks of a repository. */
export const QUESTIONS: Readonly<Record<Layer, string>> = {
  model: 'If the developer or its government withdrew this model tomorrow, would you still have it?',
  data: 'Where do prompts, context and embeddings go, and under which transfer basis?',
  compute: 'Whose permission does the next GPU-hour need?',
  cloud: 'Which government can compel or order the operator?',
  deployment: 'Can you move, or keep running, if the supplier goes dark?',
  license: 'May you, there, at your size, audit, modify and deploy it?',
};

/**
 * The usages that decide the repository's levels: those of the audited scopes; mentions (low confidence) only when there is nothing better.
 */
export function scored(judged: readonly Judged[], scopes: readonly string[]): readonly Judged[] {
  const inScope = judged.filter(({ usage }) => scopes.includes(usage.scope));
  const sure = inScope.filter(({ usage }) => usage.confidence !== 'low');
  return sure.length > 0 ? sure : inScope;
}

/** Layer levels of the repository: the weakest usage decides, fallback groups count once for the two layers of continuity. */
export function layerReports(usages: readonly Judged[], index: Index, view: Perspective): Omit<LayerReport, 'findings'>[] {
  return LAYERS.map((layer) => {
    const units = unitsOf(usages, layer, index, view);
    const weakest = weakestOf(units);
    const floor = view.policy.floors[layer];
    const question = QUESTIONS[layer];
    if (!weakest)
      return { layer, level: { low: 4, high: 4 }, floor, missing: false, question, answer: 'No AI usage was found.', row: 'NA', usage: null, facts: [] };
    const level = { low: Math.min(...units.map(({ level: { low } }) => low)), high: Math.min(...units.map(({ level: { high } }) => high)) };
    const { row, reason, facts } = weakest.level;
    return { layer, level, floor, missing: level.low < floor, question, answer: reason, row, usage: weakest.usage.id, facts };
  });
}

function weakestOf(units: readonly Unit[]): Unit | undefined {
  // Of equally low ones the one that is certain explains the level better.
  const before = (a: Unit, b: Unit): number => a.level.low - b.level.low || a.level.high - b.level.high || (a.usage.id < b.usage.id ? -1 : 1);
  let weakest: Unit | undefined;
  for (const unit of units) if (weakest === undefined || before(unit, weakest) < 0) weakest = unit;
  return weakest;
}

function verdictFor(missing: number): Verdict {
  return missing === 0 ? 'sovereign' : missing <= 2 ? 'dependency' : 'access';
}

/** Counts the missing layers: none is sovereign, one or two dependency, three access; twice when unknowns leave a range. */
export function verdictOf(usages: readonly Judged[], layers: readonly Omit<LayerReport, 'findings'>[], view: Perspective): Report['verdict'] {
  const all = usages.flatMap(({ assessment }) => assessment.restrictions);
  const restriction = strongest(all);
  const risk = riskIndex(layers, view, restriction === 'prohibited');
  const revocability =
    usages
      .map(({ assessment }) => assessment.revocability)
      .filter((level) => level !== 'unknown')
      .sort()
      .at(-1) ?? 'unknown';
  const base: Omit<Report['verdict'], 'level' | 'range' | 'missingLayers'> = {
    ...risk,
    restriction,
    revocability,
    unknowns: layers.filter(({ level }) => level.low !== level.high).length,
  };
  if (usages.length === 0) return { ...base, level: 'none', range: ['none'], missingLayers: [], riskIndex: 0 };
  const worst = verdictFor(layers.filter(({ level, floor }) => level.low < floor).length);
  const best = verdictFor(layers.filter(({ level, floor }) => level.high < floor).length);
  return {
    ...base,
    level: worst,
    range: best === worst ? [worst] : [best, worst],
    missingLayers: layers.filter(({ missing }) => missing).map(({ layer }) => layer),
  };
}

/** `100 x sum(w x (4 - level)) / (4 x sum(w))` on the pessimistic end; at least 90 when something is prohibited. */
function riskIndex(
  layers: readonly Omit<LayerReport, 'findings'>[],
  view: Perspective,
  prohibited: boolean,
): Pick<Report['verdict'], 'riskIndex' | 'riskTerms'> {
  const total = LAYERS.reduce((sum, layer) => sum + view.policy.weights[layer], 0);
  const terms = {} as Record<Layer, number>;
  for (const { layer, level } of layers) terms[layer] = total === 0 ? 0 : (100 * view.policy.weights[layer] * (4 - level.low)) / (4 * total);
  const sum = Object.values(terms).reduce((left, right) => left + right, 0);
  for (const layer of LAYERS) terms[layer] = Math.round((terms[layer] ?? 0) * 10) / 10;
  return { riskIndex: Math.round(prohibited ? Math.max(90, sum) : sum), riskTerms: terms };
}
