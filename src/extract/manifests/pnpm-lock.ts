import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section, strongerSection, unique } from './found.ts';
import { eachLine, firstOf, keyOf, scalarOf } from './lines.ts';

const SECTIONS: Readonly<Record<string, Section>> = { dependencies: 'production', devDependencies: 'development', optionalDependencies: 'optional' };

type Package = { -readonly [K in keyof Found]: Found[K] };

interface State {
  /** Top-level key. */
  top: string;
  /** The list of dependencies that is read, of an importer or a snapshot. */
  list: string;
  /** Column of the keys of that list. */
  indent: number;
  dependency: string;
  package: Package | null;
  /** The snapshot whose dependencies are read. */
  snapshot: string;
  readonly found: Package[];
  /** What importers ask for: `name@version` -> section. */
  readonly direct: Map<string, Section>;
  /** What snapshots need, as `name@version`. */
  readonly needs: Map<string, string[]>;
}

/**
 * Packages of a `pnpm-lock.yaml`, versions 5 to 9. Line by line: pnpm writes one key per line. Direct is what an importer asks for. From version
 * 9 on the file does not say what only developers need; that follows from who needs whom.
 */
export function extractPnpmLock(file: SourceFile): Extraction {
  const { text } = file;
  const state: State = {
    top: '',
    list: '',
    indent: 0,
    dependency: '',
    package: null,
    snapshot: '',
    found: [],
    direct: new Map(),
    needs: new Map(),
  };
  eachLine(text, (start, end) => {
    const at = firstOf(text, start, end);
    if (at === end || text.charCodeAt(at) === 35) return;
    readLine(text, at, end, at - start, state);
  });
  const reached = state.needs.size > 0 ? reach(state) : null;
  for (const item of state.found) {
    const key = `${item.name}@${item.version ?? ''}`;
    const asked = state.direct.get(key);
    item.direct = asked !== undefined;
    item.section = asked ?? reached?.get(key) ?? item.section;
  }
  return packagesOf(file, 'npm', unique(state.found));
}

function readLine(text: string, at: number, end: number, indent: number, state: State): void {
  if (indent === 0) {
    const key = keyOf(text, at, end);
    if (key === null) return;
    state.top = text.slice(key.start, key.end);
    state.list = state.top;
    state.indent = 2;
    return;
  }
  if (state.top === 'packages') readPackage(text, at, end, indent, state);
  else if (state.top === 'snapshots') readSnapshot(text, at, end, indent, state);
  else if (state.top === 'importers' || state.top in SECTIONS) readImporter(text, at, end, indent, state);
}

function readPackage(text: string, at: number, end: number, indent: number, state: State): void {
  if (indent === 2) {
    const key = keyOf(text, at, end);
    state.package = key === null ? null : packageOf(text, key.start, key.end);
    if (state.package !== null) state.found.push(state.package);
  } else if (indent === 4 && state.package !== null) {
    if (text.startsWith('dev: true', at)) state.package.section = 'development';
    else if (text.startsWith('optional: true', at) && state.package.section === 'production') state.package.section = 'optional';
    // Packages from elsewhere have a key that is no name.
    else if (text.startsWith('name: ', at)) state.package.name = scalarOf(text, at + 6, end);
    else if (text.startsWith('version: ', at)) state.package.version = scalarOf(text, at + 9, end);
  }
}

/** `name@1.0.0(peer@2)` in version 9, `/name@1.0.0(peer@2)` in 6, `/name/1.0.0_peer@2` in 5. */
function packageOf(text: string, start: number, end: number): Package | null {
  const from = text.charCodeAt(start) === 47 ? start + 1 : start;
  const { name, version } = split(text.slice(from, end), from !== start);
  return name === '' ? null : { name, version, section: 'production', direct: false, start: from, end: from + name.length };
}

function split(id: string, mayBeOld: boolean): { readonly name: string; readonly version: string | null } {
  const paren = id.indexOf('(');
  const whole = paren === -1 ? id : id.slice(0, paren);
  const at = whole.indexOf('@', 1);
  const slash = whole.indexOf('/', whole.startsWith('@') ? whole.indexOf('/') + 1 : 0);
  if (mayBeOld && slash !== -1 && (at === -1 || slash < at)) return { name: whole.slice(0, slash), version: versionOf(whole.slice(slash + 1)) };
  return at === -1 ? { name: whole, version: null } : { name: whole.slice(0, at), version: versionOf(whole.slice(at + 1)) };
}

/** Without peers; null for what is no version but a link, a file or a URL. */
function versionOf(text: string): string | null {
  if (!startsWithDigit(text)) return null;
  const paren = text.indexOf('(');
  const version = paren === -1 ? text : text.slice(0, paren);
  const underscore = version.indexOf('_');
  return underscore === -1 ? version : version.slice(0, underscore);
}

function startsWithDigit(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
}

function readImporter(text: string, at: number, end: number, indent: number, state: State): void {
  const key = keyOf(text, at, end);
  if (key === null) return;
  const name = text.slice(key.start, key.end);
  if (state.top === 'importers' && indent === 4) {
    state.list = name;
    state.indent = 6;
    return;
  }
  const section = SECTIONS[state.list];
  if (section === undefined) return;
  if (indent === state.indent) state.dependency = name;
  const value = scalarOf(text, key.rest, end);
  const isVersion = indent === state.indent ? value !== '' : indent === state.indent + 2 && name === 'version';
  if (!isVersion) return;
  const id = target(state.dependency, value);
  const before = state.direct.get(id);
  state.direct.set(id, before === undefined ? section : strongerSection(before, section));
}

/** Under an alias the version holds the real name: `real@1.0.0`, before version 9 `/real@1.0.0` or `/real/1.0.0`. */
function target(name: string, value: string): string {
  if (startsWithDigit(value)) return `${name}@${versionOf(value) ?? ''}`;
  if (value.startsWith('link:') || value.startsWith('file:')) return `${name}@`;
  const old = value.startsWith('/');
  const real = split(old ? value.slice(1) : value, old);
  return `${real.name}@${real.version ?? ''}`;
}

function readSnapshot(text: string, at: number, end: number, indent: number, state: State): void {
  const key = keyOf(text, at, end);
  if (key === null) return;
  if (indent === 2) {
    const { name, version } = split(text.slice(key.start, key.end), false);
    state.snapshot = `${name}@${version ?? ''}`;
  } else if (indent === 4) {
    state.list = text.slice(key.start, key.end);
  } else if (indent === 6 && state.list in SECTIONS) {
    const needs = state.needs.get(state.snapshot);
    const id = target(text.slice(key.start, key.end), scalarOf(text, key.rest, end));
    if (needs === undefined) state.needs.set(state.snapshot, [id]);
    else needs.push(id);
  }
}

/** The section each package is needed for, from the strongest down. */
function reach({ direct, needs }: State): Map<string, Section> {
  const reached = new Map<string, Section>();
  for (const section of ['production', 'optional', 'development'] as const) {
    const queue = [...direct].filter(([, asked]) => asked === section).map(([id]) => id);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (reached.has(id)) continue;
      reached.set(id, section);
      for (const needed of needs.get(id) ?? []) if (!reached.has(needed)) queue.push(needed);
    }
  }
  return reached;
}
