import type { z } from 'zod';
import { didYouMean } from '../util/closest.ts';
import { type Problem, positionOf, type RawEntry } from './entry.ts';
import { isRecord } from './parse.ts';
import { KINDS } from './schema.ts';

type Issue = z.core.$ZodIssue;

/** Checks the shape of every entry. Returns all problems, in file order. */
export function checkShapes(entries: readonly RawEntry[]): Problem[] {
  const problems: Problem[] = [];
  for (const entry of entries) {
    const parsed = KINDS[entry.kind].safeParse(entry.value);
    if (parsed.success) continue;
    for (const issue of parsed.error.issues) problems.push(...describe(entry, issue, KINDS[entry.kind]));
  }
  return problems;
}

/** One zod issue as problems a rule author can act on: what was found, what was expected, the nearest right word. */
export function describe(entry: RawEntry, issue: Issue, schema: z.ZodType, prefix: readonly (string | number)[] = []): Problem[] {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const found = valueAt(entry.value, path);
  const at = (target: readonly (string | number)[], message: string, key = false): Problem => ({
    file: entry.file,
    ...positionOf(entry, target, key),
    message,
  });
  const label = path.length > 0 ? `${path.join('.')}: ` : '';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        at([...path, key], `unknown key "${key}"${didYouMean(key, knownKeys(schema, path)) || ` in ${path.join('.') || entry.kind}`}`, true),
      );
    case 'invalid_union': {
      const branch = bestBranch(issue.errors, found);
      return branch.length > 0 ? branch.flatMap((inner) => describe(entry, inner, schema, path)) : [at(path, `${label}${issue.message}`)];
    }
    case 'invalid_value': {
      const expected = issue.values.map(String);
      const hint = typeof found === 'string' ? didYouMean(found, expected) : '';
      return [at(path, `${label}found ${show(found)}, expected ${expected.length === 1 ? '' : 'one of '}${expected.join(', ')}${hint}`)];
    }
    case 'invalid_type':
      return found === undefined
        ? [at(path, `missing key "${String(path[path.length - 1])}" (${issue.expected})`)]
        : [at(path, `${label}found ${show(found)}, expected ${issue.expected}${quoteHint(found, issue.expected)}`)];
    default:
      return [at(path, `${label}${issue.message}${found === undefined ? '' : `, found ${show(found)}`}`)];
  }
}

/** YAML reads 1.10 as a number and loses the zero: tell the author to quote. */
function quoteHint(found: unknown, expected: string): string {
  return expected === 'string' && (typeof found === 'number' || typeof found === 'boolean') ? ' (quote it)' : '';
}

/** Of the failed branches of a union, the one the author most likely meant: the deepest for a mapping, the first otherwise. */
function bestBranch(branches: readonly (readonly Issue[])[], found: unknown): readonly Issue[] {
  if (isRecord(found)) {
    const objects = branches.filter((issues) => issues.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'));
    return [...objects].sort((a, b) => a.length - b.length)[0] ?? branches[0] ?? [];
  }
  return branches[0] ?? [];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[part];
  }
  return current;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

interface SchemaLike {
  readonly def?: {
    readonly shape?: Record<string, SchemaLike>;
    readonly innerType?: SchemaLike;
    readonly element?: SchemaLike;
    readonly valueType?: SchemaLike;
    readonly options?: readonly SchemaLike[];
    readonly in?: SchemaLike;
  };
}

/** Keys allowed at a path of a schema, for "did you mean". */
function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let nodes: SchemaLike[] = unwrap(schema as unknown as SchemaLike);
  for (const part of path) {
    nodes = nodes.flatMap((node) => {
      const next = node.def?.shape?.[part] ?? node.def?.element ?? node.def?.valueType;
      return next ? unwrap(next) : [];
    });
  }
  return nodes.flatMap((node) => Object.keys(node.def?.shape ?? {}));
}

function unwrap(node: SchemaLike): SchemaLike[] {
  const inner = node.def?.innerType ?? node.def?.in;
  if (inner) return unwrap(inner);
  if (node.def?.options) return node.def.options.flatMap(unwrap);
  return [node];
}
