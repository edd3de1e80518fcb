import { expect, test } from 'vitest';
import { extractModelfile } from '../../src/extract/modelfile.ts';
import type { Candidate } from '../../src/model/candidate.ts';

function settings(text: string): string[] {
  return extractModelfile({ path: 'Modelfile', kind: 'modelfile', text }).candidates.map((item: Candidate) =>
    item.kind === 'setting' ? `${item.path.join('.')}=${item.value}@${item.location.line}` : item.kind,
  );
}

test('what a Modelfile builds on', () => {
  expect(settings('# letters\nFROM llama3.3\nADAPTER ./style.gguf\nPARAMETER temperature 1\n')).toEqual(['FROM=llama3.3@2', 'ADAPTER=./style.gguf@3']);
});

test('texts between three quotes are stepped over', () => {
  expect(settings('SYSTEM """\nFROM nobody\n"""\nFROM qwen3\n')).toEqual(['FROM=qwen3@4']);
});

test('a text that ends in its own line is over there', () => {
  expect(settings('SYSTEM """short"""\nFROM qwen3\n')).toEqual(['FROM=qwen3@2']);
});
