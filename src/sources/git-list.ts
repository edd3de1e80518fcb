import type { Diagnostic } from '../model/diagnostic.ts';
import { copyOf } from '../util/memo.ts';
import { askGit, type GitAnswer, splitNul } from './git.ts';
import { createLinkedFolderCheck, escapes, type Refusal, refuseEscape, refuseLink, refuseLong, refuseUnlessFile } from './links.ts';

/** What git knows of a folder. */
export interface GitListing {
  readonly tracked: readonly string[];
  readonly untracked: readonly string[];
  readonly refusals: readonly Refusal[];
  /** Repositories inside, whose files git does not list. */
  readonly nested: readonly Nested[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A repository inside another: a folder that its index names by a commit, or one that git lists as one path because it has a `.git`. */
export interface Nested {
  readonly path: string;
  readonly kind: 'submodule' | 'nested-repository';
}

const SYMLINK = '120000';
const SUBMODULE = '160000';

/** Lists a folder of a work tree, or says in a word why git did not. `gitignore: false` lists ignored files as well. */
export async function listWithGit(root: string, gitignore: boolean): Promise<GitListing | Exclude<GitAnswer, { ok: true }>['why']> {
  const others = Promise.all([
    askGit(root, ['ls-files', '-z', '--others', ...(gitignore ? ['--exclude-standard'] : ['--exclude=node_modules/', '--exclude=.venv/'])]),
    // Files that git ignores themselves, not those of ignored folders: `--directory` keeps git from entering node_modules.
    gitignore ? askGit(root, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory', '--', '.env*', '**/.env*']) : NOTHING,
  ]);
  const staged = await askGit(root, ['ls-files', '-z', '--stage']);
  // Sifted while git still looks for the others, which takes it several times longer.
  const tracked = staged.ok ? siftTracked(root, splitNul(staged.output)) : null;
  const [untracked, dotenv] = await others;
  if (!staged.ok) return staged.why;
  if (!untracked.ok) return untracked.why;
  if (!dotenv.ok) return dotenv.why;
  // Git also lists folders that it ignores as a whole, but only in answer to the second question.
  const more = siftUntracked(root, [...splitNul(untracked.output), ...splitNul(dotenv.output).filter((path) => !isFolder(path))]);
  return {
    tracked: tracked?.paths ?? [],
    untracked: more.paths,
    refusals: [...(tracked?.refusals ?? []), ...more.refusals],
    nested: [...(tracked?.nested ?? []), ...more.nested],
    diagnostics: [...(tracked?.diagnostics ?? []), ...more.diagnostics],
  };
}

/** The commit the work tree stands on; null before the first commit and outside of git. */
export async function headRevision(root: string): Promise<string | null> {
  const answer = await askGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const text = answer.ok ? Buffer.from(answer.output).toString('latin1').trim() : '';
  return /^[0-9a-f]{40,64}$/.test(text) ? text : null;
}

/** What git's list says against an entry of a revision: no file of the tree, or a name that cannot be opened or leads out. */
export function refuseListed(mode: string, path: string): { readonly refusal: string | null; readonly diagnostic: Diagnostic | null } {
  if (mode === SYMLINK) return { refusal: 'symlink', diagnostic: null };
  const unusable = refuseName(path);
  if (unusable !== null) return { refusal: null, diagnostic: unusable };
  const refusal = escapes(path) ? refuseEscape(path) : null;
  return { refusal: refusal?.reason ?? (mode === SUBMODULE ? 'submodule' : null), diagnostic: refusal?.diagnostic ?? null };
}

const NOTHING: GitAnswer = { ok: true, output: new Uint8Array() };

interface Sifted {
  readonly paths: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
  readonly nested: readonly Nested[];
}

/** Keeps the plain files of this tree. Lines are `mode object stage<TAB>path`. */
function siftTracked(root: string, lines: readonly string[]): Sifted {
  const paths: string[] = [];
  const refusals: Refusal[] = [];
  const diagnostics: Diagnostic[] = [];
  const linkedFolder = createLinkedFolderCheck(root);
  const submodules = new Set<string>();
  for (const line of lines) {
    const path = line.slice(line.indexOf('\t') + 1);
    // A file in conflict comes once per side, one after the other.
    if (path === paths.at(-1)) continue;
    const unusable = refuseName(path);
    if (unusable !== null) diagnostics.push(unusable);
    else if (escapes(path)) refusals.push(refuseEscape(path));
    else if (line.startsWith(SUBMODULE)) submodules.add(path);
    else if (line.startsWith(SYMLINK)) refusals.push(refuseLink(root, path));
    else {
      const link = linkedFolder(path);
      // A copy: a part of git's answer would keep all of it in memory.
      if (link === null) paths.push(copyOf(path));
      else refusals.push(refuseLink(root, link));
    }
  }
  return { paths, refusals, diagnostics, nested: [...submodules].map((path) => ({ path, kind: 'submodule' })) };
}

function siftUntracked(root: string, listed: readonly string[]): Sifted {
  const paths: string[] = [];
  const refusals: Refusal[] = [];
  const diagnostics: Diagnostic[] = [];
  const nested: Nested[] = [];
  for (const path of listed) {
    const unusable = refuseName(path);
    if (unusable !== null) {
      diagnostics.push(unusable);
      continue;
    }
    if (isFolder(path)) {
      nested.push({ path: path.slice(0, -1), kind: 'nested-repository' });
      continue;
    }
    const refusal = refuseUnlessFile(root, path);
    if (refusal === null) paths.push(path);
    else refusals.push(refusal);
  }
  return { paths, refusals, diagnostics, nested };
}

/** Git lists a repository inside a repository, and an ignored folder, with a slash at the end. */
function isFolder(path: string): boolean {
  return path.endsWith('/');
}

/** What to say of a name that cannot be opened; null for any other. */
function refuseName(path: string): Diagnostic | null {
  if (path.includes('\uFFFD')) return { code: 'listing', path, line: null, column: null, message: 'file name is not UTF-8, file not read' };
  return refuseLong(path);
}
