import { describe, expect, test } from 'vitest';
import { csvText } from '../../src/util/csv-text.ts';

describe('CSV', () => {
  test('ends each row with CRLF', () => {
    expect(
      csvText([
        ['a', 'b'],
        ['c', ''],
      ]),
    ).toBe('a,b\r\nc,\r\n');
  });

  test('quotes commas, quotes and line breaks, and doubles quotes', () => {
    expect(csvText([['a,b', 'say "x"', 'one\ntwo']])).toBe('"a,b","say ""x""","one\ntwo"\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@cmd', '\t=1', '\r=1', ' =1', '\uff1d1', '=HYPERLINK("x")'])('no spreadsheet runs %j', (text) => {
    expect(csvText([[text]])).toMatch(/^"'/);
  });

  test('leaves ordinary text as it is', () => {
    expect(csvText([['a-b', '2026-11-22', 'x=1']])).toBe('a-b,2026-11-22,x=1\r\n');
  });
});
