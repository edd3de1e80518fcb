/** Every level says how it follows: what the code shows, the facts that decide, and a row with words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { loadConfig } from '../../src/config/index.ts';
import type { Report } from '../../src/model/report.ts';
import { rowMeaning } from '../../src/report/row-words.ts';

const STACKS = fileURLToPath(new URL('../../fixtures/stacks', import.meta.url));
const NAMES = readdirSync(STACKS);

async function report(name: string): Promise<Report> {
  const path = `${STACKS}/${name}/input`;
  const file = `${path}/sovaudit.yaml`;
  const { declarations } = await loadConfig(existsSync(file) ? file : null);
  return audit({ path, profile: 'eu-regulated', asOf: '2026-11-22', ...(declarations && { declarations: { ...declarations, path: 'sovaudit.yaml' } }) });
}

describe.each(NAMES)('%s', (name) => {
  test('every layer of every call path begins in the code, at a place', async () => {
    const { usages } = await report(name);
    // A mention (telemetry of a library) has layers that nothing applies to.
    const paths = usages.filter(({ confidence }) => confidence !== 'low');
    const bare = paths.flatMap(({ layers }) =>
      Object.entries(layers).filter(
        ([, { facts }]) => !facts.some(({ basis, source }) => (basis === 'observed' || basis === 'default') && /:\d+:\d+$/.test(source ?? '')),
      ),
    );
    expect(bare.map(([layer]) => layer)).toEqual([]);
  });

  test('every fact but what the code or the user says names its source', async () => {
    const { layers } = await report(name);
    const facts = layers.flatMap((layer) => layer.facts);
    expect(facts.filter(({ basis, source }) => source === null && basis !== 'unknown')).toEqual([]);
  });

  test('the layers of the report carry the chain of the usage that decides', async () => {
    const { layers, usages } = await report(name);
    for (const { layer, usage, facts } of layers) {
      const own = usages.find(({ id }) => id === usage)?.layers[layer].facts ?? [];
      expect(facts.slice(0, own.length)).toEqual(own);
    }
  });
});

test('every row a table can give is described', () => {
  const folder = fileURLToPath(new URL('../../src/evaluate', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const rows = files.flatMap((path) => [...readFileSync(`${folder}/${path}`, 'utf8').matchAll(/'([MDCLPXS][0-9?]|NA)'/g)].map(([, row]) => row as string));
  expect(rows.length).toBeGreaterThan(30);
  expect([...new Set(rows)].filter((row) => rowMeaning(row) === '')).toEqual([]);
});
