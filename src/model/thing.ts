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
  /** What the text or the knowledge base says of it, in the order people ask. */
  readonly details?: readonly Detail[];
}
