import { emptyCacheFolder } from '../../sources/cache-folder.ts';
import { cacheFolder } from '../cache-folder.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';

/** `sovaudit cache clean`: deletes what earlier audits left, and says how much that was. */
export function runCacheClean(streams: Streams): ExitCode {
  const folder = cacheFolder(streams.env);
  const { files, bytes } = folder === null ? { files: 0, bytes: 0 } : emptyCacheFolder(folder);
  streams.stdout.write(`deleted ${files} ${files === 1 ? 'scan' : 'scans'}, ${Math.ceil(bytes / 1024)} KB\n`);
  return EXIT.ok;
}
