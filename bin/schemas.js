// Writes rules/schema/: the JSON Schemas of rule files and of the report, generated from the sources.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromSource } from './from-source.js';

const folder = 'rules/schema';
const { schemaFiles } = await fromSource('src/cli/commands/rules-schema.ts');
const files = schemaFiles();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!files.some((file) => file.name === name)) rmSync(join(folder, name));
for (const { name, text } of files) writeFileSync(join(folder, name), text);
console.error(`wrote ${files.length} schemas to ${folder}/`);
