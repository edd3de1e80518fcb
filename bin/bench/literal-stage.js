// The first stage by itself, in a process of its own: list, load the index, find every occurrence. Bundled by bench.js.
import { readFileSync } from 'node:fs';
import { findAll } from '../../src/prefilter/scan.ts';
import { readPrefilter } from '../../src/prefilter/serialize.ts';
import { listFiles, readListed } from '../../src/sources/list.ts';
import { createReadBuffer } from '../../src/sources/read.ts';

const [index, root, ...flags] = process.argv.slice(2);
const prefilter = readPrefilter(readFileSync(index));
const listing = await listFiles(root, { gitignore: true, include: [], exclude: [] });
const buffer = createReadBuffer();
let matches = 0;
let files = 0;
for (const { path } of listing.files) {
  const outcome = readListed(listing, path, buffer, 64 * 1024 * 1024);
  if (outcome.kind !== 'read') continue;
  const found = findAll(prefilter, buffer.bytes, outcome.length).length;
  matches += found;
  if (found > 0) files++;
}
if (flags.includes('--print')) process.stdout.write(`${JSON.stringify({ listed: listing.files.length, files, matches })}\n`);
