/** CloudFormation and SAM templates, and those inside serverless.yml: resources with what parameters, mappings and functions come to. */
import { bound, meet } from '../../model/bounds.ts';
import type { Candidate, SettingCandidate } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import type { ResourceAttribute, ResourceCandidate } from '../../model/resource.ts';
import type { Tree } from '../tree.ts';
import { valueAt } from '../tree.ts';
import { containersIn } from './containers.ts';
import { behind, flatten, settingsOfValue } from './flatten.ts';
import { createPlaces } from './places.ts';
import { entry, textAt, valueOfTree } from './tree-value.ts';
import { configurable, eitherOf, UNKNOWN, type Value } from './value.ts';

/** Whether a document is a template: resources that have types of AWS. */
export function isCloudFormation(tree: Tree): boolean {
  const resources = valueAt(tree, 'Resources');
  if (resources?.kind !== 'map') return false;
  return resources.entries.some(({ value }) => {
    const type = valueAt(value, 'Type');
    return type?.kind === 'text' && /^(?:AWS|Custom|Alexa)::/.test(type.text);
  });
}

/** Resources and settings of a template. `region`: where it is deployed, when something else in the file says so. */
export function readCloudFormation(tree: Tree, file: SourceFile, region: Value = UNKNOWN): Candidate[] {
  const root = valueOfTree(tree, file);
  const template: Template = { root, names: new Set(keysOf(entry(root, 'Resources'))) };
  const resources = entry(root, 'Resources');
  if (resources.kind !== 'object') return [];
  const places = createPlaces();
  const candidates: Candidate[] = [];
  const properties = new Map([...resources.entries].map(([name, resource]) => [name, resolve(entry(resource, 'Properties'), template, 0)] as const));
  for (const [name, resource] of resources.entries) {
    const type = entry(resource, 'Type');
    const value = properties.get(name) ?? UNKNOWN;
    if (type.kind !== 'text') continue;
    const { attributes, references } = flatten(value, places);
    const more = references.flatMap((reference) => behind(reference, properties.get(reference.names[0] ?? '') ?? UNKNOWN, places));
    const made: ResourceCandidate = {
      kind: 'resource',
      format: 'cloudformation',
      type: type.text,
      address: name,
      attributes: [...attributes, ...more, ...regionAttribute(region, places)],
      location: places(type.spot),
    };
    candidates.push(made, ...containersIn(value, places), ...settingsOfValue(value, ['Resources', name]));
  }
  return [...candidates, ...restOf(root, template)];
}

function regionAttribute(region: Value, places: ReturnType<typeof createPlaces>): ResourceAttribute[] {
  return flatten(region, places).attributes.map((attribute) => ({ ...attribute, path: ['provider', 'region'] }));
}

/** Defaults of parameters under their names, and what holds for all functions of a SAM template. */
function restOf(root: Value, template: Template): SettingCandidate[] {
  const found: SettingCandidate[] = [];
  const parameters = entry(root, 'Parameters');
  for (const name of keysOf(parameters)) {
    const given = entry(parameters, name, 'Default');
    if (given.kind === 'text') found.push(...settingsOfValue({ kind: 'object', entries: new Map([[name, given]]) }, ['Parameters']));
  }
  for (const part of ['Globals', 'Outputs', 'Mappings']) found.push(...settingsOfValue(resolve(entry(root, part), template, 0), [part]));
  return found;
}

interface Template {
  readonly root: Value;
  readonly names: ReadonlySet<string>;
}

function keysOf(value: Value): string[] {
  return value.kind === 'object' ? [...value.entries.keys()] : [];
}

/** A value with its functions worked out, as far as the template says. */
function resolve(value: Value, template: Template, depth: number): Value {
  if (depth > bound('nesting')) {
    meet('nesting');
    return UNKNOWN;
  }
  if (value.kind === 'list') return { kind: 'list', items: value.items.map((item) => resolve(item, template, depth + 1)) };
  if (value.kind !== 'object') return value;
  const [only] = value.entries;
  if (only !== undefined && value.entries.size === 1 && (only[0] === 'Ref' || only[0].startsWith('Fn::'))) return call(only[0], only[1], template, depth + 1);
  return { kind: 'object', entries: new Map([...value.entries].map(([key, item]) => [key, resolve(item, template, depth + 1)])) };
}

function call(name: string, argument: Value, template: Template, depth: number): Value {
  if (name === 'Ref') return argument.kind === 'text' ? named(argument.text, template) : UNKNOWN;
  if (name === 'Fn::GetAtt') return attribute(argument, template);
  const value = resolve(argument, template, depth);
  const [first = UNKNOWN, second = UNKNOWN, third = UNKNOWN] = value.kind === 'list' ? value.items : [];
  switch (name) {
    case 'Fn::Sub':
      return substituted(value.kind === 'list' ? first : value, second, template);
    case 'Fn::Join':
      return joined(second, first.kind === 'text' ? first.text : '');
    case 'Fn::If':
      return eitherOf([second, third]);
    case 'Fn::FindInMap':
      return mapped(value, template);
    case 'Fn::Select':
      return second.kind === 'list' ? (first.kind === 'text' ? (second.items[Number(first.text)] ?? UNKNOWN) : eitherOf(second.items)) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** A parameter comes to its default, a resource to itself; pseudo parameters are only known when it is deployed. */
function named(name: string, template: Template): Value {
  if (template.names.has(name)) return { kind: 'reference', names: [name] };
  return configurable(entry(template.root, 'Parameters', name, 'Default'));
}

function attribute(argument: Value, template: Template): Value {
  const names =
    argument.kind === 'text'
      ? argument.text.split('.')
      : argument.kind === 'list'
        ? argument.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
        : [];
  const [first] = names;
  return first !== undefined && template.names.has(first) ? { kind: 'reference', names } : UNKNOWN;
}

/** `${Name}` is a parameter or one of the variables given; what is not known leaves a hole. */
function substituted(text: Value, variables: Value, template: Template): Value {
  if (text.kind !== 'text') return UNKNOWN;
  let open = false;
  const filled = text.text.replace(/\$\{([^}!]+)\}/g, (_whole, name: string) => {
    const given = entry(variables, name.trim());
    const value = given.kind === 'text' ? given : named(name.trim(), template);
    if (value.kind !== 'text') return '{}';
    open ||= value.configurable;
    return value.text;
  });
  return { ...text, text: filled, configurable: open };
}

function joined(parts: Value, between: string): Value {
  if (parts.kind !== 'list') return UNKNOWN;
  const first = parts.items.find(({ kind }) => kind === 'text');
  if (first?.kind !== 'text') return UNKNOWN;
  const text = parts.items.map((part) => (part.kind === 'text' ? part.text : '{}')).join(between);
  return { ...first, text, configurable: parts.items.some((part) => part.kind === 'text' && part.configurable) };
}

/** Every value the mapping can give where its keys are not known. */
function mapped(argument: Value, template: Template): Value {
  if (argument.kind !== 'list') return UNKNOWN;
  const [map, top, second] = argument.items;
  const table = map?.kind === 'text' ? entry(template.root, 'Mappings', map.text) : UNKNOWN;
  const tops = keysOf(table).filter((key) => top?.kind !== 'text' || top.text === key);
  return eitherOf(tops.map((key) => (second?.kind === 'text' ? entry(table, key, second.text) : UNKNOWN)));
}

/** `provider.region` of a serverless.yml. */
export function serverlessRegion(tree: Tree, file: SourceFile): Value {
  const region = textAt(valueOfTree(tree, file), 'provider', 'region');
  return region === null || region.includes('${') ? UNKNOWN : entry(valueOfTree(tree, file), 'provider', 'region');
}
