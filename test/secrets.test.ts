// Two hundred secrets in every place one is left in, next to what is reported: none of them in anything this program prints or writes.
import { describe, expect, test } from 'vitest';
import { everyOutput } from './support/every-output.ts';
import { fakeSecrets } from './support/fake-secrets.ts';
import { repository } from './support/repository.ts';
import { runCli } from './support/run-cli.ts';

const COUNT = 200;

/** Where people leave them. Each takes as many secrets as it has places, and is made again until all are planted. */
const PLACES: readonly { readonly path: string; readonly text: (secret: () => string) => string }[] = [
  {
    path: 'client.py',
    text: (s) =>
      `from openai import OpenAI\nclient = OpenAI(api_key="${s()}", base_url="https://user:${s()}@api.deepseek.com/v1?key=${s()}")\nclient.chat.completions.create(model="deepseek-chat", messages=[])\n`,
  },
  {
    path: 'chosen.py',
    text: (s) =>
      `import os\nfrom openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model=pick("${s()}", tier), messages=[])\nclient.chat.completions.create(model=os.environ.get("CHAT_MODEL", "${s()}"), messages=[])\nclient.chat.completions.create(model=f"{region}-${s()}", messages=[])\n`,
  },
  {
    path: 'mistaken.py',
    text: (s) => `from langchain_openai import ChatOpenAI\nllm = ChatOpenAI("${s()}")\nother = ChatOpenAI(model="${s()}", base_url="${s()}")\n`,
  },
  {
    path: 'client.ts',
    text: (s) =>
      `import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: '${s()}', baseURL: process.env.BASE ?? 'https://${s()}@api.openai.com/v1#${s()}' });\nawait client.responses.create({ model: route({ token: '${s()}' }), input: '' });\n`,
  },
  {
    path: 'fetch.js',
    text: (s) =>
      `await fetch('https://api.anthropic.com/v1/messages?api_key=${s()}', { method: 'POST', headers: { 'x-api-key': '${s()}', Authorization: 'Bearer ${s()}' }, body: JSON.stringify({ model: 'claude-sonnet-4-5', messages: [] }) });\n`,
  },
  {
    path: '.env',
    text: (s) => `OPENAI_API_KEY=${s()}\nOPENAI_BASE_URL=https://gateway:${s()}@llm.internal.example.test/v1?sig=${s()}\nANTHROPIC_MODEL=${s()}\n`,
  },
  {
    path: 'litellm.yaml',
    text: (s) =>
      `model_list:\n  - model_name: fast\n    litellm_params:\n      model: openai/gpt-5.5\n      api_key: ${s()}\n      api_base: https://llm.internal.example.test/v1?code=${s()}\n  - model_name: ${s()}\n    litellm_params: { model: "openai/${s()}" }\n`,
  },
  {
    path: 'notebook.ipynb',
    text: (s) =>
      `${JSON.stringify(
        {
          cells: [
            {
              cell_type: 'code',
              execution_count: 1,
              metadata: {},
              outputs: [{ output_type: 'stream', name: 'stdout', text: [`key ${s()}\n`] }],
              source: [
                'from anthropic import Anthropic\n',
                `client = Anthropic(api_key="${s()}")\n`,
                `client.messages.create(model=latest("${s()}"), max_tokens=9, messages=[])\n`,
                `# sovaudit-ignore[cloud/foreign-operator] until=${s()}: see ${s()}\n`,
              ],
            },
          ],
          metadata: { language_info: { name: 'python' } },
          nbformat: 4,
          nbformat_minor: 5,
        },
        null,
        1,
      )}\n`,
  },
  {
    path: 'main.tf',
    text: (s) =>
      `variable "key" { default = "${s()}" }\nresource "azurerm_cognitive_deployment" "chat" {\n  name = "chat-${s()}"\n  model { format = "OpenAI"\n name = "gpt-4o"\n version = "${s()}" }\n  tags = { key = "${s()}" }\n}\nresource "aws_sagemaker_endpoint_configuration" "e" {\n  name = "${s()}"\n}\n`,
  },
  {
    path: 'compose.yaml',
    text: (s) =>
      `services:\n  llm:\n    image: registry:${s()}@registry.example.test/ollama/ollama:0.12\n    command: ["--api-key", "${s()}", "--model", "qwen3:8b"]\n    environment:\n      OPENAI_API_KEY: ${s()}\n      OPENAI_BASE_URL: http://u:${s()}@llm:8000/v1\n`,
  },
  {
    path: 'Dockerfile',
    text: (s) =>
      `FROM vllm/vllm-openai:v0.11\nENV OPENAI_API_KEY=${s()}\nRUN curl -H "Authorization: Bearer ${s()}" -d '{"model":"mistral-large-latest","key":"${s()}"}' https://api.mistral.ai/v1/chat/completions\nCMD ["--model", "Qwen/Qwen3-8B", "--api-key", "${s()}"]\n`,
  },
  {
    path: 'ask.sh',
    text: (s) =>
      `export GROQ_API_KEY='${s()}'\ncurl -u "me:${s()}" "https://api.groq.com/openai/v1/chat/completions?token=${s()}" -d '{"model":"'$(pick ${s()})'"}'\nvllm serve mistralai/Mistral-7B-Instruct-v0.3 --api-key ${s()}\n`,
  },
  {
    path: 'package-lock.json',
    text: (s) =>
      `${JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: { '': { dependencies: { openai: `git+https://${s()}@git.example.test/openai.git#${s()}` } }, 'node_modules/openai': { version: `git+https://x:${s()}@git.example.test/openai.git`, resolved: `https://u:${s()}@npm.example.test/openai/-/openai-6.1.0.tgz?token=${s()}` } } }, null, 2)}\n`,
  },
  {
    path: 'package.json',
    text: (s) => `{\n  "dependencies": {\n    "openai": "https://u:${s()}@npm.example.test/openai.tgz?key=${s()}",\n    "ollama": "${s()}"\n  }\n}\n`,
  },
  {
    path: 'requirements.txt',
    text: (s) =>
      `--extra-index-url https://u:${s()}@pypi.example.test/simple\nopenai @ git+https://oauth2:${s()}@git.example.test/openai/openai-python.git@main\nanthropic==1.0+${s()}\n`,
  },
  {
    path: 'accepted.py',
    text: (s) =>
      `from openai import OpenAI\n# sovaudit-ignore[cloud/foreign-operator, data/${s()}]: the key ${s()} is rotated by "${s()}"\nOpenAI().responses.create(model="gpt-5.5")\n# sovaudit-ignore: ${s()}\nOpenAI().responses.create(model="gpt-5.4")\n# sovaudit-ignore[model/closed] until=${s()}: later\nOpenAI().responses.create(model="gpt-5.3")\n`,
  },
  {
    path: 'mcp.json',
    text: (s) =>
      `${JSON.stringify({ mcpServers: { files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-github', '--token', s(), `--url=https://u:${s()}@mcp.example.test`], env: { GITHUB_TOKEN: s() } }, far: { url: `https://mcp.example.test/${s()}/sse?key=${s()}`, headers: { Authorization: `Bearer ${s()}` } } } }, null, 2)}\n`,
  },
  {
    path: 'Store.java',
    text: (s) =>
      `import com.openai.client.okhttp.OpenAIOkHttpClient;\nclass Store {\n  Object client = OpenAIOkHttpClient.builder().apiKey("${s()}").baseUrl("https://k:${s()}@api.openai.com/v1").build();\n  Object model = dev.langchain4j.model.openai.OpenAiChatModel.builder().apiKey("${s()}").modelName(choose("${s()}")).build();\n}\n`,
  },
  {
    path: 'main.go',
    text: (s) =>
      `package main\n\nimport "github.com/openai/openai-go"\nimport "github.com/openai/openai-go/option"\n\nfunc main() {\n\tclient := openai.NewClient(option.WithAPIKey("${s()}"), option.WithBaseURL("https://u:${s()}@api.moonshot.cn/v1?k=${s()}"))\n\t_ = client\n}\n`,
  },
  { path: 'broken.yaml', text: (s) => `openai:\n  api_key: "${s()}\n  model: gpt-5.5: ${s()}\n\t- ${s()}\n` },
  { path: 'broken.json', text: (s) => `{ "model": "gpt-5.5", "api_key": ${s()}, "base_url": "https://api.openai.com/v1?x=${s()} }\n` },
  { path: 'broken.toml', text: (s) => `[openai]\nmodel = "gpt-5.5"\napi_key = ${s()}\n` },
  {
    path: 'model.py',
    text: (s) =>
      `from transformers import AutoModel\nfrom huggingface_hub import hf_hub_download\nAutoModel.from_pretrained("mistralai/Mistral-7B-v0.3", token="${s()}", revision="${s()}")\nhf_hub_download(repo_id="org/${s()}", filename="model.safetensors")\n`,
  },
  {
    path: 'ask.sql',
    text: (s) =>
      `SELECT ai_query('databricks-claude-sonnet-4', '${s()}');\nCREATE EXTERNAL MODEL m WITH (LOCATION = 'https://api.openai.com/v1/embeddings?key=${s()}', MODEL = '${s()}');\n`,
  },
  {
    path: 'ask.rb',
    text: (s) =>
      `require "openai"\nclient = OpenAI::Client.new(access_token: "${s()}", uri_base: "https://u:${s()}@api.openai.com")\nclient.chat(parameters: { model: pick("${s()}") })\n`,
  },
  {
    path: 'ask.php',
    text: (s) => `<?php\n$client = OpenAI::client('${s()}');\n$client->chat()->create(['model' => config('llm', '${s()}')]);\n`,
  },
];

function planted(): {
  readonly files: Record<string, string>;
  readonly secrets: readonly { readonly format: string; readonly secret: string; readonly path: string }[];
} {
  const keys = fakeSecrets(COUNT, 2026);
  const files: Record<string, string> = {};
  const secrets: { format: string; secret: string; path: string }[] = [];
  let next = 0;
  for (let round = 0; next < COUNT; round++) {
    for (const { path, text } of PLACES) {
      const full = `part-${round}/${path}`;
      files[full] = text(() => {
        const key = keys[next++ % COUNT] as (typeof keys)[number];
        secrets.push({ ...key, path: full });
        return key.secret;
      });
    }
  }
  return { files, secrets };
}

describe('two hundred planted secrets', async () => {
  const { files, secrets } = planted();

  test('none of them, and no half of one, is in anything that is printed or written', async () => {
    const root = repository(files);
    const outputs = await everyOutput(root);
    expect(outputs.size).toBeGreaterThan(25);
    // The tree is really read: next to the keys stands what is reported.
    expect([...(outputs.get('report.json') ?? '').matchAll(/"path": "(part-0\/[^"]*)"/g)].map(([, path]) => path)).toEqual(
      expect.arrayContaining(PLACES.map(({ path }) => `part-0/${path}`).filter((path) => !/broken\.json|ask\.sql|main\.tf/.test(path))),
    );
    const told = secrets.flatMap(({ format, secret, path }) =>
      [...outputs].filter(([, text]) => halves(secret).some((part) => text.includes(part))).map(([name]) => `${format} of ${path} in ${name}`),
    );
    expect(told).toEqual([]);
  }, 120_000);

  test('nor does looking one up repeat it', async () => {
    for (const { secret } of secrets.filter((_, at) => at % 9 === 0)) {
      for (const argv of [
        ['lookup', secret],
        ['lookup', secret, '--json'],
      ]) {
        const { stdout, stderr } = await runCli(argv);
        expect(`${stdout}${stderr}`).not.toContain(secret);
      }
    }
  }, 60_000);
});

/** The secret, and the two ends of it where half a secret is worth something. */
function halves(secret: string): string[] {
  const half = Math.ceil(secret.length / 2);
  return half < 14 ? [secret] : [secret, secret.slice(-half), secret.slice(secret.length - half - 6, -6)];
}
