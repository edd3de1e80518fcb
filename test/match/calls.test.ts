/** Calls through libraries: which client reaches what, and which model is asked for. */
import { expect, test } from 'vitest';
import { evidenceOf, sitesOf } from '../support/matched.ts';

/** What it is, the file, its text, the sites, the evidence. A table, hence the length. */
const CASES: readonly (readonly [string, string, readonly string[], readonly string[], readonly string[]])[] = [
  [
    'a client and a request',
    'app.py',
    ['from openai import OpenAI', 'client = OpenAI()', 'client.chat.completions.create(model="gpt-4o", messages=[])'],
    ['openai -> openai, api.openai.com, in global, default : openai/gpt-4o | chat, endpoint from env:OPENAI_BASE_URL'],
    [
      '1 import openai | import | high',
      '2 import openai.OpenAI | client of OpenAI SDK | high',
      '3 import chat.completions.create | call through OpenAI SDK | high',
      '3 model-id gpt-4o | chat.completions.create(model) | high',
    ],
  ],
  [
    'a client nobody asks anything',
    'app.py',
    ['from openai import OpenAI', 'client = OpenAI(base_url="https://api.mistral.ai/v1")'],
    ['openai -> mistral, api.mistral.ai, in global, observed : no model | bare'],
    [
      '1 import openai | import | high',
      '2 endpoint https://api.mistral.ai/v1 | base URL of a client | high',
      '2 import openai.OpenAI | client of OpenAI SDK | high',
    ],
  ],
  [
    'a client with a model nobody asks anything',
    'app.py',
    ['from langchain_openai import ChatOpenAI', 'llm = ChatOpenAI(model="gpt-4o")'],
    ['langchain-openai -> openai, api.openai.com, in global, default : openai/gpt-4o | chat, endpoint from env:OPENAI_API_BASE+env:OPENAI_BASE_URL'],
    [
      '1 import langchain_openai | import | high',
      '2 import langchain_openai.ChatOpenAI | call of LangChain for OpenAI | high',
      '2 model-id gpt-4o | ChatOpenAI(...) | high',
    ],
  ],
  [
    'a client with the base URL from the environment',
    'app.py',
    [
      'import os',
      'from openai import OpenAI',
      'client = OpenAI(base_url=os.environ["LLM_URL"])',
      'client.chat.completions.create(model="gpt-4o", messages=[])',
    ],
    ['openai -> unknown, configurable : openai/gpt-4o | chat, endpoint from env:LLM_URL'],
    [
      '2 import openai | import | high',
      '3 import openai.OpenAI | client of OpenAI SDK | high',
      '4 import chat.completions.create | call through OpenAI SDK | high',
      '4 model-id gpt-4o | chat.completions.create(model) | high',
    ],
  ],
  [
    'a model from the environment with a default',
    'app.py',
    ['import os', 'from openai import OpenAI', 'OpenAI().chat.completions.create(model=os.getenv("MODEL", "gpt-4o"), messages=[])'],
    [
      'openai -> openai, api.openai.com, in global, default : openai/gpt-4o | model configurable, chat, model from env:MODEL, endpoint from env:OPENAI_BASE_URL',
    ],
    [
      '2 import openai | import | high',
      '3 import openai.OpenAI | client of OpenAI SDK | high',
      '3 model-id gpt-4o | chat.completions.create(model), default | high',
    ],
  ],
  [
    'a model from the environment',
    'app.py',
    ['import os', 'from openai import OpenAI', 'OpenAI().chat.completions.create(model=os.environ["MODEL"], messages=[])'],
    ['openai -> openai, api.openai.com, in global, default : dynamic environment MODEL | chat, model from env:MODEL, endpoint from env:OPENAI_BASE_URL'],
    ['2 import openai | import | high', '3 import openai.OpenAI | client of OpenAI SDK | high'],
  ],
  [
    'a parameter for a model',
    'app.py',
    ['from openai import OpenAI', 'def ask(model):', '    OpenAI().chat.completions.create(model=model, messages=[])'],
    ['openai -> openai, api.openai.com, in global, default : dynamic model | chat, model from argument:app.py#ask:model, endpoint from env:OPENAI_BASE_URL'],
    ['1 import openai | import | high', '3 import openai.OpenAI | client of OpenAI SDK | high'],
  ],
  [
    'either of two models',
    'app.py',
    ['from openai import OpenAI', 'OpenAI().chat.completions.create(model="gpt-4o" if fast else "gpt-4o-mini", messages=[])'],
    [
      'openai -> openai, api.openai.com, in global, default : openai/gpt-4o | chat, endpoint from env:OPENAI_BASE_URL',
      'openai -> openai, api.openai.com, in global, default : openai/gpt-4o-mini | chat, endpoint from env:OPENAI_BASE_URL',
    ],
    [
      '1 import openai | import | high',
      '2 import openai.OpenAI | client of OpenAI SDK | high',
      '2 model-id gpt-4o | chat.completions.create(model) | high',
      '2 model-id gpt-4o-mini | chat.completions.create(model) | high',
    ],
  ],
  [
    'options handed through whole',
    'app.py',
    ['from openai import OpenAI', 'OpenAI().chat.completions.create(**options)'],
    ['openai -> openai, api.openai.com, in global, default : dynamic options options | chat, endpoint from env:OPENAI_BASE_URL'],
    ['1 import openai | import | high', '2 import openai.OpenAI | client of OpenAI SDK | high'],
  ],
  [
    'a model that is None',
    'app.py',
    ['from openai import OpenAI', 'OpenAI().chat.completions.create(model=None, messages=[])'],
    ['openai -> openai, api.openai.com, in global, default : no model | chat, endpoint from env:OPENAI_BASE_URL'],
    ['1 import openai | import | high', '2 import openai.OpenAI | client of OpenAI SDK | high'],
  ],
  [
    'a model some call works out',
    'app.py',
    ['from openai import OpenAI', 'OpenAI().chat.completions.create(model=pick(), messages=[])'],
    ['openai -> openai, api.openai.com, in global, default : dynamic pick() | chat, endpoint from env:OPENAI_BASE_URL'],
    ['1 import openai | import | high', '2 import openai.OpenAI | client of OpenAI SDK | high'],
  ],
  [
    'state kept by the provider',
    'app.py',
    ['from openai import OpenAI', 'OpenAI().beta.threads.create()'],
    ['openai -> openai, api.openai.com, in global, default : no model | agent, keeps, endpoint from env:OPENAI_BASE_URL'],
    ['1 import openai | import | high', '2 import openai.OpenAI | client of OpenAI SDK | high'],
  ],
  [
    'a request through an object from elsewhere',
    'app.py',
    ['def ask(client):', '    return client.chat.completions.create(model="gpt-4o", messages=[])'],
    ['no library -> unknown : openai/gpt-4o | chat, medium, floating anthropic+groq+openai+together'],
    ['2 import client.chat.completions.create | call of Groq SDK | medium', '2 model-id gpt-4o | client.chat.completions.create(model) | high'],
  ],
  [
    'such a request in a file that imports the library',
    'app.py',
    ['import openai', 'def ask(client):', '    return client.chat.completions.create(model="gpt-4o", messages=[])'],
    ['openai -> unknown : openai/gpt-4o | chat, floating openai'],
    [
      '1 import openai | import | high',
      '3 import client.chat.completions.create | call of OpenAI SDK | high',
      '3 model-id gpt-4o | client.chat.completions.create(model) | high',
    ],
  ],
  ['such a request without a model', 'app.py', ['def ask(client):', '    return client.chat.completions.create(messages=[])'], [], []],
  [
    'words of a path that are too few',
    'app.py',
    ['def ask(client):', '    return client.completions.create(model="gpt-4o")'],
    ['no library -> unknown : openai/gpt-4o | medium'],
    ['2 model-id gpt-4o | model = | medium'],
  ],
  [
    'weights by name',
    'app.py',
    ['from transformers import AutoModelForCausalLM', 'AutoModelForCausalLM.from_pretrained("mistralai/Mistral-7B-Instruct-v0.3")'],
    ['transformers -> in premises, observed : mistral/mistral-7b-v0.3 | pulled'],
    [
      '1 import transformers | import | high',
      '2 import transformers.AutoModelForCausalLM.from_pretrained | call of Hugging Face Transformers | high',
      '2 model-id mistralai/Mistral-7B-Instruct-v0.3 | AutoModelForCausalLM.from_pretrained(...) | high',
    ],
  ],
  [
    'weights by name and revision',
    'app.py',
    [
      'from transformers import AutoModelForCausalLM',
      'AutoModelForCausalLM.from_pretrained("mistralai/Mistral-7B-Instruct-v0.3", revision="e0bc86c23ce5aae1db576c8cca6f06f1f73af2db")',
    ],
    ['transformers -> in premises, observed : mistral/mistral-7b-v0.3 | pinned'],
    [
      '1 import transformers | import | high',
      '2 import transformers.AutoModelForCausalLM.from_pretrained | call of Hugging Face Transformers | high',
      '2 model-id mistralai/Mistral-7B-Instruct-v0.3 | AutoModelForCausalLM.from_pretrained(...) | high',
    ],
  ],
  [
    'weights at the branch everybody has',
    'app.py',
    ['from transformers import AutoModelForCausalLM', 'AutoModelForCausalLM.from_pretrained("mistralai/Mistral-7B-Instruct-v0.3", revision="main")'],
    ['transformers -> in premises, observed : mistral/mistral-7b-v0.3 | pulled'],
    [
      '1 import transformers | import | high',
      '2 import transformers.AutoModelForCausalLM.from_pretrained | call of Hugging Face Transformers | high',
      '2 model-id mistralai/Mistral-7B-Instruct-v0.3 | AutoModelForCausalLM.from_pretrained(...) | high',
    ],
  ],
  [
    'weights in a folder',
    'app.py',
    ['from transformers import AutoModelForCausalLM', 'AutoModelForCausalLM.from_pretrained("./weights/house-7b")'],
    ['transformers -> in premises, observed : unknown ./weights/house-7b | pinned'],
    [
      '1 import transformers | import | high',
      '2 import transformers.AutoModelForCausalLM.from_pretrained | call of Hugging Face Transformers | high',
      '2 model-id ./weights/house-7b | AutoModelForCausalLM.from_pretrained(...) | low',
    ],
  ],
  [
    'a data set by name',
    'app.py',
    ['from datasets import load_dataset', 'load_dataset("squad")'],
    ['datasets -> huggingface-hub, huggingface.co, in global, default : no model | dataset'],
    ['1 import datasets | import | high', '2 dataset squad | load_dataset(...) | high'],
  ],
  [
    "a data set of one's own files",
    'app.py',
    ['from datasets import load_dataset', 'load_dataset("json", data_files="a.json")'],
    [],
    ['1 import datasets | import | high', '2 dataset json | load_dataset(...) | high'],
  ],
  [
    'a data set named at run time',
    'app.py',
    ['from datasets import load_dataset', 'def load(name):', '    return load_dataset(name)'],
    ['datasets -> huggingface-hub, huggingface.co, in global, default : no model | dataset'],
    ['1 import datasets | import | high', '3 import datasets.load_dataset | call of Hugging Face Datasets | high'],
  ],
  [
    'a provider named by an argument',
    'app.py',
    ['from langchain.chat_models import init_chat_model', 'init_chat_model("gpt-4o", model_provider="openai")'],
    ['langchain -> openai, observed : openai/gpt-4o | chat'],
    [
      '1 import langchain.chat_models | import | high',
      '2 import langchain.chat_models.init_chat_model | call of LangChain | high',
      '2 model-id gpt-4o | init_chat_model(...) | high',
    ],
  ],
  [
    'a gateway library with a prefix',
    'app.py',
    ['from litellm import completion', 'completion(model="groq/llama-3.3-70b-versatile", messages=[])'],
    ['litellm -> groq, api.groq.com, observed : meta/llama-3.3 | chat'],
    [
      '1 import litellm | import | high',
      '2 import litellm.completion | call of LiteLLM | high',
      '2 model-id groq/llama-3.3-70b-versatile | completion(...) | high',
    ],
  ],
  [
    'a gateway library with stand-ins',
    'app.py',
    ['from litellm import completion', 'completion(model="gpt-4o", fallbacks=["claude-opus-4-8"], messages=[])'],
    ['litellm -> unknown : openai/gpt-4o | chat, fallback', 'litellm -> unknown : anthropic/claude-opus-4-8 | chat, fallback'],
    [
      '1 import litellm | import | high',
      '2 import litellm.completion | call of LiteLLM | high',
      '2 model-id claude-opus-4-8 | fallbacks[] | high',
      '2 model-id gpt-4o | completion(...) | high',
    ],
  ],
  [
    'a command sent through a client',
    'app.ts',
    [
      'import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";',
      'const client = new BedrockRuntimeClient({ region: "eu-central-1" });',
      'client.send(new InvokeModelCommand({ modelId: "anthropic.claude-3-haiku-20240307-v1:0" }));',
    ],
    ['aws-bedrock -> amazon-bedrock, eu-central-1, in DE, default : anthropic/claude-3-haiku'],
    [
      '1 import @aws-sdk/client-bedrock-runtime | import | high',
      '2 import @aws-sdk/client-bedrock-runtime.BedrockRuntimeClient | client of AWS SDK for Amazon Bedrock | high',
      '3 import send | call through AWS SDK for Amazon Bedrock | high',
      '3 model-id anthropic.claude-3-haiku-20240307-v1:0 | send(model) | high',
    ],
  ],
  [
    'a client wrapped by another',
    'app.py',
    [
      'import instructor',
      'from openai import OpenAI',
      'client = instructor.from_openai(OpenAI(base_url="https://api.mistral.ai/v1"))',
      'client.chat.completions.create(model="mistral-large-latest", messages=[])',
    ],
    ['openai -> mistral, api.mistral.ai, in global, observed : mistral/mistral-large-3 | chat'],
    [
      '1 import instructor | import | high',
      '2 import openai | import | high',
      '3 endpoint https://api.mistral.ai/v1 | base URL of a client | high',
      '3 import instructor.from_openai | client of Instructor | high',
      '3 import openai.OpenAI | client of OpenAI SDK | high',
      '4 import chat.completions.create | call through OpenAI SDK | high',
      '4 model-id mistral-large-latest | chat.completions.create(model) | high',
    ],
  ],
  [
    'a client given on with other options',
    'app.py',
    [
      'from openai import OpenAI',
      'client = OpenAI(base_url="https://api.mistral.ai/v1").with_options(timeout=3)',
      'client.chat.completions.create(model="mistral-large-latest", messages=[])',
    ],
    ['openai -> mistral, api.mistral.ai, in global, observed : mistral/mistral-large-3 | chat'],
    [
      '1 import openai | import | high',
      '2 endpoint https://api.mistral.ai/v1 | base URL of a client | high',
      '2 import openai.OpenAI | client of OpenAI SDK | high',
      '3 import chat.completions.create | call through OpenAI SDK | high',
      '3 model-id mistral-large-latest | chat.completions.create(model) | high',
    ],
  ],
  [
    'a resource of Azure by its name',
    'app.ts',
    [
      'import { createAzure } from "@ai-sdk/azure";',
      'import { generateText } from "ai";',
      'const azure = createAzure({ resourceName: "contoso" });',
      'generateText({ model: azure("gpt-4o"), prompt: "" });',
    ],
    ['ai-sdk-azure -> azure-openai, default : openai/gpt-4o'],
    [
      '1 import @ai-sdk/azure | import | high',
      '2 import ai | import | high',
      '3 import @ai-sdk/azure.createAzure | client of AI SDK provider for Azure OpenAI | high',
      '4 import createAzure | call through AI SDK provider for Azure OpenAI | high',
      '4 model-id gpt-4o | createAzure(model) | high',
    ],
  ],
  [
    'a region of a session',
    'app.py',
    [
      'import boto3',
      'session = boto3.Session(region_name="eu-central-1")',
      'client = session.client("bedrock-runtime")',
      'client.invoke_model(modelId="anthropic.claude-3-haiku-20240307-v1:0")',
    ],
    ['boto3 -> amazon-bedrock, eu-central-1, in DE, default : anthropic/claude-3-haiku'],
    [
      '1 import boto3 | import | high',
      '3 import client | client of AWS SDK for Python | high',
      '4 import invoke_model | call through AWS SDK for Python | high',
      '4 model-id anthropic.claude-3-haiku-20240307-v1:0 | invoke_model(model) | high',
    ],
  ],
  [
    'a region nobody knows',
    'app.py',
    ['import boto3', 'client = boto3.client("bedrock-runtime", region_name="mars-1")', 'client.invoke_model(modelId="anthropic.claude-3-haiku-20240307-v1:0")'],
    ['boto3 -> amazon-bedrock, default : anthropic/claude-3-haiku | endpoint from region env:AWS_REGION+region env:AWS_DEFAULT_REGION'],
    [
      '1 import boto3 | import | high',
      '2 import boto3.client | client of AWS SDK for Python | high',
      '3 import invoke_model | call through AWS SDK for Python | high',
      '3 model-id anthropic.claude-3-haiku-20240307-v1:0 | invoke_model(model) | high',
    ],
  ],
  [
    'the same call twice',
    'app.py',
    [
      'from openai import OpenAI',
      'client = OpenAI()',
      'client.chat.completions.create(model="gpt-4o", messages=[])',
      'client.chat.completions.create(model="gpt-4o", messages=[])',
    ],
    [
      'openai -> openai, api.openai.com, in global, default : openai/gpt-4o | chat, endpoint from env:OPENAI_BASE_URL',
      'openai -> openai, api.openai.com, in global, default : openai/gpt-4o | chat, endpoint from env:OPENAI_BASE_URL',
    ],
    [
      '1 import openai | import | high',
      '2 import openai.OpenAI | client of OpenAI SDK | high',
      '3 import chat.completions.create | call through OpenAI SDK | high',
      '3 model-id gpt-4o | chat.completions.create(model) | high',
      '4 import chat.completions.create | call through OpenAI SDK | high',
      '4 model-id gpt-4o | chat.completions.create(model) | high',
    ],
  ],
  [
    'an own function of the same name',
    'app.py',
    ['class OpenAI:', '    pass', 'client = OpenAI()', 'client.chat.completions_create(model="gpt-4o")'],
    ['no library -> unknown : openai/gpt-4o | medium'],
    ['4 model-id gpt-4o | model = | medium'],
  ],
  [
    'a C# method that a package adds',
    'Program.cs',
    ['using Microsoft.SemanticKernel;', 'var builder = Kernel.CreateBuilder();', 'builder.AddOpenAIChatCompletion("gpt-4o", key);'],
    ['semantic-kernel -> openai, api.openai.com, in global, default : openai/gpt-4o | chat'],
    [
      '1 import Microsoft.SemanticKernel | import | high',
      '3 import AddOpenAIChatCompletion | call of Semantic Kernel | high',
      '3 model-id gpt-4o | AddOpenAIChatCompletion(...) | high',
    ],
  ],
  [
    'a helper of a library',
    'app.py',
    ['from langchain_core.prompts import format_document', 'format_document("gpt-4o")'],
    [],
    ['1 import langchain_core.prompts | import | high', '2 model-id gpt-4o | listed | low'],
  ],
];

test.each(CASES)('%s', async (_, path, lines, sites, evidence) => {
  const text = `${lines.join('\n')}\n`;
  expect(await sitesOf(path, text)).toEqual(sites);
  expect(await evidenceOf(path, text)).toEqual(evidence);
});
