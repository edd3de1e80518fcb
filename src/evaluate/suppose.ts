import type { Index } from '../model/knowledge.ts';
import type { Layer } from '../model/layer.ts';
import type { Assessment, Usage } from '../model/usage.ts';
import type { Perspective } from './perspective.ts';
import { type Hit, reached, type Supposition } from './supposition.ts';

/** Layers that fall to 0, by what is hit. */
const FALLEN: Readonly<Record<NonNullable<Hit>, readonly Layer[]>> = {
  model: ['model'],
  fetch: ['model', 'deployment'],
  hub: ['deployment'],
  service: ['compute', 'cloud'],
};

/** An assessment if what is supposed had happened. Levels only ever fall. */
export function suppose(assessment: Assessment, usage: Usage, index: Index, view: Perspective): Assessment {
  return view.supposed.reduce((judged, supposition) => after(judged, supposition, usage, index), assessment);
}

function after(assessment: Assessment, supposition: Supposition, usage: Usage, index: Index): Assessment {
  const hit = reached(supposition, usage, index);
  if (hit === null) return assessment;
  const layers = { ...assessment.layers };
  for (const layer of supposition.effect === 'disclose' ? (['data', 'cloud'] as const) : FALLEN[hit]) {
    // A layer this usage does not touch has nothing to lose; one that is at 0 for certain keeps its own reason.
    if (layers[layer].row === 'NA' || layers[layer].high === 0) continue;
    layers[layer] = { ...layers[layer], low: 0, high: 0, row: 'S0', reason: supposition.reason };
  }
  const gone = supposition.effect === 'stop' && (hit === 'model' || hit === 'fetch') && assessment.revocability !== 'R4';
  return { ...assessment, layers, ...(gone ? { revocability: 'R4', revocabilityReason: supposition.reason } : {}) };
}
