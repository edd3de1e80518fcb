// `npm run release`: everything a release needs, checked; nothing is published, tagged or pushed without --publish.
//   --quick    checks the state of the tree only, without running the tests (never together with --publish)
//   --publish  after all checks: the tag, and the tarball that was checked to the registry. Pushing the tag is left to you
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, publish: { type: 'boolean', default: false } } });
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const tag = `v${version}`;
const changelog = readFileSync('CHANGELOG.md', 'utf8').replaceAll('\r\n', '\n');
const notes = sectionOf(version);
const problems = [];

if (values.quick && values.publish) problems.push('--quick leaves the tests out: nothing is published without them');
if (git('status', '--porcelain') !== '') problems.push('the work tree is not clean: commit or stash first');
if (git('tag', '--list', tag) !== '') problems.push(`${tag} exists: raise the version in package.json and src/version.ts`);
if (!readFileSync('src/version.ts', 'utf8').includes(`'${version}'`)) problems.push(`src/version.ts is not ${version}`);
if (JSON.parse(readFileSync('package-lock.json', 'utf8')).version !== version)
  problems.push(`package-lock.json is not ${version}: run npm install --package-lock-only`);
if (notes === null) problems.push(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD"`);
else if (notes.text === '') problems.push(`CHANGELOG.md says nothing about ${version}`);
if (/^- /m.test(sectionText('[Unreleased]') ?? '')) problems.push(`CHANGELOG.md still has lines under [Unreleased]: move them under ${version}`);
finish('state');

if (!values.quick) {
  for (const script of ['check', 'accuracy', 'pack:check']) {
    console.log(`release: npm run ${script}`);
    if (spawnSync(npm(), ['run', script], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0) problems.push(`npm run ${script} failed`);
  }
  finish('checks');
  if (git('status', '--porcelain') !== '') problems.push('the checks changed files: commit what they generate');
  finish('checks');
}

const message = `${name} ${version}\n\n${notes.text}\n`;
console.log(`release: ${tag} at ${git('rev-parse', '--short', 'HEAD')}, with this message:\n\n${message}`);
if (values.publish) publish();
else console.log(`release: dry run. With --publish it would run: git tag --annotate ${tag}; npm publish. Then you push: git push origin ${tag}`);

function publish() {
  const folder = mkdtempSync(join(tmpdir(), 'sovaudit-release-'));
  try {
    execFileSync(npm(), ['pack', '--pack-destination', folder], { stdio: 'inherit', shell: process.platform === 'win32' });
    const [tarball] = readdirSync(folder);
    execFileSync('git', ['tag', '--annotate', tag, '--cleanup=verbatim', '--file', '-'], { input: message });
    execFileSync(npm(), ['publish', join(folder, tarball)], { stdio: 'inherit', shell: process.platform === 'win32' });
    console.log(`release: published. Now push the tag: git push origin ${tag}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function sectionOf(wanted) {
  const [, date] = new RegExp(`^## \\[${wanted.replaceAll('.', '\\.')}\\] - (\\d{4}-\\d{2}-\\d{2})$`, 'm').exec(changelog) ?? [];
  return date === undefined ? null : { date, text: (sectionText(`[${wanted}]`) ?? '').trim() };
}

/** What stands under a heading of a version. */
function sectionText(title) {
  const part = changelog.split(/^## /m).find((text) => text.startsWith(title));
  return part === undefined ? null : part.slice(part.indexOf('\n') + 1).replace(/^\[[^\]]+\]: .*$/gm, '');
}

/** Ends with every problem at once. */
function finish(what) {
  if (problems.length === 0) return;
  for (const problem of problems) console.error(`release: ${problem}`);
  console.error(`release: stopped at ${what}; nothing was changed`);
  process.exit(1);
}
