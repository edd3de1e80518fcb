import { describe, expect, test } from 'vitest';
import { extractJson } from '../../src/extract/json.ts';
import { fileOf, settings, shown } from './support.ts';

const extract = (text: string) => extractJson(fileOf('json', text));
const read = (text: string) => settings(extract(text));

describe('texts and their key paths', () => {
  test('objects and arrays', () => {
    expect(read('{"planner":{"models":["acme-large",{"name":"acme-small"}]}}')).toEqual(['planner.models.0=acme-large', 'planner.models.1.name=acme-small']);
  });

  test('numbers, booleans and null are no texts', () => {
    expect(read('{"a":1,"b":true,"c":null,"d":"1"}')).toEqual(['d=1']);
  });

  test('comments and trailing commas are allowed', () => {
    const extraction = extract('{ // model\n "model": "acme-large", /* no "other" */ }');
    expect([settings(extraction), extraction.problems]).toEqual([['model=acme-large'], []]);
  });

  test('escapes are resolved', () => {
    expect(read('{"a":"x\\u0079\\n"}')).toEqual(['a=xy\n']);
  });

  test('an empty file holds nothing and is no error', () => {
    expect(extract('')).toEqual({ candidates: [], problems: [] });
  });

  test('a text alone has no path', () => {
    expect(read('"acme-large"')).toEqual(['=acme-large']);
  });
});

describe('environment variables', () => {
  test('of a server that an editor starts', () => {
    expect(read('{"mcpServers":{"planner":{"command":"npx","env":{"ACME_KEY":"","ACME_URL":"https://acme.test"}}}}')).toEqual([
      'mcpServers.planner.command=npx',
      '$mcpServers.planner.env.ACME_KEY=',
      '$mcpServers.planner.env.ACME_URL=https://acme.test',
    ]);
  });

  test('of a container definition', () => {
    expect(read('{"environment":[{"name":"ACME_MODEL","value":"large-2"}]}')).toEqual(['$environment.ACME_MODEL=large-2']);
  });
});

test('locations span the value with its quotes', () => {
  const text = '{\n  "a": "x y",\n  "b": [\n    "🚀", "z"\n  ]\n}';
  expect(shown(text, extract(text))).toEqual(['"x y"', '"🚀"', '"z"']);
});

describe('what does not parse', () => {
  test('is told with its place, and the rest is read', () => {
    const extraction = extract('{\n  "model": "acme-large",\n  "broken": ,\n  "url": "https://acme.test"\n}');
    expect(settings(extraction)).toEqual(['model=acme-large', 'url=https://acme.test']);
    expect(extraction.problems).toEqual([{ message: 'not valid JSON: value expected', line: 3, column: 13 }]);
  });

  test('a text that breaks off is read up to there', () => {
    expect(read('{"model":"acme-large","url":"https://ac')).toContain('model=acme-large');
  });

  test.each(['[', '{"a":'])('%s without end is told and does not fail', (opening) => {
    const extraction = extract(`{"model":"acme-large","deep":${opening.repeat(100_000)}`);
    expect([settings(extraction), extraction.problems[0]?.message]).toEqual([
      ['model=acme-large'],
      'nested more than 100 levels deep, the rest is not read (limits.nesting)',
    ]);
  });

  test('more texts than any configuration holds are cut off and told', () => {
    const extraction = extract(JSON.stringify(Array(50_001).fill('acme')));
    expect([extraction.candidates.length, extraction.problems[0]?.message]).toEqual([50_000, 'more than 50000 texts, the rest is not read (limits.texts)']);
  });
});
