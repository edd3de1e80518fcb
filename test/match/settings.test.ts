/** Configuration files and environment files: what belongs together is one call path, and mere words are none. */
import { expect, test } from 'vitest';
import { evidenceOf, sitesOf } from '../support/matched.ts';

/** What it is, the file, its text, the sites, the evidence. A table, hence the length. */
const CASES: readonly (readonly [string, string, readonly string[], readonly string[], readonly string[]])[] = [
  [
    'an address and a model of one prefix',
    '.env',
    ['OPENAI_BASE_URL=https://api.mistral.ai/v1', 'OPENAI_MODEL=mistral-large-latest'],
    [
      'no library -> mistral, api.mistral.ai, in global, observed, configurable : mistral/mistral-large-3 | model configurable, overrides openai, fills env:OPENAI_BASE_URL+env:OPENAI_MODEL',
    ],
    [
      '1 endpoint https://api.mistral.ai/v1 | OPENAI_BASE_URL | high',
      '1 env-var OPENAI_BASE_URL | environment | high',
      '2 env-var OPENAI_MODEL | environment | high',
    ],
  ],
  [
    'addresses and models of two prefixes',
    '.env',
    [
      'CHAT_BASE_URL=https://api.mistral.ai/v1',
      'CHAT_MODEL=mistral-large-latest',
      'EMBED_BASE_URL=https://api.openai.com/v1',
      'EMBED_MODEL=text-embedding-3-small',
    ],
    [
      'no library -> mistral, api.mistral.ai, in global, observed, configurable : mistral/mistral-large-3 | model configurable, fills env:CHAT_BASE_URL+env:CHAT_MODEL',
      'no library -> openai, api.openai.com, in global, observed, configurable : openai/text-embedding-3-small | model configurable, fills env:EMBED_BASE_URL+env:EMBED_MODEL',
    ],
    [
      '1 endpoint https://api.mistral.ai/v1 | CHAT_BASE_URL | high',
      '2 model-id mistral-large-latest | CHAT_MODEL | high',
      '3 endpoint https://api.openai.com/v1 | EMBED_BASE_URL | high',
      '4 model-id text-embedding-3-small | EMBED_MODEL | high',
    ],
  ],
  ['a key alone', '.env', ['OPENAI_API_KEY='], [], ['1 env-var OPENAI_API_KEY | environment | high']],
  [
    'an address nobody knows',
    '.env',
    ['OPENAI_BASE_URL=https://llm.harbour.example/v1'],
    ['no library -> llm.harbour.example, observed, configurable : no model | low, overrides openai, fills env:OPENAI_BASE_URL'],
    ['1 endpoint https://llm.harbour.example/v1 | OPENAI_BASE_URL | high', '1 env-var OPENAI_BASE_URL | environment | high'],
  ],
  [
    'an address nobody knows, with a model',
    '.env',
    ['LLM_BASE_URL=https://llm.harbour.example/v1', 'LLM_MODEL=gpt-4o'],
    ['no library -> llm.harbour.example, observed, configurable : openai/gpt-4o | model configurable, medium, fills env:LLM_BASE_URL+env:LLM_MODEL'],
    ['2 model-id gpt-4o | LLM_MODEL | high'],
  ],
  [
    'an address of this machine',
    '.env',
    ['OPENAI_BASE_URL=http://localhost:11434/v1', 'OPENAI_MODEL=llama3.2'],
    [
      'no library -> ollama, localhost, in premises, observed, configurable : meta/llama-3.2 | model configurable, medium, overrides openai, fills env:OPENAI_BASE_URL+env:OPENAI_MODEL',
    ],
    [
      '1 endpoint http://localhost:11434/v1 | OPENAI_BASE_URL | high',
      '1 env-var OPENAI_BASE_URL | environment | high',
      '2 env-var OPENAI_MODEL | environment | high',
    ],
  ],
  [
    'an address of this machine on another port',
    '.env',
    ['OPENAI_BASE_URL=http://localhost:8000/v1', 'OPENAI_MODEL=llama3.2'],
    [
      'no library -> localhost, in premises, observed, configurable : meta/llama-3.2 | model configurable, medium, overrides openai, fills env:OPENAI_BASE_URL+env:OPENAI_MODEL',
    ],
    [
      '1 endpoint http://localhost:8000/v1 | OPENAI_BASE_URL | high',
      '1 env-var OPENAI_BASE_URL | environment | high',
      '2 env-var OPENAI_MODEL | environment | high',
    ],
  ],
  [
    'a model alone',
    '.env',
    ['CHAT_MODEL=gpt-4o'],
    ['no library -> unknown, configurable : openai/gpt-4o | model configurable, medium, fills env:CHAT_MODEL'],
    ['1 model-id gpt-4o | CHAT_MODEL | high'],
  ],
  ['an ordinary word for a model', '.env', ['CHAT_MODEL=command'], [], []],
  ['a model that is a name nobody knows', '.env', ['OPENAI_MODEL=house-model-7'], [], ['1 env-var OPENAI_MODEL | environment | high']],
  [
    'a region beside a service',
    '.env',
    ['AZURE_OPENAI_ENDPOINT=https://contoso.openai.azure.com', 'AZURE_OPENAI_DEPLOYMENT=gpt-4o'],
    [
      'no library -> azure-openai, contoso.openai.azure.com, observed, configurable : openai/gpt-4o | model configurable, overrides azure-openai, fills env:AZURE_OPENAI_ENDPOINT+env:AZURE_OPENAI_DEPLOYMENT',
    ],
    [
      '1 endpoint https://contoso.openai.azure.com | AZURE_OPENAI_ENDPOINT | high',
      '1 env-var AZURE_OPENAI_ENDPOINT | environment | high',
      '2 env-var AZURE_OPENAI_DEPLOYMENT | environment | high',
    ],
  ],
  [
    'a switch that is on',
    '.env',
    ['LANGSMITH_TRACING=1'],
    ['no library -> langsmith, observed, configurable : no model'],
    ['1 env-var LANGSMITH_TRACING | environment | high'],
  ],
  ['a switch that is off', '.env', ['LANGSMITH_TRACING=0'], [], []],
  ['a switch nobody understands', '.env', ['LANGSMITH_TRACING=maybe'], [], ['1 env-var LANGSMITH_TRACING | environment | high']],
  ['telemetry switched off', '.env', ['HAYSTACK_TELEMETRY_ENABLED=False'], [], ['1 config HAYSTACK_TELEMETRY_ENABLED=False | telemetry switched off | high']],
  ['telemetry left on', '.env', ['HAYSTACK_TELEMETRY_ENABLED=True'], [], ['1 config HAYSTACK_TELEMETRY_ENABLED=True | telemetry not switched off | high']],
  [
    'an address, a model and a region in one mapping',
    'config.yaml',
    ['llm:', '  base_url: https://bedrock-runtime.eu-central-1.amazonaws.com', '  model: anthropic.claude-3-haiku-20240307-v1:0', '  region: eu-central-1'],
    [
      'no library -> amazon-bedrock, bedrock-runtime.eu-central-1.amazonaws.com, eu-central-1, in DE, observed, configurable : anthropic/claude-3-haiku | model configurable, fills setting:llm.baseurl+setting:llm.model+setting:llm.region',
    ],
    [
      '2 endpoint https://bedrock-runtime.eu-central-1.amazonaws.com | llm.base_url | high',
      '3 model-id anthropic.claude-3-haiku-20240307-v1:0 | llm.model | high',
    ],
  ],
  [
    'an address and a model in two mappings',
    'config.yaml',
    ['a:', '  base_url: https://api.openai.com/v1', 'b:', '  model: mistral-large-latest'],
    [
      'no library -> openai, api.openai.com, in global, observed, configurable : no model | fills setting:a.baseurl',
      'no library -> unknown, configurable : mistral/mistral-large-3 | model configurable, medium, fills setting:b.model',
    ],
    ['2 endpoint https://api.openai.com/v1 | a.base_url | high', '4 model-id mistral-large-latest | b.model | high'],
  ],
  [
    'a model under a key that is made for it',
    'config.yaml',
    ['chat:', '  model: gpt-4o'],
    ['no library -> unknown, configurable : openai/gpt-4o | model configurable, medium, fills setting:chat.model'],
    ['2 model-id gpt-4o | chat.model | high'],
  ],
  ['a model under another key', 'config.yaml', ['chat:', '  flavour: gpt-4o'], [], ['2 model-id gpt-4o | chat.flavour | low']],
  ['a word that could be a model under another key', 'config.yaml', ['chat:', '  mode: command'], [], []],
  ['a word that could be a model under a key made for it', 'config.yaml', ['chat:', '  model: command'], [], []],
  [
    'an entry by its name beside an address',
    'config.yaml',
    ['entries:', '  - name: gpt-4o', '    url: https://api.openai.com/v1'],
    ['no library -> openai, api.openai.com, in global, observed, configurable : openai/gpt-4o | model configurable, fills setting:0.url+setting:0.name'],
    ['2 model-id gpt-4o | entries.0.name | low', '3 endpoint https://api.openai.com/v1 | entries.0.url | high'],
  ],
  [
    'an entry by another key beside an address',
    'config.yaml',
    ['entries:', '  - about: gpt-4o', '    url: https://api.openai.com/v1'],
    ['no library -> openai, api.openai.com, in global, observed, configurable : no model | fills setting:0.url'],
    ['2 model-id gpt-4o | entries.0.about | low', '3 endpoint https://api.openai.com/v1 | entries.0.url | high'],
  ],
  [
    'a model in the path of an address',
    'config.yaml',
    ['entries:', '  - url: https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent'],
    [
      'no library -> google-gemini, generativelanguage.googleapis.com, in global, observed, configurable : google/gemini-2.5-pro | model configurable, fills setting:0.url+setting:0.url',
    ],
    [
      '2 endpoint https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent | entries.0.url | high',
      '2 model-id gemini-2.5-pro | entries.0.url | medium',
    ],
  ],
  [
    'a known address under a key that is made for none',
    'config.yaml',
    ['links:', '  about: https://api.openai.com/v1'],
    [],
    ['2 endpoint https://api.openai.com/v1 | links.about | high'],
  ],
  [
    'an address nobody knows under a key made for one',
    'config.yaml',
    ['llm:', '  base_url: https://llm.harbour.example/v1'],
    ['no library -> llm.harbour.example, observed, configurable : no model | low, fills setting:llm.baseurl'],
    [],
  ],
  [
    'an address without a scheme',
    'config.yaml',
    ['llm:', '  host: api.openai.com'],
    ['no library -> openai, api.openai.com, in global, observed, configurable : no model | fills setting:llm.host'],
    ['2 endpoint api.openai.com | llm.host | high'],
  ],
  ['an address without a scheme under another key', 'config.yaml', ['llm:', '  about: api.openai.com'], [], []],
  ['an address in a sentence', 'config.yaml', ['llm:', '  host: see api.openai.com for more'], [], []],
  [
    'names of variables inside a value',
    'config.yaml',
    ['llm:', '  api_key: ${OPENAI_API_KEY}', '  other: os.environ/MISTRAL_API_KEY'],
    [],
    ['2 env-var OPENAI_API_KEY | llm.api_key | medium', '3 env-var MISTRAL_API_KEY | llm.other | medium'],
  ],
  [
    'a region by itself',
    'config.yaml',
    ['aws:', '  region: eu-central-1'],
    ['no library -> eu-central-1, unknown, configurable : no model | low, fills setting:aws.region'],
    [],
  ],
  ['a region that is no word', 'config.yaml', ['aws:', '  region: "12 34"'], [], []],
  [
    'a prefix that names the service',
    'config.yaml',
    ['chat:', '  model: groq/llama-3.3-70b-versatile'],
    ['no library -> groq, observed, configurable : meta/llama-3.3 | model configurable, fills setting:chat.model'],
    ['2 model-id groq/llama-3.3-70b-versatile | chat.model | high'],
  ],
  [
    'a geographic prefix',
    'config.yaml',
    ['chat:', '  model: bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['no library -> amazon-bedrock, eu, in EU, observed, configurable : anthropic/claude-sonnet-4-5 | model configurable, fills setting:chat.model'],
    ['2 model-id bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0 | chat.model | high'],
  ],
  [
    'an instance type with an accelerator',
    'config.yaml',
    ['nodes:', '  instance_type: p5.48xlarge'],
    [],
    ['2 accelerator p5.48xlarge | nodes.instance_type | high'],
  ],
  [
    'two models of one mapping',
    'config.yaml',
    ['llm:', '  base_url: https://api.openai.com/v1', '  model: gpt-4o', '  embedding_model: text-embedding-3-small'],
    [
      'no library -> openai, api.openai.com, in global, observed, configurable : openai/gpt-4o | model configurable, fills setting:llm.baseurl+setting:llm.model+setting:llm.embeddingmodel',
      'no library -> openai, api.openai.com, in global, observed, configurable : openai/text-embedding-3-small | model configurable, fills setting:llm.baseurl+setting:llm.model+setting:llm.embeddingmodel',
    ],
    [
      '2 endpoint https://api.openai.com/v1 | llm.base_url | high',
      '3 model-id gpt-4o | llm.model | high',
      '4 model-id text-embedding-3-small | llm.embedding_model | high',
    ],
  ],
];

test.each(CASES)('%s', async (_, path, lines, sites, evidence) => {
  const text = `${lines.join('\n')}\n`;
  expect(await sitesOf(path, text)).toEqual(sites);
  expect(await evidenceOf(path, text)).toEqual(evidence);
});
