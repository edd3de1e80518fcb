/** The six layers of the chain, in the order every report prints them. */
export const LAYERS = ['model', 'data', 'compute', 'cloud', 'deployment', 'license'] as const;
export type Layer = (typeof LAYERS)[number];

/** A level from 0 (someone else decides) to 4 (in your hands); a range where something is unknown. */
export interface LevelRange {
  readonly low: number;
  readonly high: number;
}

/** The part of the code base evidence was seen in. Only `production` is scored by default. */
export const SCOPES = ['production', 'test', 'docs', 'example', 'dev-tool', 'vendored', 'generated'] as const;
export type Scope = (typeof SCOPES)[number];

export const PURPOSES = [
  'chat',
  'embedding',
  'rerank',
  'speech',
  'image',
  'video',
  'music',
  'agent',
  'vector-store',
  'observability',
  'dataset',
  'dev-tool',
] as const;
export type Purpose = (typeof PURPOSES)[number];
