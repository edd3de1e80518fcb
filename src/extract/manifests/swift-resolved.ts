import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachEntry, eachItem, type JsonCursor, jsonCursor, problemsOf, readText } from './json-cursor.ts';
import { swiftName } from './swift-url.ts';

/** Packages of a `Package.resolved`, versions 1 to 3. It does not tell what is direct. */
export function extractSwiftResolved(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const found: Found[] = [];
  const readPins = (): void => eachItem(cursor, () => void found.push(...readPin(cursor)));
  eachEntry(cursor, (key) => {
    if (key === 'pins') readPins();
    // Version 1.
    else if (key === 'object') eachEntry(cursor, (below) => void (below === 'pins' && readPins()));
  });
  return packagesOf(file, 'swift', unique(found), problemsOf(cursor));
}

function readPin(cursor: JsonCursor): Found[] {
  let url = '';
  let end = 0;
  let version: string | null = null;
  eachEntry(cursor, (key) => {
    if (key === 'location' || key === 'repositoryURL') {
      url = readText(cursor) ?? '';
      end = cursor.at - 1;
    } else if (key === 'state') {
      eachEntry(cursor, (field) => {
        if (field === 'version') version = readText(cursor);
      });
    }
  });
  const parsed = swiftName(url);
  if (parsed === null) return [];
  const start = end - url.length + parsed.offset;
  return [{ name: parsed.name, version, section: 'production', direct: false, start, end: start + parsed.name.length }];
}
