import { expect, test } from 'vitest';
import { extractPyproject } from '../../src/extract/pyproject.ts';
import { fileOf, packages, settings, shown } from './support.ts';

const extract = (text: string) => extractPyproject(fileOf('pyproject', text));

test('PEP 621: dependencies, and groups by what their name says', () => {
  const text = `
[project]
name = "travel-planner"
dependencies = ["acme-ai[voice]>=2 ; python_version > '3.9'", "acme_db"]

[project.optional-dependencies]
gpu = ["acme-gpu~=1.0"]
test = ["acme-fake"]
dev = ["acme-lint==3"]
`;
  expect(packages(extract(text))).toEqual([
    'production acme-ai >=2',
    'production acme-db any',
    'optional acme-gpu ~=1.0',
    'test acme-fake any',
    'development acme-lint ==3',
  ]);
});

test('PEP 735: dependency groups, without the groups they include', () => {
  const text = '[dependency-groups]\ntest = ["acme-fake", { include-group = "typing" }]\ntooling = ["acme-lint"]\n';
  expect(packages(extract(text))).toEqual(['test acme-fake any', 'development acme-lint any']);
});

test('what the build needs is for development', () => {
  expect(packages(extract('[build-system]\nrequires = ["acme-build>=1"]\n'))).toEqual(['development acme-build >=1']);
});

test('Poetry: tables of names', () => {
  const text = `
[tool.poetry.dependencies]
python = "^3.11"
acme-ai = "^2.1"
acme-gpu = { version = "1.0", optional = true }
acme-own = { path = "../own" }
acme-many = [{ version = "1", python = "<3.12" }, { version = "2", python = ">=3.12" }]

[tool.poetry.group.test.dependencies]
acme-fake = "*"

[tool.poetry.dev-dependencies]
acme-lint = "3"
`;
  expect(packages(extract(text))).toEqual([
    'production acme-ai ^2.1',
    'optional acme-gpu 1.0',
    'production acme-own any',
    'production acme-many 1',
    'test acme-fake *',
    'development acme-lint 3',
  ]);
});

test.each([
  ['PDM', '[tool.pdm.dev-dependencies]\ntest = ["acme-fake"]', 'test acme-fake any'],
  ['PDM, editable', '[tool.pdm.dev-dependencies]\nx = ["-e file:///src/acme#egg=acme-own"]', 'development acme-own any'],
  ['uv', '[tool.uv]\ndev-dependencies = ["acme-lint"]', 'development acme-lint any'],
  ['Rye', '[tool.rye]\ndev-dependencies = ["acme-lint"]', 'development acme-lint any'],
  ['Hatch', '[tool.hatch.envs.lint]\ndependencies = ["acme-lint"]', 'development acme-lint any'],
  ['Pixi', '[tool.pixi.pypi-dependencies]\nacme-ai = ">=2"', 'production acme-ai >=2'],
])('%s', (_, text, expected) => {
  expect(packages(extract(text))).toEqual([expected]);
});

test('the location is the name, in a string as well as as a key', () => {
  const text = `[project]\ndependencies = ["acme-ai[voice]>=2", 'acme-db']\n[tool.poetry.dependencies]\n"acme.gpu" = "1"\n`;
  expect(shown(text, extract(text))).toEqual(['acme-ai', 'acme-db', '"acme.gpu"']);
});

test('texts of other tools are settings', () => {
  const text = '[tool.planner]\nmodel = "acme-large-2"\n[tool.uv]\nindex-url = "https://pypi.acme.test"\n[project]\ndescription = "plans"\n';
  expect(settings(extract(text))).toEqual(['tool.planner.model=acme-large-2']);
});

test('what does not parse is told, and still read line by line', () => {
  const text = '[tool.planner]\nmodel = "acme-large-2"\nbroken = = 1\n';
  const extraction = extract(text);
  expect(settings(extraction)).toEqual(['tool.planner.model=acme-large-2']);
  expect(extraction.problems).toEqual([{ message: 'TOML not parsed, read line by line: Unexpected token', line: 3, column: 10 }]);
});
