/** Where a parser stands in its tokens, and the small steps every grammar takes. */
import { NAME, NEWLINE, PUNCT, type Tokens } from './tokens.ts';
import { type Branch, bind, type Expression, type Scope, type Tree } from './tree.ts';

/** What a grammar makes of a file, or of one script of a component file. */
export interface Parsed {
  readonly tree: Tree;
  /** The tokens, and those of them (strings) that the grammar has placed: the others are reported without a place. */
  readonly parser: { readonly tokens: Tokens; readonly placed: ReadonlySet<number> };
}

/** Parser state over one token stream. */
export interface Parser {
  readonly tokens: Tokens;
  readonly tree: Tree;
  readonly dialect: Dialect;
  at: number;
  scope: Scope;
  /** Name the expression at hand is assigned to or passed as. */
  key: string | null;
  /** Mapping or call it stands in. */
  group: string | null;
  call: number | null;
  /** It stands in a list. */
  listed: boolean;
  /** Branch of the code at hand. */
  branch: Branch | null;
  /** Chains of branches met so far. */
  readonly chains: { count: number };
  /** Chains of the `switch` statements around. */
  readonly switches: number[];
  depth: number;
  /** Strings the grammar has placed; the others are reported without a place. */
  readonly placed: Set<number>;
}

/** What differs between the languages. */
export interface Dialect {
  readonly python: boolean;
  /** Parses a function body or block beginning at the current token (JavaScript only). */
  readonly block: (parser: Parser) => void;
  /** Lexes and parses the expression in a hole of a pattern string. */
  readonly hole: (parser: Parser, start: number, end: number) => Expression;
}

/** The text of the name or sign at the cursor, or `offset` tokens on; empty for strings, numbers and the end. */
export function text(parser: Parser, offset = 0): string {
  const at = parser.at + offset;
  const kind = parser.tokens.kind[at];
  return kind === PUNCT || kind === NAME ? (parser.tokens.text[at] as string) : '';
}

export function isPunct(parser: Parser, value: string, offset = 0): boolean {
  const at = parser.at + offset;
  return parser.tokens.kind[at] === PUNCT && parser.tokens.text[at] === value;
}

export function isName(parser: Parser, offset = 0): boolean {
  return parser.tokens.kind[parser.at + offset] === NAME;
}

export function atEnd(parser: Parser): boolean {
  return parser.at >= parser.tokens.kind.length;
}

export function atLineEnd(parser: Parser): boolean {
  const kind = parser.tokens.kind[parser.at];
  return kind === undefined || kind === NEWLINE;
}

/** Index after the bracket that closes the one at the cursor; the next token when it is never closed. */
export function afterBracket(parser: Parser): number {
  const match = parser.tokens.match[parser.at] ?? -1;
  return match > parser.at ? match + 1 : parser.at + 1;
}

/** Whether another expression may be begun, no more than `deepest` levels down. When the text has had its steps, the parser is at its end. */
export function takesStep(parser: Parser, deepest: number): boolean {
  if (parser.tree.steps.left-- > 0) return !nestsTooDeep(parser, deepest);
  parser.at = parser.tokens.kind.length;
  return false;
}

/** Whether the parser is more than `deepest` levels down; where it first was is remembered, because what follows is stepped over. */
export function nestsTooDeep(parser: Parser, deepest: number): boolean {
  if (parser.depth <= deepest) return false;
  parser.tree.steps.tooDeepAt ??= startHere(parser);
  return true;
}

/** Offset in the text of the token at the cursor. */
export function startHere(parser: Parser): number {
  return parser.tokens.start[parser.at] ?? parser.tokens.source.length;
}

/** Offset in the text after the token before the cursor. */
export function endBefore(parser: Parser): number {
  return parser.tokens.end[parser.at - 1] ?? 0;
}

type Place = Partial<Pick<Parser, 'key' | 'group' | 'call' | 'scope' | 'listed' | 'branch'>>;

/** Runs `inner` at another place (key, group, call, scope, list), and puts the old one back. */
export function within<T>(parser: Parser, place: Place, inner: () => T): T {
  const { key, group, call, scope, listed, branch } = parser;
  if (place.key !== undefined) parser.key = place.key;
  if (place.group !== undefined) parser.group = place.group;
  if (place.call !== undefined) parser.call = place.call;
  if (place.scope !== undefined) parser.scope = place.scope;
  if (place.listed !== undefined) parser.listed = place.listed;
  if (place.branch !== undefined) parser.branch = place.branch;
  const result = inner();
  parser.key = key;
  parser.group = group;
  parser.call = call;
  parser.scope = scope;
  parser.listed = listed;
  parser.branch = branch;
  return result;
}

/** Whether a line break stands before the token at the cursor: an operator there may begin a new statement. */
export function lineBreakBefore(parser: Parser): boolean {
  const { source, start, end } = parser.tokens;
  const to = start[parser.at] ?? 0;
  // Not `indexOf`: in a file of one long line it would look to the end each time.
  for (let at = end[parser.at - 1] ?? 0; at < to; at++) if (source.charCodeAt(at) === 10) return true;
  return false;
}

/** Begins a chain of branches. */
export function newChain(parser: Parser): number {
  parser.chains.count++;
  return parser.chains.count;
}

/** Binds a name to a value at the cursor's branch. */
export function bindHere(parser: Parser, scope: Scope, name: string, value: Expression): void {
  bind(scope, name, value);
  if (parser.branch) parser.tree.branches.set(value, parser.branch);
}
