import type { DataPractices, Subprocessors } from '../model/entity.ts';
import type { Fact } from '../model/fact.ts';
import { type Provenance, toFact } from './fact.ts';
import type { Service } from './schema.ts';

type Input = NonNullable<Service['data_practices']>;

/** What an entry says of an operator's handling of data, in the engine's form. What it leaves out is not recorded. */
export function toDataPractices(value: Input, from: Provenance): DataPractices {
  return {
    training: toFact(value.training, from),
    retention: toFact<number | string>(value.retention, from),
    zeroRetention: toFact(value.zero_retention, from),
    subprocessors: toSubprocessors(value.subprocessors, from),
    review: toFact(value.review, from),
  };
}

function toSubprocessors(input: Input['subprocessors'], from: Provenance): Fact<Subprocessors> {
  const fact = toFact<{ list?: string | undefined; places?: string[] | undefined }>(input, from);
  return { ...fact, value: fact.value === null ? null : { list: fact.value.list ?? null, places: fact.value.places ?? [] } };
}
