import type { Document, LineCounter } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from './closest.ts';

/** Something wrong in a YAML file somebody wrote, with its position. All problems of all files are reported at once. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** A parsed part of a YAML file. `base` is the path of the part in its document. */
export interface YamlPart {
  readonly file: string;
  readonly value: unknown;
  readonly base: Path;
  /** Null when the value did not come from YAML text: positions are then 1:1. */
  readonly document: Document | null;
  readonly lines: LineCounter | null;
  /** Where the text was read without places: parses it again for them, once somebody asks. */
  readonly locate?: () => { readonly document: Document | null; readonly lines: LineCounter | null };
}

/** Whether a part comes from text somebody wrote, and not from what a build has checked before. */
export function isWritten({ document, locate }: Pick<YamlPart, 'document' | 'locate'>): boolean {
  return document !== null || locate !== undefined;
}

/** Position of a path in a part; climbs to the nearest node that exists. `key` points at the key instead of the value. */
export function positionOf(part: YamlPart, path: Path, key = false): { line: number; column: number } {
  const { document, lines } = part.document === null && part.locate ? part.locate() : part;
  if (!document || !lines) return { line: 1, column: 1 };
  for (let length = path.length; length >= 0; length--) {
    const full = [...part.base, ...path.slice(0, length)];
    const offset = nodeOffset(document, full, key && length === path.length);
    if (offset !== null) {
      const { line, col } = lines.linePos(offset);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}

interface PairLike {
  readonly key: { readonly value?: unknown; readonly range?: readonly number[] | null };
}

function nodeOffset(document: Document, path: Path, key: boolean): number | null {
  if (key) {
    const parent = (path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents) as { items?: PairLike[] } | null;
    const pair = parent?.items?.find((item) => item.key?.value === path[path.length - 1]);
    return pair?.key.range?.[0] ?? null;
  }
  const node = (path.length > 0 ? document.getIn(path, true) : document.contents) as { range?: readonly number[] | null } | null | undefined;
  return node?.range?.[0] ?? null;
}

type Issue = z.core.$ZodIssue;

/** All problems of a part against a schema, in the order zod finds them. */
export function schemaProblems(part: YamlPart, schema: z.ZodType): Problem[] {
  const parsed = schema.safeParse(part.value);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => describe(part, issue, schema));
}

/** One zod issue as problems a author can act on: what was found, what was expected, the nearest right word. */
function describe(part: YamlPart, issue: Issue, schema: z.ZodType, prefix: Path = []): Problem[] {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const found = valueAt(part.value, path);
  const at = (target: Path, message: string, key = false): Problem => ({
    file: part.file,
    ...positionOf(part, target, key),
    message,
  });
  const label = path.length > 0 ? `${path.join('.')}: ` : '';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = knownKeys(schema, path);
        const hint = didYouMean(key, known) || (known.length === 0 ? '' : `, expected one of ${known.join(', ')}`);
        return at([...path, key], `${label}unknown key "${key}"${hint}`, true);
      });
    case 'invalid_union': {
      const branch = bestBranch(issue.errors, found);
      return branch.length > 0 ? branch.flatMap((inner) => describe(part, inner, schema, path)) : [at(path, `${label}${issue.message}`)];
    }
    case 'invalid_value': {
      const expected = issue.values.map(String);
      if (found === undefined) return [at(path, `missing key "${String(path[path.length - 1])}" (one of ${expected.join(', ')})`)];
      const hint = typeof found === 'string' ? didYouMean(found, expected) : '';
      return [at(path, `${label}found ${show(found)}, expected ${expected.length === 1 ? '' : 'one of '}${expected.join(', ')}${hint}`)];
    }
    case 'invalid_type': {
      // What the schema says itself is more than the name of a type.
      const expected = issue.message.startsWith('Invalid input') ? typeWords(issue.expected) : issue.message;
      return found === undefined
        ? [at(path, `missing key "${String(path[path.length - 1])}" (${expected})`)]
        : [at(path, `${label}${found === null ? 'nothing written' : `found ${show(found)}`}, expected ${expected}${quoteHint(found, issue.expected)}`)];
    }
    case 'invalid_key':
      return [at(path, `${label}${issue.issues.map(({ message }) => message).join('; ')}, found "${String(path.at(-1))}"`, true)];
    default:
      return [at(path, `${label}${issue.message}${found === undefined ? '' : `, found ${show(found)}`}${simplerHint(issue, found)}`)];
  }
}

/** A text of the wrong form that fits in small letters with hyphens: `OpenAI`, `Apache-2.0`. */
function simplerHint(issue: Issue, found: unknown): string {
  if (issue.code !== 'invalid_format' || typeof found !== 'string' || !('pattern' in issue) || typeof issue.pattern !== 'string') return '';
  const simpler = found
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(issue.pattern) ?? [];
  return simpler !== found && source !== '' && new RegExp(source, flags).test(simpler) ? `, did you mean "${simpler}"?` : '';
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** A type as authors call it. */
function typeWords(type: string): string {
  return TYPE_WORDS[type] ?? type;
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

function valueAt(value: unknown, path: Path): unknown {
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
    readonly keyType?: { readonly def?: { readonly entries?: Record<string, string> } };
  };
}

/** Keys allowed at a path of a schema, for "did you mean". */
function knownKeys(schema: z.ZodType, path: Path): string[] {
  let nodes: SchemaLike[] = unwrap(schema as unknown as SchemaLike);
  for (const part of path) {
    nodes = nodes.flatMap((node) => {
      const next = node.def?.shape?.[part] ?? node.def?.element ?? node.def?.valueType;
      return next ? unwrap(next) : [];
    });
  }
  return nodes.flatMap((node) => Object.keys(node.def?.shape ?? node.def?.keyType?.def?.entries ?? {}));
}

function unwrap(node: SchemaLike): SchemaLike[] {
  const inner = node.def?.innerType ?? node.def?.in;
  if (inner) return unwrap(inner);
  if (node.def?.options) return node.def.options.flatMap(unwrap);
  return [node];
}

/** A plain mapping. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
