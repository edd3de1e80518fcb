import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/model/limits.ts';
import type { Look } from '../../src/scan/look.ts';
import { createPool } from '../../src/scan/pool.ts';
import type { Listing } from '../../src/sources/list.ts';

const FILES = 400;
const NONE = { result: undefined, seen: [], read: [], trail: null };

/** A worker that takes the jobs that are there, marks the one it is at and then does what `at` says; it answers whole blocks of `block` jobs. */
function script(at: string, block = 8): URL {
  const body = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { queue: { state, jobs, left }, slot } = workerData;
    for (;;) {
      const published = Atomics.load(state, 0);
      const range = Atomics.load(left, 0);
      const from = Number(range >> 32n);
      const end = Number(range & 0xffffffffn);
      const to = Math.min(from + ${block}, end);
      if (from >= to) { Atomics.wait(state, 0, published); continue; }
      Atomics.store(state, 1 + slot * 3, from);
      Atomics.store(state, 2 + slot * 3, to);
      if (Atomics.compareExchange(left, 0, range, (BigInt(to) << 32n) | BigInt(end)) !== range) continue;
      const looks = [];
      for (let at = from; at < to; at++) {
        const number = jobs[at] >>> 3;
        Atomics.store(state, 3 + slot * 3, at + 1);
        ${at}
        looks.push({ bytes: 1, verdict: 'none', record: { stat: 'worker', verdict: 'none', hash: '' } });
      }
      Atomics.store(state, 3 + slot * 3, 0);
      parentPort.postMessage({ from, looks });
    }`;
  return new URL(`data:text/javascript,${encodeURIComponent(body)}`);
}

/** Works through all files with two threads; this one waits at its hundredth job until the other has answered or died, whichever is first. */
async function run(worker: URL, rounds = 1): Promise<{ looks: Map<number, Look[]>; here: number[] }> {
  const listing: Listing = {
    base: '',
    files: Array.from({ length: FILES }, (_, at) => ({ path: `f${at}` })),
    revision: null,
    diagnostics: [],
    skipped: [],
    git: false,
  };
  const looks = new Map<number, Look[]>();
  const here: number[] = [];
  const heard = new Promise<void>((resume) => {
    process.once('worker', (other) => other.once('message', () => resume()).once('exit', () => resume()));
  });
  const pool = createPool({
    ...{ listing, scopePaths: {}, limits: DEFAULT_LIMITS, now: null, rules: [], ruleFiles: [], kept: null, most: 2, script: worker },
    here: async ({ number }) => {
      here.push(number);
      if (here.length >= 100) await heard;
      return { bytes: 1_000_000, verdict: 'hit', examined: NONE };
    },
    take: ({ number }, _task, look) => void looks.set(number, [...(looks.get(number) ?? []), look]),
  });
  try {
    for (let round = 0; round < rounds; round++) {
      await pool.run(
        listing.files.map(({ path }, number) => ({ number, path, kind: 'text', always: false })),
        'scan',
      );
    }
  } finally {
    await pool.close();
  }
  return { looks, here };
}

const told = ({ looks }: { looks: Map<number, Look[]> }) => [...looks.values()].flat().flatMap((look) => look.diagnostics ?? []);

describe('a pool', () => {
  test('shares the files with a worker and takes every answer once, in each of two rounds', async () => {
    const { looks, here } = await run(script(''), 2);
    expect(looks.size).toBe(FILES);
    expect([...looks.values()].every((own) => own.length === 2)).toBe(true);
    expect(here.length).toBeLessThan(2 * FILES);
  });

  test('loses only the file at which a worker dies, and says so', async () => {
    const done = await run(script(`if (number >= 64) process.exit(1);`));
    expect(done.looks.size).toBe(FILES);
    expect([...done.looks.values()].every((own) => own.length === 1)).toBe(true);
    expect(told(done).map(({ path, message }) => [Number(path.slice(1)) >= 64, message])).toEqual([
      [true, 'reading it ended the thread that did: not audited'],
    ]);
  });

  test('goes on after a worker that throws at once, as if there were none', async () => {
    const done = await run(new URL('data:text/javascript,throw new Error("no memory")'));
    expect(done.here.length).toBe(FILES);
    expect(told(done)).toEqual([]);
  });

  test('does itself what a worker gives back', async () => {
    const done = await run(script('looks.push(null); continue;'));
    expect([...done.looks.values()].every((own) => own.length === 1)).toBe(true);
    expect(done.here.length).toBe(FILES);
    expect(told(done)).toEqual([]);
  });

  test('ends its workers when the scan fails, so that the process can end', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const listing: Listing = { base: '', files: [{ path: 'a' }], revision: null, diagnostics: [], skipped: [], git: false };
    const pool = createPool({
      ...{ listing, scopePaths: {}, limits: DEFAULT_LIMITS, now: null, rules: [], ruleFiles: [], kept: null, most: 2, script: script('') },
      here: () => Promise.reject(new Error('disk gone')),
      take: () => {},
    });
    await expect(pool.run([{ number: 0, path: 'a', kind: 'text', always: false }], 'scan')).rejects.toThrow('disk gone');
    await pool.close();
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length).toBe(before);
  });
});
