/** The levels in the words of frameworks a profile works under: a projection of what code shows, never a rating. */
import type { Index } from '../model/knowledge.ts';
import type { Layer, LevelRange } from '../model/layer.ts';
import type { CsfProjection, Frameworks, LayerReport } from '../model/report.ts';
import { regimesOf } from './audience.ts';
import { doraRows } from './dora.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';

/** Regimes that switch a framework on. */
const CSF = 'eu-csf';
const DORA = 'eu-dora-28';

interface Objective {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly layers: readonly Layer[];
}

/** Cloud Sovereignty Framework 1.2.1: objectives, weights, and the layers each is projected from. What has none is not in code. */
const OBJECTIVES: readonly Objective[] = [
  { id: 'SOV-1', name: 'strategic', weight: 15, layers: ['model', 'cloud'] },
  { id: 'SOV-2', name: 'legal', weight: 10, layers: ['data', 'cloud'] },
  { id: 'SOV-3', name: 'data and AI', weight: 10, layers: ['model', 'data'] },
  { id: 'SOV-4', name: 'operational', weight: 15, layers: ['deployment'] },
  { id: 'SOV-5', name: 'supply chain', weight: 20, layers: ['model', 'compute'] },
  { id: 'SOV-6', name: 'technology', weight: 15, layers: ['deployment', 'license'] },
  { id: 'SOV-7', name: 'security', weight: 10, layers: [] },
  { id: 'SOV-8', name: 'environment', weight: 5, layers: [] },
];

const TOP_LEVEL = 4;

const CSF_CAVEATS: readonly string[] = [
  'A projection from code, over 85 of 100 points: security and environment are not in code and are not assessed.',
  'The framework rates a service of a provider on evidence; a repository can have no such rating.',
  'Ownership is as of the knowledge base; contracts, staffing, key custody, firmware and governance are not seen.',
  'The 48 criteria of the guide of June 2026 are not applied.',
];

const DORA_CAVEATS: readonly string[] = [
  'Rows to start from: contract references, functions and their criticality are yours to fill in.',
  'Providers behind a provider are named only where the model shows them; subcontractors of infrastructure are not seen.',
  'Named critical: the group is on the list of the European Supervisory Authorities (Article 31); which legal entity you contract with is yours to check. Not being on it says nothing about risk.',
  'Substitutability is a hint from the deployment layer, not an assessment.',
];

/** What the profile's frameworks see in the judged usages. Without usages there is nothing to project. */
export function frameworksOf(usages: readonly Judged[], layers: readonly Omit<LayerReport, 'findings'>[], index: Index, view: Perspective): Frameworks {
  const regimes = regimesOf(index, view);
  const found = usages.length > 0;
  return {
    csf: found && regimes.has(CSF) ? csfProjection(layers) : null,
    dora: found && regimes.has(DORA) ? { rows: doraRows(usages, index, view.asOf), caveats: DORA_CAVEATS } : null,
  };
}

/** Points are `weight x level / 4`, each objective at the least of its layers. */
export function csfProjection(layers: readonly Pick<LayerReport, 'layer' | 'level'>[]): CsfProjection {
  const objectives = OBJECTIVES.map((objective) => ({ ...objective, level: leastOf(objective.layers, layers) }));
  const assessed = objectives.flatMap(({ weight, level }) => (level === null ? [] : [{ weight, level }]));
  const score = (end: keyof LevelRange): number => assessed.reduce((sum, { weight, level }) => sum + (weight * level[end]) / TOP_LEVEL, 0);
  return {
    framework: 'Cloud Sovereignty Framework 1.2.1 (European Commission, October 2025)',
    score: { low: score('low'), high: score('high') },
    outOf: assessed.reduce((sum, { weight }) => sum + weight, 0),
    lowest: { low: Math.min(...assessed.map(({ level }) => level.low)), high: Math.min(...assessed.map(({ level }) => level.high)) },
    objectives,
    caveats: CSF_CAVEATS,
  };
}

function leastOf(names: readonly Layer[], layers: readonly Pick<LayerReport, 'layer' | 'level'>[]): LevelRange | null {
  const levels = layers.filter(({ layer }) => names.includes(layer)).map(({ level }) => level);
  if (levels.length === 0) return null;
  return { low: Math.min(...levels.map(({ low }) => low)), high: Math.min(...levels.map(({ high }) => high)) };
}
