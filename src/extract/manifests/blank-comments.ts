/** How a language writes comments and strings that go over lines. */
export interface CommentSyntax {
  readonly line: string;
  readonly block: readonly [string, string] | null;
  readonly quotes: string;
}

/** `#`: Python, Ruby, Elixir. */
export const HASH: CommentSyntax = { line: '#', block: null, quotes: '"\'' };
/** `//` and block comments: Groovy, Kotlin, Scala, Swift. */
export const SLASHES: CommentSyntax = { line: '//', block: ['/*', '*/'], quotes: '"\'' };

/** The text with blanks for comments, line breaks kept: every offset stays what it was. Comment marks in strings are none. */
export function blankComments(text: string, { line, block, quotes }: CommentSyntax): string {
  const parts: string[] = [];
  let kept = 0;
  const blank = (from: number, to: number): void => {
    parts.push(text.slice(kept, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    kept = to;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quotes.includes(char)) {
      at = stringEnd(text, at, char);
    } else if (text.startsWith(line, at)) {
      const newline = text.indexOf('\n', at);
      blank(at, newline === -1 ? text.length : newline);
      at = kept;
    } else if (block !== null && text.startsWith(block[0], at)) {
      const close = text.indexOf(block[1], at + 2);
      blank(at, close === -1 ? text.length : close + 2);
      at = kept - 1;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept);
}

/** Offset of the last quote. A string of one quote ends with its line at the latest, one of three wherever it does. */
function stringEnd(text: string, start: number, quote: string): number {
  const triple = quote.repeat(3);
  if (text.startsWith(triple, start)) {
    const close = text.indexOf(triple, start + 3);
    return close === -1 ? text.length : close + 2;
  }
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote || text[at] === '\n') return at;
  }
  return text.length;
}
