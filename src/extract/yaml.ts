import { Composer, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Parser } from 'yaml';
import { bound, meet } from '../model/bounds.ts';
import type { Extraction } from '../model/candidate.ts';
import type { Repository, SourceFile } from '../model/file.ts';
import { DEFAULT_LIMITS, type ReadingLimits, raise } from '../model/limits.ts';
import { lineStarts, positionAt } from '../util/lines.ts';
import { isDeepYaml } from '../util/yaml-text.ts';
import { infrastructureOf } from './infra/documents.ts';
import { createPlacer } from './place.ts';
import { isEnvironmentKey, type Setting, settingCandidates, settingsOf, withinTexts } from './settings.ts';
import { EMPTY, type MapEntry, OTHER, type Tree } from './tree.ts';
import { readYamlLines } from './yaml-lines.ts';
import { hasHole, isHole, isYamlTemplate, withoutActions } from './yaml-template.ts';

/** How many nodes the aliases of a file may repeat: a few lines can otherwise stand for billions. */

type Problem = Extraction['problems'][number];

/** The texts of all documents of a YAML file. What cannot be parsed is still read, line by line. */
export function extractYaml(file: SourceFile, repository?: Repository): Extraction {
  const place = createPlacer(file);
  const { limits = DEFAULT_LIMITS } = file;
  const { settings, trees, problem } =
    file.text.length > limits.parsedLength
      ? unparsed(file.text, `longer than ${limits.parsedLength} characters ${raise('parsedLength')}`, 0, limits)
      : parseTemplate(file.path, file.text, limits);
  const problems = problem === null ? [] : [problem];
  const { kept, problems: more } = withinTexts(settings, limits);
  problems.push(...more);
  const infrastructure = trees.map((tree) => infrastructureOf(tree, file, repository));
  const resources = infrastructure.flatMap(({ candidates }) => candidates);
  const plain = infrastructure.length > 0 && infrastructure.every(({ whole }) => whole) ? [] : settingCandidates(kept, place);
  return { candidates: [...plain, ...resources], problems };
}

interface Parsed {
  readonly settings: readonly Setting[];
  /** The documents, when the text was parsed. */
  readonly trees: readonly Tree[];
  readonly problem: Problem | null;
}

/** Reads a text as YAML; of a template what is left when its actions are blanked out, and without complaint when that is no YAML either. */
function parseTemplate(path: string, text: string, limits: ReadingLimits): Parsed {
  if (!isYamlTemplate(path, text)) return parse(text, limits);
  const { settings, trees, problem } = parse(withoutActions(text), limits);
  // What is partly known is shown as it is written.
  const known = settings.filter((setting) => !isHole(setting.text));
  const written = known.map((setting) =>
    hasHole(setting.text) ? { ...setting, text: text.slice(setting.start, setting.end).replace(/^["']|["']$/g, '') } : setting,
  );
  return { settings: written, trees, problem: /longer than|nested/.test(problem?.message ?? '') ? problem : null };
}

function parse(text: string, limits: ReadingLimits): Parsed {
  const tokens = [...new Parser().parse(text)];
  // Composing calls itself for every level. Near the end of the stack V8 ends the whole process when a regular expression is compiled there.
  if (isDeepYaml(tokens, limits.nesting)) return unparsed(text, `nested more than ${limits.nesting} levels deep ${raise('nesting')}`, 0, limits);
  const documents = [...new Composer({ schema: 'core', strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false }).compose(tokens)];
  const settings: Setting[] = [];
  const trees: Tree[] = [];
  for (const document of documents) {
    const error = document.errors[0];
    if (error !== undefined) return unparsed(text, (error.message.split('\n')[0] ?? '').replace(/\.$/, ''), error.pos[0], limits);
    const tree = treeOf(document);
    if (tree === null) continue;
    trees.push(tree);
    if (settings.length <= limits.texts) for (const setting of settingsOf(tree, limits)) settings.push(setting);
  }
  return { settings, trees, problem: null };
}

function unparsed(text: string, why: string, offset: number, limits: ReadingLimits): Parsed {
  return {
    settings: readYamlLines(text, limits.texts),
    trees: [],
    problem: { message: `YAML not parsed, read line by line: ${why}`, ...positionAt(lineStarts(text), offset) },
  };
}

interface Context {
  /** Nodes by anchor: an alias stands for the nearest above it. */
  readonly anchors: Map<string, Node>;
  /** Above 0 below an alias. */
  aliases: number;
  repeated: number;
}

function treeOf(document: Document.Parsed): Tree | null {
  return document.contents === null ? null : convert(document.contents, { anchors: new Map(), aliases: 0, repeated: 0 }, false);
}

/** `repeat` is set below keys whose aliases matter: variables of an environment that are kept elsewhere in the file. */
function convert(node: Node, context: Context, repeat: boolean): Tree {
  if (context.aliases > 0 && context.repeated++ >= bound('texts')) {
    meet('texts');
    return OTHER;
  }
  if (isAlias(node)) {
    const target = context.anchors.get(node.source);
    if (isScalar(target)) return scalar(target.value, node.range);
    // Two deep is enough for any real file, and ends what contains itself.
    if (target === undefined || !repeat || context.aliases >= 2) return OTHER;
    context.aliases++;
    const tree = convert(target, context, true);
    context.aliases--;
    return tree;
  }
  if ('anchor' in node && node.anchor !== undefined) context.anchors.set(node.anchor, node);
  const tagged = tagOf(node);
  if (tagged !== null)
    return {
      kind: 'map',
      entries: [{ key: tagged, keySpan: { start: node.range?.[0] ?? 0, end: node.range?.[0] ?? 0 }, value: untagged(node, context, repeat) }],
    };
  return untagged(node, context, repeat);
}

/** Short forms of CloudFormation: `!Sub text` is `{ Fn::Sub: text }`. */
const FUNCTIONS = new Set([
  'Sub',
  'GetAtt',
  'Join',
  'If',
  'FindInMap',
  'Select',
  'ImportValue',
  'Split',
  'Base64',
  'GetAZs',
  'Cidr',
  'Equals',
  'Not',
  'And',
  'Or',
  'Transform',
]);

function tagOf(node: Node): string | null {
  const tag = 'tag' in node ? node.tag : undefined;
  if (typeof tag !== 'string' || !tag.startsWith('!')) return null;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return name;
  return FUNCTIONS.has(name) ? `Fn::${name}` : null;
}

function untagged(node: Node, context: Context, repeat: boolean): Tree {
  if (isScalar(node)) return scalar(node.value, node.range);
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => convert(item as Node, context, repeat)) };
  if (isMap(node)) return { kind: 'map', entries: node.items.flatMap((pair) => convertPair(pair as Pair<Node, Node | null>, context, repeat)) };
  return OTHER;
}

function convertPair({ key, value }: Pair<Node, Node | null>, context: Context, repeat: boolean): MapEntry[] {
  if (!isScalar(key)) return value === null ? [] : [{ key: '?', keySpan: { start: 0, end: 0 }, value: convert(value, context, false) }];
  const name = String(key.source ?? key.value);
  // `<<: *shared` puts the entries of another mapping here.
  if (name === '<<' && value !== null) {
    const merged = convert(value, context, repeat);
    return merged.kind === 'map' ? merged.entries : merged.kind === 'list' ? merged.items.flatMap((item) => (item.kind === 'map' ? item.entries : [])) : [];
  }
  if ('anchor' in key && key.anchor !== undefined) context.anchors.set(key.anchor, key);
  const keySpan = { start: key.range?.[0] ?? 0, end: key.range?.[1] ?? 0 };
  return [{ key: name, keySpan, value: value === null ? EMPTY : convert(value, context, isEnvironmentKey(name)) }];
}

function scalar(value: unknown, range: readonly [number, number, number] | null | undefined): Tree {
  if (typeof value === 'string') return { kind: 'text', text: value, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
  if (typeof value === 'boolean' || typeof value === 'number')
    return { kind: 'other', empty: false, scalar: { text: String(value), start: range?.[0] ?? 0, end: range?.[1] ?? 0 } };
  return value === null ? EMPTY : OTHER;
}
