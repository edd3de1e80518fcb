import type { Location } from './location.ts';

/**
 * The language a resource is written in. ARM stands for Bicep too: both name the same types. `container` is a container of any format
 * (Kubernetes, Compose, Dockerfile, task definitions): its type is the image without tag. `code`: a constructor of a library for infrastructure
 * (Pulumi, CDK), with its module.
 */
export const RESOURCE_FORMATS = ['terraform', 'cloudformation', 'arm', 'kubernetes', 'container', 'wrangler', 'code'] as const;
export type ResourceFormat = (typeof RESOURCE_FORMATS)[number];

/** One text of a resource, with the names that lead to it. */
export interface ResourceAttribute {
  /**
   * Names and positions from the resource down. Below an attribute that refers to another resource stand the attributes of that one.
   */
  readonly path: readonly string[];
  readonly text: string;
  /** A variable, a parameter or a values file can change it. */
  readonly configurable: boolean;
  readonly location: Location;
}

/** A resource of infrastructure as code, or a container, as the text shows it. */
export interface ResourceCandidate {
  readonly kind: 'resource';
  readonly format: ResourceFormat;
  /** As written: `azurerm_cognitive_deployment`, `AWS::Bedrock::Agent`, `Microsoft.CognitiveServices/accounts`, `vllm/vllm-openai`. */
  readonly type: string;
  /** What it is called in its file. */
  readonly address: string;
  readonly attributes: readonly ResourceAttribute[];
  /** Where it begins. */
  readonly location: Location;
}
