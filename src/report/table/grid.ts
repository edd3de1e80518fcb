import Table from 'cli-table3';

/** No lines at all: columns are told apart by two blanks, which reads calmer and leaves more room for words. */
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Rows of cells, each cell a list of lines that fit their column, as aligned lines with `indent` blanks before them. */
export function grid(rows: readonly (readonly (readonly string[])[])[], indent: number): string[] {
  const table = new Table({ chars: NO_LINES, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] } });
  for (const row of rows) {
    // A row of its own for every line: the package measures a cell of many lines again for each of them.
    const height = Math.max(...row.map((lines) => lines.length));
    for (let line = 0; line < height; line++) table.push(row.map((lines) => lines[line] ?? ''));
  }
  const margin = ' '.repeat(indent);
  return table
    .toString()
    .split('\n')
    .map((line) => `${margin}${line}`);
}
