/** Evidence -> components: the inventory, whatever the call paths. */
import type { Component, ComponentType } from '../model/component.ts';
import type { PackageRole, ServiceCategory } from '../model/entity.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
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
  const groups = new Map<string, { identity: Identity; evidence: Evidence[] }>();
  for (const item of evidence) {
    const identity = identify(item, index);
    const group = groups.get(identity.id);
    if (group) group.evidence.push(item);
    else groups.set(identity.id, { identity, evidence: [item] });
  }
  return [...groups.values()]
    .map(
      ({ identity, evidence: items }): Component => ({
        ...identity,
        version: items.find(({ version }) => version !== undefined)?.version ?? null,
        scope: strongestScope(items.map(({ scope }) => scope)),
        evidence: items,
      }),
    )
    .sort((a, b) => (a.type === b.type ? (a.id < b.id ? -1 : 1) : a.type < b.type ? -1 : 1));
}

function identify(item: Evidence, index: Index): Identity {
  const { subject } = item;
  if (subject.kind === 'package') {
    const pkg = index.packages.get(subject.id);
    const type = pkg ? BY_ROLE[pkg.role] : 'library';
    return { id: `package:${subject.id}`, type, name: pkg?.name ?? subject.id, purl: purlFor(item, pkg?.purls ?? []) };
  }
  if (subject.kind === 'service') {
    const service = index.services.get(subject.id);
    const type = service ? BY_CATEGORY[service.category] : 'service';
    return { id: `service:${subject.id}`, type, name: service?.name ?? subject.id, purl: null };
  }
  if (subject.kind === 'model') {
    const name = (subject.id === null ? null : index.models.get(subject.id)?.name) ?? subject.requested;
    return { id: `model:${subject.id ?? subject.requested.toLowerCase()}`, type: 'model', name, purl: null };
  }
  const type = subject.what === 'endpoint' ? 'endpoint' : 'model';
  return { id: `unknown-${type}:${item.value}`, type, name: item.value, purl: null };
}

function purlFor(item: Evidence, purls: readonly string[]): string | null {
  const type = /\.(?:py|pyi|ipynb|toml|txt|cfg)$/.test(item.path) ? 'pkg:pypi/' : 'pkg:npm/';
  return purls.find((purl) => purl.startsWith(type)) ?? purls[0] ?? null;
}
