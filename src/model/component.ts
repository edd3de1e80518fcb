import type { Evidence } from './evidence.ts';
import type { Scope } from './layer.ts';
import type { ComponentType, Detail } from './thing.ts';

/** A thing the evidence is about, whatever the call paths: the inventory. */
export interface Component {
  readonly id: string;
  readonly type: ComponentType;
  readonly name: string;
  readonly purl: string | null;
  readonly version: string | null;
  readonly scope: Scope;
  readonly details: readonly Detail[];
  readonly evidence: readonly Evidence[];
}
