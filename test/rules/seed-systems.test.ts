import { describe, expect, test } from 'vitest';
import { resolveModelId } from '../../src/match/model-id.ts';
import { compiledRules } from './rules-folder.ts';

const { index } = compiledRules();

/** Ids as code writes them, the model they must lead to, the seat of its developer, its weights, and where given its license. */
type Row = readonly [ids: string, model: string, country: string | null, weights: 'open' | 'closed' | 'partly' | null, license?: string | null];

const SYSTEMS: Readonly<Record<string, readonly Row[]>> = {
  'United States, closed': [
    ['gpt-5.2 openai/gpt-5.2-2025-12-11', 'openai/gpt-5.2', 'US', 'closed', 'closed-api'],
    ['gpt-5.4 azure/gpt-5.4', 'openai/gpt-5.4', 'US', 'closed', 'closed-api'],
    ['gpt-5.5 openrouter/openai/gpt-5.5', 'openai/gpt-5.5', 'US', 'closed', 'closed-api'],
    ['gpt-5.6 gpt-5.6-sol', 'openai/gpt-5.6-sol', 'US', 'closed', 'closed-api'],
    ['claude-opus-4-5-20251101 us.anthropic.claude-opus-4-5-20251101-v1:0', 'anthropic/claude-opus-4-5', 'US', 'closed', 'closed-api'],
    ['claude-opus-4-6 vertex_ai/claude-opus-4-6@20260205', 'anthropic/claude-opus-4-6', 'US', 'closed', 'closed-api'],
    ['claude-opus-4-7 eu.anthropic.claude-opus-4-7 bedrock/eu-central-1/anthropic.claude-opus-4-7', 'anthropic/claude-opus-4-7', 'US', 'closed', 'closed-api'],
    ['claude-fable-5 anthropic/claude-fable-5', 'anthropic/claude-fable-5', 'US', 'closed', 'closed-api'],
    ['claude-mythos-5', 'anthropic/claude-mythos-5', 'US', 'closed', 'closed-api'],
    ['gemini-1.0-ultra gemini-ultra', 'google/gemini-1.0-ultra', 'US', 'closed', 'closed-api'],
    ['gemini-3-pro-preview', 'google/gemini-3-pro', 'US', 'closed', 'closed-api'],
    ['gemini-3.1-pro gemini/gemini-3.1-pro-preview', 'google/gemini-3.1-pro', 'US', 'closed', 'closed-api'],
    ['grok-4 xai/grok-4', 'xai/grok-4', 'US', 'closed', 'closed-api'],
    ['mai-code-1-flash', 'microsoft/mai-code-1-flash', 'US', 'closed', 'closed-api'],
    ['MAI-Thinking-1', 'microsoft/mai-thinking-1', 'US', 'closed', 'closed-api'],
    ['llama-4-behemoth meta-llama/Llama-4-Behemoth', 'meta/llama-4-behemoth', 'US', 'closed', null],
  ],
  'United States, open': [
    ['meta-llama/Llama-3.3-70B-Instruct bartowski/Llama-3.3-70B-Instruct-GGUF', 'meta/llama-3.3', 'US', 'open', 'llama-3.3'],
    ['llama3.1:8b @cf/meta/llama-3.1-8b-instruct', 'meta/llama-3.1', 'US', 'open', 'llama-3.1'],
    ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'meta/llama-4-scout', 'US', 'open', 'llama-4'],
    ['meta-llama/llama-4-maverick llama-4-maverick-17b-128e-instruct-fp8', 'meta/llama-4-maverick', 'US', 'open', 'llama-4'],
    ['google/gemma-4-31b-it gemma4:26b', 'google/gemma-4', 'US', 'open', 'apache-2.0'],
    ['gemma3:27b', 'google/gemma-3', 'US', 'open', 'gemma-tou'],
    ['allenai/Olmo-3-7B-Instruct allenai/Olmo-3-32B-Think olmo-3:32b', 'ai2/olmo-3', 'US', 'open', 'apache-2.0'],
    ['EleutherAI/pythia-6.9b pythia-12b-deduped', 'eleutherai/pythia', 'US', 'open', 'apache-2.0'],
    ['common-pile/comma-v0.1-2t', 'eleutherai/comma-v0.1', 'US', 'open', 'apache-2.0'],
    // A project of several institutes, run from Abu Dhabi: it has no seat of its own.
    ['LLM360/K2-V2 LLM360/K2-V2-Instruct', 'llm360/k2-v2', null, 'open', 'apache-2.0'],
    ['HuggingFaceTB/SmolLM3-3B smollm3', 'huggingface/smollm3', 'US', 'open', 'apache-2.0'],
    ['NousResearch/Hermes-4-70B', 'nous/hermes-4-llama', 'US', 'open', 'llama-3'],
  ],
  China: [
    ['glm-5.1 zai-org/GLM-5.1', 'zhipu/glm-5.1', 'CN', 'open', 'mit'],
    ['zai-org/GLM-5.2 openrouter/z-ai/glm-5.2 fireworks_ai/accounts/fireworks/models/glm-5p2', 'zhipu/glm-5.2', 'CN', 'open', 'mit'],
    ['glm-6', 'zhipu/glm-6', 'CN', null],
    ['deepseek-r1 deepseek-ai/DeepSeek-R1-0528', 'deepseek/deepseek-r1', 'CN', 'open', 'mit'],
    ['deepseek-r1:70b', 'deepseek/deepseek-r1-distill-llama-70b', 'CN', 'open', 'llama-3.3'],
    ['hf.co/unsloth/DeepSeek-R1-Distill-Qwen-7B-GGUF:Q4_K_M', 'deepseek/deepseek-r1-distill-qwen', 'CN', 'open', 'mit'],
    ['deepseek-v3.2 deepseek-ai/DeepSeek-V3.2', 'deepseek/deepseek-v3.2', 'CN', 'open', 'mit'],
    ['deepseek-v4-pro deepseek-ai/DeepSeek-V4-Pro', 'deepseek/deepseek-v4-pro', 'CN', 'open', 'mit'],
    ['deepseek-vision', 'deepseek/deepseek-vision', 'CN', 'open', 'mit'],
    ['Qwen/Qwen3-235B-A22B-Instruct-2507 qwen3:32b Qwen3-32B-Q4_K_M.gguf', 'alibaba/qwen3', 'CN', 'open', 'apache-2.0'],
    ['qwen3.7-max', 'alibaba/qwen3.7-max', 'CN', 'closed', 'closed-api'],
    ['qwen-4', 'alibaba/qwen4', 'CN', null],
    ['kimi-k2.5 moonshotai/Kimi-K2.5', 'moonshot/kimi-k2.5', 'CN', 'open', 'kimi-k2'],
    ['kimi-k2.6 moonshotai/Kimi-K2.6', 'moonshot/kimi-k2.6', 'CN', 'open', 'kimi-k2'],
    ['baidu/ERNIE-4.5-300B-A47B-PT', 'baidu/ernie-4.5-open', 'CN', 'open', 'apache-2.0'],
    ['ernie-5.0', 'baidu/ernie-5', 'CN', 'closed', 'closed-api'],
    ['ByteDance-Seed/Seed-OSS-36B-Instruct', 'bytedance/seed-oss', 'CN', 'open', 'apache-2.0'],
    ['doubao-seed-1-6-250615', 'bytedance/doubao-seed-1.6', 'CN', 'closed', 'closed-api'],
    ['seedance-1-0-pro-250528', 'bytedance/seedance', 'CN', 'closed', 'closed-api'],
    ['tencent/Hunyuan-A13B-Instruct', 'tencent/hunyuan-a13b', 'CN', 'open', 'hunyuan-community'],
    ['tencent/Hy3', 'tencent/hy3', 'CN', 'open', 'apache-2.0'],
    ['MiniMaxAI/MiniMax-M3', 'minimax/minimax-m3', 'CN', 'open', 'minimax-m3'],
    ['MiniMax-Hailuo-2.3 hailuo-02', 'minimax/hailuo', 'CN', 'closed', 'closed-api'],
    ['pangu-pro-moe', 'huawei/pangu-pro-moe', 'CN', 'open'],
    ['openpangu-embedded-7b', 'huawei/openpangu-embedded', 'CN', 'open', 'openpangu-1.0'],
    ['tulongfeng', 'qihoo-360/tulongfeng', 'CN', 'closed'],
    ['yitianzhen', 'qihoo-360/yitianzhen', 'CN', 'closed'],
  ],
  Europe: [
    ['mistral-large-3 mistralai/Mistral-Large-3-675B-Instruct-2512 mistral-large-latest', 'mistral/mistral-large-3', 'FR', 'open', 'apache-2.0'],
    ['ministral-3:8b', 'mistral/ministral-3-8b', 'FR', 'open', 'apache-2.0'],
    ['mistralai/Ministral-3-14B-Instruct-2512', 'mistral/ministral-3-14b', 'FR', 'open', 'apache-2.0'],
    ['TheBloke/Mistral-7B-Instruct-v0.2-AWQ', 'mistral/mistral-7b-v0.2', 'FR', 'open', 'apache-2.0'],
    ['swiss-ai/Apertus-8B-Instruct-2509', 'swiss-ai/apertus-8b', 'CH', 'open', 'apertus'],
    ['swiss-ai/Apertus-70B-2509', 'swiss-ai/apertus-70b', 'CH', 'open', 'apertus'],
    ['openGPT-X/Teuken-7B-instruct-commercial-v0.4', 'opengpt-x/teuken-7b-commercial-v0.4', 'DE', 'open', 'apache-2.0'],
    ['openGPT-X/Teuken-7B-instruct-research-v0.4', 'opengpt-x/teuken-7b-research-v0.4', 'DE', 'open'],
    ['Aleph-Alpha/Pharia-1-LLM-7B-control', 'aleph-alpha/pharia-1-llm-7b', 'DE', 'open', 'open-aleph'],
    ['black-forest-labs/FLUX.1-dev', 'black-forest-labs/flux.1-dev', 'DE', 'open', 'flux-1-dev-nc'],
    ['black-forest-labs/FLUX.1-schnell', 'black-forest-labs/flux.1-schnell', 'DE', 'open', 'apache-2.0'],
    ['black-forest-labs/FLUX.2-dev', 'black-forest-labs/flux.2-dev', 'DE', 'open', 'flux-dev-nc-2.0'],
    ['stabilityai/stable-diffusion-3.5-large', 'stability/sd3.5-large', 'GB', 'open', 'stability-community'],
    ['stabilityai/stable-audio-open-1.0', 'stability/stable-audio-open-1.0', 'GB', 'open', 'stability-community'],
    ['stabilityai/stable-virtual-camera', 'stability/stable-virtual-camera', 'GB', 'open', 'stability-nc'],
    ['BSC-LT/ALIA-40b', 'bsc/alia-40b', 'ES', 'open', 'apache-2.0'],
    ['BSC-LT/salamandra-7b-instruct', 'bsc/salamandra-7b', 'ES', 'open', 'apache-2.0'],
    ['gpt-nl', 'tno/gpt-nl', 'NL', 'partly'],
    ['Rijgersberg/GEITje-7B', 'rijgersberg/geitje-7b', 'NL', 'open', 'apache-2.0'],
    ['LumiOpen/Viking-33B', 'silo-ai/viking-33b', 'FI', 'open', 'apache-2.0'],
    ['LumiOpen/Poro-34B-chat', 'silo-ai/poro-34b', 'FI', 'open', 'apache-2.0'],
    ['AI-Sweden-Models/gpt-sw3-6.7b-v2', 'ai-sweden/gpt-sw3', 'SE', 'open', 'gpt-sw3'],
    ['norallm/normistral-7b-warm', 'norallm/normistral-7b-warm', 'NO', 'open', 'apache-2.0'],
    ['speakleash/Bielik-11B-v2.3-Instruct', 'speakleash/bielik-11b-v2', 'PL', 'open', 'apache-2.0'],
    ['CYFRAGOVPL/PLLuM-12B-instruct', 'pllum/pllum-12b', 'PL', 'open', 'apache-2.0'],
  ],
  'Japan, Korea, Taiwan': [
    ['tsuzumi-2', 'ntt/tsuzumi-2', 'JP', 'closed', 'closed-api'],
    ['pfnet/plamo-2-8b', 'pfn/plamo-2-8b', 'JP', 'open', 'plamo-community'],
    ['Fugaku-LLM/Fugaku-LLM-13B', 'fugaku-llm/fugaku-llm-13b', 'JP', 'open'],
    ['sakana-fugu fugu', 'sakana/fugu', 'JP', 'closed', 'closed-api'],
    ['LGAI-EXAONE/EXAONE-4.0-32B', 'lg/exaone-4.0', 'KR', 'open', 'exaone-1.2-nc'],
    ['HCX-005', 'naver/hcx-005', 'KR', 'closed', 'closed-api'],
    ['naver-hyperclovax/HyperCLOVAX-SEED-Text-Instruct-1.5B', 'naver/hyperclovax-seed-text', 'KR', 'open', 'hyperclova-x-seed'],
    ['solar-pro2', 'upstage/solar-pro2', 'KR', 'closed', 'closed-api'],
    ['upstage/SOLAR-10.7B-Instruct-v1.0', 'upstage/solar-10.7b-instruct', 'KR', 'open', 'cc-by-nc-4.0'],
    ['taide/Llama-3.1-TAIDE-LX-8B-Chat', 'taide/llama-3.1-taide-lx-8b', 'TW', 'open'],
  ],
  India: [
    ['sarvam-30b', 'sarvam/sarvam-30b', 'IN', 'open', 'apache-2.0'],
    ['sarvamai/sarvam-105b', 'sarvam/sarvam-105b', 'IN', 'open', 'apache-2.0'],
    ['nickmalhotra/ProjectIndus', 'tech-mahindra/indus-1.175b', 'IN', 'open'],
    ['bharatgenai/Param-1-2.9B-Instruct', 'bharatgen/param-1', 'IN', 'open'],
    ['krutrim-ai-labs/Krutrim-2-instruct', 'krutrim/krutrim-2', 'IN', 'open', 'krutrim-community'],
  ],
  'Middle East': [
    ['tiiuae/falcon-7b', 'tii/falcon-7b', 'AE', 'open', 'apache-2.0'],
    ['tiiuae/Falcon-H1-34B-Instruct', 'tii/falcon-h1', 'AE', 'open', 'falcon-llm'],
    ['tiiuae/Falcon-H1-Arabic-7B-Instruct', 'tii/falcon-h1-arabic', 'AE', null],
    ['inceptionai/jais-13b-chat', 'inception-uae/jais-13b', 'AE', 'open', 'apache-2.0'],
    ['core42/jais-30b-chat-v3', 'inception-uae/jais-30b', 'AE', 'open', 'apache-2.0'],
    ['ALLaM-AI/ALLaM-7B-Instruct-preview humain-ai/ALLaM-7B-Instruct-preview', 'humain/allam-7b', 'SA', 'open', 'apache-2.0'],
    ['QCRI/Fanar-1-9B-Instruct', 'qcri/fanar-1-9b', 'QA', 'open', 'apache-2.0'],
    ['ai21labs/AI21-Jamba-Large-1.7 jamba-large-1.7', 'ai21/jamba-1.7', 'IL', 'open', 'jamba-open'],
  ],
  'South-East Asia': [
    ['aisingapore/Gemma-SEA-LION-v4-27B-IT', 'aisingapore/gemma-sea-lion-v4-27b', 'SG', 'open', 'gemma-tou'],
    ['typhoon-v2.5-30b-a3b-instruct', 'scb10x/typhoon2.5', 'TH', 'open', 'apache-2.0'],
    ['openthaigpt/openthaigpt-r1-32b-instruct', 'openthaigpt/openthaigpt-1.6', 'TH', 'open'],
    ['GoToCompany/gemma2-9b-cpt-sahabatai-v1-instruct', 'indosat/gemma2-9b-sahabatai', 'ID', 'open', 'gemma-tou'],
    ['vinai/PhoGPT-4B-Chat', 'vinai/phogpt-4b', 'VN', 'open', 'bsd-3-clause'],
  ],
  Americas: [
    ['command-a-03-2025', 'cohere/command-a', 'CA', 'open', 'cc-by-nc-4.0'],
    ['CohereForAI/c4ai-command-r-v01', 'cohere/command-r', 'CA', 'open', 'cc-by-nc-4.0'],
    ['sabia-3 sabiazinho-3', 'maritaca/sabia-3', 'BR', 'closed', 'closed-api'],
    ['latam-gpt', 'latamgpt/latam-gpt-1.0', 'CL', 'open', 'llama-3.1'],
  ],
  'Google media': [
    ['veo-3.1-generate-preview', 'google/veo-3.1', 'US', 'closed', 'closed-api'],
    ['imagen-4.0-generate-001', 'google/imagen-4', 'US', 'closed', 'closed-api'],
    ['lyria-002', 'google/lyria-2', 'US', 'closed', 'closed-api'],
  ],
};

for (const [group, rows] of Object.entries(SYSTEMS)) {
  describe(group, () => {
    for (const [ids, model, country, weights, license] of rows) {
      test(`${ids} is ${model}, ${country ?? 'without a seat'}, ${weights ?? 'weights unknown'}`, () => {
        const entry = index.models.get(model);
        const developer = index.organizations.get(entry?.developer ?? '');
        expect(ids.split(' ').map((id) => resolveModelId(index, id, true)?.model)).toEqual(ids.split(' ').map(() => model));
        expect({ country: developer?.seat.value, weights: entry?.weights.value }).toEqual({ country, weights });
        if (license !== undefined) expect(entry?.license.value).toBe(license);
      });
    }
  });
}

describe('systems that are not there yet, or no more', () => {
  test.each([
    ['meta/llama-4-behemoth', 'withheld'],
    ['zhipu/glm-6', 'expected'],
    ['alibaba/qwen4', 'expected'],
    ['qihoo-360/tulongfeng', 'announced'],
    ['qihoo-360/yitianzhen', 'announced'],
    ['domyn/europa', 'announced'],
    ['openeurollm/openeurollm', 'expected'],
    ['tno/gpt-nl', 'preview'],
    ['anthropic/claude-mythos-5', 'preview'],
  ])('%s says that it is %s', (model, status) => {
    expect(index.models.get(model)?.status.value).toBe(status);
  });
});

describe('adaptations name their base', () => {
  test.each([
    ['nous/hermes-4-llama', 'meta/llama-3.1'],
    ['rijgersberg/geitje-7b', 'mistral/mistral-7b-v0.1'],
    ['bramvanroy/geitje-7b-ultra', 'rijgersberg/geitje-7b'],
    ['speakleash/bielik-11b-v2', 'mistral/mistral-7b-v0.2'],
    ['pllum/pllum-12b', 'mistral/mistral-nemo'],
    ['qcri/fanar-1-9b', 'google/gemma-2'],
    ['taide/llama-3.1-taide-lx-8b', 'meta/llama-3.1'],
    ['latamgpt/latam-gpt-1.0', 'meta/llama-3.1'],
    ['aisingapore/gemma-sea-lion-v4-27b', 'google/gemma-3'],
    ['indosat/gemma2-9b-sahabatai', 'aisingapore/gemma-sea-lion-v3-9b'],
    ['deepseek/deepseek-r1-distill-llama-70b', 'meta/llama-3.3'],
  ])('%s stands on %s', (model, base) => {
    expect([index.models.get(model)?.kind, index.models.get(model)?.base.value]).toEqual(['adaptation', base]);
  });
});

describe('an id without a version', () => {
  test('leads to the family and claims no version', () => {
    expect(resolveModelId(index, 'deepseek-v4', true)).toMatchObject({ model: null, family: 'deepseek/deepseek' });
  });

  test.each(['indus', 'europa', 'openeurollm'])('"%s" by itself is an ordinary word and leads to nothing', (word) => {
    expect(resolveModelId(index, word, true)?.model ?? null).toBeNull();
  });
});

describe('gateways, runtimes and clouds of the seeds are services', () => {
  test.each([
    'litellm-proxy',
    'openrouter',
    'ollama',
    'llama-cpp',
    'vllm',
    'amazon-bedrock',
    'azure-openai',
    'google-vertex',
    'ovhcloud',
    'scaleway',
    'mistral',
  ])('%s', (service) => {
    expect(index.services.has(service)).toBe(true);
  });
});

describe('orders, laws and programmes of the seeds are events or regimes with sources', () => {
  test.each([
    'us-fable5-2026',
    'us-gpt56-2026',
    'us-eo-2026-06-02',
    'us-ndaa26',
    'us-states-deepseek',
    'cn-weights-tier',
    'anthropic-distillation-2026',
    'europa',
    'eu-csf-award',
    'us-h200-2026',
    'five-eyes-frontier-2026',
  ])('event %s', (id) => {
    expect(index.events.get(id)?.segments.every(({ source }) => source !== null)).toBe(true);
  });

  test.each(['us-3a090', 'cn-nil-7', 'cn-genai', 'eu-aiact-gpai', 'eu-aiact-hr', 'us-ear', 'us-entity-list'])('regime %s', (id) => {
    expect(index.regimes.get(id)?.source).not.toBeNull();
    expect(index.regimes.has(id)).toBe(true);
  });
});
