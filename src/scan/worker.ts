/** A worker of a scan: takes jobs from the shared queue for as long as it is let live, and posts what they gave. An entry point of the build. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadKnowledge } from '../knowledge/index.ts';
import { readKept } from '../knowledge-cache.ts';
import { classify } from '../sources/classify.ts';
import type { Listing } from '../sources/list.ts';
import { createReadBuffer } from '../sources/read.ts';
import { scopeReader } from '../sources/scope.ts';
import { once } from '../util/once.ts';
import { createExaminer, literalStage } from './extract.ts';
import { createGlance } from './glance.ts';
import { createLooker, type Look } from './look.ts';
import { type Answer, awaitJobs, type Block, jobAt, markJob, pathReader, publishedIn, takeBlock, type WorkerTask } from './workers.ts';

const { base, paths, scopePaths, limits, now, rules, ruleFiles, kept, queue, slot } = workerData as WorkerTask;
const knowledge = (kept && (await readKept(kept, { rules, profiles: [], ruleFiles }))) ?? (await loadKnowledge(rules, [], ruleFiles));
const pathAt = pathReader(paths);
const files = once(() => Array.from(paths.ends, (_, number) => ({ path: pathAt(number) })));
const listing: Listing = {
  base,
  // Only who follows names into other files needs them all.
  get files() {
    return files();
  },
  ...{ revision: null, diagnostics: [], skipped: [], git: false },
};
const mayMatter = literalStage(knowledge);
const examine = createExaminer(listing, knowledge.index, mayMatter, { scopeOf: scopeReader(scopePaths), limits, track: now !== null });
const lookAt = createLooker(listing, mayMatter, examine, createReadBuffer(), { limits, now, glance: createGlance(listing, knowledge, limits) });
for (;;) {
  // Asked before: jobs that are put in meanwhile are not slept through.
  const published = publishedIn(queue);
  const block = takeBlock(queue, slot);
  if (block === null) awaitJobs(queue, published);
  else parentPort?.postMessage({ from: block.from, looks: await doAll(block) } satisfies Answer);
}

async function doAll({ from, to }: Block): Promise<(Look | null)[]> {
  const looks: (Look | null)[] = [];
  for (let at = from; at < to; at++) {
    const { number, task, always } = jobAt(queue, at);
    const path = pathAt(number);
    const { kind } = classify(path);
    // Should this thread die, the main one sees at which file.
    markJob(queue, slot, at);
    // The main thread tries again what fails here, and tells.
    looks.push(kind === null ? null : await lookAt({ number, path, kind, always }, task).catch(() => null));
  }
  markJob(queue, slot, null);
  return looks;
}
