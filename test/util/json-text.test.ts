import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText, jsonTextParts } from '../../src/util/json-text.ts';

it('writes characters that act on a terminal as escapes and loses nothing', () => {
  const value = { path: 'a\u001b[2J\u007f\u009b1m\u202e\u2028\u{e0041}.py', note: '模型 é' };
  const text = jsonText(value);
  expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\u2028/u);
  expect(text).toContain('模型 é');
  expect(JSON.parse(text)).toEqual(value);
});

it('writes half a character as U+FFFD, since strict readers take no lone surrogate', () => {
  expect(JSON.parse(jsonText({ '\ud83d': 'a\udfff\udfffb \\ud800' }))).toEqual({ '\ufffd': 'a\ufffd\ufffdb \\ud800' });
});

describe('in parts', () => {
  const LONG = 'a long text. '.repeat(4000);

  it('is the same text, however deep it is taken apart', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(5), (value, depth) => {
        expect([...jsonTextParts(value, depth)].join('')).toBe(jsonText(value));
      }),
    );
  });

  it('leaves out what is undefined, as JSON does', () => {
    const value = { kept: [undefined, 1], gone: undefined };
    expect([...jsonTextParts(value, 3)].join('')).toBe(jsonText(value));
  });

  it('never holds much more than one item of a long list', () => {
    const parts = [...jsonTextParts({ list: Array.from({ length: 40 }, () => LONG) }, 2)];
    expect(parts.length).toBeGreaterThan(10);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(3 * LONG.length);
  });

  it('makes the items of a list when they are written', () => {
    let made = 0;
    const list = (function* () {
      for (; made < 40; made++) yield LONG;
    })();
    for (const _ of jsonTextParts({ list }, 2)) break;
    expect(made).toBeLessThan(5);
  });
});
