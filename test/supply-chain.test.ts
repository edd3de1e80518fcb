// What this tool is made of, and that its bundle cannot ask anybody anything.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
