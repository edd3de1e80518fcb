/** Usages and a small knowledge base made by hand, for tests of judgement alone. */
import { type Perspective, perspective } from '../../src/evaluate/perspective.ts';
import type { License, Model, Policy, Service } from '../../src/model/entity.ts';
import type { Fact } from '../../src/model/fact.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { LAYERS } from '../../src/model/layer.ts';
import type { OrganizationRef, Usage } from '../../src/model/usage.ts';

export const fact = <T>(value: T | null): Fact<T> => ({ value, source: { basis: 'background', title: 'test', url: null, asOf: null, quote: null } });
const origin = { file: 'test', custom: false };

export const ORGANIZATIONS: Readonly<Record<string, OrganizationRef>> = {
  lutece: { id: 'lutece', name: 'Lutece AI', country: 'FR', controller: 'FR' },
  borealis: { id: 'borealis', name: 'Borealis', country: 'US', controller: 'US' },
  jade: { id: 'jade', name: 'Jade Labs', country: 'CN', controller: 'CN' },
  subsidiary: { id: 'subsidiary', name: 'Borealis Ireland', country: 'IE', controller: 'US' },
};

const license = (id: string, over: Partial<License>): License => ({
  id,
  name: id,
  origin,
  spdx: id,
  class: fact('open-source'),
  commercial: fact('yes'),
  modification: fact('yes'),
  redistribution: fact('yes'),
  excluded: fact<readonly string[]>([]),
  excludedModalities: [],
  gates: [],
  usePolicy: fact(false),
  revocable: fact(false),
  ...over,
});

const service = (id: string, operator: string | null, over: Partial<Service> = {}): Service => ({
  id,
  name: id,
  origin,
  category: 'model-api',
  operator: fact(operator),
  location: fact('global'),
  offers: fact('own'),
  surface: fact('portable'),
  paths: [],
  terms: fact('closed'),
  hosts: [],
  env: [],
  regions: null,
  selfHosted: false,
  modelPrefixes: [],
  modelRegions: {},
  modelAliases: {},
  ...over,
});

const model = (id: string, developer: string, weights: 'open' | 'closed' | null, licenseId: string | null): Model => ({
  id,
  name: id,
  origin,
  family: `${developer}/family`,
  developer,
  kind: 'own-foundation',
  modality: 'text',
  weights: fact(weights),
  license: fact(licenseId),
  openness: fact<'data-and-code' | 'weights-only'>(null),
  released: fact('2026-01-01'),
  status: fact('current'),
  supersededBy: fact<string>(null),
  base: fact<string>(null),
});

/** A knowledge base of a French, an American and a Chinese developer. */
export const INDEX = {
  version: 'test',
  newestFact: '2026-11-22',
  oldestFact: '2026-01-01',
  custom: [],
  organizations: new Map(
    Object.values(ORGANIZATIONS).map((ref) => [
      ref.id as string,
      { id: ref.id as string, name: ref.name, origin, seat: fact(ref.country), controller: fact(ref.controller), parent: fact<string>(null) },
    ]),
  ),
  services: new Map(
    [
      service('borealis-api', 'borealis'),
      service('lutece-api', 'lutece'),
      service('jade-api', 'jade'),
      service('borealis-ireland', 'subsidiary', { offers: fact('many') }),
    ].map((entry) => [entry.id, entry]),
  ),
  models: new Map(
    [
      model('borealis/closed-5', 'borealis', 'closed', 'closed'),
      model('lutece/closed-2', 'lutece', 'closed', 'closed'),
      model('lutece/open-2', 'lutece', 'open', 'mit'),
      model('jade/open-4', 'jade', 'open', 'mit'),
      model('jade/gated-4', 'jade', 'open', 'gated'),
      model('borealis/unsure-1', 'borealis', null, null),
    ].map((entry) => [entry.id, entry]),
  ),
  families: new Map(),
  packages: new Map(),
  events: new Map(),
  regimes: new Map(),
  checks: new Map(),
  policies: new Map(),
  licenses: new Map(
    [
      license('mit', {}),
      license('closed', { class: fact('closed-terms') }),
      license('gated', { class: fact('community'), excluded: fact<readonly string[]>(['EU']) }),
      license('research', { class: fact('non-commercial'), commercial: fact('no') }),
    ].map((entry) => [entry.id, entry]),
  ),
  blocs: new Map([
    ['EU', ['FR', 'DE', 'IE']],
    ['EEA', ['FR', 'DE', 'IE', 'NO']],
  ]),
  transfers: new Map([
    [
      'eu',
      [
        { country: 'US', from: '2023-07-10', to: null, condition: 'certified organisations only', source: null },
        { country: 'JP', from: '2019-01-23', to: null, condition: null, source: null },
      ],
    ],
  ]),
} as unknown as Index;

const levels = (value: number) => Object.fromEntries(LAYERS.map((layer) => [layer, value])) as Policy['floors'];

export const policy = (home: readonly string[], over: Partial<Policy> = {}): Policy => ({
  id: 'test',
  name: 'Test',
  origin,
  home,
  dataHome: home,
  adverse: [],
  transfers: 'eu',
  floors: levels(2),
  weights: levels(1),
  regimes: [],
  scopes: [],
  defaultScope: null,
  ...over,
});

export const view = (home: readonly string[] = ['EU'], over: Partial<Policy> = {}, asOf = '2026-11-22'): Perspective =>
  perspective(INDEX, policy(home, over), null, asOf);

/** A model side by its id in INDEX. */
export function modelSide(id: string): NonNullable<Usage['model']> {
  const entity = INDEX.models.get(id);
  if (!entity) throw new Error(`no model ${id} in the test index`);
  const licenseId = entity.license.value;
  return {
    id,
    family: entity.family,
    requested: id,
    name: entity.name,
    developer: ORGANIZATIONS[entity.developer] as OrganizationRef,
    weights: entity.weights.value,
    license: licenseId === null ? null : { id: licenseId, name: licenseId },
    base: null,
    modality: entity.modality,
    origin: entity.kind,
    status: 'current',
  };
}

/** A production chat call of the American closed model at its own global service, changed as asked. */
export function usage(over: Partial<Usage> & { readonly operator?: string; readonly place?: string | null } = {}): Usage {
  const { operator = 'borealis', place = 'global', ...rest } = over;
  return {
    id: 'u-1',
    purpose: 'chat',
    scope: 'production',
    sdk: null,
    service: { id: `${operator}-api`, name: `${operator} API`, category: 'model-api', operator: ORGANIZATIONS[operator] as OrganizationRef, observed: true },
    model: modelSide('borealis/closed-5'),
    endpoint: { host: 'api.example.test', region: null, country: null, place },
    endpointBasis: 'observed',
    dynamicModel: null,
    confidence: 'high',
    route: 'direct',
    configurable: false,
    weights: null,
    fallbackGroup: null,
    evidence: [],
    ...rest,
  };
}
