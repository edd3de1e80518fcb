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
  readonly paths: SharedPaths;
  readonly queue: SharedQueue;
  /** Which of the workers it is, from 0. */
  readonly slot: number;
}

/** Paths in shared memory, as UTF-8 one after the other; path `n` ends where `ends[n]` says. A thread makes strings of those it needs. */
export interface SharedPaths {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
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

/**
 * `state`: a number at `PUBLISHED`, then three for each worker. `jobs`: one number for each. `left`: for each thread, the main one first, the jobs it
 * has before it, as the position of the next in the upper half and of the end in the lower. A thread without any takes the back half of the longest.
 * So neighbours, which look at the same files, stay with one thread: each reads them for itself.
 */
export interface SharedQueue {
  readonly state: Int32Array;
  readonly jobs: Int32Array;
  readonly left: BigInt64Array;
}

/** What workers answer: the looks of a block, in order; null for one that failed. */
export interface Answer {
  readonly from: number;
  readonly looks: readonly (Look | null)[];
}

const PUBLISHED = 0;
const SLOTS = 1;
const SLOT_SIZE = 3;
const MOST_WORKERS = 16;
/** Files taken at once. */
const LARGEST_BLOCK = 64;
const SMALLEST_BLOCK = 4;

const TASKS: readonly Task[] = ['scan', 'look', 'examine'];

/** A queue with room for `files` jobs of each of two rounds. */
export function createQueue(files: number): SharedQueue {
  return {
    state: new Int32Array(new SharedArrayBuffer(4 * (SLOTS + SLOT_SIZE * MOST_WORKERS))),
    jobs: new Int32Array(new SharedArrayBuffer(8 * files)),
    left: new BigInt64Array(new SharedArrayBuffer(8 * (1 + MOST_WORKERS))),
  };
}

/** Puts jobs at the end of the queue, before the main thread. To be called when all that was put before is taken. */
export function publish({ state, jobs, left }: SharedQueue, more: readonly Omit<QueuedJob, 'task'>[], task: Task): void {
  const from = Atomics.load(state, PUBLISHED);
  more.forEach(({ number, always }, at) => {
    jobs[from + at] = number * 8 + TASKS.indexOf(task) * 2 + (always ? 1 : 0);
  });
  Atomics.store(left, 0, packed(from, from + more.length));
  Atomics.store(state, PUBLISHED, from + more.length);
  Atomics.notify(state, PUBLISHED);
}

/** The job at a place of the queue. */
export function jobAt({ jobs }: SharedQueue, at: number): QueuedJob {
  const job = jobs[at] as number;
  return { number: job >>> 3, task: TASKS[(job >>> 1) & 3] as Task, always: (job & 1) === 1 };
}

/** The next jobs; null when there are none left. `slot`: the worker that takes them, so that they are known should it die; null for the main thread. */
export function takeBlock(queue: SharedQueue, slot: number | null): Block | null {
  const { state, left } = queue;
  const own = slot === null ? 0 : slot + 1;
  for (;;) {
    const range = Atomics.load(left, own);
    const { from, to: end } = unpacked(range);
    if (from >= end) {
      if (!takeHalf(queue, own)) return null;
      continue;
    }
    const to = Math.min(end, from + Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, (end - from) >> 2)));
    if (slot !== null) {
      // Before they are taken: two may be named for the same jobs, never none.
      Atomics.store(state, SLOTS + slot * SLOT_SIZE, from);
      Atomics.store(state, SLOTS + slot * SLOT_SIZE + 1, to);
    }
    if (Atomics.compareExchange(left, own, range, packed(to, end)) === range) return { from, to };
  }
}

/** Whether jobs are left that nobody has begun. */
export function hasJobs({ left }: SharedQueue): boolean {
  return left.some((_, thread) => lengthOf(Atomics.load(left, thread)) > 0);
}

/** Takes the back half of the jobs of the thread that has most before it. False when there are none. */
function takeHalf({ left }: SharedQueue, own: number): boolean {
  for (;;) {
    let most = 0n;
    let victim = -1;
    for (let thread = 0; thread < left.length; thread++) {
      const range = Atomics.load(left, thread);
      if (lengthOf(range) <= lengthOf(most)) continue;
      most = range;
      victim = thread;
    }
    if (victim === -1) return false;
    const { from, to } = unpacked(most);
    const half = from + ((to - from) >> 1);
    if (Atomics.compareExchange(left, victim, most, packed(from, half)) !== most) continue;
    Atomics.store(left, own, packed(half, to));
    return true;
  }
}

function packed(from: number, to: number): bigint {
  return (BigInt(from) << 32n) | BigInt(to);
}

function unpacked(range: bigint): Block {
  return { from: Number(range >> 32n), to: Number(range & 0xffffffffn) };
}

function lengthOf(range: bigint): number {
  const { from, to } = unpacked(range);
  return Math.max(0, to - from);
}

/** A worker says which job it is at; null for none. */
export function markJob({ state }: SharedQueue, slot: number, at: number | null): void {
  Atomics.store(state, SLOTS + slot * SLOT_SIZE + 2, at === null ? 0 : at + 1);
}

/** Sleeps until jobs are put into a queue of which this many were taken, or seen to be taken. */
export function awaitJobs({ state }: SharedQueue, published: number): void {
  Atomics.wait(state, PUBLISHED, published);
}

/** How many jobs were ever put into a queue. */
export function publishedIn({ state }: SharedQueue): number {
  return Atomics.load(state, PUBLISHED);
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
export function workerListing({ base, files }: Listing): Pick<WorkerTask, 'base' | 'paths'> {
  const ends = new Uint32Array(new SharedArrayBuffer(4 * files.length));
  let length = 0;
  for (const [at, { path }] of files.entries()) {
    length += Buffer.byteLength(path);
    ends[at] = length;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  const buffer = Buffer.from(bytes.buffer);
  for (const [at, { path }] of files.entries()) buffer.write(path, at === 0 ? 0 : (ends[at - 1] as number));
  return { base, paths: { bytes, ends } };
}

/** Reads one of the paths. */
export function pathReader({ bytes, ends }: SharedPaths): (number: number) => string {
  const buffer = Buffer.from(bytes.buffer);
  return (number) => buffer.toString('utf8', number === 0 ? 0 : ends[number - 1], ends[number]);
}
