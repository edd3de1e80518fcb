import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachLine, firstOf } from './lines.ts';

/** Gems of a `Gemfile.lock`. Direct is what its `DEPENDENCIES` list; groups it does not tell. Gems of the project itself (`PATH`) are left. */
export function extractGemfileLock(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  const declared = new Set<string>();
  let part = '';
  eachLine(text, (start, end) => {
    const at = firstOf(text, start, end);
    if (at === start) {
      part = text.slice(start, end);
      return;
    }
    const blank = text.indexOf(' ', at);
    const stop = blank === -1 || blank > end ? end : blank;
    if (part === 'DEPENDENCIES') declared.add(text.slice(at, stop).replace(/!$/, ''));
    else if ((part === 'GEM' || part === 'GIT') && at - start === 4 && text.charCodeAt(stop + 1) === 40) {
      found.push({ name: text.slice(at, stop), version: text.slice(stop + 2, end - 1), section: 'production', direct: false, start: at, end: stop });
    }
  });
  return packagesOf(
    file,
    'gem',
    found.map((item) => (declared.has(item.name) ? { ...item, direct: true } : item)),
  );
}
