/** Evidence that no call path explains: a package imported or declared, a key's name. Each becomes a usage of low or medium confidence. */
import type { Package } from '../model/entity.ts';
import type { Evidence, Site } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { Scope } from '../model/layer.ts';
import { addTo } from '../util/add-to.ts';
import { strongestScope } from './usages.ts';

const SPEAKS_FOR_A_SERVICE: ReadonlySet<Package['role']> = new Set(['client', 'adapter', 'gateway', 'vector-store', 'observability', 'runtime']);

/** Sites for packages and keys without a call path. `sites` are those that calls and settings gave, `moved` services whose endpoint a setting moves. */
export function mentionSites(sites: readonly Site[], evidence: readonly Evidence[], index: Index, moved: ReadonlySet<string>): Site[] {
  // Not even the tables are read then.
  if (evidence.length === 0) return [];
  const explained = new Set(sites.flatMap((site) => site.evidence));
  return [...packageSites(sites, evidence, explained, index), ...keySites(sites, evidence, explained, index, moved)];
}

function packageSites(sites: readonly Site[], evidence: readonly Evidence[], explained: ReadonlySet<string>, index: Index): Site[] {
  // A package called in tests alone is still only declared for production.
  const called = new Set(sites.flatMap(({ sdk, scope }) => (sdk === null ? [] : [sdk, `${sdk} ${scope}`])));
  const byPackage = new Map<string, Evidence[]>();
  for (const item of evidence) {
    if (item.subject.kind !== 'package') continue;
    const { id } = item.subject;
    // What other packages bring along is inventory; nobody here asked for it.
    if (item.kind === 'config' || item.direct === false || item.context === 'type-only import') continue;
    if ((item.kind === 'import' || item.kind === 'container') && explained.has(item.id)) continue;
    if (called.has(`${id} production`) || (called.has(id) && item.scope !== 'production')) continue;
    addTo(byPackage, item.subject.id, item);
  }
  const reached = new Set(sites.filter(({ sdk }) => sdk !== null).map(({ endpoint }) => endpoint.service));
  const result: Site[] = [];
  for (const [id, items] of byPackage) {
    const pkg = index.packages.get(id);
    if (!pkg || !SPEAKS_FOR_A_SERVICE.has(pkg.role) || (pkg.implies === null && pkg.role !== 'gateway')) continue;
    if (goesByAnotherName(pkg, reached)) continue;
    const imported = items.some(({ kind, confidence }) => kind === 'import' && confidence === 'high');
    result.push(mention(id, pkg.implies, items, imported ? 'medium' : 'low'));
  }
  return result;
}

/** A package that code imports under the name of another one (two gems are both "openai"): calls that reach its service speak for it. */
function goesByAnotherName(pkg: Package, reached: ReadonlySet<string | null>): boolean {
  const importable = Object.keys(pkg.imports).length > 0 || pkg.purls.some((purl) => !purl.startsWith('pkg:gem/'));
  return !importable && reached.has(pkg.implies);
}

/** A key made for a service, read where no client of that service is seen. */
function keySites(sites: readonly Site[], evidence: readonly Evidence[], explained: ReadonlySet<string>, index: Index, moved: ReadonlySet<string>): Site[] {
  const reached = new Set(sites.map(({ endpoint }) => endpoint.service));
  const clientOf = new Set(sites.flatMap(({ sdk }) => (sdk === null ? [] : [index.packages.get(sdk)?.implies ?? null])));
  const byService = new Map<string, Evidence[]>();
  for (const item of evidence) {
    if (item.kind !== 'env-var' || item.subject.kind !== 'service' || explained.has(item.id)) continue;
    const { id } = item.subject;
    // The key of an SDK that is pointed elsewhere says nothing about the SDK's own service.
    if (reached.has(id) || moved.has(id) || clientOf.has(id)) continue;
    addTo(byService, id, item);
  }
  return [...byService].map(([service, items]) => mention(null, service, items, 'low'));
}

function mention(sdk: string | null, service: string | null, items: readonly Evidence[], confidence: Site['confidence']): Site {
  const scope: Scope = strongestScope(items.map((item) => item.scope));
  const first = items.find((item) => item.scope === scope) as Evidence;
  return {
    path: first.path,
    scope,
    sdk,
    endpoint: { service, host: null, region: null, place: null, basis: 'unknown', configurable: true },
    model: null,
    dynamicModel: null,
    purpose: null,
    artefact: null,
    overrides: null,
    fallbackGroup: null,
    confidence,
    evidence: [first.id, ...items.filter((item) => item !== first).map((item) => item.id)],
  };
}
