import type { Layer, LevelRange } from './layer.ts';
import type { Report } from './report.ts';
import type { SimulatedVerdict } from './simulation.ts';

/** An event, a transfer basis or a declaration that began, changed or ended between two days. */
export interface HistoryCause {
  /** Id of the event or of the transfer table; null for a declaration. */
  readonly id: string | null;
  /** `US directive against Claude Fable 5: in force since 2026-06-12`. */
  readonly text: string;
  /** Usage ids. */
  readonly usages: readonly string[];
  /** `path:line` of the first of them. */
  readonly place: string | null;
}

/** What one day says of the repository, and what is different from the day before it in the list. */
export interface HistoryPoint {
  readonly asOf: string;
  readonly verdict: SimulatedVerdict;
  readonly layers: readonly { readonly layer: Layer; readonly level: LevelRange; readonly floor: number }[];
  readonly causes: readonly HistoryCause[];
  readonly changed: readonly { readonly layer: Layer; readonly before: LevelRange; readonly after: LevelRange; readonly reason: string }[];
}

/** One scan judged at several days: the code as it stands today, under the facts of each day. */
export interface History {
  readonly schemaVersion: '1.0';
  readonly tool: Report['tool'];
  readonly knowledge: { readonly version: string };
  /** `asOf` is the last day. */
  readonly audit: Report['audit'];
  readonly points: readonly HistoryPoint[];
  readonly notes: readonly string[];
}
