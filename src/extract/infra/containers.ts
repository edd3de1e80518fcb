/** Containers, in whatever format they are written: an image with what it is started with, given and allowed. */
import { bound, meet } from '../../model/bounds.ts';
import type { ResourceAttribute, ResourceCandidate } from '../../model/resource.ts';
import { parseImage } from '../manifests/image-name.ts';
import { isEnvironmentKey } from '../settings.ts';
import { namedWords } from './argv.ts';
import { flatten } from './flatten.ts';
import type { Places } from './places.ts';
import { entry, textAt } from './tree-value.ts';
import type { Value } from './value.ts';

type ObjectValue = Extract<Value, { kind: 'object' }>;
type Text = Extract<Value, { kind: 'text' }>;

/** Keys of a pod that hold for all its containers. */
const OF_POD = ['nodeSelector', 'tolerations', 'affinity', 'runtimeClassName', 'resourceClaims', 'instanceType'];
const WORDS = ['command', 'args', 'entrypoint', 'extraArgs', 'Command', 'EntryPoint', 'entryPoint'];

/** Every container below a value. */
export function containersIn(value: Value, places: Places): ResourceCandidate[] {
  const found: ResourceCandidate[] = [];
  collect(value, [], nameOf(value, places), { places, found, left: bound('texts') }, 0);
  return found;
}

/** The name of a Kubernetes object: most often that of the service before its containers too. */
function nameOf(value: Value, places: Places): ResourceAttribute[] {
  const name = entry(value, 'metadata', 'name');
  return name.kind === 'text' ? [{ path: ['host'], text: name.text, configurable: false, location: places(name.spot) }] : [];
}

interface Search {
  readonly places: Places;
  readonly found: ResourceCandidate[];
  /** Values can share parts, so that few lines stand for very many: what is left of the patience with them. */
  left: number;
}

function collect(value: Value, path: readonly string[], pod: readonly ResourceAttribute[], search: Search, depth: number): void {
  if (depth > bound('nesting') || search.left-- <= 0) {
    meet(depth > bound('nesting') ? 'nesting' : 'texts');
    return;
  }
  if (value.kind === 'list') for (const item of value.items) if (item.kind === 'object' || item.kind === 'list') collect(item, path, pod, search, depth + 1);
  if (value.kind !== 'object') return;
  const image = imageOf(value);
  if (image !== null) {
    const candidate = containerOf(value, image, path, pod, search.places);
    if (candidate !== null) search.found.push(candidate);
  }
  const holds = value.entries.has('containers') ? [...pod, ...podAttributes(value, search.places)] : pod;
  for (const [key, item] of value.entries) if (item.kind === 'object' || item.kind === 'list') collect(item, [...path, key], holds, search, depth + 1);
}

function podAttributes(pod: ObjectValue, places: Places): ResourceAttribute[] {
  return OF_POD.flatMap((key) => {
    const value = pod.entries.get(key);
    return value === undefined ? [] : flatten({ kind: 'object', entries: new Map([[key, value]]) }, places).attributes;
  });
}

/** `image: x`, `Image: x`, `image: { registry, repository, tag }`, `image: { name }`. */
function imageOf(value: ObjectValue): Text | null {
  for (const key of ['image', 'Image', 'container_image', 'containerImage']) {
    const image = value.entries.get(key);
    if (image === undefined) continue;
    if (image.kind === 'text') return image;
    if (image.kind === 'either' && image.options[0]?.kind === 'text') return image.options[0];
    const repository = entry(image, 'repository');
    const name = repository.kind === 'text' ? repository : entry(image, 'name');
    if (name.kind !== 'text') continue;
    const registry = textAt(image, 'registry');
    return registry === null || registry === '' ? name : { ...name, text: `${registry}/${name.text}` };
  }
  return null;
}

function containerOf(value: ObjectValue, image: Text, path: readonly string[], pod: readonly ResourceAttribute[], places: Places): ResourceCandidate | null {
  const parsed = parseImage(image.text.replace(/^docker:\/\//, ''));
  if (parsed === null) return null;
  const name = textAt(value, 'name') ?? textAt(value, 'Name') ?? path.at(-1) ?? 'container';
  const own = [...value.entries].filter(([key]) => !WORDS.includes(key) && !isEnvironmentKey(key));
  return {
    kind: 'resource',
    format: 'container',
    type: parsed.name.replace(/^(?:docker\.io|index\.docker\.io|registry\.hub\.docker\.com)\/(?:library\/)?/, ''),
    address: name,
    attributes: [
      ...flatten({ kind: 'object', entries: new Map(own) }, places).attributes,
      ...wordAttributes(value, places),
      ...environmentAttributes(value, places),
      ...pod,
      { path: ['reference'], text: parsed.name, configurable: false, location: places(image.spot) },
    ],
    location: imagePlace(image, parsed.name, places),
  };
}

/** The name within the text, as the same image is shown as a package. */
function imagePlace(image: Text, name: string, places: Places): ResourceCandidate['location'] {
  const location = places(image.spot);
  const at = image.text.indexOf(name);
  if (at === -1 || location.line !== location.endLine) return location;
  const quote = location.endColumn - location.column === image.text.length + 2 ? 1 : 0;
  const column = location.column + quote + at;
  return { ...location, column, endColumn: column + name.length };
}

function wordAttributes(value: ObjectValue, places: Places): ResourceAttribute[] {
  const hooks = entry(value, 'lifecycle', 'postStart', 'exec', 'command');
  const words = [...WORDS.map((key) => value.entries.get(key)), hooks].flatMap((item) =>
    item === undefined ? [] : item.kind === 'list' ? item.items : [item],
  );
  return [...namedWords(words)].flatMap(([name, texts]) =>
    texts.map(({ text, configurable, spot }) => ({ path: ['args', name], text, configurable, location: places(spot) })),
  );
}

/** Variables under their names, whether written as a map, as `NAME=value`, or as name and value. */
function environmentAttributes(value: ObjectValue, places: Places): ResourceAttribute[] {
  const found: ResourceAttribute[] = [];
  const add = (name: string, { text, configurable, spot }: Text): void => void found.push({ path: ['env', name], text, configurable, location: places(spot) });
  for (const [key, block] of value.entries) {
    if (!isEnvironmentKey(key)) continue;
    if (block.kind === 'object') for (const [name, item] of block.entries) addVariable(name, item, add);
    if (block.kind === 'list') for (const item of block.items) addListed(item, add);
  }
  return found;
}

function addVariable(name: string, value: Value, add: (name: string, text: Text) => void): void {
  const given = value.kind === 'object' ? entry(value, 'value') : value;
  if (given.kind === 'text') add(name, withDefault(given));
}

function addListed(item: Value, add: (name: string, text: Text) => void): void {
  if (item.kind === 'text') {
    const equals = item.text.indexOf('=');
    if (equals > 0) add(item.text.slice(0, equals), withDefault({ ...item, text: item.text.slice(equals + 1) }));
    return;
  }
  const name = textAt(item, 'name') ?? textAt(item, 'Name');
  const lower = entry(item, 'value');
  const given = lower.kind === 'text' ? lower : entry(item, 'Value');
  if (name !== null && given.kind === 'text') add(name, withDefault(given));
}

/** `${MODEL:-x}` comes to x for everybody who sets nothing. */
function withDefault(text: Text): Text {
  const [, given] = /^\$\{\w+:?-([^}]*)\}$/.exec(text.text) ?? [];
  return given === undefined ? text : { ...text, text: given, configurable: true };
}
