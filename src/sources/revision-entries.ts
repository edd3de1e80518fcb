/** What a revision holds: files by path with their objects, of submodules too where that is asked for. */
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../util/errors.ts';
import { askGit, type GitOptions, splitNul } from './git.ts';
import { refuseListed } from './git-list.ts';
import { type ListOptions, wantedOf } from './list.ts';
import { MOST_NESTED, noStore, notAsked, storeOf, TOO_MANY, tellUnread, type Unread } from './nested.ts';

/** A commit by its id, or what is staged (in another index file than the usual one, when git runs a hook). */
export type Revision = { readonly kind: 'commit'; readonly id: string } | { readonly kind: 'index'; readonly file: string | null };

/** A plain file of a revision. */
export interface Entry {
  readonly path: string;
  readonly oid: string;
  /** Folder of the repository that holds the object: the root, or a submodule. */
  readonly store: string;
}

/** What a revision holds. */
export interface Entries {
  readonly entries: readonly Entry[];
  /** Submodules, each with the commit it stands on. */
  readonly submodules: readonly { readonly path: string; readonly oid: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** What is no file, by reason. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What to do when git does not answer, by why. */
export const GIT_HINTS = {
  elsewhere: 'its .git leads to a repository that does not name this folder as its own; if it should, set core.worktree there',
  missing: 'git is not installed',
  refused: 'another user owns this repository; to trust it, add the folder to git config safe.directory',
  'no-repository': 'it is not in a git repository',
  'too-much': 'its answer is longer than 256 MB',
  'too-slow': 'it took more than two minutes',
} as const;

/** Plain files of a revision, and its submodules. Links hold no text of this tree and are counted; names nobody can open are told. */
export async function entriesOf(root: string, revision: Revision): Promise<Entries> {
  const options: GitOptions = revision.kind === 'index' && revision.file !== null ? { indexFile: revision.file } : {};
  const args = revision.kind === 'index' ? ['ls-files', '-z', '--stage'] : ['ls-tree', '-r', '-z', revision.id];
  const answer = await askGit(root, args, options);
  if (!answer.ok)
    throw new UsageError(
      `git cannot list ${revision.kind === 'index' ? 'what is staged' : revision.id}`,
      answer.why === 'failed' ? null : GIT_HINTS[answer.why],
    );
  const entries: Entry[] = [];
  const submodules: { path: string; oid: string }[] = [];
  const diagnostics: Diagnostic[] = [];
  const counts = new Map<string, number>();
  for (const line of splitNul(answer.output)) {
    const path = line.slice(line.indexOf('\t') + 1);
    const words = line.slice(0, line.indexOf('\t')).split(' ');
    // `mode type oid` of a tree, `mode oid stage` of the index.
    const oid = revision.kind === 'index' ? words[1] : words[2];
    if (oid === undefined || path === entries.at(-1)?.path) continue;
    const { refusal, diagnostic } = refuseListed(words[0] ?? '', path);
    if (refusal === 'submodule') {
      if (path !== submodules.at(-1)?.path) submodules.push({ path, oid });
    } else if (refusal !== null) counts.set(refusal, (counts.get(refusal) ?? 0) + 1);
    if (diagnostic !== null) diagnostics.push(diagnostic);
    if (refusal === null && diagnostic === null) entries.push({ path, oid, store: root });
  }
  return { entries, submodules, diagnostics, counts };
}

/** The same with what its submodules hold, each read from its own clone, where that is asked for; what is left of them is counted, and told. */
export async function withSubmodules(root: string, listed: Entries, options: ListOptions): Promise<Entries> {
  const wanted = wantedOf(
    root,
    listed.submodules.map((one) => ({ ...one, kind: 'submodule' as const })),
    options,
  );
  const counts = new Map(listed.counts);
  const entries: Entry[] = [...listed.entries];
  const diagnostics: Diagnostic[] = [...listed.diagnostics];
  const unread: Unread[] = [];
  const open = [...wanted].reverse();
  let read = 0;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { path, oid } = one;
    const found = options.submodules !== true ? notAsked(root, one) : ++read > MOST_NESTED ? TOO_MANY : await submoduleAt(root, path, oid);
    if (typeof found === 'string') {
      unread.push({ path, kind: 'submodule', why: found });
      continue;
    }
    for (const entry of found.entries) entries.push(entry);
    for (const diagnostic of found.diagnostics) diagnostics.push(diagnostic);
    for (const [reason, count] of found.counts) counts.set(reason, (counts.get(reason) ?? 0) + count);
    for (const deeper of [...found.submodules].reverse()) open.push({ ...deeper, kind: 'submodule' });
  }
  if (unread.length > 0) counts.set('submodule', unread.length);
  const told = options.submodules === false ? [] : tellUnread(unread);
  return { ...listed, entries, counts, diagnostics: [...diagnostics, ...told] };
}

/** What a submodule holds in a commit, by paths from the root; or why that cannot be said, in words. */
async function submoduleAt(root: string, path: string, oid: string): Promise<Entries | string> {
  const store = storeOf(root, path);
  if (store === null) return noStore(root, path);
  const found = await entriesOf(store, { kind: 'commit', id: oid }).catch((error: unknown) => {
    if (error instanceof UsageError) return null;
    throw error;
  });
  if (found === null) return `has no commit ${oid.slice(0, 12)} in its clone here (git fetch in its folder gets it)`;
  const placed = <T extends { readonly path: string }>(items: readonly T[]): T[] => items.map((item) => ({ ...item, path: `${path}/${item.path}` }));
  return { ...found, entries: placed(found.entries), submodules: placed(found.submodules), diagnostics: placed(found.diagnostics) };
}
