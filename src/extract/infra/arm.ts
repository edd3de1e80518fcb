/** ARM templates in JSON: resources with what parameters, variables and functions come to. */
import { bound, meet } from '../../model/bounds.ts';
import type { Candidate } from '../../model/candidate.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import type { ResourceCandidate } from '../../model/resource.ts';
import { type Tree, valueAt } from '../tree.ts';
import { evaluate } from './evaluate.ts';
import type { Spot } from './expression.ts';
import { behind, flatten, settingsOfValue } from './flatten.ts';
import { createReader, readExpression } from './parse-expression.ts';
import { createPlaces, type Places } from './places.ts';
import { entry, valueOfTree } from './tree-value.ts';
import { type Budget, configurable, createBudget, type Names, takesStep, UNKNOWN, type Value } from './value.ts';

/** Whether a document is a template: by its schema, or by resources with types of ARM. */
export function isArmTemplate(tree: Tree): boolean {
  const schema = valueAt(tree, '$schema');
  return schema?.kind === 'text' && /deploymentTemplate\.json/i.test(schema.text);
}

interface Template {
  readonly root: Value;
  /** Values a template that nests this one gives. */
  readonly given: Value;
  readonly budget: Budget;
}

export function readArm(tree: Tree, file: SourceFile, _repository?: Repository): Candidate[] {
  return readTemplate({ root: valueOfTree(tree, file), given: UNKNOWN, budget: createBudget() }, createPlaces(), 0);
}

/** A resource with the types and names of those it lies in. */
export interface ArmResource {
  readonly type: string;
  readonly name: string;
  readonly value: Value;
  readonly spot: Spot;
}

function readTemplate(template: Template, places: Places, depth: number): Candidate[] {
  const resources = resourcesOf(entry(template.root, 'resources'), '', '', template, 0);
  return resources.flatMap((resource) => {
    if (resource.type === 'Microsoft.Resources/deployments' && isWithin(depth)) return readNested(resource.value, template, places, depth);
    return [armResource(resource, resources, places), ...settingsOfValue(resource.value, ['resources', resource.name])];
  });
}

/** How deep templates in templates are followed. */
function isWithin(depth: number): boolean {
  if (depth < bound('nesting')) return true;
  meet('nesting');
  return false;
}

/** A template inside a deployment, with the parameters it is given. */
function readNested(value: Value, { budget }: Template, places: Places, depth: number): Candidate[] {
  const root = entry(value, 'properties', 'template');
  return readTemplate({ root, given: entry(value, 'properties', 'parameters'), budget }, places, depth + 1);
}

/** A resource with its parent's attributes under `parent`: the one it lies in, or the only one of its parent's type. */
export function armResource(resource: ArmResource, all: readonly ArmResource[], places: Places): ResourceCandidate {
  const { type, name, value, spot } = resource;
  const above = type.slice(0, type.lastIndexOf('/'));
  const parents = all.filter((other) => other.type.toLowerCase() === above.toLowerCase());
  const parent = parents.find((other) => name.startsWith(`${other.name}/`)) ?? (parents.length === 1 ? parents[0] : undefined);
  const { attributes } = flatten(value, places);
  const own = attributes.map((attribute) =>
    attribute.path.length === 1 && attribute.path[0] === 'name' ? { ...attribute, text: attribute.text.slice(attribute.text.lastIndexOf('/') + 1) } : attribute,
  );
  const more = parent === undefined ? [] : behind({ path: ['parent'], names: [] }, parent.value, places);
  return { kind: 'resource', format: 'arm', type, address: name, attributes: [...own, ...more], location: places(spot) };
}

/** Resources as a list or, since language version 2.0, by symbolic name; those inside others with the type of both. */
function resourcesOf(value: Value, parentType: string, parentName: string, template: Template, depth: number): ArmResource[] {
  const items = value.kind === 'list' ? value.items : value.kind === 'object' ? [...value.entries.values()] : [];
  if (items.length > 0 && depth > bound('nesting')) {
    meet('nesting');
    return [];
  }
  return items.flatMap((item): ArmResource[] => {
    const type = entry(item, 'type');
    if (type.kind !== 'text' || item.kind !== 'object') return [];
    const nested = type.text === 'Microsoft.Resources/deployments';
    const made = resolve(item, template, nested ? ['template'] : ['resources']);
    const name = entry(made, 'name');
    const full = parentType === '' || type.text.includes('.') ? type.text : `${parentType}/${type.text}`;
    const called = name.kind === 'text' ? (parentName === '' ? name.text : `${parentName}/${name.text}`) : '{}';
    return [{ type: full, name: called, value: made, spot: type.spot }, ...resourcesOf(entry(item, 'resources'), full, called, template, depth + 1)];
  });
}

/** A value with its expressions worked out; what lies under `skipped` keys is left as it is: it is resolved elsewhere. */
function resolve(value: Value, template: Template, skipped: readonly string[]): Value {
  if (!takesStep(template.budget)) return UNKNOWN;
  if (value.kind === 'text')
    return value.text.startsWith('[') && !value.text.startsWith('[[') && value.text.endsWith(']') ? expression(value, template) : value;
  if (value.kind === 'list') return { kind: 'list', items: value.items.map((item) => resolve(item, template, skipped)) };
  if (value.kind !== 'object') return value;
  return { kind: 'object', entries: new Map([...value.entries].map(([key, item]) => [key, skipped.includes(key) ? item : resolve(item, template, skipped)])) };
}

/** `[concat(parameters('name'), '/chat')]`. What comes of it stands where the text does, unless it comes from a default elsewhere. */
function expression(text: Extract<Value, { kind: 'text' }>, template: Template): Value {
  const inside: SourceFile = { path: text.spot.file.path, kind: 'json', text: text.text.slice(1, -1) };
  const names: Names = { root: () => null, call: (name, args) => called(name, args, template) };
  return moved(evaluate(readExpression(createReader(inside, 'bicep'), true), names, template.budget), inside, text.spot);
}

function moved(value: Value, inside: SourceFile, spot: Spot): Value {
  if (value.kind === 'text') return value.spot.file === inside ? { ...value, spot } : value;
  if (value.kind === 'list') return { kind: 'list', items: value.items.map((item) => moved(item, inside, spot)) };
  if (value.kind === 'either') return { kind: 'either', options: value.options.map((item) => moved(item, inside, spot)) };
  if (value.kind === 'object') return { kind: 'object', entries: new Map([...value.entries].map(([key, item]) => [key, moved(item, inside, spot)])) };
  return value.kind === 'reference' ? UNKNOWN : value;
}

function called(name: string, [argument]: readonly Value[], template: Template): Value | null {
  const key = argument?.kind === 'text' ? argument.text : '';
  if (name === 'parameters') {
    const given = entry(template.given, key, 'value');
    if (given.kind !== 'unknown') return given;
    return configurable(resolve(entry(template.root, 'parameters', key, 'defaultValue'), template, []));
  }
  if (name === 'variables') return resolve(entry(template.root, 'variables', key), template, []);
  return name === 'resourceId' || name === 'reference' || name === 'copyIndex' ? UNKNOWN : null;
}
