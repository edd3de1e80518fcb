/** What is to be done with every file of a listing, before any is read. */
import { extractWeights, HEAD_BYTES } from '../extract/weights/index.ts';
import { isCard, isConfigFile, matchFile } from '../match/index.ts';
import type { FileKind } from '../model/file.ts';
import type { Index } from '../model/knowledge.ts';
import { type Classification, classify } from '../sources/classify.ts';
import { type Listing, readHeadListed } from '../sources/list.ts';
import type { ReadBuffer } from '../sources/read.ts';
import type { ScopeReader } from '../sources/scope.ts';
import { folderPrefix } from '../util/folder.ts';
import type { FileResult } from './cache.ts';
import type { Todo } from './look.ts';
import type { ScanMemory } from './memory.ts';

/** The files of a listing, sorted out. Each list is in the order of the listing. */
export interface Plan {
  /** Model weights: only their heads are looked at. */
  readonly weights: readonly { readonly number: number; readonly path: string }[];
  /** To be read. */
  readonly unknown: readonly Todo[];
  /** Known from an earlier scan to hold something. */
  readonly known: readonly Todo[];
  /** Known from an earlier scan and read then. */
  readonly read: number;
  /** Why the others are not read, once for each. */
  readonly skipped: readonly string[];
}

/** Our own files: what they name is not what the code calls. */
export const PROJECT_FILE = /(?:^|\/)\.?sovaudit(?:\.ya?ml|-baseline\.json)$/;

/** Sorts a listing out by the paths and, where there was an earlier scan, by what that found. `ownRules` are files that are rules of this audit. */
export function planOf({ files }: Listing, index: Index, memory: ScanMemory | null, ownRules: ReadonlySet<string> = new Set()): Plan {
  const weights: { number: number; path: string }[] = [];
  const unknown: Todo[] = [];
  const known: Todo[] = [];
  const skipped: string[] = [];
  let read = 0;
  const kinds = files.map(({ path }) => classify(path));
  const mustRead = mustReadBy(files, kinds, index);
  for (const [number, { path }] of files.entries()) {
    const { kind, reason } = kinds[number] as Classification;
    if (PROJECT_FILE.test(path) || ownRules.has(path)) {
      skipped.push(ownRules.has(path) ? 'rule-file' : 'project-file');
      continue;
    }
    if (kind === null) {
      if (reason === 'weights') weights.push({ number, path });
      skipped.push(reason);
      continue;
    }
    const todo: Todo = { number, path, kind, always: mustRead(path, kind) };
    const verdict = memory?.verdictOf(path, todo.always);
    if (verdict === undefined) unknown.push(todo);
    else if (verdict === 'binary') skipped.push(verdict);
    else {
      read++;
      if (verdict !== 'none') known.push(todo);
    }
  }
  return { weights, unknown, known, read, skipped };
}

/** Whether a file counts whatever it holds. What lies beside weights is read because it says what they are. */
function mustReadBy(files: Listing['files'], kinds: readonly Classification[], index: Index): (path: string, kind: FileKind) => boolean {
  const besides = new Set(files.filter((_, at) => kinds[at]?.reason === 'weights').map(({ path }) => folderPrefix(path)));
  return (path, kind) =>
    // A `.env` file is short, and a name of one's own in it can say where a client goes.
    kind === 'dotenv' || (besides.size > 0 && isCard(path) && besides.has(folderPrefix(path))) || isConfigFile(index, path);
}

/** What the head of model weights says; undefined when nothing. */
export function weightsAt(path: string, listing: Listing, buffer: ReadBuffer, scopeOf: ScopeReader, index: Index): FileResult | undefined {
  const head = readHeadListed(listing, path, buffer, HEAD_BYTES);
  if (head.kind !== 'read') return undefined;
  const { candidates } = extractWeights(path, buffer.bytes.subarray(0, head.length), head.size);
  return candidates.length > 0 ? { match: matchFile({ path, scope: scopeOf(path) }, { candidates }, index), diagnostics: [] } : undefined;
}
