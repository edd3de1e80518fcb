import type { Evidence } from './evidence.ts';
import type { Scope } from './layer.ts';

export type ComponentType =
  | 'library'
  | 'service'
  | 'model'
  | 'endpoint'
  | 'env-var'
  | 'runtime'
  | 'gateway'
  | 'vector-store'
  | 'observability'
  | 'dataset'
  | 'accelerator'
  | 'cloud-resource'
  | 'container'
  | 'weights'
  | 'mcp-server'
  | 'dev-tool';

/** One thing known of a component: its license, its base model, who operates it. Texts, masked and shown as they are. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}

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
