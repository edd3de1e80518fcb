import { firstOf } from '../../model/bounds.ts';
import type { Spot } from './expression.ts';
import { eitherOf, itemOf, keyText, MAX_LENGTH, tooLong, UNKNOWN, type Value } from './value.ts';

const FIRST_KNOWN = new Set(['coalesce', 'try', 'coalescelist', 'one']);
const SAME = new Set(
  'toset tolist tomap tostring sensitive nonsensitive trimspace distinct compact flatten jsonencode jsondecode yamlencode base64encode any string array trim decode'.split(
    ' ',
  ),
);
const MERGE = new Set(['merge', 'union', 'shallowmerge']);

/** What a function of HCL, Bicep or ARM gives, for those that hand their arguments on; unknown for all others. */
export function callFunction(name: string, args: readonly Value[], spot: Spot): Value {
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
  if (called === 'keys') return first.kind === 'object' ? { kind: 'list', items: [...first.entries].map(([key, item]) => keyText(key, item)) } : UNKNOWN;
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
  if (args.some(({ kind }) => kind === 'list')) return { kind: 'list', items: firstOf('items', args.flatMap(itemsOf)) };
  const entries = new Map<string, Value>();
  for (const arg of args) if (arg.kind === 'object') for (const [key, item] of arg.entries) entries.set(key, item);
  return entries.size > 0 ? { kind: 'object', entries } : UNKNOWN;
}

/** Lists one after the other; in ARM templates texts too. */
function concatenated(args: readonly Value[], spot: Spot): Value {
  if (args.some(({ kind }) => kind === 'list')) return { kind: 'list', items: firstOf('items', args.flatMap(itemsOf)) };
  return joinedText(args, '', spot);
}

function joinedText(parts: readonly Value[], between: string, spot: Spot): Value {
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : '{}'));
  if (texts.every((text) => text === '{}')) return UNKNOWN;
  if (texts.reduce((sum, text) => sum + text.length, 0) > MAX_LENGTH) return tooLong();
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
