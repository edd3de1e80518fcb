import type { CallCandidate, Candidate, Extraction, Value } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import type { Location } from '../model/location.ts';
import { type LineStarts, lineStarts, positionAt } from '../util/lines.ts';
import { extractCode } from './code/index.ts';
import { parseJson } from './json-tree.ts';
import { type TextNode, type Tree, valueAt } from './tree.ts';

/** The code of a notebook as one text, and for each of its UTF-16 units the offset it comes from in the file. */
interface Unfolded {
  readonly text: string;
  readonly origins: readonly number[];
}

/**
 * The code cells of a Jupyter notebook, read as one program: what one cell imports, the next one uses. Locations are those in the file, where
 * a line of code is a JSON string. Output, Markdown and the lines meant for the shell are left out.
 */
export function extractNotebook(file: SourceFile): Extraction {
  const { tree, problems } = parseJson(file.text);
  const kind = languageOf(tree);
  if (kind === null) return { candidates: [], problems };
  const code = unfold(codeCells(tree), file.text);
  const extraction = extractCode({ path: file.path, kind, text: code.text });
  const back = createReturn(code, file);
  return {
    candidates: extraction.candidates.map((candidate) => returned(candidate, back)),
    problems: [...problems, ...extraction.problems.map(({ message, line, column }) => ({ message, ...back.position(line, column) }))],
  };
}

/** Most notebooks are Python, and old ones do not say so. */
function languageOf(tree: Tree | null): 'python' | 'javascript' | null {
  const said = valueAt(tree, 'metadata', 'language_info', 'name') ?? valueAt(tree, 'metadata', 'kernelspec', 'language');
  const name = said?.kind === 'text' ? said.text.toLowerCase() : 'python';
  if (name === 'python' || name === 'ipython') return 'python';
  return name === 'javascript' || name === 'typescript' ? 'javascript' : null;
}

/** The source of each code cell: a list of lines, or one text. */
function codeCells(tree: Tree | null): TextNode[][] {
  const cells = valueAt(tree, 'cells');
  if (cells?.kind !== 'list') return [];
  const sources: TextNode[][] = [];
  for (const cell of cells.items) {
    const type = valueAt(cell, 'cell_type');
    const source = valueAt(cell, 'source');
    if (type?.kind !== 'text' || type.text !== 'code' || source === null) continue;
    const lines = (source.kind === 'list' ? source.items : [source]).filter((item) => item.kind === 'text');
    // `%%bash` gives the whole cell to another language; `%%time` and `%%capture` only watch it.
    if (!/^%%(?!time|capture|prun)/.test(lines[0]?.text ?? '')) sources.push(lines);
  }
  return sources;
}

function unfold(cells: readonly (readonly TextNode[])[], text: string): Unfolded {
  const units: string[] = [];
  const origins: number[] = [];
  for (const cell of cells) {
    for (const { start, end } of cell) unfoldString(text, start + 1, end - 1, units, origins);
    units.push('\n');
    origins.push(cell.at(-1)?.end ?? 0);
  }
  origins.push(origins.at(-1) ?? 0);
  return { text: hideMagics(units.join('')), origins };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Resolves the escapes of a JSON string, unit by unit. */
function unfoldString(text: string, from: number, to: number, units: string[], origins: number[]): void {
  for (let at = from; at < to; at++) {
    origins.push(at);
    const char = text[at] ?? '';
    if (char !== '\\') {
      units.push(char);
      continue;
    }
    const letter = text[++at] ?? '';
    if (letter === 'u') {
      units.push(String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 5), 16) || 0xfffd));
      at += 4;
    } else {
      units.push(ESCAPES[letter] ?? letter);
    }
  }
}

/** `!pip install` and `%cd` are no Python: they become comments of the same length. */
function hideMagics(code: string): string {
  return code.replace(/^([ \t]*)[!%]/gm, '$1#');
}

interface Return {
  location(location: Location): Location;
  position(line: number, column: number): { readonly line: number; readonly column: number };
}

/** From places in the unfolded code to those in the file. */
function createReturn({ text, origins }: Unfolded, file: SourceFile): Return {
  const unfolded: LineStarts = lineStarts(text);
  const folded: LineStarts = lineStarts(file.text);
  const offset = (line: number, column: number): number => (unfolded[line - 1] ?? 0) + column - 1;
  const position: Return['position'] = (line, column) => positionAt(folded, origins[offset(line, column)] ?? 0);
  return {
    position,
    location({ path, line, column, endLine, endColumn }) {
      const start = position(line, column);
      // Behind the last unit of the span: the unit after it may stand in another string.
      const last = offset(endLine, endColumn) - 1;
      const end = last < offset(line, column) ? start : positionAt(folded, lastOf(origins, last, file.text));
      return { path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
    },
  };
}

/** The offset behind a unit: an escape is longer than what it stands for. */
function lastOf(origins: readonly number[], unit: number, text: string): number {
  const origin = origins[unit] ?? 0;
  if (text[origin] !== '\\') return origin + 1;
  return origin + (text[origin + 1] === 'u' ? 6 : 2);
}

function returned(candidate: Candidate, back: Return): Candidate {
  const location = back.location(candidate.location);
  if (candidate.kind !== 'call') return { ...candidate, location };
  // Everything else of a call is worked out when asked for: by the call itself.
  let args: CallCandidate['args'] | null = null;
  return Object.create(candidate, {
    location: { value: location },
    args: { get: () => (args ??= candidate.args.map(({ name, value }) => ({ name, value: returnedValue(value, back) }))) },
  });
}

function returnedValue(value: Value, back: Return): Value {
  const location = back.location(value.location);
  switch (value.kind) {
    case 'env':
      return { ...value, location, fallback: value.fallback === null ? null : returnedValue(value.fallback, back) };
    case 'choice':
      return { ...value, location, options: value.options.map((option) => returnedValue(option, back)) };
    case 'object':
      return { ...value, location, entries: value.entries.map((entry) => ({ name: entry.name, value: returnedValue(entry.value, back) })) };
    case 'list':
      return { ...value, location, items: value.items.map((item) => returnedValue(item, back)) };
    default:
      return { ...value, location };
  }
}
