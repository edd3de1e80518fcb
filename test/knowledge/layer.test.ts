/** Own entries laid on the built index say the same as everything compiled from the beginning, only sooner. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileAll, loadKnowledge, patternEngineFor } from '../../src/knowledge/index.ts';
import { layOn } from '../../src/knowledge/layer.ts';
import { loadBuiltIn, loadEntryStore, loadRuleFiles } from '../../src/knowledge/load.ts';
import { parseRuleFiles, type RuleFile } from '../../src/knowledge/parse.ts';
import type { Index } from '../../src/model/knowledge.ts';

const SOURCE = 'from: wiki, sources: { wiki: { basis: background, title: platform wiki } }';

/** Packs by what they are about; each must be laid on, not compiled as a whole. */
const PACKS: Readonly<Record<string, string>> = {
  'one of each kind': readFileSync(new URL('every-kind.yaml', import.meta.url), 'utf8'),
  'a host that its owner gave up goes to somebody else': `
services:
  openai: { extends: openai, hosts: [{ host: api.openai.com }], env: [{ name: OPENAI_API_KEY, role: key, shared: true }] }
  pier-gateway: { name: Pier, category: gateway, location: "NL", offers: many, surface: portable, hosts: [{ host: "eu.api.openai.com" }], env: [{ name: OPENAI_API_KEY, role: key }], ${SOURCE} }
`,
  'a refined package keeps its place among those that share a call': `
packages:
  openai: { extends: openai, calls: [{ name: chat.completions.create, makes: call, purpose: chat }, { name: Pier, makes: client }] }
  anthropic: { extends: anthropic, commands: [{ name: ollama run, model: ["0"] }] }
  pier: { name: Pier, publisher: openai, role: client, purls: ["pkg:pypi/pier-llm"], calls: [{ name: chat.completions.create, makes: call }], commands: [{ name: ollama run big, model: ["0"] }], ${SOURCE} }
`,
  'a refined family with another version': `
models:
  openai/gpt-4: { extends: openai/gpt-4, versions: { gpt-4o-pier: { name: Pier, ids: [gpt-4o-pier], weights: closed, license: mit } } }
`,
  'ids that are written like others': `
models:
  pier/claims: { name: Claims, developer: openai, origin: adaptation, modality: text, ${SOURCE}, versions: { claims: { name: Claims, ids: [gpt4o, "openai/gpt-4o-2031-01-01", "deepseek-ai/Claims-7B", "deep-ocean/claims-3-2024"], weights: open, license: mit } } }
`,
  'regions of models that another service had first': `
services:
  amazon-bedrock: { extends: amazon-bedrock, model_regions: { "eu.": unknown } }
  pier: { name: Pier, category: gateway, location: "NL", offers: many, surface: portable, model_regions: { "eu.": "EU", "pier.": "NL" }, ${SOURCE} }
`,
  'the only days of a source': `
organizations:
  openai: { extends: openai, sources: { later: { basis: read, title: A page, url: "https://pier.example/", as_of: "2031-01-01", quote: As it says. } } }
`,
};

const fileOf = (text: string): RuleFile => ({ path: 'own.yaml', shown: 'own.yaml', text, custom: true });

/** Tables that something goes through in their order; of the others only what they hold counts. */
const ORDERED: ReadonlySet<string> = new Set([
  'models',
  'services',
  'packages',
  'families',
  'organizations',
  'events',
  'regimes',
  'checks',
  'configs',
  'policies',
]);

/** Parts of an index as texts, one for each row of a table. A build holds JSON, which has no undefined. */
function rowsOf(name: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('entries' in value) || Array.isArray(value)) return [JSON.stringify(value, plain)];
  const rows = [...(value as Map<string, unknown>)].map(([key, item]) => JSON.stringify([key, item], plain));
  return ORDERED.has(name) ? rows : rows.sort();
}

function plain(_: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

/** Rows that only one of two indexes has, or has in another place, by their part. */
function differences(a: Index, b: Index): Record<string, readonly string[]> {
  const parts = Object.keys(b).filter((name) => name !== 'literals') as (keyof Index)[];
  return Object.fromEntries(
    parts.flatMap((name) => {
      const [left, right] = [rowsOf(name, a[name]), rowsOf(name, b[name])];
      const apart = [...left.filter((row, at) => row !== right[at]), ...right.filter((row, at) => row !== left[at])];
      return apart.length > 0 ? [[name, apart.slice(0, 4)]] : [];
    }),
  );
}

async function bothWays(files: readonly RuleFile[]): Promise<{ laid: ReturnType<typeof layOn>; whole: Awaited<ReturnType<typeof compileAll>> }> {
  const patterns = await patternEngineFor(files);
  const laid = layOn({ index: loadBuiltIn(), store: loadEntryStore() }, parseRuleFiles(files).entries, patterns);
  return { laid, whole: await compileAll(files, [], patterns) };
}

test.each(Object.entries(PACKS))(
  '%s',
  async (_, text) => {
    const { laid, whole } = await bothWays([fileOf(text)]);
    expect(laid).not.toBeNull();
    if (laid === null) return;
    expect(differences(laid.index, whole.index)).toEqual({});
    expect(laid.ownLiterals).toEqual(whole.ownLiterals);
  },
  30_000,
);

test('the policies of the cookbook, all at once', async () => {
  const { laid, whole } = await bothWays(readdirSync('fixtures/cookbook').flatMap((name) => loadRuleFiles(`fixtures/cookbook/${name}/rules.yaml`, true)));
  expect(laid && differences(laid.index, whole.index)).toEqual({});
  expect(Object.keys(differences(loadBuiltIn(), whole.index))).toContain('checks');
}, 30_000);

test('words of the vocabulary and accelerators reach too far to be laid on', async () => {
  const { laid } = await bothWays([fileOf('vocab:\n  ours: { purposes: { chatter: chat } }\n')]);
  expect(laid).toBeNull();
  const { index } = await loadKnowledge([], [], [fileOf('vocab:\n  ours: { purposes: { chatter: chat } }\n')]);
  expect(index.purposes.get('chatter')).toBe('chat');
}, 30_000);
