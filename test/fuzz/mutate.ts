// Texts made wrong on purpose, from a seed: the same seed gives the same text.
import type { Draw } from '../support/fake-secrets.ts';

/** What grammars stumble over: openings without an end, ends without an opening, escapes, names of prototypes, numbers at their limits. */
const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '"',
  "'",
  '`',
  '"""',
  "'''",
  '/*',
  '*/',
  '//',
  '#',
  '--',
  '<<EOF\n',
  '${',
  '#{',
  '{{',
  '}}',
  '%{',
  '\\',
  '\\u',
  '\\u{',
  '\\x',
  '\\\n',
  '|',
  '|-',
  '&a',
  '*a',
  '!!',
  '---\n',
  '...\n',
  '? ',
  ': ',
  '- ',
  '=',
  '=>',
  '->',
  '::',
  ';',
  ',',
  '@',
  '$',
  '~',
  '^',
  '\t',
  '\r',
  '\r\n',
  '\n\n',
  '\u0000',
  '\u0001',
  '\u001b[2J',
  '\u0085',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '\ud800',
  '\udfff',
  '\u{1f469}\u200d\u{1f4bb}',
  '\u0301',
  'İ',
  'ß',
  'ﬁ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '1e999',
  '-0',
  '9007199254740993',
  '0x',
  '1_000',
  'true',
  'async',
  'await',
  'yield',
  'function',
  'class',
  'def ',
  'import ',
  'from ',
  'lambda ',
  'return',
  'if',
  'else',
  'end\n',
  'do ',
  'fn',
  'sovaudit-ignore[a]: b',
  'model=',
  'base_url=',
  'https://',
  'https://[::1',
  'https://%zz',
  '..',
  '../',
  '/',
  '?',
  '.*',
  'gpt-4o',
  'openai',
  'OPENAI_BASE_URL',
  '<![CDATA[',
  ']]>',
  '<!--',
  '&lt;',
  '&#0;',
  '%0A',
  '$(',
  '$((',
  '=~',
  '<<<',
  '@"',
  'r#"',
  'R"(',
  'q{',
  '%w[',
  '~S"',
  'f"{',
  'f"{{',
  '\u0130',
] as const;

/** A text with one to six things wrong in it; `other` is where spliced parts come from. At most `limit` characters. */
export function mutated(text: string, other: string, draw: Draw, limit = 20_000): string {
  let result = text;
  for (let left = 1 + draw.number(6); left > 0; left--) result = once(result, other, draw).slice(0, limit);
  return result;
}

function once(text: string, other: string, draw: Draw): string {
  const at = draw.number(text.length + 1);
  const to = Math.min(text.length, at + draw.number(draw.number(4) === 0 ? 400 : 24));
  const token = TOKENS[draw.number(TOKENS.length)] as string;
  switch (draw.number(13)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, to) + text.slice(at);
    case 4:
      return text.slice(0, at) + other.slice(draw.number(other.length + 1));
    case 5:
      return text.slice(0, at) + text.slice(at, to).repeat(2 + draw.number(40)) + text.slice(to);
    case 6:
      return text.slice(0, at) + token.repeat(1 + draw.number(300)) + text.slice(at);
    case 7:
      return text.slice(0, at) + [...text.slice(at, to)].reverse().join('') + text.slice(to);
    case 8:
      return text.replaceAll('\n', draw.number(2) === 0 ? '\r\n' : '\r');
    case 9:
      return text.slice(0, at) + String.fromCharCode(draw.number(0x10000)) + text.slice(at + 1);
    case 10: {
      const lines = text.split('\n');
      const [line = ''] = lines.splice(draw.number(lines.length), 1);
      lines.splice(draw.number(lines.length + 1), 0, line);
      return lines.join('\n');
    }
    default:
      return text.slice(0, at) + token + text.slice(draw.number(2) === 0 ? at : to);
  }
}

/** The bytes of a text with some of them wrong, so that it may be no UTF-8. */
export function mutatedBytes(bytes: Buffer, draw: Draw): Buffer {
  const result = Buffer.from(bytes.subarray(0, draw.number(3) === 0 ? draw.number(bytes.length + 1) : bytes.length));
  for (let left = draw.number(12); left > 0 && result.length > 0; left--) result[draw.number(result.length)] = draw.number(256);
  return result;
}
