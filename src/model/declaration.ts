import type { Place } from './fact.ts';

/** Where a declared fact is written in the project file, 1-based. */
export interface DeclaredAt {
  readonly line: number;
  readonly column: number;
}

/** Facts about the user's organisation that settle license gates. Null: not declared. */
export interface DeclaredOrganization extends DeclaredAt {
  readonly name: string | null;
  /** Country of the legal seat. */
  readonly seat: string | null;
  /** Countries of the ultimate owners. */
  readonly owners: readonly string[];
  readonly sector: string | null;
  readonly commercial: boolean | null;
  readonly monthlyUsers: number | null;
  /** US dollars in a year. */
  readonly revenueUsd: number | null;
}

/** Who runs a declared endpoint: the user, an organization of the knowledge base, or somebody it does not know. */
export type DeclaredOperator =
  | { readonly kind: 'self' }
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'named'; readonly name: string; readonly country: string };

/** A host and what the user says of it. `host` may begin with `*.`. */
export interface DeclaredEndpoint extends DeclaredAt {
  readonly host: string;
  readonly place: Place;
  /** Null: as the knowledge base has it. */
  readonly operator: DeclaredOperator | null;
  /** Last day it holds. */
  readonly expires: string | null;
  readonly note: string | null;
}

/** A transfer basis the user has (standard contractual clauses, a contract): it cannot be seen in code. */
export interface DeclaredTransfer extends DeclaredAt {
  readonly country: string;
  readonly basis: string;
  readonly reference: string | null;
  readonly expires: string | null;
}

/** The last time it was tried to leave or to run cut off. */
export interface DeclaredExitTest extends DeclaredAt {
  readonly date: string;
  readonly reference: string | null;
}

/** A recognised qualification of the product that is really used. */
export interface DeclaredQualification extends DeclaredAt {
  readonly service: string;
  /** Region or place it holds for; null: all. */
  readonly region: string | null;
  readonly scheme: string;
  readonly expires: string | null;
}

/** Where that which this repository runs itself is run: code shows the process, not the machine under it. */
export interface DeclaredHosting extends DeclaredAt {
  /** Folder it holds for; null: the whole repository. */
  readonly folder: string | null;
  readonly place: Place;
  readonly operator: DeclaredOperator;
  /** Makers of the accelerators it can run on, by organization id; empty: a processor is enough. Null: not declared. */
  readonly accelerators: readonly string[] | null;
  /** Last day it holds. */
  readonly expires: string | null;
}

/** Usages that stand in for each other. A member is `model:<id>`, `service:<id>` or `host:<name>`. */
export interface DeclaredFallback extends DeclaredAt {
  readonly name: string;
  readonly members: readonly string[];
}

/** Everything a project file declares. Shown as declared, checked against the code, and never believed after it expired. */
export interface Declarations {
  /** Path of the file relative to the audited root; null when it is outside. */
  readonly path: string | null;
  readonly organization: DeclaredOrganization | null;
  readonly endpoints: readonly DeclaredEndpoint[];
  readonly transfers: readonly DeclaredTransfer[];
  readonly exitTest: DeclaredExitTest | null;
  readonly qualified: readonly DeclaredQualification[];
  readonly hosting: readonly DeclaredHosting[];
  readonly fallbacks: readonly DeclaredFallback[];
  /** Whether this code handles personal data, or the gitignore-like patterns of the code that does. Null or left out: not declared. */
  readonly personalData?: boolean | readonly string[] | null;
}
