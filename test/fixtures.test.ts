/** Every labelled case: the report lists what the label lists, nothing more, nothing less. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { audit } from '../src/audit/index.ts';
import { loadKnowledge } from '../src/knowledge/index.ts';
import { compare, labelledCases } from './support/labelled.ts';

const CASES = labelledCases('fixtures');
const knowledge = await loadKnowledge([]);
/** Cases that are known to come out wrong, with the reason. A case that has come right must leave this list: it may not be lost again. */
const KNOWN_WRONG: Readonly<Record<string, string>> = JSON.parse(readFileSync('fixtures/known-wrong.json', 'utf8'));

describe.each([...new Set(CASES.map(({ theme }) => theme))])('%s', (theme) => {
  test.each(CASES.filter((item) => item.theme === theme))('$name: $label.about', async ({ name, input, label }) => {
    const { differences } = compare(await audit({ path: input, asOf: '2026-11-22', name, gitignore: false, knowledge }), label);
    if (name in KNOWN_WRONG) expect(differences, 'it has come right: take it out of fixtures/known-wrong.json').not.toEqual([]);
    else expect(differences).toEqual([]);
  });
});

test('every known wrong case exists', () => {
  const names = new Set(CASES.map(({ name }) => name));
  expect(Object.keys(KNOWN_WRONG).filter((name) => !names.has(name))).toEqual([]);
});
