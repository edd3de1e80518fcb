import type { Confidence } from './entity.ts';
import type { Purpose, Scope } from './layer.ts';
import type { Location } from './location.ts';
import type { Thing } from './thing.ts';

export type EvidenceKind =
  | 'import'
  | 'dependency'
  | 'endpoint'
  | 'model-id'
  | 'env-var'
  | 'config'
  | 'infrastructure'
  | 'container'
  | 'weights'
  | 'dataset'
  | 'accelerator'
  | 'mcp'
  | 'dev-tool';

/** What a piece of evidence is about, in the knowledge base; `unknown` when it looks like AI but nobody knows it. */
export type Subject =
  | { readonly kind: 'package'; readonly id: string }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'model'; readonly id: string | null; readonly family: string | null; readonly requested: string }
  | ({ readonly kind: 'thing' } & Thing)
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'accelerator'; readonly id: string }
  | { readonly kind: 'unknown'; readonly what: 'endpoint' | 'model' };

/** A signature seen at a place. Never carries a secret: values are masked when it is made. */
export interface Evidence extends Location {
  /** Stable within a run: path and position. */
  readonly id: string;
  readonly kind: EvidenceKind;
  /** What was seen, masked. */
  readonly value: string;
  /** Where it stood: `model=` of `chat.completions.create`, a key path, a manifest section. */
  readonly context: string;
  readonly confidence: Confidence;
  /** Signature that matched, `services/deepseek#host-1`; null for an unknown. */
  readonly signature: string | null;
  readonly subject: Subject;
  readonly scope: Scope;
  /** Resolved or written version of a package. */
  readonly version?: string;
  /** Purl type of the manifest entry or import; absent for everything else. */
  readonly ecosystem?: string;
  /** Of a manifest entry: whether this project itself asks for it. */
  readonly direct?: boolean;
  /** Only worth telling when a call path rests on it: a word passed as `model` to a function that may have nothing to do with AI. */
  readonly tentative?: boolean;
}

/** Context of evidence that the telemetry of a package is switched off. */
export const TELEMETRY_OFF = 'telemetry switched off';

/** How a value of a site is known. `default`: the SDK documents it and nothing overrides it. */
export type SiteBasis = 'observed' | 'default' | 'unknown';

/** The endpoint side of a call path. */
export interface SiteEndpoint {
  readonly service: string | null;
  readonly host: string | null;
  readonly region: string | null;
  /** Place the host or region stands for; null when they do not say. */
  readonly place: string | null;
  readonly basis: SiteBasis;
  /** True when environment or configuration can change it. */
  readonly configurable: boolean;
}

/** The model side of a call path. */
export interface SiteModel {
  readonly requested: string;
  readonly model: string | null;
  readonly family: string | null;
  /** Who made it, when that is known though the family is not. */
  readonly developer?: string | null;
  /** It was made from a model of the family by somebody else: its name holds one that is known, and is not it. */
  readonly adapted?: boolean;
  /** Service its id names by a prefix (`groq/`). */
  readonly service?: string | null;
  /** Place named by a geographic prefix of the id (`eu.`). */
  readonly place: string | null;
  readonly configurable: boolean;
}

/**
 * Weights loaded by this program. `pinned`: by revision or from a local path; `pulled`: by name at start; `unproven`: from a file of the tree that
 * is only a pointer, or cut short.
 */
export type Artefact = 'pinned' | 'pulled' | 'unproven';

/** One AI call path as seen at one place: library, endpoint and model joined at the call. */
export interface Site {
  readonly path: string;
  readonly scope: Scope;
  readonly sdk: string | null;
  readonly endpoint: SiteEndpoint;
  readonly model: SiteModel | null;
  /** The model is chosen at run time; the expression as written. */
  readonly dynamicModel: string | null;
  readonly purpose: Purpose | null;
  readonly artefact: Artefact | null;
  /** Service whose default endpoint this setting moves (`OPENAI_BASE_URL` in a `.env` file). */
  readonly overrides: string | null;
  /** Members of one fallback list share a group. */
  readonly fallbackGroup: string | null;
  /** How sure it is that this is a call path and not a mere mention. */
  readonly confidence: Confidence;
  /**
   * What would say which model or endpoint this site really has: an environment variable (`env:LLM_MODEL`), a parameter
   * (`argument:app/llm.py#Client:model`), a setting (`setting:llm.model`), a constant by name (`name:DEFAULT_MODEL`).
   */
  readonly modelSlots?: readonly string[];
  readonly endpointSlots?: readonly string[];
  /** The slots this site says something about: a line of a `.env` file, an argument passed, a constant. */
  readonly fills?: readonly string[];
  /** The endpoint is only known from the model's id: another model goes elsewhere. */
  readonly named?: boolean;
  /** Names under which code asks for this path: those of a gateway's configuration. */
  readonly aliases?: readonly string[];
  /** What the call sends stays with the provider. */
  readonly keeps?: boolean;
  /** The call goes to a gateway of one's own, which goes on to the endpoint. */
  readonly gateway?: boolean;
  /** A client made here; nothing in this file is asked of it. */
  readonly bare?: boolean;
  /** Packages one of whose clients is called here, though it was made elsewhere. */
  readonly floating?: readonly string[];
  /** The name under which code calls what infrastructure deploys here. */
  readonly deploys?: string;
  /** Names at which a container answers inside its network. */
  readonly answersAs?: readonly string[];
  /** Infrastructure, not code: something code can call, or the account it lies in. */
  readonly deployed?: 'deployment' | 'account';
  /** Accelerators it is given, by id. */
  readonly accelerators?: readonly string[];
  /** Evidence ids. */
  readonly evidence: readonly string[];
}

/** What matching makes of one file. */
export interface FileMatch {
  readonly evidence: readonly Evidence[];
  readonly sites: readonly Site[];
}

/** The same, with what was left when the file had given enough: candidates nobody looked at. */
export interface BoundedMatch extends FileMatch {
  readonly unread: number;
}
