import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { childOf, elementsNamed, parseXml, type XmlNode } from './xml.ts';

const ITEMS: ReadonlySet<string> = new Set(['PackageReference', 'GlobalPackageReference', 'PackageVersion', 'PackageDownload']);

/**
 * Packages of an MSBuild project or props file (`*.csproj`, `*.fsproj`, `*.vbproj`, `Directory.Packages.props`). `PackageVersion` only fixes what
 * projects may ask for, and so is not direct. Properties of the file are filled in.
 */
export function extractMsbuild(file: SourceFile): Extraction {
  const root = parseXml(file.text);
  const properties = new Map<string, string>();
  for (const group of elementsNamed(root, new Set(['PropertyGroup']))) {
    for (const { name, text } of group.children) if (text !== null) properties.set(name, text.text);
  }
  return packagesOf(
    file,
    'nuget',
    elementsNamed(root, ITEMS).flatMap((node) => read(node, properties)),
  );
}

function read(node: XmlNode, properties: ReadonlyMap<string, string>): Found[] {
  const include = node.attributes.get('Include');
  if (include === undefined) return [];
  const written = partOf(node, 'VersionOverride') ?? partOf(node, 'Version') ?? '';
  const version = written.replace(/\$\(([^)]+)\)/g, (whole, name: string) => properties.get(name) ?? whole);
  // `A;B` names several.
  return [...include.text.matchAll(/[^;\s]+/g)].map(({ 0: name, index }) => ({
    name,
    version: version.includes('$(') ? null : version,
    section: sectionOf(node),
    direct: node.name !== 'PackageVersion',
    start: include.start + index,
    end: include.start + index + name.length,
  }));
}

/** An attribute or an element below. */
function partOf(node: XmlNode, name: string): string | null {
  return node.attributes.get(name)?.text ?? childOf(node, name)?.text?.text ?? null;
}

/** Analysers and build tools keep all their assets to themselves. */
function sectionOf(node: XmlNode): Section {
  return partOf(node, 'PrivateAssets')?.toLowerCase() === 'all' ? 'development' : 'production';
}
