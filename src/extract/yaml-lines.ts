import { isEnvironmentKey, isVariableName, MAX_TEXT, type Setting, splitAssignment } from './settings.ts';
import { quotedTexts, textOf } from './written.ts';

/** An open key or list, by the column it stands in. */
interface Frame {
  readonly indent: number;
  readonly list: boolean;
  /** The key, or the position in a list. */
  label: string;
  /** `name:` of this list item, waiting for its `value:`. */
  name: string | null;
}

/**
 * Texts of YAML that does not parse: templates, merge conflicts, files too large. Understands one key or list item per line, by indentation;
 * of flow collections only the quoted texts. Wrong about block scalars, whose lines it takes for settings, and that is the safe side.
 */
export function readYamlLines(text: string, most: number): Setting[] {
  const settings: Setting[] = [];
  const frames: Frame[] = [];
  for (let start = 0; start < text.length && settings.length <= most; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    // Nobody nests or writes a setting beyond this; minified data does.
    if (end - start <= MAX_TEXT * 2) readLine(text, start, end, frames, settings);
    start = end + 1;
  }
  return settings;
}

function readLine(text: string, start: number, end: number, frames: Frame[], settings: Setting[]): void {
  let at = skipBlanks(text, start, end);
  if (at === end || text[at] === '#' || text[at] === '%') return;
  if (text.startsWith('---', at) && at === start) {
    frames.length = 0;
    return;
  }
  while (text[at] === '-' && (at + 1 === end || text[at + 1] === ' ')) {
    openItem(frames, at - start);
    at = skipBlanks(text, at + 1, end);
  }
  if (at === end) return;
  const colon = findColon(text, at, end);
  if (colon === -1) {
    readItem(text, at, end, frames, settings);
    return;
  }
  const indent = at - start;
  while ((frames.at(-1)?.indent ?? -1) >= indent) frames.pop();
  const key = textOf(text, at, colon)?.text ?? text.slice(at, colon).trim();
  const from = skipBlanks(text, colon + 1, end);
  if (from === end || text[from] === '#' || text[from] === '|' || text[from] === '>' || text[from] === '&')
    frames.push({ indent, list: false, label: key, name: null });
  else readValue(text, from, end, key, frames, settings);
}

function openItem(frames: Frame[], indent: number): void {
  while ((frames.at(-1)?.indent ?? -1) > indent) frames.pop();
  const top = frames.at(-1);
  if (top?.list === true && top.indent === indent) {
    top.label = String(Number(top.label) + 1);
    top.name = null;
  } else {
    frames.push({ indent, list: true, label: '0', name: null });
  }
}

/** A plain item of a list. */
function readItem(text: string, at: number, end: number, frames: readonly Frame[], settings: Setting[]): void {
  const item = textOf(text, at, end);
  const path = frames.map(({ label }) => label);
  if (item === null || frames.at(-1)?.list !== true) {
    for (const quoted of quotedTexts(text, at, end)) settings.push({ path, environment: false, ...quoted });
    return;
  }
  const assignment = isEnvironmentKey(frames.at(-2)?.label ?? '') ? splitAssignment({ kind: 'text', ...item }) : null;
  if (assignment === null) settings.push({ path, environment: false, ...item });
  else settings.push({ path: [...path.slice(0, -1), assignment.name], environment: true, text: assignment.text, ...assignment.span });
}

function readValue(text: string, from: number, end: number, key: string, frames: readonly Frame[], settings: Setting[]): void {
  const top = frames.at(-1);
  const labels = frames.map(({ label }) => label);
  const value = textOf(text, from, end);
  if (value === null) {
    for (const quoted of quotedTexts(text, from, end)) settings.push({ path: [...labels, key], environment: false, ...quoted });
    return;
  }
  const inVariables = top?.list === true && isEnvironmentKey(frames.at(-2)?.label ?? '');
  if (inVariables && key.toLowerCase() === 'name') {
    top.name = value.text;
  } else if (inVariables && key.toLowerCase() === 'value' && top.name !== null) {
    settings.push({ path: [...labels.slice(0, -1), top.name], environment: true, ...value });
  } else {
    settings.push({ path: [...labels, key], environment: isEnvironmentKey(top?.label ?? '') && isVariableName(key), ...value });
  }
}

/** The colon that ends a key: outside quotes, before a blank or the end of the line. */
function findColon(text: string, at: number, end: number): number {
  const quote = text[at];
  if (quote === '{' || quote === '[') return -1;
  let from = at;
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, at + 1);
    if (close === -1 || close >= end) return -1;
    from = close + 1;
    return text[from] === ':' ? from : -1;
  }
  for (let i = from; i < end; i++) {
    if (text[i] === '#' && text[i - 1] === ' ') return -1;
    if (text[i] === ':' && (i + 1 === end || text[i + 1] === ' ' || text[i + 1] === '\r')) return i;
  }
  return -1;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at++;
  return at;
}
