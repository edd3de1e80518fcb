import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commitAll, git, write } from './support/git.ts';
import { repository } from './support/repository.ts';

const SCRIPT = join(fileURLToPath(new URL('..', import.meta.url)), 'bin/release.js');
const READY = {
  'package.json': '{ "name": "lantern", "version": "1.2.0" }\n',
  'package-lock.json': '{ "name": "lantern", "version": "1.2.0" }\n',
  'src/version.ts': "export const VERSION = '1.2.0';\n",
  'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-22\n\n### Added\n\n- A lamp.\n\n## [1.1.0] - 2026-10-01\n\n### Fixed\n\n- A wick.\n',
};

function release(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = ['--quick'],
  after?: (root: string) => void,
): { code: number | null; text: string } {
  const root = repository({ ...READY, ...files });
  commitAll(root);
  after?.(root);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { cwd: root, encoding: 'utf8' });
  // Whatever is said, a dry run tags nothing that was not there.
  if (!after) expect(git(root, 'tag', '--list')).toBe('');
  return { code: status, text: stdout + stderr };
}

describe('a release', () => {
  test('that is ready shows its tag with the lines of the changelog, and changes nothing', () => {
    const { code, text } = release({});
    expect(code).toBe(0);
    expect(text).toMatch(/v1\.2\.0 at [0-9a-f]+, with this message:\n\nlantern 1\.2\.0\n\n### Added\n\n- A lamp\.\n/);
    expect(text).not.toContain('A wick');
    expect(text).toContain('dry run');
  });
  test.each([
    ['the tree is not clean', {}, 'the work tree is not clean', (root: string) => write(root, { 'new.txt': 'x' })],
    ['the tag exists', {}, 'v1.2.0 exists', (root: string) => git(root, 'tag', 'v1.2.0')],
    ['the code says another version', { 'src/version.ts': "export const VERSION = '1.1.0';\n" }, 'src/version.ts is not 1.2.0', undefined],
    ['the lock file says another version', { 'package-lock.json': '{ "version": "1.1.0" }' }, 'package-lock.json is not 1.2.0', undefined],
    ['the changelog has no section for it', { 'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n' }, 'has no section "## [1.2.0]', undefined],
    [
      'lines are left under Unreleased',
      { 'CHANGELOG.md': READY['CHANGELOG.md'].replace('## [Unreleased]\n', '## [Unreleased]\n\n### Added\n\n- A mirror.\n') },
      'still has lines under [Unreleased]',
      undefined,
    ],
  ])('stops where %s', (_, files, message, after) => {
    const { code, text } = release(files, ['--quick'], after);
    expect([code, text.includes(message)]).toEqual([1, true]);
  });
  test('is never published without the tests', () => {
    const { code, text } = release({}, ['--quick', '--publish']);
    expect([code, text]).toEqual([1, expect.stringContaining('nothing is published without them')]);
  });
});
