import type { Confidence, Severity } from './entity.ts';
import type { Evidence } from './evidence.ts';
import type { Layer } from './layer.ts';
import type { Acceptance } from './suppression.ts';
import type { FactRef } from './usage.ts';

/** One rule that holds for one usage (or a group of usages with one cause). */
export interface Finding {
  readonly fingerprint: string;
  /** `<layer>/<check>`; described in `rules/checks`. */
  readonly rule: string;
  /** What it is about, in ids of the knowledge base: `deepseek@CN`, a model, a host. With the rule, its identity. */
  readonly subject: string;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** `baseline`: known before, in a baseline file or another revision. */
  readonly status: 'new' | 'baseline' | 'suppressed';
  /** Severity it was known with, when it is worse now and so new again. */
  readonly was: Severity | null;
  /** What accepts it, when it is suppressed. */
  readonly suppression: Acceptance | null;
  /** Rolling hash of its line as GitHub computes it (`primaryLocationLineHash`); null when it was not asked for. */
  readonly lineHash: string | null;
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
