import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { elementsNamed, parseXml } from './xml.ts';

/** Packages of a NuGet `packages.config`. It lists what others need too, and does not tell them apart: all count as direct. */
export function extractPackagesConfig(file: SourceFile): Extraction {
  const found = elementsNamed(parseXml(file.text), new Set(['package'])).flatMap(({ attributes }): Found[] => {
    const id = attributes.get('id');
    if (id === undefined) return [];
    const section = attributes.get('developmentDependency')?.text === 'true' ? 'development' : 'production';
    return [{ name: id.text, version: attributes.get('version')?.text ?? null, section, direct: true, start: id.start, end: id.end }];
  });
  return packagesOf(file, 'nuget', found);
}
