import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import type { Extraction } from '../model/candidate.ts';
import { DEFAULT_LIMITS, type ReadingLimits, raise } from '../model/limits.ts';
import { lineStarts, positionAt } from '../util/lines.ts';
import { EMPTY, type ListNode, type MapNode, OTHER, type Span, type Tree } from './tree.ts';

/** A JSON text as a tree; null when it holds nothing. Only the first of its errors is told: the others mostly follow from it. */
export function parseJson(
  text: string,
  { nesting }: ReadingLimits = DEFAULT_LIMITS,
): { readonly tree: Tree | null; readonly problems: Extraction['problems'] } {
  const builder = createBuilder(nesting);
  let trouble: { readonly message: string; readonly offset: number } | null = null;
  try {
    visit(
      text,
      {
        onObjectBegin: (offset) => builder.open({ kind: 'map', entries: [] }, offset),
        onObjectProperty: (key, offset, length) => builder.key(key, { start: offset, end: offset + length }),
        onObjectEnd: () => builder.close(),
        onArrayBegin: (offset) => builder.open({ kind: 'list', items: [] }, offset),
        onArrayEnd: () => builder.close(),
        onLiteralValue: (value: unknown, offset, length) => builder.add(leaf(value, offset, length)),
        onError: (error, offset) => {
          trouble ??= { message: `not valid JSON: ${describe(error)}`, offset };
        },
      },
      { allowTrailingComma: true, allowEmptyContent: true },
    );
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    trouble = { message: `nested more than ${nesting} levels deep, the rest is not read ${raise('nesting')}`, offset: error.offset };
  }
  // Assigned in callbacks, which the compiler does not follow.
  const told = trouble as { readonly message: string; readonly offset: number } | null;
  return { tree: builder.root(), problems: told === null ? [] : [{ message: told.message, ...positionAt(lineStarts(text), told.offset) }] };
}

/** Ends the parser's own recursion before it can exhaust the stack. */
class TooDeep extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('nested too deep');
    this.offset = offset;
  }
}

interface Builder {
  open(node: MapNode | ListNode, offset: number): void;
  key(key: string, span: Span): void;
  add(node: Tree): void;
  close(): void;
  root(): Tree | null;
}

function createBuilder(deepest: number): Builder {
  const open: { readonly node: MapNode | ListNode; key: { readonly key: string; readonly keySpan: Span } | null }[] = [];
  let root: Tree | null = null;
  const add = (node: Tree): void => {
    const parent = open.at(-1);
    if (parent === undefined) root ??= node;
    else if (parent.node.kind === 'list') parent.node.items.push(node);
    else if (parent.key !== null) parent.node.entries.push({ ...parent.key, value: node });
  };
  return {
    add,
    open(node, offset) {
      if (open.length >= deepest) throw new TooDeep(offset);
      add(node);
      open.push({ node, key: null });
    },
    key(key, keySpan) {
      const parent = open.at(-1);
      if (parent !== undefined) parent.key = { key, keySpan };
    },
    close: () => void open.pop(),
    root: () => root,
  };
}

function leaf(value: unknown, offset: number, length: number): Tree {
  if (typeof value === 'string') return { kind: 'text', text: value, start: offset, end: offset + length };
  if (typeof value === 'boolean' || typeof value === 'number')
    return { kind: 'other', empty: false, scalar: { text: String(value), start: offset, end: offset + length } };
  return value === null ? EMPTY : OTHER;
}

/** `CommaExpected` as "comma expected". */
function describe(error: ParseErrorCode): string {
  return printParseErrorCode(error)
    .replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase();
}
