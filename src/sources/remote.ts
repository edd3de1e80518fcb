import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { RepositoryIdentity } from '../model/report.ts';
import { mask } from '../util/mask.ts';
import { remoteName } from '../util/remote-name.ts';
import { askGit } from './git.ts';

/** Which repository a folder or file belongs to, by the remote `origin`; null without one, and where the remote is a path of this machine. */
export async function repositoryOf(path: string): Promise<RepositoryIdentity | null> {
  if (!existsSync(path)) return null;
  const real = realpathSync(path);
  const base = statSync(real).isDirectory() ? real : dirname(real);
  const top = topOf(base);
  if (top === null) return null;
  // As it is written, not as `insteadOf` rewrites it: a rewritten address may hold a token.
  const answer = await askGit(base, ['config', '--get', 'remote.origin.url']);
  const name = answer.ok ? remoteName(Buffer.from(answer.output).toString('utf8')) : null;
  return name === null ? null : { name: mask(name), folder: mask(relative(top, real).replaceAll('\\', '/')), from: 'remote' };
}

/** The nearest folder above that holds `.git`. */
function topOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return null;
  }
}
