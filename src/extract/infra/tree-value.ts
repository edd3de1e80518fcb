import { bound, meet } from '../../model/bounds.ts';
import type { SourceFile } from '../../model/file.ts';
import type { Tree } from '../tree.ts';
import { isHole, openText } from '../yaml-template.ts';
import { UNKNOWN, type Value } from './value.ts';

/** A tree of YAML, JSON or TOML as a value. A number or boolean is an empty text at its key: that the key is there may say something. */
export function valueOfTree(tree: Tree, file: SourceFile, depth = 0): Value {
  if (depth > bound('nesting')) {
    meet('nesting');
    return UNKNOWN;
  }
  // What only a template engine knows is not known.
  if (tree.kind === 'text' && isHole(tree.text)) return UNKNOWN;
  if (tree.kind === 'text') return { kind: 'text', text: openText(tree.text), configurable: false, spot: { file, start: tree.start, end: tree.end } };
  if (tree.kind === 'list') return { kind: 'list', items: tree.items.map((item) => valueOfTree(item, file, depth + 1)) };
  if (tree.kind === 'other') return UNKNOWN;
  const entries = new Map<string, Value>();
  for (const { key, keySpan, value } of tree.entries) {
    const empty = value.kind === 'other' && !value.empty;
    entries.set(key, empty ? { kind: 'text', text: '', configurable: false, spot: { file, ...keySpan } } : valueOfTree(value, file, depth + 1));
  }
  return { kind: 'object', entries };
}

/** The entry of an object; unknown when there is none. */
export function entry(value: Value, ...names: readonly string[]): Value {
  let at = value;
  for (const name of names) at = at.kind === 'object' ? (at.entries.get(name) ?? UNKNOWN) : UNKNOWN;
  return at;
}

export function textAt(value: Value, ...names: readonly string[]): string | null {
  const found = entry(value, ...names);
  return found.kind === 'text' ? found.text : null;
}
