import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { readToml } from '../toml.ts';
import { entryOf, type MapEntry, TRUE, type Tree, valueAt } from '../tree.ts';
import { type Found, packagesOf, type Section } from './found.ts';

const TABLES: readonly (readonly [string, Section])[] = [
  ['dependencies', 'production'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
  ['build-dependencies', 'development'],
  ['build_dependencies', 'development'],
];

/**
 * Packages of a `Cargo.toml`, also those of single targets. What `[workspace.dependencies]` fixes is direct only where a member asks for it;
 * it is told as not direct.
 */
export function extractCargoToml(file: SourceFile): Extraction {
  const { tree, problems } = readToml(file.text);
  const targets = entries(valueAt(tree, 'target')).map(({ value }) => value);
  const found = [tree, ...targets].flatMap((holder) => TABLES.flatMap(([key, section]) => read(valueAt(holder, key), section, true)));
  const shared = read(valueAt(tree, 'workspace', 'dependencies'), 'production', false);
  return packagesOf(file, 'cargo', [...found, ...shared], problems);
}

function entries(tree: Tree | null): readonly MapEntry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

function read(table: Tree | null, section: Section, direct: boolean): Found[] {
  return entries(table).map(({ key, keySpan, value }) => {
    const renamed = entryOf(value, 'package')?.value;
    const version = value.kind === 'text' ? value : entryOf(value, 'version')?.value;
    return {
      name: renamed?.kind === 'text' ? renamed.text : key,
      version: version?.kind === 'text' ? version.text : null,
      section: section === 'production' && entryOf(value, 'optional')?.value === TRUE ? 'optional' : section,
      direct,
      ...keySpan,
    };
  });
}
