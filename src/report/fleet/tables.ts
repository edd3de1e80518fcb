import type { FleetEntry, FleetGroup, FleetReport, SharedUsage } from '../../model/fleet.ts';
import { LAYERS } from '../../model/layer.ts';
import { nestedName } from '../../util/nested-name.ts';
import { levelWords } from '../words.ts';

/** Tables of a fleet, for spreadsheets; the default first. */
export const FLEET_TABLES = [
  'repositories',
  'call-paths',
  'controllers',
  'countries',
  'services',
  'models',
  'rules',
  'restrictions',
  'layers',
  'left-out',
] as const;
export type FleetTable = (typeof FLEET_TABLES)[number];

interface Table {
  readonly head: readonly string[];
  /** Rows of one group, without the columns that say which group it is. */
  readonly rows: (group: FleetGroup, source: Source) => Iterable<readonly (string | number | null)[]>;
}

interface Source {
  readonly report: FleetReport;
  readonly entries: ReadonlyMap<string, FleetEntry>;
  readonly usages: ReadonlyMap<string, SharedUsage>;
}

const OCCURS = ['repositories', 'call paths'] as const;

const TABLES: Readonly<Record<Exclude<FleetTable, 'left-out'>, Table>> = {
  repositories: {
    head: [
      ...['repository', 'revision', 'verdict', 'missing layers', 'risk index', 'restriction', 'revocability', ...LAYERS, 'call paths'],
      ...['critical', 'high', 'medium', 'low', 'suppressed', 'failed gates', 'files', 'diagnostics', 'named by'],
    ],
    rows: (group, source) => ranked(group, source).map(repositoryRow),
  },
  'call-paths': {
    head: [
      ...['repository', 'revision', 'seen at', 'purpose', 'scope', 'decides', 'library', 'service', 'operator', 'country of operator', 'controlled from'],
      ...['model asked for', 'model', 'developer', 'country of developer', 'weights', 'license', 'place', 'region', 'route', 'copy'],
    ],
    rows: (group, source) => callPathRows(group, source),
  },
  controllers: {
    head: ['controller', 'id', 'country', ...OCCURS, 'repositories wholly'],
    rows: ({ controllers }) =>
      controllers.map(({ name, id, country, repositories, callPaths, wholly }) => [name, id, country, repositories, callPaths, wholly]),
  },
  countries: {
    head: ['country of ultimate controller', ...OCCURS, 'repositories wholly'],
    rows: ({ countries }) => countries.map(({ country, repositories, callPaths, wholly }) => [country, repositories, callPaths, wholly]),
  },
  services: {
    head: ['service', 'id', 'operator', 'controlled from', ...OCCURS],
    rows: ({ services }) => services.map(({ name, id, operator, country, repositories, callPaths }) => [name, id, operator, country, repositories, callPaths]),
  },
  models: {
    head: ['model', 'id', 'developer', 'controlled from', 'weights', 'status', ...OCCURS],
    rows: ({ models }) =>
      models.map(({ name, id, developer, country, weights, status, repositories, callPaths }) => [
        ...[name, id, developer, country, weights, status],
        repositories,
        callPaths,
      ]),
  },
  rules: {
    head: ['rule', 'worst severity', 'repositories', 'findings'],
    rows: ({ rules }) => rules.map(({ rule, severity, repositories, findings }) => [rule, severity, repositories, findings]),
  },
  restrictions: {
    head: ['event or regime', 'level', ...OCCURS],
    rows: ({ restrictions }) => restrictions.map(({ by, level, repositories, callPaths }) => [by, level, repositories, callPaths]),
  },
  layers: {
    head: ['layer', 'floor', 'missing', 'may be missing', 'holds', ...[0, 1, 2, 3, 4].map((level) => `at level ${level}`)],
    rows: ({ layers }) => layers.map(({ layer, floor, missing, unclear, present, levels }) => [layer, floor, missing, unclear, present, ...levels]),
  },
};

/** A table of the fleet: a head, then rows, those of all groups below each other with what tells the groups apart in front. */
export function* fleetRows(report: FleetReport, table: FleetTable): Iterable<readonly string[]> {
  if (table === 'left-out') {
    yield ['report', 'reason'];
    yield* report.leftOut.map(({ report: file, reason }) => [file, reason]);
    return;
  }
  const source = {
    report,
    entries: new Map(report.entries.map((entry) => [entry.id, entry])),
    usages: new Map(report.usages.map((usage) => [usage.id, usage])),
  };
  const { head, rows } = TABLES[table];
  yield ['profile', 'as of', 'knowledge base', ...head];
  for (const group of report.groups) {
    const { profile, profileScope, asOf, knowledge } = group;
    const which = [profileScope === null ? profile : `${profile}:${profileScope}`, asOf.join(' '), knowledge.join(' ')];
    for (const row of rows(group, source)) yield [...which, ...row.map((value) => (value === null ? '' : String(value)))];
  }
}

/** The repositories of a group that count, worst first. */
export function ranked(group: FleetGroup, { entries }: Pick<Source, 'entries'>): FleetEntry[] {
  return group.ranking.flatMap((id) => entries.get(id) ?? []);
}

function repositoryRow(entry: FleetEntry): (string | number | null)[] {
  const { verdict, levels, findings } = entry;
  const hasAi = verdict.level !== 'none';
  return [
    ...[nestedName(entry), entry.revision, verdict.level, verdict.missingLayers.join(' '), verdict.riskIndex, verdict.restriction, verdict.revocability],
    ...LAYERS.map((layer) => (hasAi ? levelWords(levels[layer]) : null)),
    entry.callPaths,
    ...[findings.critical, findings.high, findings.medium, findings.low, entry.suppressed],
    ...[entry.failedGates.join('; '), entry.files, entry.diagnostics, entry.from],
  ];
}

function* callPathRows(group: FleetGroup, source: Source): Iterable<(string | number | null)[]> {
  for (const entry of ranked(group, source)) {
    for (const { usage, place, decides } of entry.occurrences) {
      const shared = source.usages.get(usage);
      if (shared === undefined) continue;
      const { purpose, scope, sdk, service, model, endpoint, route, weights, dynamicModel } = shared;
      yield [
        ...[nestedName(entry), entry.revision, place === null ? null : `${place.path}:${place.line}`, purpose, scope, decides ? 'yes' : 'no'],
        ...[sdk?.name ?? null, service?.name ?? null, service?.operator.name ?? null, service?.operator.country ?? null, service?.operator.controller ?? null],
        ...[model?.requested ?? dynamicModel, model?.id ?? null, model?.developer.name ?? null, model?.developer.country ?? null],
        ...[model?.weights ?? null, model?.license?.id ?? null, endpoint?.place ?? endpoint?.country ?? null, endpoint?.region ?? null, route, weights],
      ];
    }
  }
}
