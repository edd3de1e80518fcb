import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { childOf, elementsAt, elementsNamed, parseXml, type XmlNode } from './xml.ts';

const DEPENDENCY = new Set(['dependency']);

/**
 * Artefacts of a Maven `pom.xml`, as `group/artifact` at the place of the artifact. Properties of the file are filled in; a version that comes
 * from a parent is none. What `dependencyManagement` fixes is not asked for yet, and so is not direct.
 */
export function extractPom(file: SourceFile): Extraction {
  const project = childOf(parseXml(file.text), 'project');
  if (project === null) return packagesOf(file, 'maven', []);
  const properties = propertiesOf(project);
  const holders = [project, ...elementsAt(project, 'profiles', 'profile')];
  const found = holders.flatMap((holder) => [
    ...elementsAt(holder, 'dependencies', 'dependency').flatMap((node) => read(node, properties, null, true)),
    ...elementsAt(holder, 'dependencyManagement', 'dependencies', 'dependency').flatMap((node) => read(node, properties, null, false)),
    // What plugins need runs while building only.
    ...elementsAt(holder, 'build')
      .flatMap((node) => elementsNamed(node, DEPENDENCY))
      .flatMap((node) => read(node, properties, 'development', true)),
  ]);
  return packagesOf(file, 'maven', found);
}

function propertiesOf(project: XmlNode): Map<string, string> {
  const properties = new Map<string, string>();
  const parent = childOf(project, 'parent');
  for (const key of ['groupId', 'version']) {
    const value = childOf(project, key)?.text?.text ?? childOf(parent, key)?.text?.text;
    if (value !== undefined) for (const prefix of ['project', 'pom']) properties.set(`${prefix}.${key}`, value);
    const inherited = childOf(parent, key)?.text?.text;
    if (inherited !== undefined) properties.set(`project.parent.${key}`, inherited);
  }
  for (const node of childOf(project, 'properties')?.children ?? []) if (node.text !== null) properties.set(node.name, node.text.text);
  return properties;
}

function read(node: XmlNode, properties: ReadonlyMap<string, string>, section: Section | null, direct: boolean): Found[] {
  const group = childOf(node, 'groupId')?.text;
  const artifact = childOf(node, 'artifactId')?.text;
  if (!group || !artifact) return [];
  const version = fill(childOf(node, 'version')?.text?.text ?? '', properties);
  return [
    {
      name: `${fill(group.text, properties)}/${fill(artifact.text, properties)}`,
      version: version.includes('${') ? null : version,
      section: section ?? sectionOf(node),
      direct,
      start: artifact.start,
      end: artifact.end,
    },
  ];
}

function sectionOf(node: XmlNode): Section {
  if (childOf(node, 'scope')?.text?.text === 'test') return 'test';
  return childOf(node, 'optional')?.text?.text === 'true' ? 'optional' : 'production';
}

/** `${name}` by its value; properties may name others, but not for ever. */
function fill(text: string, properties: ReadonlyMap<string, string>): string {
  let filled = text;
  for (let round = 0; round < 5 && filled.includes('${'); round++) {
    filled = filled.replace(/\$\{([^}]+)\}/g, (whole, name: string) => properties.get(name.trim()) ?? whole);
    if (filled.length > 1000) return text;
  }
  return filled;
}
