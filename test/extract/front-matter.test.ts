import { expect, test } from 'vitest';
import { extractFrontMatter } from '../../src/extract/front-matter.ts';
import type { Candidate } from '../../src/model/candidate.ts';

function settings(text: string): string[] {
  return extractFrontMatter({ path: 'a.md', kind: 'markdown', text }).candidates.map((item: Candidate) =>
    item.kind === 'setting' ? `${item.path.join('.')}=${item.value}@${item.location.line}` : item.kind,
  );
}

test('the head between two lines of dashes is read', () => {
  expect(settings('---\nname: helper\nmodel: large\n---\nmodel: none\n')).toEqual(['name=helper@2', 'model=large@3']);
});

test('a text without a head says nothing', () => {
  expect(settings('# Title\n---\nmodel: large\n---\n')).toEqual([]);
});

test('a head that never ends is none', () => {
  expect(settings('---\nmodel: large\n')).toEqual([]);
});

test('an empty head is no trouble', () => {
  expect(settings('---\n---\ntext\n')).toEqual([]);
});

test('line breaks of Windows are understood', () => {
  expect(settings('---\r\nmodel: large\r\n---\r\ntext\r\n')).toEqual(['model=large@2']);
});
