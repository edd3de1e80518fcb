import { describe, expect, test } from 'vitest';
import { extractRequirements } from '../../src/extract/requirements.ts';
import { fileOf, packages, shown } from './support.ts';

const extract = (text: string, path = 'requirements.txt') => extractRequirements(fileOf('requirements', text, path));

describe('lines of a requirements file', () => {
  test.each([
    ['a bare name', 'acme-ai', 'acme-ai any'],
    ['a pinned version', 'acme-ai==2.1.0', 'acme-ai ==2.1.0'],
    ['several conditions', 'acme-ai >= 2, < 3', 'acme-ai >= 2, < 3'],
    ['parentheses', 'acme-ai (>=2)', 'acme-ai >=2'],
    ['extras', 'acme-ai[voice,vision]~=2.0', 'acme-ai ~=2.0'],
    ['a marker', 'acme-ai==2; python_version < "3.12"', 'acme-ai ==2'],
    ['a marker without version', 'acme-ai ; sys_platform == "linux"', 'acme-ai any'],
    ['a comment', 'acme-ai==2  # the planner needs it', 'acme-ai ==2'],
    ['a hash option', 'acme-ai==2 --hash=sha256:00ff', 'acme-ai ==2'],
    ['a URL', 'acme-ai @ https://user:pass@files.acme.test/acme_ai-2.whl#sha256=00ff', 'acme-ai any'],
    ['an editable repository', '-e git+https://git.acme.test/acme-ai.git@main#egg=acme_ai[voice]', 'acme-ai any'],
    ['a repository', 'git+ssh://git@git.acme.test/acme-ai#egg=acme-ai', 'acme-ai any'],
    ['the name is normalised', 'Acme__AI.Client', 'acme-ai-client any'],
    ['CRLF', 'acme-ai==2\r', 'acme-ai ==2'],
  ])('%s', (_, line, expected) => {
    expect(packages(extract(`${line}\n`))).toEqual([`production ${expected}`]);
  });

  test.each([
    ['another file', '-r base.txt'],
    ['an index', '--extra-index-url https://pypi.acme.test/simple'],
    ['a folder', '-e .'],
    ['a path', './wheels/acme_ai-2.whl'],
    ['a comment', '# acme-ai==2'],
    ['prose', 'The planner shall answer in two seconds.'],
    ['a name that ends in a dash', 'acme-'],
    ['nothing', '   '],
  ])('%s is no package', (_, line) => {
    expect(packages(extract(`${line}\n`))).toEqual([]);
  });

  test('a backslash at the end joins lines', () => {
    const text = 'acme-ai==2 \\\n    --hash=sha256:00ff \\\n    --hash=sha256:11ee\nacme-db\n';
    expect(packages(extract(text))).toEqual(['production acme-ai ==2', 'production acme-db any']);
  });

  test('the last line needs no line end', () => {
    expect(packages(extract('acme-db\nacme-ai'))).toEqual(['production acme-db any', 'production acme-ai any']);
  });
});

test('the location is the name as written', () => {
  const text = '# models\n  Acme_AI[voice]==2\n';
  const { candidates } = extract(text);
  expect(candidates[0]?.location).toEqual({ path: 'requirements.txt', line: 2, column: 3, endLine: 2, endColumn: 10 });
});

test('the location after joined lines is right', () => {
  const text = 'acme-db==1 \\\n  --hash=sha256:00ff\nacme-ai\n';
  expect(shown(text, extract(text))).toEqual(['acme-db', 'acme-ai']);
});

test.each([
  ['requirements-dev.txt', 'development'],
  ['requirements/test.txt', 'test'],
  ['docs-requirements.txt', 'development'],
  ['requirements-gpu.txt', 'production'],
])('%s is for %s', (path, section) => {
  expect(packages(extract('acme-ai', path))).toEqual([`${section} acme-ai any`]);
});

test('a constraint is no direct dependency', () => {
  expect(extract('acme-ai==2', 'constraints.txt').candidates).toMatchObject([{ direct: false }]);
});
