import { expect, test } from 'vitest';
import { formProblemsOf } from './small-rules.ts';

const HEADER = '# yaml-language-server: $schema=../schema/policy.schema.json\n';

test('the first line names the schema of the kind, from the folder of the file', () => {
  expect(formProblemsOf({ 'policies/uk.yaml': 'name: UK\n', 'models/harbour/a.yaml': 'name: A\n' })).toEqual([
    'models/harbour/a.yaml:1:1 the first line names the schema, so that editors complete and underline: # yaml-language-server: $schema=../../schema/model.schema.json',
    'policies/uk.yaml:1:1 the first line names the schema, so that editors complete and underline: # yaml-language-server: $schema=../schema/policy.schema.json',
  ]);
});

test('a pack has no schema line', () => {
  expect(formProblemsOf({ 'ours.yaml': 'policies: {}\n' })).toEqual([]);
});

test('Norway is quoted', () => {
  expect(formProblemsOf({ 'policies/no.yaml': `${HEADER}home: [NO]\n` })).toEqual(['policies/no.yaml:2:8 quote "NO": other YAML parsers read NO as a boolean']);
});

test('other countries are quoted too, names are not countries', () => {
  expect(formProblemsOf({ 'policies/fr.yaml': `${HEADER}name: KT\nhome: [FR]\n` })).toEqual([
    'policies/fr.yaml:3:8 quote "FR": country codes are quoted, as NO is a boolean to other YAML parsers',
  ]);
});

test('tabs, blanks at the end, a missing line break and long lines', () => {
  expect(formProblemsOf({ 'policies/fr.yaml': `${HEADER}name: A \nhome: []\t# none\ndescription: ${'x'.repeat(150)}` })).toEqual([
    'policies/fr.yaml:2:8 blanks at the end of the line',
    'policies/fr.yaml:3:9 a tab: YAML is indented with blanks',
    'policies/fr.yaml:4:161 163 characters: break the line (a value may go on below after ">-")',
    'policies/fr.yaml:4:164 no line break at the end of the file',
  ]);
});

test('a quote stays whole', () => {
  expect(formProblemsOf({ 'policies/fr.yaml': `${HEADER}sources: { docs: { quote: "${'word '.repeat(40)}" } }\n` })).toEqual([]);
});
