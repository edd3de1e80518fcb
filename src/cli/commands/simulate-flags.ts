import type { RawAuditFlags } from '../args.ts';

/** Flags of `simulate` as commander gives them. */
export interface RawSimulateFlags extends Pick<RawAuditFlags, 'profile' | 'asOf' | 'config' | 'rules' | 'include' | 'exclude' | 'scope'> {
  readonly deny?: string[];
  readonly weights?: string;
  readonly cut?: string[];
  readonly relicense?: string[];
  readonly event?: string[];
  readonly scenario?: string[];
  readonly json?: boolean;
  /** Fleet: a row for each call path that stops. */
  readonly csv?: boolean;
  readonly verbose?: boolean;
}
