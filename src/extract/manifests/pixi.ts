import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { readToml } from '../toml.ts';
import { entryOf, type MapEntry, type Tree, valueAt } from '../tree.ts';
import { type Found, packagesOf, type Section } from './found.ts';

/** Tables of dependencies and where their packages come from. */
const TABLES = [
  ['dependencies', 'conda', null],
  ['host-dependencies', 'conda', 'development'],
  ['build-dependencies', 'conda', 'development'],
  ['pypi-dependencies', 'pypi', null],
] as const;

/**
 * Packages of a `pixi.toml`: its own, those of single platforms, and those of features, whose name says what they are for.
 * https://pixi.prefix.dev/latest/reference/pixi_manifest
 */
export function extractPixi(file: SourceFile): Extraction {
  const { tree, problems } = readToml(file.text);
  const features = entries(valueAt(tree, 'feature')).flatMap(({ key, value }) => withTargets(value, sectionOf(key, 'optional')));
  return packagesOf(file, 'conda', [...withTargets(tree, 'production'), ...features], problems);
}

function withTargets(holder: Tree | null, section: Section): Found[] {
  const targets = entries(valueAt(holder, 'target')).map(({ value }) => value);
  return [holder, ...targets].flatMap((table) =>
    TABLES.flatMap(([key, ecosystem, own]) => entries(valueAt(table, key)).map((entry) => found(entry, ecosystem, own ?? section))),
  );
}

function found({ key, keySpan, value }: MapEntry, ecosystem: string, section: Section): Found {
  const version = value.kind === 'text' ? value : entryOf(value, 'version')?.value;
  return { name: key, version: version?.kind === 'text' ? version.text : null, section, direct: true, ecosystem, ...keySpan };
}

function entries(tree: Tree | null): readonly MapEntry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}
