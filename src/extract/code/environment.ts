/** Reads of the environment and of the command line, in the forms the usual libraries give them. */
import { isEnvironmentPath, isVariableName } from './environment-path.ts';
import type { Unit } from './program.ts';
import type { Call, Expression } from './tree.ts';

/** Modules whose names are environment variables. */
const ENVIRONMENT_MODULE = /^(?:\$env\/(?:static|dynamic)\/(?:private|public)|(?:node:)?process|os|astro:env\/(?:server|client)|cloudflare:workers)$/;
/** Objects that usually hold the environment after it was checked. */
const ENVIRONMENT_OBJECT = /^(?:env|ENV|Env|serverEnv|environ|environment|processEnv|runtimeEnv)$/;

/** The variable an unresolved name or an import reads; null when it is something else. */
export function environmentName(unit: Unit, expression: Extract<Expression, { kind: 'name' | 'import' }>, rest: readonly string[]): string | null {
  const path = [...expression.path, ...rest];
  const name = path.at(-1);
  if (name === undefined || !isVariableName(name)) return null;
  if (expression.kind === 'name') {
    return isEnvironmentPath(unit.python, path) || (path.length === 2 && ENVIRONMENT_OBJECT.test(path[0] as string)) ? name : null;
  }
  if (ENVIRONMENT_MODULE.test(expression.module)) {
    if (expression.module === 'os') return path.length === 2 && path[0] === 'environ' ? name : null;
    return path.length === 1 || path[0] === 'env' ? name : null;
  }
  // A checked environment of another file: `import { env } from "@/env"`.
  return path.length === 2 && ENVIRONMENT_OBJECT.test(path[0] as string) ? name : null;
}

/** Words in the name of a function that reads the environment. */
const READS = /env|^config$|^secrets?$|^setting$/i;

/** An environment read by call: `os.getenv("X", "default")`, `env.str("X")`, `config("X", default="y")`; null for any other call. */
export function environmentCall(unit: Unit, call: Call): { name: string; fallback: Expression | null } | null {
  const { callee } = call;
  if (callee.kind !== 'name' && callee.kind !== 'member') return null;
  if (!callee.path.some((part) => READS.test(part))) return null;
  const [first, second] = call.args;
  if (first?.value.kind !== 'text' || !isVariableName(first.value.text) || first.value.text.length < 3) return null;
  const named = call.args.find(({ name }) => name === 'default' || name === 'fallback' || name === 'unset')?.value;
  const positional = second && /^\d+$/.test(second.name) && second.value.kind !== 'opaque' ? second.value : null;
  return { name: first.value.text, fallback: named ?? (unit.python || positional?.kind === 'text' || positional?.kind === 'name' ? positional : null) };
}

/** The default of a command-line option: `add_argument("--model", default="x")`, then `parse_args().model`. */
export function optionDefault(unit: Unit, call: Call, name: string): Expression | null {
  const { callee } = call;
  const last = callee.kind === 'name' || callee.kind === 'member' ? callee.path.at(-1) : '';
  if (last !== 'parse_args' && last !== 'parse_known_args' && last !== 'opts' && last !== 'parseArgs') return null;
  for (const other of unit.tree.calls) {
    const named = other.callee.kind === 'name' || other.callee.kind === 'member' ? other.callee.path.at(-1) : '';
    if (named !== 'add_argument' && named !== 'option') continue;
    const flag = other.args.some(({ name: key, value }) => /^\d+$/.test(key) && value.kind === 'text' && optionName(value.text) === name);
    if (!flag) continue;
    const fallback =
      other.args.find(({ name: key }) => key === 'default')?.value ?? (named === 'option' ? other.args.find(({ name: key }) => key === '2')?.value : undefined);
    if (fallback && fallback.kind !== 'nothing') return fallback;
  }
  return null;
}

/** `--max-tokens <n>` sets `max_tokens` (Python) or `maxTokens` (JavaScript); both are compared without separators. */
function optionName(flag: string): string {
  return (
    flag
      .replace(/^-+/, '')
      .split(/[\s=,]/)[0]
      ?.replaceAll('-', '_') ?? ''
  );
}
