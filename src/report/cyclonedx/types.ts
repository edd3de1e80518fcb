/** The fields of CycloneDX 1.6 and 1.7 that we write, and no others. */
export interface CdxBom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6' | '1.7';
  readonly version: number;
  readonly metadata: {
    readonly lifecycles: readonly { readonly phase: string }[];
    readonly tools: { readonly components: readonly { readonly type: string; readonly name: string; readonly version: string }[] };
    readonly component: { readonly type: string; readonly 'bom-ref': string; readonly name: string; readonly version?: string };
    readonly properties: readonly CdxProperty[];
  };
  readonly components: readonly CdxComponent[];
  readonly services: readonly CdxService[];
  readonly dependencies: readonly CdxDependency[];
  readonly compositions: readonly {
    readonly aggregate: string;
    readonly assemblies: readonly string[];
    readonly dependencies: readonly string[];
  }[];
}

export interface CdxProperty {
  readonly name: string;
  readonly value: string;
}

/** A legal body. */
export interface CdxOrganization {
  readonly name: string;
  readonly address?: { readonly country: string };
}

export interface CdxComponent {
  readonly type: string;
  readonly 'bom-ref': string;
  readonly supplier?: CdxOrganization;
  readonly name: string;
  readonly version?: string;
  readonly licenses?: readonly { readonly license: CdxLicense }[];
  readonly purl?: string;
  readonly evidence?: CdxEvidence;
  readonly modelCard?: CdxModelCard;
  readonly properties?: readonly CdxProperty[];
}

export interface CdxLicense {
  readonly id?: string;
  readonly name?: string;
  readonly acknowledgement: 'declared';
}

export interface CdxEvidence {
  readonly identity?: readonly {
    readonly field: 'name' | 'purl';
    readonly confidence: number;
    readonly concludedValue: string;
    readonly methods: readonly { readonly technique: string; readonly confidence: number; readonly value: string }[];
  }[];
  readonly occurrences: readonly CdxOccurrence[];
}

export interface CdxOccurrence {
  readonly location: string;
  readonly line: number;
  readonly symbol?: string;
  readonly additionalContext?: string;
}

export interface CdxModelCard {
  readonly modelParameters: {
    readonly task?: string;
    readonly architectureFamily?: string;
    readonly inputs?: readonly { readonly format: string }[];
    readonly outputs?: readonly { readonly format: string }[];
  };
  readonly considerations: { readonly useCases: readonly string[] };
}

export interface CdxService {
  readonly 'bom-ref': string;
  readonly provider?: CdxOrganization;
  readonly name: string;
  readonly endpoints?: readonly string[];
  readonly 'x-trust-boundary'?: boolean;
  readonly data?: readonly { readonly flow: string; readonly classification: string; readonly name: string }[];
  readonly properties?: readonly CdxProperty[];
}

export interface CdxDependency {
  readonly ref: string;
  readonly dependsOn: readonly string[];
}
