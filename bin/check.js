// `npm run check`: all that a change must pass, in two lanes side by side. Prints one line for each task, and the whole output of those that fail.
// Import layers, the built-in rules and the docs are held by tests (test/architecture, test/rules/built-in, test/docs).
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

const LANES = [
  [
    ['build', 'build'],
    ['tests, rules, layers, docs', 'test:only'],
  ],
  [
    ['types', 'typecheck'],
    ['lint and format', 'lint'],
    ['unused code', 'unused'],
  ],
];
const started = performance.now();
const results = (await Promise.all(LANES.map(lane))).flat();
for (const { title, output } of results.filter(({ code }) => code !== 0)) console.error(`\n--- ${title}\n${output}`);
const failed = results.filter(({ code }) => code !== 0).map(({ title }) => title);
console.log(`\ncheck: ${failed.length === 0 ? 'all passed' : `failed: ${failed.join('; ')}`} (${seconds(started)})`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Tasks one after another. What comes behind a failed one still runs: all problems are told at once. */
async function lane(tasks) {
  const done = [];
  for (const [title, script] of tasks) done.push(await task(title, script));
  return done;
}

function task(title, script) {
  const from = performance.now();
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
    const end = (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${title} (${seconds(from)})`);
      resolve({ title, code, output });
    };
    child.on('error', (error) => {
      output += String(error);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

function seconds(from) {
  return `${((performance.now() - from) / 1000).toFixed(0)} s`;
}
