/** String literals of the languages with braces: which form begins at an offset, and what it says. */
import { type Hole, unescape } from '../tokens.ts';
import type { BraceKind, Traits } from './traits.ts';

/** One way to write a string. */
export interface StringForm {
  /** Offset of the first character of the body. */
  readonly body: number;
  readonly close: string;
  /** `backslash`; `doubled`: the quote twice; `raw`: none at all; a text: that text in place of the backslash (`\#`). */
  readonly escape: 'backslash' | 'doubled' | 'raw' | `\\${string}`;
  /** `$x` and `${x}`; `{x}` with so many braces; `\(x)`. */
  readonly hole: 'none' | 'dollar' | 'paren' | number;
  /** It may go over several lines. */
  readonly lines: boolean;
}

/** What a literal says: its text with `{}` for holes, and where it ends. */
export interface ReadString {
  readonly text: string;
  readonly holes: readonly Hole[];
  readonly end: number;
}

const DOLLAR_STRINGS: ReadonlySet<BraceKind> = new Set<BraceKind>(['kotlin', 'dart']);
const TRIPLE: ReadonlySet<BraceKind> = new Set<BraceKind>(['java', 'kotlin', 'scala', 'swift', 'dart', 'csharp', 'fsharp']);

/** The string that begins at `at`, with the prefix before its quote (`r#`, `$@`, `s`); null when none does. */
export function stringAt(traits: Traits, source: string, at: number): StringForm | null {
  const { kind } = traits;
  let quote = at;
  while (quote < at + 8 && !isQuote(traits, source[quote])) {
    if (source[quote] === undefined || !/[\w$@#]/.test(source[quote] as string)) return null;
    quote++;
  }
  if (!isQuote(traits, source[quote])) return null;
  const prefix = source.slice(at, quote);
  const sign = source[quote] as string;
  if (kind === 'go' && sign === '`') return prefix === '' ? { body: quote + 1, close: '`', escape: 'raw', hole: 'none', lines: true } : null;
  switch (kind) {
    case 'rust':
      return rustString(prefix, quote);
    case 'c':
      return cString(prefix, source, quote);
    case 'swift':
      return swiftString(prefix, source, quote);
    case 'csharp':
    case 'fsharp':
      return netString(prefix, source, quote);
    case 'scala':
      return scalaString(prefix, source, quote);
    case 'dart':
      if (prefix !== '' && prefix !== 'r') return null;
      return plain(source, quote, sign, prefix === 'r' ? 'raw' : 'backslash', prefix === 'r' ? 'none' : 'dollar');
    default:
      if (prefix !== '') return null;
      return plain(source, quote, sign, 'backslash', DOLLAR_STRINGS.has(kind) ? 'dollar' : 'none', TRIPLE.has(kind), kind === 'kotlin');
  }
}

function isQuote(traits: Traits, sign: string | undefined): boolean {
  return sign === '"' || (sign === "'" && traits.quote === 'text') || (sign === '`' && traits.kind === 'go');
}

/** A string by one quote, or by three where the language has such. */
function plain(
  source: string,
  quote: number,
  sign: string,
  escape: StringForm['escape'],
  hole: StringForm['hole'],
  triple = true,
  rawTriple = false,
): StringForm {
  if (triple && source.startsWith(sign.repeat(3), quote))
    return { body: quote + 3, close: sign.repeat(3), escape: rawTriple ? 'raw' : escape, hole, lines: true };
  return { body: quote + 1, close: sign, escape, hole, lines: false };
}

function rustString(prefix: string, quote: number): StringForm | null {
  const [, word = '', hashes = ''] = /^([bcr]{0,2})(#*)$/.exec(prefix) ?? [];
  if (word + hashes !== prefix || (hashes !== '' && !word.includes('r'))) return null;
  const raw = word.includes('r');
  return { body: quote + 1, close: `"${hashes}`, escape: raw ? 'raw' : 'backslash', hole: 'none', lines: true };
}

function cString(prefix: string, source: string, quote: number): StringForm | null {
  if (!/^(?:L|u8|u|U)?R?$/.test(prefix)) return null;
  if (!prefix.endsWith('R')) return { body: quote + 1, close: '"', escape: 'backslash', hole: 'none', lines: false };
  const open = source.indexOf('(', quote);
  if (open < 0 || open - quote > 17) return null;
  return { body: open + 1, close: `)${source.slice(quote + 1, open)}"`, escape: 'raw', hole: 'none', lines: true };
}

function swiftString(prefix: string, source: string, quote: number): StringForm | null {
  if (!/^#*$/.test(prefix)) return null;
  const triple = source.startsWith('"""', quote);
  return {
    body: quote + (triple ? 3 : 1),
    close: `${triple ? '"""' : '"'}${prefix}`,
    escape: prefix === '' ? 'backslash' : (`\\${prefix}` as const),
    hole: 'paren',
    lines: triple,
  };
}

function netString(prefix: string, source: string, quote: number): StringForm | null {
  if (!/^[$@]*$/.test(prefix)) return null;
  const dollars = prefix.split('$').length - 1;
  const hole = dollars === 0 ? 'none' : dollars;
  const quotes = /^"+/.exec(source.slice(quote, quote + 12))?.[0].length ?? 1;
  if (quotes >= 3 && !prefix.includes('@')) return { body: quote + quotes, close: '"'.repeat(quotes), escape: 'raw', hole, lines: true };
  const verbatim = prefix.includes('@');
  return { body: quote + 1, close: '"', escape: verbatim ? 'doubled' : 'backslash', hole, lines: verbatim };
}

function scalaString(prefix: string, source: string, quote: number): StringForm | null {
  if (!/^[A-Za-z]\w*$|^$/.test(prefix)) return null;
  return plain(source, quote, '"', 'backslash', prefix === '' ? 'none' : 'dollar', true, true);
}

/** Reads the body of a string; when it never ends (or not on its line) the offset it was looked for up to. */
export function readString(source: string, form: StringForm, to: number): ReadString | number {
  const { body, close, escape, hole } = form;
  const holes: Hole[] = [];
  const introducer = escape === 'backslash' ? '\\' : escape.startsWith('\\') ? escape : null;
  const decode = (from: number, end: number): string => {
    const part = source.slice(from, end);
    if (escape === 'doubled') return part.replaceAll('""', '"');
    return introducer === null
      ? part
      : unescape(
          introducer === '\\'
            ? part
            : part
                .split(introducer)
                .map((piece) => piece.replaceAll('\\', '\\\\'))
                .join('\\'),
        );
  };
  let text = '';
  let from = body;
  for (let at = body; at < to; ) {
    if (source.startsWith(close, at)) {
      if (escape === 'doubled' && source[at + 1] === '"') {
        at += 2;
        continue;
      }
      // `""""` at the end of a raw string: the last quotes close it.
      const extra = close.length >= 3 && /^"+$/.test(close) ? (/^"*/.exec(source.slice(at + close.length, at + close.length + 4))?.[0].length ?? 0) : 0;
      text += decode(from, at + extra);
      return { text: close.length >= 3 && form.lines ? unindent(text) : text, holes, end: at + extra + close.length };
    }
    const sign = source.charCodeAt(at);
    if (sign === 10 && !form.lines) return at;
    const opened = holeAt(source, at, hole, introducer ?? '\\');
    if (opened !== null) {
      const end = opened.end ?? holeEnd(source, opened.start, to, hole === 'paren' ? ')' : '}');
      text += `${decode(from, at)}{}`;
      holes.push({ start: opened.start, end });
      at = opened.end ?? end + opened.closes;
      from = at;
    } else if (introducer !== null && source.startsWith(introducer, at)) at += introducer.length + 1;
    else if (typeof hole === 'number' && hole === 1 && (sign === 123 || sign === 125) && source.charCodeAt(at + 1) === sign) at += 2;
    else at++;
  }
  return to;
}

interface OpenedHole {
  readonly start: number;
  /** End of a hole without brackets (`$name`); null when it ends at its bracket. */
  readonly end: number | null;
  readonly closes: number;
}

function holeAt(source: string, at: number, hole: StringForm['hole'], introducer: string): OpenedHole | null {
  if (hole === 'none') return null;
  if (hole === 'paren') return source.startsWith(`${introducer}(`, at) ? { start: at + introducer.length + 1, end: null, closes: 1 } : null;
  if (hole === 'dollar') {
    if (source[at] !== '$') return null;
    if (source[at + 1] === '{') return { start: at + 2, end: null, closes: 1 };
    const name = /^[A-Za-z_]\w*/.exec(source.slice(at + 1, at + 80))?.[0];
    return name === undefined ? null : { start: at + 1, end: at + 1 + name.length, closes: 0 };
  }
  const braces = '{'.repeat(hole);
  if (!source.startsWith(braces, at)) return null;
  return hole === 1 && source[at + 1] === '{' ? null : { start: at + hole, end: null, closes: hole };
}

/** Offset of the bracket that closes a hole; knows brackets and strings inside. */
function holeEnd(source: string, from: number, to: number, close: string): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const sign = source[at] as string;
    if (sign === '(' || sign === '[' || sign === '{') depth++;
    else if (sign === ')' || sign === ']' || sign === '}') {
      if (depth === 0 && sign === close) return at;
      depth--;
    } else if (sign === '"') {
      let end = at + 1;
      while (end < to && source[end] !== '"' && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1;
      at = end;
    } else if (sign === '\n' && depth <= 0 && at - from > 2000) return at;
  }
  return to;
}

/** A text over several lines without the line breaks at its ends and the indentation all its lines share. */
function unindent(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text
    .replace(/^[ \t]*\r?\n/, '')
    .replace(/\r?\n[ \t]*$/, '')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return Number.isFinite(shared) && shared > 0 ? lines.map((line) => line.slice(shared)).join('\n') : lines.join('\n');
}
