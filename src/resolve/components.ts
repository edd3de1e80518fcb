/** Evidence -> components: the inventory, whatever the call paths. */
import type { Component } from '../model/component.ts';
import type { PackageRole, ServiceCategory } from '../model/entity.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { ComponentType, Detail } from '../model/thing.ts';
import { packageUrl } from './package-url.ts';
import { strongestScope } from './usages.ts';

const BY_ROLE: Readonly<Record<PackageRole, ComponentType>> = {
  client: 'library',
  adapter: 'library',
  framework: 'library',
  library: 'library',
  gateway: 'gateway',
  runtime: 'runtime',
  'vector-store': 'vector-store',
  observability: 'observability',
  'dev-tool': 'dev-tool',
};
const BY_CATEGORY: Readonly<Record<ServiceCategory, ComponentType>> = {
  'model-api': 'service',
  'cloud-platform': 'service',
  gateway: 'gateway',
  hub: 'service',
  runtime: 'runtime',
  'vector-store': 'vector-store',
  observability: 'observability',
  'dev-tool': 'dev-tool',
};

type Identity = Pick<Component, 'id' | 'type' | 'name' | 'purl'>;

/** One component per thing the evidence is about, sorted by type and id. */
export function componentsOf(evidence: readonly Evidence[], index: Index): Component[] {
  const groups = new Map<string, Evidence[]>();
  for (const item of evidence) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups]
    .map(
      ([key, items]): Component => ({
        ...identify(key, items, index),
        version: items.find(({ version }) => version !== undefined)?.version ?? null,
        scope: strongestScope(items.map(({ scope }) => scope)),
        details: detailsOf(items),
        evidence: items,
      }),
    )
    .sort((a, b) => (a.type === b.type ? (a.id < b.id ? -1 : 1) : a.type < b.type ? -1 : 1));
}

function keyOf({ subject, value }: Evidence): string {
  switch (subject.kind) {
    case 'package':
    case 'service':
      return `${subject.kind}:${subject.id}`;
    case 'model':
      return `model:${subject.id ?? subject.requested.toLowerCase()}`;
    case 'thing':
      return `${subject.type}:${subject.id}`;
    case 'resource':
    case 'accelerator':
      return `${subject.kind}:${subject.id}`;
    case 'unknown':
      return `unknown-${subject.what}:${value}`;
  }
}

function identify(id: string, items: readonly Evidence[], index: Index): Identity {
  const { subject, value } = items[0] as Evidence;
  switch (subject.kind) {
    case 'package': {
      const pkg = index.packages.get(subject.id);
      return { id, type: pkg ? BY_ROLE[pkg.role] : 'library', name: pkg?.name ?? subject.id, purl: pkg ? packageUrl(pkg, items) : null };
    }
    case 'service': {
      const service = index.services.get(subject.id);
      return { id, type: service ? BY_CATEGORY[service.category] : 'service', name: service?.name ?? subject.id, purl: null };
    }
    case 'model':
      return { id, type: 'model', name: (subject.id === null ? null : index.models.get(subject.id)?.name) ?? subject.requested, purl: null };
    case 'resource': {
      const type = items.some(({ kind }) => kind === 'container') ? 'container' : 'cloud-resource';
      return { id, type, name: index.resources.get(subject.id)?.name ?? subject.id, purl: null };
    }
    case 'accelerator':
      return { id, type: 'accelerator', name: index.accelerators.get(subject.id)?.name ?? subject.id, purl: null };
    case 'thing':
      return { id, type: subject.type, name: subject.name, purl: subject.purl };
    case 'unknown':
      return { id, type: subject.what, name: value, purl: null };
  }
}

/** What all sightings say, each statement once. */
function detailsOf(items: readonly Evidence[]): Detail[] {
  const details = new Map<string, Detail>();
  for (const { subject } of items) {
    for (const detail of (subject.kind === 'thing' ? subject.details : undefined) ?? []) details.set(`${detail.name}\u0000${detail.value}`, detail);
  }
  return [...details.values()];
}
