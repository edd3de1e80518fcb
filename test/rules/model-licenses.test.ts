/** Licenses are facts of one version: sisters under different licenses are different versions, and what nobody has read stays unknown with its reason. */
import { describe, expect, test } from 'vitest';
import { resolveModelId } from '../../src/match/model-id.ts';
import { compiledRules } from './rules-folder.ts';

const { index } = compiledRules();
const license = (id: string) => index.models.get(resolveModelId(index, id, true)?.model ?? '')?.license.value ?? null;

describe('sisters under different licenses', () => {
  test.each([
    ['Nexusflow/Starling-LM-7B-beta', 'apache-2.0', 'berkeley-nest/Starling-LM-7B-alpha', null],
    ['microsoft/layoutlm-base-uncased', 'mit', 'microsoft/layoutlmv2-base-uncased', 'cc-by-nc-sa-4.0'],
    ['nomic-ai/gpt4all-j', 'apache-2.0', 'nomic-ai/gpt4all-13b-snoozy', null],
    ['deepcogito/cogito-v2.1-671b', 'mit', 'deepcogito/cogito-v2-preview-llama-70B', null],
    ['llama3.1-typhoon2-8b', 'llama-3.1', 'llama3.2-typhoon2-3b', 'llama-3.2'],
    ['Llama-3-SauerkrautLM-70b-Instruct', 'llama-3', 'Llama-3.1-SauerkrautLM-70b-Instruct', 'llama-3.1'],
    ['briaai/RMBG-1.4', 'bria-nc', 'briaai/RMBG-2.0', 'cc-by-nc-4.0'],
    ['lcm_dreamshaper_v7', 'mit', 'lcm-lora-sdxl', 'creativeml-openrail-pp'],
    ['vinai/phobert-base', 'mit', 'vinai/phobert-base-v2', 'agpl-3.0'],
    ['ai-forever/mGPT', 'apache-2.0', 'ai-forever/mGPT-13B', 'mit'],
    ['Hcompany/Holo1.5-7B', 'apache-2.0', 'Hcompany/Holo1.5-72B', null],
  ])('%s: %s, %s: %s', (left, first, right, second) => {
    expect([license(left), license(right)]).toEqual([first, second]);
  });
});

test.each([
  ['yi-vl-34b', 'apache-2.0'],
  ['internlm2.5-7b-chat', 'apache-2.0'],
  ['apple/OpenELM-3B', 'apple-ascl'],
  ['mosaicml/mpt-30b-instruct', 'cc-by-sa-3.0'],
  ['coqui/XTTS-v2', 'coqui-cpml'],
  ['Ling-2.6-flash', 'mit'],
  ['openai/privacy-filter', 'apache-2.0'],
])('%s is under %s', (id, expected) => {
  expect(license(id)).toBe(expected);
});

test('an unknown license of a version says why', () => {
  const silent = [...index.models.values()].filter(({ license: { value, note } }) => value === null && !note);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test('the unknown licenses do not become more', () => {
  expect([...index.models.values()].filter(({ license: { value } }) => value === null).length).toBeLessThanOrEqual(149);
});
