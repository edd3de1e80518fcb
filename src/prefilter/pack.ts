import type { Prefilter } from './prefilter.ts';

/** Order and element type of the arrays in a packed index. A change here is a new `VERSION`. */
const LAYOUT = [
  ['aligned', Uint32Array],
  ['halfway', Uint32Array],
  ['keys', Int32Array],
  ['lists', Int32Array],
  ['offsets', Uint16Array],
  ['children', Int32Array],
  ['labels', Uint8Array],
  ['ends', Int32Array],
  ['roots', Int32Array],
  ['windows', Uint16Array],
  ['spans', Uint8Array],
] as const;

const MAGIC = 0x50564f53; // "SOVP"
const VERSION = 1;
const HEADER_WORDS = 2 + LAYOUT.length;

/** One block of bytes: a header of lengths, then the arrays, each from an address divisible by four. Little-endian. */
export function packPrefilter(prefilter: Prefilter): Uint8Array {
  const lengths = LAYOUT.map(([name]) => prefilter[name].byteLength);
  const packed = new Uint8Array(HEADER_WORDS * 4 + lengths.reduce((sum, length) => sum + padded(length), 0));
  const header = new DataView(packed.buffer);
  for (const [index, word] of [MAGIC, VERSION, ...lengths].entries()) header.setUint32(index * 4, word, true);
  let at = HEADER_WORDS * 4;
  for (const [name] of LAYOUT) {
    const { buffer, byteOffset, byteLength } = prefilter[name];
    packed.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += padded(byteLength);
  }
  return packed;
}

/** Views into the block, nothing is copied unless it lies at an odd address. Throws when it is not a packed index of this version. */
export function unpackPrefilter(given: Uint8Array): Prefilter {
  const packed = given.byteOffset % 4 === 0 ? given : new Uint8Array(given);
  const header = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.byteLength < HEADER_WORDS * 4 || header.getUint32(0, true) !== MAGIC || header.getUint32(4, true) !== VERSION) {
    throw new RangeError(`not a prefilter of version ${VERSION}`);
  }
  const parts: Record<string, ArrayBufferView> = {};
  let at = HEADER_WORDS * 4;
  for (const [index, [name, Kind]] of LAYOUT.entries()) {
    const length = header.getUint32((2 + index) * 4, true);
    if (at + length > packed.byteLength) throw new RangeError('prefilter is cut short');
    parts[name] = new Kind(packed.buffer as ArrayBuffer, packed.byteOffset + at, length / Kind.BYTES_PER_ELEMENT);
    at += padded(length);
  }
  return parts as unknown as Prefilter;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
