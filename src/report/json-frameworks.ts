import type { CsfProjection, DoraRow, Frameworks } from '../model/report.ts';
import type { JsonReport } from './schema.ts';

type JsonFrameworks = JsonReport['frameworks'];

/** Frameworks as published. */
export function jsonFrameworks({ csf, dora }: Frameworks): JsonFrameworks {
  return {
    csf: csf === null ? null : projection(csf),
    dora: dora === null ? null : { rows: dora.rows.map(row), caveats: [...dora.caveats] },
  };
}

function projection({ framework, score, outOf, lowest, objectives, caveats }: CsfProjection): NonNullable<JsonFrameworks['csf']> {
  return {
    framework,
    score: { low: score.low, high: score.high },
    outOf,
    lowest: { low: lowest.low, high: lowest.high },
    objectives: objectives.map(({ id, name, weight, layers, level }) => ({
      id,
      name,
      weight,
      layers: [...layers],
      level: level === null ? null : { low: level.low, high: level.high },
    })),
    caveats: [...caveats],
  };
}

function row(source: DoraRow): NonNullable<JsonFrameworks['dora']>['rows'][number] {
  return {
    provider: source.provider,
    providerCountry: source.providerCountry,
    ultimateParent: source.ultimateParent,
    parentCountry: source.parentCountry,
    service: source.service,
    functions: [...source.functions],
    processing: [...source.processing],
    critical: source.critical,
    rank: source.rank,
    behind: source.behind,
    substitutability: source.substitutability,
    retention: source.retention,
    subprocessors: source.subprocessors,
    usages: [...source.usages],
  };
}
