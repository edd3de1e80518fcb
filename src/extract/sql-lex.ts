/** SQL text -> tokens, for all dialects at once. Never fails: what is not closed ends with the text. */

export interface SqlToken {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  /** Decoded; a dotted name as a whole, without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the body of a text begins. */
  readonly inner: number;
  readonly quoted: boolean;
  /** A template stands in it. */
  readonly holes: boolean;
}

const SIGNS = ['=>', ':=', '||', '::', '<=', '>=', '<>', '!=', '->>', '->'];
const NAME = /[A-Za-z_@\u0080-\uffff]/;
const NAME_PART = /[\w$@\u0080-\uffff]/;

/** Comments are gone; `$$` bodies of functions are read as the SQL they are, other dollar-quoted texts as texts. */
export function lexSql(source: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  const add = (kind: SqlToken['kind'], text: string, start: number, end: number, inner = start, quoted = false, holes = false): void => {
    tokens.push({ kind, text, start, end, inner, quoted, holes });
  };
  while (at < source.length) {
    const char = source[at] as string;
    const next = source[at + 1] ?? '';
    if (/\s/.test(char)) at++;
    else if ((char === '-' && next === '-') || (char === '/' && next === '/') || (char === '#' && /[\s#-]/.test(next))) at = lineEnd(source, at);
    else if (char === '/' && next === '*') at = commentEnd(source, at);
    else if (char === '{' && (next === '{' || next === '%' || next === '#')) at = template(source, at, next, add);
    else if (char === "'" || (char === '"' && isText(source, at, tokens))) at = readText(source, at, at, add);
    else if (/[nNeErRbB]/.test(char) && next === "'") at = readText(source, at, at + 1, add);
    else if (char === '$') at = readDollar(source, at, tokens, add);
    else if (
      char === '"' ||
      char === '`' ||
      NAME.test(char) ||
      (char === '[' && /^\[[A-Za-z_][\w ]*\]/.test(source.slice(at, at + 60)) && !/[\w)\]]/.test(source[at - 1] ?? ' '))
    )
      at = readName(source, at, add);
    else if (/\d/.test(char)) {
      const end = at + (/^[\d.eE]+/.exec(source.slice(at, at + 40))?.[0].length ?? 1);
      add('number', source.slice(at, end), at, end);
      at = end;
    } else {
      const sign = SIGNS.find((one) => source.startsWith(one, at)) ?? char;
      add('sign', sign, at, at + sign.length);
      at += sign.length;
    }
  }
  return tokens;
}

type Add = (kind: SqlToken['kind'], text: string, start: number, end: number, inner?: number, quoted?: boolean, holes?: boolean) => void;

function lineEnd(source: string, from: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 ? source.length : at;
}

/** Comments nest in some dialects. */
function commentEnd(source: string, from: number): number {
  const close = source.indexOf('*/', from + 2);
  return close < 0 ? source.length : close + 2;
}

/** `{{ value }}` is a name nobody knows; `{% %}` and `{# #}` say nothing. */
function template(source: string, at: number, sign: string, add: Add): number {
  const mark = sign === '{' ? '}}' : `${sign}}`;
  const close = source.indexOf(mark, at + 2);
  const end = close < 0 ? source.length : close + 2;
  if (sign === '{') add('name', source.slice(at, end), at, end, at, true);
  return end;
}

/** BigQuery writes texts in double quotes as well: where a value is expected, they are no name. */
function isText(source: string, at: number, tokens: readonly SqlToken[]): boolean {
  const last = tokens.at(-1);
  const close = source.indexOf('"', at + 1);
  const after = source.slice(close + 1, close + 12).trimStart();
  if (close < 0 || after.startsWith('.') || after.startsWith('(')) return false;
  return (
    last?.kind === 'sign' &&
    (last.text === '=' || last.text === '=>' || last.text === '(' || last.text === ',') &&
    /^[,)]/.test(after) &&
    /[-/: ]/.test(source.slice(at, close))
  );
}

function readText(source: string, start: number, quoteAt: number, add: Add): number {
  const quote = source[quoteAt] as string;
  const triple = source.startsWith(quote.repeat(3), quoteAt);
  const inner = quoteAt + (triple ? 3 : 1);
  let at = inner;
  while (at < source.length) {
    if (triple ? source.startsWith(quote.repeat(3), at) : source[at] === quote) {
      if (triple || source[at + 1] !== quote) break;
      at += 2;
    } else at += source[at] === '\\' && source[at + 1] === quote && source[at + 2] !== undefined && /[^\s,);]/.test(source[at + 2] as string) ? 2 : 1;
  }
  const close = Math.min(at, source.length);
  const end = Math.min(close + (triple ? 3 : 1), source.length);
  const body = source.slice(inner, close);
  const plain = (triple ? body : body.replaceAll(quote + quote, quote)).replace(/\{\{.*?\}\}/g, '{}');
  add('text', plain, start, end, inner, true, plain.includes('{}') && body.includes('{{'));
  return end;
}

/** `$$...$$` and `$tag$...$tag$`: the body of a function is SQL, anything else a text. `$1` is a parameter. */
function readDollar(source: string, at: number, tokens: readonly SqlToken[], add: Add): number {
  const mark = /^\$[A-Za-z_]*\$/.exec(source.slice(at, at + 60))?.[0];
  if (mark === undefined) {
    const end = at + (/^\$\w*/.exec(source.slice(at, at + 60))?.[0].length ?? 1);
    add('name', source.slice(at, end), at, end);
    return end;
  }
  const last = tokens.at(-1);
  const body = last?.kind === 'name' && /^(?:AS|DO)$/i.test(last.text);
  const close = source.indexOf(mark, at + mark.length);
  if (body || close < 0 || isBodyEnd(source, at, mark)) return at + mark.length;
  add('text', source.slice(at + mark.length, close), at, close + mark.length, at + mark.length, true);
  return close + mark.length;
}

/** The mark that ends a body stands before `;` or `LANGUAGE`. */
function isBodyEnd(source: string, at: number, mark: string): boolean {
  return /^\s*(?:;|LANGUAGE\b|$)/i.test(source.slice(at + mark.length, at + mark.length + 20));
}

/** `schema.name`, `"Quoted".name`, `` `project.set.model` ``, `[dbo].[name]`. */
function readName(source: string, start: number, add: Add): number {
  let at = start;
  let text = '';
  let quoted = false;
  for (;;) {
    const char = source[at] ?? '';
    if (char === '"' || char === '`' || char === '[') {
      const close = source.indexOf(char === '[' ? ']' : char, at + 1);
      const end = close < 0 ? source.length : close;
      text += source.slice(at + 1, end);
      quoted = true;
      at = Math.min(end + 1, source.length);
    } else {
      const from = at;
      while (at < source.length && NAME_PART.test(source[at] as string)) at++;
      text += source.slice(from, at);
    }
    if (source[at] !== '.' || !/[\w"`[]/.test(source[at + 1] ?? '')) break;
    text += '.';
    at++;
  }
  add('name', text, start, Math.max(at, start + 1), start, quoted);
  return Math.max(at, start + 1);
}
