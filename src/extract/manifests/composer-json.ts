import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { parseJson } from '../json-tree.ts';
import { entryOf, type Tree } from '../tree.ts';
import { type Found, packagesOf, type Section } from './found.ts';

/** Packages of a `composer.json`. What has no vendor (`php`, `ext-json`) is none. */
export function extractComposerJson(file: SourceFile): Extraction {
  const { tree, problems } = parseJson(file.text);
  const found = [...read(tree, 'require', 'production'), ...read(tree, 'require-dev', 'development')];
  return packagesOf(file, 'composer', found, problems);
}

function read(tree: Tree | null, key: string, section: Section): Found[] {
  const list = entryOf(tree, key)?.value;
  if (list?.kind !== 'map') return [];
  return list.entries
    .filter(({ key: name }) => name.includes('/'))
    .map(({ key: name, keySpan, value }) => {
      const version = value.kind === 'text' ? value.text : null;
      return { name, version, section, direct: true, start: keySpan.start + 1, end: keySpan.end - 1 };
    });
}
