/** Values of resources as attributes, references and settings. */

import { bound, meet } from '../../model/bounds.ts';
import type { SettingCandidate } from '../../model/candidate.ts';
import type { ResourceAttribute } from '../../model/resource.ts';
import { settingCandidates, settingsOf } from '../settings.ts';
import type { Tree } from '../tree.ts';
import type { Spot } from './expression.ts';
import { createPlaces, type Places } from './places.ts';
import type { Value } from './value.ts';

/** Something of another resource, by the names that lead there. */
export interface Reference {
  readonly path: readonly string[];
  readonly names: readonly string[];
}

interface Flat {
  readonly attributes: ResourceAttribute[];
  readonly references: Reference[];
  /** Values can share parts, so that few lines stand for very many: how many more are looked at. */
  left: number;
}

/** Every text of a value with the names that lead to it, and every resource it refers to. */
export function flatten(value: Value, places: Places): Pick<Flat, 'attributes' | 'references'> {
  const flat: Flat = { attributes: [], references: [], left: bound('texts') };
  collect(value, [], flat, places);
  return flat;
}

function collect(value: Value, path: readonly string[], into: Flat, places: Places): void {
  if (isBeyond(value, path, into, places)) return;
  switch (value.kind) {
    case 'text':
      into.attributes.push({ path, text: value.text, configurable: value.configurable, location: places(value.spot) });
      return;
    case 'object':
      for (const [key, item] of value.entries) collect(item, [...path, key], into, places);
      return;
    case 'list':
      for (const [at, item] of value.items.entries()) collect(item, [...path, String(at)], into, places);
      return;
    case 'either':
      for (const option of value.options) collect(option, path, into, places);
      return;
    case 'reference':
      into.references.push({ path, names: value.names });
      return;
    default:
      return;
  }
}

/** Whether there is enough, which is told; only of what would have been looked into. */
function isBeyond(value: Value, path: readonly string[], into: Flat, places: Places): boolean {
  if (value.kind === 'unknown' || value.kind === 'names') return true;
  const name = path.length > bound('nesting') ? 'nesting' : into.attributes.length >= bound('attributes') ? 'attributes' : into.left-- <= 0 ? 'texts' : null;
  if (name === null) return false;
  meet(name, value.kind === 'text' ? places(value.spot) : null);
  return true;
}

/** `azurerm_cognitive_account.main.id` -> `azurerm_cognitive_account.main`. */
export function addressOf(names: readonly string[]): string {
  return names.slice(0, names[0] === 'data' ? 3 : 2).join('.');
}

/** The settings a value holds, as other configuration formats give them. Of alternatives each is one. */
export function settingsOfValue(value: Value, path: readonly string[], environment = false): SettingCandidate[] {
  const places = createPlaces();
  const tree = treeOf(value, { left: bound('texts') }, 0);
  const settings = settingsOf(environment ? { kind: 'map', entries: [{ key: 'environment', keySpan: NOWHERE, value: tree }] } : tree);
  return settingCandidates(
    settings.map((setting) => ({ ...setting, path: [...path, ...setting.path] })),
    (span) => places(span as Spot),
  ).filter((candidate): candidate is SettingCandidate => candidate.kind === 'setting');
}

const NOWHERE = { start: 0, end: 0 };
const NOTHING: Tree = { kind: 'other', empty: false };

function treeOf(value: Value, budget: { left: number }, depth: number): Tree {
  if (value.kind === 'unknown' || value.kind === 'names') return NOTHING;
  if (depth > bound('nesting') || budget.left-- <= 0) {
    meet(depth > bound('nesting') ? 'nesting' : 'texts');
    return NOTHING;
  }
  switch (value.kind) {
    case 'text':
      return { kind: 'text', text: value.text, file: value.spot.file, start: value.spot.start, end: value.spot.end };
    case 'object':
      return { kind: 'map', entries: [...value.entries].map(([key, item]) => ({ key, keySpan: NOWHERE, value: treeOf(item, budget, depth + 1) })) };
    case 'list':
      return { kind: 'list', items: value.items.map((item) => treeOf(item, budget, depth + 1)) };
    case 'either': {
      const [first] = value.options;
      return first === undefined ? NOTHING : treeOf(first, budget, depth + 1);
    }
    default:
      return NOTHING;
  }
}

/** Attributes that another resource has itself, below the attribute that refers to it. */
export function behind(reference: Reference, target: Value, places: Places): ResourceAttribute[] {
  return flatten(target, places)
    .attributes.filter(({ path }) => path.length <= 3)
    .map((attribute) => ({ ...attribute, path: [...reference.path, ...attribute.path] }));
}
