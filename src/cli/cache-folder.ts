import { join } from 'node:path';
import type { Streams } from './streams.ts';

/** Where scans are kept between runs: the usual place for such files of the user; null where the environment names none. Never the audited tree. */
export function cacheFolder(env: Streams['env'], platform: string = process.platform): string | null {
  const base =
    absolute(env.XDG_CACHE_HOME) ??
    (platform === 'win32' ? below(env.LOCALAPPDATA) : platform === 'darwin' ? below(env.HOME, 'Library', 'Caches') : below(env.HOME, '.cache'));
  return base === null ? null : join(base, 'sovaudit');
}

/** The XDG rules ignore a relative path. https://specifications.freedesktop.org/basedir-spec/latest/ */
function absolute(folder: string | undefined): string | null {
  return folder?.startsWith('/') ? folder : null;
}

function below(folder: string | undefined, ...names: readonly string[]): string | null {
  return folder ? join(folder, ...names) : null;
}
