// How fast, as ratios against references of the same run; `npm run bench -- --help` says how. What a figure means stands in bench/goals.js.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { GOALS } from './bench/goals.js';
import { command, node, once, pair } from './bench/measure.js';
import { makePack, makeTree, WORST } from './bench/trees.js';
import { fromSource } from './from-source.js';

const HELP = `Usage: npm run bench -- [options]

  --tree PATH     measure on this tree too (may be repeated); without any, two trees are made
  --against TEXT  another scanner's command to measure against on each tree, {} for its path (may be repeated)
  --ripgrep PATH  measure against this ripgrep too (may be repeated); without any, the one that is installed
  --only WORD     only what has this word in its name (start, tree, worst, rules)
  --runs N        turns of each pair (5)
  --history FILE  append the ratios to this file (fixtures/bench-history.ndjson); "none" to leave it out
  --check         end with 1 when a figure is far from its goal`;

const { values: flags } = parseArgs({
  options: {
    tree: { type: 'string', multiple: true, default: [] },
    against: { type: 'string', multiple: true, default: [] },
    ripgrep: { type: 'string', multiple: true, default: ['rg'] },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    history: { type: 'string', default: 'fixtures/bench-history.ndjson' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (flags.help) {
  console.log(HELP);
  process.exit(0);
}

const runs = Number(flags.runs);
const scratch = mkdtempSync(join(tmpdir(), 'sovaudit-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
const TOOL = resolve('bin/sovaudit.js');
const UNCACHED = ['--no-cache'];
const figures = [];

const wants = (name) => name.includes(flags.only);
const bare = node('node -e 0', ['-e', '0']);
const audit = (path, more = [], env = {}) =>
  node('audit', [TOOL, path, '--format', 'json', ...UNCACHED, ...more], { env: { XDG_CACHE_HOME: join(scratch, 'unused'), ...env } });

await build({
  entryPoints: ['bin/bench/literal-stage.js'],
  outfile: join(scratch, 'literal-stage.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
});

if (wants('start')) await start();
if (wants('tree')) for (const tree of trees()) await measureTree(tree);
if (wants('worst')) await worst();
if (wants('rules')) await rules();
finish();

/** A figure: printed at once, and kept. */
function tell(where, what, value, unit, aside = '') {
  const { goal, far } = GOALS[what] ?? {};
  figures.push({ where, what: /^version/.test(aside) ? `${what}, ${aside}` : what, value: Number(value.toFixed(3)), far: far !== undefined && value > far });
  const shown = unit === 'x' ? value.toFixed(2) : `${value.toFixed(0)} ${unit}`;
  const verdict = goal === undefined ? '' : value <= goal ? `goal ${goal}` : value > far ? `goal ${goal}, FAR` : `goal ${goal}, missed`;
  console.log([where.padEnd(26), what.padEnd(44), shown.padStart(10), verdict.padEnd(18), aside].join('  ').trimEnd());
}

async function start() {
  for (const [what, measured] of [
    ['--version over bare node', node('version', [TOOL, '--version'])],
    ['--help over bare node', node('help', [TOOL, '--help'])],
    ['audit of one small file over bare node', audit(oneSmallFile())],
  ])
    tell('start', what, (await pair(measured, bare, runs * 3)).extraMilliseconds, 'ms');
}

/** A folder with one file that says nothing about AI: what an audit costs at least. */
function oneSmallFile() {
  const folder = join(scratch, 'one');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'readme.txt'), 'A shop.\n');
  return folder;
}

/** `{ name, path, size }`: those given, or two of our own. */
function trees() {
  if (flags.tree.length > 0) return flags.tree.map((path) => describe(basename(resolve(path)), resolve(path)));
  const sparse = join(scratch, 'sparse');
  const dense = join(scratch, 'dense');
  makeTree(sparse, { files: 9000, calling: 0, seed: 1 });
  makeTree(dense, { files: 2500, calling: 3, seed: 2 });
  return [describe('made, no AI', sparse), describe('made, every third calls', dense)];
}

function describe(name, path) {
  const { files, bytes } = JSON.parse(execFileSync(process.execPath, ['bin/bench/read-loop.js', path, '--print']).toString());
  return { name, path, files, bytes, size: files > 40_000 ? 'large' : files > 8_000 ? 'medium' : 'small' };
}

async function measureTree({ name, path, files, bytes, size }) {
  console.log(`\n${name}: ${files} files, ${(bytes / 1e6).toFixed(0)} MB`);
  const loop = node('read loop', ['bin/bench/read-loop.js', path]);
  const index = resolve('dist/prefilter.bin');
  const stage = node('literal stage', [join(scratch, 'literal-stage.mjs'), index, path]);
  const whole = await pair(audit(path), loop, runs);
  tell(name, `audit / read loop, ${size}`, whole.ratio, 'x', `${whole.peakMiB.toFixed(0)} MiB`);
  tell(name, `peak memory, ${size}`, whole.peakMiB, 'MiB');
  const first = await pair(stage, loop, runs);
  tell(name, 'literal stage / read loop', first.ratio, 'x', `${first.peakMiB.toFixed(0)} MiB`);
  const cache = { XDG_CACHE_HOME: join(scratch, `cache-${size}`) };
  const again = node('rescan', [TOOL, path, '--format', 'json'], { env: cache });
  await once(again);
  tell(name, `unchanged rescan / cold, ${size}`, (await pair(again, audit(path), runs)).ratio, 'x');
  for (const text of flags.against) {
    const [file, ...args] = text.split(' ').map((word) => word.replace('{}', path));
    tell(name, `audit / ${basename(file)}`, (await pair(audit(path), command(text, file, args, { cwd: scratch }), Math.min(runs, 3))).ratio, 'x');
  }
  for (const program of flags.ripgrep) {
    const ripgrep = await grep(program);
    if (ripgrep === null) continue;
    const matches = { ...ripgrep.run, args: [...ripgrep.run.args, path] };
    const aside = `version ${ripgrep.version}`;
    tell(name, `audit / ripgrep, ${size}`, (await pair(audit(path), matches, runs)).ratio, 'x', aside);
    tell(name, `literal stage / ripgrep, ${size}`, (await pair(stage, matches, runs)).ratio, 'x', aside);
  }
}

/** A ripgrep listing every match of our literals, or null where there is none. What it cannot be given (line ends) is left out: less work for it. */
async function grep(program) {
  let version = '';
  try {
    version = /ripgrep ([\d.]+)/.exec(execFileSync(program, ['--version']).toString())?.[1] ?? '?';
  } catch {
    console.log(`${program} is no ripgrep that runs: no ratios against it`);
    return null;
  }
  const file = join(scratch, 'literals.txt');
  writeFileSync(file, `${[...new Set((await literals()).map(withoutMarks))].filter((text) => !text.includes('\n')).join('\n')}\n`);
  return { version, run: command('ripgrep', program, ['--hidden', '--no-ignore', '-g', '!.git', '-j2', '-onF', '-f', file]) };
}

/** A literal without the marks that say where it counts. */
function withoutMarks(text) {
  return text.replace(/^\v/, '').replace(/^\x08/, '').replace(/\x08$/, '');
}

async function literals() {
  const { buildKnowledge } = await fromSource('src/knowledge/build.ts');
  return buildKnowledge('rules').literals;
}

async function worst() {
  console.log('');
  for (const [name, [file, text]] of Object.entries(WORST)) {
    const [small, large] = [2, 4].map((megabytes) => {
      const folder = join(scratch, `${name.replaceAll(' ', '-')}-${megabytes}`);
      mkdirSync(folder);
      writeFileSync(join(folder, file), text(megabytes * 1e6));
      return audit(folder, ['--max-file-size', '64M']);
    });
    const turns = Math.min(runs, 3);
    tell('worst file', `${name}: 4 MB / 2 MB`, (await pair(large, small, turns)).ratio, 'x');
    tell('worst file', `${name}: 2 MB over one small file`, (await pair(small, audit(oneSmallFile()), turns)).extraMilliseconds, 'ms');
  }
}

async function rules() {
  console.log('');
  const folder = join(scratch, 'shop');
  makeTree(folder, { files: 900, calling: 3, seed: 3 });
  const pack = join(scratch, 'pack.yaml');
  writeFileSync(pack, makePack(5000));
  tell('rules', 'audit with 5,000 own rules / without', (await pair(audit(folder, ['--rules', pack]), audit(folder), runs)).ratio, 'x');
  tell('rules', '10,000 literals / 500, literal stage', await moreLiterals(), 'x');
}

/** The literal stage with many literals against the same with few, on a tree without any of them. */
async function moreLiterals() {
  const tree = join(scratch, 'plain');
  makeTree(tree, { files: 6000, calling: 0, seed: 4 });
  const all = [...new Set([...(await literals()), ...Array.from({ length: 10_000 }, (_, at) => `team-${at * 7919}-model`)])].slice(0, 10_000);
  const { buildPrefilter } = await fromSource('src/prefilter/build.ts');
  const { writePrefilter } = await fromSource('src/prefilter/serialize.ts');
  const [few, many] = [all.filter((_, at) => at % 20 === 0), all].map((texts, at) => {
    const file = join(scratch, `literals-${at}.bin`);
    writeFileSync(file, writePrefilter(buildPrefilter(texts)));
    return node('literal stage', [join(scratch, 'literal-stage.mjs'), file, tree]);
  });
  return (await pair(many, few, runs)).ratio;
}

function finish() {
  if (flags.history !== 'none') {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
    const row = { date: new Date().toISOString().slice(0, 10), commit, node: process.versions.node, cores: availableParallelism(), figures };
    appendFileSync(flags.history, `${JSON.stringify({ ...row, figures: figures.map(({ where, what, value }) => [where, what, value]) })}\n`);
  }
  const far = figures.filter((figure) => figure.far);
  if (far.length > 0) console.log(`\n${far.length} far from the goal: ${far.map(({ what }) => what).join(', ')}`);
  if (flags.check && far.length > 0) process.exitCode = 1;
}
