/** The prefilter as bytes and back: typed arrays behind a header with their lengths, loaded by one read and views. */
import type { Prefilter } from './prefilter.ts';

const FIELDS = [
  ['aligned', Uint32Array],
  ['multiplier', Int32Array],
  ['halfway', Uint32Array],
  ['refined', Uint32Array],
  ['starts', Uint32Array],
  ['keys', Int32Array],
  ['lists', Int32Array],
  ['children', Int32Array],
  ['ends', Int32Array],
  ['roots', Int32Array],
  ['offsets', Uint16Array],
  ['windows', Uint16Array],
  ['labels', Uint8Array],
  ['spans', Uint8Array],
  ['flags', Uint8Array],
] as const;

/** Prefilter -> bytes. Machine order: the file is written and read by the same build. */
export function writePrefilter(prefilter: Prefilter): Uint8Array {
  const lengths = Uint32Array.from(FIELDS.map(([field]) => prefilter[field].length));
  const parts: ArrayBufferView[] = [lengths, ...FIELDS.map(([field]) => prefilter[field])];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.byteLength), 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += padded(part.byteLength);
  }
  return bytes;
}

/** Bytes -> prefilter. The arrays are views: the bytes must not be used for anything else. */
export function readPrefilter(source: Uint8Array): Prefilter {
  // Views need their natural alignment, which a slice of Node's buffer pool does not promise.
  const bytes = source.byteOffset % 4 === 0 ? source : Uint8Array.from(source);
  const lengths = new Uint32Array(bytes.buffer, bytes.byteOffset, FIELDS.length);
  let at = bytes.byteOffset + padded(lengths.byteLength);
  const result: Record<string, ArrayBufferView> = {};
  FIELDS.forEach(([field, Type], position) => {
    const view = new Type(bytes.buffer as ArrayBuffer, at, lengths[position]);
    result[field] = view;
    at += padded(view.byteLength);
  });
  return result as unknown as Prefilter;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
