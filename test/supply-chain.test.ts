// What this tool is made of, and that its bundle cannot ask anybody anything.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

describe('the lockfile', () => {
  test('pins every package by SHA-512', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  test('names no registry, so that it installs from anybody who has these bytes', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  test('has no install script in what users get', () => {
    expect(locked.filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev).map(([path]) => path)).toEqual([]);
  });
});

test('no module of the sources can open a connection', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(200);
  const network =
    /from '(?:node:)?(?:net|https?|http2|dns|tls|dgram|inspector|undici)(?:\/[a-z]+)?'|import\('(?:node:)?(?:net|https?|http2|dns|tls|dgram)|(?<![.\w])fetch\(|XMLHttpRequest\(|new (?:WebSocket|EventSource)\(/;
  const calling = files.filter((path) => network.test(readFileSync(join('src', path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')));
  expect(calling).toEqual([]);
});

test('no module of the built bundle imports one that opens connections', () => {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  expect(files.length).toBeGreaterThan(20);
  const network = /(?:from\s*|import\s*\(?\s*|require\d*\(\s*)["'](?:node:)?(?:net|https?|http2|dns|tls|dgram|undici)(?:\/[a-z]+)?["']/;
  expect(files.filter((path) => network.test(readFileSync(join('dist', path), 'utf8')))).toEqual([]);
});

describe('the bill of materials that ships with the package', () => {
  const bom = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')) as {
    components: { name: string; version: string; scope: string; hashes: { content: string }[] }[];
    metadata: { component: { name: string } };
  };
  const named = bom.components.map(({ name, version }) => `${name} ${version}`);

  test('is valid CycloneDX 1.6', () => {
    const schema = (name: string) => {
      const { $schema: _, ...rest } = JSON.parse(readFileSync(join('test/report/schemas', name), 'utf8')) as Record<string, unknown>;
      return rest;
    };
    const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
    ajv.addSchema(schema('jsf-0.82.schema.json'), 'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json');
    ajv.addSchema(schema('spdx.schema.json'), 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
    ajv.addSchema(schema('cryptography-defs.schema.json'), 'http://cyclonedx.org/schema/cryptography-defs.schema.json');
    const validate = ajv.compile(schema('bom-1.6.schema.json'));
    expect([validate(bom), validate.errors]).toEqual([true, null]);
  });

  test('names the packages whose licenses come along, and no other', () => {
    const noticed = [...readFileSync('dist/THIRD-PARTY.txt', 'utf8').matchAll(/^## (\S+ \d\S*) \(/gm)].map(([, title]) => title);
    expect(named.length).toBeGreaterThan(5);
    expect(named).toEqual(noticed);
  });

  test('has the hashes of the lockfile', () => {
    const hex = (integrity: string | undefined) => Buffer.from((integrity ?? '').replace(/^sha512-/, ''), 'base64').toString('hex');
    const pinned = new Set(locked.map(([, { integrity }]) => hex(integrity)));
    expect(bom.components.filter(({ hashes }) => hashes.length !== 1 || !pinned.has(hashes[0]?.content ?? ''))).toEqual([]);
  });

  test('has none with an install script', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(bom.components.filter(({ name }) => scripted.includes(name))).toEqual([]);
  });
});
