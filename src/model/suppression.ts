import type { Severity } from './entity.ts';

/** A finding somebody accepted for a while: written as a comment in the code, or in the project file. */
export interface Suppression {
  readonly kind: 'inline' | 'config';
  /** POSIX path relative to the audited root; null for a project file outside of it. */
  readonly path: string | null;
  readonly line: number;
  readonly column: number;
  /** Rule ids, as written. */
  readonly rules: readonly string[];
  /** Last day it holds; null: for as long as it stands there. */
  readonly until: string | null;
  readonly reason: string | null;
  readonly approver: string | null;
  readonly ticket: string | null;
  /** Lines an inline one stands at: its own, or the next one with code. */
  readonly lines: readonly number[];
  /** Narrows one of the project file: what the finding is about, its fingerprint, gitignore-like path patterns. Null and empty: anything. */
  readonly subject: string | null;
  readonly fingerprint: string | null;
  readonly paths: readonly string[];
  /** What is wrong with how it is written, in words; then it suppresses nothing. */
  readonly malformed: string | null;
  /** False: it is not in the revision that suppressions are taken from. */
  readonly trusted: boolean;
}

/** What accepts a suppressed finding. */
export interface Acceptance {
  readonly kind: Suppression['kind'];
  readonly reason: string;
  readonly until: string | null;
  readonly approver: string | null;
  readonly ticket: string | null;
  /** Where it is written. */
  readonly path: string | null;
  readonly line: number;
}

/** A finding that was there before, up to a severity. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: string;
}

/** Findings accepted as they were: a file of them, in the words of its author. */
export interface Baseline {
  /** As named by the caller. */
  readonly file: string;
  /** Profile it was made under. */
  readonly profile: string;
  readonly findings: readonly KnownFinding[];
}
