/** What a component can be. */
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

/** A thing of the inventory without an entry of its own: a weights file, a data set, a tool server, a device. Its component is `<type>:<id>`. */
export interface Thing {
  readonly type: ComponentType;
  /** Equal ids of one type are one component. */
  readonly id: string;
  readonly name: string;
  readonly purl: string | null;
  /** Of weights: what they are, and whether the tree really holds them. */
  readonly weights?: HeldWeights;
  /** What the text or the knowledge base says of it, in the order people ask. */
  readonly details?: readonly Detail[];
}

/** Weights of the tree, as far as header, name and card say. */
export interface HeldWeights {
  readonly model: string | null;
  readonly family: string | null;
  readonly developer: string | null;
  /** Name or id they go by. */
  readonly requested: string;
  /** False for a pointer and for a file cut short: that the weights are held is not proven. */
  readonly proven: boolean;
}
