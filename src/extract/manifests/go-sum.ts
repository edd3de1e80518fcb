import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachLine } from './lines.ts';

/**
 * Modules of a `go.sum` or `go.work.sum` whose content was needed; those known only by their `go.mod` are left. Versions stand in rising
 * order, and the last of a module is what is used.
 */
export function extractGoSum(file: SourceFile): Extraction {
  const { text } = file;
  const found = new Map<string, Found>();
  eachLine(text, (start, end) => {
    const blank = text.indexOf(' ', start);
    const second = text.indexOf(' ', blank + 1);
    if (blank <= start || second === -1 || second >= end || text.startsWith('/go.mod', second - 7)) return;
    const name = text.slice(start, blank);
    found.set(name, { name, version: text.slice(blank + 1, second), section: 'production', direct: false, start, end: blank });
  });
  return packagesOf(file, 'golang', [...found.values()]);
}
