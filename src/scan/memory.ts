/** One scan with what an earlier one of the same tree left: which files need not be read, and which results still hold. */
import { join } from 'node:path';
import { followsFiles } from '../extract/index.ts';
import type { Knowledge } from '../knowledge/index.ts';
import type { FileKind } from '../model/file.ts';
import type { Limits } from '../model/limits.ts';
import { readCached, usableCacheFolder, writeCached } from '../sources/cache-folder.ts';
import { type Listing, readListed } from '../sources/list.ts';
import { createReadBuffer, stampAt } from '../sources/read.ts';
import { once } from '../util/once.ts';
import {
  cacheName,
  contentHash,
  type Facts,
  type FileRecord,
  type FileResult,
  type HangsOn,
  type KeptScan,
  lineOf,
  readKept,
  resultOf,
  type Verdict,
  writeKept,
} from './cache.ts';
import { ABSENT, type Examined, readSignpost } from './extract.ts';
import { createAskedOne, createScanTrail, factsFrom, questionsBetween, questionsOfFacts, type ScanTrail, signpostsAmong } from './path-trail.ts';
import { questionOf } from './trail.ts';

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
  /** The result of an earlier scan, if it still holds: null for none, undefined where it does not. To be asked when all files were read. */
  readonly resultOf: (path: string) => FileResult | null | undefined;
  readonly save: () => void;
}

/** Kinds whose extractors look at the whole tree at once, and keep what they made of it. */
const WIDE: ReadonlySet<FileKind> = new Set<FileKind>(['terraform', 'bicep']);
/** Less than this is scanned again faster than it is looked up. */
const FEWEST_FILES = 20;
const NOTHING: Facts = { from: [], answers: [] };

/** Opens the memory of a tree; null where there cannot be one. */
export async function openMemory({ folder, now, options }: CacheOptions, listing: Listing, knowledge: Knowledge, limits: Limits): Promise<ScanMemory | null> {
  if (listing.files.length < FEWEST_FILES || !usableCacheFolder(folder, listing.base)) return null;
  const name = cacheName([listing.base, knowledge.digest(), options, JSON.stringify(limits)]);
  const content = readCached(folder, name, now);
  const previous = content === null ? null : readKept(content);
  return createMemory({ listing, previous, now, limits, write: (parts) => writeCached(folder, name, parts) });
}

interface MemoryOptions {
  readonly listing: Listing;
  readonly previous: KeptScan | null;
  readonly now: number;
  readonly limits: Limits;
  readonly write: (parts: readonly Uint8Array[]) => void;
}

/** A result to keep, with the files it looked at. */
interface Keeping {
  readonly path: string;
  readonly on: HangsOn;
  readonly line: Buffer;
  /** From the earlier scan: what it hangs on is all there is. */
  readonly old: boolean;
}

/** Everything but the folder. */
function createMemory(options: MemoryOptions): ScanMemory {
  const { listing, previous, now } = options;
  const files = new Map<string, FileRecord>();
  const hashOf = createHashes(options);
  const holds = createHolds(options, hashOf.of);
  const trail = createScanTrail();
  const kept: Keeping[] = [];
  const wide = new Set<string>();
  let changed = previous === null || previous.paths !== holds.paths;
  return {
    hasResults: previous !== null && previous.results.size > 0,
    verdictOf: (path, always) => {
      const record = previous?.files.get(path);
      if (record === undefined || record.stat === '' || (record.verdict === 'always') !== always) return undefined;
      if (stampAt(join(listing.base, path), now) !== record.stat) return undefined;
      files.set(path, record);
      hashOf.note(path, record.hash);
      return record.verdict;
    },
    note: (path, record) => {
      hashOf.note(path, record.hash);
      files.set(path, record);
      changed = true;
    },
    keep: (path, kind, examined) => {
      for (const [other, hash] of examined.read) hashOf.note(other, hash);
      if (examined.trail) trail.add(examined.trail);
      if (WIDE.has(kind)) for (const other of [path, ...examined.seen]) wide.add(other);
      changed = true;
      // Read with trouble that has to be told again.
      if (!hashOf.knows(path)) return;
      const alone = !followsFiles(kind) && examined.seen.length === 0;
      kept.push({ path, on: WIDE.has(kind) ? 'infrastructure' : alone ? null : { files: examined.seen }, line: lineOf(examined.result), old: false });
    },
    resultOf: (path) => {
      const record = previous?.results.get(path);
      if (record === undefined || !holds.result(path, record.hangsOn)) return undefined;
      if (record.hangsOn === 'infrastructure') for (const other of previous?.infrastructure ?? []) wide.add(other);
      kept.push({ path, on: record.hangsOn, line: record.line, old: true });
      return resultOf(record.line);
    },
    save: () => {
      if (changed) options.write(writeKept(whole({ files, kept, wide, trail, holds, hashOf: hashOf.of, options })));
    },
  };
}

interface Hashes {
  readonly knows: (path: string) => boolean;
  readonly of: (path: string) => string;
  /** Known from reading it; empty when it is not. */
  readonly note: (path: string, hash: string) => void;
}

/** Hashes of files, each read at most once. */
function createHashes({ listing, limits }: MemoryOptions): Hashes {
  const hashes = new Map<string, string>();
  const largest = Math.max(limits.fileSize, limits.lockfileSize);
  return {
    knows: (path) => hashes.has(path),
    of: (path) => {
      const known = hashes.get(path);
      if (known !== undefined) return known;
      const buffer = createReadBuffer();
      const outcome = readListed(listing, path, buffer, largest);
      const hash = outcome.kind === 'read' ? contentHash(buffer.bytes.subarray(0, outcome.length)) : ABSENT;
      hashes.set(path, hash);
      return hash;
    },
    note: (path, hash) => {
      if (hash !== '' && !hashes.has(path)) hashes.set(path, hash);
    },
  };
}

/** Whether what an earlier scan found still holds. */
interface Holds {
  /** Hash over the paths of the listing. */
  readonly paths: string;
  readonly listed: readonly string[];
  readonly result: (path: string, on: HangsOn) => boolean;
  /** What manifests say now. */
  readonly facts: () => Facts;
}

function createHolds({ listing, previous, limits }: MemoryOptions, hashOf: (path: string) => string): Holds {
  const listed = listing.files.map(({ path }) => path);
  const paths = contentHash(Buffer.from(listed.join('\0')));
  const same = (path: string): boolean => hashOf(path) === previous?.files.get(path)?.hash;
  const facts = once((): Facts => {
    const signposts = signpostsAmong(listed);
    const { facts: before } = previous ?? { facts: NOTHING };
    if (signposts.join('\0') === before.from.join('\0') && signposts.every(same)) return before;
    const buffer = createReadBuffer();
    return factsFrom(signposts, (path) => readSignpost(listing, path, buffer, limits));
  });
  const questions = once((): ReadonlySet<number> => {
    if (previous === null) return new Set();
    const between = previous.paths === paths ? new Set<number>() : questionsBetween(previous.trail().listing, listed);
    for (const question of questionsOfFacts(previous.facts, facts())) between.add(question);
    return between;
  });
  const askedOne = once(() => (previous === null || questions().size === 0 ? () => false : createAskedOne(previous.trail(), questions())));
  const infrastructure = once(() => !questions().has(questionOf('infrastructure', '')) && (previous?.infrastructure ?? []).every(same));
  const known = new Map<string, boolean>();
  const file = (path: string): boolean => {
    let answer = known.get(path);
    if (answer === undefined) known.set(path, (answer = same(path) && !askedOne()(path)));
    return answer;
  };
  return {
    ...{ paths, listed, facts },
    result: (path, on) => {
      if (on === null) return same(path);
      return on === 'infrastructure' ? same(path) && infrastructure() : file(path) && on.files.every(file);
    },
  };
}

interface Whole {
  readonly files: Map<string, FileRecord>;
  readonly kept: readonly Keeping[];
  readonly wide: ReadonlySet<string>;
  readonly trail: ScanTrail;
  readonly holds: Holds;
  readonly hashOf: (path: string) => string;
  readonly options: MemoryOptions;
}

/** All that is to be written. */
function whole({ files, kept, wide, trail, holds, hashOf, options: { previous } }: Whole): KeptScan {
  const results = new Map<string, { hangsOn: HangsOn; line: Buffer }>();
  const needed = new Set<string>();
  const before = new Set<string>();
  for (const { path, on, line, old } of kept) {
    const hangsOn = on === null || on === 'infrastructure' || old ? on : { files: trail.closed(path, on.files) };
    results.set(path, { hangsOn, line });
    if (hangsOn === null || hangsOn === 'infrastructure') continue;
    for (const other of [path, ...hangsOn.files]) {
      needed.add(other);
      if (old) before.add(other);
    }
  }
  const facts = needed.size > 0 ? holds.facts() : NOTHING;
  const written = trail.written(holds.listed, needed, before, before.size > 0 ? (previous?.trail() ?? null) : null);
  // What a result hangs on needs its hash the next time.
  for (const path of new Set([...results.keys(), ...needed, ...wide, ...facts.from])) {
    const record = files.get(path);
    if (record === undefined) files.set(path, { stat: '', verdict: 'none', hash: hashOf(path) });
    else if (record.hash === '') files.set(path, { ...record, hash: hashOf(path) });
  }
  return { paths: holds.paths, files, infrastructure: [...wide], facts, results, trail: () => written };
}
