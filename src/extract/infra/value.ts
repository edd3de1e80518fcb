import { bound, firstOf, meet } from '../../model/bounds.ts';
import type { Spot } from './expression.ts';

/** What an expression comes to, as far as the repository says. */
export type Value =
  /** `{}` stands for parts that are not known. `configurable`: a variable or parameter can change it. */
  | { readonly kind: 'text'; readonly text: string; readonly configurable: boolean; readonly spot: Spot }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** One of several. */
  | { readonly kind: 'either'; readonly options: readonly Value[] }
  /** Something of another resource, by the names that lead there. */
  | { readonly kind: 'reference'; readonly names: readonly string[] }
  /** Values that are worked out when they are asked for: variables, locals. */
  | { readonly kind: 'names'; readonly get: (name: string) => Value }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };

/** Texts that double themselves would fill the memory; no address, name or model is as long. */
export const MAX_LENGTH = 100_000;

/** A text longer than that. It counts as a step too many. */
export function tooLong(): Value {
  meet('steps');
  return UNKNOWN;
}

/** What names mean where an expression stands. */
export interface Names {
  /** A name by itself: `var`, `each`, a parameter. Null: nobody here has it. */
  readonly root: (name: string) => Value | null;
  /** A function of the language that names something: `parameters('x')`. Null: an ordinary function. */
  readonly call?: (name: string, args: readonly Value[]) => Value | null;
  /** Something of a resource; null when it is not written. */
  readonly resource?: (names: readonly string[]) => Value | null;
}

/** Counts the steps of one file, so that no input takes for ever. */
export interface Budget {
  left: number;
}

/** Takes a step; false when there is none left, which is told. */
export function takesStep(budget: Budget): boolean {
  if (budget.left-- > 0) return true;
  meet('steps');
  return false;
}

export function createBudget(): Budget {
  return { left: bound('steps') };
}

/** One of several values, without those that are not known. */
export function eitherOf(options: readonly Value[]): Value {
  const known = options.flatMap((option) => (option.kind === 'either' ? option.options : [option])).filter(({ kind }) => kind !== 'unknown');
  const [first] = known;
  if (first === undefined) return UNKNOWN;
  return known.length === 1 ? first : { kind: 'either', options: firstOf('items', known) };
}

/** Says that something can change a value. */
export function configurable(value: Value): Value {
  switch (value.kind) {
    case 'text':
      return { ...value, configurable: true };
    case 'object':
      return { kind: 'object', entries: new Map([...value.entries].map(([key, item]) => [key, configurable(item)])) };
    case 'list':
      return { kind: 'list', items: value.items.map(configurable) };
    case 'either':
      return { kind: 'either', options: value.options.map(configurable) };
    default:
      return value;
  }
}

/** The member of a value; of a list, that of its items. */
export function memberOf(value: Value, name: string, names: Names): Value {
  switch (value.kind) {
    case 'object':
      return value.entries.get(name) ?? UNKNOWN;
    case 'names':
      return value.get(name);
    case 'list':
      return eitherOf(value.items.map((item) => memberOf(item, name, names)));
    case 'either':
      return eitherOf(value.options.map((option) => memberOf(option, name, names)));
    case 'reference': {
      const longer = [...value.names, name];
      return names.resource?.(longer) ?? { kind: 'reference', names: longer };
    }
    default:
      return UNKNOWN;
  }
}

/** An item of a list or an entry of an object; any of them where the position is not known. */
export function itemOf(value: Value, at: Value): Value {
  if (value.kind === 'either') return eitherOf(value.options.map((option) => itemOf(option, at)));
  const key = at.kind === 'text' ? at.text : null;
  if (value.kind === 'object') return key === null ? eitherOf([...value.entries.values()]) : (value.entries.get(key) ?? UNKNOWN);
  if (value.kind === 'names') return key === null ? UNKNOWN : value.get(key);
  if (value.kind === 'list') return key === null ? eitherOf(value.items) : (value.items[Number(key)] ?? UNKNOWN);
  return value.kind === 'reference' ? value : UNKNOWN;
}

/** What a loop goes over, with keys; one round of unknowns when that is not known. */
export function roundsOf(over: Value): { key: Value; item: Value }[] {
  if (over.kind === 'list') return over.items.map((item) => ({ key: item.kind === 'text' ? item : UNKNOWN, item }));
  if (over.kind === 'object') return [...over.entries].map(([key, item]) => ({ key: keyText(key, item), item }));
  if (over.kind === 'either') return [...firstOf('items', over.options.flatMap(roundsOf))];
  return [{ key: UNKNOWN, item: UNKNOWN }];
}

/** A key as a value: it stands where its entry does. */
export function keyText(text: string, item: Value): Value {
  const spot = firstSpot(item);
  return spot === null ? UNKNOWN : { kind: 'text', text, configurable: false, spot };
}

function firstSpot(value: Value): Spot | null {
  if (value.kind === 'text') return value.spot;
  const below = value.kind === 'object' ? [...value.entries.values()] : value.kind === 'list' ? value.items : value.kind === 'either' ? value.options : [];
  for (const item of below) {
    const spot = firstSpot(item);
    if (spot !== null) return spot;
  }
  return null;
}

/** The same names with some more on top. */
export function withNames(names: Names, more: Readonly<Record<string, Value>>): Names {
  return { ...names, root: (name) => (Object.hasOwn(more, name) ? (more[name] as Value) : names.root(name)) };
}
