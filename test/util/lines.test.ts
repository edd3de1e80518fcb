import { describe, expect, test } from 'vitest';
import { lineStarts, positionAt } from '../../src/util/lines.ts';

describe('positions in a text', () => {
  const text = 'first\nsecond\r\n\nfourth';
  const starts = lineStarts(text);

  test.each([
    ['the first character', 0, 1, 1],
    ['a line feed belongs to the line it ends', 5, 1, 6],
    ['the first character of a later line', 6, 2, 1],
    ['a carriage return belongs to its line', 12, 2, 7],
    ['an empty line', 14, 3, 1],
    ['the last line', text.indexOf('fourth'), 4, 1],
    ['the end of the text', text.length, 4, 7],
  ])('%s', (_, offset, line, column) => {
    expect(positionAt(starts, offset)).toEqual({ line, column });
  });

  test('columns count UTF-16 units, so an emoji is two', () => {
    const emoji = '🚀x';
    expect(positionAt(lineStarts(emoji), emoji.indexOf('x'))).toEqual({ line: 1, column: 3 });
  });

  test('an empty text has one line', () => {
    expect(positionAt(lineStarts(''), 0)).toEqual({ line: 1, column: 1 });
  });

  test('agrees with counting by hand at every offset', () => {
    let line = 1;
    let column = 1;
    for (let offset = 0; offset <= text.length; offset++) {
      expect(positionAt(starts, offset)).toEqual({ line, column });
      if (text[offset] === '\n') {
        line++;
        column = 1;
      } else column++;
    }
  });
});
