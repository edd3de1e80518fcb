import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mask, maskKeys } from '../../src/util/mask.ts';
import { drawFrom, fakeSecrets, KEY_FORMATS } from '../support/fake-secrets.ts';

const ONE_OF_EACH = fakeSecrets(Object.keys(KEY_FORMATS).length, 11);

describe('a key', () => {
  test.each(ONE_OF_EACH)('of the format $format is masked where it stands in an expression', ({ secret }) => {
    expect(mask(`pick("${secret}", tier)`)).toBe('pick("***", tier)');
  });

  test.each(
    ONE_OF_EACH.filter(({ format }) => format !== 'cohere' && format !== 'mistral-like' && format !== 'aws secret key'),
  )('of the format $format is masked in an address', ({ secret }) => {
    expect(mask(`https://u:${secret}@api.example.test/v1?key=${secret}#${secret}`)).toBe('https://api.example.test/v1');
    expect(mask(`https://api.example.test/keys/${secret}/chat`)).not.toContain(secret);
  });

  test.each(ONE_OF_EACH)('of the format $format is masked though its end was cut off', ({ secret }) => {
    const cut = secret.slice(0, 34);
    expect(mask(`"${cut}"`)).not.toContain(cut);
  });
});

describe('credentials', () => {
  const password = ['hunt', 'er', '2'].join('');
  test.each([
    [`postgres://app:${password}@db.example.test:5432/vectors`, 'postgres://db.example.test:5432/vectors'],
    [`postgres://app:p@ss/${password}@db.example.test/vectors`, 'postgres://db.example.test/vectors'],
    [`mongodb+srv://app:${password}@cluster.example.test/?retryWrites=true`, 'mongodb+srv://cluster.example.test/'],
    [`redis://:${password}@cache.example.test:6379`, 'redis://cache.example.test:6379'],
    [`git+https://oauth2:${password}@git.example.test/team/sdk.git`, 'git+https://git.example.test/team/sdk.git'],
    [`HTTPS_PROXY=app:${password}@proxy.example.test:3128`, 'HTTPS_PROXY=proxy.example.test:3128'],
    [`Server=db.example.test;Password=${password}9;Database=vectors`, 'Server=db.example.test;Password=***;Database=vectors'],
    [`connect(password="${password}")`, 'connect(password="***")'],
    [`client('secret', "${password}")`, `client('secret', "***")`],
    [`Authorization: Bearer ${password}-long`, 'Authorization: Bearer ***'],
    [`--api-key ${password} --model small`, '--api-key *** --model small'],
    [`-----BEGIN RSA PRIVATE KEY-----\n${password}\n-----END RSA PRIVATE KEY-----`, '***'],
    [`-----BEGIN OPENSSH PRIVATE KEY-----\n${password}`, '***'],
  ])('of %s are masked', (written, shown) => {
    expect(mask(written)).toBe(shown);
  });

  test('keeping the query is for texts people wrote', () => {
    expect(maskKeys('https://tracker.example.test/browse?id=42#comment')).toBe('https://tracker.example.test/browse?id=42#comment');
  });
});

describe('what is not secret stays', () => {
  const sha1 = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';
  const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  test.each([
    'command-r-plus-08-2024',
    'computer-use-preview-2025-03-11',
    'gpt-4o-mini-transcribe-2025-12-15',
    'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8',
    'Qwen3-30B-A3B-GPTQ-Int4-W4A16-G128-FP8',
    'us.anthropic.claude-opus-4-1-20250805-v1:0',
    `stability-ai/sdxl:${sha256}`,
    'ft:gpt-4o-2024-08-06:acme-support:router-v3:9sKx0QpZ',
    'hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M',
    'hf_hub_download(repo_id="org/model", filename="model-00001-of-00002.safetensors")',
    'pplx-embed-context-v1-0.6b',
    'AutoModelForSeq2SeqLM.from_pretrained',
    `ollama/ollama:0.12.3@sha256:${sha256}`,
    `git+https://git.example.test/openai/openai-python.git@${sha1}`,
    `git+https://git.example.test/openai/openai-python.git#${sha1}`,
    sha1,
    sha256,
    `sha512-${'Ab3/'.repeat(21)}Zw==`,
    'npm:@anthropic-ai/sdk@0.71.2',
    'https://registry.example.test/@scope/sdk/-/sdk-1.2.3.tgz',
    'https://api.example.test:8443/v1@stable',
    'd3b07384-d9a0-4c9b-8f3a-1f2e3d4c5b6a',
    'process.env.OPENAI_API_KEY',
    'os.environ["ANTHROPIC_API_KEY"]',
    'api_key=settings.openai.api_key',
    'token=OPENAI_API_KEY',
    'max_tokens=4096, temperature=0.2',
    'src/generated/v2/20250101T120000Z/client.py',
    'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  ])('%s', (text) => {
    expect(mask(text)).toBe(text);
  });

  test('no id, name, host or word of the knowledge base is taken for a key', () => {
    const files = readdirSync('rules', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
    const words = new Set(files.flatMap((file) => readFileSync(join('rules', file), 'utf8').split(/[\s"',[\]{}()]+/)));
    expect(words.size).toBeGreaterThan(30_000);
    expect([...words].filter((word) => !word.includes('://') && maskKeys(word) !== word)).toEqual([]);
  });
});

test('most keys without any shape are known by their mixture', () => {
  const draw = drawFrom(5);
  const known = (length: number, alphabet?: string): number =>
    Array.from({ length: 400 }, () => draw.text(length, alphabet)).filter((key) => !mask(`pick("${key}")`).includes(key)).length / 400;
  expect(known(40)).toBeGreaterThan(0.97);
  expect(known(32)).toBeGreaterThan(0.94);
  expect(known(40, 'abcdefghijklmnopqrstuvwxyz0123456789')).toBeGreaterThan(0.93);
  expect(known(32, '0123456789abcdef')).toBe(1);
});

test('masking twice is masking once', () => {
  for (const { secret } of fakeSecrets(300, 3)) {
    const once = mask(`https://u:${secret}@h.example.test/${secret}?k=${secret} api_key="${secret}" Bearer ${secret}`);
    expect(mask(once)).toBe(once);
  }
});
