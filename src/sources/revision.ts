/** Files as git has them: of a commit, or of the index. What lies unchanged on disk is read from there, the rest from git's objects. */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../util/errors.ts';
import { classify } from './classify.ts';
import { askGit, type GitOptions, splitNul } from './git.ts';
import { escapes } from './links.ts';
import { type Listing, type ListOptions, select } from './list.ts';

/** A commit by its id, or what is staged (in another index file than the usual one, when git runs a hook). */
export type Revision = { readonly kind: 'commit'; readonly id: string } | { readonly kind: 'index'; readonly file: string | null };

interface Entry {
  readonly path: string;
  readonly oid: string;
}

/** Objects asked of git in one call, by their size together; and the largest one that is read at all. */
const BATCH_BYTES = 64 * 1024 * 1024;

/** The tree of a revision as a listing. Throws `UsageError` where git cannot say. */
export async function listRevision(root: string, revision: Revision, options: ListOptions): Promise<Listing> {
  const real = realpathSync(root);
  const folder = statSync(real).isDirectory();
  const base = folder ? real : dirname(real);
  const entries = (await entriesOf(base, revision)).filter(({ path }) => folder || path === basename(real));
  const counts = new Map<string, number>();
  const found = { paths: entries.map(({ path }) => ({ path, tracked: true })), refusals: [], diagnostics: [], submodules: 0, nestedRepositories: 0, git: true };
  const files = select(base, found, options, (reason, by = 1) => void counts.set(reason, (counts.get(reason) ?? 0) + by)).sort();
  const wanted = new Set(files);
  const missing = entries.filter(({ path, oid }) => wanted.has(path) && classify(path).kind !== null && !liesOnDisk(join(base, path), oid));
  return {
    base,
    files: files.map((path) => ({ path })),
    revision: revision.kind === 'commit' ? revision.id : null,
    diagnostics: [],
    skipped: [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    git: true,
    blobs: await readObjects(base, missing),
  };
}

/** Text files of a commit by path, relative to `root`; a folder stands for all files below it. What is not there is left out. */
export async function readAtRevision(root: string, id: string, paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  if (paths.length === 0) return new Map();
  const entries = await entriesOf(root, { kind: 'commit', id });
  return readObjects(
    root,
    entries.filter(({ path }) => paths.some((wanted) => path === wanted || path.startsWith(`${wanted}/`))),
  );
}

/** The commit a reference names. Throws `UsageError` with the way forward when it names none, or this clone is too shallow to know. */
export async function commitOf(root: string, ref: string, flag: string): Promise<string> {
  if (ref === '' || ref.startsWith('-') || /[\s\u0000-\u001f\u007f]/.test(ref))
    throw new UsageError(`${flag}: "${ref}" is no revision`, 'for example origin/main');
  const answer = await askGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const id = answer.ok ? Buffer.from(answer.output).toString('latin1').trim() : '';
  if (/^[0-9a-f]{40,64}$/.test(id)) return id;
  if (!answer.ok && answer.why !== 'failed') throw new UsageError(`${flag}: git cannot read this folder`, GIT_HINTS[answer.why]);
  if (await isShallow(root)) throw new UsageError(`${flag}: ${ref} is not in this shallow clone`, DEEPEN);
  throw new UsageError(`${flag}: there is no revision "${ref}" here`, 'fetch it first, for example: git fetch origin main');
}

/** Where the work tree and a commit parted: what only the other side did since is not this side's change. */
export async function mergeBase(root: string, id: string, ref: string): Promise<string> {
  const answer = await askGit(root, ['merge-base', 'HEAD', id]);
  const base = answer.ok ? Buffer.from(answer.output).toString('latin1').trim() : '';
  if (/^[0-9a-f]{40,64}$/.test(base)) return base;
  if (await isShallow(root)) throw new UsageError(`--since: this shallow clone does not reach back to where ${ref} and HEAD parted`, DEEPEN);
  throw new UsageError(`--since: ${ref} and HEAD have no common history`, 'name a revision this branch was made from');
}

const DEEPEN = 'fetch the history: git fetch --unshallow, or fetch-depth: 0 with actions/checkout, GIT_DEPTH: 0 in GitLab';
const GIT_HINTS = {
  missing: 'git is not installed',
  refused: 'another user owns this repository; to trust it, add the folder to git config safe.directory',
  'no-repository': 'it is not in a git repository',
} as const;

async function isShallow(root: string): Promise<boolean> {
  const answer = await askGit(root, ['rev-parse', '--is-shallow-repository']);
  return answer.ok && Buffer.from(answer.output).toString('latin1').trim() === 'true';
}

async function entriesOf(root: string, revision: Revision): Promise<Entry[]> {
  const options: GitOptions = revision.kind === 'index' && revision.file !== null ? { indexFile: revision.file } : {};
  const args = revision.kind === 'index' ? ['ls-files', '-z', '--stage'] : ['ls-tree', '-r', '-z', revision.id];
  const answer = await askGit(root, args, options);
  if (!answer.ok)
    throw new UsageError(
      `git cannot list ${revision.kind === 'index' ? 'what is staged' : revision.id}`,
      answer.why === 'failed' ? null : GIT_HINTS[answer.why],
    );
  const entries: Entry[] = [];
  for (const line of splitNul(answer.output)) {
    const path = line.slice(line.indexOf('\t') + 1);
    const words = line.slice(0, line.indexOf('\t')).split(' ');
    // `mode type oid` of a tree, `mode oid stage` of the index. Links and submodules hold no text of this tree.
    const oid = revision.kind === 'index' ? words[1] : words[2];
    if (oid === undefined || !/^100/.test(words[0] ?? '') || path === entries.at(-1)?.path) continue;
    if (!path.includes('\uFFFD') && !escapes(path)) entries.push({ path, oid });
  }
  return entries;
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

async function readObjects(root: string, entries: readonly Entry[]): Promise<ReadonlyMap<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
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
    if (size > BATCH_BYTES) continue;
    if (bytes + size > BATCH_BYTES) await flush();
    batch.push(entry);
    bytes += size;
  }
  await flush();
  return blobs;
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
