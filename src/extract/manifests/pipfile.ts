import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { readToml } from '../toml.ts';
import { entryOf } from '../tree.ts';
import { packagesOf } from './found.ts';

const OTHER_TABLES = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile']);

/** Packages of a `Pipfile`: `[packages]`, `[dev-packages]` and categories of the project's own. */
export function extractPipfile(file: SourceFile): Extraction {
  const { tree, problems } = readToml(file.text);
  const found = (tree?.entries ?? []).flatMap(({ key: table, value: list }) => {
    if (OTHER_TABLES.has(table) || list.kind !== 'map') return [];
    const section = table === 'packages' ? 'production' : sectionOf(table, 'optional');
    return list.entries.map(({ key, keySpan, value }) => {
      const version = value.kind === 'text' ? value : entryOf(value, 'version')?.value;
      return { name: key, version: version?.kind === 'text' ? version.text : null, section, direct: true, ...keySpan };
    });
  });
  return packagesOf(file, 'pypi', found, problems);
}
