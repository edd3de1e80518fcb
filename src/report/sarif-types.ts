// SARIF 2.1.0, only what `sarif.ts` writes. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

export type SarifLevel = 'note' | 'warning' | 'error';

export interface SarifMessage {
  readonly text: string;
  readonly markdown?: string;
}

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface SarifLocation {
  /** Target of a link in the message, `[text](1)`. */
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region?: SarifRegion | { readonly startLine: number; readonly startColumn?: number };
  };
  readonly message?: SarifMessage;
}

export interface SarifToolReference {
  readonly name: string;
  readonly index: number;
}

export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: SarifMessage;
  readonly fullDescription: SarifMessage;
  readonly help: SarifMessage;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly relationships: readonly {
    readonly target: { readonly id: string; readonly index: number; readonly toolComponent: SarifToolReference };
    readonly kinds: readonly string[];
  }[];
  readonly properties: {
    readonly tags: readonly string[];
    readonly precision: 'high' | 'medium' | 'low';
    readonly 'problem.severity': 'error' | 'warning' | 'recommendation';
    readonly 'security-severity'?: string;
  };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: 'new' | 'unchanged';
  readonly suppressions?: readonly { readonly kind: 'inSource' | 'external'; readonly status: 'accepted'; readonly justification: string }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface SarifNotification {
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly descriptor: { readonly id: string };
  readonly locations?: readonly SarifLocation[];
}

export interface SarifTaxonomy {
  readonly name: string;
  readonly version: string;
  readonly shortDescription: SarifMessage;
  readonly isComprehensive: boolean;
  readonly taxa: readonly { readonly id: string; readonly name: string; readonly shortDescription: SarifMessage }[];
}

export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly semanticVersion: string;
      readonly informationUri: string;
      readonly rules: readonly SarifRule[];
      readonly supportedTaxonomies: readonly SarifToolReference[];
    };
    readonly extensions: readonly {
      readonly name: string;
      readonly version: string;
      readonly shortDescription: SarifMessage;
      readonly properties: Readonly<Record<string, unknown>>;
    }[];
  };
  readonly columnKind: 'utf16CodeUnits';
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: SarifMessage }>>;
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly SarifNotification[];
  }[];
  readonly taxonomies: readonly SarifTaxonomy[];
  readonly results: readonly SarifResult[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}
