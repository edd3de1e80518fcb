import { describe, expect, test } from 'vitest';
import { isAt, placesOf } from '../../src/match/config-paths.ts';
import { settingValue } from '../../src/match/config-values.ts';

const LOCATION = { path: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 };

describe('a key path', () => {
  test.each([
    ['model_list.*', ['model_list', '0', 'model_name']],
    ['spring.ai.{provider}', ['spring', 'ai', 'openai', 'model']],
    ['**.model', ['workflow', 'nodes', '0', 'model', 'name']],
    ['AzureOpenAI', ['azure-open-ai', 'Endpoint']],
  ] as const)('%s begins %j', (pattern, keys) => {
    expect(placesOf(pattern, keys)).toHaveLength(1);
  });

  test.each([
    ['model_list.*', ['model_list']],
    ['a.b', ['b', 'a']],
    ['**.model', ['workflow', 'models', '0']],
  ] as const)('%s does not begin %j', (pattern, keys) => {
    expect(placesOf(pattern, keys)).toEqual([]);
  });

  test('keeps what its holes hold', () => {
    expect(placesOf('spring.ai.{provider}', ['spring', 'ai', 'mistralai', 'x'])[0]?.holes).toEqual({ provider: 'mistralai' });
  });

  test('a dot is the place itself', () => {
    expect([isAt('.', []), isAt('.', ['id']), isAt('id', ['id']), isAt('id', ['id', 'x'])]).toEqual([true, false, true, false]);
  });
});

describe('a value', () => {
  test.each([
    ['os.environ/HARBOUR_MODEL', null],
    ['${HARBOUR_MODEL}', null],
    ['${HARBOUR_MODEL:large}', 'large'],
    ['${HARBOUR_MODEL:-large}', 'large'],
    ['${env:HARBOUR_MODEL}', null],
    ['{env:HARBOUR_MODEL}', null],
    ['${{ secrets.HARBOUR_MODEL }}', null],
    ['$HARBOUR_MODEL', null],
    ['%HARBOUR_MODEL%', null],
  ])('%s is a variable of the environment', (text, fallback) => {
    const value = settingValue({ value: text, location: LOCATION });
    expect(value).toMatchObject({ kind: 'env', name: 'HARBOUR_MODEL', fallback: fallback === null ? null : { kind: 'text', text: fallback } });
  });

  test('with a part that is not written has a hole there', () => {
    expect(settingValue({ value: 'azure/${DEPLOYMENT}-eu', location: LOCATION })).toMatchObject({ kind: 'pattern', text: 'azure/{}-eu' });
  });

  test('is a text otherwise', () => {
    expect(settingValue({ value: ' gpt-5.5 ', location: LOCATION })).toMatchObject({ kind: 'text', text: 'gpt-5.5' });
  });
});
