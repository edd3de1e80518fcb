import { expect, test } from 'vitest';
import { extractProperties } from '../../src/extract/properties.ts';
import type { Candidate } from '../../src/model/candidate.ts';

function settings(text: string): string[] {
  return extractProperties({ path: 'application.properties', kind: 'properties', text }).candidates.map((item: Candidate) =>
    item.kind === 'setting' ? `${item.path.join('>')}=${item.value}@${item.location.line}:${item.location.column}` : item.kind,
  );
}

test('names are taken apart at their dots', () => {
  expect(settings('spring.ai.openai.model=large\n')).toEqual(['spring>ai>openai>model=large@1:24']);
});

test('comments and blank lines say nothing', () => {
  expect(settings('# a=b\n! c=d\n\n  \n')).toEqual([]);
});

test.each(['a = b', 'a: b', 'a b', 'a=b'])('%s is an entry', (line) => {
  expect(settings(line)[0]).toMatch(/^a=b@/);
});

test('what goes on in the next line is no entry of its own', () => {
  expect(settings('a=one,\\\n  b=two\nc=three\n').map((item) => item.split('=')[0])).toEqual(['a', 'c']);
});
