/** Requests without a library: the address says where, the body or the path says which model. */
import { expect, test } from 'vitest';
import { evidenceOf, sitesOf } from '../support/matched.ts';

/** What it is, the file, its text, the sites, the evidence. A table, hence the length. */
const CASES: readonly (readonly [string, string, readonly string[], readonly string[], readonly string[]])[] = [
  [
    'a request to a known host with a model',
    'app.py',
    ['import requests', 'requests.post("https://api.openai.com/v1/chat/completions", json={"model": "gpt-4o"})'],
    ['no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat'],
    ['2 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high', '2 model-id gpt-4o | model of a request | high'],
  ],
  [
    'a request to a known host without a model',
    'app.py',
    ['import requests', 'requests.get("https://api.openai.com/v1/files")'],
    ['no library -> openai, api.openai.com, in global, observed : no model'],
    ['2 endpoint https://api.openai.com/v1/files | URL of a request | high'],
  ],
  [
    'a request to an unknown host at a path of such APIs, with a model',
    'app.py',
    ['import requests', 'requests.post("https://llm.harbour.example/v1/chat/completions", json={"model": "gpt-4o"})'],
    ['no library -> llm.harbour.example, observed : openai/gpt-4o | chat, medium'],
    ['2 endpoint https://llm.harbour.example/v1/chat/completions | URL of a request | medium', '2 model-id gpt-4o | model of a request | high'],
  ],
  [
    'a request to an unknown host at such a path, without a model',
    'app.py',
    ['import requests', 'requests.post("https://llm.harbour.example/v1/chat/completions", json={"text": "hello"})'],
    [],
    ['2 endpoint https://llm.harbour.example/v1/chat/completions | URL of a request | medium'],
  ],
  [
    'a request to an unknown host at another path',
    'app.py',
    ['import requests', 'requests.post("https://shop.harbour.example/orders", json={"model": "gpt-4o"})'],
    ['no library -> unknown : openai/gpt-4o | medium'],
    ['2 model-id gpt-4o | model = | medium'],
  ],
  [
    'a request that is no request',
    'app.py',
    ['import requests', 'requests.render("https://api.openai.com/v1/chat/completions", json={"model": "gpt-4o"})'],
    ['no library -> openai, api.openai.com, in global, observed : no model | medium', 'no library -> unknown : openai/gpt-4o | medium'],
    ['2 endpoint https://api.openai.com/v1/chat/completions | text | high', '2 model-id gpt-4o | model = | medium'],
  ],
  [
    'the model in the path',
    'app.py',
    ['import requests', 'requests.post("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent", json={})'],
    ['no library -> google-gemini, generativelanguage.googleapis.com, in global, observed : google/gemini-2.5-pro | chat'],
    [
      '2 endpoint https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent | URL of a request | high',
      '2 model-id gemini-2.5-pro | model in a URL | high',
    ],
  ],
  [
    'the model of the body before that of the path',
    'app.py',
    ['import requests', 'requests.post("https://contoso.openai.azure.com/openai/deployments/house/chat/completions", json={"model": "gpt-4o"})'],
    ['no library -> azure-openai, contoso.openai.azure.com, observed : openai/gpt-4o | chat'],
    [
      '2 endpoint https://contoso.openai.azure.com/openai/deployments/house/chat/completions | URL of a request | high',
      '2 model-id gpt-4o | model of a request | high',
    ],
  ],
  [
    'a deployment in the path',
    'app.py',
    ['import requests', 'requests.post("https://contoso.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=1", json={})'],
    ['no library -> azure-openai, contoso.openai.azure.com, observed : openai/gpt-4o | chat'],
    [
      '2 endpoint https://contoso.openai.azure.com/openai/deployments/gpt-4o/chat/completions | URL of a request | high',
      '2 model-id gpt-4o | model in a URL | high',
    ],
  ],
  [
    'a model put into the path',
    'app.py',
    [
      'import requests',
      'MODEL = "gemini-2.5-pro"',
      'requests.post(f"https://generativelanguage.googleapis.com/v1beta/models/{MODEL}:generateContent", json={})',
    ],
    ['no library -> google-gemini, generativelanguage.googleapis.com, in global, observed : google/gemini-2.5-pro | chat'],
    [
      '2 model-id gemini-2.5-pro | model in a URL | high',
      '3 endpoint https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent | URL of a request | high',
    ],
  ],
  [
    'a model put into the path at run time',
    'app.py',
    ['import requests', 'def ask(model):', '    requests.post(f"https://generativelanguage.googleapis.com/v1beta/models/{model}:generateContent", json={})'],
    ['no library -> google-gemini, generativelanguage.googleapis.com, in global, observed : dynamic model | chat, model from argument:app.py#ask:model'],
    ['3 endpoint https://generativelanguage.googleapis.com/v1beta/models/{}:generateContent | URL of a request | high'],
  ],
  [
    'a body written as text',
    'app.py',
    ['import requests', 'requests.post("https://api.openai.com/v1/chat/completions", data=\'{"model": "gpt-4o", "n": 1}\')'],
    ['no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat'],
    ['2 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high', '2 model-id gpt-4o | model of a request | high'],
  ],
  [
    'a body packed as JSON',
    'app.py',
    ['import json, requests', 'requests.post("https://api.openai.com/v1/chat/completions", data=json.dumps({"model": "gpt-4o"}))'],
    ['no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat'],
    ['2 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high', '2 model-id gpt-4o | model of a request | high'],
  ],
  [
    'a body packed by something else',
    'app.py',
    ['import secretbox, requests', 'requests.post("https://api.openai.com/v1/chat/completions", data=secretbox.seal({"model": "gpt-4o"}))'],
    ['no library -> openai, api.openai.com, in global, observed : no model | chat', 'no library -> unknown : openai/gpt-4o | medium'],
    ['2 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high', '2 model-id gpt-4o | model = | medium'],
  ],
  [
    'a host from the environment at such a path',
    'app.py',
    ['import os, requests', 'requests.post(os.environ["LLM_URL"] + "/v1/chat/completions", json={"model": "gpt-4o"})'],
    ['no library -> unknown, configurable : openai/gpt-4o | chat, medium, endpoint from env:LLM_URL'],
    ['2 endpoint {}/v1/chat/completions | URL of a request | medium', '2 model-id gpt-4o | model of a request | high'],
  ],
  [
    'a base URL of the client',
    'app.ts',
    [
      'import axios from "axios";',
      'const http = axios.create({ baseURL: "https://api.mistral.ai/v1" });',
      'http.post("/chat/completions", { model: "mistral-large-latest" });',
    ],
    ['no library -> mistral, api.mistral.ai, in global, observed : mistral/mistral-large-3 | chat'],
    ['3 endpoint https://api.mistral.ai/v1/chat/completions | URL of a request | high', '3 model-id mistral-large-latest | model of a request | high'],
  ],
  [
    'a base URL and an address of its own',
    'app.ts',
    [
      'import axios from "axios";',
      'const http = axios.create({ baseURL: "https://api.mistral.ai/v1" });',
      'http.post("https://api.openai.com/v1/embeddings", { model: "text-embedding-3-small" });',
    ],
    ['no library -> openai, api.openai.com, in global, observed : openai/text-embedding-3-small | embedding'],
    ['3 endpoint https://api.openai.com/v1/embeddings | URL of a request | high', '3 model-id text-embedding-3-small | model of a request | high'],
  ],
  [
    'options with the URL in them',
    'app.ts',
    [
      'import axios from "axios";',
      'axios.request({ url: "https://api.openai.com/v1/embeddings", method: "post", data: { model: "text-embedding-3-small" } });',
    ],
    ['no library -> openai, api.openai.com, in global, observed : openai/text-embedding-3-small | embedding'],
    ['2 endpoint https://api.openai.com/v1/embeddings | URL of a request | high', '2 model-id text-embedding-3-small | model of a request | high'],
  ],
  [
    'a fetch with a packed body',
    'app.ts',
    ['await fetch("https://api.anthropic.com/v1/messages", { method: "POST", body: JSON.stringify({ model: "claude-opus-4-8" }) });'],
    ['no library -> anthropic, api.anthropic.com, in global, observed : anthropic/claude-opus-4-8 | chat'],
    ['1 endpoint https://api.anthropic.com/v1/messages | URL of a request | high', '1 model-id claude-opus-4-8 | model of a request | high'],
  ],
  [
    'a template with a hole for the model',
    'app.ts',
    ['const model = process.env.MODEL ?? "gpt-4o";', 'await fetch("https://api.openai.com/v1/chat/completions", { body: `{"model": "${model}"}` });'],
    ['no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat', 'no library -> unknown : openai/gpt-4o | medium'],
    [
      '1 model-id gpt-4o | model = | medium',
      '2 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high',
      '2 model-id gpt-4o | model of a request | high',
    ],
  ],
  [
    'a host of this machine',
    'app.ts',
    ['await fetch("http://localhost:11434/api/generate", { body: JSON.stringify({ model: "llama3.2" }) });'],
    ['no library -> ollama, localhost, in premises, observed : meta/llama-3.2 | medium'],
    ['1 endpoint http://localhost:11434/api/generate | URL of a request | medium', '1 model-id llama3.2 | model of a request | high'],
  ],
  [
    'a host that only ends like a known one',
    'app.ts',
    ['await fetch("https://api.openai.com.evil.example/v1/chat/completions", { body: JSON.stringify({ model: "gpt-4o" }) });'],
    ['no library -> api.openai.com.evil.example, observed : openai/gpt-4o | chat, medium'],
    ['1 endpoint https://api.openai.com.evil.example/v1/chat/completions | URL of a request | medium', '1 model-id gpt-4o | model of a request | high'],
  ],
  [
    'either of two hosts',
    'app.ts',
    [
      'const url = cheap ? "https://api.mistral.ai/v1/chat/completions" : "https://api.openai.com/v1/chat/completions";',
      'await fetch(url, { body: JSON.stringify({ model: "gpt-4o" }) });',
    ],
    [
      'no library -> mistral, api.mistral.ai, in global, observed : openai/gpt-4o | chat',
      'no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat',
    ],
    [
      '1 endpoint https://api.mistral.ai/v1/chat/completions | URL of a request | high',
      '1 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high',
      '2 model-id gpt-4o | model of a request | high',
    ],
  ],
  [
    'either of two hosts and models',
    'app.ts',
    [
      'const url = cheap ? "https://api.mistral.ai/v1/chat/completions" : "https://api.openai.com/v1/chat/completions";',
      'await fetch(url, { body: JSON.stringify({ model: cheap ? "mistral-large-latest" : "gpt-4o" }) });',
    ],
    [
      'no library -> mistral, api.mistral.ai, in global, observed : mistral/mistral-large-3 | chat',
      'no library -> mistral, api.mistral.ai, in global, observed : openai/gpt-4o | chat',
      'no library -> openai, api.openai.com, in global, observed : mistral/mistral-large-3 | chat',
      'no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat',
    ],
    [
      '1 endpoint https://api.mistral.ai/v1/chat/completions | URL of a request | high',
      '1 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high',
      '2 model-id gpt-4o | model of a request | high',
      '2 model-id mistral-large-latest | model of a request | high',
    ],
  ],
  [
    'a deployment nobody knows in the path',
    'app.py',
    ['import requests', 'requests.post("https://contoso.openai.azure.com/openai/deployments/house/chat/completions", json={})'],
    ['no library -> azure-openai, contoso.openai.azure.com, observed : unknown house | chat'],
    [
      '2 endpoint https://contoso.openai.azure.com/openai/deployments/house/chat/completions | URL of a request | high',
      '2 model-id house | model in a URL | low',
    ],
  ],
  [
    'an account and a model in the path',
    'app.py',
    ['import requests', 'requests.post("https://api-inference.huggingface.co/models/mistralai/Mistral-7B-Instruct-v0.3", json={})'],
    ['no library -> huggingface-inference, api-inference.huggingface.co, observed : mistral/mistral-7b-v0.3'],
    [
      '2 endpoint https://api-inference.huggingface.co/models/mistralai/Mistral-7B-Instruct-v0.3 | URL of a request | high',
      '2 model-id mistralai/Mistral-7B-Instruct-v0.3 | model in a URL | high',
    ],
  ],
  [
    'a model with a version in the path',
    'app.py',
    ['import requests', 'requests.post("https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1:0/invoke", json={})'],
    ['no library -> amazon-bedrock, bedrock-runtime.eu-central-1.amazonaws.com, eu-central-1, in DE, observed : anthropic/claude-3-haiku'],
    [
      '2 endpoint https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1:0/invoke | URL of a request | high',
      '2 model-id anthropic.claude-3-haiku-20240307-v1:0 | model in a URL | high',
    ],
  ],
  [
    'a host of either environment or default',
    'app.py',
    ['import os, requests', 'url = os.getenv("LLM_URL", "https://api.openai.com/v1/chat/completions")', 'requests.post(url, json={"model": "gpt-4o"})'],
    ['no library -> openai, api.openai.com, in global, observed, configurable : openai/gpt-4o | chat'],
    ['2 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high', '3 model-id gpt-4o | model of a request | high'],
  ],
  [
    'a key read from the environment',
    'app.ts',
    [
      'await fetch("https://api.openai.com/v1/chat/completions", { headers: { Authorization: process.env.OPENAI_API_KEY }, body: JSON.stringify({ model: "gpt-4o" }) });',
    ],
    ['no library -> openai, api.openai.com, in global, observed : openai/gpt-4o | chat'],
    [
      '1 endpoint https://api.openai.com/v1/chat/completions | URL of a request | high',
      '1 env-var OPENAI_API_KEY | argument Authorization | high',
      '1 model-id gpt-4o | model of a request | high',
    ],
  ],
];

test.each(CASES)('%s', async (_, path, lines, sites, evidence) => {
  const text = `${lines.join('\n')}\n`;
  expect(await sitesOf(path, text)).toEqual(sites);
  expect(await evidenceOf(path, text)).toEqual(evidence);
});
