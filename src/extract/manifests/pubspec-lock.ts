import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachLine, firstOf, keyOf, scalarOf } from './lines.ts';

type Open = { -readonly [K in keyof Found]: Found[K] };

/** Packages of a `pubspec.lock`, which says of each whether it is direct and whether it is for development. */
export function extractPubspecLock(file: SourceFile): Extraction {
  const { text } = file;
  const found: Open[] = [];
  let open: Open | null = null;
  let inPackages = false;
  eachLine(text, (start, end) => {
    const at = firstOf(text, start, end);
    const key = at === end ? null : keyOf(text, at, end);
    if (key === null) return;
    const name = text.slice(key.start, key.end);
    const indent = at - start;
    if (indent === 0) inPackages = name === 'packages';
    if (!inPackages || indent === 0) return;
    if (indent === 2) {
      open = { name, version: null, section: 'production', direct: false, start: key.start, end: key.end };
      found.push(open);
    } else if (indent === 4 && open !== null) {
      if (name === 'version') open.version = scalarOf(text, key.rest, end);
      else if (name === 'dependency') {
        const kind = scalarOf(text, key.rest, end);
        open.direct = kind.startsWith('direct');
        if (kind === 'direct dev') open.section = 'development';
      } else if (name === 'source' && scalarOf(text, key.rest, end) === 'sdk') found.pop();
    }
  });
  return packagesOf(file, 'pub', found);
}
