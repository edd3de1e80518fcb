/** The workers of a scan, and the queue of jobs in shared memory that all threads take blocks from. */
import { Worker } from 'node:worker_threads';
import type { RuleFile } from '../knowledge/index.ts';
import type { KeptKnowledge } from '../knowledge-cache.ts';
import type { Limits } from '../model/limits.ts';
import { builtFile } from '../sources/built-file.ts';
import type { Listing } from '../sources/list.ts';
import type { ScopePaths } from '../sources/scope.ts';
import type { Look, Task } from './look.ts';

/** How all threads read, examine and remember. `track`: say what was looked at; `now` as in `LookOptions`. */
export interface TeamOptions {
  readonly scopePaths: ScopePaths;
  readonly limits: Limits;
  readonly now: number | null;
  readonly rules: readonly string[];
  readonly ruleFiles: readonly RuleFile[];
  /** The same rules as they are kept compiled. */
  readonly kept: KeptKnowledge | null;
}

/** What a worker is started with. */
export interface WorkerTask extends TeamOptions {
  readonly base: string;
  readonly paths: readonly string[];
  readonly queue: SharedQueue;
  /** Which of the workers it is, from 0. */
  readonly slot: number;
}

/** A job as it lies in the queue: the number of a file in the listing, and what to do with it. */
export interface QueuedJob {
  readonly number: number;
  readonly task: Task;
  readonly always: boolean;
}

/** Jobs from one place of the queue to before another. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** `state`: numbers at `PUBLISHED` and `NEXT`, then three for each worker. `jobs`: one number for each. */
export interface SharedQueue {
  readonly state: Int32Array;
  readonly jobs: Int32Array;
}

/** What workers answer: the looks of a block, in order; null for one that failed. */
export interface Answer {
  readonly from: number;
  readonly looks: readonly (Look | null)[];
}

const PUBLISHED = 0;
const NEXT = 1;
const SLOTS = 2;
const SLOT_SIZE = 3;
const MOST_WORKERS = 16;
/** Files taken at once: neighbours look at the same files, which each thread reads for itself; but nobody should be left alone at the end. */
const LARGEST_BLOCK = 64;
const SMALLEST_BLOCK = 8;

const TASKS: readonly Task[] = ['scan', 'look', 'examine'];

/** A queue with room for `files` jobs of each of two rounds. */
export function createQueue(files: number): SharedQueue {
  return {
    state: new Int32Array(new SharedArrayBuffer(4 * (SLOTS + SLOT_SIZE * MOST_WORKERS))),
    jobs: new Int32Array(new SharedArrayBuffer(8 * files)),
  };
}

/** Puts jobs at the end of the queue. */
export function publish({ state, jobs }: SharedQueue, more: readonly Omit<QueuedJob, 'task'>[], task: Task): void {
  const from = Atomics.load(state, PUBLISHED);
  more.forEach(({ number, always }, at) => {
    jobs[from + at] = number * 8 + TASKS.indexOf(task) * 2 + (always ? 1 : 0);
  });
  Atomics.store(state, PUBLISHED, from + more.length);
  Atomics.notify(state, PUBLISHED);
}

/** The job at a place of the queue. */
export function jobAt({ jobs }: SharedQueue, at: number): QueuedJob {
  const job = jobs[at] as number;
  return { number: job >>> 3, task: TASKS[(job >>> 1) & 3] as Task, always: (job & 1) === 1 };
}

/** The next jobs; null when there are none left. `slot`: the worker that takes them, so that they are known should it die. */
export function takeBlock({ state }: SharedQueue, slot: number | null): Block | null {
  for (;;) {
    const published = Atomics.load(state, PUBLISHED);
    const from = Atomics.load(state, NEXT);
    if (from >= published) return null;
    const to = Math.min(published, from + Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, (published - from) >> 3)));
    if (slot !== null) {
      // Before they are taken: two may be named for the same jobs, never none.
      Atomics.store(state, SLOTS + slot * SLOT_SIZE, from);
      Atomics.store(state, SLOTS + slot * SLOT_SIZE + 1, to);
    }
    if (Atomics.compareExchange(state, NEXT, from, to) === from) return { from, to };
  }
}

/** A worker says which job it is at; null for none. */
export function markJob({ state }: SharedQueue, slot: number, at: number | null): void {
  Atomics.store(state, SLOTS + slot * SLOT_SIZE + 2, at === null ? 0 : at + 1);
}

/** Sleeps until jobs are put into a queue that was empty. */
export function awaitJobs({ state }: SharedQueue): void {
  const published = Atomics.load(state, PUBLISHED);
  if (Atomics.load(state, NEXT) >= published) Atomics.wait(state, PUBLISHED, published);
}

/** Workers of one scan. */
export interface Workers {
  /** Waits until `isDone`, or nobody is left. Gives the jobs that ended a worker; what else it had taken is given back. */
  readonly settle: (isDone: () => boolean) => Promise<ReadonlySet<number>>;
  readonly end: () => Promise<void>;
}

/** Starts `count` workers; null where the build has none for them. What they answer goes to `answer`; null for a job they could not do. */
export function startWorkers(
  count: number,
  task: Omit<WorkerTask, 'slot'>,
  answer: (at: number, look: Look | null) => void,
  script: URL | null = builtFile('scan-worker.js'),
): Workers | null {
  if (script === null) return null;
  const { queue } = task;
  const lost = new Set<number>();
  const alive = new Set<Worker>();
  let wake = (): void => {};
  for (let slot = 0; slot < Math.min(count, MOST_WORKERS); slot++) {
    const worker = new Worker(script, { workerData: { ...task, slot } satisfies WorkerTask });
    alive.add(worker);
    worker.on('message', ({ from, looks }: Answer) => {
      for (const [at, look] of looks.entries()) answer(from + at, look);
      wake();
    });
    // Its end follows, and says all there is to know. Without a listener the error would end this thread as well.
    worker.on('error', () => {});
    worker.on('exit', () => {
      const [from = 0, to = 0, job = 0] = queue.state.subarray(SLOTS + slot * SLOT_SIZE, SLOTS + (slot + 1) * SLOT_SIZE);
      if (job > 0) lost.add(job - 1);
      for (let at = from; at < to; at++) answer(at, null);
      alive.delete(worker);
      wake();
    });
  }
  return {
    settle: async (isDone) => {
      while (!isDone() && alive.size > 0) {
        await new Promise<void>((resume) => {
          wake = resume;
        });
      }
      return lost;
    },
    end: async () => void (await Promise.all([...alive].map((worker) => worker.terminate()))),
  };
}

/** The listing as workers need it. */
export function workerListing(listing: Listing): Pick<WorkerTask, 'base' | 'paths'> {
  return { base: listing.base, paths: listing.files.map(({ path }) => path) };
}
