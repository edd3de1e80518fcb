// Runs commands one after the other and compares them in pairs: machines are never idle, so only ratios of neighbours in time mean anything.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

// Told by the measured process itself when it ends: what the system counts of it, its threads included. Not of processes it starts.
const usage = join(scratch, 'usage.mjs');
writeFileSync(
  usage,
  `import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread && process.env.BENCH_USAGE) {
  const file = process.env.BENCH_USAGE;
  delete process.env.BENCH_USAGE;
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ peakMiB: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }));
  });
}`,
);

/** A command of Node's; `what` is what it shows beside the numbers. */
export function node(what, args, { env = {}, cwd } = {}) {
  return { what, file: process.execPath, args, env, cwd, node: true };
}

/** Any other command. */
export function command(what, file, args, { cwd } = {}) {
  return { what, file, args, env: {}, cwd, node: false };
}

/** Runs it once: seconds by the clock and of CPU, and peak memory where it is Node's. Throws when it ends in a way that is not asked for. */
export async function once({ what, file, args, env, cwd, node: isNode }) {
  const told = join(scratch, 'usage.json');
  const all = isNode ? ['--import', usage, ...args] : args;
  const begin = process.hrtime.bigint();
  const { code, errors } = await new Promise((resolve, reject) => {
    const child = spawn(file, all, { cwd, env: { ...process.env, ...env, BENCH_USAGE: told }, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, errors: text }));
  });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  // ripgrep says 1 where it found nothing.
  if (code !== 0 && !(code === 1 && !isNode)) throw new Error(`${what} ended with ${code}\n${errors.slice(0, 2000)}`);
  return { seconds, ...(isNode ? JSON.parse(readFileSync(told, 'utf8')) : { peakMiB: null, cpu: null }) };
}

/** Measured against its reference, in turns after one warm-up of each: medians, and the median of the ratios of each turn. */
export async function pair(measured, reference, runs) {
  await once(reference);
  await once(measured);
  const turns = [];
  for (let turn = 0; turn < runs; turn++) turns.push([await once(reference), await once(measured)]);
  return {
    ratio: median(turns.map(([a, b]) => b.seconds / a.seconds)),
    extraMilliseconds: median(turns.map(([a, b]) => (b.seconds - a.seconds) * 1000)),
    seconds: median(turns.map(([, b]) => b.seconds)),
    cpu: median(turns.map(([, b]) => b.cpu ?? 0)),
    peakMiB: Math.max(...turns.map(([, b]) => b.peakMiB ?? 0)),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
