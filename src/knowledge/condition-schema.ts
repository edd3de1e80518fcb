/** The JSON Schema of conditions, for editors: made from the table of facts, so that names and words complete and mistakes are underlined. */
import { FACTS, type FactInfo, type FactType } from '../model/condition.ts';

type Schema = Record<string, unknown>;

const REFERENCE = { $ref: '#/definitions/condition' };

/** Where a schema says `when`, it says this; `conditionDefinitions` belongs at its top. */
export const CONDITION_REFERENCE: Readonly<Schema> = REFERENCE;

/** `definitions` of a schema with conditions. */
export function conditionDefinitions(): Schema {
  const facts = Object.entries(FACTS).map(([name, info]) => [name, { ...factSchema(info), description: info.about }] as const);
  return {
    condition: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: {
        all: { type: 'array', minItems: 1, items: REFERENCE, description: 'All of these hold.' },
        any: { type: 'array', minItems: 1, items: REFERENCE, description: 'At least one of these holds.' },
        not: { ...REFERENCE },
        ...Object.fromEntries(facts),
      },
    },
  };
}

function factSchema(info: FactInfo): Schema {
  const one = valueSchema(info.type);
  const many = { anyOf: [one, { type: 'array', minItems: 1, items: one }] };
  const plain = info.type.kind === 'date' ? [] : [one, { type: 'array', minItems: 1, items: one }];
  return { anyOf: [...plain, { type: 'object', minProperties: 1, additionalProperties: false, properties: comparisons(info, many) }] };
}

function valueSchema(type: FactType): Schema {
  switch (type.kind) {
    case 'boolean':
      return { enum: [true, false, 'unknown', null] };
    case 'enum':
      return { enum: [...type.values, 'unknown', null] };
    case 'number':
      return { anyOf: [{ type: 'number' }, { enum: ['unknown', null] }] };
    case 'level':
      return { anyOf: [{ type: 'number', minimum: 0, maximum: 4 }, { enum: ['unknown', null] }] };
    default:
      return { type: ['string', 'null'] };
  }
}

function comparisons({ type, list }: FactInfo, many: Schema): Schema {
  const common = { known: { type: 'boolean' }, when_unknown: { enum: ['match', 'skip'] } };
  const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
  if (type.kind === 'date') return { before: day, until: day, after: day, since: day, ...common };
  const member = { in: many, not_in: many };
  const pattern = ['text', 'host', 'id', 'path'].includes(type.kind)
    ? { matches: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } }
    : {};
  if (list) return { ...member, all_of: many, ...pattern, empty: { type: 'boolean' }, ...common };
  const ordered = type.kind === 'number' || type.kind === 'level' || (type.kind === 'enum' && type.ordered === true);
  const bound = type.kind === 'enum' ? { enum: type.values } : type.kind === 'level' ? { type: 'number', minimum: 0, maximum: 4 } : { type: 'number' };
  return { ...member, ...(ordered && { below: bound, at_most: bound, above: bound, at_least: bound }), ...pattern, ...common };
}
