/** JSON Schemas (draft 7) of rule files, for editors: generated from the schemas that check them, so that the two cannot drift. */
import { z } from 'zod';
import { CONDITION_REFERENCE, conditionDefinitions } from './condition-schema.ts';
import { describeKeys } from './descriptions.ts';
import { Condition, KINDS, type Kind, Source } from './schema.ts';
import { SINGULAR } from './schema-name.ts';

export type JsonSchema = Record<string, unknown>;

/** What `superRefine` says in code about a source, in the words of JSON Schema: one of these holds. */
const SOURCE_RULES = [
  { properties: { basis: { const: 'read' } }, required: ['url', 'as_of', 'quote'] },
  { properties: { basis: { const: 'catalogue' } }, required: ['as_of'], not: { required: ['quote'] } },
  { properties: { basis: { const: 'background' } }, not: { anyOf: [{ required: ['quote'] }, { required: ['as_of'] }] } },
];

/** The schema of one entry of a kind, as it stands in `<kind>/<id>.yaml`. */
export function entrySchema(kind: Kind): JsonSchema {
  const schema = { ...finish(kind, toJson(KINDS[kind])), title: `sovaudit ${SINGULAR[kind]}` };
  return kind === 'checks' ? { ...schema, definitions: conditionDefinitions() } : schema;
}

/** The schema of a rule pack: one YAML file with entries of any kind, by id. */
export function packSchema(): JsonSchema {
  const kinds = Object.keys(KINDS) as Kind[];
  const schema = toJson(z.strictObject(Object.fromEntries(kinds.map((kind) => [kind, z.record(z.string(), KINDS[kind] as z.ZodType).optional()]))));
  const properties = schema.properties as Record<Kind, { additionalProperties: JsonSchema }>;
  for (const kind of kinds) finish(kind, properties[kind].additionalProperties);
  return { ...schema, title: 'sovaudit rule pack', definitions: conditionDefinitions() };
}

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === Source) (jsonSchema as JsonSchema).anyOf = SOURCE_RULES;
      if ((zodSchema as unknown) !== Condition) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as JsonSchema)[key];
      // Its description is added later: beside a reference draft 7 ignores it, within a list of one it does not.
      Object.assign(jsonSchema, { allOf: [CONDITION_REFERENCE] });
    },
  }) as JsonSchema;
}

function finish(kind: Kind, entry: JsonSchema): JsonSchema {
  describeKeys(kind, entry);
  allowPartial(entry);
  return entry;
}

/** An entry that `extends` another takes what it does not say from there: only a whole one needs the required keys. */
function allowPartial(node: JsonSchema): void {
  const { required, properties } = node as { required?: string[]; properties?: JsonSchema };
  if (required === undefined || properties === undefined || !('extends' in properties)) return;
  delete node.required;
  node.anyOf = [{ required: ['extends'] }, { required }];
}
