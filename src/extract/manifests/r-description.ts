import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { eachLine } from './lines.ts';

const FIELDS: Readonly<Record<string, Section>> = {
  Depends: 'production',
  Imports: 'production',
  LinkingTo: 'production',
  Suggests: 'optional',
  Enhances: 'optional',
};
const ITEM = /([A-Za-z][\w.]*)\s*(?:\(([^)]*)\))?\s*(?:,|$)/g;

/** Packages of the `DESCRIPTION` of an R package. A file of that name without the field `Package` or `Type` is another thing and holds none. */
export function extractRDescription(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  let section: Section | undefined;
  let isR = false;
  eachLine(text, (start, end) => {
    const field = /^([A-Za-z@/]+):/.exec(text.slice(start, Math.min(end, start + 60)));
    if (field !== null) {
      section = FIELDS[field[1] ?? ''];
      isR ||= field[1] === 'Package' || field[1] === 'Type';
    }
    if (section === undefined) return;
    const from = start + (field?.[0].length ?? 0);
    for (const match of text.slice(from, end).matchAll(ITEM)) {
      const [, name = '', version] = match;
      const at = from + match.index;
      if (name !== 'R') found.push({ name, version: version?.trim() ?? null, section, direct: true, start: at, end: at + name.length });
    }
  });
  return packagesOf(file, 'cran', isR ? found : []);
}
