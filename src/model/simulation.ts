import type { Layer, LevelRange } from './layer.ts';
import type { Report, Verdict } from './report.ts';

/** A usage as a simulation names it. */
export interface SimulatedUsage {
  readonly usage: string;
  /** Model, or service where no model is named. */
  readonly name: string;
  readonly service: string | null;
  /** `path:line` of the first evidence; null when it has none. */
  readonly place: string | null;
  readonly reason: string;
}

/** What holds a function up although something it uses is gone. */
export type Survival = 'held-weights' | 'open-weights' | 'fallback' | 'until-next-start';

/** What would change if something happened that has not: the same usages judged twice, at the same date. */
export interface Simulation {
  readonly schemaVersion: '1.0';
  readonly tool: Report['tool'];
  readonly knowledge: { readonly version: string };
  readonly audit: Report['audit'];
  /** What is supposed, each with the number of usages it reaches. */
  readonly supposed: readonly { readonly text: string; readonly reaches: number }[];
  /** Usages of the judged scopes that work before and not after. */
  readonly stops: readonly SimulatedUsage[];
  readonly survives: readonly (SimulatedUsage & { readonly by: Survival })[];
  /** Usages whose operator would have to hand data over. */
  readonly exposed: readonly SimulatedUsage[];
  readonly layers: readonly { readonly layer: Layer; readonly before: LevelRange; readonly after: LevelRange; readonly floor: number }[];
  /** Usages with another level than before. */
  readonly changed: readonly {
    readonly usage: string;
    readonly place: string | null;
    readonly layers: readonly { readonly layer: Layer; readonly before: LevelRange; readonly after: LevelRange; readonly reason: string }[];
  }[];
  readonly verdict: { readonly before: SimulatedVerdict; readonly after: SimulatedVerdict };
  readonly notes: readonly string[];
}

/** The verdict and what stands beside it. */
export interface SimulatedVerdict {
  readonly level: Verdict;
  readonly range: readonly Verdict[];
  readonly missingLayers: readonly Layer[];
  readonly riskIndex: number;
  readonly restriction: Report['verdict']['restriction'];
  readonly revocability: Report['verdict']['revocability'];
}
