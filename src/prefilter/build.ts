import { textCost } from './gram-cost.ts';
import {
  ALIGNED_BITS,
  ALONE,
  alignedPlace,
  BEFORE,
  BEGINS,
  BEHIND,
  beforeBit,
  behindBit,
  ENDS,
  FOLD,
  HASH_BITS,
  hashCompany,
  hashGram,
  IS_NAME,
  LOWER,
  MINIMUM_LITERAL_BYTES,
  NAME,
  type Prefilter,
  REFINED_BITS,
  WORD_BEGINS,
  WORD_ENDS,
} from './prefilter.ts';

/** Literal bytes in lower case, the index the caller knows it by, and the offsets whose grams are kept. */
interface Entry {
  readonly bytes: Uint8Array;
  readonly index: number;
  readonly window: number;
  readonly span: number;
  /** Where and in which files it counts. */
  flags: number;
}

const MAX_LITERAL_BYTES = 65_535;
const MAX_GRAMS = 3 * 2 ** (HASH_BITS - 2);

/**
 * Builds the index. Case is ignored for ASCII letters; literals that differ only so are one, known by the index of the first. Throws on a
 * literal of fewer than 5 bytes, because it would never be found, and when there are too many of them for the hash.
 */
export function buildPrefilter(literals: readonly string[]): Prefilter {
  const entries = prepare(literals);
  const grams = collectGrams(entries);
  if (grams.size > MAX_GRAMS) throw new RangeError(`${literals.length} literals are too many for one prefilter`);
  const windows = new Uint16Array(literals.length);
  const spans = new Uint8Array(literals.length);
  const flags = new Uint8Array(literals.length);
  for (const { index, window, span, flags: own } of entries) {
    windows[index] = window;
    spans[index] = span;
    flags[index] = own;
  }
  return { ...buildTables(grams), starts: startsOf(entries), ...buildTrie(entries), windows, spans, flags };
}

/** A literal without its marks, and what they say. */
function unmarked(literal: string): { text: string; flags: number } {
  let text = literal;
  let flags = 0;
  if (text.startsWith(IS_NAME)) {
    text = text.slice(1);
    flags |= NAME;
  }
  if (text.startsWith(WORD_BEGINS)) {
    text = text.slice(1);
    flags |= BEGINS;
  }
  if (text.endsWith(WORD_ENDS)) {
    text = text.slice(0, -1);
    flags |= ENDS;
  }
  return { text, flags };
}

function prepare(literals: readonly string[]): Entry[] {
  const encoder = new TextEncoder();
  const known = new Map<string, Entry>();
  for (const [index, literal] of literals.entries()) {
    const { text, flags } = unmarked(literal);
    const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const same = known.get(lower);
    // What one of them asks for and the other does not is not asked for.
    if (same) same.flags &= flags;
    if (same) continue;
    const bytes = encoder.encode(lower);
    if (bytes.length < MINIMUM_LITERAL_BYTES) throw new RangeError(`literal "${literal}" has fewer than ${MINIMUM_LITERAL_BYTES} bytes`);
    if (bytes.length > MAX_LITERAL_BYTES) throw new RangeError(`literal "${literal.slice(0, 40)}..." has more than ${MAX_LITERAL_BYTES} bytes`);
    const span = bytes.length >= 7 ? 4 : 2;
    known.set(lower, { bytes, index, span, window: rarestWindow(bytes, span), flags });
  }
  return [...known.values()].sort((a, b) => compareBytes(a.bytes, b.bytes));
}

/** First of the `span` offsets in a row whose grams, in their company, are the least frequent in ordinary files. */
function rarestWindow(bytes: Uint8Array, span: number): number {
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let start = 0; start + span + 3 <= bytes.length; start++) {
    let cost = 0;
    for (let offset = start; offset < start + span; offset++) {
      const { from, to } = company(bytes, offset);
      cost += textCost(bytes, from, to);
    }
    if (cost < lowest) {
      best = start;
      lowest = cost;
    }
  }
  return best;
}

/** A gram with two bytes more of its literal: those behind it, else those before it, else it is alone. One of the first two where there are 7 bytes. */
function company(bytes: Uint8Array, offset: number): { readonly from: number; readonly to: number; readonly mark: number } {
  const behind = offset + 6 <= bytes.length;
  const before = offset >= 2;
  if (behind && (!before || textCost(bytes, offset, offset + 6) <= textCost(bytes, offset - 2, offset + 4)))
    return { from: offset, to: offset + 6, mark: BEHIND | pair(bytes, offset + 4) };
  if (before) return { from: offset - 2, to: offset + 4, mark: BEFORE | pair(bytes, offset - 2) };
  return { from: offset, to: offset + 4, mark: ALONE };
}

function pair(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (FOLD & 0xffff);
}

interface Gram {
  readonly offsets: Set<number>;
  readonly companies: Set<number>;
  /** Bits of what may stand behind it, and before it. */
  behind: number;
  before: number;
  /** Belongs to a literal of 5 or 6 bytes. */
  short: boolean;
}

function collectGrams(entries: readonly Entry[]): Map<number, Gram> {
  const grams = new Map<number, Gram>();
  for (const { bytes, window, span } of entries) {
    for (let offset = window; offset < window + span; offset++) {
      const key = gramAt(bytes, offset);
      const gram = grams.get(key) ?? { offsets: new Set<number>(), companies: new Set<number>(), behind: 0, before: 0, short: false };
      gram.offsets.add(offset);
      const { from, mark } = company(bytes, offset);
      gram.companies.add(mark);
      if (from === offset && offset + 4 < bytes.length) gram.behind |= bitsBehind(bytes, offset + 4);
      else gram.before |= bitsBefore(bytes, offset - 1);
      gram.short ||= span === 2;
      grams.set(key, gram);
    }
  }
  return grams;
}

function gramAt(bytes: Uint8Array, offset: number): number {
  return byteAt(bytes, offset) | (byteAt(bytes, offset + 1) << 8) | (byteAt(bytes, offset + 2) << 16) | (byteAt(bytes, offset + 3) << 24) | FOLD;
}

function startsOf(entries: readonly Entry[]): Uint32Array {
  const starts = new Uint32Array(2 ** (HASH_BITS - 5));
  for (const { bytes } of entries) setBit(starts, hashGram(gramAt(bytes, 0)));
  return starts;
}

/** The bit of two bytes; of one where there is no second, the four bits it could make with any. */
function bitsBehind(bytes: Uint8Array, at: number): number {
  if (at + 1 < bytes.length) return 1 << behindBit(byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8));
  return [0, 1, 2, 3].reduce((bits, second) => bits | (1 << behindBit(byteAt(bytes, at) | (second << 8))), 0);
}

/** The same backwards. */
function bitsBefore(bytes: Uint8Array, at: number): number {
  if (at > 0) return 1 << beforeBit((byteAt(bytes, at) << 24) | (byteAt(bytes, at - 1) << 16));
  return [0, 1, 2, 3].reduce((bits, second) => bits | (1 << beforeBit((byteAt(bytes, at) << 24) | (second << 16))), 0);
}

type Tables = Pick<Prefilter, 'aligned' | 'multiplier' | 'halfway' | 'refined' | 'keys' | 'lists' | 'offsets'>;

function buildTables(grams: ReadonlyMap<number, Gram>): Tables {
  const aligned = new Uint32Array(2 * 2 ** ALIGNED_BITS);
  const multiplier = multiplierFor([...grams.keys()]);
  const halfway = new Uint32Array(2 ** (HASH_BITS - 5));
  const refined = new Uint32Array(2 ** (REFINED_BITS - 5));
  let bits = 4;
  // At most half full where that is possible, so that a search ends soon.
  while (bits < HASH_BITS && 2 ** bits < grams.size * 2) bits++;
  const keys = new Int32Array(2 ** bits);
  const lists = new Int32Array(2 ** bits);
  const offsets: number[] = [];
  for (const [gram, { offsets: own, companies, behind, before, short }] of grams) {
    const hash = hashGram(gram);
    const pair = alignedPlace(gram, multiplier);
    aligned[pair] = (aligned[pair] ?? 0) | behind;
    aligned[pair + 1] = (aligned[pair + 1] ?? 0) | before;
    if (short) setBit(halfway, hash);
    for (const mark of companies) setBit(refined, hashCompany(gram, mark));
    let slot = hash >>> (HASH_BITS - bits);
    while (lists[slot] !== 0) slot = (slot + 1) & (keys.length - 1);
    keys[slot] = gram;
    lists[slot] = offsets.length + 1;
    offsets.push(own.size, ...own);
  }
  return { aligned, multiplier: Int32Array.of(multiplier), halfway, refined, keys, lists, offsets: Uint16Array.from(offsets) };
}

/** Grams that files are full of, most frequent first: indentation, rulers, zeros and the like. */
const FREQUENT = ['    ', '\t\t\t\t', '0000', '----', '====', '****', '////', ' 0x0', '\n   ', '\n\t\t', 'turn', '\n#de', 'ffff', ',   ', ';\n  ', ' = 0'];
/** How many multipliers are tried. */
const TRIES = 24;

/** A multiplier under which few of the frequent grams share a place with one of ours: each word of such a file would have to be looked at closer. */
function multiplierFor(grams: readonly number[]): number {
  const encoder = new TextEncoder();
  const frequent = FREQUENT.map((text) => gramAt(encoder.encode(text), 0));
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < TRIES; at++) {
    // Odd multiples of the golden ratio's: each spreads as well as the first.
    const multiplier = Math.imul(0x9e3779b1, 2 * at + 1);
    const places = frequent.map((gram) => alignedPlace(gram, multiplier));
    const taken = new Set<number>();
    for (const gram of grams) taken.add(alignedPlace(gram, multiplier));
    const cost = places.reduce((sum, place, rank) => sum + (taken.has(place) ? 1 / (rank + 1) ** 2 : 0), 0);
    if (cost < lowest) {
      best = multiplier;
      lowest = cost;
    }
  }
  return best;
}

function setBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Entries come sorted, so every node is a range of them that agree up to its depth. */
function buildTrie(entries: readonly Entry[]): Pick<Prefilter, 'children' | 'labels' | 'ends' | 'roots'> {
  const ranges: { readonly from: number; readonly to: number; readonly depth: number }[] = [{ from: 0, to: entries.length, depth: 0 }];
  const children: number[] = [];
  const labels: number[] = [0];
  const ends: number[] = [];
  for (let node = 0; node < ranges.length; node++) {
    const range = ranges[node];
    if (range === undefined) break;
    let from = range.from;
    const first = entries[from];
    // Sorted, so the one that ends here comes first.
    const isEnd = first !== undefined && first.bytes.length === range.depth;
    ends.push(isEnd ? first.index + 1 : 0);
    if (isEnd) from++;
    children.push(ranges.length);
    while (from < range.to) {
      const label = byteAt(entries[from]?.bytes, range.depth);
      let to = from + 1;
      while (to < range.to && byteAt(entries[to]?.bytes, range.depth) === label) to++;
      ranges.push({ from, to, depth: range.depth + 1 });
      labels.push(label);
      from = to;
    }
  }
  children.push(ranges.length);
  const roots = new Int32Array(256);
  const top = new Map(labels.slice(1, children[1]).map((label, index) => [label, index + 1]));
  for (let byte = 0; byte < 256; byte++) roots[byte] = top.get(byteAt(LOWER, byte)) ?? 0;
  return { children: Int32Array.from(children), labels: Uint8Array.from(labels), ends: Int32Array.from(ends), roots };
}

function byteAt(bytes: Uint8Array | undefined, index: number): number {
  return bytes?.[index] ?? 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return byteAt(a, i) - byteAt(b, i);
  return a.length - b.length;
}
