import { expect, it } from 'vitest';
import { jsonText } from '../../src/util/json-text.ts';

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
