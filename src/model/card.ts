import type { Source } from './fact.ts';
import type { OrganizationRef, Usage } from './usage.ts';

/** One statement of the knowledge base as people read it. */
export interface Statement {
  readonly label: string;
  /** In words; "unknown" when nobody knows. */
  readonly value: string;
  /** Null for what is no claim about the world (ids, patterns) and for what nobody knows. */
  readonly source: Source | null;
  readonly note: string | null;
}

/** Everything the knowledge base says of one entry, in the order people ask. */
export interface Card {
  /** What it is, in a word or two: model, model family, service, license. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** Rule file it was written in; `custom`: by the user. */
  readonly file: string;
  readonly custom: boolean;
  readonly statements: readonly Statement[];
}

/** A dated event that bears on what was asked for. */
export interface EventNote {
  readonly id: string;
  readonly name: string;
  readonly authority: string;
  /** What of the thing asked for the event names; the closest when it names several. */
  readonly about: 'model' | 'service' | 'developer' | 'operator' | 'country' | 'itself';
  /** Status at the date asked for; null when nothing has begun by then. */
  readonly status: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly legalScope: string | null;
  readonly actualEffect: string | null;
  readonly verifiedAt: string;
  readonly source: Source | null;
}

/** Who operates a service, as `lookup` answers. */
export interface ServiceNote {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly operator: OrganizationRef;
  /** Region and place that the text itself names. */
  readonly region: string | null;
  readonly place: string | null;
}

export interface PackageNote {
  readonly id: string;
  readonly name: string;
  readonly purl: string;
  readonly role: string;
  readonly publisher: OrganizationRef;
  readonly implies: string | null;
}

/** The answer to one text. Sides that do not apply are null. */
export interface LookupResult {
  readonly query: string;
  readonly match: 'exact' | 'pattern' | 'lineage' | null;
  readonly kind:
    | 'model'
    | 'service'
    | 'package'
    | 'env-var'
    | 'organization'
    | 'accelerator'
    | 'license'
    | 'event'
    | 'regime'
    | 'rule'
    | 'profile'
    | 'set'
    | null;
  readonly model: Usage['model'];
  readonly service: ServiceNote | null;
  readonly package: PackageNote | null;
  readonly organization: OrganizationRef | null;
  readonly license: { readonly id: string; readonly name: string } | null;
  readonly events: readonly EventNote[];
  /** What it says and where that is from, for people. */
  readonly cards: readonly Card[];
  /** The nearest thing that is known, when nothing matches. */
  readonly suggestion: string | null;
}
