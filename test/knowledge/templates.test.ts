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
