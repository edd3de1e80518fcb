import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section, unique } from './found.ts';
import { eachLine, firstOf, scalarOf } from './lines.ts';

type Open = { -readonly [K in keyof Found]: Found[K] };

/** Packages of a `conda-lock.yml` or a `pixi.lock`. They do not tell what is direct. */
export function extractCondaLock(file: SourceFile): Extraction {
  const { text } = file;
  const found: Open[] = [];
  let open: Open | null = null;
  let ecosystem = 'conda';
  eachLine(text, (start, end) => {
    let at = firstOf(text, start, end);
    if (text.charCodeAt(at) === 45) {
      open = null;
      ecosystem = 'conda';
      at = firstOf(text, at + 1, end);
    }
    if (text.startsWith('pypi: ', at) || text.startsWith('kind: pypi', at)) ecosystem = 'pypi';
    else if (text.startsWith('name: ', at)) {
      const from = at + 6;
      open = { ecosystem, name: scalarOf(text, from, end), version: null, section: 'production', direct: false, start: from, end };
      found.push(open);
    } else if (text.startsWith('conda: ', at)) {
      open = fromUrl(text, at, end);
      if (open !== null) found.push(open);
    } else if (open !== null) readField(text, at, end, open);
  });
  return packagesOf(file, 'conda', unique(found));
}

function readField(text: string, at: number, end: number, open: Open): void {
  if (text.startsWith('version: ', at)) open.version = scalarOf(text, at + 9, end);
  else if (text.startsWith('manager: pip', at)) open.ecosystem = 'pypi';
  else if (text.startsWith('category: ', at)) open.section = categoryOf(scalarOf(text, at + 10, end));
}

function categoryOf(category: string): Section {
  return category === 'main' ? 'production' : category === 'dev' ? 'development' : 'optional';
}

/** Pixi names conda packages by their file only: `.../linux-64/name-1.0-build_0.conda`. */
function fromUrl(text: string, at: number, end: number): Open | null {
  const slash = text.lastIndexOf('/', end);
  const [, name, version = null] = slash < at ? [] : (/^(.+)-([^-]+)-[^-]+\.(?:conda|tar\.bz2)$/.exec(text.slice(slash + 1, end)) ?? []);
  return name === undefined ? null : { name, version, section: 'production', direct: false, start: slash + 1, end: slash + 1 + name.length };
}
