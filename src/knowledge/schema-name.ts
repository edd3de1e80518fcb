import type { IdKind } from '../model/condition.ts';
import type { Kind } from './schema.ts';

/** One entry of a kind, in words: the singular, as `rules new service my-gateway` and the schema files name it. */
export const SINGULAR: Readonly<Record<Kind, string>> = {
  organizations: 'organization',
  services: 'service',
  models: 'model',
  packages: 'package',
  accelerators: 'accelerator',
  resources: 'resource',
  licenses: 'license',
  events: 'event',
  regimes: 'regime',
  transfers: 'transfer',
  regions: 'region',
  policies: 'policy',
  checks: 'check',
  sets: 'set',
  scenarios: 'scenario',
  configs: 'config',
  vocab: 'vocab',
};

/** File name of a kind's JSON Schema. */
export function schemaName(kind: Kind): string {
  return `${SINGULAR[kind]}.schema.json`;
}

/** What the id of a fact or of a set's member names, in words. */
export const ONE_OF: Readonly<Record<IdKind, string>> = {
  organizations: 'organization',
  services: 'service',
  models: 'model',
  families: 'model family',
  packages: 'package',
  licenses: 'license',
  events: 'event',
  policies: 'profile',
  accelerators: 'accelerator',
};
