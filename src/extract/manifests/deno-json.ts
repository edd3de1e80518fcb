import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { parseJson } from '../json-tree.ts';
import { type TextNode, type Tree, valueAt } from '../tree.ts';
import { parseSpecifier } from './deno-specifier.ts';
import { type Found, packagesOf } from './found.ts';

/** Packages of the import map of a `deno.json`, `deno.jsonc` or `jsr.json`. The location is the name within the specifier. */
export function extractDenoJson(file: SourceFile): Extraction {
  const { tree, problems } = parseJson(file.text);
  const scopes = valueAt(tree, 'scopes');
  const maps = [valueAt(tree, 'imports'), ...(scopes?.kind === 'map' ? scopes.entries.map(({ value }) => value) : [])];
  return packagesOf(
    file,
    'npm',
    maps.flatMap((map) => texts(map).flatMap(packageOf)),
    problems,
  );
}

function texts(tree: Tree | null): TextNode[] {
  if (tree?.kind !== 'map') return [];
  return tree.entries.flatMap(({ value }) => (value.kind === 'text' ? [value] : []));
}

function packageOf(node: TextNode): Found[] {
  const parsed = parseSpecifier(node.text);
  if (parsed === null) return [];
  const start = node.start + 1 + parsed.offset;
  return [{ ...parsed, section: 'production', direct: true, start, end: start + parsed.length }];
}
