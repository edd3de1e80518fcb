import type { Component } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Finding, RuleDescriptor } from './finding.ts';
import type { Layer, LevelRange, Purpose, Scope } from './layer.ts';
import type { CustomEntry, PackRef } from './pack.ts';
import type { KnownFinding } from './suppression.ts';
import type { FactRef, Restriction, Revocability, Usage } from './usage.ts';

export type Verdict = 'sovereign' | 'dependency' | 'access' | 'none';

/** One layer of the whole repository: the weakest production usage. */
export interface LayerReport {
  readonly layer: Layer;
  readonly level: LevelRange;
  readonly floor: number;
  readonly missing: boolean;
  readonly question: string;
  /** The answer in one sentence: what decides this level. */
  readonly answer: string;
  readonly row: string;
  /** Usage that decides it. */
  readonly usage: string | null;
  /** What the level rests on, as a chain from the code to the row. */
  readonly facts: readonly FactRef[];
  readonly findings: readonly string[];
}

/** A usage with the judgement on it, as reports print it. */
export interface UsageReport extends Usage {
  readonly layers: Readonly<Record<Layer, LevelRange & { readonly row: string; readonly reason: string; readonly facts: readonly FactRef[] }>>;
  readonly revocability: Revocability;
  readonly revocabilityReason: string;
  readonly restrictions: readonly Restriction[];
}

/** A gate the user asked for, and whether it holds. */
export interface GateResult {
  readonly gate: string;
  readonly passed: boolean;
  readonly message: string;
  /** What would make it pass; null when it does. */
  readonly remedy: string | null;
}

/** What findings were compared with to tell new ones from known ones. Null: not asked for. */
export interface Comparison {
  readonly baseline: {
    readonly file: string;
    /** Profile it was made under. */
    readonly profile: string;
    readonly entries: number;
    /** Entries without a finding; none are told when only a part was read or under another profile. */
    readonly stale: readonly KnownFinding[];
  } | null;
  /** `id` is null before the first commit. `projectFiles`: project files and baselines that are not what they were there; absent when none. */
  readonly revision: { readonly ref: string; readonly id: string | null; readonly projectFiles?: readonly string[] | undefined } | null;
}

/** A level before and after a step. */
export interface LevelChange {
  readonly layer: Layer;
  readonly before: LevelRange;
  readonly after: LevelRange;
}

/** A concrete next step, worst first. */
export interface NextStep {
  readonly text: string;
  /** Layers it lifts. */
  readonly layers: readonly Layer[];
  /** Usages it is about. */
  readonly usages: readonly string[];
  /** Levels of those usages that change, as judged after the step. */
  readonly levels: readonly LevelChange[];
  /** What the whole repository would be after this step alone; null where the step changes no level for certain. */
  readonly stack: Outlook | null;
  /** What changes in the code: address, model id, package, revision. */
  readonly code: readonly string[];
  /** What it would not solve, and what has to be checked first. */
  readonly leaves: readonly string[];
}

/** The repository as it would be judged. */
export interface Outlook {
  readonly verdict: Verdict;
  readonly missingLayers: readonly Layer[];
  readonly levels: readonly { readonly layer: Layer; readonly level: LevelRange }[];
}

/** A fact about the user that a judgement turns on and that no code shows. Declaring it settles the level. */
export interface Question {
  readonly text: string;
  readonly layer: Layer;
  /** Key of the project file that answers it: `organization.monthly_users`. Null: none can, it takes a reading of the license. */
  readonly key: string | null;
  /** Usage ids. */
  readonly usages: readonly string[];
}

/** The six levels seen through the Commission's Cloud Sovereignty Framework: a projection of what code shows, never a rating. */
export interface CsfProjection {
  readonly framework: string;
  /** Points for the pessimistic and the optimistic end of the levels, of `outOf`. */
  readonly score: LevelRange;
  /** Points of the objectives a repository says anything about; the others are not assessed. */
  readonly outOf: number;
  /** Lowest projected level over the assessed objectives. */
  readonly lowest: LevelRange;
  readonly objectives: readonly {
    readonly id: string;
    readonly name: string;
    readonly weight: number;
    /** Layers it is the least of; empty: not assessed. */
    readonly layers: readonly Layer[];
    readonly level: LevelRange | null;
  }[];
  readonly caveats: readonly string[];
}

/** A fact with its source, as reports print it. */
export interface ReportedFact<T> {
  /** Null: nobody knows, or nobody has recorded it; the note says which. */
  readonly value: T | null;
  /** Conditions and exceptions, or why nobody knows. */
  readonly note: string | null;
  readonly source: FactRef['source'];
  readonly basis: FactRef['basis'];
  readonly asOf: FactRef['asOf'];
}

/** What the operator of a service in use says it does with what it is sent. Context: no level rests on it, as contracts can change it. */
export interface ServicePractices {
  readonly service: string;
  readonly name: string;
  readonly operator: string;
  readonly usages: readonly string[];
  /** False: the knowledge base says nothing of this service yet, and every fact is null. */
  readonly recorded: boolean;
  readonly training: ReportedFact<'no' | 'yes' | 'opt-out' | 'plan-dependent'>;
  /** Days, or words. */
  readonly retention: ReportedFact<number | string>;
  readonly zeroRetention: ReportedFact<'default' | 'setting' | 'agreement' | 'no'>;
  readonly subprocessors: ReportedFact<{ readonly list: string | null; readonly places: readonly string[] }>;
  readonly review: ReportedFact<'no' | 'flagged' | 'yes'>;
}

/** A line to start the register of information from (DORA Article 28(3)): one provider in one chain. */
export interface DoraRow {
  readonly provider: string;
  readonly providerCountry: string | null;
  readonly ultimateParent: string;
  readonly parentCountry: string | null;
  readonly service: string;
  /** What it is used for: purposes of its usages. */
  readonly functions: readonly string[];
  /** Countries or blocs of processing; `global` where the provider chooses, `unknown` where nothing says. */
  readonly processing: readonly string[];
  /** Its group is on the list of critical providers (Article 31) at the date; null: nobody knows who it is. */
  readonly critical: boolean | null;
  /** 1: the provider itself; 2: somebody behind it. */
  readonly rank: number;
  /** Provider of rank 1 this one stands behind. */
  readonly behind: string | null;
  /** A hint from the deployment layer, in the words of the register's closed list. */
  readonly substitutability: 'not substitutable' | 'highly complex' | 'medium complexity' | 'easily substitutable' | 'unknown';
  /** What the provider says of keeping the data and of those who process them for it; null where it does not apply or nobody knows. */
  readonly retention: string | null;
  readonly subprocessors: string | null;
  readonly usages: readonly string[];
}

/** Frameworks the profile asks for; null where it does not. */
export interface Frameworks {
  readonly csf: CsfProjection | null;
  readonly dora: { readonly rows: readonly DoraRow[]; readonly caveats: readonly string[] } | null;
}

/** What tells one repository from another when their reports are joined. */
export interface RepositoryIdentity {
  /** `github.com/acme/letters` from a remote (no scheme, port, user or password), or the name that was given. */
  readonly name: string;
  /** POSIX path of what was audited inside it; empty: the whole, or the name says it. */
  readonly folder: string;
  readonly from: 'remote' | 'flag';
}

/** What one audit found. The only input of every reporter. */
export interface Report {
  readonly schemaVersion: '1.0';
  readonly tool: { readonly name: 'sovaudit'; readonly version: string };
  readonly knowledge: {
    readonly version: string;
    readonly asOf: string;
    readonly newestFact: string;
    readonly oldestFact: string;
    readonly customRules: readonly CustomEntry[];
    /** Rule packs, in the order they count; absent: none. */
    readonly packs?: readonly PackRef[] | undefined;
  };
  readonly audit: {
    readonly root: string;
    /** Which repository this is, however it is reached. Absent: it has no remote and was not named. */
    readonly repository?: RepositoryIdentity;
    readonly revision: string | null;
    readonly profile: string;
    readonly profileName: string;
    readonly profileScope: string | null;
    readonly asOf: string;
    readonly scopes: readonly Scope[];
  };
  readonly verdict: {
    readonly level: Verdict;
    /** Best and worst verdict the unknowns allow, when they differ. */
    readonly range: readonly Verdict[];
    readonly missingLayers: readonly Layer[];
    readonly riskIndex: number;
    /** The six terms of the index. */
    readonly riskTerms: Readonly<Record<Layer, number>>;
    readonly restriction: Restriction['level'];
    readonly revocability: Revocability;
    readonly unknowns: number;
  };
  readonly layers: readonly LayerReport[];
  readonly usages: readonly UsageReport[];
  readonly components: readonly Component[];
  readonly findings: readonly Finding[];
  readonly comparison: Comparison;
  /** The rules `findings` name, each once. */
  readonly rules: readonly RuleDescriptor[];
  readonly resilience: {
    readonly productionUsages: number;
    readonly heldWeights: number;
    /** Production usages by ultimate controller of the operator, most first. */
    readonly controllers: readonly { readonly id: string; readonly name: string; readonly country: string | null; readonly usages: number }[];
    /** Of the known controllers the one with most usages. */
    readonly largestShare: number;
    readonly unknownOperator: number;
    /** Production usages by the country of their ultimate controller, most first. */
    readonly countries: readonly { readonly country: string; readonly usages: number }[];
    /** Purposes all of whose usages end at one controller, without an independent stand-in. */
    readonly singlePoints: readonly { readonly purpose: Purpose; readonly controller: string; readonly name: string; readonly usages: number }[];
    /** In a fallback list of which two members have no controller in common. */
    readonly backedUp: number;
    /** Their provider holds state that cannot move. */
    readonly stateful: number;
    readonly configurable: number;
    readonly portable: number;
  };
  /** Facts behind this report that should be looked at again, most overdue first. */
  readonly staleFacts: readonly {
    readonly claim: string;
    readonly source: string | null;
    readonly checked: string;
    readonly ageDays: number;
    readonly maxAgeDays: number;
    readonly usages: readonly string[];
  }[];
  readonly nextSteps: readonly NextStep[];
  /** The repository after the best step for each call path, together; null when that changes no level. */
  readonly afterSteps: Outlook | null;
  readonly questions: readonly Question[];
  readonly frameworks: Frameworks;
  /** Services in use that somebody else operates, by id. */
  readonly dataPractices: readonly ServicePractices[];
  readonly gates: readonly GateResult[];
  readonly coverage: {
    readonly files: number;
    readonly read: number;
    readonly matched: number;
    readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  };
  readonly diagnostics: readonly Diagnostic[];
}
