import { bound, meet } from '../../model/bounds.ts';
import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section, unique } from './found.ts';
import { eachEntry, isTrue, type JsonCursor, jsonCursor, problemsOf, readText } from './json-cursor.ts';

const DECLARING = new Set(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']);

/** An entry of `packages` in versions 2 and 3, or of `dependencies` in version 1. */
interface Entry {
  name: string;
  version: string | null;
  dev: boolean;
  optional: boolean;
  /** A link to a folder of the project. */
  link: boolean;
}

/**
 * Packages of `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. Direct is what the root or a workspace asks for; version 1 does
 * not tell. The location is the name within the key.
 */
export function extractNpmLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  let found: Found[] = [];
  eachEntry(cursor, (key) => {
    if (key === 'packages') found = readPackages(cursor);
    // Version 2 repeats everything here for old readers.
    else if (key === 'dependencies' && found.length === 0) readTree(cursor, found, 0);
  });
  return packagesOf(file, 'npm', unique(found), problemsOf(cursor));
}

function readPackages(cursor: JsonCursor): Found[] {
  const found: { -readonly [K in keyof Found]: Found[K] }[] = [];
  const paths: string[] = [];
  const declared = new Map<string, Set<string>>();
  eachEntry(cursor, (path, start, end) => {
    const marker = path.lastIndexOf('node_modules/');
    if (marker === -1) {
      declared.set(path, readDeclared(cursor));
      return;
    }
    const from = marker + 'node_modules/'.length;
    const entry = emptyEntry(path.slice(from));
    eachEntry(cursor, (key) => readField(cursor, key, entry));
    const { name, version, link } = entry;
    if (link) return;
    paths.push(path);
    found.push({ name, version, section: sectionOf(entry), direct: false, start: start + from, end });
  });
  const anywhere = new Set([...declared.values()].flatMap((names) => [...names]));
  for (const [index, item] of found.entries()) item.direct = isDirect(paths[index] ?? '', declared, anywhere);
  return found;
}

/** At the top for the root and, hoisted, for any workspace; or below the workspace that asks for it. */
function isDirect(path: string, declared: ReadonlyMap<string, ReadonlySet<string>>, anywhere: ReadonlySet<string>): boolean {
  if (path.startsWith('node_modules/')) return anywhere.has(path.slice('node_modules/'.length));
  const marker = path.indexOf('/node_modules/');
  return declared.get(path.slice(0, marker))?.has(path.slice(marker + '/node_modules/'.length)) ?? false;
}

function readDeclared(cursor: JsonCursor): Set<string> {
  const names = new Set<string>();
  eachEntry(cursor, (key) => {
    if (DECLARING.has(key)) eachEntry(cursor, (name) => void names.add(name));
  });
  return names;
}

function readField(cursor: JsonCursor, key: string, entry: Entry): void {
  // Under an alias the entry tells the real name.
  if (key === 'name') entry.name = readText(cursor) ?? entry.name;
  else if (key === 'version') entry.version = readText(cursor);
  else if (key === 'dev' || key === 'devOptional') entry.dev = isTrue(cursor);
  else if (key === 'optional') entry.optional = isTrue(cursor);
  else if (key === 'link') entry.link = isTrue(cursor);
}

function sectionOf({ dev, optional }: Entry): Section {
  return dev ? 'development' : optional ? 'optional' : 'production';
}

/** Version 1: packages below packages, each before what lies below it. */
function readTree(cursor: JsonCursor, found: Found[], depth: number): void {
  if (depth > bound('nesting')) return meet('nesting');
  eachEntry(cursor, (installedAs, start, end) => {
    const entry = emptyEntry(installedAs);
    const at = found.push({ name: installedAs, version: null, section: 'production', direct: false, start, end }) - 1;
    eachEntry(cursor, (key) => {
      if (key === 'dependencies') readTree(cursor, found, depth + 1);
      else readField(cursor, key, entry);
    });
    const { name, version } = aliasOf(entry);
    // Written out: copying objects with `...` costs ten times as much here.
    found[at] = { name, version, section: sectionOf(entry), direct: false, start, end };
  });
}

/** `"version": "npm:real@1.0.0"`; the version of a path or a repository is none. */
function aliasOf({ name, version }: Entry): { readonly name: string; readonly version: string | null } {
  if (version?.startsWith('npm:') !== true) return { name, version: version?.includes(':') === true ? null : version };
  const at = version.indexOf('@', 5);
  return at === -1 ? { name: version.slice(4), version: null } : { name: version.slice(4, at), version: version.slice(at + 1) };
}

function emptyEntry(name: string): Entry {
  return { name, version: null, dev: false, optional: false, link: false };
}
