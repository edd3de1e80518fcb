// The reference that is always there: list the files and read every byte into one buffer, nothing else.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2];
const buffer = Buffer.allocUnsafe(4 * 1024 * 1024);
let files = 0;
let total = 0;
for (const path of listed(root)) {
  let file;
  try {
    file = openSync(join(root, path), 'r');
  } catch {
    continue;
  }
  try {
    for (let read = readSync(file, buffer); read > 0; read = read < buffer.length ? 0 : readSync(file, buffer)) total += read;
    files++;
  } catch {
    // A folder that is a repository of its own is listed as if it were a file.
  }
  closeSync(file);
}
if (process.argv.includes('--print')) process.stdout.write(`${JSON.stringify({ files, bytes: total })}\n`);

function listed(folder) {
  try {
    const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: folder,
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return names.toString().split('\0').slice(0, -1);
  } catch {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
  }
}
