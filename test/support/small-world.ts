/** A small made-up world for tests of resolution alone: sites, evidence and an index that holds only what a test says. */
import type { License, Model, ModelFamily, Organization, Package, Service } from '../../src/model/entity.ts';
import type { Evidence, Site, SiteEndpoint, SiteModel } from '../../src/model/evidence.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Index } from '../../src/model/knowledge.ts';

export function fact<T>(value: T | null): Fact<T> {
  return { value, source: null };
}

/** An endpoint nobody knows anything about, but for what is said. */
export function endpointOf(over: Partial<SiteEndpoint> = {}): SiteEndpoint {
  return { service: null, host: null, region: null, place: null, basis: 'unknown', configurable: false, ...over };
}

/** A model nobody knows, by the name it is asked for. */
export function modelOf(requested: string, over: Partial<SiteModel> = {}): SiteModel {
  return { requested, model: null, family: null, place: null, configurable: false, ...over };
}

/** A call path of production code that says nothing but what is said. */
export function siteOf({ endpoint, ...over }: Partial<Omit<Site, 'endpoint'>> & { readonly endpoint?: Partial<SiteEndpoint> } = {}): Site {
  return {
    path: 'app/chat.py',
    scope: 'production',
    sdk: null,
    endpoint: endpointOf(endpoint),
    model: null,
    dynamicModel: null,
    purpose: null,
    artefact: null,
    overrides: null,
    fallbackGroup: null,
    confidence: 'high',
    evidence: [],
    ...over,
  };
}

/** One thing seen, at line 1 of `app/chat.py` unless it is said. */
export function evidenceOf(id: string, over: Partial<Evidence> = {}): Evidence {
  return {
    id,
    kind: 'model-id',
    value: id,
    context: 'model =',
    confidence: 'high',
    signature: null,
    subject: { kind: 'unknown', what: 'model' },
    scope: 'production',
    path: 'app/chat.py',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    ...over,
  };
}

const ORIGIN = { file: 'rules/made-up.yaml', custom: false };

export function organization(id: string, seat: string | null, over: Partial<Organization> = {}): Organization {
  return { id, name: `${id} Ltd`, origin: ORIGIN, seat: fact(seat), controller: fact<string>(null), parent: fact<string>(null), ...over };
}

export function service(id: string, over: Partial<Service> = {}): Service {
  return {
    id,
    name: `${id} API`,
    origin: ORIGIN,
    category: 'model-api',
    operator: fact<string>(null),
    location: fact<string>(null),
    offers: fact<'own' | 'many' | 'open'>(null),
    surface: fact<'portable'>(null),
    terms: fact<string>(null),
    hosts: [],
    env: [],
    regions: null,
    selfHosted: false,
    paths: [],
    modelPrefixes: [],
    modelRegions: {},
    modelAliases: {},
    ...over,
  };
}

export function pkg(id: string, over: Partial<Package> = {}): Package {
  return {
    id,
    name: `${id} library`,
    origin: ORIGIN,
    publisher: fact<string>(null),
    role: 'client',
    purls: [`pkg:pypi/${id}`],
    imports: { python: [id] },
    implies: null,
    calls: [],
    commands: [],
    telemetry: null,
    ...over,
  };
}

export function family(id: string, developer: string, over: Partial<ModelFamily> = {}): ModelFamily {
  return { id, name: `${id} family`, origin: ORIGIN, developer, modality: 'text', kind: 'own-foundation', weights: null, ...over };
}

export function version(id: string, of: string, developer: string, over: Partial<Model> = {}): Model {
  return {
    id,
    name: `${id} model`,
    origin: ORIGIN,
    family: of,
    developer,
    kind: 'own-foundation',
    modality: 'text',
    weights: fact<'open' | 'closed'>(null),
    license: fact<string>(null),
    openness: fact<'weights-only'>(null),
    released: fact<string>(null),
    status: fact<'current'>(null),
    supersededBy: fact<string>(null),
    base: fact<string>(null),
    ...over,
  };
}

interface World {
  readonly organizations?: readonly Organization[];
  readonly services?: readonly Service[];
  readonly packages?: readonly Package[];
  readonly families?: readonly ModelFamily[];
  readonly models?: readonly Model[];
  readonly licenses?: readonly Pick<License, 'id' | 'name'>[];
  readonly regions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly more?: Partial<Index>;
}

/** An index that knows these entries and nothing else. */
export function knowing({ organizations = [], services = [], packages = [], families = [], models = [], licenses = [], regions = {}, more }: World): Index {
  const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> => new Map(all.map((one) => [one.id, one]));
  const index: Partial<Index> = {
    organizations: byId(organizations),
    services: byId(services),
    packages: byId(packages),
    families: byId(families),
    models: byId(models),
    licenses: byId(licenses) as Index['licenses'],
    accelerators: new Map(),
    resources: new Map(),
    hosts: new Map(),
    regions: new Map(Object.entries(regions).map(([table, rows]) => [table, new Map(Object.entries(rows))])),
    ...more,
  };
  return index as Index;
}
