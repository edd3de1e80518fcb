/** The cookbook: every policy on the page is the rule file of its fixture, finds what its fixture says, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { annotationsIn } from '../src/extract/annotations.ts';
import { runCli } from './support/run-cli.ts';

// Every run compiles the whole knowledge base anew.
vi.setConfig({ testTimeout: 60_000 });

const PAGE = readFileSync('rules/COOKBOOK.md', 'utf8');
const FOLDER = 'fixtures/cookbook';

interface Policy {
  readonly title: string;
  /** Folder of its fixture, as its section names it. */
  readonly id: string;
  readonly text: string;
  readonly blocks: readonly string[];
}

const POLICIES: readonly Policy[] = PAGE.split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.slice(0, text.indexOf('\n')),
    id: /`fixtures\/cookbook\/([a-z-]+)`/.exec(text)?.[1] ?? '',
    text,
    blocks: [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block = '']) => block),
  }));

const inputsOf = (id: string): string[] =>
  readdirSync(join(FOLDER, id))
    .filter((name) => name.startsWith('input'))
    .sort()
    .map((name) => join(FOLDER, id, name));

test('the page and the fixtures name the same policies, twelve at least', () => {
  const ids = POLICIES.map(({ id }) => id).sort();
  expect(ids).toEqual(readdirSync(FOLDER).sort());
  expect(ids.length).toBeGreaterThanOrEqual(12);
});

describe.each(POLICIES)('$title', ({ id, text, blocks }) => {
  test('is the rule file of its fixture, word for word', () => {
    const rules = blocks.filter((block) => !block.startsWith('# sovaudit.yaml\n'));
    expect(rules).toEqual([readFileSync(join(FOLDER, id, 'rules.yaml'), 'utf8')]);
    for (const config of blocks.filter((block) => block.startsWith('# sovaudit.yaml\n'))) {
      expect(config).toBe(readFileSync(join(FOLDER, id, 'input/sovaudit.yaml'), 'utf8'));
    }
  });

  test('says what it cannot see', () => {
    expect(text).toContain('*Cannot see*');
  });

  test('has code that it finds and code that it leaves alone', () => {
    const kinds = inputsOf(id).flatMap((input) =>
      readdirSync(input, { recursive: true, withFileTypes: true })
        .filter((item) => item.isFile())
        .flatMap((item) => annotationsIn(item.name, readFileSync(join(item.parentPath, item.name), 'utf8')).map(({ kind }) => kind)),
    );
    expect([...new Set(kinds)].sort()).toEqual(['clean', 'expect']);
  });

  test('finds what its fixture says, and nothing else', async () => {
    const { stdout } = await runCli(['rules', 'test', join(FOLDER, id, 'rules.yaml'), '--fixtures', ...inputsOf(id), '--as-of', '2026-11-22']);
    expect(stdout).toMatch(/^\d+ validated, 0 missing, 0 noisy\n$/);
  });
});
