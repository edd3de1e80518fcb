import { describe, expect, test } from 'vitest';
import { extractDotenv } from '../../src/extract/dotenv.ts';
import { fileOf, settings, shown } from './support.ts';

const extract = (text: string) => extractDotenv(fileOf('dotenv', text, '.env'));

describe('lines of an environment file', () => {
  test.each([
    ['plain', 'ACME_MODEL=large-2', '$ACME_MODEL=large-2'],
    ['blanks around the sign', 'ACME_MODEL = large-2', '$ACME_MODEL=large-2'],
    ['an export', 'export ACME_MODEL=large-2', '$ACME_MODEL=large-2'],
    ['indented', '  ACME_MODEL=large-2', '$ACME_MODEL=large-2'],
    ['double quotes', 'ACME_MODEL="large 2"', '$ACME_MODEL=large 2'],
    ['single quotes', "ACME_MODEL='large 2'", '$ACME_MODEL=large 2'],
    ['a comment behind', 'ACME_MODEL=large-2 # the big one', '$ACME_MODEL=large-2'],
    ['a hash within', 'ACME_URL=https://acme.test/#top', '$ACME_URL=https://acme.test/#top'],
    ['a hash within quotes', 'ACME_URL="a # b"', '$ACME_URL=a # b'],
    ['an equals sign within', 'ACME_ARGS=a=b', '$ACME_ARGS=a=b'],
    ['an apostrophe within', "ACME_TITLE=it's", "$ACME_TITLE=it's"],
    ['escapes in double quotes', 'ACME_TEXT="a\\nb"', '$ACME_TEXT=a\nb'],
    ['no escapes in single quotes', "ACME_TEXT='a\\nb'", '$ACME_TEXT=a\\nb'],
    ['no value', 'ACME_KEY=', '$ACME_KEY='],
    ['only a comment as value', 'ACME_KEY= # fill in', '$ACME_KEY='],
    ['a colon', 'ACME_MODEL: large-2', '$ACME_MODEL=large-2'],
    ['CRLF', 'ACME_MODEL=large-2\r', '$ACME_MODEL=large-2'],
  ])('%s', (_, line, expected) => {
    expect(settings(extract(`${line}\n`))).toEqual([expected]);
  });

  test.each([
    ['a comment', '# ACME_MODEL=large-2'],
    ['a shell command', 'source ./secrets.sh'],
    ['a name alone', 'ACME_MODEL'],
    ['nothing', ''],
  ])('%s sets nothing', (_, line) => {
    expect(settings(extract(`${line}\n`))).toEqual([]);
  });

  test('quotes may go on over lines', () => {
    expect(settings(extract('ACME_PROMPT="one\ntwo"\nACME_MODEL=large-2\n'))).toEqual(['$ACME_PROMPT=one\ntwo', '$ACME_MODEL=large-2']);
  });
});

test('the location is the value with its quotes', () => {
  const text = '# planner\nexport ACME_MODEL="large-2" # big\nACME_URL=https://acme.test\n';
  expect(shown(text, extract(text))).toEqual(['"large-2"', 'https://acme.test']);
});

test('without a value the location is the name', () => {
  const text = 'export ACME_KEY=\n';
  expect(shown(text, extract(text))).toEqual(['ACME_KEY']);
});

test('a quote that is not closed is told, and the next lines are read', () => {
  const extraction = extract('ACME_A="open\nACME_B=2\n');
  expect(settings(extraction)).toEqual(['$ACME_A="open', '$ACME_B=2']);
  expect(extraction.problems).toEqual([{ message: 'value of ACME_A has a quote that is not closed, read to the end of the line', line: 1, column: 8 }]);
});

test('a value longer than any setting is left out', () => {
  expect(settings(extract(`ACME_CERT=${'x'.repeat(2001)}\nACME_B=2\n`))).toEqual(['$ACME_B=2']);
});
