/** What the YAML parser says, in words an author can act on. */
import { type Document, isMap, isScalar, type LineCounter, Scalar, visit, type YAMLParseError } from 'yaml';

/** A syntax error with its place. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The errors of a document, one for each line: what follows on the same line follows from the first. */
export function syntaxProblems(document: Pick<Document, 'errors'>, text: string, lines: LineCounter): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const seen = new Set<number>();
  const errors = document.errors as YAMLParseError[];
  const whole = document as Document;
  for (const error of errors) {
    const { offset, message } = inWords(error, { errors, text, lines, document: whole });
    const { line, col } = lines.linePos(offset);
    if (!seen.has(line)) problems.push({ line, column: col, message });
    seen.add(line);
    // What is not closed swallows the lines after it: the parser's further errors are not the author's.
    if (/not closed/.test(message)) break;
  }
  return problems;
}

interface Broken {
  readonly errors: readonly YAMLParseError[];
  readonly text: string;
  readonly lines: LineCounter;
  readonly document: Document;
}

function inWords(error: YAMLParseError, broken: Broken): { offset: number; message: string } {
  const [offset] = error.pos;
  const first = error.message.split('\n')[0] ?? error.code;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { offset, message: 'a tab: YAML is indented with blanks' };
    case 'DUPLICATE_KEY':
      return { offset, message: duplicate(offset, broken) };
    case 'BAD_SCALAR_START':
      return { offset, message: `a value that begins with ${broken.text[offset] ?? ''} is quoted` };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { offset, message: nested(error, broken) };
    case 'MULTILINE_IMPLICIT_KEY':
      return { offset, message: 'expected "key: value": there is no ": " on this line' };
    case 'BAD_INDENT': {
      const open = /^Flow (sequence|map)/.exec(first);
      if (open === null) return { offset, message: 'the keys of one mapping start at the same column: check the indentation' };
      return { offset, message: open[1] === 'map' ? 'a "{" before this line is not closed with "}"' : 'a "[" before this line is not closed with "]"' };
    }
    case 'MISSING_CHAR':
      return /closing .quote/.test(first) ? { offset: openQuote(offset, broken), message: 'this quote is not closed' } : { offset, message: first };
    case 'BAD_DQ_ESCAPE': {
      const escape = broken.text.slice(offset, offset + 2);
      return { offset, message: `${escape} is no escape between double quotes: write \\${escape}, or use single quotes` };
    }
    case 'UNEXPECTED_TOKEN':
      return { offset, message: unexpected(first, offset, broken) };
    default:
      return { offset, message: first };
  }
}

function duplicate(offset: number, { document, lines }: Broken): string {
  let message = 'a key that is written twice: keep one of them';
  visit(document, {
    Map(_, map) {
      const second = map.items.find(({ key }) => isScalar(key) && key.range?.[0] === offset);
      if (second === undefined || !isScalar(second.key)) return undefined;
      const { value } = second.key;
      const first = map.items.find(({ key }) => isScalar(key) && key.value === value);
      const at = first !== undefined && isScalar(first.key) ? lines.linePos(first.key.range?.[0] ?? 0).line : null;
      message = `key "${String(value)}" is written twice${at === null ? '' : `, first on line ${at}`}: keep one of them`;
      return visit.BREAK;
    },
  });
  return message;
}

/** `a: b: c` on one line, or a value with deeper lines below it. */
function nested(error: YAMLParseError, { errors }: Broken): string {
  const deeper = errors.some(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === error.pos[0]);
  return deeper
    ? 'the line after this value is indented deeper: align it with the keys above'
    : 'a second ": " in one value: quote the value, or give each key a line of its own';
}

/** Where a quote was opened that nobody closed: the parser only knows where the file ends. */
function openQuote(offset: number, { document }: Broken): number {
  let start = offset;
  visit(document, {
    Scalar(_, node) {
      if ((node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) && node.range && node.range[1] >= offset) start = node.range[0];
    },
  });
  return start;
}

function unexpected(message: string, offset: number, { text, document }: Broken): string {
  const before = text.slice(0, offset).trimEnd();
  const [last = ''] = before.slice(-1);
  if (last === '}' || last === ']') return `text after "${last}": quote the whole value`;
  if (last === "'" || last === '"')
    return `text after a closing quote: ${last === "'" ? "write '' for a quote within single quotes" : 'write \\" for a quote within double quotes'}`;
  if (/Unexpected , in flow/.test(message)) return 'two commas without anything between them';
  if (!isMap(document.contents)) return 'expected keys at the left edge: this line is neither part of the list above nor of a mapping';
  return message;
}
