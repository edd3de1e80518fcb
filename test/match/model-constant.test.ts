// Names that real SDKs give real models, against the built knowledge base: the ids were looked up by hand.
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/index.ts';
import { constantModelId } from '../../src/match/model-constant.ts';

const { index } = await loadKnowledge([]);

describe('the name an SDK gives a model', () => {
  test.each([
    ['GPT4o', 'gpt-4o'],
    ['GPT_4O_MINI', 'gpt-4o-mini'],
    ['ChatModelGPT4oMini', 'gpt-4o-mini'],
    ['gpt4_o', 'gpt-4o'],
    ['O3', 'o3'],
    ['O3_MINI', 'o3-mini'],
    ['CLAUDE_3_5_SONNET', 'claude-3-5-sonnet'],
    ['ModelClaude3_7SonnetLatest', 'claude-3-7-sonnet-latest'],
    ['GEMINI_25_PRO', 'gemini-2.5-pro'],
    ['GEMINI_2_DOT_5_FLASH', 'gemini-2.5-flash'],
  ])('%s is %s', (name, id) => {
    expect(constantModelId(index, name)).toBe(id);
  });

  test.each([
    ['SmallEmbedding3', 'text-embedding-3-small'],
    ['LargeEmbedding3', 'text-embedding-3-large'],
    ['AdaEmbeddingV2', 'text-embedding-ada-002'],
    ['TTSModel1', 'tts-1'],
    ['GPT3Babbage002', 'babbage-002'],
    ['GPT3Davinci002', 'davinci-002'],
    ['Image1', 'gpt-image-1'],
    ['GPTImage1', 'gpt-image-1'],
  ])('%s is %s, in other words than its id', (name, id) => {
    expect(constantModelId(index, name)).toBe(id);
  });

  test.each([
    ['OpenAIChatModelGPT4o', 'gpt-4o'],
    ['CreateImageModelGPTImage1', 'gpt-image-1'],
    ['AnthropicModelClaude3Haiku', 'claude-3-haiku'],
  ])('%s may say first whose model it is, and for what: %s', (name, id) => {
    expect(constantModelId(index, name)).toBe(id);
  });

  test.each(['Retry3', 'HTTP_404', 'MAX_TOKENS_2', 'gpt', 'X', '', 'A1B2C3D4E5F6G7H8'])('%s is none', (name) => {
    expect(constantModelId(index, name)).toBeNull();
  });

  test.each(['MySmallEmbedding3', 'SmallEmbedding3Old', 'BigImage1'])('%s only contains one', (name) => {
    expect(constantModelId(index, name)).toBeNull();
  });
});
