import { baselineJsonSchema } from '../../config/baseline.ts';
import { projectJsonSchema } from '../../config/schema.ts';
import { entrySchema, type JsonSchema, packSchema } from '../../knowledge/json-schema.ts';
import { KINDS, type Kind } from '../../knowledge/schema.ts';
import { schemaName } from '../../knowledge/schema-name.ts';
import { fleetJsonSchema } from '../../report/fleet/schema.ts';
import { reportJsonSchema } from '../../report/schema.ts';
import { publishedSchemaLine } from './init-text.ts';
import { kindOf } from './rules-kind.ts';

/** `sovaudit rules schema [kind]`: the JSON Schema of one entry, or of a rule pack; or the line by which editors find it. */
export function printSchema(kind: string | undefined, modeline: boolean): string {
  if (modeline) return `${publishedSchemaLine(kind === undefined ? 'pack.schema.json' : schemaName(kindOf(kind)))}\n`;
  return text(kind === undefined ? packSchema() : entrySchema(kindOf(kind)));
}

/** Every schema file of `rules/schema/`, by name. */
export function schemaFiles(): { readonly name: string; readonly text: string }[] {
  const kinds = (Object.keys(KINDS) as Kind[]).map((kind) => ({ name: schemaName(kind), text: text(entrySchema(kind)) }));
  const others = { pack: packSchema(), report: reportJsonSchema(), fleet: fleetJsonSchema(), project: projectJsonSchema(), baseline: baselineJsonSchema() };
  return [...kinds, ...Object.entries(others).map(([name, schema]) => ({ name: `${name}.schema.json`, text: text(schema) }))];
}

function text(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
