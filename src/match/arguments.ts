/** Reads the arguments of a call: which one carries the model, the endpoint, the region, whatever the library calls it. */
import { bound, meet } from '../model/bounds.ts';
import type { Argument, CallCandidate, Value } from '../model/candidate.ts';
import type { CallShape } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { memoized } from '../util/memo.ts';

/** Lower case without separators: base_url, baseURL and base-url are one word. */
export const word: (name: string) => string = memoized((name) => name.toLowerCase().replace(/[_\-\s.]/g, ''));

/** All arguments of a call, with the entries of object arguments (JavaScript options), down to `depth` levels. */
export function flatten(args: readonly Argument[], depth = 2): Argument[] {
  const result: Argument[] = [];
  for (const arg of args) {
    result.push(arg);
    if (depth > 0) for (const object of objectsOf(arg.value)) result.push(...flatten(object, depth - 1));
  }
  return result;
}

function objectsOf(value: Value): readonly (readonly Argument[])[] {
  if (value.kind === 'object' || value.kind === 'call') return value.entries ? [value.entries] : [];
  return value.kind === 'choice' ? value.options.flatMap(objectsOf) : [];
}

type Role = 'model' | 'baseUrl' | 'region' | 'revision' | 'key';

/** The value of the argument in a role: by the names of the call shape, else by the common vocabulary; several when options are merged. */
export function argumentFor(index: Index, args: readonly Argument[], role: Role, shape: CallShape | null): Value | null {
  const named = role === 'model' ? shape?.modelArgs : role === 'baseUrl' ? shape?.baseUrlArgs : role === 'region' ? shape?.regionArgs : undefined;
  for (const name of named ?? []) {
    const value = joined(args.filter((arg) => arg.name === name)) ?? joined(flatten(args, 1).filter((arg) => arg.name === name));
    if (value) return value;
  }
  const vocabulary = index.arguments[role];
  // The model stands at the top of the options; an endpoint may be one level down (`configuration: { baseURL }`).
  return joined(flatten(args, role === 'model' ? 1 : 2).filter((arg) => vocabulary.has(word(arg.name))));
}

/** An object that a call makes of what it is told. */
function isMade(value: Value): boolean {
  return value.kind === 'call' && value.entries !== undefined;
}

/** One value of several arguments of the same meaning. Nothing (`None`) and mappings are no model and no endpoint. */
function joined(args: readonly Argument[]): Value | null {
  const values = args.map(({ value }) => value).filter((value) => value.kind !== 'object' && value.kind !== 'list' && !isMade(value) && !isNothing(value));
  const [first] = values;
  if (!first || values.length === 1) return first ?? null;
  return { kind: 'choice', options: values, location: first.location };
}

const NOTHING = new Set(['None', 'null', 'undefined', 'False', 'false', 'True', 'true']);

/** No value at all, as code writes it. */
export function isNothing(value: Value): boolean {
  return (value.kind === 'dynamic' && NOTHING.has(value.text)) || (value.kind === 'text' && value.text.trim() === '');
}

/** Whether a call has the argument values its shape requires (`client("bedrock-runtime")`). */
export function requirementsMet(shape: CallShape, call: CallCandidate): boolean {
  const required = Object.entries(shape.requires);
  // Arguments are worked out when first asked for; most shapes ask for none.
  if (required.length === 0) return true;
  return required.every(([name, allowed]) => {
    const value = flatten(call.args, 1).find((arg) => arg.name === name)?.value;
    return value !== undefined && literals(value).some((text) => allowed.includes(text));
  });
}

function literals(value: Value): string[] {
  if (value.kind === 'text' || value.kind === 'dynamic') return [value.text];
  if (value.kind === 'imported') return value.path.slice(-1);
  if (value.kind === 'env') return value.fallback ? literals(value.fallback) : [];
  if (value.kind === 'choice') return value.options.flatMap(literals);
  return [];
}

/** Whether a value may be no value at all. */
export function mayBeNothing(value: Value): boolean {
  if (value.kind === 'choice') return value.options.some(mayBeNothing);
  return value.kind === 'env' ? value.fallback !== null && mayBeNothing(value.fallback) : isNothing(value);
}

/** One of the alternatives of a value, and whether environment or configuration chooses it. */
export interface Alternative {
  readonly value: Value;
  readonly configurable: boolean;
  /** Choices of the code it depends on. */
  readonly when: readonly string[];
}

/** Whether two things depend on choices that exclude each other. */
export function excluded(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return a.some((tag) => {
    const chain = tag.slice(0, tag.lastIndexOf('=') + 1);
    const same = b.filter((other) => other.startsWith(chain));
    return same.length > 0 && !same.includes(tag);
  });
}

/** Opens choices and environment reads: `a or b`, `getenv("X", "d")`. An environment read is an alternative beside its default. */
export function alternatives(value: Value, configurable = false, outer: readonly string[] = []): Alternative[] {
  const when = value.when ? [...outer, ...value.when] : outer;
  if (value.kind === 'choice') {
    const either = configurable || value.options.some((option) => option.kind === 'env');
    const options = value.options.filter((option) => !isNothing(option)).flatMap((option) => alternatives(option, either, when));
    return options.length <= bound('alternatives') ? options : fewOf(options, value);
  }
  if (value.kind !== 'env') return [{ value, configurable, when }];
  const read: Alternative = { value: { ...value, fallback: null }, configurable: true, when };
  return value.fallback === null ? [read] : [...alternatives(value.fallback, true, when), read];
}

/** As many as are told apart; the others are one that is only known at run time. */
function fewOf(options: readonly Alternative[], { location }: Value): Alternative[] {
  const most = bound('alternatives');
  const rest = options.slice(most);
  const open: Alternative = { value: { kind: 'dynamic', text: '', beyond: true, location }, configurable: false, when: [] };
  return [...options.slice(0, most), rest.find(({ value }) => value.kind === 'dynamic') ?? open];
}

/** Tells that there are more models or addresses than are told apart. Where fewer are known, what was left out is one that is only known at run time. */
export function tellBeyond(known: number, options: readonly Alternative[]): void {
  if (known < bound('alternatives')) return;
  const left = options.find(({ value }) => value.kind === 'dynamic' && value.beyond);
  if (left) meet('alternatives', left.value.location);
}

/** The slots that say what a value really is: environment variables, parameters, settings and constants by name. */
export function slotsOf(value: Value): string[] {
  const slots = alternatives(value).flatMap(({ value: option }) => slotsOfOne(option));
  return [...new Set(slots)];
}

function slotsOfOne(value: Value): string[] {
  switch (value.kind) {
    case 'env':
      return [`env:${value.name}`];
    case 'pattern':
      return value.text.startsWith('{}') && value.holes?.[0] ? slotsOf(value.holes[0]) : [];
    case 'imported':
      return constantSlot(value.path);
    case 'dynamic':
      return [...(value.parameter ? [argumentSlot(value.parameter.function, value.parameter.name)] : []), ...pathSlots(value.path ?? [])];
    default:
      return [];
  }
}

/** Slot of a parameter. */
export function argumentSlot(target: string, name: string): string {
  return `argument:${target}:${name}`;
}

/** Slot of a key path in a configuration: its last two names, without separators. */
export function settingSlot(path: readonly string[]): string | null {
  return path.length < 2 ? null : `setting:${path.slice(-2).map(word).join('.')}`;
}

function constantSlot(path: readonly string[]): string[] {
  const last = path.at(-1) ?? '';
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(last) ? [`name:${last}`, `env:${last}`] : [];
}

function pathSlots(path: readonly string[]): string[] {
  const own = path.filter((part) => part !== 'self' && part !== 'this');
  const setting = settingSlot(own);
  return [...constantSlot(path), ...(setting === null ? [] : [setting])];
}
