import { describe, expect, test } from 'vitest';
import { createGlobMatcher, createGlobTree, parseGlobs } from '../../src/util/glob.ts';

function matches(patterns: readonly string[], path: string): boolean {
  return createGlobMatcher([{ base: '', globs: parseGlobs(patterns) }])(path);
}

describe('globs mean what they mean in a gitignore file', () => {
  // Every row was compared with `git check-ignore --no-index`.
  test.each([
    ['a name without slash matches at any depth', ['secrets.txt'], 'ops/prod/secrets.txt', true],
    ['a leading slash ties to the top', ['/secrets.txt'], 'ops/secrets.txt', false],
    ['a slash in the middle ties to the top', ['ops/secrets.txt'], 'infra/ops/secrets.txt', false],
    ['a folder takes everything below it', ['generated'], 'src/generated/client/index.ts', true],
    ['a trailing slash matches folders only', ['generated/'], 'src/generated', false],
    ['a star stays within one name', ['logs/*.txt'], 'logs/2026/run.txt', false],
    ['a star matches a leading dot', ['*'], '.env', true],
    ['a question mark is exactly one character', ['run?.py'], 'run.py', false],
    ['two stars in front match the top too', ['**/prompts'], 'prompts', true],
    ['two stars in the middle match no folder', ['app/**/prompts'], 'app/prompts', true],
    ['two stars in the middle match several folders', ['app/**/prompts'], 'app/a/b/prompts', true],
    ['two stars at the end do not match the folder itself', ['app/**'], 'app', false],
    ['two stars at the end match what is below', ['app/**'], 'app/a/b.py', true],
    ['a class matches one of its characters', ['model[0-9].bin'], 'model7.bin', true],
    ['a negated class', ['model[!0-9].bin'], 'model7.bin', false],
    ['a named class', ['model[[:digit:]].bin'], 'model7.bin', true],
    ['a bracket that is not closed matches nothing', ['model[0-9.bin'], 'model[0-9.bin', false],
    ['a backslash takes the meaning away', ['\\*.py'], 'all.py', false],
    ['a later line takes back', ['*.txt', '!keep.txt'], 'keep.txt', false],
    ['what lies in a matched folder cannot be taken back', ['data', '!data/keep.txt'], 'data/keep.txt', true],
    ['a comment matches nothing', ['#notes'], '#notes', false],
    ['an escaped hash is a name', ['\\#notes'], '#notes', true],
    ['blanks at the end do not count', ['notes  '], 'notes', true],
    ['a carriage return at the end does not count', ['notes\r'], 'notes', true],
    ['case counts', ['Notes'], 'notes', false],
  ])('%s', (_, patterns, path, expected) => {
    expect(matches(patterns, path)).toBe(expected);
  });

  test('lines of a deeper folder decide before those above it', () => {
    const matcher = createGlobMatcher([
      { base: '', globs: parseGlobs(['*.local']) },
      { base: 'services/chat', globs: parseGlobs(['!settings.local']) },
    ]);
    expect([matcher('services/chat/settings.local'), matcher('services/settings.local')]).toEqual([false, true]);
  });

  test('a pattern made to be slow costs no more than pattern times path', () => {
    const pattern = `${'*a'.repeat(60)}b`;
    expect(matches([pattern], 'a'.repeat(4000))).toBe(false);
  });

  test('a very deep path costs its length for each of its folders, whatever the pattern', () => {
    const deep = `${'d/'.repeat(3000)}app.py`;
    expect([matches([`**/${'*/'.repeat(2000)}other.py`], deep), matches([`**/${'*/'.repeat(2000)}app.py`], deep)]).toEqual([false, true]);
  });

  test('two stars made to be slow', () => {
    expect(matches([`${'**/a/'.repeat(40)}b`], `${'a/'.repeat(400)}c`)).toBe(false);
  });

  test('a tree ten thousand folders deep is asked about folder by folder, as a walk does', () => {
    const tree = createGlobTree();
    tree.add({ base: '', globs: parseGlobs(['*.log', 'secret/', '**/cache/*.bin']) });
    tree.add({ base: 'a/a', globs: parseGlobs(['!kept.log']) });
    let folder = 'a';
    let answers = 0;
    for (let depth = 1; depth < 10_000; depth++, folder += '/a')
      answers += Number(tree.matches(`${folder}/ask.py`)) + Number(tree.matches(`${folder}/run.log`));
    expect([answers, tree.matches('a/kept.log'), tree.matches(`${folder}/kept.log`), tree.matches(`${folder}/secret/`)]).toEqual([9999, true, false, true]);
  });
});
