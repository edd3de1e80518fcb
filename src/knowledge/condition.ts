import type { Condition } from '../model/entity.ts';
import { didYouMean } from '../util/closest.ts';
import { isRecord } from '../util/yaml-problems.ts';
import type { ConditionInput } from './schema.ts';

/** Facts of a usage a condition may ask for, in the order the documentation lists them. */
export const CONDITION_FACTS = [
  'purpose',
  'scope',
  'route',
  'configurable',
  'revocability',
  'sdk.id',
  'service.id',
  'service.category',
  'service.training',
  'service.zero_retention',
  'service.human_review',
  'service.operator.id',
  'service.operator.country',
  'service.operator.controller',
  'model.id',
  'model.family',
  'model.weights',
  'model.modality',
  'model.origin',
  'model.status',
  'model.developer.id',
  'model.developer.country',
  'model.license.id',
  'model.license.commercial',
  'endpoint.host',
  'endpoint.region',
  'endpoint.country',
] as const;

type Scalar = string | boolean | null;

/** Author's condition -> engine's. `fact: value` and `fact: [values]` are equality; several facts in one mapping must all hold. */
export function toCondition(input: ConditionInput): Condition {
  if ('all' in input) return { all: (input.all as ConditionInput[]).map(toCondition) };
  if ('any' in input) return { any: (input.any as ConditionInput[]).map(toCondition) };
  if ('not' in input) return { not: toCondition(input.not as ConditionInput) };
  const facts = Object.entries(input).map(([fact, value]): Condition => ({ fact, in: (Array.isArray(value) ? value : [value]) as Scalar[] }));
  return facts.length === 1 && facts[0] ? facts[0] : { all: facts };
}

/** Problems of a condition: fact names nobody knows. Paths are relative to the condition. */
export function conditionProblems(input: unknown, path: readonly (string | number)[] = []): { path: (string | number)[]; message: string }[] {
  if (!isRecord(input)) return [];
  return Object.entries(input).flatMap(([key, value]) => {
    if ((key === 'all' || key === 'any') && Array.isArray(value)) {
      return value.flatMap((item, index) => conditionProblems(item, [...path, key, index]));
    }
    if (key === 'not') return conditionProblems(value, [...path, key]);
    if ((CONDITION_FACTS as readonly string[]).includes(key)) return [];
    return [{ path: [...path, key], message: `unknown fact "${key}"${didYouMean(key, CONDITION_FACTS) || `, expected one of ${CONDITION_FACTS.join(', ')}`}` }];
  });
}
