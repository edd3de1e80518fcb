import { expect, test } from 'vitest';
import { loadExtractor } from '../../src/extract/index.ts';
import { fileOf, packages, settings } from './support.ts';

test.each([
  ['yaml', 'model: acme-large'],
  ['json', '{"model":"acme-large"}'],
  ['toml', 'model = "acme-large"'],
] as const)('%s is read by its own grammar', async (kind, text) => {
  const extract = await loadExtractor(kind);
  expect(extract && settings(extract(fileOf(kind, text)))).toEqual(['model=acme-large']);
});

test.each([
  ['package-json', '{"dependencies":{"acme-ai":"*"}}'],
  ['requirements', 'acme-ai==*'],
  ['pyproject', '[tool.poetry.dependencies]\nacme-ai = "*"'],
] as const)('%s gives packages', async (kind, text) => {
  const extract = await loadExtractor(kind);
  expect(extract && packages(extract(fileOf(kind, text)))[0]).toMatch(/^production acme-ai/);
});

test('nothing is read from plain text yet', async () => {
  expect(await loadExtractor('text')).toBeNull();
});
