/**
 * What a scan leaves for the next one of the same tree, under the same rules and options. Two things are kept: that a file held nothing, known again
 * by its place on disk, size and times; and what a file with something in it yielded, known again by the hash of its content. What is followed into
 * other files hangs on those too, and on what was asked about the paths there are for each of them: a file that comes or goes changes the answers to
 * a few questions, and only what hangs on those is done anew. Readers of infrastructure look at the whole tree, and all that they gave goes together.
 */
import { createHash } from 'node:crypto';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileMatch } from '../model/evidence.ts';

/** What a file yielded. */
export interface FileResult {
  readonly match: FileMatch;
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading said: nothing known in it, binary, something known in it, or to be read whatever it holds. */
export type Verdict = 'none' | 'binary' | 'hit' | 'always';

/** A file as it was. `stat` is empty where it must be read again; `hash` where nobody needs it. */
export interface FileRecord {
  readonly stat: string;
  readonly verdict: Verdict;
  readonly hash: string;
}

/**
 * What a result hangs on besides its own file. `files`: others, with what was looked up for them. `infrastructure`: whatever readers of infrastructure
 * looked at. Null: nothing.
 */
export type HangsOn = { readonly files: readonly string[] } | 'infrastructure' | null;

interface ResultRecord {
  readonly hangsOn: HangsOn;
  readonly line: Buffer;
}

/** What files asked about the paths of a tree, by the numbers of questions: see `questionsAbout`. */
export interface PathTrail {
  /** All paths there were. */
  readonly listing: readonly string[];
  /** Sets of questions, which files have in common. */
  readonly sets: readonly Int32Array[];
  /** Positions in `sets` for each file that asked. */
  readonly asked: ReadonlyMap<string, readonly number[]>;
}

/** What manifests said of names: an answer for the number of each question, and the manifests. */
export interface Facts {
  readonly from: readonly string[];
  readonly answers: readonly (readonly [question: number, answer: string])[];
}

/** What is kept of a scan. */
export interface KeptScan {
  /** Hash over the paths of the listing. */
  readonly paths: string;
  readonly files: ReadonlyMap<string, FileRecord>;
  /** Files that every result about infrastructure hangs on. */
  readonly infrastructure: readonly string[];
  readonly facts: Facts;
  readonly results: ReadonlyMap<string, ResultRecord>;
  /** Only needed when paths came or went: read when it is asked for. */
  readonly trail: () => PathTrail;
}

const MAGIC = 'sovaudit-scan 2 ';

/** Files are named by their position in `files`; the results follow, a line each. */
interface Head {
  readonly paths: string;
  readonly files: readonly (readonly [path: string, stat: string, verdict: Verdict, hash: string])[];
  readonly infrastructure: readonly number[];
  readonly facts: Facts;
  readonly results: readonly (readonly [file: number, hangsOn: readonly number[] | 0 | null])[];
}

interface TrailLine {
  /** Paths without a record. */
  readonly others: readonly string[];
  /** Records of what is not in the listing. */
  readonly gone: readonly number[];
  /** Each 32-bit numbers, in base64. */
  readonly sets: readonly string[];
  readonly asked: readonly (readonly [file: number, sets: readonly number[]])[];
}

/** Short hash of content: 128 bits of SHA-256. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}

/** Name of the file for a tree, under everything besides its files that a result hangs on. */
export function cacheName(parts: readonly string[]): string {
  return `${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}.scan`;
}

/** Bytes of a cache file -> the earlier scan; null for anything that is not whole. */
export function readKept(content: Buffer): KeptScan | null {
  try {
    return parseKept(content);
  } catch {
    return null;
  }
}

function parseKept(content: Buffer): KeptScan | null {
  const first = content.indexOf(10);
  const second = content.indexOf(10, first + 1);
  const third = content.indexOf(10, second + 1);
  if (third < 0 || content.toString('latin1', 0, first) !== MAGIC + wholeHash(content.subarray(first + 1))) return null;
  const head = JSON.parse(content.toString('utf8', first + 1, second)) as Head;
  const pathOf = (file: number): string => head.files[file]?.[0] ?? '';
  const results = new Map<string, ResultRecord>();
  let at = third + 1;
  for (const [file, on] of head.results) {
    const end = content.indexOf(10, at);
    results.set(pathOf(file), { hangsOn: on === null ? null : on === 0 ? 'infrastructure' : { files: on.map(pathOf) }, line: content.subarray(at, end) });
    at = end + 1;
  }
  return {
    paths: head.paths,
    files: new Map(head.files.map(([path, stat, verdict, hash]) => [path, { stat, verdict, hash }])),
    infrastructure: head.infrastructure.map(pathOf),
    facts: head.facts,
    results,
    trail: () =>
      parseTrail(
        content.toString('utf8', second + 1, third),
        head.files.map(([path]) => path),
      ),
  };
}

function parseTrail(line: string, files: readonly string[]): PathTrail {
  const { others, gone, sets, asked } = JSON.parse(line) as TrailLine;
  const notListed = new Set(gone);
  return {
    listing: [...files.filter((_, file) => !notListed.has(file)), ...others],
    sets: sets.map(setOf),
    asked: new Map(asked.map(([file, own]) => [files[file] ?? '', own])),
  };
}

function setOf(text: string): Int32Array {
  // A copy: a buffer of Node need not begin where a number can.
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Int32Array(bytes.buffer);
}

/** A scan -> bytes of a cache file. Every file that anything hangs on has a record. */
export function writeKept({ paths, files, infrastructure, facts, results, trail }: KeptScan): Uint8Array[] {
  const numbers = new Map([...files.keys()].map((path, file) => [path, file]));
  const numberOf = (path: string): number => numbers.get(path) ?? -1;
  const head: Head = {
    paths,
    files: [...files].map(([path, { stat, verdict, hash }]) => [path, stat, verdict, hash]),
    infrastructure: infrastructure.map(numberOf),
    facts,
    results: [...results].map(([path, { hangsOn: on }]) => [numberOf(path), on === null ? null : on === 'infrastructure' ? 0 : on.files.map(numberOf)]),
  };
  const { listing, sets, asked } = trail();
  const listed = new Set(listing);
  const line: TrailLine = {
    others: listing.filter((path) => !numbers.has(path)),
    gone: [...files.keys()].flatMap((path, file) => (listed.has(path) ? [] : [file])),
    sets: sets.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength).toString('base64')),
    asked: [...asked].map(([path, own]) => [numberOf(path), own]),
  };
  const newline = Buffer.from('\n');
  const lines = [Buffer.from(JSON.stringify(head)), Buffer.from(JSON.stringify(line)), ...[...results.values()].map((result) => result.line)];
  const body = Buffer.concat(lines.flatMap((part) => [part, newline]));
  return [Buffer.from(`${MAGIC}${wholeHash(body)}\n`), body];
}

/** A result as text, and back. Undefined, back as null, where nothing reads files of its kind. */
export function lineOf(result: FileResult | undefined): Buffer {
  return Buffer.from(JSON.stringify(result ?? null));
}

/** See `lineOf`. */
export function resultOf(line: Buffer): FileResult | null {
  return JSON.parse(line.toString('utf8')) as FileResult | null;
}

function wholeHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
