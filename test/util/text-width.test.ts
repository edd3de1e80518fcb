import { describe, expect, it } from 'vitest';
import { elide, textWidth, wrapText } from '../../src/util/text-width.ts';

describe('textWidth', () => {
  it('counts wide characters twice and combining marks not at all', () => {
    expect(textWidth('模型')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
    expect(textWidth('🚀')).toBe(2);
  });

  it('counts boxes and arrows once', () => {
    expect(textWidth('■□→✗…')).toBe(5);
  });
});

describe('wrapText', () => {
  it('breaks at blanks', () => {
    expect(wrapText('closed weights of a foreign developer', 15)).toEqual(['closed weights', 'of a foreign', 'developer']);
  });

  it('breaks a long path behind a slash', () => {
    expect(wrapText('services/summary/src/openai.ts', 20)).toEqual(['services/summary/', 'src/openai.ts']);
  });

  it('breaks a long word without separators anywhere', () => {
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('never makes a line wider than asked, wide characters included', () => {
    const text = '主権監査は何に依存しているかを示す report/with/a/rather/long/path.ts and words';
    for (const width of [4, 7, 10, 23]) for (const line of wrapText(text, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
  });

  it('gives one empty line for empty text', () => {
    expect(wrapText('', 10)).toEqual(['']);
  });
});

describe('elide', () => {
  it('leaves short text alone', () => {
    expect(elide('app/llm.py', 20, '…')).toBe('app/llm.py');
  });

  it('keeps the end, where paths differ', () => {
    expect(elide('packages/server/src/providers/deepseek/client.ts', 24, '…')).toBe('package…epseek/client.ts');
  });

  it('stays within the width with wide characters', () => {
    expect(textWidth(elide('模型模型模型模型模型模型', 11, '…'))).toBeLessThanOrEqual(11);
  });
});
