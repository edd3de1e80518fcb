// Changes a source file in small ways, one at a time, and tells which changes no test notices (Stryker, which is no dependency of this package):
//   node bin/mutate.js src/evaluate/gate.ts [more files] [--tests test/a.test.ts,test/b.test.ts] [--dir folder] [--out folder] [--again] [--lines 1-40,81-120]
// --again: of a file that has not changed since, only the changes that went unnoticed the last time; what it finds is put to what was known. --lines: a sample, the changes within these lines.
// Works on a copy below --dir, where the packages are installed once. bin/mutate.json says which tests cover a file.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const STRYKER = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/vitest-runner@9.6.1'];
const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string' },
    dir: { type: 'string', default: join(tmpdir(), 'sovaudit-mutants') },
    out: { type: 'string' },
    again: { type: 'boolean', default: false },
    lines: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
const dir = resolve(values.dir);
const tree = join(dir, 'tree');
const out = resolve(values.out ?? join(dir, 'results'));
const TESTS = JSON.parse(readFileSync(join(import.meta.dirname, 'mutate.json'), 'utf8'));

function install() {
  mkdirSync(out, { recursive: true });
  if (existsSync(join(dir, 'node_modules/@stryker-mutator/core'))) return;
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, name), join(dir, name));
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...STRYKER], { cwd: dir, stdio: 'inherit' });
}

function copy() {
  rmSync(tree, { recursive: true, force: true });
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  for (const path of [...listed.split('\0'), 'dist']) {
    if (path === '' || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    cpSync(join(root, path), join(tree, path), { recursive: true });
  }
}

function testsOf(file) {
  if (values.tests !== undefined) return values.tests.split(',');
  return TESTS[file] ?? TESTS[Object.keys(TESTS).find((key) => key.endsWith('/') && file.startsWith(key))] ?? [];
}

const NOTICED = new Set(['Killed', 'Timeout']);
const placeOf = ({ mutatorName, replacement, location }) => JSON.stringify([mutatorName, replacement, location.start, location.end]);

/** What the last run found in the same text of a file; null when there was none, or the text is another one now. */
function lastRun(file, report) {
  if (!values.again || !existsSync(report)) return null;
  const { files } = JSON.parse(readFileSync(report, 'utf8'));
  return files[file]?.source === readFileSync(join(tree, file), 'utf8') ? files[file].mutants : null;
}

/** Lines of a report count columns from 1, those of a range from 0. */
function unnoticed(file, last) {
  const left = last
    .filter(({ status }) => !NOTICED.has(status))
    .map(({ location: { start, end } }) => `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`);
  return [...new Set(left)].map((range) => `${file}:${range}`);
}

/** Puts what was noticed this time to the last report, and says the score of both together. */
function joinReports(file, last, report) {
  const now = JSON.parse(readFileSync(report, 'utf8'));
  const found = new Map(now.files[file].mutants.map((mutant) => [placeOf(mutant), mutant]));
  now.files[file].mutants = last.map((mutant) => (NOTICED.has(mutant.status) ? mutant : (found.get(placeOf(mutant)) ?? mutant)));
  writeFileSync(report, JSON.stringify(now));
  const noticed = now.files[file].mutants.filter(({ status }) => NOTICED.has(status)).length;
  process.stdout.write(`with the last run: ${noticed} of ${last.length} noticed\n`);
}

/** Exit code of Stryker for one file. Static mutants are run too: the tables of a file are what it does. */
function mutate(file) {
  const report = join(out, `${file.replaceAll('/', '-')}.json`);
  const last = lastRun(file, report);
  const whole = values.lines?.split(',').map((lines) => `${file}:${lines}`) ?? [file];
  const ranges = last === null ? whole : unnoticed(file, last);
  if (ranges.length === 0) return 0;
  const include = JSON.stringify(testsOf(file));
  writeFileSync(join(tree, 'mutate.vitest.js'), `export default { test: { include: ${include}, testTimeout: 60000 } };\n`);
  const config = {
    testRunner: 'vitest',
    vitest: { configFile: 'mutate.vitest.js', related: false },
    mutate: ranges,
    plugins: ['@stryker-mutator/vitest-runner'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    inPlace: true,
    timeoutMS: 20_000,
    reporters: ['clear-text', 'json'],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: false, allowEmojis: false },
    jsonReporter: { fileName: report },
    tempDirName: join(dir, 'temp'),
    allowConsoleColors: false,
  };
  writeFileSync(join(tree, 'mutate.stryker.json'), JSON.stringify(config));
  const stryker = join(dir, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const code = spawnSync(process.execPath, [stryker, 'run', 'mutate.stryker.json'], { cwd: tree, stdio: 'inherit' }).status ?? 1;
  if (code === 0 && last !== null) joinReports(file, last, report);
  return code;
}

if (files.length === 0) throw new Error('name a file below src/');
install();
copy();
for (const file of files) if (mutate(file) !== 0) process.exitCode = 1;
