/** What a call's callee leads back to: a module, the results of other calls, a function of the repository, or nobody knows. */
import type { CallTarget } from '../../model/candidate.ts';
import { anchorOf, dotted } from './anchor.ts';
import { follow, lastName } from './follow.ts';
import { type Found, newWalk } from './found.ts';
import { namesFile, type Unit } from './program.ts';
import { type Call, type ClassNode, type Expression, enclosing, type FunctionNode, type NamedExpression, type Scope } from './tree.ts';
import { functionId, type Reader } from './values.ts';

export interface Callee {
  readonly module: string | null;
  readonly others?: readonly string[] | undefined;
  readonly path: readonly string[];
  readonly receivers: readonly number[];
  readonly when: readonly (readonly string[])[];
  readonly viaDefault: boolean;
  readonly target: CallTarget | null;
  readonly typed: boolean;
  /** Named arguments given elsewhere: by the constructor of a derived class to its parent, by `partial`. */
  readonly handed?: { readonly unit: Unit; readonly args: readonly NamedExpression[] };
}

/** Callees of one file by what their first name is bound to, and by the name. */
const CALLEES = new WeakMap<Reader, Map<object, Map<string, Callee>>>();

/** The callee of a call, through the names of its file and of the files it imports. The same name bound to the same thing is followed once. */
export function calleeOf(reader: Reader, unit: Unit, call: Call): Callee {
  const { callee } = call;
  const anchor = anchorOf(unit, callee);
  if (anchor === null || callee.kind !== 'name') return findCallee(reader, unit, call);
  let anchors = CALLEES.get(reader);
  if (!anchors) CALLEES.set(reader, (anchors = new Map()));
  let named = anchors.get(anchor);
  if (!named) anchors.set(anchor, (named = new Map()));
  const name = dotted(callee.path);
  const known = named.get(name);
  if (known) return known;
  const made = findCallee(reader, unit, call);
  named.set(name, made);
  return made;
}

function findCallee(reader: Reader, unit: Unit, call: Call): Callee {
  const written = writtenPath(call.callee);
  let known: Callee | null = null;
  let target: CallTarget | null = null;
  const receivers: number[] = [];
  const when: (readonly string[])[] = [];
  for (const found of follow(newWalk(reader.memo), unit, call.callee)) {
    const callee = calleeFrom(reader, found, written);
    if (!callee) continue;
    if (callee.module !== null || callee.receivers.length > 0) known ??= callee;
    target ??= callee.target;
    for (const id of callee.receivers) {
      if (receivers.includes(id)) continue;
      receivers.push(id);
      when.push(found.tags ?? []);
    }
  }
  if (known) return { ...known, receivers, when, target };
  return plainCallee(written, NONE, NONE, target);
}

/** The names of a callee as written. */
function writtenPath(callee: Expression): readonly string[] {
  return callee.kind === 'name' || callee.kind === 'member' ? callee.path : [];
}

function calleeFrom(reader: Reader, found: Found, written: readonly string[]): Callee | null {
  const { expression, rest, unit } = found;
  switch (expression.kind) {
    case 'import':
      return importedCallee(found, written);
    case 'call':
      if (rest.length === 0 && lastName(expression.call.callee) === 'partial') return partialCallee(reader, unit, expression.call, written);
      return plainCallee(rest, [reader.callId(unit, expression.call)], [found.tags ?? []], null);
    case 'class':
      return rest.length > 0 ? null : (baseCallee(unit, expression) ?? plainCallee(written, NONE, NONE, targetOf(unit, expression.of)));
    case 'function':
      return rest.length > 0 ? null : plainCallee(written, NONE, NONE, targetOf(unit, expression.of));
    case 'parameter':
      return expression.type ? typedCallee(unit, expression.type, rest) : null;
    default:
      return null;
  }
}

const NONE: readonly never[] = [];

/** A callee of no module. Written out, as every call of every file has one: to spread a common part into it takes several times as long. */
function plainCallee(path: readonly string[], receivers: readonly number[], when: Callee['when'], target: CallTarget | null): Callee {
  return { module: null, path, receivers, when, viaDefault: false, target, typed: false };
}

function importedCallee({ expression, rest, unit }: Found, written: readonly string[]): Callee | null {
  if (expression.kind !== 'import' || isLocal(unit, expression.module)) return null;
  const { module, others, path, viaDefault } = expression;
  const open = others ? { others } : {};
  const full = [...path, ...rest];
  // `const OpenAI = require('openai')`: the module itself is called, under a name of the importer's choice.
  if (full.length === 0)
    return { module, path: written.slice(-1), receivers: [], when: [], viaDefault: unit.python || unit.language === 'javascript', target: null, typed: false };
  return { module, ...open, path: full, receivers: [], when: [], viaDefault, target: null, typed: false };
}

/** `partial(client.chat.completions.create, model="x")` is called as its first argument. */
function partialCallee(reader: Reader, unit: Unit, call: Call, written: readonly string[]): Callee | null {
  const [first] = call.args;
  if (first?.name !== '0') return null;
  for (const found of follow(newWalk(reader.memo), unit, first.value)) {
    const callee = calleeFrom(reader, found, written);
    if (callee) return { ...callee, handed: { unit, args: call.args } };
  }
  return null;
}

function targetOf(unit: Unit, of: FunctionNode | ClassNode): CallTarget {
  return { function: functionId(unit, of), parameters: of.parameters };
}

/** A class of this repository that derives from one of a package is called as that one is. */
function baseCallee(unit: Unit, expression: Extract<Expression, { kind: 'class' }>): Callee | null {
  for (const base of expression.of.bases) {
    for (const found of follow(newWalk(), unit, base)) {
      const { expression: parent } = found;
      if (parent.kind !== 'import' || isLocal(found.unit, parent.module)) continue;
      const callee = importedCallee(found, parent.path);
      if (!callee) continue;
      const args = parentConstruction(unit, expression.of)?.args ?? [];
      return { ...callee, target: targetOf(unit, expression.of), handed: { unit, args } };
    }
  }
  return null;
}

/** The call of the parent's constructor inside a class: `super().__init__(...)`, `super(...)`. */
function parentConstruction(unit: Unit, of: ClassNode): Call | null {
  // Python's `super()` alone only names the parent.
  return unit.tree.calls.find(({ callee }) => (unit.python ? callee.kind === 'member' : true) && superScope(callee) === of.scope) ?? null;
}

/** The class in which a callee is `super` or `super().__init__`. */
function superScope(callee: Expression): Scope | null {
  if (callee.kind === 'member' && callee.path.join('.') === '__init__' && callee.object.kind === 'call') return superScope(callee.object.call.callee);
  return callee.kind === 'name' && callee.path.join('.') === 'super' ? enclosing(callee.scope, ['class']) : null;
}

/** Whether a module is a file of this repository. */
export function isLocal(unit: Unit, module: string): boolean {
  return module.startsWith('.') || namesFile(unit, module);
}

/** A parameter whose annotation names a class of a package: what is called is known, where the object came from is not. */
function typedCallee(unit: Unit, type: Expression, rest: readonly string[]): Callee | null {
  if (rest.length === 0) return null;
  for (const found of follow(newWalk(), unit, type)) {
    // The class of a Python or JavaScript annotation is the import itself; elsewhere it can be one inside another (`ChatClient.Builder`).
    const inner = found.rest.length === 0 || !(unit.python || unit.language === 'javascript');
    if (found.expression.kind === 'import' && inner && !isLocal(found.unit, found.expression.module)) {
      const { module, others, path, viaDefault } = found.expression;
      return { module, ...(others && { others }), path: [...path, ...found.rest, ...rest], receivers: [], when: [], viaDefault, target: null, typed: true };
    }
  }
  return null;
}
