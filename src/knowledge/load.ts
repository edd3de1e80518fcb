import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Index } from '../model/knowledge.ts';
import { UsageError } from '../util/errors.ts';
import type { RawEntry } from './entry.ts';
import { type EntryStore, readEntries } from './entry-store.ts';
import { readIndex } from './serialize.ts';
import type { RuleFile } from './split.ts';

/** Reads a rules folder or a single rule file. Files come sorted, so that the order on disk never matters. */
export function loadRuleFiles(path: string, custom: boolean): RuleFile[] {
  if (!existsSync(path)) throw new UsageError(`rules not found: ${path}`, 'give the path of a YAML file or of a folder with rules');
  if (!statSync(path).isDirectory()) return [{ path: basename(path), shown: path, text: readFileSync(path, 'utf8'), custom }];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('schema/'))
    .sort();
  if (names.length === 0) throw new UsageError(`no rules in ${path}`, 'a rules folder holds YAML files such as services/my-gateway.yaml');
  return names.map((name) => ({ path: name, shown: join(path, name).replaceAll('\\', '/'), text: readFileSync(join(path, name), 'utf8'), custom }));
}

/** The built-in knowledge base, compiled at build. */
export function loadBuiltIn(): Index {
  const path = pathOfBuilt('knowledge.bin');
  return readIndex((from, to) => readRange(path, from, to));
}

/** The built-in entries as they were written, the ground custom rules are laid on. */
export function loadEntryStore(): EntryStore {
  const path = pathOfBuilt('entries.bin');
  return readEntries((from, to) => readRange(path, from, to));
}

/** All of them at once. */
export function loadBuiltInEntries(): RawEntry[] {
  return loadEntryStore().all();
}

/** Hash over everything the build made: program and rules. */
export function loadBuildId(): string {
  return readBuilt('build-id').toString('latin1').trim();
}

/** The prefilter over the literals of the built-in rules, as bytes. */
export function loadBuiltInPrefilter(): Uint8Array {
  return readBuilt('prefilter.bin');
}

function readBuilt(name: string): Buffer {
  return readFileSync(pathOfBuilt(name));
}

/** Opened anew each time: sections are few, and an open file would be a leak in a program that uses the library. */
function readRange(path: string, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(to - from);
  const descriptor = openSync(path, 'r');
  try {
    for (let at = 0; at < bytes.length; ) {
      const count = readSync(descriptor, bytes, at, bytes.length - at, from + at);
      if (count === 0) throw new Error(`${path} is cut short: run "npm run build"`);
      at += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

/** A file of the build: beside the bundle or above its chunks, or in `dist` when running from the sources. */
function pathOfBuilt(name: string): string {
  for (const place of [`./${name}`, `../${name}`, `../../dist/${name}`]) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`${name} is missing: run "npm run build"`);
}
