import { expect, test } from 'vitest';
import { extractPackageJson } from '../../src/extract/package-json.ts';
import { fileOf, packages, shown } from './support.ts';

const extract = (text: string) => extractPackageJson(fileOf('package-json', text));
const dependencies = (specs: Record<string, string>) => packages(extract(JSON.stringify({ dependencies: specs })));

test('each kind of dependency has its section', () => {
  const manifest = {
    name: 'travel-planner',
    dependencies: { 'acme-ai': '^2.1.0' },
    devDependencies: { 'acme-lint': '1.0.0' },
    peerDependencies: { 'acme-react': '>=3' },
    optionalDependencies: { '@acme/gpu': '~0.4' },
  };
  expect(packages(extract(JSON.stringify(manifest)))).toEqual([
    'production acme-ai ^2.1.0',
    'development acme-lint 1.0.0',
    'production acme-react >=3',
    'optional @acme/gpu ~0.4',
  ]);
});

test.each([
  ['an alias is the package it stands for', 'npm:acme-ai@^2', 'production acme-ai ^2'],
  ['an alias of a scoped package', 'npm:@acme/ai@2.0.0', 'production @acme/ai 2.0.0'],
  ['an alias without a version', 'npm:@acme/ai', 'production @acme/ai any'],
  ['a workspace has no version', 'workspace:^1.2.0', 'production planner any'],
  ['a folder has no version', 'file:../planner', 'production planner any'],
  ['a repository has no version', 'git+https://user:pass@git.acme.test/planner.git', 'production planner any'],
  ['a GitHub short form has no version', 'acme/planner#main', 'production planner any'],
  ['a tag is kept', 'latest', 'production planner latest'],
  ['an empty range is any', '', 'production planner any'],
])('%s', (_, spec, expected) => {
  expect(dependencies({ planner: spec })).toEqual([expected]);
});

test('the location is the name', () => {
  const text = '{\n  "dependencies": {\n    "acme-ai": "^2.1.0"\n  }\n}\n';
  const { candidates } = extract(text);
  expect(candidates[0]?.location).toEqual({ path: 'input.package-json', line: 3, column: 5, endLine: 3, endColumn: 14 });
});

test('keywords and scripts are no dependencies', () => {
  expect(packages(extract('{ "keywords": ["acme-ai"], "scripts": { "dev": "acme-ai" } }'))).toEqual([]);
});

test('what stands before an error is read, and the error is told', () => {
  const text = '{\n  "dependencies": {\n    "acme-ai": "^2.1.0",\n    "acme-db" "1"\n';
  const extraction = extract(text);
  expect(packages(extraction)[0]).toBe('production acme-ai ^2.1.0');
  expect(extraction.problems).toEqual([{ message: 'not valid JSON: colon expected', line: 4, column: 15 }]);
});

test('a dependency list that is no map is passed over', () => {
  expect(packages(extract('{ "dependencies": ["acme-ai"] }'))).toEqual([]);
});

test('a mark at the start and CRLF do not shift lines', () => {
  const text = '{\r\n  "dependencies": {\r\n    "acme-ai": "1"\r\n  }\r\n}';
  expect(shown(text, extract(text))).toEqual(['"acme-ai"']);
});
