import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachEntry, jsonCursor, problemsOf, readText } from './json-cursor.ts';

/** Packages of an `renv.lock`. It does not tell what is direct. */
export function extractRenvLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const found: Found[] = [];
  eachEntry(cursor, (part) => {
    if (part !== 'Packages') return;
    eachEntry(cursor, (name, start, end) => {
      let version: string | null = null;
      eachEntry(cursor, (key) => {
        if (key === 'Version') version = readText(cursor);
      });
      found.push({ name, version, section: 'production', direct: false, start, end });
    });
  });
  return packagesOf(file, 'cran', found, problemsOf(cursor));
}
