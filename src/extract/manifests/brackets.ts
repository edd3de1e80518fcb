/** A string literal and the offsets of what stands between its quotes. */
export interface Literal {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Offset of the bracket that closes the one at an offset, strings left aside; the end of the text when none does. */
export function closingBracket(text: string, open: number): number {
  const expected: string[] = [];
  for (let at = open; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"' || char === "'") {
      at = literalEnd(text, at);
      continue;
    }
    const closing = CLOSING[char];
    if (closing !== undefined) expected.push(closing);
    else if (char === expected.at(-1)) {
      expected.pop();
      if (expected.length === 0) return at;
    }
  }
  return text.length;
}

/** All string literals between two offsets; comments have to be blanked before. */
export function literalsIn(text: string, from: number, to: number): Literal[] {
  const found: Literal[] = [];
  for (let at = from; at < to; at++) {
    if (text[at] !== '"' && text[at] !== "'") continue;
    const end = literalEnd(text, at);
    found.push({ text: text.slice(at + 1, end), start: at + 1, end });
    at = end;
  }
  return found;
}

function literalEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote || text[at] === '\n') return at;
  }
  return text.length;
}
