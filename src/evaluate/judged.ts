import type { Assessment, Usage } from '../model/usage.ts';

/** A usage and the judgement on it. */
export interface Judged {
  readonly usage: Usage;
  readonly assessment: Assessment;
}
