/** What a call's callee leads back to: a module, the results of other calls, a function of the repository, or nobody knows. */
import type { CallTarget } from '../../model/candidate.ts';
import { follow } from './follow.ts';
import { type Found, newWalk } from './found.ts';
import { namesFile, type Unit } from './program.ts';
import type { Call, Expression } from './tree.ts';
import { functionId, type Reader } from './values.ts';

export interface Callee {
  readonly module: string | null;
  readonly path: readonly string[];
  readonly receivers: readonly number[];
  readonly when: readonly (readonly string[])[];
  readonly viaDefault: boolean;
  readonly target: CallTarget | null;
  readonly typed: boolean;
}

/** The callee of a call, through the names of its file and of the files it imports. */
export function calleeOf(reader: Reader, unit: Unit, call: Call): Callee {
  const written = writtenPath(call.callee);
  const unknown: Callee = { module: null, path: written, receivers: [], when: [], viaDefault: false, target: null, typed: false };
  let known: Callee | null = null;
  let target: CallTarget | null = null;
  const receivers: number[] = [];
  const when: (readonly string[])[] = [];
  for (const found of follow(newWalk(), unit, call.callee)) {
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
  return { ...unknown, target };
}

/** The names of a callee as written. */
function writtenPath(callee: Expression): readonly string[] {
  return callee.kind === 'name' || callee.kind === 'member' ? callee.path : [];
}

function calleeFrom(reader: Reader, found: Found, written: readonly string[]): Callee | null {
  const { expression, rest, unit } = found;
  const none = { module: null, receivers: [], when: [], viaDefault: false, target: null, typed: false };
  switch (expression.kind) {
    case 'import':
      return importedCallee(found, written);
    case 'call':
      return { ...none, path: rest, receivers: [reader.callId(unit, expression.call)], when: [found.tags ?? []] };
    case 'function':
    case 'class':
      return rest.length > 0 ? null : { ...none, path: written, target: { function: functionId(unit, expression.of), parameters: expression.of.parameters } };
    case 'parameter':
      return expression.type ? typedCallee(unit, expression.type, rest) : null;
    default:
      return null;
  }
}

function importedCallee({ expression, rest, unit }: Found, written: readonly string[]): Callee | null {
  if (expression.kind !== 'import' || isLocal(unit, expression.module)) return null;
  const { module, path, viaDefault } = expression;
  const full = [...path, ...rest];
  // `const OpenAI = require('openai')`: the module itself is called, under a name of the importer's choice.
  if (full.length === 0) return { module, path: written.slice(-1), receivers: [], when: [], viaDefault: true, target: null, typed: false };
  return { module, path: full, receivers: [], when: [], viaDefault, target: null, typed: false };
}

/** Whether a module is a file of this repository. */
export function isLocal(unit: Unit, module: string): boolean {
  return module.startsWith('.') || namesFile(unit, module);
}

/** A parameter whose annotation names a class of a package: what is called is known, where the object came from is not. */
function typedCallee(unit: Unit, type: Expression, rest: readonly string[]): Callee | null {
  if (rest.length === 0) return null;
  for (const found of follow(newWalk(), unit, type)) {
    if (found.expression.kind === 'import' && found.rest.length === 0 && !isLocal(found.unit, found.expression.module)) {
      const { module, path, viaDefault } = found.expression;
      return { module, path: [...path, ...rest], receivers: [], when: [], viaDefault, target: null, typed: true };
    }
  }
  return null;
}
