import type { Index } from '../model/knowledge.ts';
import { InputError } from '../util/errors.ts';
import { loadBuiltIn, loadBuiltInEntries, loadRuleFiles } from './load.ts';

/** The knowledge base for an audit: built in alone, or with custom rules compiled on top. Throws `InputError` with every problem of every file. */
export async function loadKnowledge(customPaths: readonly string[]): Promise<Index> {
  if (customPaths.length === 0) return loadBuiltIn();
  // YAML and the schemas load only when somebody brings rules of their own.
  const [{ parseRuleFiles }, { compile }] = await Promise.all([import('./parse.ts'), import('./compile.ts')]);
  const files = customPaths.flatMap((path) => loadRuleFiles(path, true));
  const parsed = parseRuleFiles(files);
  const { index, problems } = compile([...loadBuiltInEntries(), ...parsed.entries]);
  const all = [...parsed.problems, ...problems];
  if (index === null || all.length > 0) throw new InputError(all);
  return index;
}
