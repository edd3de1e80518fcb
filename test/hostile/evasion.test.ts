import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { repository } from '../support/repository.ts';
import { EVASIONS, type Evasion, type Seen } from './evasions.ts';

async function seenOf({ files }: Evasion): Promise<Seen> {
  // One more file, so that there is always something to scan.
  const report = await audit({ path: repository({ 'notes.txt': 'nothing\n', ...files }), asOf: '2026-11-22', scopes: ['production'] });
  if (report.usages.some(({ service, sdk }) => service?.id === 'openai' || sdk?.id === 'openai')) return 'found';
  if (report.components.some(({ name }) => name.startsWith('OpenAI'))) return 'found';
  if (report.usages.length > 0) return 'dynamic';
  return report.diagnostics.length > 0 || report.coverage.skipped.length > 0 ? 'told' : 'unseen';
}

test.each(EVASIONS)('$way', async (evasion) => {
  expect(await seenOf(evasion)).toBe(evasion.seen);
});

test('the table of SECURITY.md says the same', () => {
  const text = readFileSync('SECURITY.md', 'utf8');
  const rows = EVASIONS.map(({ way, seen, note }) => `| ${way} | ${seen} | ${note} |`);
  const table = text.slice(text.indexOf('<!-- evasions -->'), text.indexOf('<!-- /evasions -->'));
  expect(
    table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(1),
  ).toEqual(rows);
});
