import type { Card, Statement } from '../../model/card.ts';
import type { DataPractices, Package, Service } from '../../model/entity.ts';
import type { EnvEntry, Index } from '../../model/knowledge.ts';
import { card, countryWords, known, licenseWords, listed, organizationStatement, plain, statement } from './statements.ts';

const OFFERS = { own: 'its own models only', many: 'models of several developers', open: 'open weights only' } as const;
const SURFACE = { portable: 'OpenAI-like, portable', proprietary: 'its own', stateful: 'its own, and it keeps your state' } as const;

/** A service. `host`: what a host that was asked for adds. */
export function serviceCard(index: Index, service: Service, host: readonly Statement[] = []): Card {
  return card('service', service, [
    service.selfHosted
      ? plain('operated by', 'you: this software runs on your own machines')
      : organizationStatement(index, 'operated by', service.operator.value),
    ...host,
    statement('runs in', service.location, (place) => placeWords(index, place)),
    statement('offers', service.offers, (value) => OFFERS[value]),
    statement('interface', service.surface, (value) => SURFACE[value]),
    ...known('terms', service.terms, (id) => licenseWords(index, id)),
    ...practiceStatements(index, service.dataPractices ?? null),
    plain('category', service.category),
    ...listed(
      'hosts',
      service.hosts.map(({ host: name, location }) => (location?.value == null ? name : `${name} (${location.value})`)),
    ),
    ...listed(
      'environment',
      service.env.map(({ name, role }) => `${name} (${role})`),
    ),
    ...listed('model prefixes', service.modelPrefixes),
    ...Object.entries(service.modelRegionFacts ?? {}).map(([prefix, place]) => statement(`ids ${prefix}`, place, (value) => placeWords(index, value))),
    ...listed('regions', service.regions === null ? [] : [`table ${service.regions}, ${index.regions.get(service.regions)?.size ?? 0} regions`]),
  ]);
}

const TRAINING = {
  no: 'no',
  yes: 'yes',
  'opt-out': 'yes, unless you object',
  'plan-dependent': 'depends on the plan, or on the provider behind it',
} as const;
const ZERO = { default: 'by default', setting: 'a setting of yours', agreement: 'by agreement with the operator', no: 'not offered' } as const;
const REVIEW = { no: 'no', flagged: 'what abuse monitoring picks out', yes: 'yes' } as const;

/** What the operator says it does with what it is sent; nothing when nobody has recorded it. */
function practiceStatements(index: Index, practices: DataPractices | null): Statement[] {
  if (practices === null) return [];
  return [
    ...known('trains on it', practices.training, (value) => TRAINING[value]),
    ...known('keeps it', practices.retention, keptWords),
    ...known('zero retention', practices.zeroRetention, (value) => ZERO[value]),
    ...known('people read it', practices.review, (value) => REVIEW[value]),
    ...known('subprocessors', practices.subprocessors, ({ list, places }) =>
      [list ?? '', places.map((place) => placeWords(index, place)).join(', ')].filter((part) => part !== '').join('; '),
    ),
  ];
}

/** `30 days`, `not kept`, or the words of the entry. */
function keptWords(value: number | string): string {
  if (typeof value === 'string') return value;
  return value === 0 ? 'not kept' : value === 1 ? '1 day' : `${value} days`;
}

/** A library. */
export function packageCard(index: Index, pkg: Package): Card {
  const implied = pkg.implies === null ? undefined : index.services.get(pkg.implies);
  const where = implied === undefined ? [] : [plain('goes to', `${implied.name} (${implied.id}) unless the code says otherwise`)];
  const operator = implied === undefined || implied.selfHosted ? [] : [organizationStatement(index, 'operated by', implied.operator.value)];
  return card('package', pkg, [
    organizationStatement(index, 'published by', pkg.publisher.value),
    plain('role', pkg.role),
    ...where,
    ...operator,
    ...listed('packages', pkg.purls),
    ...listed(
      'imports',
      Object.entries(pkg.imports).map(([language, names]) => `${language}: ${names.join(' ')}`),
    ),
  ]);
}

const ROLES: Readonly<Record<EnvEntry['role'], string>> = {
  key: 'holds its key',
  'base-url': 'moves its endpoint',
  model: 'chooses its model',
  region: 'chooses its region',
  other: 'configures it',
};

/** What an environment name does for one of the services that read it. */
export function environmentStatement(entry: EnvEntry): Statement {
  return plain('this name', ROLES[entry.role]);
}

/** A place in words; `global` is the operator's choice. */
export function placeWords(index: Index, place: string): string {
  if (place === 'global') return 'anywhere: the operator chooses unless something narrows it';
  return place === 'premises' ? 'your own machines' : countryWords(index, place);
}
