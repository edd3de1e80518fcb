/** Files as git has them: of a commit, or of the index. What lies unchanged on disk is read from there, the rest from git's objects. */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { DEFAULT_LIMITS, raise } from '../model/limits.ts';
import { UsageError } from '../util/errors.ts';
import { classify } from './classify.ts';
import { askGit } from './git.ts';
import { distinct, type Listing, type ListOptions, select } from './list.ts';
import { type Entry, entriesOf, GIT_HINTS, type Revision, withSubmodules } from './revision-entries.ts';

/** Objects asked of git in one call, by their size together; and the largest one that is read at all. */
const BATCH_BYTES = 64 * 1024 * 1024;

/** The tree of a revision as a listing. Throws `UsageError` where git cannot say. */
export async function listRevision(root: string, revision: Revision, options: ListOptions): Promise<Listing> {
  const real = realpathSync(root);
  const base = folderOf(real);
  const listed = await withSubmodules(base, await entriesOf(base, revision), base === real ? options : { ...options, submodules: false });
  const entries = listed.entries.filter(({ path }) => base === real || path === basename(real));
  const counts = new Map<string, number>(listed.counts);
  const found = { paths: entries.map(({ path }) => ({ path, tracked: true })), refusals: [], diagnostics: [], unread: [], git: true };
  const files = select(base, found, options, (reason, by = 1) => void counts.set(reason, (counts.get(reason) ?? 0) + by));
  const wanted = new Set(files);
  const missing = entries.filter(({ path, oid }) => wanted.has(path) && classify(path).kind !== null && !liesOnDisk(join(base, path), oid));
  const { blobs, left } = await readObjects(missing, options.revisionSize ?? DEFAULT_LIMITS.revisionSize);
  if (left.length > 0) counts.set('limit', left.length);
  const unread = new Set(left.map(({ path }) => path));
  return {
    base,
    files: distinct(files.filter((path) => !unread.has(path))),
    revision: revision.kind === 'commit' ? revision.id : null,
    diagnostics: [...listed.diagnostics, ...left],
    skipped: [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    git: true,
    blobs,
  };
}

/** Text files of a commit by path, relative to `root` or the folder it is in; a folder stands for all files below it. What is not there is left out. */
export async function readAtRevision(root: string, id: string, paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  if (paths.length === 0) return new Map();
  const base = folderOf(root);
  const { entries } = await entriesOf(base, { kind: 'commit', id });
  const wanted = entries.filter(({ path }) => paths.some((name) => path === name || path.startsWith(`${name}/`)));
  return (await readObjects(wanted, DEFAULT_LIMITS.revisionSize)).blobs;
}

const FETCH = 'fetch it first, for example: git fetch origin main';

/** The commit a reference names. Throws `UsageError` with the way forward when it names none, or this clone is too shallow to know. */
export async function commitOf(root: string, ref: string, flag: string): Promise<string> {
  if (ref === '' || ref.startsWith('-') || /[\s\u0000-\u001f\u007f]/.test(ref))
    throw new UsageError(`${flag}: "${ref}" is no revision`, 'for example origin/main');
  const answer = await askGit(folderOf(root), ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const id = answer.ok ? Buffer.from(answer.output).toString('latin1').trim() : '';
  if (/^[0-9a-f]{40,64}$/.test(id)) return id;
  if (!answer.ok && answer.why !== 'failed') throw new UsageError(`${flag}: git cannot read this folder`, GIT_HINTS[answer.why]);
  if (await isShallow(root)) throw new UsageError(`${flag}: ${ref} is not in this shallow clone`, DEEPEN);
  throw new UsageError(`${flag}: there is no revision "${ref}" here`, flag === 'diff' ? `nor a report file; ${FETCH}` : FETCH);
}

/** Day, UTC, on which a commit was made, as it says itself; null when it does not say. Read from the object: showing it could run programs. */
export async function commitDay(root: string, id: string): Promise<string | null> {
  const answer = await askGit(root, ['cat-file', 'commit', id]);
  const seconds = answer.ok ? /^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(Buffer.from(answer.output).toString('utf8'))?.[1] : undefined;
  return seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}

/** Where the work tree and a commit parted: what only the other side did since is not this side's change. */
export async function mergeBase(root: string, id: string, ref: string): Promise<string> {
  const answer = await askGit(folderOf(root), ['merge-base', 'HEAD', id]);
  const base = answer.ok ? Buffer.from(answer.output).toString('latin1').trim() : '';
  if (/^[0-9a-f]{40,64}$/.test(base)) return base;
  if (await isShallow(root)) throw new UsageError(`--since: this shallow clone does not reach back to where ${ref} and HEAD parted`, DEEPEN);
  throw new UsageError(`--since: ${ref} and HEAD have no common history`, 'name a revision this branch was made from');
}

/** A path that is audited can be a file; git is asked in its folder. A path that is not there is told by whoever lists it. */
function folderOf(root: string): string {
  return statSync(root, { throwIfNoEntry: false })?.isFile() ? dirname(root) : root;
}

const DEEPEN = 'fetch the history: git fetch --unshallow, or fetch-depth: 0 with actions/checkout, GIT_DEPTH: 0 in GitLab';
async function isShallow(root: string): Promise<boolean> {
  const answer = await askGit(folderOf(root), ['rev-parse', '--is-shallow-repository']);
  return answer.ok && Buffer.from(answer.output).toString('latin1').trim() === 'true';
}

/** Whether the file on disk is this object, byte for byte. Git is not asked: comparing could run filters that a repository configures. */
function liesOnDisk(file: string, oid: string): boolean {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > BATCH_BYTES) return false;
    const bytes = readFileSync(file);
    const hash = createHash(oid.length === 64 ? 'sha256' : 'sha1')
      .update(`blob ${bytes.length}\0`)
      .update(bytes);
    return hash.digest('hex') === oid;
  } catch {
    return false;
  }
}

/** Contents by path, from each repository what it holds. What is not held, because it or all together would be too large, is told: the file on disk is another one. */
async function readObjects(
  entries: readonly Entry[],
  most: number,
): Promise<{ readonly blobs: ReadonlyMap<string, Buffer>; readonly left: readonly Diagnostic[] }> {
  const blobs = new Map<string, Buffer>();
  const left: Diagnostic[] = [];
  const stores = new Map<string, Entry[]>();
  for (const entry of entries) {
    const own = stores.get(entry.store);
    if (own) own.push(entry);
    else stores.set(entry.store, [entry]);
  }
  let held = 0;
  for (const [store, own] of stores) held = await readStore(store, own, { most, held, blobs, left });
  return { blobs, left };
}

/** The same for one repository; gives how many bytes are held now. */
async function readStore(
  root: string,
  entries: readonly Entry[],
  { most, held: before, blobs, left }: { readonly most: number; readonly held: number; readonly blobs: Map<string, Buffer>; readonly left: Diagnostic[] },
): Promise<number> {
  let held = before;
  const sizes = await objectSizes(root, entries);
  let batch: Entry[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await readBatch(root, batch, blobs);
    batch = [];
    bytes = 0;
  };
  for (const entry of entries) {
    const size = sizes.get(entry.oid) ?? 0;
    if (size > BATCH_BYTES || held + size > most) {
      const why =
        size > BATCH_BYTES
          ? `${size} bytes in git, more than the ${BATCH_BYTES} that are read of one object`
          : `more than ${most} bytes of this revision ${raise('revisionSize')}`;
      left.push({ code: size > BATCH_BYTES ? 'too-large' : 'limit', path: entry.path, line: null, column: null, message: `${why}: not read` });
      continue;
    }
    held += size;
    if (bytes + size > BATCH_BYTES) await flush();
    batch.push(entry);
    bytes += size;
  }
  await flush();
  return held;
}

async function objectSizes(root: string, entries: readonly Entry[]): Promise<Map<string, number>> {
  if (entries.length === 0) return new Map();
  const answer = await askGit(root, ['cat-file', '--batch-check'], { input: entries.map(({ oid }) => `${oid}\n`).join('') });
  if (!answer.ok) throw new UsageError('git cannot read the objects of that revision', null);
  const sizes = new Map<string, number>();
  for (const line of Buffer.from(answer.output).toString('latin1').split('\n')) {
    const [oid = '', type, size] = line.split(' ');
    if (type === 'missing') throw new UsageError('files of that revision are missing in this partial clone', 'clone without --filter, or fetch them first');
    if (oid !== '') sizes.set(oid, Number(size));
  }
  return sizes;
}

/** `oid type size LF bytes LF`, one after the other, in the order asked. */
async function readBatch(root: string, entries: readonly Entry[], into: Map<string, Buffer>): Promise<void> {
  const answer = await askGit(root, ['cat-file', '--batch'], { input: entries.map(({ oid }) => `${oid}\n`).join('') });
  if (!answer.ok) throw new UsageError('git cannot read the objects of that revision', null);
  const output = Buffer.from(answer.output.buffer, answer.output.byteOffset, answer.output.byteLength);
  let at = 0;
  for (const { path } of entries) {
    const end = output.indexOf(10, at);
    const size = Number(output.subarray(at, end).toString('latin1').split(' ')[2]);
    into.set(path, output.subarray(end + 1, end + 1 + size));
    at = end + size + 2;
  }
}
