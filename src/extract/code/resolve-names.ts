/** Names -> values: follows variables, members, factories and environment reads inside one file. */
import type { Argument, Value } from '../../model/candidate.ts';
import type { Location } from '../../model/location.ts';
import type { Call, Expression, Scope } from './tree.ts';

/** Longer chains of names are followed no further. */
const MAX_STEPS = 12;
/** More alternatives than this tell nobody anything. */
const MAX_OPTIONS = 8;

export interface Resolver {
  readonly python: boolean;
  readonly source: string;
  readonly locate: (start: number, end: number) => Location;
}

/** What a callee hangs on. */
export interface Callee {
  readonly module: string | null;
  readonly path: readonly string[];
  readonly receivers: readonly number[];
  readonly viaDefault: boolean;
}

/** The value of an expression, as far as the file alone tells. */
export function valueOf(resolver: Resolver, expression: Expression, steps = 0): Value {
  const location = resolver.locate(expression.start, expression.end);
  if (steps > MAX_STEPS) return dynamic(resolver, expression, location);
  switch (expression.kind) {
    case 'text': return { kind: 'text', text: expression.text, location };
    case 'pattern': return patternValue(resolver, expression.text, expression.parts, location, steps);
    case 'concat': return concatValue(resolver, expression.parts, location, steps);
    case 'choice': return choiceValue(resolver, expression.options, location, steps);
    case 'object': return { kind: 'object', entries: entriesOf(resolver, expression.entries, steps), location };
    case 'list': return { kind: 'list', items: expression.items.slice(0, 64).map((item) => valueOf(resolver, item, steps + 1)), location };
    case 'call': return callValue(resolver, expression.call, location, steps);
    case 'import': return { kind: 'imported', module: expression.module, path: expression.path, location };
    case 'name': case 'member': return nameValue(resolver, expression, location, steps);
    default: return dynamic(resolver, expression, location);
  }
}

/** Arguments with their values. */
export function entriesOf(resolver: Resolver, entries: readonly { name: string; value: Expression }[], steps = 0): Argument[] {
  const result: Argument[] = [];
  for (const { name, value } of entries) {
    const resolved = valueOf(resolver, value, steps + 1);
    // `...defaults` and `**options`: their entries are entries of this one.
    if (name === '...' && resolved.kind === 'object') result.push(...resolved.entries);
    else result.push({ name, value: resolved });
  }
  return result;
}

/** What a call's callee leads back to: an import, results of other calls, or only local names. */
export function calleeOf(resolver: Resolver, expression: Expression, steps = 0): Callee {
  if (steps > MAX_STEPS) return { module: null, path: [], receivers: [], viaDefault: false };
  if (expression.kind === 'call') {
    const required = resolver.python ? null : requiredModule(expression.call.callee, expression.call.args[0]?.value);
    if (required !== null) return { module: required, path: [], receivers: [], viaDefault: false };
    const made = factoryResult(expression.call, steps);
    return made ? calleeOf(resolver, made, steps + 1) : { module: null, path: [], receivers: [expression.call.id], viaDefault: false };
  }
  if (expression.kind === 'import') return { module: expression.module, path: expression.path, receivers: [], viaDefault: expression.viaDefault };
  if (expression.kind === 'choice') return joinCallees(expression.options.map((option) => calleeOf(resolver, option, steps + 1)));
  if (expression.kind !== 'name' && expression.kind !== 'member') return { module: null, path: [], receivers: [], viaDefault: false };
  const { targets, rest } = lookUp(expression);
  if (targets.length === 0) return { module: null, path: expression.path, receivers: [], viaDefault: false };
  const base = joinCallees(targets.map((target) => calleeOf(resolver, entryAt(target, rest).target, steps + 1)));
  const left = targets[0] ? entryAt(targets[0], rest).rest : rest;
  if (base.module === null && base.receivers.length === 0) return { module: null, path: expression.path, receivers: [], viaDefault: false };
  // `const OpenAI = require('openai')`: the module itself is called, under a name of the importer's choice.
  if (base.module !== null && base.path.length === 0 && left.length === 0) return { ...base, path: expression.path.slice(-1), viaDefault: true };
  return { ...base, path: [...base.path, ...left] };
}

/** The module of `require('m')` or `import('m')`; null for any other call. */
export function requiredModule(callee: Expression, argument: Expression | undefined): string | null {
  if (callee.kind !== 'name' || callee.path.length !== 1 || argument?.kind !== 'text') return null;
  return callee.path[0] === 'require' || callee.path[0] === 'import' ? argument.text : null;
}

/** Several possible callees: the receivers are joined, the first known module wins. */
function joinCallees(callees: readonly Callee[]): Callee {
  const known = callees.filter((callee) => callee.module !== null || callee.receivers.length > 0);
  const first = known[0];
  if (!first) return { module: null, path: [], receivers: [], viaDefault: false };
  return { ...first, receivers: [...new Set(known.flatMap((callee) => callee.receivers))] };
}

/** Bindings of the head of a dotted name, and the names left below it. */
function lookUp(expression: Expression & { kind: 'name' | 'member' }): { targets: readonly Expression[]; rest: readonly string[] } {
  if (expression.kind === 'member') return { targets: [expression.object], rest: expression.path };
  const [head = '', ...rest] = expression.path;
  if ((head === 'this' || head === 'self' || head === 'cls') && rest.length > 0) {
    const bound = find(expression.scope, `self.${rest[0]}`);
    return bound ? { targets: bound, rest: rest.slice(1) } : { targets: [], rest };
  }
  const joined = rest.length > 0 ? find(expression.scope, `${head}.${rest[0]}`) : null;
  if (joined) return { targets: joined, rest: rest.slice(1) };
  // A name bound to itself (`client = client or OpenAI()`) must not be followed round in a circle.
  const bound = find(expression.scope, head)?.filter((target) => target !== expression && !(target.start <= expression.start && expression.end <= target.end));
  return { targets: bound ?? [], rest };
}

function find(scope: Scope | null, name: string): readonly Expression[] | null {
  for (let current = scope; current; current = current.parent) {
    const bound = current.names.get(name);
    if (bound) return bound.slice(-MAX_OPTIONS);
  }
  return null;
}

/** Follows names into object literals: `config.openai.model`. */
function entryAt(target: Expression, path: readonly string[]): { target: Expression; rest: readonly string[] } {
  let current = target;
  let rest = path;
  while (rest.length > 0 && current.kind === 'object') {
    const entry = current.entries.find(({ name }) => name === rest[0]);
    if (!entry) break;
    current = entry.value;
    rest = rest.slice(1);
  }
  return { target: current, rest };
}

function nameValue(resolver: Resolver, expression: Expression & { kind: 'name' | 'member' }, location: Location, steps: number): Value {
  const env = environmentName(resolver, expression);
  if (env !== null) return { kind: 'env', name: env, fallback: null, location };
  const { targets, rest } = lookUp(expression);
  const values = targets.map((target): Value => {
    const found = entryAt(target, rest);
    if (found.rest.length === 0) return valueOf(resolver, found.target, steps + 1);
    const value = valueOf(resolver, found.target, steps + 1);
    return value.kind === 'imported' ? { ...value, path: [...value.path, ...found.rest] } : dynamic(resolver, expression, location);
  });
  const [only] = values;
  if (values.length === 1 && only) return only;
  if (values.length === 0) return dynamic(resolver, expression, location);
  return simplifyChoice(values, location);
}

/** `process.env.X`, `import.meta.env.X`, `Bun.env.X`; `os.environ["X"]`. */
function environmentName(resolver: Resolver, expression: Expression & { kind: 'name' | 'member' }): string | null {
  if (expression.kind !== 'name') return null;
  const { path } = expression;
  const name = path[path.length - 1] ?? '';
  if (resolver.python) {
    if (path.length === 3 && path[0] === 'os' && path[1] === 'environ') return name;
    return path.length === 2 && path[0] === 'environ' ? name : null;
  }
  const holder = path.slice(0, -1).join('.');
  return ['process.env', 'import.meta.env', 'Bun.env', 'globalThis.process.env'].includes(holder) ? name : null;
}

/** Calls that read the environment, of the standard libraries and the usual helpers. */
const ENVIRONMENT_CALLS = new Set(['os.getenv', 'os.environ.get', 'environ.get', 'getenv', 'Deno.env.get', 'env.str', 'env']);

/** An environment read as a value; null for any other call. */
export function environmentRead(resolver: Resolver, call: Call, steps = 0): Extract<Value, { kind: 'env' }> | null {
  if (call.callee.kind !== 'name' || !ENVIRONMENT_CALLS.has(call.callee.path.join('.'))) return null;
  const [name, fallback] = call.args;
  if (name?.value.kind !== 'text' || !/^[A-Z][A-Z0-9_]*$/.test(name.value.text)) return null;
  const value = fallback ? valueOf(resolver, fallback.value, steps + 1) : null;
  return { kind: 'env', name: name.value.text, fallback: value, location: resolver.locate(call.start, call.end) };
}

function callValue(resolver: Resolver, call: Call, location: Location, steps: number): Value {
  const env = environmentRead(resolver, call, steps);
  if (env) return env;
  const { callee } = call;
  // dict(model="x") is an object; "...{}".format(x) and f(...).rstrip("/") keep their text.
  if (callee.kind === 'name' && callee.path.length === 1 && callee.path[0] === 'dict') return { kind: 'object', entries: entriesOf(resolver, call.args, steps), location };
  if (callee.kind === 'member' && callee.object.kind === 'text') {
    return callee.path[0] === 'format' ? { kind: 'pattern', text: callee.object.text.replace(/\{[^}]*\}/g, '{}'), location } : { kind: 'text', text: callee.object.text, location };
  }
  const made = factoryResult(call, steps);
  if (made) return valueOf(resolver, made, steps + 1);
  return { kind: 'call', call: call.id, location };
}

/** What a function of this file returns, when the callee is one. */
function factoryResult(call: Call, steps: number): Expression | null {
  const { callee } = call;
  if (callee.kind !== 'name' || steps > MAX_STEPS) return null;
  const { targets, rest } = lookUp(callee);
  const target = targets.at(-1);
  if (rest.length > 0 || target?.kind !== 'function') return null;
  const [only] = target.returns;
  if (!only) return null;
  return target.returns.length === 1 ? only : { kind: 'choice', options: target.returns, start: only.start, end: only.end };
}

function choiceValue(resolver: Resolver, options: readonly Expression[], location: Location, steps: number): Value {
  return simplifyChoice(options.slice(0, MAX_OPTIONS).map((option) => valueOf(resolver, option, steps + 1)), location);
}

/** An environment read followed by other options is that read with a fallback. */
function simplifyChoice(values: readonly Value[], location: Location): Value {
  const [first, second, ...rest] = values;
  if (first && !second) return first;
  if (first?.kind === 'env' && second && first.fallback === null) {
    return { ...first, fallback: simplifyChoice([second, ...rest], location) };
  }
  return { kind: 'choice', options: values, location };
}

function patternValue(resolver: Resolver, text: string, parts: readonly Expression[], location: Location, steps: number): Value {
  const values = parts.map((part) => valueOf(resolver, part, steps + 1));
  let index = 0;
  let open = false;
  const filled = text.replace(/\{\}/g, () => {
    const value = values[index++];
    const known = value ? literalText(value) : null;
    if (known === null) open = true;
    return known ?? '{}';
  });
  return open ? { kind: 'pattern', text: filled, location } : { kind: 'text', text: filled, location };
}

function concatValue(resolver: Resolver, parts: readonly Expression[], location: Location, steps: number): Value {
  const texts = parts.map((part) => valueOf(resolver, part, steps + 1)).map((value) => literalText(value) ?? (value.kind === 'pattern' ? value.text : '{}'));
  const text = texts.join('');
  return text.includes('{}') ? { kind: 'pattern', text, location } : { kind: 'text', text, location };
}

/** The text of a literal, or of the default of an environment read. */
function literalText(value: Value): string | null {
  return value.kind === 'text' ? value.text : null;
}

function dynamic(resolver: Resolver, expression: Expression, location: Location): Value {
  const text = resolver.source.slice(expression.start, Math.min(expression.end, expression.start + 60)).replace(/\s+/g, ' ');
  return { kind: 'dynamic', text, location };
}
