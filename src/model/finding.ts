import type { Confidence, Severity } from './entity.ts';
import type { Evidence } from './evidence.ts';
import type { Layer } from './layer.ts';
import type { FactRef } from './usage.ts';

/** One rule that holds for one usage (or a group of usages with one cause). */
export interface Finding {
  readonly fingerprint: string;
  /** `<layer>/<check>`; described in `rules/checks`. */
  readonly rule: string;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly status: 'new' | 'baseline' | 'suppressed';
  readonly message: string;
  readonly remediation: string;
  /** Usage ids. */
  readonly usages: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly facts: readonly FactRef[];
}

/** What a rule says of itself, for reports that describe rules once and refer to them (SARIF, JSON, Markdown). */
export interface RuleDescriptor {
  /** The `rule` of findings. */
  readonly id: string;
  /** A short title, without a full stop. */
  readonly name: string;
  readonly layer: Layer;
  /** What it means that this rule holds, and why it matters. */
  readonly help: string;
  /** What usually resolves it; a finding's own remediation is more exact. */
  readonly remediation: string;
  /** URLs or titles of documents. */
  readonly references: readonly string[];
  /** Places in the laws and frameworks of the profile that ask about the same thing, never whether they are met. */
  readonly touches: readonly { readonly regime: string; readonly name: string; readonly at: string }[];
}
