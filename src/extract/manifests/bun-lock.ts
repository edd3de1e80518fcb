import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section, strongerSection, unique } from './found.ts';
import { eachEntry, eachItem, type JsonCursor, jsonCursor, problemsOf, readText } from './json-cursor.ts';

const SECTIONS: Readonly<Record<string, Section>> = {
  dependencies: 'production',
  devDependencies: 'development',
  optionalDependencies: 'optional',
  peerDependencies: 'production',
};

interface Entry extends Found {
  /** Where it is installed: `name`, or `parent/name` for another version below the parent. */
  readonly path: string;
}

/** Packages of a `bun.lock`, the text form. Direct is what a workspace asks for; what others need counts as production. */
export function extractBunLock(file: SourceFile): Extraction {
  const cursor = jsonCursor(file.text);
  const declared = new Map<string, Section>();
  const found: Entry[] = [];
  eachEntry(cursor, (key) => {
    if (key === 'workspaces') eachEntry(cursor, () => readWorkspace(cursor, declared));
    else if (key === 'packages') eachEntry(cursor, (path, start, end) => readPackage(cursor, path, start, end, found));
  });
  const marked = found.map(({ path, ...item }) => {
    const section = declared.get(path);
    return section === undefined ? item : { ...item, direct: true, section };
  });
  return packagesOf(file, 'npm', unique(marked), problemsOf(cursor));
}

function readWorkspace(cursor: JsonCursor, declared: Map<string, Section>): void {
  eachEntry(cursor, (key) => {
    const section = SECTIONS[key];
    if (section === undefined) return;
    eachEntry(cursor, (name) => {
      const before = declared.get(name);
      declared.set(name, before === undefined ? section : strongerSection(before, section));
    });
  });
}

/** `"name": ["real@1.0.0", ...]`. */
function readPackage(cursor: JsonCursor, path: string, start: number, end: number, found: Entry[]): void {
  let id = '';
  eachItem(cursor, (index) => {
    if (index === 0) id = readText(cursor) ?? '';
  });
  const at = id.indexOf('@', 1);
  const version = at === -1 ? '' : id.slice(at + 1);
  if (at === -1 || version.startsWith('workspace:')) return;
  const name = id.slice(0, at);
  // Below a parent only the end of the key is the name.
  const from = path !== name && path.endsWith(`/${name}`) ? end - name.length : start;
  found.push({ name, version: /^\d/.test(version) ? version : null, section: 'production', direct: false, start: from, end, path });
}
