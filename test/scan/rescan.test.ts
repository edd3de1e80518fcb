import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { loadKnowledge } from '../../src/knowledge/index.ts';
import { DEFAULT_LIMITS } from '../../src/model/limits.ts';
import type { Report } from '../../src/model/report.ts';
import { createExaminer, literalStage } from '../../src/scan/extract.ts';
import { createLooker } from '../../src/scan/look.ts';
import { openMemory } from '../../src/scan/memory.ts';
import { planOf } from '../../src/scan/plan.ts';
import { createTally } from '../../src/scan/tally.ts';
import { listFiles } from '../../src/sources/list.ts';
import { createReadBuffer } from '../../src/sources/read.ts';
import { scopeOf } from '../../src/sources/scope.ts';

const folders: string[] = [];

function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sovaudit-rescan-')));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const SCRIPT = (from: string): string =>
  `import OpenAI from 'openai';\nimport { MODEL } from '${from}';\nawait new OpenAI().chat.completions.create({ model: MODEL });\n`;
const SCRIPT_MODEL = (model: string): string => `export const MODEL = '${model}';\n`;
const PYTHON = (from: string): string => `from openai import OpenAI\nfrom ${from} import MODEL\nOpenAI().chat.completions.create(model=MODEL)\n`;
const PYTHON_MODEL = (model: string): string => `MODEL = "${model}"\n`;
const GO = (model: string, more: string): string =>
  `package main\n\nimport "context"\nimport openai "github.com/sashabaranov/go-openai"\n${more}\n\nfunc main() {\n\tclient := openai.NewClient("")\n\tclient.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{Model: ${model}})\n}\n`;
const JAVA = (name: string, more: string): string =>
  `package harbour;\nimport dev.langchain4j.model.openai.OpenAiChatModel;\n${more}\npublic class ${name} { Object model() { return OpenAiChatModel.builder().baseUrl(Names.BASE).modelName(Names.MODEL).build(); } }\n`;
const RUBY = 'require "openai"\nclient = OpenAI::Client.new(access_token: "x")\nclient.chat(parameters: { model: Names::MODEL })\n';
const RUST = (module: string): string =>
  `use async_openai::types::CreateChatCompletionRequestArgs;\nuse ${module}::MODEL;\nfn ask() { let request = CreateChatCompletionRequestArgs::default().model(MODEL).build(); }\n`;
const JAVA_MODEL = (model: string): string =>
  `package harbour.names;\npublic class Names { public static final String MODEL = "${model}"; public static final String BASE = "https://api.deepseek.com/v1"; }\n`;
const GO_MODEL = (model: string): string => `package names\n\nconst Model = "${model}"\n`;

/** Texts that paths can have, by language: each leads somewhere else, or nowhere. Paths that are looked for before others are among them. */
const LANGUAGES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  script: {
    'app/quay.ts': [SCRIPT('./names'), SCRIPT('@/names'), SCRIPT('harbour-names'), SCRIPT('./deep/names')],
    'app/mole.ts': [SCRIPT('./names'), SCRIPT('harbour-names')],
    'app/pier.ts': [SCRIPT('./names.js'), SCRIPT('harbour-names/inner'), SCRIPT('lib/names')],
    'app/names.ts': ["export { MODEL } from './deep';\nexport const OLD = 'gpt-4o';\n", SCRIPT_MODEL('gpt-4o')],
    'app/names.js': [SCRIPT_MODEL('o3-mini')],
    'app/names/index.ts': [SCRIPT_MODEL('gpt-4.1')],
    'app/deep/index.ts': ["export * from './names';\n", SCRIPT_MODEL('gpt-4o-mini')],
    'app/deep/names.ts': [SCRIPT_MODEL('o4-mini'), 'export const MODEL = process.env.HARBOUR_MODEL;\n'],
    'names.ts': [SCRIPT_MODEL('gpt-5')],
    'src/names.ts': [SCRIPT_MODEL('gpt-5-mini')],
    'app/lib/names.ts': [SCRIPT_MODEL('o1')],
    'packages/names/package.json': ['{"name": "harbour-names"}', '{"name": "harbour-other"}', '{"name": "harbour-names", "version": "2.0.0"}'],
    'packages/names/src/index.ts': [SCRIPT_MODEL('gpt-4-turbo')],
    'packages/names/inner.ts': [SCRIPT_MODEL('gpt-3.5-turbo')],
    'packages/again/package.json': ['{"name": "harbour-names"}'],
  },
  python: {
    'jobs/dock.py': [
      PYTHON('jobs.names'),
      PYTHON('.names'),
      PYTHON('names'),
      'from openai import OpenAI\nfrom jobs import names\nOpenAI().chat.completions.create(model=names.MODEL)\n',
    ],
    'jobs/slip.py': [PYTHON('jobs.names'), PYTHON('.names')],
    'jobs/names.py': [PYTHON_MODEL('gpt-4o'), 'from jobs.deeper import MODEL\nOLD = "gpt-4o"\n'],
    'jobs/names/__init__.py': [PYTHON_MODEL('gpt-4.1-mini')],
    'jobs/__init__.py': ['', PYTHON_MODEL('o3')],
    'jobs/deeper.py': [PYTHON_MODEL('gpt-4o-mini')],
    'jobs/names/deeper.py': [PYTHON_MODEL('gpt-5-nano')],
    'names.py': [PYTHON_MODEL('gpt-5')],
  },
  settings: {
    'jobs/settings.py': ['from jobs.base import Base\n\nclass Settings(Base):\n    harbour_model: str = "gpt-4o"\n'],
    'jobs/base.py': [
      'from pydantic_settings import BaseSettings\n\nclass Base(BaseSettings):\n    old: str = "gpt-4o"\n',
      'class Base:\n    old: str = "gpt-4o"\n',
    ],
    'jobs/crane.py': [
      'from openai import OpenAI\nfrom jobs.settings import Settings\nsettings = Settings()\nOpenAI().chat.completions.create(model=settings.harbour_model)\n',
    ],
    'jobs/winch.py': [
      'from openai import OpenAI\nfrom jobs.settings import Settings\nsettings = Settings()\nOpenAI().responses.create(model=settings.harbour_model)\n',
    ],
  },
  go: {
    'fleet/go.mod': ['module example.test/fleet\n', 'module example.test/other\n'],
    'fleet/main.go': [GO('names.Model', 'import "example.test/fleet/names"')],
    'fleet/second.go': [GO('names.Model', 'import "example.test/fleet/names"').replace('main()', 'second()')],
    'fleet/third.go': [GO('LOCAL', '').replace('main()', 'third()')],
    'fleet/local.go': ['package main\n\nconst LOCAL = "gpt-4o"\n', 'package main\n\nconst LOCAL = "o1"\n'],
    'fleet/names/names.go': [GO_MODEL('gpt-4o')],
    'fleet/names/more.go': [GO_MODEL('o3-mini')],
  },
  java: {
    'src/main/java/harbour/Quay.java': [JAVA('Quay', 'import harbour.names.Names;'), JAVA('Quay', '')],
    'src/main/java/harbour/Mole.java': [JAVA('Mole', 'import harbour.names.Names;'), JAVA('Mole', '')],
    'src/main/java/harbour/names/Names.java': [JAVA_MODEL('gpt-4o')],
    'src/main/java/harbour/names/Other.java': ['package harbour.names;\npublic class Other { }\n'],
    'src/main/java/harbour/Names.java': [JAVA_MODEL('gpt-4.1')],
    'other/Names.java': [JAVA_MODEL('o1')],
  },
  ruby: {
    'web/app/models/asker.rb': [RUBY],
    'web/app/models/second.rb': [RUBY],
    'web/app/models/names/model.rb': ['module Names\n  MODEL = "gpt-4o"\nend\n'],
    'web/lib/names/model.rb': ['module Names\n  MODEL = "o3-mini"\nend\n'],
  },
  rust: {
    'src/main.rs': [RUST('crate::names')],
    'src/second.rs': [RUST('crate::names'), RUST('super::names')],
    'src/names.rs': ['pub const MODEL: &str = "gpt-4o";\n'],
    'src/names/mod.rs': ['pub const MODEL: &str = "o1";\n'],
  },
  infrastructure: {
    'deploy/main.tf': [
      'variable "model" { default = "gpt-4o" }\nresource "azurerm_cognitive_deployment" "harbour" {\n  name = "harbour"\n  model {\n    name = var.model\n    format = "OpenAI"\n  }\n}\n',
    ],
    'deploy/values.auto.tfvars': ['model = "gpt-4o-mini"\n', 'model = "gpt-4.1"\n'],
    'stacks/main.tf': ['module "harbour" {\n  source = "../deploy"\n  model = "o3-mini"\n}\n'],
    'deploy/app.bicep': [
      "param model string = 'gpt-4o'\nresource d 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {\n  name: 'harbour/chat'\n  properties: { model: { name: model, format: 'OpenAI' } }\n}\n",
    ],
    'deploy/app.parameters.json': ['{"parameters": {"model": {"value": "gpt-4.1"}}}'],
    'config.yaml': ['model_list:\n  - model_name: harbour\n    litellm_params:\n      model: openai/gpt-4o\n', 'model_list: [\n'],
    'tools/ask': ['#!/usr/bin/env python3\nfrom openai import OpenAI\nOpenAI().responses.create(model="gpt-4o")\n', 'gpt-4o is what we ask\n'],
  },
};
const FILLERS = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`yard/plain${at}.md`, `Berth ${at}.\n`]));

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Puts one of its texts at a place, or nothing there. */
interface Edit {
  readonly path: string;
  readonly text: string | null;
}

/** A folder cannot lie where a file is. */
function apply(root: string, { path, text }: Edit): void {
  if (text === null) rmSync(join(root, path), { force: true });
  else write(root, path, text);
}

/** Long after every change, so that the times of files are believed. */
const LATER = Date.now() + 3_600_000;
const knowledge = await loadKnowledge([], []);

function run(root: string, folder?: string): Promise<Report> {
  return audit({ path: root, asOf: '2026-11-22', knowledge, ...(folder !== undefined && { cache: { folder, now: LATER } }) });
}

/** An edit among these places; a text twice as often as none. */
function editOf(places: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Edit> {
  return fc
    .constantFrom(...Object.entries(places))
    .chain(([path, texts]) => fc.record({ path: fc.constant(path), text: fc.constantFrom(null, ...texts, ...texts) }));
}

describe('a rescan', () => {
  test.each(Object.keys(LANGUAGES))('says after files came, went and changed what a scan without memory says: %s', { timeout: 300_000 }, async (language) => {
    const places = LANGUAGES[language] ?? {};
    const edit = editOf(places);
    const rounds = fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { minLength: 5, maxLength: 7, size: 'max' });
    const property = fc.asyncProperty(fc.array(edit, { maxLength: 8 }), rounds, async (first, then) => {
      const root = emptyFolder();
      const folder = join(emptyFolder(), 'cache');
      for (const [path, text] of Object.entries(FILLERS)) write(root, path, text);
      for (const [path, [text = '']] of Object.entries(places)) write(root, path, text);
      for (const one of first) apply(root, one);
      await run(root, folder);
      for (const edits of then) {
        for (const one of edits) apply(root, one);
        expect(await run(root, folder)).toEqual(await run(root));
      }
    });
    await fc.assert(property, { numRuns: 6, seed: 20261122, endOnFailure: true });
  });
});

/** Scans a tree with its memory. Gives the files that were examined. */
async function examinedIn(root: string, folder: string): Promise<string[]> {
  const limits = DEFAULT_LIMITS;
  const listing = await listFiles(root, { gitignore: true, include: [], exclude: [] });
  const memory = await openMemory({ folder, now: LATER, options: '' }, listing, knowledge, limits);
  const mayMatter = literalStage(knowledge);
  const plan = planOf(listing, knowledge.index, memory);
  const tally = createTally(listing, plan, memory, () => {});
  const examine = createExaminer(listing, knowledge.index, mayMatter, { scopeOf, limits, track: true });
  const look = createLooker(listing, mayMatter, examine, createReadBuffer(), { limits, now: LATER });
  const examined: string[] = [];
  for (const todo of plan.unknown) tally.take(todo, 'look', await look(todo, 'look'));
  for (const todo of tally.withoutResult(plan.known)) {
    examined.push(todo.path);
    tally.take(todo, 'examine', await look(todo, 'examine'));
  }
  memory?.save();
  return examined;
}

describe('what a rescan examines again', () => {
  const first = (path: string): string => Object.values(LANGUAGES).find((places) => places[path])?.[path]?.[0] ?? '';
  const TREE = [
    'app/quay.ts',
    'app/names.ts',
    'app/deep/index.ts',
    'app/deep/names.ts',
    'jobs/dock.py',
    'jobs/names.py',
    'deploy/main.tf',
    'deploy/values.auto.tfvars',
  ];

  async function planted(): Promise<{ root: string; folder: string }> {
    const root = emptyFolder();
    const folder = join(emptyFolder(), 'cache');
    for (const [path, text] of Object.entries(FILLERS)) write(root, path, text);
    for (const path of TREE) write(root, path, first(path));
    expect((await examinedIn(root, folder)).length).toBeGreaterThan(3);
    expect(await examinedIn(root, folder)).toEqual([]);
    return { root, folder };
  }

  test('is nothing but a new file that nobody asks for', async () => {
    const { root, folder } = await planted();
    write(root, 'app/crane.ts', SCRIPT('openai'));
    expect(await examinedIn(root, folder)).toEqual(['app/crane.ts']);
    expect(await examinedIn(root, folder)).toEqual([]);
  });

  test('is what a new file changes the meaning of', async () => {
    const { root, folder } = await planted();
    write(root, 'app/names.js', SCRIPT_MODEL('o3-mini'));
    // `./names` is looked for under every ending.
    expect(await examinedIn(root, folder)).toEqual(['app/names.js', 'app/quay.ts']);
    write(root, 'jobs/names/__init__.py', PYTHON_MODEL('o3-mini'));
    expect(await examinedIn(root, folder)).toEqual(['jobs/names/__init__.py']);
  });

  test('is what asked for a file that is gone', async () => {
    const { root, folder } = await planted();
    rmSync(join(root, 'jobs/names.py'));
    expect(await examinedIn(root, folder)).toEqual(['jobs/dock.py']);
  });

  test('is what looked at a file that changed, however far away', async () => {
    const { root, folder } = await planted();
    write(root, 'app/deep/names.ts', SCRIPT_MODEL('gpt-5'));
    const examined = await examinedIn(root, folder);
    expect(examined).toContain('app/quay.ts');
    expect(examined).not.toContain('jobs/dock.py');
  });

  test.each<[string, string, readonly string[]]>([
    ['script', 'app/names.ts', ['app/mole.ts', 'app/quay.ts']],
    ['python', 'jobs/names.py', ['jobs/dock.py', 'jobs/slip.py']],
    ['settings', 'jobs/base.py', ['jobs/crane.py', 'jobs/winch.py']],
    ['go', 'fleet/go.mod', ['fleet/main.go', 'fleet/second.go']],
    ['go', 'fleet/names/names.go', ['fleet/main.go', 'fleet/second.go']],
    ['go', 'fleet/local.go', ['fleet/third.go']],
    ['java', 'src/main/java/harbour/names/Names.java', ['src/main/java/harbour/Mole.java', 'src/main/java/harbour/Quay.java']],
    ['ruby', 'web/app/models/names/model.rb', ['web/app/models/asker.rb', 'web/app/models/second.rb']],
    ['rust', 'src/names.rs', ['src/main.rs', 'src/second.rs']],
  ])('is every file that asked for one that goes, and again when it comes back: %s, %s', async (language, path, askers) => {
    const places = LANGUAGES[language] ?? {};
    const root = emptyFolder();
    const folder = join(emptyFolder(), 'cache');
    for (const [filler, text] of Object.entries(FILLERS)) write(root, filler, text);
    for (const [place, [text = '']] of Object.entries(places)) write(root, place, text);
    await examinedIn(root, folder);
    for (const text of [null, places[path]?.[0] ?? '']) {
      apply(root, { path, text });
      expect([text, await examinedIn(root, folder)]).toEqual([text, expect.arrayContaining([...askers])]);
    }
  });

  test('is all infrastructure when any of it changes, and nothing else', async () => {
    const { root, folder } = await planted();
    write(root, 'deploy/values.auto.tfvars', 'model = "gpt-5"\n');
    expect(await examinedIn(root, folder)).toEqual(['deploy/main.tf', 'deploy/values.auto.tfvars']);
  });

  test('is nothing when a manifest changes that says the same about names', async () => {
    const { root, folder } = await planted();
    write(root, 'packages/names/package.json', '{"name": "harbour-names"}');
    write(root, 'app/pier.ts', SCRIPT('harbour-names/inner'));
    write(root, 'packages/names/inner.ts', SCRIPT_MODEL('gpt-5'));
    await examinedIn(root, folder);
    write(root, 'packages/names/package.json', '{"name": "harbour-names", "version": "2.0.0"}');
    expect(await examinedIn(root, folder)).toEqual([]);
    write(root, 'packages/names/package.json', '{"name": "harbour-other"}');
    expect(await examinedIn(root, folder)).toEqual(['app/pier.ts']);
  });
});
