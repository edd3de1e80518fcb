import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { DEFAULT_LIMITS } from '../model/limits.ts';

/** Bytes of the file read last. One is enough for a whole audit: it grows to the largest file and is used again. */
export interface ReadBuffer {
  bytes: Buffer;
  /** Of the file read last, taken before its content; null when it came from elsewhere than the disk. */
  stats: Stats | null;
}

/** `too-large`, `unreadable`: worth a diagnostic. `skipped`: counted only. `length` bytes of the buffer are the file, as UTF-8 or unknown. */
export type ReadOutcome = { readonly kind: 'read'; readonly length: number; readonly problem?: ReadProblem } | NotRead;

/** What is wrong with a file that was read all the same. */
export interface ReadProblem {
  readonly code: 'encoding' | 'unreadable';
  readonly message: string;
}

/** Why a file was not read. */
export type NotRead =
  | { readonly kind: 'skipped'; readonly reason: 'binary' | 'media' | 'missing' | 'not-a-file' | 'symlink' }
  | { readonly kind: 'too-large'; readonly message: string }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Files above this are not read unless the caller says otherwise. */
export const MAX_FILE_BYTES = DEFAULT_LIMITS.fileSize;

/** How far a NUL makes a file binary; git uses the same. */
const BINARY_WINDOW = 8192;
/** Zero bytes kept behind the content: a search for NUL ends there and not in the leftovers of an earlier file. */
const PADDING = 8;

// A named pipe must not block and a link must not be followed. Windows has neither flag.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

const MISSING: NotRead = { kind: 'skipped', reason: 'missing' };
const NOT_A_FILE: NotRead = { kind: 'skipped', reason: 'not-a-file' };
const SYMLINK: NotRead = { kind: 'skipped', reason: 'symlink' };
const BINARY: NotRead = { kind: 'skipped', reason: 'binary' };
const MEDIA: NotRead = { kind: 'skipped', reason: 'media' };
const NUL_PROBLEM: ReadProblem = { code: 'encoding', message: 'holds NUL bytes although it is a text: read with blanks in their place' };
const CHANGED: ReadProblem = { code: 'unreadable', message: 'changed while it was read: what was read first is audited' };

/** An empty buffer to read into. */
export function createReadBuffer(): ReadBuffer {
  return { bytes: Buffer.alloc(256 * 1024), stats: null };
}

/**
 * Reads a plain file into the buffer. UTF-16 with a byte order mark arrives as UTF-8. Synchronous on purpose: several times faster than
 * promises over many small files. Never throws.
 */
export function readBytes(path: string, buffer: ReadBuffer, maxBytes: number = MAX_FILE_BYTES): ReadOutcome {
  let descriptor = -1;
  try {
    if (constants.O_NOFOLLOW === undefined && lstatSync(path).isSymbolicLink()) return SYMLINK;
    descriptor = openSync(path, FLAGS);
    const stats = fstatSync(descriptor);
    buffer.stats = stats;
    if (!stats.isFile()) return NOT_A_FILE;
    if (stats.size > maxBytes) return { kind: 'too-large', message: `${stats.size} bytes, more than the limit of ${maxBytes}: not read` };
    const { length, changed } = fillWhole(descriptor, stats.size, buffer);
    const outcome = finish(length, buffer);
    return changed && outcome.kind === 'read' ? { ...outcome, problem: CHANGED } : outcome;
  } catch (error) {
    return explain(error);
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}

/** The first bytes of a plain file, whatever its size: `length` of them are in the buffer. Never reads more. */
export function readHead(path: string, buffer: ReadBuffer, limit: number): { readonly kind: 'read'; readonly length: number; readonly size: number } | NotRead {
  let descriptor = -1;
  try {
    if (constants.O_NOFOLLOW === undefined && lstatSync(path).isSymbolicLink()) return SYMLINK;
    descriptor = openSync(path, FLAGS);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return NOT_A_FILE;
    return { kind: 'read', length: fill(descriptor, Math.min(stats.size, limit), buffer), size: stats.size };
  } catch (error) {
    return explain(error);
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}

/** How a large file is passed by: so many bytes at a time, each window with the last of the one before, `most` bytes of it. */
export interface Windows {
  readonly size: number;
  readonly overlap: number;
  readonly most: number;
}

/** Passes a plain file by in windows until `visit` returns true or there is no more. `from`: the offset of the window's first byte. Never throws. */
export function readWindows(path: string, { size, overlap, most }: Windows, visit: (window: Buffer, from: number) => boolean): void {
  let descriptor = -1;
  try {
    if (constants.O_NOFOLLOW === undefined && lstatSync(path).isSymbolicLink()) return;
    descriptor = openSync(path, FLAGS);
    if (!fstatSync(descriptor).isFile()) return;
    const bytes = Buffer.alloc(size);
    let kept = 0;
    for (let read = 0; read < most; ) {
      const count = readSync(descriptor, bytes, kept, Math.min(size - kept, most - read), null);
      if (count === 0 || visit(bytes.subarray(0, kept + count), read - kept)) return;
      read += count;
      const next = Math.min(overlap, kept + count);
      bytes.copyWithin(0, kept + count - next, kept + count);
      kept = next;
    }
  } catch {
    // It was there a moment ago: that it was not read is told already.
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}

/** Like `readBytes`, for bytes that come from elsewhere than a file. */
export function readContent(content: Uint8Array, buffer: ReadBuffer, maxBytes: number = MAX_FILE_BYTES): ReadOutcome {
  if (content.length > maxBytes) return { kind: 'too-large', message: `${content.length} bytes, more than the limit of ${maxBytes}: not read` };
  buffer.stats = null;
  reserve(buffer, content.length);
  buffer.bytes.set(content);
  buffer.bytes.fill(0, content.length, content.length + PADDING);
  return finish(content.length, buffer);
}

/** Text of the buffer. A byte order mark is dropped; bytes that are not UTF-8 become U+FFFD and are told. */
export function decode(bytes: Uint8Array, length: number): { readonly text: string; readonly problem: string | null } {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, length);
  if (isAscii(content)) return { text: content.toString('latin1'), problem: null };
  const text = content.toString('utf8');
  return {
    text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text,
    problem: isUtf8(content) ? null : 'not valid UTF-8: the bytes that are not were replaced',
  };
}

/**
 * What tells a file from another one at the same place: size, times and inode; empty for anything but a plain file. Also empty for one that was
 * changed less than two seconds before `now`: the clock of a disk can be coarse, and a second change would not show.
 */
export function stampOf(stats: Stats | null | undefined, now: number): string {
  if (!stats?.isFile() || stats.ctimeMs >= now - 2000 || stats.mtimeMs >= now - 2000) return '';
  return `${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}:${stats.ino}`;
}

/** Bytes of a plain file; 0 for anything else. */
export function sizeAt(path: string): number {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats.size : 0;
  } catch {
    return 0;
  }
}

/** The stamp of what lies at a path now; empty when that is no plain file. */
export function stampAt(path: string, now: number): string {
  try {
    return stampOf(lstatSync(path, { throwIfNoEntry: false }), now);
  } catch {
    return '';
  }
}

/** Reads a file of a known size. One byte more than there should be is asked for, so that one that grew meanwhile shows without another call. */
function fillWhole(descriptor: number, size: number, buffer: ReadBuffer): { readonly length: number; readonly changed: boolean } {
  reserve(buffer, size + 1);
  let length = 0;
  do {
    const count = readSync(descriptor, buffer.bytes, length, size + 1 - length, null);
    if (count === 0) break;
    length += count;
  } while (length < size);
  const within = Math.min(length, size);
  buffer.bytes.fill(0, within, within + PADDING);
  return { length: within, changed: length !== size };
}

/** Reads up to `size` bytes; a file that shrank meanwhile gives fewer. */
function fill(descriptor: number, size: number, buffer: ReadBuffer): number {
  reserve(buffer, size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, buffer.bytes, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  buffer.bytes.fill(0, length, length + PADDING);
  return length;
}

function reserve(buffer: ReadBuffer, size: number): void {
  if (buffer.bytes.length >= size + PADDING) return;
  // Doubling, so that files of slowly growing size do not each cost an allocation.
  buffer.bytes = Buffer.alloc(Math.max(size + PADDING, buffer.bytes.length * 2));
}

function finish(length: number, buffer: ReadBuffer): ReadOutcome {
  const utf16 = length >= 2 ? utf16Encoding(buffer.bytes[0] ?? 0, buffer.bytes[1] ?? 0) : null;
  const final = utf16 === null ? length : transcode(utf16, length, buffer);
  const nul = buffer.bytes.indexOf(0);
  return nul < Math.min(final, BINARY_WINDOW) ? withNul(final, buffer) : { kind: 'read', length: final };
}

/** A NUL alone does not make a file binary: compilers take UTF-16 without a mark, and interpreters a NUL in a comment. */
function withNul(length: number, buffer: ReadBuffer): ReadOutcome {
  const { bytes } = buffer;
  // MPEG transport streams share their ending with TypeScript.
  if (bytes[0] === 0x47 && bytes[188] === 0x47) return MEDIA;
  const to = Math.min(length, BINARY_WINDOW);
  const nul = [0, 0];
  let control = 0;
  for (let at = 0; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0) nul[at & 1] = (nul[at & 1] as number) + 1;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  }
  const [even = 0, odd = 0] = nul;
  if (odd > to * 0.4 && even * 20 < odd) return { kind: 'read', length: transcode('utf-16le', length, buffer) };
  if (even > to * 0.4 && odd * 20 < even) return { kind: 'read', length: transcode('utf-16be', length, buffer) };
  if (control * 50 > to && control > 8) return BINARY;
  for (let at = bytes.indexOf(0); at >= 0 && at < length; at = bytes.indexOf(0, at + 1)) bytes[at] = 32;
  return { kind: 'read', length, problem: NUL_PROBLEM };
}

function utf16Encoding(first: number, second: number): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** The prefilter looks for UTF-8, so the buffer has to hold it. */
function transcode(encoding: 'utf-16le' | 'utf-16be', length: number, buffer: ReadBuffer): number {
  const utf8 = Buffer.from(new TextDecoder(encoding).decode(buffer.bytes.subarray(0, length)), 'utf8');
  reserve(buffer, utf8.length);
  utf8.copy(buffer.bytes);
  buffer.bytes.fill(0, utf8.length, utf8.length + PADDING);
  return utf8.length;
}

function explain(error: unknown): NotRead {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return MISSING;
  if (code === 'ELOOP' || code === 'EMLINK') return SYMLINK;
  // A directory, a socket, a device without a driver.
  if (code === 'EISDIR' || code === 'ENXIO' || code === 'ENODEV') return NOT_A_FILE;
  const known: Readonly<Record<string, string>> = {
    EACCES: 'no permission to read',
    EPERM: 'no permission to read',
    EMFILE: 'too many open files',
    ENAMETOOLONG: 'its path is longer than this system can open: not read',
  };
  return { kind: 'unreadable', message: known[code] ?? `cannot be read (${code})` };
}
