/** Chains of calls that say one thing: builders, fluent requests, accessors on the way to a method. */
import { afterBracket, isName, isPunct, text, within } from '../cursor.ts';
import { NAME, PUNCT, STRING } from '../tokens.ts';
import type { Call, Expression } from '../tree.ts';
import { parseArguments } from './arguments.ts';
import { type BraceParser, inHead } from './parser.ts';

/** Methods that hand on what they are called on: they hide neither a text nor a client. */
const TRANSPARENT = new Set([
  'unwrap',
  'expect',
  'clone',
  'cloned',
  'copied',
  'to_string',
  'to_owned',
  'into',
  'as_str',
  'as_ref',
  'as_deref',
  'trim',
  'toString',
  'ToString',
  'asString',
  'into_boxed_str',
  'Trim',
  'c_str',
  'trimIndent',
  'trimMargin',
  'stripMargin',
  'rawValue',
  'strip',
  'data',
  'borrow',
  'unwrap_or_default',
  'stripIndent',
  'ConfigureAwait',
  'context',
  'with_context',
  'map_err',
  'orElseThrow',
  'toHttpUrl',
  'toUri',
  'get_ref',
]);
const OR_ELSE = new Set(['unwrap_or', 'unwrap_or_else', 'orElse', 'orElseGet', 'getOrElse', 'or_else', 'ifBlank', 'ifEmpty', 'or', 'value_or']);
const BUILD = /^(?:build(?:Client|AsyncClient|Async|_unchecked|er)?|Build|done)$/;
/** Methods that carry out what was built; the chain is over. */
const ENDS = new Set(['send', 'call', 'stream', 'retrieve', 'exchange', 'execute', 'exchangeToMono', 'awaitExchange', 'retry', 'fetch']);
const STARTS = new Set(['builder', 'newBuilder', 'Builder']);
const OWN_ARGS = /(?:Args|Builder|Request|Config|Options|Params|Input)$/;
const ACCESSOR = /^[a-z]\w*$/;
/** Methods that make something, though they take no arguments. */
const MAKES =
  /^(?:new|fromEnv|from_env|builder|newBuilder|getInstance|create|default|open|connect|build\w*|load|init|instance|getDefault|standard|make\w*|new\w+|create\w+|get[A-Z]\w*(?:Client|Model|Instance))$/;

function nameOf(callee: Expression): string {
  return callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
}

/** What a call hands on, when it is one of those that do; the cursor stands after it then. */
export function isTransparent(parser: BraceParser, callee: Expression): Expression | null {
  const name = nameOf(callee);
  const otherwise = OR_ELSE.has(name);
  if (!otherwise && !TRANSPARENT.has(name)) return null;
  const object = objectOf(callee);
  if (!object) return null;
  const close = afterBracket(parser) - 1;
  if (!otherwise) {
    const kind = parser.tokens.kind[parser.at + 1];
    // With arguments that say something it is some other method of that name.
    if (close > parser.at + 1 && kind !== STRING && !isPunct(parser, '|', 1) && !isPunct(parser, '||', 1) && !isPunct(parser, ')', 1) && kind !== NAME)
      return null;
    for (let at = parser.at; at < close; at++) if (parser.tokens.kind[at] === STRING) parser.placed.add(at);
    parser.at = close + 1;
    return object;
  }
  const call: Call = { id: -1, callee, args: [], start: callee.start, end: callee.end };
  inHead(parser, false, () => parseArguments(parser, call, close, parser.key));
  parser.at = close + 1;
  const given = call.args[0]?.value;
  if (!given) return object;
  const fallbacks = given.kind === 'function' ? given.of.returns : [given];
  return { kind: 'choice', options: [object, ...fallbacks], start: callee.start, end: given.end };
}

/** What a method is called on; null for a function. */
function objectOf(callee: Expression): Expression | null {
  if (callee.kind === 'name') return callee.path.length > 1 ? { ...callee, path: callee.path.slice(0, -1) } : null;
  if (callee.kind !== 'member') return null;
  return callee.path.length > 1 ? { ...callee, path: callee.path.slice(0, -1) } : callee.object;
}

/** Whether a call without arguments is a name on the way to a method: `client.chat().completions().create(x)`. */
export function unites(parser: BraceParser, left: Expression): boolean {
  const { kind } = parser.traits;
  if (kind !== 'java' && kind !== 'kotlin' && kind !== 'scala' && kind !== 'rust') return false;
  if ((left.kind !== 'name' && left.kind !== 'member') || !isPunct(parser, ')', 1)) return false;
  if (!(isPunct(parser, '.', 2) || isPunct(parser, '?.', 2)) || !isName(parser, 3)) return false;
  const name = nameOf(left);
  if (!ACCESSOR.test(name) || MAKES.test(name) || TRANSPARENT.has(name) || STARTS.has(name) || /^(?:post|get|put|patch|prompt)$/.test(name)) return false;
  if (left.kind === 'member')
    return left.object.kind === 'call' && !parser.building.has(left.object.call) && !(kind === 'rust' && sendsLater(parser, parser.at));
  const [head = ''] = left.path;
  if (left.path.length < 2 || ((head === 'this' || head === 'self') && left.path.length < 3)) return false;
  if (left.path.slice(0, -1).some((part) => /^[A-Z]/.test(part))) return false;
  return !(kind === 'rust' && sendsLater(parser, parser.at));
}

/** Whether the chain of calls from a bracket on ends in `.send()`. */
function sendsLater(parser: BraceParser, from: number): boolean {
  const { tokens } = parser;
  let at = (tokens.match[from] ?? from) + 1;
  for (let steps = 0; steps < 60; steps++) {
    while (tokens.kind[at] === PUNCT && tokens.text[at] === '?') at++;
    const sign = tokens.kind[at] === PUNCT ? tokens.text[at] : '';
    if ((sign !== '.' && sign !== '?.') || tokens.kind[at + 1] !== NAME) return false;
    if (tokens.text[at + 1] === 'send') return true;
    at += 2;
    if (tokens.kind[at] === PUNCT && tokens.text[at] === '(') at = (tokens.match[at] ?? at) + 1;
  }
  return false;
}

/** Whether what is called on the result of this call goes on to say what it makes. */
export function startsBuilding(parser: BraceParser, callee: Expression, call: Call): boolean {
  const { kind } = parser.traits;
  const name = nameOf(callee);
  if (STARTS.has(name)) return true;
  const path = callee.kind === 'name' ? callee.path : [];
  if (/^[A-Z]\w*Builder$/.test(name) && call.args.length === 0) return true;
  const type = path.at(-2) ?? '';
  if (kind === 'rust' && (name === 'default' || name === 'new') && OWN_ARGS.test(type)) return true;
  const chained = isPunct(parser, '.') && isName(parser, 1);
  if (!chained) return false;
  if (kind === 'rust')
    return /^(?:post|put|patch|request)$/.test(name)
      ? sendsLater(parser, parser.at - 1)
      : call.args.length === 0 && path.length > 1 && /^[a-z]/.test(path[0] as string) && sendsLater(parser, parser.at - 1);
  if (kind === 'java' || kind === 'kotlin' || kind === 'scala')
    return name === 'prompt' || (/^(?:post|put|patch|method)$/.test(name) && /^(?:uri|url|body|bodyValue|header|headers|contentType)$/.test(text(parser, 1)));
  return false;
}

/** One step of a builder at its opening bracket: an argument of the call that is being built. Null when nothing is being built. */
export function buildStep(parser: BraceParser, callee: Expression): Expression | null {
  if (callee.kind !== 'member' || callee.path.length !== 1 || callee.object.kind !== 'call') return null;
  const { call: root } = callee.object;
  const name = callee.path[0] as string;
  const building = parser.building.has(root);
  const suffix = parser.traits.kind === 'rust' && /^with_\w+$/.test(name) && !isPunct(parser, ')', 1);
  if (!building && !suffix) return null;
  const close = afterBracket(parser) - 1;
  if (building && (BUILD.test(name) || (ENDS.has(name) && close === parser.at + 1))) {
    parser.building.delete(root);
    parser.at = close + 1;
    return { kind: 'call', call: root, start: root.start, end: parser.tokens.end[close] ?? root.end };
  }
  const setting = settingName(name);
  const step: Call = { id: root.id, callee, args: [], start: callee.start, end: callee.end };
  within(parser, { call: root.id, group: `c${root.id}`, key: setting, listed: false }, () =>
    inHead(parser, false, () => parseNamedArguments(parser, step, close, setting)),
  );
  parser.at = close + 1;
  const [first] = step.args;
  if (first) root.args.push({ name: setting, value: first.value });
  // `.header("x", y)`, `.endpoint(url, version)`: the first says what it is; options set in a block are options of the whole.
  for (const { name: own, value } of step.args) if (!/^\d+$/.test(own)) root.args.push({ name: own, value });
  return { kind: 'call', call: root, start: root.start, end: parser.tokens.end[close] ?? root.end };
}

/** The first argument of a step goes by the name of the step. */
function parseNamedArguments(parser: BraceParser, step: Call, close: number, name: string): void {
  parseArguments(parser, step, close, null, name);
}

/** `withModel`, `with_api_base`, `setModel` set what stands after the word. */
function settingName(method: string): string {
  const [, camel, snake] = /^(?:with|set)(?:([A-Z]\w*)|_(\w+))$/.exec(method) ?? [];
  if (snake !== undefined) return snake;
  return camel === undefined ? method : `${camel[0]?.toLowerCase()}${camel.slice(1)}`;
}
