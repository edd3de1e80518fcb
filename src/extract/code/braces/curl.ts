/** Options of one request of libcurl are set by many calls: what they say together is told to the call that sets the address. */
import { type Call, type Expression, enclosing, type NamedExpression, type Tree } from '../tree.ts';

const NAMES: Readonly<Record<string, string>> = { CURLOPT_URL: 'url', CURLOPT_POSTFIELDS: 'body', CURLOPT_COPYPOSTFIELDS: 'body' };

interface Option {
  readonly call: Call;
  readonly handle: string;
  readonly scope: unknown;
  readonly name: string;
  readonly value: Expression;
}

/** Adds the body that is set on a handle to the call that sets its address, within one function. */
export function joinCurlOptions(tree: Tree): void {
  const options = tree.calls.flatMap(optionOf);
  for (const { call, handle, scope, name } of options) {
    if (name !== 'url') continue;
    const others: NamedExpression[] = options.filter((other) => other.name === 'body' && other.handle === handle && other.scope === scope);
    call.args.push(...others.map(({ name: own, value }) => ({ name: own, value })));
  }
}

function optionOf(call: Call): Option[] {
  const { callee, args } = call;
  const [handle, option, value] = args.map((arg) => arg.value);
  if (callee.kind !== 'name' || callee.path.at(-1) !== 'curl_easy_setopt' || handle?.kind !== 'name' || option?.kind !== 'name' || !value) return [];
  const name = NAMES[option.path.at(-1) ?? ''];
  return name === undefined ? [] : [{ call, handle: handle.path.join('.'), scope: enclosing(handle.scope, ['function']), name, value }];
}
