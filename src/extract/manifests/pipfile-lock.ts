import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachEntry, jsonCursor, problemsOf, readText } from './json-cursor.ts';

/** Packages of a `Pipfile.lock`. It does not tell what is direct. */
export function extractPipfileLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const found: Found[] = [];
  eachEntry(cursor, (category) => {
    if (category === '_meta') return;
    const section = category === 'default' ? 'production' : sectionOf(category, 'optional');
    eachEntry(cursor, (name, start, end) => {
      let version: string | null = null;
      eachEntry(cursor, (key) => {
        if (key === 'version') version = readText(cursor)?.replace(/^==/, '') ?? null;
      });
      found.push({ name, version, section, direct: false, start, end });
    });
  });
  return packagesOf(file, 'pypi', unique(found), problemsOf(cursor));
}
