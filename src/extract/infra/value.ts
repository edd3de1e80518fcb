import type { Expression, Spot } from './expression.ts';

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

/** More choices, items or texts than this are data, not configuration. */
const MAX_OPTIONS = 8;
export const MAX_ITEMS = 400;

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

export function createBudget(): Budget {
  return { left: 200_000 };
}

/** One of several values, without those that are not known. */
export function eitherOf(options: readonly Value[]): Value {
  const known = options.flatMap((option) => (option.kind === 'either' ? option.options : [option])).filter(({ kind }) => kind !== 'unknown');
  const [first] = known;
  if (first === undefined) return UNKNOWN;
  return known.length === 1 ? first : { kind: 'either', options: known.slice(0, MAX_OPTIONS) };
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

/** The value of an expression. */
export function evaluate(expression: Expression, names: Names, budget: Budget): Value {
  if (budget.left-- <= 0) return UNKNOWN;
  switch (expression.kind) {
    case 'text':
      return textOf(expression, names, budget);
    case 'literal':
      return expression.text === 'null' ? UNKNOWN : { kind: 'text', text: expression.text, configurable: false, spot: expression };
    case 'object':
      return objectOf(expression, names, budget);
    case 'list':
      return { kind: 'list', items: expression.items.slice(0, MAX_ITEMS).map((item) => evaluate(item, names, budget)) };
    case 'name':
      return names.root(expression.name) ?? { kind: 'reference', names: [expression.name] };
    case 'member':
      return memberOf(evaluate(expression.of, names, budget), expression.name, names);
    case 'index':
      return itemOf(evaluate(expression.of, names, budget), evaluate(expression.at, names, budget));
    case 'splat':
      return evaluate(expression.of, names, budget);
    case 'choice': {
      const truth = decide(expression.test, names, budget);
      if (truth !== null) return evaluate(truth ? expression.yes : expression.no, names, budget);
      return eitherOf([evaluate(expression.yes, names, budget), evaluate(expression.no, names, budget)]);
    }
    case 'for':
      return loopOf(expression, names, budget);
    case 'call': {
      const args = expression.args.map((arg) => evaluate(arg, names, budget));
      return names.call?.(expression.name, args) ?? callOf(expression.name, args, expression);
    }
    case 'compare':
    case 'not':
    case 'unknown':
      return UNKNOWN;
  }
}

/** Whether a test holds, for those that only ask whether something is there; null when that is not known. */
function decide(test: Expression, names: Names, budget: Budget): boolean | null {
  if (test.kind === 'not') {
    const inner = decide(test.of, names, budget);
    return inner === null ? null : !inner;
  }
  if (test.kind === 'compare') return decideEqual(test, names, budget);
  if (test.kind !== 'call') return null;
  const [first, second] = test.args;
  const value = first === undefined ? UNKNOWN : evaluate(first, names, budget);
  if (test.name === 'empty') return isEmpty(value);
  const key = second === undefined ? UNKNOWN : evaluate(second, names, budget);
  return test.name === 'contains' && value.kind === 'object' && key.kind === 'text' ? value.entries.has(key.text) : null;
}

function isEmpty(value: Value): boolean | null {
  if (value.kind === 'text') return value.configurable ? (value.text === '' ? null : false) : value.text === '';
  if (value.kind === 'list') return value.items.length === 0;
  return value.kind === 'object' ? value.entries.size === 0 : null;
}

/** `x != null` and `x == ''` ask whether something is there. Other comparisons depend on what somebody sets. */
function decideEqual({ equal, left, right }: Extract<Expression, { kind: 'compare' }>, names: Names, budget: Budget): boolean | null {
  const [value, other] = isNull(right) ? [left, right] : [right, left];
  if (isNull(other)) {
    const known = evaluate(value, names, budget);
    return known.kind === 'unknown' || known.kind === 'reference' ? null : !equal;
  }
  return null;
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.text === 'null';
}

function textOf(expression: Extract<Expression, { kind: 'text' }>, names: Names, budget: Budget): Value {
  const [only] = expression.parts;
  if (expression.parts.length === 1 && only !== undefined) {
    // `"${var.model}"` is the variable itself, with the place it is set at.
    return typeof only === 'string' ? { kind: 'text', text: only, configurable: false, spot: expression } : evaluate(only, names, budget);
  }
  let variants: { text: string; configurable: boolean }[] = [{ text: '', configurable: false }];
  for (const part of expression.parts) {
    const texts = typeof part === 'string' ? [{ text: part, configurable: false }] : holeTexts(evaluate(part, names, budget));
    variants = variants
      .flatMap((before) => texts.map((after) => ({ text: before.text + after.text, configurable: before.configurable || after.configurable })))
      .slice(0, MAX_OPTIONS);
  }
  return eitherOf(variants.map((variant): Value => ({ kind: 'text', ...variant, spot: expression })));
}

function holeTexts(value: Value): { text: string; configurable: boolean }[] {
  if (value.kind === 'text') return [value];
  if (value.kind === 'either') return value.options.flatMap(holeTexts);
  return [{ text: '{}', configurable: false }];
}

function objectOf(expression: Extract<Expression, { kind: 'object' }>, names: Names, budget: Budget): Value {
  const entries = new Map<string, Value>();
  for (const { key, value } of expression.entries.slice(0, MAX_ITEMS)) {
    const name = evaluate(key, names, budget);
    const made = evaluate(value, names, budget);
    if (name.kind !== 'text') continue;
    if (name.text === '...' && made.kind === 'object') for (const [inner, item] of made.entries) entries.set(inner, item);
    else entries.set(name.text, made);
  }
  return { kind: 'object', entries };
}

function loopOf(loop: Extract<Expression, { kind: 'for' }>, names: Names, budget: Budget): Value {
  const over = evaluate(loop.over, names, budget);
  const rounds = roundsOf(over);
  const made = rounds.map(({ key, item }) => {
    const inner = withNames(names, { [loop.itemName]: item, ...(loop.keyName !== null && { [loop.keyName]: key }) });
    return { key: loop.key === null ? UNKNOWN : evaluate(loop.key, inner, budget), value: evaluate(loop.value, inner, budget) };
  });
  if (loop.key === null) return { kind: 'list', items: made.map(({ value }) => value) };
  return { kind: 'object', entries: new Map(made.map(({ key, value }, at) => [key.kind === 'text' ? key.text : String(at), value])) };
}

/** What a loop goes over, with keys; one round of unknowns when that is not known. */
export function roundsOf(over: Value): { key: Value; item: Value }[] {
  if (over.kind === 'list') return over.items.map((item) => ({ key: item.kind === 'text' ? item : UNKNOWN, item }));
  if (over.kind === 'object') return [...over.entries].map(([key, item]) => ({ key: plainText(key, item), item }));
  if (over.kind === 'either') return over.options.flatMap(roundsOf).slice(0, MAX_ITEMS);
  return [{ key: UNKNOWN, item: UNKNOWN }];
}

/** A key as a value: it stands where its entry does. */
function plainText(text: string, item: Value): Value {
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

const FIRST_KNOWN = new Set(['coalesce', 'try', 'coalescelist', 'one']);
const SAME = new Set(
  'toset tolist tomap tostring sensitive nonsensitive trimspace distinct compact flatten jsonencode jsondecode yamlencode base64encode any string array trim decode'.split(
    ' ',
  ),
);
const MERGE = new Set(['merge', 'union', 'shallowmerge']);

/** What a function gives, for those that hand their arguments on. */
function callOf(name: string, args: readonly Value[], spot: Spot): Value {
  const called = name.toLowerCase();
  const [first = UNKNOWN, second = UNKNOWN, third = UNKNOWN] = args;
  if (FIRST_KNOWN.has(called))
    return called === 'one' ? itemOf(first, UNKNOWN) : (args.find(({ kind }) => kind !== 'unknown' && kind !== 'reference') ?? first);
  if (SAME.has(called)) return called === 'flatten' && first.kind === 'list' ? { kind: 'list', items: first.items.flatMap(itemsOf) } : first;
  if (MERGE.has(called)) return merged(args);
  if (called === 'lookup') return eitherOf([itemOf(first, second), third]);
  if (called === 'concat') return concatenated(args, spot);
  if (called === 'element') return itemOf(first, second);
  if (called === 'if') return eitherOf([second, third]);
  if (called === 'values') return first.kind === 'object' ? { kind: 'list', items: [...first.entries.values()] } : UNKNOWN;
  if (called === 'keys') return first.kind === 'object' ? { kind: 'list', items: [...first.entries].map(([key, item]) => plainText(key, item)) } : UNKNOWN;
  if (called === 'lower' || called === 'tolower') return first.kind === 'text' ? { ...first, text: first.text.toLowerCase() } : UNKNOWN;
  if (called === 'format') return formatted(first, args.slice(1), spot);
  if (called === 'join') return second.kind === 'list' && first.kind === 'text' ? joinedText(second.items, first.text, spot) : UNKNOWN;
  if (called === 'createarray') return { kind: 'list', items: args };
  return UNKNOWN;
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

function merged(args: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  for (const arg of args) if (arg.kind === 'object') for (const [key, item] of arg.entries) entries.set(key, item);
  return entries.size > 0 ? { kind: 'object', entries } : (args.find(({ kind }) => kind === 'list') ?? UNKNOWN);
}

/** Lists one after the other; in ARM templates texts too. */
function concatenated(args: readonly Value[], spot: Spot): Value {
  if (args.some(({ kind }) => kind === 'list')) return { kind: 'list', items: args.flatMap(itemsOf).slice(0, MAX_ITEMS) };
  return joinedText(args, '', spot);
}

function joinedText(parts: readonly Value[], between: string, spot: Spot): Value {
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : '{}'));
  if (texts.every((text) => text === '{}')) return UNKNOWN;
  return { kind: 'text', text: texts.join(between), configurable: parts.some((part) => part.kind === 'text' && part.configurable), spot };
}

/** `%s` of Terraform, `{0}` of Bicep and ARM. */
function formatted(pattern: Value, args: readonly Value[], spot: Spot): Value {
  if (pattern.kind !== 'text') return UNKNOWN;
  let next = 0;
  const of = (position: number): string => {
    const arg = args[position];
    return arg?.kind === 'text' ? arg.text : '{}';
  };
  const text = pattern.text.replace(/%[sdvq]|\{(\d+)\}/g, (_whole, position: string | undefined) => of(position === undefined ? next++ : Number(position)));
  return { kind: 'text', text, configurable: args.some((arg) => arg.kind === 'text' && arg.configurable), spot };
}
