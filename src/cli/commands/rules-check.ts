import { checkForm } from '../../knowledge/form.ts';
import { loadRuleFiles } from '../../knowledge/load.ts';
import { checkRules } from '../../knowledge/check-rules.ts';
import { InputError } from '../../util/errors.ts';
import type { Problem } from '../../util/yaml-problems.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';

/** What a check of a folder found. */
export interface FolderCheck {
  readonly entries: number;
  readonly samples: number;
  readonly problems: readonly Problem[];
}

/** Checks a complete rules folder: shape, graph, sense and form, and, when those leave a sound base, every signature against the whole pipeline. */
export async function checkFolder(folder: string, today: string): Promise<FolderCheck> {
  const files = loadRuleFiles(folder, false);
  const { entries, index, problems } = checkRules(files, today);
  const form = checkForm(files);
  if (index === null) return { entries: entries.length, samples: 0, problems: inOrder([...problems, ...form]) };
  const { checkSamples } = await import('./rules-samples.ts');
  const { problems: missed, samples } = await checkSamples(entries, index);
  return { entries: entries.length, samples, problems: inOrder([...problems, ...form, ...missed]) };
}

/** `sovaudit rules check <folder>`. Problems are thrown as `InputError`. */
export async function runRulesCheck(folder: string, today: string, streams: Streams): Promise<ExitCode> {
  const { entries, samples, problems } = await checkFolder(folder, today);
  if (problems.length > 0) throw new InputError(problems);
  streams.stdout.write(`${entries} ${entries === 1 ? 'entry' : 'entries'}, ${samples} samples, no problems\n`);
  return EXIT.ok;
}

function inOrder(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1)));
}
