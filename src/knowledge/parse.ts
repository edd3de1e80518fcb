import { readPlainYaml } from '../util/plain-yaml.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { readYaml } from '../util/yaml-text.ts';
import { yamlTraps } from '../util/yaml-traps.ts';
import { type ParsedFiles, type ReadFile, type RuleFile, splitFiles } from './split.ts';

export type { RuleFile } from './split.ts';

/** Rule files with the places of everything in them, and all that is wrong with their YAML. */
export function parseRuleFiles(files: readonly RuleFile[]): ParsedFiles {
  return splitFiles(files, (file, problems) => readPlain(file) ?? readWhole(file, problems));
}

/** Most rules are plain, and then they have no places until there is something to say about one. */
function readPlain(file: RuleFile): ReadFile | null {
  const plain = readPlainYaml(file.text);
  if (plain === null) return null;
  let parsed: ReturnType<typeof readYaml> | null = null;
  const locate = (): ReturnType<typeof readYaml> => {
    parsed ??= readYaml(file.shown, file.text);
    return parsed;
  };
  return { value: plain.value, document: null, lines: null, locate };
}

/** Reads a file that is more than plain. */
export function readWhole(file: RuleFile, problems: Problem[]): ReadFile | null {
  const { document, lines, problems: broken } = readYaml(file.shown, file.text);
  problems.push(...broken);
  if (document === null) return null;
  const traps = yamlTraps(document, lines);
  for (const { line, column, message } of traps) problems.push({ file: file.shown, line, column, message });
  // An alias bomb is refused here, before it is opened: rules need no aliases at all.
  if (traps.some(({ alias }) => alias)) return null;
  return { value: document.toJS({ maxAliasCount: 0 }), document, lines };
}
