/** The threads of one scan: this one works through a queue of jobs, and starts workers that take from it as soon as what is left is worth them. */
import type { Listing } from '../sources/list.ts';
import type { Look, Looker, Task, Todo } from './look.ts';
import { createQueue, hasJobs, publish, startWorkers, type TeamOptions, takeBlock, type Workers, workerListing } from './workers.ts';

/** Work of one scan, in rounds. */
export interface Pool {
  /** Does this with all files; what each gave goes to `take`, in no order. */
  readonly run: (todos: readonly Todo[], task: Task) => Promise<void>;
  /** Ends the workers. To be called whatever happens: the process would not end before them. */
  readonly close: () => Promise<void>;
}

/** `here` does a job on this thread; `most` threads at most, this one included. */
export interface PoolOptions extends TeamOptions {
  readonly listing: Listing;
  readonly most: number;
  readonly here: Looker;
  readonly take: (todo: Todo, task: Task, look: Look) => void;
  /** What workers run. Default: that of the build. */
  readonly script?: URL | undefined;
}

/** How far a job is. Given back: the worker that had taken it did not do it. */
const OPEN = 0;
const GIVEN_BACK = 1;
const DONE = 2;

/** More threads than this only get into each other's way. */
const MOST_JOBS = 16;
/**
 * Work of this thread that is worth a worker, in bytes examined. A worker is there after 40 ms, but its code is compiled anew, and what is looked at
 * from both sides is parsed twice: langchainjs (16 million) took 5.4 s with two threads and 4.9 s with one, whose compiler and garbage collector
 * have the other processor.
 */
const WORTH_A_WORKER = 20_000_000;
/** What opening a file costs, and a byte that is only searched, in bytes examined: measured over the sources of Linux. */
const OPENING = 400;
const SEARCHED = 0.02;
/** So many jobs say what the rest will be like. */
const SAMPLE = 48;
/** With so many nobody need be asked. */
const MANY = 8000;

/** A pool for the files of one listing. */
export function createPool(options: PoolOptions): Pool {
  const { listing, here, take, script } = options;
  const most = Math.min(options.most, MOST_JOBS);
  const queue = createQueue(listing.files.length);
  // A large tree has one job for every file: nothing is made for it but these two.
  const jobs: Todo[] = [];
  const progress = new Uint8Array(2 * listing.files.length);
  let task: Task = 'scan';
  let workers: Workers | null = null;
  const answer = (at: number, look: Look | null): void => {
    const job = jobs[at];
    if (job === undefined || progress[at] === DONE) return;
    progress[at] = look === null ? GIVEN_BACK : DONE;
    if (look !== null) take(job, task, look);
  };
  const work = async (at: number): Promise<number> => {
    const look = await here(jobs[at] as Todo, task);
    answer(at, look);
    return costOf(look);
  };
  const start = (): void => {
    workers ??= startWorkers(most - 1, { ...teamOf(options), ...workerListing(listing), queue }, answer, script);
  };
  const workThrough = async (from: number): Promise<void> => {
    let spent = 0;
    if (most > 1 && jobs.length - from >= MANY) start();
    for (let block = takeBlock(queue, null); block !== null; block = takeBlock(queue, null)) {
      for (let at = block.from; at < block.to; at++) spent += await work(at);
      const done = block.to - from;
      if (most > 1 && workers === null && done >= SAMPLE && (spent / done) * (jobs.length - block.to) >= WORTH_A_WORKER) start();
      // Answers only come in when this thread lets them.
      if (workers !== null) await new Promise((resume) => setImmediate(resume));
    }
  };
  return {
    run: async (todos, next) => {
      const from = jobs.length;
      task = next;
      for (const todo of todos) jobs.push(todo);
      publish(queue, todos, task);
      const isDone = (): boolean => !progress.subarray(from, jobs.length).includes(OPEN);
      let lost: ReadonlySet<number> = new Set();
      do {
        await workThrough(from);
        // A worker that died leaves what was before it.
        lost = (await workers?.settle(() => isDone() || hasJobs(queue))) ?? lost;
      } while (hasJobs(queue));
      for (let at = from; at < jobs.length; at++) {
        if (progress[at] === DONE) continue;
        if (lost.has(at)) answer(at, endedItsThread(jobs[at] as Todo, task));
        else await work(at);
      }
    },
    close: async () => workers?.end(),
  };
}

function teamOf({ scopePaths, limits, now, rules, ruleFiles, kept }: TeamOptions): TeamOptions {
  return { scopePaths, limits, now, rules, ruleFiles, kept };
}

function costOf({ bytes, examined }: Look): number {
  return OPENING + bytes * (examined === undefined ? SEARCHED : 1);
}

/** Whoever wrote it may have meant to end the audit. */
function endedItsThread({ path }: Todo, task: Task): Look {
  const message = 'reading it ended the thread that did: not audited';
  return { bytes: 0, ...(task !== 'examine' && { skipped: 'unreadable' }), diagnostics: [{ code: 'unreadable', path, line: null, column: null, message }] };
}
