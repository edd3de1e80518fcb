/** Tokens of a language with braces -> tree. */
import { atEnd, type Dialect } from '../cursor.ts';
import type { Tokens } from '../tokens.ts';
import { newTree, type Tree } from '../tree.ts';
import { joinCurlOptions } from './curl.ts';
import { parseExpression } from './expression.ts';
import { lexBraces } from './lex.ts';
import { type BraceParser, settleFields } from './parser.ts';
import { parseStatement } from './statement.ts';
import { type BraceKind, TRAITS } from './traits.ts';

const DIALECT: Dialect = {
  python: false,
  block: () => undefined,
  hole: (parser, start, end) => {
    const outer = parser as BraceParser;
    if (outer.depth > 40) return { kind: 'opaque', start, end };
    const tokens = lexBraces(outer.tokens.source, outer.traits, start, end);
    return parseExpression({ ...outer, tokens, at: 0, key: null, depth: outer.depth + 1, placed: new Set() });
  },
};

/** Reads a file. Never fails: what is no statement is stepped over. */
export function parseBraces(kind: BraceKind, tokens: Tokens): { tree: Tree; parser: BraceParser } {
  const tree = newTree(tokens.source.length);
  const traits = TRAITS[kind];
  const parser: BraceParser = {
    tokens,
    tree,
    dialect: DIALECT,
    traits,
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
    head: false,
    building: new WeakSet(),
    noted: new WeakSet(),
    fields: new Map(),
    free: new Map(),
    closures: new Map(),
    classes: new Map(),
    statement: parseStatement,
    expression: parseExpression,
  };
  while (!atEnd(parser)) parseStatement(parser);
  settleFields(parser);
  if (kind === 'c') joinCurlOptions(tree);
  return { tree, parser };
}
