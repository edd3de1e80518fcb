import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachLine, firstOf } from './lines.ts';

const ITEM = /^- "?([\w.+-]+)(?:\/[\w/+.-]+)?(?: \(([^)]*)\))?/;

/** Pods of a `Podfile.lock`. Direct is what its `DEPENDENCIES` list. */
export function extractPodfileLock(file: SourceFile): Extraction {
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
    if (at - start !== 2 || (part !== 'PODS:' && part !== 'DEPENDENCIES:')) return;
    const [, name, version = null] = ITEM.exec(text.slice(at, end)) ?? [];
    if (name === undefined) return;
    if (part === 'DEPENDENCIES:') declared.add(name);
    else {
      const from = text.indexOf(name, at);
      found.push({ name, version, section: 'production', direct: false, start: from, end: from + name.length });
    }
  });
  return packagesOf(file, 'cocoapods', unique(found.map((item) => (declared.has(item.name) ? { ...item, direct: true } : item))));
}
