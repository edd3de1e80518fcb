import type { SourceFile } from '../model/file.ts';

/** A part of the text, as offsets; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Where it is not the file at hand: values of infrastructure code come from other files of a module. */
  readonly file?: SourceFile;
}

/** What YAML, JSON and TOML have in common, with the places things were seen at. */
export type Tree = TextNode | MapNode | ListNode | OtherNode;

/** A string. The span takes in its quotes. */
export interface TextNode extends Span {
  readonly kind: 'text';
  readonly text: string;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: Tree[];
}

/** A number, a boolean, a date, or (`empty`) nothing at all. */
export interface OtherNode {
  readonly kind: 'other';
  readonly empty: boolean;
  /** A number or boolean as written, with its place: environment variables are texts whatever they look like. */
  readonly scalar?: Span & { readonly text: string };
}

/** A number, a boolean or a date. */
export const OTHER: OtherNode = { kind: 'other', empty: false };
/** The one boolean that says something here: `optional = true`. */
export const TRUE: OtherNode = { kind: 'other', empty: false };
/** Nothing: `key:` in YAML, `null` in JSON. */
export const EMPTY: OtherNode = { kind: 'other', empty: true };

/** The entry of a map under a key; null when it is no map or has none. */
export function entryOf(tree: Tree | null, key: string): MapEntry | null {
  if (tree?.kind !== 'map') return null;
  return tree.entries.find((entry) => entry.key === key) ?? null;
}

/** What lies under a path of keys. */
export function valueAt(tree: Tree | null, ...keys: readonly string[]): Tree | null {
  let at = tree;
  for (const key of keys) at = entryOf(at, key)?.value ?? null;
  return at;
}
