/** One scan with what an earlier one of the same tree left: which files need not be read, and which results still hold. */
import { join } from 'node:path';
import { followsFiles } from '../extract/index.ts';
import type { Knowledge } from '../knowledge/index.ts';
import type { FileKind } from '../model/file.ts';
import type { Limits } from '../model/limits.ts';
import { readCached, usableCacheFolder, writeCached } from '../sources/cache-folder.ts';
import { type Listing, readListed } from '../sources/list.ts';
import { createReadBuffer, stampAt } from '../sources/read.ts';
import {
  cacheName,
  contentHash,
  type FileRecord,
  type FileResult,
  type KeptResult,
  lineOf,
  type PreviousScan,
  readPrevious,
  resultOf,
  type Verdict,
  writeScan,
} from './cache.ts';
import { ABSENT, type Examined } from './extract.ts';

/** Where scans are kept. `options`: what a result hangs on besides files and rules. `now`: milliseconds, when this run began. */
export interface CacheOptions {
  readonly folder: string;
  readonly now: number;
  readonly options: string;
}

/** What a scan asks and tells. */
export interface ScanMemory {
  /** Whether there are results of an earlier scan. */
  readonly hasResults: boolean;
  /** What an earlier scan found a file to be; undefined when it must be read. `always`: it counts whatever it holds. */
  readonly verdictOf: (path: string, always: boolean) => Verdict | undefined;
  /** A file was read, and is to be remembered so. */
  readonly note: (path: string, record: FileRecord) => void;
  /** A file that was examined gave this. */
  readonly keep: (path: string, kind: FileKind, examined: Examined) => void;
  /** The result of an earlier scan, if it still holds. To be asked when all files were read. */
  readonly resultOf: (path: string) => FileResult | undefined;
  readonly save: () => void;
}

/** Extractors that look at the whole tree at once, and keep what they made of it. */
const WIDE: ReadonlySet<FileKind> = new Set<FileKind>(['terraform', 'bicep', 'json']);
/** Files that say where a name leads, read once for all. */
const SIGNPOST = /(?:^|\/)(?:package\.json|go\.mod)$/;
/** Less than this is scanned again faster than it is looked up. */
const FEWEST_FILES = 20;

/** Opens the memory of a tree; null where there cannot be one. */
export async function openMemory({ folder, now, options }: CacheOptions, listing: Listing, knowledge: Knowledge, limits: Limits): Promise<ScanMemory | null> {
  if (listing.files.length < FEWEST_FILES || !usableCacheFolder(folder, listing.base)) return null;
  const name = cacheName([listing.base, knowledge.digest(), options, JSON.stringify(limits)]);
  const content = readCached(folder, name, now);
  const paths = contentHash(Buffer.from(listing.files.map(({ path }) => path).join('\0')));
  const previous = content === null ? null : readPrevious(content);
  return createMemory({
    listing,
    paths,
    previous,
    now,
    largest: Math.max(limits.fileSize, limits.lockfileSize),
    write: (parts) => writeCached(folder, name, parts),
  });
}

/** Everything but the folder. */
function createMemory({
  listing,
  paths,
  previous,
  now,
  largest,
  write,
}: {
  readonly listing: Listing;
  readonly paths: string;
  readonly previous: PreviousScan | null;
  readonly now: number;
  /** Bytes of the largest file that is read. */
  readonly largest: number;
  readonly write: (parts: readonly Uint8Array[]) => void;
}): ScanMemory {
  const files = new Map<string, FileRecord>();
  const hashes = new Map<string, string>();
  const kept: KeptResult[] = [];
  const shared = new Set<string>();
  let changed = previous === null || previous.paths !== paths;
  const hashOf = (path: string): string => {
    const known = hashes.get(path);
    if (known !== undefined) return known;
    const buffer = createReadBuffer();
    const outcome = readListed(listing, path, buffer, largest);
    const hash = outcome.kind === 'read' ? contentHash(buffer.bytes.subarray(0, outcome.length)) : ABSENT;
    hashes.set(path, hash);
    return hash;
  };
  const same = (path: string): boolean => hashOf(path) === previous?.files.get(path)?.hash;
  const groups = new Map<number, boolean>();
  const joined = new Set<number>();
  let signposts: boolean | null = null;
  const groupHolds = (number: number): boolean => {
    const known = groups.get(number);
    if (known !== undefined) return known;
    signposts ??= previous !== null && previous.paths === paths && previous.shared.every(same);
    const holds = signposts && (previous?.groups[number] ?? []).every((path) => path === '' || same(path));
    groups.set(number, holds);
    return holds;
  };
  return {
    hasResults: previous !== null && previous.results.size > 0,
    verdictOf: (path, always) => {
      const record = previous?.files.get(path);
      if (record === undefined || record.stat === '' || (record.verdict === 'always') !== always) return undefined;
      if (stampAt(join(listing.base, path), now) !== record.stat) return undefined;
      files.set(path, record);
      if (record.hash !== '') hashes.set(path, record.hash);
      return record.verdict;
    },
    note: (path, record) => {
      if (record.hash !== '') hashes.set(path, record.hash);
      files.set(path, record);
      changed = true;
    },
    keep: (path, kind, { result, seen, read }) => {
      for (const [other, hash] of read) {
        if (SIGNPOST.test(other)) shared.add(other);
        if (!hashes.has(other)) hashes.set(other, hash);
      }
      const alone = !followsFiles(kind) && !WIDE.has(kind) && seen.length === 0;
      // All that look at the whole tree are one group, by a name that no file has.
      const others = new Set(WIDE.has(kind) ? [...seen, ''] : seen);
      if (result) kept.push({ path, hash: hashes.get(path) ?? '', seen: alone ? null : others, line: lineOf(result) });
      changed = true;
    },
    resultOf: (path) => {
      const record = previous?.results.get(path);
      if (record === undefined || record.hash !== hashOf(path)) return undefined;
      if (record.group >= 0 && !groupHolds(record.group)) return undefined;
      kept.push({ path, hash: record.hash, seen: record.group < 0 ? null : membersOnce(record.group), line: record.line });
      for (const other of previous?.shared ?? []) shared.add(other);
      return resultOf(record.line);
    },
    save: () => {
      if (!changed) return;
      for (const { seen: others } of kept) for (const other of others ?? []) remember(other);
      for (const other of shared) remember(other);
      write(writeScan(paths, files, kept, shared));
    },
  };

  /** All members of a group for the first result of it, one for every other: that joins them as well. */
  function membersOnce(number: number): ReadonlySet<string> {
    const members = previous?.groups[number] ?? [];
    if (joined.has(number)) return new Set(members.slice(0, 1));
    joined.add(number);
    return new Set(members);
  }

  /** What a result hangs on needs its hash the next time. */
  function remember(path: string): void {
    if (path === '') return;
    const record = files.get(path);
    if (record === undefined) files.set(path, { stat: '', verdict: 'none', hash: hashOf(path) });
    else if (record.hash === '') files.set(path, { ...record, hash: hashOf(path) });
  }
}
