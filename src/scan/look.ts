/** Looking at one file: read it once, see whether anything known is in it, and examine it if so. The same on the main thread and on workers. */
import { RARE_PART_OF_MARK, SUPPRESSION_MARK, suppressionsIn } from '../extract/suppressions.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileKind } from '../model/file.ts';
import { type Limits, raise } from '../model/limits.ts';
import type { Suppression } from '../model/suppression.ts';
import { type Listing, readListed } from '../sources/list.ts';
import { decode, type NotRead, type ReadBuffer, type ReadProblem, stampOf } from '../sources/read.ts';
import { contentHash, type FileRecord, type Verdict } from './cache.ts';
import { type Examined, type Examiner, type LiteralStage, limitOf, sizeLimitOf } from './extract.ts';

/** A file to look at. `always`: it counts whatever it holds. */
export interface Todo {
  readonly number: number;
  readonly path: string;
  readonly kind: FileKind;
  readonly always: boolean;
}

/** `scan`: read it and examine what has something in it; `look`: the first half of that; `examine`: the second, of a file that was read before. */
export type Task = 'scan' | 'look' | 'examine';

/** What looking gave. What is absent there was none of. */
export interface Look {
  /** Bytes that were read. */
  readonly bytes: number;
  /** Why it was not read. */
  readonly skipped?: string;
  /** What reading said; absent when the file was not read, or was read before. */
  readonly verdict?: Verdict;
  /** For the next scan; absent where nothing is kept, or what was told has to be told again. */
  readonly record?: FileRecord;
  readonly diagnostics?: readonly Diagnostic[];
  readonly suppressions?: readonly Suppression[];
  readonly examined?: Examined;
}

/** `now`: the present instant in milliseconds where a scan is kept; null where not. */
export interface LookOptions {
  readonly limits: Limits;
  readonly now: number | null;
  /** What the bytes of a file name that is too large to be read. */
  readonly glance?: (path: string) => string;
}

/** Does the tasks of one thread. */
export type Looker = (todo: Todo, task: Task) => Promise<Look>;

/** Everything is read into `buffer`, one file after the other. */
export function createLooker(
  listing: Listing,
  mayMatter: LiteralStage,
  examine: Examiner,
  buffer: ReadBuffer,
  { limits, now, glance = () => '' }: LookOptions,
): Looker {
  return async (todo, task) => {
    const { path, kind } = todo;
    const outcome = readListed(listing, path, buffer, limitOf(kind, limits));
    if (outcome.kind !== 'read') return task === 'examine' ? vanished(path) : unread(todo, outcome, buffer, now, glance);
    const { length } = outcome;
    if (task === 'examine') return { bytes: length, examined: await examine(path, kind, buffer, length) };
    const look = lookAt(todo, buffer, outcome, mayMatter, now);
    return task === 'look' || look.verdict === 'none' ? look : { ...look, examined: await examine(path, kind, buffer, length) };
  };
}

function lookAt(
  { path, always }: Todo,
  buffer: ReadBuffer,
  { length, problem }: { readonly length: number; readonly problem?: ReadProblem },
  mayMatter: LiteralStage,
  now: number | null,
): Look {
  const bytes = buffer.bytes.subarray(0, length);
  const marked = bytes.includes(RARE_PART_OF_MARK) && bytes.includes(SUPPRESSION_MARK);
  const verdict = always ? 'always' : mayMatter(path, buffer.bytes, length) ? 'hit' : 'none';
  if (verdict === 'none' && !marked && problem === undefined && now === null) return { bytes: length, verdict };
  const hash = now === null || verdict === 'none' ? '' : contentHash(bytes);
  return {
    bytes: length,
    verdict,
    ...(marked && { suppressions: suppressionsIn(path, decode(buffer.bytes, length).text) }),
    ...(problem !== undefined && { diagnostics: [{ ...problem, path, line: null, column: null }] }),
    // Comments in it have to be found again the next time.
    ...(problem === undefined && now !== null && { record: { stat: marked ? '' : stampOf(buffer.stats, now), verdict, hash } }),
  };
}

function unread({ path, kind }: Todo, outcome: NotRead, buffer: ReadBuffer, now: number | null, glance: (path: string) => string): Look {
  if (outcome.kind !== 'skipped') {
    const message = outcome.kind === 'too-large' ? `${outcome.message}${glance(path)} ${raise(sizeLimitOf(kind))}` : outcome.message;
    return { bytes: 0, skipped: outcome.kind, diagnostics: [{ code: outcome.kind, path, line: null, column: null, message }] };
  }
  const { reason } = outcome;
  if (reason !== 'binary') return { bytes: 0, skipped: reason };
  // What is told is never only remembered: the next run has to tell it as well.
  if (kind !== 'text') {
    const message = `holds bytes of no text although its name says ${kind}: not read`;
    return { bytes: 0, skipped: reason, diagnostics: [{ code: 'binary', path, line: null, column: null, message }] };
  }
  return { bytes: 0, skipped: reason, ...(now !== null && { record: { stat: stampOf(buffer.stats, now), verdict: 'binary', hash: '' } }) };
}

/** It could be read a moment ago: what became of it since is not audited, and must not pass as clean. */
function vanished(path: string): Look {
  return { bytes: 0, diagnostics: [{ code: 'unreadable', path, line: null, column: null, message: 'changed or vanished during the scan: not audited' }] };
}
