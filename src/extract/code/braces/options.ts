/** Options of a call that are set in a block passed to it. */
import type { Call, Expression, NamedExpression } from '../tree.ts';
import type { BraceParser } from './parser.ts';

/** What a block sets on what it is given are options of the call: `{ o => o.Endpoint = x }`, `{ apiKey = x }`. */
export function addBlock(parser: BraceParser, call: Call, block: Expression): void {
  call.args.push({ name: String(call.args.length), value: block });
  call.args.push(...optionsOf(parser, block));
}

/** Options a closure sets on its parameter, or on the receiver of its block. */
export function optionsOf(parser: BraceParser, block: Expression): NamedExpression[] {
  if (block.kind !== 'function') return [];
  const parameter = block.of.parameters[0]?.name ?? 'it';
  const scope = parser.closures.get(block.of);
  const found: NamedExpression[] = scope ? [...(parser.free.get(scope) ?? [])] : [];
  for (const name of scope?.members.get(parameter) ?? []) {
    const value = scope?.names.get(`${parameter}.${name}`)?.[0];
    if (value) found.push({ name, value });
  }
  // `r -> r.modelId("x").body(y)`: the names of the chain.
  for (const value of block.of.returns) found.push(...chainOn(parameter, value));
  return found;
}

function chainOn(parameter: string, value: Expression): NamedExpression[] {
  if (value.kind !== 'call') return [];
  const { callee, args } = value.call;
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.path.at(-1) : undefined;
  const [first] = args;
  if (name === undefined || !first) return [];
  const own = { name, value: first.value };
  if (callee.kind === 'name') return callee.path.length === 2 && callee.path[0] === parameter ? [own] : [];
  if (callee.kind !== 'member') return [];
  const before = chainOn(parameter, callee.object);
  return before.length > 0 ? [...before, own] : [];
}
