import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachPackageTable } from './toml-tables.ts';

/** Packages of a `Cargo.lock`. Direct is what a package without a source, one of the workspace, asks for; what for it does not tell. */
export function extractCargoLock(file: SourceFile): Extraction {
  const found: Found[] = [];
  const declared = new Set<string>();
  eachPackageTable(file.text, ({ texts }) => {
    const name = texts.get('name')?.[0];
    if (name === undefined) return;
    if (!texts.has('source')) {
      // `name`, or `name 1.0.0` where there are several.
      for (const { text } of texts.get('dependencies') ?? []) declared.add(text.split(' ').slice(0, 2).join(' '));
      return;
    }
    const version = texts.get('version')?.[0]?.text ?? null;
    found.push({ name: name.text, version, section: 'production', direct: false, start: name.start, end: name.end });
  });
  const isDirect = ({ name, version }: Found): boolean => declared.has(name) || declared.has(`${name} ${version ?? ''}`);
  return packagesOf(file, 'cargo', unique(found.map((item) => (isDirect(item) ? { ...item, direct: true } : item))));
}
