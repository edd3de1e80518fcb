/** Macros of Rust that make values: `json!`, `vec!`, `format!`, `env!`. */
import { afterBracket, endBefore, isPunct, startHere, text } from '../cursor.ts';
import type { Call, Expression } from '../tree.ts';
import { parseArguments, parseEntries } from './arguments.ts';
import { type BraceParser, inHead, opaque } from './parser.ts';

/** A macro at its name, with `!` after it; null when no bracket follows. */
export function parseMacro(parser: BraceParser, start: number): Expression | null {
  const name = text(parser);
  if (!isPunct(parser, '(', 2) && !isPunct(parser, '[', 2) && !isPunct(parser, '{', 2)) return null;
  parser.at += 2;
  const close = afterBracket(parser) - 1;
  if (name === 'vec' || (name === 'json' && isPunct(parser, '{'))) return { ...inHead(parser, false, () => parseEntries(parser)), start };
  if (name === 'json') {
    parser.at++;
    const value = inHead(parser, false, () => parser.expression(parser));
    parser.at = close + 1;
    return value;
  }
  const call: Call = {
    id: parser.tree.calls.length,
    callee: { kind: 'name', path: [name], scope: parser.scope, branch: parser.branch, start, end: startHere(parser) },
    args: [],
    start,
    end: start,
  };
  const reads = name === 'env' || name === 'option_env';
  if (reads) parser.tree.calls.push(call);
  const outer = { call: parser.call, group: parser.group };
  inHead(parser, false, () => parseArguments(parser, call, close, null));
  parser.call = outer.call;
  parser.group = outer.group;
  parser.at = close + 1;
  if (reads) return { kind: 'call', call, start, end: endBefore(parser) };
  if (name === 'format' || name === 'concat') return formatted(parser, name, call, start);
  return opaque(parser, start);
}

/** `format!("{}/v1", base)`, `format!("{base}/v1")`, `concat!(a, b)`. */
function formatted(parser: BraceParser, name: string, { args }: Call, start: number): Expression {
  const [first, ...rest] = args.map(({ value }) => value);
  const at = { start, end: endBefore(parser) };
  if (name === 'concat') return { kind: 'concat', parts: args.map(({ value }) => value), ...at };
  if (first?.kind !== 'text') return opaque(parser, start);
  const parts: Expression[] = [];
  const written = first.text.replace(/\{\{|\}\}|\{([A-Za-z_]\w*)?(?::[^}]*)?\}/g, (whole, named: string | undefined) => {
    if (whole === '{{' || whole === '}}') return whole[0] as string;
    const next = named === undefined ? rest.shift() : null;
    parts.push(next ?? (named === undefined ? opaque(parser, start) : { kind: 'name', path: [named], scope: parser.scope, branch: parser.branch, ...at }));
    return '{}';
  });
  return parts.length === 0 ? { kind: 'text', text: written, ...at } : { kind: 'pattern', text: written, parts, ...at };
}
