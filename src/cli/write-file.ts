import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../util/errors.ts';

/** Writes beside the file and renames: a full disk never leaves half a report under its final name. Parts are written as they come. */
export function writeWhole(file: string, text: string | Iterable<string>): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const there = statSync(file, { throwIfNoEntry: false });
    // `/dev/stdout`, a named pipe: there is nothing to put another file in the place of.
    const inPlace = there !== undefined && !there.isFile() && !there.isDirectory();
    const target = inPlace ? file : temporary;
    // What lies there may be a link somebody put into the tree: it is taken away, and only a new file is written to.
    if (!inPlace) rmSync(temporary, { force: true });
    writeParts(target, typeof text === 'string' ? [text] : text, inPlace ? 'w' : 'wx');
    if (inPlace) return;
    renameSync(temporary, file);
  } catch (error) {
    discard(temporary);
    throw new UsageError(`cannot write ${file}: ${(error as Error).message}`, 'check the folder and its permissions');
  }
}

function writeParts(file: string, parts: Iterable<string>, how: 'w' | 'wx'): void {
  const handle = openSync(file, how);
  try {
    for (const part of parts) writeFileSync(handle, part);
  } finally {
    closeSync(handle);
  }
}

/** The folder itself may be what is wrong: then there is nothing to remove. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    if (!['ENOTDIR', 'ENOENT', 'EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
