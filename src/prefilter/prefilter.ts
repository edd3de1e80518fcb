/**
 * An index of literals for `scan.ts` beside it: flat typed arrays only, so that it can be written to disk as it is.
 *
 * A gram is the four bytes at some offset of a literal, each with bit 0x20 set, read as a little-endian word. For a literal of 7 bytes and
 * more, the grams at four offsets in a row are kept: wherever it stands in a file, one of them falls on an offset divisible by four, so
 * looking at every fourth byte finds it. For one of 5 or 6 bytes two offsets in a row fit; one of them falls on an even offset.
 */
export interface Prefilter {
  /**
   * By the hash of a gram two words of 32 bits, for grams that count on an offset divisible by four: the bits of what may stand behind it
   * (`behindBit`), and of what may stand before it (`beforeBit`). A common gram is rarely in such company, so few words get past this.
   */
  readonly aligned: Uint32Array;
  /** One number: the multiplier of the hash `aligned` is looked up by. */
  readonly multiplier: Int32Array;
  /** Bit set over gram hashes for the even offsets between; only grams of short literals. */
  readonly halfway: Uint32Array;
  /** Bit set over grams with the two bytes behind or before them: asked before anything is compared, because a common gram is rarely in such company. */
  readonly refined: Uint32Array;
  /** Bit set over the hashes of the first four bytes of literals: asked before the trie is. */
  readonly starts: Uint32Array;
  /** Hash table with open addressing: gram, and where its list begins in `offsets` plus one; 0 marks a free slot. */
  readonly keys: Int32Array;
  readonly lists: Int32Array;
  /** Per gram the number of its offsets, then the offsets. */
  readonly offsets: Uint16Array;
  /** Trie of the lower-case literals, breadth first: the children of node n are the nodes `children[n]` to `children[n + 1]`, by label. */
  readonly children: Int32Array;
  readonly labels: Uint8Array;
  /** Literal that ends at a node, plus one; 0 for none. */
  readonly ends: Int32Array;
  /** First node by byte, upper case included; 0 for none. */
  readonly roots: Int32Array;
  /** Per literal the first offset whose gram is kept, and how many are: 4 or 2. */
  readonly windows: Uint16Array;
  readonly spans: Uint8Array;
  /** Per literal the bits `BEGINS`, `ENDS` and `NAME`. */
  readonly flags: Uint8Array;
}

/** In front of a literal: it counts only where a word begins, so that `ring_lite` is not found in `string_literal`. */
export const WORD_BEGINS = '\b';

/** Behind a literal: it counts only where a word ends, so that `command_r` is not found in `command_request`; a digit after a letter ends one. */
export const WORD_ENDS = '\b';

/** In front of everything else: the name of a package, resource or format, which says nothing in a language that has none of them. */
export const IS_NAME = '\v';

/** No letter stands before it. */
export const BEGINS = 1;
/** After a letter no letter follows, after a digit no digit. */
export const ENDS = 2;
/** See `IS_NAME`. */
export const NAME = 4;

/** Shorter literals cannot be found. */
export const MINIMUM_LITERAL_BYTES = 5;

/** Sets bit 0x20 of four bytes at once: equal for a letter in upper and lower case. Other bytes also fall together; the exact comparison tells. */
export const FOLD = 0x20202020;

/** Size of the hash: a bit set over it takes 32 KiB, which stay in the first-level cache. */
export const HASH_BITS = 18;

/** Bits of the hash `aligned` is looked up by: 256 KiB, of which ordinary text touches little. */
export const ALIGNED_BITS = 15;

/** Where the two words of a gram begin in `aligned`. */
export function alignedPlace(gram: number, multiplier: number): number {
  return (Math.imul(gram, multiplier) >>> 17) << 1;
}

/** Spreads a gram over `HASH_BITS` bits. Multiplier: 2^32 divided by the golden ratio. The shift is a number because a name costs a load. */
export function hashGram(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> 14;
}

/**
 * Which of 32 bits the folded bytes behind a gram have, the nearest lowest: three bits of the nearest and two of the next. To be used as a
 * shift, which takes the lowest five bits.
 */
export function behindBit(bytes: number): number {
  return (bytes & 7) | ((bytes >>> 5) & ~7);
}

/** The same of the folded bytes before a gram, the nearest highest. */
export function beforeBit(bytes: number): number {
  return ((bytes >>> 24) & 7) | ((bytes >>> 13) & ~7);
}

/** Size of the set of grams in company: 128 KiB, for a few percent of the words. */
export const REFINED_BITS = 20;

/** What stands beside a gram: two bytes behind it, two bytes before it, or nothing that could be said. */
export const BEHIND = 0x10000;
export const BEFORE = 0x20000;
export const ALONE = 0x30000;

/** Spreads a gram and what stands beside it, one of the marks above plus two folded bytes, over `REFINED_BITS` bits. */
export function hashCompany(gram: number, company: number): number {
  return Math.imul(Math.imul(gram, 0x85ebca6b) ^ company, 0x9e3779b1) >>> 12;
}

/** Lower case of every byte, ASCII letters only. */
export const LOWER: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
