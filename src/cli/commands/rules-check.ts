import { checkRules } from '../../knowledge/check-rules.ts';
import { applyExtends } from '../../knowledge/extend.ts';
import { checkForm } from '../../knowledge/form.ts';
import { loadKnowledge, patternEngineFor } from '../../knowledge/index.ts';
import { loadBuiltInEntries, loadRuleFiles } from '../../knowledge/load.ts';
import { parseRuleFiles } from '../../knowledge/parse.ts';
import type { Index } from '../../model/knowledge.ts';
import { buildPrefilter } from '../../prefilter/build.ts';
import { mayContain } from '../../prefilter/scan.ts';
import { type LiteralStage, literalStage } from '../../scan/extract.ts';
import { InputError, UsageError } from '../../util/errors.ts';
import type { Problem } from '../../util/yaml-problems.ts';
import { filesOf, rulesInUse } from '../own-rules.ts';
import { checkSamples } from './rules-samples.ts';

/** What a check of a folder found. */
export interface FolderCheck {
  readonly entries: number;
  readonly samples: number;
  readonly problems: readonly Problem[];
}

/** Checks a complete rules folder: shape, graph, sense and form, and, when those leave a sound base, every signature against the whole pipeline. */
export async function checkFolder(folder: string, today: string): Promise<FolderCheck> {
  const files = loadRuleFiles(folder, false);
  const { entries, index, problems } = checkRules(files, today, await patternEngineFor(files));
  const form = checkForm(files, entries);
  const tried = index === null ? { missing: [], noisy: [], samples: 0 } : await checkSamples(entries, index, literalsOf(index));
  return { entries: entries.length, samples: tried.samples, problems: inOrder([...problems, ...form, ...tried.missing, ...tried.noisy]) };
}

/** `sovaudit rules check <folder>`. */
export async function checkRulesFolder(folder: string, today: string): Promise<string> {
  const { entries, samples, problems } = await checkFolder(folder, today);
  if (problems.length > 0) throw new InputError(problems);
  return `${count(entries)}, ${samples} samples, no problems\n`;
}

/** `sovaudit rules validate [paths]`: what an audit checks of custom rules, and that each of their signatures is found. */
export async function validateRules(paths: readonly string[]): Promise<string> {
  const own = await rulesInUse(paths);
  const files = filesOf(own);
  if (files.length === 0) throw new UsageError('no rules to validate', 'give rule files or folders, or name them in sovaudit.yaml (rules, extends)');
  const knowledge = await loadKnowledge([], [], files);
  const parsed = parseRuleFiles(files);
  const { entries } = applyExtends([...loadBuiltInEntries(), ...parsed.entries]);
  const { missing, noisy } = await checkSamples(entries, knowledge.index, literalStage(knowledge));
  const problems = [...missing, ...noisy];
  if (problems.length > 0) throw new InputError(inOrder(problems));
  return `${count(parsed.entries.length)}, no problems\n`;
}

/** The literals of an index that was just compiled. */
function literalsOf({ literals }: Index): LiteralStage {
  const prefilter = buildPrefilter(literals);
  return (_, bytes, length) => mayContain(prefilter, bytes, length);
}

function count(entries: number): string {
  return `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
}

function inOrder(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1)));
}
