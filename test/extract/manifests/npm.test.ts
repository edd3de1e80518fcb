import { describe, expect, test } from 'vitest';
import { extractionOf, packagesIn } from './support.ts';

describe('package-lock.json', () => {
  const lock = `{
  "name": "planner",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "name": "planner",
      "dependencies": { "acme-ai": "^2.0.0", "@acme/voice": "1" },
      "devDependencies": { "acme-lint": "3" },
      "workspaces": ["apps/*"]
    },
    "apps/web": { "name": "web", "dependencies": { "acme-db": "1" } },
    "apps/web/node_modules/acme-db": { "version": "1.4.0" },
    "node_modules/@acme/voice": {
      "version": "1.0.2",
      "resolved": "https://registry.acme.test/voice.tgz",
      "dependencies": { "acme-ai": "^1.0.0" }
    },
    "node_modules/@acme/voice/node_modules/acme-ai": { "version": "1.9.0" },
    "node_modules/acme-ai": { "version": "2.1.0", "engines": { "node": ">=20" } },
    "node_modules/acme-lint": { "version": "3.0.0", "dev": true },
    "node_modules/gpu": { "name": "@acme/gpu", "version": "0.4.0", "optional": true },
    "node_modules/web": { "resolved": "apps/web", "link": true }
  },
  "dependencies": { "acme-ai": { "version": "2.1.0" } }
}
`;

  test('version 3 tells what the root and workspaces ask for from what others need', async () => {
    expect(await packagesIn('npm-lock', lock)).toEqual([
      '12:28 npm/acme-db 1.4.0 production',
      '13:19 npm/@acme/voice 1.0.2 production',
      '18:44 npm/acme-ai 1.9.0 production indirect',
      '19:19 npm/acme-ai 2.1.0 production',
      '20:19 npm/acme-lint 3.0.0 development',
      '21:19 npm/@acme/gpu 0.4.0 optional indirect',
    ]);
  });

  test('version 1 tells nothing direct', async () => {
    const text = `{
  "lockfileVersion": 1,
  "dependencies": {
    "acme-ai": {
      "version": "2.1.0",
      "requires": { "acme-db": "1" },
      "dependencies": {
        "acme-db": { "version": "1.0.0", "dev": true }
      }
    },
    "gateway": { "version": "npm:@acme/gateway@4.0.0" }
  }
}`;
    expect(await packagesIn('npm-lock', text)).toEqual([
      '4:6 npm/acme-ai 2.1.0 production indirect',
      '8:10 npm/acme-db 1.0.0 development indirect',
      '11:6 npm/@acme/gateway 4.0.0 production indirect',
    ]);
  });

  test('copies of one version are one entry, needed for the strongest reason', async () => {
    const text = '{"packages":{"node_modules/a-tool/node_modules/acme-ai":{"version":"1.0.0","dev":true},"node_modules/acme-ai":{"version":"1.0.0"}}}';
    expect(await packagesIn('npm-lock', text)).toEqual(['1:48 npm/acme-ai 1.0.0 production indirect']);
  });

  test('what stands before an error is read, and the error is told', async () => {
    const text = '{\n  "packages": {\n    "node_modules/acme-ai": { "version": "1.0.0" },\n<<<<<<< HEAD\n';
    const { candidates, problems } = await extractionOf('npm-lock', text);
    expect(candidates).toHaveLength(1);
    expect(problems).toEqual([{ message: 'not valid JSON, the rest is not read', line: 4, column: 1 }]);
  });
});

describe('pnpm-lock.yaml', () => {
  test('version 9: direct by the importers, development by who needs whom', async () => {
    const text = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      '@acme/voice':
        specifier: ^1.0.0
        version: 1.0.2(acme-ai@2.1.0)
    devDependencies:
      acme-lint:
        specifier: ^3.0.0
        version: 3.0.0

  apps/web:
    dependencies:
      gateway:
        specifier: npm:@acme/gateway@^4
        version: '@acme/gateway@4.0.0'
      own:
        specifier: workspace:*
        version: link:../own

packages:

  '@acme/gateway@4.0.0':
    resolution: {integrity: sha512-aaa}

  '@acme/voice@1.0.2':
    resolution: {integrity: sha512-bbb}
    peerDependencies:
      acme-ai: '>=2'

  acme-ai@2.1.0:
    resolution: {integrity: sha512-ccc}

  acme-lint@3.0.0:
    resolution: {integrity: sha512-ddd}

  acme-rules@1.0.0:
    resolution: {integrity: sha512-eee}

snapshots:

  '@acme/gateway@4.0.0': {}

  '@acme/voice@1.0.2(acme-ai@2.1.0)':
    dependencies:
      acme-ai: 2.1.0

  acme-ai@2.1.0: {}

  acme-lint@3.0.0:
    dependencies:
      acme-rules: 1.0.0

  acme-rules@1.0.0: {}
`;
    expect(await packagesIn('pnpm-lock', text)).toEqual([
      '26:4 npm/@acme/gateway 4.0.0 production',
      '29:4 npm/@acme/voice 1.0.2 production',
      '34:3 npm/acme-ai 2.1.0 production indirect',
      '37:3 npm/acme-lint 3.0.0 development',
      '40:3 npm/acme-rules 1.0.0 development indirect',
    ]);
  });

  test('version 6, without workspaces', async () => {
    const text = `lockfileVersion: '6.0'

dependencies:
  acme-ai:
    specifier: ^2.0.0
    version: 2.1.0(zod@3.22.4)

packages:

  /acme-ai@2.1.0(zod@3.22.4):
    resolution: {integrity: sha512-ccc}
    dev: false

  /@acme/rules@1.0.0:
    resolution: {integrity: sha512-ddd}
    dev: true
`;
    expect(await packagesIn('pnpm-lock', text)).toEqual(['10:4 npm/acme-ai 2.1.0 production', '14:4 npm/@acme/rules 1.0.0 development indirect']);
  });

  test('version 5', async () => {
    const text = `lockfileVersion: 5.4
specifiers:
  acme-ai: ^2.0.0
devDependencies:
  acme-ai: 2.1.0_zod@3.22.4
packages:
  /acme-ai/2.1.0_zod@3.22.4:
    dev: true
  /@acme/rules/1.0.0:
    optional: true
`;
    expect(await packagesIn('pnpm-lock', text)).toEqual(['7:4 npm/acme-ai 2.1.0 development', '9:4 npm/@acme/rules 1.0.0 optional indirect']);
  });
});

describe('yarn.lock', () => {
  test('Yarn 1 tells names and versions only', async () => {
    const text = `# yarn lockfile v1


"@acme/voice@^1.0.0", "@acme/voice@^1.0.1":
  version "1.0.2"
  resolved "https://registry.acme.test/voice.tgz#abc"
  dependencies:
    acme-ai "^2.0.0"

acme-ai@^2.0.0:
  version "2.1.0"

wanted@npm:@acme/gateway@^4:
  version "4.0.0"
`;
    expect(await packagesIn('yarn-lock', text)).toEqual([
      '4:2 npm/@acme/voice 1.0.2 production indirect',
      '10:1 npm/acme-ai 2.1.0 production indirect',
      '13:1 npm/@acme/gateway 4.0.0 production indirect shown as wanted',
    ]);
  });

  test('Berry tells by its workspaces what is direct', async () => {
    const text = `__metadata:
  version: 8
  cacheKey: 10c0

"@acme/voice@npm:^1.0.0":
  version: 1.0.2
  resolution: "@acme/voice@npm:1.0.2"
  dependencies:
    acme-ai: "npm:^2.0.0"
  languageName: node
  linkType: hard

"acme-ai@npm:^2.0.0":
  version: 2.1.0
  resolution: "acme-ai@npm:2.1.0"

"planner@workspace:.":
  version: 0.0.0-use.local
  resolution: "planner@workspace:."
  dependencies:
    "@acme/voice": "npm:^1.0.0"
  languageName: unknown
  linkType: soft
`;
    expect(await packagesIn('yarn-lock', text)).toEqual(['5:2 npm/@acme/voice 1.0.2 production', '13:2 npm/acme-ai 2.1.0 production indirect']);
  });
});

test('bun.lock: direct by the workspaces, another version below its parent is not', async () => {
  const text = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "planner", "dependencies": { "acme-ai": "^2" }, "devDependencies": { "acme-lint": "3", }, },
  },
  "packages": {
    "acme-ai": ["acme-ai@2.1.0", "", { "dependencies": { "acme-db": "1" } }, "sha512-aaa"],
    "acme-lint": ["acme-lint@3.0.0", "", {}, "sha512-bbb"],
    "acme-lint/acme-ai": ["acme-ai@1.0.0", "", {}, "sha512-ccc"],
    "own": ["own@workspace:packages/own"],
  }
}`;
  expect(await packagesIn('bun-lock', text)).toEqual([
    '7:6 npm/acme-ai 2.1.0 production',
    '8:6 npm/acme-lint 3.0.0 development',
    '9:16 npm/acme-ai 1.0.0 production indirect',
  ]);
});

test('deno.json: packages of npm, JSR and deno.land', async () => {
  const text = `{
  // import map
  "imports": {
    "ai": "npm:acme-ai@^2.1",
    "@std/path": "jsr:@std/path@^1",
    "voice/": "npm:/@acme/voice@1.0.2/",
    "land": "https://deno.land/x/acme_ai@v4.1.0/mod.ts",
    "cdn": "https://esm.sh/@acme/gateway@4.0.0?bundle",
    "local": "./src/mod.ts",
  }
}`;
  expect(await packagesIn('deno-json', text)).toEqual([
    '4:16 npm/acme-ai ^2.1 production',
    '5:23 jsr/@std/path ^1 production',
    '6:21 npm/@acme/voice 1.0.2 production',
    '7:34 deno/acme_ai 4.1.0 production',
    '8:28 npm/@acme/gateway 4.0.0 production',
  ]);
});

test('deno.lock: direct by its workspace part', async () => {
  const text = `{
  "version": "5",
  "specifiers": { "npm:acme-ai@^2": "2.1.0" },
  "jsr": { "@std/path@1.0.0": { "integrity": "aaa" } },
  "npm": {
    "acme-ai@2.1.0_zod@3.22.4": { "integrity": "sha512-aaa", "dependencies": ["acme-db"] },
    "acme-db@1.0.0": {}
  },
  "workspace": { "dependencies": ["npm:acme-ai@^2"] }
}`;
  expect(await packagesIn('deno-lock', text)).toEqual([
    '4:13 jsr/@std/path 1.0.0 production indirect',
    '6:6 npm/acme-ai 2.1.0 production',
    '7:6 npm/acme-db 1.0.0 production indirect',
  ]);
});
