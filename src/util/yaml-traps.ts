/** What YAML readers do not agree on, or read as something else than it looks like. Its author means a text: quotes say so. */
import { type Document, isScalar, type LineCounter, type Node, Scalar, visit } from 'yaml';

/** A trap with its place. */
export interface Trap {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** It stands for something written elsewhere: the document must not be opened. */
  readonly alias: boolean;
}

/** All traps of a document in the order they stand: words that are booleans elsewhere, numbers and days that lose their form, anchors, tags, merge keys. */
export function yamlTraps(document: Document, lines: LineCounter): Trap[] {
  const traps: Trap[] = [];
  const tell = (offset: number, message: string, alias = false): void => {
    const { line, col } = lines.linePos(offset);
    traps.push({ line, column: col, message, alias });
  };
  const anchors = new Set<string>();
  const checkNode = (node: Node & { anchor?: string }): void => {
    const { anchor, tag } = node;
    const at = node.range?.[0] ?? 0;
    if (anchor !== undefined) {
      anchors.add(anchor);
      tell(at, `anchors (&${anchor}) are not allowed in rules: write the value out where it is needed`);
    }
    if (tag !== undefined) tell(at, `tags (${tag.replace(/^tag:yaml\.org,2002:/, '!!')}) are not allowed in rules: the type follows from the key`);
  };
  let aliased = false;
  visit(document, {
    Alias(_, node) {
      if (!anchors.has(node.source)) tell(node.range?.[0] ?? 0, `a value that begins with * is quoted: write "*${node.source}"`, true);
      // Aliases open into copies of copies, and the first says enough.
      else if (!aliased) tell(node.range?.[0] ?? 0, `aliases (*${node.source}) are not allowed in rules: write the value out`, true);
      aliased = true;
    },
    Collection(_, node) {
      checkNode(node);
    },
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === Scalar.PLAIN)
        tell(pair.key.range?.[0] ?? 0, 'merge keys (<<) are not allowed in rules: write the keys out, or use "extends"');
    },
    Scalar(_, node) {
      checkNode(node);
      if (node.type !== Scalar.PLAIN || !node.range) return;
      const message = plainTrap(String(node.source ?? ''), node.value);
      if (message !== null) tell(node.range[0], message);
    },
  });
  return traps;
}

/** Words that YAML 1.1 readers take for true or false: Norway is `"NO"`. */
const BOOLEAN_WORD = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;
const DAY = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?$/;
const TIME = /^[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?$/;

/** What is wrong with a value without quotes; null when every reader takes it for the same. */
export function plainTrap(source: string, value: unknown): string | null {
  if (BOOLEAN_WORD.test(source))
    return `quote "${source}": other YAML readers take ${source} without quotes for ${/^(?:y|yes|on)$/i.test(source) ? 'true' : 'false'}`;
  if (DAY.test(source)) return `quote "${source}": other YAML readers make a point in time of a date without quotes`;
  if (TIME.test(source)) return `quote "${source}": other YAML readers take it for a number to base 60`;
  if (typeof value !== 'number' || String(value) === source) return null;
  if (!Number.isFinite(value)) return `quote "${source}": YAML takes it for a number without quotes`;
  return `quote "${source}": without quotes YAML reads the number ${value}`;
}
