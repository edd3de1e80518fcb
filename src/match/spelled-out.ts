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
  const { kind, id, language, foreign } = call;
  return Object.assign(Object.create(SPELLED), { kind, id, language, foreign, call, index, speaks, made: null });
}

interface Spelled extends CallCandidate {
  readonly call: CallCandidate;
  readonly index: Index;
  readonly speaks: Speaks;
  made: readonly Argument[] | null;
}

/** Shared by all: what is not spelled out is asked of the call itself. */
const SPELLED = {
  get module() {
    return callOf(this).module;
  },
  get others() {
    return callOf(this).others;
  },
  get path() {
    return callOf(this).path;
  },
  get receivers() {
    return callOf(this).receivers;
  },
  get receiversWhen() {
    return callOf(this).receiversWhen;
  },
  get viaDefault() {
    return callOf(this).viaDefault;
  },
  get target() {
    return callOf(this).target;
  },
  get typed() {
    return callOf(this).typed;
  },
  get location() {
    return callOf(this).location;
  },
  given(names: ReadonlySet<string>): readonly Argument[] {
    const call = callOf(this);
    return call.given?.(names) ?? call.args;
  },
  get args() {
    const spelled = this as unknown as Spelled;
    if (spelled.made) return spelled.made;
    const { call, index, speaks } = spelled;
    const { args } = call;
    // While a call that is passed is looked at, this one must not be looked at again.
    spelled.made = args;
    spelled.made = args.map(({ name, value }) => ({ name, value: spell(index, call.language, value, speaks, 0) }));
    return spelled.made;
  },
};

function callOf(spelled: unknown): CallCandidate {
  return (spelled as Spelled).call;
}

function spell(index: Index, language: Language, value: Value, speaks: Speaks, depth: number): Value {
  if (depth > 6) return value;
  const inner = (of: Value): Value => spell(index, language, of, speaks, depth + 1);
  const entries = (of: readonly Argument[]): Argument[] => of.map(({ name, value: own }) => ({ name, value: inner(own) }));
  switch (value.kind) {
    case 'imported':
      if (REGION.test(value.path.at(-2) ?? '')) return { kind: 'text', text: regionName(value.path.at(-1) ?? ''), location: value.location };
      return packageOfModule(index, language, value.module) ? constant(index, value, value.path) : value;
    case 'dynamic':
      if (REGION.test(value.path?.at(-2) ?? '')) return { kind: 'text', text: regionName(value.path?.at(-1) ?? ''), location: value.location };
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

/** Types whose constants are the regions of a cloud: `Region.EU_CENTRAL_1`, `RegionEndpoint.EUCentral1`. */
const REGION = /^(?:Regions?|RegionEndpoint)$/;

function regionName(name: string): string {
  const words = name.includes('_') ? name.split('_') : (name.match(/^[A-Z]{2}|[A-Z][a-z]+|\d+/g) ?? [name]);
  return words.join('-').toLowerCase();
}

function constant(index: Index, value: Value, path: readonly string[]): Value {
  const id = constantModelId(index, path.at(-1) ?? '') ?? (path.length > 1 ? constantModelId(index, path.slice(-2).join('_')) : null);
  return id === null ? value : { kind: 'text', text: id, location: value.location, ...(value.when && { when: value.when }) };
}
