import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

interface Answer {
  readonly query: string;
  readonly match: string | null;
  readonly kind: string | null;
  readonly model: {
    readonly id: string | null;
    readonly family: string | null;
    readonly developer: { readonly id: string | null; readonly country: string | null };
    readonly base: string | null;
  } | null;
  readonly service: {
    readonly id: string;
    readonly place: string | null;
    readonly operator: { readonly id: string | null; readonly country: string | null };
  } | null;
  readonly package: { readonly id: string; readonly purl: string } | null;
  readonly events: readonly { readonly id: string; readonly about: string; readonly status: string | null }[];
  readonly facts: readonly { readonly claim: string; readonly source: string | null; readonly asOf: string | null; readonly basis: string }[];
  readonly suggestion: string | null;
}

async function lookup(...args: string[]): Promise<Answer[]> {
  const { code, stdout } = await runCli(['lookup', '--json', ...args]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Answer[];
}

const kindOf = async (text: string) => {
  const [answer] = await lookup(text);
  return [answer?.kind, answer?.model?.id ?? answer?.service?.id ?? answer?.package?.id ?? null];
};

describe('what a text is', () => {
  test.each([
    ['gpt-5.5', 'model', 'openai/gpt-5.5'],
    ['https://huggingface.co/unsloth/gpt-oss-20b-GGUF', 'model', 'openai/gpt-oss-20b'],
    ['pkg:huggingface/zai-org/GLM-5.2', 'model', 'zhipu/glm-5.2'],
    ['openai/gpt-5.5', 'model', 'openai/gpt-5.5'],
    ['GLM-5.2', 'model', 'zhipu/glm-5.2'],
    ['o1', 'model', 'openai/o1'],
    ['api.deepseek.com', 'service', 'deepseek'],
    ['https://api.mistral.ai/v1/chat/completions', 'service', 'mistral'],
    ['openai', 'service', 'openai'],
    ['ANTHROPIC_API_KEY', 'env-var', 'anthropic'],
  ])('%s is a %s', async (text, kind, id) => {
    expect(await kindOf(text)).toEqual([kind, id]);
  });

  test.each(['llama-index', 'pkg:pypi/llama-index@0.12.1', 'llama_index', 'pkg:npm/%40anthropic-ai/sdk'])('%s is a package, not a model', async (text) => {
    const [answer] = await lookup(text);
    expect(answer).toMatchObject({ kind: 'package', match: 'exact', model: null });
  });

  test.each([
    ['apache-2.0', 'license'],
    ['us-fable5-2026', 'event'],
    ['us-cloud-act', 'regime'],
    ['cloud/foreign-operator', 'rule'],
    ['eu-regulated', 'profile'],
    ['organizations/anthropic', 'organization'],
    ['Massachusetts Institute of Technology', 'organization'],
  ])('%s is a %s', async (text, kind) => {
    const [answer] = await lookup(text);
    expect(answer?.kind).toBe(kind);
  });
});

describe('the answer in JSON', () => {
  test('keeps maker, operator and place apart', async () => {
    const [answer] = await lookup('eu.deepseek.v3.2');
    expect(answer?.model?.developer).toMatchObject({ id: 'deepseek', country: 'CN' });
    expect(answer?.service).toMatchObject({ id: 'amazon-bedrock', place: 'EU', operator: { id: 'amazon', country: 'US' } });
  });

  test('a region in a host is the place of its own vendor', async () => {
    const [answer] = await lookup('https://bedrock-runtime.eu-west-2.amazonaws.com/');
    expect(answer).toMatchObject({ match: 'pattern', kind: 'service', service: { id: 'amazon-bedrock', place: 'GB' } });
  });

  test('an unknown version names the family and no model', async () => {
    const [answer] = await lookup('glm-5.97');
    expect(answer).toMatchObject({ match: 'pattern', model: { id: null, family: 'zhipu/glm', developer: { country: 'CN' } } });
  });

  test('an adaptation by somebody unknown has an unknown developer and a base', async () => {
    const [answer] = await lookup('someone/llama-3-8b-bakery');
    expect(answer).toMatchObject({ match: 'lineage', model: { id: null, developer: { id: null, country: null }, base: 'meta/llama' } });
  });

  test('what nobody knows is null, with something near it', async () => {
    const [answer] = await lookup('deepseek-chta');
    expect(answer).toMatchObject({ match: null, kind: null, model: null, service: null, package: null, events: [], suggestion: 'deepseek-chat' });
  });

  test('a look-alike is unknown', async () => {
    expect((await lookup('sonar-scanner', 'nova-compute', 'flux-system')).map(({ match }) => match)).toEqual([null, null, null]);
  });

  test('every fact has its basis, and what was read its date', async () => {
    const [answer] = await lookup('glm-5.2');
    expect(answer?.facts.length).toBeGreaterThan(3);
    for (const { basis, asOf } of answer?.facts ?? []) expect(basis === 'background' ? asOf === null : /^\d{4}-\d{2}-\d{2}$/.test(asOf ?? '')).toBe(true);
  });

  test('events that name the model come first, in their state on the day', async () => {
    const statusOn = async (date: string) => {
      const [answer] = await lookup('claude-fable-5', '--as-of', date);
      return answer?.events.find(({ id }) => id === 'us-fable5-2026')?.status;
    };
    expect(await statusOn('2026-06-20')).toBe('in_force');
    expect(await statusOn('2026-07-15')).toBe('lifted');
    expect(await statusOn('2026-01-01')).toBeNull();
    expect((await lookup('claude-fable-5'))[0]?.events[0]?.about).toBe('model');
  });
});

describe('many texts', () => {
  test('are answered in their order', async () => {
    expect((await lookup('glm-5.2', 'nobody-knows-this', 'gpt-5.5')).map(({ query, match }) => [query, match])).toEqual([
      ['glm-5.2', 'exact'],
      ['nobody-knows-this', null],
      ['gpt-5.5', 'exact'],
    ]);
  });

  test('--stdin reads one per line, in chunks that break anywhere; empty lines do not count', async () => {
    const bytes = new TextEncoder().encode('glm-5.2\r\n\n  gpt-5.5 \nModèle-maison\n');
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const out: string[] = [];
    const streams = { stdout: { write: (text: string) => out.push(text) }, stderr: { write: () => true }, stdin: chunks(), env: {} };
    expect(await main(['lookup', '--stdin', '--json'], streams, new Date('2026-11-22T10:00:00Z'))).toBe(0);
    expect((JSON.parse(out.join('')) as Answer[]).map(({ query }) => query)).toEqual(['glm-5.2', 'gpt-5.5', 'Modèle-maison']);
  });

  test('nothing to look up is a usage error', async () => {
    const { code, stderr } = await runCli(['lookup']);
    expect([code, stderr.split('\n')[0]]).toEqual([2, 'error: nothing to look up']);
  });
});

describe('the answer for people', () => {
  test('says what it is, who made it, where that is from, and what nobody re-read', async () => {
    const { stdout } = await runCli(['lookup', 'NousResearch/Hermes-3-Llama-3.1-405B']);
    expect(stdout).toContain('Hermes 3');
    expect(stdout).toMatch(/made by +Nous Research \(nous\), United States \(US\)/);
    expect(stdout).toMatch(/base +Llama 3\.1 \(meta\/llama-3\.1/);
    expect(stdout).toContain('background knowledge, not re-read');
    expect(stdout).toMatch(/read \d{4}-\d{2}-\d{2}: /);
  });

  test('says of an unknown version that it is not in the knowledge base, and as of when', async () => {
    const { stdout } = await runCli(['lookup', 'claude-opus-97']);
    expect(stdout).toMatch(/this version is not in the knowledge base as of \d{4}-\d{2}-\d{2}/);
  });

  test('asks whether something near was meant, and exits 0: unknown is an answer', async () => {
    const { code, stdout } = await runCli(['lookup', 'mistral-lrage-latest']);
    expect([code, stdout.split('\n')[1]]).toEqual([0, '  unknown: the knowledge base has nothing about it, did you mean "mistral-large-latest"?']);
  });

  test('a text that could act on the terminal is shown, not sent', async () => {
    const { stdout } = await runCli(['lookup', 'gpt-4o\u001b[2J\u202e', '--color', 'never']);
    expect(stdout).toContain('\\x1b[2J\\u{202e}');
    expect(stdout).not.toContain('\u001b');
  });

  test('--color always paints, a pipe does not', async () => {
    expect((await runCli(['lookup', 'gpt-5.5', '--color', 'always'])).stdout).toContain('\u001b[1m');
    expect((await runCli(['lookup', 'gpt-5.5'])).stdout).not.toContain('\u001b');
  });

  test('no line is wider than the terminal', async () => {
    const { stdout } = await runCli(['lookup', 'eu.anthropic.claude-opus-4-20250514-v1:0', 'OPENAI_API_KEY', 'llama-index']);
    expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });
});

describe('custom rules', () => {
  const pack = [
    'organizations:',
    '  bakery: { name: Bakery, seat: "FR", controller: "FR", from: us, sources: { us: { basis: background, title: us } } }',
    'services:',
    '  bakery-gateway:',
    '    name: Bakery gateway',
    '    category: gateway',
    '    operator: bakery',
    '    location: "FR"',
    '    offers: many',
    '    surface: portable',
    '    hosts: [{ host: llm.bakery.example }]',
    '    model_aliases: { baguette: zhipu/glm-5.2 }',
    '    model_prefixes: ["bakery/"]',
    '    from: us',
    '    sources: { us: { basis: background, title: us } }',
    '',
  ].join('\n');

  test('are known to lookup', async () => {
    const rules = `${repository({ 'rules/pack.yaml': pack })}/rules`;
    const answers = await lookup('https://llm.bakery.example/v1', 'bakery/baguette', '-r', rules);
    expect(answers.map(({ service, model }) => [service?.id, model?.id ?? null])).toEqual([
      ['bakery-gateway', null],
      ['bakery-gateway', 'zhipu/glm-5.2'],
    ]);
  });
});
