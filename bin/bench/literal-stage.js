// The first stage by itself, in a process of its own: list, load the index, find every occurrence. Bundled by bench.js. On as many threads as an
// audit takes: two on a large tree, where ripgrep is given two as well.
import { readFileSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { findAll } from '../../src/prefilter/scan.ts';
import { readPrefilter } from '../../src/prefilter/serialize.ts';
import { listFiles, readListed } from '../../src/sources/list.ts';
import { createReadBuffer } from '../../src/sources/read.ts';

/** Fewer files than this are done before a second thread has started. */
const WORTH_A_THREAD = 5000;
/** Files a thread takes at once. */
const BLOCK = 64;

if (isMainThread) await main();
else work(workerData);

async function main() {
  const [index, root, ...flags] = process.argv.slice(2);
  const listing = await listFiles(root, { gitignore: true, include: [], exclude: [] });
  const task = { index, listing, counts: new Int32Array(new SharedArrayBuffer(12)) };
  const ended = listing.files.length < WORTH_A_THREAD ? null : threadWith(task);
  work(task);
  await ended;
  const [, files, matches] = task.counts;
  if (flags.includes('--print')) process.stdout.write(`${JSON.stringify({ listed: listing.files.length, files, matches })}\n`);
}

function threadWith(task) {
  return new Promise((resolve, reject) => new Worker(new URL(import.meta.url), { workerData: task }).once('exit', resolve).once('error', reject));
}

/** Takes blocks of the listing until none is left. `counts`: the next file, files with an occurrence, occurrences. */
function work({ index, listing, counts }) {
  const prefilter = readPrefilter(readFileSync(index));
  const buffer = createReadBuffer();
  for (let from = Atomics.add(counts, 0, BLOCK); from < listing.files.length; from = Atomics.add(counts, 0, BLOCK)) {
    for (const { path } of listing.files.slice(from, from + BLOCK)) {
      const outcome = readListed(listing, path, buffer, 64 * 1024 * 1024);
      const found = outcome.kind === 'read' ? findAll(prefilter, buffer.bytes, outcome.length).length : 0;
      Atomics.add(counts, 1, found > 0 ? 1 : 0);
      Atomics.add(counts, 2, found);
    }
  }
}
