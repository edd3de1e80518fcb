/** Arguments of calls and entries of literals, in the ways the languages with braces name them. */
import { afterBracket, atEnd, endBefore, isName, isPunct, startHere, text, within } from '../cursor.ts';
import { STRING } from '../tokens.ts';
import type { Call, Expression, NamedExpression, Span } from '../tree.ts';
import { optionsOf } from './options.ts';
import { type BraceParser, inHead, opaque, step } from './parser.ts';

/** Keeps a string literal with the place it stands in. */
export function placeText(parser: BraceParser, value: string, at: Span): void {
  const { key, call, group, listed } = parser;
  parser.tree.texts.push({ text: value, start: at.start, end: at.end, key, call, group, listed });
}

/**
 * All arguments up to `close`; the cursor stands at the opening bracket. `outer` is the name the default of a look-up goes by, `first`
 * that of the first argument.
 */
export function parseArguments(parser: BraceParser, call: Call, close: number, outer: string | null, first: string | null = null): void {
  let position = 0;
  parser.at++;
  while (parser.at < close) {
    const before = parser.at;
    const name = argumentName(parser);
    if (name !== null) parser.at += 2;
    const key = name ?? (position > 0 ? outer : first);
    const spread = isPunct(parser, '...') || isPunct(parser, '..');
    const value = within(parser, { key }, () => parseElement(parser, close));
    if (name !== null) call.args.push({ name, value });
    else if (spread) call.args.push({ name: '...', value });
    else call.args.push({ name: String(position++), value });
    if (name === null || value.kind === 'function') call.args.push(...optionsOf(parser, value), ...optionFunction(value));
    if (isPunct(parser, ',') || parser.at === before) parser.at++;
  }
}

/** `name: value` or `name = value`, as the language has it; null for an argument by position. */
function argumentName(parser: BraceParser): string | null {
  const { named } = parser.traits;
  return named !== '' && isName(parser) && isPunct(parser, named, 1) ? text(parser) : null;
}

/** `option.WithBaseURL(x)`: an option by the name of a function. What is passed by position stays, too: it can be a client. */
function optionFunction(value: Expression): NamedExpression[] {
  if (value.kind !== 'call') return [];
  const { callee, args } = value.call;
  const last = callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
  const name = /^With([A-Z]\w*)$/.exec(last)?.[1];
  const first = args[0]?.value;
  return name === undefined || !first ? [] : [{ name: `${name[0]?.toLowerCase()}${name.slice(1)}`, value: first }];
}

/** One element of a list, up to the comma after it; what stands beside it (a comprehension, a second value) is read and left. */
function parseElement(parser: BraceParser, close: number): Expression {
  const value = parser.expression(parser);
  while (parser.at < close && !isPunct(parser, ',')) {
    const from = parser.at;
    within(parser, { key: null }, () => parser.statement(parser));
    if (parser.at === from) step(parser);
  }
  return value;
}

/** `{...}` or `[...]` as a value: an object when anything in it has a name, else a list. `own` is the group its texts belong to. */
export function parseEntries(parser: BraceParser, own: string | null = null): Expression {
  const start = startHere(parser);
  const close = Math.max(afterBracket(parser) - 1, parser.at);
  const entries: NamedExpression[] = [];
  const items: Expression[] = [];
  const keyed = looksKeyed(parser, close);
  parser.at++;
  inHead(parser, false, () =>
    within(parser, keyed ? { group: own ?? `o${start}` } : { key: null, listed: true }, () => {
      while (parser.at < close && !atEnd(parser)) {
        const before = parser.at;
        const entry = parseEntry(parser, close, items);
        if (entry) entries.push(entry);
        if (isPunct(parser, ',') || isPunct(parser, ';') || parser.at === before) parser.at++;
      }
    }),
  );
  parser.at = close + 1;
  const at = { start, end: endBefore(parser) };
  if (entries.length > 0 || (keyed && items.length === 0)) return { kind: 'object', entries, ...at };
  return { kind: 'list', items, ...at };
}

/** Whether the first thing in a literal has a name. */
function looksKeyed(parser: BraceParser, close: number): boolean {
  for (let at = parser.at + 1; at < close; ) {
    const sign = parser.tokens.kind[at] === 5 ? parser.tokens.text[at] : '';
    if (sign === ':' || sign === '=') return true;
    if (sign === ',' || sign === ';') return false;
    const match = parser.tokens.match[at] ?? -1;
    // `["key"] = value` and `{"key", value}` of C# have their name in a bracket.
    if (match > at && sign === '{') return parser.traits.kind === 'csharp' && isPunct(parser, ',', at + 2 - parser.at);
    at = match > at ? match + 1 : at + 1;
  }
  return false;
}

function parseEntry(parser: BraceParser, close: number, items: Expression[]): NamedExpression | null {
  const { tokens } = parser;
  if (isPunct(parser, '...') || isPunct(parser, '..') || isPunct(parser, '...?')) {
    parser.at++;
    return { name: '...', value: parser.expression(parser) };
  }
  // `.name = value` of C.
  if (isPunct(parser, '.') && isName(parser, 1) && isPunct(parser, '=', 2)) parser.at++;
  const at = isPunct(parser, '[') && tokens.kind[parser.at + 1] === STRING && isPunct(parser, ']', 2) ? parser.at + 1 : parser.at;
  const sign = at + (at === parser.at ? 1 : 2);
  const named = (tokens.kind[at] === STRING || isName(parser)) && tokens.kind[sign] === 5 && (tokens.text[sign] === ':' || tokens.text[sign] === '=');
  if (named) return parseNamed(parser, at, sign);
  if (isPunct(parser, '{') && tokens.kind[parser.at + 1] === STRING && isPunct(parser, ',', 2)) return parsePairEntry(parser);
  const value = parseElementOf(parser, close);
  if (value.kind === 'object' && value.entries.length === 1 && value.entries[0] && isPair(parser, value)) return value.entries[0];
  if (isPunct(parser, ':')) {
    parser.at++;
    const under = within(parser, { key: null }, () => parseElementOf(parser, close));
    // The name cannot be known here, but the value is one of those the mapping holds.
    return { name: value.kind === 'name' ? `[${value.path.join('.')}]` : '[]', value: under };
  }
  items.push(value);
  return null;
}

function parseNamed(parser: BraceParser, at: number, sign: number): NamedExpression {
  const { tokens } = parser;
  const name = tokens.text[at] as string;
  if (tokens.kind[at] === STRING) {
    // A key can itself be a model id or a host: a table of prices, a map of endpoints.
    parser.placed.add(at);
    within(parser, { key: '(key)', call: null }, () => placeText(parser, name, { start: tokens.start[at] as number, end: tokens.end[at] as number }));
  }
  parser.at = sign + 1;
  return { name, value: within(parser, { key: name }, () => parser.expression(parser)) };
}

/** `{"key", value}` of C#. */
function parsePairEntry(parser: BraceParser): NamedExpression {
  const next = afterBracket(parser);
  const name = parser.tokens.text[parser.at + 1] as string;
  parser.placed.add(parser.at + 1);
  parser.at += 3;
  const value = within(parser, { key: name }, () => parser.expression(parser));
  parser.at = next;
  return { name, value };
}

function isPair(parser: BraceParser, value: Expression): boolean {
  return (parser.traits.kind === 'kotlin' || parser.traits.kind === 'scala') && parser.tokens.source[value.start] !== '{';
}

function parseElementOf(parser: BraceParser, close: number): Expression {
  const start = startHere(parser);
  const value = parser.at < close ? parser.expression(parser) : opaque(parser, start);
  while (parser.at < close && !isPunct(parser, ',') && !isPunct(parser, ':') && !isPunct(parser, ';')) {
    const from = parser.at;
    within(parser, { key: null }, () => parser.statement(parser));
    if (parser.at === from) step(parser);
  }
  return value;
}
