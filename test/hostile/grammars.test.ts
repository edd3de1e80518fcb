import { describe, expect, test } from 'vitest';
import { loadExtractor } from '../../src/extract/index.ts';
import type { CodeKind } from '../../src/model/file.ts';

const KINDS: readonly CodeKind[] = [
  ...(['python', 'javascript', 'vue', 'go', 'java', 'kotlin', 'scala', 'csharp', 'fsharp', 'rust', 'c', 'swift', 'dart', 'php', 'ruby', 'elixir'] as const),
  ...(['r', 'powershell'] as const),
];
/** Each once made a grammar overflow the stack, take the square of its length, or twice as long for every one more. */
const OPENINGS = ['(', '{', 'a(', 'a{', 'if (', 'while(', 'using ', '::', 'function(){', 'class A {', '"${', '`${', 'f"{', 'r#"', '<?xml', '"a"+', 'a.'];

describe.each(KINDS)('%s', (kind) => {
  test('what is opened and never closed, or nested without end, is read to its end', async () => {
    const extract = await loadExtractor(kind);
    const texts = OPENINGS.map(
      (opening) => `${kind === 'php' ? '<?php\n' : kind === 'vue' ? '<script>\n' : ''}${opening.repeat(1500)}\nx = "https://api.openai.com/v1"\n`,
    );
    // Reaching this line is the point: nothing thrown, nothing endless.
    expect(texts.map((text) => Array.isArray(extract?.({ path: 'letters/ask', kind, text }).candidates))).toEqual(OPENINGS.map(() => true));
  }, 60_000);
});

test('a bracket that many others could close is found at once', async () => {
  const extract = await loadExtractor('javascript');
  const text = `${'('.repeat(100_000)}${']'.repeat(100_000)}\nconst host = 'https://api.openai.com/v1';\n`;
  expect(
    extract?.({ path: 'a.ts', kind: 'javascript', text }).candidates.some((candidate) => candidate.kind === 'text' && candidate.value.includes('openai')),
  ).toBe(true);
});
