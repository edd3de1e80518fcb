import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkShapes } from '../../src/knowledge/check.ts';
import { expectedHeader } from '../../src/knowledge/form.ts';
import { parseRuleFiles } from '../../src/knowledge/parse.ts';
import { TEMPLATES, type TemplateKind } from '../../src/knowledge/templates.ts';
import { formProblemsOf } from './small-rules.ts';

const kinds = Object.keys(TEMPLATES) as TemplateKind[];

test.each(kinds)('the template of %s passes the check of shape as it stands', (kind) => {
  const path = `${kind}/example.yaml`;
  const parsed = parseRuleFiles([{ path, shown: path, text: TEMPLATES[kind], custom: false }]);
  expect([...parsed.problems, ...checkShapes(parsed.entries).problems]).toEqual([]);
});

test.each(kinds)('the template of %s passes the check of form below its header', (kind) => {
  const path = `${kind}/example.yaml`;
  expect(formProblemsOf({ [path]: `${expectedHeader(path)}\n${TEMPLATES[kind]}` })).toEqual([]);
});

test.each(kinds)('the README shows the template of %s', (kind) => {
  expect(readFileSync('rules/README.md', 'utf8')).toContain(`\`\`\`yaml\n${TEMPLATES[kind]}\`\`\``);
});

/** The template with its commented keys switched on, above its sources. */
function inFull(kind: TemplateKind): string {
  const [keys = '', ...sources] = TEMPLATES[kind].split(/^(?=from: )/m);
  return keys.replace(/^(\s*)# (\s*(?:[a-z_]+:|- \{).*)$/gm, '$1$2') + sources.join('');
}

test.each(['services', 'licenses', 'policies', 'scenarios'] as const)('the commented keys in the template of %s pass the check of shape, too', (kind) => {
  const path = `${kind}/example.yaml`;
  const text = inFull(kind);
  expect(text).not.toBe(TEMPLATES[kind]);
  const parsed = parseRuleFiles([{ path, shown: path, text, custom: false }]);
  expect([...parsed.problems, ...checkShapes(parsed.entries).problems]).toEqual([]);
});

test.each([
  ['services', ['data_practices', 'training', 'retention', 'zero_retention', 'subprocessors', 'review']],
  ['licenses', ['gates', 'per:', 'currency:', 'applies:', 'duty:', 'excluded', 'excluded_modalities']],
  ['policies', ['exclude', 'deny', 'allow', 'scopes', 'default_scope']],
  ['scenarios', ['developer_countries', 'operator_countries', 'places', 'weights', 'pulled', 'abroad']],
] as const)('the template of %s shows what it can hold', (kind, keys) => {
  expect(keys.filter((key) => !inFull(kind).includes(key))).toEqual([]);
});
