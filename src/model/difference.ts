import type { Severity } from './entity.ts';
import type { Layer, LevelRange } from './layer.ts';
import type { Report, UsageReport, Verdict } from './report.ts';
import type { FactRef } from './usage.ts';

/** Why something differs between two reports. `profile` is the question that was asked; `tool` the version that answered. */
export type Cause = 'code' | 'knowledge' | 'time' | 'profile' | 'declarations' | 'tool';

/** What a comparison needs of a report. A JSON report has it all. */
export interface ComparedReport {
  readonly tool: { readonly version: string };
  readonly knowledge: { readonly version: string; readonly customRules: Report['knowledge']['customRules'] };
  readonly audit: Pick<Report['audit'], 'revision' | 'profile' | 'profileScope' | 'asOf' | 'scopes'>;
  readonly verdict: Pick<Report['verdict'], 'level' | 'missingLayers' | 'riskIndex' | 'restriction'>;
  readonly layers: readonly { readonly layer: Layer; readonly level: LevelRange; readonly floor: number }[];
  readonly usages: readonly ComparedUsage[];
  readonly findings: readonly ComparedFinding[];
}

/** A usage as compared. */
export type ComparedUsage = Omit<UsageReport, 'evidence' | 'layers'> & {
  readonly layers: Readonly<Record<Layer, LevelRange & { readonly reason: string; readonly facts: readonly Pick<FactRef, 'basis' | 'claim'>[] }>>;
  readonly evidence: readonly { readonly path: string; readonly line: number; readonly kind: string; readonly value: string }[];
};

/** A finding as compared. */
export interface ComparedFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly message: string;
  readonly usages: readonly string[];
  readonly evidence: readonly { readonly path: string; readonly line: number }[];
}

export type Direction = 'new' | 'gone' | 'better' | 'worse' | 'changed';

/** One thing that differs. Several causes: it cannot be told from the reports which of them it was. */
export interface Change {
  readonly direction: Direction;
  readonly causes: readonly Cause[];
}

/** What differs between two reports, and why. */
export interface Difference {
  readonly schemaVersion: '1.0';
  /** What differs between the two audits themselves. */
  readonly conditions: readonly { readonly cause: Cause; readonly before: string; readonly after: string }[];
  readonly verdict: (Change & { readonly before: Verdict; readonly after: Verdict }) | null;
  readonly riskIndex: { readonly before: number; readonly after: number };
  readonly restriction: (Change & { readonly before: string; readonly after: string }) | null;
  readonly layers: readonly (Change & { readonly layer: Layer; readonly before: LevelRange; readonly after: LevelRange })[];
  readonly usages: readonly (Change & {
    readonly usage: string;
    readonly name: string;
    readonly place: string | null;
    readonly layers: readonly { readonly layer: Layer; readonly before: LevelRange; readonly after: LevelRange }[];
  })[];
  readonly findings: readonly (Change & {
    readonly fingerprint: string;
    readonly rule: string;
    readonly layer: Layer;
    readonly severity: Severity;
    readonly was: Severity | null;
    readonly message: string;
    readonly place: string | null;
  })[];
  /** A layer, the verdict or a restriction is worse, or a finding of medium severity or more is new or worse. */
  readonly worse: boolean;
}
