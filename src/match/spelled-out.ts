/**
 * Calls of the languages with braces, with their values spelled out: constants of an SDK as the model ids they stand for; objects made by a
 * call (a builder, a constructor with names) opened, unless the knowledge base describes that call, which then speaks for itself.
 */
import type { Argument, CallCandidate, Language, Value } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import { constantModelId } from './model-constant.ts';
import { packageOfModule } from './packages.ts';

/** Whether the call of an id is one that the knowledge base describes. */
export type Speaks = (id: number) => boolean;

/** The call with its arguments spelled out when they are first asked for. Python and JavaScript write ids as texts: their calls are left. */
export function spelledOut(index: Index, call: CallCandidate, speaks: Speaks): CallCandidate {
  if (call.language === 'python' || call.language === 'javascript') return call;
  let made: readonly Argument[] | null = null;
  return Object.create(call, {
    args: {
      get: () => {
        if (made) return made;
        const { args } = call;
        // While a call that is passed is looked at, this one must not be looked at again.
        made = args;
        made = args.map(({ name, value }) => ({ name, value: spell(index, call.language, value, speaks, 0) }));
        return made;
      },
    },
  });
}

function spell(index: Index, language: Language, value: Value, speaks: Speaks, depth: number): Value {
  if (depth > 6) return value;
  const inner = (of: Value): Value => spell(index, language, of, speaks, depth + 1);
  const entries = (of: readonly Argument[]): Argument[] => of.map(({ name, value: own }) => ({ name, value: inner(own) }));
  switch (value.kind) {
    case 'imported':
      return packageOfModule(index, language, value.module) ? constant(index, value, value.path) : value;
    case 'dynamic':
      return value.path?.[0] === '' ? constant(index, value, value.path) : value;
    case 'choice':
      return { ...value, options: value.options.map(inner) };
    case 'list':
      return { ...value, items: value.items.map(inner) };
    case 'object':
      return { ...value, entries: entries(value.entries) };
    case 'env':
      return value.fallback ? { ...value, fallback: inner(value.fallback) } : value;
    case 'call': {
      if (!value.entries) return value;
      if (!speaks(value.call)) return { ...value, entries: entries(value.entries) };
      const { entries: _, ...plain } = value;
      return plain;
    }
    default:
      return value;
  }
}

function constant(index: Index, value: Value, path: readonly string[]): Value {
  const id = constantModelId(index, path.at(-1) ?? '') ?? (path.length > 1 ? constantModelId(index, path.slice(-2).join('_')) : null);
  return id === null ? value : { kind: 'text', text: id, location: value.location, ...(value.when && { when: value.when }) };
}
