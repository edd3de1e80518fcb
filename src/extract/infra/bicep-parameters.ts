/** Values beside a Bicep file: `main.bicepparam`, `main.parameters.json`. */
import { parseJson } from '../json-tree.ts';
import { parseBicep } from './bicep-file.ts';
import { evaluate } from './evaluate.ts';
import { entry, valueOfTree } from './tree-value.ts';
import { configurable, createBudget, type Value } from './value.ts';

/** Values by parameter name; those that only the environment knows are left out. */
export function parametersBeside(path: string, paths: ReadonlySet<string>, read: (path: string) => string | null): Map<string, Value> {
  const given = new Map<string, Value>();
  const base = path.replace(/\.bicep$/, '');
  const own = `${base}.bicepparam`;
  const text = paths.has(own) ? read(own) : null;
  if (text !== null) {
    const budget = createBudget();
    const values = parseBicep({ path: own, kind: 'bicep', text }).given;
    for (const [name, value] of values) given.set(name, configurable(evaluate(value, { root: () => null, call: environmentDefault }, budget)));
  }
  const json = `${base}.parameters.json`;
  const jsonText = paths.has(json) ? read(json) : null;
  if (jsonText !== null) for (const [name, value] of jsonParameters(json, jsonText)) if (!given.has(name)) given.set(name, value);
  return given;
}

/** `readEnvironmentVariable('MODEL', 'gpt-4o')` comes to its default. */
function environmentDefault(name: string, args: readonly Value[]): Value | null {
  return name === 'readEnvironmentVariable' ? (args[1] ?? null) : null;
}

function jsonParameters(path: string, text: string): [string, Value][] {
  const { tree } = parseJson(text);
  if (tree === null) return [];
  const parameters = entry(valueOfTree(tree, { path, kind: 'json', text }), 'parameters');
  if (parameters.kind !== 'object') return [];
  return [...parameters.entries].flatMap(([name, parameter]): [string, Value][] => {
    const value = withoutEnvironment(entry(parameter, 'value'));
    return value === null ? [] : [[name, configurable(value)]];
  });
}

/** `${AZURE_LOCATION}` says nothing, `${MODEL=gpt-4o}` its default. */
function withoutEnvironment(value: Value): Value | null {
  if (value.kind !== 'text') return value.kind === 'unknown' ? null : value;
  const [whole, fallback] = /^\$\{\w+(?:=([^}]*))?\}$/.exec(value.text) ?? [];
  if (whole === undefined) return value.text.includes('${') ? null : value;
  return fallback === undefined || fallback === '' ? null : { ...value, text: fallback };
}
