import { checkShapes } from '../../knowledge/check.ts';
import type { RawEntry } from '../../knowledge/entry.ts';
import { loadBuiltInEntries, loadRuleFiles } from '../../knowledge/load.ts';
import { parseRuleFiles } from '../../knowledge/parse.ts';
import { InputError } from '../../util/errors.ts';

/** The entries of a rules folder, or the built-in ones. Throws `InputError` for entries whose shape is wrong. */
export function entriesOf(folder: string | undefined): readonly RawEntry[] {
  if (folder === undefined) return loadBuiltInEntries();
  const parsed = parseRuleFiles(loadRuleFiles(folder, false));
  const { sound, problems } = checkShapes(parsed.entries);
  const all = [...parsed.problems, ...problems];
  if (all.length > 0) throw new InputError(all);
  return sound;
}
