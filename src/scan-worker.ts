/** A worker of a scan: takes files from the shared queue until it is closed and empty, and posts what they gave. An entry point of the build. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadKnowledge } from './knowledge/index.ts';
import { readKept } from './knowledge-cache.ts';
import { createExaminer, type Examined, limitOf, literalStage } from './scan-extract.ts';
import { takeBlock, type WorkerTask } from './scan-workers.ts';
import { classify } from './sources/classify.ts';
import { type Listing, readListed } from './sources/list.ts';
import { createReadBuffer } from './sources/read.ts';
import { scopeReader } from './sources/scope.ts';

const { base, paths, scopePaths, maxBytes, track, rules, ruleFiles, kept, control, queue, slot } = workerData as WorkerTask;
const knowledge = (kept && (await readKept(kept, { rules, profiles: [], ruleFiles }))) ?? (await loadKnowledge(rules, [], ruleFiles));
const listing: Listing = { base, files: paths.map((path) => ({ path })), revision: null, diagnostics: [], skipped: [], git: false };
const examine = createExaminer(listing, knowledge.index, literalStage(knowledge), { scopeOf: scopeReader(scopePaths), maxBytes, track });
const buffer = createReadBuffer();
const state = new Int32Array(control);
const numbers = new Int32Array(queue);
for (let block = takeBlock(state, true); block !== null; block = takeBlock(state, true)) {
  const examined: (readonly [number, Examined])[] = [];
  for (let at = block.from; at < block.to; at++) {
    const number = numbers[at] as number;
    const path = paths[number] as string;
    const { kind } = classify(path);
    if (kind === null) continue;
    // Should this thread die, the main one sees of which file.
    Atomics.store(state, slot, number + 1);
    const outcome = readListed(listing, path, buffer, limitOf(kind, maxBytes));
    if (outcome.kind !== 'read') continue;
    try {
      examined.push([number, await examine(path, kind, buffer, outcome.length)]);
    } catch {
      // The main thread tries it again, and tells.
    }
  }
  Atomics.store(state, slot, 0);
  parentPort?.postMessage(examined);
}
parentPort?.postMessage(null);
