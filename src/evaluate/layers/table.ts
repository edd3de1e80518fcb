import type { Layer } from '../../model/layer.ts';
import type { FactRef, LayerAssessment } from '../../model/usage.ts';

/** One reading of a decision table: level, row and the sentence that says why. */
export interface Reading {
  readonly level: number;
  readonly row: string;
  readonly reason: string;
  readonly facts: readonly FactRef[];
}

/** Why a level is a range where the situations differ in operator or place. */
export const NOT_SHOWN = 'Where it runs, or who runs it, is not shown here.';

/** Several readings (one per situation) as one assessment: the range, with the reason of the low end. */
export function range(layer: Layer, readings: readonly Reading[], unknown: string | null): LayerAssessment {
  const low = readings.reduce((worst, reading) => (reading.level < worst.level ? reading : worst));
  const high = readings.reduce((best, reading) => (reading.level > best.level ? reading : best));
  const reason = low.level === high.level || unknown === null ? low.reason : `${low.reason} ${unknown}`;
  return { layer, low: low.level, high: high.level, row: low.row, reason, facts: low.facts };
}

/** A layer that this usage does not touch (a vector store has no model): it never lowers anything. */
export function notApplicable(layer: Layer, reason: string): LayerAssessment {
  return { layer, low: 4, high: 4, row: 'NA', reason, facts: [] };
}
