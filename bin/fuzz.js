// Feeds every reader with wrong texts for as long as is wanted, and keeps what one of them did not stand:
//   node bin/fuzz.js --minutes 10 --seed 1 [--only extract] [--slow 2000] [--out folder] [--trace file]
// Each seed gives the same texts in the same order. A text that is found goes to fixtures/corpus/<target>/ with its mend.
// A reader that does not come back is found by a second thread: it leaves the text in the file of --trace, says so, and ends the process.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { fromSource } from './from-source.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    slow: { type: 'string', default: '2000' },
    out: { type: 'string' },
    trace: { type: 'string' },
  },
});
const { fuzz } = await fromSource('test/fuzz/run.ts');
const end = performance.now() + Number(values.minutes) * 60_000;
const kinds = new Map();
const trace = values.trace ?? join(mkdtempSync(join(tmpdir(), 'sovaudit-fuzz-')), 'text');

/** Counts the texts; the second thread ends everything when the count stands still for this many seconds. */
const beat = new Int32Array(new SharedArrayBuffer(4));
const PATIENCE = 120;
const WATCH = `
  const { workerData: { beat, patience, trace, seed } } = require('node:worker_threads');
  for (let last = -1; ; last = Atomics.load(beat, 0)) {
    if (Atomics.wait(beat, 0, last, patience * 1000) !== 'timed-out') { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000); continue; }
    require('node:fs').writeSync(1, 'seed ' + seed + ': one text takes more than ' + patience + ' seconds, see ' + trace + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }`;
new Worker(WATCH, { eval: true, workerData: { beat, patience: PATIENCE, trace, seed: values.seed } }).unref();

const counts = await fuzz(Number(values.seed), {
  more: () => performance.now() < end,
  only: values.only,
  trying: (target, { path, text }) => {
    writeFileSync(trace, `${target} ${path}\n${text}`);
    Atomics.add(beat, 0, 1);
    Atomics.notify(beat, 0);
  },
  clock: { now: () => process.cpuUsage().user / 1000, limit: Number(values.slow) },
  found: ({ target, path, text, message }) => {
    // The place it was thrown at makes a kind; one text of each is enough.
    const kind = `${target}: ${message.split('\n').slice(0, 2).join(' ').replace(/\d+/g, 'N').slice(0, 200)}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > 1) return;
    console.log(`${target} ${path}: ${message.split('\n').slice(0, 4).join('\n  ').slice(0, 600)}`);
    if (values.out === undefined) return;
    mkdirSync(join(values.out, target), { recursive: true });
    const name = `${createHash('sha256').update(text).digest('hex').slice(0, 8)}-${basename(path)}`;
    writeFileSync(join(values.out, target, name), text, target === 'weights' ? 'latin1' : 'utf8');
  },
});
const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
console.log(
  `seed ${values.seed}: ${total} texts in ${values.minutes} minutes (${Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')})`,
);
for (const [kind, count] of kinds) console.log(`${count} times ${kind}`);
process.exitCode = kinds.size > 0 ? 1 : 0;
