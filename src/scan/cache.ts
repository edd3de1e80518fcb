/**
 * What a scan leaves for the next one of the same tree, under the same rules and options. Two things are kept: that a file held nothing, known again
 * by its place on disk, size and times; and what a file with something in it yielded, known again by the hash of its content. What is followed into
 * other files hangs on those too: files that may look at each other form a group, and one change in a group does all of it anew.
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

/** `group` -1: it looked at no other file. */
interface ResultRecord {
  readonly hash: string;
  readonly group: number;
  readonly line: Buffer;
}

/** An earlier scan. */
export interface PreviousScan {
  /** Hash over the paths of the listing. */
  readonly paths: string;
  readonly files: ReadonlyMap<string, FileRecord>;
  readonly groups: readonly (readonly string[])[];
  /** Files that every result of a group hangs on besides. */
  readonly shared: readonly string[];
  readonly results: ReadonlyMap<string, ResultRecord>;
}

/** One result to keep. `seen`: files it looked at; null when it cannot have looked at any. */
export interface KeptResult {
  readonly path: string;
  readonly hash: string;
  readonly seen: ReadonlySet<string> | null;
  readonly line: Buffer;
}

const MAGIC = 'sovaudit-scan 1 ';

interface Head {
  readonly paths: string;
  readonly files: readonly (readonly [path: string, stat: string, verdict: Verdict, hash: string])[];
  readonly groups: readonly (readonly string[])[];
  readonly shared: readonly string[];
  readonly results: readonly (readonly [path: string, hash: string, group: number])[];
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
export function readPrevious(content: Buffer): PreviousScan | null {
  try {
    return parsePrevious(content);
  } catch {
    return null;
  }
}

function parsePrevious(content: Buffer): PreviousScan | null {
  const first = content.indexOf(10);
  const second = content.indexOf(10, first + 1);
  if (second < 0 || content.toString('latin1', 0, first) !== MAGIC + wholeHash(content.subarray(first + 1))) return null;
  const head = JSON.parse(content.toString('utf8', first + 1, second)) as Head;
  const results = new Map<string, ResultRecord>();
  let at = second + 1;
  for (const [path, hash, group] of head.results) {
    const end = content.indexOf(10, at);
    results.set(path, { hash, group, line: content.subarray(at, end) });
    at = end + 1;
  }
  return {
    paths: head.paths,
    files: new Map(head.files.map(([path, stat, verdict, hash]) => [path, { stat, verdict, hash }])),
    groups: head.groups,
    shared: head.shared,
    results,
  };
}

/** A scan -> bytes of a cache file. `shared`: files that every result hangs on which may have looked at others. */
export function writeScan(paths: string, files: ReadonlyMap<string, FileRecord>, kept: readonly KeptResult[], shared: ReadonlySet<string>): Uint8Array[] {
  const groups = groupsOf(kept);
  const head: Head = {
    paths,
    files: [...files].map(([path, { stat, verdict, hash }]) => [path, stat, verdict, hash]),
    groups: groups.members,
    shared: [...shared],
    results: kept.map(({ path, hash, seen }) => [path, hash, seen === null ? -1 : groups.of(path)]),
  };
  const newline = Buffer.from('\n');
  const body = Buffer.concat([Buffer.from(JSON.stringify(head)), newline, ...kept.flatMap(({ line }) => [line, newline])]);
  return [Buffer.from(`${MAGIC}${wholeHash(body)}\n`), body];
}

/** The result as text, and back. */
export function lineOf(result: FileResult): Buffer {
  return Buffer.from(JSON.stringify(result));
}

/** See `lineOf`. */
export function resultOf(line: Buffer): FileResult {
  return JSON.parse(line.toString('utf8')) as FileResult;
}

function wholeHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Joins what was looked at together, because the first that looks at a file keeps what it read for all that come after. */
function groupsOf(kept: readonly KeptResult[]): { members: string[][]; of: (path: string) => number } {
  const parents = new Map<string, string>();
  const rootOf = (path: string): string => {
    let root = path;
    for (let next = parents.get(root) ?? root; next !== root; next = parents.get(root) ?? root) root = next;
    for (let at = path; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { path, seen } of kept) {
    if (seen === null) continue;
    if (!parents.has(path)) parents.set(path, path);
    for (const other of seen) {
      if (!parents.has(other)) parents.set(other, other);
      parents.set(rootOf(other), rootOf(path));
    }
  }
  const numbers = new Map<string, number>();
  const members: string[][] = [];
  for (const path of parents.keys()) {
    const root = rootOf(path);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    const group = members[number];
    if (group) group.push(path);
    else members.push([path]);
  }
  return { members, of: (path) => numbers.get(rootOf(path)) ?? -1 };
}
