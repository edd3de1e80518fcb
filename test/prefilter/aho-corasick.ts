import type { LiteralMatch } from '../../src/prefilter/scan.ts';

interface Node {
  readonly next: Map<number, Node>;
  readonly literals: number[];
  fail: Node | null;
}

/** The textbook automaton: slow, simple, and made without any of the ideas of the prefilter. Case of ASCII letters is ignored. */
export function findAllSlowly(literals: readonly string[], bytes: Uint8Array, length: number): LiteralMatch[] {
  const root = build(literals);
  const found: LiteralMatch[] = [];
  let node: Node | null = root;
  for (let at = 0; at < length; at++) {
    const byte = lower(bytes[at] ?? 0);
    while (node !== null && !node.next.has(byte)) node = node.fail;
    node = node?.next.get(byte) ?? root;
    for (let ending: Node | null = node; ending !== null; ending = ending.fail) {
      for (const literal of ending.literals) found.push({ literal, offset: at + 1 - Buffer.byteLength(literals[literal] ?? '') });
    }
  }
  return found.sort((a, b) => a.offset - b.offset || a.literal - b.literal);
}

function build(literals: readonly string[]): Node {
  const root: Node = { next: new Map(), literals: [], fail: null };
  for (const [index, literal] of literals.entries()) {
    let node = root;
    for (const byte of Buffer.from(literal)) {
      const child: Node = node.next.get(lower(byte)) ?? { next: new Map(), literals: [], fail: root };
      node.next.set(lower(byte), child);
      node = child;
    }
    // Equal in lower case: known by the first.
    if (node.literals.length === 0) node.literals.push(index);
  }
  const queue = [...root.next.values()];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const [byte, child] of node.next) {
      let fail: Node | null = node.fail;
      while (fail !== null && !fail.next.has(byte)) fail = fail.fail;
      child.fail = fail?.next.get(byte) ?? root;
      queue.push(child);
    }
  }
  return root;
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}
