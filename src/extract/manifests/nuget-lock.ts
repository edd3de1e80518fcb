import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachEntry, jsonCursor, problemsOf, readText } from './json-cursor.ts';

/** Packages of a NuGet `packages.lock.json`, which says of each whether it is direct. One entry for all target frameworks. */
export function extractNugetLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const found: Found[] = [];
  eachEntry(cursor, (part) => {
    if (part !== 'dependencies') return;
    eachEntry(cursor, () =>
      eachEntry(cursor, (name, start, end) => {
        let type: string | null = null;
        let version: string | null = null;
        eachEntry(cursor, (key) => {
          if (key === 'type') type = readText(cursor);
          else if (key === 'resolved') version = readText(cursor);
        });
        // Another project of the solution.
        if (type !== 'Project') found.push({ name, version, section: 'production', direct: type === 'Direct', start, end });
      }),
    );
  });
  return packagesOf(file, 'nuget', unique(found), problemsOf(cursor));
}
