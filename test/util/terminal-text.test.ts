import { describe, expect, it } from 'vitest';
import { asciiText, terminalText } from '../../src/util/terminal-text.ts';

describe('terminalText', () => {
  it('leaves ordinary text of any script as it is', () => {
    const text = 'src/naïve client/模型 клиент_v2.py \\ "quoted" 100%';
    expect(terminalText(text)).toBe(text);
  });

  it('shows line breaks and tabs by their short names', () => {
    expect(terminalText('first\nsecond\r\tthird')).toBe('first\\nsecond\\r\\tthird');
  });

  it('shows ESC, BEL, DEL and C1 controls as escapes', () => {
    expect(terminalText('\u001b[2J\u0007\u007f\u009b31m')).toBe('\\x1b[2J\\x07\\x7f\\x9b31m');
  });

  it.each([
    0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c,
  ])('shows the bidi control %i as an escape', (code) => {
    expect(terminalText(`a${String.fromCodePoint(code)}b`)).toBe(`a\\u{${code.toString(16)}}b`);
  });

  it.each([0x200b, 0xfeff, 0x2028, 0x2029, 0xe0041])('shows the invisible character %i as an escape', (code) => {
    expect(terminalText(String.fromCodePoint(code))).toBe(`\\u{${code.toString(16)}}`);
  });

  it('shows half a surrogate pair as an escape', () => {
    expect(terminalText('model\ud83d')).toBe('model\\u{d83d}');
  });
});

describe('asciiText', () => {
  it('spells typographic signs plainly', () => {
    expect(asciiText('“weights” – held… it’s 2×')).toBe('"weights" - held... it\'s 2x');
  });

  it('escapes what ASCII cannot show', () => {
    expect(asciiText('modèle 模')).toBe('mod\\xe8le \\u{6a21}');
  });
});
