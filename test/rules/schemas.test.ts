import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { schemaFiles } from '../../src/cli/commands/rules-schema.ts';
import { unknownKeys } from '../../src/knowledge/descriptions.ts';
import { entrySchema, packSchema } from '../../src/knowledge/json-schema.ts';
import { KINDS, type Kind } from '../../src/knowledge/schema.ts';
import { compiledRules } from './rules-folder.ts';

const kinds = Object.keys(KINDS) as Kind[];
const { entries } = compiledRules();
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);

test('the schema files are those the code makes (npm run schemas)', () => {
  const made = schemaFiles();
  expect(readdirSync('rules/schema').sort()).toEqual(made.map(({ name }) => name).sort());
  for (const { name, text } of made) expect(readFileSync(`rules/schema/${name}`, 'utf8'), name).toBe(text);
});

describe('an editor agrees with the check', () => {
  test.each(kinds)('every entry of %s is valid', (kind) => {
    const validate = ajv.compile(entrySchema(kind));
    const wrong = entries.filter((entry) => entry.kind === kind && !validate(entry.value)).map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('a key nobody knows is invalid', () => {
    expect(ajv.compile(entrySchema('policies'))({ name: 'Ours', home: [], hme: 1 })).toBe(false);
  });

  test('a source that was read needs a quote', () => {
    const source = { basis: 'read', title: 'Notice', url: 'https://harbour.test', as_of: '2026-01-01' };
    const entry = (more: object): object => ({ name: 'Harbour', seat: 'FR', controller: 'FR', from: 'docs', sources: { docs: { ...source, ...more } } });
    const validate = ajv.compile(entrySchema('organizations'));
    expect([validate(entry({ quote: 'Paris' })), validate(entry({}))]).toEqual([true, false]);
  });

  test('an entry that extends another may leave out what it needs otherwise', () => {
    const validate = ajv.compile(entrySchema('policies'));
    expect([validate({ extends: 'eu', floors: { data: 3 } }), validate({ floors: { data: 3 } })]).toEqual([true, false]);
  });

  test('a pack holds entries by kind and id', () => {
    const validate = ajv.compile(packSchema());
    expect([validate({ policies: { ours: { name: 'Ours', home: [] } } }), validate({ policies: { ours: { name: 'Ours' } } })]).toEqual([true, false]);
  });
});

test.each(kinds)('every described key of %s exists', (kind) => {
  expect(unknownKeys(kind, entrySchema(kind))).toEqual([]);
});
