import { loadExtractor } from '../../../src/extract/index.ts';
import type { Extraction } from '../../../src/model/candidate.ts';
import type { FileKind } from '../../../src/model/file.ts';
import { fileOf } from '../support.ts';

/** What a file of a kind gives, through the same door as an audit. */
export async function extractionOf(kind: FileKind, text: string, path?: string): Promise<Extraction> {
  const extract = await loadExtractor(kind);
  if (extract === null) throw new Error(`nothing reads ${kind}`);
  return extract(path === undefined ? fileOf(kind, text) : fileOf(kind, text, path));
}

/**
 * `line:column ecosystem/name version section`, with `indirect` behind it where it is, and `shown as` where the place shows anything but the end
 * of the name.
 */
export async function packagesIn(kind: FileKind, text: string, path?: string): Promise<string[]> {
  const { candidates } = await extractionOf(kind, text, path);
  const lines = text.split('\n');
  return candidates.flatMap((candidate) => {
    if (candidate.kind !== 'package') return [];
    const { location, ecosystem, name, version, section, direct } = candidate;
    const shown = (lines[location.line - 1] ?? '').slice(location.column - 1, location.endColumn - 1);
    const isName = shown !== '' && plain(name).endsWith(plain(shown));
    return [
      `${location.line}:${location.column} ${ecosystem}/${name} ${version ?? 'any'} ${section}${direct ? '' : ' indirect'}${isName ? '' : ` shown as ${shown}`}`,
    ];
  });
}

/** PyPI names and names behind an alias are not always written as they are told. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.:/]+/g, '-');
}
