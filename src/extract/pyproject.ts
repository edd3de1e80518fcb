import type { Candidate, Extraction, PackageCandidate } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { createPlacer } from './place.ts';
import { normalizeName, parseRequirement } from './requirement.ts';
import { sectionOf } from './section.ts';
import { type Setting, settingCandidates, settingsOf } from './settings.ts';
import { readToml } from './toml.ts';
import { entryOf, type MapEntry, type Span, type TextNode, TRUE, type Tree, valueAt } from './tree.ts';

type Section = PackageCandidate['section'];

/** A package as one of the tools writes it. */
interface Entry {
  readonly name: string;
  readonly version: string | null;
  readonly section: Section;
  readonly span: Span;
}

/**
 * Packages of a `pyproject.toml` (PEP 621, PEP 735, Poetry, PDM, uv, Hatch, Rye, Pixi), and the texts of other tools as settings. The location
 * of a package is its name.
 */
export function extractPyproject(file: SourceFile): Extraction {
  const { tree, settings, problems } = readToml(file.text);
  const place = createPlacer(file);
  if (tree === null) return { candidates: settingCandidates(settings, place), problems };
  const entries = [...fromProject(tree, file.text), ...fromPoetry(tree), ...fromTools(tree, file.text)];
  const packages = entries
    .sort((a, b) => a.span.start - b.span.start)
    .map(
      ({ name, version, section, span }): Candidate => ({
        kind: 'package',
        ecosystem: 'pypi',
        name: normalizeName(name),
        version,
        section,
        direct: true,
        location: place(span),
      }),
    );
  return { candidates: [...packages, ...settingCandidates(toolSettings(tree), place)], problems };
}

// What these hold is packages or packaging.
const PACKAGERS = new Set(['poetry', 'pdm', 'uv', 'rye', 'hatch', 'pixi', 'setuptools', 'flit']);

function toolSettings(tree: Tree): Setting[] {
  const tools = entryOf(tree, 'tool');
  if (tools?.value.kind !== 'map') return [];
  const others: Tree = { kind: 'map', entries: tools.value.entries.filter(({ key }) => !PACKAGERS.has(key)) };
  return settingsOf({ kind: 'map', entries: [{ ...tools, value: others }] });
}

/** `[project]`, `[dependency-groups]` and `[build-system]`. */
function fromProject(tree: Tree, text: string): Entry[] {
  return [
    ...requirements(valueAt(tree, 'project', 'dependencies'), 'production', text),
    ...groups(valueAt(tree, 'project', 'optional-dependencies')).flatMap(({ key, value }) => requirements(value, sectionOf(key, 'optional'), text)),
    ...groups(valueAt(tree, 'dependency-groups')).flatMap(({ key, value }) => requirements(value, sectionOf(key, 'development'), text)),
    ...requirements(valueAt(tree, 'build-system', 'requires'), 'development', text),
  ];
}

function fromPoetry(tree: Tree): Entry[] {
  const poetry = valueAt(tree, 'tool', 'poetry');
  return [
    ...table(valueAt(poetry, 'dependencies'), 'production'),
    ...table(valueAt(poetry, 'dev-dependencies'), 'development'),
    ...groups(valueAt(poetry, 'group')).flatMap(({ key, value }) => table(valueAt(value, 'dependencies'), sectionOf(key, 'development'))),
  ];
}

function fromTools(tree: Tree, text: string): Entry[] {
  const tool = valueAt(tree, 'tool');
  const development = (value: Tree | null): Entry[] => requirements(value, 'development', text);
  return [
    ...groups(valueAt(tool, 'pdm', 'dev-dependencies')).flatMap(({ key, value }) => requirements(value, sectionOf(key, 'development'), text)),
    ...development(valueAt(tool, 'uv', 'dev-dependencies')),
    ...development(valueAt(tool, 'rye', 'dev-dependencies')),
    ...groups(valueAt(tool, 'hatch', 'envs')).flatMap(({ value }) => [
      ...development(valueAt(value, 'dependencies')),
      ...development(valueAt(value, 'extra-dependencies')),
    ]),
    ...table(valueAt(tool, 'pixi', 'pypi-dependencies'), 'production'),
    ...groups(valueAt(tool, 'pixi', 'feature')).flatMap(({ key, value }) => table(valueAt(value, 'pypi-dependencies'), sectionOf(key, 'optional'))),
  ];
}

function groups(tree: Tree | null): readonly MapEntry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

/** A list of requirements; `{ include-group = "x" }` among them is no package. */
function requirements(tree: Tree | null, section: Section, text: string): Entry[] {
  if (tree?.kind !== 'list') return [];
  return tree.items.flatMap((item) => (item.kind === 'text' ? (requirement(item, section, text) ?? []) : []));
}

function requirement(node: TextNode, section: Section, text: string): Entry | null {
  // PDM writes editable packages as `-e file:///path#egg=name`.
  const egg = node.text.startsWith('-e ') ? node.text.indexOf('#egg=') : -1;
  const found = parseRequirement(node.text, egg === -1 ? 0 : egg + 5, node.text.length);
  if (found === null) return null;
  // Behind the quotes, unless escapes shift it; then the whole text has to do.
  const shift = text.slice(node.start, node.end).indexOf(found.name);
  const span = shift === -1 ? node : { start: node.start + shift, end: node.start + shift + found.name.length };
  return { name: found.name, version: found.version, section, span };
}

/** Poetry and Pixi: name as key, version or a table as value. */
function table(tree: Tree | null, section: Section): Entry[] {
  return groups(tree)
    .filter(({ key }) => key.toLowerCase() !== 'python')
    .map(({ key, keySpan, value }) => {
      const first = value.kind === 'list' ? value.items[0] : value;
      const version = first?.kind === 'map' ? entryOf(first, 'version')?.value : first;
      return { name: key, version: version?.kind === 'text' ? version.text : null, section: isOptional(value) ? 'optional' : section, span: keySpan };
    });
}

function isOptional(value: Tree): boolean {
  const optional = entryOf(value, 'optional')?.value;
  return optional === TRUE;
}
