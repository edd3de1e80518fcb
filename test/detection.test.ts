/** Source code in, call paths out: library -> service : model @ place, for one small file each. */
import { expect, test } from 'vitest';
import { audit } from '../src/audit/index.ts';
import { repository } from './support/repository.ts';

async function usagesOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { usages } = await audit({ path: repository(files), asOf: '2026-11-22' });
  return usages.map(({ sdk, service, endpoint, model, dynamicModel, evidence }) => {
    const asked = model ? (model.id ?? `unknown ${model.requested}`) : dynamicModel ? 'dynamic' : 'no model';
    return `${sdk?.id ?? 'no library'} -> ${service?.id ?? endpoint?.host ?? 'unknown'} : ${asked} @ ${evidence[0]?.path}:${evidence[0]?.line}`;
  });
}

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly usages: readonly string[];
}

const py = (name: string, code: string, ...usages: string[]): Case => ({ name, files: { 'app.py': code }, usages });
const ts = (name: string, code: string, ...usages: string[]): Case => ({ name, files: { 'app.ts': code }, usages });

const CASES: readonly Case[] = [
  py(
    'the base URL wins over the package',
    "from openai import OpenAI\nc = OpenAI(base_url='https://api.deepseek.com')\nc.chat.completions.create(model='deepseek-v4-pro', messages=[])\n",
    'openai -> deepseek : deepseek/deepseek-v4-pro @ app.py:3',
  ),
  py(
    'a client held by an object',
    "from anthropic import Anthropic\nclass Desk:\n    def __init__(self):\n        self.client = Anthropic()\n    def ask(self, q):\n        return self.client.messages.create(model='claude-opus-4-8', messages=[])\n",
    'anthropic -> anthropic : anthropic/claude-opus-4-8 @ app.py:6',
  ),
  py(
    'a model in a constant with an environment override',
    "import os\nfrom openai import OpenAI\nMODEL = os.getenv('MODEL', 'gpt-4o')\nOpenAI().chat.completions.create(model=MODEL, messages=[])\n",
    'openai -> openai : openai/gpt-4o @ app.py:4',
  ),
  py(
    'a model only known at run time is dynamic, not dropped',
    'from openai import OpenAI\ndef ask(settings):\n    OpenAI().chat.completions.create(model=settings.model, messages=[])\n',
    'openai -> openai : dynamic @ app.py:3',
  ),
  py(
    'two clients in one file keep their own models',
    "from openai import OpenAI\nfrom mistralai import Mistral\na = OpenAI()\nb = Mistral()\na.responses.create(model='gpt-5.5', input='')\nb.chat.complete(model='mistral-large-latest', messages=[])\n",
    'openai -> openai : openai/gpt-5.5 @ app.py:5',
    'mistralai -> mistral : mistral/mistral-large-3 @ app.py:6',
  ),
  py(
    'an unknown endpoint stays unknown',
    "from openai import OpenAI\nOpenAI(base_url='https://llm.harbour.example/v1').chat.completions.create(model='harbour-1', messages=[])\n",
    'openai -> llm.harbour.example : unknown harbour-1 @ app.py:2',
  ),
  py(
    'a single-vendor adapter keeps its vendor when its options are spread',
    'from langchain_anthropic import ChatAnthropic\ndef make(**kwargs):\n    return ChatAnthropic(**kwargs)\n',
    'langchain-anthropic -> anthropic : dynamic @ app.py:3',
  ),
  ts(
    'a provider made of mocks in the test branch gives the production branch nothing of its models',
    "import { customProvider, gateway, generateText } from 'ai';\nconst isTest = Boolean(process.env.PLAYWRIGHT);\nconst mock = isTest ? customProvider({ languageModels: { 'title-model': fake } }) : null;\nexport function title() {\n  if (isTest && mock) return mock.languageModel('title-model');\n  return gateway.languageModel('anthropic/claude-haiku-4.5');\n}\nexport const ask = () => generateText({ model: title(), prompt: 'x' });\n",
    'ai-sdk -> vercel-ai-gateway : anthropic/claude-haiku-4-5 @ app.ts:6',
  ),
  py(
    'a branch that was not taken does not lend its client',
    "from openai import OpenAI\ndef ask(cheap, q):\n    if cheap:\n        client = OpenAI(base_url='https://api.deepseek.com')\n        return client.chat.completions.create(model='deepseek-v4-flash', messages=q)\n    else:\n        client = OpenAI()\n        return client.chat.completions.create(model='gpt-5.5', messages=q)\n",
    'openai -> deepseek : deepseek/deepseek-v4-flash @ app.py:5',
    'openai -> openai : openai/gpt-5.5 @ app.py:8',
  ),
  py(
    'docstrings and comments are no evidence',
    '"""Talks to api.openai.com with gpt-4o."""\n# from openai import OpenAI\ndef f():\n    """model="claude-opus-4-8\\""""\n    return 1\n',
  ),
  py(
    'weights pinned by revision',
    "from sentence_transformers import SentenceTransformer\nSentenceTransformer('BAAI/bge-m3', revision='5617a9f61b028005a4858fdac845db406aefb181')\n",
    'sentence-transformers -> unknown : baai/bge-m3 @ app.py:2',
  ),
  ts(
    'options through a constant and a spread',
    "import OpenAI from 'openai';\nconst options = { baseURL: process.env.LLM_URL ?? 'https://api.deepseek.com' };\nconst client = new OpenAI({ ...options, timeout: 5 });\nawait client.chat.completions.create({ model: 'deepseek-v4-pro', messages: [] });\n",
    'openai -> deepseek : deepseek/deepseek-v4-pro @ app.ts:4',
  ),
  ts(
    'a provider function of the AI SDK',
    "import { anthropic } from '@ai-sdk/anthropic';\nimport { generateText } from 'ai';\nawait generateText({ model: anthropic('claude-opus-4-8'), prompt: 'x' });\n",
    'ai-sdk-anthropic -> anthropic : anthropic/claude-opus-4-8 @ app.ts:3',
  ),
  ts(
    'require() and a destructured name',
    "const { Mistral } = require('@mistralai/mistralai');\nconst m = new Mistral({ serverURL: 'https://api.eu.mistral.ai' });\nm.chat.complete({ model: 'mistral-large-latest', messages: [] });\n",
    'mistralai -> mistral : mistral/mistral-large-3 @ app.ts:3',
  ),
  ts('a commented-out require is no evidence', "/* const OpenAI = require('openai') */\n// new OpenAI()\nexport const note = \"don't\";\n"),
  ts(
    'text of JSX with an apostrophe does not hide what follows',
    "import OpenAI from 'openai';\nexport const Help = () => <p>Don't worry</p>;\nnew OpenAI().responses.create({ model: 'gpt-5.5', input: '' });\n",
    'openai -> openai : openai/gpt-5.5 @ app.ts:3',
  ),
  {
    name: 'a .env file moves the default endpoint',
    files: {
      '.env': 'OPENAI_BASE_URL=https://api.deepseek.com\n',
      'app.py': "from openai import OpenAI\nOpenAI().chat.completions.create(model='deepseek-v4-pro', messages=[])\n",
    },
    usages: ['openai -> deepseek : deepseek/deepseek-v4-pro @ app.py:2'],
  },
  {
    name: 'a declared package without a call is a mention',
    files: { 'requirements.txt': 'anthropic==0.80.0\n' },
    usages: ['anthropic -> anthropic : no model @ requirements.txt:1'],
  },
  {
    name: 'look-alikes give nothing',
    files: {
      'app.py':
        "from together_utils import join\nfrom openai_utils import x\no1 = 1\nsign = 'gemini'\nservices = ['nova-compute', 'flux-system', 'sonar-scanner']\nclass Kernel: pass\nKernel()\n",
    },
    usages: [],
  },
];

test.each(CASES)('$name', async ({ files, usages }) => {
  expect(await usagesOf(files)).toEqual(usages);
});

test('the order in which files are found never changes the report', async () => {
  const files = Object.assign({}, ...CASES.slice(0, 5).map(({ files: one }, at) => ({ [`part${at}.py`]: one['app.py'] ?? '' }))) as Record<string, string>;
  const forward = await usagesOf(files);
  const backward = await usagesOf(Object.fromEntries(Object.entries(files).reverse()));
  expect(backward).toEqual(forward);
});
