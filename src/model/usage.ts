import type { Confidence, Modality, ModelOrigin, ModelStatus, SegmentStatus, Weights } from './entity.ts';
import type { Evidence } from './evidence.ts';
import type { Layer, LevelRange, Purpose, Scope } from './layer.ts';

export interface OrganizationRef {
  readonly id: string | null;
  readonly name: string;
  readonly country: string | null;
  readonly controller: string | null;
}

export type Route = 'direct' | 'gateway' | 'self-hosted' | 'unknown';

/** One AI call path of this repository, with everything the knowledge base knows of its sides. Null: nobody knows. */
export interface Usage {
  readonly id: string;
  readonly purpose: Purpose;
  readonly scope: Scope;
  readonly sdk: { readonly id: string; readonly purl: string; readonly name: string } | null;
  readonly service: {
    readonly id: string;
    readonly name: string;
    readonly category: string;
    readonly operator: OrganizationRef;
    /** False when a default of the SDK or a dependency alone names it. */
    readonly observed: boolean;
  } | null;
  readonly model: {
    readonly id: string | null;
    readonly family: string | null;
    readonly requested: string;
    readonly name: string;
    readonly developer: OrganizationRef;
    readonly weights: Weights | null;
    readonly license: { readonly id: string; readonly name: string } | null;
    readonly base: string | null;
    readonly modality: Modality;
    readonly origin: ModelOrigin | null;
    readonly status: ModelStatus | null;
  } | null;
  readonly endpoint: {
    readonly host: string | null;
    readonly region: string | null;
    readonly country: string | null;
    /** Country, bloc, `global` or `premises`; null when nothing says where. */
    readonly place: string | null;
  } | null;
  /** How the endpoint is known: seen, the SDK's documented default, or not shown here. */
  readonly endpointBasis: 'observed' | 'default' | 'unknown';
  /** The expression that chooses the model at run time, when no id is written. */
  readonly dynamicModel: string | null;
  /** `low`: a mention (a key's name, a declared package) without a call path; it is scored only when nothing better is there. */
  readonly confidence: Confidence;
  readonly route: Route;
  readonly configurable: boolean;
  /** Weights in hand: `held` (pinned or local), `pulled` by name at start, null when none are loaded here. */
  readonly weights: 'held' | 'pulled' | null;
  readonly fallbackGroup: string | null;
  /** What is sent stays with the provider: threads, files, stores, jobs. */
  readonly keepsState?: boolean;
  /** Accelerators it is given (ids); `elsewhere`: only other parts of the repository show them. Absent: none are shown. */
  readonly accelerators?: { readonly ids: readonly string[]; readonly elsewhere: boolean };
  readonly evidence: readonly Evidence[];
}

/** A step of the reason for a level: a fact with its source, in words. */
export interface FactRef {
  readonly claim: string;
  /** URL or title of the document; for what was seen in the code `path:line:column`; for a declaration the project file. */
  readonly source: string | null;
  readonly basis: 'observed' | 'default' | 'declared' | 'read' | 'inherited' | 'catalogue' | 'background' | 'unknown';
  readonly asOf: string | null;
  /** Day somebody last looked, where that is not `asOf`. */
  readonly checkedOn?: string;
  /** Days after the last look it should be looked at again; absent: it does not grow old. */
  readonly maxAgeDays?: number;
}

/** The level of one layer for one usage, and why. */
export interface LayerAssessment extends LevelRange {
  readonly layer: Layer;
  /** Row of the decision table that gave the low end (`M1`, `D0`). */
  readonly row: string;
  readonly reason: string;
  readonly facts: readonly FactRef[];
}

export type Revocability = 'R0' | 'R1' | 'R2' | 'R3' | 'R4' | 'unknown';

export interface Restriction {
  readonly level: 'none' | 'watch' | 'conditional' | 'prohibited';
  /** Event or regime id, or `transfer-basis`. */
  readonly by: string;
  readonly reason: string;
  /** When the event's present state began and ends, and what that state is; null for what has no dates (a policy of your own). */
  readonly from: string | null;
  readonly to: string | null;
  readonly status: SegmentStatus | null;
  readonly flags: readonly ('precedent' | 'scheduled' | 'unverified' | 'stale' | 'undeclared')[];
  readonly facts: readonly FactRef[];
}

/** The judgement of one usage under one policy at one date. */
export interface Assessment {
  readonly usage: string;
  readonly layers: Readonly<Record<Layer, LayerAssessment>>;
  readonly revocability: Revocability;
  readonly revocabilityReason: string;
  readonly restrictions: readonly Restriction[];
}
