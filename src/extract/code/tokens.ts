/** Kinds of token, as small integers: token streams are parallel arrays. */
export const NAME = 1;
export const STRING = 2;
/** A string with holes: template literal or f-string. Its parts are in `holes`. */
export const PATTERN = 3;
export const NUMBER = 4;
export const PUNCT = 5;
/** End of a logical line (Python only). */
export const NEWLINE = 6;

/** Start of a JSX element, end of its opening tag, and its end: one bracket pair around the whole element. */
export const JSX_OPEN = '<jsx';
export const JSX_TAG_END = '>jsx';
export const JSX_SELF_END = '/>jsx';
export const JSX_CLOSE = '</jsx>';

/** A hole of a pattern string: the expression inside `${}` or `{}`, as a slice of the file. */
export interface Hole {
  readonly start: number;
  readonly end: number;
}

/** A lexed file. Comments are gone; strings are decoded. `match[i]` is the closing bracket of an opening one and the other way round, or -1. */
export interface Tokens {
  readonly source: string;
  readonly kind: number[];
  readonly start: number[];
  readonly end: number[];
  /** Decoded text of names, strings (with `{}` for holes) and punctuation. */
  readonly text: string[];
  readonly match: number[];
  /** Column of the first token of each logical line (Python only). */
  readonly indent: Map<number, number>;
  readonly holes: Map<number, readonly Hole[]>;
  /** Characters that may still be looked at in vain, by strings that turn out to have no end. Used up, what could be one is a sign. */
  patience: number;
}

/** How often a text may be looked through in vain: a file of nothing but opened strings would else cost the square of its length. */
const PATIENCE = 16;

/** An empty stream over a text, or over a part of so many characters. */
export function emptyTokens(source: string, size: number = source.length): Tokens {
  return { source, kind: [], start: [], end: [], text: [], match: [], indent: new Map(), holes: new Map(), patience: PATIENCE * size + 1000 };
}

/** Appends a token and returns its index. */
export function push(tokens: Tokens, kind: number, start: number, end: number, text: string): number {
  tokens.kind.push(kind);
  tokens.start.push(start);
  tokens.end.push(end);
  tokens.text.push(text);
  return tokens.match.push(-1) - 1;
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', [JSX_SELF_END]: JSX_OPEN, [JSX_CLOSE]: JSX_OPEN };

/** Stack of open brackets: `open` and `close` keep `tokens.match` right even when the text is broken. */
export interface Brackets {
  readonly depth: () => number;
  readonly open: (index: number) => void;
  readonly close: (index: number, bracket: string) => void;
}

/** A stack for one stream; a closing bracket that fits nothing is left alone. */
export function brackets(tokens: Tokens): Brackets {
  const stack: number[] = [];
  const opened = new Map<string, number>();
  const count = (sign: string, by: number): void => void opened.set(sign, (opened.get(sign) ?? 0) + by);
  return {
    depth: () => stack.length,
    open: (index) => {
      stack.push(index);
      count(tokens.text[index] as string, 1);
    },
    close: (index, bracket) => {
      const wanted = CLOSES[bracket];
      // Not looked for where there is none: a row of them would else cost the depth of the stack each.
      if (wanted === undefined || (opened.get(wanted) ?? 0) === 0) return;
      // A missing closing bracket must not make every later one wrong: unwind to the bracket that fits.
      for (let i = stack.length - 1; i >= 0; i--) {
        const open = stack[i] as number;
        count(tokens.text[open] as string, -1);
        if (tokens.text[open] !== wanted) continue;
        tokens.match[open] = index;
        tokens.match[index] = open;
        stack.length = i;
        return;
      }
    },
  };
}

const PART = new Uint8Array(128);
for (const [from, to] of [
  [48, 57],
  [65, 90],
  [97, 122],
  [95, 95],
  [36, 36],
] as const)
  PART.fill(1, from, to + 1);

/** ASCII letters, digits, `_`, `$` and everything beyond ASCII continue a name. */
export function isNamePart(code: number): boolean {
  return code > 127 ? code !== 0xa0 && code !== 0xfeff : PART[code] === 1;
}

/** ASCII digits. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Offset after the name that begins at `at`. */
export function nameEnd(source: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && isNamePart(source.charCodeAt(end))) end++;
  return end;
}

/** Offset after the number that begins at `at`: digits, letters of a base or exponent, points. */
export function numberEnd(source: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && (isNamePart(source.charCodeAt(end)) || source.charCodeAt(end) === 46)) end++;
  return end;
}

/** Offset of the next line break, or `to`. */
export function lineEnd(source: string, from: number, to: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 || at > to ? to : at;
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
