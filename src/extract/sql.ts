/** SQL -> candidates: function calls with their written arguments, models that are created, and the texts between. */

import { bound, meet } from '../model/bounds.ts';
import type { Argument, Candidate, Extraction, Value } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import type { Location } from '../model/location.ts';
import { gist } from '../util/addresses.ts';
import { createPlacer } from './place.ts';
import { readBody } from './shell/json-body.ts';
import { lexSql, type SqlToken } from './sql-lex.ts';

interface Sql {
  readonly tokens: readonly SqlToken[];
  readonly locate: (start: number, end: number) => Location;
  readonly candidates: Candidate[];
  /** Models made here, by their names: what a call names by one of them is that model. */
  readonly models: Map<string, number>;
  calls: number;
}

/** Function calls, created models and string literals of a SQL file, whatever its dialect; templates (`{{ }}`) are values nobody knows. */
export function extractSql(file: SourceFile): Extraction {
  const place = createPlacer(file);
  const sql: Sql = { tokens: lexSql(file.text), locate: (start, end) => place({ start, end }), candidates: [], models: new Map(), calls: 0 };
  let at = 0;
  while (at < sql.tokens.length) at = readStatementPart(sql, at);
  return { candidates: sql.candidates, problems: [] };
}

/** One token, call or created model; returns the position after it. */
function readStatementPart(sql: Sql, at: number): number {
  const token = sql.tokens[at] as SqlToken;
  if (isWord(token, 'CREATE')) return readCreate(sql, at) ?? at + 1;
  if (isWord(token, 'EXEC') || isWord(token, 'EXECUTE')) return readExecute(sql, at) ?? at + 1;
  if (token.kind === 'name' && isSign(sql.tokens[at + 1], '(')) return readCall(sql, at, 0).at;
  if (token.kind === 'text') say(sql, token, null, null, null);
  return at + 1;
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'name' && !token.quoted && token.text.toUpperCase() === word;
}

function isSign(token: SqlToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}

function say(sql: Sql, token: SqlToken, key: string | null, call: number | null, group: string | null): void {
  const value = gist(token.text);
  if (value.length < 2) return;
  const listed = key === null;
  sql.candidates.push({ kind: 'text', value, key, call, group, ...(listed && { listed }), location: sql.locate(token.start, token.end) });
}

/** Position of the bracket that closes the one at `open`. */
function closing({ tokens }: Sql, open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSign(tokens[at], '(')) depth++;
    else if (isSign(tokens[at], ')') && --depth === 0) return at;
  }
  return tokens.length;
}

/** `NAME(a, b => 'c')`: a call of the function of that name. */
function readCall(sql: Sql, at: number, depth: number): { at: number; id: number } {
  const name = sql.tokens[at] as SqlToken;
  const close = closing(sql, at + 1);
  const id = sql.calls++;
  const args: Argument[] = [];
  for (let from = at + 2; from < close; ) {
    const to = argumentEnd(sql, from, close);
    if (depth >= bound('nesting')) meet('nesting', sql.locate(name.start, name.end));
    else args.push(readArgument(sql, from, to, args.length, id, depth));
    from = to + 1;
  }
  const end = sql.tokens[Math.min(close, sql.tokens.length - 1)] as SqlToken;
  pushCall(sql, id, name.text.toUpperCase(), args, sql.locate(name.start, end.end));
  return { at: close + 1, id };
}

function pushCall(sql: Sql, id: number, name: string, args: readonly Argument[], location: Location): void {
  const path = [name.slice(name.lastIndexOf('.') + 1)];
  // A function is there without being imported: using it says both.
  sql.candidates.push({ kind: 'import', language: 'sql', module: name, names: [], typeOnly: false, location });
  sql.candidates.push({ kind: 'call', id, language: 'sql', module: name, path, receivers: [], viaDefault: false, args, location });
}

function argumentEnd({ tokens }: Sql, from: number, close: number): number {
  let depth = 0;
  for (let at = from; at < close; at++) {
    if (isSign(tokens[at], '(')) depth++;
    else if (isSign(tokens[at], ')')) depth--;
    else if (depth === 0 && isSign(tokens[at], ',')) return at;
  }
  return close;
}

/** `'x'`, `name => 'x'`, `name := 'x'`, `MODEL name`, or something that is worked out. */
function readArgument(sql: Sql, from: number, to: number, position: number, call: number, depth: number): Argument {
  const { tokens } = sql;
  const first = tokens[from];
  if (first?.kind === 'name' && (isSign(tokens[from + 1], '=>') || isSign(tokens[from + 1], ':=') || isSign(tokens[from + 1], '='))) {
    const name = first.text.replace(/^@/, '').toLowerCase();
    return { name: optionName(name, tokens[from + 2]), value: readValue(sql, from + 2, to, name, call, depth) };
  }
  if (isWord(first, 'MODEL') && tokens[from + 1]?.kind === 'name') {
    const model = tokens[from + 1] as SqlToken;
    const made = sql.models.get(plain(model.text));
    const location = sql.locate(model.start, model.end);
    return {
      name: 'model',
      value: made === undefined ? { kind: 'dynamic', text: model.text, location } : { kind: 'call', call: made, text: model.text, location },
    };
  }
  return { name: String(position), value: readValue(sql, from, to, null, call, depth) };
}

/** An `endpoint` that is no address names what is served there: `ENDPOINT = 'gemini-2.5-flash'`. */
function optionName(name: string, value: SqlToken | undefined): string {
  return name === 'endpoint' && value?.kind === 'text' && !value.text.includes('/') ? 'model' : name;
}

function plain(name: string): string {
  return name.replace(/["`[\]]/g, '').toLowerCase();
}

/** The value of some tokens: a text, a text put together, a call, or only known at run time. */
function readValue(sql: Sql, from: number, to: number, key: string | null, call: number, depth: number): Value {
  const { tokens } = sql;
  const first = tokens[from];
  const last = tokens[Math.min(to, tokens.length) - 1];
  if (!first || !last || from >= to) return { kind: 'dynamic', text: '', location: sql.locate(first?.start ?? 0, first?.end ?? 0) };
  const location = sql.locate(first.start, last.end);
  // A cast behind a text changes nothing.
  if (first.kind === 'text' && (to === from + 1 || isSign(tokens[from + 1], '::'))) {
    say(sql, first, key, call, `c${call}`);
    return textValue(sql, first);
  }
  if (first.kind === 'name' && isSign(tokens[from + 1], '(') && closing(sql, from + 1) === to - 1) return readInnerCall(sql, from, to, call, depth, location);
  for (let at = from; at < to; ) {
    const token = tokens[at] as SqlToken;
    if (token.kind === 'name' && isSign(tokens[at + 1], '(')) at = readCall(sql, at, depth + 1).at;
    else {
      if (token.kind === 'text') say(sql, token, null, call, null);
      at++;
    }
  }
  return (
    joined(sql, from, to) ?? {
      kind: 'dynamic',
      text: sql.tokens
        .slice(from, Math.min(to, from + 8))
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 60),
      location,
    }
  );
}

/** A call as a value; functions that make JSON of a text stand for it. */
function readInnerCall(sql: Sql, from: number, to: number, call: number, depth: number, location: Location): Value {
  const name = (sql.tokens[from] as SqlToken).text.toUpperCase();
  if (/^(?:JSON|PARSE_JSON|TO_JSON|JSON_PARSE|CAST|TO_JSONB?|JSONB?)$/.test(name)) return readValue(sql, from + 2, to - 1, null, call, depth + 1);
  if (/^(?:JSON_OBJECT|JSONB_BUILD_OBJECT|JSON_BUILD_OBJECT|OBJECT_CONSTRUCT|NAMED_STRUCT)$/.test(name)) {
    const entries: Argument[] = [];
    for (let at = from + 2; at < to - 1; ) {
      const end = argumentEnd(sql, at, to - 1);
      const key = sql.tokens[at];
      const colon = sql.tokens[at + 1];
      const valueEnd = argumentEnd(sql, end + 1, to - 1);
      if (key?.kind === 'text' && isSign(colon, ':')) {
        entries.push({ name: key.text, value: readValue(sql, at + 2, end, key.text, call, depth + 1) });
        at = end + 1;
      } else {
        if (key?.kind === 'text') entries.push({ name: key.text, value: readValue(sql, end + 1, valueEnd, key.text, call, depth + 1) });
        at = valueEnd + 1;
      }
    }
    return { kind: 'object', entries, location };
  }
  const inner = readCall(sql, from, depth + 1);
  return { kind: 'call', call: inner.id, text: name, location };
}

/** A text; one that is JSON is read as what it says. */
function textValue(sql: Sql, token: SqlToken): Value {
  const location = sql.locate(token.start, token.end);
  const body = /^\s*\{/.test(token.text)
    ? readBody({ text: token.text, at: (from, to) => sql.locate(token.inner + from, token.inner + to), holes: new Map() })
    : null;
  if (body) return body;
  return token.holes ? { kind: 'pattern', text: token.text, location } : { kind: 'text', text: token.text, location };
}

/** `'a' || b`: a text with holes. */
function joined(sql: Sql, from: number, to: number): Value | null {
  let text = '';
  let wantsOperand = true;
  for (let at = from; at < to; at++) {
    const token = sql.tokens[at] as SqlToken;
    if (!wantsOperand) {
      if (!isSign(token, '||') && !isSign(token, '+')) return null;
      wantsOperand = true;
      continue;
    }
    if (token.kind !== 'text' && token.kind !== 'name') return null;
    text += token.kind === 'text' ? token.text : '{}';
    wantsOperand = false;
  }
  const first = sql.tokens[from] as SqlToken;
  const last = sql.tokens[to - 1] as SqlToken;
  return text.replaceAll('{}', '') === '' ? null : { kind: 'pattern', text, location: sql.locate(first.start, last.end) };
}

/** `CREATE [OR REPLACE] [EXTERNAL] MODEL name ... OPTIONS (...)`: a model, with everything its statement sets. Null for other statements. */
function readCreate(sql: Sql, from: number): number | null {
  const { tokens } = sql;
  const skipped = new Set(['OR', 'REPLACE', 'TEMP', 'TEMPORARY', 'EXTERNAL', 'IF', 'NOT', 'EXISTS', 'MODEL']);
  let at = from + 1;
  const words: string[] = [];
  for (; tokens[at]?.kind === 'name' && skipped.has((tokens[at] as SqlToken).text.toUpperCase()); at++) words.push((tokens[at] as SqlToken).text.toUpperCase());
  const name = tokens[at];
  if (!words.includes('MODEL') || name?.kind !== 'name') return null;
  const args: Argument[] = [];
  const id = sql.calls++;
  let end = at + 1;
  for (; end < tokens.length && !isSign(tokens[end], ';') && !(isWord(tokens[end], 'AS') && isSelect(tokens[end + 1])); end++) {
    const key = tokens[end];
    const sign = isSign(tokens[end + 1], '=') ? 2 : 1;
    const value = tokens[end + sign];
    if (key?.kind !== 'name' || value?.kind !== 'text') continue;
    const option = key.text.toLowerCase();
    say(sql, value, option, id, `c${id}`);
    args.push({ name: optionName(option, value), value: textValue(sql, value) });
    end += sign;
  }
  sql.models.set(plain(name.text), id);
  const last = tokens[Math.min(end, tokens.length) - 1] as SqlToken;
  pushCall(sql, id, words.includes('EXTERNAL') ? 'CREATE EXTERNAL MODEL' : 'CREATE MODEL', args, sql.locate((tokens[from] as SqlToken).start, last.end));
  return end;
}

function isSelect(token: SqlToken | undefined): boolean {
  return isWord(token, 'SELECT') || isWord(token, 'WITH') || isSign(token, '(');
}

/** `EXEC procedure @name = 'value', ...`: a call with named arguments. Null for anything else. */
function readExecute(sql: Sql, from: number): number | null {
  const { tokens } = sql;
  let at = from + 1;
  // `EXEC @result = procedure ...`
  if (tokens[at]?.kind === 'name' && isSign(tokens[at + 1], '=')) at += 2;
  const name = tokens[at];
  if (name?.kind !== 'name' || isSign(tokens[at + 1], '(')) return null;
  const id = sql.calls++;
  const args: Argument[] = [];
  let end = at + 1;
  while (end < tokens.length && tokens[end]?.kind === 'name' && (tokens[end] as SqlToken).text.startsWith('@') && isSign(tokens[end + 1], '=')) {
    const key = (tokens[end] as SqlToken).text.slice(1).toLowerCase();
    const value = tokens[end + 2];
    if (value?.kind === 'text') {
      say(sql, value, key, id, `c${id}`);
      args.push({ name: key, value: textValue(sql, value) });
    }
    end += 3;
    while (end < tokens.length && !isSign(tokens[end], ',') && !isSign(tokens[end], ';') && tokens[end]?.kind !== 'name') end++;
    if (isSign(tokens[end], ',')) end++;
  }
  if (args.length === 0) return null;
  pushCall(sql, id, name.text.toUpperCase(), args, sql.locate(name.start, (tokens[end - 1] as SqlToken).end));
  return end;
}
