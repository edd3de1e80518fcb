import type { Document, LineCounter } from 'yaml';
import type { Kind } from './schema.ts';

/** Something wrong in a rule or config file, with its position. All problems of all files are reported at once. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One entry as it stands in a file, before it is checked. */
export interface RawEntry {
  readonly kind: Kind;
  readonly id: string;
  readonly file: string;
  readonly custom: boolean;
  readonly value: unknown;
  /** Path of this entry inside its document (empty when the file is the entry). */
  readonly base: readonly (string | number)[];
  /** Null for entries that come precompiled: they were checked at build. */
  readonly document: Document | null;
  readonly lines: LineCounter | null;
}

/** Position of a path in an entry; climbs to the nearest node that exists. `key` points at the key instead of the value. */
export function positionOf(entry: RawEntry, path: readonly (string | number)[], key = false): { line: number; column: number } {
  if (!entry.document || !entry.lines) return { line: 1, column: 1 };
  for (let length = path.length; length >= 0; length--) {
    const full = [...entry.base, ...path.slice(0, length)];
    const offset = nodeOffset(entry.document, full, key && length === path.length);
    if (offset !== null) {
      const { line, col } = entry.lines.linePos(offset);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}

interface PairLike {
  readonly key: { readonly value?: unknown; readonly range?: readonly number[] | null };
}

function nodeOffset(document: Document, path: readonly (string | number)[], key: boolean): number | null {
  if (key) {
    const parent = (path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents) as { items?: PairLike[] } | null;
    const pair = parent?.items?.find((item) => item.key?.value === path[path.length - 1]);
    return pair?.key.range?.[0] ?? null;
  }
  const node = (path.length > 0 ? document.getIn(path, true) : document.contents) as { range?: readonly number[] | null } | null | undefined;
  return node?.range?.[0] ?? null;
}
