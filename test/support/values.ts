/** Values and calls as a grammar hands them on, for tests of matching alone. All stand at line 1 of `app.py` unless said. */
import type { Argument, CallCandidate, Value } from '../../src/model/candidate.ts';
import type { CallShape } from '../../src/model/entity.ts';
import type { Location } from '../../src/model/location.ts';

export function placed(line = 1, column = 1, path = 'app.py'): Location {
  return { path, line, column, endLine: line, endColumn: column + 1 };
}

const location = placed();
type Of<K extends Value['kind']> = Extract<Value, { kind: K }>;

export const text = (value: string, more: Partial<Of<'text'>> = {}): Value => ({ kind: 'text', text: value, location, ...more });
export const pattern = (value: string, more: Partial<Of<'pattern'>> = {}): Value => ({ kind: 'pattern', text: value, location, ...more });
export const env = (name: string, fallback: Value | null = null, more: Partial<Of<'env'>> = {}): Value => ({ kind: 'env', name, fallback, location, ...more });
export const choice = (...options: Value[]): Value => ({ kind: 'choice', options, location });
export const dynamic = (value: string, more: Partial<Of<'dynamic'>> = {}): Value => ({ kind: 'dynamic', text: value, location, ...more });
export const imported = (module: string, ...path: string[]): Value => ({ kind: 'imported', module, path, location });
export const object = (entries: Readonly<Record<string, Value>>): Value => ({ kind: 'object', entries: args(entries), location });
export const list = (...items: Value[]): Value => ({ kind: 'list', items, location });
export const made = (call: number, more: Partial<Of<'call'>> = {}): Value => ({ kind: 'call', call, location, ...more });

export function args(entries: Readonly<Record<string, Value>>): Argument[] {
  return Object.entries(entries).map(([name, value]) => ({ name, value }));
}

/** A shape that only has what is said. */
export function shape(name: string, over: Partial<CallShape> = {}): CallShape {
  return {
    name,
    makes: 'client',
    service: null,
    purpose: null,
    modelArgs: [],
    baseUrlArgs: [],
    regionArgs: [],
    baseUrlEnv: [],
    keyEnv: [],
    modelPrefix: null,
    keeps: false,
    config: null,
    loadsWeights: false,
    requires: {},
    ...over,
  };
}

export function call(path: readonly string[], over: Partial<CallCandidate> = {}): CallCandidate {
  return { kind: 'call', id: 1, language: 'python', module: null, path, receivers: [], viaDefault: false, args: [], location, ...over };
}

/** The usual words for the arguments of a call. */
export const USUAL_ARGUMENTS = {
  model: new Set(['model']),
  baseUrl: new Set(['baseurl']),
  region: new Set(['region']),
  revision: new Set(['revision']),
  key: new Set(['apikey']),
  fallback: new Set(['fallbacks']),
  device: new Set(['device']),
};
