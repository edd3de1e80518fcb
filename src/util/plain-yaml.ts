/**
 * A reader for the plain part of YAML, some twenty times as fast as a whole parser: block mappings and lists, flow collections on one line, plain
 * and quoted texts on one line, simple block texts. Whatever else is written, and whatever could be read in two ways, makes it give up, and a whole
 * parser reads the text and says what is wrong. A grammar in one piece, so longer than other files.
 */

/** Thrown inside only. */
const GIVE_UP = Symbol('not plain');

/** Deeper is left to the parser that refuses it. */
const MAX_DEPTH = 40;

interface Reader {
  readonly lines: readonly string[];
  /** Column of the first character of each line; -1 for lines without content. Moved right where a list item holds a mapping. */
  readonly indents: number[];
  at: number;
}

/** The value of a YAML text, or null when it is not plain. What it reads it reads as YAML 1.2 core does, and so does every other reader. */
export function readPlainYaml(text: string): { readonly value: unknown } | null {
  if (/[\t\r\u0085\u2028\u2029\ufeff]|^(?:---|\.\.\.|%)/m.test(text)) return null;
  const lines = text.split('\n');
  const indents = lines.map(indentOf);
  const reader: Reader = { lines, indents, at: 0 };
  try {
    const indent = nextIndent(reader);
    if (indent !== 0) return null;
    const value = readBlock(reader, indent, 0);
    return nextIndent(reader) === -1 ? { value } : null;
  } catch (problem) {
    if (problem === GIVE_UP) return null;
    throw problem;
  }
}

function giveUp(): never {
  throw GIVE_UP;
}

function indentOf(line: string): number {
  let at = 0;
  while (at < line.length && line.charCodeAt(at) === 32) at++;
  return at === line.length || line.charCodeAt(at) === 35 ? -1 : at;
}

/** Column of the next line with content, which is then the current one; -1 at the end. */
function nextIndent(reader: Reader): number {
  while (reader.at < reader.lines.length && reader.indents[reader.at] === -1) reader.at++;
  return reader.at < reader.lines.length ? (reader.indents[reader.at] as number) : -1;
}

function readBlock(reader: Reader, indent: number, depth: number): unknown {
  if (depth > MAX_DEPTH) giveUp();
  const line = reader.lines[reader.at] as string;
  return isItem(line, indent) ? readList(reader, indent, depth) : readMapping(reader, indent, depth);
}

function isItem(line: string, at: number): boolean {
  return line.charCodeAt(at) === 45 && line.charCodeAt(at + 1) === 32;
}

function readList(reader: Reader, indent: number, depth: number): unknown[] {
  const items: unknown[] = [];
  while (nextIndent(reader) === indent && isItem(reader.lines[reader.at] as string, indent)) {
    const line = reader.lines[reader.at] as string;
    let start = indent + 1;
    while (line.charCodeAt(start) === 32) start++;
    if (start >= line.length || line.charCodeAt(start) === 35) giveUp();
    if (isItem(line, start) || keyEnd(line, start) > 0) {
      reader.indents[reader.at] = start;
      items.push(readBlock(reader, start, depth + 1));
    } else {
      items.push(readValue(reader, line, start, indent, depth));
    }
  }
  if (nextIndent(reader) > indent) giveUp();
  return items;
}

function readMapping(reader: Reader, indent: number, depth: number): Record<string, unknown> {
  const mapping: Record<string, unknown> = {};
  while (nextIndent(reader) === indent) {
    const line = reader.lines[reader.at] as string;
    const end = keyEnd(line, indent);
    if (end <= 0) {
      if (isItem(line, indent)) break;
      giveUp();
    }
    const key = keyText(line, indent, end);
    if (Object.hasOwn(mapping, key) || key === '__proto__') giveUp();
    let start = end + 1;
    while (line.charCodeAt(start) === 32) start++;
    mapping[key] = start >= line.length || line.charCodeAt(start) === 35 ? readBelow(reader, indent, depth) : readValue(reader, line, start, indent, depth);
  }
  if (nextIndent(reader) > indent) giveUp();
  return mapping;
}

/** What stands under a key: deeper lines, or a list at the column of the key. */
function readBelow(reader: Reader, indent: number, depth: number): unknown {
  reader.at++;
  const below = nextIndent(reader);
  if (below > indent || (below === indent && isItem(reader.lines[reader.at] as string, below))) return readBlock(reader, below, depth + 1);
  return giveUp();
}

/** Place of the colon after the key that begins here; 0 when none does. */
function keyEnd(line: string, start: number): number {
  const first = line.charCodeAt(start);
  let at = start;
  if (first === 34 || first === 39) {
    at = line.indexOf(first === 34 ? '"' : "'", start + 1);
    if (at < 0) return 0;
    at++;
  } else {
    if (!isLetter(first)) return 0;
    while (at < line.length && isKeyCharacter(line.charCodeAt(at))) at++;
  }
  if (line.charCodeAt(at) !== 58) return 0;
  return at + 1 === line.length || line.charCodeAt(at + 1) === 32 ? at : 0;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** Letters, digits and - . / _ @. */
function isKeyCharacter(code: number): boolean {
  return isLetter(code) || (code >= 45 && code <= 57) || code === 64;
}

function keyText(line: string, start: number, end: number): string {
  const first = line.charCodeAt(start);
  const key = first === 34 || first === 39 ? line.slice(start + 1, end - 1) : line.slice(start, end);
  if (first === 34 || first === 39) return key === '' || /["'\\]/.test(key) ? giveUp() : key;
  return isSpecialWord(key) ? giveUp() : key;
}

/** A value that begins on this line; the lines after it are the next key's or item's. */
function readValue(reader: Reader, line: string, start: number, indent: number, depth: number): unknown {
  const first = line.charCodeAt(start);
  if (first === 124 || first === 62) return readBlockText(reader, line.slice(start), indent);
  const flow: Flow = { line, at: start };
  const value = first === 123 || first === 91 || first === 34 || first === 39 ? readFlow(flow, depth) : readPlain(flow);
  skipBlanks(flow);
  const rest = line.charCodeAt(flow.at);
  if (flow.at < line.length && !(rest === 35 && line.charCodeAt(flow.at - 1) === 32)) giveUp();
  reader.at++;
  return value;
}

/** `|` and `>`, with or without `-`, over lines of one column without gaps. */
function readBlockText(reader: Reader, header: string, indent: number): string {
  const [, style, strip] = /^([|>])(-?)$/.exec(header) ?? [];
  if (style === undefined) giveUp();
  const parts: string[] = [];
  let column = -1;
  for (reader.at++; reader.at < reader.lines.length; reader.at++) {
    const line = reader.lines[reader.at] as string;
    const own = line.length - line.trimStart().length;
    if (line.trim() === '') {
      // A gap: only one that ends the text is plain.
      const next = reader.lines.slice(reader.at).find((after) => after.trim() !== '');
      if (parts.length === 0 || (next !== undefined && next.length - next.trimStart().length > indent)) giveUp();
      break;
    }
    if (own <= indent) break;
    if (column === -1) column = own;
    if (own !== column || line.endsWith(' ')) giveUp();
    parts.push(line.slice(column));
  }
  // At the end of a text without a last line break it would not have one either.
  if (parts.length === 0 || reader.at >= reader.lines.length) giveUp();
  return parts.join(style === '|' ? '\n' : ' ') + (strip === '-' ? '' : '\n');
}

interface Flow {
  readonly line: string;
  at: number;
}

function skipBlanks(flow: Flow): void {
  while (flow.line.charCodeAt(flow.at) === 32) flow.at++;
}

function readFlow(flow: Flow, depth: number): unknown {
  if (depth > MAX_DEPTH) giveUp();
  switch (flow.line.charCodeAt(flow.at)) {
    case 123:
      return readFlowMapping(flow, depth);
    case 91:
      return readFlowList(flow, depth);
    case 34:
      return readDoubleQuoted(flow);
    case 39:
      return readSingleQuoted(flow);
    default:
      return readFlowPlain(flow);
  }
}

function readFlowList(flow: Flow, depth: number): unknown[] {
  const items: unknown[] = [];
  flow.at++;
  for (;;) {
    skipBlanks(flow);
    if (flow.line.charCodeAt(flow.at) === 93) break;
    items.push(readFlow(flow, depth + 1));
    skipBlanks(flow);
    const next = flow.line.charCodeAt(flow.at);
    if (next === 44) flow.at++;
    else if (next !== 93) giveUp();
  }
  flow.at++;
  return items;
}

function readFlowMapping(flow: Flow, depth: number): Record<string, unknown> {
  const mapping: Record<string, unknown> = {};
  const { line } = flow;
  flow.at++;
  for (;;) {
    skipBlanks(flow);
    if (line.charCodeAt(flow.at) === 125) break;
    const end = keyEnd(line, flow.at);
    // A key at the end of the line has its value on the next one.
    if (end <= 0 || end + 1 >= line.length) giveUp();
    const key = keyText(line, flow.at, end);
    if (Object.hasOwn(mapping, key) || key === '__proto__') giveUp();
    flow.at = end + 1;
    skipBlanks(flow);
    mapping[key] = readFlow(flow, depth + 1);
    skipBlanks(flow);
    const next = line.charCodeAt(flow.at);
    if (next === 44) flow.at++;
    else if (next !== 125) giveUp();
  }
  flow.at++;
  return mapping;
}

function readDoubleQuoted(flow: Flow): string {
  const { line, at } = flow;
  let end = at + 1;
  let escaped = false;
  for (; end < line.length; end++) {
    const code = line.charCodeAt(end);
    if (code === 34) break;
    if (code === 92) {
      escaped = true;
      end++;
    }
  }
  if (end >= line.length) giveUp();
  flow.at = end + 1;
  if (!escaped) return line.slice(at + 1, end);
  const quoted = line.slice(at, end + 1);
  // The escapes JSON has mean the same in YAML; the others are YAML's own.
  if (!/^"(?:[^\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"$/.test(quoted) || /\\u[dD][89A-Fa-f]/.test(quoted)) giveUp();
  return JSON.parse(quoted) as string;
}

function readSingleQuoted(flow: Flow): string {
  const { line, at } = flow;
  let end = at + 1;
  for (;;) {
    end = line.indexOf("'", end);
    if (end < 0) giveUp();
    if (line.charCodeAt(end + 1) !== 39) break;
    end += 2;
  }
  flow.at = end + 1;
  return line.slice(at + 1, end).replaceAll("''", "'");
}

/** A plain value up to the end of its line or a comment. */
function readPlain(flow: Flow): unknown {
  const { line, at } = flow;
  const comment = line.indexOf(' #', at);
  const text = line.slice(at, comment < 0 ? undefined : comment).trimEnd();
  flow.at = comment < 0 ? line.length : comment + 1;
  if (text.includes(': ') || text.endsWith(':')) giveUp();
  return plainValue(text);
}

/** A plain value within braces or brackets. */
function readFlowPlain(flow: Flow): unknown {
  const { line, at } = flow;
  let end = at;
  for (; end < line.length; end++) {
    const code = line.charCodeAt(end);
    if (code === 44 || code === 91 || code === 93 || code === 123 || code === 125) break;
    if (code === 35 && line.charCodeAt(end - 1) === 32) giveUp();
    if (code === 58 && !isTextAfterColon(line.charCodeAt(end + 1))) giveUp();
  }
  flow.at = end;
  return plainValue(line.slice(at, end).trimEnd());
}

function isTextAfterColon(code: number): boolean {
  return code === 47 || code === 92 || (code >= 48 && code <= 57) || isLetter(code);
}

/** Words and forms that some reader takes for something else than a text. */
function isSpecialWord(text: string): boolean {
  return /^(?:y|n|yes|no|on|off|true|false|null|~)$/i.test(text);
}

function plainValue(text: string): unknown {
  const first = text.charCodeAt(0);
  if (isLetter(first)) {
    if (text.length > 5 || !isSpecialWord(text)) return text;
    return text === 'true' ? true : text === 'false' ? false : giveUp();
  }
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return Number(text);
  if (/^-?(?:0|[1-9]\d{0,8})\.\d{0,5}[1-9]$/.test(text)) return Number(text);
  // Numbers in other forms, days, times, versions; and what begins like a list, an alias, a tag, an anchor.
  if (/^[-+]?\.?\d[\d._:,+eExXoOa-fA-FTtZz -]*$/.test(text) || /^[-+]?\.(?:inf|nan)/i.test(text)) return giveUp();
  return /^[\d/$(^<+.;=\u00a1-\ud7ff]/.test(text) || /^-[\w-]/.test(text) ? text : giveUp();
}
