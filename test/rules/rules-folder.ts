import { compile } from '../../src/knowledge/compile.ts';
import type { RawEntry } from '../../src/knowledge/entry.ts';
import { loadRuleFiles } from '../../src/knowledge/load.ts';
import { parseRuleFiles } from '../../src/knowledge/parse.ts';
import type { Index } from '../../src/model/knowledge.ts';

/** The built-in rules as they stand in the folder, whatever was built last. Throws with every problem when they do not compile. */
export function compiledRules(): { readonly entries: readonly RawEntry[]; readonly index: Index } {
  const { entries, problems } = parseRuleFiles(loadRuleFiles('rules', false));
  const { index, problems: more } = compile(entries);
  if (index !== null && problems.length === 0) return { entries, index };
  throw new Error([...problems, ...more].map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'));
}
