/**
 * Names -> what they stand for: follows variables, members, factories, parameters, loop variables and imports, within a file and through the
 * files of the repository, until something stands there that is no name. One recursive walk, a case per form: longer than other files.
 */
import { bound as boundOf } from '../../model/bounds.ts';
import { anchorOf, dotted } from './anchor.ts';
import { memberOfClass, settingsPrefix } from './classes.ts';
import { environmentCall } from './environment.ts';
import { lookUpExport } from './exports.ts';
import { beginRecord, endRecord, enter, type Found, fewOf, innerWalk, recall, tagged, type Walk } from './found.ts';
import { openedName } from './opened.ts';
import { type Unit, unitsBeside, unitsOfModule } from './program.ts';
import { reaching } from './reaching.ts';
import { type Call, type ClassNode, declaring, type Expression, enclosing, type FunctionNode, type Scope } from './tree.ts';

/** Everything an expression (and the names below it) can stand for. What cannot be followed further is found as it is, with the names left. */
export function follow(walk: Walk, unit: Unit, expression: Expression, rest: readonly string[] = []): Found[] {
  if (!enter(walk, expression, rest)) return [];
  walk.depth++;
  // The first step of a search has seen nothing: what it finds hangs on nothing else.
  const first = walk.seen?.length === 1 && rest.length === 0 && expression.kind === 'name';
  const found = first ? followFirst(walk, unit, expression) : followOne(walk, unit, expression, rest);
  walk.depth--;
  // Some of it comes to the same: half as many as may be told apart on top.
  return fewOf(walk.shared, found, Math.ceil(boundOf('alternatives') * 1.5)) as Found[];
}

/** A name a search begins with. Names that something else decides alone are followed once for all the places they stand at. */
function followFirst(walk: Walk, unit: Unit, name: Of<'name'>): Found[] {
  const { memo } = walk.shared;
  const anchor = memo && anchorOf(unit, name);
  if (!anchor) return followName(walk, unit, name, []);
  let named = memo.names.get(anchor);
  if (!named) memo.names.set(anchor, (named = new Map()));
  const key = dotted(name.path);
  const known = named.get(key);
  if (known && recall(walk, known)) return known.found.map((item) => readAt(item, known.name, unit, name));
  const begun = beginRecord(walk);
  const found = followName(walk, unit, name, []);
  const record = endRecord(walk, begun, found);
  if (record) named.set(key, { ...record, found: [...found], name });
  return found;
}

/** What was found for a name, as found for the same name at another place. */
function readAt(item: Found, before: Expression, unit: Unit, name: Expression): Found {
  if (item.expression === before) return { ...item, expression: name };
  return item.via?.expression === before ? { ...item, via: { unit, expression: name } } : item;
}

function followOne(walk: Walk, unit: Unit, expression: Expression, rest: readonly string[]): Found[] {
  switch (expression.kind) {
    case 'name':
      return followName(walk, unit, expression, rest);
    case 'member':
      return follow(walk, unit, expression.object, joined(expression.path, rest));
    case 'choice':
      return fewOf(walk.shared, expression.options, boundOf('alternatives') * 2).flatMap((option) => follow(walk, unit, option, rest));
    case 'object':
      return followObject(walk, unit, expression, rest);
    case 'index':
      return followIndex(walk, unit, expression, rest);
    case 'each':
      return followEach(walk, unit, expression, rest);
    case 'call':
      return followCall(walk, unit, expression, rest);
    case 'function':
      return rest.length > 0 && expression.of.property ? followAll(walk, unit, expression.of.returns, rest) : [{ unit, expression, rest }];
    case 'class':
      return followClass(walk, unit, expression, rest);
    case 'parameter':
      return followParameter(walk, unit, expression, rest);
    case 'import':
      return followImport(walk, unit, expression, rest);
    default:
      return [{ unit, expression, rest }];
  }
}

/** One path below another. Most of the time one of them is empty. */
function joined(path: readonly string[], below: readonly string[]): readonly string[] {
  return below.length === 0 ? path : path.length === 0 ? below : path.concat(below);
}

function followAll(walk: Walk, unit: Unit, expressions: readonly Expression[], rest: readonly string[]): Found[] {
  const [only] = expressions;
  if (expressions.length === 1 && only) return follow(walk, unit, only, rest);
  return fewOf(walk.shared, expressions).flatMap((expression) => follow(walk, unit, expression, rest));
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

function followName(walk: Walk, unit: Unit, expression: Of<'name'>, below: readonly string[]): Found[] {
  const { path } = expression;
  const head = path[0] ?? '';
  const rest = path.length > 1 ? joined(path.slice(1), below) : below;
  if (head === 'this' || head === 'self' || head === 'cls') return followOwn(walk, unit, expression, rest, below);
  const member = boundMember(expression.scope, head, rest);
  if (member) {
    const seen = reaching(unit, expression, member.scope, member.bound, walk.shared);
    // Set in another branch only: here it is as it was made.
    if (seen.length > 0) return followBound(walk, unit, seen, member.rest, expression);
  }
  const scope = declaring(expression.scope, head);
  const bound = scope?.names.get(head);
  if (scope && bound) return followBound(walk, unit, reaching(unit, expression, scope, bound, walk.shared), rest, expression);
  for (const module of unit.tree.stars) {
    const found = lookUpIn(walk, unitsOfModule(unit, module, head), head, rest);
    if (found) return found;
  }
  const inherited = unit.python || unit.language === 'javascript' ? null : inheritedName(walk, unit, expression.scope, head);
  if (inherited) return followMembers(walk, inherited.unit, inherited.bound, rest);
  const beside = lookUpIn(walk, unitsBeside(unit, head), head, rest);
  if (beside) return beside;
  const opened = openedName(unit, expression);
  return [{ unit, expression: opened ?? expression, rest: below }];
}

/** A name that a class around, or one it derives from, binds: fields need no `this` in most languages. */
function inheritedName(walk: Walk, unit: Unit, from: Scope, name: string): ReturnType<typeof memberOfClass> {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const found = scope.type && scope.type.bases.length > 0 ? memberOfClass(walk, unit, scope.type, name, follow) : null;
    if (found) return found;
  }
  return null;
}

/** What the first of some files that binds a name binds it to. */
function lookUpIn(walk: Walk, targets: readonly Unit[], name: string, rest: readonly string[]): Found[] | null {
  for (const target of targets) {
    const exported = lookUpExport(target, name);
    if (exported) return followAll(walk, target, exported, rest);
  }
  return null;
}

/** What a name is bound to, with the branches it was bound in. */
function followBound(walk: Walk, unit: Unit, bound: readonly Expression[], rest: readonly string[], name: Expression): Found[] {
  const [only] = bound;
  if (bound.length === 1 && only) return throughName(follow(walk, unit, only, rest), unit, name);
  return bound.flatMap((value) => tagged(throughName(follow(walk, unit, value, rest), unit, name), branchTag(unit, value, bound)));
}

/** The same, with the name that led to an import. */
function throughName(found: Found[], unit: Unit, name: Expression): Found[] {
  for (let at = 0; at < found.length; at++) {
    const item = found[at] as Found;
    if (item.expression.kind === 'import' && !item.via) found[at] = { ...item, via: { unit, expression: name } };
  }
  return found;
}

/** The choice a binding depends on, where there are others. */
function branchTag(unit: Unit, value: Expression, bound: readonly Expression[]): string | null {
  const branch = bound.length > 1 ? unit.tree.branches.get(value) : undefined;
  return branch ? `${unit.path}:${branch.chain}=${branch.index}` : null;
}

/** `self.x`, `this.x`: a member of the class around, or of one it derives from. */
function followOwn(walk: Walk, unit: Unit, expression: Of<'name'>, rest: readonly string[], below: readonly string[]): Found[] {
  const [name] = rest;
  if (name === undefined) return [{ unit, expression, rest: below }];
  const scope = enclosing(expression.scope, ['class']);
  const joined = rest.length > 1 ? scope.names.get(`self.${name}.${rest[1]}`) : undefined;
  if (joined) return followBound(walk, unit, reaching(unit, expression, scope, joined, walk.shared), rest.slice(2), expression);
  if (scope.type) {
    const found = memberOfClass(walk, unit, scope.type, name, follow);
    if (found)
      return followMembers(walk, found.unit, found.unit === unit ? reaching(unit, expression, scope, found.bound, walk.shared) : found.bound, rest.slice(1));
  }
  // Outside a class (functions that set `this.x`) the file keeps them.
  const bound = scope.names.get(`self.${name}`);
  return bound ? followAll(walk, unit, bound, rest.slice(1)) : [{ unit, expression, rest: below }];
}

/** A property stands for its result even when nothing is read below it. */
function followMembers(walk: Walk, unit: Unit, bound: readonly Expression[], rest: readonly string[]): Found[] {
  const [only] = bound;
  if (bound.length === 1 && only && only.kind !== 'function') return follow(walk, unit, only, rest);
  return fewOf(walk.shared, bound).flatMap((expression) => {
    const property = expression.kind === 'function' && expression.of.property;
    const found = property ? followAll(walk, unit, expression.of.returns, rest) : follow(walk, unit, expression, rest);
    return tagged(found, branchTag(unit, expression, bound));
  });
}

/** `params["model"] = x`, then `params.model`. */
function boundMember(scope: Scope, head: string, rest: readonly string[]): { bound: readonly Expression[]; rest: readonly string[]; scope: Scope } | null {
  if (rest.length === 0) return null;
  for (let current: Scope | null = scope; current; current = current.parent) {
    if (!current.members.has(head)) continue;
    for (let length = Math.min(rest.length, 3); length > 0; length--) {
      const bound = current.names.get(`${head}.${rest.slice(0, length).join('.')}`);
      if (bound) return { bound, rest: rest.slice(length), scope: current };
    }
  }
  return null;
}

function followObject(walk: Walk, unit: Unit, expression: Of<'object'>, rest: readonly string[]): Found[] {
  const [name, ...left] = rest;
  if (name === undefined) return [{ unit, expression, rest }];
  // The last entry of a name wins.
  const entry = expression.entries.findLast((candidate) => candidate.name === name);
  if (entry) return followMembers(walk, unit, [entry.value], left);
  const spread = expression.entries.filter((candidate) => candidate.name === '...');
  const found = spread.flatMap(({ value }) => follow(walk, unit, value, rest)).filter((item) => item.rest.length < rest.length);
  return found.length > 0 ? found : [{ unit, expression, rest }];
}

/** Values a mapping or list can give: by a key that is known where it is read, or a position, else any. */
function itemsOf(walk: Walk, found: Found, reader: Unit, key: Expression | null, position: number | null): readonly Expression[] | null {
  const { expression } = found;
  if (found.rest.length > 0) return null;
  if (expression.kind === 'list') {
    const item = position === null ? undefined : expression.items[position];
    return item ? [item] : expression.items;
  }
  if (expression.kind !== 'object') return null;
  const named = key ? follow(innerWalk(walk), reader, key).map((item) => (item.expression.kind === 'text' ? item.expression.text : null)) : [];
  const known = named.filter((name): name is string => name !== null);
  const chosen = known.length > 0 && known.length === named.length ? expression.entries.filter(({ name }) => known.includes(name)) : expression.entries;
  return chosen.filter(({ name }) => name !== '...').map(({ value }) => value);
}

/** What some items of a mapping or list stand for; which item it was is a choice that other reads of the same thing share. */
function followItems(walk: Walk, holder: Found, items: readonly Expression[], rest: readonly string[]): Found[] {
  return fewOf(walk.shared, items, boundOf('items')).flatMap((item) => {
    const found = tagged(follow(walk, holder.unit, item, rest), items.length > 1 ? `${holder.unit.path}:i${holder.expression.start}=${item.start}` : null);
    return (holder.tags ?? []).reduce((all, tag) => tagged(all, tag), found);
  });
}

function followIndex(walk: Walk, unit: Unit, expression: Of<'index'>, rest: readonly string[]): Found[] {
  return follow(innerWalk(walk), unit, expression.object).flatMap((found) => {
    const items = itemsOf(walk, found, unit, expression.key, expression.position);
    return items ? followItems(walk, found, items, rest) : [{ unit, expression, rest }];
  });
}

function followEach(walk: Walk, unit: Unit, expression: Of<'each'>, rest: readonly string[]): Found[] {
  return follow(innerWalk(walk), unit, expression.of).flatMap((found) => {
    const { expression: list } = found;
    return list.kind === 'list' && found.rest.length === 0 ? followItems(walk, found, list.items, rest) : [{ unit, expression, rest }];
  });
}

/** Calls whose result is what the function passed to them gives. */
const RUNS_ITS_FUNCTION = /^(?:cache|memo|memoize|once|lazy|singleton|useMemo|useCallback|unstable_cache|lru_cache|remember|globalSingleton)$/;
/** Methods that give one of what a list or mapping holds. */
const PICKS = new Set(['find', 'at', 'pop', 'shift', 'get', 'first', 'choice', 'findLast']);

function followCall(walk: Walk, unit: Unit, expression: Of<'call'>, rest: readonly string[]): Found[] {
  const { call } = expression;
  const self: Found = { unit, expression, rest };
  // A helper of one's own that reads the environment: the call says more than its body.
  if (environmentCall(unit, call)) return [self];
  const required = requiredModule(unit, call);
  if (required !== null)
    return follow(walk, unit, { kind: 'import', module: required, path: [], viaDefault: false, start: expression.start, end: expression.end }, rest);
  if (RUNS_ITS_FUNCTION.test(lastName(call.callee))) {
    const run = call.args.find(({ value }) => value.kind === 'function')?.value;
    if (run?.kind === 'function' && lastName(call.callee) === 'useMemo') return followAll(walk, unit, run.of.returns, rest);
  }
  const callees = calleesOf(walk, unit, call);
  if (callees === null) return [self];
  const [only] = callees;
  const results =
    callees.length === 1 && only ? followResult(walk, self, call, only) : callees.flatMap((callee): Found[] => followResult(walk, self, call, callee));
  return results.length > 0 ? results : [self];
}

/**
 * What a callee stands for; null while that is being looked for. The calls of a chain hang on each other, so what was found for one is remembered
 * and charged as if it were looked for again: the result never depends on who asked before.
 */
function calleesOf(walk: Walk, unit: Unit, call: Call): readonly Found[] | null {
  const { shared } = walk;
  const pending = (shared.pending ??= []);
  if (pending.includes(call)) {
    shared.cut = true;
    return null;
  }
  const known = shared.memo?.calls.get(call);
  if (known && recall(walk, known)) return known.found;
  const begun = beginRecord(walk);
  pending.push(call);
  const found = follow(innerWalk(walk), unit, call.callee);
  pending.pop();
  const record = endRecord(walk, begun, found);
  if (record) shared.memo?.calls.set(call, record);
  return found;
}

function followResult(walk: Walk, self: Found, call: Call, callee: Found): Found[] {
  const { expression: target, rest: method, unit } = callee;
  if (target.kind === 'function' && method.length === 0) return target.of.returns.length > 0 ? followAll(walk, unit, target.of.returns, self.rest) : [self];
  if (target.kind === 'class' && method.length === 0) return followInstance(walk, self, call, unit, target.of);
  if ((target.kind === 'list' || target.kind === 'object') && method.length === 1) return followPick(walk, self, call, callee);
  if (target.kind === 'call' && method.length === 0 && RUNS_ITS_FUNCTION.test(lastName(target.call.callee))) {
    const run = target.call.args.find(({ value }) => value.kind === 'function')?.value;
    if (run?.kind === 'function') return followAll(walk, unit, run.of.returns, self.rest);
  }
  return [self];
}

/** `MODELS.find(...)`, `MODELS.get(key, default)`, `ITEMS.filter(...)`. */
function followPick(walk: Walk, self: Found, call: Call, callee: Found): Found[] {
  const [method = ''] = callee.rest;
  if (method === 'filter' || method === 'copy' || method === 'slice') return follow(walk, callee.unit, callee.expression, self.rest);
  if (!PICKS.has(method)) return [self];
  const [key, fallback] = call.args;
  const items = itemsOf(walk, { ...callee, rest: [] }, self.unit, method === 'get' ? (key?.value ?? null) : null, null) ?? [];
  const found = followItems(walk, { ...callee, rest: [] }, items, self.rest);
  return method === 'get' && fallback ? [...found, ...follow(walk, self.unit, fallback.value, self.rest)] : found;
}

/** A member of an object made from a class of the repository: what this very call passes, else what the class binds. */
function followInstance(walk: Walk, self: Found, call: Call, unit: Unit, of: ClassNode): Found[] {
  const [name, ...left] = self.rest;
  if (name === undefined) return [self];
  const given = of.constructed ? null : argumentOf(call, of, name);
  if (given && settingsPrefix(walk, unit, of, follow) === null) return follow(walk, self.unit, given, left);
  const found = memberOfClass(walk, unit, of, name, follow);
  return found ? followMembers(walk, found.unit, found.bound, left) : [self];
}

function followClass(walk: Walk, unit: Unit, expression: Of<'class'>, rest: readonly string[]): Found[] {
  const [name, ...left] = rest;
  const found = name === undefined ? null : memberOfClass(walk, unit, expression.of, name, follow);
  if (!found) return [{ unit, expression, rest }];
  // `Model.FAST.value` is the value of an enum member.
  return followMembers(walk, found.unit, found.bound, left[0] === 'value' ? left.slice(1) : left);
}

/** What callers in this file pass, the default, and the parameter itself: others may pass something else. */
function followParameter(walk: Walk, unit: Unit, expression: Of<'parameter'>, rest: readonly string[]): Found[] {
  const self: Found = { unit, expression, rest };
  const { of, name, fallback } = expression;
  if (of.kind === 'class' && settingsPrefix(walk, unit, of, follow) !== null && (rest.length === 0 || fallback === null || fallback.kind === 'text'))
    return [self];
  const passed = fewOf(walk.shared, callersOf(unit).get(of) ?? [], Math.ceil(boundOf('alternatives') / 2)).flatMap((call) => {
    const given = argumentOf(call, of, name);
    return given ? follow(walk, unit, given, rest) : [];
  });
  const usual = fallback && !isBareField(fallback) ? follow(walk, unit, fallback, rest) : [];
  if (passed.length + usual.length === 0 && expression.type && rest.length > 0) {
    const typed = followType(walk, unit, expression.type, rest);
    if (typed.length > 0) return typed;
  }
  return [...passed, ...usual, self];
}

/** `Field(description="...")` or `field()`: a field that somebody has to give. */
function isBareField(value: Expression): boolean {
  if (value.kind !== 'call' || !/^[Ff]ield$/.test(lastName(value.call.callee))) return false;
  return !value.call.args.some(({ name, value: given }) => name === 'default_factory' || ((name === 'default' || name === '0') && given.kind !== 'opaque'));
}

/** A member of something whose class is only known by an annotation. */
function followType(walk: Walk, unit: Unit, type: Expression, rest: readonly string[]): Found[] {
  return follow(innerWalk(walk), unit, type).flatMap((found) => {
    const { expression } = found;
    const [name = '', ...left] = rest;
    const member = expression.kind === 'class' && found.rest.length === 0 ? memberOfClass(walk, found.unit, expression.of, name, follow) : null;
    return member ? followMembers(walk, member.unit, member.bound, left) : [];
  });
}

/** The argument a call gives a parameter; null when it gives none. */
export function argumentOf(call: Call, of: FunctionNode | ClassNode, name: string): Expression | null {
  const direct = call.args.find((arg) => arg.name === name);
  if (direct) return direct.value;
  const parameter = of.parameters.find((candidate) => candidate.name === name);
  if (!parameter) return null;
  const positional = parameter.position === null ? undefined : call.args.find((arg) => arg.name === String(parameter.position));
  if (!positional) return null;
  if (!parameter.destructured) return positional.value;
  if (positional.value.kind !== 'object')
    return { kind: 'member', object: positional.value, path: [name], start: positional.value.start, end: positional.value.end };
  return positional.value.entries.find((entry) => entry.name === name)?.value ?? null;
}

/** Calls of a file by the function or class of the same file they call. */
function callersOf(unit: Unit): ReadonlyMap<FunctionNode | ClassNode, readonly Call[]> {
  if (unit.callers) return unit.callers;
  const callers = new Map<FunctionNode | ClassNode, Call[]>();
  unit.callers = callers;
  for (const call of unit.tree.calls) {
    const of = calledHere(call.callee);
    if (!of) continue;
    const list = callers.get(of);
    if (list) list.push(call);
    else callers.set(of, [call]);
  }
  return callers;
}

/** The function or class of this file that a callee plainly names. */
function calledHere(callee: Expression): FunctionNode | ClassNode | null {
  if (callee.kind !== 'name') return null;
  const [head = '', name] = callee.path;
  const own = head === 'this' || head === 'self' || head === 'cls';
  if (callee.path.length > (own ? 2 : 1)) return null;
  const bound = own ? enclosing(callee.scope, ['class']).names.get(`self.${name}`) : declaring(callee.scope, head)?.names.get(head);
  const target = bound?.at(-1);
  return target?.kind === 'function' || target?.kind === 'class' ? target.of : null;
}

function followImport(walk: Walk, unit: Unit, expression: Of<'import'>, rest: readonly string[]): Found[] {
  const self: Found = { unit, expression, rest };
  if (unit.repository === null) return [self];
  const names = expression.viaDefault ? ['default', ...rest] : joined(expression.path, rest);
  const found = lookUpModule(walk, unit, expression.module, names);
  return found ?? [self];
}

function lookUpModule(walk: Walk, unit: Unit, module: string, names: readonly string[]): Found[] | null {
  const [name, ...left] = names;
  if (name === undefined) return null;
  const targets = unitsOfModule(unit, module, name);
  const exported = lookUpIn(walk, targets, name, left);
  if (exported) return exported;
  // `export * from` and `from x import *`.
  for (const target of targets) {
    for (const star of target.tree.stars) {
      // What was seen by way of a star is not looked at again: the next search may find more.
      walk.shared.cut = true;
      const found = walk.shared.stars?.has(`${target.path} ${star} ${name}`) ? null : lookUpStar(walk, target, star, names);
      if (found) return found;
    }
  }
  if (!unit.python) return null;
  // The name may be a module below: `from app import llm`.
  return lookUpModule(walk, unit, module.endsWith('.') ? `${module}${name}` : `${module}.${name}`, left);
}

function lookUpStar(walk: Walk, target: Unit, star: string, names: readonly string[]): Found[] | null {
  (walk.shared.stars ??= new Set()).add(`${target.path} ${star} ${names[0]}`);
  return lookUpModule(walk, target, star, names);
}

/** The module of `require('m')`, `import('m')` or `importlib.import_module("m")`; null for any other call. */
export function requiredModule(unit: Unit, call: Call): string | null {
  const { callee } = call;
  const argument = call.args[0]?.value;
  if (callee.kind !== 'name' || argument === undefined) return null;
  const [name, next] = callee.path;
  const { length } = callee.path;
  const loads = unit.python
    ? (length === 1 && (name === 'import_module' || name === '__import__')) || (length === 2 && name === 'importlib' && next === 'import_module')
    : length === 1 && (name === 'require' || name === 'import');
  return loads ? spelledName(unit, argument) : null;
}

/** The text an expression is, also in pieces (`'open' + 'ai'`) or under a name that is bound once at the top of the file. */
function spelledName(unit: Unit, expression: Expression): string | null {
  if (expression.kind === 'text') return expression.text;
  if (expression.kind === 'concat') {
    const parts = expression.parts.slice(0, 32).map((part) => (part.kind === 'text' ? part.text : null));
    return parts.every((part) => part !== null) ? parts.join('') : null;
  }
  const bound = expression.kind === 'name' && expression.path.length === 1 ? unit.tree.file.names.get(expression.path[0] as string) : undefined;
  const [only] = bound?.length === 1 ? bound : [];
  return only && only.kind !== 'name' ? spelledName(unit, only) : null;
}

/** The last name of a callee; empty when it has none. */
export function lastName(callee: Expression): string {
  return callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
}
