/** Expressions -> values, as far as the code of the repository alone tells. The interpreter of the grammar, one case per form: longer than other files. */
import { bound, firstOf } from '../../model/bounds.ts';
import type { Argument, Value } from '../../model/candidate.ts';
import { addTo } from '../../util/add-to.ts';
import { mask } from '../../util/mask.ts';
import { handedOn, sectionOf, settingRead } from './braces/handed-on.ts';
import { type BraceKind, braceKind } from './braces/traits.ts';
import { settingsPrefix } from './classes.ts';
import { environmentCall, environmentName, optionDefault } from './environment.ts';
import { foldedText, mayFold } from './folded.ts';
import { follow, lastName } from './follow.ts';
import { type Found, type Memo, newWalk } from './found.ts';
import type { Unit } from './program.ts';
import { reaching } from './reaching.ts';
import { type Call, type ClassNode, type Expression, enclosing, type FunctionNode, liesWithin, type NamedExpression, type Scope } from './tree.ts';

/** Reads the values of one file. */
export interface Reader {
  readonly unit: Unit;
  /** Id of a call of this file, or of one of another file that this file's code leads to. */
  readonly callId: (unit: Unit, call: Call) => number;
  readonly memo: Memo;
  /** Steps left for the call or text at hand: values inside values inside values cost more than they tell. */
  budget: number;
}

/** Steps for the arguments of one call. */
export function readerBudget(): number {
  return Math.ceil(bound('steps') / 50);
}

/** Deeper nesting than this holds no option of a call. */
const MAX_DEPTH = 8;
/** The value of an expression. */
export function valueOf(reader: Reader, unit: Unit, expression: Expression, depth = 0): Value {
  if (depth > MAX_DEPTH || reader.budget <= 0) return dynamic(unit, expression);
  const walk = newWalk(reader.memo);
  const steps = walk.shared.budget;
  const found = follow(walk, unit, expression);
  reader.budget -= 1 + steps - walk.shared.budget;
  const values: Value[] = [];
  const seen = new Set<string>();
  for (const item of found) {
    const plain = foundValue(reader, item, unit, expression, depth);
    const value: Value = item.tags ? { ...plain, when: [...item.tags, ...(plain.when ?? [])] } : plain;
    if (found.length > 1) {
      const key = keyOf(value);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    if (values.length >= bound('alternatives')) {
      walk.shared.lost = true;
      break;
    }
    values.push(value);
  }
  // What was left out can be anything: it counts as known at run time only.
  if (walk.shared.lost && values.length > 0) values.push(beyond(unit, expression));
  const value = values.length > 0 ? joinValues(values) : dynamic(unit, expression);
  return expression.kind === 'name' && braceKind(unit.kind) !== null ? withAssigned(value, assignedEntries(reader, unit, expression, depth)) : value;
}

/** Expressions that are no call and make none. */
const NO_CALL: ReadonlySet<Expression['kind']> = new Set([
  'text',
  'pattern',
  'concat',
  'object',
  'list',
  'import',
  'name',
  'function',
  'class',
  'nothing',
  'opaque',
  'each',
  'index',
] as const);

/** The value of an expression as far as it is the result of calls: null when it is none. For less than the whole value costs. */
export function callsOf(reader: Reader, unit: Unit, expression: Expression): Value | null {
  if (reader.budget <= 0) return null;
  const walk = newWalk(reader.memo);
  const steps = walk.shared.budget;
  const found = follow(walk, unit, expression).filter(({ expression: { kind } }) => !NO_CALL.has(kind));
  reader.budget -= 1 + steps - walk.shared.budget;
  const values = few(found, null).map((item) => (item === null ? beyond(unit, expression) : foundValue(reader, item, unit, expression, 1)));
  const [first] = values;
  return first === undefined || values.length === 1 ? (first ?? null) : { kind: 'choice', options: values, location: first.location };
}

/** `config.BaseURL = x` after `config := DefaultConfig(key)`: what is set on an object is part of it. */
function withAssigned(value: Value, entries: readonly Argument[]): Value {
  if (entries.length === 0) return value;
  if (value.kind === 'object') return { ...value, entries: [...value.entries, ...entries] };
  if (value.kind === 'call') return { ...value, entries: [...(value.entries ?? []), ...entries] };
  return value.kind === 'dynamic' && value.path?.length === 1 ? { kind: 'object', entries, location: value.location } : value;
}

/** Values that say the same are one; what is only known at run time counts once. */
function keyOf(value: Value): string {
  const { location } = value;
  if (value.kind === 'dynamic') return `dynamic ${value.parameter ? `${value.parameter.function} ${value.parameter.name}` : value.text}`;
  return `${value.kind} ${location.path} ${location.line} ${location.column}`;
}

/** Several possible values, at least one: nothing at all is no value, and an environment read followed by others has them as its fallback. */
function joinValues(values: readonly Value[]): Value {
  const some = values.filter((value) => !isNothing(value));
  const [first, second, ...rest] = some;
  if (!first) return values[0] as Value;
  const none = values.find(isNothing);
  // `base_url: str | None = None`: that nothing may be given is worth knowing, except where an environment read says it already.
  if (none && first.kind === 'dynamic') return { kind: 'choice', options: [...some, none], location: first.location };
  if (!second) return first;
  if (first.kind === 'env' && first.fallback === null) return { ...first, fallback: joinValues([second, ...rest]) };
  return { kind: 'choice', options: some, location: first.location };
}

const NOTHING = new Set(['None', 'null', 'undefined']);

function isNothing(value: Value): boolean {
  return value.kind === 'dynamic' && NOTHING.has(value.text);
}

function foundValue(reader: Reader, found: Found, unit: Unit, written: Expression, depth: number): Value {
  const { expression, rest } = found;
  if (expression.kind === 'import' || expression.kind === 'name') return namedValue(found, unit, written);
  if (expression.kind === 'parameter') return parameterValue(reader, found, depth);
  if (rest.length > 0) return belowValue(reader, found, unit, written, depth);
  const location = found.unit.locate(expression.start, expression.end);
  switch (expression.kind) {
    case 'text':
      return { kind: 'text', text: expression.text, location };
    case 'pattern':
      return patternValue(reader, found.unit, expression.text, expression.parts, location, depth);
    case 'concat':
      return concatValue(reader, found.unit, expression.parts, location, depth);
    case 'object':
      return { kind: 'object', entries: entriesOf(reader, found.unit, expression.entries, depth), location };
    case 'list':
      return { kind: 'list', items: firstOf('items', expression.items).map((item) => valueOf(reader, found.unit, item, depth + 1)), location };
    case 'call':
      return callValue(reader, found.unit, expression.call, depth);
    default:
      return dynamic(found.unit, expression);
  }
}

/** Arguments or entries with their values. `...defaults` and `**options`: their entries are entries of this one. */
export function entriesOf(reader: Reader, unit: Unit, entries: readonly NamedExpression[], depth = 0): Argument[] {
  const result: Argument[] = [];
  for (const { name, value } of entries) {
    if (name !== '...') result.push({ name, value: valueOf(reader, unit, value, depth + 1) });
    else result.push(...spreadEntries(reader, unit, value, depth));
  }
  return result;
}

function spreadEntries(reader: Reader, unit: Unit, value: Expression, depth: number): Argument[] {
  const resolved = valueOf(reader, unit, value, depth + 1);
  const objects = resolved.kind === 'choice' ? resolved.options : [resolved];
  // What cannot be opened is still handed through: `create(**kwargs)`.
  const entries = objects.flatMap((object) =>
    object.kind === 'object' ? object.entries : object.kind === 'dynamic' && !isNothing(object) ? [{ name: '...', value: object }] : [],
  );
  return [...entries, ...assignedEntries(reader, unit, value, depth)];
}

/** `params["model"] = x` and `params.update(...)` before `**params`. */
function assignedEntries(reader: Reader, unit: Unit, value: Expression, depth: number): Argument[] {
  if (value.kind !== 'name' || value.path.length !== 1) return [];
  const [head = ''] = value.path;
  const updated = updatesOf(unit, head).filter(({ callee, start }) => callee.kind === 'name' && start < value.start && sameFunction(callee.scope, value.scope));
  const added = updated.flatMap(({ args }) => entriesOf(reader, unit, addedEntries(args), depth + 1));
  for (let scope: typeof value.scope | null = value.scope; scope; scope = scope.parent) {
    const members = scope.members.get(head);
    if (!members) continue;
    const shared = { lost: false };
    const bound = members.flatMap((name) =>
      reaching(unit, value, scope, scope?.names.get(`${head}.${name}`) ?? [], shared).map((item) => ({
        name,
        value: givenOrNot(reader, unit, item, value, depth),
      })),
    );
    return [...bound, ...(shared.lost ? [{ name: '...', value: beyond(unit, value) }] : []), ...added];
  }
  return added;
}

/** What is only set in a branch may not be set at all. */
function givenOrNot(reader: Reader, unit: Unit, bound: Expression, read: Extract<Expression, { kind: 'name' }>, depth: number): Value {
  const given = valueOf(reader, unit, bound, depth + 1);
  if (liesWithin(read.branch, unit.tree.branches.get(bound) ?? null)) return given;
  return { kind: 'choice', options: [given, { kind: 'dynamic', text: 'None', location: given.location }], location: given.location };
}

const UPDATES = new WeakMap<Unit, ReadonlyMap<string, readonly Call[]>>();

/** Calls that add entries to a mapping by name: `params.update(...)`. */
function updatesOf(unit: Unit, head: string): readonly Call[] {
  let known = UPDATES.get(unit);
  if (!known) {
    const made = new Map<string, Call[]>();
    for (const call of unit.tree.calls) {
      const { callee } = call;
      if (callee.kind !== 'name' || callee.path.length !== 2 || callee.path[1] !== 'update') continue;
      addTo(made, callee.path[0] as string, call);
    }
    UPDATES.set(unit, made);
    known = made;
  }
  return known.get(head) ?? [];
}

/** `update({...}, model="x")`: the entries of the mapping and the named arguments. */
function addedEntries(args: readonly NamedExpression[]): readonly NamedExpression[] {
  return args.flatMap(({ name, value }) => (name !== '0' ? [{ name, value }] : value.kind === 'object' ? value.entries : []));
}

function sameFunction(a: Scope, b: Scope): boolean {
  return enclosing(a, ['function', 'class']) === enclosing(b, ['function', 'class']);
}

/** A name nobody here binds, or one that comes from somewhere else. */
function namedValue({ unit, expression, rest, via }: Found, from: Unit, written: Expression): Value {
  if (expression.kind !== 'import' && expression.kind !== 'name') return dynamic(unit, expression);
  // An imported name stands where it is read, not where it is imported.
  const read = via ?? (expression.kind === 'import' ? { unit: from, expression: written } : { unit, expression });
  const location = read.unit.locate(read.expression.start, read.expression.end);
  const env = environmentName(unit, expression, rest);
  // `os.environ["X"]` raises when the variable is not set.
  if (env !== null) return { kind: 'env', name: env, fallback: null, ...(unit.python ? { required: true } : {}), location };
  if (expression.kind === 'import') return { kind: 'imported', module: expression.module, path: [...expression.path, ...rest], location };
  const path = [...expression.path, ...rest];
  return { kind: 'dynamic', text: path.join('.').slice(0, 60), path, location };
}

/** Types of what is injected as configuration. */
const CONFIGURATION = /(?:Configuration|Config|Settings|Options|Properties|Environment)(?:Root|Section)?$/;

function parameterValue(reader: Reader, { unit, expression, rest }: Found, depth: number): Value {
  if (expression.kind !== 'parameter') return dynamic(unit, expression);
  const { of, name, fallback } = expression;
  const location = unit.locate(expression.start, expression.end);
  const prefix = of.kind === 'class' ? settingsPrefix(newWalk(reader.memo), unit, of, follow) : null;
  if (prefix !== null && rest.length === 0) {
    const field = fallback?.kind === 'call' ? fallback.call : null;
    const value =
      fallback === null || fallback.kind === 'nothing' ? null : field ? defaultOf(reader, unit, field, depth) : valueOf(reader, unit, fallback, depth + 1);
    return { kind: 'env', name: aliasOf(field) ?? `${prefix}${name}`.toUpperCase(), fallback: value && !isNothing(value) ? value : null, location };
  }
  const path = [name, ...rest];
  // What an injected configuration holds is not for callers to pass.
  if (rest.length > 0 && braceKind(unit.kind) !== null && expression.type?.kind === 'name' && CONFIGURATION.test(expression.type.path.at(-1) ?? ''))
    return { kind: 'dynamic', text: path.join('.').slice(0, 60), path: rest.length > 1 ? rest : path, location };
  return {
    kind: 'dynamic',
    text: path.join('.').slice(0, 60),
    ...(path.length > 1 ? { path } : {}),
    parameter: { function: functionId(unit, of), name: path.join('.') },
    location,
  };
}

function aliasOf(field: Call | null): string | null {
  const given = field?.args.find(({ name }) => name === 'validation_alias' || name === 'alias' || name === 'env')?.value;
  return given?.kind === 'text' ? given.text : null;
}

/** File and qualified name of a function or class: `app/llm.py#Client.ask`. */
export function functionId(unit: Unit, of: FunctionNode | ClassNode): string {
  if (of.kind === 'class') return `${unit.path}#${of.name ?? ''}`;
  const own = of.name ?? '';
  return `${unit.path}#${of.owner ? `${of.owner.name ?? ''}.${own}` : own}`;
}

/** Names below something that is not a mapping: methods, members of results. */
function belowValue(reader: Reader, found: Found, unit: Unit, written: Expression, depth: number): Value {
  const { expression, rest } = found;
  if (expression.kind === 'call' && rest.length === 1) {
    const option = optionDefault(found.unit, expression.call, rest[0] as string);
    if (option) {
      const value = valueOf(reader, found.unit, option, depth + 1);
      const open: Value = { ...dynamic(unit, written), path: ['args', rest[0] as string] } as Value;
      return { kind: 'choice', options: [value, open], location: value.location };
    }
  }
  const value = dynamic(unit, written);
  const section = expression.kind === 'call' ? sectionOf(expression.call) : null;
  const head = expression.kind === 'call' ? lastName(expression.call.callee) : '';
  return value.kind === 'dynamic' ? { ...value, path: [...(section ?? [head]), ...rest] } : value;
}

/** Calls that give back their argument, and methods that give back what they are called on. */
const PASS_ARGUMENT: Readonly<Record<string, number>> = {
  str: 0,
  String: 0,
  SecretStr: 0,
  Secret: 0,
  cast: 1,
  URL: 0,
  HttpUrl: 0,
  AnyUrl: 0,
  stringify: 0,
  dumps: 0,
  freeze: 0,
  MappingProxyType: 0,
  deepcopy: 0,
  copy: 0,
  parse_obj: 0,
  json_encode: 0,
  apply_filters: 1,
  trailingslashit: 0,
  untrailingslashit: 0,
  wp_json_encode: 0,
  'encode!': 0,
  toJSON: 0,
  stream_context_create: 0,
  rtrim: 0,
  strval: 0,
};
const PASS_RECEIVER = new Set([
  'strip',
  'rstrip',
  'lstrip',
  'trim',
  'trimEnd',
  'trimStart',
  'toString',
  'valueOf',
  'get_secret_value',
  'unwrap',
  'encode',
  'decode',
  'lower',
  'toLowerCase',
  'as_str',
  'value',
]);

/** Methods that give back their receiver, changed: what is only known at run time stays as unknown as it was. */
const CHANGES = new Set(['replace', 'replaceAll', 'removesuffix', 'removeprefix', 'slice', 'substring', 'concat', 'upper', 'toUpperCase']);

function callValue(reader: Reader, unit: Unit, call: Call, depth: number): Value {
  const location = unit.locate(call.start, call.end);
  const env = environmentCall(unit, call);
  if (env) return { kind: 'env', name: env.name, fallback: env.fallback ? someValue(valueOf(reader, unit, env.fallback, depth + 1)) : null, location };
  const name = lastName(call.callee);
  const folded = mayFold(name) ? foldedValue(reader, unit, call, name, depth) : null;
  if (folded) return folded;
  const kind = braceKind(unit.kind);
  if (kind !== null) return braceCallValue(reader, unit, call, kind, location, depth);
  if (name === 'dict' || (name === 'assign' && call.args.length > 0)) return { kind: 'object', entries: mergedEntries(reader, unit, call, depth), location };
  if (name === 'Field' || name === 'field' || name === 'Option' || name === 'default')
    return defaultOf(reader, unit, call, depth) ?? dynamicCall(unit, call, location);
  const position = PASS_ARGUMENT[name];
  const argument = position === undefined ? undefined : call.args.find((arg) => arg.name === String(position));
  if (argument) return valueOf(reader, unit, argument.value, depth + 1);
  if (name === 'getattr') return attributeValue(reader, unit, call, location, depth);
  if (name === 'get' || name === 'pop' || name === 'setdefault') return lookUpValue(reader, unit, call, location, depth);
  if (name === 'format' || PASS_RECEIVER.has(name) || CHANGES.has(name)) {
    const received = receiverValue(reader, unit, call, name, location, depth);
    if (received) return received;
  }
  return { kind: 'call', call: reader.callId(unit, call), text: excerpt(unit, call.start, call.end), location };
}

/** A call that only spells a text, with the places its pieces stand at. */
function foldedValue(reader: Reader, unit: Unit, call: Call, name: string, depth: number): Value | null {
  const object = receiverOf(call);
  const received = object === null ? null : valueOf(reader, unit, object, depth + 1);
  const args = firstOf('items', call.args).map(({ value }) => valueOf(reader, unit, value, depth + 1));
  const text = call.args.length > args.length ? null : foldedText(name, received, args);
  const parts = [...(received ? [received] : []), ...args]
    .flatMap((part) => (part.kind === 'list' ? part.items : [part]))
    .filter(({ kind }) => kind === 'text');
  return text === null ? null : { kind: 'text', text, location: unit.locate(call.start, call.end), ...(parts.length > 0 && { parts }) };
}

/** What a method is called on; null for a plain function. */
function receiverOf({ callee }: Call): Expression | null {
  if (callee.kind === 'name') return callee.path.length > 1 ? { ...callee, path: callee.path.slice(0, -1) } : null;
  if (callee.kind !== 'member') return null;
  return callee.path.length === 1 ? callee.object : { ...callee, path: callee.path.slice(0, -1) };
}

/** A call of a language with braces: what it hands on, the setting it reads, or the object it makes with what it is told by name. */
function braceCallValue(reader: Reader, unit: Unit, call: Call, kind: BraceKind, location: Value['location'], depth: number): Value {
  const read = settingRead(call);
  if (read) {
    const open: Value = { kind: 'dynamic', text: excerpt(unit, call.start, call.end), path: read.path, location };
    return read.fallback ? joinValues([open, valueOf(reader, unit, read.fallback, depth + 1)]) : open;
  }
  const inner = handedOn(kind, call);
  if (inner) return valueOf(reader, unit, inner, depth + 1);
  const named = call.args.filter(({ name }) => !/^\d+$/.test(name));
  const pairs = call.args.filter(({ name, value }) => /^\d+$/.test(name) && value.kind === 'object');
  if (pairs.length > 0 && named.length === 0 && /^(?:\w*[mM]apOf|Map|Obj|buildJsonObject|jsonObject)$/.test(lastName(call.callee)))
    return { kind: 'object', entries: pairs.flatMap(({ value }) => (value.kind === 'object' ? entriesOf(reader, unit, value.entries, depth) : [])), location };
  const entries = named.length > 0 ? entriesOf(reader, unit, named, depth) : [];
  return {
    kind: 'call',
    call: reader.callId(unit, call),
    text: excerpt(unit, call.start, call.end),
    ...(entries.length > 0 && { entries }),
    location,
  };
}

function someValue(value: Value): Value | null {
  return isNothing(value) ? null : value;
}

function dynamicCall(unit: Unit, call: Call, location: Value['location']): Value {
  return { kind: 'dynamic', text: excerpt(unit, call.start, call.end), location };
}

/** `dict(base, model="x")`, `Object.assign({}, base, { model })`. */
function mergedEntries(reader: Reader, unit: Unit, call: Call, depth: number): Argument[] {
  return call.args.flatMap(({ name, value }) =>
    /^\d+$/.test(name) || name === '...' ? spreadEntries(reader, unit, value, depth) : [{ name, value: valueOf(reader, unit, value, depth + 1) }],
  );
}

/** `Field("x")`, `Field(default="x")`, `z.string().default("x")`. */
function defaultOf(reader: Reader, unit: Unit, call: Call, depth: number): Value | null {
  const given = call.args.find(({ name }) => name === 'default') ?? call.args.find(({ name }) => name === '0');
  if (given) return valueOf(reader, unit, given.value, depth + 1);
  const factory = call.args.find(({ name }) => name === 'default_factory')?.value;
  const [made] = factory?.kind === 'function' ? factory.of.returns : [];
  return made ? valueOf(reader, unit, made, depth + 1) : null;
}

/** `getattr(settings, "MODEL", "x")`. */
function attributeValue(reader: Reader, unit: Unit, call: Call, location: Value['location'], depth: number): Value {
  const [object, name, fallback] = call.args;
  if (!object || name?.value.kind !== 'text') return dynamicCall(unit, call, location);
  const member = valueOf(reader, unit, { kind: 'member', object: object.value, path: [name.value.text], start: call.start, end: call.end }, depth + 1);
  return fallback ? joinValues([member, valueOf(reader, unit, fallback.value, depth + 1)]) : member;
}

/** `config.get("model", "x")` on something unknown: the key, and the default. */
function lookUpValue(reader: Reader, unit: Unit, call: Call, location: Value['location'], depth: number): Value {
  const [key, fallback] = call.args;
  const { callee } = call;
  if (key?.value.kind !== 'text' || (callee.kind !== 'name' && callee.kind !== 'member'))
    return { kind: 'call', call: reader.callId(unit, call), text: excerpt(unit, call.start, call.end), location };
  const head = callee.path.slice(0, -1);
  const open: Value = { kind: 'dynamic', text: excerpt(unit, call.start, call.end), path: [...head, key.value.text], location };
  return fallback ? joinValues([open, valueOf(reader, unit, fallback.value, depth + 1)]) : open;
}

/** `"x".strip()`, `os.getenv("X").rstrip("/")`, `"{}/v1".format(host)`. */
function receiverValue(reader: Reader, unit: Unit, call: Call, name: string, location: Value['location'], depth: number): Value | null {
  const object = receiverOf(call);
  if (!object) return null;
  const value = valueOf(reader, unit, object, depth + 1);
  if (value.kind === 'call' || (CHANGES.has(name) && (value.kind === 'text' || value.kind === 'pattern'))) return null;
  if (name !== 'format') return value;
  return value.kind === 'text' ? { kind: 'pattern', text: value.text.replace(/\{[^}]*\}/g, '{}'), location } : value;
}

function patternValue(reader: Reader, unit: Unit, text: string, parts: readonly Expression[], location: Value['location'], depth: number): Value {
  const values = parts.map((part) => valueOf(reader, unit, part, depth + 1));
  const literals = text.split('{}');
  const pieces: (string | Value)[] = [];
  for (const [at, literal] of literals.entries())
    pieces.push(literal, ...(at < literals.length - 1 ? [values[at] ?? { kind: 'dynamic' as const, text: '', location }] : []));
  return joinPieces(pieces, location);
}

function concatValue(reader: Reader, unit: Unit, parts: readonly Expression[], location: Value['location'], depth: number): Value {
  const values = parts.map((part) => valueOf(reader, unit, part, depth + 1));
  const lists = values.filter((value) => value.kind === 'list');
  if (lists.length > 0) return { kind: 'list', items: lists.flatMap((list) => list.items), location };
  return joinPieces(values, location);
}

/** A text made of pieces: one for each way the first open piece can be, so that no known address is lost behind a default. */
function joinPieces(pieces: readonly (string | Value)[], location: Value['location']): Value {
  const open = pieces.findIndex((piece) => typeof piece !== 'string' && optionsOf(piece).length > 1);
  const piece = pieces[open];
  if (piece === undefined || typeof piece === 'string') return joinPlain(pieces, location);
  const options = optionsOf(piece).map((option): Value => {
    const joined = joinPlain([...pieces.slice(0, open), option, ...pieces.slice(open + 1)], location);
    return option.when ? { ...joined, when: [...(joined.when ?? []), ...option.when] } : joined;
  });
  return { kind: 'choice', options, location };
}

/** As many as are told apart, and one in place of all others. */
function few<T, R>(list: readonly T[], others: R): readonly (T | R)[] {
  const most = bound('alternatives');
  return list.length <= most ? list : [...list.slice(0, most), others];
}

/** The ways a piece can be: the options of a choice, an environment read and its default. */
function optionsOf(value: Value): readonly Value[] {
  if (value.kind === 'choice') return few(value.options.flatMap(optionsOf), { kind: 'dynamic', text: '', beyond: true, location: value.location });
  if (value.kind === 'env' && value.fallback) return [...optionsOf(value.fallback), { ...value, fallback: null }];
  return [value];
}

function joinPlain(pieces: readonly (string | Value)[], location: Value['location']): Value {
  const holes: Value[] = [];
  const parts: Value[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else if (piece.kind === 'text' || piece.kind === 'pattern') {
      text += piece.text;
      parts.push(piece);
      if (piece.kind === 'pattern') holes.push(...(piece.holes ?? []));
    } else {
      text += '{}';
      holes.push(piece);
    }
  }
  const joined = { text, location, ...(parts.length > 0 ? { parts } : {}) };
  return holes.length > 0 || text.includes('{}') ? { kind: 'pattern', holes, ...joined } : { kind: 'text', ...joined };
}

/** The beginning of an expression as written. What must not be shown is masked before it is cut: half a key is no longer known as one. */
function excerpt(unit: Unit, start: number, end: number): string {
  return mask(unit.source.slice(start, Math.min(end, start + 400)).replace(/\s+/g, ' ')).slice(0, 60);
}

/** What of an expression a bound left out. */
function beyond(unit: Unit, expression: Expression): Value {
  const { start, end } = expression;
  return { kind: 'dynamic', text: excerpt(unit, start, end), beyond: true, location: unit.locate(start, end) };
}

function dynamic(unit: Unit, expression: Expression): Value {
  const path = expression.kind === 'name' ? { path: expression.path } : {};
  const text = expression.kind === 'nothing' ? 'None' : excerpt(unit, expression.start, expression.end);
  return { kind: 'dynamic', text, ...path, location: unit.locate(expression.start, expression.end) };
}
