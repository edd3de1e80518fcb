/** Reads the arguments of a call: which one carries the model, the endpoint, the region, whatever the library calls it. */
import type { Argument, Value } from '../model/candidate.ts';
import type { CallShape } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';

/** Lower case without separators: base_url, baseURL and base-url are one word. */
export function word(name: string): string {
  return name.toLowerCase().replace(/[_\-\s.]/g, '');
}

/** All arguments of a call, with the entries of object arguments (JavaScript options), down to `depth` levels. */
export function flatten(args: readonly Argument[], depth = 2): Argument[] {
  const result: Argument[] = [];
  for (const arg of args) {
    result.push(arg);
    if (arg.value.kind === 'object' && depth > 0) result.push(...flatten(arg.value.entries, depth - 1));
  }
  return result;
}

type Role = 'model' | 'baseUrl' | 'region' | 'revision' | 'key';

/** The value of the argument in a role: by the names of the call shape, else by the common vocabulary. */
export function argumentFor(index: Index, args: readonly Argument[], role: Role, shape: CallShape | null): Value | null {
  const named = role === 'model' ? shape?.modelArgs : role === 'baseUrl' ? shape?.baseUrlArgs : role === 'region' ? shape?.regionArgs : undefined;
  for (const name of named ?? []) {
    const direct = args.find((arg) => arg.name === name) ?? flatten(args).find((arg) => arg.name === name);
    if (direct && direct.value.kind !== 'object' && direct.value.kind !== 'list') return direct.value;
  }
  const vocabulary = index.arguments[role];
  // The model stands at the top of the options; an endpoint may be one level down (`configuration: { baseURL }`).
  const found = flatten(args, role === 'model' ? 1 : 2).find((arg) => vocabulary.has(word(arg.name)) && arg.value.kind !== 'object');
  return found?.value ?? null;
}

/** Whether a call has the argument values its shape requires (`client("bedrock-runtime")`). */
export function requirementsMet(shape: CallShape, args: readonly Argument[]): boolean {
  return Object.entries(shape.requires).every(([name, allowed]) => {
    const value = flatten(args, 1).find((arg) => arg.name === name)?.value;
    const texts = value ? literals(value) : [];
    return texts.some((text) => allowed.includes(text));
  });
}

function literals(value: Value): string[] {
  if (value.kind === 'text' || value.kind === 'dynamic') return [value.text];
  if (value.kind === 'env') return value.fallback ? literals(value.fallback) : [];
  if (value.kind === 'choice') return value.options.flatMap(literals);
  return [];
}

/** The alternatives of a value, with whether environment or configuration chooses among them. */
export interface Alternative {
  readonly value: Value;
  readonly configurable: boolean;
}

/** Opens choices and environment reads: `a or b`, `getenv("X", "d")`. At most eight. */
export function alternatives(value: Value, configurable = false): Alternative[] {
  if (value.kind === 'choice') return value.options.flatMap((option) => alternatives(option, true)).slice(0, 8);
  if (value.kind === 'env') {
    if (value.fallback === null) return [{ value, configurable: true }];
    return alternatives(value.fallback, true);
  }
  return [{ value, configurable }];
}
