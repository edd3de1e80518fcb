import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { parseSpecifier } from './deno-specifier.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachEntry, eachItem, type JsonCursor, jsonCursor, problemsOf, readText } from './json-cursor.ts';

interface State {
  readonly found: Found[];
  /** `npm:name` and `jsr:@scope/name` that the workspace asks for. */
  readonly declared: Set<string>;
}

/** Packages of a `deno.lock`, versions 2 to 5. Direct is what the workspace part lists; older files have none. */
export function extractDenoLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const state: State = { found: [], declared: new Set() };
  eachEntry(cursor, (key) => readPart(cursor, key, state));
  const found = state.found.map((item) => (state.declared.has(`${item.ecosystem}:${item.name}`) ? { ...item, direct: true } : item));
  return packagesOf(file, 'npm', unique(found), problemsOf(cursor));
}

function readPart(cursor: JsonCursor, key: string, state: State): void {
  if (key === 'npm' || key === 'jsr') eachEntry(cursor, (id, start) => readPackage(cursor, key, id, start, state));
  // Version 3 keeps the lists one level below.
  else if (key === 'packages') eachEntry(cursor, (below) => readPart(cursor, below, state));
  else if (key === 'workspace') readWorkspace(cursor, state);
  else if (key === 'remote') eachEntry(cursor, (url, start) => readRemote(url, start, state));
}

/** `name@1.0.0_peer@2.0.0`; version 2 puts them one level below, under `packages`. */
function readPackage(cursor: JsonCursor, ecosystem: 'npm' | 'jsr', id: string, start: number, state: State): void {
  if (id === 'packages') {
    eachEntry(cursor, (below, from) => readPackage(cursor, ecosystem, below, from, state));
    return;
  }
  const at = id.indexOf('@', 1);
  if (at === -1) return;
  const version = id.slice(at + 1).replace(/_.*$/, '');
  state.found.push({ ecosystem, name: id.slice(0, at), version, section: 'production', direct: false, start, end: start + at });
}

function readRemote(url: string, start: number, state: State): void {
  const parsed = parseSpecifier(url);
  if (parsed === null) return;
  const from = start + parsed.offset;
  state.found.push({ ...parsed, section: 'production', direct: false, start: from, end: from + parsed.length });
}

function readWorkspace(cursor: JsonCursor, state: State): void {
  eachEntry(cursor, (key) => {
    if (key === 'dependencies') eachItem(cursor, () => declare(readText(cursor), state));
    else if (key === 'packageJson') readWorkspace(cursor, state);
    else if (key === 'members') eachEntry(cursor, () => readWorkspace(cursor, state));
  });
}

function declare(specifier: string | null, state: State): void {
  const parsed = specifier === null ? null : parseSpecifier(specifier);
  if (parsed !== null) state.declared.add(`${parsed.ecosystem}:${parsed.name}`);
}
