import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGlobMatcher, parseGlobs } from '../../src/util/glob.ts';
import { git } from '../support/git.ts';
import { repository } from '../support/repository.ts';

const NAMES = ['a', 'b', 'ab', 'a.b', '.a'];
const PARTS = [...NAMES, '*', '**', 'a*', '*b', '?', '[ab]', '*.b'];

/** All paths of up to three folders, and lines drawn from a seed. */
function drawn(seed: number) {
  let state = seed;
  const below = (count: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % count;
  };
  const one = (list: readonly string[]): string => list[below(list.length)] as string;
  const line = (): string =>
    `${below(5) === 0 ? '!' : ''}${below(4) === 0 ? '/' : ''}${Array.from({ length: 1 + below(3) }, () => one(PARTS)).join('/')}${below(4) === 0 ? '/' : ''}`;
  const path = (): string => Array.from({ length: 1 + below(4) }, () => one(NAMES)).join('/');
  return { line, path };
}

test.each([1, 2, 3, 4, 5, 6])('random lines at the top and in a folder match what they match for git, seed %i', (seed) => {
  const { line, path } = drawn(seed * 7919);
  const root = repository({});
  git(root, 'init', '--quiet');
  mkdirSync(join(root, 'a'));
  const [top, inner] = [Array.from({ length: 5 }, line), Array.from({ length: 3 }, line)];
  writeFileSync(join(root, '.gitignore'), top.join('\n'));
  writeFileSync(join(root, 'a/.gitignore'), inner.join('\n'));
  // `a` is there, as a folder.
  const paths = [...new Set(Array.from({ length: 300 }, path))].filter((name) => name !== 'a').sort();
  const told = execFileSync('git', ['check-ignore', '--no-index', '--stdin', '--verbose', '--non-matching'], {
    cwd: root,
    input: paths.join('\n'),
    encoding: 'utf8',
  });
  const ignored = told
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('::') && !/^[^\t]*:\d+:!/.test(row))
    .map((row) => row.slice(row.indexOf('\t') + 1));
  const matches = createGlobMatcher([
    { base: '', globs: parseGlobs(top) },
    { base: 'a', globs: parseGlobs(inner) },
  ]);
  expect([top, inner, paths.filter((name) => matches(name))]).toEqual([top, inner, ignored]);
});
