import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Extraction } from '../model/candidate.ts';
import type { Repository, SourceFile } from '../model/file.ts';
import { DEFAULT_LIMITS, type ReadingLimits, raise } from '../model/limits.ts';
import { lineStarts, positionAt } from '../util/lines.ts';
import { infrastructureOf } from './infra/documents.ts';
import { createPlacer } from './place.ts';
import { type Setting, settingCandidates, settingsOf, withinTexts } from './settings.ts';
import { readTomlLines } from './toml-lines.ts';
import { type ListNode, type MapEntry, type MapNode, OTHER, type Span, TRUE, type Tree } from './tree.ts';

/** The texts of a TOML file. What cannot be parsed is still read, line by line. */
export function extractToml(file: SourceFile, repository?: Repository): Extraction {
  const { tree, settings, problems } = readToml(file.text, file.limits);
  const { kept, problems: more } = withinTexts(tree === null ? settings : settingsOf(tree, file.limits), file.limits);
  return {
    candidates: [...settingCandidates(kept, createPlacer(file)), ...(tree === null ? [] : infrastructureOf(tree, file, repository).candidates)],
    problems: [...problems, ...more],
  };
}

/** Many small tables cost the parser about two seconds per megabyte: longer texts are read line by line. A TOML text as a tree, or, where it does not parse, what its lines hold. */
export function readToml(
  text: string,
  limits: ReadingLimits = DEFAULT_LIMITS,
): { readonly tree: MapNode | null; readonly settings: readonly Setting[]; readonly problems: Extraction['problems'] } {
  if (text.length > limits.parsedLength) return unparsed(text, `longer than ${limits.parsedLength} characters ${raise('parsedLength')}`, 0, limits);
  try {
    return { tree: build(parseTOML(text, { tomlVersion: '1.1' }).body[0].body, limits.nesting), settings: [], problems: [] };
  } catch (error) {
    // Nested too deep, or a text of so many lines that the parser exhausts the stack.
    if (error instanceof RangeError) return unparsed(text, `nested more than ${limits.nesting} levels deep, or too large ${raise('nesting')}`, 0, limits);
    if (error instanceof ParseError) return unparsed(text, error.message.replace(/\.$/, ''), error.index, limits);
    throw error;
  }
}

function unparsed(text: string, why: string, offset: number, limits: ReadingLimits): ReturnType<typeof readToml> {
  return {
    tree: null,
    settings: readTomlLines(text, limits.texts),
    problems: [{ message: `TOML not parsed, read line by line: ${why}`, ...positionAt(lineStarts(text), offset) }],
  };
}

/** Maps by key, so that a table of many keys costs no search through all of them; and how deep values may nest. */
interface Index {
  readonly maps: Map<MapNode, Map<string, MapEntry>>;
  readonly deepest: number;
}

function build(body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], deepest: number): MapNode {
  const root: MapNode = { kind: 'map', entries: [] };
  const index: Index = { maps: new Map(), deepest };
  for (const node of body) {
    if (node.type === 'TOMLKeyValue') {
      assign(root, node, index);
      continue;
    }
    const table = open(root, node.resolvedKey, node.key.keys.map(spanOf), index);
    for (const pair of node.body) assign(table, pair, index);
  }
  return root;
}

/** The table under a path; what is missing on the way is made. Numbers are positions in an array of tables. */
function open(root: MapNode, path: readonly (string | number)[], spans: readonly Span[], index: Index): MapNode {
  let at: Tree = root;
  let written = 0;
  for (const [depth, key] of path.entries()) {
    const next = typeof path[depth + 1] === 'number' ? (): ListNode => ({ kind: 'list', items: [] }) : (): MapNode => ({ kind: 'map', entries: [] });
    if (typeof key === 'number') {
      if (at.kind !== 'list') return { kind: 'map', entries: [] };
      at.items[key] ??= next();
      at = at.items[key];
    } else {
      if (at.kind !== 'map') return { kind: 'map', entries: [] };
      at = child(at, key, spans[written++] ?? { start: 0, end: 0 }, next, index).value;
    }
  }
  return at.kind === 'map' ? at : { kind: 'map', entries: [] };
}

function child(map: MapNode, key: string, keySpan: Span, make: () => Tree, index: Index): MapEntry {
  const known = index.maps.get(map) ?? new Map<string, MapEntry>();
  index.maps.set(map, known);
  let entry = known.get(key);
  if (entry === undefined) {
    entry = { key, keySpan, value: make() };
    known.set(key, entry);
    map.entries.push(entry);
  }
  return entry;
}

function assign(table: MapNode, pair: AST.TOMLKeyValue, index: Index, depth = 0): void {
  const keys = pair.key.keys.map(nameOf);
  const spans = pair.key.keys.map(spanOf);
  const parent = open(table, keys.slice(0, -1), spans, index);
  child(parent, keys.at(-1) ?? '', spans.at(-1) ?? { start: 0, end: 0 }, () => convert(pair.value, index, depth), index);
}

function convert(node: AST.TOMLContentNode, index: Index, depth: number): Tree {
  if (depth > index.deepest) throw new RangeError('nested too deep');
  if (node.type === 'TOMLArray') return { kind: 'list', items: node.elements.map((element) => convert(element, index, depth + 1)) };
  if (node.type === 'TOMLInlineTable') {
    const map: MapNode = { kind: 'map', entries: [] };
    for (const pair of node.body) assign(map, pair, index, depth + 1);
    return map;
  }
  if (node.kind === 'string') return { kind: 'text', text: node.value, ...spanOf(node) };
  return node.kind === 'boolean' && node.value ? TRUE : OTHER;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function spanOf({ range }: { readonly range: readonly [number, number] }): Span {
  return { start: range[0], end: range[1] };
}
