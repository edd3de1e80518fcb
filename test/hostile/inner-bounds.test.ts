// The bounds deep inside the readers: each place that has one is reached from a file, well within the bound and well above. What is above is told
// with the name of the option; in code it counts as known at run time only, which the report shows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { LIMIT_OPTIONS, type Limits } from '../../src/model/limits.ts';
import { repository } from '../support/repository.ts';

type Files = Record<string, string>;
type Case = readonly [limit: keyof Limits, size: number, what: string, files: (size: number) => Files];

const HOST = 'https://api.openai.com/v1';
const times = (count: number, row: (at: number) => string): string => Array.from({ length: count }, (_, at) => row(at)).join('');
const nested = (levels: number, open: string, close: string, inner: string): string => `${open.repeat(levels)}${inner}${close.repeat(levels)}`;
const terraform = (body: string): Files => ({ 'main.tf': `resource "azurerm_cognitive_deployment" "chat" {\n  name = "gpt-4o"\n${body}}\n` });

/** Each with a size for the bound: nothing is told of so many when four times as many are allowed, and of four times as many something is. */
const CASES: readonly Case[] = [
  ['nesting', 10, 'blocks of Terraform', (size) => terraform(nested(size - 1, 'b {\n', '}\n', 'x = "y"\n'))],
  ['nesting', 10, 'brackets of an expression of Terraform', (size) => terraform(`  deep = ${nested(size, '[', ']', '"x"')}\n`)],
  ['nesting', 10, 'brackets of an expression of Bicep', (size) => ({ 'main.bicep': `var model = 'gpt-4o'\nvar deep = ${nested(size, '[', ']', "'x'")}\n` })],
  ['nesting', 20, 'JSON', (size) => ({ 'a.json': `{"url":"${HOST}","a":${nested(size - 1, '[', ']', '')}}` })],
  ['nesting', 12, 'substitutions of a shell', (size) => ({ 'run.sh': `export OPENAI_MODEL=gpt-4o\necho ${nested(size, '$(echo ', ')', 'x')}\n` })],
  [
    'nesting',
    12,
    'JSON in a command',
    (size) => ({ 'run.sh': `curl ${HOST}/chat/completions -d '{"model":"gpt-4o","a":${nested(size - 1, '[', ']', '')}}'\n` }),
  ],
  ['nesting', 10, 'calls of SQL', (size) => ({ 'ask.sql': `select ai_complete('gpt-4o', ${nested(size, 'f(', ')', '1')});\n` })],
  [
    'nesting',
    10,
    'XML',
    (size) => ({
      'pom.xml': `<project><dependencies><dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId></dependency></dependencies>${nested(size - 1, '<a>', '</a>', '')}</project>`,
    }),
  ],
  [
    'nesting',
    10,
    'packages in packages of an old lockfile',
    (size) => ({
      'package-lock.json': `{"lockfileVersion":1,"dependencies":{"openai":{"version":"4.0.0"},${nested(size, '"a":{"version":"1.0.0","dependencies":{', '}}', '')}}}`,
    }),
  ],
  [
    'items',
    6,
    'words of a command',
    (size) => ({ 'compose.yaml': `services:\n  llm:\n    image: vllm/vllm-openai:v1\n    command: [${times(size, (at) => `"w${at}",`)}]\n` }),
  ],
  ['items', 8, 'a list that is put together', (size) => terraform(`  list = concat(["a", "b"], [${times(size - 2, (at) => `"x${at}",`)}])\n`)],
  ['items', 5, 'lists of a setup.py', (size) => ({ 'setup.py': times(size, (at) => `setup(install_requires=['openai==1.${at}'])\n`) })],
  [
    'alternatives',
    4,
    'texts that a choice makes',
    (size) => terraform(`  text = "x-\${local.rows.name}"\n}\nlocals {\n  rows = [${times(size, (at) => `{ name = "m${at}" },`)}]\n`),
  ],
  ['attributes', 8, 'texts of one resource', (size) => terraform(times(size - 1, (at) => `  a${at} = "x"\n`))],
  [
    'steps',
    800,
    'steps of an evaluation',
    (size) => ({ 'main.tf': `locals {\n  model = "gpt-4o"\n  list = [${times(Math.ceil(size / 2), (at) => `"${at}",`)}]\n}\n` }),
  ],
  [
    'callers',
    3,
    'ways a module is called',
    (size) => ({
      'ai/main.tf': 'variable "model" {}\nresource "azurerm_cognitive_deployment" "chat" {\n  name = var.model\n}\n',
      'main.tf': times(size, (at) => `module "m${at}" {\n  source = "./ai"\n  model = "gpt-4o-${at}"\n}\n`),
    }),
  ],
  [
    'callers',
    3,
    'ways a Bicep file is called',
    (size) => ({
      'ai.bicep': "param model string\nresource chat 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {\n  name: model\n}\n",
      'main.bicep': times(size, (at) => `module m${at} 'ai.bicep' = {\n  name: 'm${at}'\n  params: { model: 'gpt-4o-${at}' }\n}\n`),
    }),
  ],
  ['texts', 20, 'aliases of YAML', (size) => ({ 'a.yaml': `url: ${HOST}\nbase: &base {${times(size - 3, (at) => `k${at}: v, `)}}\nenv: *base\n` })],
];

async function told(files: Files, limits: Partial<Limits>): Promise<string[]> {
  const { diagnostics } = await audit({ path: repository(files), asOf: '2026-11-22', limits });
  return diagnostics.map(({ code, message }) => `${code} ${/limits\.[a-z_]+/.exec(message)?.[0] ?? message}`);
}

describe('a bound inside a reader', () => {
  test.each(CASES)('%s of %i: %s', async (limit, size, _what, files) => {
    expect(await told(files(size), { [limit]: size * 4 })).toEqual([]);
    expect(await told(files(size * 4), { [limit]: size })).toEqual(expect.arrayContaining([`limit limits.${LIMIT_OPTIONS[limit]}`]));
  });

  test('every bound the readers ask for is tried above', () => {
    const asked = new Set(CASES.map(([limit]) => limit));
    for (const [, name] of sources('src/extract', 'src/match').matchAll(/\b(?:bound|firstOf|meet|boundOf)\('(\w+)'/g))
      expect([name, asked.has(name as keyof Limits)]).toEqual([name, true]);
  });
});

describe('in code, more than can be told apart', () => {
  const asked = async (code: string): Promise<string[]> => {
    const { usages, diagnostics } = await audit({ path: repository({ 'ask.py': `from openai import OpenAI\n${code}` }), asOf: '2026-11-22' });
    return [
      ...usages.map(({ model, configurable }) => `${model?.requested}${configurable ? ' configurable' : ''}`).sort(),
      ...diagnostics.map(({ line, message }) => `${line}: ${message}`),
    ];
  };
  const ask = 'OpenAI().chat.completions.create(model=model, messages=[])\n';

  test('the last of a hundred bindings that surely ran is the value', async () => {
    expect(await asked(`${times(100, (at) => `model = 'own-model-${at}'\n`)}model = 'gpt-4o'\n${ask}`)).toEqual(['gpt-4o']);
  });

  test('bindings that come later do not count', async () => {
    expect(await asked(`model = 'gpt-4o'\n${ask}${times(100, (at) => `model = 'own-model-${at}'\n`)}`)).toEqual(['gpt-4o']);
  });

  test('of forty branches sixteen are told apart, the others are told', async () => {
    const models = await asked(`${times(40, (at) => `${at === 0 ? 'if' : 'elif'} size == ${at}:\n    model = 'gpt-4o-${at}'\n`)}${ask}`);
    expect(models).toHaveLength(17);
    expect(models.slice(0, 16).every((model) => /^gpt-4o-\d+ configurable$/.test(model))).toBe(true);
    expect(models[16]).toBe('82: more than 16 values that one place can have: the rest is not told apart (limits.alternatives)');
  });

  test('a search that runs out of steps leaves what it found configurable', async () => {
    const long = `${times(60, (at) => `def f${at}(x):\n    return f${at + 1}(x)\n`)}model = 'gpt-4o' if size else f0(2)\n`;
    expect(await asked(`${long}${ask}`)).toEqual(['gpt-4o configurable']);
  });
});

function sources(...folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => readFileSync(join(folder, path), 'utf8')),
    )
    .join('\n');
}
