import type { FleetGroup } from './fleet.ts';
import type { Layer } from './layer.ts';
import type { Verdict } from './report.ts';

/** A repository that stands otherwise than before. */
export interface RepositoryChange {
  readonly name: string;
  readonly folder: string;
  readonly verdict: { readonly before: Verdict; readonly after: Verdict };
  readonly missing: { readonly before: readonly Layer[]; readonly after: readonly Layer[] };
  readonly riskIndex: { readonly before: number; readonly after: number };
  readonly revision: { readonly before: string | null; readonly after: string | null };
  /** `worse`: a worse verdict, a layer more missing, or a higher risk index without either getting better. */
  readonly direction: 'better' | 'worse' | 'changed';
}

/** A figure of the whole fleet before and after. */
export interface FigureChange {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** What differs between two fleets under one perspective. */
export interface FleetDifference {
  readonly schemaVersion: '1.0';
  readonly kind: 'fleet-difference';
  readonly profile: string;
  readonly profileName: string;
  readonly profileScope: string | null;
  readonly asOf: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Where they differ, a change can have come from there and not from the code. */
  readonly knowledge: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly tools: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly verdicts: { readonly before: FleetGroup['verdicts']; readonly after: FleetGroup['verdicts'] };
  /** Repositories that miss each layer at the pessimistic end. */
  readonly layers: readonly { readonly layer: Layer; readonly before: number; readonly after: number }[];
  /** Repositories in the other fleet only. */
  readonly added: readonly { readonly name: string; readonly folder: string; readonly verdict: Verdict }[];
  readonly gone: readonly { readonly name: string; readonly folder: string; readonly verdict: Verdict }[];
  /** Worst first. */
  readonly changed: readonly RepositoryChange[];
  readonly unchanged: number;
  /** Ultimate controllers by number of repositories, where that differs; largest change first. */
  readonly controllers: readonly FigureChange[];
  readonly models: readonly FigureChange[];
}
