import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachLine } from './lines.ts';

const ENTRY = /^\s*"(\w+)":\s*\{:(hex|git)(?:,\s*:(\w+),\s*"([^"]+)")?/;

/** Packages of a `mix.lock`. It does not tell what is direct. */
export function extractMixLock(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  eachLine(text, (start, end) => {
    const [whole, key, , name, version = null] = ENTRY.exec(text.slice(start, Math.min(end, start + 300))) ?? [];
    if (whole === undefined || key === undefined) return;
    const from = start + whole.indexOf(key);
    found.push({ name: name ?? key, version, section: 'production', direct: false, start: from, end: from + key.length });
  });
  return packagesOf(file, 'hex', found);
}
