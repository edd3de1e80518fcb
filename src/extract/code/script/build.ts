/** What the grammars of PHP, Ruby, Elixir and R share: parser state, and how calls, texts, choices and class names enter the tree. */
import { afterBracket, bindHere, type Dialect, endBefore, type Parser, startHere, takesStep, within } from '../cursor.ts';
import { PATTERN, STRING, type Tokens } from '../tokens.ts';
import { bind, type Call, declaring, type Expression, enclosing, type NamedExpression, newTree, noteMember, type Span, type Tree } from '../tree.ts';

/** Deeper nesting than this is data, not code. */
export const MAX_DEPTH = 150;

/** Parser state of a script language: names of classes and modules that were used are resolved when the whole file is known. */
export interface ScriptParser extends Parser {
  readonly references: Set<string>;
}

/** What a grammar makes of a file. */
export interface ScriptTree {
  readonly tree: Tree;
  readonly parser: ScriptParser;
}

/** A parser at the start of a stream. */
export function newParser(tokens: Tokens, hole: (parser: ScriptParser, start: number, end: number) => Expression): ScriptParser {
  const tree = newTree(tokens.source.length);
  const dialect: Dialect = { python: false, block: () => {}, hole: (parser, start, end) => hole(parser as ScriptParser, start, end) };
  return {
    tokens,
    tree,
    dialect,
    at: 0,
    scope: tree.file,
    key: null,
    group: null,
    call: null,
    listed: false,
    branch: null,
    chains: { count: 0 },
    switches: [],
    depth: 0,
    placed: new Set(),
    references: new Set(),
  };
}

/** An operand and the operators after it; `operator` says null where none follows. What nests too deep is stepped over. */
export function parseChain<P extends ScriptParser>(
  parser: P,
  operand: (parser: P) => Expression,
  operator: (parser: P, left: Expression) => Expression | null,
): Expression {
  if (!takesStep(parser, MAX_DEPTH)) {
    const start = startHere(parser);
    parser.at = afterBracket(parser);
    return { kind: 'opaque', start, end: endBefore(parser) };
  }
  parser.depth++;
  let left = operand(parser);
  for (let next = operator(parser, left); next !== null; next = operator(parser, left)) left = next;
  parser.depth--;
  return left;
}

/** The expression in a hole: lexed by the caller, parsed with the state around. */
export function parseHole(parser: ScriptParser, tokens: Tokens, parse: (inner: ScriptParser) => Expression, at: Span): Expression {
  if (parser.depth > 40 || tokens.kind.length === 0) return { kind: 'opaque', ...at };
  return parse({ ...parser, tokens, at: 0, key: null, depth: parser.depth + 1, placed: new Set() });
}

/** A string or pattern at the cursor. */
export function parseText(parser: ScriptParser): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] as number;
  const text = tokens.text[at] as string;
  parser.placed.add(at);
  parser.at++;
  placeText(parser, text, { start, end });
  if (tokens.kind[at] !== PATTERN) return { kind: 'text', text, start, end };
  const parts = (tokens.holes.get(at) ?? []).map((hole) => parser.dialect.hole(parser, hole.start, hole.end));
  return { kind: 'pattern', text, parts, start, end };
}

/** Whether a string stands at the cursor. */
export function isText(parser: ScriptParser): boolean {
  const kind = parser.tokens.kind[parser.at];
  return kind === STRING || kind === PATTERN;
}

/** Remembers a text with its place in the code. */
export function placeText(parser: ScriptParser, text: string, { start, end }: Span): void {
  const { key, call, group, listed } = parser;
  parser.tree.texts.push({ text, start, end, key, call, group, listed });
}

/** The string at the cursor as a key of a mapping: a text of its own, and the name of the entry. */
export function parseKeyText(parser: ScriptParser): string {
  const text = parser.tokens.text[parser.at] as string;
  parser.placed.add(parser.at);
  within(parser, { key: '(key)', call: null }, () => placeText(parser, text, { start: startHere(parser), end: parser.tokens.end[parser.at] as number }));
  parser.at++;
  return text;
}

/** Reads the environment, or looks something up: the default beside the name is what the variable around it holds. */
const LOOKS_UP = /^(?:get|getenv|env|config|fetch|get_env|fetch_env!?|Sys\.getenv|setdefault)$/;

/** A call: `args` reads its arguments, each in its own place; they may be nothing. */
export function makeCall(parser: ScriptParser, callee: Expression, args: (add: (argument: NamedExpression) => void) => void): Expression {
  const call: Call = { id: parser.tree.calls.length, callee, args: [], start: callee.start, end: callee.end };
  parser.tree.calls.push(call);
  const outer = parser.key;
  const last = callee.kind === 'name' || callee.kind === 'member' ? (callee.path.at(-1) as string) : '';
  const looksUp = LOOKS_UP.test(last);
  within(parser, { call: call.id, group: `c${call.id}`, key: null, listed: false }, () =>
    args((argument) => {
      call.args.push(argument);
      // What comes after the name is what the name stands for when it is not set.
      if (looksUp) parser.key = outer;
    }),
  );
  (call as { end: number }).end = Math.max(callee.end, parser.tokens.end[parser.at - 1] ?? callee.end);
  return { kind: 'call', call, start: call.start, end: call.end };
}

/** A name at a place. */
export function nameOf(parser: ScriptParser, path: readonly string[], at: Span): Expression {
  return { kind: 'name', path, scope: parser.scope, branch: parser.branch, start: at.start, end: at.end };
}

/** Binds `x` in its function, `self.x` in the class around, `a.b` beside `a`. */
export function bindVariable(parser: ScriptParser, path: readonly string[], value: Expression): void {
  const [head = '', ...rest] = path;
  if (value.kind === 'function' && value.of.name === null) value.of.name = path.at(-1) ?? null;
  if (rest.length === 0) bindHere(parser, declaring(parser.scope, head) ?? enclosing(parser.scope, ['function', 'class']), head, value);
  else if (head === 'self' || head === 'this') bindHere(parser, enclosing(parser.scope, ['class']), `self.${rest.join('.')}`, value);
  else {
    const scope = declaring(parser.scope, head) ?? parser.scope;
    noteMember(scope, head, rest.join('.'));
    bindHere(parser, scope, path.join('.'), value);
  }
}

/** Binds every class or module name the file uses and does not declare to the module it can only be of. */
export function bindReferences(parser: ScriptParser, resolve: (name: string) => { module: string; path: readonly string[] } | readonly string[] | null): void {
  const { file } = parser.tree;
  const at = { start: 0, end: 0 };
  for (const name of parser.references) {
    if (file.names.has(name)) continue;
    const found = resolve(name);
    if (found === null) continue;
    if ('module' in found) bind(file, name, { kind: 'import', module: found.module, path: found.path, viaDefault: false, ...at });
    else bind(file, name, { kind: 'name', path: found, scope: file, branch: null, ...at });
  }
}
