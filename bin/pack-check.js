// `npm run pack:check`: packs, installs the tarball into an empty project without a network, and uses it from there: command line, library, types; with
// no terminal, a home that cannot be written, and every way to the network blocked. `--tarball FILE` checks one that is there already.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const LIMITS = { packed: 4_000_000, unpacked: 18_000_000, files: 400 };
const AS_OF = '2026-11-22';
const { values } = parseArgs({ options: { tarball: { type: 'string' } } });
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'sovaudit-pack-'));
// The npm that runs this script, by its own file: on Windows `npm` is a script that only a shell can start.
const npmCli = process.env.npm_execpath;
const npm = (args, cwd) =>
  npmCli?.endsWith('.js')
    ? execFileSync(process.execPath, [npmCli, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    : execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const failures = [];

try {
  const tarball = values.tarball ? resolve(values.tarball) : pack();
  const project = install(tarball);
  checkContents(tarball, join(project, 'node_modules/sovaudit'));
  checkCommandLine(project);
  checkLibrary(project);
  checkTypes(project);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(`pack: ${failure}`);
console.log(failures.length === 0 ? `pack: the tarball works on Node ${process.version}` : `pack: ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function pack() {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--silent', '--pack-destination', folder]).replace(/^[^[]*/, ''));
  return join(folder, filename);
}

function install(tarball) {
  const project = join(folder, 'project with a space');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  npm(['install', '--offline', '--no-audit', '--no-fund', '--silent', tarball], project);
  const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect('only the package itself is installed', installed.join(' ') === 'sovaudit', installed.join(' '));
  cpSync('fixtures/sample/app', join(project, 'app'), { recursive: true });
  return project;
}

function checkContents(tarball, installed) {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(installed, name)).isFile());
  const sizes = { packed: statSync(tarball).size, unpacked: files.reduce((sum, name) => sum + statSync(join(installed, name)).size, 0), files: files.length };
  console.log(`pack: ${sizes.files} files, ${megabytes(sizes.packed)} packed, ${megabytes(sizes.unpacked)} unpacked`);
  for (const [what, limit] of Object.entries(LIMITS)) expect(`${what} within ${limit}`, sizes[what] <= limit, sizes[what]);
  const needed = [
    'bin/sovaudit.js',
    'dist/cli.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/THIRD-PARTY.txt',
    'dist/sbom.cdx.json',
    'rules/schema/report.schema.json',
    'README.md',
    'LICENSE',
  ];
  for (const name of needed) expect(`contains ${name}`, files.includes(name.replaceAll('/', process.platform === 'win32' ? '\\' : '/')));
  const strange = files.filter((name) => /(^|[\\/])(test|src|fixtures|node_modules|\.env)|\.map$/.test(name) && !/^dist[\\/]/.test(name));
  expect('contains nothing of the workshop', strange.length === 0, strange.join(' '));
}

function checkCommandLine(project) {
  const home = join(folder, 'home');
  mkdirSync(home);
  chmodSync(home, 0o555);
  const offline = new URL('./offline.js', import.meta.url).href;
  const env = { PATH: process.env.PATH ?? '', SystemRoot: process.env.SystemRoot ?? '', HOME: home, USERPROFILE: home };
  const run = (...args) =>
    spawnSync(process.execPath, ['--import', offline, 'node_modules/sovaudit/bin/sovaudit.js', ...args], { cwd: project, env, encoding: 'utf8' });
  const told = run('--version');
  expect('--version', told.status === 0 && told.stdout === `${version}\n`, told.stdout + told.stderr);
  const audited = run('app', '--as-of', AS_OF, '--no-config');
  expect('an audit', audited.status === 0 && /^ACCESS: /m.test(audited.stdout), audited.stderr || audited.stdout.slice(0, 300));
  expect('no colour without a terminal', !audited.stdout.includes('\u001b'));
  const gated = run('app', '--as-of', AS_OF, '--no-config', '--fail-on', 'high', '-f', 'json');
  expect('a gate in JSON', gated.status === 1 && JSON.parse(gated.stdout).schemaVersion === '1.0', gated.stderr);
  writeFileSync(
    join(project, 'own.yaml'),
    'services:\n  our-gateway:\n    name: Our gateway\n    category: model-api\n    location: "NL"\n    offers: many\n    surface: portable\n    hosts: [{ host: llm.example.internal }]\n    from: wiki\n    sources: { wiki: { basis: background, title: wiki } }\n',
  );
  const own = run('app', '--as-of', AS_OF, '--no-config', '--rules', 'own.yaml', '-f', 'compact');
  expect('an audit with own rules', own.status === 0, own.stderr);
  expect('lookup', run('lookup', 'gpt-5.5').stdout.includes('OpenAI'));
  expect('a page', run('app', '--as-of', AS_OF, '--no-config', '-f', 'html').stdout.startsWith('<!doctype html>'));
  const bin = process.platform === 'win32' ? 'node_modules\\.bin\\sovaudit.cmd' : 'node_modules/.bin/sovaudit';
  const linked = spawnSync(bin, ['--version'], { cwd: project, env, encoding: 'utf8', shell: process.platform === 'win32' });
  expect('the linked command', linked.stdout?.trim() === version, linked.stderr);
  chmodSync(home, 0o755);
  expect('nothing was written at home', readdirSync(home).length === 0, readdirSync(home).join(' '));
}

function checkLibrary(project) {
  writeFileSync(
    join(project, 'use.js'),
    `import { audit } from 'sovaudit';\nconst { verdict } = await audit({ path: 'app', asOf: '${AS_OF}' });\nconsole.log(verdict.level);\n`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ['use.js'], { cwd: project, encoding: 'utf8' });
  expect('the library', stdout === 'access\n', stderr || stdout);
}

/** With the strictest reading of declarations: none of ours may need a package that is not installed. */
function checkTypes(project) {
  writeFileSync(
    join(project, 'use.ts'),
    `import { audit, type Report } from 'sovaudit';\nconst report: Report = await audit({ path: 'app', asOf: '${AS_OF}' });\nexport const level: 'sovereign' | 'dependency' | 'access' | 'none' = report.verdict.level;\n`,
  );
  const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2023', '--module', 'nodenext', 'use.ts'];
  const { status, stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...flags], { cwd: project, encoding: 'utf8' });
  expect('the types', status === 0, stdout);
}

function expect(what, holds, seen = '') {
  if (!holds) failures.push(`${what}: ${seen === '' ? 'no' : seen}`);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
