/** East Asian wide and full-width ranges, first and last code point (Unicode `EastAsianWidth` W and F, joined where only unassigned ones lie between). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** Columns that `text` takes in a terminal. Escape sequences are not understood: measure before painting. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/**
 * `text` in lines of at most `width` columns, broken at blanks; a longer word is broken behind `/`, `-`, `_`, `.` or `,` where that fills
 * at least half a line, else anywhere. Always at least one line.
 */
export function wrapText(text: string, width: number): string[] {
  const limit = Math.max(2, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined) <= limit) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, limit);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** `text` with its middle replaced by `mark` where it is wider than `width`. The end keeps more: that is where paths differ. */
export function elide(text: string, width: number, mark: string): string {
  if (textWidth(text) <= width) return text;
  const characters = [...text];
  const room = Math.max(0, width - textWidth(mark));
  const head = takeWithin(characters, Math.floor(room / 3));
  const tail = takeWithin([...characters].reverse(), room - textWidth(head));
  return `${head}${mark}${[...tail].reverse().join('')}`;
}

/** The first characters that fit. */
function takeWithin(characters: readonly string[], width: number): string {
  let taken = '';
  let used = 0;
  for (const character of characters) {
    used += characterWidth(character);
    if (used > width) break;
    taken += character;
  }
  return taken;
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^\p{Emoji_Presentation}/u.test(character)) return 2;
  if (/^\p{M}/u.test(character)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** A word that is wider than a line, in pieces of at most `limit` columns. */
function breakWord(word: string, limit: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (textWidth(piece) + characterWidth(character) <= limit) {
      piece += character;
      continue;
    }
    const cut = lastBreak(piece, limit);
    pieces.push(piece.slice(0, cut));
    piece = piece.slice(cut) + character;
  }
  return [...pieces, piece];
}

/** Where to cut a full piece: behind its last separator, or at its end when that would leave less than half a line. */
function lastBreak(piece: string, limit: number): number {
  const separator = Math.max(...['/', '-', '_', '.', ','].map((mark) => piece.lastIndexOf(mark))) + 1;
  return separator >= limit / 2 ? separator : piece.length;
}
