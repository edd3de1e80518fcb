import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, unique } from './found.ts';
import { eachLine, firstOf, keyOf, scalarOf } from './lines.ts';

type Entry = { -readonly [K in keyof Found]: Found[K] } & {
  /** `name@range` of all who ask for it. */
  readonly asked: readonly string[];
  readonly workspace: boolean;
};

interface State {
  entry: Entry | null;
  inDependencies: boolean;
  readonly found: Entry[];
  /** `name@range` that the workspaces ask for. */
  readonly declared: Set<string>;
}

/**
 * Packages of a `yarn.lock`. Berry lists what the workspaces ask for, and that is direct; the file of Yarn 1 tells nothing of the kind.
 * Neither says what is for development.
 */
export function extractYarnLock(file: SourceFile): Extraction {
  const { text } = file;
  const state: State = { entry: null, inDependencies: false, found: [], declared: new Set() };
  eachLine(text, (start, end) => {
    const at = firstOf(text, start, end);
    if (at === end || text.charCodeAt(at) === 35) return;
    if (at === start) begin(text, start, end, state);
    else if (state.entry !== null) readField(text, at, end, at - start, state);
  });
  close(state);
  for (const item of state.found) item.direct = item.asked.some((one) => state.declared.has(one));
  return packagesOf(file, 'npm', unique(state.found));
}

function begin(text: string, start: number, end: number, state: State): void {
  close(state);
  state.inDependencies = false;
  const header = text.slice(start, end);
  if (!header.endsWith(':') || header === '__metadata:') {
    state.entry = null;
    return;
  }
  const from = header.startsWith('"') ? 1 : 0;
  const asked = header
    .slice(0, -1)
    .split(',')
    .map((one) => one.trim().replace(/^"|"$/g, ''));
  const first = asked[0] ?? '';
  const at = first.indexOf('@', 1);
  const name = at === -1 ? first : first.slice(0, at);
  const range = at === -1 ? '' : first.slice(at + 1);
  // Yarn 1 has the alias in the key only: `wanted@npm:real@^1`.
  const real = /^npm:(@?[^@]+)@/.exec(range)?.[1];
  state.entry = {
    name: real ?? name,
    version: null,
    section: 'production',
    direct: false,
    asked,
    start: start + from,
    end: start + from + name.length,
    workspace: /^(?:workspace|link|portal):/.test(range),
  };
}

function readField(text: string, at: number, end: number, indent: number, state: State): void {
  const { entry } = state;
  if (entry === null) return;
  if (indent === 2) {
    state.inDependencies = text.startsWith('dependencies:', at) || text.startsWith('optionalDependencies:', at);
    if (text.startsWith('version', at)) entry.version = scalarOf(text, at + (text.charCodeAt(at + 7) === 58 ? 8 : 7), end);
    else if (text.startsWith('resolution: ', at)) entry.name = nameOf(scalarOf(text, at + 12, end)) ?? entry.name;
  } else if (indent === 4 && state.inDependencies && entry.workspace) {
    const key = keyOf(text, at, end);
    if (key !== null) state.declared.add(`${text.slice(key.start, key.end)}@${scalarOf(text, key.rest, end)}`);
  }
}

/** `openai@npm:4.1.0` as `openai`. */
function nameOf(resolution: string): string | null {
  const at = resolution.indexOf('@', 1);
  return at === -1 ? null : resolution.slice(0, at);
}

function close(state: State): void {
  if (state.entry !== null && !state.entry.workspace) state.found.push(state.entry);
}
