// Files that are not what they were a moment ago. The listing is made first, the tree is changed, then it is scanned: no timing.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/index.ts';
import { DEFAULT_LIMITS } from '../../src/model/limits.ts';
import { createExaminer, literalStage } from '../../src/scan/extract.ts';
import { scanFiles } from '../../src/scan/index.ts';
import { createLooker } from '../../src/scan/look.ts';
import { listFiles } from '../../src/sources/list.ts';
import { createReadBuffer } from '../../src/sources/read.ts';
import { scopeReader } from '../../src/sources/scope.ts';
import { repository } from '../support/repository.ts';

const CALL = "from openai import OpenAI\nOpenAI().responses.create(model='gpt-5.5', input='Guten Tag')\n";
const ALL = { gitignore: true, include: [], exclude: [] };

describe('between listing and reading', async () => {
  const knowledge = await loadKnowledge([], [], []);

  test.each<[string, (path: string) => void, { reason: string; count: number }[]]>([
    ['is gone', (path) => rmSync(path), [{ reason: 'missing', count: 1 }]],
    [
      'became a folder',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      [{ reason: 'not-a-file', count: 1 }],
    ],
    [
      'became a link out of the tree',
      (path) => {
        rmSync(path);
        symlinkSync('/etc/hostname', path);
      },
      [{ reason: 'symlink', count: 1 }],
    ],
  ])('a file that %s is counted as left out; the others are audited', async (_, change, skipped) => {
    const root = repository({ 'ask.py': CALL, 'gone.py': CALL });
    const listing = await listFiles(root, ALL);
    change(join(root, 'gone.py'));
    const { coverage } = await scanFiles(listing, knowledge, { limits: DEFAULT_LIMITS });
    expect([coverage.matched, coverage.skipped]).toEqual([1, skipped]);
  });

  test('a file that has something else in it is judged by what is read', async () => {
    const root = repository({ 'ask.py': CALL, 'more.py': 'x = 1\n' });
    const listing = await listFiles(root, ALL);
    writeFileSync(join(root, 'more.py'), CALL);
    writeFileSync(join(root, 'ask.py'), 'x = 1\n');
    const { matches } = await scanFiles(listing, knowledge, { limits: DEFAULT_LIMITS });
    expect(matches.map(({ evidence }) => evidence[0]?.path)).toEqual(['more.py']);
  });

  test('a file that is gone between looking and examining is told: it must not pass as clean', async () => {
    const root = repository({ 'ask.py': CALL });
    const listing = await listFiles(root, ALL);
    const mayMatter = literalStage(knowledge);
    const options = { limits: DEFAULT_LIMITS, scopeOf: scopeReader({}), track: false };
    const examine = createExaminer(listing, knowledge.index, mayMatter, options);
    const look = createLooker(listing, mayMatter, examine, createReadBuffer(), { limits: DEFAULT_LIMITS, now: null, glance: () => '' });
    const todo = { number: 0, path: 'ask.py', kind: 'python', always: false } as const;
    expect((await look(todo, 'look')).verdict).toBe('hit');
    rmSync(join(root, 'ask.py'));
    expect((await look(todo, 'examine')).diagnostics?.map(({ code, path }) => `${code} ${path}`)).toEqual(['unreadable ask.py']);
  });

  test.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('a file that may not be read any more is told', async () => {
    const root = repository({ 'ask.py': CALL, 'shut.py': CALL });
    const listing = await listFiles(root, ALL);
    chmodSync(join(root, 'shut.py'), 0);
    const { diagnostics } = await scanFiles(listing, knowledge, { limits: DEFAULT_LIMITS });
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual(['unreadable shut.py']);
  });
});
