import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachEntry, eachItem, jsonCursor, problemsOf, readText } from './json-cursor.ts';

/** Packages of a `composer.lock`. It does not tell what is direct. */
export function extractComposerLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const found: Found[] = [];
  eachEntry(cursor, (list) => {
    if (list !== 'packages' && list !== 'packages-dev') return;
    const section = list === 'packages' ? 'production' : 'development';
    eachItem(cursor, () => {
      let name = '';
      let version: string | null = null;
      let end = 0;
      eachEntry(cursor, (key) => {
        if (key === 'name') {
          name = readText(cursor) ?? '';
          end = cursor.at - 1;
        } else if (key === 'version') version = readText(cursor);
      });
      if (name !== '') found.push({ name, version, section, direct: false, start: end - name.length, end });
    });
  });
  return packagesOf(file, 'composer', unique(found), problemsOf(cursor));
}
