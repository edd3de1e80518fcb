import type { ReportedFact, ServicePractices } from '../model/report.ts';
import type { JsonReport } from './schema.ts';

/** What operators say they do with data, as published. */
export function jsonPractices(row: ServicePractices): JsonReport['dataPractices'][number] {
  return {
    service: row.service,
    name: row.name,
    operator: row.operator,
    usages: [...row.usages],
    recorded: row.recorded,
    training: fact(row.training, (value) => value),
    retention: fact(row.retention, (value) => value),
    zeroRetention: fact(row.zeroRetention, (value) => value),
    subprocessors: fact(row.subprocessors, ({ list, places }) => ({ list, places: [...places] })),
    review: fact(row.review, (value) => value),
  };
}

function fact<T, U>({ value, note, source, asOf, basis }: ReportedFact<T>, published: (value: T) => U) {
  return { value: value === null ? null : published(value), note, source, asOf, basis };
}
