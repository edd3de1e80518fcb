import { describe, expect, test } from 'vitest';
import { coveragePage } from '../../src/knowledge/coverage.ts';
import { parseRuleFiles } from '../../src/knowledge/parse.ts';
import { family, OPEN, SMALL, service } from './small-rules.ts';

const RUNTIME = service('self_hosted: true\n').replace('operator: harbour\n', '').replace('category: model-api', 'category: runtime');
const FILES = {
  ...SMALL,
  'models/harbour/lighthouse.yaml': family(OPEN),
  'services/harbour.yaml': service('')
    .replace(
      'basis: background, title: Harbour documentation',
      'basis: read, title: Terms, url: "https://harbour.test", as_of: "2026-01-01", quote: "in Paris"',
    )
    .replace('location: "FR"', 'location: { value: "FR", from: docs }'),
  'services/runtime.yaml': RUNTIME,
  'vocab/most-used.yaml': 'most_used: [services/harbour, services/runtime, models/harbour/lighthouse-2]\n',
  'vocab/version.yaml': 'version: "2026.1.1"\n',
};
const rules = Object.entries(FILES).map(([path, text]) => ({ path, shown: path, text, custom: false }));
const lines = coveragePage(parseRuleFiles(rules).entries).split('\n');

test.each([
  'Version 2026.1.1. Sources were read between 2026-01-01 and 2026-01-01.',
  '| services | 2 |',
  '| model versions | 1 |',
  '| model developers | 1 |',
])('says "%s"', (line) => {
  expect(lines).toContain(line);
});

test('models are counted by the seat of their developer and what they do', () => {
  expect(lines.slice(lines.indexOf('| country | all | text |') + 2, lines.indexOf('| country | all | text |') + 4)).toEqual([
    '| FR | 1 | 1 |',
    '| all | 1 | 1 |',
  ]);
});

test('self-hosted software has no country', () => {
  expect(lines).toContain('| self-hosted | 1 |  | 1 |');
});

test('facts are counted by how they are known: what names no source of its own inherits', () => {
  expect(lines).toContain('| services | 9 | 1 | 4 | 0 | 4 | 0 | 2026-01-01 | 2026-01-01 |');
});

describe('the entries met most often', () => {
  const from = lines.indexOf('## The entries met most often');

  test('show how their deciding facts are known', () => {
    expect(lines.slice(from).filter((line) => line.startsWith('| `') && line.includes('/'))).toEqual([
      '| `services/harbour` | operator inherited, location read, offers inherited, surface inherited |',
      '| `services/runtime` | offers background, surface background |',
      '| `models/harbour/lighthouse-2` | weights background, license background |',
      '| `organizations/harbour` | seat background, controller background |',
      '| `licenses/harbour-terms` | class background, commercial background |',
      '| `licenses/mit` | class background, commercial background |',
    ]);
  });

  test('count those that were read', () => {
    expect(lines.slice(from)).toContain('1 of 14 deciding facts were read.');
  });
});

describe('data practices', () => {
  const practices = 'data_practices:\n  training: { value: "no", from: docs }\n  retention: { value: unknown, note: "the terms do not say" }\n';
  const page = (more: string): string[] => {
    const files = { ...SMALL, 'services/harbour.yaml': service(more) };
    const texts = Object.entries(files).map(([path, text]) => ({ path, shown: path, text, custom: false }));
    return coveragePage(parseRuleFiles(texts).entries).split('\n');
  };

  test('are counted by how they are known, the unknown apart', () => {
    const found = page(practices);
    expect([found.includes('| retention | 1 | 0 | 0 | 0 | 0 | 1 |'), found.includes('| training | 1 | 0 | 0 | 0 | 1 | 0 |')]).toEqual([true, true]);
  });

  test('say so where no service has any', () => {
    expect(page('')).toContain('None yet.');
  });
});
