import type { Candidate, Extraction, SettingCandidate } from '../model/candidate.ts';
import { DEFAULT_LIMITS, type ReadingLimits, raise } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import type { ListNode, MapEntry, MapNode, Span, TextNode, Tree } from './tree.ts';

/** A key path, its text and where that stands: what every configuration format comes down to. */
export interface Setting extends Span {
  readonly path: readonly string[];
  readonly text: string;
  readonly environment: boolean;
}

/** Longer texts are prompts, certificates or data, not settings. */
export const MAX_TEXT = 2000;

const ENVIRONMENT_KEYS = new Set([
  'env',
  'envs',
  'environment',
  'variables',
  'envvars',
  'environmentvariables',
  'extraenv',
  'extraenvs',
  'extraenvvars',
  'appsettings',
  'containerenv',
  'environmentvariable',
]);
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Whether what lies under a key are environment variables. */
export function isEnvironmentKey(key: string): boolean {
  return ENVIRONMENT_KEYS.has(key.toLowerCase().replace(/[-_]/g, ''));
}

/** Whether a text can be the name of an environment variable. */
export function isVariableName(text: string): boolean {
  return VARIABLE_NAME.test(text);
}

/** All texts of a tree with their key paths, in the order of the file; one more than the bound when there are more. */
export function settingsOf(tree: Tree, { texts, nesting }: ReadingLimits = DEFAULT_LIMITS): Setting[] {
  const settings: Setting[] = [];
  collect(tree, [], false, { settings, most: texts, deepest: nesting });
  return settings;
}

/** Texts within the bound of a file, and what is to be told when there were more. */
export function withinTexts<T>(
  found: readonly T[],
  { texts }: ReadingLimits = DEFAULT_LIMITS,
): { readonly kept: readonly T[]; readonly problems: Extraction['problems'] } {
  if (found.length <= texts) return { kept: found, problems: [] };
  return { kept: found.slice(0, texts), problems: [{ message: `more than ${texts} texts, the rest is not read ${raise('texts')}`, line: 1, column: 1 }] };
}

/** Settings as candidates, without those too long. */
export function settingCandidates(settings: readonly Setting[], place: (span: Span) => Location): Candidate[] {
  return settings
    .filter(({ text }) => text.length <= MAX_TEXT)
    .map(
      (setting): SettingCandidate => ({ kind: 'setting', path: setting.path, value: setting.text, environment: setting.environment, location: place(setting) }),
    );
}

/** Splits `NAME=value` of a list of variables; null when it is something else. A name alone passes the variable on: its value is empty. */
export function splitAssignment(node: TextNode): { readonly name: string; readonly text: string; readonly span: Span } | null {
  const equals = node.text.indexOf('=');
  const name = equals === -1 ? node.text : node.text.slice(0, equals);
  if (!isVariableName(name)) return null;
  const text = equals === -1 ? '' : node.text.slice(equals + 1);
  // The written form may have escapes; only where it has none are its ends known exactly.
  const quotes = node.end - node.start - node.text.length;
  if (equals === -1 || (quotes !== 0 && quotes !== 2)) return { name, text, span: spanOf(node) };
  return { name, text, span: { ...spanOf(node), start: node.start + quotes / 2 + equals + 1, end: node.end - quotes / 2 } };
}

function spanOf({ start, end, file }: Span): Span {
  return file === undefined ? { start, end } : { start, end, file };
}

/** Where texts are collected, and how many, how deep. */
interface Into {
  readonly settings: Setting[];
  readonly most: number;
  readonly deepest: number;
}

function collect(tree: Tree, path: readonly string[], inEnvironment: boolean, into: Into): void {
  if (into.settings.length > into.most || path.length > into.deepest) return;
  const tagged = taggedText(tree);
  if (tagged !== null) into.settings.push({ path, text: tagged.text, environment: false, ...spanOf(tagged) });
  else if (tree.kind === 'map') collectMap(tree, path, inEnvironment, into);
  else if (tree.kind === 'list') collectList(tree, path, inEnvironment, into);
}

/** A text, be it tagged (`!Sub x` is `{ Fn::Sub: x }` in the tree). */
function taggedText(tree: Tree): TextNode | null {
  if (tree.kind !== 'map') return tree.kind === 'text' ? tree : null;
  const [only] = tree.entries;
  const tagged = tree.entries.length === 1 && only !== undefined && /^(?:Fn::|Ref$)/.test(only.key);
  return tagged && only.value.kind === 'text' ? only.value : null;
}

function collectMap(map: MapNode, path: readonly string[], inEnvironment: boolean, into: Into): void {
  for (const { key, keySpan, value } of map.entries) {
    const below = [...path, key];
    const variable = inEnvironment && isVariableName(key) ? variableOf(value, keySpan) : null;
    if (variable === null) {
      collect(value, below, isEnvironmentKey(key), into);
      continue;
    }
    into.settings.push({ path: below, environment: true, ...variable });
    if (value.kind === 'map') collect({ kind: 'map', entries: value.entries.filter(({ key: inner }) => inner !== 'value') }, below, false, into);
  }
}

/** The text a variable is set to. GitLab also writes `NAME: { value: x, description: y }`. */
function variableOf(value: Tree, keySpan: Span): (Span & { readonly text: string }) | null {
  const given = value.kind === 'map' ? (value.entries.find(({ key }) => key === 'value')?.value ?? null) : value;
  if (given?.kind === 'text') return { text: given.text, ...spanOf(given) };
  if (given?.kind === 'other' && given.scalar) return given.scalar;
  // Passed on from outside: the name alone says something.
  return value.kind === 'other' && value.empty ? { text: '', ...keySpan } : null;
}

function collectList(list: ListNode, path: readonly string[], inEnvironment: boolean, into: Into): void {
  for (const [index, item] of list.items.entries()) {
    if (inEnvironment && item.kind === 'text') {
      const assignment = splitAssignment(item);
      if (assignment !== null) {
        into.settings.push({ path: [...path, assignment.name], text: assignment.text, environment: true, ...assignment.span });
        continue;
      }
    }
    const named = inEnvironment && item.kind === 'map' ? namedVariable(item) : null;
    if (named !== null) {
      into.settings.push({ path: [...path, named.name.text], text: named.value.text, environment: true, ...spanOf(named.value) });
      continue;
    }
    collect(item, [...path, String(index)], false, into);
  }
}

/** Kubernetes writes `{ name: NAME, value: x }`, CloudFormation the same with capitals. */
function namedVariable(map: MapNode): { readonly name: TextNode; readonly value: TextNode } | null {
  const find = (wanted: string): MapEntry | undefined => map.entries.find(({ key }) => key.toLowerCase() === wanted);
  const name = find('name')?.value;
  const value = find('value')?.value;
  return name?.kind === 'text' && value?.kind === 'text' ? { name, value } : null;
}
