import { describe, expect, test } from 'vitest';
import { extractToml } from '../../src/extract/toml.ts';
import { fileOf, settings, shown } from './support.ts';

const extract = (text: string) => extractToml(fileOf('toml', text));
const read = (text: string) => settings(extract(text));

describe('texts and their key paths', () => {
  test.each([
    ['a key at the top', 'model = "acme-large"', ['model=acme-large']],
    ['a table', '[planner]\nmodel = "acme-large"', ['planner.model=acme-large']],
    ['dotted keys', '[planner]\nchat.model = "acme-large"', ['planner.chat.model=acme-large']],
    ['quoted keys', '["acme.planner"]\n"the model" = "acme-large"', ['acme.planner.the model=acme-large']],
    ['an array', 'models = ["acme-large", 1, "acme-small"]', ['models.0=acme-large', 'models.2=acme-small']],
    ['an inline table', 'planner = { model = "acme-large", turns = 3 }', ['planner.model=acme-large']],
    ['an array of tables', '[[agents]]\nmodel = "a"\n[[agents]]\nmodel = "b"', ['agents.0.model=a', 'agents.1.model=b']],
    ['a table below an array of tables', '[[agents]]\n[agents.llm]\nmodel = "a"', ['agents.0.llm.model=a']],
    ['several lines', 'prompt = """\none\ntwo"""', ['prompt=one\ntwo']],
    ['literal texts', "path = 'C:\\new'", ['path=C:\\new']],
    ['numbers and dates are no texts', 'a = 1\nb = 2026-11-22\nc = true', []],
    ['variables', '[env]\nACME_MODEL = "large-2"', ['$env.ACME_MODEL=large-2']],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

test('locations span the value with its quotes', () => {
  const text = 'a = "x"\n[t]\nb = [ \'y\' ] # z\n';
  expect(shown(text, extract(text))).toEqual(['"x"', "'y'"]);
});

describe('what does not parse', () => {
  const broken = '[planner]\nmodel = "acme-large" # big\nmodels = [\n  "acme-small",\n  "acme-tiny"\n]\nmodel = = 3\n[env]\nACME_URL = "https://acme.test"\n';

  test('is told with its place', () => {
    expect(extract(broken).problems).toEqual([{ message: 'TOML not parsed, read line by line: Unexpected token', line: 7, column: 9 }]);
  });

  test('is read line by line', () => {
    expect(read(broken)).toEqual(['planner.model=acme-large', 'planner.models=acme-small', 'planner.models=acme-tiny', '$env.ACME_URL=https://acme.test']);
  });

  test('keeps exact places', () => {
    expect(shown(broken, extract(broken))).toEqual(['"acme-large"', '"acme-small"', '"acme-tiny"', '"https://acme.test"']);
  });

  test.each([
    ['arrays', `a = ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['inline tables', `a = ${'{ b = '.repeat(5000)}1${' }'.repeat(5000)}`],
    ['dotted keys', `${'a.'.repeat(50_000)}b = "x"`],
  ])('%s nested without end neither fail nor end the process', (_, text) => {
    expect(() => extract(`model = "acme-large"\n${text}\n`)).not.toThrow();
  });
});
