import {
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
  LOWER,
  NAME,
  type Prefilter,
} from './prefilter.ts';

/** An occurrence: which literal, and the byte it begins at. */
export interface LiteralMatch {
  readonly literal: number;
  readonly offset: number;
}

/** One pass over one file. */
interface Search {
  readonly prefilter: Prefilter;
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Where to collect; null to stop at the first occurrence. */
  readonly found: LiteralMatch[] | null;
  readonly limit: number;
  /** Bits of literals that do not count here. */
  readonly without: number;
}

/**
 * Whether any literal occurs in the first `length` bytes. `names`: names count as well, and what stands within an identifier; neither says anything in C. Stops at
 * the first that does.
 */
export function mayContain(prefilter: Prefilter, bytes: Uint8Array, length: number, names = true): boolean {
  return run({ prefilter, bytes: withWords(bytes, length), length, found: null, limit: 1, without: names ? 0 : NAME });
}

/**
 * Every occurrence of every literal, overlapping ones too, by offset and then by literal. With a limit, that many are found and the rest is
 * not looked for; which ones is then decided by where their rarest part stands, the same on every run.
 */
export function findAll(prefilter: Prefilter, bytes: Uint8Array, length: number, limit: number = Number.POSITIVE_INFINITY): LiteralMatch[] {
  const found: LiteralMatch[] = [];
  run({ prefilter, bytes: withWords(bytes, length), length, found, limit, without: 0 });
  return found.sort((a, b) => a.offset - b.offset || a.literal - b.literal);
}

/** Words can only be viewed from an address divisible by four. Not `slice`: that of a Buffer does not copy. */
function withWords(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes.subarray(0, length));
}

/** True when it stopped early. */
function run(search: Search): boolean {
  const { prefilter, bytes, length } = search;
  if (length < 4) return false;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >>> 2);
  const last = words.length - 1;
  for (let i = nextCandidate(prefilter, words, 0, last); i < last; i = nextCandidate(prefilter, words, i + 1, last)) {
    const word = wordAt(words, i);
    if (verify(search, 4 * i, word, false) || verify(search, 4 * i + 2, (word >>> 16) | (wordAt(words, i + 1) << 16), true)) return true;
  }
  // At the end what stands behind is not known: it is compared at once.
  const word = wordAt(words, last);
  if (verify(search, 4 * last, word, false)) return true;
  const at = 4 * last + 2;
  if (at + 4 > length) return false;
  const tail = (word >>> 16) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24) | FOLD;
  return verify(search, at, tail, true);
}

/** In bounds by construction, here and below; `??` would cost time. */
function wordAt(words: Int32Array, at: number): number {
  return (words[at] as number) | FOLD;
}

/**
 * The first word from `from` on, before `last`, at which a gram may lie, or in the middle of which one may; `last` when there is none. All time
 * is spent here: a loop that calls nothing, so that the compiler keeps where the arrays lie in registers.
 */
function nextCandidate({ aligned, multiplier, halfway, refined }: Prefilter, words: Int32Array, from: number, last: number): number {
  const factor = multiplier[0] as number;
  let previous = from === 0 ? 0 : wordAt(words, from - 1);
  let word = wordAt(words, from);
  for (let i = from; i < last; i++) {
    const next = wordAt(words, i + 1);
    const place = alignedPlace(word, factor);
    const whole = ((aligned[place] as number) >>> behindBit(next)) | ((aligned[place + 1] as number) >>> beforeBit(previous));
    const between = (word >>> 16) | (next << 16);
    const hash = hashGram(between);
    const half = (halfway[hash >>> 5] as number) >>> (hash & 31);
    if (((whole | half) & 1) !== 0) {
      if ((whole & 1) !== 0 && hasCompany(refined, word, previous >>> 16, next & 0xffff)) return i;
      if ((half & 1) !== 0 && hasCompany(refined, between, word & 0xffff, next >>> 16)) return i;
    }
    previous = word;
    word = next;
  }
  return last;
}

/** Whether a gram is known with the two folded bytes before it, those behind it, or alone. */
function hasCompany(refined: Uint32Array, gram: number, before: number, behind: number): boolean {
  const first = hashCompany(gram, BEHIND | behind);
  if ((((refined[first >>> 5] as number) >>> (first & 31)) & 1) !== 0) return true;
  const second = hashCompany(gram, BEFORE | before);
  if ((((refined[second >>> 5] as number) >>> (second & 31)) & 1) !== 0) return true;
  const third = hashCompany(gram, ALONE);
  return (((refined[third >>> 5] as number) >>> (third & 31)) & 1) !== 0;
}

/** Compares exactly. `at` is where the gram stands, `halfway` whether that is an offset only short literals are looked for at. True to stop. */
function verify(search: Search, at: number, gram: number, halfway: boolean): boolean {
  const { bytes } = search;
  const { keys, lists, offsets, starts } = search.prefilter;
  const mask = keys.length - 1;
  let slot = hashGram(gram) >>> (HASH_BITS - 31 + Math.clz32(mask + 1));
  while (lists[slot] !== 0 && keys[slot] !== gram) slot = (slot + 1) & mask;
  const list = lists[slot] as number;
  if (list === 0) return false;
  const end = list + (offsets[list - 1] as number);
  for (let i = list; i < end; i++) {
    const offset = offsets[i] as number;
    const start = at - offset;
    if (start >= 0 && (offset === 0 || mayStart(starts, bytes, start)) && walk(search, start, offset, halfway)) return true;
  }
  return false;
}

/** Whether some literal begins with the four bytes from `start` on. A gram stands behind it, so there are as many. */
function mayStart(starts: Uint32Array, bytes: Uint8Array, start: number): boolean {
  const gram =
    (bytes[start] as number) | ((bytes[start + 1] as number) << 8) | ((bytes[start + 2] as number) << 16) | ((bytes[start + 3] as number) << 24) | FOLD;
  const hash = hashGram(gram);
  return (((starts[hash >>> 5] as number) >>> (hash & 31)) & 1) !== 0;
}

/** Follows the trie from `start`; `offset` is where the gram that led here lies in a literal. */
function walk({ prefilter, bytes, length, found, limit, without }: Search, start: number, offset: number, halfway: boolean): boolean {
  const { children, labels, ends, roots, flags } = prefilter;
  if (without !== 0 && isIdentifier(bytes, start)) return false;
  const inWord = start > 0 && isLetter(bytes[start - 1] as number);
  let node = roots[bytes[start] as number] as number;
  let position = start + 1;
  while (node !== 0) {
    const end = ends[node] as number;
    const flag = flags[end - 1] as number;
    if (end !== 0 && (flag & without) === 0 && !(inWord && (flag & BEGINS) !== 0) && !((flag & ENDS) !== 0 && goesOn(bytes, position, length))) {
      if (found === null) return true;
      if (isOwnGram(prefilter, end - 1, offset, halfway)) {
        found.push({ literal: end - 1, offset: start });
        if (found.length >= limit) return true;
      }
    }
    if (position >= length) return false;
    const byte = LOWER[bytes[position++] as number] as number;
    const stop = children[node + 1] as number;
    let child = children[node] as number;
    while (child < stop && (labels[child] as number) < byte) child++;
    node = child < stop && labels[child] === byte ? child : 0;
  }
  return false;
}

/**
 * Whether an identifier of C that began before goes on at `at`, as in `(CLK_GPT_3M`. After a quote or slash it can as well be a text.
 */
function isIdentifier(bytes: Uint8Array, at: number): boolean {
  if (!isLetter(bytes[at] as number)) return false;
  let before = at - 1;
  while (before >= 0 && isWordPart(bytes[before] as number)) before--;
  return before < at - 1 && (before < 0 || BEFORE_IDENTIFIER[bytes[before] as number] === 1);
}

const UNDERSCORE = 95;

/** Signs that stand before identifiers, and before no part of a text that could be an id. */
const BEFORE_IDENTIFIER = new Uint8Array(256);
for (const sign of '\t\n\r .(),;&[]{}!|<>?^%') BEFORE_IDENTIFIER[sign.charCodeAt(0)] = 1;

function isWordPart(byte: number): boolean {
  return isLetter(byte) || isDigit(byte) || byte === UNDERSCORE;
}

/** Whether a word that reaches to before `position` goes on there: a letter after a letter, a digit after a digit. */
function goesOn(bytes: Uint8Array, position: number, length: number): boolean {
  if (position >= length) return false;
  const before = bytes[position - 1] as number;
  const behind = bytes[position] as number;
  return isLetter(before) ? isLetter(behind) : isDigit(before) && isDigit(behind);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 97 && lower <= 122;
}

/** Several grams may lead to one occurrence; exactly one of them lies in the literal's own window at an offset it is looked for at. */
function isOwnGram(prefilter: Prefilter, literal: number, offset: number, halfway: boolean): boolean {
  const window = prefilter.windows[literal] as number;
  const span = prefilter.spans[literal] as number;
  return offset >= window && offset < window + span && (!halfway || span === 2);
}
