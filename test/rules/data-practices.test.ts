/** What the operators of the services met most often say they do with data: written down, cited, and honest about what nobody has read. */
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/knowledge/facts.ts';
import type { Service } from '../../src/knowledge/schema.ts';
import { compiledRules } from './rules-folder.ts';

const { entries, index } = compiledRules();

const MOST_USED = [
  'openai anthropic google-gemini google-vertex azure-openai azure-ai-foundry amazon-bedrock mistral cohere xai deepseek zai moonshot',
  'alibaba-model-studio minimax groq together fireworks openrouter replicate huggingface-inference deepinfra perplexity cerebras nvidia-nim',
  'github-models cloudflare-workers-ai cloudflare-ai-gateway vercel-ai-gateway ovhcloud scaleway ionos stackit nebius aleph-alpha watsonx',
  'snowflake-cortex databricks elevenlabs assemblyai deepgram voyage jina pinecone langsmith langfuse portkey github-copilot cursor',
].flatMap((line) => line.split(' '));

const practices = (id: string) => index.services.get(id)?.dataPractices ?? null;
const facts = entries.flatMap(factsOf).filter(({ name }) => name.startsWith('data_practices.'));

describe('the services met most often', () => {
  test.each(MOST_USED)('%s says something of training, retention, subprocessors and review, be it unknown with its reason', (id) => {
    const entry = entries.find((one) => one.kind === 'services' && one.id === id)?.value as Service | undefined;
    expect(Object.keys(entry?.data_practices ?? {})).toEqual(expect.arrayContaining(['training', 'retention', 'subprocessors', 'review']));
  });
});

test('every known practice names a source of its own, not the default of its entry', () => {
  const stated = entries
    .filter(({ kind }) => kind === 'services')
    .flatMap(({ id, value }) => Object.entries((value as Service).data_practices ?? {}).map(([name, fact]) => ({ id, name, fact })));
  const unsourced = stated.filter(({ fact }) => !(typeof fact === 'object' && 'value' in fact && (fact.value === 'unknown' || fact.from !== undefined)));
  expect(unsourced.map(({ id, name }) => `${id} ${name}`)).toEqual([]);
});

test('most of what is known about the twenty most used was read, or stands in a named catalogue', () => {
  const known = facts.filter(({ entry, unknown }) => MOST_USED.slice(0, 20).includes(entry.id) && !unknown);
  const read = known.filter(({ basis }) => basis === 'read' || basis === 'catalogue');
  expect(read.length / known.length).toBeGreaterThan(0.65);
});

describe('as the documents say', () => {
  test.each([
    ['openai', 'no', 30, 'agreement'],
    ['anthropic', 'no', 30, 'agreement'],
    ['mistral', 'no', 30, 'agreement'],
    ['fireworks', 'no', 0, 'default'],
    ['scaleway', 'no', 0, 'default'],
    ['xai', 'no', 30, 'setting'],
  ])('%s: training %s, retention %s, zero retention by %s', (id, training, retention, zero) => {
    expect([practices(id)?.training.value, practices(id)?.retention.value, practices(id)?.zeroRetention.value]).toEqual([training, retention, zero]);
  });

  test('free and paid Gemini differ, and so does what a router leads to', () => {
    expect(['google-gemini', 'openrouter', 'github-copilot'].map((id) => practices(id)?.training.value)).toEqual(Array(3).fill('plan-dependent'));
  });

  test('people read what is sent to unpaid Gemini, and only what is flagged on Azure', () => {
    expect([practices('google-gemini')?.review.value, practices('azure-openai')?.review.value]).toEqual(['yes', 'flagged']);
  });

  test('a list of subprocessors is a page over https', () => {
    const lists = [...index.services.values()].flatMap(({ dataPractices }) => dataPractices?.subprocessors.value?.list ?? []);
    expect(lists.filter((list) => !list.startsWith('https://'))).toEqual([]);
    expect(lists.length).toBeGreaterThan(15);
  });
});

test('software that its user runs has no operator to say anything', () => {
  expect([...index.services.values()].filter(({ selfHosted, dataPractices }) => selfHosted && dataPractices != null).map(({ id }) => id)).toEqual([]);
});
