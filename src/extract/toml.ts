import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Extraction } from '../model/candidate.ts';
import type { Repository, SourceFile } from '../model/file.ts';
import { lineStarts, positionAt } from '../util/lines.ts';
import { infrastructureOf } from './infra/documents.ts';
import { createPlacer } from './place.ts';
import { MAX_SETTINGS, type Setting, settingCandidates, settingsOf } from './settings.ts';
import { readTomlLines } from './toml-lines.ts';
import { type ListNode, MAX_DEPTH, type MapEntry, type MapNode, OTHER, type Span, TRUE, type Tree } from './tree.ts';

/** The texts of a TOML file. What cannot be parsed is still read, line by line. */
export function extractToml(file: SourceFile, repository?: Repository): Extraction {
  const { tree, settings, problems } = readToml(file.text);
  const found = tree === null ? settings : settingsOf(tree);
  return {
    candidates: [...settingCandidates(found, createPlacer(file)), ...(tree === null ? [] : infrastructureOf(tree, file, repository).candidates)],
    problems: found.length < MAX_SETTINGS ? problems : [...problems, { message: `more than ${MAX_SETTINGS} texts, the rest is not read`, line: 1, column: 1 }],
  };
}

/** Many small tables cost the parser about two seconds per megabyte; larger texts are read line by line. */
const MAX_PARSED = 1024 * 1024;

/** A TOML text as a tree, or, where it does not parse, what its lines hold. */
export function readToml(text: string): { readonly tree: MapNode | null; readonly settings: readonly Setting[]; readonly problems: Extraction['problems'] } {
  if (text.length > MAX_PARSED) return unparsed(text, `longer than ${MAX_PARSED} characters`, 0);
  try {
    return { tree: build(parseTOML(text, { tomlVersion: '1.1' }).body[0].body), settings: [], problems: [] };
  } catch (error) {
    // Nested too deep, or a text of so many lines that the parser exhausts the stack.
    if (error instanceof RangeError) return unparsed(text, 'too large or nested too deep', 0);
    if (error instanceof ParseError) return unparsed(text, error.message.replace(/\.$/, ''), error.index);
    throw error;
  }
}

function unparsed(text: string, why: string, offset: number): ReturnType<typeof readToml> {
  return {
    tree: null,
    settings: readTomlLines(text),
    problems: [{ message: `TOML not parsed, read line by line: ${why}`, ...positionAt(lineStarts(text), offset) }],
  };
}

/** Maps by key, so that a table of many keys costs no search through all of them. */
type Index = Map<MapNode, Map<string, MapEntry>>;

function build(body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[]): MapNode {
  const root: MapNode = { kind: 'map', entries: [] };
  const index: Index = new Map();
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
  const known = index.get(map) ?? new Map<string, MapEntry>();
  index.set(map, known);
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
  if (depth > MAX_DEPTH) throw new RangeError('nested too deep');
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
