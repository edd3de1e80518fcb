/**
 * Shell text (sh, bash, zsh, fish) -> commands with their words. Knows quotes, expansions, substitutions, heredocs, comments and the words that
 * only steer. Never fails: what is not closed ends at the end of the text. A grammar, so longer than other files.
 */
import { bound, meet } from '../../model/bounds.ts';

/** One word of a command: pieces of text and of what the shell puts in their place. Offsets are those of the whole text. */
export interface Word {
  readonly parts: readonly Part[];
  readonly start: number;
  readonly end: number;
  /** Some of it stood in quotes. */
  readonly quoted: boolean;
}

export type Part =
  /** Decoded text: its character `i` stands at `start + i`. */
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  /** `$NAME`, `${NAME:-fallback}`; `sets` for `:=`. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: Word | null; readonly sets: boolean; readonly start: number; readonly end: number }
  | { readonly kind: 'substitution'; readonly commands: readonly Command[]; readonly start: number; readonly end: number }
  /** Arithmetic and the like. */
  | { readonly kind: 'other'; readonly start: number; readonly end: number };

/** `NAME=word`, `NAME=(a b)`, `for NAME in a b`. */
export interface Assignment {
  readonly name: string;
  readonly words: readonly Word[];
  /** Another value of the same name stays possible: in a branch or loop. */
  readonly conditional: boolean;
}

export interface Command {
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  /** Heredocs and here-strings given to it. */
  readonly input: readonly Word[];
  /** File its output goes to. */
  readonly output: Word | null;
  /** The command whose output it reads. */
  readonly from: Command | null;
  readonly conditional: boolean;
}

interface Reader {
  readonly source: string;
  readonly to: number;
  at: number;
  /** Heredocs whose bodies begin on the next line. */
  readonly pending: { readonly delimiter: string; readonly raw: boolean; readonly tabs: boolean; readonly into: Word[] }[];
  /** Branches and loops around. */
  branches: number;
  /** `case` statements around. */
  cases: number;
  depth: number;
}

const SEPARATORS = new Set([';', '&', '|', '\n', '(', ')']);
const OPENS = new Set(['if', 'while', 'until', 'case', 'for', 'select', 'switch']);
const CLOSES = new Set(['fi', 'done', 'esac', 'end']);
/** Words that stand before a command without being one. */
const STEERS = new Set(['then', 'else', 'elif', 'do', '!', '{', '}', 'time', 'begin', 'and', 'or', 'not', 'coproc', ...OPENS, ...CLOSES]);

/** The commands of a text, in order; those in substitutions hang on the words they stand in. */
export function readCommands(source: string, from = 0, to: number = source.length, depth = 0): Command[] {
  return readList({ source, to, at: from, pending: [], branches: 0, cases: 0, depth }, null);
}

function readList(reader: Reader, closer: ')' | null): Command[] {
  const commands: Command[] = [];
  let piped: Command | null = null;
  let open = 0;
  while (reader.at < reader.to) {
    const char = reader.source[reader.at] as string;
    if (char === ')' && closer !== null && open === 0) break;
    if (char === '(') open++;
    else if (char === ')') open = Math.max(0, open - 1);
    if (SEPARATORS.has(char)) {
      const next = reader.source[reader.at + 1];
      // `((i++))` is arithmetic.
      if (char === '(' && next === '(') {
        skipArithmetic(reader);
        open--;
        continue;
      }
      if (char === '\n') readHeredocs(reader);
      else reader.at += (char === '|' || char === '&') && next === char ? 2 : char === '|' && next === '&' ? 2 : 1;
      if (char !== '|' || next === '|') piped = null;
      continue;
    }
    if (isBlank(char) || char === '\r' || (char === '\\' && /[\r\n]/.test(reader.source[reader.at + 1] ?? ''))) {
      reader.at += char === '\\' ? (reader.source.startsWith('\r\n', reader.at + 1) ? 3 : 2) : 1;
      continue;
    }
    if (char === '#') {
      reader.at = lineEnd(reader, reader.at);
      continue;
    }
    const command = readCommand(reader, piped);
    if (command) commands.push(command);
    piped = command && nextIsPipe(reader) ? command : null;
  }
  readHeredocs(reader);
  return commands;
}

function nextIsPipe(reader: Reader): boolean {
  return reader.source[reader.at] === '|' && reader.source[reader.at + 1] !== '|';
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

function lineEnd({ source, to }: Reader, from: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 || at > to ? to : at;
}

function skipArithmetic(reader: Reader): void {
  const close = reader.source.indexOf('))', reader.at);
  reader.at = close < 0 || close > reader.to ? reader.to : close + 2;
}

const ASSIGNMENT = /^([A-Za-z_]\w*)(?:\[[^\]\n]*\])?\+?=/;

/** One simple command, up to a separator; null where nothing is run. */
function readCommand(reader: Reader, from: Command | null): Command | null {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const input: Word[] = [];
  let output: Word | null = null;
  const { source } = reader;
  while (reader.at < reader.to) {
    const char = source[reader.at] as string;
    if (isBlank(char) || char === '\r') reader.at++;
    else if (char === '\\' && /[\r\n]/.test(source[reader.at + 1] ?? '')) reader.at += source.startsWith('\r\n', reader.at + 1) ? 3 : 2;
    else if (char === '#') reader.at = lineEnd(reader, reader.at);
    else if (char === '&' && source[reader.at + 1] === '>') reader.at += source[reader.at + 2] === '>' ? 3 : 2;
    else if (char === '<' || char === '>') output = readRedirect(reader, input) ?? output;
    else if (char === ')') return command();
    else if (words.length === 0 && assignments.length === 0 && skipsHead(reader)) continue;
    else if (char === '(') {
      // `name() {` runs nothing.
      if (/^\(\s*\)/.test(source.slice(reader.at, reader.at + 8))) {
        reader.at = source.indexOf(')', reader.at) + 1;
        return null;
      }
      // fish: a substitution stands in bare parentheses.
      if (words.length === 0) return command();
      words.push(readBareSubstitution(reader));
    } else if (SEPARATORS.has(char)) break;
    else if (words.length === 0 && steers(reader)) {
      const word = bareWord(reader);
      if (OPENS.has(word)) reader.branches++;
      if (CLOSES.has(word)) reader.branches = Math.max(0, reader.branches - 1);
      if (word === 'esac') reader.cases = Math.max(0, reader.cases - 1);
      reader.at += word.length;
      if (word === 'for' || word === 'select') readLoop(reader, assignments);
      if (word === 'switch') reader.at = lineEnd(reader, reader.at);
      if (word === 'case') skipSubject(reader);
      if (assignments.length > 0) return command();
    } else if (words.length === 0 && ASSIGNMENT.test(source.slice(reader.at, reader.at + 200))) assignments.push(readAssignment(reader));
    else words.push(readWord(reader));
  }
  return command();
  function command(): Command | null {
    if (words.length === 0 && assignments.length === 0) return null;
    return { assignments, words, input, output, from, conditional: reader.branches > 0 };
  }
}

const PATTERN = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s()"';&|$`]+)(?:[ \t]*\|[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[^\s()"';&|$`]+))*[ \t]*\)/;
const FUNCTION = /^function\s+[\w:.-]+(?:\s*\(\s*\))?/;

/** Steps over the pattern of a `case` and over `function name`: neither is a command. */
function skipsHead(reader: Reader): boolean {
  const head = reader.source.slice(reader.at, Math.min(reader.to, reader.at + 200));
  const found = (reader.cases > 0 ? PATTERN.exec(head) : null) ?? FUNCTION.exec(head);
  if (!found) return false;
  reader.at += found[0].length;
  return true;
}

function bareWord({ source, at, to }: Reader): string {
  return /^[^\s;&|()<>"'`$\\]+/.exec(source.slice(at, Math.min(to, at + 40)))?.[0] ?? '';
}

function steers(reader: Reader): boolean {
  const word = bareWord(reader);
  if (!STEERS.has(word)) return false;
  const after = reader.source[reader.at + word.length];
  return after === undefined || /[\s;&|()]/.test(after);
}

/** `for x in a b c`: x is one of them. */
function readLoop(reader: Reader, assignments: Assignment[]): void {
  const head = /^\s+([A-Za-z_]\w*)\s+in\b/.exec(reader.source.slice(reader.at, reader.at + 120));
  if (!head) return;
  reader.at += head[0].length;
  const words: Word[] = [];
  while (reader.at < reader.to && !/[;\n]/.test(reader.source[reader.at] as string)) {
    const char = reader.source[reader.at] as string;
    if (isBlank(char) || char === '\r') reader.at++;
    else if (char === '\\' && /[\r\n]/.test(reader.source[reader.at + 1] ?? '')) reader.at += 2;
    else if (SEPARATORS.has(char) || char === '<' || char === '>') reader.at++;
    else if (char === '#') break;
    else words.push(readWord(reader));
  }
  if (words.length > 0) assignments.push({ name: head[1] as string, words, conditional: false });
}

function skipSubject(reader: Reader): void {
  const head = /^[^\n;]*?\bin\b/.exec(reader.source.slice(reader.at, reader.at + 200));
  reader.cases++;
  reader.at = head ? reader.at + head[0].length : lineEnd(reader, reader.at);
}

function readAssignment(reader: Reader): Assignment {
  const head = ASSIGNMENT.exec(reader.source.slice(reader.at, reader.at + 200));
  const name = head?.[1] ?? '';
  reader.at += head?.[0].length ?? 1;
  const conditional = reader.branches > 0;
  if (reader.source[reader.at] !== '(') return { name, words: [readWord(reader)], conditional };
  reader.at++;
  const words: Word[] = [];
  while (reader.at < reader.to && reader.source[reader.at] !== ')') {
    const char = reader.source[reader.at] as string;
    if (/\s/.test(char)) reader.at++;
    else if (char === '#') reader.at = lineEnd(reader, reader.at);
    else if (SEPARATORS.has(char) || char === '<' || char === '>') reader.at++;
    else words.push(readWord(reader));
  }
  reader.at++;
  return { name, words, conditional };
}

/** `> file`, `2>&1`, `<<EOF`, `<<< text`. Returns the file output goes to. */
function readRedirect(reader: Reader, input: Word[]): Word | null {
  const { source } = reader;
  const start = reader.at;
  if (source.startsWith('<<<', start)) {
    reader.at += 3;
    skipBlanks(reader);
    input.push(readWord(reader));
    return null;
  }
  const heredoc = /^<<(-?)[ \t]*(\\?)(["']?)([\w.+-]+)\3/.exec(source.slice(start, start + 80));
  if (heredoc) {
    reader.at += heredoc[0].length;
    reader.pending.push({ delimiter: heredoc[4] as string, raw: heredoc[3] !== '' || heredoc[2] !== '', tabs: heredoc[1] === '-', into: input });
    return null;
  }
  while (reader.at < reader.to && /[<>&|]/.test(source[reader.at] as string)) reader.at++;
  skipBlanks(reader);
  if (reader.at >= reader.to || /[\s;()]/.test(source[reader.at] as string)) return null;
  const word = readWord(reader);
  return source[start] === '>' ? word : null;
}

function skipBlanks(reader: Reader): void {
  while (reader.at < reader.to && isBlank(reader.source[reader.at] as string)) reader.at++;
}

/** At the end of a line: the bodies of the heredocs begun in it. */
function readHeredocs(reader: Reader): void {
  if (reader.source[reader.at] === '\n') reader.at++;
  for (const { delimiter, raw, tabs, into } of reader.pending.splice(0)) {
    const start = reader.at;
    let end = reader.to;
    let after = reader.to;
    for (let line = start; line < reader.to; ) {
      const stop = lineEnd(reader, line);
      const text = reader.source.slice(line, stop).replace(/\r$/, '');
      if ((tabs ? text.replace(/^\t+/, '') : text) === delimiter) {
        end = line;
        after = Math.min(stop + 1, reader.to);
        break;
      }
      line = stop + 1;
    }
    into.push(raw ? plainWord(reader.source, start, end) : readQuoted({ ...reader, at: start, to: end, pending: [] }, null));
    reader.at = after;
  }
}

function plainWord(source: string, start: number, end: number): Word {
  return { parts: [{ kind: 'text', text: source.slice(start, end), start }], start, end, quoted: true };
}

/** A text with expansions, up to a quote or to its end. */
function readQuoted(reader: Reader, quote: '"' | null): Word {
  const start = reader.at;
  const parts: Part[] = [];
  let text = '';
  let textAt = start;
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text, start: textAt });
    text = '';
  };
  while (reader.at < reader.to && reader.source[reader.at] !== quote) {
    const char = reader.source[reader.at] as string;
    const next = reader.source[reader.at + 1] ?? '';
    if (char === '\\' && (next === '\n' || next === '$' || next === '`' || next === '\\' || (next === '"' && quote === '"'))) {
      flush();
      reader.at += 2;
      textAt = next === '\n' ? reader.at : reader.at - 1;
      if (next !== '\n') text = next;
    } else if ((char === '$' && /[\w{(@*#?!]/.test(next)) || char === '`') {
      flush();
      parts.push(readExpansion(reader));
      textAt = reader.at;
    } else {
      if (text === '') textAt = reader.at;
      text += char;
      reader.at++;
    }
  }
  flush();
  return { parts, start, end: reader.at, quoted: true };
}

/** A word at the cursor; moves at least one character on. */
function readWord(reader: Reader): Word {
  const { source } = reader;
  const start = reader.at;
  const parts: Part[] = [];
  let quoted = false;
  let text = '';
  let textAt = start;
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text, start: textAt });
    text = '';
  };
  while (reader.at < reader.to) {
    const char = source[reader.at] as string;
    const next = source[reader.at + 1] ?? '';
    if (char === "'" || (char === '$' && next === "'")) {
      flush();
      quoted = true;
      parts.push(...readSingle(reader, char === '$'));
    } else if (char === '"' || (char === '$' && next === '"')) {
      flush();
      quoted = true;
      reader.at += char === '$' ? 2 : 1;
      parts.push(...readQuoted(reader, '"').parts);
      reader.at++;
    } else if ((char === '$' && /[\w{(@*#?!]/.test(next)) || char === '`') {
      flush();
      parts.push(readExpansion(reader));
    } else if (char === '\\') {
      flush();
      if (next !== '\n' && next !== '\r') parts.push({ kind: 'text', text: next, start: reader.at + 1 });
      reader.at += 2;
    } else if (/\s/.test(char) || SEPARATORS.has(char) || char === '<' || char === '>') {
      // `extglob+(x)` and `a=(x)` are rare enough to end the word here.
      break;
    } else {
      if (text === '') textAt = reader.at;
      text += char;
      reader.at++;
    }
  }
  flush();
  reader.at = Math.min(Math.max(reader.at, start + 1), reader.to);
  return { parts, start, end: reader.at, quoted };
}

/** `'...'` or `$'...'`; the second has escapes. */
function readSingle(reader: Reader, escapes: boolean): Part[] {
  const { source, to } = reader;
  const start = reader.at + (escapes ? 2 : 1);
  let at = start;
  while (at < to && source[at] !== "'") at += escapes && source[at] === '\\' ? 2 : 1;
  at = Math.min(at, to);
  reader.at = Math.min(at + 1, to);
  const body = source.slice(start, at);
  const text = escapes ? body.replace(/\\n/g, '\n').replace(/\\(['"\\])/g, '$1') : body;
  return text === '' ? [] : [{ kind: 'text', text, start }];
}

/** `$NAME`, `${...}`, `$(...)`, `$((...))` or backticks. */
function readExpansion(reader: Reader): Part {
  const { source } = reader;
  const start = reader.at;
  if (source[start] === '`') return readBackticks(reader);
  if (source.startsWith('$((', start)) {
    skipArithmetic(reader);
    return { kind: 'other', start, end: reader.at };
  }
  if (source[start + 1] === '(') {
    reader.at += 2;
    return readSubstitution(reader, start);
  }
  if (source[start + 1] === '{') return readBraced(reader);
  const name = /^\$([A-Za-z_]\w*|[\d@*#?!$-])/.exec(source.slice(start, start + 80))?.[1] ?? '';
  reader.at = start + 1 + Math.max(name.length, 1);
  return { kind: 'variable', name, fallback: null, sets: false, start, end: reader.at };
}

/** Commands within commands within commands: how deep they are read. */
function isTooDeep({ depth }: Reader): boolean {
  if (depth < bound('nesting')) return false;
  meet('nesting');
  return true;
}

function readSubstitution(reader: Reader, start: number): Part {
  if (isTooDeep(reader)) {
    reader.at = reader.to;
    return { kind: 'other', start, end: reader.at };
  }
  const inner: Reader = { source: reader.source, to: reader.to, at: reader.at, pending: [], branches: 0, cases: 0, depth: reader.depth + 1 };
  const commands = readList(inner, ')');
  reader.at = Math.min(inner.at + 1, reader.to);
  return { kind: 'substitution', commands, start, end: reader.at };
}

function readBareSubstitution(reader: Reader): Word {
  const start = reader.at;
  reader.at++;
  const part = readSubstitution(reader, start);
  return { parts: [part], start, end: reader.at, quoted: false };
}

function readBackticks(reader: Reader): Part {
  const start = reader.at;
  let close = start + 1;
  while (close < reader.to && reader.source[close] !== '`') close += reader.source[close] === '\\' ? 2 : 1;
  close = Math.min(close, reader.to);
  reader.at = Math.min(close + 1, reader.to);
  const commands = !isTooDeep(reader) ? readCommands(reader.source, start + 1, close, reader.depth + 1) : [];
  return { kind: 'substitution', commands, start, end: reader.at };
}

/** `${NAME}`, `${NAME:-word}`, `${NAME:=word}`; other operators change the text and are not followed. */
function readBraced(reader: Reader): Part {
  const { source, to } = reader;
  const start = reader.at;
  let depth = 0;
  let close = start + 1;
  for (; close < to; close++) {
    const char = source[close];
    if (char === '\\') close++;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) break;
  }
  close = Math.min(close, to);
  reader.at = Math.min(close + 1, to);
  const head = /^\$\{[!#]?([A-Za-z_]\w*|[\d@*])(?:\[[^\]}]*\])?(:?[-=+?])?/.exec(source.slice(start, close));
  if (!head) return { kind: 'other', start, end: reader.at };
  const operator = head[2] ?? '';
  const from = start + head[0].length;
  const given = operator.endsWith('-') || operator.endsWith('=');
  const fallback = given && from < close ? readFallback(reader, from, close) : null;
  return { kind: 'variable', name: head[1] as string, fallback, sets: operator.endsWith('='), start, end: reader.at };
}

function readFallback(reader: Reader, from: number, to: number): Word {
  const quote = reader.source[from];
  if (quote === "'") return { parts: readSingle({ ...reader, at: from, to }, false), start: from, end: to, quoted: true };
  const inner = quote === '"' ? from + 1 : from;
  return readQuoted({ ...reader, at: inner, to: quote === '"' && reader.source[to - 1] === '"' ? to - 1 : to, pending: [], depth: reader.depth + 1 }, null);
}
