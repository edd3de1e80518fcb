/**
 * Code points that a terminal or a reader could take for something else than text: control characters (ESC, line breaks, C1), format
 * characters (bidi controls, zero-width and invisible ones), line and paragraph separators, lone surrogates, private use.
 * https://trojansource.codes shows what the invisible ones can do to a reviewer.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** Characters of good prose that ASCII has a plain spelling for. */
const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '…': '...',
  '→': '->',
  '×': 'x',
  '·': '-',
  '\u00a0': ' ',
};

/**
 * Text from anywhere as one line that is safe to print: whatever could move the cursor, change colours, reorder or hide text is shown as a
 * visible escape (`\n`, `\x1b`, `\u{202e}`). Safe text comes back unchanged; so do backslashes, so this cannot be undone.
 */
export function terminalText(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** Like `terminalText`, for outputs that can show ASCII only: typographic signs get their plain spelling, the rest is escaped. */
export function asciiText(text: string): string {
  return terminalText(text).replace(/[^\x20-\x7e]/gu, (character) => PLAIN[character] ?? escapeCharacter(character));
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
