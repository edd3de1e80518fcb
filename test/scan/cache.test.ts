import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import type { Report } from '../../src/model/report.ts';

const folders: string[] = [];

function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sovaudit-cache-')));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Files that hang on each other, in the ways extractors follow. */
const TREE: Readonly<Record<string, string>> = {
  'package.json': '{"name": "harbour", "workspaces": ["packages/*"], "dependencies": {"openai": "4.1.0"}}',
  'packages/llm/package.json': '{"name": "harbour-llm", "dependencies": {"openai": "4.1.0"}}',
  'packages/llm/src/index.ts':
    "import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'https://api.deepseek.com/v1' });\nexport const MODEL = 'deepseek-chat';\n",
  'app/quay.ts': "import { client, MODEL } from 'harbour-llm';\nawait client.chat.completions.create({ model: MODEL });\n// openai\n",
  'app/pier.ts': "import { MODEL } from './settings';\nimport OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({ model: MODEL });\n",
  'app/settings.ts': "export const MODEL = 'gpt-4o';\n",
  'jobs/dock.py': 'from openai import OpenAI\nfrom jobs.names import MODEL\nOpenAI().chat.completions.create(model=MODEL)\n',
  'jobs/names.py': 'MODEL = "gpt-4o-mini"\n',
  'jobs/crane.py': 'from jobs.names import MODEL\nimport anthropic\nanthropic.Anthropic().messages.create(model=MODEL)\n',
  'deploy/main.tf':
    'variable "model" { default = "gpt-4o" }\nresource "azurerm_cognitive_deployment" "harbour" {\n  name = "harbour"\n  model {\n    name = var.model\n    format = "OpenAI"\n  }\n}\n',
  'deploy/values.tfvars': 'model = "gpt-4o-mini"\n',
  '.env.example': 'OPENAI_API_KEY=\nLLM_MODEL=gpt-4o\n',
  'config.yaml': 'model_list:\n  - model_name: harbour\n    litellm_params:\n      model: openai/gpt-4o\n',
  'README.md': '# Harbour\nIt asks openai.\n',
};
const FILLERS = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`lib/plain${at}.ts`, `export const berth${at} = ${at};\n`]));

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function plant(): string {
  const root = emptyFolder();
  for (const [path, text] of Object.entries({ ...TREE, ...FILLERS })) write(root, path, text);
  return root;
}

/** Long after every change, so that the times of files are believed. */
const LATER = Date.now() + 3_600_000;

function run(root: string, folder?: string): Promise<Report> {
  return audit({ path: root, asOf: '2026-11-22', ...(folder !== undefined && { cache: { folder, now: LATER } }) });
}

const EDITS: readonly ((root: string, random: (below: number) => number) => void)[] = [
  (root) => write(root, 'app/settings.ts', "export const MODEL = 'gpt-4o-mini';\n"),
  (root) => write(root, 'app/settings.ts', "export const MODEL = 'gpt-4.1';\n"),
  (root) => write(root, 'jobs/names.py', 'MODEL = "claude-sonnet-4-5"\n'),
  (root) => write(root, 'packages/llm/src/index.ts', "import OpenAI from 'openai';\nexport const client = new OpenAI();\nexport const MODEL = 'gpt-4o';\n"),
  (root) => write(root, 'packages/llm/package.json', '{"name": "harbour-other", "dependencies": {"openai": "4.1.0"}}'),
  (root) => write(root, 'packages/llm/package.json', '{"name": "harbour-llm", "dependencies": {"openai": "4.1.0"}}'),
  (root) => write(root, 'deploy/values.tfvars', 'model = "gpt-4.1"\n'),
  (root) => write(root, 'deploy/main.tf', (TREE['deploy/main.tf'] ?? '').replace('"gpt-4o"', '"o3-mini"')),
  (root, random) =>
    write(root, `lib/plain${random(12)}.ts`, `import OpenAI from 'openai';\nawait new OpenAI().responses.create({ model: 'o${random(4)}' });\n`),
  (root, random) => write(root, `lib/plain${random(12)}.ts`, `export const berth = ${random(99)};\n`),
  (root, random) => write(root, `app/new${random(3)}.ts`, "export { MODEL } from './settings';\n"),
  (root, random) => rmSync(join(root, `app/new${random(3)}.ts`), { force: true }),
  (root) => rmSync(join(root, 'jobs/names.py'), { force: true }),
  (root) => write(root, 'jobs/crane.py', '# sovaudit-ignore-file: restrictions -- an example of nothing\nimport anthropic\n'),
  (root) => write(root, 'config.yaml', 'model_list: [\n'),
  (root) => write(root, '.env.example', 'OPENAI_BASE_URL=https://api.deepseek.com/v1\n'),
];

function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('a scan that remembers', () => {
  test.each([1, 2, 3, 4])('says after any edits what one that does not would say, seed %i', { timeout: 120_000 }, async (seed) => {
    const root = plant();
    const folder = join(emptyFolder(), 'cache');
    const random = createRandom(seed * 7919);
    await run(root, folder);
    for (let step = 0; step < 6; step++) {
      for (let edits = random(3); edits >= 0; edits--) EDITS[random(EDITS.length)]?.(root, random);
      expect(await run(root, folder)).toEqual(await run(root));
    }
  });

  test('reads back what it wrote: a result changed by hand in a whole file would show', { timeout: 60_000 }, async () => {
    const root = plant();
    const folder = join(emptyFolder(), 'cache');
    const first = await run(root, folder);
    const [name = ''] = readdirSync(folder);
    const content = readFileSync(join(folder, name));
    expect(await run(root, folder)).toEqual(first);
    expect(readFileSync(join(folder, name)).equals(content)).toBe(true);
  });

  test.each(['', 'not a scan\n', 'sovaudit-scan 1 0000\n{}\n'])('takes no harm from a file that holds %j', { timeout: 60_000 }, async (garbage) => {
    const root = plant();
    const folder = join(emptyFolder(), 'cache');
    const first = await run(root, folder);
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), garbage);
    expect(await run(root, folder)).toEqual(first);
    expect(readFileSync(join(folder, name)).length).toBeGreaterThan(garbage.length);
  });

  test('does not believe a file whose bytes were changed', { timeout: 60_000 }, async () => {
    const root = plant();
    const folder = join(emptyFolder(), 'cache');
    const first = await run(root, folder);
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replaceAll('gpt-4o', 'gpt-4x'));
    expect(await run(root, folder)).toEqual(first);
  });

  test('keeps nothing inside the tree it audits, nor behind a link', { timeout: 60_000 }, async () => {
    const root = plant();
    await run(root, join(root, 'cache'));
    expect(existsSync(join(root, 'cache'))).toBe(false);
    const place = emptyFolder();
    mkdirSync(join(place, 'real'));
    symlinkSync(join(place, 'real'), join(place, 'link'));
    await run(root, join(place, 'link'));
    expect(readdirSync(join(place, 'real'))).toEqual([]);
  });

  test('goes without where it cannot write', { timeout: 60_000 }, async () => {
    const root = plant();
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    expect(await run(root, join(file, 'cache'))).toEqual(await run(root));
  });
});
