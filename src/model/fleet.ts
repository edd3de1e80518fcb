import type { ModelStatus, Severity, Weights } from './entity.ts';
import type { Layer, LevelRange, Scope } from './layer.ts';
import type { Report, RepositoryIdentity, UsageReport, Verdict } from './report.ts';
import type { Survival } from './simulation.ts';
import type { Restriction, Usage } from './usage.ts';

/** What of a report goes into a fleet. A JSON report has it all. */
export interface CondensableReport {
  readonly tool: { readonly version: string };
  readonly knowledge: { readonly version: string; readonly customRules: readonly { readonly id: string }[]; readonly packs?: Report['knowledge']['packs'] };
  readonly audit: Report['audit'];
  readonly verdict: Omit<Report['verdict'], 'riskTerms'>;
  readonly layers: readonly {
    readonly layer: Layer;
    readonly level: LevelRange;
    readonly floor: number;
    readonly facts: readonly { readonly basis: string }[];
  }[];
  readonly usages: readonly CondensableUsage[];
  readonly findings: readonly { readonly rule: string; readonly severity: Severity; readonly status: 'new' | 'baseline' | 'suppressed' }[];
  readonly resilience: Pick<Report['resilience'], 'productionUsages' | 'controllers'>;
  readonly gates: readonly { readonly gate: string; readonly passed: boolean }[];
  readonly coverage: Pick<Report['coverage'], 'files' | 'read'>;
  readonly diagnostics: readonly unknown[];
}

/** A usage as a fleet takes it. */
export type CondensableUsage = Omit<Usage, 'evidence'> & {
  readonly restrictions: UsageReport['restrictions'];
  readonly layers: Readonly<Record<Layer, { readonly facts: readonly { readonly basis: string }[] }>>;
  readonly evidence: readonly { readonly path: string; readonly line: number }[];
};

/** Under what a report was made. Figures of reports under different conditions answer different questions and are not added silently. */
export interface FleetConditions {
  /** Hash of the rest. */
  readonly id: string;
  /** Version of the program. */
  readonly tool: string;
  /** Version of the knowledge base. */
  readonly knowledge: string;
  /** Ids of custom rules, and packs as `name@version`, sorted. */
  readonly customRules: readonly string[];
  readonly profile: string;
  readonly profileName: string;
  readonly profileScope: string | null;
  /** Floors of the layers: two project files can mean different things by one profile id. */
  readonly floors: Readonly<Record<Layer, number>>;
  readonly scopes: readonly Scope[];
  readonly asOf: string;
}

/** A call path without its place: the same in however many repositories. Everything a judgement needs is here. */
export type SharedUsage = Omit<Usage, 'id' | 'evidence' | 'fallbackGroup'> & {
  /** Hash of the rest. */
  readonly id: string;
};

/** Where a shared usage occurs in one repository. */
export interface FleetOccurrence {
  /** Id of the shared usage. */
  readonly usage: string;
  /** Id of the usage in the report of its repository. */
  readonly id: string;
  /** First evidence; null when it has none. */
  readonly place: { readonly path: string; readonly line: number } | null;
  readonly fallbackGroup: string | null;
  /** It is one of those that decide the levels of its repository. */
  readonly decides: boolean;
}

/** One report in a fleet: one repository at one commit, judged under one set of conditions. */
export interface FleetEntry {
  /** Hash of the rest: two reports that say the same are one. */
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** `file`: the report does not say which repository it is about, so the name of its file does. */
  readonly from: RepositoryIdentity['from'] | 'file';
  readonly revision: string | null;
  /** Id of its conditions. */
  readonly conditions: string;
  readonly verdict: Omit<Report['verdict'], 'riskTerms'>;
  readonly levels: Readonly<Record<Layer, LevelRange>>;
  /** Call paths that decide. */
  readonly callPaths: number;
  /** Their ultimate controllers; `self` and `unknown` as in a report. */
  readonly controllers: Report['resilience']['controllers'];
  /** Findings that are not suppressed (a baseline accepts nothing, it only says what is new), by rule. */
  readonly rules: readonly { readonly rule: string; readonly severity: Severity; readonly findings: number }[];
  readonly findings: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** What is on record against its call paths. */
  readonly restrictions: readonly { readonly by: string; readonly level: Restriction['level']; readonly callPaths: number }[];
  readonly failedGates: readonly string[];
  readonly files: number;
  readonly read: number;
  readonly diagnostics: number;
  /** Facts somebody declared went into it: what they were is not in a report. */
  readonly declared: boolean;
  readonly occurrences: readonly FleetOccurrence[];
}

/** A report that could not be taken in. */
export interface LeftOut {
  /** Its path as it was given; of an absolute one the name alone. */
  readonly report: string;
  readonly reason: string;
}

/** Many reports as one: sets only, so that joining is a union and neither order, grouping nor repetition matters. All sorted by id or name. */
export interface Fleet {
  readonly conditions: readonly FleetConditions[];
  readonly usages: readonly SharedUsage[];
  readonly entries: readonly FleetEntry[];
  readonly leftOut: readonly LeftOut[];
}

/** Conditions that reports of one group may differ in; the others always make a group of their own. */
export const MIXABLE = ['date', 'knowledge', 'tool'] as const;
export type Mixable = (typeof MIXABLE)[number];

/** How often something occurs: repositories it occurs in, and call paths. */
export interface Occurs {
  readonly repositories: number;
  readonly callPaths: number;
}

/** A body that call paths rest on. */
export interface FleetController extends Occurs {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  /** Repositories whose call paths all end there. */
  readonly wholly: number;
}

/** How the call paths that end at somebody known, other than oneself, are spread. Null shares where there are none. */
export interface FleetSpread {
  readonly callPaths: number;
  /** Of them, those that run on own machines, and those of which nobody knows where they end. */
  readonly own: number;
  readonly unknown: number;
  /** Share of the largest controller in what ends at known others. */
  readonly largestShare: number | null;
  /** Sum of the squared shares (Herfindahl-Hirschman index), from 0 to 1. */
  readonly concentration: number | null;
  /** 1 / concentration: as many controllers of equal share would be spread the same. */
  readonly equalControllers: number | null;
}

/** The reports of one fleet that may be added, and what they add up to. */
export interface FleetGroup {
  /** What they have in common, and what they are allowed to differ in, sorted. */
  readonly profile: string;
  readonly profileName: string;
  readonly profileScope: string | null;
  readonly floors: Readonly<Record<Layer, number>>;
  readonly scopes: readonly Scope[];
  readonly customRules: readonly string[];
  readonly asOf: readonly string[];
  readonly knowledge: readonly string[];
  readonly tools: readonly string[];
  /** Ids of the entries that count, worst first: of each repository the latest. */
  readonly ranking: readonly string[];
  /** Reports of the group that do not count: a later one of the same repository does. */
  readonly superseded: number;
  /** Repositories with several reports of the same day that do not say the same: the worst counts. */
  readonly disputed: readonly string[];
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly layers: readonly {
    readonly layer: Layer;
    readonly floor: number;
    /** Repositories with AI by how the layer stands. */
    readonly missing: number;
    readonly unclear: number;
    readonly present: number;
    /** Repositories by the level that is certain, 0 to 4. */
    readonly levels: readonly number[];
  }[];
  readonly findings: Readonly<Record<Severity, { readonly repositories: number; readonly findings: number }>>;
  readonly spread: FleetSpread;
  readonly controllers: readonly FleetController[];
  readonly countries: readonly (Occurs & { readonly country: string; readonly wholly: number })[];
  readonly services: readonly (Occurs & { readonly id: string; readonly name: string; readonly operator: string; readonly country: string | null })[];
  readonly models: readonly (Occurs & {
    readonly id: string | null;
    readonly name: string;
    readonly developer: string;
    readonly country: string | null;
    readonly weights: Weights | null;
    readonly status: ModelStatus | null;
  })[];
  readonly rules: readonly { readonly rule: string; readonly severity: Severity; readonly repositories: number; readonly findings: number }[];
  readonly restrictions: readonly (Occurs & { readonly by: string; readonly level: Restriction['level'] })[];
  /** Repositories whose only trace of AI are mentions (a key's name, a declared package): nothing calls it there. */
  readonly mentionsOnly: number;
  /** Repositories of which a gate failed. */
  readonly failedGates: number;
  /** Repositories with files that could not be read or parsed. */
  readonly incomplete: number;
}

/** A fleet and what can be said of it as a whole. */
export interface FleetReport extends Fleet {
  readonly schemaVersion: '1.0';
  readonly kind: 'fleet';
  readonly tool: Report['tool'];
  readonly mixed: readonly Mixable[];
  /** Largest group first. */
  readonly groups: readonly FleetGroup[];
}

/** What would happen to one repository. */
export interface SimulatedRepository {
  readonly name: string;
  readonly folder: string;
  readonly revision: string | null;
  /** Call paths of the judged scopes, and how many of them stop. */
  readonly callPaths: number;
  readonly stops: readonly { readonly name: string; readonly service: string | null; readonly place: string | null; readonly reason: string }[];
  readonly survives: readonly { readonly name: string; readonly place: string | null; readonly by: Survival }[];
  readonly exposed: number;
  readonly verdict: { readonly before: Verdict; readonly after: Verdict };
  readonly missing: { readonly before: readonly Layer[]; readonly after: readonly Layer[] };
}

/** A what-if over the repositories of one group, judged anew from what their reports hold. */
export interface SimulatedGroup {
  readonly profile: string;
  readonly profileName: string;
  readonly profileScope: string | null;
  readonly scopes: readonly Scope[];
  /** Days it is supposed to happen on: those of the reports, or the one that was given. */
  readonly asOf: readonly string[];
  readonly repositories: number;
  readonly callPaths: number;
  /** What is supposed, with what it reaches. */
  readonly supposed: readonly (Occurs & { readonly text: string })[];
  readonly stops: Occurs & { /** Repositories in which no call path goes on. */ readonly wholly: number };
  readonly survives: readonly (Occurs & { readonly by: Survival })[];
  readonly exposed: Occurs;
  readonly verdicts: { readonly before: Readonly<Record<Verdict, number>>; readonly after: Readonly<Record<Verdict, number>> };
  /** Repositories that miss the layer, at the pessimistic end. */
  readonly layers: readonly { readonly layer: Layer; readonly before: number; readonly after: number }[];
  /** Repositories that are touched, most stopped call paths first. */
  readonly touched: readonly SimulatedRepository[];
  /** Repositories whose report says another verdict or other levels than today's knowledge without their declarations, before anything is supposed. */
  readonly judgedDifferently: readonly { readonly name: string; readonly folder: string; readonly declared: boolean; readonly knowledge: string }[];
}

/** What would stop across a fleet. */
export interface FleetSimulation {
  readonly schemaVersion: '1.0';
  readonly kind: 'fleet-simulation';
  readonly tool: Report['tool'];
  readonly knowledge: { readonly version: string };
  readonly groups: readonly SimulatedGroup[];
  readonly notes: readonly string[];
}
