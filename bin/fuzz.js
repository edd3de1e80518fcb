// Feeds every reader with wrong texts for as long as is wanted, and keeps what one of them did not stand:
//   node bin/fuzz.js --minutes 10 --seed 1 [--only extract] [--slow 2000] [--out folder] [--trace file]
// Each seed gives the same texts in the same order. A text that is found goes to fixtures/corpus/<target>/ with its mend.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
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

const counts = await fuzz(Number(values.seed), {
  more: () => performance.now() < end,
  only: values.only,
  trying: values.trace === undefined ? undefined : (target, { path, text }) => writeFileSync(values.trace, `${target} ${path}\n${text}`),
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
