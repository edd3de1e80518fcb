/** What built-in entries claim, and where they lead on, as their index has it: for checks of the entries laid on them. */
import type { Index } from '../model/knowledge.ts';
import { isRecord } from '../util/yaml-problems.ts';
import type { Claim, OtherClaims } from './claims.ts';
import { type OutsideStep, target } from './cycles.ts';
import type { Ground, Layer } from './ground.ts';
import type * as input from './schema.ts';

/** Claims of the built-in entries that are still in place. */
export function outsideClaims({ replaced }: Pick<Layer, 'replaced'>, { index, store }: Ground): OtherClaims {
  let patterns: ReadonlyMap<string, string> | null = null;
  const patternOwner = (host: string): string | undefined => {
    patterns ??= new Map(index.hostPatterns.map((entry) => [entry.host, entry.service]));
    return patterns.get(host);
  };
  const ownerOf = ({ kind, key }: Claim): string | undefined => {
    if (kind === 'model id') {
      const model = store.modelIds().get(key);
      const family = model === undefined ? undefined : index.models.get(model)?.family;
      return replaced.has(`models/${family}`) ? undefined : model;
    }
    const owner = kind === 'host' ? (index.hosts.get(key)?.service ?? patternOwner(key)) : TABLES[kind]?.(index).get(key);
    const entry = owner === undefined ? undefined : `${OWNERS[kind]}/${owner}`;
    return entry === undefined || replaced.has(entry) ? undefined : entry;
  };
  return {
    ownerOf,
    environment: (name) => (index.env.get(name) ?? []).flatMap(({ service }, at) => (replaced.has(`services/${service}`) ? [] : [{ service, shared: at > 0 }])),
    names: [...replaced.values()].flatMap(({ kind, value }) => (kind === 'services' ? ((value as input.Service).env ?? []).map(({ name }) => name) : [])),
  };
}

const TABLES: Readonly<Partial<Record<Claim['kind'], (index: Index) => ReadonlyMap<string, string>>>> = {
  path: (index) => index.servicePaths,
  'model prefix': (index) => index.servicePrefixes,
  package: (index) => index.purls,
  module: (index) => index.modules,
  accelerator: (index) => index.acceleratorNames,
  'family prefix': (index) => index.familyPrefixes,
};

const OWNERS: Readonly<Record<Exclude<Claim['kind'], 'model id'>, string>> = {
  host: 'services',
  path: 'services',
  'model prefix': 'services',
  package: 'packages',
  module: 'packages',
  accelerator: 'accelerators',
  'family prefix': 'models',
};

/** How chains go on through built-in entries that are still in place. */
export function outsideSteps({ replaced }: Pick<Layer, 'replaced'>, { index, store }: Ground): OutsideStep {
  return (chain, from) => {
    if (chain === 'base' || chain === 'superseded_by') {
      const model = index.models.get(from);
      if (model === undefined || replaced.has(`models/${model.family}`)) return undefined;
      return (chain === 'base' ? model.base : model.supersededBy).value ?? undefined;
    }
    const kind = chain === 'replaced_by services' ? 'services' : 'organizations';
    if (replaced.has(`${kind}/${from}`)) return undefined;
    if (chain === 'parent') return index.organizations.get(from)?.parent.value ?? undefined;
    const value = store.entry(kind, from)?.value;
    return isRecord(value) ? target(value.replaced_by) : undefined;
  };
}
