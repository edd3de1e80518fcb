import { baselineJsonSchema } from '../../config/baseline.ts';
import { projectJsonSchema } from '../../config/schema.ts';
import { entrySchema, type JsonSchema, packSchema } from '../../knowledge/json-schema.ts';
import { KINDS, type Kind } from '../../knowledge/schema.ts';
import { schemaName } from '../../knowledge/schema-name.ts';
import { reportJsonSchema } from '../../report/schema.ts';
import { kindOf } from './rules-kind.ts';

/** `sovaudit rules schema [kind]`: the JSON Schema of one entry, or of a rule pack. */
export function printSchema(kind: string | undefined): string {
  return text(kind === undefined ? packSchema() : entrySchema(kindOf(kind)));
}

/** Every schema file of `rules/schema/`, by name. */
export function schemaFiles(): { readonly name: string; readonly text: string }[] {
  const kinds = (Object.keys(KINDS) as Kind[]).map((kind) => ({ name: schemaName(kind), text: text(entrySchema(kind)) }));
  const others = { pack: packSchema(), report: reportJsonSchema(), project: projectJsonSchema(), baseline: baselineJsonSchema() };
  return [...kinds, ...Object.entries(others).map(([name, schema]) => ({ name: `${name}.schema.json`, text: text(schema) }))];
}

function text(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
