import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { readToml } from '../toml.ts';
import { entryOf, type TextNode, type Tree, valueAt } from '../tree.ts';
import { type Found, packagesOf } from './found.ts';

/**
 * Artefacts of a Gradle version catalog (`libs.versions.toml`), at the place of the artifact. They count as direct: build files ask for them by
 * names that only Gradle resolves.
 */
export function extractGradleCatalog(file: SourceFile): Extraction {
  const { tree, problems } = readToml(file.text);
  const versions = valueAt(tree, 'versions');
  const libraries = valueAt(tree, 'libraries');
  const found = libraries?.kind === 'map' ? libraries.entries.flatMap(({ value }) => read(value, versions)) : [];
  return packagesOf(file, 'maven', found, problems);
}

function read(library: Tree, versions: Tree | null): Found[] {
  const module = library.kind === 'text' ? library : textOf(library, 'module');
  const common = { section: 'production', direct: true } as const;
  if (module !== null) {
    const [group = '', artifact = '', short] = module.text.split(':');
    const start = module.start + 1 + group.length + 1;
    const version = short ?? versionOf(library, versions);
    return artifact === '' ? [] : [{ ...common, name: `${group}/${artifact}`, version, start, end: start + artifact.length }];
  }
  const group = textOf(library, 'group');
  const name = textOf(library, 'name');
  if (group === null || name === null) return [];
  return [{ ...common, name: `${group.text}/${name.text}`, version: versionOf(library, versions), start: name.start + 1, end: name.end - 1 }];
}

/** `version = "1"`, `version.ref = "name"`, or a rich version. */
function versionOf(library: Tree, versions: Tree | null): string | null {
  const written = entryOf(library, 'version')?.value ?? null;
  const ref = textOf(written, 'ref');
  return plainVersion(ref === null ? written : (entryOf(versions, ref.text)?.value ?? null));
}

function plainVersion(version: Tree | null): string | null {
  if (version?.kind === 'text') return version.text;
  return (textOf(version, 'strictly') ?? textOf(version, 'require') ?? textOf(version, 'prefer'))?.text ?? null;
}

function textOf(tree: Tree | null, key: string): TextNode | null {
  const value = entryOf(tree, key)?.value;
  return value?.kind === 'text' ? value : null;
}
