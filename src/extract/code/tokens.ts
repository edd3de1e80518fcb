/** Kinds of token, as small integers: token streams are parallel arrays. */
export const NAME = 1;
export const STRING = 2;
/** A string with holes: template literal or f-string. Its parts are in `holes`. */
export const PATTERN = 3;
export const NUMBER = 4;
export const PUNCT = 5;
/** End of a logical line (Python only). */
export const NEWLINE = 6;

/** A hole of a pattern string: the expression inside `${}` or `{}`, as a slice of the file. */
export interface Hole {
  readonly start: number;
  readonly end: number;
}

/** A lexed file. Comments are gone; strings are decoded. Index `match[i]` is the closing bracket of an opening one, or -1. */
export interface Tokens {
  readonly source: string;
  readonly kind: number[];
  readonly start: number[];
  readonly end: number[];
  /** Decoded text of names, strings (with `{}` for holes) and punctuation. */
  readonly text: string[];
  readonly match: number[];
  /** Column of the first token of a logical line; -1 elsewhere (Python only). */
  readonly indent: number[];
  readonly holes: Map<number, readonly Hole[]>;
}

/** An empty stream over a text. */
export function emptyTokens(source: string): Tokens {
  return { source, kind: [], start: [], end: [], text: [], match: [], indent: [], holes: new Map() };
}

/** Appends a token and returns its index. */
export function push(tokens: Tokens, kind: number, start: number, end: number, text: string): number {
  tokens.kind.push(kind);
  tokens.start.push(start);
  tokens.end.push(end);
  tokens.text.push(text);
  tokens.match.push(-1);
  tokens.indent.push(-1);
  return tokens.kind.length - 1;
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Stack of open brackets: `open` and `close` keep `tokens.match` right even when the text is broken. */
export interface Brackets {
  readonly depth: () => number;
  readonly open: (index: number) => void;
  readonly close: (index: number, bracket: string) => void;
}

/** A stack for one stream; a closing bracket that fits nothing is left alone. */
export function brackets(tokens: Tokens): Brackets {
  const stack: number[] = [];
  return {
    depth: () => stack.length,
    open: (index) => void stack.push(index),
    close: (index, bracket) => {
      const wanted = CLOSES[bracket];
      // A missing closing bracket must not make every later one wrong: unwind to the bracket that fits.
      for (let i = stack.length - 1; i >= 0; i--) {
        const open = stack[i] as number;
        if (tokens.text[open] !== wanted) continue;
        tokens.match[open] = index;
        tokens.match[index] = open;
        stack.length = i;
        return;
      }
    },
  };
}

/** ASCII letters, digits, `_`, `$` and everything beyond ASCII continue a name. */
export function isNamePart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36 || code > 127;
}

/** ASCII digits. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b', f: '\f', v: '\v' };

/** Decodes backslash escapes of a string body. Unknown escapes stand for the character itself. */
export function unescape(body: string): string {
  if (!body.includes('\\')) return body;
  return body.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g, (_, braced, four, two, other: string) => {
    const hex: string | undefined = braced ?? four ?? two;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    }
    if (other === '\n' || other === '\r\n' || other === '\r') return '';
    return SIMPLE_ESCAPES[other] ?? other;
  });
}
