import { describe, expect, test } from 'vitest';
import { loadBuiltIn } from '../../src/knowledge/load.ts';
import { resolveModelId } from '../../src/match/model-id.ts';

const index = loadBuiltIn();

/** Ids as code writes them -> model (null: a version nobody has entered), family, developer. A table, hence the length. */
const KNOWN: readonly (readonly [string, string | null, string, string])[] = [
  ['gpt-5.5', 'openai/gpt-5.5', 'openai/gpt-5', 'openai'],
  ['gpt-5.5-2026-04-23', 'openai/gpt-5.5', 'openai/gpt-5', 'openai'],
  ['gpt-4o-mini-2024-07-18', 'openai/gpt-4o-mini', 'openai/gpt-4', 'openai'],
  ['gpt-4o-2027-01-01', 'openai/gpt-4o', 'openai/gpt-4', 'openai'],
  ['gpt-3.5-turbo-0125', 'openai/gpt-3.5-turbo', 'openai/gpt-3.5', 'openai'],
  ['o3-mini', 'openai/o3-mini', 'openai/o-series', 'openai'],
  ['o1', 'openai/o1', 'openai/o-series', 'openai'],
  ['chatgpt-4o-latest', 'openai/gpt-4o', 'openai/gpt-4', 'openai'],
  ['text-embedding-3-large', 'openai/text-embedding-3-large', 'openai/embeddings', 'openai'],
  ['whisper-1', 'openai/whisper-1', 'openai/whisper', 'openai'],
  ['dall-e-3', 'openai/dall-e-3', 'openai/images', 'openai'],
  ['gpt-image-1.5', 'openai/gpt-image-1.5', 'openai/images', 'openai'],
  ['gpt-oss:20b', 'openai/gpt-oss-20b', 'openai/gpt-oss', 'openai'],
  ['openai/gpt-oss-120b', 'openai/gpt-oss-120b', 'openai/gpt-oss', 'openai'],
  ['unsloth/gpt-oss-20b-GGUF', 'openai/gpt-oss-20b', 'openai/gpt-oss', 'openai'],
  ['gpt-7', null, 'openai/gpt', 'openai'],
  ['gpt-7-mini', null, 'openai/gpt', 'openai'],
  ['azure/gpt-4o', 'openai/gpt-4o', 'openai/gpt-4', 'openai'],
  ['azure/eu/gpt-4o-2024-08-06', 'openai/gpt-4o', 'openai/gpt-4', 'openai'],
  ['azure/global-standard/gpt-4o-mini', 'openai/gpt-4o-mini', 'openai/gpt-4', 'openai'],
  ['gpt-35-turbo', 'openai/gpt-3.5-turbo', 'openai/gpt-3.5', 'openai'],
  ['ft:gpt-4o-mini-2024-07-18:acme::B1x2', 'openai/gpt-4o-mini', 'openai/gpt-4', 'openai'],
  ['ft:gpt-4o:org::id', 'openai/gpt-4o', 'openai/gpt-4', 'openai'],
  ['davinci-002', 'openai/davinci', 'openai/gpt-3', 'openai'],
  ['claude-opus-4-8', 'anthropic/claude-opus-4-8', 'anthropic/claude', 'anthropic'],
  ['claude-opus-4-5-20251101', 'anthropic/claude-opus-4-5', 'anthropic/claude', 'anthropic'],
  ['claude-3-5-sonnet-20241022', 'anthropic/claude-3-5-sonnet', 'anthropic/claude', 'anthropic'],
  ['claude-3-5-sonnet-latest', 'anthropic/claude-3-5-sonnet', 'anthropic/claude', 'anthropic'],
  ['claude-3.5-sonnet', 'anthropic/claude-3-5-sonnet', 'anthropic/claude', 'anthropic'],
  ['claude-4-sonnet-20250514', 'anthropic/claude-sonnet-4', 'anthropic/claude', 'anthropic'],
  ['claude-opus-9', null, 'anthropic/claude', 'anthropic'],
  ['claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-5', 'anthropic/claude', 'anthropic'],
  ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic/claude-3-haiku', 'anthropic/claude', 'anthropic'],
  ['us.anthropic.claude-opus-4-20250514-v1:0', 'anthropic/claude-opus-4', 'anthropic/claude', 'anthropic'],
  ['eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic/claude-sonnet-4-5', 'anthropic/claude', 'anthropic'],
  ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'anthropic/claude-haiku-4-5', 'anthropic/claude', 'anthropic'],
  ['bedrock/eu-central-1/anthropic.claude-v2:1', 'anthropic/claude-2', 'anthropic/claude', 'anthropic'],
  ['bedrock/anthropic.claude-3-5-sonnet-20240620-v1:0', 'anthropic/claude-3-5-sonnet', 'anthropic/claude', 'anthropic'],
  ['bedrock/us.amazon.nova-pro-v1:0', 'amazon/nova-pro', 'amazon/nova', 'amazon'],
  ['bedrock/converse/us.deepseek.r1-v1:0', 'deepseek/deepseek-r1', 'deepseek/deepseek-r1', 'deepseek'],
  [
    'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0',
    'anthropic/claude-sonnet-4',
    'anthropic/claude',
    'anthropic',
  ],
  ['vertex_ai/claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-5', 'anthropic/claude', 'anthropic'],
  ['vertex_ai/claude-haiku-4-5@20251001', 'anthropic/claude-haiku-4-5', 'anthropic/claude', 'anthropic'],
  ['anthropic/claude-opus-4.6', 'anthropic/claude-opus-4-6', 'anthropic/claude', 'anthropic'],
  ['openrouter/anthropic/claude-3.7-sonnet:thinking', 'anthropic/claude-3-7-sonnet', 'anthropic/claude', 'anthropic'],
  ['vercel_ai_gateway/anthropic/claude-opus-4.5', 'anthropic/claude-opus-4-5', 'anthropic/claude', 'anthropic'],
  ['claude-mythos-preview', 'anthropic/claude-mythos-preview', 'anthropic/claude-fable', 'anthropic'],
  ['gemini-2.5-pro', 'google/gemini-2.5-pro', 'google/gemini', 'google'],
  ['gemini-2.5-flash-preview-09-2025', 'google/gemini-2.5-flash', 'google/gemini', 'google'],
  ['gemini-2.0-flash-001', 'google/gemini-2.0-flash', 'google/gemini', 'google'],
  ['gemini/gemini-2.5-flash', 'google/gemini-2.5-flash', 'google/gemini', 'google'],
  ['models/gemini-1.5-pro', 'google/gemini-1.5-pro', 'google/gemini', 'google'],
  ['google/gemini-3-pro-preview', 'google/gemini-3-pro', 'google/gemini', 'google'],
  ['gemini-9-ultra', null, 'google/gemini', 'google'],
  ['projects/acme/locations/europe-west4/publishers/google/models/gemini-2.5-flash', 'google/gemini-2.5-flash', 'google/gemini', 'google'],
  ['gemma3:27b', 'google/gemma-3', 'google/gemma', 'google'],
  ['google/gemma-2-9b-it', 'google/gemma-2', 'google/gemma', 'google'],
  ['google_gemma-3-12b-it-Q4_K_M.gguf', 'google/gemma-3', 'google/gemma', 'google'],
  ['gemma-4-31b-it', 'google/gemma-4', 'google/gemma', 'google'],
  ['text-embedding-004', 'google/text-embedding-004', 'google/embeddings', 'google'],
  ['imagen-4.0-generate-001', 'google/imagen-4', 'google/imagen', 'google'],
  ['veo-3.1-generate-preview', 'google/veo-3.1', 'google/veo', 'google'],
  ['grok-4', 'xai/grok-4', 'xai/grok', 'xai'],
  ['xai/grok-3-mini-fast-beta', 'xai/grok-3-mini', 'xai/grok', 'xai'],
  ['x-ai/grok-4-fast:free', 'xai/grok-4-fast', 'xai/grok', 'xai'],
  ['llama3', 'meta/llama-3', 'meta/llama', 'meta'],
  ['llama3.1:8b-instruct-q4_K_M', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['llama3.2:latest', 'meta/llama-3.2', 'meta/llama', 'meta'],
  ['llama-3.3-70b-versatile', 'meta/llama-3.3', 'meta/llama', 'meta'],
  ['meta-llama/Llama-3.1-8B-Instruct', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['meta-llama/Meta-Llama-3-70B-Instruct', 'meta/llama-3', 'meta/llama', 'meta'],
  ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'meta/llama-4-scout', 'meta/llama', 'meta'],
  ['meta-llama/llama-4-maverick:free', 'meta/llama-4-maverick', 'meta/llama', 'meta'],
  ['meta.llama3-1-405b-instruct-v1:0', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['TheBloke/Llama-2-7B-Chat-GGUF', 'meta/llama-2', 'meta/llama', 'meta'],
  ['hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M', 'meta/llama-3.2', 'meta/llama', 'meta'],
  ['unsloth/Meta-Llama-3.1-8B-bnb-4bit', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['mlx-community/Meta-Llama-3.1-8B-Instruct-4bit', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['RedHatAI/Llama-3.3-70B-Instruct-quantized.w4a16', 'meta/llama-3.3', 'meta/llama', 'meta'],
  ['neuralmagic/Meta-Llama-3.1-405B-Instruct-FP8', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['fireworks_ai/accounts/fireworks/models/llama-v3p1-70b-instruct', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['accounts/fireworks/models/llama4-maverick-instruct-basic', 'meta/llama-4-maverick', 'meta/llama', 'meta'],
  ['@cf/meta/llama-3.1-8b-instruct-fp8', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo', 'meta/llama-3.3', 'meta/llama', 'meta'],
  ['databricks/databricks-meta-llama-3-1-405b-instruct', 'meta/llama-3.1', 'meta/llama', 'meta'],
  ['sagemaker/meta-textgeneration-llama-2-7b-f', 'meta/llama-2', 'meta/llama', 'meta'],
  ['/opt/models/llama-2-7b.Q4_0.gguf', 'meta/llama-2', 'meta/llama', 'meta'],
  ['./weights/Meta-Llama-3-8B-Instruct.Q5_K_M.gguf', 'meta/llama-3', 'meta/llama', 'meta'],
  ['llama-9-behemoth', null, 'meta/llama', 'meta'],
  ['deepseek-chat', 'deepseek/deepseek-chat', 'deepseek/deepseek', 'deepseek'],
  ['deepseek-reasoner', 'deepseek/deepseek-reasoner', 'deepseek/deepseek', 'deepseek'],
  ['deepseek-r1:70b', 'deepseek/deepseek-r1-distill-llama-70b', 'deepseek/deepseek-r1-distill', 'deepseek'],
  ['deepseek-r1:8b', 'deepseek/deepseek-r1-0528-qwen3-8b', 'deepseek/deepseek-r1-distill', 'deepseek'],
  ['deepseek-ai/DeepSeek-R1', 'deepseek/deepseek-r1', 'deepseek/deepseek-r1', 'deepseek'],
  ['deepseek-ai/DeepSeek-V3.2-Exp', 'deepseek/deepseek-v3.2', 'deepseek/deepseek', 'deepseek'],
  ['deepseek/deepseek-v3.2', 'deepseek/deepseek-v3.2', 'deepseek/deepseek', 'deepseek'],
  ['eu.deepseek.v3.2', 'deepseek/deepseek-v3.2', 'deepseek/deepseek', 'deepseek'],
  ['us.deepseek.r1-v1:0', 'deepseek/deepseek-r1', 'deepseek/deepseek-r1', 'deepseek'],
  ['deepseek-v4-pro', 'deepseek/deepseek-v4-pro', 'deepseek/deepseek', 'deepseek'],
  ['deepseek-v9', null, 'deepseek/deepseek', 'deepseek'],
  ['azure_ai/deepseek-v3-0324', 'deepseek/deepseek-v3-0324', 'deepseek/deepseek', 'deepseek'],
  ['vertex_ai/deepseek-ai/deepseek-v3.1-maas', 'deepseek/deepseek-v3.1', 'deepseek/deepseek', 'deepseek'],
  ['deepseek-ai/DeepSeek-R1-Distill-Qwen-32B', 'deepseek/deepseek-r1-distill-qwen', 'deepseek/deepseek-r1-distill', 'deepseek'],
  ['unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF', 'deepseek/deepseek-r1-distill-llama-8b', 'deepseek/deepseek-r1-distill', 'deepseek'],
  ['nvidia/DeepSeek-R1-0528-FP4', 'deepseek/deepseek-r1', 'deepseek/deepseek-r1', 'deepseek'],
  ['ollama/deepseek-r1:14b', 'deepseek/deepseek-r1-distill-qwen', 'deepseek/deepseek-r1-distill', 'deepseek'],
  ['qwen-max', 'alibaba/qwen-max', 'alibaba/qwen', 'alibaba'],
  ['qwen2.5:7b', 'alibaba/qwen2.5', 'alibaba/qwen', 'alibaba'],
  ['qwen2.5-coder:32b', 'alibaba/qwen2.5-coder', 'alibaba/qwen', 'alibaba'],
  ['Qwen/Qwen2.5-72B-Instruct', 'alibaba/qwen2.5-72b', 'alibaba/qwen', 'alibaba'],
  ['Qwen/Qwen2.5-72B-Instruct-AWQ', 'alibaba/qwen2.5-72b', 'alibaba/qwen', 'alibaba'],
  ['Qwen/Qwen3-235B-A22B-Instruct-2507', 'alibaba/qwen3', 'alibaba/qwen', 'alibaba'],
  ['qwen3:30b-a3b', 'alibaba/qwen3', 'alibaba/qwen', 'alibaba'],
  ['qwen/qwen3-coder:free', 'alibaba/qwen3-coder', 'alibaba/qwen', 'alibaba'],
  ['qwen.qwen3-coder-480b-a35b-v1:0', 'alibaba/qwen3-coder', 'alibaba/qwen', 'alibaba'],
  ['lmstudio-community/Qwen3-8B-MLX-4bit', 'alibaba/qwen3', 'alibaba/qwen', 'alibaba'],
  ['dashscope/qwen-turbo-latest', 'alibaba/qwen-turbo', 'alibaba/qwen', 'alibaba'],
  ['qwen-9-max', null, 'alibaba/qwen', 'alibaba'],
  ['qwq-32b', 'alibaba/qwq', 'alibaba/qwen', 'alibaba'],
  ['glm-5.2', 'zhipu/glm-5.2', 'zhipu/glm', 'zhipu'],
  ['zai-org/GLM-5.2', 'zhipu/glm-5.2', 'zhipu/glm', 'zhipu'],
  ['glm-5p2', 'zhipu/glm-5.2', 'zhipu/glm', 'zhipu'],
  ['fireworks_ai/accounts/fireworks/models/glm-5p2', 'zhipu/glm-5.2', 'zhipu/glm', 'zhipu'],
  ['openrouter/z-ai/glm-4.6:exacto', 'zhipu/glm-4.6', 'zhipu/glm', 'zhipu'],
  ['z-ai/glm-4.5-air:free', 'zhipu/glm-4.5', 'zhipu/glm', 'zhipu'],
  ['zai.glm-4.7', 'zhipu/glm-4.7', 'zhipu/glm', 'zhipu'],
  ['glm-4-plus', 'zhipu/glm-4', 'zhipu/glm', 'zhipu'],
  ['glm-7-air', null, 'zhipu/glm', 'zhipu'],
  ['hf.co/unsloth/GLM-4.6-GGUF:UD-Q4_K_XL', 'zhipu/glm-4.6', 'zhipu/glm', 'zhipu'],
  ['kimi-k2.6', 'moonshot/kimi-k2.6', 'moonshot/kimi', 'moonshot'],
  ['moonshotai/Kimi-K2-Instruct-0905', 'moonshot/kimi-k2', 'moonshot/kimi', 'moonshot'],
  ['moonshotai/kimi-k2:free', 'moonshot/kimi-k2', 'moonshot/kimi', 'moonshot'],
  ['moonshotai.kimi-k2-thinking', 'moonshot/kimi-k2-thinking', 'moonshot/kimi', 'moonshot'],
  ['groq/moonshotai/kimi-k2-instruct', 'moonshot/kimi-k2', 'moonshot/kimi', 'moonshot'],
  ['kimi-k9', null, 'moonshot/kimi', 'moonshot'],
  ['minimax-m2', 'minimax/minimax-m2', 'minimax/minimax', 'minimax'],
  ['MiniMaxAI/MiniMax-M2.1', 'minimax/minimax-m2.1', 'minimax/minimax', 'minimax'],
  ['ernie-4.5-21b-a3b-thinking', 'baidu/ernie-4.5-open', 'baidu/ernie', 'baidu'],
  ['doubao-seed-1-6-250615', 'bytedance/doubao-seed-1.6', 'bytedance/doubao', 'bytedance'],
  ['hunyuan-large', 'tencent/hunyuan-api', 'tencent/hunyuan', 'tencent'],
  ['bytedance-seed/seed-1.6', 'bytedance/doubao-seed-1.6', 'bytedance/doubao', 'bytedance'],
  ['mistral-large-latest', 'mistral/mistral-large-3', 'mistral/mistral-large', 'mistral'],
  ['mistral-large-2407', 'mistral/mistral-large-2407', 'mistral/mistral-large', 'mistral'],
  ['mistral-large-2411', 'mistral/mistral-large-2411', 'mistral/mistral-large', 'mistral'],
  ['mistral-large-2801', null, 'mistral/mistral-large', 'mistral'],
  ['mistral-large', null, 'mistral/mistral-large', 'mistral'],
  ['mistralai/Mistral-7B-Instruct-v0.3', 'mistral/mistral-7b-v0.3', 'mistral/mistral-7b', 'mistral'],
  ['mistral:7b-instruct-v0.2-q4_0', 'mistral/mistral-7b-v0.2', 'mistral/mistral-7b', 'mistral'],
  ['open-mixtral-8x22b', 'mistral/mixtral-8x22b', 'mistral/mixtral', 'mistral'],
  ['mixtral:8x7b', 'mistral/mixtral-8x7b', 'mistral/mixtral', 'mistral'],
  ['codestral-latest', 'mistral/codestral-2508', 'mistral/codestral', 'mistral'],
  ['mistral.mistral-large-2402-v1:0', 'mistral/mistral-large-1', 'mistral/mistral-large', 'mistral'],
  ['azure_ai/mistral-large-2407', 'mistral/mistral-large-2407', 'mistral/mistral-large', 'mistral'],
  ['devstral-small-2507', 'mistral/devstral-small-2507', 'mistral/devstral', 'mistral'],
  ['mistralai/Magistral-Small-2509', 'mistral/magistral-small-2509', 'mistral/magistral', 'mistral'],
  ['mistral-nemo', 'mistral/mistral-nemo', 'mistral/mistral-nemo', 'mistral'],
  ['TheBloke/Mistral-7B-Instruct-v0.2-AWQ', 'mistral/mistral-7b-v0.2', 'mistral/mistral-7b', 'mistral'],
  ['mistral-7b-instruct-v0.2.Q4_K_M.gguf', 'mistral/mistral-7b-v0.2', 'mistral/mistral-7b', 'mistral'],
  ['swiss-ai/Apertus-70B-Instruct-2509', 'swiss-ai/apertus-70b', 'swiss-ai/apertus', 'swiss-ai'],
  ['utter-project/EuroLLM-9B-Instruct', 'utter-project/eurollm-9b', 'utter-project/eurollm', 'utter-project'],
  ['speakleash/Bielik-11B-v2.3-Instruct', 'speakleash/bielik-11b-v2', 'speakleash/bielik', 'speakleash'],
  ['BSC-LT/salamandra-7b-instruct', 'bsc/salamandra-7b', 'bsc/salamandra', 'bsc'],
  ['openGPT-X/Teuken-7B-instruct-research-v0.4', 'opengpt-x/teuken-7b-research-v0.4', 'opengpt-x/teuken', 'opengpt-x'],
  ['Aleph-Alpha/Pharia-1-LLM-7B-control', 'aleph-alpha/pharia-1-llm-7b', 'aleph-alpha/pharia', 'aleph-alpha'],
  ['black-forest-labs/FLUX.1-dev', 'black-forest-labs/flux.1-dev', 'black-forest-labs/flux-1', 'black-forest-labs'],
  ['black-forest-labs/flux-schnell', 'black-forest-labs/flux.1-schnell', 'black-forest-labs/flux-1', 'black-forest-labs'],
  ['stabilityai/stable-diffusion-xl-base-1.0', 'stability/sdxl-1.0', 'stability/sdxl', 'stability'],
  ['stability.sd3-5-large-v1:0', 'stability/sd3.5-large', 'stability/stable-diffusion-3', 'stability'],
  ['command-r-plus', 'cohere/command-r-plus', 'cohere/command', 'cohere'],
  ['cohere.command-r-plus-v1:0', 'cohere/command-r-plus', 'cohere/command', 'cohere'],
  ['CohereForAI/c4ai-command-r-v01', 'cohere/command-r', 'cohere/command', 'cohere'],
  ['command-a-03-2025', 'cohere/command-a', 'cohere/command', 'cohere'],
  ['embed-english-v3.0', 'cohere/embed-v3', 'cohere/embed', 'cohere'],
  ['cohere/rerank-v3.5', 'cohere/rerank-v3.5', 'cohere/rerank', 'cohere'],
  ['jamba-1.5-large', 'ai21/jamba-1.5', 'ai21/jamba', 'ai21'],
  ['ai21.jamba-1-5-large-v1:0', 'ai21/jamba-1.5', 'ai21/jamba', 'ai21'],
  ['tiiuae/falcon-7b-instruct', 'tii/falcon-7b', 'tii/falcon', 'tii'],
  ['falcon3:10b', 'tii/falcon3', 'tii/falcon-3', 'tii'],
  ['inceptionai/jais-13b-chat', 'inception-uae/jais-13b', 'inception-uae/jais', 'inception-uae'],
  ['LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct', 'lg/exaone-3.5', 'lg/exaone', 'lg'],
  ['upstage/SOLAR-10.7B-Instruct-v1.0', 'upstage/solar-10.7b-instruct', 'upstage/solar', 'upstage'],
  ['pfnet/plamo-2-8b', 'pfn/plamo-2-8b', 'pfn/plamo', 'pfn'],
  ['sarvamai/sarvam-m', 'sarvam/sarvam-m', 'sarvam/sarvam', 'sarvam'],
  ['aisingapore/Llama-SEA-LION-v3-8B-IT', 'aisingapore/llama-sea-lion-v3', 'aisingapore/sea-lion', 'aisingapore'],
  ['scb10x/llama3.1-typhoon2-8b-instruct', 'scb10x/typhoon2-llama', 'scb10x/typhoon', 'scb10x'],
  ['maritaca-ai/sabia-7b', 'maritaca/sabia-7b', 'maritaca/sabia', 'maritaca'],
  ['amazon.nova-lite-v1:0', 'amazon/nova-lite', 'amazon/nova', 'amazon'],
  ['amazon.titan-embed-text-v2:0', 'amazon/titan-embed-text-v2', 'amazon/titan', 'amazon'],
  ['phi3:mini', 'microsoft/phi-3', 'microsoft/phi', 'microsoft'],
  ['microsoft/Phi-3.5-mini-instruct', 'microsoft/phi-3.5', 'microsoft/phi', 'microsoft'],
  ['microsoft/phi-4', 'microsoft/phi-4', 'microsoft/phi', 'microsoft'],
  ['ibm-granite/granite-3.3-8b-instruct', 'ibm/granite-3', 'ibm/granite', 'ibm'],
  ['watsonx/ibm/granite-3-8b-instruct', 'ibm/granite-3', 'ibm/granite', 'ibm'],
  ['granite3.3:8b', 'ibm/granite-3', 'ibm/granite', 'ibm'],
  ['nvidia/llama-3.1-nemotron-70b-instruct', 'nvidia/llama-3.1-nemotron-70b', 'nvidia/llama-nemotron', 'nvidia'],
  ['nvidia/Llama-3_3-Nemotron-Super-49B-v1', 'nvidia/llama-3.3-nemotron-super-49b', 'nvidia/llama-nemotron', 'nvidia'],
  ['NousResearch/Hermes-3-Llama-3.1-405B', 'nous/hermes-3-llama-3.1', 'nous/hermes', 'nous'],
  ['hermes3:8b', 'nous/hermes-3-llama-3.1', 'nous/hermes', 'nous'],
  ['cognitivecomputations/dolphin-2.9-llama3-8b', 'dolphin/dolphin-llama-3', 'dolphin/dolphin', 'dolphin'],
  ['allenai/OLMo-2-1124-13B-Instruct', 'ai2/olmo-2', 'ai2/olmo', 'ai2'],
  ['allenai/Llama-3.1-Tulu-3-8B', 'ai2/tulu-3', 'ai2/tulu', 'ai2'],
  ['HuggingFaceH4/zephyr-7b-beta', 'huggingface/zephyr-7b', 'huggingface/zephyr', 'huggingface'],
  ['HuggingFaceTB/SmolLM3-3B', 'huggingface/smollm3', 'huggingface/smollm', 'huggingface'],
  ['EleutherAI/pythia-12b', 'eleutherai/pythia', 'eleutherai/pythia', 'eleutherai'],
  ['bigscience/bloom', 'bigscience/bloom', 'bigscience/bloom', 'bigscience'],
  ['BAAI/bge-m3', 'baai/bge-m3', 'baai/bge', 'baai'],
  ['sentence-transformers/all-MiniLM-L6-v2', 'sentence-transformers/all-minilm', 'sentence-transformers/sentence-transformers', 'sentence-transformers'],
  ['intfloat/multilingual-e5-large', 'microsoft/e5', 'microsoft/encoders', 'microsoft'],
  ['nomic-embed-text', 'nomic/nomic-embed-text-v1.5', 'nomic/nomic-embed', 'nomic'],
  ['mxbai-embed-large', 'mixedbread/mxbai-embed-large-v1', 'mixedbread/mxbai', 'mixedbread'],
  ['snowflake-arctic-embed2', 'snowflake/arctic-embed-2', 'snowflake/arctic', 'snowflake'],
  ['voyage-3-large', 'voyage/voyage-3', 'voyage/voyage', 'voyage'],
  ['jina-embeddings-v3', 'jina/jina-embeddings-v3', 'jina/jina-embeddings', 'jina'],
  ['sonar-pro', 'perplexity/sonar-pro', 'perplexity/sonar', 'perplexity'],
  ['perplexity/sonar', 'perplexity/sonar', 'perplexity/sonar', 'perplexity'],
  ['inception/mercury-coder', 'inception-labs/mercury-coder', 'inception-labs/mercury', 'inception-labs'],
  ['deepgram/nova-3', 'deepgram/nova-3', 'deepgram/nova', 'deepgram'],
  ['eleven_multilingual_v2', 'elevenlabs/eleven-multilingual-v2', 'elevenlabs/eleven', 'elevenlabs'],
  ['my-gpt-4o-deployment', null, 'openai/gpt-4', 'openai'],
  ['someone/llama-3-8b-medical-finetune', null, 'meta/llama', 'meta'],
  ['acme/dobby-unhinged-llama-3.3-70b', null, 'meta/llama', 'meta'],
];

/** Names of other things that stand in code and configuration. */
const LOOK_ALIKES = `
  nova-compute nova-launcher nova-scheduler nova-lite nova-pro nova flux-system flux fluxcd flux-cd redux-flux sonar-scanner sonar sonarqube
  sonar-project gemini gemini-cli gemini-protocol gemini-2-server o1 o2 o3 command command-line command-center command-r mercury mercury-editor
  mercury2 solar solar-system solar-panel-3 phi phi-2 phi3 titan titan-db titan-2 palm palm-os palm-tree falcon falcon-framework falcon-sensor
  falcon-asgi jamba yi aya orca orca-2 orca-slicer zephyr zephyr-rtos zephyr-3.7 granite granite-devops llama-index llama_index llama-index-core
  llama-index-0.10.3 llama-hub llama-stack-0.2 llama-recipes llama2-web mistral-nextjs-template mistral-common-1.5 mistral-wind claude-code
  claude-code-1.0.3 claude-desktop-0.14 gpt-engineer gpt-researcher gpt-2-simple gpt-pilot gpt-index partition-gpt-2 chatgpt-api whisper
  whisper-timestamped bloom bloom-filter aurora aurora-postgresql compound vicuna dolly-zoom stable-2024 base-64 large-v2 medium deepseek-engineer
  deepseek-cli qwen-agent-0.0.3 qwen-code kimi-cli kimi-raikkonen glm-0.9.9 glm-stan pixel codestral-client opus-1.4 haiku sonnet-18 veo-3 sora
  imagen-2 chirp-3 octave-2 spark-3.5 spark-pro step-3 ring-2 ray-2 seed-1 snowflake-connector typhoon-hil trinity-2 maverick scout-suite hermes-3
  dolphin-2 canary-1 mochi-1 wan-1 wan2 runway gen-3 photon-os gemma-farms embedding-3 rerank-1 e5-2690-v4 xeon-e5-2680-v4 m2 k3 r1 v3 eleven-labs
  universal-2 universal-analytics-4 logstash-grok-4 grok-exporter phoenix-1.7 sage-3 aion-1-0 cosmos-sdk-0.47 cosmos-db tesseract-5 clip-2 sam-cli
  base-model my-model v1.0.0 smollm-web nemo-toolkit-1.23 sentence-transformers/
`
  .trim()
  .split(/\s+/);

describe('a model id as code writes it', () => {
  test.each(KNOWN)('%s', (id, model, family, developer) => {
    const match = resolveModelId(index, id, true);
    expect([match?.model, match?.family, match?.developer]).toEqual([model, family, developer]);
  });
});

describe('look-alikes outside a place where a model is expected', () => {
  test.each(LOOK_ALIKES)('%s is no model', (text) => {
    expect(resolveModelId(index, text, false)).toBeNull();
  });

  test.each([
    'sonar-scanner',
    'nova-compute',
    'flux-system',
    'falcon-framework',
    'zephyr-rtos',
    'llama-index',
    'gpt-researcher',
    'mistral-nextjs-template',
    'kimi-cli',
  ])('%s is no model even where one is expected', (text) => {
    expect(resolveModelId(index, text, true)).toBeNull();
  });

  test.each(['o1', 'sonar', 'command', 'mercury', 'phi3', 'nova-pro', 'kimi', 'mistral'])('%s counts where a model is expected', (text) => {
    expect(resolveModelId(index, text, true)).toMatchObject({ boundOnly: true });
  });

  test('an ordinary word counts after the name of its developer', () => {
    expect(resolveModelId(index, 'inception/mercury', false)?.developer).toBe('inception-labs');
    expect(resolveModelId(index, 'someone/mercury', false)).toBeNull();
  });
});

describe('what stands before the name', () => {
  const place = (id: string, service: string | null = null) => {
    const match = resolveModelId(index, id, true, service);
    return [match?.service, match?.region, match?.place];
  };

  test('a cloud prefix names the service, a region in the id its place', () => {
    expect(place('bedrock/eu-central-1/anthropic.claude-v2:1')).toEqual(['amazon-bedrock', 'eu-central-1', 'DE']);
  });

  test('a region is only one of its own vendor', () => {
    expect(place('openrouter/eu-central-1/anthropic.claude-v2:1')).toEqual(['openrouter', null, null]);
  });

  test('a geographic prefix of Bedrock names the service and the area', () => {
    expect(place('us.anthropic.claude-opus-4-20250514-v1:0')).toEqual(['amazon-bedrock', 'us', 'US']);
    expect(place('eu.deepseek.v3.2')).toEqual(['amazon-bedrock', 'eu', 'EU']);
  });

  test('a data zone of Azure is an area, not a region', () => {
    expect(place('azure/eu/gpt-4o-2024-08-06')).toEqual(['azure-openai', 'eu', 'EU']);
  });

  test('an ARN tells the region; the geography in it is what the prompt may reach', () => {
    const arn = 'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0';
    expect(place(arn)).toEqual(['amazon-bedrock', 'global', 'global']);
    expect(place('arn:aws:bedrock:eu-west-3::foundation-model/mistral.mistral-large-2402-v1:0')).toEqual(['amazon-bedrock', 'eu-west-3', 'FR']);
  });

  test('a resource path of Vertex AI tells the location', () => {
    expect(place('projects/bakery/locations/europe-west4/publishers/google/models/gemini-2.5-flash')).toEqual(['google-vertex', 'europe-west4', 'NL']);
  });

  test('the outermost service is the one that receives the prompt', () => {
    expect(place('openrouter/anthropic/claude-3.7-sonnet')[0]).toBe('openrouter');
  });

  test('a name of one service means that model only there', () => {
    expect(resolveModelId(index, 'fugu', true, 'sakana')).toMatchObject({ model: 'sakana/fugu', via: 'exact' });
    expect(resolveModelId(index, 'aurora', true, 'lmnt')?.model).toBe('lmnt/lmnt-aurora');
    expect(resolveModelId(index, 'aurora', true)).toBeNull();
  });
});

describe('how it was recognised', () => {
  const via = (id: string) => resolveModelId(index, id, true)?.via;

  test('exact: as the knowledge base writes it, whatever the separators', () => {
    expect([via('gpt-4o-mini'), via('azure/gpt-4o-mini'), via('Llama_3.1'), via('llama-3-1')]).toEqual(['exact', 'exact', 'exact', 'exact']);
  });

  test('pattern: with dates, sizes, formats or the host own words after it', () => {
    expect([via('gpt-4o-2024-08-06'), via('qwen3:30b-a3b'), via('deepseek-v3.1-maas')]).toEqual(['pattern', 'pattern', 'pattern']);
  });

  test('lineage: a fine-tune is a descendant of the model it names', () => {
    expect(resolveModelId(index, 'ft:gpt-4o-mini-2024-07-18:bakery::B1x2', true)).toMatchObject({ model: 'openai/gpt-4o-mini', via: 'lineage' });
  });

  test('lineage: an adaptation by somebody unknown belongs to the family it is named after', () => {
    expect(resolveModelId(index, 'someone/llama-3-8b-medical', true)).toMatchObject({ model: null, family: 'meta/llama', via: 'lineage' });
  });

  test('nobody publishes an adaptation of closed weights: the name says something else', () => {
    expect(resolveModelId(index, 'someone/airoboros-l2-70b-gpt4-1.4.1', true)).toBeNull();
  });

  test('a developer builds on the family of another: the developer wins', () => {
    expect(resolveModelId(index, 'nvidia/Llama-9-Foo-8B', true)).toMatchObject({ model: null, family: null, developer: 'nvidia', via: 'lineage' });
    expect(resolveModelId(index, 'lambda_ai/deepseek-llama3.3-70b', true)).toMatchObject({ model: null, family: 'deepseek/deepseek' });
  });

  test('a service with nothing but models of its own says who made an unknown one', () => {
    expect(resolveModelId(index, 'stability/inpaint', true)).toMatchObject({ model: null, family: null, developer: 'stability' });
    expect(resolveModelId(index, 'openai/some-local-thing', true)).toBeNull();
  });
});

describe('versions nobody has entered', () => {
  test.each([
    ['gpt-5.97', 'openai/gpt-5'],
    ['claude-opus-4-97', 'anthropic/claude'],
    ['glm-5.97', 'zhipu/glm'],
    ['mistral-large-2801', 'mistral/mistral-large'],
    ['deepseek-v3.97', 'deepseek/deepseek'],
    ['llama-3.97-70b', 'meta/llama'],
  ])('%s is never taken for the version before it', (id, family) => {
    expect(resolveModelId(index, id, true)).toMatchObject({ model: null, family });
  });

  test.each(['some-inhouse-model-7b', 'gradient-boosting', 'prod', 'default', 'my-model-v2', 'xgboost-1.7'])('%s stays unknown', (id) => {
    expect(resolveModelId(index, id, true)).toBeNull();
  });
});

describe('text that cannot be a model id', () => {
  test.each(['', ' ', 'a', 'gpt-4o is nice', '../relative/path', './src/index.ts', 'x'.repeat(400), '{}', '${MODEL}', 'gpt-4o\u202e'])('%j', (text) => {
    expect(resolveModelId(index, text, true)).toBeNull();
  });
});
