/** The main thread's side of a scan with workers: a queue of file numbers in shared memory, which all threads take blocks from. */
import { Worker } from 'node:worker_threads';
import type { RuleFile } from './knowledge/index.ts';
import type { KeptKnowledge } from './knowledge-cache.ts';
import type { Examined } from './scan-extract.ts';
import { builtFile } from './sources/built-file.ts';
import type { Listing } from './sources/list.ts';
import type { ScopePaths } from './sources/scope.ts';

/** What a worker is started with. */
export interface WorkerTask {
  readonly base: string;
  readonly paths: readonly string[];
  readonly scopePaths: ScopePaths;
  readonly maxBytes: number;
  readonly track: boolean;
  readonly rules: readonly string[];
  readonly ruleFiles: readonly RuleFile[];
  /** The same rules as they are kept compiled. */
  readonly kept: KeptKnowledge | null;
  /** Numbers at `PUBLISHED`, `NEXT` and `CLOSED`, then one slot per worker: the file it is at, plus one. */
  readonly control: SharedArrayBuffer;
  /** Numbers of files, in the order they were found. */
  readonly queue: SharedArrayBuffer;
  readonly slot: number;
}

const PUBLISHED = 0;
const NEXT = 1;
const CLOSED = 2;
const SLOTS = 3;
/** Files taken at once. */
const BLOCK = 16;
/** How long a worker sleeps at most before it looks again, in milliseconds: a signal between look and sleep is missed. */
const NAP = 20;

/** The next files of the queue; null when there are none. `wait`: also for those still to come, asleep. */
export function takeBlock(state: Int32Array, wait: boolean): { readonly from: number; readonly to: number } | null {
  for (;;) {
    const published = Atomics.load(state, PUBLISHED);
    const closed = Atomics.load(state, CLOSED) === 1;
    const from = Atomics.load(state, NEXT);
    if (from < published) {
      const to = Math.min(from + BLOCK, published);
      if (Atomics.compareExchange(state, NEXT, from, to) === from) return { from, to };
    } else if (closed || !wait) {
      // Between the two looks the last files may have come.
      if (Atomics.load(state, PUBLISHED) === published) return null;
    } else {
      Atomics.wait(state, PUBLISHED, published, NAP);
    }
  }
}

/** Workers of one scan. */
export interface Workers {
  /** Puts a file into the queue. */
  readonly publish: (number: number) => void;
  /** Nothing more will come: this thread takes part until all is done. Files that ended a worker are in `lost`; those in neither are still to do. */
  readonly finish: (
    here: (number: number) => Promise<void>,
  ) => Promise<{ readonly examined: ReadonlyMap<number, Examined>; readonly lost: ReadonlySet<number> }>;
}

/** Starts `count` workers; null where the build has none for them. */
export function startWorkers(count: number, listing: Listing, options: Omit<WorkerTask, 'base' | 'paths' | 'control' | 'queue' | 'slot'>): Workers | null {
  const script = builtFile('scan-worker.js');
  if (script === null) return null;
  const control = new SharedArrayBuffer(4 * (SLOTS + count));
  const queue = new SharedArrayBuffer(4 * listing.files.length);
  const state = new Int32Array(control);
  const numbers = new Int32Array(queue);
  const examined = new Map<number, Examined>();
  const lost = new Set<number>();
  const paths = listing.files.map(({ path }) => path);
  const ends = Array.from({ length: count }, (_, at) => {
    const slot = SLOTS + at;
    const worker = new Worker(script, { workerData: { ...options, base: listing.base, paths, control, queue, slot } satisfies WorkerTask });
    return new Promise<void>((end) => {
      worker.on('message', (block: readonly (readonly [number, Examined])[] | null) => {
        if (block === null) end();
        else for (const [number, found] of block) examined.set(number, found);
      });
      // Of what it was at nothing is known; what else it had taken is done here.
      worker.on('error', () => {
        const number = Atomics.load(state, slot) - 1;
        if (number >= 0) lost.add(number);
      });
      worker.on('exit', () => end());
    }).then(() => worker.terminate());
  });
  let published = 0;
  return {
    publish: (number) => {
      numbers[published++] = number;
      Atomics.store(state, PUBLISHED, published);
      Atomics.notify(state, PUBLISHED);
    },
    finish: async (here) => {
      Atomics.store(state, CLOSED, 1);
      Atomics.notify(state, PUBLISHED);
      for (let block = takeBlock(state, false); block !== null; block = takeBlock(state, false)) {
        for (let at = block.from; at < block.to; at++) await here(numbers[at] as number);
      }
      await Promise.all(ends);
      return { examined, lost };
    },
  };
}
