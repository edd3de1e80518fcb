import { parseRuleFiles } from '../../knowledge/parse.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import { loadRuleFiles } from '../../knowledge/load.ts';

/** `sovaudit rules validate`: the same checks an audit makes, without an audit. Problems are thrown as `InputError`. */
export async function validateRules(paths: readonly string[], streams: Streams): Promise<ExitCode> {
  await loadKnowledge(paths);
  const { entries } = parseRuleFiles(paths.flatMap((path) => loadRuleFiles(path, true)));
  streams.stdout.write(`${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}, no problems\n`);
  return EXIT.ok;
}
